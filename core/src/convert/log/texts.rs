//! The texts of an event: of every error of the conversion, and of their sources.

use std::error::Error;
use std::fmt::{Display, Write};

use super::Made;
use super::emit::{self as output, is_wanted};
use super::event::Event;
#[cfg(feature = "boundary")]
use super::report::ErrorReport;
use crate::caught::caught;
use crate::convert::decide::Decided;
use crate::convert::link::ErrorLink;
#[cfg(feature = "boundary")]
use crate::convert::scope;
use crate::describe::chain;
use crate::describe::evidence::Evidence;
use crate::level::Level;
use crate::note::Notes;
use crate::request::RequestContext;
use crate::table::{self, Row};

/// The text of an error, whatever its `Display` does.
fn text(error: &dyn Display) -> String {
    let written = caught(|| {
        let mut text = String::new();
        write!(text, "{error}").map(|()| text)
    });
    match written {
        Some(Ok(text)) => text,
        Some(Err(_)) => "(the `Display` of this error fails)".to_owned(),
        None => "(the `Display` of this error panics)".to_owned(),
    }
}

/// A type and its variant.
fn path(ty: &str, row: Option<Row>) -> String {
    match row.map_or("", Row::variant) {
        "" => ty.to_owned(),
        variant => format!("{ty}::{variant}"),
    }
}

/// The texts of errors, from the outside in: the sources of one behind colons, and so
/// is what an error without a source delegates to; other errors behind semicolons.
#[derive(Default)]
struct Chain {
    /// The texts so far, the message first.
    texts: Vec<String>,
    /// Whether the last error that was added has a source.
    has_source: bool,
    out: String,
}

impl Chain {
    /// Adds the outermost error and its sources, and returns its own text.
    fn begin(&mut self, error: &dyn Error) -> String {
        let text = text(&error);
        self.texts.push(text.clone());
        if let Some(source) = chain::source(error) {
            self.push(source, ": ");
            self.has_source = true;
        }
        text
    }

    /// Adds the error of a link.
    fn delegated(&mut self, error: &dyn Error) {
        self.push(error, if self.has_source { "; " } else { ": " });
    }

    /// Adds an error and its sources. A text that is its parent's is not repeated, nor
    /// is an error that is there already: one that is delegated to is often a source,
    /// too.
    fn push(&mut self, error: &dyn Error, separator: &str) {
        let mut texts = vec![text(&error)];
        let mut count = 1;
        for source in chain::sources(chain::source(error)) {
            let text = text(&source);
            if texts.last() != Some(&text) {
                texts.push(text);
            }
            count += 1;
        }
        if count > chain::LONGEST {
            texts.push("(the chain goes on)".to_owned());
        }
        let mut known = self.texts.windows(texts.len());
        if known.any(|known| known == texts) {
            return;
        }
        // What is attached to a report is in its chain with other sources.
        let is_repeated = texts
            .first()
            .is_some_and(|first| self.texts.contains(first));
        self.has_source = texts.len() > 1;
        let separator = if self.texts.last() == texts.first() {
            ": "
        } else {
            separator
        };
        let begins_at = usize::from(is_repeated);
        for (at, text) in texts.iter().enumerate().skip(begins_at) {
            if !self.out.is_empty() {
                self.out
                    .push_str(if at == begins_at { separator } else { ": " });
            }
            self.out.push_str(text);
        }
        self.texts.append(&mut texts);
    }
}

/// Makes the texts of an event, emits it, and calls the hook. Without a level there is
/// no event.
pub(crate) fn emit(
    level: Option<Level>,
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    notes: Notes,
    private: Option<&str>,
    made: Made,
    request: Option<&RequestContext>,
) {
    #[cfg(feature = "boundary")]
    let scope = scope::current();
    #[cfg(feature = "boundary")]
    let request = request.or_else(|| scope.as_deref().map(|scope| &scope.context));
    #[cfg(feature = "boundary")]
    let has_hook = scope.as_deref().is_some_and(|scope| scope.hook.is_some());
    #[cfg(not(feature = "boundary"))]
    let has_hook = false;
    let outermost = link.outermost();
    let target = outermost.subject.target();
    let is_server_error = decided.status() >= 500;
    let level = level.filter(|level| is_wanted(target, *level, is_server_error));
    if level.is_none() && !has_hook {
        return;
    }
    // A problem that another error caused later has that one's text.
    let first = link.outward().last().unwrap_or(link);
    let mut message = None;
    let mut chain = Chain::default();
    match (first.subject.error(), first.subject.message()) {
        (Some(error), _) => message = Some(chain.begin(error)),
        (None, Some(display)) => message = Some(text(display)),
        (None, None) => {}
    }
    let mut backtrace = None;
    link.inward(&mut |link| {
        if let Some(error) = link.subject.error() {
            chain.delegated(error);
        }
        if link.row.is_none_or(|row| row.has(table::EVIDENCE)) {
            let mut push = |error: &dyn Error| chain.push(error, "; ");
            let mut evidence = Evidence::new(&mut backtrace, &mut push);
            // What there was before a panic is still worth logging.
            let _ = caught(|| link.subject.evidence(&mut evidence));
        }
    });
    let name = path(outermost.subject.type_name(), outermost.row);
    let is_inner = link.depth > outermost.depth && (link.row.is_some() || link.by_hand.is_some());
    let origin = is_inner.then(|| path(link.subject.type_name(), link.row));
    let (headline, status, rpc) = match made {
        Made::Response => ("request failed", Some(decided.status()), None),
        #[cfg(feature = "tonic-0.14")]
        Made::Call(code) => ("request failed", Some(decided.status()), Some(code)),
        Made::Nothing => ("operation failed", None, None),
    };
    let note = notes.text();
    // Without a request there is nothing to group.
    let fingerprint = (request.is_some() || has_hook)
        .then(|| fingerprint(&[&name, origin.as_deref().unwrap_or_default(), decided.code()]));
    let event = Event {
        message: headline,
        method: request.map(|request| request.method().as_str()),
        path: request.map(RequestContext::path),
        route: request.and_then(RequestContext::route),
        request_id: request.and_then(RequestContext::request_id),
        trace_id: request.and_then(RequestContext::trace_id),
        status,
        rpc,
        code: Some(decided.code()),
        uri: decided.uri(),
        name: Some(&name),
        text: message.as_deref(),
        backtrace: backtrace.as_deref().filter(|_| is_server_error),
        sources: Some(chain.out.as_str()).filter(|_| chain.texts.len() > 1),
        origin: origin.as_deref(),
        fingerprint: fingerprint.as_deref(),
        context: private,
        note: note.as_deref(),
    };
    if let Some(level) = level {
        output::emit(target, level, is_server_error, &event);
    }
    #[cfg(feature = "boundary")]
    if let Some(hook) = scope.as_deref().and_then(|scope| scope.hook.as_deref()) {
        let sources = chain.texts.get(1..).unwrap_or_default();
        let report = ErrorReport::new(&event, sources, request, typed(link));
        // A hook that panics changes nothing.
        let _ = caught(|| hook(&report));
    }
}

/// The outermost error that can be downcast.
#[cfg(feature = "boundary")]
fn typed<'l>(link: &'l ErrorLink<'l>) -> Option<&'l (dyn Error + 'static)> {
    let mut errors = link.outward().filter_map(|link| link.subject.typed());
    link.outermost().subject.typed().or_else(|| errors.next())
}

/// FNV-1a of the texts: the same in every run, which a hasher of the standard library
/// does not promise.
fn fingerprint(texts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
