//! A code names only one problem type.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proc_macro2::Span;

use crate::errors::Errors;
use crate::model::{Code, Container, Keys, Mapping, Status, Variant};

/// The origin of a code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Explicit,
    /// A case inherits it from its variant.
    Inherited,
    /// From `unmapped(...)`.
    OfUnmapped,
    OfName,
    OfStatus,
}

/// One use of a code.
struct Use<'a> {
    code: &'a str,
    origin: Origin,
    span: Span,
    variant: &'a Variant,
    /// `None` if it is known only at run time.
    status: Option<u16>,
    /// The type and the title.
    facts: [Option<String>; 2],
    /// The type and the title of `unmapped`.
    unmapped: [Option<String>; 2],
}

pub(super) fn are_unique(container: &Container, errors: &mut Errors) {
    if are_all_different(container) {
        return;
    }
    let mut mappings = Vec::new();
    for variant in &container.variants {
        for (at, mapping) in container.mappings(variant).enumerate() {
            mappings.push((variant, at.checked_sub(1), mapping));
        }
    }
    let mut uses: Vec<Use<'_>> = Vec::new();
    let mut first_of: Codes<'_> = BTreeMap::new();
    for (variant, case, mapping) in &mappings {
        let Some(this) = Use::of(container, variant, *case, mapping) else {
            continue;
        };
        let first = *first_of.entry(this.code.into()).or_insert(uses.len());
        match uses.get(first) {
            Some(first) => first.meets(&this, container.options.shared_codes, errors),
            None => uses.push(this),
        }
    }
}

/// The index of the first use of each code.
type Codes<'a> = BTreeMap<Cow<'a, str>, usize>;

/// Returns whether no code needs a closer look, as in most types.
fn are_all_different(container: &Container) -> bool {
    let mut first_of: Codes<'_> = BTreeMap::new();
    for (at, variant) in container.variants.iter().enumerate() {
        let code = container.own(variant).into_fixed_code();
        let is_first = code.is_empty() || *first_of.entry(code).or_insert(at) == at;
        if !is_first || !variant.cases.is_empty() {
            return false;
        }
    }
    true
}

impl<'a> Use<'a> {
    fn of(
        container: &Container,
        variant: &'a Variant,
        case: Option<usize>,
        mapping: &'a Mapping<'_>,
    ) -> Option<Self> {
        // An expression may have a different value each time.
        if mapping.fixed_code().is_empty() {
            return None;
        }
        let case = case.and_then(|at| variant.cases.get(at));
        let keys: &Keys = &mapping.keys;
        let (code, origin, span) = match (&mapping.code, case) {
            (Code::Explicit(code, _), Some(case)) if case.keys.code.is_none() => {
                let span = match &case.keys.status {
                    Some(Status::Fixed(_, span)) => *span,
                    _ => case.span,
                };
                (code.as_str(), Origin::Inherited, span)
            }
            (Code::Explicit(code, span), _)
                if variant.keys.code.is_none() && !mapping.is_mapped =>
            {
                // Points at the key that makes it a different problem type.
                let own = [&variant.keys.title, &variant.keys.type_uri]
                    .into_iter()
                    .flatten();
                let span = own.map(syn::LitStr::span).next().unwrap_or(*span);
                (code.as_str(), Origin::OfUnmapped, span)
            }
            (Code::Explicit(code, span), _) => (code.as_str(), Origin::Explicit, *span),
            (Code::OfStatus(code, span), _) => (code.as_str(), Origin::OfStatus, *span),
            (Code::Derived(code), _) => (*code, Origin::OfName, variant.ident.span()),
            (Code::None, _) => return None,
        };
        let status = match &keys.status {
            Some(Status::Fixed(number, _)) => Some(*number),
            None if !mapping.is_mapped => Some(container.options.unmapped.status()),
            Some(Status::Dynamic(_)) | None => None,
        };
        let facts = |keys: &Keys| {
            [&keys.type_uri, &keys.title].map(|fact| fact.as_ref().map(syn::LitStr::value))
        };
        let unmapped = container.options.unmapped.keys.as_ref();
        Some(Self {
            code,
            origin,
            span,
            variant,
            status,
            facts: facts(keys),
            unmapped: unmapped.map(facts).unwrap_or_default(),
        })
    }

    /// Refuses the second use of a code, unless both are the same problem type.
    fn meets(&self, second: &Self, is_shared: bool, errors: &mut Errors) {
        let code = self.code;
        // A status that is known only at run time may be the same.
        let is_one_status = self.status.zip(second.status).is_none_or(|(a, b)| a == b);
        let is_one_type = self.facts == second.facts;
        let is_one_variant = std::ptr::eq(self.variant, second.variant);
        let (wrong, other) = match (self.origin, second.origin) {
            (_, Origin::OfName) => (second, self),
            (Origin::OfName, _) | (Origin::OfStatus, Origin::Explicit | Origin::Inherited) => {
                (self, second)
            }
            // The use that adds something to the keys of `unmapped`.
            (Origin::OfUnmapped, _) if self.facts != self.unmapped => (self, second),
            _ => (second, self),
        };
        let name = &wrong.variant.name;
        let message = match wrong.origin {
            // The status is the same, or both are known only at run time.
            Origin::OfName if is_one_variant => return,
            Origin::OfName if other.origin == Origin::OfStatus && is_one_status && is_one_type => {
                return;
            }
            Origin::OfName => {
                let otherwise = match other.origin {
                    Origin::OfName | Origin::OfStatus => "",
                    _ if is_one_status || is_shared => {
                        ", or the same code on both if they are one problem type"
                    }
                    _ => ", or the same code on both, and `shared_codes` on the type",
                };
                format!(
                    "the code `{code}`, derived from the name `{name}`, is the code of another \
                     problem: write `code = \"...\"` on `{name}`{otherwise}"
                )
            }
            Origin::OfStatus if is_one_status && is_one_type => return,
            Origin::OfStatus => format!(
                "the code `{code}`, derived from the status of this `case`, is the code of \
                 another problem: write `code = \"...\"` in it"
            ),
            Origin::Explicit | Origin::OfUnmapped | Origin::Inherited
                if is_shared && is_one_type =>
            {
                return;
            }
            Origin::Inherited if is_shared => return,
            Origin::Inherited if is_one_status => return,
            Origin::Inherited => format!(
                "this `case` has its own status, and the code `{code}` of `{name}` belongs to \
                 another status: write `code = \"...\"` in it, or `shared_codes` on the type"
            ),
            Origin::Explicit | Origin::OfUnmapped if is_one_status && is_one_type => return,
            Origin::OfUnmapped => {
                let message = format!(
                    "the code `{code}` of `unmapped` is one problem type, and this key makes \
                     `{name}` another one: write `code = \"...\"` on `{name}`, or remove this key"
                );
                errors.at_span(wrong.span, message);
                return;
            }
            Origin::Explicit if is_one_type => format!(
                "the code `{code}` is one problem type, but the statuses differ: write another \
                 `code = \"...\"`, or `shared_codes` on the type for a code with several statuses"
            ),
            Origin::Explicit => format!(
                "the code `{code}` is one problem type, but the status, type or title differs: \
                 write another `code = \"...\"`, or make them equal"
            ),
        };
        errors.at_span(wrong.span, message);
        errors.at_span(other.span, "the other one is here");
    }
}
