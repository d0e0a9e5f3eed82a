//! Titles and details in several languages, from Fluent files.

mod accepted;
mod arguments;
mod language;
mod missing;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use unic_langid::LanguageIdentifier;

use self::accepted::Accepted;
pub(crate) use self::arguments::{Arguments, identifier};
pub(crate) use self::language::{Attribute, Language, PAGE};

/// Titles and details in the languages of an application's clients, as
/// [Fluent](https://projectfluent.org) messages.
///
/// The name of a message is the code of a problem. Its attributes are `.title`, `.detail`, and
/// `.advice` for the HTML page's advice on what people can do next. Each `.` in a code is written
/// `-`: the message of `billing.card_declined` is `billing-card_declined`. A code that does not
/// begin with a letter is prefixed with `code-`.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{Problem, RequestContext, Translations};
/// use http::{HeaderValue, Method};
///
/// let german = "
/// out_of_stock =
///     .title = Ausverkauft
///     .detail = { $left ->
///         [one] Es ist nur noch ein Stück da.
///        *[other] Es sind nur noch { $left } Stück da.
///     }
/// ";
/// let translations = Translations::new("en", [("de", german)])?;
///
/// let context = RequestContext::new(Method::POST, "/orders")
///     .with_accept_language(HeaderValue::from_static("de-CH, en;q=0.5"))
///     .with_translations(translations);
/// let problem = Problem::conflict()
///     .with_code("out_of_stock")
///     .with_title("Out of stock")
///     .with_detail("there are only 3 left")
///     .with_member("left", 3);
/// let response = problem.to_response_in(&context);
/// assert_eq!(response.headers()["content-language"], "de");
/// assert_eq!(
///     response.body(),
///     r#"{"title":"Ausverkauft","status":409,"code":"out_of_stock","detail":"Es sind nur noch 3 Stück da.","left":3}"#,
/// );
/// # Ok::<_, catchall::InvalidTranslations>(())
/// ```
///
/// Each text is in the first language that the client accepts and that has the text
/// (`Accept-Language`, RFC 9110 §12.5.4, with the lookup of RFC 4647 §3.4: a client that asks for
/// `de-CH` gets `de` if there is no `de-CH`, and one that asks for `pt` gets `pt-BR`). If there is
/// no such language, it is the program's own text. A title that is the phrase of a status, such as
/// `Not Found`, may have its message under the code of that status, `not_found`, for all codes that
/// have no message of their own.
///
/// The translation of a detail replaces one that the client may read, and is left out if the detail
/// is masked. The arguments of a message are the members of the problem (a string, a number, `true`
/// or `false`, and the number of entries of an array); what
/// [`Problem::with_argument`](crate::Problem::with_argument),
/// [`Description::argument`](crate::Description::argument) and the key `argument` add; and the
/// `method`, `path` and `request_id` of the request. A message that lacks one of its arguments, or
/// fails for another reason, is replaced by the source text, and the log has a note.
///
/// Cloning is cheap.
#[derive(Clone)]
pub struct Translations(Arc<[Language]>);

/// The reasons why translations cannot be read: each mistake, with its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidTranslations {
    mistakes: Vec<String>,
}

impl fmt::Display for InvalidTranslations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the translations are not valid: {}",
            self.mistakes.join("; ")
        )
    }
}

impl Error for InvalidTranslations {}

impl Translations {
    /// Reads translations: the language of the program's own texts, and each further language
    /// with the text of a Fluent file. Languages are BCP 47 tags, such as `de` or `pt-BR`. A
    /// language may have several files, and so may the program's own: its messages replace
    /// the program's texts.
    ///
    /// # Errors
    ///
    /// Returns an error if a tag or a file is not valid, or if a language has a message twice.
    pub fn new<L: AsRef<str>, T: Into<String>>(
        source: &str,
        files: impl IntoIterator<Item = (L, T)>,
    ) -> Result<Self, InvalidTranslations> {
        let mut languages = Vec::new();
        let mut mistakes = Vec::new();
        position(&mut languages, source, &mut mistakes);
        for (tag, text) in files {
            let tag = tag.as_ref();
            if let Some(at) = position(&mut languages, tag, &mut mistakes)
                && let Some(language) = languages.get_mut(at)
            {
                language.add(text.into(), &mut mistakes);
            }
        }
        if mistakes.is_empty() {
            Ok(Self(languages.into()))
        } else {
            Err(InvalidTranslations { mistakes })
        }
    }

