//! The developer page: what failed, where, and how to map it; and which requests get
//! it.

mod page;
mod redacted;
mod sections;
mod stack;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, USER_AGENT, VIA,
    X_CONTENT_TYPE_OPTIONS,
};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Uri};

use self::page::{DeveloperText, Section};
use self::redacted::Redacted;
use self::stack::stack_of;
use crate::body::accept;
use crate::body::format::Shape;
use crate::convert::log::report::OwnedErrorReport;
use crate::convert::scope::Rewrite;
use crate::request::RequestContext;
use crate::response::Response;

/// Who gets the page.
#[derive(Clone, Copy)]
pub(super) enum DeveloperPage {
    /// Requests from this machine that no proxy has forwarded.
    Local,
    Anyone,
}

impl DeveloperPage {
    /// Returns the setting for a server that listens on this address. If other
    /// machines can reach it, there is no page, and a message on stderr.
    pub(super) fn on(address: SocketAddr) -> Option<Self> {
        if address.ip().to_canonical().is_loopback() {
            return Some(Self::Local);
        }
        let line = format!(
            "catchall: no developer page, because the server listens on {address}, which other \
             machines may reach. `ErrorBoundary::with_developer_page_for_anyone` shows it \
             anyway.\n"
        );
        // If stderr is closed, there is nowhere else to write.
        let _ = std::io::Write::write_all(&mut std::io::stderr().lock(), line.as_bytes());
        None
    }

    /// Returns what writes the page for a request, if the request may see it.
    pub(super) fn view(
        self,
        context: &RequestContext,
        uri: &Uri,
        headers: &HeaderMap,
        redacted: &[String],
    ) -> Option<Arc<dyn Rewrite>> {
        if matches!(self, Self::Local) && !is_local(uri, headers) {
            return None;
        }
        let is_html = match accept::preferred(context.accept()) {
            Shape::Html => true,
            Shape::Text => false,
            // A script that accepts everything expects what a client expects.
            _ if is_terminal(context, headers) => false,
            _ => return None,
        };
        Some(Arc::new(View {
            is_html,
            request: Redacted(redacted).request_lines(context.method(), uri, headers),
        }))
    }
}

/// Returns whether a request comes from this machine, as far as the request itself
/// shows. A host name that resolves to a loopback address elsewhere does not count.
fn is_local(uri: &Uri, headers: &HeaderMap) -> bool {
    let is_forwarded = headers.contains_key(VIA)
        || headers.keys().any(|name| {
            let name = name.as_str();
            name == "forwarded" || name == "x-real-ip" || name.starts_with("x-forwarded-")
        });
    let hosts: Option<Vec<Authority>> = headers
        .get_all(HOST)
        .iter()
        .map(|host| Authority::try_from(host.as_bytes()).ok())
        .collect();
    let Some(hosts) = hosts else {
        return false;
    };
    let mut all = hosts.iter().chain(uri.authority()).peekable();
    !is_forwarded && all.peek().is_some() && all.all(|host| is_loopback(host.host()))
}

fn is_loopback(host: &str) -> bool {
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    if let Ok(address) = bare.unwrap_or(host).parse::<IpAddr>() {
        return address.to_canonical().is_loopback();
    }
    let name = host.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Returns whether a person reads the response in a terminal.
fn is_terminal(context: &RequestContext, headers: &HeaderMap) -> bool {
    const AGENTS: [&str; 4] = ["curl/", "wget/", "httpie/", "xh/"];
    let agent = headers.get(USER_AGENT).and_then(|it| it.to_str().ok());
    let agent = agent.unwrap_or_default().to_ascii_lowercase();
    AGENTS.iter().any(|known| agent.starts_with(known))
        && context.accept().all(|line| line.as_bytes() == b"*/*")
}

/// The page for one request.
struct View {
    is_html: bool,
    request: Vec<String>,
}

impl Rewrite for View {
    fn rewrite(&self, report: &OwnedErrorReport, stack: Option<&str>, response: &mut Response) {
        let mut sections = vec![
            sections::what_failed(report, stack.is_some()),
            sections::advice(report, stack.is_some()),
        ];
        if let Some(context) = report.context() {
            sections.push(Section {
                title: "Private context",
                lines: vec![context.to_owned()],
                ..Section::default()
            });
        }
        sections.push(stack_of(report, stack));
        sections.push(sections::request_of(&self.request, report));
        sections.push(sections::client_gets(response));
        let page = DeveloperText::new(response.status(), sections);
        let mut body = String::new();
        let (media_type, written) = if self.is_html {
            ("text/html; charset=utf-8", page.write_html(&mut body))
        } else {
            ("text/plain; charset=utf-8", page.write_text(&mut body))
        };
        if written.is_err() {
            return;
        }
        *response.body_mut() = Bytes::from(body);
        let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";
        for (name, value) in [
            (CONTENT_TYPE, media_type),
            (CACHE_CONTROL, "no-store"),
            (CONTENT_SECURITY_POLICY, policy),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ] {
            // A map that is full is not changed.
            let value = HeaderValue::from_static(value);
            let _ = response.headers_mut().try_insert(name, value);
        }
    }
}
