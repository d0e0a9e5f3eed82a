//! What the text of a typed header may be. `derive/src/grammar.rs` is a link to
//! this file: literals are checked when the program is compiled, and all other
//! text at run time.

use crate::facts::{is_tchar, is_uri_char};

/// What is wrong with a text. The derive turns it into a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault<'a> {
    RetryAfter,
    /// Not a scheme.
    Scheme(&'a str),
    /// Not of the form `name="value"`.
    Parameter(&'a str),
    NoValue,
    NoComma,
    OpenQuote,
    Method(&'a str),
    Location,
    Link,
    ContentRange,
    Protocol(&'a str),
}

/// Checks the value of a header against the grammar of that header, whose name
/// is in lower case. A header that is not typed may have any value.
pub(crate) fn check<'a>(header: &str, text: &'a str) -> Result<(), Fault<'a>> {
    match header {
        "allow" => methods(text),
        "content-range" => content_range(text),
        "link" => links(text),
        "location" => location(text),
        "proxy-authenticate" | "www-authenticate" => challenges(text),
        "retry-after" => retry_after(text),
        "upgrade" => protocols(text),
        _ => Ok(()),
    }
}

pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_tchar)
}

/// Removes the white space that may stand between two elements, RFC 9110 §5.6.3.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

fn trim_start(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}

/// RFC 9110 §10.2.3: seconds or a date.
fn retry_after(text: &str) -> Result<(), Fault<'_>> {
    let is_seconds = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_seconds || is_date(text) {
        Ok(())
    } else {
        Err(Fault::RetryAfter)
    }
}

/// Returns whether the text is an IMF-fixdate, RFC 9110 §5.6.7: the only form that may be sent.
fn is_date(text: &str) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    /// A `0` stands for any digit, and a letter for a letter of a name.
    const PATTERN: &[u8; 29] = b"aaa, 00 aaa 0000 00:00:00 GMT";
    let fits = |(byte, pattern): (u8, &u8)| match pattern {
        b'a' => byte.is_ascii_alphabetic(),
        b'0' => byte.is_ascii_digit(),
        other => byte == *other,
    };
    let has_name = |from: usize, names: &[&str]| {
        let name = text.get(from..from + 3);
        name.is_some_and(|name| names.contains(&name))
    };
    text.len() == PATTERN.len()
        && text.bytes().zip(PATTERN).all(fits)
        && has_name(0, &DAYS)
        && has_name(8, &MONTHS)
}

/// One or more challenges, RFC 9110 §11.6.1.
fn challenges(text: &str) -> Result<(), Fault<'_>> {
    let mut rest = text;
    loop {
        rest = one_challenge(rest, true)?;
        if rest.is_empty() {
            return Ok(());
        }
    }
}

/// Checks a literal, which has one challenge: another challenge is another key,
/// and a comma before anything but a parameter is a mistake.
pub(crate) fn challenge(text: &str) -> Result<(), Fault<'_>> {
    one_challenge(text, false).map(drop)
}

/// Returns what follows a challenge and its comma.
fn one_challenge(text: &str, in_list: bool) -> Result<&str, Fault<'_>> {
    let end = text.find(if in_list { &[' ', ','][..] } else { &[' '][..] });
    let (scheme, behind) = text.split_at(end.unwrap_or(text.len()));
    if !is_token(scheme) {
        return Err(Fault::Scheme(scheme));
    }
    let params = trim(behind);
    if in_list && let Some(next) = params.strip_prefix(',') {
        return next_in_list(next);
    }
    if params.is_empty() || is_token68(params) {
        return Ok("");
    }
    if in_list
        && let Some((first, next)) = params.split_once(',')
        && is_token68(trim(first))
    {
        return next_in_list(next);
    }
    let mut rest = params;
    loop {
        let (name, tail) = rest.split_once('=').unwrap_or((rest, ""));
        if !rest.contains('=') || !is_token(trim(name)) {
            if in_list && rest != params {
                return next_in_list(rest);
            }
            return Err(Fault::Parameter(rest.split(',').next().unwrap_or(rest)));
        }
        rest = after_value(trim_start(tail))?;
        match rest.strip_prefix(',') {
            Some(tail) => rest = trim_start(tail),
            None if rest.is_empty() => return Ok(""),
            None => return Err(Fault::NoComma),
        }
    }
}

