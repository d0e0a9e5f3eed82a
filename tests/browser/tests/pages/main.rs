//! The error page, the documentation of problem types, and the start page of the shop, in
//! three browser engines. The error page is shown as intended, it loads nothing, it is
//! readable in light and dark and on a phone, and its policy blocks nothing of it.
//!
//! An engine without its driver is skipped, and so is axe, an accessibility checker, unless
//! `CATCHALL_AXE` is the path of its `axe.min.js`. If `CATCHALL_REQUIRE_TOOLS` is set,
//! nothing is skipped. The pictures are stored in the directory for temporary files of the
//! target directory.

mod docs;
mod driver;
mod server;
mod start;

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use driver::{Browser, Driver, Engine, Scheme};
use serde_json::{Value, json};
use server::Server;

const STATUSES: [u16; 13] = [
    400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 502, 503, 504,
];

/// What the page reports about itself once it is shown.
const LOOK: &str = r#"
    const all = selector => [...document.querySelectorAll(selector)];
    const main = document.querySelector("main");
    // The luminance of a colour, and the contrast of two, as WCAG 2 defines them.
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
        headings: all("h1, h2, h3, h4, h5, h6").map(it => it.innerText.replace(/\s+/g, " ")),
        text: main.innerText,
        paragraphs: all("p").map(it => it.innerText),
        code: all("code").map(it => it.innerText),
        lines: all("code").map(it => it.getClientRects().length),
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
fn every_error_is_a_page_in_chromium() {
    every_error_is_a_page(Engine::Chromium);
}

#[test]
fn every_error_is_a_page_in_firefox() {
    every_error_is_a_page(Engine::Firefox);
}

#[test]
fn every_error_is_a_page_in_webkit() {
    every_error_is_a_page(Engine::WebKit);
}

fn every_error_is_a_page(engine: Engine) {
    let server = Server::start();
    let axe = axe();
    for scheme in [Scheme::Light, Scheme::Dark] {
        let Some(driver) = Driver::start(engine, scheme) else {
            return;
        };
        let browser = driver.open();
        for (width, height, is_phone) in [(1280, 800, false), (360, 740, true)] {
            browser.resize(width, height, is_phone);
            let screen = if is_phone { "phone" } else { "desktop" };
            for status in STATUSES {
                let name = format!("{status} {engine:?} {screen} {scheme:?}").to_lowercase();
                browser.go(&server.url(&format!("/errors/{status}")));
                check(&browser, &server, status, scheme, &name);
                if let Some(axe) = &axe {
                    check_accessibility(&browser, axe, &name);
                }
                picture(&browser, &name);
            }
        }
    }
}

/// Stores a picture of what is shown.
fn picture(browser: &Browser<'_>, name: &str) {
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&pictures).unwrap();
    let file = pictures.join(name.replace(' ', "-") + ".png");
    fs::write(file, STANDARD.decode(browser.screenshot()).unwrap()).unwrap();
}

#[track_caller]
fn check(browser: &Browser<'_>, server: &Server, status: u16, scheme: Scheme, name: &str) {
    let seen = browser.run(LOOK);
    let about = format!("{name}: {seen:#}");
    let phrase = catchall::status::phrase(status);
    // WebKit does not report it.
    if !seen["status"].is_null() || browser.engine() != Engine::WebKit {
        assert_eq!(seen["status"], status, "{about}");
    }
    assert_eq!(seen["title"], format!("{status} {phrase}"), "{about}");
    assert_eq!(
        seen["headings"],
        json!([format!("{status} {phrase}")]),
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
        Value::String(id) => {
            assert_eq!(seen["code"], json!([id]), "{about}");
            assert_eq!(seen["lines"], json!([1]), "{about}");
        }
        _ => assert_eq!(ids, 0, "{about}"),
    }
    if matches!(status, 429 | 503) {
        let text = seen["text"].as_str().unwrap();
        assert!(text.contains("Try again in 30 seconds."), "{about}");
    }

    // The style is applied, and the page does not scroll sideways.
    assert_eq!(seen["border"], "1px", "{about}");
    assert!(number(&seen["width"]) <= number(&seen["room"]), "{about}");
    assert_width(browser, number(&seen["room"]), name);
    assert!(number(&seen["size"]) >= 16.0, "{about}");
    let is_dark = number(&seen["ground"]) < 0.2;
    assert_eq!(is_dark, scheme == Scheme::Dark, "{about}");
    // WCAG 2, level AA.
    for contrast in seen["contrasts"].as_array().unwrap() {
        assert!(number(contrast) >= 4.5, "{about}");
    }

    // Nothing runs, nothing is loaded, and nothing is blocked.
    assert_eq!(seen["ran"], true, "{about}");
    assert_eq!(seen["resources"], json!([]), "{about}");
    assert_eq!(server.asked(), [format!("/errors/{status}")], "{about}");
    // The console has this line about the page itself for every error.
    let of_the_page = format!("/errors/{status} - Failed to load resource");
    let mut lines = browser.console().unwrap_or_default();
    lines.retain(|line| !line.contains(&of_the_page));
    assert!(lines.is_empty(), "{name}: {lines:#?}");
}

