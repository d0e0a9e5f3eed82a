//! Chooses the format that a client prefers: `Accept`, RFC 9110 §12.5.1.

use http::HeaderValue;

use crate::body::format::{ProblemJson, Shape};

/// A format that can be chosen.
struct Offer {
    shape: Shape,
    /// The media type of the body.
    media_type: (&'static str, &'static str),
    /// Whether a client that names this type can also read the body.
    is_related: fn(&[u8], &[u8]) -> bool,
}

const JSON: Offer = Offer {
    shape: Shape::ProblemJson(ProblemJson),
    media_type: ("application", "problem+json"),
    is_related: |main, sub| {
        is_data(main) && (sub.eq_ignore_ascii_case(b"json") || has_suffix(sub, b"+json"))
    },
};

const PAGE: Offer = Offer {
    shape: Shape::Html,
    media_type: ("text", "html"),
    is_related: is_xhtml,
};

/// The formats to choose from. If two are equally welcome, the first is chosen.
const OFFERS: [Offer; if cfg!(feature = "xml") { 4 } else { 3 }] = [
    JSON,
    Offer {
        shape: Shape::Text,
        media_type: ("text", "plain"),
        is_related: |_, _| false,
    },
    PAGE,
    // Listed last: it is for clients that name it, and enabling the feature changes
    // nothing for others.
    #[cfg(feature = "xml")]
    Offer {
        shape: Shape::ProblemXml,
        media_type: ("application", "problem+xml"),
        is_related: |main, sub| {
            let is_xml = sub.eq_ignore_ascii_case(b"xml") || has_suffix(sub, b"+xml");
            is_data(main) && is_xml && !is_xhtml(main, sub)
        },
    },
];

/// Whether programs read this type: excludes `image/svg+xml`.
fn is_data(main: &[u8]) -> bool {
    main.eq_ignore_ascii_case(b"application") || main.eq_ignore_ascii_case(b"text")
}

/// Only browsers name this type.
fn is_xhtml(main: &[u8], sub: &[u8]) -> bool {
    main.eq_ignore_ascii_case(b"application") && sub.eq_ignore_ascii_case(b"xhtml+xml")
}

fn has_suffix(sub: &[u8], suffix: &[u8]) -> bool {
    let at = sub.len().checked_sub(suffix.len());
    at.and_then(|at| sub.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// How precisely a range names a format. The most precise range decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    #[default]
    None,
    /// `*/*`
    Any,
    /// `text/*`
    Main,
    /// A version or profile of a type. Ours has none, but a client that asks for
    /// `application/json;version=2` can read JSON.
    Profile,
    /// `application/json`, or `application/vnd.api+json`
    Related,
    /// `application/problem+json`
    Exact,
}

/// What is known about one offer.
#[derive(Clone, Copy, Default)]
struct Found {
    precision: Precision,
    /// In thousandths.
    weight: u16,
}

/// Returns the shape that the client prefers: problem+json if it has no
/// preference, or if its preference cannot be met.
///
/// If two weights are equal, a type that is named takes precedence over one that a
/// wildcard matches: some browsers and HTML libraries send `text/html, */*`.
pub(crate) fn preferred<'l>(lines: impl Iterator<Item = &'l HeaderValue> + Clone) -> Shape {
    // What most programs send: this saves the 1,000 instructions of parsing it.
    if lines.clone().all(is_usual) {
        return Shape::ProblemJson(ProblemJson);
    }
    chosen(&OFFERS, lines)
}

/// Returns whether the client prefers a page to JSON.
#[cfg(feature = "docs")]
pub(crate) fn prefers_page<'l>(lines: impl Iterator<Item = &'l HeaderValue>) -> bool {
    matches!(chosen(&[JSON, PAGE], lines), Shape::Html)
}

