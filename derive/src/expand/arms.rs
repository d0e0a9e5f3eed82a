//! The rows of the table, and the arms of the one match.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::entry::{Entry, Statements};
use super::{krate, local};
use crate::model::{Container, Field, Variant};
use crate::row::Row;

/// The rows of the table, and the arms of the match.
#[derive(Default)]
pub(super) struct Arms {
    pub(super) rows: Vec<TokenStream>,
    pub(super) docs: Vec<String>,
    /// Arms that do more than to name a row.
    pub(super) dynamic: Vec<TokenStream>,
    /// Arms that only name a row: pattern and row.
    pub(super) fixed: Vec<(TokenStream, usize)>,
}

impl Arms {
    pub(super) fn of(container: &Container) -> syn::Result<Self> {
        let mut this = Self::default();
        for variant in &container.variants {
            this.variant(container, variant)?;
        }
        Ok(this)
    }

    fn push(
        &mut self,
        row: &Row,
        docs: &str,
        krate: &TokenStream,
        at: &Ident,
    ) -> syn::Result<usize> {
        let Some(tokens) = row.expand(krate) else {
            return Err(syn::Error::new(
                at.span(),
                "the texts of a variant are longer than 65535 bytes",
            ));
        };
        self.rows.push(tokens);
        self.docs.push(docs.to_owned());
        Ok(self.rows.len() - 1)
    }

    fn variant(&mut self, container: &Container, variant: &Variant) -> syn::Result<()> {
        let krate = krate(&container.options);
        let entry = Entry {
            container,
            variant,
            krate: &krate,
            case: None,
        };
        let keys = &variant.keys;
        let own = self.push(&entry.row(keys), &variant.docs, &krate, &variant.ident)?;
        let path = if container.is_enum {
            let name = &variant.ident;
            quote!(Self::#name)
        } else {
            quote!(Self)
        };
        let statements = entry.statements(keys);
        if variant.cases.is_empty() && statements.is_empty() {
            self.fixed.push((quote!(#path { .. }), own));
            return Ok(());
        }
        let mut arms = Vec::new();
        for case in &variant.cases {
            let keys = case.keys.inheriting(keys);
            let entry = Entry {
                case: Some(case),
                ..entry
            };
            let row = self.push(&entry.row(&keys), &variant.docs, &krate, &variant.ident)?;
            let body = body(row, &entry.statements(&keys));
            let patterns = (0..variant.fields.len()).map(|field| {
                let given = case.patterns.iter().find(|given| given.field == field);
                given.map_or_else(|| quote!(_), |given| given.pattern.clone())
            });
            let guard = case.guard.as_ref().map(|guard| quote!(if #guard));
            arms.push(quote!((#(#patterns,)*) #guard => #body,));
        }
        let own_body = body(own, &statements);
        let bindings = entry.bindings(!arms.is_empty());
        let arm = if arms.is_empty() {
            own_body
        } else {
            let places = variant.fields.iter().map(place);
            quote!(match (#(#places,)*) { #(#arms)* _ => #own_body })
        };
        self.dynamic.push(quote!(#path { #bindings .. } => #arm));
        Ok(())
    }
}

/// A field as a `case` sees it: through a box, and a `&str` as one, so that a
/// literal is a pattern of it.
fn place(field: &Field) -> TokenStream {
    let binding = &field.binding;
    let is_box = matches!(&field.ty, syn::Type::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == "Box" || last.ident == "Arc"));
    let is_shared = matches!(&field.ty, syn::Type::Reference(ty) if ty.mutability.is_none());
    if is_box {
        quote!(&**#binding)
    } else if is_shared {
        quote!(*#binding)
    } else {
        quote!(#binding)
    }
}

/// Names the row, and says the rest.
fn body(row: usize, statements: &Statements) -> TokenStream {
    let (d, table, more) = (local("__d"), local("__TABLE"), local("__more"));
    let row = Literal::usize_unsuffixed(row);
    let Statements {
        select,
        rest,
        delegate,
        ..
    } = statements;
    let begin = quote!(#d.begin(&#table[#row], self));
    if statements.is_empty() {
        return begin;
    }
    // What decides is heard in the first pass only, and the rest in those
    // behind it: each expression runs once.
    let said = match (select.as_slice(), rest.as_slice()) {
        ([], []) => None,
        ([], rest) => Some(quote!(if #more { #(#rest)* })),
        (select, []) => Some(quote!(if !#more { #(#select)* })),
        (select, rest) => Some(quote!(if #more { #(#rest)* } else { #(#select)* })),
    };
    quote! {{
        let #more = #begin;
        #said
        #delegate
        #more
    }}
}

/// The one match: whether the rest is wanted.
pub(super) fn begin(
    table: &Ident,
    d: &Ident,
    dynamic: &[TokenStream],
    fixed: &[(TokenStream, usize)],
) -> TokenStream {
    let one = |row: usize| {
        let row = Literal::usize_unsuffixed(row);
        quote!(#d.begin(&#table[#row], self))
    };
    let arms = fixed.iter().map(|(pattern, row)| {
        let row = Literal::usize_unsuffixed(*row);
        quote!(#pattern => #row)
    });
    match (fixed, dynamic) {
        ([], dynamic) => quote!(match self { #(#dynamic,)* }),
        ([(_, row)], []) => one(*row),
        (_, []) => quote!(#d.begin(&#table[match self { #(#arms,)* }], self)),
        ([(_, row)], dynamic) => {
            let one = one(*row);
            quote!(match self { #(#dynamic,)* _ => #one })
        }
        (_, dynamic) => quote! {
            match self {
                #(#dynamic,)*
                _ => #d.begin(&#table[match self { #(#arms,)* _ => 0 }], self),
            }
        },
    }
}
