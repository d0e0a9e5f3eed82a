//! The type of a field, as it is written.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};

use crate::item::is_punct;

/// A type, never empty.
pub(crate) struct Ty(Vec<TokenTree>);

impl ToTokens for Ty {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.0);
    }
}

impl Ty {
    pub(crate) fn new(tokens: Vec<TokenTree>) -> Self {
        // A macro's `$ty` is one group.
        match tokens.as_slice() {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
                Self(group.stream().into_iter().collect())
            }
            _ => Self(tokens),
        }
    }

    /// Where it begins.
    pub(crate) fn span(&self) -> Span {
        self.0.first().map_or_else(Span::call_site, TokenTree::span)
    }

    /// Whether it is `&T`.
    pub(crate) fn is_shared_reference(&self) -> bool {
        let is_mutable =
            |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "mut");
        match self.0.as_slice() {
            [and, apostrophe, _, behind, ..] if is_punct(apostrophe, '\'') => {
                is_punct(and, '&') && !is_mutable(behind)
            }
            [and, behind, ..] => is_punct(and, '&') && !is_mutable(behind),
            _ => false,
        }
    }

    fn is_path(&self) -> bool {
        is_path(&self.0)
    }

    fn last_segment(&self) -> Option<(&TokenTree, usize)> {
        last_segment(&self.0)
    }

    /// Whether the last segment of its path is one of these.
    pub(crate) fn is_called(&self, names: &[&str]) -> bool {
        let last = self.last_segment();
        last.is_some_and(|(last, _)| {
            matches!(last, TokenTree::Ident(last) if names.iter().any(|name| last == name))
        })
    }

    /// The type in an `Arc`.
    pub(crate) fn in_arc(&self) -> Option<TokenStream> {
        let (_, at) = self.last_segment().filter(|_| self.is_called(&["Arc"]))?;
        let [open, inner @ .., close] = self.0.get(at..)? else {
            return None;
        };
        (is_punct(open, '<') && is_punct(close, '>')).then(|| inner.iter().cloned().collect())
    }

    /// Whether it is named as errors are, shared, boxed or optional ones included.
    pub(crate) fn is_an_error(&self) -> bool {
        names_an_error(&self.0)
    }

    /// Whether it is written as one that is a backtrace.
    pub(crate) fn is_backtrace(&self) -> bool {
        self.is_path() && self.0.iter().any(|token| is_word(token, "Backtrace"))
    }

    /// Whether it may hold a backtrace: one, or an error that brings its own.
    pub(crate) fn may_hold_backtrace(&self) -> bool {
        let is_anyhow = matches!(self.0.as_slice(), [.., of, _, _, last]
            if is_word(last, "Error") && is_word(of, "anyhow"));
        is_anyhow || self.is_backtrace()
    }
}

fn is_word(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(word) if word == name)
}

fn is_path(tokens: &[TokenTree]) -> bool {
    match tokens.first() {
        Some(TokenTree::Ident(word)) => !["dyn", "impl", "fn", "for", "unsafe", "extern"]
            .iter()
            .any(|other| word == other),
        Some(token) => is_punct(token, ':') || is_punct(token, '<'),
        None => false,
    }
}

/// The last segment of a path, and where its arguments begin.
fn last_segment(tokens: &[TokenTree]) -> Option<(&TokenTree, usize)> {
    if !is_path(tokens) {
        return None;
    }
    let mut angles = 0_usize;
    let mut last = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(_) if angles == 0 => last = Some((token, at + 1)),
            token if is_punct(token, '<') => angles += 1,
            token if is_punct(token, '>') => angles = angles.saturating_sub(1),
            _ => {}
        }
    }
    last
}

fn names_an_error(tokens: &[TokenTree]) -> bool {
    let is_error = |token: &TokenTree| {
        matches!(token, TokenTree::Ident(word) if {
            let word = word.to_string();
            word.ends_with("Error") || word == "Report"
        })
    };
    match tokens {
        [first, rest @ ..] if is_punct(first, '&') => names_an_error(rest),
        [first, _, rest @ ..] if is_punct(first, '\'') => names_an_error(rest),
        [first, rest @ ..] if is_word(first, "mut") => names_an_error(rest),
        [first, rest @ ..] if is_word(first, "dyn") => rest.iter().any(is_error),
        _ => match last_segment(tokens) {
            Some((last, at))
                if ["Box", "Arc", "Rc", "Option"]
                    .iter()
                    .any(|it| is_word(last, it)) =>
            {
                matches!(tokens.get(at..), Some([_, inner @ .., _]) if names_an_error(inner))
            }
            Some((last, _)) => is_error(last),
            None => false,
        },
    }
}
