//! One problem type: what of it is known now, and what the code must say.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::defaults::{self, has_late_format, is_late};
use super::headers::{late_headers, own_fixed_headers};
use super::writer::Writer;
use super::{local, reference};
use crate::check::{derived_code, is_mapped};
use crate::model::{
    Case, Container, Delegation, Display, Field, HeaderKind, Keys, On, Status, Text, Unmapped,
    Unmask, Variant, unraw,
};
use crate::read::format_path;
use crate::row::{Detail, Flags, Row};
use crate::{case, display, tokens};

/// What a variant or a case does beyond its row.
pub(super) struct Statements {
    /// Heard in the pass that decides.
    pub(super) select: Vec<TokenStream>,
    pub(super) rest: Vec<TokenStream>,
    pub(super) delegate: Option<TokenStream>,
    /// Whether what it says is in the body.
    writes_body: bool,
}

impl Statements {
    pub(super) fn is_empty(&self) -> bool {
        self.select.is_empty() && self.rest.is_empty() && self.delegate.is_none()
    }
}

/// One problem type: a variant, or a case of one.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) container: &'a Container,
    pub(super) variant: &'a Variant,
    pub(super) krate: &'a TokenStream,
    pub(super) case: Option<&'a Case>,
}

impl Entry<'_> {
    fn delegation<'k>(&self, keys: &'k Keys) -> Option<&'k Delegation> {
        // A case takes the place of a delegation.
        keys.delegate.as_ref().filter(|_| self.case.is_none())
    }

    pub(super) fn row(&self, keys: &Keys) -> Row {
        let container = self.container;
        let is_delegated = self.delegation(keys).is_some();
        let is_mapped = self.is_mapped(keys);
        let status = match &keys.status {
            Some(Status::Fixed(number, _)) => *number,
            Some(Status::Dynamic(_)) => 0,
            None if is_delegated || container.defaults.status.is_some() => 0,
            None => match container.options.unmapped {
                Unmapped::Status(number) => number,
                Unmapped::InternalServerError | Unmapped::Deny => 500,
            },
        };
        let code = self.code(keys, is_mapped, is_delegated);
        let uri = match (&keys.type_uri, &container.options.type_base) {
            (Some(uri), _) if uri.value() == "about:blank" => String::new(),
            (Some(uri), _) => uri.value(),
            (None, Some(base)) if !code.is_empty() => format!("{base}{code}"),
            _ => String::new(),
        };
        let title = match &keys.title {
            Some(title) => Some(title.value()),
            // A title of its own for a type of its own: the phrase of the
            // status is for `about:blank`, and for what nobody mapped, whose
            // name is for the log.
            None => ((!uri.is_empty() || self.late_type(keys)) && is_mapped && !is_delegated)
                .then(|| self.derived_title(keys)),
        };
        let statements = self.statements(keys);
        let is_unmask = matches!(keys.unmask, Some(Unmask::Always(_)));
        let detail = self.fixed_detail(keys, status, is_unmask, is_delegated);
        let fixed_body = status != 0
            && !is_delegated
            && !statements.writes_body
            && !self.has_late_body()
            && (detail.is_some() || !self.shows_display(keys, status));
        let is_static = fixed_body && statements.is_empty() && !self.has_late_headers(status);
        // Also of a 5xx: an outer error may unmask it.
        let implies_display =
            detail.is_none() && self.implies_display(keys, status) && !is_delegated;
        let fields = &self.variant.fields;
        let holds_backtrace = fields
            .iter()
            .any(|field| display::may_hold_backtrace(&field.ty));
        let mut flags = Flags::default();
        flags.set("STATIC", is_static);
        flags.set("FIXED_BODY", fixed_body);
        flags.set("DISPLAY", implies_display);
        flags.set("UNMASK", is_unmask);
        flags.set("TRANSPARENT", is_delegated);
        flags.set("BACKTRACE", holds_backtrace);
        flags.set(
            "DERIVED_CODE",
            status == 0 && keys.code.is_none() && !is_delegated,
        );
        Row {
            variant: if container.is_enum {
                unraw(&self.variant.ident)
            } else {
                String::new()
            },
            status,
            is_unmapped: !is_mapped && !is_delegated,
            code,
            uri,
            title,
            detail,
            flags,
            level: self.level(keys, status),
            headers: self.fixed_headers(keys, status),
            format: self.format(keys, status),
            grpc: keys.grpc,
        }
    }

    /// The code in words where there is one, so that all who share it share the
    /// title; else the variant's name.
    fn derived_title(&self, keys: &Keys) -> String {
        match &keys.code {
            Some(Text::Fixed(code, _)) => case::sentence(code),
            _ => case::sentence(&unraw(&self.variant.ident)),
        }
    }

    fn code(&self, keys: &Keys, is_mapped: bool, is_delegated: bool) -> String {
        match &keys.code {
            Some(Text::Fixed(code, _)) => format!("{}{code}", self.container.options.code_prefix),
            Some(_) => String::new(),
            None if is_delegated || !is_mapped || self.container.defaults.code.is_some() => {
                String::new()
            }
            None => derived_code(self.container, self.variant),
        }
    }

    /// Whether the type URI is the base and a code that is known at run time.
    fn late_type(&self, keys: &Keys) -> bool {
        let is_late = matches!(keys.code, Some(Text::Expr(_))) || self.needs_default_code(keys);
        is_late && keys.type_uri.is_none() && self.container.options.type_base.is_some()
    }

    /// Whether `Display` is the detail where it may be public.
    fn implies_display(&self, keys: &Keys, status: u16) -> bool {
        let is_said = keys.detail.is_some()
            || keys.hide.is_some()
            || self.container.defaults.detail.is_some();
        !is_said && status != 304
    }

    /// Whether `Display` may become the detail while the program runs.
    fn shows_display(&self, keys: &Keys, status: u16) -> bool {
        // A delegated 4xx that another error turns into a 5xx is masked there.
        let may_show = status < 500 || keys.unmask.is_some();
        may_show && self.implies_display(keys, status)
    }

    fn fixed_detail(
        &self,
        keys: &Keys,
        status: u16,
        is_unmask: bool,
        is_delegated: bool,
    ) -> Option<Detail> {
        if status == 0 || is_delegated || status == 304 {
            return None;
        }
        if let Some(Text::Fixed(text, _)) = &keys.detail {
            return self.has_code(keys).then(|| Detail {
                text: text.clone(),
                is_implicit: false,
            });
        }
        let shows = self.shows_display(keys, status) && (status < 500 || is_unmask);
        match &self.variant.display {
            Display::Template(template) if shows && self.has_code(keys) => {
                let text = template.fixed()?;
                Some(Detail {
                    text,
                    is_implicit: true,
                })
            }
            _ => None,
        }
    }

    /// Whether the code is known now: without one there is no JSON in the table
    /// that a detail could be a part of.
    fn has_code(&self, keys: &Keys) -> bool {
        let is_delegated = self.delegation(keys).is_some();
        !self
            .code(keys, self.is_mapped(keys), is_delegated)
            .is_empty()
    }

    fn is_mapped(&self, keys: &Keys) -> bool {
        is_mapped(self.container, keys)
            && (self.case.is_none()
                || keys.status.is_some()
                || self.container.defaults.status.is_some())
    }

    fn needs_default_code(&self, keys: &Keys) -> bool {
        keys.code.is_none() && self.container.defaults.code.is_some()
    }

    /// Whether what holds for all variants is in the body of this one.
    fn has_late_body(&self) -> bool {
        let defaults = &self.container.defaults;
        !defaults.members.is_empty() || defaults.detail.is_some() || defaults.code.is_some()
    }

    /// Whether what holds for all variants is in the headers of this one.
    fn has_late_headers(&self, status: u16) -> bool {
        !self.container.defaults.headers.is_empty()
            || self.rules(status).any(|on| is_late(self.container, on))
    }

    /// What holds for a status, the last that was written first.
    fn rules(&self, status: u16) -> impl Iterator<Item = &On> {
        let on = self.container.options.on.iter().rev();
        on.filter(move |on| on.applies(status))
    }

    fn level(&self, keys: &Keys, status: u16) -> Option<Ident> {
        let mut on = self.rules(status);
        keys.log
            .clone()
            .or_else(|| on.find_map(|on| on.keys.log.clone()))
    }

    fn format(&self, keys: &Keys, status: u16) -> Option<TokenStream> {
        let mut on = self.rules(status);
        let format = keys
            .format
            .as_ref()
            .or_else(|| on.find_map(|on| on.keys.format.as_ref()));
        // Where the status is only known while the program runs, an `on` must
        // be heard before the type's own format.
        let is_late = status == 0 && has_late_format(self.container);
        let format = format.or_else(|| {
            let format = self.container.defaults.format.as_ref();
            format.filter(|_| !is_late)
        });
        format.map(|format| format_path(format, self.krate))
    }

    /// The headers whose value is known: the variant's own, and those of an
    /// `on` for a status that is known too.
    fn fixed_headers(&self, keys: &Keys, status: u16) -> Vec<(String, HeaderKind, String)> {
        let mut headers = own_fixed_headers(keys);
        for on in self.rules(status) {
            if is_late(self.container, on) {
                continue;
            }
            let own: Vec<String> = headers.iter().map(|header| header.0.clone()).collect();
            for header in own_fixed_headers(&on.keys) {
                let is_given = own.contains(&header.0)
                    || keys.headers.iter().any(|known| known.name == header.0);
                if !is_given {
                    headers.push(header);
                }
            }
        }
        headers
    }

    pub(super) fn statements(&self, keys: &Keys) -> Statements {
        let d = &local("__d");
        let write = Writer {
            krate: self.krate,
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
        let mut rest = Vec::new();
        let is_fixed = matches!(keys.status, Some(Status::Fixed(..)))
            || (keys.status.is_none() && self.container.defaults.status.is_none());
        match &keys.detail {
            Some(Text::Fixed(..))
                if is_fixed && self.delegation(keys).is_none() && self.has_code(keys) => {}
            Some(detail) => rest.push(write.detail(detail)),
            None => {}
        }
        let is_delegated = self.delegation(keys).is_some();
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
        for field in self
            .variant
            .fields
            .iter()
            .filter(|field| display::may_hold_backtrace(&field.ty))
        {
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
            select,
            rest,
            delegate: self.delegate(keys),
        }
    }

    fn delegate(&self, keys: &Keys) -> Option<TokenStream> {
        let d = local("__d");
        let krate = self.krate;
        // Where nobody is there to delegate to.
        let unmapped = defaults::unmapped(self.container, &d);
        Some(match self.delegation(keys)? {
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

    /// The fields that the arm of the variant must bind.
    pub(super) fn bindings(&self, has_cases: bool) -> TokenStream {
        let mut names = BTreeSet::new();
        let all = std::iter::once(self.variant.keys.clone()).chain(
            self.variant
                .cases
                .iter()
                .map(|case| case.keys.inheriting(&self.variant.keys)),
        );
        let cases = std::iter::once(None).chain(self.variant.cases.iter().map(Some));
        for (keys, case) in all.zip(cases) {
            let Statements {
                select,
                rest,
                delegate,
                ..
            } = Entry { case, ..*self }.statements(&keys);
            names.extend(tokens::names(&quote!(#(#select)* #(#rest)* #delegate)));
            if let Some(guard) = case.and_then(|case| case.guard.as_ref()) {
                names.extend(tokens::names(guard));
            }
        }
        let bound = self.variant.fields.iter().filter(|field| {
            has_cases
                || names.contains(&field.binding.to_string())
                || names.contains(&unraw(&field.binding))
        });
        let bound = bound.map(|field| {
            let Field {
                member, binding, ..
            } = field;
            match member {
                syn::Member::Named(_) => quote!(#binding,),
                syn::Member::Unnamed(_) => quote!(#member: #binding,),
            }
        });
        quote!(#(#bound)*)
    }
}
