//! One language of [`Translations`](super::Translations): its messages and their texts.

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use super::arguments::Arguments;
use crate::caught::caught;

/// One language with its messages. The first one is the language of the
/// program's own texts, and may have no messages.
pub(crate) struct Language {
    pub(super) tag: String,
    /// Whether it is written from right to left.
    is_rtl: bool,
    bundle: FluentBundle<FluentResource>,
}

/// A text of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    Title,
    Detail,
    /// The advice on what people can do next, on the page.
    Advice,
    /// The advice to try again later, on the page.
    Retry,
    /// The text before the request id, on the page.
    RequestId,
}

impl Attribute {
    /// The attributes of the message of a code.
    pub(crate) const OF_CODE: [Self; 3] = [Self::Title, Self::Detail, Self::Advice];
    /// The attributes of the message [`PAGE`].
    pub(crate) const OF_PAGE: [Self; 2] = [Self::Retry, Self::RequestId];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Detail => "detail",
            Self::Advice => "advice",
            Self::Retry => "retry",
            Self::RequestId => "request-id",
        }
    }
}

/// The message of the sentences that every page has.
pub(crate) const PAGE: &str = "error-page";

impl Language {
    pub(super) fn new(tag: String, identifier: LanguageIdentifier) -> Self {
        let is_rtl = identifier.character_direction() == CharacterDirection::RTL;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Clients may compare texts, so there must be no invisible characters around arguments.
        bundle.set_use_isolating(false);
        // Only fails if it is called twice.
        let _ = bundle.add_builtins();
        Self {
            tag,
            is_rtl,
            bundle,
        }
    }

    pub(super) fn add(&mut self, text: String, mistakes: &mut Vec<String>) {
        let tag = &self.tag;
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let before = resource.source().get(..error.pos.start).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                mistakes.push(format!("{tag}, line {line}: {}", error.kind));
            }
            resource
        });
        for error in self
            .bundle
            .add_resource(resource)
            .err()
            .into_iter()
            .flatten()
        {
            mistakes.push(match error {
                FluentError::Overriding { kind, id } => {
                    format!("{tag}: the {kind} `{id}` is defined twice")
                }
                other => format!("{tag}: {other}"),
            });
        }
    }

    /// Returns its BCP 47 tag.
    pub(crate) fn tag(&self) -> &str {
        &self.tag
    }

    pub(crate) fn is_rtl(&self) -> bool {
        self.is_rtl
    }

    pub(crate) fn has(&self, message: &str, attribute: Attribute) -> bool {
        let message = self.bundle.get_message(message);
        message.is_some_and(|it| it.get_attribute(attribute.name()).is_some())
    }

    /// Returns a text of a message, if there is one, and its errors.
    pub(super) fn format(
        &self,
        message: &str,
        attribute: Attribute,
        arguments: &FluentArgs<'_>,
    ) -> Option<(String, Vec<ResolverError>)> {
        let message = self.bundle.get_message(message)?;
        let pattern = message.get_attribute(attribute.name())?.value();
        // Some numbers make plural rules panic.
        let formatted = caught(|| {
            let mut errors = Vec::new();
            let text = self
                .bundle
                .format_pattern(pattern, Some(arguments), &mut errors);
            let of_resolver = |error| match error {
                FluentError::ResolverError(error) => error,
                other => ResolverError::NoValue(other.to_string()),
            };
            let errors = errors.into_iter().map(of_resolver).collect();
            (text.into_owned(), errors)
        });
        Some(formatted.unwrap_or_else(|| {
            let panics = ResolverError::NoValue("the resolver panics".to_owned());
            (String::new(), vec![panics])
        }))
    }

    /// Returns a text of a message: `None` if there is none, an error if it fails.
    pub(super) fn text(
        &self,
        message: &str,
        attribute: Attribute,
        arguments: &Arguments,
    ) -> Option<Result<String, fmt::Error>> {
        let (text, errors) = self.format(message, attribute, &arguments.0)?;
        Some(if errors.is_empty() {
            Ok(text)
        } else {
            Err(fmt::Error)
        })
    }
}
