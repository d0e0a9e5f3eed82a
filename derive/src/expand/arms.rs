//! The rows of the table, and the arms of the two matches: which row a variant
//! is, and what it says beyond its row.

use std::borrow::Cow;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::defaults::Shared;
use super::entry::Entry;
use super::headers::HeaderNames;
use super::statements::{Statements, binding, bindings};
use super::{call_site, krate, local};
use crate::model::{Container, Field, Style, Variant};
use crate::table::{Row, TOO_LONG, Table};

/// The rows of the table, and the arms of the matches.
#[derive(Default)]
pub(super) struct Arms {
    pub(super) table: Table,
    /// The doc comments of the rows, each behind the other.
    pub(super) docs: String,
    pub(super) names: HeaderNames,
    /// For each variant, which row it is.
    pub(super) rows: Vec<TokenStream>,
    /// For those that say more than their row, what.
    pub(super) dynamic: Vec<TokenStream>,
}

/// What stands between two doc comments.
const END: char = '\0';

impl Arms {
    pub(super) fn of(container: &Container, shared: Shared) -> syn::Result<Self> {
        let mut this = Self::default();
        let krate = krate(&container.options);
        for variant in &container.variants {
            this.variant(container, variant, shared, &krate)?;
        }
        // Whoever reads them takes a missing one for an empty one.
        this.docs.truncate(this.docs.trim_end_matches(END).len());
        Ok(this)
    }

    fn push(&mut self, row: &Row, docs: &str, at: &Ident) -> syn::Result<Literal> {
        let at = self
            .table
            .push(row)
            .ok_or_else(|| syn::Error::new(at.span(), TOO_LONG))?;
        self.docs.extend(docs.chars().filter(|char| *char != END));
        self.docs.push(END);
        Ok(Literal::usize_unsuffixed(at))
    }

    fn variant(
        &mut self,
        container: &Container,
        variant: &Variant,
        shared: Shared,
        krate: &TokenStream,
    ) -> syn::Result<()> {
        let names = std::mem::take(&mut self.names);
        let mapping = container.own(variant);
        let entry = Entry {
            container,
            variant,
            krate,
            names: &names,
            shared,
            mapping: &mapping,
            keys: &mapping.keys,
        };
        let name = &variant.ident;
        let ident = call_site(&container.ident);
        let path = if container.is_enum {
            // Not `Self::`: that is looked up anew for each variant.
            quote!(#ident::#name)
        } else {
            quote!(#ident)
        };
        let (row, statements) = entry.expand();
        let own = self.push(&row, &variant.docs, name)?;
        let any = match variant.style {
            Style::Unit => path.clone(),
            Style::Tuple | Style::Named => quote!(#path { .. }),
        };
        if variant.cases.is_empty() {
            self.rows.push(quote!(#any => #own));
            if !statements.is_empty() {
                let said = said(&entry, &statements);
                let bound = bindings(&variant.fields, statements.all());
                self.dynamic.push(quote!(#path { #bound .. } => { #said }));
            }
        } else {
            // Only the error itself knows which case it is.
            self.rows.push(quote!(#any => #krate::__private::A_CASE));
            let cases = self.cases(entry, (&own, &statements))?;
            let bound = variant.fields.iter().map(binding);
            self.dynamic.push(quote!(#path { #(#bound)* .. } => #cases));
        }
        self.names = names;
        Ok(())
    }

    /// The match that finds the case.
    fn cases(
        &mut self,
        entry: Entry<'_>,
        (own, statements): (&Literal, &Statements),
    ) -> syn::Result<TokenStream> {
        let variant = entry.variant;
        let mut arms = Vec::new();
        for (case, mapping) in variant.cases.iter().zip(entry.container.cases(variant)) {
            let entry = Entry {
                mapping: &mapping,
                keys: &mapping.keys,
                ..entry
            };
            let docs = if case.docs.is_empty() {
                Cow::Borrowed(&variant.docs)
            } else {
                Cow::Borrowed(&case.docs)
            };
            let (row, statements) = entry.expand();
            let row = self.push(&row, &docs, &variant.ident)?;
            let body = case_body(&row, &statements);
            let patterns = (0..variant.fields.len()).map(|field| {
                let given = case.patterns.iter().find(|given| given.field == field);
                given.map_or_else(|| quote!(_), |given| given.pattern.clone())
            });
            let guard = case.guard.as_ref().map(|guard| quote!(if #guard));
            arms.push(quote!((#(#patterns,)*) #guard => #body));
        }
        let places = variant.fields.iter().map(place);
        let own = case_body(own, statements);
        Ok(quote!(match (#(#places,)*) { #(#arms)* _ => #own }))
    }
}

/// A field as a `case` sees it: through a box, and a `&str` as one, so that a
/// literal is a pattern of it.
fn place(field: &Field) -> TokenStream {
    let binding = &field.binding;
    if field.ty.is_called(&["Box", "Arc"]) {
        quote!(&**#binding)
    } else if field.ty.is_shared_reference() {
        quote!(*#binding)
    } else {
        quote!(#binding)
    }
}

/// What is said where the row is known already. The pass that decides only asks
/// an error that has a say in it, the others only one that has more to say; what
/// neither asks for needs no question.
fn said(entry: &Entry<'_>, statements: &Statements) -> TokenStream {
    if entry.selects(statements) {
        by_pass(statements)
    } else {
        let Statements { rest, .. } = statements;
        quote!(#(#rest)*)
    }
}

/// Names the row of a case, and says the rest.
fn case_body(row: &Literal, statements: &Statements) -> TokenStream {
    let (d, table) = (local("__d"), local("__TABLE"));
    let said = by_pass(statements);
    quote!({
        #d.case(#table.row(#row), self);
        #said
    })
}

/// What decides is heard in the first pass only, and the rest in those behind
/// it: each expression runs once.
fn by_pass(statements: &Statements) -> TokenStream {
    let d = local("__d");
    let Statements {
        select,
        rest,
        delegate,
        ..
    } = statements;
    let by_pass = match (select.as_slice(), rest.as_slice()) {
        ([], []) => None,
        ([], rest) => Some(quote!(if !#d.selects() { #(#rest)* })),
        (select, []) => Some(quote!(if #d.selects() { #(#select)* })),
        (select, rest) => Some(quote!(if #d.selects() { #(#select)* } else { #(#rest)* })),
    };
    quote!(#by_pass #delegate)
}
