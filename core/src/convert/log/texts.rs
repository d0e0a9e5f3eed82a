//! The texts of an event: of every error of the conversion, and of their sources.

use std::error::Error;
use std::fmt::{Display, Write};

use super::Made;
use super::capped::{Capped, LONGEST_CHAIN, LONGEST_NAME, LONGEST_STACK, LONGEST_TEXT, cut};
use super::emit::{self as output, is_wanted};
use super::event::Event;
#[cfg(feature = "boundary")]
use super::report::{ErrorReport, Mapping, hook_of_process};
use crate::caught::caught;
use crate::convert::decide::Decided;
use crate::convert::link::ErrorLink;
#[cfg(feature = "boundary")]
use crate::convert::scope::{self, Scope};
use crate::describe::chain;
use crate::describe::evidence::Evidence;
use crate::fnv::Fnv;
use crate::level::Level;
use crate::note::Notes;
use crate::request::RequestContext;
use crate::table::{self, Row};

/// The text of an error, whatever its `Display` does.
fn text(error: &dyn Display) -> String {
    let mut text = Capped::new(LONGEST_TEXT);
    let written = caught(|| write!(text, "{error}"));
    match written {
        Some(Ok(())) => text.into_text(),
        // What has been cut makes the rest of it fail.
        _ if text.is_cut() => text.into_text(),
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

    /// Adds an error and its sources, up to a length. A text that is its parent's is not
    /// repeated, nor is an error that is there already: one that is delegated to is often
    /// a source, too.
    fn push(&mut self, error: &dyn Error, separator: &str) {
        let own = text(&error);
        let mut length = self.out.len() + own.len();
        let mut texts = vec![own];
        let mut count = 1;
        for source in chain::sources(chain::source(error)) {
            if length > LONGEST_CHAIN {
                break;
            }
            let text = text(&source);
            length += text.len();
            if texts.last() != Some(&text) {
                texts.push(text);
            }
            count += 1;
        }
        if count > chain::LONGEST || length > LONGEST_CHAIN {
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
    let has_hook = hook_of_process().is_some() || scope.as_deref().is_some_and(Scope::wants_report);
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
    #[cfg(feature = "boundary")]
    let duration = scope.as_deref().map(Scope::elapsed);
    #[cfg(not(feature = "boundary"))]
    let duration = None;
    // Without a request there is nothing to group.
    let fingerprint = (request.is_some() || has_hook).then(|| fingerprint(link, decided.code()));
    let method = request.map(|request| cut(request.method().as_str(), LONGEST_NAME));
    let path = request.map(|request| cut(request.path(), LONGEST_NAME));
    let route = request.and_then(RequestContext::route);
    let route = route.map(|route| cut(route, LONGEST_NAME));
    let code = cut(decided.code(), LONGEST_NAME);
    let uri = decided.uri().map(|uri| cut(uri, LONGEST_NAME));
    let sources = cut(&chain.out, LONGEST_CHAIN);
    let backtrace = backtrace.as_deref().filter(|_| is_server_error);
    let backtrace = backtrace.map(|backtrace| cut(backtrace, LONGEST_STACK));
    let private = private.map(|private| cut(private, LONGEST_TEXT));
    let note = note.as_deref().map(|note| cut(note, LONGEST_NAME));
    let event = Event {
        message: headline,
        method: method.as_deref(),
        path: path.as_deref(),
        route: route.as_deref(),
        request_id: request.and_then(RequestContext::request_id),
        trace_id: request.and_then(RequestContext::trace_id),
        status,
        duration: duration.filter(|_| status.is_some()),
        rpc,
        code: Some(&code),
        uri: uri.as_deref(),
        name: Some(&name),
        text: message.as_deref(),
        backtrace: backtrace.as_deref(),
        sources: Some(&*sources).filter(|_| chain.texts.len() > 1),
        origin: origin.as_deref(),
        fingerprint: fingerprint.as_deref(),
        context: private.as_deref(),
        note: note.as_deref(),
    };
    if let Some(level) = level {
        output::emit(target, level, is_server_error, &event);
    }
    #[cfg(feature = "boundary")]
    if has_hook {
        let sources = chain.texts.get(1..).unwrap_or_default();
        let mapping = mapping(if is_inner { link } else { outermost });
        let report = ErrorReport::new(&event, sources, request, typed(link), mapping);
        hand_over(&report, scope.as_deref());
    }
}

/// Hands a report to those that ask for it: the boundary, and the hook.
#[cfg(feature = "boundary")]
fn hand_over(report: &ErrorReport<'_>, scope: Option<&Scope>) {
    if let Some(scope) = scope {
        scope.keep(report);
    }
    let of_boundary = scope.and_then(|scope| scope.hook.as_deref());
    let hook = match hook_of_process() {
        Some(of_process) => Some(of_boundary.unwrap_or(of_process)),
        None => of_boundary,
    };
    if let Some(hook) = hook {
        // A hook that panics changes nothing.
        let _ = caught(|| hook(report));
    }
}

/// What the derive knows of an error.
#[cfg(feature = "boundary")]
fn mapping(link: &ErrorLink<'_>) -> Mapping {
    Mapping {
        module: link.subject.target().module(),
        ty: link.subject.type_name(),
        variant: link.row.map_or("", Row::variant),
        is_derived: link.row.is_some(),
        is_unmapped: link.row.is_some_and(|row| row.has(table::UNMAPPED)),
    }
}

/// The outermost error that can be downcast.
#[cfg(feature = "boundary")]
fn typed<'l>(link: &'l ErrorLink<'l>) -> Option<&'l (dyn Error + 'static)> {
    let mut errors = link.outward().filter_map(|link| link.subject.typed());
    link.outermost().subject.typed().or_else(|| errors.next())
}

/// A hash of the code, and of the type and the variant of each error, which is the same in
/// every run.
fn fingerprint(link: &ErrorLink<'_>, code: &str) -> String {
    let mut hash = Fnv::new();
    let mut add = |text: &str| {
        hash.add(text.as_bytes());
        hash.add(&[0]);
    };
    let first = link.outermost().depth;
    link.inward(&mut |link| {
        if link.depth >= first {
            add(link.subject.type_name());
            add(link.row.map_or("", Row::variant));
        }
    });
    add(code);
    hash.to_hex()
}
