//! The texts of an event: those of every error of the conversion, and of their sources.

use std::cell::Cell;
use std::error::Error;
use std::fmt::Display;

use super::Made;
use super::capped::{self, LONGEST_CHAIN, LONGEST_NAME, LONGEST_STACK, LONGEST_TEXT, cut};
use super::emit::WantedEvent;
use super::event::Event;
#[cfg(feature = "boundary")]
use super::event::Sources;
use super::places::TextPlace;
#[cfg(feature = "boundary")]
use super::report::{ErrorReport, Mapping, hook_of_process};
use crate::caught::caught;
use crate::convert::decide::Decided;
use crate::convert::link::ErrorLink;
#[cfg(feature = "boundary")]
use crate::convert::scope::{self, Scope};
use crate::describe::chain;
use crate::describe::evidence::Evidence;
use crate::fnv::{Fnv, Hex};
use crate::level::Level;
use crate::note::Notes;
use crate::request::RequestContext;
use crate::table::{self, Row};

/// The capacity that is enough for most texts: saves growing the buffer.
const ROOM: usize = 512;

/// The largest capacity that a thread keeps between two events.
const KEPT: usize = 16 * 1024;

/// The length of a separator.
const SEPARATOR: usize = ": ".len();

thread_local! {
    /// Saves two allocations for each event.
    static TEXTS: Cell<Texts> = const { Cell::new(Texts::new()) };
}

/// The texts of errors, from the outside in, in one buffer: the message, followed by
/// the chain. In the chain, a colon precedes the sources of an error and what an error
/// without a source delegates to; a semicolon precedes other errors.
#[derive(Default)]
struct Texts {
    out: String,
    /// The positions of the errors' texts. For a repeated text, the position of its
    /// first occurrence.
    places: Vec<TextPlace>,
    /// The start of the chain.
    begin: usize,
    /// Whether the error that was added last has a source.
    has_source: bool,
}

impl Texts {
    const fn new() -> Self {
        Self {
            out: String::new(),
            places: Vec::new(),
            begin: 0,
            has_source: false,
        }
    }

    /// Lends the thread's texts, cleared. An error that is logged while another one is being
    /// logged has its own texts.
    fn lend<T>(run: impl FnOnce(&mut Self) -> T) -> T {
        let mut texts = TEXTS.try_with(Cell::take).unwrap_or_default();
        texts.out.clear();
        texts.out.reserve(ROOM);
        texts.places.clear();
        texts.begin = 0;
        texts.has_source = false;
        let result = run(&mut texts);
        if texts.out.capacity() <= KEPT && texts.places.capacity() <= KEPT {
            // A thread that is shutting down keeps nothing.
            let _ = TEXTS.try_with(|kept| kept.set(texts));
        }
        result
    }

    /// Adds text, whatever its `Display` does.
    fn add(&mut self, text: &dyn Display) -> TextPlace {
        let start = self.out.len();
        let added = caught(|| capped::add(&mut self.out, text, LONGEST_TEXT));
        if !matches!(added, Some(Ok(()))) {
            self.out.truncate(start);
            self.out.push_str(match added {
                Some(_) => "(the `Display` of this error fails)",
                None => "(the `Display` of this error panics)",
            });
        }
        self.since(start)
    }

    /// Returns what has been added since.
    fn since(&self, start: usize) -> TextPlace {
        let end = self.out.len();
        TextPlace { start, end }
    }

    /// Adds the message.
    fn message(&mut self, text: &dyn Display) -> TextPlace {
        let message = self.add(text);
        self.begin = message.end;
        message
    }

    /// Adds the outermost error, whose text is the message, and its sources.
    fn outermost(&mut self, error: &dyn Error) -> TextPlace {
        let message = self.message(&error);
        self.places.push(message);
        if let Some(source) = chain::source(error) {
            self.push(source, ": ");
            self.has_source = true;
        }
        message
    }

    /// Adds the error of a link.
    fn delegated(&mut self, error: &dyn Error) {
        self.push(error, if self.has_source { "; " } else { ": " });
    }

