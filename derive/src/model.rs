//! The meaning of the attributes, without syntax: `check` and `expand` use this
//! and no attributes.

mod format;
mod level;
mod mapping;
mod origin;

use std::cell::OnceCell;
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::{Generics, LitStr};

pub(crate) use self::format::Format;
pub(crate) use self::level::Level;
pub(crate) use self::mapping::{Code, Mapping};
pub(crate) use self::origin::Origin;
use crate::attr::Meant;
use crate::case::CodeCase;
use crate::header::HeaderKind;
use crate::keys::Key;
use crate::template::Template;
use crate::tokens::{is_punct, is_word, span_of_list};
use crate::ty::Ty;

/// A derived type.
pub(crate) struct Container {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) is_enum: bool,
    pub(crate) options: Options,
    /// The keys for all its variants.
    pub(crate) defaults: Keys,
    pub(crate) variants: Vec<Variant>,
}

impl Container {
    /// Returns whether its size is not known.
    pub(crate) fn is_unsized(&self) -> bool {
        let mut fields = self.variants.iter().filter_map(|it| it.fields.last());
        fields.any(|field| field.ty.is_unsized())
    }
}

/// The keys that only a type has.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) krate: Option<TokenStream>,
    pub(crate) frameworks: Vec<Ident>,
    /// Frameworks that a misspelt word probably means.
    pub(crate) meant: Vec<Ident>,
    pub(crate) web: Option<Span>,
    pub(crate) via: Vec<TokenStream>,
    /// Set if clients read it back.
    pub(crate) client: Option<Span>,
    pub(crate) unmapped: Unmapped,
    pub(crate) code_case: CodeCase,
    pub(crate) code_prefix: String,
    pub(crate) type_base: Option<String>,
    pub(crate) on: Vec<On>,
    pub(crate) finish: Option<TokenStream>,
    /// Whether an explicit code may have several statuses.
    pub(crate) shared_codes: bool,
}

impl Options {
    /// Adds a framework, or one that a misspelt word probably means.
    pub(crate) fn add_framework(&mut self, word: &str, span: Span, is_guess: bool) {
        let frameworks = if is_guess {
            &mut self.meant
        } else {
            &mut self.frameworks
        };
        if !frameworks.iter().any(|known| known == word) {
            frameworks.push(Ident::new(word, span));
        }
    }

    /// Next to a mistake, there must not be two impls of one trait: `web` includes
    /// those of the frameworks, and none that a borrow rules out.
    pub(crate) fn settle(&mut self, generics: &Generics) {
        if generics.lifetimes().next().is_some() {
            self.web = None;
        } else if self.web.is_some() {
            self.frameworks.clear();
            self.meant.clear();
        }
        let frameworks = &self.frameworks;
        self.meant.retain(|word| !frameworks.contains(word));
    }
}

/// What a variant without a status becomes.
#[derive(Default)]
pub(crate) struct Unmapped {
    /// Whether such a variant is a mistake.
    pub(crate) is_denied: bool,
    /// Its keys, if it has any: the status is a 5xx.
    pub(crate) keys: Option<Keys>,
}

impl Unmapped {
    /// Returns the status, a 5xx.
    pub(crate) fn status(&self) -> u16 {
        match self.keys.as_ref().and_then(|keys| keys.status.as_ref()) {
            Some(Status::Fixed(number, _)) => *number,
            Some(Status::Dynamic(_)) | None => 500,
        }
    }
}

/// What applies to all variants with certain statuses.
pub(crate) struct On {
    pub(crate) statuses: Vec<(u16, u16)>,
    /// The span of each of them.
    pub(crate) spans: Vec<Span>,
    pub(crate) keys: Keys,
}

impl On {
    pub(crate) fn applies(&self, status: u16) -> bool {
        self.statuses
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&status))
    }
}

/// A variant, or the single variant of a struct.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    /// Without `r#`.
    pub(crate) name: String,
    /// The code that is derived from its name.
    pub(crate) derived_code: OnceCell<String>,
    pub(crate) style: Style,
    pub(crate) fields: Vec<Field>,
    pub(crate) keys: Keys,
    pub(crate) cases: Vec<Case>,
    pub(crate) docs: String,
    pub(crate) display: Display,
    /// The field that is the source of the error.
    pub(crate) source: Option<usize>,
}