fn next_in_list(text: &str) -> Result<&str, Fault<'_>> {
    match trim_start(text) {
        "" => Err(Fault::Scheme("")),
        next => Ok(next),
    }
}

fn is_token68(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty()
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}

/// Returns what follows a token or a quoted string.
fn after_value(text: &str) -> Result<&str, Fault<'_>> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.bytes().take_while(|byte| is_tchar(*byte)).count();
        if end == 0 {
            return Err(Fault::NoValue);
        }
        return Ok(trim_start(text.get(end..).unwrap_or_default()));
    };
    let mut escaped = false;
    for (at, char) in quoted.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Ok(trim_start(quoted.get(at + 1..).unwrap_or_default())),
            _ => {}
        }
    }
    Err(Fault::OpenQuote)
}

/// RFC 9110 §10.2.1. An empty list is valid.
fn methods(text: &str) -> Result<(), Fault<'_>> {
    let mut methods = text.split(',').map(trim);
    match methods.find(|method| !text.is_empty() && !is_token(method)) {
        Some(method) => Err(Fault::Method(method)),
        None => Ok(()),
    }
}

/// RFC 9110 §7.8: names that may be followed by a slash and a version.
fn protocols(text: &str) -> Result<(), Fault<'_>> {
    let is_protocol = |protocol: &&str| match protocol.split_once('/') {
        Some((name, version)) => is_token(name) && is_token(version),
        None => is_token(protocol),
    };
    let mut protocols = text.split(',').map(trim);
    match protocols.find(|protocol| !is_protocol(protocol)) {
        Some(protocol) => Err(Fault::Protocol(protocol)),
        None => Ok(()),
    }
}

fn is_uri(text: &str) -> bool {
    text.bytes().all(is_uri_char)
}

/// A URI reference, RFC 3986, that leads somewhere else.
fn location(text: &str) -> Result<(), Fault<'_>> {
    if !text.is_empty() && is_uri(text) {
        Ok(())
    } else {
        Err(Fault::Location)
    }
}

/// One or more links, RFC 8288 §3. Each has a relation.
fn links(text: &str) -> Result<(), Fault<'_>> {
    let mut rest = text;
    loop {
        let target = rest
            .strip_prefix('<')
            .and_then(|rest| rest.split_once('>'))
            .filter(|(uri, _)| is_uri(uri));
        let Some((_, behind)) = target else {
            return Err(Fault::Link);
        };
        let mut has_relation = false;
        rest = trim_start(behind);
        while let Some(tail) = rest.strip_prefix(';') {
            let tail = trim_start(tail);
            let end = tail.bytes().take_while(|byte| is_tchar(*byte)).count();
            let (name, tail) = tail.split_at(end);
            if name.is_empty() {
                return Err(Fault::Link);
            }
            rest = trim_start(tail);
            if let Some(value) = rest.strip_prefix('=') {
                rest = after_value(trim_start(value)).map_err(|_| Fault::Link)?;
                has_relation |= name.eq_ignore_ascii_case("rel");
            }
        }
        if !has_relation {
            return Err(Fault::Link);
        }
        match rest.strip_prefix(',') {
            Some(tail) => rest = trim_start(tail),
            None if rest.is_empty() => return Ok(()),
            None => return Err(Fault::Link),
        }
    }
}