#[inline]
fn chosen<'l, const N: usize>(
    offers: &[Offer; N],
    lines: impl Iterator<Item = &'l HeaderValue>,
) -> Shape {
    let mut found = [Found::default(); N];
    for line in lines {
        for range in split(line.as_bytes(), b',').filter_map(Range::parse) {
            for (offer, found) in offers.iter().zip(&mut found) {
                let precision = range.precision(offer);
                let candidate = (precision, range.weight);
                if precision > Precision::None && candidate > (found.precision, found.weight) {
                    (found.precision, found.weight) = candidate;
                }
            }
        }
    }
    let mut best = (0, false);
    let mut shape = Shape::ProblemJson(ProblemJson);
    for (offer, found) in offers.iter().zip(found) {
        let candidate = (found.weight, found.precision > Precision::Main);
        if found.weight > 0 && candidate > best {
            best = candidate;
            shape = offer.shape;
        }
    }
    shape
}

fn is_usual(line: &HeaderValue) -> bool {
    matches!(line.as_bytes(), b"*/*" | b"application/json")
}

/// A media range.
struct Range<'a> {
    main: &'a [u8],
    sub: &'a [u8],
    has_parameters: bool,
    weight: u16,
}

impl<'a> Range<'a> {
    /// Ranges that are not valid are ignored.
    fn parse(text: &'a [u8]) -> Option<Self> {
        let mut parts = split(text, b';');
        let name = parts.next()?.trim_ascii();
        let (main, sub) = match name {
            // Sent by Java's own client.
            b"*" => (name, name),
            name => {
                let slash = name.iter().position(|byte| *byte == b'/')?;
                (name.get(..slash)?, name.get(slash + 1..)?)
            }
        };
        let mut range = Self {
            main,
            sub,
            has_parameters: false,
            weight: 1000,
        };
        for parameter in parts {
            let parameter = parameter.trim_ascii();
            if let [b'q' | b'Q', b'=', value @ ..] = parameter {
                range.weight = thousandths(value)?;
                // What follows is not part of a media type.
                break;
            }
            range.has_parameters |=
                !parameter.is_empty() && !parameter.eq_ignore_ascii_case(b"charset=utf-8");
        }
        Some(range)
    }

    fn precision(&self, offer: &Offer) -> Precision {
        let (main, sub) = offer.media_type;
        let is_main = self.main.eq_ignore_ascii_case(main.as_bytes());
        let named = match (self.main, self.sub) {
            (b"*", b"*") => return Precision::Any,
            (_, b"*") if is_main => return Precision::Main,
            (_, named) if is_main && named.eq_ignore_ascii_case(sub.as_bytes()) => Precision::Exact,
            (main, sub) if (offer.is_related)(main, sub) => Precision::Related,
            _ => return Precision::None,
        };
        match self {
            // Another profile is acceptable.
            Self {
                has_parameters: true,
                weight: 0,
                ..
            } => Precision::None,
            Self {
                has_parameters: true,
                ..
            } => Precision::Profile,
            _ => named,
        }
    }
}

