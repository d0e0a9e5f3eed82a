//! The destinations for the parts of a problem: one writer for each shape of a body.

use std::fmt::{self, Display, Write};

use http::StatusCode;

use crate::body::buffer::append;
use crate::body::format::{JsonShape, ProblemJson as Settings};
use crate::body::json;
use crate::body::member::{Member, Name};
use crate::facts::RESERVED_MEMBERS;
use crate::value::InvalidValue;
use crate::value::metadata::Metadata;

/// The problem type at run time, for the formats.
#[derive(Clone, Copy)]
pub(crate) struct Kind<'a> {
    pub(crate) status: StatusCode,
    pub(crate) code: &'a str,
    /// `None` for `about:blank`.
    pub(crate) uri: Option<&'a str>,
    pub(crate) title: &'a str,
    /// The language of the title, a BCP 47 tag.
    pub(crate) language: &'a str,
    /// The page's own sentences, if they may be translated.
    pub(crate) sentences: Option<&'a Sentences>,
}

/// The translated sentences of the page itself.
#[derive(Default)]
pub(crate) struct Sentences {
    /// Whether the title's language is written from right to left.
    pub(crate) is_rtl: bool,
    /// The language of the detail if it differs from the title's, and whether it is
    /// written from right to left.
    pub(crate) of_detail: Option<(String, bool)>,
    /// What people can do next.
    pub(crate) advice: Option<Sentence>,
    /// The advice to try again later.
    pub(crate) retry: Option<Sentence>,
    /// The text before the request id.
    pub(crate) request_id: Option<Sentence>,
}

/// A text and its language.
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) language: String,
    pub(crate) is_rtl: bool,
}

/// Who reads the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Audience {
    #[default]
    Client,
    /// The program itself, which may read the texts of another service.
    Program,
}

/// Receives the description of an occurrence.
pub(crate) trait Sink {
    fn audience(&self) -> Audience {
        Audience::Client
    }
    /// Returns whether the detail is already written.
    fn has_detail(&self) -> bool {
        false
    }
    /// Returns whether the format writes a member with this name itself.
    fn reserves(&self, _name: &str) -> bool {
        false
    }
    fn detail(&mut self, text: &dyn Display) -> fmt::Result;
    fn instance(&mut self, uri: &dyn Display) -> fmt::Result;
    fn member(&mut self, name: Name<'_>, value: &dyn Member) -> Result<(), serde_json::Error>;
    /// A value for translations, which is not part of any body.
    fn argument(&mut self, _name: &str, _value: &dyn Member) {}
    /// A value for gRPC metadata, which HTTP does not have. The second argument
    /// is the delegation depth of the error.
    fn metadata(
        &mut self,
        _key: &str,
        _depth: usize,
        _value: Metadata<'_>,
    ) -> Result<(), InvalidValue> {
        Ok(())
    }
}

/// Writes `"name":value`, or nothing if the value is null.
fn member(
    out: &mut Vec<u8>,
    first: bool,
    name: Name<'_>,
    value: &dyn Member,
) -> Result<bool, serde_json::Error> {
    let before = out.len();
    append(out, if first { b"\"" } else { b",\"" });
    if name.is_checked {
        append(out, name.text.as_bytes());
    } else {
        json::escape(out, name.text);
    }
    append(out, b"\":");
    let start = out.len();
    value.write(out)?;
    let written = out.get(start..) != Some(b"null");
    if !written {
        out.truncate(before);
    }
    Ok(written)
}

fn text(out: &mut Vec<u8>, prefix: &[u8], text: &dyn Display) -> fmt::Result {
    out.extend_from_slice(prefix);
    json::escape_displayed(out, text)?;
    out.push(b'"');
    Ok(())
}

/// `application/problem+json`, RFC 9457 §3.
pub(crate) struct ProblemJsonSink<'a> {
    out: &'a mut Vec<u8>,
    pub(crate) has_detail: bool,
}

