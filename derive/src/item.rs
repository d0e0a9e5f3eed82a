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

/// `#[name(...)]`, `#[name = ...]` or `#[name]`.
pub(crate) struct Attribute {
    /// The first segment of its path.
    pub(crate) name: Ident,
    text: String,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    /// A list in parentheses or in other delimiters.
    List(Group),
    /// What follows `=`.
    Assigned(Vec<TokenTree>),
    /// Nothing, or a longer path.
    Other(Vec<TokenTree>),
}

impl Attribute {
    pub(crate) fn is(&self, name: &str) -> bool {
        // A path with more segments belongs to another crate.
        self.text == name && !matches!(&self.value, Value::Other(rest) if !rest.is_empty())
    }

    /// Returns the tokens in its list.
    pub(crate) fn list(&self) -> Option<TokenStream> {
        match &self.value {
            Value::List(list) => Some(list.stream()),
            Value::Assigned(_) | Value::Other(_) => None,
        }
    }
}

/// Writes what is in its brackets.
impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.name.to_tokens(tokens);
        match &self.value {
            Value::List(list) => list.to_tokens(tokens),
            Value::Assigned(value) => {
                Punct::new('=', Spacing::Alone).to_tokens(tokens);
                tokens.append_all(value);
            }
            Value::Other(rest) => tokens.append_all(rest),
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
        let ident = syn::parse2(tokens.next().ok_or_else(no_item)?.into())?;
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

fn attribute(group: &Group) -> Option<Attribute> {
    let mut tokens = Cursor::raw(group.stream());
    // All of it may come from a parameter of a macro.
    if let [TokenTree::Group(inner)] = tokens.as_slice()
        && inner.delimiter() == Delimiter::None
    {
        tokens = Cursor::raw(inner.stream());
    }
    let Some(TokenTree::Ident(name)) = tokens.next() else {
        return None;
    };
    let value = match tokens.next() {
        Some(TokenTree::Group(list)) => Value::List(list),
        Some(token) if is_punct(&token, '=') => {
            Value::Assigned(tokens.rest().into_iter().collect())
        }
        Some(token) => {
            let mut rest = vec![token];
            rest.extend(tokens.rest());
            Value::Other(rest)
        }
        None => Value::Other(Vec::new()),
    };
    Some(Attribute {
        text: name.to_string(),
        name,
        value,
    })
}
