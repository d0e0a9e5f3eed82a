//! The texts of an event: of every error of the conversion, and of their sources.

use std::error::Error;
use std::fmt::Display;
use std::ops::Range;

use super::Made;
use super::capped::{self, LONGEST_CHAIN, LONGEST_NAME, LONGEST_STACK, LONGEST_TEXT, cut};
use super::emit::Wanted;
use super::event::{Event, Sources};
#[cfg(feature = "boundary")]
use super::report::{ErrorReport, Mapping};
use crate::caught::caught;
use crate::convert::decide::Decided;
use crate::convert::link::ErrorLink;
#[cfg(feature = "boundary")]
use crate::convert::scope::{self, Scope};
use crate::describe::chain;
use crate::describe::evidence::Evidence;
use crate::level::Level;
use crate::note::Notes;
use crate::request::RequestContext;
use crate::table::{self, Row};

/// The room of most texts: saves the growth of the buffer.
const ROOM: usize = 512;

/// The texts of errors, from the outside in, in one buffer: the first one, which is the
/// message, and behind it the chain. There, the sources of an error are behind colons, and
/// so is what an error without a source delegates to; other errors are behind semicolons.
struct Texts {
    out: String,
    /// Where the message is, if it is that of an error.
    first: Option<Range<usize>>,
    /// Where the other texts are. Of a text that is repeated, where it is.
    others: Vec<Range<usize>>,
    /// Where the chain begins.
    begin: usize,
    /// Whether the last error that was added has a source.
    has_source: bool,
}

impl Texts {
    fn new() -> Self {
        Self {
            out: String::with_capacity(ROOM),
            first: None,
            others: Vec::new(),
            begin: 0,
            has_source: false,
        }
    }

    /// Adds a text, whatever its `Display` does.
    fn add(&mut self, text: &dyn Display) -> Range<usize> {
        let begin = self.out.len();
        let failure = match caught(|| capped::add(&mut self.out, text, LONGEST_TEXT)) {
            Some(Ok(())) => return begin..self.out.len(),
            Some(Err(_)) => "(the `Display` of this error fails)",
            None => "(the `Display` of this error panics)",
        };
        self.out.truncate(begin);
        self.out.push_str(failure);
        begin..self.out.len()
    }

    /// Adds the message.
    fn message(&mut self, text: &dyn Display) {
        self.add(text);
        self.begin = self.out.len();
    }

    /// Adds the outermost error, whose text is the message, and its sources.
    fn outermost(&mut self, error: &dyn Error) {
        self.message(&error);
        self.first = Some(0..self.begin);
        if let Some(source) = chain::source(error) {
            self.push(source, ": ");
            self.has_source = true;
        }
    }

    /// Adds the error of a link.
    fn delegated(&mut self, error: &dyn Error) {
        self.push(error, if self.has_source { "; " } else { ": " });
    }

    /// Adds an error and its sources, up to a length. A text that is its parent's is not
    /// repeated, nor is an error that is there already: one that is delegated to is often
    /// a source, too. Both separators have two bytes.
    fn push(&mut self, error: &dyn Error, separator: &str) {
        let (end, count) = (self.out.len(), self.others.len());
        if end > self.begin {
            self.out.push_str(separator);
        }
        if self.others.capacity() == 0 {
            // Saves half of what it costs to grow.
            self.others = Vec::with_capacity(8);
        }
        let own = self.add(&error);
        let mut length = end - self.begin + own.len();
        self.others.push(own);
        let mut visited = 1;
        for source in chain::sources(chain::source(error)) {
            if length > LONGEST_CHAIN {
                break;
            }
            length += self.push_source(&source);
            visited += 1;
        }
        if visited > chain::LONGEST || length > LONGEST_CHAIN {
            self.push_source(&"(the chain goes on)");
        }
        self.drop_known(end, count);
    }

    /// Adds a source, unless its text is its parent's. Returns the length of its text.
    fn push_source(&mut self, source: &dyn Display) -> usize {
        let end = self.out.len();
        self.out.push_str(": ");
        let text = self.add(source);
        let length = text.len();
        match self.others.last() {
            Some(parent) if self.out[parent.clone()] == self.out[text.clone()] => {
                self.out.truncate(end);
            }
            _ => self.others.push(text),
        }
        length
    }

