//! The languages that a client prefers: `Accept-Language`, RFC 9110 §12.5.4, with
//! the lookup of RFC 4647 §3.4.

use std::iter::successors;

use crate::body::accept::thousandths;

/// The maximum number of ranges of a request that are read: a header may have thousands.
const MOST_RANGES: usize = 32;

/// The maximum length of a range that is looked up: tags in use have a third of it.
const LONGEST_RANGE: usize = 64;

/// The languages that a client accepts, in order of preference.
pub(crate) struct Accepted<'a> {
    /// Each range with its weight in thousandths; 0 if it is refused.
    ranges: Vec<(u16, &'a str)>,
}

impl<'a> Accepted<'a> {
    /// Reads the header. Text that is not a language range, or not a weight, is ignored.
    pub(crate) fn read(header: &'a [u8]) -> Self {
        let elements = header.split(|byte| *byte == b',').take(MOST_RANGES);
        let mut ranges: Vec<_> = elements.filter_map(range).collect();
        // If two have the same weight, the first one stays first.
        ranges.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        Self { ranges }
    }

    /// Returns the positions of the accepted languages in a list of tags, in order of
    /// preference.
    pub(crate) fn find(&self, tags: &[&str]) -> Vec<usize> {
        let mut found = Vec::new();
        let mut add = |is_it: &dyn Fn(&str) -> bool| {
            let at = tags.iter().position(|tag| is_it(tag) && !self.refuses(tag));
            if let Some(at) = at
                && !found.contains(&at)
            {
                found.push(at);
            }
            at.is_some()
        };
        for (_, range) in self.ranges.iter().filter(|(weight, _)| *weight > 0) {
            let mut is_found = false;
            for tag in successors(Some(*range), |longer| shorter(longer)) {
                is_found |= add(&|it| it.eq_ignore_ascii_case(tag));
            }
            // The lookup ends here. A client that asks for `pt` can also read `pt-BR`.
            if !is_found {
                add(&|it| covers(range, it));
            }
        }
        found
    }

    /// Returns whether the longest range that contains the tag is refused.
    fn refuses(&self, tag: &str) -> bool {
        let longest = |is_refused: bool| {
            let of_kind = move |(weight, _): &&(u16, &str)| (*weight == 0) == is_refused;
            let lengths = self.ranges.iter().filter(of_kind);
            lengths
                .filter(|(_, range)| covers(range, tag))
                .map(|(_, range)| range.len())
                .max()
        };
        longest(true) > longest(false)
    }
}

/// Returns a language range and its weight. `*` is not a range here: it does not
/// tell which language to choose.
fn range(element: &[u8]) -> Option<(u16, &str)> {
    let mut parts = element.split(|byte| *byte == b';');
    let name = parts.next()?.trim_ascii();
    let is_subtag =
        |part: &[u8]| (1..=8).contains(&part.len()) && part.iter().all(u8::is_ascii_alphanumeric);
    if name.len() > LONGEST_RANGE || !name.split(|byte| *byte == b'-').all(is_subtag) {
        return None;
    }
    let weight = match parts.next().map(<[u8]>::trim_ascii) {
        None => 1000,
        Some([b'q' | b'Q', b'=', value @ ..]) => thousandths(value)?,
        Some(_) => return None,
    };
    Some((weight, std::str::from_utf8(name).ok()?))
}

/// Returns the range without its last subtag, and without the letter that introduced it.
fn shorter(range: &str) -> Option<&str> {
    let (mut rest, _) = range.rsplit_once('-')?;
    while let Some((before, last)) = rest.rsplit_once('-')
        && last.len() == 1
    {
        rest = before;
    }
    (rest.len() > 1).then_some(rest)
}

/// Returns whether a tag is in a range, RFC 4647 §3.3.1.
pub(crate) fn covers(range: &str, tag: &str) -> bool {
    let (range, tag) = (range.as_bytes(), tag.as_bytes());
    tag.split_at_checked(range.len())
        .is_some_and(|(start, rest)| {
            start.eq_ignore_ascii_case(range) && matches!(rest, [] | [b'-', ..])
        })
}

#[cfg(test)]
mod tests {
    use super::Accepted;

    const TAGS: [&str; 10] = [
        "en-US",
        "de",
        "de-CH",
        "de-CH-1996",
        "fr",
        "zh-Hant",
        "zh",
        "pt-BR",
        "den",
        "es-419",
    ];

    fn found(header: &[u8]) -> String {
        let found = Accepted::read(header).find(&TAGS);
        let tags: Vec<_> = found.into_iter().map(|at| TAGS[at]).collect();
        tags.join(" ")
    }

    #[test]
    fn what_is_found() {
        for (header, expected) in [
            ("", ""),
            ("de", "de"),
            ("de-CH, fr;q=0.5", "de-CH de fr"),
            ("DE-ch", "de-CH de"),
            ("de-CH-1996", "de-CH-1996 de-CH de"),
            ("fr;q=0.5, zh;q=0.501 , de;q=1.000", "de zh fr"),
            ("fr;q=0.7,de;q=0.7", "fr de"),
            ("de, fr, de-CH", "de fr de-CH"),
            ("*", ""),
            ("*, de;q=0.1", "de"),
            // The example of RFC 4647 §3.4.
            ("zh-Hant-CN-x-private1-private2", "zh-Hant zh"),
            ("zh-Hant-x-de", "zh-Hant zh"),
            ("x-de, i-fr", ""),
            // A longer tag is also in the range.
            ("en, de;q=0.5", "en-US de"),
            ("es-419, pt", "es-419 pt-BR"),
            ("pt-PT, en-GB", ""),
            // A refused language is not found, unless a longer range asks for it.
            ("de-CH, de;q=0", "de-CH"),
            ("de, de-CH;q=0", "de"),
            ("pt, pt-BR;q=0", ""),
            ("pt-br, pt;q=0", "pt-BR"),
            ("de;q=0, *", ""),
            ("den, de;q=0", "den"),
            // Not valid, and therefore ignored.
            ("de;q=2, fr;q=x, pt;q, de;level=1, zh", "zh"),
            ("de_CH, -, -de, de-, d!, \"de\", waytoolong, fr", "fr"),
            (";;,,;q=1,/", ""),
            (" ,\tde , ", "de"),
        ] {
            assert_eq!(found(header.as_bytes()), expected, "{header}");
        }
    }

    #[test]
    fn a_header_of_any_length_is_read() {
        let header = "fr-a-b-c-d-e-f-g-h;q=0.9,".repeat(4096) + "de";
        assert_eq!(found(header.as_bytes()), "fr");
        let header = format!("de{}, fr", "-x".repeat(60_000));
        assert_eq!(found(header.as_bytes()), "fr");
        assert_eq!(found(b"de\xff, \xc3\xa4, fr"), "fr");
    }
}