impl<'a> ProblemJsonSink<'a> {
    pub(crate) fn begin(out: &'a mut Vec<u8>, settings: Settings, kind: Kind<'_>) -> Self {
        out.extend_from_slice(b"{");
        if let Some(uri) = kind.uri {
            out.extend_from_slice(br#""type":"#);
            json::string(out, uri);
            out.push(b',');
        }
        out.extend_from_slice(br#""title":"#);
        json::string(out, kind.title);
        out.extend_from_slice(br#","status":"#);
        out.extend_from_slice(kind.status.as_str().as_bytes());
        if settings.has_code {
            out.extend_from_slice(br#","code":"#);
            json::string(out, kind.code);
        }
        Self {
            out,
            has_detail: false,
        }
    }

    /// Begins with JSON that was written at compile time.
    #[inline]
    pub(crate) fn begun(out: &'a mut Vec<u8>, json: &[u8], has_detail: bool) -> Self {
        out.extend_from_slice(json);
        Self { out, has_detail }
    }

    /// Returns the buffer.
    pub(crate) fn end(self) -> &'a mut Vec<u8> {
        self.out.push(b'}');
        self.out
    }
}

impl Sink for ProblemJsonSink<'_> {
    fn has_detail(&self) -> bool {
        self.has_detail
    }

    fn reserves(&self, name: &str) -> bool {
        RESERVED_MEMBERS.contains(&name)
    }

    fn detail(&mut self, detail: &dyn Display) -> fmt::Result {
        text(self.out, br#","detail":""#, detail)
    }

    fn instance(&mut self, uri: &dyn Display) -> fmt::Result {
        text(self.out, br#","instance":""#, uri)
    }

    fn member(&mut self, name: Name<'_>, value: &dyn Member) -> Result<(), serde_json::Error> {
        member(self.out, false, name, value).map(drop)
    }
}

/// An application's own JSON shape.
pub(crate) struct ShapedJson<'a> {
    out: &'a mut Vec<u8>,
    shape: JsonShape,
    empty: bool,
    /// The key of the message, until it is written.
    message: Option<&'static str>,
}

impl<'a> ShapedJson<'a> {
    pub(crate) fn begin(out: &'a mut Vec<u8>, shape: JsonShape, kind: Kind<'_>) -> Self {
        out.push(b'{');
        if let Some(within) = shape.within {
            json::string(out, within);
            out.extend_from_slice(b":{");
        }
        let mut this = Self {
            out,
            shape,
            empty: true,
            // A key has only one value: the code takes precedence over the message.
            message: shape.message.filter(|key| Some(*key) != shape.code),
        };
        if let Some(key) = shape.code {
            this.key(key);
            json::string(this.out, kind.code);
        }
        if let Some(key) = shape.status.filter(|key| Some(*key) != shape.code) {
            this.message = this.message.filter(|message| *message != key);
            this.key(key);
            this.out.extend_from_slice(kind.status.as_str().as_bytes());
        }
        this
    }

    pub(crate) fn end(mut self, kind: Kind<'_>) {
        if let Some(key) = self.message {
            self.key(key);
            json::string(self.out, kind.title);
        }
        self.out.push(b'}');
        if self.shape.within.is_some() {
            self.out.push(b'}');
        }
    }

    fn key(&mut self, key: &str) {
        if !self.empty {
            self.out.push(b',');
        }
        self.empty = false;
        json::string(self.out, key);
        self.out.push(b':');
    }

    fn owns(&self, name: &str) -> bool {
        let JsonShape { code, status, .. } = self.shape;
        Some(name) == code || Some(name) == status
    }
}

impl Sink for ShapedJson<'_> {
    fn detail(&mut self, detail: &dyn Display) -> fmt::Result {
        let Some(key) = self.message.take() else {
            return Ok(());
        };
        self.key(key);
        text(self.out, b"\"", detail)
    }

    fn instance(&mut self, _uri: &dyn Display) -> fmt::Result {
        Ok(())
    }

    fn member(&mut self, name: Name<'_>, value: &dyn Member) -> Result<(), serde_json::Error> {
        // If there is no detail, a member may be the message.
        let is_message = Some(name.text) == self.shape.message;
        let is_taken = if is_message {
            self.message.is_none()
        } else {
            self.owns(name.text)
        };
        if !is_taken && member(self.out, self.empty, name, value)? {
            self.empty = false;
            if is_message {
                self.message = None;
            }
        }
        Ok(())
    }
}

/// Only the detail, or the title.
pub(crate) struct TextSink<'a> {
    out: &'a mut Vec<u8>,
    has_detail: bool,
}

impl<'a> TextSink<'a> {
    pub(crate) fn begin(out: &'a mut Vec<u8>) -> Self {
        Self {
            out,
            has_detail: false,
        }
    }

