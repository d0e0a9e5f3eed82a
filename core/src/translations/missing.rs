//! What is missing from translations, for a test of the application.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentArgs;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;

use super::accepted::covers;
use super::{Attribute, Language, PAGE, Translations, identifier};
use crate::body::html;
use crate::http_error::HttpError;
use crate::status;
use crate::table::UNMAPPED_CODE;

/// The texts of a problem type that need a translation.
#[derive(Default)]
struct Wanted {
    /// The status if its phrase is the title.
    phrase: Option<u16>,
    has_detail: bool,
    /// The status whose advice is on the page.
    status: Option<u16>,
}

impl Translations {
    /// Returns what each language lacks for the problem types in the catalog of an error,
    /// such as `de: user_not_found.title`, and what is wrong with the texts that it has. For
    /// a test:
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// # use catchall::{HttpError, InvalidTranslations, Translations};
    /// # #[derive(Debug)]
    /// # struct AppError;
    /// # impl std::fmt::Display for AppError {
    /// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("") }
    /// # }
    /// # impl std::error::Error for AppError {}
    /// # impl HttpError for AppError {}
    /// # let german = "internal_error =\n    .title = Interner Fehler";
    /// let translations = Translations::new("en", [("de", german)])?;
    /// assert_eq!(translations.missing::<AppError>(), [""; 0]);
    /// # Ok::<_, InvalidTranslations>(())
    /// ```
    ///
    /// Each problem type needs a title; if it is the phrase of a status, a title under the code of
    /// the status is enough. `internal_error` needs one, too: any error may become it. A detail is
    /// needed if it is the text of `Display` or has no arguments, and if another language has one.
    /// An advice is needed if another language has one for this code or its status, and the message
    /// `error-page` if another language has it. A region only needs what its language lacks:
    /// `de-CH` has the texts of `de`.
    ///
    /// Whether the arguments of a message are present is known only when a problem
    /// is translated.
    #[must_use]
    pub fn missing<E: HttpError>(&self) -> Vec<String> {
        let of_status = |status: u16| Wanted {
            phrase: Some(status),
            has_detail: false,
            status: Some(status),
        };
        let mut codes = BTreeMap::from([(UNMAPPED_CODE, of_status(500))]);
        for entry in E::catalog().entries() {
            let problem_type = entry.problem_type();
            let status = problem_type.status().map(|status| status.as_u16());
            let code = match (problem_type.code(), status) {
                // A 304 has no body.
                ("", None) | (_, Some(304)) => continue,
                ("", Some(status)) => status::code(status),
                (code, _) => code,
            };
            let wanted = codes.entry(code).or_default();
            wanted.phrase = status.filter(|it| status::phrase(*it) == problem_type.title());
            wanted.has_detail |= entry.has_plain_detail();
            wanted.status = status;
        }
        self.missing_of(codes)
    }

    /// Like [`missing`](Self::missing), for codes that are not in a catalog: those of a
    /// [`Problem`](crate::Problem), and those of an [`ErrorBoundary`](crate::ErrorBoundary), such
    /// as `not_found`. Each needs a title.
    #[must_use]
    pub fn missing_codes<'c>(&self, codes: impl IntoIterator<Item = &'c str>) -> Vec<String> {
        let wanted = |code| (code, Wanted::default());
        self.missing_of(codes.into_iter().map(wanted))
    }

    fn missing_of<'c>(&self, codes: impl IntoIterator<Item = (&'c str, Wanted)>) -> Vec<String> {
        let mut missing = BTreeSet::new();
        for (code, wanted) in codes {
            let message = identifier(code);
            let of_status = match wanted.phrase {
                Some(status) => status::code(status),
                None => &*message,
            };
            for language in self.0.iter() {
                if !self.has(language, &[&message, of_status], Attribute::Title) {
                    missing.insert(language.place(of_status, Attribute::Title));
                }
                let is_detail_needed = wanted.has_detail
                    || self.0.iter().any(|it| it.has(&message, Attribute::Detail));
                if is_detail_needed && !self.has(language, &[&message], Attribute::Detail) {
                    missing.insert(language.place(&message, Attribute::Detail));
                }
                let advised = self.advised(&message, wanted.status);
                if let Some(first) = advised.first()
                    && !self.has(language, &advised, Attribute::Advice)
                {
                    missing.insert(language.place(first, Attribute::Advice));
                }
                for message in [&message, of_status].into_iter().chain(advised) {
                    missing.extend(language.mistakes(message, &Attribute::OF_CODE));
                }
            }
        }
        for language in self.0.iter() {
            for attribute in Attribute::OF_PAGE {
                let is_needed = self.0.iter().any(|it| it.has(PAGE, attribute));
                if is_needed && !self.has(language, &[PAGE], attribute) {
                    missing.insert(language.place(PAGE, attribute));
                }
            }
            missing.extend(language.mistakes(PAGE, &Attribute::OF_PAGE));
        }
        missing.into_iter().collect()
    }

    /// Returns the messages whose advice a code has in one of the languages.
    fn advised<'m>(&self, message: &'m str, status: Option<u16>) -> Vec<&'m str> {
        let of_status = status.map(|it| [it, html::advice(it).status].map(status::code));
        let mut messages = vec![message];
        messages.extend(of_status.into_iter().flatten());
        messages.retain(|message| self.0.iter().any(|it| it.has(message, Attribute::Advice)));
        messages
    }

    /// Returns whether a language has a text, or one that replaces it: that of a shorter
    /// tag, or the program's own.
    fn has(&self, language: &Language, messages: &[&str], attribute: Attribute) -> bool {
        let mut others = self.0.iter().enumerate();
        others.any(|(at, other)| {
            let has_it = at == 0 || messages.iter().any(|it| other.has(it, attribute));
            has_it && covers(other.tag(), language.tag())
        })
    }
}

impl Language {
    fn place(&self, message: &str, attribute: Attribute) -> String {
        format!("{}: {message}.{}", self.tag(), attribute.name())
    }

    /// Returns what is wrong with the texts of a message.
    fn mistakes(&self, message: &str, attributes: &[Attribute]) -> Vec<String> {
        let of_text = |&attribute: &Attribute| {
            let (_, errors) = self.format(message, attribute, &FluentArgs::new())?;
            let error = errors.into_iter().find(|error| !lacks_argument(error))?;
            Some(format!("{}: {error}", self.place(message, attribute)))
        };
        attributes.iter().filter_map(of_text).collect()
    }
}

/// Returns whether an error means that an argument was not given, as is always the case here.
fn lacks_argument(error: &ResolverError) -> bool {
    matches!(
        error,
        ResolverError::Reference(ReferenceKind::Variable { .. })
    )
}
