//! What an entry says beyond its row.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::defaults;
use super::entry::Entry;
use super::headers::late_headers;
use super::writer::Writer;
use super::{local, reference};
use crate::model::{Delegation, Field, Grpc, Status, Text, Unmask, unraw};
use crate::tokens;

/// What a variant or a case does beyond its row.
pub(super) struct Statements {
    /// Heard in the pass that decides.
    pub(super) select: Vec<TokenStream>,
    /// Heard in the passes behind it.
    pub(super) rest: Vec<TokenStream>,
    /// Heard in all.
    pub(super) delegate: Option<TokenStream>,
    /// Whether what it says is in the body.
    pub(super) writes_body: bool,
    /// Whether it says more than what is for the log.
    pub(super) says: bool,
}

impl Statements {
    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &TokenStream> {
        self.select.iter().chain(&self.rest).chain(&self.delegate)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.select.is_empty() && self.rest.is_empty() && self.delegate.is_none()
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
        let mut select = Vec::new();
        if let Some(Status::Dynamic(expr)) = &keys.status {
            let status = reference(expr);
            select.push(quote!(#d.status(#status);));
            select.extend(defaults::unmapped(self.container, d));
        }
        if let Some(Text::Expr(expr)) = &keys.code {
            select.push(match &self.container.options.type_base {
                Some(base) if keys.type_uri.is_none() => {
                    let code = reference(expr);
                    quote!(#d.code_of_type(#base, #code);)
                }
                _ => {
                    let code = reference(expr);
                    quote!(#d.code(#code);)
                }
            });
        }
        if let Some(Unmask::If(expr)) = &keys.unmask {
            select.push(quote!(#d.unmask(#expr);));
        }
        if let Some(Grpc::Dynamic(expr)) = &keys.grpc {
            let code = reference(expr);
            select.push(quote!(#d.grpc(#code);));
        }
        let mut rest = Vec::new();
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
        rest.extend(write.members(&keys.members));
        let writes_body = !rest.is_empty() || !select.is_empty();
        rest.extend(write.headers(&late_headers(keys)));
        for (name, value) in &keys.metadata {
            let value = write.value(value);
            rest.push(quote!(#d.metadata(#name, #value);));
        }
        let says = !rest.is_empty();
        rest.extend(write.context(&keys.context));
        let fields = self.variant.fields.iter();
        for field in fields.filter(|field| field.may_hold_backtrace) {
            let binding = &field.binding;
            let krate = self.krate;
            rest.push(quote!({
                #[allow(unused_imports)]
                use #krate::__private::NoBacktrace as _;
                #d.backtrace(#krate::__private::Held(#binding).backtrace());
            }));
        }
        Statements {
            writes_body,
            says,
            select,
            rest,
            delegate: self.delegate(),
        }
    }

    fn delegate(&self) -> Option<TokenStream> {
        let d = local("__d");
        let krate = self.krate;
        // Where nobody is there to delegate to.
        let unmapped = defaults::unmapped(self.container, &d);
        Some(match self.keys.delegate.as_ref()? {
            Delegation::Field(at, span) => {
                let mut binding = self.variant.fields[*at].binding.clone();
                binding.set_span(span.resolved_at(binding.span()));
                quote_spanned!(*span=> #d.delegate(#binding); #unmapped)
            }
            Delegation::Expr(expr, _) => {
                let value = reference(expr);
                quote!(#d.delegate(#value); #unmapped)
            }
            Delegation::Chain(types, at, _) => {
                let binding = &self.variant.fields.get((*at)?)?.binding;
                quote!({
                    #[allow(unused_imports)]
                    use #krate::__private::SourceChain as _;
                    #unmapped
                    #d.chain((*#binding).__catchall_start(), &[#(#krate::__private::downcast::<#types>),*]);
                })
            }
        })
    }
}

/// The fields of which these statements know the names.
pub(super) fn bindings<'t>(
    fields: &[Field],
    statements: impl Iterator<Item = &'t TokenStream>,
) -> TokenStream {
    let mut names = BTreeSet::new();
    for statement in statements {
        names.extend(tokens::names(statement));
    }
    let bound = fields.iter().filter(|field| {
        names.contains(&field.binding.to_string()) || names.contains(&unraw(&field.binding))
    });
    bound.map(binding).collect()
}

/// The pattern that binds a field to the name that expressions know.
pub(super) fn binding(field: &Field) -> TokenStream {
    let Field {
        member, binding, ..
    } = field;
    match member {
        syn::Member::Named(_) => quote!(#binding,),
        syn::Member::Unnamed(_) => quote!(#member: #binding,),
    }
}
