//! The contents of an event, as the fields of a `tracing` event and as one line
//! of text. The names are OpenTelemetry's semantic conventions.

use std::fmt::{Debug, Write};

use tracing_core::field::{Field, FieldSet, Value, ValueSet, Visit, display};

#[cfg(feature = "boundary")]
use super::places::TextPlace;
use crate::target::FIELDS;

const COUNT: usize = FIELDS.len();

/// What is logged about one conversion. A field that is `None` is left out.
#[derive(Clone, Copy, Default)]
pub(crate) struct Event<'a> {
    pub(crate) message: &'a str,
    /// `http.request.method`
    pub(crate) method: Option<&'a str>,
    /// `url.path`
    pub(crate) path: Option<&'a str>,
    /// `http.route`
    pub(crate) route: Option<&'a str>,
    /// `request_id`
    pub(crate) request_id: Option<&'a str>,
    /// `trace_id`
    pub(crate) trace_id: Option<&'a str>,
    /// `http.response.status_code`
    pub(crate) status: Option<u16>,
    /// `http.server.request.duration`, in seconds
    pub(crate) duration: Option<f64>,
    /// `rpc.response.status_code`
    pub(crate) rpc: Option<&'a str>,
    /// `error.type`
    pub(crate) code: Option<&'a str>,
    /// `problem.type`
    pub(crate) uri: Option<&'a str>,
    /// `exception.type`
    pub(crate) name: Option<&'a str>,
    /// `exception.message`
    pub(crate) text: Option<&'a str>,
    /// `exception.stacktrace`
    pub(crate) backtrace: Option<&'a str>,
    /// `error.source_chain`
    pub(crate) sources: Option<&'a str>,
    /// `error.origin`
    pub(crate) origin: Option<&'a str>,
    /// `error.fingerprint`
    pub(crate) fingerprint: Option<&'a str>,
    /// `problem.context`
    pub(crate) context: Option<&'a str>,
    /// `problem.note`
    pub(crate) note: Option<&'a str>,
}

/// The texts of all errors but the first, as parts of one text.
#[cfg(feature = "boundary")]
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    pub(super) text: &'a str,
    /// The first place is the text of the first error.
    pub(super) places: &'a [TextPlace],
}

#[cfg(feature = "boundary")]
impl<'a> Sources<'a> {
    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        let places = self.places.iter().skip(1);
        places.map(move |place| place.of(self.text))
    }
}

impl Event<'_> {
    /// Lends the values of these fields, whose names are [`FIELDS`].
    pub(crate) fn record<T>(&self, fields: &FieldSet, take: impl FnOnce(&ValueSet<'_>) -> T) -> T {
        fn value<V: Value>(value: Option<&V>) -> Option<&dyn Value> {
            value.map(|value| value as &dyn Value)
        }

        let message = display(self.message);
        let values: [Option<&dyn Value>; COUNT] = [
            Some(&message),
            value(self.method.as_ref()),
            value(self.path.as_ref()),
            value(self.route.as_ref()),
            value(self.request_id.as_ref()),
            value(self.trace_id.as_ref()),
            value(self.status.as_ref()),
            value(self.duration.as_ref()),
            value(self.rpc.as_ref()),
            value(self.code.as_ref()),
            value(self.uri.as_ref()),
            value(self.name.as_ref()),
            value(self.text.as_ref()),
            value(self.backtrace.as_ref()),
            value(self.sources.as_ref()),
            value(self.origin.as_ref()),
            value(self.fingerprint.as_ref()),
            value(self.context.as_ref()),
            value(self.note.as_ref()),
        ];
        take(&fields.value_set_all(&values))
    }

    /// Returns the message and the fields as one line, `name=value`.
    pub(crate) fn line(&self, fields: &FieldSet) -> String {
        let mut line = Line(String::new());
        self.record(fields, |values| values.record(&mut line));
        line.0
    }

    /// Returns what failed, as one line for a person.
    pub(crate) fn summary(&self) -> String {
        const LONGEST: usize = 500;

        let status = self.status.map(|status| status.to_string());
        let parts = [status.as_deref(), self.name, self.text, self.sources];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let text = parts.join(": ");
        let mut summary = String::new();
        match text.char_indices().nth(LONGEST) {
            None => escape(&mut summary, &text),
            Some((end, _)) => {
                escape(&mut summary, &text[..end]);
                summary.push_str("...");
            }
        }
        summary
    }
}

struct Line(String);

impl Line {
    fn name(&mut self, field: &Field) {
        self.0.push(' ');
        self.0.push_str(field.name());
        self.0.push('=');
    }
}

impl Visit for Line {
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.record_debug(field, &value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.name(field);
        // Writing to a `String` does not fail.
        let _ = write!(self.0, "{value:.6}");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.name(field);
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b'=');
        if !value.is_empty() && value.bytes().all(is_plain) {
            self.0.push_str(value);
        } else {
            self.0.push('"');
            let value = value.replace('\\', r"\\").replace('"', "\\\"");
            escape(&mut self.0, &value);
            self.0.push('"');
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() != "message" {
            self.name(field);
        }
        let mut text = String::new();
        // Writing to a `String` does not fail.
        let _ = write!(text, "{value:?}");
        escape(&mut self.0, &text);
    }
}

/// Appends text in such a way that it stays on its line and contains no terminal
/// control characters.
pub(crate) fn escape(out: &mut String, text: &str) {
    for char in text.chars() {
        if is_harmful(char) {
            out.extend(char.escape_default());
        } else {
            out.push(char);
        }
    }
}

/// Returns whether a character moves the cursor, breaks the line, or changes
/// the direction of the following text.
fn is_harmful(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}
