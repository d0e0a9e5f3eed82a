//! The type of a field as it is written.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::Index;

use crate::tokens::{Angles, is_any_word, is_punct, is_word};

/// A type, never empty.
pub(crate) struct Ty {
    tokens: Vec<TokenTree>,
    /// Its text, if it is one word, as in most cases: each comparison of an identifier
    /// allocates a `String`.
    word: Option<String>,
    words: Words,
}

/// The kinds of words in a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// Only types of the prelude that are not errors.
    Prelude,
    /// Also other types that are usually not errors.
    WellKnown,
    Other,
}

impl ToTokens for Ty {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.tokens);
    }
}

impl Ty {
    pub(crate) fn new(tokens: Vec<TokenTree>) -> Self {
        match tokens.as_slice() {
            // A macro's `$ty` is one group.
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
                Self::of(group.stream().into_iter().collect())
            }
            _ => Self::of(tokens),
        }
    }

    fn of(tokens: Vec<TokenTree>) -> Self {
        let word = match tokens.as_slice() {
            [TokenTree::Ident(word)] => Some(word.to_string()),
            _ => None,
        };
        let words = match &word {
            Some(word) => Words::of(word),
            None => words(&tokens),
        };
        Self {
            tokens,
            word,
            words,
        }
    }

    /// Its text, if it is one word.
    pub(crate) fn word(&self) -> Option<&str> {
        self.word.as_deref()
    }

    /// Returns where it begins.
    pub(crate) fn span(&self) -> Span {
        self.tokens
            .first()
            .map_or_else(Span::call_site, TokenTree::span)
    }

    /// Returns where it ends.
    pub(crate) fn last_span(&self) -> Span {
        self.tokens
            .last()
            .map_or_else(Span::call_site, TokenTree::span)
    }

    /// Returns whether it is `&T`.
    pub(crate) fn is_shared_reference(&self) -> bool {
        let is_mutable = |token: &TokenTree| is_word(token, "mut");
        match self.tokens.as_slice() {
            [and, apostrophe, _, behind, ..] if is_punct(apostrophe, '\'') => {
                is_punct(and, '&') && !is_mutable(behind)
            }
            [and, behind, ..] => is_punct(and, '&') && !is_mutable(behind),
            _ => false,
        }
    }

    /// Returns whether it is written as a type without a size: `str`, `[T]` or `dyn Trait`.
    pub(crate) fn is_unsized(&self) -> bool {
        match self.tokens.as_slice() {
            [TokenTree::Group(group)] => {
                let is_array = || {
                    group
                        .stream()
                        .into_iter()
                        .any(|token| is_punct(&token, ';'))
                };
                group.delimiter() == Delimiter::Bracket && !is_array()
            }
            [only] => is_word(only, "str"),
            [first, ..] => is_word(first, "dyn"),
            [] => false,
        }
    }

    /// Returns whether the last segment of its path is one of these.
    pub(crate) fn is_called(&self, names: &[&str]) -> bool {
        match &self.word {
            Some(word) => names.contains(&word.as_str()),
            None => last_segment(&self.tokens).is_some_and(|(last, _)| {
                let last = last.to_string();
                names.contains(&last.as_str())
            }),
        }
    }

    /// Returns the type in an `Arc`.
    pub(crate) fn in_arc(&self) -> Option<TokenStream> {
        let (_, at) = last_segment(&self.tokens).filter(|_| self.is_called(&["Arc"]))?;
        let [open, inner @ .., close] = self.tokens.get(at..)? else {
            return None;
        };
        (is_punct(open, '<') && is_punct(close, '>')).then(|| inner.iter().cloned().collect())
    }

    /// Returns whether it is named like an error, including shared, boxed and optional errors.
    pub(crate) fn is_an_error(&self) -> bool {
        match &self.word {
            Some(word) => word.ends_with("Error"),
            None => names_an_error(&self.tokens),
        }
    }

    /// Returns whether it is written like types that are not errors and do not hold
    /// errors. It is not certain that these are the usual types with these names.
    pub(crate) fn is_well_known(&self) -> bool {
        self.words != Words::Other
    }

    /// Returns whether it is written only with types of the prelude, whose names
    /// programs do not give to other types.
    pub(crate) fn is_of_prelude(&self) -> bool {
        self.words == Words::Prelude
    }

    /// Returns whether it contains one of these parameters.
    pub(crate) fn mentions(&self, parameters: &[&Ident]) -> bool {
        if parameters.is_empty() {
            return false;
        }
        let mut words = Vec::new();
        collect_words(&self.tokens, &mut words);
        words.iter().any(|word| parameters.contains(&word))
    }

    /// Returns its parts if it is a tuple, each with the numbers that lead to
    /// it, and otherwise itself.
    pub(crate) fn parts(&self) -> Vec<(Vec<Index>, Self)> {
        let [TokenTree::Group(group)] = self.tokens.as_slice() else {
            return vec![(Vec::new(), Self::of(self.tokens.clone()))];
        };
        if group.delimiter() != Delimiter::Parenthesis {
            return vec![(Vec::new(), Self::of(self.tokens.clone()))];
        }
        let inner = split_types(group.stream());
        // `(T)` is not a tuple.
        let is_tuple = inner.len() > 1
            || group
                .stream()
                .into_iter()
                .last()
                .is_some_and(|last| is_punct(&last, ','));
        let mut parts = Vec::new();
        for (at, part) in inner.into_iter().enumerate() {
            for (mut path, part) in Self::new(part).parts() {
                if is_tuple {
                    path.insert(0, Index::from(at));
                }
                parts.push((path, part));
            }
        }
        parts
    }

    /// Returns the type with `'static` for each of these lifetimes.
    pub(crate) fn with_static(&self, lifetimes: &[&Ident]) -> TokenStream {
        with_static(self.tokens.iter().cloned().collect(), lifetimes)
    }

    /// Returns whether it is written like a backtrace.
    pub(crate) fn is_backtrace(&self) -> bool {
        match &self.word {
            Some(word) => word == "Backtrace",
            None => {
                is_path(&self.tokens) && self.tokens.iter().any(|token| is_word(token, "Backtrace"))
            }
        }
    }

    /// Returns whether it may hold a backtrace: it is one, or an error that contains one.
    pub(crate) fn may_hold_backtrace(&self) -> bool {
        let is_anyhow = matches!(self.tokens.as_slice(), [.., of, _, _, last]
            if is_word(last, "Error") && is_word(of, "anyhow"));
        is_anyhow || self.is_backtrace()
    }
}