    /// Returns the languages that a client accepts, in order of preference, followed by the
    /// source language, which is 0.
    pub(crate) fn accepted(&self, header: &[u8]) -> Vec<usize> {
        let tags: Vec<_> = self.0.iter().map(Language::tag).collect();
        let mut accepted = Accepted::read(header).find(&tags);
        let source = accepted.iter().position(|at| *at == 0);
        accepted.truncate(source.unwrap_or(accepted.len()));
        accepted.push(0);
        accepted
    }

    /// Returns a text in the first of these languages that has it, and that language. If there are
    /// several messages, the first one that the language has is used.
    pub(crate) fn text(
        &self,
        languages: &[usize],
        messages: &[&str],
        attribute: Attribute,
        arguments: &Arguments,
    ) -> Option<(usize, Result<String, fmt::Error>)> {
        languages.iter().find_map(|&at| {
            let language = self.language(at);
            let text = |message: &&str| language.text(message, attribute, arguments);
            Some((at, messages.iter().find_map(text)?))
        })
    }

    /// Returns the language with this number, or the source language if there is none.
    pub(crate) fn language(&self, at: usize) -> &Language {
        // `new` adds the source language first, so there is always one.
        self.0.get(at).unwrap_or(&self.0[0])
    }
}

impl fmt::Debug for Translations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tags = self.0.iter().map(|language| &language.tag);
        f.debug_tuple("Translations")
            .field(&tags.collect::<Vec<_>>())
            .finish()
    }
}