    /// Adds an error and its sources, up to a length. A text that equals that of its
    /// parent is not repeated, nor is an error that was already added: an error that is
    /// delegated to is often a source, too.
    fn push(&mut self, error: &dyn Error, separator: &str) {
        let (end, count) = (self.out.len(), self.places.len());
        if end > self.begin {
            self.out.push_str(separator);
        }
        let own = self.add(&error);
        self.places.push(own);
        let mut length = own.end - self.begin;
        let mut visited = 1;
        for source in chain::sources(chain::source(error)) {
            if length > LONGEST_CHAIN {
                break;
            }
            length += self.push_source(&source);
            visited += 1;
        }
        if visited > chain::LONGEST || length > LONGEST_CHAIN {
            self.push_source(&"(the chain continues)");
        }
        self.drop_known(end, count);
    }

    /// Adds a source, unless its text equals that of its parent. Returns the length of its text.
    fn push_source(&mut self, source: &dyn Display) -> usize {
        let end = self.out.len();
        if end > self.begin {
            self.out.push_str(": ");
        }
        let text = self.add(source);
        let is_parent = |parent: &TextPlace| parent.of(&self.out) == text.of(&self.out);
        if self.places.last().is_some_and(is_parent) {
            self.out.truncate(end);
        } else {
            self.places.push(text);
        }
        text.end - text.start
    }

    /// Removes the part of the error just added that was already known: there were so
    /// many texts before it, and the buffer ended there.
    fn drop_known(&mut self, end: usize, count: usize) {
        let text = |place: &TextPlace| place.of(&self.out);
        let (known, new) = self.places.split_at(count);
        let Some(first) = new.first() else {
            return;
        };
        let second = new.get(1).map(|second| second.start);
        let is_first = |known: &&TextPlace| text(known) == text(first);
        let repeated = known.iter().find(is_first).copied();
        let is_known = |known: &[TextPlace]| {
            known.len() >= new.len()
                && known
                    .iter()
                    .map(text)
                    .zip(new.iter().map(text))
                    .all(|(known, new)| known == new)
        };
        if repeated.is_some() && (0..count).any(|at| is_known(&known[at..])) {
            self.out.truncate(end);
            self.places.truncate(count);
            return;
        }
        self.has_source = second.is_some();
        // What is attached to a report is in its chain with other sources.
        let Some(repeated) = repeated else {
            return;
        };
        let is_last = known.last().is_some_and(|last| is_first(&last));
        let removed = match second {
            None => end..self.out.len(),
            Some(second) if end == self.begin => end..second,
            // The colon before the second one is kept.
            Some(second) if is_last => end..second - SEPARATOR,
            // The separator before the first one is kept.
            Some(second) => end + SEPARATOR..second,
        };
        self.out.replace_range(removed.clone(), "");
        for place in &mut self.places[count..] {
            place.start = place.start.saturating_sub(removed.len());
            place.end = place.end.saturating_sub(removed.len());
        }
        self.places[count] = repeated;
    }

    /// Adds the texts of a conversion. Returns the message and the first backtrace.
    fn add_all(&mut self, link: &ErrorLink<'_>) -> (Option<TextPlace>, Option<String>) {
        // A problem that was later given another cause has the text of that cause.
        let first = link.outward().last().unwrap_or(link);
        let message = match (first.subject.error(), first.subject.message()) {
            (Some(error), _) => Some(self.outermost(error)),
            (None, Some(display)) => Some(self.message(display)),
            (None, None) => None,
        };
        let mut backtrace = None;
        link.inward(&mut |link| {
            if link.outer.is_some()
                && let Some(error) = link.subject.error()
            {
                self.delegated(error);
            }
            if link.row.is_none_or(|row| row.has(table::EVIDENCE)) {
                let mut push = |error: &dyn Error| self.push(error, "; ");
                let mut evidence = Evidence::new(&mut backtrace, &mut push);
                // What was collected before a panic is still worth logging.
                let _ = caught(|| link.subject.evidence(&mut evidence));
            }
        });
        (message, backtrace)
    }

    /// Adds the name of a type and of its variant.
    fn add_path(&mut self, ty: &str, row: Option<Row>) -> TextPlace {
        let start = self.out.len();
        self.out.push_str(ty);
        let variant = row.map_or("", Row::variant);
        if !variant.is_empty() {
            self.out.push_str("::");
            self.out.push_str(variant);
        }
        self.since(start)
    }
}

