//! The page of an error, in Chromium: it is shown as it was made, it loads nothing, it
//! can be read in light and dark and on a phone, and its policy blocks nothing of it.
//!
//! Skipped where there is no `chromedriver`, unless `CATCHALL_REQUIRE_TOOLS` is set.
//! The pictures are in the folder for temporary files of the target directory.

mod driver;
mod server;

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use driver::{Browser, Driver};
use serde_json::{Value, json};
use server::Server;

const STATUSES: [u16; 13] = [
    400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 502, 503, 504,
];

/// A screen, and what its owner prefers.
struct Screen {
    name: &'static str,
    width: u32,
    height: u32,
    is_phone: bool,
    scheme: &'static str,
}

const SCREENS: [Screen; 4] = [
    Screen {
        name: "desktop-light",
        width: 1280,
        height: 800,
        is_phone: false,
        scheme: "light",
    },
    Screen {
        name: "desktop-dark",
        width: 1280,
        height: 800,
        is_phone: false,
        scheme: "dark",
    },
    Screen {
        name: "phone-light",
        width: 360,
        height: 740,
        is_phone: true,
        scheme: "light",
    },
    Screen {
        name: "phone-dark",
        width: 360,
        height: 740,
        is_phone: true,
        scheme: "dark",
    },
];

/// What the page knows of itself once it is shown.
const LOOK: &str = r#"
    const all = selector => [...document.querySelectorAll(selector)];
    const main = document.querySelector("main");
    // The light of a colour, and the contrast of two, as WCAG 2 defines them.
    const light = color => {
        const parts = color.match(/\d+/g).slice(0, 3).map(part => part / 255);
        const linear = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        const [red, green, blue] = parts.map(linear);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = light(getComputedStyle(main).backgroundColor);
    const contrast = element => {
        const text = light(getComputedStyle(element).color);
        return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    };
    return {
        title: document.title,
        status: performance.getEntriesByType("navigation")[0].responseStatus,
        resources: performance.getEntriesByType("resource").map(it => it.name),
        language: document.documentElement.lang,
        mains: all("main").length,
        headings: all("h1, h2, h3, h4, h5, h6").map(it => it.innerText),
        text: main.innerText,
        paragraphs: all("p").map(it => it.innerText),
        code: all("code").map(it => it.innerText),
        contrasts: all("h1, h1 span, p, code").map(contrast),
        ground,
        border: getComputedStyle(main).borderTopWidth,
        width: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth,
        size: parseFloat(getComputedStyle(main).fontSize),
        problem: JSON.parse(document.querySelector("script").textContent),
        ran: window.ran === undefined,
    };
"#;

#[test]
fn every_error_is_a_page_that_people_can_read() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let browser = driver.open();
    let server = Server::start();
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&pictures).unwrap();
    for screen in &SCREENS {
        browser.cdp(
            "Emulation.setDeviceMetricsOverride",
            &json!({
                "width": screen.width,
                "height": screen.height,
                "deviceScaleFactor": 2,
                "mobile": screen.is_phone,
            }),
        );
        let scheme = json!({ "name": "prefers-color-scheme", "value": screen.scheme });
        browser.cdp(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [scheme] }),
        );
        for status in STATUSES {
            let path = format!("/errors/{status}");
            browser.go(&server.url(&path));
            check(&browser, &server, status, screen);
            let picture = pictures.join(format!("{status}-{}.png", screen.name));
            fs::write(picture, STANDARD.decode(browser.screenshot()).unwrap()).unwrap();
        }
    }
}

#[track_caller]
fn check(browser: &Browser<'_>, server: &Server, status: u16, screen: &Screen) {
    let seen = browser.run(LOOK);
    let about = format!("{status} on {}: {seen:#}", screen.name);
    let phrase = catchall::status::phrase(status);
    assert_eq!(seen["status"], status, "{about}");
    assert_eq!(seen["title"], format!("{status} {phrase}"), "{about}");
    assert_eq!(
        seen["headings"],
        json!([format!("{status}\n{phrase}")]),
        "{about}"
    );
    assert_eq!(seen["language"], "en", "{about}");
    assert_eq!(seen["mains"], 1, "{about}");

    // The detail, what to do next, and for a 5xx the request id.
    let paragraphs = seen["paragraphs"].as_array().unwrap();
    let details = usize::from(status != 500);
    let ids = usize::from(status >= 500);
    assert_eq!(paragraphs.len(), details + 1 + ids, "{about}");
    if details == 1 {
        assert_eq!(paragraphs[0], server::DETAIL, "{about}");
    }
    let problem = &seen["problem"];
    assert_eq!(problem["status"], status, "{about}");
    match &problem["request_id"] {
        Value::String(id) => assert_eq!(seen["code"], json!([id]), "{about}"),
        _ => assert_eq!(ids, 0, "{about}"),
    }
    if matches!(status, 429 | 503) {
        let text = seen["text"].as_str().unwrap();
        assert!(text.contains("Try again in 30 seconds."), "{about}");
    }

    // The style is there, and nothing has to be scrolled to the side.
    assert_eq!(seen["border"], "1px", "{about}");
    assert!(number(&seen["width"]) <= number(&seen["room"]), "{about}");
    assert!(number(&seen["size"]) >= 16.0, "{about}");
    let is_dark = number(&seen["ground"]) < 0.2;
    assert_eq!(is_dark, screen.scheme == "dark", "{about}");
    // WCAG 2, level AA.
    for contrast in seen["contrasts"].as_array().unwrap() {
        assert!(number(contrast) >= 4.5, "{about}");
    }

    // Nothing runs, nothing is loaded, and nothing is blocked.
    assert_eq!(seen["ran"], true, "{about}");
    assert_eq!(seen["resources"], json!([]), "{about}");
    assert_eq!(server.asked(), [format!("/errors/{status}")], "{about}");
    let of_the_page = format!("/errors/{status} - Failed to load resource");
    let lines = browser.console();
    let others: Vec<_> = lines
        .iter()
        .filter(|line| !line.contains(&of_the_page))
        .collect();
    assert!(others.is_empty(), "{others:#?}");
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

/// The policy blocks what a page could be made to do.
#[test]
fn markup_in_a_text_is_a_text() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let browser = driver.open();
    let server = Server::start();
    browser.go(&server.url("/hostile"));
    let seen = browser.run(LOOK);
    assert_eq!(seen["ran"], true, "{seen:#}");
    assert_eq!(seen["resources"], json!([]), "{seen:#}");
    assert_eq!(seen["paragraphs"][0], server::HOSTILE, "{seen:#}");
    assert_eq!(seen["problem"]["detail"], server::HOSTILE, "{seen:#}");
    assert_eq!(
        seen["problem"][server::HOSTILE],
        server::HOSTILE,
        "{seen:#}"
    );
    // Were a script to get in all the same, the policy would not let it run.
    let script = "
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        const image = document.createElement('img');
        image.src = '/image';
        document.body.append(image);
        return window.ran === undefined;
    ";
    assert_eq!(browser.run(script), true);
    assert_eq!(server.asked(), ["/hostile"]);
    let lines = browser.console();
    let is_blocked = |line: &String| line.contains("Content Security Policy");
    assert!(
        lines.iter().filter(|line| is_blocked(line)).count() >= 2,
        "{lines:#?}"
    );
}
