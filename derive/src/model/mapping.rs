//! What a variant, or a case of one, is: its keys with all that it inherits.

use std::borrow::Cow;

use proc_macro2::Span;

use super::{Case, Container, Keys, Status, Text, Variant};
use crate::keys::Key;
use crate::status;

/// A variant or a case, with all that it inherits.
pub(crate) struct Mapping<'a> {
    /// Its keys. Those of an unmapped one include the keys of `unmapped`.
    pub(crate) keys: Cow<'a, Keys>,
    /// Whether its keys name a status or an error to delegate to.
    pub(crate) is_mapped: bool,
    /// Of an expression, the code where its value is `None`.
    pub(crate) code: Code<'a>,
}

impl<'a> Mapping<'a> {
    /// The code, empty if only a value decides it.
    pub(crate) fn fixed_code(&self) -> &str {
        match &self.keys.code {
            Some(Text::Fixed(..)) | None => self.code.text(),
            Some(Text::Format(..) | Text::Expr(_)) => "",
        }
    }

    /// The same, without the rest.
    pub(crate) fn into_fixed_code(self) -> Cow<'a, str> {
        match (&self.keys.code, self.code) {
            (Some(Text::Format(..) | Text::Expr(_)), _) | (_, Code::None) => Cow::Borrowed(""),
            (_, Code::Explicit(code, _) | Code::OfStatus(code, _)) => Cow::Owned(code),
            (_, Code::Derived(code)) => Cow::Borrowed(code),
        }
    }
}

/// The code of a mapping.
pub(crate) enum Code<'a> {
    /// Given by a literal.
    Explicit(String, Span),
    /// Made from the name of the variant.
    Derived(&'a str),
    /// Made from the status of a case.
    OfStatus(String, Span),
    /// Of another error, or of what holds for all variants, or the one that core
    /// gives to what is unmapped.
    None,
}

impl Code<'_> {
    /// The text, empty if there is none.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Explicit(code, _) | Self::OfStatus(code, _) => code,
            Self::Derived(code) => code,
            Self::None => "",
        }
    }
}

impl Container {
    /// What a variant is where none of its cases matches.
    pub(crate) fn own<'a>(&'a self, variant: &'a Variant) -> Mapping<'a> {
        self.mapping(variant, None)
    }

