//! A problem in gRPC, for all crates and versions.

pub(crate) mod violation;

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, Uri};

use self::violation::Violation;
#[cfg(all(feature = "boundary", feature = "fluent"))]
use crate::body::format::Shape;
use crate::body::member::{Member, Name};
use crate::body::sink::{Collected, Sink};
use crate::caught::caught;
use crate::convert::decide::Decided;
use crate::convert::link::ErrorLink;
use crate::convert::log::Made;
#[cfg(all(feature = "boundary", feature = "fluent"))]
use crate::convert::scope;
#[cfg(all(feature = "boundary", feature = "fluent"))]
use crate::convert::wording::Wording;
use crate::convert::write::Written;
use crate::convert::writer;
use crate::convert::{self, Protocol};
use crate::describe::subject::Subject;
use crate::facts::{GRPC_CODES, is_code_char, is_metadata_char, is_reserved_metadata};
use crate::note::{Failure, Note, Notes};
#[cfg(all(feature = "boundary", feature = "fluent"))]
use crate::problem::Problem;
use crate::status;
use crate::value::InvalidValue;
use crate::value::code::reason;
use crate::value::metadata::Metadata;

const INTERNAL: u8 = 13;

fn name_of(code: u8) -> &'static str {
    GRPC_CODES
        .get(usize::from(code))
        .copied()
        .unwrap_or_default()
}

/// Returns the code that an HTTP status implies: the table in the documentation.
const fn code_of(status: u16) -> u8 {
    match status {
        401 | 407 => 16,
        403 | 451 => 7,
        404 | 410 => 5,
        405 | 501 => 12,
        408 | 504 => 4,
        409 => 10,
        416 => 11,
        429 | 507 => 8,
        425 | 502 | 503 => 14,
        499 => 1,
        300..=399 | 402 | 412 | 423 | 424 | 426 | 428 => 9,
        400..=498 => 3,
        _ => INTERNAL,
    }
}

/// Returns the HTTP status that a code implies, as defined by `google.rpc.Code`.
pub(crate) const fn status_of(code: i32) -> u16 {
    match code {
        1 => 499,
        3 | 9 | 11 => 400,
        4 => 504,
        5 => 404,
        6 | 10 => 409,
        7 => 403,
        8 => 429,
        12 => 501,
        14 => 503,
        16 => 401,
        _ => 500,
    }
}

// Everything is sent in trailers, of which most clients accept 8 KiB (the names,
// the encoded values, and 32 bytes for each, RFC 9113 §6.5.2). These limits
// leave some space to proxies.

/// The maximum length of the message, after percent-encoding.
const MESSAGE: usize = 2048;
/// The maximum length of the details, before base64 encoding.
const DETAILS: usize = 3072;
/// The part of the details for the names of the types and the numbers.
const DETAILS_FRAME: usize = 256;
/// The maximum length of the metadata, after encoding.
const METADATA: usize = 1536;
/// The maximum length of a code or a host.
const NAME: usize = 255;

/// The status that is sent.
pub(crate) struct GrpcStatus {
    /// 1 to 16.
    pub(crate) code: u8,
    pub(crate) message: String,
    /// The code of the problem, in the letters of `google.rpc.ErrorInfo`.
    pub(crate) reason: String,
    /// The host of the type URI, empty without one.
    pub(crate) domain: String,
    /// The members that are a string, a number or a boolean.
    pub(crate) members: Vec<(String, String)>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) violations: Vec<Violation>,
    /// The language of the client and the message in it, if it is translated.
    pub(crate) localized: Option<(String, String)>,
    pub(crate) metadata: Vec<(String, Vec<u8>)>,
}

/// Creates the status of an error and logs it once.
pub(crate) fn answer(subject: &dyn Subject) -> GrpcStatus {
    let mut grpc = Grpc { answer: None };
    convert::convert(subject, &mut grpc);
    grpc.answer
        .unwrap_or_else(|| GrpcStatus::of(&Decided::failed()))
}

/// Returns the response of a call that failed outside of its method: a status, and no message.
#[cfg(feature = "boundary")]
pub(crate) fn response(subject: &dyn Subject) -> http::Response<bytes::Bytes> {
    let status = answer(subject);
    // Percent-encoded, as the protocol requires.
    let mut message = String::new();
    for byte in status.message.bytes() {
        if (b' '..=b'~').contains(&byte) && byte != b'%' {
            message.push(char::from(byte));
        } else {
            let _ = fmt::Write::write_fmt(&mut message, format_args!("%{byte:02X}"));
        }
    }
    let mut response = http::Response::new(bytes::Bytes::new());
    let headers = response.headers_mut();
    headers.insert(
        http::header::CONTENT_TYPE,
        HeaderValue::from_static("application/grpc"),
    );
    headers.insert("grpc-status", u16::from(status.code).into());
    if let Ok(message) = HeaderValue::from_str(&message) {
        headers.insert("grpc-message", message);
    }
    response
}

