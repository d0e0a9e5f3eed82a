//! What translations lack, for a test of the application.

use std::collections::BTreeMap;

use fluent_bundle::FluentArgs;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;

use super::{Attribute, Language, Translations, identifier};
use crate::http_error::HttpError;
use crate::status;
use crate::table::UNMAPPED_CODE;

impl Translations {
    /// What each language lacks of the problem types in the catalog of an error, one text per line, such as
    /// `de: user_not_found.title`. For a test:
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
    /// Each problem type needs a title, and so does `internal_error`, which any error may become. A detail is
    /// needed where the text of `Display` is the detail of the variant, where the variant has a detail without arguments,
    /// and where another language has one. A text that refers to something that is not in its
    /// file is listed with what is wrong. Whether the arguments of a message are there is seen only once a
    /// problem is translated.
    #[must_use]
    pub fn missing<E: HttpError>(&self) -> Vec<String> {
        let mut codes = BTreeMap::from([(UNMAPPED_CODE, false)]);
        for entry in E::catalog().entries() {
            let of_status = |status: http::StatusCode| status::code(status.as_u16());
            let code = match entry.problem_type().code() {
                "" => entry
                    .problem_type()
                    .status()
                    .map_or(UNMAPPED_CODE, of_status),
                code => code,
            };
            *codes.entry(code).or_default() |= entry.has_detail();
        }
        self.missing_of(codes)
    }

    /// The same for codes that no catalog has: those of a [`Problem`](crate::Problem), and those that an
    /// [`ErrorBoundary`](crate::ErrorBoundary) gives, such as `not_found`.
    #[must_use]
    pub fn missing_codes<'c>(&self, codes: impl IntoIterator<Item = &'c str>) -> Vec<String> {
        self.missing_of(codes.into_iter().map(|code| (code, false)))
    }

    fn missing_of<'c>(&self, codes: impl IntoIterator<Item = (&'c str, bool)>) -> Vec<String> {
        let mut missing = Vec::new();
        for (code, has_detail) in codes {
            let message = identifier(code);
            let has_it = |it: &Language| it.has_attribute(&message, Attribute::Detail);
            let has_detail = has_detail || self.0.iter().any(has_it);
            for (at, language) in self.0.iter().enumerate() {
                for attribute in Attribute::ALL {
                    // The program has the texts of its own language.
                    let is_needed = at > 0 && (attribute == Attribute::Title || has_detail);
                    let text = format!("{}: {message}.{}", language.tag(), attribute.name());
                    match language.format(&message, attribute, &FluentArgs::new()) {
                        None if is_needed => missing.push(text),
                        None => {}
                        Some((_, errors)) => {
                            let wrong = errors.iter().filter(|error| !lacks_argument(error));
                            missing.extend(wrong.map(|error| format!("{text}: {error}")));
                        }
                    }
                }
            }
        }
        missing.sort();
        missing
    }
}

/// Whether an error is that an argument was not given, as none is here.
fn lacks_argument(error: &ResolverError) -> bool {
    matches!(
        error,
        ResolverError::Reference(ReferenceKind::Variable { .. })
    )
}