/// Creates the texts of an event, emits it, and calls the hook. Without a level there
/// is no event.
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
    let module = outermost.subject.module();
    let is_server_error = decided.status() >= 500;
    let wanted = level.and_then(|level| WantedEvent::of(module, level, is_server_error));
    if wanted.is_none() && !has_hook {
        return;
    }
    Texts::lend(|texts| {
        let (message, backtrace) = texts.add_all(link);
        let chain = texts.since(texts.begin);
        let name = texts.add_path(outermost.subject.type_name(), outermost.row);
        let is_inner =
            link.depth > outermost.depth && (link.row.is_some() || link.by_hand.is_some());
        let origin = is_inner.then(|| texts.add_path(link.subject.type_name(), link.row));
        let (headline, status, rpc) = match made {
            Made::Response => ("request failed", Some(decided.status()), None),
            #[cfg(feature = "tonic-0.14")]
            Made::Call(code) => ("request failed", Some(decided.status()), Some(code)),
            Made::Nothing => ("operation failed", None, None),
        };
        let note = notes.text();
        #[cfg(feature = "boundary")]
        let duration = scope.as_deref().and_then(Scope::elapsed);
        #[cfg(not(feature = "boundary"))]
        let duration = None;
        let name = name.of(&texts.out);
        let origin = origin.map(|origin| origin.of(&texts.out));
        // Without a request there is nothing to group.
        let fingerprint =
            (request.is_some() || has_hook).then(|| fingerprint(link, decided.code()));
        let method = request.map(|request| cut(request.method().as_str(), LONGEST_NAME));
        let path = request.map(|request| cut(request.path(), LONGEST_NAME));
        let route = request.and_then(RequestContext::route);
        let route = route.map(|route| cut(route, LONGEST_NAME));
        let code = cut(decided.code(), LONGEST_NAME);
        let uri = decided.uri().map(|uri| cut(uri, LONGEST_NAME));
        let chain = cut(chain.of(&texts.out), LONGEST_CHAIN);
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
            name: Some(name),
            text: message.map(|message| message.of(&texts.out)),
            backtrace: backtrace.as_deref(),
            sources: Some(&*chain).filter(|_| texts.places.len() > 1),
            origin,
            fingerprint: fingerprint.as_ref().map(Hex::as_str),
            context: private.as_deref(),
            note: note.as_deref(),
        };
        if let Some(wanted) = wanted {
            wanted.emit(&event);
        }
        #[cfg(feature = "boundary")]
        if has_hook {
            let sources = Sources {
                text: &texts.out,
                places: &texts.places,
            };
            let mapping = mapping(if is_inner { link } else { outermost });
            let report = ErrorReport::new(&event, sources, request, typed(link), mapping);
            hand_over(&report, scope.as_deref());
        }
    });
}

/// Passes a report to those that want it: the boundary and the hook.
#[cfg(feature = "boundary")]
fn hand_over(report: &ErrorReport<'_>, scope: Option<&Scope>) {
    if let Some(scope) = scope {
        scope.keep(report);
    }
    let of_boundary = scope.and_then(Scope::hook);
    let hook = match hook_of_process() {
        Some(of_process) => Some(of_boundary.unwrap_or(of_process)),
        None => of_boundary,
    };
    if let Some(hook) = hook {
        // If a hook panics, nothing changes.
        let _ = caught(|| hook(report));
    }
}

/// Returns what the derive knows about an error.
#[cfg(feature = "boundary")]
fn mapping(link: &ErrorLink<'_>) -> Mapping {
    Mapping {
        module: link.subject.module(),
        ty: link.subject.type_name(),
        variant: link.row.map_or("", Row::variant),
        is_derived: link.row.is_some(),
        is_unmapped: link.row.is_some_and(|row| row.has(table::UNMAPPED)),
    }
}

/// Returns the outermost error that can be downcast.
#[cfg(feature = "boundary")]
fn typed<'l>(link: &'l ErrorLink<'l>) -> Option<&'l (dyn Error + 'static)> {
    let mut errors = link.outward().filter_map(|link| link.subject.typed());
    link.outermost().subject.typed().or_else(|| errors.next())
}

/// Returns a hash of the code, and of the type and the variant of each error. It is the
/// same in every run.
fn fingerprint(link: &ErrorLink<'_>, code: &str) -> Hex {
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
