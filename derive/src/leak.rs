//! The leak law: if the detail of a 4xx is the text of `Display`, that text
//! must be proved to show no error, or the variant must have a key for what to
//! show.
//!
//! A field that an attribute makes a source, or that is named like an error, is
//! refused here. For every other field that the text may show, a constant in the
//! generated code asks by trait whether it is an error.

#[cfg(test)]
mod tests;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::Index;

use crate::check::may_be_elsewhere;
use crate::errors::Errors;
use crate::expand::krate;
use crate::keys::Key;
use crate::model::{Case, Container, Display, Keys, Status, Variant};
use crate::tokens::{call_site, local};
use crate::ty::Ty;

/// Refuses a 4xx that may show a source, or a field that is named like an error.
pub(crate) fn check(container: &Container, variant: &Variant, errors: &mut Errors) {
    let Some(at) = known_error(container, variant) else {
        return;
    };
    let what = if variant.source == Some(at) {
        "a source"
    } else {
        "an error"
    };
    for place in undecided(container, variant) {
        errors.at_span(place.span, message(variant, at, what, place.case));
    }
}

/// Returns one constant for each variant with a field to ask about. It fails if
/// the field is an error.
///
/// It is outside of the type's impl, because a constant with parameters is only
/// evaluated if it is used. Therefore it cannot ask about a field whose type
/// contains a parameter, which is judged by its name and by the bounds of the
/// parameter.
pub(crate) fn questions(container: &Container) -> TokenStream {
    let mut questions = TokenStream::new();
    for variant in &container.variants {
        questions.extend(question(container, variant));
    }
    questions
}

