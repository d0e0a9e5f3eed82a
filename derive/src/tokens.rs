//! Raw tokens: a value in an attribute is never parsed as an expression, only
//! found, searched and passed on.

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use syn::{Lit, LitInt, LitStr};

/// Returns a name that cannot collide with a name of the user's.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Returns the type's name, without the span at which a deprecated type would cause a warning.
pub(crate) fn call_site(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    ident
}

/// Splits at commas that are not in parentheses, in `::<...>`, in `<T as ...>`
/// or in a list of closure parameters.
pub(crate) fn split_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let parts = split_list(tokens.into_iter().collect()).into_iter();
    parts.map(|part| part.into_iter().collect()).collect()
}

/// Returns the same for a list of tokens.
pub(crate) fn split_list(tokens: Vec<TokenTree>) -> Vec<Vec<TokenTree>> {
    let mut parts = Vec::new();
    let mut part: Vec<TokenTree> = Vec::new();
    let mut angles = 0_usize;
    let mut in_closure = false;
    let mut seen_any = false;
    for token in tokens {
        let token = bare(token);
        seen_any = true;
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                ',' if angles == 0 && !in_closure => {
                    parts.push(std::mem::take(&mut part));
                    continue;
                }
                '<' if angles > 0 || begins_generics(&part) => angles += 1,
                '>' if angles > 0 && !part.last().is_some_and(|last| is_punct(last, '-')) => {
                    angles -= 1;
                }
                '|' if in_closure => in_closure = false,
                '|' if angles == 0 && starts_closure(&part, punct.spacing()) => in_closure = true,
                _ => {}
            }
        }
        part.push(token);
    }
    if !part.is_empty() || (seen_any && parts.is_empty()) {
        parts.push(part);
    }
    parts
}

/// Returns what precedes and what follows the first comma.
pub(crate) fn split_first(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = tokens.into_iter();
    let first = tokens
        .by_ref()
        .take_while(|token| !is_punct(token, ','))
        .collect();
    (first, tokens.collect())
}

/// Returns the one token of an invisible group, which only a macro sees, for
/// example for `$status:literal`.
pub(crate) fn bare(token: TokenTree) -> TokenTree {
    if let TokenTree::Group(group) = &token
        && group.delimiter() == Delimiter::None
    {
        let mut inner = group.stream().into_iter();
        if let (Some(only), None) = (inner.next(), inner.next()) {
            return only;
        }
    }
    token
}

/// Returns the text of a literal, if it is a string.
pub(crate) fn text_of(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    let plain = written
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    match plain {
        // The most common literals: there is nothing to unescape.
        Some(plain) if !plain.as_bytes().contains(&b'\\') && !plain.as_bytes().contains(&b'\r') => {
            Some(plain.to_owned())
        }
        _ => match Lit::new(literal.clone()) {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
    }
}

/// Returns the text of a string literal. Other literals are not parsed.
pub(crate) fn text_literal(token: &TokenTree) -> Option<LitStr> {
    match token {
        TokenTree::Literal(literal)
            if matches!(literal.to_string().as_bytes(), [b'"' | b'r', ..]) =>
        {
            match Lit::new(literal.clone()) {
                Lit::Str(text) => Some(text),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Returns a literal of long text. Inside the compiler it is a raw literal, which has no
/// escapes to write or to read; `proc_macro2` would parse it again.
pub(crate) fn long_text(text: &str) -> TokenStream {
    // Text beyond ASCII may be invisible, which a lint refuses in a literal.
    if proc_macro::is_available() && text.is_ascii() && !text.contains('\r') {
        let mut hashes = "#".to_owned();
        while text.contains('#') && text.contains(&format!("\"{hashes}")) {
            hashes.push('#');
        }
        let literal = ["r", &hashes, "\"", text, "\"", &hashes].concat();
        // A raw literal has at most this many.
        if hashes.len() <= 255
            && let Ok(literal) = literal.parse::<proc_macro::Literal>()
        {
            let literal = proc_macro::TokenTree::from(literal);
            return proc_macro::TokenStream::from(literal).into();
        }
    }
    TokenTree::from(Literal::string(text)).into()
}

/// Returns the value, if it is one literal.
fn literal(tokens: &TokenStream) -> Option<Lit> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next().map(bare), tokens.next()) {
        (Some(TokenTree::Literal(literal)), None) => Some(Lit::new(literal)),
        _ => None,
    }
}

/// Returns the value, if it is one integer literal; it may be negative.
pub(crate) fn integer(tokens: &TokenStream) -> Option<LitInt> {
    let first = || tokens.clone().into_iter().next();
    let is_negative = || first().is_some_and(|first| is_punct(&first, '-'));
    match literal(tokens) {
        Some(Lit::Int(number)) => Some(number),
        None if is_negative() => syn::parse2(tokens.clone()).ok(),
        _ => None,
    }
}

/// Returns the value, if it is one string literal.
pub(crate) fn string(tokens: &TokenStream) -> Option<LitStr> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(first), None) => text_literal(&bare(first)),
        _ => None,
    }
}