fn is_path(tokens: &[TokenTree]) -> bool {
    match tokens.first() {
        Some(word @ TokenTree::Ident(_)) => {
            !is_any_word(word, &["dyn", "impl", "fn", "for", "unsafe", "extern"])
        }
        Some(token) => is_punct(token, ':') || is_punct(token, '<'),
        None => false,
    }
}

/// Returns the last segment of a path, and where its arguments begin.
fn last_segment(tokens: &[TokenTree]) -> Option<(&TokenTree, usize)> {
    if !is_path(tokens) {
        return None;
    }
    let mut angles = Angles::default();
    let mut last = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(_) if angles.depth == 0 => last = Some((token, at + 1)),
            // After a bound comes another bound, or the return type of a function.
            token if angles.depth == 0 && (is_punct(token, '+') || is_punct(token, '-')) => break,
            _ => {}
        }
        angles.see(token);
    }
    last
}

fn names_an_error(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Group(group)] => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            // A tuple has a comma.
            let is_type = match group.delimiter() {
                Delimiter::None => true,
                Delimiter::Parenthesis => !inner.iter().any(|token| is_punct(token, ',')),
                Delimiter::Brace | Delimiter::Bracket => false,
            };
            is_type && names_an_error(&inner)
        }
        [first, rest @ ..] if is_punct(first, '&') => names_an_error(rest),
        [first, _, rest @ ..] if is_punct(first, '\'') => names_an_error(rest),
        [first, rest @ ..] if is_any_word(first, &["mut", "dyn"]) => names_an_error(rest),
        _ => match last_segment(tokens) {
            Some((last, at)) if is_any_word(last, &HOLDERS) => {
                matches!(tokens.get(at..), Some([_, inner @ .., _]) if names_an_error(inner))
            }
            Some((TokenTree::Ident(last), at)) => {
                let last = last.to_string();
                let is_report = || {
                    matches!(tokens.get(..at), Some([.., of, _, _, _])
                        if is_word(of, "eyre") || is_word(of, "color_eyre"))
                };
                last.ends_with("Error") || (last == "Report" && is_report())
            }
            _ => false,
        },
    }
}

