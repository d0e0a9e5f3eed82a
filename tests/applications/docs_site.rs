//! A documentation site: the same error as an HTML page or, through a wrapper,
//! as JSON.

use std::fmt::Write;

use catchall::{Body, Format, HttpError, Problem, RequestContext};
use serde::Serialize;
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

#[derive(Debug, Clone, Serialize)]
struct Link {
    label: &'static str,
    href: String,
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

struct Page;

impl Format for Page {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let title = escape(&problem.title());
        let mut page = format!("<!doctype html><title>{title}</title><h1>{title}</h1>");
        let _ = write!(
            page,
            "<p>{}</p>",
            escape(&problem.detail().unwrap_or_default())
        );
        for link in problem
            .member("links")
            .iter()
            .filter_map(|links| links.as_array())
            .flatten()
        {
            let text = |key| escape(link[key].as_str().unwrap_or_default());
            let _ = write!(page, "<a href=\"{}\">{}</a>", text("href"), text("label"));
        }
        Body::new("text/html; charset=utf-8", page)
    }
}

struct TitleAndMessage;

impl Format for TitleAndMessage {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let mut body = problem.members();
        body.insert("title".into(), problem.title().into());
        body.insert(
            "message".into(),
            problem.detail().unwrap_or_default().into(),
        );
        Body::json(&body)
    }
}

#[derive(Debug, Clone, Copy)]
enum CachePolicy {
    Never,
    ForeverInCdn,
}

impl CachePolicy {
    fn browser(self) -> &'static str {
        match self {
            Self::Never => "no-store",
            Self::ForeverInCdn => "max-age=0",
        }
    }

    fn cdn(self) -> Option<&'static str> {
        match self {
            Self::Never => None,
            Self::ForeverInCdn => Some("max-age=31104000"),
        }
    }
}

fn links(root: Option<&String>, details: Option<&String>) -> Option<Vec<Link>> {
    let link = |label, href: &String| Link {
        label,
        href: href.clone(),
    };
    let links: Vec<Link> = root
        .map(|href| link("Documentation root", href))
        .into_iter()
        .chain(details.map(|href| link("Crate details", href)))
        .collect();
    (!links.is_empty()).then_some(links)
}

#[derive(Debug, Error, HttpError)]
#[http(format = Page, on(401, www_authenticate = "Bearer"))]
enum SiteError {
    #[error("no such resource")]
    #[http(404, title = "The requested resource does not exist")]
    Resource,
    #[error("{name} {version} has no such page")]
    #[http(
        404,
        title = "The requested page does not exist",
        detail = if *is_latest {
            format!("{name} has no such page in its latest version")
        } else {
            format!("{name} {version} has no such page; perhaps another version has it")
        },
        member("links" = links(root.as_ref(), details.as_ref())),
    )]
    ResourceInVersion {
        name: String,
        version: String,
        is_latest: bool,
        root: Option<String>,
        details: Option<String>,
    },
    #[error("no such build")]
    #[http(404, title = "The requested build does not exist")]
    Build,
    #[error("no such crate")]
    #[http(404, title = "The requested crate does not exist")]
    Crate,
    #[error("no such owner")]
    #[http(404, title = "The requested owner does not exist")]
    Owner,
    #[error("no such version")]
    #[http(404, title = "The requested version does not exist")]
    Version,
    #[error("no such target")]
    #[http(404, title = "The requested target does not exist")]
    Target,
    #[error("no crates match")]
    #[http(404, title = "No results")]
    NoResults,
    #[error("{0}")]
    #[http(401)]
    Unauthorized(&'static str),
    #[error("{0}")]
    #[http(400, expose)]
    BadRequest(#[source] anyhow::Error),
    #[error("moved to {url}")]
    #[http(
        302,
        location = url,
        header("Cache-Control" = policy.browser()),
        header("CDN-Cache-Control" = policy.cdn()),
        format = Empty,
    )]
    Redirect { url: String, policy: CachePolicy },
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

/// For the routes that scripts use.
#[derive(Debug, Error, HttpError)]
#[error(transparent)]
#[http(transparent, case(SiteError::NoResults => 404, hide, format = Empty), format = TitleAndMessage)]
struct JsonError(SiteError);

#[derive(Debug, Error, HttpError)]
#[error("no such path in the archive: {CANARY}")]
#[http(
    404,
    title = "The requested resource does not exist",
    detail = "no such resource"
)]
struct PathNotFound;

