//! The page for developers: what failed, where, and what to write so that it is mapped.
//! As HTML for a browser and as text for a terminal, of one list of sections.

use std::fmt::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, USER_AGENT, VIA,
    X_CONTENT_TYPE_OPTIONS,
};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, Uri};

use crate::body::accept;
use crate::body::format::Shape;
use crate::body::html;
use crate::convert::log::event::escape;
use crate::convert::log::report::{Mapping, OwnedErrorReport};
use crate::convert::scope::Rewrite;
use crate::request::RequestContext;
use crate::response::Response;

/// Where the page is shown.
#[derive(Clone, Copy)]
pub(super) enum DeveloperPage {
    /// To requests of this machine, which no proxy has forwarded.
    Local,
    Anyone,
}

impl DeveloperPage {
    /// For a server that listens on this address. Where others reach it there is none,
    /// and stderr says so.
    pub(super) fn on(address: SocketAddr) -> Option<Self> {
        if address.ip().to_canonical().is_loopback() {
            return Some(Self::Local);
        }
        let line = format!(
            "catchall: no developer page, because the server listens on {address}, which other machines \
             may reach. `ErrorBoundary::with_developer_page_for_anyone` shows it all the same.\n"
        );
        // Where stderr is closed, nothing is left to write to.
        let _ = std::io::Write::write_all(&mut std::io::stderr().lock(), line.as_bytes());
        None
    }

    /// What writes the page for a request, where it is shown to it.
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

/// Whether a request comes from this machine, as far as it says so itself. A name that
/// another server resolves to a loopback address is no loopback name.
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

/// Whether a person reads the answer in a terminal.
fn is_terminal(context: &RequestContext, headers: &HeaderMap) -> bool {
    const AGENTS: [&str; 4] = ["curl/", "wget/", "httpie/", "xh/"];
    let agent = headers.get(USER_AGENT).and_then(|it| it.to_str().ok());
    let agent = agent.unwrap_or_default().to_ascii_lowercase();
    AGENTS.iter().any(|known| agent.starts_with(known))
        && context.accept().all(|line| line.as_bytes() == b"*/*")
}

const REDACTED: &str = "[redacted]";

/// The names that an application adds to those whose values are secret, in lower case.
#[derive(Clone, Copy)]
struct Redacted<'n>(&'n [String]);

impl Redacted<'_> {
    /// The request as it came, without secrets.
    fn request_lines(self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Vec<String> {
        let target = uri.path_and_query().map_or("*", |target| target.as_str());
        let mut lines = vec![format!("{method} {}", self.without_secrets(target))];
        for (name, value) in headers {
            let value = if self.is_secret(name.as_str()) {
                REDACTED.to_owned()
            } else {
                self.without_secrets(&String::from_utf8_lossy(value.as_bytes()))
            };
            lines.push(format!("{name}: {value}"));
        }
        lines
    }

    /// Whether what has this name may be a secret.
    fn is_secret(self, name: &str) -> bool {
        const PARTS: [&str; 13] = [
            "auth",
            "cookie",
            "credential",
            "csrf",
            "jwt",
            "key",
            "otp",
            "pass",
            "pwd",
            "secret",
            "session",
            "sig",
            "token",
        ];
        // Those of OAuth, and a name that is not readable.
        const NAMES: [&str; 4] = ["code", "state", "sid", "pin"];
        let name = name.to_ascii_lowercase();
        name.contains('%')
            || NAMES.contains(&&*name)
            || PARTS.iter().any(|part| name.contains(part))
            || self.0.contains(&name)
    }

    /// A text whose query, if it has one, has no secrets.
    fn without_secrets(self, text: &str) -> String {
        let Some((path, query)) = text.split_once('?') else {
            return text.to_owned();
        };
        let parameters: Vec<String> = query
            .split('&')
            .map(|parameter| match parameter.split_once('=') {
                Some((name, _)) if self.is_secret(name) => format!("{name}={REDACTED}"),
                // Without a name it may be anything.
                None if !parameter.is_empty() => REDACTED.to_owned(),
                _ => parameter.to_owned(),
            })
            .collect();
        format!("{path}?{}", parameters.join("&"))
    }
}

/// The page of one request.
struct View {
    is_html: bool,
    request: Vec<String>,
}

impl Rewrite for View {
    fn rewrite(&self, report: &OwnedErrorReport, stack: Option<&str>, response: &mut Response) {
        let page = DeveloperText::of(self, report, stack, response);
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
            // A map that is full stays as it is.
            let value = HeaderValue::from_static(value);
            let _ = response.headers_mut().try_insert(name, value);
        }
    }
}

struct DeveloperText {
    title: String,
    sections: Vec<Section>,
}

#[derive(Default)]
struct Section {
    title: &'static str,
    note: String,
    lines: Vec<String>,
    /// What is folded, with its summary.
    folded: Option<(String, Vec<String>)>,
}