impl Variant {
    /// Its keys, and those of each of its cases.
    pub(crate) fn all_keys(&self) -> impl Iterator<Item = &Keys> {
        let cases = self.cases.iter().map(|case| &case.keys);
        std::iter::once(&self.keys).chain(cases)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Unit,
    Tuple,
    Named,
}

pub(crate) struct Field {
    /// The name by which expressions refer to it: its own, or `_0`.
    pub(crate) binding: Ident,
    /// Its place in a pattern: its name or its number.
    pub(crate) member: syn::Member,
    pub(crate) ty: Rc<Ty>,
    /// Whether it is a backtrace, or an error that contains one.
    pub(crate) may_hold_backtrace: bool,
}

impl Field {
    /// Returns whether a placeholder `{name}` means this field.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        match &self.member {
            syn::Member::Named(ident) => unraw(ident) == name,
            syn::Member::Unnamed(index) => name == index.index.to_string() || self.binding == name,
        }
    }
}

/// Returns the name of a raw identifier without its `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    let name = ident.to_string();
    match name.strip_prefix("r#") {
        Some(plain) => plain.to_owned(),
        None => name,
    }
}

/// What `Display` writes, as far as an attribute shows.
pub(crate) enum Display {
    /// An attribute contains the whole template.
    Template {
        template: Template,
        /// Whether the text is exactly that of the template. Otherwise it
        /// contains no more than the template, which still proves what it does
        /// not contain.
        is_certain: bool,
    },
    /// The text of the source.
    Transparent,
    /// Arguments that are expressions, or no template that can be read.
    Unknown,
}

impl Display {
    /// Returns the text, if it is certain and nothing in it varies.
    pub(crate) fn fixed(&self) -> Option<String> {
        match self {
            Self::Template {
                template,
                is_certain: true,
            } => template.fixed(),
            _ => None,
        }
    }
}

/// A case: what applies to some of the values of a variant.
pub(crate) struct Case {
    pub(crate) patterns: Vec<CasePattern>,
    pub(crate) guard: Option<TokenStream>,
    /// The pattern, as it is written.
    pub(crate) written: TokenStream,
    pub(crate) keys: Keys,
    /// Its own doc comment; empty to use that of the variant.
    pub(crate) docs: String,
    pub(crate) span: Span,
}

/// The pattern for one field.
pub(crate) struct CasePattern {
    pub(crate) field: usize,
    pub(crate) pattern: TokenStream,
}

/// The keys of a problem type, of an `on` or of a whole type.
#[derive(Default, Clone)]
pub(crate) struct Keys {
    pub(crate) status: Option<Status>,
    /// The values that an expression for the status may have, with the span of the key.
    pub(crate) statuses: Option<Statuses>,
    pub(crate) retryable: Option<bool>,
    pub(crate) code: Option<Text>,
    pub(crate) type_uri: Option<LitStr>,
    pub(crate) title: Option<LitStr>,
    pub(crate) detail: Option<Text>,
    pub(crate) instance: Option<Text>,
    pub(crate) hide: Option<Span>,
    pub(crate) expose: Option<Span>,
    pub(crate) unmask: Option<Unmask>,
    pub(crate) delegate: Option<Delegation>,
    pub(crate) headers: Vec<Header>,
    pub(crate) members: Vec<Member>,
    /// For translations.
    pub(crate) arguments: Vec<Argument>,
    pub(crate) format: Option<Format>,
    pub(crate) grpc: Option<Grpc>,
    pub(crate) metadata: Vec<(LitStr, Text)>,
    /// For the log, never for a client.
    pub(crate) context: Vec<Context>,
    pub(crate) log: Option<Level>,
    /// Set if the variant is excluded from what clients read back.
    pub(crate) client_off: Option<Span>,
    /// The keys that could not be read: no rule reports them as missing.
    pub(crate) broken: Vec<Meant>,
}

/// A set of statuses.
#[derive(Clone)]
pub(crate) struct Statuses {
    pub(crate) all: Vec<u16>,
    /// Where the key is.
    pub(crate) span: Span,
}

#[derive(Clone)]
pub(crate) enum Status {
    Fixed(u16, Span),
    Dynamic(TokenStream),
}

/// Text that is known at compile time, a format string, or an expression.
#[derive(Clone)]
pub(crate) enum Text {
    Fixed(String, Span),
    Format(Template, Span),
    /// Never empty. A list, because each look into a stream is a call into the compiler.
    Expr(Vec<TokenTree>),
}

impl Text {
    pub(crate) fn expr(tokens: TokenStream) -> Self {
        Self::Expr(tokens.into_iter().collect())
    }

    pub(crate) fn of_field(field: &Field) -> Self {
        Self::Expr(vec![field.binding.clone().into()])
    }

