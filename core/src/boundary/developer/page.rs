//! Sections, as HTML for a browser and as text for a terminal.

use std::fmt::{self, Write};

use http::StatusCode;

use crate::body::html;
use crate::convert::log::event::escape;

/// A page with a title and sections.
pub(super) struct DeveloperText {
    title: String,
    sections: Vec<Section>,
}

#[derive(Default)]
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) note: String,
    pub(super) lines: Vec<String>,
    /// The collapsed part, with its summary.
    pub(super) folded: Option<(String, Vec<String>)>,
}

impl DeveloperText {
    pub(super) fn new(status: StatusCode, mut sections: Vec<Section>) -> Self {
        for section in &mut sections {
            section.note = harmless(&section.note);
            let folded = section.folded.iter_mut().flat_map(|(_, lines)| lines);
            for line in section.lines.iter_mut().chain(folded) {
                *line = harmless(line);
            }
        }
        Self {
            title: status.to_string(),
            sections,
        }
    }

    pub(super) fn write_text(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "{}", self.title)?;
        for section in &self.sections {
            writeln!(out, "\n{}", section.title.to_uppercase())?;
            if !section.note.is_empty() {
                writeln!(out, "  {}", section.note)?;
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

    pub(super) fn write_html(&self, out: &mut String) -> fmt::Result {
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
                write!(out, "<p>{}</p>", escaped(&section.note))?;
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

/// Returns text, escaped for HTML.
fn escaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    html::escape(&mut out, text);
    String::from_utf8_lossy(&out).into_owned()
}

/// Returns text on one line, without terminal control characters.
fn harmless(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}
