//! The generated code: a table, one match, and an impl per framework word.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{DeriveInput, Generics, WherePredicate, parse_quote};

use crate::check::{derived_code, is_mapped};
use crate::model::{
    Case, Container, Delegation, Display, Field, Header, HeaderKind, Keys, Member, On, Options,
    Status, Text, Unmapped, Unmask, Variant, unraw,
};
use crate::read::format_path;
use crate::row::{Detail, Flags, Row};
use crate::template::Template;
use crate::{case, display, tokens};

/// All impls of a type without mistakes.
pub(crate) fn container(container: &Container) -> TokenStream {
    let Expansion {
        rows,
        dynamic,
        fixed,
        docs,
    } = match Expansion::of(container) {
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
    let table = local("__TABLE");
    let begin = begin(&table, &d, &dynamic, &fixed);
    let after = after(container, &krate, &d);
    let nested = nested(container, &private);
    let finish = container.options.finish.as_ref().map(|finish| {
        let context = local("__context");
        let response = local("__response");
        quote! {
            fn finish(
                &self,
                #context: ::core::option::Option<&#krate::RequestContext>,
                #response: &mut #krate::Response,
            ) {
                #finish(self, #context, #response)
            }
        }
    });
    let count = Literal::usize_unsuffixed(rows.len());
    let conversions = conversions(
        &container.options,
        &container.ident,
        &generics,
        &container.generics,
    );
    quote! {
        const _: () = {
            static #table: [#private::Row; #count] = [#(#rows),*];

            #[automatically_derived]
            #[allow(deprecated, unused_qualifications, clippy::used_underscore_binding)]
            impl #impl_generics #krate::HttpError for #ident #ty_generics #where_clause {
                fn status(&self) -> #private::StatusCode {
                    #private::status(self)
                }

                fn code(&self) -> #private::Cow<'_, ::core::primitive::str> {
                    #private::code(self)
                }

                fn describe(&self, #d: &mut #krate::Description<'_>) {
                    #begin
                    #after
                }

                #finish

                fn to_response(&self) -> #krate::Response {
                    #private::respond(self)
                }

                fn catalog() -> &'static #krate::Catalog {
                    static __DOCS: &[&::core::primitive::str] = &[#(#docs),*];
                    const {
                        &#krate::Catalog::new(&#table, __DOCS, &[#(#nested),*])
                    }
                }
            }
        };
        #conversions
    }
}

/// What is left behind a mistake: an impl, so that nothing else fails too.
pub(crate) fn fallback(
    input: &DeriveInput,
    options: &Options,
    messages: Option<TokenStream>,
) -> TokenStream {
    let krate = krate(options);
    let mut generics = input.generics.clone();
    demand_error(&mut generics, &input.ident, &input.generics);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = input.generics.split_for_impl();
    let ident = call_site(&input.ident);
    let conversions = conversions(options, &input.ident, &generics, &input.generics);
    quote! {
        #messages
        #[automatically_derived]
        impl #impl_generics #krate::HttpError for #ident #ty_generics #where_clause {}
        #conversions
    }
}

fn krate(options: &Options) -> TokenStream {
    options.krate.clone().unwrap_or_else(|| quote!(::catchall))
}

/// A name that no name of the user's can meet.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The type's name, without the span at which a deprecated one would warn.
fn call_site(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    ident
}

/// The impls that make it a response.
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
        let word = Ident::new(&word.to_string(), word.span());
        quote!(#private::#word! { #item })
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
                #private::respond(&#error)
            }
        }
        #(#frameworks)*
        #web
        #(#via)*
    }
}

