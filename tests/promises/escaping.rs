//! JSON strings are written in two places: by core at run time, and by the derive at
//! compile time. These agree with each other and with `serde_json`.

use crate::support::{any_text, json, text};
use catchall::{HttpError, Problem};
use proptest::prelude::*;

/// Returns the content of a JSON string as `serde_json` writes it.
fn oracle(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}

proptest! {
    #[test]
    fn the_core_escapes_as_serde_json_does(any in any_text()) {
        prop_assert_eq!(catchall::__private::escape_to_string(&any), oracle(&any));
    }

    #[test]
    fn every_part_of_a_body_is_escaped(any in any_text()) {
        let problem = Problem::not_found()
            .with_title(format!("x{any}"))
            .with_detail(any.clone())
            .with_member(format!("x{any}"), any.clone());
        let escaped = oracle(&any);
        prop_assert_eq!(
            text(&problem.to_response()),
            format!(
                "{{\"title\":\"x{escaped}\",\"status\":404,\"code\":\"not_found\",\
                 \"detail\":\"{escaped}\",\"x{escaped}\":\"{escaped}\"}}"
            )
        );
        let problem = Problem::not_found().with_detail(any.clone());
        let response = problem.with_format(&catchall::format::Json).to_response();
        prop_assert_eq!(
            text(&response),
            format!("{{\"error\":{{\"code\":\"not_found\",\"message\":\"{escaped}\"}}}}")
        );
    }

    /// RFC 9457 sections 3.1.1 and 3.1.5, and RFC 3986 for the characters that are allowed.
    #[test]
    fn an_instance_and_a_type_are_uri_references(any in any_text()) {
        let problem = Problem::not_found().with_instance(any.clone());
        let response = problem.with_type_uri(format!("x{any}")).to_response();
        let type_uri = json(&response)["type"].as_str().unwrap().to_owned();
        let instance = json(&response)["instance"].as_str().unwrap().to_owned();
        let mut bytes = Vec::new();
        let mut rest = instance.as_bytes();
        while let [byte, behind @ ..] = rest {
            prop_assert!(byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(byte));
            if let (b'%', [high, low, behind @ ..]) = (byte, behind) {
                let digits = String::from_iter([*high, *low].map(char::from));
                bytes.push(u8::from_str_radix(&digits, 16).unwrap());
                rest = behind;
            } else {
                bytes.push(*byte);
                rest = behind;
            }
        }
        prop_assert_eq!(type_uri, format!("x{instance}"));
        // A `%` may have been the start of an encoded byte.
        if !any.contains('%') {
            prop_assert_eq!(bytes, any.as_bytes());
        }
        let again = Problem::not_found().with_instance(instance.clone());
        prop_assert_eq!(again.instance().unwrap(), instance);
    }

    /// A `Display` that writes in pieces, split anywhere.
    #[test]
    fn a_text_in_pieces_is_escaped_like_a_whole_one(pieces in prop::collection::vec(any_text(), 0..5)) {
        #[derive(Debug, HttpError)]
        #[http(400)]
        struct Pieces(Vec<String>);

        impl std::fmt::Display for Pieces {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                use std::fmt::Write;
                for (at, piece) in self.0.iter().enumerate() {
                    if at % 2 == 0 {
                        f.write_str(piece)?;
                    } else {
                        piece.chars().try_for_each(|char| f.write_char(char))?;
                    }
                }
                Ok(())
            }
        }

        impl std::error::Error for Pieces {}

        let whole = pieces.concat();
        let response = Pieces(pieces).to_response();
        let body = json(&response);
        prop_assert_eq!(&body["detail"], &whole);
        let member = format!("\"detail\":\"{}\"", oracle(&whole));
        prop_assert!(text(&response).contains(&member), "{}", member);
    }
}

#[test]
fn the_core_escapes_every_character_as_serde_json_does() {
    for char in '\0'..=char::MAX {
        let text = char.to_string();
        assert_eq!(
            catchall::__private::escape_to_string(&text),
            oracle(&text),
            "{char:?}"
        );
    }
}

