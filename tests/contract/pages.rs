//! The catalog for people: Markdown, and a page.

use catchall::{Catalog, Entry, HttpError, ProblemType};

use crate::ApiError;

#[test]
fn the_page_needs_nothing_else() {
    let page = ApiError::catalog().to_html("Errors of the \"API\" <1>");
    for absent in ["<script", "src=", "@import", "url(", "http-equiv"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.starts_with("<!doctype html>"));
    assert!(page.contains("<title>Errors of the &quot;API&quot; &lt;1&gt;</title>"));
    assert!(page.contains("color-scheme:light dark"));
    assert!(page.contains("prefers-color-scheme:dark"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more."));
}

#[test]
fn each_problem_has_a_section_that_a_type_uri_leads_to() {
    let catalog = ApiError::catalog();
    let page = catalog.to_html("Errors");
    for entry in catalog.entries() {
        let code = entry.code();
        assert!(page.contains(&format!("<section id=\"{code}\">")), "{code}");
        assert!(page.contains(&format!("href=\"#{code}\"")), "{code}");
        if let Some((_, fragment)) = entry.type_uri().split_once('#') {
            assert_eq!(fragment, code);
        }
        assert!(entry.to_html().contains(&format!("<title>{code}</title>")));
    }
    assert!(page.contains("<td>retry-after</td>"), "{page}");
    assert!(page.contains("array of object {pointer: string, detail: string, code?: string}"));
}

#[test]
fn several_problems_of_one_code_have_sections_of_their_own() {
    let entry = |uri| Entry::new(ProblemType::new(404, "gone").with_type_uri(uri));
    let catalog = Catalog::new([entry("https://a.example"), entry("https://b.example")]);
    let page = catalog.to_html("Errors");
    for id in ["gone", "gone-2"] {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1);
        assert_eq!(page.matches(&format!("href=\"#{id}\"")).count(), 1);
    }
}

#[test]
fn markdown_has_a_row_and_a_section_for_each_problem() {
    let catalog = ApiError::catalog();
    let page = catalog.to_markdown();
    assert!(page.starts_with("| code | status | title |\n| --- | --- | --- |\n"));
    assert!(
        page.contains("\n| moved | 404 or 410 |  |\n")
            || page.contains("| moved | 404 or 410 | Moved |")
    );
    assert!(page.contains("\n## user\\_not\\_found\n"), "{page}");
    assert!(page.contains("\n| member | id | integer | always |\n"));
    assert!(page.contains("\n| header | www-authenticate | Bearer | always |\n"));
    assert!(
        page.contains("Some \\*fields\\* \\| are &lt;not> valid"),
        "{page}"
    );
    assert!(page.contains("```json\n{\n  \"type\""));
    let open = Catalog::new([]).open().to_markdown();
    assert!(open.contains("There are other problems"));
}
