//! The item that is derived for, parsed only as far as the derive needs: a
//! derive runs on every build, and does not look at most of what it could
//! parse. rustc has already parsed the item, so it is well-formed.

use std::rc::Rc;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::Generics;

use crate::tokens::{Angles, Cursor, is_punct};
use crate::ty::Ty;

/// An enum, a struct or a union.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) data: Data,
}

pub(crate) enum Data {
    Enum(Vec<Variant>),
    Struct(Fields),
    /// A union, with the span of the keyword.
    Union(Span),
}

pub(crate) struct Variant {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) fields: Fields,
}

pub(crate) enum Fields {
    Unit,
    Tuple(Vec<Field>),
    Named(Vec<Field>),
}

impl Fields {
    pub(crate) fn all(&self) -> &[Field] {
        match self {
            Self::Unit => &[],
            Self::Tuple(fields) | Self::Named(fields) => fields,
        }
    }
}

pub(crate) struct Field {
    pub(crate) attributes: Vec<Attribute>,
    /// `None` in a tuple.
    pub(crate) ident: Option<Ident>,
    pub(crate) ty: Rc<Ty>,
}

/// `#[name(...)]`, `#[name = ...]` or `#[name]`, with a name that the derive reads.
pub(crate) struct Attribute {
    pub(crate) name: Name,
    ident: Ident,
    pub(crate) value: Value,
}

/// The attributes that the derive reads. It keeps no others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Http,
    Doc,
    Error,
    From,
    Source,
    Snafu,
    Display,
    Displaydoc,
    IgnoreExtraDocAttributes,
    PrefixEnumDocAttributes,
}

impl Name {
    fn find(word: &str) -> Option<Self> {
        Some(match word {
            "http" => Self::Http,
            "doc" => Self::Doc,
            "error" => Self::Error,
            "from" => Self::From,
            "source" => Self::Source,
            "snafu" => Self::Snafu,
            "display" => Self::Display,
            "displaydoc" => Self::Displaydoc,
            "ignore_extra_doc_attributes" => Self::IgnoreExtraDocAttributes,
            "prefix_enum_doc_attributes" => Self::PrefixEnumDocAttributes,
            _ => return None,
        })
    }
}

pub(crate) enum Value {
    /// A list in parentheses or in other delimiters, and its tokens.
    List(Group, Vec<TokenTree>),
    /// What follows `=`.
    Assigned(Vec<TokenTree>),
    Nothing,
}

impl Attribute {
    /// Returns the span of its name.
    pub(crate) fn span(&self) -> Span {
        self.ident.span()
    }

    /// Returns the tokens in its list.
    pub(crate) fn list(&self) -> Option<&[TokenTree]> {
        match &self.value {
            Value::List(_, tokens) => Some(tokens),
            Value::Assigned(_) | Value::Nothing => None,
        }
    }
}

/// Writes what is in its brackets.
impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.ident.to_tokens(tokens);
        match &self.value {
            Value::List(list, _) => list.to_tokens(tokens),
            Value::Assigned(value) => {
                Punct::new('=', Spacing::Alone).to_tokens(tokens);
                tokens.append_all(value);
            }
            Value::Nothing => {}
        }
    }
}

impl Item {
    /// # Errors
    ///
    /// Returns an error if the tokens are not an item.
    pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Self> {
        let mut tokens = Cursor::raw(tokens);
        let attributes = tokens.attributes();
        let no_item = || syn::Error::new(Span::call_site(), "expected an enum or a struct");
        let keyword = loop {
            match tokens.next().ok_or_else(no_item)? {
                TokenTree::Ident(word) if word == "enum" || word == "struct" || word == "union" => {
                    break word;
                }
                // The visibility.
                _ => {}
            }
        };
        let ident = tokens.ident().ok_or_else(no_item)?;
        let mut generics = tokens.generics()?;
        let mut body = tokens.body();
        let mut predicates: Vec<TokenTree> = std::mem::take(&mut body.before);
        let is_enum = keyword == "enum";
        let data = if keyword == "union" {
            Data::Union(keyword.span())
        } else {
            match body.group {
                Some(group) if is_enum => Data::Enum(variants(group.stream())),
                Some(group) if group.delimiter() == Delimiter::Brace => {
                    Data::Struct(Fields::Named(fields(group.stream(), true)))
                }
                Some(group) => {
                    // The `where` of a tuple struct follows it.
                    predicates = tokens.rest().into_iter().collect();
                    predicates.retain(|token| !is_punct(token, ';'));
                    Data::Struct(Fields::Tuple(fields(group.stream(), false)))
                }
                None => Data::Struct(Fields::Unit),
            }
        };
        if !predicates.is_empty() {
            generics.where_clause = Some(syn::parse2(predicates.into_iter().collect())?);
        }
        Ok(Self {
            attributes,
            ident,
            generics,
            data,
        })
    }
}

fn variants(tokens: TokenStream) -> Vec<Variant> {
    let mut tokens = Cursor::raw(tokens);
    let mut variants = Vec::new();
    loop {
        let attributes = tokens.attributes();
        tokens.visibility();
        let Some(TokenTree::Ident(ident)) = tokens.next() else {
            return variants;
        };
        let fields = match tokens.peek() {
            Some(TokenTree::Group(group)) => {
                let is_named = group.delimiter() == Delimiter::Brace;
                let parsed = fields(group.stream(), is_named);
                if is_named {
                    Fields::Named(parsed)
                } else {
                    Fields::Tuple(parsed)
                }
            }
            _ => Fields::Unit,
        };
        // What remains is the group and a discriminant.
        tokens.type_to_comma();
        variants.push(Variant {
            attributes,
            ident,
            fields,
        });
    }
}