    pub(crate) fn end(self, kind: Kind<'_>) {
        if !self.has_detail {
            self.out.extend_from_slice(kind.title.as_bytes());
        }
    }
}

impl Sink for TextSink<'_> {
    fn detail(&mut self, detail: &dyn Display) -> fmt::Result {
        self.has_detail = true;
        write!(Plain(self.out), "{detail}")
    }

    fn instance(&mut self, _uri: &dyn Display) -> fmt::Result {
        Ok(())
    }

    fn member(&mut self, _name: Name<'_>, _value: &dyn Member) -> Result<(), serde_json::Error> {
        Ok(())
    }
}

struct Plain<'a>(&'a mut Vec<u8>);

impl Write for Plain<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        append(self.0, text.as_bytes());
        Ok(())
    }
}

/// No body; the error still sets its headers.
pub(crate) struct EmptySink;

impl Sink for EmptySink {
    fn has_detail(&self) -> bool {
        true
    }

    fn detail(&mut self, _text: &dyn Display) -> fmt::Result {
        Ok(())
    }

    fn instance(&mut self, _uri: &dyn Display) -> fmt::Result {
        Ok(())
    }

    fn member(&mut self, _name: Name<'_>, _value: &dyn Member) -> Result<(), serde_json::Error> {
        Ok(())
    }
}

/// Keeps the parts, for a user's format and for `Problem`'s own methods.
#[derive(Clone, Default)]
pub(crate) struct Collected {
    pub(crate) detail: Option<String>,
    pub(crate) instance: Option<String>,
    /// Each value as JSON, so that no digit is lost.
    pub(crate) members: Vec<(String, String)>,
    /// The values for translations, as JSON. If a name is given twice, the first one wins.
    #[cfg(feature = "fluent")]
    pub(crate) arguments: Vec<(String, String)>,
    audience: Audience,
}

impl Collected {
    pub(crate) fn new(audience: Audience) -> Self {
        Self {
            audience,
            ..Self::default()
        }
    }
}

impl Sink for Collected {
    fn audience(&self) -> Audience {
        self.audience
    }

    fn detail(&mut self, text: &dyn Display) -> fmt::Result {
        write!(self.detail.insert(String::new()), "{text}")
    }

    fn instance(&mut self, uri: &dyn Display) -> fmt::Result {
        write!(self.instance.insert(String::new()), "{uri}")
    }

    fn member(&mut self, name: Name<'_>, value: &dyn Member) -> Result<(), serde_json::Error> {
        let mut json = Vec::new();
        value.write(&mut json)?;
        match String::from_utf8(json) {
            Ok(json) if json != "null" => self.members.push((name.text.to_owned(), json)),
            _ => {}
        }
        Ok(())
    }

    /// If a value cannot be serialised, the message that needs it is replaced by the source text.
    #[cfg(feature = "fluent")]
    fn argument(&mut self, name: &str, value: &dyn Member) {
        let mut json = Vec::new();
        if value.write(&mut json).is_ok()
            && let Ok(json) = String::from_utf8(json)
        {
            self.arguments.push((name.to_owned(), json));
        }
    }
}
