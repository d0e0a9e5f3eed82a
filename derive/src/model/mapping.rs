//! The keys of a variant, or of a case, with everything that they inherit.

use std::borrow::Cow;

use proc_macro2::Span;

use super::{Case, Container, Keys, Status, Text, Variant};
use crate::keys::Key;
use crate::status;

/// A variant or a case, with everything that it inherits.
pub(crate) struct Mapping<'a> {
    /// Its keys. Those of an unmapped variant include the keys of `unmapped`.
    pub(crate) keys: Cow<'a, Keys>,
    /// Whether its keys name a status or an error to delegate to.
    pub(crate) is_mapped: bool,
    /// The code; for an expression, the code if its value is `None`.
    pub(crate) code: Code<'a>,
}

impl<'a> Mapping<'a> {
    /// Returns the code, empty if it is known only at run time.
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
    /// Derived from the name of the variant.
    Derived(&'a str),
    /// Derived from the status of a case.
    OfStatus(String, Span),
    /// The code of another error, of the type, or the one that core gives to
    /// unmapped variants.
    None,
}

impl Code<'_> {
    /// Returns the text, empty if there is none.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Explicit(code, _) | Self::OfStatus(code, _) => code,
            Self::Derived(code) => code,
            Self::None => "",
        }
    }
}

impl Container {
    /// Returns what a variant is if none of its cases matches.
    pub(crate) fn own<'a>(&'a self, variant: &'a Variant) -> Mapping<'a> {
        self.mapping(variant, None)
    }

    /// Returns what each case of a variant is.
    pub(crate) fn cases<'a>(
        &'a self,
        variant: &'a Variant,
    ) -> impl Iterator<Item = Mapping<'a>> + 'a {
        let cases = variant.cases.iter();
        cases.map(move |case| self.mapping(variant, Some(case)))
    }

    /// The mapping of a variant, and of each of its cases.
    pub(crate) fn mappings<'a>(
        &'a self,
        variant: &'a Variant,
    ) -> impl Iterator<Item = Mapping<'a>> + 'a {
        std::iter::once(self.own(variant)).chain(self.cases(variant))
    }

    /// Returns what variants are that turn out to be unmapped at run time.
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

    /// Returns whether a variant may turn out to be unmapped at run time and is then
    /// not a plain 500.
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

    /// Returns the keys of a variant or a case that is not mapped.
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

    /// Returns the code if none is written.
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

    /// Returns the one status that a code derived from the variant's name stands
    /// for: the variant's own, or, if it has none, that of the first case without
    /// an explicit code. If it were that of all cases, a new case could change the
    /// code of another.
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

    /// Returns whether these keys name a status or an error to delegate to.
    pub(crate) fn is_mapped(&self, keys: &Keys) -> bool {
        keys.status.is_some()
            || keys.delegate.is_some()
            || self.defaults.status.is_some()
            || keys.may_have(&[Key::Status, Key::Transparent, Key::Chain])
    }

    /// Returns a code as it is sent.
    fn prefixed(&self, code: &str) -> String {
        format!("{}{code}", self.options.code_prefix)
    }

    /// Returns the code that is derived from a variant's name.
    fn derived_code<'a>(&self, variant: &'a Variant) -> &'a str {
        let make = || self.prefixed(&self.options.code_case.apply(&variant.name));
        variant.derived_code.get_or_init(make)
    }

    fn code_of_status(&self, number: u16) -> String {
        self.prefixed(&self.options.code_case.apply(&status::name(number)))
    }
}

impl Keys {
    /// Returns what remains for the values that no case matches if the variant
    /// itself has no status: its public parts are for its cases.
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
