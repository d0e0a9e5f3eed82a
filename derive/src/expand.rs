//! The generated code: a table, one match, and an impl per framework.

mod arms;
mod catalog;
mod client;
mod defaults;
mod entry;
mod generics;
mod headers;
mod statements;
mod writer;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Generics;

use self::arms::Arms;
use self::defaults::Shared;
use self::generics::{bounded, without_default};
use crate::model::{Container, Options};
use crate::tokens::{self, call_site, local, span_of_list};

/// Returns all impls of a type without mistakes.
#[expect(
    clippy::too_many_lines,
    reason = "one impl, from its first method to its last"
)]
pub(crate) fn container(container: &Container) -> TokenStream {
    let shared = Shared::of(container);
    let Arms {
        mut table,
        published,
        names,
        rows,
        entries,
        cases,
        methods,
        late_unmapped,
    } = match Arms::of(container, &shared) {
        Ok(expansion) => expansion,
        Err(error) => return error.to_compile_error(),
    };
    let krate = krate(&container.options);
    let private = quote!(#krate::__private);
    let generics = bounded(container, &private);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = container.generics.split_for_impl();
    let ident = call_site(&container.ident);
    let d = local("__d");
    let count = container.variants.len();
    let of_table = |row: TokenStream| quote!((#private::table::<Self>(), #row));
    let row = match count {
        // A struct has only one row, or none.
        1 if !container.is_enum && !cases.is_empty() => of_table(quote!(#private::A_CASE)),
        1 if !container.is_enum => of_table(quote!(0)),
        // An enum without variants, which is refused.
        0 => quote!(match *self {}),
        _ => {
            let rows = Group::new(Delimiter::Brace, rows);
            of_table(quote!(match self #rows))
        }
    };
    let case = (!cases.is_empty()).then(|| {
        let rest = (cases.len() < count).then(|| quote!(_ => #private::A_CASE));
        quote! {
            fn __case(&self) -> ::core::primitive::usize {
                match self { #(#cases,)* #rest }
            }
        }
    });
    let method = |name: &str, visitor: TokenStream, imports: TokenStream, arms: &[TokenStream]| {
        (!arms.is_empty()).then(|| {
            let name = Ident::new(name, Span::call_site());
            let rest = (arms.len() < count).then(|| quote!(_ => {}));
            quote! {
                fn #name(&self, #d: #visitor) {
                    #imports
                    match self { #(#arms)* #rest }
                }
            }
        })
    };
    let any_code = |body: &str| {
        body.contains("CodeValue").then(|| {
            quote! {
                #[allow(unused_imports)]
                use #private::{AnyCode as _, OptionalCode as _};
            }
        })
    };
    let decide_arms = &methods.decide;
    let imports = any_code(&quote!(#(#decide_arms)*).to_string());
    let decide = method(
        "decide",
        quote!(&mut #krate::Decision<'_>),
        quote!(#imports),
        decide_arms,
    );
    let delegate = method(
        "delegate",
        quote!(#krate::Delegation<'_>),
        TokenStream::new(),
        &methods.delegate,
    );
    let describe = method(
        "describe",
        quote!(&mut #krate::Description<'_>),
        TokenStream::new(),
        &methods.describe,
    );
    let evidence = method(
        "__evidence",
        quote!(&mut #private::Evidence<'_>),
        quote! {
            #[allow(unused_imports)]
            use #private::{HeldError as _, HeldNested as _, HeldOptional as _, HeldOther as _};
        },
        &methods.evidence,
    );
    let type_method = |name: &str, visitor: &str, body: TokenStream| {
        (!body.is_empty()).then(|| {
            let [name, visitor] = [name, visitor].map(|name| Ident::new(name, Span::call_site()));
            let imports = any_code(&body.to_string());
            quote! {
                fn #name(&self, #d: &mut #krate::#visitor<'_>) {
                    #imports
                    #body
                }
            }
        })
    };
    let decide_type = type_method(
        "__decide_type",
        "Decision",
        defaults::decide(container, &krate),
    );
    let describe_type = type_method(
        "__describe_type",
        "Description",
        defaults::describe(container, &shared, &krate, &names, &late_unmapped),
    );
    table.set_types(
        shared.table_rules(container, &krate),
        container
            .defaults
            .format
            .as_ref()
            .map(|format| format.expression(&krate)),
    );
    let mut table = table.expand(&private);
    let mut items = names.expand(&private).unwrap_or_default();
    let published = published.expand(&private);
    let client = container.options.client.map(|_| {
        // The impl that reads it has other bounds, so it has no `Self::__table`.
        let name = local("__table");
        let body = std::mem::replace(&mut table, quote!(#name()));
        items.extend(quote!(fn #name() -> &'static #private::Table { #body }));
        client::from_problem(container, &entries, &name, &krate)
    });
    let finish = finish(container, &krate);
    // A type that borrows nothing can be downcast.
    let typed = container.generics.params.is_empty().then(|| {
        quote! {
            fn __typed(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                #private::typed(self)
            }
        }
    });
    let conversions = conversions(
        &container.options,
        &container.ident,
        &generics,
        &container.generics,
    );
    let http_error = quote! {
        #[automatically_derived]
        #[allow(
            deprecated,
            unused_qualifications,
            unused_variables,
            clippy::used_underscore_binding
        )]
        impl #impl_generics #krate::HttpError for #ident #ty_generics #where_clause {
            fn __table() -> &'static #private::Table {
                #table
            }

            fn __row(&self) -> (&'static #private::Table, ::core::primitive::usize) {
                #row
            }

            #case
            #decide
            #decide_type
            #delegate
            #describe
            #describe_type
            #evidence
            #finish
            #typed
            #published
        }
    };
    // Without items, it needs no scope.
    let http_error = if items.is_empty() {
        http_error
    } else {
        quote!(const _: () = { #items #http_error #client };)
    };
    quote!(#http_error #conversions)
}

/// Returns the method that passes on the `finish` of a type.
fn finish(container: &Container, krate: &TokenStream) -> Option<TokenStream> {
    let finish = container.options.finish.as_ref()?;
    let finishing = local("__finishing");
    Some(quote! {
        fn __finish(&self, #finishing: #krate::__private::Finishing<'_>) {
            #krate::__private::Finish::<Self, _>::hand_over(#finish, #finishing, self);
        }
    })
}

pub(crate) fn krate(options: &Options) -> TokenStream {
    options.krate.clone().unwrap_or_else(|| quote!(::catchall))
}

/// Returns a reference to a value, with the span of the value: rustc points
/// there if its type is wrong.
pub(super) fn reference(value: &[TokenTree], krate: &TokenStream) -> TokenStream {
    let span = span_of_list(value, Span::call_site()).resolved_at(Span::mixed_site());
    let tokens: TokenStream = value.iter().cloned().collect();
    let value = match value {
        // Tokens that may not parse become one group.
        [TokenTree::Group(_)] => parsable(&tokens, "value", krate),
        _ => tokens,
    };
    let mut group = Group::new(Delimiter::Parenthesis, value);
    group.set_span(span);
    let mut reference = Punct::new('&', Spacing::Alone);
    reference.set_span(span);
    TokenStream::from_iter([TokenTree::from(reference), TokenTree::from(group)])
}

/// Wraps tokens that may not parse in a call of this macro, which always parses.
pub(crate) fn parsable(tokens: &TokenStream, name: &str, krate: &TokenStream) -> TokenStream {
    match tokens::unknown(tokens) {
        Some(tokens) => {
            let name = Ident::new(name, Span::call_site());
            quote!(#krate::__private::#name!(#tokens))
        }
        None => tokens.clone(),
    }
}

/// Returns the value of a `code`, with its span for the same reason.
pub(super) fn code_value(value: &[TokenTree], krate: &TokenStream) -> TokenStream {
    let code = reference(value, krate);
    let private = quote!(#krate::__private);
    let place = span_of_list(value, Span::call_site());
    let value = moved(quote!((&&#private::CodeValue(#code)).value()), place);
    moved(quote!(#private::CodeText::optional(#value)), place)
}

/// Returns the same tokens with another span; their meaning does not change.
fn moved(tokens: TokenStream, place: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            token.set_span(place.resolved_at(token.span()));
            token
        })
        .collect()
}

/// Returns the impls that turn it into a response.
fn conversions(
    options: &Options,
    ident: &Ident,
    bounded: &Generics,
    plain: &Generics,
) -> TokenStream {
    let krate = krate(options);
    let private = quote!(#krate::__private);
    let (impl_generics, _, where_clause) = bounded.split_for_impl();
    let (_, ty_generics, _) = plain.split_for_impl();
    let ident = call_site(ident);
    let params = &bounded.params;
    let params = params.iter().map(without_default);
    let predicates = where_clause.map(|clause| &clause.predicates);
    let item = quote!([#(#params),*] [#ident #ty_generics] [#predicates]);
    let frameworks = options.frameworks.iter().map(|word| {
        // At the key: rustc points there if no version is enabled.
        let span = word.span().resolved_at(Span::mixed_site());
        let path = moved(quote!(#private::#word), span);
        quote_spanned!(span=> #path! { #item })
    });
    let meant = options.meant.iter().map(|word| {
        let word = Ident::new(&word.to_string(), Span::call_site());
        quote!(#private::meant! { #word #item })
    });
    let web = options.web.map(|span| {
        quote_spanned! {span=>
            #[automatically_derived]
            impl #impl_generics #private::Web for #ident #ty_generics #where_clause {}
            #private::web! { #item }
        }
    });
    let via = options.via.iter().map(|path| quote!(#path! { #item }));
    let error = local("__error");
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::convert::From<#ident #ty_generics> for #krate::Response #where_clause {
            fn from(#error: #ident #ty_generics) -> Self {
                #private::into_response(#error)
            }
        }
        #(#frameworks)*
        #(#meant)*
        #web
        #(#via)*
    }
}

/// Wraps these decisions, so that they do not run if only the status is asked for.
fn beyond_status(decide: Vec<TokenStream>) -> Vec<TokenStream> {
    if decide.is_empty() {
        return decide;
    }
    let d = local("__d");
    vec![quote!(#d.beyond_status(|#d| { #(#decide)* });)]
}