/// A text in three places: as the fixed text of `Display`, of `detail` and of
/// `title`, and again where core writes it.
macro_rules! texts {
    ($($name:ident $text:literal;)*) => {
        #[derive(Debug, thiserror::Error, HttpError)]
        enum Fixed {
            $(
                #[error($text)]
                #[http(409, title = $text)]
                $name,
            )*
        }

        /// The same text, but not known at compile time.
        #[derive(Debug, thiserror::Error, HttpError)]
        enum AtRunTime {
            $(
                #[error("{0}")]
                #[http(409, title = $text)]
                $name(&'static str),
            )*
        }

        #[derive(Debug, thiserror::Error, HttpError)]
        enum Detail {
            $(
                #[error("not this")]
                #[http(409, title = $text, detail = $text)]
                $name,
            )*
        }

        #[test]
        fn the_derive_escapes_as_the_core_does() {
            $({
                let fixed = Fixed::$name.to_response();
                let body = json(&fixed);
                assert_eq!(body["detail"], $text);
                assert_eq!(body["title"], $text);
                let escaped = oracle(&$text);
                assert!(text(&fixed).contains(&format!(r#""detail":"{escaped}""#)));

                let display = $text;
                assert_eq!(Fixed::$name.to_string(), display);
                assert_eq!(text(&AtRunTime::$name(display).to_response()), text(&fixed));
                assert_eq!(text(&Detail::$name.to_response()), text(&fixed));

                // The parts are the texts, not their JSON.
                let problem = Problem::from(Fixed::$name);
                assert_eq!(problem.detail().as_deref(), Some(display));
                assert_eq!(problem.title(), $text);
                // core writes them in the same way at run time.
                assert_eq!(
                    serde_json::to_value(&problem).unwrap(),
                    body,
                );
                let rewritten = problem.with_code(stringify!($name)).to_response();
                assert_eq!(json(&rewritten)["detail"], body["detail"]);
                assert_eq!(json(&rewritten)["title"], body["title"]);
                for format in [
                    &catchall::format::Text as &'static dyn catchall::Format,
                    &catchall::format::Json,
                ] {
                    let one = Problem::from(Fixed::$name).with_format(format).to_response();
                    let other = Problem::from(AtRunTime::$name(display)).with_format(format);
                    assert_eq!(text(&one), text(&other.to_response()));
                }
            })*
        }
    };
}

texts! {
    Plain "plain";
    Quotes "a \"quoted\" text";
    Backslash "C:\\temp\\new";
    QuoteAtEnd "ends with \"";
    BackslashAtEnd "ends with \\";
    Lines "one\ntwo\r\nthree";
    Tab "a\tb";
    Controls "\u{1}\u{2}\u{8}\u{b}\u{c}\u{e}\u{1f}";
    Nul "\0";
    Delete "\u{7f}\u{80}\u{9f}";
    Accents "żółć und Öl";
    Emoji "\u{1f600}\u{1f468}\u{200d}\u{1f469}";
    Separators "\u{2028}\u{2029}\u{feff}";
    Slash "a/b </script>";
    Raw r#"raw "quotes" and \backslashes"#;
    Mixed "\"\\\n\u{1}é\u{10ffff}\"";
}

/// Two braces in a format string are one brace in the text.
#[test]
fn braces_are_not_escaped_but_doubled() {
    #[derive(Debug, thiserror::Error, HttpError)]
    enum Braces {
        #[error("{{\"a\":1}}")]
        #[http(409, code = "braces")]
        Display,
        #[error("not this")]
        #[http(409, code = "braces", detail = "{{\"a\":1}}")]
        Detail,
        #[error("not this")]
        #[http(409, code = "braces", detail = "{{\"a\":{0}}}")]
        Format(u8),
    }

    let expected = r#"{"title":"Conflict","status":409,"code":"braces","detail":"{\"a\":1}"}"#;
    for error in [Braces::Display, Braces::Detail, Braces::Format(1)] {
        assert_eq!(text(&error.to_response()), expected);
    }
}

#[test]
fn a_type_uri_and_an_instance_are_escaped_too() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("typed")]
    #[http(
        409,
        code = "typed",
        type = "https://example.com/?a=%22&b='",
        instance = "/i?a='\\\""
    )]
    struct Typed;

    let body = json(&Typed.to_response());
    assert_eq!(body["type"], "https://example.com/?a=%22&b='");
    assert_eq!(body["instance"], "/i?a='%5C%22");
}
