//! The start page of the shop: each link sends the request that it names, and shows what
//! the client and the log receive.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shop::{Journal, failures};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tracing_subscriber::prelude::*;

use crate::driver::{Browser, Driver, Engine, Scheme};
use crate::{assert_width, check_accessibility, number, picture};

/// What the page shows.
const LOOK: &str = r#"
    const all = selector => [...document.querySelectorAll(selector)];
    const text = selector => all(selector).map(it => it.innerText);
    const outcome = document.querySelector(".outcome");
    const box = outcome.getBoundingClientRect();
    const link = document.querySelector("[aria-current]");
    return {
        status: performance.getEntriesByType("navigation")[0].responseStatus,
        resources: performance.getEntriesByType("resource").map(it => new URL(it.name).pathname),
        language: document.documentElement.lang,
        links: all(".failure").map(it => it.getAttribute("href")),
        statuses: text(".failure .status"),
        headings: all(".outcome h3").map(it => it.innerText),
        request: text(".request"),
        answer: text(".answer"),
        levels: text(".event .level"),
        events: text(".event"),
        names: all(".event dt").map(it => {
            const line = document.createRange();
            line.selectNodeContents(it);
            return line.getClientRects().length;
        }),
        current: link && link.innerText,
        distance: link && box.top - link.getBoundingClientRect().bottom,
        isLinkSeen: link && link.getBoundingClientRect().top >= 0
            && link.getBoundingClientRect().bottom <= innerHeight,
        isOutcomeSeen: box.top >= 0 && box.top < innerHeight / 2,
        left: box.left,
        border: getComputedStyle(document.querySelector("ul")).borderTopWidth,
        ground: getComputedStyle(document.body).backgroundColor,
        width: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth,
    };
"#;

/// The number of shops that were opened: each has its own database.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A running shop, which closes when it is dropped.
pub(crate) struct Shop {
    base: String,
    database: PathBuf,
    close: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Shop {
    pub(crate) fn open(engine: Engine) -> Self {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("catchall-shop-{}-{engine:?}-{count}.db", std::process::id());
        let database = std::env::temp_dir().join(name);
        let _ = std::fs::remove_file(&database);
        let (close, closing) = oneshot::channel();
        let (send_address, address) = mpsc::channel();
        let thread = thread::spawn({
            let database = database.clone();
            move || {
                let journal = Journal::default();
                // Only of this thread, which serves everything.
                let _guard = tracing_subscriber::registry()
                    .with(journal.clone())
                    .set_default();
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                runtime.block_on(async {
                    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                    send_address.send(listener.local_addr().unwrap()).unwrap();
                    let closing = async { drop(closing.await) };
                    shop::serve(listener, &database, journal, closing)
                        .await
                        .unwrap();
                });
            }
        });
        Self {
            base: format!("http://{}", address.recv().unwrap()),
            database,
            close: Some(close),
            thread: Some(thread),
        }
    }

    /// Returns its address, without a trailing slash.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = self.close.take().unwrap().send(());
        let closed = self.thread.take().unwrap().join();
        let _ = std::fs::remove_file(&self.database);
        if !thread::panicking() {
            closed.unwrap();
        }
    }
}

#[test]
fn every_link_of_the_shop_works_in_chromium() {
    every_link_works(Engine::Chromium);
}

#[test]
fn every_link_of_the_shop_works_in_firefox() {
    every_link_works(Engine::Firefox);
}

#[test]
fn every_link_of_the_shop_works_in_webkit() {
    every_link_works(Engine::WebKit);
}