fn question(container: &Container, variant: &Variant) -> Option<TokenStream> {
    let may_be_shown =
        |at: &usize| !variant.fields[*at].ty.is_of_prelude() && !is_proved_safe(variant, *at);
    let fields: Vec<usize> = (0..variant.fields.len()).filter(may_be_shown).collect();
    // Most variants end here. One message for each variant is enough: the key
    // that fixes one field fixes all.
    if fields.is_empty() || known_error(container, variant).is_some() {
        return None;
    }
    let place = undecided(container, variant).next()?;
    let krate = krate(&container.options);
    let parameters = parameters(container);
    let mut asked = Vec::new();
    for at in fields {
        let ty = &variant.fields[at].ty;
        let mut questions = Vec::new();
        for (path, part) in ty.parts() {
            if part.is_of_prelude() {
                continue;
            }
            let question = if parameters.is_empty() {
                by_value(container, variant, at, &path)
            } else if let Some(question) = by_type(container, &parameters, &part) {
                question
            } else {
                continue;
            };
            questions.push(quote!(#krate::__private::is_error!(#question)));
        }
        if questions.is_empty() {
            continue;
        }
        let refuse = Ident::new("__refuse", ty.span());
        let message = message(variant, at, "an error", place.case);
        let mut argument = Group::new(Delimiter::Parenthesis, quote!(#message));
        argument.set_span(ty.last_span());
        asked.push(quote! {
            if #(#questions)||* {
                use #krate::__private::probe::refuse as #refuse;
                // From the first token of the type to the last.
                #refuse #argument;
            }
        });
    }
    (!asked.is_empty()).then(|| {
        quote! {
            #[allow(deprecated, unreachable_patterns, unused_qualifications)]
            const _: () = { #(#asked)* };
        }
    })
}

/// Finds the value, so that its type need not be written a second time: rustc
/// would report a wrong type twice.
fn by_value(container: &Container, variant: &Variant, field: usize, path: &[Index]) -> TokenStream {
    let (error, found) = (local("__error"), local("__field"));
    let item = item(container);
    let ident = call_site(&container.ident);
    let pattern = if container.is_enum {
        let variant = call_site(&variant.ident);
        quote!(#ident::#variant)
    } else {
        quote!(#ident)
    };
    let member = &variant.fields[field].member;
    let value = match path {
        [] => quote!(#found),
        path => quote!(&#found #(.#path)*),
    };
    quote! {
        in |#error: &'static #item| match #error {
            #pattern { #member: #found, .. } => ::core::option::Option::Some(#value),
            _ => ::core::option::Option::None,
        }
    }
}

/// Writes the type, without what depends on the item. A value would need the
/// parameters of the item.
fn by_type(container: &Container, parameters: &[&Ident], ty: &Ty) -> Option<TokenStream> {
    // `Self` has the parameters.
    let this = Ident::new("Self", Span::call_site());
    if ty.mentions(parameters) || ty.mentions(&[&this]) {
        return None;
    }
    let lifetimes = container.generics.lifetimes();
    let lifetimes: Vec<&Ident> = lifetimes.map(|it| &it.lifetime.ident).collect();
    Some(ty.with_static(&lifetimes))
}

/// Returns the type that is derived for, with every lifetime `'static`.
fn item(container: &Container) -> TokenStream {
    let ident = call_site(&container.ident);
    let lifetimes = container.generics.lifetimes().map(|_| quote!('static));
    let lifetimes: Vec<TokenStream> = lifetimes.collect();
    if lifetimes.is_empty() {
        quote!(#ident)
    } else {
        quote!(#ident<#(#lifetimes),*>)
    }
}

fn message(variant: &Variant, field: usize, what: &str, case: Option<&Case>) -> String {
    let field = variant.fields[field].binding.to_string();
    let field = field
        .strip_prefix('_')
        .filter(|name| name.parse::<u16>().is_ok())
        .unwrap_or(&field);
    let field = field.strip_prefix("r#").unwrap_or(field);
    let (detail, place) = match case {
        None => ("the detail of a 4xx".to_owned(), ""),
        Some(case) => (
            format!(
                "the detail of the 4xx of `case({} => ...)`",
                written(&case.written)
            ),
            " in this `case`",
        ),
    };
    format!(
        "field `{field}` is {what}, and {detail} is the text of `Display`, which may show it: \
         write `detail = \"...\"` or `hide`{place}, or `expose` if the client may read it"
    )
}

/// Returns a pattern as it is usually written.
fn written(pattern: &TokenStream) -> String {
    let text = pattern.to_string();
    [" ::", ":: ", " (", " ,"]
        .iter()
        .fold(text, |text, spaced| text.replace(spaced, spaced.trim()))
}

/// Where a variant may be a 4xx.
struct Place<'a> {
    span: Span,
    /// The case that makes it a 4xx, if it is a case.
    case: Option<&'a Case>,
}

/// Returns the places where the variant and its cases may be a 4xx whose detail
/// is the text of `Display`.
fn undecided<'a>(
    container: &'a Container,
    variant: &'a Variant,
) -> impl Iterator<Item = Place<'a>> + 'a {
    let own = variant.keys.delegate.is_none() && shows_display(container, &variant.keys);
    let own = own.then(|| Place {
        span: status_span(&variant.keys, variant.ident.span()),
        case: None,
    });
    let cases = variant.cases.iter();
    let cases = cases
        .filter(|case| shows_display(container, &case.keys.inheriting(&variant.keys)))
        .map(|case| Place {
            span: status_span(&case.keys, case.span),
            case: Some(case),
        });
    own.into_iter().chain(cases)
}

fn status_span(keys: &Keys, otherwise: Span) -> Span {
    match keys.status {
        Some(Status::Fixed(_, span)) => span,
        _ => otherwise,
    }
}

fn shows_display(container: &Container, keys: &Keys) -> bool {
    let may_be_4xx = match (&keys.status, &container.defaults.status) {
        (Some(Status::Fixed(number, _)), _) | (None, Some(Status::Fixed(number, _))) => {
            *number < 500 && *number != 304
        }
        (Some(Status::Dynamic(_)), _) | (None, Some(Status::Dynamic(_))) => true,
        (None, None) => false,
    };
    let is_decided = keys.detail.is_some() || keys.hide.is_some() || keys.expose.is_some();
    let is_decided = is_decided || container.defaults.detail.is_some();
    may_be_4xx
        && !is_decided
        && !may_be_elsewhere(container, keys, &[Key::Detail, Key::Hide, Key::Expose])
}

/// Returns the first field that is a source or named like an error, and may be shown.
fn known_error(container: &Container, variant: &Variant) -> Option<usize> {
    (0..variant.fields.len())
        .filter(|at| is_known_error(container, variant, *at))
        .find(|at| !is_proved_safe(variant, *at))
}

fn is_known_error(container: &Container, variant: &Variant, field: usize) -> bool {
    let ty = &variant.fields[field].ty;
    variant.source == Some(field)
        || ty.is_an_error()
        || error_parameters(container)
            .iter()
            .any(|parameter| ty.mentions(&[parameter]))
}

/// Returns the parameters that are not available to a constant outside of the type.
fn parameters(container: &Container) -> Vec<&Ident> {
    let params = container.generics.params.iter();
    params
        .filter_map(|param| match param {
            syn::GenericParam::Type(ty) => Some(&ty.ident),
            syn::GenericParam::Const(constant) => Some(&constant.ident),
            syn::GenericParam::Lifetime(_) => None,
        })
        .collect()
}

/// Returns the parameters that a bound makes an error: `E: Error`.
fn error_parameters(container: &Container) -> Vec<&Ident> {
    let clause = container.generics.where_clause.as_ref();
    let predicates = || clause.iter().flat_map(|clause| &clause.predicates);
    container
        .generics
        .type_params()
        .filter(|parameter| {
            let ident = &parameter.ident;
            let bounds = predicates().filter_map(|predicate| match predicate {
                syn::WherePredicate::Type(bound) => {
                    let bounded = &bound.bounded_ty;
                    (*ident == quote!(#bounded).to_string()).then_some(&bound.bounds)
                }
                _ => None,
            });
            let mut bounds = bounds.chain([&parameter.bounds]).flatten();
            bounds.any(|bound| {
                let bound: Vec<TokenTree> = quote!(#bound).into_iter().collect();
                !bound.is_empty() && Ty::new(bound).is_an_error()
            })
        })
        .map(|parameter| &parameter.ident)
        .collect()
}

/// Returns whether the template can be read and shows neither the field nor the whole error.
fn is_proved_safe(variant: &Variant, field: usize) -> bool {
    let Display::Template { template, .. } = &variant.display else {
        return false;
    };
    let field = &variant.fields[field];
    template.names().all(|name| {
        !field.is_called(name)
            && name != "self"
            && variant.fields.iter().any(|field| field.is_called(name))
    })
}

impl Variant {
    /// Returns whether the text of `Display` shows no error, or a key allows it
    /// to. A text that is not proved is hidden in a 4xx if the error has a
    /// source at run time.
    ///
    /// A field that the text shows is not a source, is not named like an error,
    /// and is either asked about by [`questions`] or of a type without
    /// parameters.
    pub(crate) fn display_is_proved(&self, container: &Container, keys: &Keys) -> bool {
        if keys.expose.is_some() {
            return true;
        }
        let Display::Template { template, .. } = &self.display else {
            return false;
        };
        if template.is_fixed() {
            return true;
        }
        let parameters = parameters(container);
        let is_harmless = |at: usize| {
            let ty = &self.fields[at].ty;
            !is_known_error(container, self, at)
                && (ty.is_of_prelude() || !ty.mentions(&parameters))
        };
        template.names().all(|name| {
            let mut fields = self.fields.iter();
            fields
                .position(|field| field.is_called(name))
                .is_some_and(is_harmless)
        })
    }
}