impl DeveloperText {
    fn of(
        view: &View,
        report: &OwnedErrorReport,
        stack: Option<&str>,
        response: &Response,
    ) -> Self {
        let mut sections = vec![
            what_failed(report, stack.is_some()),
            advice(report, stack.is_some()),
        ];
        if let Some(context) = report.context() {
            sections.push(Section {
                title: "Private context",
                lines: vec![context.to_owned()],
                ..Section::default()
            });
        }
        sections.push(stack_of(report, stack));
        sections.push(request_of(view, report));
        sections.push(Section {
            title: "What the client gets",
            lines: client_lines(response),
            ..Section::default()
        });
        for section in &mut sections {
            let folded = section.folded.iter_mut().flat_map(|(_, lines)| lines);
            for line in section.lines.iter_mut().chain(folded) {
                *line = harmless(line);
            }
        }
        Self {
            title: response.status().to_string(),
            sections,
        }
    }

    fn write_text(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "{}", self.title)?;
        for section in &self.sections {
            writeln!(out, "\n{}", section.title.to_uppercase())?;
            if !section.note.is_empty() {
                writeln!(out, "  {}", harmless(&section.note))?;
            }
            for line in &section.lines {
                writeln!(out, "    {line}")?;
            }
            if let Some((summary, _)) = &section.folded {
                writeln!(out, "    ({summary})")?;
            }
        }
        writeln!(out, "\n{FOOTER}")
    }

    fn write_html(&self, out: &mut String) -> fmt::Result {
        write!(
            out,
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
             <style>{STYLE}</style></head><body><main><h1>{title}</h1>",
            title = escaped(&self.title)
        )?;
        for section in &self.sections {
            write!(out, "<section><h2>{}</h2>", section.title)?;
            if !section.note.is_empty() {
                write!(out, "<p>{}</p>", escaped(&harmless(&section.note)))?;
            }
            if !section.lines.is_empty() {
                write_pre(out, &section.lines)?;
            }
            if let Some((summary, lines)) = &section.folded {
                write!(out, "<details><summary>{}</summary>", escaped(summary))?;
                write_pre(out, lines)?;
                out.write_str("</details>")?;
            }
            out.write_str("</section>")?;
        }
        write!(
            out,
            "<footer>{}</footer></main></body></html>",
            escaped(FOOTER)
        )
    }
}

fn write_pre(out: &mut String, lines: &[String]) -> fmt::Result {
    out.write_str("<pre>")?;
    for line in lines {
        writeln!(out, "{}", escaped(line))?;
    }
    out.write_str("</pre>")
}

const FOOTER: &str = "Only developers see this page: ErrorBoundary::with_developer_page.";

const STYLE: &str = ":root{color-scheme:light dark}\
    body{font:1em/1.5 system-ui,sans-serif;margin:0}\
    main{max-width:60em;margin:0 auto;padding:1.5em 1em}\
    h1{font-size:1.6em;margin:0}h2{font-size:1.1em;margin:1.5em 0 .3em}p{margin:.3em 0}\
    pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.8em;margin:.3em 0;border:1px solid #8886;border-radius:.4em;\
    background:#8881;font:.9em/1.5 ui-monospace,monospace}\
    summary{cursor:pointer}footer{margin-top:2em;opacity:.75}";

/// A text in HTML.
fn escaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    html::escape(&mut out, text);
    String::from_utf8_lossy(&out).into_owned()
}

/// A text on one line, that does nothing to a terminal.
fn harmless(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}

/// The type, its texts and its sources, and where the type is defined.
fn what_failed(report: &OwnedErrorReport, is_panic: bool) -> Section {
    let name = if is_panic {
        "a panic"
    } else {
        report.type_name()
    };
    let mut lines = vec![name.to_owned()];
    let mut add = |prefix: &str, text: &str| {
        for (at, line) in text.lines().enumerate() {
            let begin = if at == 0 { prefix } else { "" };
            lines.push(format!("{begin:width$}{line}", width = prefix.len()));
        }
    };
    if let Some(message) = report.message() {
        add("  ", message);
    }
    for source in report.sources() {
        add("caused by: ", source);
    }
    if let Some(origin) = report.origin() {
        lines.push(format!("decided by: {origin}"));
    }
    let mapping = report.mapping();
    let note = if mapping.is_derived {
        format!("The type is defined in the module {}.", mapping.module)
    } else {
        String::new()
    };
    Section {
        title: "What failed",
        note,
        lines,
        ..Section::default()
    }
}

