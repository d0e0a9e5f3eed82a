//! What applies to all variants of a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::headers::{HeaderNames, is_late_value, own_fixed_headers};
use super::writer::Writer;
use super::{beyond_status, code_value, reference};
use crate::model::{Container, Level, Member, On, Status, Text};
use crate::table::Rule;
use crate::tokens::{list, local};

/// What applies to all variants of a type, computed once.
pub(super) struct Shared {
    /// Whether it decides something at run time: a status or a code.
    pub(super) decides: bool,
    /// Whether it describes something at run time, whatever the status is.
    pub(super) describes: bool,
    /// For each `on`, whether its headers are set by code: one of them, or one
    /// with the same name in another `on`, is known only at run time.
    late: Vec<bool>,
}

impl Shared {
    pub(super) fn of(container: &Container) -> Self {
        let Container {
            defaults, options, ..
        } = container;
        let headers = options.on.iter().flat_map(|on| &on.keys.headers);
        let late_names: Vec<&str> = headers
            .filter(|header| is_late_value(&header.value))
            .map(|header| header.name.as_str())
            .collect();
        let late = |on: &On| {
            let mut headers = on.keys.headers.iter();
            headers.any(|header| late_names.contains(&header.name.as_str()))
        };
        Self {
            decides: defaults.status.is_some() || defaults.code.is_some(),
            describes: defaults.detail.is_some()
                || !defaults.headers.is_empty()
                || !defaults.members.is_empty()
                || !defaults.arguments.is_empty()
                || !defaults.context.is_empty(),
            late: options.on.iter().map(late).collect(),
        }
    }

    /// Returns the rules for a status, the last one first, and whether their
    /// headers are set by code.
    pub(super) fn rules<'a>(
        &'a self,
        container: &'a Container,
        status: u16,
    ) -> impl Iterator<Item = (&'a On, bool)> {
        let on = container.options.on.iter().zip(&self.late).rev();
        on.filter(move |(on, _)| on.applies(status))
            .map(|(on, late)| (on, *late))
    }

    /// Returns the rules of the table: every `on`, the last one first.
    pub(super) fn table_rules(&self, container: &Container, krate: &TokenStream) -> Vec<Rule> {
        let on = container.options.on.iter().zip(&self.late).rev();
        on.map(|(on, late)| Rule {
            statuses: on.statuses.clone(),
            level: on.keys.log.map_or(0, Level::number),
            format: on.keys.format.as_ref().map(|it| it.expression(krate)),
            headers: if *late {
                Vec::new()
            } else {
                own_fixed_headers(&on.keys)
            },
        })
        .collect()
    }
}

/// Returns what a type decides for the variants that do not.
pub(super) fn decide(container: &Container, krate: &TokenStream) -> TokenStream {
    let d = local("__d");
    let defaults = &container.defaults;
    let status = match &defaults.status {
        Some(Status::Fixed(number, _)) => Some(quote!(#d.type_status(&#number);)),
        Some(Status::Dynamic(expr)) => {
            let status = reference(&list(expr), krate);
            let statuses = defaults.statuses.as_ref().map(|statuses| {
                let statuses = statuses.all.iter();
                let statuses = statuses.map(|it| proc_macro2::Literal::u16_unsuffixed(*it));
                quote!(#d.type_statuses(&[#(#statuses),*]);)
            });
            Some(quote!(#d.type_status(#status); #statuses))
        }
        None => None,
    };
    let base = container.options.type_base.as_deref().unwrap_or_default();
    let code = match &defaults.code {
        Some(Text::Fixed(code, _)) => Some(quote!(::core::option::Option::Some(#code))),
        Some(Text::Expr(expr)) => Some(code_value(expr, krate)),
        _ => None,
    };
    let code = code.map(|code| quote!(#d.type_code(#base, #code);));
    let code = beyond_status(code.into_iter().collect());
    quote!(#status #(#code)*)
}

/// Returns what a type describes for all its variants.
pub(super) fn describe(
    container: &Container,
    shared: &Shared,
    krate: &TokenStream,
    names: &HeaderNames,
    unmapped: &[TokenStream],
) -> TokenStream {
    let d = local("__d");
    let defaults = &container.defaults;
    let write = Writer {
        krate,
        names,
        fields: &[],
        d: &d,
    };
    let on = container.options.on.iter().zip(&shared.late).rev();
    let on = on.filter(|(_, late)| **late).map(|(on, _)| {
        let ranges = on.statuses.iter().map(|(first, last)| {
            let [first, last] =
                [first, last].map(|number| proc_macro2::Literal::u16_unsuffixed(*number));
            quote!(#first..=#last)
        });
        let mut headers = Vec::new();
        write.headers(&on.keys.headers, &mut headers);
        quote!(#d.on(&[#(#ranges),*], |#d| { #(#headers)* });)
    });
    let mut rest = Vec::new();
    if let Some(detail) = &defaults.detail {
        let value = write.value(detail);
        rest.push(quote!(#d.type_detail(#value);));
    }
    write.headers(&defaults.headers, &mut rest);
    write.members(&defaults.members, &mut rest);
    write.arguments(&defaults.arguments, &mut rest);
    write.context(&defaults.context, &mut rest);
    let unmapped = (!unmapped.is_empty()).then(|| quote!(#d.unmapped(|#d| { #(#unmapped)* });));
    quote!(#unmapped #(#on)* #(#rest)*)
}

/// Returns whether the type may also name one of these members, or whether one may
/// be named twice. A flattened member may have any name.
pub(super) fn repeats_a_member(container: &Container, members: &[Member]) -> bool {
    let defaults = &container.defaults.members;
    members.iter().any(|member| {
        matches!(member, Member::Flatten(_)) || defaults.iter().any(|other| member.is_same(other))
    })
}