/// Returns the index of the language with this tag, and adds it if it is new.
fn position(languages: &mut Vec<Language>, tag: &str, mistakes: &mut Vec<String>) -> Option<usize> {
    let Ok(identifier) = tag.parse::<LanguageIdentifier>() else {
        mistakes.push(format!("`{tag}` is not a language tag"));
        return None;
    };
    let tag = identifier.to_string();
    let known = languages.iter().position(|it| it.tag == tag);
    Some(known.unwrap_or_else(|| {
        languages.push(Language::new(tag, identifier));
        languages.len() - 1
    }))
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Attribute, Translations, identifier};

    fn languages(files: &[(&str, &str)]) -> Translations {
        Translations::new("en", files.iter().copied()).unwrap()
    }

    /// Returns the German title of `it`, with these members.
    fn title(pattern: &str, members: &[(&str, &str)]) -> Result<String, std::fmt::Error> {
        let file = format!("it =\n    .title = {pattern}\n");
        let translations = languages(&[("de", &file)]);
        let mut arguments = Arguments::default();
        for (name, json) in members {
            arguments.add(name, json);
        }
        let languages = translations.accepted(b"de");
        let found = translations.text(&languages, &["it"], Attribute::Title, &arguments);
        found.unwrap().1
    }

    #[test]
    fn a_language_is_chosen_for_each_text() {
        let translations = languages(&[
            ("de", "both =\n    .title = t\ngeneral =\n    .title = t"),
            ("de_ch", "both =\n    .title = t\nempty = no title"),
            ("fr", "both =\n    .title = t\nfrench =\n    .title = t"),
        ]);
        let chosen = |accepted: &str, message| {
            let accepted = translations.accepted(accepted.as_bytes());
            let arguments = Arguments::default();
            let found = translations.text(&accepted, &[message], Attribute::Title, &arguments);
            found.map_or("", |(at, _)| translations.language(at).tag())
        };
        for (accepted, message, expected) in [
            ("de-CH", "both", "de-CH"),
            ("DE-ch", "both", "de-CH"),
            ("de-CH-1996", "both", "de-CH"),
            ("de-AT", "both", "de"),
            ("de-CH", "general", "de"),
            ("de-CH", "empty", ""),
            ("de, fr;q=0.1", "french", "fr"),
            ("de, en;q=0.5, fr;q=0.1", "french", ""),
            ("de-CH, de;q=0", "general", ""),
            ("it", "both", ""),
            ("", "both", ""),
            ("en;q=0", "both", ""),
            ("en-GB", "both", ""),
            ("en-GB, de;q=0.5", "both", ""),
            ("de", "of_no_file", ""),
        ] {
            assert_eq!(chosen(accepted, message), expected, "{accepted}, {message}");
        }
    }

    #[test]
    fn members_are_arguments() {
        let members = [
            ("name", r#""<\"Ünï\">""#),
            ("count", "3"),
            ("price", "1.50"),
            ("below", "-7"),
            ("long", "18446744073709551615"),
            ("power", "1e300"),
            ("is_so", "true"),
            ("list", r#"[{"a":[1,2]},"]",3]"#),
            ("user.id", "7"),
            ("object", "{}"),
        ];
        for (pattern, expected) in [
            ("{ $name }!", "<\"Ünï\">!"),
            ("{ $count }{ $price }{ $below }", "31.50-7"),
            ("{ $long } { $power }", "18446744073709551615 1e300"),
            ("{ $is_so } { $list } { $user-id }", "true 3 7"),
            (
                "{ $count ->\n        [3] drei\n       *[other] x\n    }",
                "drei",
            ),
            (
                "{ $long ->\n        [one] x\n       *[other] many\n    }",
                "many",
            ),
            ("{ NUMBER($count, minimumFractionDigits: 1) }", "3.0"),
        ] {
            assert_eq!(
                title(pattern, &members).as_deref(),
                Ok(expected),
                "{pattern}"
            );
        }
        // An object is not an argument.
        assert!(title("{ $object }", &members).is_err());
    }

    #[test]
    fn a_text_that_fails_is_none() {
        for pattern in [
            "{ $missing }",
            "{ $missing ->\n       *[other] x\n    }",
            "{ -brand }",
            "{ other }",
            "{ UNKNOWN(1) }",
            "{ it.title }",
        ] {
            assert!(title(pattern, &[]).is_err(), "{pattern}");
        }
    }

    #[test]
    fn plural_rules_are_there_after_a_number_of_any_kind() {
        let file =
            "it =\n    .title = { $count ->\n        [one] one\n       *[other] other\n    }";
        let translations = languages(&[("de", file)]);
        let text = |json: &str| {
            let mut arguments = Arguments::default();
            arguments.add("count", json);
            translations
                .language(1)
                .text("it", Attribute::Title, &arguments)
                .unwrap()
        };
        for number in [
            "0.0000000000001",
            "1.0000000000000",
            "0.00000000000000000000000000000000000001",
            "1E400",
            "-0",
            "999999999999999",
            "99999999999999999999999999999999999999",
        ] {
            assert_eq!(text(number).as_deref(), Ok("other"), "{number}");
        }
        assert_eq!(text("1").as_deref(), Ok("one"));
    }

    #[test]
    fn what_is_wrong_with_files_is_said_at_once() {
        let invalid = Translations::new(
            "no language",
            [
                ("de", "a =\n    .title = t\n\nb c\n\nd = {"),
                ("x", ""),
                ("fr", "a = 1"),
                ("fr", "a = 2"),
            ],
        )
        .unwrap_err();
        assert_eq!(
            invalid.to_string(),
            "the translations are not valid: `no language` is not a language tag; de, line 4: \
             Expected a token starting with \"=\"; de, line 6: Expected an inline expression; `x` \
             is not a language tag; fr: the message `a` is defined twice",
        );
    }

    #[test]
    fn a_code_is_an_identifier() {
        for (code, expected) in [
            ("user_not_found", "user_not_found"),
            ("user-not-found", "user-not-found"),
            ("billing.card_declined", "billing-card_declined"),
            ("404", "code-404"),
            ("_x.", "code-_x-"),
            ("E42", "E42"),
        ] {
            assert_eq!(identifier(code), expected);
        }
    }
}