/// What to write so that it is mapped.
fn advice(report: &OwnedErrorReport, is_panic: bool) -> Section {
    let Mapping {
        ty,
        variant,
        is_derived,
        is_unmapped,
        ..
    } = *report.mapping();
    let status = report.status().map_or(500, |status| status.as_u16());
    let place = if variant.is_empty() {
        ty.to_owned()
    } else {
        format!("{ty}::{variant}")
    };
    let (note, lines) = if is_panic {
        let note = "A panic is a defect, which no attribute maps.";
        (note.to_owned(), Vec::new())
    } else if is_derived && is_unmapped {
        let lines = [
            "#[http(503, retry_after = 5)]",
            "#[http(409, detail = \"what the client may read\")]",
            "#[http(500)]",
        ];
        let note = format!("{place} is unmapped. Write what it is above it, such as one of these:");
        (note, lines.map(str::to_owned).to_vec())
    } else if is_derived {
        let note = format!("{place} is mapped. A detail is public, also at a 5xx:");
        let line = format!("#[http({status}, detail = \"what the client may read\")]");
        (note, vec![line])
    } else {
        let note = "No error that derives HttpError decides it. A variant would:";
        let lines = [
            "#[error(\"what failed\")]",
            "#[http(503)]",
            "Failed(#[source] TheError),",
        ];
        (note.to_owned(), lines.map(str::to_owned).to_vec())
    };
    Section {
        title: "How to map it",
        note,
        lines,
        ..Section::default()
    }
}

fn request_of(view: &View, report: &OwnedErrorReport) -> Section {
    let mut lines = view.request.clone();
    if let Some(request) = report.request() {
        let parts = [
            ("route", request.route()),
            ("request id", request.request_id()),
            ("trace id", request.trace_id()),
        ];
        let parts = parts
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        lines.push(String::new());
        lines.extend(parts.map(|(name, value)| format!("{name}: {value}")));
    }
    Section {
        title: "Request",
        lines,
        ..Section::default()
    }
}

/// The response, as it was before this page.
fn client_lines(response: &Response) -> Vec<String> {
    let mut lines = vec![response.status().to_string()];
    for (name, value) in response.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        lines.push(format!("{name}: {value}"));
    }
    lines.push(String::new());
    let body = String::from_utf8_lossy(response.body());
    lines.extend(body.lines().map(str::to_owned));
    lines
}

/// One frame of a stack.
struct Frame<'t> {
    lines: Vec<&'t str>,
}

impl Frame<'_> {
    /// Whether it is of the program, and of no library.
    fn is_of_application(&self, module: &str) -> bool {
        const LIBRARIES: [&str; 4] = ["/rustc/", "/registry/src/", "/git/checkouts/", "/.rustup/"];
        let symbol = self.lines.first().map_or("", |line| line.trim_start());
        let symbol = symbol.split_once(": ").map_or(symbol, |(_, symbol)| symbol);
        let symbol = symbol.trim_start_matches(['<', '&']);
        if symbol.starts_with("catchall_core::") || symbol.starts_with("catchall::") {
            return false;
        }
        let place = self
            .lines
            .iter()
            .find_map(|line| line.trim_start().strip_prefix("at "));
        if let Some(place) = place {
            let place = place.replace('\\', "/");
            // A library of C, such as the one that starts a thread, has no Rust.
            place.contains(".rs:")
                && !place.starts_with(env!("CARGO_MANIFEST_DIR"))
                && !LIBRARIES.iter().any(|library| place.contains(library))
        } else {
            let root = module.split("::").next().unwrap_or(module);
            let rest = symbol.strip_prefix(root);
            rest.is_some_and(|rest| rest.starts_with("::"))
        }
    }
}

/// The frames of a stack as the standard library writes it; none where it is another
/// text.
fn frames(stack: &str) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame<'_>> = Vec::new();
    for line in stack.lines() {
        let number = line
            .trim_start()
            .split_once(": ")
            .map_or("", |(number, _)| number);
        let is_start = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_start {
            frames.push(Frame { lines: vec![line] });
        } else if let Some(frame) = frames.last_mut() {
            frame.lines.push(line);
        }
    }
    frames
}

/// The stack of the error, or that of the panic, folded to the frames of the program.
fn stack_of(report: &OwnedErrorReport, stack: Option<&str>) -> Section {
    let title = "Stack";
    let Some(stack) = report.stacktrace().or(stack) else {
        return Section {
            title,
            note: "No error here holds a backtrace. A field of the type std::backtrace::Backtrace does, \
                   and so does anyhow::Error, where RUST_BACKTRACE=1 is set."
                .to_owned(),
            ..Section::default()
        };
    };
    let all: Vec<String> = stack.lines().map(str::to_owned).collect();
    let frames = frames(stack);
    let module = report.mapping().module;
    let (own, others): (Vec<_>, Vec<_>) = frames
        .into_iter()
        .partition(|frame| frame.is_of_application(module));
    if own.is_empty() {
        return Section {
            title,
            lines: all,
            ..Section::default()
        };
    }
    let lines = own.iter().flat_map(|frame| &frame.lines);
    Section {
        title,
        lines: lines.map(|line| (*line).to_owned()).collect(),
        folded: Some((format!("and {} frames of libraries", others.len()), all)),
        ..Section::default()
    }
}
