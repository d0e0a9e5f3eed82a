//! The documentation of problem types, as served by the shop: the page of all types, and the
//! page of each.

use serde_json::{Value, json};

use crate::driver::{Browser, Driver, Engine, Scheme};
use crate::start::Shop;
use crate::{assert_width, check_accessibility, number, picture};

/// What a page shows.
const LOOK: &str = r#"
    const all = selector => [...document.querySelectorAll(selector)];
    const target = document.querySelector(":target");
    return {
        status: performance.getEntriesByType("navigation")[0].responseStatus,
        resources: performance.getEntriesByType("resource").map(it => it.name),
        title: document.title,
        language: document.documentElement.lang,
        headings: all("h1").map(it => it.innerText),
        sections: all("section").map(it => it.id),
        links: all("tbody a").map(it => it.getAttribute("href")),
        scripts: all("script").length,
        target: target && target.id,
        isTargetSeen: target && target.getBoundingClientRect().top < innerHeight
            && target.getBoundingClientRect().bottom > 0,
        border: getComputedStyle(document.querySelector("section")).borderTopWidth,
        ground: getComputedStyle(document.body).backgroundColor,
        width: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth,
    };
"#;

#[test]
fn every_type_has_a_page_in_chromium() {
    every_type_has_a_page(Engine::Chromium);
}

#[test]
fn every_type_has_a_page_in_firefox() {
    every_type_has_a_page(Engine::Firefox);
}

#[test]
fn every_type_has_a_page_in_webkit() {
    every_type_has_a_page(Engine::WebKit);
}

fn every_type_has_a_page(engine: Engine) {
    let axe = crate::axe();
    for scheme in [Scheme::Light, Scheme::Dark] {
        let Some(driver) = Driver::start(engine, scheme) else {
            return;
        };
        let shop = Shop::open(engine);
        let browser = driver.open();
        for (width, height, is_phone) in [(1280, 800, false), (360, 740, true)] {
            browser.resize(width, height, is_phone);
            let screen = if is_phone { "phone" } else { "desktop" };
            let name = |page: &str| format!("{page} {engine:?} {screen} {scheme:?}").to_lowercase();
            let check = |page: &str| {
                let seen = look(&browser, scheme, &name(page));
                if let Some(axe) = &axe {
                    check_accessibility(&browser, axe, &name(page));
                }
                picture(&browser, &name(page));
                seen
            };

            browser.go(&format!("{}/errors", shop.base()));
            let index = check("errors");
            assert_eq!(index["title"], "Errors of the shop", "{index:#}");
            let sections = index["sections"].as_array().unwrap();
            let links: Vec<String> = sections
                .iter()
                .map(|id| format!("#{}", id.as_str().unwrap()))
                .collect();
            assert_eq!(index["links"], json!(links), "{index:#}");
            assert!(sections.contains(&json!("payment.declined")), "{index:#}");

            // A type URI with a fragment leads to the section.
            browser.go(&format!("{}/errors#payment.declined", shop.base()));
            let seen = browser.run(LOOK);
            assert_eq!(seen["target"], "payment.declined", "{seen:#}");
            assert_eq!(seen["isTargetSeen"], true, "{seen:#}");

            // Each type has a page, with a link to all types.
            browser.go(&format!("{}/errors/payment.declined", shop.base()));
            let seen = check("error");
            assert_eq!(seen["headings"], json!(["Declined"]), "{seen:#}");
            assert_eq!(seen["sections"], json!(["payment.declined"]), "{seen:#}");
            browser.follow("main > p > a", "/errors/");
            // The address changes before the page does.
            let ended = std::time::Instant::now() + std::time::Duration::from_secs(30);
            while browser.run(LOOK)["title"] != "Errors of the shop" {
                assert!(
                    std::time::Instant::now() < ended,
                    "the link leads elsewhere"
                );
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
        }
    }
}

/// Checks what applies to all of these pages.
#[track_caller]
fn look(browser: &Browser<'_>, scheme: Scheme, name: &str) -> Value {
    let seen = browser.run(LOOK);
    let about = format!("{name}: {seen:#}");
    // WebKit does not report it.
    if !seen["status"].is_null() || browser.engine() != Engine::WebKit {
        assert_eq!(seen["status"], 200, "{about}");
    }
    assert_eq!(seen["language"], "en", "{about}");
    assert_eq!(seen["resources"], json!([]), "{about}");
    assert_eq!(seen["scripts"], 0, "{about}");
    // The style is applied, and the page does not scroll sideways.
    assert_eq!(seen["border"], "1px", "{about}");
    let ground = match scheme {
        Scheme::Light => "rgb(244, 245, 247)",
        Scheme::Dark => "rgb(18, 20, 24)",
    };
    assert_eq!(seen["ground"], ground, "{about}");
    assert!(number(&seen["width"]) <= number(&seen["room"]), "{about}");
    assert_width(browser, number(&seen["room"]), name);
    // Nothing was blocked.
    let lines = browser.console().unwrap_or_default();
    assert!(lines.is_empty(), "{name}: {lines:#?}");
    seen
}
