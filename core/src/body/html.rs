//! A small self-contained page, for people.

use std::cell::RefCell;
use std::fmt::{self, Display, Formatter, Write};

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use crate::body::buffer::reserve;
use crate::body::format::ProblemJson;
use crate::body::member::{Member, Name};
use crate::body::sink::{Kind, ProblemJsonSink, Sentence, Sentences, Sink};

/// Only the style, which is allowed by its hash, and the empty icon, which saves a
/// request, are loaded. A data block is not a script.
pub(crate) const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'sha256-RdxDmNQ9l6eTgRNRrmbkHdvl6ABKONC1kPl+Ycyefio='; \
     img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// What follows the language attribute.
const HEAD: &str = ">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<meta name=\"robots\" content=\"noindex\">
<link rel=\"icon\" href=\"data:,\">
";

/// Its hash is in [`POLICY`].
const STYLE: &str = "
:root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--text:#1c2026;--quiet:#596170;--line:#dde1e7}
@media(prefers-color-scheme:dark){:root{--ground:#121418;--card:#1b1e24;--text:#e8eaee;--quiet:#a2aab8;--line:#333944}}
*{box-sizing:border-box}
body{display:grid;place-items:center;min-height:100vh;min-height:100svh;margin:0;padding:1rem;background:var(--ground);color:var(--text);font:1.0625rem/1.6 system-ui,sans-serif}
main{width:100%;max-width:36rem;padding:clamp(1.5rem,6vw,3rem);background:var(--card);border:1px solid var(--line);border-radius:.75rem}
h1{margin:0;font-size:1.75rem;line-height:1.25;text-wrap:balance}
h1 span{display:block;margin-bottom:.25rem;font-size:1.0625rem;color:var(--quiet)}
h1,p{overflow-wrap:anywhere}
p{margin:1rem 0 0;white-space:pre-line;text-wrap:pretty}
p:empty{display:none}
.next{padding:.75rem 1rem;background:var(--ground);border-radius:.5rem}
.id{margin-top:2rem;padding-top:1.25rem;border-top:1px solid var(--line);font-size:.9375rem;color:var(--quiet)}
code{font:clamp(.75rem,3.5vw,.9375rem)/1.6 ui-monospace,monospace;color:var(--text);-webkit-user-select:all;user-select:all}
";

/// Writes the page, and the problem for programs that read the page.
pub(crate) struct Page<'a> {
    out: &'a mut Vec<u8>,
    problem: ProblemJsonSink<'a>,
    status: StatusCode,
    language: &'a str,
    sentences: Option<&'a Sentences>,
    /// The request id for people to quote.
    request_id: Option<String>,
}

impl<'a> Page<'a> {
    /// Begins the page in the first buffer, and the problem in the second.
    pub(crate) fn begin(out: &'a mut Vec<u8>, problem: &'a mut Vec<u8>, kind: Kind<'a>) -> Self {
        let mut page = Self {
            out,
            problem: ProblemJsonSink::begin(problem, ProblemJson, kind),
            status: kind.status,
            language: kind.language,
            sentences: kind.sentences,
            request_id: None,
        };
        page.raw("<!doctype html>\n<html");
        page.language(kind.language, kind.sentences.is_some_and(|it| it.is_rtl));
        page.raw(HEAD);
        page.raw("<title>");
        page.raw(kind.status.as_str());
        page.raw(" ");
        page.text(kind.title);
        page.raw("</title>\n<style>");
        page.raw(STYLE);
        page.raw("</style>\n</head>\n<body>\n<main>\n<h1><span>");
        page.raw(kind.status.as_str());
        page.raw("</span> ");
        page.text(kind.title);
        page.raw("</h1>\n");
        page
    }

    pub(crate) fn end(mut self, headers: &HeaderMap) {
        self.advice(headers);
        if let Some(id) = self.request_id.take() {
            let english = "If you ask for help, quote this request id:";
            let quote = self.sentences.and_then(|it| it.request_id.as_ref());
            self.raw("<p class=\"id\">");
            self.sentence(quote, english);
            self.raw("\n<code>");
            self.text(&id);
            self.raw("</code></p>\n");
        }
        self.raw("</main>\n<script type=\"application/problem+json\">");
        data(self.out, self.problem.end());
        self.out.extend_from_slice(b"</script>\n</body>\n</html>\n");
    }

    /// Writes what to do next.
    fn advice(&mut self, headers: &HeaderMap) {
        let Advice {
            text, is_temporary, ..
        } = advice(self.status.as_u16());
        let sentences = self.sentences;
        self.raw("<p class=\"next\">");
        self.sentence(sentences.and_then(|it| it.advice.as_ref()), text);
        if is_temporary {
            let english = match wait(headers) {
                Some((count, unit)) => {
                    let plural = if count == 1 { "" } else { "s" };
                    format!("Try again in {count} {unit}{plural}.")
                }
                None => "Try again in a few minutes.".to_owned(),
            };
            self.raw(" ");
            let retry = sentences.and_then(|it| it.retry.as_ref());
            self.sentence(retry, &english);
        }
        self.raw("</p>\n");
    }

    /// Writes one of the page's own sentences, marked if its language is not the page's.
    fn sentence(&mut self, translated: Option<&Sentence>, english: &str) {
        let (text, language, is_rtl) = match translated {
            Some(it) => (&*it.text, &*it.language, it.is_rtl),
            None => (english, "en", false),
        };
        let is_of_page = match translated {
            Some(_) => language == self.language,
            None => self.language.split('-').next() == Some("en"),
        };
        if is_of_page {
            return self.text(text);
        }
        self.raw("<span");
        self.other_language(language, is_rtl);
        self.raw(">");
        self.text(text);
        self.raw("</span>");
    }

    /// Writes the attributes of a language that is not the page's.
    fn other_language(&mut self, tag: &str, is_rtl: bool) {
        self.language(tag, is_rtl);
        if !is_rtl && self.sentences.is_some_and(|it| it.is_rtl) {
            self.raw(" dir=\"ltr\"");
        }
    }

    /// Writes the attributes of a language.
    fn language(&mut self, tag: &str, is_rtl: bool) {
        self.raw(" lang=\"");
        self.text(tag);
        self.raw(if is_rtl { "\" dir=\"rtl\"" } else { "\"" });
    }

    fn raw(&mut self, html: &str) {
        self.out.extend_from_slice(html.as_bytes());
    }

    fn text(&mut self, text: &str) {
        escape(self.out, text);
    }
}

/// Appends text, escaped for elements and attributes.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    reserve(out, text.len());
    for &byte in text.as_bytes() {
        match byte {
            b'&' => out.extend_from_slice(b"&amp;"),
            b'<' => out.extend_from_slice(b"&lt;"),
            b'>' => out.extend_from_slice(b"&gt;"),
            b'"' => out.extend_from_slice(b"&quot;"),
            b'\'' => out.extend_from_slice(b"&#39;"),
            byte => out.push(byte),
        }
    }
}

