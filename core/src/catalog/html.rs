//! A catalog as a page for people.

#[cfg(feature = "docs")]
use http::HeaderValue;

use super::markdown::OPEN;
use super::{Catalog, Entry};
use crate::body::html::escape;

/// Only the style, which is allowed by its hash, and the empty icon are loaded.
#[cfg(feature = "docs")]
pub(crate) const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'sha256-EBNyz/xtUW0nQyyG/GaeTwI/FaiLBuNG0tG16hnuYb4='; \
     img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Its hash is in [`POLICY`].
const STYLE: &str = "
:root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--text:#1c2026;--quiet:#596170;--line:#dde1e7;--link:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--ground:#121418;--card:#1b1e24;--text:#e8eaee;--quiet:#a2aab8;--line:#333944;--link:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto}
h1{font-size:1.75rem;line-height:1.25}
h2{margin:0;font-size:1.25rem;line-height:1.4}
h1,h2,p,dd{overflow-wrap:anywhere}
td{overflow-wrap:break-word}
a{color:var(--link)}
section,.all{margin:1rem 0;padding:1.25rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
section p{white-space:pre-line}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:1rem 0}
dt,th{color:var(--quiet);font-weight:400;text-align:left}
dd{margin:0}
@media(max-width:30rem){dl{display:block}dd{margin-bottom:.5rem}}
.all,.parts{overflow-x:auto}
table{width:100%;border-collapse:collapse}
th,td{padding:.25rem 1rem .25rem 0;vertical-align:top}
code,pre{font:.9375rem/1.6 ui-monospace,monospace}
h2 code{font-size:inherit;font-weight:600}
td code{white-space:nowrap}
pre{margin:1rem 0 0;padding:.75rem;overflow-x:auto;background:var(--ground);border-radius:.5rem}
";

impl Catalog {
    /// Renders the catalog as one HTML page for people, which loads nothing and runs no
    /// script. It follows the reader's preference for light or dark. The section of a problem
    /// has its code as its `id`, so that a `type_base` such as
    /// `https://api.example.com/errors#` leads to it.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::Catalog;
    ///
    /// let page = Catalog::new([]).to_html("Errors of the <shop>");
    /// assert!(page.contains("<title>Errors of the &lt;shop&gt;</title>"));
    /// assert!(page.contains("<section id=\"internal_error\">"));
    /// ```
    #[must_use]
    pub fn to_html(&self, title: &str) -> String {
        let mut page = CatalogPage::begin(title);
        page.raw("<div class=\"all\" role=\"region\" aria-label=\"All problems\" tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">Code</th><th scope=\"col\">Status</th><th scope=\"col\">Title</th></tr></thead>\n<tbody>\n");
        for (at, entry) in self.entries.iter().enumerate() {
            page.raw("<tr><td><a href=\"#");
            page.text(&fragment(&self.id(at)));
            page.raw("\"><code>");
            page.text(&entry.heading());
            page.raw("</code></a></td><td>");
            page.text(&entry.status_text());
            page.raw("</td><td>");
            page.text(entry.title());
            page.raw("</td></tr>\n");
        }
        page.raw("</tbody>\n</table>\n</div>\n");
        if self.is_open {
            page.raw("<p>");
            page.text(OPEN);
            page.raw("</p>\n");
        }
        for (at, entry) in self.entries.iter().enumerate() {
            page.section(&self.id(at), entry);
        }
        page.end()
    }

    /// Returns the name of a section: the code, with a number if another section has the same one.
    fn id(&self, at: usize) -> String {
        let code_of = |entry: &Entry| match entry.code {
            "" => "problem",
            code => code,
        };
        let code = self.entries.get(at).map_or("problem", code_of);
        let before = self.entries.iter().take(at);
        match before.filter(|entry| code_of(entry) == code).count() {
            0 => code.to_owned(),
            count => format!("{code}-{}", count + 1),
        }
    }
}

#[cfg(feature = "docs")]
impl Catalog {
    /// Renders the problem types at one address as a page, with a link to the page of all types.
    pub(crate) fn to_html_of(&self, index: &str) -> String {
        let title = match self.entries.first() {
            Some(entry) if entry.title().is_empty() => entry.heading(),
            Some(entry) => entry.title().to_owned(),
            None => String::new(),
        };
        let mut page = CatalogPage::begin(&title);
        for (at, entry) in self.entries.iter().enumerate() {
            page.section(&self.id(at), entry);
        }
        page.raw("<p><a href=\"");
        page.text(index);
        page.raw("\">All problems</a></p>\n");
        page.end()
    }
}

impl Entry {
    /// Renders the problem type as its own page, like its section in [`Catalog::to_html`].
    #[must_use]
    pub fn to_html(&self) -> String {
        let heading = self.heading();
        let mut page = CatalogPage::begin(&heading);
        page.section(&heading, self);
        page.end()
    }
}

/// Percent-encodes what the fragment of a URI cannot contain.
fn fragment(id: &str) -> String {
    crate::value::uri::encode(id.into()).into_owned()
}

struct CatalogPage(Vec<u8>);

impl CatalogPage {
    fn begin(title: &str) -> Self {
        let mut page = Self(Vec::with_capacity(16 * 1024));
        page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>");
        page.text(title);
        page.raw("</title>\n<style>");
        page.raw(STYLE);
        page.raw("</style>\n</head>\n<body>\n<main>\n<h1>");
        page.text(title);
        page.raw("</h1>\n");
        page
    }

    fn end(mut self) -> String {
        self.raw("</main>\n</body>\n</html>\n");
        String::from_utf8_lossy(&self.0).into_owned()
    }

    fn section(&mut self, id: &str, entry: &Entry) {
        self.raw("<section id=\"");
        self.text(id);
        self.raw("\">\n<h2><code>");
        self.text(&entry.heading());
        self.raw("</code></h2>\n");
        if !entry.description().is_empty() {
            self.raw("<p>");
            self.text(entry.description());
            self.raw("</p>\n");
        }
        self.raw("<dl>\n");
        for (name, text) in entry.facts() {
            self.raw("<dt>");
            self.text(name);
            self.raw("</dt><dd>");
            self.text(&text);
            self.raw("</dd>\n");
        }
        self.raw("</dl>\n");
        self.parts(id, entry);
        if let Some(example) = entry.example_json() {
            self.raw("<pre role=\"region\" aria-label=\"Example of ");
            self.text(id);
            self.raw("\" tabindex=\"0\"><code>");
            self.text(&example);
            self.raw("</code></pre>\n");
        }
        self.raw("</section>\n");
    }

    /// Writes the headers and the members.
    fn parts(&mut self, id: &str, entry: &Entry) {
        let parts = entry.parts();
        if parts.is_empty() {
            return;
        }
        self.raw("<div class=\"parts\" role=\"region\" aria-label=\"Headers and members of ");
        self.text(id);
        self.raw("\" tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">Part</th><th scope=\"col\">Name</th><th scope=\"col\">Value</th><th scope=\"col\">Present</th></tr></thead>\n<tbody>\n");
        for (kind, name, value, presence) in parts {
            self.raw("<tr>");
            for text in [kind, &name, &value, presence] {
                self.raw("<td>");
                self.text(text);
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n</div>\n");
    }

    fn raw(&mut self, html: &str) {
        self.0.extend_from_slice(html.as_bytes());
    }

    fn text(&mut self, text: &str) {
        escape(&mut self.0, text);
    }
}
