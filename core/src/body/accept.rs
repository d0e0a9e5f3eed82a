//! Which format a client prefers: `Accept`, RFC 9110 §12.5.1.

use http::HeaderValue;

use crate::body::format::{ProblemJson, Shape};

/// The formats to choose from; of two with the same weight, the first.
const OFFERS: [Offer; 3] = [
    Offer {
        types: &[("application", "problem+json"), ("application", "json")],
        shape: Shape::ProblemJson(ProblemJson),
    },
    Offer {
        types: &[("text", "plain")],
        shape: Shape::Text,
    },
    Offer {
        types: &[("text", "html")],
        shape: Shape::Html,
    },
];

struct Offer {
    /// The media type, and one that clients write for it.
    types: &'static [(&'static str, &'static str)],
    shape: Shape,
}

/// The shape that the client prefers: problem+json where it has no preference, or
/// none that can be met.
pub(crate) fn preferred<'l>(lines: &(impl Iterator<Item = &'l HeaderValue> + Clone)) -> Shape {
    let mut best = (0, Shape::ProblemJson(ProblemJson));
    for offer in OFFERS {
        let weight = weight(lines.clone(), &offer);
        if weight > best.0 {
            best = (weight, offer.shape);
        }
    }
    best.1
}

/// How much the client prefers an offer, in thousandths: the weight of the most
/// precise range that it is in.
fn weight<'l>(lines: impl Iterator<Item = &'l HeaderValue>, offer: &Offer) -> u16 {
    let mut found = (0, 0);
    for line in lines {
        for range in split(line.as_bytes(), b',') {
            if let Some((precision, weight)) = matched(range, offer)
                && precision >= found.0
            {
                found = (precision, weight);
            }
        }
    }
    found.1
}

/// How precise the range is and what it weighs, if the offer is in it.
fn matched(range: &[u8], offer: &Offer) -> Option<(u8, u16)> {
    let mut parts = split(range, b';');
    let name = parts.next()?.trim_ascii();
    let mut names = name.splitn(2, |byte| *byte == b'/');
    let (main, sub) = (names.next()?, names.next()?);
    let precision = if name == b"*/*" {
        1
    } else if sub == b"*" {
        let is_in = |(ours, _): &(&str, _)| main.eq_ignore_ascii_case(ours.as_bytes());
        offer.types.iter().any(is_in).then_some(2)?
    } else {
        let is_it = |(our_main, our_sub): &(&str, &str)| {
            main.eq_ignore_ascii_case(our_main.as_bytes())
                && sub.eq_ignore_ascii_case(our_sub.as_bytes())
        };
        match offer.types.iter().position(is_it)? {
            0 => 4,
            _ => 3,
        }
    };
    let mut weight = 1000;
    for parameter in parts {
        let parameter = parameter.trim_ascii();
        if let [b'q' | b'Q', b'=', value @ ..] = parameter {
            weight = thousandths(value)?;
            // What follows belongs to no media type.
            break;
        }
        // A version or profile of the type, which ours is not.
        if !parameter.is_empty() && !parameter.eq_ignore_ascii_case(b"charset=utf-8") {
            return None;
        }
    }
    Some((precision, weight))
}

/// A weight, RFC 9110 §12.4.2: 0 to 1, with three decimals at most.
pub(crate) fn thousandths(value: &[u8]) -> Option<u16> {
    let (whole, decimals) = match value {
        [whole @ (b'0' | b'1')] => (whole, &[][..]),
        [whole @ (b'0' | b'1'), b'.', decimals @ ..] if decimals.len() <= 3 => (whole, decimals),
        _ => return None,
    };
    let mut weight = u16::from(whole - b'0');
    for at in 0..3 {
        let digit = decimals.get(at).unwrap_or(&b'0');
        weight = weight * 10 + u16::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    (weight <= 1000).then_some(weight)
}

/// The parts between separators that are in no quoted string, RFC 9110 §5.6.4.
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

    fn chosen(lines: &[&'static str]) -> &'static str {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| HeaderValue::from_static(line))
            .collect();
        match preferred(&lines.iter()) {
            Shape::ProblemJson(_) => "json",
            Shape::Text => "text",
            Shape::Html => "html",
            _ => "not on offer",
        }
    }

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
            ("application/problem+xml", "json"),
            // What browsers send.
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
                "html",
            ),
            // What libraries send.
            ("application/json, text/plain, */*", "json"),
            ("text/plain, application/json", "json"),
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
            // Of two equal ranges the last counts.
            ("text/html;q=0, text/html", "html"),
            ("text/html;charset=utf-8", "html"),
            ("text/html;level=1", "json"),
            ("text/html;q=1;ext=2", "html"),
            ("text/html;Q=1.000", "html"),
            // Not valid, and so not there.
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
            assert_eq!(chosen(&[accept]), expected, "{accept}");
        }
    }

    #[test]
    fn several_lines_are_one_list() {
        assert_eq!(chosen(&[]), "json");
        assert_eq!(chosen(&["text/plain;q=0.5", "text/html"]), "html");
        assert_eq!(chosen(&["image/png", "text/plain"]), "text");
    }
}
