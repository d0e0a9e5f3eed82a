//! Pages behind the type URIs: a page for people and JSON for programs at the address
//! of each problem type, RFC 9457 §3.1.1.

mod service;

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use percent_encoding::percent_decode_str;

use crate::body::accept;
use crate::catalog::html::POLICY;
use crate::catalog::{Catalog, Entry};
#[cfg(feature = "boundary")]
use crate::convert::scope;
use crate::fnv::Fnv;
use crate::problem::Problem;
use crate::request::RequestContext;
use crate::response::Response;

/// Serves the documentation of problem types at their type URIs, as RFC 9457 §3.1.1
/// recommends.
///
/// At the address of each type, a client that prefers `text/html` gets a page. Every other
/// client gets the type as JSON, in a document like that of [`Catalog::to_json`]. The
/// parent address lists all types. Any other address is a 404 problem.
///
/// The `type_base` of the error type and the path of the documentation must match:
/// `type_base = "https://api.example.com/errors/"` and `/errors`. A type that has no
/// address of its own, such as `about:blank`, is found by its code.
///
/// | framework | |
/// | --- | --- |
/// | axum | `Router::new().nest_service("/errors", docs)` |
/// | actix-web | `App::new().service(web::scope("/errors").service(docs.clone()))` |
/// | poem | `Route::new().nest("/errors", docs)` |
/// | salvo | `Router::with_path("errors/{**rest}").goal(docs)` |
/// | Rocket | `rocket::build().mount("/errors", docs)` |
/// | hyper | `TowerToHyperService::new(docs)` |
/// | others | [`respond`](Self::respond), in a handler |
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{Catalog, Entry, ProblemDocs, ProblemType};
/// use http::{HeaderMap, Method};
///
/// let no_user = ProblemType::new(404, "no_user")
///     .with_type_uri("https://api.example.com/errors/no_user");
/// let docs = ProblemDocs::new(&Catalog::new([Entry::new(no_user)]));
///
/// let mut headers = HeaderMap::new();
/// headers.insert("accept", "text/html".parse()?);
/// let page = docs.respond(&Method::GET, "/errors/no_user", &headers);
/// assert_eq!(page.status(), 200);
/// assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
#[derive(Clone, Debug)]
pub struct ProblemDocs {
    catalog: Catalog,
    served: Arc<Served>,
}

/// The documents, ready to be sent.
#[derive(Debug)]
struct Served {
    /// The path above the types, without a trailing slash.
    base: String,
    /// The document of all types.
    index: ServedDocument,
    /// The documents by the rest of the path.
    types: BTreeMap<String, ServedDocument>,
}

/// The document at one address.
#[derive(Debug)]
struct ServedDocument {
    page: ServedText,
    json: ServedText,
}

/// A body and its headers.
#[derive(Debug)]
struct ServedText {
    body: Bytes,
    media_type: HeaderValue,
    tag: HeaderValue,
}

/// How long a cache may keep a document, in seconds.
const CACHED: HeaderValue = HeaderValue::from_static("max-age=3600");

impl ProblemDocs {
    /// Creates the documentation of these problem types.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        Self {
            served: Arc::new(Served::new(catalog, "Problem types")),
            catalog: catalog.clone(),
        }
    }

    /// Sets the title of the page that lists all types.
    #[must_use]
    pub fn with_title(self, title: &str) -> Self {
        Self {
            served: Arc::new(Served::new(&self.catalog, title)),
            ..self
        }
    }

    /// Returns the response to a request with this method, path and headers: for a server
    /// that cannot use a tower service. The path may be relative to the path of the
    /// documentation, as in a nested router.
    ///
    /// The response to `HEAD` has the body of `GET`, which the server omits. Any other
    /// method is a 405.
    #[must_use]
    pub fn respond(&self, method: &Method, path: &str, headers: &HeaderMap) -> Response {
        self.find(method, path, headers).unwrap_or_else(|problem| {
            #[cfg(feature = "boundary")]
            if scope::current().is_some() {
                return problem.to_response();
            }
            let mut context = RequestContext::new(method.clone(), path);
            context.take(headers);
            problem.to_response_in(&context)
        })
    }

    /// Finds the document, for a framework that answers with a problem in its own way.
    pub(crate) fn find(
        &self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> Result<Response, Problem> {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return Err(Problem::method_not_allowed(&[Method::GET, Method::HEAD]));
        }
        let Some(document) = self.served.at(path) else {
            return Err(Problem::not_found().with_detail("no problem type has this address"));
        };
        let is_page = accept::prefers_page(headers.get_all(ACCEPT).iter());
        let text = if is_page {
            &document.page
        } else {
            &document.json
        };
        Ok(text.response(headers, is_page))
    }
}

/// Returns the headers that decide what is sent, for a framework with its own header types:
/// `headers` finds the values of a header by its name.
#[cfg(any(feature = "actix-web-4", feature = "rocket-0.5"))]
pub(crate) fn deciding_headers<'h, Values>(headers: impl Fn(&'static str) -> Values) -> HeaderMap
where
    Values: Iterator<Item = &'h [u8]>,
{
    let mut deciding = HeaderMap::new();
    for name in [ACCEPT, IF_NONE_MATCH] {
        let values = match name {
            ACCEPT => headers("accept"),
            _ => headers("if-none-match"),
        };
        for value in values.filter_map(|value| HeaderValue::from_bytes(value).ok()) {
            // A map that is full is not changed.
            let _: Result<bool, _> = deciding.try_append(&name, value);
        }
    }
    deciding
}