    /// Returns whether it is written as `None`, with or without its type.
    pub(crate) fn is_none(&self) -> bool {
        let Self::Expr(expr) = self else {
            return false;
        };
        match expr.as_slice() {
            [word] => is_word(word, "None"),
            [word, colon, ..] => is_punct(colon, ':') && is_word(word, "None"),
            [] => false,
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Fixed(_, span) | Self::Format(_, span) => *span,
            Self::Expr(expr) => span_of_list(expr, Span::call_site()),
        }
    }
}

/// A gRPC code.
#[derive(Clone)]
pub(crate) enum Grpc {
    Fixed(u8),
    Dynamic(TokenStream),
}

impl Grpc {
    /// Returns the code, if it is known at compile time.
    pub(crate) fn fixed(&self) -> Option<u8> {
        match self {
            Self::Fixed(code) => Some(*code),
            Self::Dynamic(_) => None,
        }
    }
}

/// A value that the translations of title and detail may use.
#[derive(Clone)]
pub(crate) struct Argument {
    pub(crate) name: LitStr,
    pub(crate) value: Text,
    /// The field, if it is written on one.
    pub(crate) field: Option<usize>,
}

/// A value with a name.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) name: LitStr,
    pub(crate) value: Text,
    /// Whether its `Debug` is written instead of its `Display`.
    pub(crate) is_debug: bool,
    /// The field, if it is written on one.
    pub(crate) field: Option<usize>,
}

#[derive(Clone)]
pub(crate) enum Unmask {
    Always(Span),
    If(TokenStream),
}

#[derive(Clone)]
pub(crate) enum Delegation {
    /// Delegates to a field.
    Field(usize, Span),
    /// Delegates to the value of an expression.
    Expr(TokenStream, Span),
    /// Delegates to the first of these types in a field's source chain.
    Chain(Vec<TokenStream>, Option<usize>, Span),
}

impl Delegation {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Field(_, span) | Self::Expr(_, span) | Self::Chain(_, _, span) => *span,
        }
    }
}

#[derive(Clone)]
pub(crate) struct Header {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) kind: HeaderKind,
    pub(crate) value: Text,
}

#[derive(Clone)]
pub(crate) enum Member {
    Named {
        name: LitStr,
        value: Text,
        field: Option<usize>,
    },
    Flatten(usize),
}

impl Keys {
    /// Returns whether one of these keys may be among those that could not be read.
    pub(crate) fn may_have(&self, keys: &[Key]) -> bool {
        self.broken.iter().any(|meant| match meant {
            Meant::Key(key) => keys.contains(key),
            Meant::Any => true,
            Meant::Unknown => false,
        })
    }

    /// Returns the keys of a case, with those that it inherits.
    pub(crate) fn inheriting(&self, outer: &Self) -> Self {
        let mut keys = self.clone();
        keys.broken.extend(&outer.broken);
        macro_rules! inherit {
            ($($key:ident)*) => {$(
                keys.$key = keys.$key.or_else(|| outer.$key.clone());
            )*};
        }
        // Its own status replaces the delegation.
        if keys.status.is_none() {
            keys.delegate = keys.delegate.or_else(|| outer.delegate.clone());
        }
        if keys.status.is_none() {
            inherit!(statuses);
        }
        inherit!(status retryable code type_uri title instance unmask format grpc log);
        // These three exclude one another.
        if keys.detail.is_none() && keys.hide.is_none() && keys.expose.is_none() {
            keys.detail.clone_from(&outer.detail);
            keys.hide = outer.hide;
            keys.expose = outer.expose;
        }
        for header in &outer.headers {
            if !self.headers.iter().any(|own| own.name == header.name) {
                keys.headers.push(header.clone());
            }
        }
        for member in &outer.members {
            if !self.members.iter().any(|own| own.is_same(member)) {
                keys.members.push(member.clone());
            }
        }
        for argument in &outer.arguments {
            let name = argument.name.value();
            if !self.arguments.iter().any(|own| own.name.value() == name) {
                keys.arguments.push(argument.clone());
            }
        }
        for context in &outer.context {
            if !self
                .context
                .iter()
                .any(|own| own.name.value() == context.name.value())
            {
                keys.context.push(context.clone());
            }
        }
        keys
    }
}

impl Member {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Named { name, .. }, Self::Named { name: other, .. }) => {
                name.value() == other.value()
            }
            (Self::Flatten(field), Self::Flatten(other)) => field == other,
            _ => false,
        }
    }
}