pub(crate) fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

pub(crate) fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

/// Returns whether it is one of these words. Each comparison of an identifier allocates a
/// `String`; this function allocates one for all words.
pub(crate) fn is_any_word(token: &TokenTree, words: &[&str]) -> bool {
    match token {
        TokenTree::Ident(ident) => words.contains(&ident.to_string().as_str()),
        _ => false,
    }
}

/// A `<` opens a list of generic arguments after `::`, and a qualified path at
/// the start of an expression: `<T as Trait<A, B>>::NAME`.
fn begins_generics(part: &[TokenTree]) -> bool {
    match part {
        [] => true,
        [.., before, last] if is_punct(last, ':') => is_punct(before, ':'),
        [.., last] => is_punct(last, '=') || is_punct(last, '&'),
    }
}

/// A `|` begins a closure at the start of an expression: at the beginning,
/// after `=`, or after `move`. `||` takes no parameters.
fn starts_closure(part: &[TokenTree], spacing: Spacing) -> bool {
    spacing == Spacing::Alone
        && match part.last() {
            None => true,
            Some(TokenTree::Punct(punct)) => punct.as_char() == '=',
            Some(TokenTree::Ident(ident)) => ident == "move",
            _ => false,
        }
}

/// Splits at the first `=>` of the top level.
pub(crate) fn split_arrow(tokens: TokenStream) -> (TokenStream, Option<TokenStream>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for at in 1..tokens.len() {
        if is_punct(&tokens[at], '>')
            && matches!(&tokens[at - 1], TokenTree::Punct(p)
                if p.as_char() == '=' && p.spacing() == Spacing::Joint)
        {
            let before = tokens[..at - 1].iter().cloned().collect();
            let after = tokens[at + 1..].iter().cloned().collect();
            return (before, Some(after));
        }
    }
    (tokens.into_iter().collect(), None)
}

/// Splits a pattern from the `if` of its guard, and returns the guard.
pub(crate) fn split_guard(tokens: TokenStream) -> (TokenStream, Option<(Span, TokenStream)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let guard = tokens.iter().position(|token| is_word(token, "if"));
    match guard {
        Some(at) => (
            tokens[..at].iter().cloned().collect(),
            Some((
                tokens[at].span(),
                tokens[at + 1..].iter().cloned().collect(),
            )),
        ),
        None => (tokens.into_iter().collect(), None),
    }
}

/// Marks tokens of which it is not known whether they parse, as one group
/// without delimiters. The tokens of a macro's parameter are such a group too,
/// and may be taken for it.
pub(crate) fn mark_unknown(tokens: TokenStream) -> TokenStream {
    let span = span_of(&tokens, Span::call_site());
    let mut group = Group::new(Delimiter::None, tokens);
    group.set_span(span);
    TokenTree::from(group).into()
}

/// Returns the tokens that [`mark_unknown`] marked.
pub(crate) fn unknown(tokens: &TokenStream) -> Option<TokenStream> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::None => {
            Some(group.stream())
        }
        _ => None,
    }
}

/// Returns the token, if there is only one.
pub(crate) fn only(tokens: &TokenStream) -> Option<TokenTree> {
    let mut tokens = tokens.clone().into_iter();
    let first = tokens.next()?;
    tokens.next().is_none().then_some(first)
}

/// Returns the tokens of a stream, for code that reads them more than once.
pub(crate) fn list(tokens: &TokenStream) -> Vec<TokenTree> {
    tokens.clone().into_iter().collect()
}