impl Served {
    fn new(catalog: &Catalog, title: &str) -> Self {
        let base = base(catalog);
        let mut found: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
        for entry in catalog.entries() {
            let addressed = base.as_ref().and_then(|base| base.rest_of(entry));
            let code = Some(entry.code()).filter(|code| !code.is_empty());
            for rest in addressed.into_iter().chain(code.map(str::to_owned)) {
                let entries = found.entry(rest).or_default();
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
        }
        let types = found.into_iter().map(|(rest, entries)| {
            let up = match rest.matches('/').count() {
                0 => "./".to_owned(),
                depth => "../".repeat(depth),
            };
            let catalog = Catalog::of(entries);
            let document = ServedDocument::new(catalog.to_html_of(&up), catalog.to_json());
            (rest, document)
        });
        Self {
            types: types.collect(),
            index: ServedDocument::new(catalog.to_html(title), catalog.to_json()),
            base: base.map(|base| base.path).unwrap_or_default(),
        }
    }

    fn at(&self, path: &str) -> Option<&ServedDocument> {
        let path = decoded(path);
        let rest = match path.strip_prefix(&*self.base) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
            _ => &*path,
        };
        match rest.trim_start_matches('/') {
            "" => Some(&self.index),
            rest => self.types.get(rest),
        }
    }
}

/// The address of most types: `https://api.example.com` and `/errors`.
struct TypesBase<'c> {
    origin: &'c str,
    path: String,
}

impl TypesBase<'_> {
    /// Returns what follows the base in the address of a type.
    fn rest_of(&self, entry: &Entry) -> Option<String> {
        let (origin, path, is_fragment) = address(entry)?;
        if is_fragment || origin != self.origin {
            return None;
        }
        let path = decoded(path);
        let rest = path.strip_prefix(&self.path)?.strip_prefix('/')?;
        (!rest.is_empty()).then(|| rest.to_owned())
    }
}

/// Returns the directory that contains the most types of the most common origin: a type
/// of another organisation is documented elsewhere.
fn base(catalog: &Catalog) -> Option<TypesBase<'_>> {
    let mut folders: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (origin, path, is_fragment) in catalog.entries().iter().filter_map(address) {
        let mut folder = decoded(path);
        if !is_fragment {
            folder.truncate(folder.rfind('/').unwrap_or(0));
        }
        let folder = folder.trim_end_matches('/').to_owned();
        folders.entry(origin).or_default().push(folder);
    }
    let (origin, folders) = folders
        .into_iter()
        .max_by_key(|(_, folders)| folders.len())?;
    let common = |one: String, other: String| {
        let segments = one.split('/').zip(other.split('/'));
        let common = segments.take_while(|(one, other)| one == other);
        let common: Vec<&str> = common.map(|(segment, _)| segment).collect();
        common.join("/")
    };
    let path = folders.into_iter().reduce(common)?;
    Some(TypesBase { origin, path })
}

/// Returns the origin and the path of a type URI, and whether it has a fragment: types
/// with a fragment are on the page of all types. `None` if the type is not at the address
/// of any server.
fn address(entry: &Entry) -> Option<(&str, &str, bool)> {
    let (uri, is_fragment) = match entry.type_uri().split_once('#') {
        Some((uri, _)) => (uri, true),
        None => (entry.type_uri(), false),
    };
    let start = uri.find("://").map_or(0, |at| at + 3);
    let (_, after) = uri.split_at_checked(start)?;
    let (origin, path) = match after.find('/') {
        Some(at) => uri.split_at_checked(start + at)?,
        None if start > 0 => (uri, "/"),
        None => return None,
    };
    let is_address = start > 0 || origin.is_empty();
    (is_address && !path.contains('?')).then_some((origin, path, is_fragment))
}

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

impl ServedDocument {
    fn new(page: String, json: String) -> Self {
        Self {
            page: ServedText::new(page, HeaderValue::from_static("text/html; charset=utf-8")),
            json: ServedText::new(json, HeaderValue::from_static("application/json")),
        }
    }
}

impl ServedText {
    fn new(body: String, media_type: HeaderValue) -> Self {
        let mut hash = Fnv::new();
        hash.add(body.as_bytes());
        let tag = HeaderValue::try_from(format!("\"{}\"", hash.to_hex().as_str()));
        Self {
            body: body.into(),
            media_type,
            // Hexadecimal digits are valid in a header.
            tag: tag.unwrap_or(HeaderValue::from_static("\"\"")),
        }
    }

    /// Returns the response to a request whose client may already have this document:
    /// RFC 9110 §13.1.2.
    fn response(&self, headers: &HeaderMap, is_page: bool) -> Response {
        let mut known = headers.get_all(IF_NONE_MATCH).iter();
        let is_known = known.any(|line| is_in(line, &self.tag));
        let mut response = Response::new(Bytes::new());
        let made = response.headers_mut();
        made.insert(ETAG, self.tag.clone());
        made.insert(CACHE_CONTROL, CACHED);
        made.insert(VARY, HeaderValue::from_static("accept"));
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        made.insert(CONTENT_TYPE, self.media_type.clone());
        made.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if is_page {
            made.insert(CONTENT_SECURITY_POLICY, POLICY);
        }
        *response.body_mut() = self.body.clone();
        response
    }
}

/// Returns whether a line of `If-None-Match` contains this tag. The comparison is weak.
fn is_in(line: &HeaderValue, tag: &HeaderValue) -> bool {
    line.as_bytes().split(|byte| *byte == b',').any(|known| {
        let known = known.trim_ascii();
        let known = known.strip_prefix(b"W/").unwrap_or(known);
        known == b"*" || known == tag.as_bytes()
    })
}
