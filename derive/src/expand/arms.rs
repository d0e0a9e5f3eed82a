//! The rows of the table, and the arms of the matches: which row a variant has,
//! and what it decides and describes beyond its row.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use super::catalog::Published;
use super::defaults::Shared;
use super::entry::Entry;
use super::headers::HeaderNames;
use super::statements::{Statements, binding, bindings};
use super::{call_site, krate, local, parsable};
use crate::model::{Container, Display, Field, Keys, Style, Variant};
use crate::table::{Row, TOO_LONG, Table};
use crate::tokens::text_of;

/// The rows of the table, and the arms of the matches.
#[derive(Default)]
pub(super) struct Arms {
    pub(super) table: Table,
    pub(super) published: Published,
    pub(super) names: HeaderNames,
    /// The row of each variant.
    pub(super) rows: Vec<TokenStream>,
    /// The row of each variant, followed by those of its cases.
    pub(super) entries: Vec<Literal>,
    /// The row of each case, for variants with cases.
    pub(super) cases: Vec<TokenStream>,
    pub(super) methods: Methods,
    /// What is described for variants that turn out to be unmapped at run time.
    pub(super) late_unmapped: Vec<TokenStream>,
}

/// For each method, the arms of the variants that do something in it.
#[derive(Default)]
pub(super) struct Methods {
    pub(super) decide: Vec<TokenStream>,
    pub(super) delegate: Vec<TokenStream>,
    pub(super) describe: Vec<TokenStream>,
    pub(super) evidence: Vec<TokenStream>,
}

impl Arms {
    pub(super) fn of(container: &Container, shared: &Shared) -> syn::Result<Self> {
        let mut this = Self::default();
        let krate = krate(&container.options);
        for variant in &container.variants {
            this.variant(container, variant, shared, &krate)?;
        }
        this.unmapped(container, shared, &krate)?;
        Ok(this)
    }

    fn push(&mut self, row: &Row, facts: &str, at: &Ident) -> syn::Result<Literal> {
        let at = self
            .table
            .push(row)
            .ok_or_else(|| syn::Error::new(at.span(), TOO_LONG))?;
        self.published.push(facts);
        Ok(Literal::usize_unsuffixed(at))
    }

    /// Adds the row of all variants that turn out to be unmapped at run time.
    fn unmapped(
        &mut self,
        container: &Container,
        shared: &Shared,
        krate: &TokenStream,
    ) -> syn::Result<()> {
        if !container.needs_unmapped_row() {
            return Ok(());
        }
        let variant = Variant {
            ident: container.ident.clone(),
            style: Style::Unit,
            fields: Vec::new(),
            keys: Keys::default(),
            cases: Vec::new(),
            docs: String::new(),
            display: Display::Unknown,
            source: None,
        };
        let names = std::mem::take(&mut self.names);
        let mapping = container.unmapped();
        let entry = Entry {
            container,
            variant: &variant,
            krate,
            names: &names,
            shared,
            mapping: &mapping,
            keys: &mapping.keys,
        };
        let (mut row, statements) = entry.expand();
        let facts = entry.facts("", None, &mut self.published);
        self.names = names;
        self.late_unmapped = statements.describe;
        row.variant.clear();
        self.table.set_unmapped();
        self.push(&row, &facts, &container.ident)?;
        Ok(())
    }