fn without_default(param: &syn::GenericParam) -> syn::GenericParam {
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

/// The generics with what the generated code needs of the parameters.
fn bounded(container: &Container, private: &TokenStream) -> Generics {
    let mut generics = container.generics.clone();
    if generics.params.is_empty() {
        return generics;
    }
    demand_error(&mut generics, &container.ident, &container.generics);
    let params: BTreeSet<String> = container
        .generics
        .type_params()
        .map(|param| param.ident.to_string())
        .collect();
    let is_generic = |field: &Field| {
        let ty = &field.ty;
        !tokens::names(&quote!(#ty)).is_disjoint(&params)
    };
    let mut demand = |predicate: WherePredicate| {
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
        let cases = variant.cases.iter().map(|case| &case.keys);
        for keys in std::iter::once(&variant.keys).chain(cases) {
            if let Some(Delegation::Field(at, _)) = keys.delegate
                && is_generic(&variant.fields[at])
            {
                let ty = &variant.fields[at].ty;
                demand(parse_quote!(#ty: #private::Delegate));
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
                    demand(parse_quote!(#ty: #private::Serialize));
                }
            }
            for text in texts(keys) {
                let Text::Format(text) = text else { continue };
                let Ok(template) = Template::parse(&text.value()) else {
                    continue;
                };
                for name in template.displayed() {
                    let named = variant.fields.iter().find(|field| field.is_called(name));
                    if let Some(field) = named.filter(|field| is_generic(field)) {
                        let ty = &field.ty;
                        demand(parse_quote!(#ty: ::core::fmt::Display));
                    }
                }
            }
        }
    }
    generics
}

/// A generic type is only an error where its parameters let it be one.
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

fn texts(keys: &Keys) -> impl Iterator<Item = &Text> {
    let members = keys.members.iter().filter_map(|member| match member {
        Member::Named { value, .. } => Some(value),
        Member::Flatten(_) => None,
    });
    let headers = keys.headers.iter().map(|header| &header.value);
    let metadata = keys.metadata.iter().map(|(_, value)| value);
    keys.detail
        .iter()
        .chain(&keys.instance)
        .chain(members)
        .chain(headers)
        .chain(metadata)
}

/// The catalogs of what the type delegates to.
fn nested(container: &Container, private: &TokenStream) -> Vec<TokenStream> {
    let mut nested = Vec::new();
    for variant in &container.variants {
        match &variant.keys.delegate {
            Some(Delegation::Field(at, _)) => {
                let ty = &variant.fields[*at].ty;
                nested.push(quote!(<#ty as #private::Delegate>::catalog));
            }
            Some(Delegation::Chain(types, ..)) => {
                nested.extend(
                    types
                        .iter()
                        .map(|ty| quote!(<#ty as #private::Delegate>::catalog)),
                );
            }
            _ => {}
        }
    }
    nested
}

/// The rows of the table, and the arms of the match.
#[derive(Default)]
struct Expansion {
    rows: Vec<TokenStream>,
    docs: Vec<String>,
    /// Arms that do more than to name a row.
    dynamic: Vec<TokenStream>,
    /// Arms that only name a row: pattern and row.
    fixed: Vec<(TokenStream, usize)>,
}

impl Expansion {
    fn of(container: &Container) -> syn::Result<Self> {
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
            arms.push(quote!((#(#patterns,)*) #guard => #body));
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

/// A field as a `case` sees it: through a box.
fn place(field: &Field) -> TokenStream {
    let binding = &field.binding;
    let is_box = matches!(&field.ty, syn::Type::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == "Box" || last.ident == "Arc"));
    if is_box {
        quote!(&**#binding)
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
    } = statements;
    let rest = (!rest.is_empty()).then(|| quote!(if #more { #(#rest)* }));
    quote! {{
        let #more = #d.begin(&#table[#row], self);
        #(#select)*
        #rest
        #delegate
        #more
    }}
}

/// The one match.
fn begin(
    table: &Ident,
    d: &Ident,
    dynamic: &[TokenStream],
    fixed: &[(TokenStream, usize)],
) -> TokenStream {
    let more = local("__more");
    let one = |row: usize| {
        let row = Literal::usize_unsuffixed(row);
        quote!(#d.begin(&#table[#row], self))
    };
    let arms = fixed.iter().map(|(pattern, row)| {
        let row = Literal::usize_unsuffixed(*row);
        quote!(#pattern => #row)
    });
    let chosen = match (fixed, dynamic) {
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
    };
    quote!(let #more = #chosen;)
}

/// What holds for all variants, and is heard where they are silent.
fn after(container: &Container, krate: &TokenStream, d: &Ident) -> TokenStream {
    let more = local("__more");
    let defaults = &container.defaults;
    let write = Writer {
        krate,
        fields: &[],
        d,
    };
    let status = match &defaults.status {
        Some(Status::Fixed(number, _)) => Some(quote!(#d.default_status(&#number);)),
        Some(Status::Dynamic(expr)) => Some(quote!(#d.default_status(&(#expr));)),
        None => None,
    };
    let code = match &defaults.code {
        Some(Text::Fixed(code, _)) => Some(quote!(#d.default_code(#code);)),
        Some(Text::Expr(expr)) => Some(quote!(#d.default_code(&(#expr));)),
        _ => None,
    };
    let on = container
        .options
        .on
        .iter()
        .filter(|on| is_late(container, on))
        .map(|on| {
            let ranges = on
                .statuses
                .iter()
                .map(|(first, last)| quote!(#first..=#last));
            let log = on.keys.log.as_ref().map(|level| {
                let level = Ident::new(&level.to_string(), Span::call_site());
                quote!(#d.log(#krate::Level::#level);)
            });
            let format = on.keys.format.as_ref().map(|format| {
                let format = format_path(format, krate);
                quote!(#d.format(&#format);)
            });
            let headers = write.headers(&on.keys.headers);
            let headers = (!headers.is_empty()).then(|| quote!(if #more { #(#headers)* }));
            quote!(if #d.is(&[#(#ranges),*]) { #log #format #headers })
        });
    let mut rest = Vec::new();
    if let Some(detail) = &defaults.detail {
        rest.push(write.detail(detail));
    }
    rest.extend(write.headers(&defaults.headers));
    rest.extend(write.members(&defaults.members));
    let rest = (!rest.is_empty()).then(|| quote!(if #more { #(#rest)* }));
    let on: Vec<_> = on.collect();
    let unused = (rest.is_none() && on.is_empty()).then(|| quote!(let _ = #more;));
    quote!(#status #code #(#on)* #rest #unused)
}

/// Whether an `on` must be looked at while the program runs: it holds a value,
/// or some variant's status is only known then.
fn is_late(container: &Container, on: &On) -> bool {
    let has_value = on
        .keys
        .headers
        .iter()
        .any(|header| !matches!(header.value, Text::Fixed(..)));
    let has_unknown = container.defaults.status.is_some()
        || container.variants.iter().any(|variant| {
            let cases = variant.cases.iter().map(|case| &case.keys);
            std::iter::once(&variant.keys).chain(cases).any(|keys| {
                keys.delegate.is_some() || matches!(keys.status, Some(Status::Dynamic(_)))
            })
        });
    has_value || has_unknown
}

/// What a variant or a case does beyond its row.
struct Statements {
    /// Heard in the pass that decides.
    select: Vec<TokenStream>,
    rest: Vec<TokenStream>,
    delegate: Option<TokenStream>,
}

impl Statements {
    fn is_empty(&self) -> bool {
        self.select.is_empty() && self.rest.is_empty() && self.delegate.is_none()
    }
}

/// One problem type: a variant, or a case of one.
#[derive(Clone, Copy)]
struct Entry<'a> {
    container: &'a Container,
    variant: &'a Variant,
    krate: &'a TokenStream,
    case: Option<&'a Case>,
}

impl Entry<'_> {
    fn delegation<'k>(&self, keys: &'k Keys) -> Option<&'k Delegation> {
        // A case takes the place of a delegation.
        keys.delegate.as_ref().filter(|_| self.case.is_none())
    }

    fn row(&self, keys: &Keys) -> Row {
        let container = self.container;
        let is_delegated = self.delegation(keys).is_some();
        let is_mapped = is_mapped(container, keys)
            && (self.case.is_none()
                || keys.status.is_some()
                || container.defaults.status.is_some());
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
            (Some(uri), _) => uri.value(),
            (None, Some(base)) if !code.is_empty() => format!("{base}{code}"),
            _ => String::new(),
        };
        let title = match &keys.title {
            Some(title) => Some(title.value()),
            // A title of its own for a type of its own: the phrase of the
            // status is for `about:blank`.
            None if !uri.is_empty() && !is_delegated => {
                Some(case::sentence(&unraw(&self.variant.ident)))
            }
            None => None,
        };
        let statements = self.statements(keys);
        let is_unmask = matches!(keys.unmask, Some(Unmask::Always(_)));
        let detail = self.fixed_detail(keys, status, is_unmask, is_delegated);
        let flags = Flags {
            is_static: statements.is_empty()
                && status != 0
                && !is_delegated
                && !self.is_late(status)
                && (detail.is_some() || !self.shows_display(keys, status)),
            display: detail.is_none() && self.shows_display(keys, status) && !is_delegated,
            unmask: is_unmask,
            transparent: is_delegated,
            backtrace: self
                .variant
                .fields
                .iter()
                .any(|field| display::may_hold_backtrace(&field.ty)),
        };
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

    /// Whether `Display` may become the detail while the program runs.
    fn shows_display(&self, keys: &Keys, status: u16) -> bool {
        let is_said = keys.detail.is_some()
            || keys.hide.is_some()
            || self.container.defaults.detail.is_some();
        // A delegated 4xx that another error turns into a 5xx is masked there.
        let may_show = status < 500 || keys.unmask.is_some();
        !is_said && may_show && status != 304
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
            // Without a code there is no JSON to put it in.
            let has_json =
                !matches!(keys.code, Some(Text::Expr(_))) && !self.needs_default_code(keys);
            return has_json.then(|| Detail {
                text: text.clone(),
                is_implicit: false,
            });
        }
        let shows = self.shows_display(keys, status) && (status < 500 || is_unmask);
        match &self.variant.display {
            Display::Template(template)
                if shows
                    && !matches!(keys.code, Some(Text::Expr(_)))
                    && !self.needs_default_code(keys) =>
            {
                let text = template.fixed()?;
                Some(Detail {
                    text,
                    is_implicit: true,
                })
            }
            _ => None,
        }
    }

    fn needs_default_code(&self, keys: &Keys) -> bool {
        keys.code.is_none() && self.container.defaults.code.is_some()
    }

    /// Whether what holds for all variants changes this one.
    fn is_late(&self, status: u16) -> bool {
        let defaults = &self.container.defaults;
        !defaults.headers.is_empty()
            || !defaults.members.is_empty()
            || defaults.detail.is_some()
            || defaults.code.is_some()
            || self
                .container
                .options
                .on
                .iter()
                .any(|on| on.applies(status) && is_late(self.container, on))
    }

    fn level(&self, keys: &Keys, status: u16) -> Option<Ident> {
        let on = self
            .container
            .options
            .on
            .iter()
            .rev()
            .filter(|on| on.applies(status));
        keys.log
            .clone()
            .or_else(|| on.filter_map(|on| on.keys.log.clone()).next())
    }

    fn format(&self, keys: &Keys, status: u16) -> Option<TokenStream> {
        let mut on = self
            .container
            .options
            .on
            .iter()
            .rev()
            .filter(|on| on.applies(status));
        let format = keys
            .format
            .as_ref()
            .or_else(|| on.find_map(|on| on.keys.format.as_ref()));
        let format = format.or(self.container.defaults.format.as_ref());
        format.map(|format| format_path(format, self.krate))
    }

    /// The headers whose value is known: the variant's own, and those of an
    /// `on` for a status that is known too.
    fn fixed_headers(&self, keys: &Keys, status: u16) -> Vec<(String, HeaderKind, String)> {
        let mut headers = own_fixed_headers(keys);
        for on in self
            .container
            .options
            .on
            .iter()
            .rev()
            .filter(|on| on.applies(status))
        {
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

    fn statements(&self, keys: &Keys) -> Statements {
        let d = &local("__d");
        let write = Writer {
            krate: self.krate,
            fields: &self.variant.fields,
            d,
        };
        let mut select = Vec::new();
        if let Some(Status::Dynamic(expr)) = &keys.status {
            select.push(quote!(#d.status(&(#expr));));
        }
        if let Some(Text::Expr(expr)) = &keys.code {
            select.push(quote!(#d.code(&(#expr));));
        }
        if let Some(Unmask::If(expr)) = &keys.unmask {
            select.push(quote!(#d.unmask(#expr);));
        }
        let mut rest = Vec::new();
        let is_fixed = matches!(keys.status, Some(Status::Fixed(..)))
            || (keys.status.is_none() && self.container.defaults.status.is_none());
        match &keys.detail {
            Some(Text::Fixed(..))
                if is_fixed
                    && self.delegation(keys).is_none()
                    && !matches!(keys.code, Some(Text::Expr(_)))
                    && !self.needs_default_code(keys) => {}
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
        rest.extend(write.headers(&late_headers(keys)));
        rest.extend(write.members(&keys.members));
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
            select,
            rest,
            delegate: self.delegate(keys),
        }
    }

    fn delegate(&self, keys: &Keys) -> Option<TokenStream> {
        let d = local("__d");
        let krate = self.krate;
        Some(match self.delegation(keys)? {
            Delegation::Field(at, span) => {
                let mut binding = self.variant.fields[*at].binding.clone();
                binding.set_span(span.resolved_at(binding.span()));
                quote_spanned!(*span=> #d.delegate(#binding);)
            }
            Delegation::Expr(expr, _) => quote!(#d.delegate(&(#expr));),
            Delegation::Chain(types, at, _) => {
                let binding = &self.variant.fields.get((*at)?)?.binding;
                quote!({
                    #[allow(unused_imports)]
                    use #krate::__private::SourceChain as _;
                    #d.chain((*#binding).__catchall_start(), &[#(#krate::__private::downcast::<#types>),*]);
                })
            }
        })
    }

    /// The fields that the arm of the variant must bind.
    fn bindings(&self, has_cases: bool) -> TokenStream {
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

/// The headers of a place that can be in the table. Where one of several of a
/// name has a value, they all stay in the code, so that their order stays.
fn own_fixed_headers(keys: &Keys) -> Vec<(String, HeaderKind, String)> {
    let mut headers: Vec<(String, HeaderKind, String)> = Vec::new();
    for header in &keys.headers {
        if let Text::Fixed(value, _) = &header.value
            && !has_late_twin(keys, header)
        {
            let at = headers
                .iter()
                .rposition(|known| known.0 == header.name)
                .map_or(headers.len(), |at| at + 1);
            headers.insert(at, (header.name.clone(), header.kind, value.clone()));
        }
    }
    headers
}

fn late_headers(keys: &Keys) -> Vec<Header> {
    keys.headers
        .iter()
        .filter(|header| has_late_twin(keys, header))
        .cloned()
        .collect()
}

fn has_late_twin(keys: &Keys, header: &Header) -> bool {
    keys.headers
        .iter()
        .any(|other| other.name == header.name && !matches!(other.value, Text::Fixed(..)))
}

/// Writes the calls that say a value.
struct Writer<'a> {
    krate: &'a TokenStream,
    fields: &'a [Field],
    d: &'a Ident,
}

impl Writer<'_> {
    /// A reference to the value.
    fn value(&self, text: &Text) -> TokenStream {
        match text {
            Text::Fixed(text, span) => {
                let text = syn::LitStr::new(text, *span);
                quote!(#text)
            }
            Text::Expr(expr) => quote!(&(#expr)),
            Text::Format(text) => match Template::parse(&text.value()) {
                Ok(template) => {
                    let arguments = template.format_args(self.fields, text.span());
                    quote!(&#arguments)
                }
                Err(_) => quote!(#text),
            },
        }
    }

    fn detail(&self, text: &Text) -> TokenStream {
        let d = self.d;
        let value = self.value(text);
        match text {
            Text::Fixed(..) | Text::Format(_) => quote!(#d.detail(#value);),
            Text::Expr(_) => quote!(#d.optional_detail(#value);),
        }
    }

    fn headers(&self, headers: &[Header]) -> Vec<TokenStream> {
        let d = self.d;
        let private = {
            let krate = self.krate;
            quote!(#krate::__private)
        };
        // Those of one name stand together, the first of them first.
        let mut sorted: Vec<&Header> = Vec::new();
        for header in headers {
            let at = sorted
                .iter()
                .rposition(|known| known.name == header.name)
                .map_or(sorted.len(), |at| at + 1);
            sorted.insert(at, header);
        }
        let mut previous = None;
        let mut calls = Vec::new();
        for header in sorted {
            let name = &header.name;
            let value = self.value(&header.value);
            let is_next = previous == Some(name);
            previous = Some(name);
            let name = quote!(&const { #private::HeaderName::from_static(#name) });
            calls.push(match (header.kind, is_next) {
                (HeaderKind::Free, false) => quote!(#d.header(#name, #value);),
                (HeaderKind::Free, true) => quote!(#d.append_header(#name, #value);),
                (HeaderKind::RetryAfter, _) if !matches!(header.value, Text::Expr(_)) => {
                    quote!(#d.typed_header(#name, #value);)
                }
                (_, true) => quote!(#d.append_typed(#name, #value);),
                (HeaderKind::RetryAfter, _) => quote!(#d.retry_after(#value);),
                (HeaderKind::WwwAuthenticate, _) => quote!(#d.www_authenticate(#value);),
                (HeaderKind::Allow, _) => quote!(#d.allow(#value);),
                (HeaderKind::Location, _) => quote!(#d.location(#value);),
                (HeaderKind::Link, _) => quote!(#d.link(#value);),
                (HeaderKind::ContentRange, _) => quote!(#d.content_range(#value);),
            });
        }
        calls
    }

    fn members(&self, members: &[Member]) -> Vec<TokenStream> {
        let d = self.d;
        let call = |member: &Member| match member {
            Member::Named { name, value, .. } => {
                let value = match value {
                    Text::Format(_) => {
                        let krate = self.krate;
                        let value = self.value(value);
                        quote!(&#krate::__private::Displayed(#value))
                    }
                    value => self.value(value),
                };
                quote!(#d.member(#name, #value);)
            }
            Member::Flatten(at) => match self.fields.get(*at) {
                Some(field) => {
                    let binding = format_ident!("{}", field.binding);
                    quote!(#d.flatten(#binding);)
                }
                None => TokenStream::new(),
            },
        };
        members.iter().map(call).collect()
    }
}