/// RFC 9110 §14.4: `bytes */1234`, or `bytes 0-99/1234`.
fn content_range(text: &str) -> Result<(), Fault<'_>> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_range = |range: &str| match range.split_once('/') {
        Some(("*", length)) => is_number(length),
        Some((range, length)) => {
            let ends = range.split_once('-');
            ends.is_some_and(|(first, last)| is_number(first) && is_number(last))
                && (length == "*" || is_number(length))
        }
        None => false,
    };
    match text.split_once(' ') {
        Some((unit, range)) if is_token(unit) && is_range(range) => Ok(()),
        _ => Err(Fault::ContentRange),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[track_caller]
    fn assert_valid(header: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(check(header, text), Ok(()), "{header}: {text}");
        }
    }

    #[track_caller]
    fn assert_invalid(header: &str, texts: &[&str]) {
        for text in texts {
            assert!(check(header, text).is_err(), "{header}: {text}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let valid = ["0", "120", "Sun, 06 Nov 1994 08:49:37 GMT"];
        assert_valid("retry-after", &valid);
        let invalid = [
            "",
            "-5",
            "1.5",
            "soon",
            "5 ",
            "tomorrow, GMT",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ];
        assert_invalid("retry-after", &invalid);
    }

    #[test]
    fn a_challenge_has_a_scheme_and_parameters() {
        let valid = [
            "Bearer",
            "Negotiate a87421000492aa874209af8bc028==",
            r#"Basic realm="a \" b, c", charset="UTF-8""#,
            "Bearer realm=api",
            "Bearer, Basic realm=\"x\"",
            r#"Bearer realm="a", Basic realm="b", Negotiate"#,
            "Negotiate abc=, Bearer",
        ];
        let invalid = [
            "",
            ",",
            "Bearer,",
            "Bearer realm=, error=",
            r#"Bearer realm="a"#,
            r#"Bearer realm="a" b""#,
            r#"Bearer realm="a"b""#,
            r#"Bearer realm="a" error="b""#,
            r#"realm="a""#,
            "Bearer =“a”",
        ];
        for header in ["www-authenticate", "proxy-authenticate"] {
            assert_valid(header, &valid);
            assert_invalid(header, &invalid);
        }
    }

    #[test]
    fn allow_and_upgrade_are_lists_of_names() {
        assert_valid("allow", &["", "GET", "GET, POST", "GET,M-SEARCH"]);
        assert_invalid("allow", &["GET POST", "GET,,POST", "GET;", "GE\"T"]);
        assert_valid("upgrade", &["websocket", "HTTP/3.0, websocket"]);
        assert_invalid("upgrade", &["", "web socket", "HTTP/", "a/b/c"]);
    }

    #[test]
    fn locations_and_links_have_uris() {
        assert_valid("location", &["/a", "https://example.com/?a=b#c"]);
        assert_invalid("location", &["", "/a b", "/ä", "/<a>"]);
        let valid = [
            r#"<https://example.com>; rel="blocked-by""#,
            "</a>;rel=x;title*=UTF-8''b",
            r#"</a>; rel="x", <>;crossorigin;rel="y""#,
        ];
        assert_valid("link", &valid);
        let invalid = [
            "",
            "https://example.com",
            "<https://example.com>",
            r#"</a>b>; rel="x""#,
            r#"</a b>; rel="x""#,
            r#"</a>; rel="x"#,
            r#"</a>; rel="x" b"#,
            r#"</a>; rel="x","#,
            r#"</a>; title="rel=x""#,
        ];
        assert_invalid("link", &invalid);
    }

    #[test]
    fn a_content_range_has_a_unit_and_a_length() {
        assert_valid(
            "content-range",
            &["bytes */1234", "bytes 0-9/10", "lines 1-2/*"],
        );
        let invalid = [
            "",
            "*/1234",
            "bytes */*",
            "bytes 1234",
            "bytes */-1",
            "bytes  */1",
        ];
        assert_invalid("content-range", &invalid);
    }

    #[test]
    fn what_is_not_typed_may_be_anything() {
        assert_valid("x-any", &["", "<\"=,;", "-5"]);
    }
}
