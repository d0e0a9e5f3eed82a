//! A small self-contained page.

use std::fmt::{self, Display, Write};

use crate::body::member::Member;
use crate::body::sink::{Kind, Sink};

/// Writes the page, without the members, which are for programs.
pub(crate) struct Page<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> Page<'a> {
    pub(crate) fn begin(out: &'a mut Vec<u8>, kind: Kind<'_>) -> Self {
        let mut page = Self { out };
        page.raw("<!doctype html><html lang=\"");
        page.text(kind.language);
        page.raw("\"><head><meta charset=\"utf-8\">");
        page.raw("<meta name=\"viewport\" content=\"width=device-width\"><title>");
        page.text(kind.title);
        page.raw("</title><style>body{font:1.1em/1.5 system-ui,sans-serif;max-width:40em;");
        page.raw("margin:4em auto;padding:0 1em}</style></head><body><h1>");
        page.text(kind.title);
        page.raw("</h1>");
        page
    }

    pub(crate) fn end(mut self) {
        self.raw("</body></html>");
    }

    fn raw(&mut self, html: &str) {
        self.out.extend_from_slice(html.as_bytes());
    }

    fn text(&mut self, text: &str) {
        for &byte in text.as_bytes() {
            match byte {
                b'&' => self.raw("&amp;"),
                b'<' => self.raw("&lt;"),
                b'>' => self.raw("&gt;"),
                b'"' => self.raw("&quot;"),
                b'\'' => self.raw("&#39;"),
                byte => self.out.push(byte),
            }
        }
    }
}

impl Write for Page<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text(text);
        Ok(())
    }
}

impl Sink for Page<'_> {
    fn detail(&mut self, detail: &dyn Display) -> fmt::Result {
        self.raw("<p>");
        write!(self, "{detail}")?;
        self.raw("</p>");
        Ok(())
    }

    fn instance(&mut self, _uri: &dyn Display) -> fmt::Result {
        Ok(())
    }

    fn member(&mut self, _name: &str, _value: &dyn Member) -> Result<(), serde_json::Error> {
        Ok(())
    }
}