/// Any error of a handler's `?`, with the response of an error in its chain.
#[derive(Debug, Error, HttpError)]
#[error(transparent)]
#[http(chain(SiteError, PathNotFound), format = Page)]
struct Caught(#[from] anyhow::Error);

const HTML: &str = "text/html; charset=utf-8";

#[test]
fn the_title_differs_from_the_message() {
    for (error, title, message) in [
        (
            SiteError::Resource,
            "The requested resource does not exist",
            "no such resource",
        ),
        (
            SiteError::Build,
            "The requested build does not exist",
            "no such build",
        ),
        (
            SiteError::Crate,
            "The requested crate does not exist",
            "no such crate",
        ),
        (
            SiteError::Owner,
            "The requested owner does not exist",
            "no such owner",
        ),
        (
            SiteError::Version,
            "The requested version does not exist",
            "no such version",
        ),
        (
            SiteError::Target,
            "The requested target does not exist",
            "no such target",
        ),
        (SiteError::NoResults, "No results", "no crates match"),
    ] {
        let page = support::media(&error, 404, HTML);
        let expected =
            format!("<!doctype html><title>{title}</title><h1>{title}</h1><p>{message}</p>");
        assert_eq!(page.body(), expected);
        if !matches!(error, SiteError::NoResults) {
            let body = json!({ "title": title, "message": message });
            support::json(&JsonError(error), 404, &body);
        }
    }
    support::empty(&JsonError(SiteError::NoResults), 404);
}

#[test]
fn a_page_may_have_ways_on() {
    let missing =
        |is_latest, root: Option<&str>, details: Option<&str>| SiteError::ResourceInVersion {
            name: "<regex>".into(),
            version: "1.2.0".into(),
            is_latest,
            root: root.map(str::to_owned),
            details: details.map(str::to_owned),
        };
    let page = support::media(&missing(true, Some("/regex"), None), 404, HTML);
    assert_eq!(
        page.body(),
        "<!doctype html><title>The requested page does not exist</title>\
         <h1>The requested page does not exist</h1>\
         <p>&lt;regex> has no such page in its latest version</p>\
         <a href=\"/regex\">Documentation root</a>"
    );
    let other = "<regex> 1.2.0 has no such page; perhaps another version has it";
    support::json(
        &JsonError(missing(false, Some("/regex"), Some("/crate/regex"))),
        404,
        &json!({
            "title": "The requested page does not exist",
            "message": other,
            "links": [
                { "label": "Documentation root", "href": "/regex" },
                { "label": "Crate details", "href": "/crate/regex" },
            ],
        }),
    );
    support::json(
        &JsonError(missing(false, None, None)),
        404,
        &json!({ "title": "The requested page does not exist", "message": other }),
    );
}

#[test]
fn the_other_client_errors() {
    support::json(
        &JsonError(SiteError::Unauthorized("the token is missing")),
        401,
        &json!({ "title": "Unauthorized", "message": "the token is missing" }),
    )
    .has("www-authenticate", "Bearer");
    support::json(
        &JsonError(SiteError::BadRequest(anyhow::anyhow!("not a version: `x`"))),
        400,
        &json!({ "title": "Bad Request", "message": "not a version: `x`" }),
    );
}

#[test]
fn a_redirect_is_an_error_too() {
    let to = |policy| SiteError::Redirect {
        url: "/crate/ü b?x=1".into(),
        policy,
    };
    support::empty(&to(CachePolicy::ForeverInCdn), 302)
        .has("location", "/crate/%C3%BC%20b?x=1")
        .has("cache-control", "max-age=0")
        .has("cdn-cache-control", "max-age=31104000");
    support::empty(&to(CachePolicy::Never), 302)
        .has("cache-control", "no-store")
        .lacks("cdn-cache-control");
}

#[test]
fn an_internal_error_shows_nothing() {
    let error = SiteError::from(anyhow::anyhow!(CANARY));
    let page = support::media(&error, 500, HTML).has("x-content-type-options", "nosniff");
    let title = "Internal Server Error";
    let expected = format!("<!doctype html><title>{title}</title><h1>{title}</h1><p></p>");
    assert_eq!(page.body(), expected);
    assert_eq!(support::logged(&error).level, Level::ERROR);
    support::json(
        &JsonError(error),
        500,
        &json!({ "title": "Internal Server Error", "message": "" }),
    );
}

#[test]
fn the_answer_is_found_in_the_chain() {
    let caught = |error: anyhow::Error| Caught::from(error.context("while rendering"));
    let missing = "<!doctype html><title>The requested resource does not exist</title>\
                   <h1>The requested resource does not exist</h1><p>no such resource</p>";
    let page = support::media(&caught(SiteError::Resource.into()), 404, HTML);
    assert_eq!(page.body(), missing);
    let page = support::media(&caught(PathNotFound.into()), 404, HTML);
    assert_eq!(page.body(), missing);
    support::media(&caught(support::internal().into()), 500, HTML);
}
