//! What an entry decides and describes beyond its row.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;

use super::defaults::repeats_a_member;
use super::entry::Entry;
use super::headers::late_headers;
use super::writer::Writer;
use super::{beyond_status, code_value, moved, parsable, reference};
use crate::model::{Delegation, Field, Grpc, Status, Text, Unmask, unraw};
use crate::tokens::{self, list, local, span_of};

/// What a variant or a case does beyond its row, for each method.
#[derive(Default)]
pub(super) struct Statements {
    pub(super) decide: Vec<TokenStream>,
    pub(super) delegate: Option<TokenStream>,
    pub(super) describe: Vec<TokenStream>,
    pub(super) evidence: Vec<TokenStream>,
    /// Whether any of it changes the body.
    pub(super) writes_body: bool,
}

impl Statements {
    /// Returns whether the response is that of the row.
    pub(super) fn is_empty(&self) -> bool {
        self.decide.is_empty() && self.describe.is_empty() && self.delegate.is_none()
    }
}

impl Entry<'_> {
    pub(super) fn statements(&self) -> Statements {
        let keys = self.keys;
        let d = &local("__d");
        let write = Writer {
            krate: self.krate,
            names: self.names,
            fields: &self.variant.fields,
            d,
        };
        let krate = self.krate;
        let mut decide = Vec::new();
        if let Some(Text::Expr(expr)) = &keys.code {
            let code = code_value(expr, krate);
            decide.push(match &self.container.options.type_base {
                Some(base) if keys.type_uri.is_none() => {
                    quote!(#d.code_of_type(#base, #code);)
                }
                _ => quote!(#d.optional_code(#code);),
            });
            // For a value of `None`.
            let implied = self.mapping.code.text();
            if !implied.is_empty() {
                let base = self.container.options.type_base.as_deref();
                let base = base.filter(|_| keys.type_uri.is_none()).unwrap_or_default();
                decide.push(quote!(#d.implied_code(#base, #implied);));
            }
        }
        if let Some(Unmask::If(expr)) = &keys.unmask {
            let expr = parsable(expr, "value", krate);
            decide.push(quote!(#d.unmask(#expr);));
        }
        if let Some(Grpc::Dynamic(expr)) = &keys.grpc {
            let code = reference(&list(expr), krate);
            decide.push(quote!(#d.grpc(#code);));
        }
        let mut decide = beyond_status(decide);
        if let Some(Status::Dynamic(expr)) = &keys.status {
            let status = reference(&list(expr), krate);
            decide.insert(0, quote!(#d.status(#status);));
            if let Some(statuses) = &keys.statuses {
                let statuses = statuses.all.iter().map(|it| Literal::u16_unsuffixed(*it));
                decide.insert(1, quote!(#d.statuses(&[#(#statuses),*]);));
            }
        }
        let mut rest = Vec::new();
        if repeats_a_member(self.container, &keys.members) {
            rest.push(quote!(#d.layer();));
        }
        let is_fixed = matches!(keys.status, Some(Status::Fixed(..)))
            || (keys.status.is_none() && self.container.defaults.status.is_none());
        match &keys.detail {
            Some(Text::Fixed(..))
                if is_fixed && !self.is_delegated() && !self.mapping.fixed_code().is_empty() => {}
            Some(detail) => rest.push(write.detail(detail)),
            None => {}
        }
        let is_delegated = self.is_delegated();
        if keys.hide.is_some() && (self.container.defaults.detail.is_some() || is_delegated) {
            rest.push(quote!(#d.no_detail();));
        }
        if let Some(instance) = &keys.instance {
            let value = write.value(instance);
            rest.push(quote!(#d.instance(#value);));
        }
        write.members(&keys.members, &mut rest);
        let writes_body = !rest.is_empty() || !decide.is_empty();
        write.headers(late_headers(keys), &mut rest);
        for (name, value) in &keys.metadata {
            let value = write.value(value);
            rest.push(quote!(#d.metadata(#name, #value);));
        }
        write.arguments(&keys.arguments, &mut rest);
        write.context(&keys.context, &mut rest);
        Statements {
            decide,
            delegate: self.delegate(),
            describe: rest,
            evidence: self.evidence(),
            writes_body,
        }
    }

    /// Returns the fields that may contain a backtrace, and those that may be an
    /// error that is not logged otherwise: their type decides.
    fn evidence(&self) -> Vec<TokenStream> {
        let d = local("__d");
        let krate = self.krate;
        let delegate = match self.keys.delegate {
            Some(Delegation::Field(at, _)) => Some(at),
            _ => None,
        };
        let fields = self.variant.fields.iter().enumerate();
        let fields = fields.filter(|(at, field)| {
            let is_logged = self.variant.source == Some(*at) || delegate == Some(*at);
            field.may_hold_backtrace || (!is_logged && !field.ty.is_well_known())
        });
        let mut evidence = Vec::new();
        for (_, field) in fields {
            let binding = &field.binding;
            for (path, part) in field.ty.parts() {
                if path.is_empty() {
                    evidence.push(quote!((&#krate::__private::Held(#binding)).evidence(#d);));
                } else if !part.is_well_known() {
                    // By a pattern: rustc would report an unknown type a second time at
                    // a tuple.
                    let found = local("__part");
                    let pattern = path.iter().rev().fold(quote!(#found), |inner, place| {
                        let skipped = (0..place.index).map(|_| quote!(_));
                        quote!((#(#skipped,)* #inner, ..))
                    });
                    evidence.push(quote!({
                        let #pattern = #binding;
                        (&#krate::__private::Held(#found)).evidence(#d);
                    }));
                }
            }
        }
        evidence
    }

    fn delegate(&self) -> Option<TokenStream> {
        let d = local("__d");
        let krate = self.krate;
        Some(match self.keys.delegate.as_ref()? {
            Delegation::Field(at, _) => {
                let Field { ty, binding, .. } = &self.variant.fields[*at];
                // As in the catalog, so that a type that is not an error causes one message.
                quote!(<#ty as #krate::__private::Delegate>::__visit(#binding, #d.visit());)
            }
            Delegation::Expr(expr, _) => {
                let value = reference(&list(expr), krate);
                quote!(#d.to(#value);)
            }
            Delegation::Chain(types, at, _) => {
                let Field { ty, binding, .. } = self.variant.fields.get((*at)?)?;
                let place = span_of(&quote!(#ty), Span::call_site());
                let private = quote!(#krate::__private);
                let start = moved(quote!(&&&&#private::Start(#binding)), place);
                let start = moved(quote!((#start).start()), place);
                let start = moved(quote!(#private::ChainStart::found(#start)), place);
                quote!({
                    #[allow(unused_imports)]
                    use #krate::__private::{
                        NoContexts as _, SearchedLocal as _, SearchedOther as _, StartDeep as _,
                        StartHere as _, StartInside as _, StartNowhere as _,
                    };
                    #d.chain(
                        #krate::__private::Attached(#binding).contexts(),
                        #start,
                        &[#((&#krate::__private::Searched::<#types>::TYPE).downcast()),*],
                    );
                })
            }
        })
    }
}

/// Returns the fields whose names occur in these statements.
pub(super) fn bindings(fields: &[Field], statements: &[TokenStream]) -> TokenStream {
    match fields {
        [] => return TokenStream::new(),
        // Where they do not, no lint fires.
        [only] => return binding(only),
        _ => {}
    }
    let mut names = Vec::new();
    for statement in statements {
        names.extend(tokens::names(statement));
    }
    let mut bound = TokenStream::new();
    for field in fields {
        let (raw, plain) = (field.binding.to_string(), unraw(&field.binding));
        if names.iter().any(|name| *name == raw || *name == plain) {
            bound.extend(binding(field));
        }
    }
    bound
}

/// Returns the pattern that binds a field to the name that expressions use.
pub(super) fn binding(field: &Field) -> TokenStream {
    let Field {
        member, binding, ..
    } = field;
    match member {
        syn::Member::Named(_) => quote!(#binding,),
        syn::Member::Unnamed(_) => quote!(#member: #binding,),
    }
}