    fn variant(
        &mut self,
        container: &Container,
        variant: &Variant,
        shared: &Shared,
        krate: &TokenStream,
    ) -> syn::Result<()> {
        let names = std::mem::take(&mut self.names);
        let mapping = container.own(variant);
        let nested = self.published.nest(variant, &quote!(#krate::__private));
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
            // Not `Self::`, which is resolved again for each variant.
            quote!(#ident::#name)
        } else {
            quote!(#ident)
        };
        let any = match variant.style {
            Style::Unit => path.clone(),
            Style::Tuple | Style::Named => quote!(#path { .. }),
        };
        let (row, statements) = entry.expand();
        let facts = entry.facts(&variant.docs, nested, &mut self.published);
        let own = self.push(&row, &facts, name)?;
        self.entries.push(own.clone());
        if variant.cases.is_empty() {
            self.rows.push(quote!(#any => #own));
            self.methods.own(variant, &path, &statements);
            self.names = names;
            return Ok(());
        }
        // Only the error itself knows which case it is.
        self.rows.push(quote!(#any => #krate::__private::A_CASE));
        let mut found = Vec::new();
        let mut numbered = vec![(own.clone(), None, statements)];
        for (case, mapping) in variant.cases.iter().zip(container.cases(variant)) {
            let entry = Entry {
                mapping: &mapping,
                keys: &mapping.keys,
                ..entry
            };
            let (row, statements) = entry.expand();
            let docs = match case.docs.as_str() {
                "" => &variant.docs,
                docs => docs,
            };
            let facts = entry.facts(docs, nested, &mut self.published);
            let row = self.push(&row, &facts, name)?;
            self.entries.push(row.clone());
            let patterns = (0..variant.fields.len()).map(|field| {
                let given = case.patterns.iter().find(|given| given.field == field);
                given.map_or_else(
                    || quote!(_),
                    |given| parsable(&given.pattern, "pattern", krate),
                )
            });
            let pattern = quote!((#(#patterns,)*));
            let guard = case.guard.as_ref().map(|guard| {
                let guard = parsable(guard, "value", krate);
                quote!(if #guard)
            });
            found.push(quote!(#pattern #guard => #row));
            numbered.push((row, Some(pattern), statements));
        }
        let bound = variant.fields.iter().map(binding);
        let bound = quote!(#path { #(#bound)* .. });
        let places = variant.fields.iter().enumerate().map(|(at, field)| {
            let mut patterns = variant.cases.iter().flat_map(|case| &case.patterns);
            place(
                field,
                patterns.any(|given| given.field == at && has_text(&given.pattern)),
            )
        });
        let places = quote!((#(#places,)*));
        self.cases
            .push(quote!(#bound => match #places { #(#found,)* _ => #own }));
        self.methods.cases(&bound, &places, &numbered);
        self.names = names;
        Ok(())
    }
}

impl Methods {
    /// Returns the methods that depend on the case, and what a variant or a case
    /// does in each.
    fn each<'a>(
        &'a mut self,
        statements: &'a Statements,
    ) -> [(&'a mut Vec<TokenStream>, &'a [TokenStream]); 3] {
        [
            (&mut self.decide, &statements.decide),
            (&mut self.delegate, statements.delegate.as_slice()),
            (&mut self.describe, &statements.describe),
        ]
    }

    /// Adds the arms of a variant without cases.
    fn own(&mut self, variant: &Variant, path: &TokenStream, statements: &Statements) {
        let arm = |body: &[TokenStream]| {
            let bound = bindings(&variant.fields, body.iter());
            quote!(#path { #bound .. } => { #(#body)* })
        };
        for (arms, body) in self.each(statements) {
            if !body.is_empty() {
                arms.push(arm(body));
            }
        }
        if !statements.evidence.is_empty() {
            self.evidence.push(arm(&statements.evidence));
        }
    }

    /// Adds the arms of a variant with cases. Which case it is was found before,
    /// and is not evaluated again, so that a guard runs only once.
    fn cases(
        &mut self,
        bound: &TokenStream,
        places: &TokenStream,
        cases: &[(Literal, Option<TokenStream>, Statements)],
    ) {
        let mut inner: [Vec<TokenStream>; 3] = Default::default();
        for (row, pattern, statements) in cases {
            let pattern = pattern.clone().unwrap_or_else(|| quote!(_));
            for (at, (_, body)) in self.each(statements).into_iter().enumerate() {
                if !body.is_empty() {
                    inner[at].push(quote!((#row, #pattern) => { #(#body)* }));
                }
            }
        }
        // What is logged is the same for all cases.
        if let Some((.., own)) = cases.first()
            && !own.evidence.is_empty()
        {
            let evidence = &own.evidence;
            self.evidence.push(quote!(#bound => { #(#evidence)* }));
        }
        let d = local("__d");
        let nothing = Statements::default();
        for ((arms, _), inner) in self.each(&nothing).into_iter().zip(inner) {
            if !inner.is_empty() {
                arms.push(quote!(#bound => match (#d.row(), #places) { #(#inner)* _ => {} }));
            }
        }
    }
}

/// Returns a field as a `case` sees it: through a box, and a `String` as a `&str` if
/// a pattern is a string, so that a literal can be its pattern.
fn place(field: &Field, is_text: bool) -> TokenStream {
    let binding = &field.binding;
    if field.ty.is_called(&["Box", "Arc"]) || (is_text && field.ty.is_called(&["String"])) {
        quote!(&**#binding)
    } else if field.ty.is_shared_reference() {
        quote!(*#binding)
    } else {
        quote!(#binding)
    }
}

/// Returns whether a string is one of the alternatives of a pattern.
fn has_text(pattern: &TokenStream) -> bool {
    let is_text = |token| matches!(token, TokenTree::Literal(text) if text_of(&text).is_some());
    pattern.clone().into_iter().any(is_text)
}