    /// What each case of a variant is.
    pub(crate) fn cases<'a>(
        &'a self,
        variant: &'a Variant,
    ) -> impl Iterator<Item = Mapping<'a>> + 'a {
        let cases = variant.cases.iter();
        cases.map(move |case| self.mapping(variant, Some(case)))
    }

    /// What a variant is, and what each of its cases is.
    pub(crate) fn mappings<'a>(
        &'a self,
        variant: &'a Variant,
    ) -> impl Iterator<Item = Mapping<'a>> + 'a {
        std::iter::once(self.own(variant)).chain(self.cases(variant))
    }

    /// What variants are that turn out to be unmapped at run time.
    pub(crate) fn unmapped(&self) -> Mapping<'_> {
        let keys = self.options.unmapped.keys.clone().unwrap_or_default();
        let code = match &keys.code {
            Some(Text::Fixed(code, span)) => Code::Explicit(self.prefixed(code), *span),
            Some(_) | None => Code::None,
        };
        Mapping {
            keys: Cow::Owned(keys),
            is_mapped: false,
            code,
        }
    }

    /// Whether a variant may turn out to be unmapped at run time, and is no plain 500
    /// then.
    pub(crate) fn needs_unmapped_row(&self) -> bool {
        let is_late = |keys: &Keys| {
            keys.delegate.is_some() || matches!(keys.status, Some(Status::Dynamic(_)))
        };
        let mut variants = self.variants.iter();
        self.options.unmapped.keys.is_some()
            && (is_late(&self.defaults)
                || variants.any(|variant| {
                    is_late(&variant.keys) || variant.cases.iter().any(|case| is_late(&case.keys))
                }))
    }

    fn mapping<'a>(&'a self, variant: &'a Variant, case: Option<&'a Case>) -> Mapping<'a> {
        let keys = case.map_or(Cow::Borrowed(&variant.keys), |case| {
            Cow::Owned(case.keys.inheriting(&variant.keys))
        });
        let is_mapped = self.is_mapped(&keys);
        let keys = if is_mapped {
            keys
        } else {
            self.unmapped_keys(variant, case, keys)
        };
        let code = match &keys.code {
            Some(Text::Fixed(code, span)) => Code::Explicit(self.prefixed(code), *span),
            Some(_) | None => self.implied_code(variant, case, &keys, is_mapped),
        };
        Mapping {
            keys,
            is_mapped,
            code,
        }
    }

    /// The keys of a variant or a case that is not mapped.
    fn unmapped_keys<'a>(
        &self,
        variant: &Variant,
        case: Option<&Case>,
        keys: Cow<'a, Keys>,
    ) -> Cow<'a, Keys> {
        let keys = if case.is_none() && !variant.cases.is_empty() {
            Cow::Owned(keys.without_public_parts())
        } else {
            keys
        };
        match &self.options.unmapped.keys {
            Some(unmapped) => Cow::Owned(keys.inheriting(unmapped)),
            None => keys,
        }
    }

    /// The code where none is written.
    fn implied_code<'a>(
        &self,
        variant: &'a Variant,
        case: Option<&Case>,
        keys: &Keys,
        is_mapped: bool,
    ) -> Code<'a> {
        if !is_mapped || self.defaults.code.is_some() || keys.delegate.is_some() {
            return Code::None;
        }
        let status = case.and_then(|case| case.keys.status.as_ref());
        match status {
            Some(Status::Fixed(number, span)) if self.status_of_name(variant) != Some(*number) => {
                Code::OfStatus(self.code_of_status(*number), *span)
            }
            _ => Code::Derived(self.derived_code(variant)),
        }
    }

    /// The one status that the code of a variant's name stands for: the variant's
    /// own, or where it has none, that of the first case which names no code. Were
    /// it that of all cases, a new case could change the code of another.
    fn status_of_name(&self, variant: &Variant) -> Option<u16> {
        let own = variant
            .keys
            .status
            .as_ref()
            .or(self.defaults.status.as_ref());
        let fixed = |status: &Status| match status {
            Status::Fixed(number, _) => Some(*number),
            Status::Dynamic(_) => None,
        };
        match own.filter(|_| variant.keys.delegate.is_none()) {
            Some(own) => fixed(own),
            None => variant
                .cases
                .iter()
                .filter(|case| case.keys.code.is_none())
                .find_map(|case| case.keys.status.as_ref().and_then(fixed)),
        }
    }

    /// Whether these keys name a status or an error to delegate to.
    pub(crate) fn is_mapped(&self, keys: &Keys) -> bool {
        keys.status.is_some()
            || keys.delegate.is_some()
            || self.defaults.status.is_some()
            || keys.may_have(&[Key::Status, Key::Transparent, Key::Chain])
    }

    /// A code as it is sent.
    fn prefixed(&self, code: &str) -> String {
        format!("{}{code}", self.options.code_prefix)
    }

    /// The code that a variant's name gives.
    fn derived_code<'a>(&self, variant: &'a Variant) -> &'a str {
        let make = || self.prefixed(&self.options.code_case.apply(&variant.name));
        variant.derived_code.get_or_init(make)
    }

    fn code_of_status(&self, number: u16) -> String {
        self.prefixed(&self.options.code_case.apply(&status::name(number)))
    }
}

impl Keys {
    /// What is left for the values that no case matches, where the variant itself
    /// has no status: its public parts are for its cases.
    fn without_public_parts(&self) -> Self {
        Self {
            hide: self.hide,
            headers: self
                .headers
                .iter()
                .filter(|header| header.kind.is_typed())
                .cloned()
                .collect(),
            format: self.format.clone(),
            log: self.log,
            context: self.context.clone(),
            broken: self.broken.clone(),
            ..Self::default()
        }
    }
}