    /// Drops what was just added and is known: `count` others were there before, and the
    /// buffer had `end` bytes.
    fn drop_known(&mut self, end: usize, count: usize) {
        let known = || self.first.iter().chain(&self.others[..count]);
        let of = |range: &Range<usize>| &self.out[range.clone()];
        let new = &self.others[count..];
        let [first, rest @ ..] = new else { return };
        let is_known = (0..known().count()).any(|at| {
            let mut known = known().skip(at).map(of);
            new.iter().map(of).all(|text| known.next() == Some(text))
        });
        if is_known {
            self.out.truncate(end);
            self.others.truncate(count);
            return;
        }
        self.has_source = !rest.is_empty();
        // What is attached to a report is in its chain with other sources.
        let Some(repeated) = known().find(|known| of(known) == of(first)).cloned() else {
            return;
        };
        let is_last = known().last().is_some_and(|last| of(last) == of(first));
        let second = rest.first().map_or(self.out.len(), |second| second.start);
        let separator = match rest {
            [] => "",
            _ if end == self.begin => "",
            _ if is_last => ": ",
            _ => &self.out[end..end + 2],
        }
        .to_owned();
        self.out.replace_range(end..second, &separator);
        let shift = second - end - separator.len();
        self.others[count] = repeated;
        for text in &mut self.others[count + 1..] {
            *text = text.start - shift..text.end - shift;
        }
    }

    /// The texts of all errors but the first.
    fn sources(&self) -> Sources<'_> {
        let others = match self.first {
            Some(_) => self.others.get(..),
            None => self.others.get(1..),
        };
        Sources {
            text: &self.out,
            ranges: others.unwrap_or_default(),
        }
    }

    /// Adds the name of a type and of its variant.
    fn add_path(&mut self, ty: &str, row: Option<Row>) -> Range<usize> {
        let begin = self.out.len();
        self.out.push_str(ty);
        let variant = row.map_or("", Row::variant);
        if !variant.is_empty() {
            self.out.push_str("::");
            self.out.push_str(variant);
        }
        begin..self.out.len()
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
    let has_hook = scope.as_deref().is_some_and(Scope::wants_report);
    #[cfg(not(feature = "boundary"))]
    let has_hook = false;
    let outermost = link.outermost();
    let target = outermost.subject.target();
    let is_server_error = decided.status() >= 500;
    let wanted = level.and_then(|level| Wanted::of(target, level, is_server_error));
    if wanted.is_none() && !has_hook {
        return;
    }
    // A problem that another error caused later has that one's text.
    let first = link.outward().last().unwrap_or(link);
    let mut texts = Texts::new();
    let has_message = match (first.subject.error(), first.subject.message()) {
        (Some(error), _) => {
            texts.outermost(error);
            true
        }
        (None, Some(display)) => {
            texts.message(display);
            true
        }
        (None, None) => false,
    };
    let mut backtrace = None;
    link.inward(&mut |link| {
        if link.outer.is_some()
            && let Some(error) = link.subject.error()
        {
            texts.delegated(error);
        }
        if link.row.is_none_or(|row| row.has(table::EVIDENCE)) {
            let mut push = |error: &dyn Error| texts.push(error, "; ");
            let mut evidence = Evidence::new(&mut backtrace, &mut push);
            // What there was before a panic is still worth logging.
            let _ = caught(|| link.subject.evidence(&mut evidence));
        }
    });
    let chain = texts.begin..texts.out.len();
    let name = texts.add_path(outermost.subject.type_name(), outermost.row);
    let is_inner = link.depth > outermost.depth && (link.row.is_some() || link.by_hand.is_some());
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
    let text_of = |range: Range<usize>| texts.out.get(range).unwrap_or_default();
    let name = text_of(name);
    let origin = origin.map(text_of);
    // Without a request there is nothing to group.
    let fingerprint = (request.is_some() || has_hook)
        .then(|| fingerprint(&[name, origin.unwrap_or_default(), decided.code()]));
    let method = request.map(|request| cut(request.method().as_str(), LONGEST_NAME));
    let path = request.map(|request| cut(request.path(), LONGEST_NAME));
    let route = request.and_then(RequestContext::route);
    let route = route.map(|route| cut(route, LONGEST_NAME));
    let code = cut(decided.code(), LONGEST_NAME);
    let uri = decided.uri().map(|uri| cut(uri, LONGEST_NAME));
    let sources = texts.sources();
    let chain = cut(text_of(chain), LONGEST_CHAIN);
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
        text: has_message.then(|| text_of(0..texts.begin)),
        backtrace: backtrace.as_deref(),
        sources: Some(&*chain).filter(|_| !sources.ranges.is_empty()),
        origin,
        fingerprint: fingerprint.as_deref(),
        context: private.as_deref(),
        note: note.as_deref(),
    };
    if let Some(wanted) = wanted {
        wanted.emit(&event);
    }
    #[cfg(feature = "boundary")]
    if let Some(scope) = scope.as_deref().filter(|scope| scope.wants_report()) {
        let mapping = mapping(if is_inner { link } else { outermost });
        let report = ErrorReport::new(&event, sources, request, typed(link), mapping);
        scope.keep(&report);
        if let Some(hook) = scope.hook() {
            // A hook that panics changes nothing.
            let _ = caught(|| hook(&report));
        }
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

/// FNV-1a of the texts: the same in every run, which a hasher of the standard library
/// does not promise.
fn fingerprint(texts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let digit = |shift: u32| char::from_digit((hash >> shift) as u32 & 15, 16);
    (0..16).rev().filter_map(|at| digit(at * 4)).collect()
}