/// What people can do next.
pub(crate) struct Advice {
    pub(crate) text: &'static str,
    /// The status whose translated advice also applies to this one.
    #[cfg_attr(
        not(feature = "fluent"),
        expect(dead_code, reason = "there are no translations")
    )]
    pub(crate) status: u16,
    /// Whether the advice is to try again later.
    pub(crate) is_temporary: bool,
}

pub(crate) fn advice(status: u16) -> Advice {
    let (text, status, is_temporary) = match status {
        300..=399 => (
            "What you are looking for is at another address.",
            302,
            false,
        ),
        401 => ("Sign in, then try again.", 401, false),
        402 => ("This must be paid for first.", 402, false),
        403 => (
            "You do not have access. If you think that you should, ask the people who run this site.",
            403,
            false,
        ),
        404 | 410 => (
            "Check the address, or go back to the page that you came from.",
            404,
            false,
        ),
        405 => (
            "Go back to the page that you came from, and try again from there.",
            405,
            false,
        ),
        408 => ("Check your connection, then try again.", 408, false),
        409 | 412 | 428 => (
            "This may have changed since you opened it. Go back, reload the page, then try again.",
            409,
            false,
        ),
        413 => ("Send less at once, or a smaller file.", 413, false),
        415 => ("Send a file of another type.", 415, false),
        425 | 429 => ("You sent a lot of requests in a short time.", 429, true),
        451 => ("This is not available for legal reasons.", 451, false),
        400..=499 => (
            "Go back, check what you entered, then try again.",
            400,
            false,
        ),
        501 | 505 => ("The site cannot do this.", 501, false),
        502 | 504 => (
            "A service that this site depends on does not answer as it should.",
            502,
            true,
        ),
        503 => ("The site is busy or under maintenance.", 503, true),
        _ => (
            "This is not your fault: something went wrong on the server.",
            500,
            true,
        ),
    };
    Advice {
        text,
        status,
        is_temporary,
    }
}

