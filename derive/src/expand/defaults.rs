//! What holds for all variants of a type.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::headers::{HeaderNames, is_late_value};
use super::writer::Writer;
use super::{local, reference};
use crate::model::{Container, Format, Member, On, Status, Text};

/// Whether something is said for all variants, and so must be asked for
/// whatever the variant.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    /// In the pass that decides.
    pub(super) decides: bool,
    /// In those behind it.
    pub(super) says: bool,
}

impl Shared {
    pub(super) fn of(container: &Container) -> Self {
        let Container {
            defaults, options, ..
        } = container;
        let late = || options.on.iter().filter(|on| is_late(container, on));
        Self {
            decides: repeats_a_member(container)
                || defaults.status.is_some()
                || defaults.code.is_some()
                || (defaults.format.is_some() && has_late_format(container))
                || late().any(|on| on.keys.log.is_some() || on.keys.format.is_some()),
            says: defaults.detail.is_some()
                || !defaults.headers.is_empty()
                || !defaults.members.is_empty()
                || !defaults.context.is_empty()
                || late().any(|on| !on.keys.headers.is_empty()),
        }
    }
}

/// What holds for all variants and is heard where they are silent.
pub(super) fn statements(
    container: &Container,
    krate: &TokenStream,
    names: &HeaderNames,
    d: &Ident,
) -> TokenStream {
    let defaults = &container.defaults;
    let write = Writer {
        krate,
        names,
        fields: &[],
        d,
    };
    let status = match &defaults.status {
        Some(Status::Fixed(number, _)) => Some(quote!(#d.default_status(&#number);)),
        Some(Status::Dynamic(expr)) => {
            let unmapped = unmapped(container, d);
            let status = reference(expr);
            Some(quote!(#d.default_status(#status); #unmapped))
        }
        None => None,
    };
    let base = container.options.type_base.as_deref().unwrap_or_default();
    let code = match &defaults.code {
        Some(Text::Fixed(code, _)) => Some(quote!(#d.default_code(#base, #code);)),
        Some(Text::Expr(expr)) => {
            let code = reference(expr);
            Some(quote!(#d.default_code(#base, #code);))
        }
        _ => None,
    };
    let on = container
        .options
        .on
        .iter()
        .rev()
        .filter(|on| is_late(container, on))
        .map(|on| {
            let ranges = on
                .statuses
                .iter()
                .map(|(first, last)| {
                    (
                        Literal::u16_unsuffixed(*first),
                        Literal::u16_unsuffixed(*last),
                    )
                })
                .map(|(first, last)| quote!(#first..=#last));
            let log = on.keys.log.as_ref().map(|level| {
                let level = Ident::new(level.variant(), Span::call_site());
                quote!(#d.log(#krate::Level::#level);)
            });
            let format = on.keys.format.as_ref();
            let format = format.map(|format| format_call(format, krate, d));
            let headers = write.headers(&on.keys.headers);
            match (headers.as_slice(), log.is_none() && format.is_none()) {
                ([], _) => quote!(if #d.selects() && #d.is(&[#(#ranges),*]) { #format #log }),
                (headers, true) => {
                    quote!(if !#d.selects() && #d.is(&[#(#ranges),*]) { #(#headers)* })
                }
                (headers, false) => quote! {
                    if #d.is(&[#(#ranges),*]) {
                        if #d.selects() { #format #log } else { #(#headers)* }
                    }
                },
            }
        });
    let format = defaults
        .format
        .as_ref()
        .filter(|_| has_late_format(container));
    let format = format.map(|format| format_call(format, krate, d));
    let mut rest = Vec::new();
    if let Some(detail) = &defaults.detail {
        rest.push(write.detail(detail));
    }
    rest.extend(write.headers(&defaults.headers));
    rest.extend(write.members(&defaults.members));
    rest.extend(write.context(&defaults.context));
    let rest = (!rest.is_empty()).then(|| quote!(if !#d.selects() { #(#rest)* }));
    let layer = repeats_a_member(container).then(|| quote!(#d.layer();));
    let decides = (layer.is_some() || status.is_some() || code.is_some())
        .then(|| quote!(if #d.selects() { #layer #status #code }));
    quote!(#decides #(#on)* #format #rest)
}

/// A format is a constant, and may be made by a function.
fn format_call(format: &Format, krate: &TokenStream, d: &Ident) -> TokenStream {
    let format = format.expression(krate);
    let constant = local("__FORMAT");
    quote!({
        static #constant: &dyn #krate::Format = &#format;
        #d.format(#constant);
    })
}

/// The status of a variant whose expression has none.
pub(super) fn unmapped(container: &Container, d: &Ident) -> Option<TokenStream> {
    let number = container.options.unmapped.status();
    (number != 500).then(|| quote!(#d.unmapped_status(#number);))
}

/// Whether an `on` must be looked at while the program runs: it holds a value,
/// or a header that another one has a value for, or some variant's status is
/// only known then.
pub(super) fn is_late(container: &Container, on: &On) -> bool {
    let has_value = on.keys.headers.iter().any(|header| {
        container
            .options
            .on
            .iter()
            .flat_map(|other| &other.keys.headers)
            .any(|other| other.name == header.name && is_late_value(&other.value))
    });
    let has_unknown = container.defaults.status.is_some()
        || container.variants.iter().any(|variant| {
            let cases = variant.cases.iter().map(|case| &case.keys);
            std::iter::once(&variant.keys).chain(cases).any(|keys| {
                keys.delegate.is_some() || matches!(keys.status, Some(Status::Dynamic(_)))
            })
        });
    has_value || has_unknown
}

/// Whether the format of some variant is only known while the program runs.
pub(super) fn has_late_format(container: &Container) -> bool {
    let on = &container.options.on;
    on.iter()
        .any(|on| on.keys.format.is_some() && is_late(container, on))
}

/// Whether a variant names a member that the type names too. What is flattened
/// may name any.
fn repeats_a_member(container: &Container) -> bool {
    let defaults = &container.defaults.members;
    container.variants.iter().any(|variant| {
        let cases = variant.cases.iter().map(|case| &case.keys);
        std::iter::once(&variant.keys).chain(cases).any(|keys| {
            keys.members.iter().any(|member| {
                matches!(member, Member::Flatten(_))
                    || defaults.iter().any(|other| member.is_same(other))
            })
        })
    })
}
