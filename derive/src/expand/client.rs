//! How an error is read back from the problem that was sent for it.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::generics::without_default;
use crate::model::{Container, Delegation, Keys, Origin, Variant};
use crate::tokens::{self, call_site, local};
use crate::ty::Ty;

/// Returns the impl of `FromProblem`; `rows` are those of the variants and their cases.
pub(super) fn from_problem(
    container: &Container,
    rows: &[usize],
    table: &Ident,
    krate: &TokenStream,
) -> TokenStream {
    let reader = local("__reader");
    let problem = local("__problem");
    let error = local("__error");
    let read = local("__read");
    let mut rows = rows.iter();
    let mut own = Vec::new();
    let mut delegated = Vec::new();
    let mut demands = Vec::new();
    for variant in &container.variants {
        let mappings = container.mappings(variant);
        for (mapping, row) in mappings.zip(rows.by_ref()) {
            if !mapping.is_mapped || variant.keys.client_off.is_some() {
                continue;
            }
            let path = path(container, variant);
            if let Some(Delegation::Field(..)) = &mapping.keys.delegate {
                let [field] = variant.fields.as_slice() else {
                    continue;
                };
                let (ty, member) = (&field.ty, &field.member);
                let span = ty.span().resolved_at(Span::mixed_site());
                let attempt =
                    quote_spanned!(span=> <#ty as #krate::FromProblem>::from_problem(#problem));
                delegated.push(quote! {
                    let #problem = match #attempt {
                        ::core::result::Result::Ok(#error) => {
                            return ::core::result::Result::Ok(#path { #member: #error });
                        }
                        ::core::result::Result::Err(#problem) => #problem,
                    };
                });
                demands.extend(demand(container, ty, &quote!(#krate::FromProblem)));
                continue;
            }
            let Some(fields) = fields(container, variant, &mapping.keys, krate, &mut demands)
            else {
                continue;
            };
            let row = Literal::usize_unsuffixed(*row);
            own.push(quote! {
                if let ::core::option::Option::Some(#reader) = #reader.of(#table(), #row) {
                    let #read = || ::core::option::Option::Some(#path { #fields });
                    if let ::core::option::Option::Some(#error) = #read() {
                        return ::core::result::Result::Ok(#error);
                    }
                }
            });
        }
    }
    let mut generics = container.generics.clone();
    if !demands.is_empty() {
        let clause = generics.make_where_clause();
        let demands = demands
            .into_iter()
            .filter_map(|demand| syn::parse2::<syn::WherePredicate>(demand).ok());
        clause.predicates.extend(demands);
    }
    let params = generics.params.iter().map(without_default);
    let (_, ty_generics, where_clause) = generics.split_for_impl();
    let ident = call_site(&container.ident);
    let private = quote!(#krate::__private);
    let reads = (!own.is_empty()).then(|| {
        quote! {
            {
                let #reader = &#private::ProblemReader::new(&#problem);
                #(#own)*
            }
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated, unused_qualifications)]
        impl<#(#params),*> #krate::FromProblem for #ident #ty_generics #where_clause {
            fn from_problem(
                #problem: #krate::Problem,
            ) -> ::core::result::Result<Self, #krate::Problem> {
                #reads
                #(#delegated)*
                ::core::result::Result::Err(#problem)
            }
        }
    }
}

fn path(container: &Container, variant: &Variant) -> TokenStream {
    let ident = call_site(&container.ident);
    let name = &variant.ident;
    if container.is_enum {
        quote!(#ident::#name)
    } else {
        quote!(#ident)
    }
}

/// Returns each field with the part of the response that it is read from.
fn fields(
    container: &Container,
    variant: &Variant,
    keys: &Keys,
    krate: &TokenStream,
    demands: &mut Vec<TokenStream>,
) -> Option<TokenStream> {
    let reader = local("__reader");
    let private = quote!(#krate::__private);
    let mut fields = TokenStream::new();
    for (at, field) in variant.fields.iter().enumerate() {
        let (ty, member) = (&field.ty, &field.member);
        // At the type: rustc points there if it cannot be read.
        let span = ty.span().resolved_at(Span::mixed_site());
        let value = match container.origin(variant, keys, at)? {
            Origin::Member(name) => {
                demands.extend(demand(container, ty, &quote!(#private::FromMember)));
                quote_spanned!(span=> <#ty as #private::FromMember>::from_member(&#reader.member(#name))?)
            }
            Origin::Members => {
                demands.extend(demand(container, ty, &quote!(#private::FromMember)));
                quote_spanned!(span=> <#ty as #private::FromMember>::from_member(&#reader.members())?)
            }
            Origin::Header(name) => quote_spanned! {span=>
                <#ty as #private::FromHeader>::from_header(#reader.header(#name).as_ref())?
            },
            Origin::RetryAfter => quote_spanned! {span=>
                <#ty as #private::FromRetryAfter>::from_header(#reader.header("retry-after").as_ref())?
            },
            Origin::Detail => {
                quote_spanned!(span=> <#ty as #private::FromText>::from_text(#reader.detail())?)
            }
            Origin::Instance => {
                quote_spanned!(span=> <#ty as #private::FromText>::from_text(#reader.instance())?)
            }
            Origin::Status => {
                quote_spanned!(span=> <#ty as #private::FromStatus>::from_status(#reader.status()))
            }
            Origin::Nothing => quote!(::core::default::Default::default()),
        };
        fields.extend(quote!(#member: #value,));
    }
    Some(fields)
}

/// Returns what the impl requires of a type that contains a parameter.
fn demand(container: &Container, ty: &Ty, bound: &TokenStream) -> Option<TokenStream> {
    let names = tokens::names(&quote!(#ty));
    let mut params = container.generics.type_params();
    let is_generic = params.any(|param| names.contains(&param.ident.to_string()));
    is_generic.then(|| quote!(#ty: #bound))
}