/// Parses a weight, RFC 9110 §12.4.2: 0 to 1, with at most three decimals. Java's own
/// client omits the zero of `.2`.
pub(crate) fn thousandths(value: &[u8]) -> Option<u16> {
    let (whole, decimals) = match value {
        [whole @ (b'0' | b'1')] => (whole, &[][..]),
        [whole @ (b'0' | b'1'), b'.', decimals @ ..] if decimals.len() <= 3 => (whole, decimals),
        [b'.', decimals @ ..] if (1..=3).contains(&decimals.len()) => (&b'0', decimals),
        _ => return None,
    };
    let mut weight = u16::from(whole - b'0');
    for at in 0..3 {
        let digit = decimals.get(at).unwrap_or(&b'0');
        weight = weight * 10 + u16::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    (weight <= 1000).then_some(weight)
}

/// Splits at the separators that are not in a quoted string, RFC 9110 §5.6.4.
fn split(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.split(move |&byte| {
        let was_escaped = std::mem::take(&mut is_escaped);
        match byte {
            b'\\' if is_quoted && !was_escaped => is_escaped = true,
            b'"' if !was_escaped => is_quoted = !is_quoted,
            _ => return byte == separator && !is_quoted,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of_preferred(lines: &[&'static str]) -> &'static str {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| HeaderValue::from_static(line))
            .collect();
        match preferred(lines.iter()) {
            Shape::ProblemJson(_) => "json",
            Shape::Text => "text",
            Shape::Html => "html",
            #[cfg(feature = "xml")]
            Shape::ProblemXml => "xml",
            _ => "not on offer",
        }
    }

    const HAS_XML: bool = cfg!(feature = "xml");
    const XML: &str = if HAS_XML { "xml" } else { "json" };
    const XML_OR_HTML: &str = if HAS_XML { "xml" } else { "html" };

    #[test]
    fn what_a_client_gets() {
        for (accept, expected) in [
            ("", "json"),
            ("*/*", "json"),
            ("application/json", "json"),
            ("application/problem+json", "json"),
            ("application/*", "json"),
            ("APPLICATION/JSON", "json"),
            ("text/plain", "text"),
            ("Text/HTML", "html"),
            ("text/*", "text"),
            ("image/png", "json"),
            ("image/svg+xml", "json"),
            ("application/problem+xml", XML),
            ("application/problem+xml, text/html;q=0.5", XML_OR_HTML),
            ("application/xml", XML),
            ("text/xml", XML),
            ("application/atom+xml, application/json;q=0.9", XML),
            ("application/*;q=0.5, text/xml", XML),
            ("application/json, application/xml", "json"),
            ("application/xhtml+xml", "html"),
            ("text/plain, application/json", "json"),
            // Types that are JSON.
            ("application/vnd.api+json, text/html;q=0.9", "json"),
            ("application/*+json, text/html;q=0.9", "json"),
            ("Application/HAL+JSON, text/plain;q=0.9", "json"),
            ("text/json, text/html;q=0.9", "json"),
            ("image/x+json, text/html;q=0.9", "html"),
            ("application/jsonx, text/html;q=0.9", "html"),
            ("application/+json, text/html;q=0.9", "json"),
            ("application/json;version=2, text/html;q=0.9", "json"),
            (
                "application/json;profile=\"a,b;c\", text/html;q=0.9",
                "json",
            ),
            ("application/json;version=2;q=0.8, text/html;q=0.9", "html"),
            // One version is refused, but not JSON.
            ("application/json;version=2;q=0, */*", "json"),
            (
                "application/json;version=2, application/json;q=0, text/html;q=0.1",
                "html",
            ),
            ("text/html;q=0.5, text/plain;q=0.6", "text"),
            ("text/html;q=0.501, text/plain;q=0.5", "html"),
            ("application/json;q=0.2, text/html ; q=0.3", "html"),
            ("*/*;q=0.9, application/json;q=0.1", "text"),
            ("text/*;q=0.9, text/plain;q=0, */*;q=0.1", "html"),
            ("*/*, application/problem+json;q=0", "text"),
            (
                "application/problem+json;q=0.3, application/json, text/html;q=0.4",
                "html",
            ),
            ("*/*;q=0", "json"),
            ("text/html;q=0", "json"),
            ("text/html;q=0.0, application/json;q=0.000", "json"),
            // If two ranges are equal, the higher weight wins.
            ("text/html;q=0, text/html", "html"),
            ("text/html, text/html;q=0", "html"),
            ("text/html;charset=utf-8", "html"),
            ("text/html;level=1", "html"),
            ("text/html;level=1;q=0.4, text/plain;q=0.5", "text"),
            // A named type takes precedence over a wildcard.
            ("text/html, */*", "html"),
            ("*/*, text/plain", "text"),
            ("text/html, application/*", "html"),
            ("text/html;q=0.5, */*;q=0.6", "json"),
            ("text/html;q=.5, text/plain;q=.6", "text"),
            ("text/html;q=., text/plain;q=0.1", "text"),
            ("*;q=0.5, text/html;q=0.4", "json"),
            ("text/html;q=1;ext=2", "html"),
            ("text/html;Q=1.000", "html"),
            // Not valid, and therefore ignored.
            ("text/html;q=2", "json"),
            ("text/html;q=1.001", "json"),
            ("text/html;q=0.1234", "json"),
            ("text/html;q=", "json"),
            ("text/html;q=x", "json"),
            ("text/html;q=0.x", "json"),
            ("text", "json"),
            ("/", "json"),
            ("*/html", "json"),
            (";;,,;q=1,/", "json"),
            (",, text/html ,", "html"),
            ("a/b;c=\"x, text/plain\", text/html", "html"),
            ("a/b;c=\"\\\", text/plain\", text/html", "html"),
            ("a/b;c=\"open, text/html", "json"),
        ] {
            assert_eq!(name_of_preferred(&[accept]), expected, "{accept}");
        }
    }

    /// The default `Accept` of browsers, tools and libraries.
    #[test]
    fn what_well_known_clients_get() {
        for (client, accept, expected) in [
            (
                "Chrome, an address",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,\
                 image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
                "html",
            ),
            (
                "Firefox, an address",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "html",
            ),
            (
                "Internet Explorer 11, an address",
                "text/html, application/xhtml+xml, */*",
                "html",
            ),
            (
                "Chrome, an image",
                "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
                "json",
            ),
            ("Firefox, a style sheet", "text/css,*/*;q=0.1", "json"),
            ("a browser's EventSource", "text/event-stream", "json"),
            (
                "a browser's fetch, curl, wget, Postman, Python requests",
                "*/*",
                "json",
            ),
            ("Go, reqwest, OkHttp", "", "json"),
            ("HTTPie with --json", "application/json, */*;q=0.5", "json"),
            (
                "axios, Angular",
                "application/json, text/plain, */*",
                "json",
            ),
            (
                "jQuery for JSON",
                "application/json, text/javascript, */*; q=0.01",
                "json",
            ),
            ("jQuery for pages", "text/html, */*; q=0.01", "html"),
            ("htmx", "text/html, */*", "html"),
            (
                "Turbo",
                "text/vnd.turbo-stream.html, text/html, application/xhtml+xml",
                "html",
            ),
            (
                "Spring for objects",
                "application/json, application/*+json",
                "json",
            ),
            (
                "Spring for texts",
                "text/plain, application/json, application/*+json, */*",
                "json",
            ),
            (
                "RestSharp",
                "application/json, text/json, text/x-json, text/javascript, *+json, \
                 application/xml, text/xml, *+xml, *",
                "json",
            ),
            (
                "Java's HttpURLConnection",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "html",
            ),
            (
                "GraphQL",
                "application/graphql-response+json, application/json;q=0.9",
                "json",
            ),
            ("JSON:API", "application/vnd.api+json", "json"),
            (
                "kubectl",
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
                "json",
            ),
            ("GitHub's own", "application/vnd.github+json", "json"),
            ("OData", "application/json;odata.metadata=minimal", "json"),
            (
                "a client of MCP",
                "application/json, text/event-stream",
                "json",
            ),
            (
                "a feed reader",
                "application/atom+xml,application/rss+xml;q=0.9,application/xml;q=0.8,*/*;q=0.1",
                XML,
            ),
            ("SOAP", "text/xml, multipart/related", XML),
        ] {
            assert_eq!(name_of_preferred(&[accept]), expected, "{client}: {accept}");
        }
    }

    /// RFC 9110 §12.5.1, the weights of its table 5: text 0.7, JSON 0.5, a page 0.3.
    #[test]
    fn the_example_of_the_standard() {
        let accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, \
                      text/plain;format=fixed;q=0.4, */*;q=0.5";
        assert_eq!(name_of_preferred(&[accept]), "text");
        let no_text = "text/*;q=0.3, text/plain;q=0.2, */*;q=0.5";
        assert_eq!(name_of_preferred(&[no_text]), "json");
        let no_json = "text/*;q=0.3, text/plain;q=0.2, */*;q=0.1";
        assert_eq!(name_of_preferred(&[no_json]), "html");
    }

    #[test]
    fn several_lines_are_one_list() {
        assert_eq!(name_of_preferred(&[]), "json");
        assert_eq!(
            name_of_preferred(&["text/plain;q=0.5", "text/html"]),
            "html"
        );
        assert_eq!(name_of_preferred(&["image/png", "text/plain"]), "text");
    }
}
