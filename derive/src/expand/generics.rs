//! What the generated code requires of a type's parameters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Generics, WherePredicate, parse_quote};

use crate::model::{Container, Delegation, Field, Keys, Member, Text};
use crate::tokens::{self, call_site};

pub(super) fn without_default(param: &syn::GenericParam) -> syn::GenericParam {
    let mut param = param.clone();
    match &mut param {
        syn::GenericParam::Type(ty) => {
            ty.default = None;
        }
        syn::GenericParam::Const(constant) => {
            constant.default = None;
        }
        syn::GenericParam::Lifetime(_) => {}
    }
    param
}

/// Returns the generics with what the generated code requires of the parameters.
pub(super) fn bounded(container: &Container, private: &TokenStream) -> Generics {
    let mut generics = container.generics.clone();
    if generics.params.is_empty() {
        return generics;
    }
    demand_error(&mut generics, &container.ident, &container.generics);
    let params: Vec<String> = container
        .generics
        .type_params()
        .map(|param| param.ident.to_string())
        .collect();
    let is_generic = |field: &Field| {
        let ty = &field.ty;
        tokens::names(&quote!(#ty))
            .iter()
            .any(|name| params.contains(name))
    };
    let mut demand = |predicate: TokenStream| {
        // rustc reports what is wrong with a type that is not valid.
        let Ok(predicate) = syn::parse2::<WherePredicate>(predicate) else {
            return;
        };
        let clause = generics.make_where_clause();
        let text = quote!(#predicate).to_string();
        if !clause
            .predicates
            .iter()
            .any(|known| quote!(#known).to_string() == text)
        {
            clause.predicates.push(predicate);
        }
    };
    for variant in &container.variants {
        for keys in variant.all_keys() {
            if let Some(Delegation::Field(at, _)) = keys.delegate
                && is_generic(&variant.fields[at])
            {
                let ty = &variant.fields[at].ty;
                demand(quote!(#ty: #private::Delegate));
            }
            for member in &keys.members {
                let (Member::Named {
                    field: Some(at), ..
                }
                | Member::Flatten(at)) = member
                else {
                    continue;
                };
                if is_generic(&variant.fields[*at]) {
                    let ty = &variant.fields[*at].ty;
                    demand(quote!(#ty: #private::MemberValue));
                }
            }
            for argument in &keys.arguments {
                if let Some(at) = argument.field
                    && is_generic(&variant.fields[at])
                {
                    let ty = &variant.fields[at].ty;
                    demand(quote!(#ty: #private::MemberValue));
                }
            }
            for context in &keys.context {
                if let Some(at) = context.field
                    && is_generic(&variant.fields[at])
                {
                    let ty = &variant.fields[at].ty;
                    demand(quote!(#ty: ::core::fmt::Display));
                }
            }
            for text in texts(keys) {
                let Text::Format(template, _) = text else {
                    continue;
                };
                for name in template.displayed() {
                    let named = variant.fields.iter().find(|field| field.is_called(name));
                    if let Some(field) = named.filter(|field| is_generic(field)) {
                        let ty = &field.ty;
                        demand(quote!(#ty: ::core::fmt::Display));
                    }
                }
            }
        }
    }
    generics
}

/// A generic type is an error only if its parameters allow it.
fn demand_error(generics: &mut Generics, ident: &Ident, plain: &Generics) {
    if generics.type_params().next().is_some() {
        let (_, ty_generics, _) = plain.split_for_impl();
        let ident = call_site(ident);
        generics
            .make_where_clause()
            .predicates
            .push(parse_quote!(#ident #ty_generics: ::core::error::Error));
    }
}

fn texts(keys: &Keys) -> Vec<&Text> {
    let mut texts = Vec::new();
    texts.extend(&keys.detail);
    texts.extend(&keys.instance);
    for member in &keys.members {
        if let Member::Named { value, .. } = member {
            texts.push(value);
        }
    }
    texts.extend(keys.headers.iter().map(|header| &header.value));
    texts.extend(keys.metadata.iter().map(|(_, value)| value));
    texts.extend(keys.arguments.iter().map(|argument| &argument.value));
    texts.extend(keys.context.iter().map(|context| &context.value));
    texts
}