fn every_link_works(engine: Engine) {
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
            browser.go(&format!("{}/", shop.base));
            let seen = browser.run(LOOK);
            let links: Vec<String> = failures::all()
                .map(|failure| format!("/try/{0}#{0}", failure.name))
                .collect();
            assert_eq!(seen["links"], json!(links), "{seen:#}");
            check(&browser, &seen, &name("start"));
            if let Some(axe) = &axe {
                check_accessibility(&browser, axe, &name("start"));
            }
            picture(&browser, &name("start"));

            // The links are the same on each screen.
            let is_followed = |name: &str| {
                !is_phone && scheme == Scheme::Light || ["ledger", "invalid-item"].contains(&name)
            };
            for failure in failures::all().filter(|failure| is_followed(failure.name)) {
                let selector = format!("a[href^='/try/{}#']", failure.name);
                browser.follow(&selector, &format!("/try/{}", failure.name));
                let seen = look(&browser);
                let about = format!("{failure:?}: {seen:#}");
                let current = seen["current"].as_str().unwrap();
                let words: Vec<&str> = current.split_whitespace().collect();
                let expected = format!("{} {}", failure.status, failure.wrong);
                assert_eq!(words.join(" "), expected, "{about}");
                let headings = [
                    "What goes wrong",
                    "What the client is told",
                    "What the log has",
                ];
                assert_eq!(seen["headings"], json!(headings), "{about}");

                let answer = seen["answer"][0].as_str().unwrap();
                let line = format!("HTTP/1.1 {} ", failure.status);
                assert!(answer.starts_with(&line), "{about}");
                let body = answer.split_once("\n\n").unwrap().1;
                let problem: Value = serde_json::from_str(body.trim()).unwrap();
                assert_eq!(problem["status"], failure.status, "{about}");
                let level = match failure.status {
                    503 | 504 if failure.name != "too-slow" => "WARN",
                    500.. => "ERROR",
                    _ => "DEBUG",
                };
                assert_eq!(seen["levels"], json!([level]), "{about}");
                let event = seen["events"][0].as_str().unwrap();
                for text in [
                    &failure.status.to_string(),
                    problem["code"].as_str().unwrap(),
                ] {
                    assert!(event.contains(text), "no {text}: {about}");
                }
                let id = answer.split_once("x-request-id: ").unwrap().1;
                assert!(event.contains(id.lines().next().unwrap()), "{about}");

                // The name of a field is never broken.
                let names = seen["names"].as_array().unwrap();
                assert!(names.iter().all(|lines| *lines == 1), "{about}");

                // The link is visible, with its result below or next to it.
                assert_eq!(seen["isLinkSeen"], true, "{about}");
                assert_eq!(seen["isOutcomeSeen"], true, "{about}");
                if number(&seen["room"]) < 960.0 {
                    assert!(number(&seen["distance"]).abs() < 2.0, "{about}");
                } else {
                    assert!(number(&seen["left"]) > 400.0, "{about}");
                }
                check(&browser, &seen, &name(failure.name));
                let is_example = ["ledger", "invalid-item", "panic"].contains(&failure.name);
                if is_example {
                    if let Some(axe) = &axe {
                        check_accessibility(&browser, axe, &name(failure.name));
                    }
                    picture(&browser, &name(failure.name));
                }
            }
        }
    }
}

/// Returns what a page shows after it has scrolled to the link, which may happen after
/// it has loaded.
fn look(browser: &Browser<'_>) -> Value {
    let begun = Instant::now();
    loop {
        let seen = browser.run(LOOK);
        let is_settled = seen["isLinkSeen"] == true && seen["isOutcomeSeen"] == true;
        if is_settled || begun.elapsed() > Duration::from_secs(10) {
            return seen;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Checks what applies to all pages of the shop.
#[track_caller]
fn check(browser: &Browser<'_>, seen: &Value, name: &str) {
    let about = format!("{name}: {seen:#}");
    if !seen["status"].is_null() || browser.engine() != Engine::WebKit {
        assert_eq!(seen["status"], 200, "{about}");
    }
    assert_eq!(seen["language"], "en", "{about}");
    assert_eq!(seen["resources"], json!(["/start.css"]), "{about}");
    // The style is applied, and the page does not scroll sideways.
    assert_eq!(seen["border"], "1px", "{about}");
    assert!(number(&seen["width"]) <= number(&seen["room"]), "{about}");
    assert_width(browser, number(&seen["room"]), name);
    let statuses: Vec<String> = failures::all()
        .map(|failure| failure.status.to_string())
        .collect();
    assert_eq!(seen["statuses"], json!(statuses), "{about}");
    let lines = browser.console().unwrap_or_default();
    assert!(lines.is_empty(), "{name}: {lines:#?}");
}