/// Collects the words of a type that are not lifetimes.
fn collect_words(tokens: &[TokenTree], words: &mut Vec<Ident>) {
    let mut is_lifetime = false;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if !is_lifetime => words.push(word.clone()),
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                collect_words(&inner, words);
            }
            _ => {}
        }
        is_lifetime = is_punct(token, '\'');
    }
}

/// Returns the types between the commas of a list.
fn split_types(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut angles = 0_usize;
    let mut is_arrow = false;
    for token in tokens {
        if is_punct(&token, ',') && angles == 0 {
            parts.push(Vec::new());
            continue;
        }
        if is_punct(&token, '<') {
            angles += 1;
        } else if is_punct(&token, '>') && !is_arrow {
            angles = angles.saturating_sub(1);
        }
        is_arrow = is_punct(&token, '-');
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn with_static(tokens: TokenStream, lifetimes: &[&Ident]) -> TokenStream {
    let mut is_lifetime = false;
    let replace = |token: TokenTree| {
        let is_name = is_lifetime;
        is_lifetime = is_punct(&token, '\'');
        match token {
            TokenTree::Ident(word) if is_name && lifetimes.contains(&&word) => {
                Ident::new("static", word.span()).into()
            }
            TokenTree::Group(group) => {
                let inner = with_static(group.stream(), lifetimes);
                let mut replaced = Group::new(group.delimiter(), inner);
                replaced.set_span(group.span());
                replaced.into()
            }
            token => token,
        }
    };
    tokens.into_iter().map(replace).collect()
}

/// Classifies the words of a type, including those in groups.
fn words(tokens: &[TokenTree]) -> Words {
    let mut all = Words::Prelude;
    let mut is_lifetime = false;
    for token in tokens {
        let found = match token {
            TokenTree::Ident(word) if !is_lifetime => Words::of(&word.to_string()),
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                words(&inner)
            }
            _ => Words::Prelude,
        };
        match found {
            Words::Prelude => {}
            Words::WellKnown => all = found,
            Words::Other => return found,
        }
        is_lifetime = is_punct(token, '\'');
    }
    all
}

impl Words {
    fn of(word: &str) -> Self {
        match word {
            "bool" | "char" | "str" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8"
            | "i16" | "i32" | "i64" | "i128" | "isize" | "f32" | "f64" | "String" | "Option"
            | "Box" | "Vec" | "mut" => Self::Prelude,
            // The last lines are segments of their paths.
            "Duration" | "Instant" | "SystemTime" | "Path" | "PathBuf" | "StatusCode" | "Arc"
            | "Rc" | "Cow" | "VecDeque" | "HashMap" | "HashSet" | "BTreeMap" | "BTreeSet"
            | "std" | "core" | "alloc" | "http" | "primitive" | "string" | "time" | "path"
            | "option" | "boxed" | "sync" | "rc" | "borrow" | "collections" => Self::WellKnown,
            _ => Self::Other,
        }
    }
}

/// Types that show the error in them.
const HOLDERS: [&str; 4] = ["Box", "Arc", "Rc", "Option"];