/// A gRPC status.
struct Grpc {
    answer: Option<GrpcStatus>,
}

impl Protocol<'_> for Grpc {
    fn make(
        &mut self,
        link: &ErrorLink<'_>,
        decided: &Decided<'_>,
        keeps_private: bool,
    ) -> Result<Written, Failure> {
        let mut private = String::new();
        let made = caught(|| make(link, decided, keeps_private.then_some(&mut private)));
        let (answer, notes) = made.unwrap_or(Err(Failure(Note::Panics)))?;
        self.answer = Some(answer);
        Ok(Written::new(notes, private, None))
    }

    fn make_plain(&mut self) {
        self.answer = None;
    }

    fn made(&self) -> Made {
        let code = self.answer.as_ref().map_or(INTERNAL, |answer| answer.code);
        Made::Call(name_of(code))
    }
}

impl GrpcStatus {
    /// Returns what is known without the occurrence.
    fn of(decided: &Decided<'_>) -> Self {
        Self {
            code: decided.grpc().unwrap_or_else(|| code_of(decided.status())),
            message: decided.title().to_owned(),
            reason: reason(decided.code()),
            domain: decided.uri().map_or_else(String::new, host),
            members: Vec::new(),
            retry_after: None,
            violations: Vec::new(),
            localized: None,
            metadata: Vec::new(),
        }
    }
}

fn make(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    private: Option<&mut String>,
) -> Result<(GrpcStatus, Notes), Failure> {
    let mut parts = GrpcParts::default();
    let mut headers = HeaderMap::new();
    let mut notes = writer::describe(link, decided, &mut parts, &mut headers, private).result()?;
    let mut answer = GrpcStatus::of(decided);
    let GrpcParts {
        collected,
        metadata,
        is_cut: metadata_is_cut,
    } = parts;
    let (localized, of_translation) = localized(decided, &collected);
    notes = notes.with(of_translation);
    answer.message = collected.detail.unwrap_or(answer.message);
    let mut is_cut = cut(&mut answer.message, MESSAGE) || metadata_is_cut;
    answer.metadata = metadata
        .into_iter()
        .map(|entry| (entry.key, entry.value))
        .collect();
    answer.retry_after = headers.get(RETRY_AFTER).and_then(delay);
    if answer.reason.len() > NAME {
        answer.reason = reason(status::code(decided.status()));
        is_cut = true;
    }
    if answer.domain.len() > NAME {
        answer.domain.clear();
    }
    let mut room = DETAILS
        .saturating_sub(DETAILS_FRAME)
        .saturating_sub(answer.message.len() + answer.reason.len() + answer.domain.len());
    // The lengths and the tags of an entry.
    let mut fits = |texts: &[&str]| {
        let length = texts.iter().map(|text| text.len() + 4).sum::<usize>() + 4;
        let left = room.checked_sub(length);
        is_cut |= left.is_none();
        room = left.unwrap_or(room);
        left.is_some()
    };
    let instance = collected.instance.map(|uri| ("instance".to_owned(), uri));
    for (name, text) in instance.into_iter().chain(
        collected
            .members
            .iter()
            .filter_map(|(name, json)| Some((name.clone(), plain(json)?))),
    ) {
        if fits(&[&name, &text]) {
            answer.members.push((name, text));
        }
    }
    for (_, json) in &collected.members {
        for mut violation in Violation::all(json) {
            violation.code = violation.code.as_deref().map(reason);
            let code = violation.code.as_deref().unwrap_or_default();
            if fits(&[&violation.field, &violation.detail, code]) {
                answer.violations.push(violation);
            }
        }
    }
    answer.localized = localized.filter(|(language, text)| fits(&[language, text]));
    if is_cut {
        notes.add(Note::TrailersTooLong);
    }
    Ok((answer, notes))
}

/// Returns the message in the language of the client, if the boundary has translations.
#[cfg(all(feature = "boundary", feature = "fluent"))]
fn localized(decided: &Decided<'_>, parts: &Collected) -> (Option<(String, String)>, Notes) {
    let scope = scope::current();
    let context = scope.as_deref().map(|scope| &scope.context);
    match Wording::of(decided, context, Shape::Text) {
        Some(wording) => wording.message(Problem::collected(
            decided.kind(),
            parts.clone(),
            HeaderMap::new(),
        )),
        None => (None, Notes::NONE),
    }
}