/// Returns the span from the first token to the last, or this one if there are no tokens.
pub(crate) fn span_of(tokens: &TokenStream, otherwise: Span) -> Span {
    span_of_list(&list(tokens), otherwise)
}

/// Returns the same for a list of tokens.
pub(crate) fn span_of_list(tokens: &[TokenTree], otherwise: Span) -> Span {
    match tokens {
        [] => otherwise,
        [only] => only.span(),
        [first, .., last] => first.span().join(last.span()).unwrap_or(first.span()),
    }
}

/// Returns every identifier, including those that a string literal may capture in braces.
/// Identifiers may be repeated.
pub(crate) fn names(tokens: &TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    collect_names(tokens.clone(), &mut names);
    names
}

fn collect_names(tokens: TokenStream, names: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => names.push(ident.to_string()),
            TokenTree::Group(group) => collect_names(group.stream(), names),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.contains(['{', '$']) {
                    collect_captured(&text, names);
                }
            }
            TokenTree::Punct(_) => {}
        }
    }
}

fn collect_captured(text: &str, names: &mut Vec<String>) {
    for (at, _) in text.match_indices('{') {
        let name: String = text[at + 1..]
            .chars()
            .take_while(|char| char.is_alphanumeric() || *char == '_')
            .collect();
        names.push(name);
    }
    // A width or a precision: `{:width$}`.
    for (at, _) in text.match_indices('$') {
        let name: String = text[..at]
            .chars()
            .rev()
            .take_while(|char| char.is_alphanumeric() || *char == '_')
            .collect();
        names.push(name.chars().rev().collect());
    }
}

/// Visits the tokens of a list one after another.
pub(crate) struct Cursor {
    tokens: std::vec::IntoIter<TokenTree>,
}

impl Cursor {
    /// Creates a cursor over the tokens of an attribute, in which the parameter
    /// of a macro is one token.
    pub(crate) fn new(tokens: impl IntoIterator<Item = TokenTree>) -> Self {
        let tokens: Vec<TokenTree> = tokens.into_iter().map(bare).collect();
        Self {
            tokens: tokens.into_iter(),
        }
    }

    /// Creates a cursor over unchanged tokens.
    pub(crate) fn raw(tokens: TokenStream) -> Self {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        Self {
            tokens: tokens.into_iter(),
        }
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        self.tokens.next()
    }

    pub(crate) fn peek(&self) -> Option<&TokenTree> {
        self.tokens.as_slice().first()
    }

    /// Returns all remaining tokens.
    pub(crate) fn as_slice(&self) -> &[TokenTree] {
        self.tokens.as_slice()
    }

    pub(crate) fn ident(&mut self) -> Option<Ident> {
        let Some(TokenTree::Ident(ident)) = self.peek() else {
            return None;
        };
        let ident = ident.clone();
        self.next();
        Some(ident)
    }

    pub(crate) fn punct(&mut self, char: char) -> bool {
        let found = self.peek().is_some_and(|token| is_punct(token, char));
        if found {
            self.next();
        }
        found
    }

    pub(crate) fn group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                let group = group.clone();
                self.next();
                Some(group)
            }
            _ => None,
        }
    }

    /// Returns everything up to the next comma that is not in the `<...>` of a
    /// type, and skips the comma.
    pub(crate) fn type_to_comma(&mut self) -> Vec<TokenTree> {
        let mut part = Vec::new();
        let mut angles = Angles::default();
        while let Some(token) = self.next() {
            if angles.depth == 0 && is_punct(&token, ',') {
                break;
            }
            angles.see(&token);
            part.push(token);
        }
        part
    }

    pub(crate) fn rest(&mut self) -> TokenStream {
        self.tokens.by_ref().collect()
    }
}

/// Counts the open `<` among the tokens of a type or of generics, in which each
/// `<` and each `>` that is not part of an arrow belongs to a pair.
#[derive(Default)]
pub(crate) struct Angles {
    pub(crate) depth: usize,
    behind_minus: bool,
}

impl Angles {
    pub(crate) fn see(&mut self, token: &TokenTree) {
        let char = match token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match char {
            '<' => self.depth += 1,
            '>' if !self.behind_minus => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.behind_minus = char == '-';
    }
}
