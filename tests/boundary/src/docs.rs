//! Checks the documentation of problem types in each framework: the type URI of an error
//! leads to it.

use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use catchall::{HttpError, ProblemDocs};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Answer, send};

/// The errors of the handler. The paths of their types are those of the server.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(web, type_base = "/problems/")]
#[allow(
    rustdoc::invalid_html_tags,
    reason = "shows that the page escapes the text of a comment"
)]
pub enum Documented {
    /// The user was <deleted> or never existed.
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound {
        /// Of the user.
        #[http(member)]
        id: u64,
    },
    /// The card was declined.
    #[error("no credit")]
    #[http(402, code = "declined", type = "/problems/billing/no_credit")]
    NoCredit,
}

/// The handler of `/fails/{n}`.
///
/// # Errors
///
/// Always returns an error.
pub fn fails(n: u64) -> Result<&'static str, Documented> {
    Err(match n {
        0 => Documented::NoCredit,
        id => Documented::UserNotFound { id },
    })
}

/// Returns what is served at `/problems`.
#[must_use]
pub fn docs() -> ProblemDocs {
    ProblemDocs::new(&Documented::catalog()).with_title("Problems of the test")
}

const PAGE: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

struct Site(SocketAddr);

impl Site {
    #[track_caller]
    fn ask(&self, method: &str, path: &str, header: (&str, &str)) -> Answer {
        self.ask_with(method, path, &[header])
    }

    fn ask_with(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        Answer::of(&send(self.0, method, path, headers, ""))
    }

    #[track_caller]
    fn page(&self, path: &str) -> String {
        let answer = self.ask("GET", path, PAGE);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        let media_type = answer.header("content-type");
        assert_eq!(media_type, "text/html; charset=utf-8", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let style = answer.text.split_once("<style>").expect("it has a style").1;
        let style = style.split_once("</style>").expect("it ends").0;
        let hash = STANDARD.encode(Sha256::digest(style));
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains(&format!("style-src 'sha256-{hash}'")),
            "{policy}"
        );
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        assert!(!answer.text.contains("<script"), "{path}");
        answer.text
    }

    #[track_caller]
    fn json(&self, path: &str) -> Value {
        let answer = self.ask("GET", path, ("accept", "application/json"));
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        assert_eq!(answer.header("content-type"), "application/json", "{path}");
        serde_json::from_str(&answer.text).expect("it is JSON")
    }

    /// Returns the type of an error that the server sends.
    #[track_caller]
    fn type_of(&self, path: &str) -> String {
        let problem = self.ask("GET", path, ("accept", "*/*")).json();
        problem["type"].as_str().expect("it has a type").to_owned()
    }
}

/// Checks a server. It has [`fails`] at `/fails/{n}`, and [`docs`] at `/problems`.
///
/// # Panics
///
/// Panics if anything is not as expected.
pub fn check_docs(place: SocketAddr) {
    let site = Site(place);
    the_type_of_an_error_leads_to_its_page(&site);
    the_address_above_has_all_types(&site);
    nothing_is_sent_twice(&site);
    other_addresses_are_problems(&site);
}

fn the_type_of_an_error_leads_to_its_page(site: &Site) {
    for (fails, code, text) in [
        (
            "/fails/7",
            "user_not_found",
            "The user was &lt;deleted&gt; or never existed.",
        ),
        ("/fails/0", "declined", "The card was declined."),
    ] {
        let uri = site.type_of(fails);
        let page = site.page(&uri);
        assert!(
            page.contains(&format!("<h2><code>{code}</code></h2>")),
            "{page}"
        );
        assert!(page.contains(text), "{page}");

        let json = site.json(&uri);
        let problems = json["problems"].as_array().expect("it has problems");
        assert_eq!(problems.len(), 1, "{json:#}");
        assert_eq!(problems[0]["code"], code);
        assert_eq!(problems[0]["type"], *uri);
        assert_eq!(json["version"], 1);

        // The link leads to all types, wherever the type is.
        let link = page.split_once("<p><a href=\"").expect("it has a link").1;
        let link = link.split_once('"').expect("it ends").0;
        let folders = link.matches("../").count() + 1;
        let above = uri
            .rsplitn(folders + 1, '/')
            .last()
            .expect("it has a folder");
        assert_eq!(above, "/problems", "{uri} {link}");
    }
    // By its code, too.
    assert!(
        site.page("/problems/declined")
            .contains("The card was declined.")
    );
    // In any encoding.
    assert!(
        site.page("/problems/user%5Fnot%5Ffound")
            .contains("never existed")
    );
}

fn the_address_above_has_all_types(site: &Site) {
    for path in ["/problems", "/problems/"] {
        let page = site.page(path);
        assert!(
            page.contains("<title>Problems of the test</title>"),
            "{page}"
        );
        let json = site.json(path);
        let problems = json["problems"].as_array().expect("it has problems");
        let codes: Vec<_> = problems.iter().map(|it| it["code"].as_str()).collect();
        let expected = ["user_not_found", "declined", "internal_error"];
        assert_eq!(codes, expected.map(Some));
        for code in expected {
            assert!(page.contains(&format!("<section id=\"{code}\">")), "{page}");
        }
    }
    // Without a preference, it is the version for programs.
    let answer = site.ask("GET", "/problems", ("accept", "*/*"));
    assert_eq!(answer.header("content-type"), "application/json");
}

fn nothing_is_sent_twice(site: &Site) {
    let path = "/problems/user_not_found";
    let whole = site.ask("GET", path, PAGE);
    assert_eq!(whole.header("cache-control"), "max-age=3600");
    assert_eq!(whole.varies().collect::<Vec<_>>(), ["accept"]);
    let tag = whole.header("etag");
    let json = site.ask("GET", path, ("accept", "application/json"));
    assert!(tag.starts_with('"') && tag != json.header("etag"), "{tag}");

    let headers = [PAGE, ("if-none-match", &*format!("\"other\", W/{tag}"))];
    let same = site.ask_with("GET", path, &headers);
    assert_eq!((same.status, &*same.text), (304, ""));
    assert_eq!(same.header("etag"), tag);
    assert_eq!(same.header("cache-control"), "max-age=3600");
    let other = site.ask_with("GET", path, &[PAGE, ("if-none-match", "\"other\"")]);
    assert_eq!((other.status, &other.text), (200, &whole.text));

    let head = site.ask("HEAD", path, PAGE);
    assert_eq!((head.status, &*head.text), (200, ""));
    for name in [
        "content-type",
        "content-length",
        "etag",
        "content-security-policy",
    ] {
        assert_eq!(head.header(name), whole.header(name), "{name}");
    }
}

fn other_addresses_are_problems(site: &Site) {
    for path in [
        "/problems/nothing",
        "/problems/billing",
        "/problems/user_not_found/7",
    ] {
        let missing = site.ask("GET", path, ("accept", "application/json"));
        assert_eq!(missing.status, 404, "{path}");
        let problem = missing.json();
        assert_eq!(problem["code"], "not_found", "{path}");
        assert_eq!(problem["detail"], "no problem type has this address");
    }
    let missing = site.ask("GET", "/problems/nothing", PAGE);
    assert_eq!(missing.header("content-type"), "text/html; charset=utf-8");
    let refused = site.ask("POST", "/problems/declined", ("accept", "application/json"));
    assert_eq!(
        (refused.status, refused.header("allow")),
        (405, "GET, HEAD")
    );
    refused.json();
}