/// Returns how long to wait, as a number that people read.
pub(crate) fn wait(headers: &HeaderMap) -> Option<(u64, &'static str)> {
    let seconds: u64 = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(match seconds {
        0..=1 => (1, "second"),
        2..120 => (seconds, "second"),
        120..7_200 => (seconds.div_ceil(60), "minute"),
        7_200..172_800 => (seconds.div_ceil(3_600), "hour"),
        _ => (seconds.div_ceil(86_400), "day"),
    })
}

/// Writes JSON into a `<script>`, where only `<` could end it. The other characters are
/// those that a program that extracts it may take for markup or for a line ending.
fn data(out: &mut Vec<u8>, json: &[u8]) {
    reserve(out, json.len());
    let mut rest = json;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail) {
            (b'<', _) => out.extend_from_slice(b"\\u003c"),
            (b'>', _) => out.extend_from_slice(b"\\u003e"),
            (b'&', _) => out.extend_from_slice(b"\\u0026"),
            // U+2028 and U+2029.
            (0xe2, [0x80, last @ (0xa8 | 0xa9), behind @ ..]) => {
                out.extend_from_slice(b"\\u202");
                out.push(last - 0xa8 + b'8');
                rest = behind;
            }
            (byte, _) => out.push(byte),
        }
    }
}

/// Writes text into the page and to another writer at once, so that its `Display` runs only once.
struct Twice<'a> {
    text: &'a dyn Display,
    out: RefCell<&'a mut Vec<u8>>,
}

impl Display for Twice<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        struct Both<'a, 'f>(&'a mut Formatter<'f>, &'a mut Vec<u8>);

        impl Write for Both<'_, '_> {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                escape(self.1, text);
                self.0.write_str(text)
            }
        }

        let mut out = self.out.try_borrow_mut().map_err(|_| fmt::Error)?;
        write!(Both(f, &mut out), "{}", self.text)
    }
}

impl Sink for Page<'_> {
    fn detail(&mut self, detail: &dyn Display) -> fmt::Result {
        self.raw("<p");
        let other = self.sentences.and_then(|it| it.of_detail.as_ref());
        if let Some((language, is_rtl)) = other {
            self.other_language(language, *is_rtl);
        }
        self.raw(">");
        self.problem.detail(&Twice {
            text: detail,
            out: RefCell::new(self.out),
        })?;
        self.raw("</p>\n");
        Ok(())
    }

    fn instance(&mut self, uri: &dyn Display) -> fmt::Result {
        self.problem.instance(uri)
    }

    fn member(&mut self, name: Name<'_>, value: &dyn Member) -> Result<(), serde_json::Error> {
        // A page may have a member that a problem must not have.
        if self.problem.reserves(name.text) {
            return Ok(());
        }
        if name.text == "request_id" {
            let mut json = Vec::new();
            value.write(&mut json)?;
            self.request_id = match serde_json::from_slice(&json)? {
                Value::String(id) => Some(id),
                Value::Number(id) => Some(id.to_string()),
                _ => None,
            };
        }
        self.problem.member(name, value)
    }
}

#[cfg(test)]
mod tests {
    use super::{data, wait};
    use http::HeaderMap;
    use http::header::RETRY_AFTER;

    #[test]
    fn no_byte_of_a_block_of_data_is_markup() {
        let json = serde_json::to_string("</script><!-- & \u{2028}\u{2029} € \u{20a8}").unwrap();
        let mut out = Vec::new();
        data(&mut out, json.as_bytes());
        let text = std::str::from_utf8(&out).unwrap();
        assert!(
            !text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
            "{text}"
        );
        let read: String = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
    }

    #[test]
    fn a_wait_is_rounded_up() {
        for (value, expected) in [
            ("0", Some((1, "second"))),
            ("1", Some((1, "second"))),
            ("119", Some((119, "second"))),
            ("120", Some((2, "minute"))),
            ("121", Some((3, "minute"))),
            ("7200", Some((2, "hour"))),
            ("172801", Some((3, "day"))),
            ("18446744073709551615", Some((213_503_982_334_602, "day"))),
            ("18446744073709551616", None),
            ("Sat, 28 Nov 2026 01:00:00 GMT", None),
            ("-1", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, value.parse().unwrap());
            assert_eq!(wait(&headers), expected, "{value}");
        }
        assert_eq!(wait(&HeaderMap::new()), None);
    }
}