fn fields(tokens: TokenStream, is_named: bool) -> Vec<Field> {
    let mut tokens = Cursor::raw(tokens);
    let mut fields = Vec::new();
    loop {
        let attributes = tokens.attributes();
        tokens.visibility();
        let mut ident = None;
        if is_named {
            match tokens.next() {
                Some(TokenTree::Ident(name)) => ident = Some(name),
                _ => return fields,
            }
            // The colon.
            tokens.next();
        }
        let ty = tokens.type_to_comma();
        if ty.is_empty() {
            return fields;
        }
        fields.push(Field {
            attributes,
            ident,
            ty: Rc::new(Ty::new(ty)),
        });
    }
}

/// What precedes the fields or variants, and their group.
struct Body {
    before: Vec<TokenTree>,
    group: Option<Group>,
}

/// The parts of an item.
impl Cursor {
    fn attributes(&mut self) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        while let [TokenTree::Punct(pound), TokenTree::Group(group), ..] = self.as_slice() {
            if pound.as_char() != '#' {
                break;
            }
            if let Some(attribute) = attribute(group) {
                attributes.push(attribute);
            }
            self.next();
            self.next();
        }
        attributes
    }

    /// Skips `pub`, `pub(crate)` and the other visibilities, even if they come
    /// from a parameter of a macro.
    fn visibility(&mut self) {
        match self.as_slice() {
            // Most begin with a name, or are a type of one word.
            [TokenTree::Ident(_)] => {}
            [TokenTree::Ident(_), TokenTree::Punct(behind), ..]
                if behind.as_char() == ','
                    || (behind.as_char() == ':' && behind.spacing() == Spacing::Alone) => {}
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::None => {
                let first = group.stream().into_iter().next();
                let is_visibility = first
                    .is_none_or(|first| matches!(first, TokenTree::Ident(word) if word == "pub"));
                if is_visibility {
                    self.next();
                }
            }
            [TokenTree::Ident(word), TokenTree::Group(group), ..]
                if word == "pub" && group.delimiter() == Delimiter::Parenthesis =>
            {
                // The field of a tuple may itself be a tuple.
                let is_restricted = matches!(group.stream().into_iter().next(),
                    Some(TokenTree::Ident(word))
                        if ["crate", "self", "super", "in"].iter().any(|known| word == known));
                self.next();
                if is_restricted {
                    self.next();
                }
            }
            [TokenTree::Ident(word), ..] if word == "pub" => {
                self.next();
            }
            _ => {}
        }
    }

    /// Parses `<T: Trait, const N: usize>`, if present.
    fn generics(&mut self) -> syn::Result<Generics> {
        if !self.peek().is_some_and(|token| is_punct(token, '<')) {
            return Ok(Generics::default());
        }
        let mut generics: Vec<TokenTree> = Vec::new();
        let mut angles = Angles::default();
        while let Some(token) = self.next() {
            angles.see(&token);
            generics.push(token);
            if angles.depth == 0 {
                break;
            }
        }
        syn::parse2(generics.into_iter().collect())
    }

    /// Parses the group of the fields or variants, and the `where` before it.
    fn body(&mut self) -> Body {
        let mut before = Vec::new();
        let mut angles = Angles::default();
        while let Some(token) = self.next() {
            match token {
                TokenTree::Group(group) if angles.depth == 0 && is_body(&group, &before) => {
                    return Body {
                        before,
                        group: Some(group),
                    };
                }
                token if is_punct(&token, ';') => break,
                token => {
                    angles.see(&token);
                    before.push(token);
                }
            }
        }
        Body {
            before,
            group: None,
        }
    }
}

/// A group in braces is the body. A group in parentheses is the body only if
/// nothing precedes it, because a `where` may contain parentheses.
fn is_body(group: &Group, before: &[TokenTree]) -> bool {
    match group.delimiter() {
        Delimiter::Brace => true,
        Delimiter::Parenthesis => before.is_empty(),
        Delimiter::Bracket | Delimiter::None => false,
    }
}

/// Returns the attribute in the brackets, if the derive reads it.
fn attribute(group: &Group) -> Option<Attribute> {
    let mut tokens = group.stream().into_iter();
    let mut first = tokens.next()?;
    // All of it may come from a parameter of a macro.
    if let TokenTree::Group(inner) = &first
        && inner.delimiter() == Delimiter::None
        && tokens.next().is_none()
    {
        tokens = inner.stream().into_iter();
        first = tokens.next()?;
    }
    let TokenTree::Ident(ident) = first else {
        return None;
    };
    let name = Name::find(&ident.to_string())?;
    let value = match tokens.next() {
        Some(TokenTree::Group(list)) => {
            let inner = list.stream().into_iter().collect();
            Value::List(list, inner)
        }
        Some(token) if is_punct(&token, '=') => Value::Assigned(tokens.collect()),
        // A path with more segments belongs to another crate.
        Some(_) => return None,
        None => Value::Nothing,
    };
    Some(Attribute { name, ident, value })
}
