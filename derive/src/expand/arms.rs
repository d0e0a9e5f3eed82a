//! The rows of the table, and the arms of the matches: which row a variant has,
//! and what it decides and describes beyond its row.

use std::cell::OnceCell;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};

use super::catalog::Published;
use super::defaults::Shared;
use super::entry::Entry;
use super::headers::HeaderNames;
use super::statements::{Statements, binding, bindings};
use super::{krate, parsable};
use crate::model::{Container, Display, Field, Keys, Style, Variant};
use crate::table::{Row, TOO_LONG, Table};
use crate::tokens::{call_site, local, text_of};

/// The rows of the table, and the arms of the matches.
#[derive(Default)]
pub(super) struct Arms {
    pub(super) table: Table,
    pub(super) published: Published,
    pub(super) names: HeaderNames,
    /// The row of each variant.
    pub(super) rows: TokenStream,
    /// The row of each variant, followed by those of its cases.
    pub(super) entries: Vec<usize>,
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
        let pattern = Pattern::of(container);
        for variant in &container.variants {
            this.variant(container, variant, shared, &pattern, &krate)?;
        }
        this.unmapped(container, shared, &krate)?;
        Ok(this)
    }

    fn push(&mut self, row: &Row, at: &Ident) -> syn::Result<usize> {
        self.published.end_row();
        let row = self.table.push(row);
        row.ok_or_else(|| syn::Error::new(at.span(), TOO_LONG))
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
            name: String::new(),
            derived_code: OnceCell::new(),
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
        let (row, statements) = entry.expand();
        entry.facts("", None, &mut self.published);
        self.names = names;
        self.late_unmapped = statements.describe;
        self.table.set_unmapped();
        self.push(&row, &container.ident)?;
        Ok(())
    }

    fn variant(
        &mut self,
        container: &Container,
        variant: &Variant,
        shared: &Shared,
        pattern: &Pattern,
        krate: &TokenStream,
    ) -> syn::Result<()> {
        let names = std::mem::take(&mut self.names);
        let mapping = container.own(variant);
        let nested = self.published.nest(variant, krate);
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
        let (row, statements) = entry.expand();
        entry.facts(&variant.docs, nested, &mut self.published);
        let own = self.push(&row, name)?;
        self.entries.push(own);
        if variant.cases.is_empty() {
            pattern.append_arm(&mut self.rows, variant, Literal::usize_unsuffixed(own));
            self.methods.own(variant, pattern, statements);
            self.names = names;
            return Ok(());
        }
        let path = pattern.path(variant);
        let own = Literal::usize_unsuffixed(own);
        // Only the error itself knows which case it is.
        pattern.append_arm(&mut self.rows, variant, quote!(#krate::__private::A_CASE));
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
            entry.facts(docs, nested, &mut self.published);
            let row = self.push(&row, name)?;
            self.entries.push(row);
            let row = Literal::usize_unsuffixed(row);
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

/// How the variants are matched.
struct Pattern {
    /// The name of the type.
    ident: Ident,
    is_enum: bool,
    /// The pattern of all fields: `{ .. }`.
    any: TokenTree,
}

impl Pattern {
    fn of(container: &Container) -> Self {
        Self {
            ident: call_site(&container.ident),
            is_enum: container.is_enum,
            any: Group::new(Delimiter::Brace, quote!(..)).into(),
        }
    }

    fn path(&self, variant: &Variant) -> TokenStream {
        let mut path = TokenStream::new();
        self.append_path(&mut path, variant);
        path
    }

    /// Uses the name of the type, because the compiler looks `Self::` up again for each
    /// variant.
    fn append_path(&self, tokens: &mut TokenStream, variant: &Variant) {
        tokens.append(self.ident.clone());
        if self.is_enum {
            tokens.append(Punct::new(':', Spacing::Joint));
            tokens.append(Punct::new(':', Spacing::Alone));
            tokens.append(variant.ident.clone());
        }
    }

    /// Appends an arm for all values of a variant. Each token is appended to the tokens of all
    /// arms: a `quote!` for each arm, and one around them, costs a tenth of the derive's run.
    fn append_arm(&self, arms: &mut TokenStream, variant: &Variant, value: impl ToTokens) {
        self.append_path(arms, variant);
        if variant.style != Style::Unit {
            arms.append(self.any.clone());
        }
        append_arrow(arms);
        value.to_tokens(arms);
        arms.append(Punct::new(',', Spacing::Alone));
    }

    /// Appends an arm with statements that may name fields.
    fn arm(&self, variant: &Variant, body: Vec<TokenStream>) -> TokenStream {
        let mut arm = self.path(variant);
        let bound = bindings(&variant.fields, &body);
        arm.append(Group::new(Delimiter::Brace, quote!(#bound ..)));
        append_arrow(&mut arm);
        arm.append(Group::new(Delimiter::Brace, body.into_iter().collect()));
        arm
    }
}

fn append_arrow(tokens: &mut TokenStream) {
    tokens.append(Punct::new('=', Spacing::Joint));
    tokens.append(Punct::new('>', Spacing::Alone));
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
    fn own(&mut self, variant: &Variant, pattern: &Pattern, statements: Statements) {
        for (arms, body) in [
            (&mut self.decide, statements.decide),
            (&mut self.delegate, Vec::from_iter(statements.delegate)),
            (&mut self.describe, statements.describe),
            (&mut self.evidence, statements.evidence),
        ] {
            if !body.is_empty() {
                arms.push(pattern.arm(variant, body));
            }
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