/// Without translations, there is none.
#[cfg(not(all(feature = "boundary", feature = "fluent")))]
fn localized(_decided: &Decided<'_>, _parts: &Collected) -> (Option<(String, String)>, Notes) {
    (None, Notes::NONE)
}

/// Returns the code that a `reason` stands for, if any.
pub(crate) fn code(reason: &str) -> Option<String> {
    let is_code = (1..=NAME).contains(&reason.len()) && reason.bytes().all(is_code_char);
    let is_reason = !reason.bytes().any(|byte| byte.is_ascii_lowercase());
    is_code.then(|| {
        if is_reason {
            reason.to_ascii_lowercase()
        } else {
            reason.to_owned()
        }
    })
}

fn host(uri: &str) -> String {
    let uri = uri.parse::<Uri>().ok();
    let host = uri.as_ref().and_then(Uri::host);
    host.unwrap_or_default().to_owned()
}

/// Returns the text of a JSON value that is neither an object nor an array.
fn plain(json: &str) -> Option<String> {
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str(json).ok(),
        b'{' | b'[' => None,
        _ => Some(json.to_owned()),
    }
}

/// Returns how long to wait, RFC 9110 §10.2.3.
fn delay(value: &HeaderValue) -> Option<Duration> {
    let text = value.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    date(text)
}

#[cfg(feature = "httpdate")]
fn date(text: &str) -> Option<Duration> {
    let date = httpdate::parse_http_date(text).ok()?;
    Some(
        date.duration_since(std::time::SystemTime::now())
            .unwrap_or_default(),
    )
}

/// Without the feature `httpdate`, dates are not read.
#[cfg(not(feature = "httpdate"))]
fn date(_text: &str) -> Option<Duration> {
    None
}

/// Returns the length of a character after percent-encoding.
fn encoded(char: char) -> usize {
    if char.is_ascii_graphic() && !"\"#%<>?`{}".contains(char) {
        1
    } else {
        3 * char.len_utf8()
    }
}

/// Shortens text so that it has this length after encoding.
fn cut(text: &mut String, most: usize) -> bool {
    const ELLIPSIS: char = '…';
    let mut length = 0;
    // The position at which the ellipsis would still fit.
    let mut end = 0;
    for (at, char) in text.char_indices() {
        if length + encoded(ELLIPSIS) <= most {
            end = at;
        }
        length += encoded(char);
        if length > most {
            text.truncate(end);
            text.push(ELLIPSIS);
            return true;
        }
    }
    false
}

/// Keeps the description, including the parts that HTTP does not have.
#[derive(Default)]
struct GrpcParts {
    collected: Collected,
    metadata: Vec<MetadataEntry>,
    is_cut: bool,
}

struct MetadataEntry {
    key: String,
    value: Vec<u8>,
    /// The number of errors around the one that set it.
    depth: usize,
}

impl MetadataEntry {
    /// Returns its size in a list of headers.
    fn length(&self) -> usize {
        self.key.len() + 32 + self.value.len() * 4 / 3 + 4
    }
}

impl Sink for GrpcParts {
    fn detail(&mut self, text: &dyn Display) -> fmt::Result {
        self.collected.detail(text)
    }

    fn instance(&mut self, uri: &dyn Display) -> fmt::Result {
        self.collected.instance(uri)
    }

    fn member(&mut self, name: Name<'_>, value: &dyn Member) -> Result<(), serde_json::Error> {
        self.collected.member(name, value)
    }

    fn metadata(
        &mut self,
        key: &str,
        depth: usize,
        value: Metadata<'_>,
    ) -> Result<(), InvalidValue> {
        let is_given = |entry: &MetadataEntry| entry.key == key && entry.depth < depth;
        if self.metadata.iter().any(is_given) {
            return Ok(());
        }
        let Some(value) = value.transpose() else {
            return Ok(());
        };
        let value = value?;
        let is_key = (1..=NAME).contains(&key.len()) && key.bytes().all(is_metadata_char);
        let is_value =
            key.ends_with("-bin") || value.iter().all(|byte| (b' '..=b'~').contains(byte));
        if !is_key || !is_value || is_reserved_metadata(key) {
            return Err(InvalidValue);
        }
        let entry = MetadataEntry {
            key: key.to_owned(),
            value: Cow::into_owned(value),
            depth,
        };
        let length: usize = self.metadata.iter().map(MetadataEntry::length).sum();
        if length + entry.length() > METADATA {
            self.is_cut = true;
        } else {
            self.metadata.push(entry);
        }
        Ok(())
    }
}
