//! What a variant, or a case of one, is: its keys with all that it inherits.

use std::borrow::Cow;

use super::{Case, Container, Keys, Text, Variant, unraw};
use crate::keys::Key;

/// A variant or a case, with all that it inherits.
pub(crate) struct Mapping<'a> {
    pub(crate) case: Option<&'a Case>,
    pub(crate) keys: Cow<'a, Keys>,
    /// Whether it says what it is.
    pub(crate) is_mapped: bool,
    pub(crate) code: Code,
}

/// The code of a mapping.
pub(crate) enum Code {
    /// Said by a literal.
    Said(String),
    /// Made from the name of the variant.
    Derived(String),
    /// None that is known now: it is an expression's, or another error's.
    Late,
    /// None at all: what is unmapped has the one that core gives it.
    None,
}

impl Code {
    /// The text, empty if it is not known now.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Said(code) | Self::Derived(code) => code,
            Self::Late | Self::None => "",
        }
    }
}

impl Container {
    /// What a variant is where none of its cases matches.
    pub(crate) fn own<'a>(&'a self, variant: &'a Variant) -> Mapping<'a> {
        self.mapping(variant, None, Cow::Borrowed(&variant.keys))
    }

    /// What each case of a variant is.
    pub(crate) fn cases<'a>(
        &'a self,
        variant: &'a Variant,
    ) -> impl Iterator<Item = Mapping<'a>> + 'a {
        variant.cases.iter().map(move |case| {
            let keys = case.keys.inheriting(&variant.keys);
            self.mapping(variant, Some(case), Cow::Owned(keys))
        })
    }

    fn mapping<'a>(
        &'a self,
        variant: &'a Variant,
        case: Option<&'a Case>,
        keys: Cow<'a, Keys>,
    ) -> Mapping<'a> {
        let is_mapped = self.is_mapped(&keys)
            && (case.is_none() || keys.status.is_some() || self.defaults.status.is_some());
        let code = match &keys.code {
            Some(Text::Fixed(code, _)) => Code::Said(self.prefixed(code)),
            Some(_) => Code::Late,
            None if !is_mapped => Code::None,
            None if self.defaults.code.is_some() => Code::Late,
            None if case.is_none() && keys.delegate.is_some() => Code::Late,
            None => Code::Derived(self.derived_code(variant)),
        };
        Mapping {
            case,
            keys,
            is_mapped,
            code,
        }
    }

    /// Whether these keys say what it is.
    pub(crate) fn is_mapped(&self, keys: &Keys) -> bool {
        keys.may_have(&[Key::Status, Key::Transparent, Key::Chain])
            || keys.status.is_some()
            || keys.delegate.is_some()
            || self.defaults.status.is_some()
    }

    /// A code as it is sent.
    pub(crate) fn prefixed(&self, code: &str) -> String {
        format!("{}{code}", self.options.code_prefix)
    }

    /// The code that a variant's name gives.
    pub(crate) fn derived_code(&self, variant: &Variant) -> String {
        let name = unraw(&variant.ident);
        self.prefixed(&self.options.code_case.apply(&name))
    }
}