/// A phone is narrow, except for the engine whose window cannot be.
#[track_caller]
fn assert_width(browser: &Browser<'_>, room: f64, name: &str) {
    let most = match browser.engine() {
        Engine::WebKit => 447.0,
        _ => 360.0,
    };
    if name.contains(" phone ") {
        assert!(room <= most, "{name}: {room}");
    }
}

/// Returns the source of axe.
fn axe() -> Option<String> {
    let Some(path) = std::env::var_os("CATCHALL_AXE") else {
        driver::skip("axe: `CATCHALL_AXE` is not set");
        return None;
    };
    Some(fs::read_to_string(path).expect("the file that `CATCHALL_AXE` names"))
}

#[track_caller]
fn check_accessibility(browser: &Browser<'_>, axe: &str, name: &str) {
    let found = browser.run_async(&format!(
        "{axe}; const done = arguments[arguments.length - 1];
         axe.run().then(
             result => done({{
                 passes: result.passes.length,
                 violations: result.violations.map(it => it.help),
             }}),
             error => done(String(error)),
         );"
    ));
    assert!(
        found["passes"].as_u64().is_some_and(|count| count > 10),
        "{name}: {found:#}"
    );
    assert_eq!(found["violations"], json!([]), "{name}");
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn a_page_has_the_language_and_the_direction_of_its_reader() {
    let axe = axe();
    let server = Server::start();
    for engine in [Engine::Chromium, Engine::Firefox, Engine::WebKit] {
        let Some(driver) = Driver::start(engine, Scheme::Light) else {
            continue;
        };
        let browser = driver.open();
        browser.resize(360, 740, true);
        for (tag, direction, advice) in [
            ("de", "ltr", "Die Seite ist ausgelastet"),
            ("ar", "rtl", "الموقع مشغول"),
        ] {
            let name = format!("503 {engine:?} phone {tag}").to_lowercase();
            browser.go(&server.url(&format!("/languages/{tag}")));
            let seen = browser.run(LOOK);
            let about = format!("{name}: {seen:#}");
            assert_eq!(seen["language"], tag, "{about}");
            let texts = seen["paragraphs"].as_array().unwrap();
            assert!(texts[0].as_str().unwrap().starts_with(advice), "{about}");
            assert!(number(&seen["width"]) <= number(&seen["room"]), "{about}");
            let directions = browser.run(DIRECTIONS);
            assert_eq!(directions["heading"], direction, "{name}");
            assert_eq!(directions["advice"], direction, "{name}");
            assert_eq!(directions["english"], json!(["en", "ltr"]), "{name}");
            if let Some(axe) = &axe {
                check_accessibility(&browser, axe, &name);
            }
            picture(&browser, &name);
        }
    }
}

/// The direction of the parts of a page, and the language of the sentence that
/// is not translated.
const DIRECTIONS: &str = "
    const direction = element => getComputedStyle(element).direction;
    const english = document.querySelector('.id span');
    return {
        heading: direction(document.querySelector('h1')),
        advice: direction(document.querySelector('p')),
        english: [english.lang, direction(english)],
    };
";

#[test]
fn markup_in_a_text_is_a_text() {
    for engine in [Engine::Chromium, Engine::Firefox, Engine::WebKit] {
        if let Some(driver) = Driver::start(engine, Scheme::Light) {
            markup_is_a_text(&driver.open());
        }
    }
}

fn markup_is_a_text(browser: &Browser<'_>) {
    let server = Server::start();
    browser.resize(360, 740, true);
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
    // A word that is wider than the screen is broken.
    assert!(number(&seen["width"]) <= number(&seen["room"]), "{seen:#}");
    // If markup did get in, the policy would prevent it from doing anything.
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
    if let Some(lines) = browser.console() {
        let blocked = lines
            .iter()
            .filter(|line| line.contains("Content Security Policy"));
        assert!(blocked.count() >= 2, "{lines:#?}");
    }
}
