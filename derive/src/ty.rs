//! The type of a field, as it is written.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};

use crate::tokens::{Angles, is_punct, is_word};

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
        let is_mutable = |token: &TokenTree| is_word(token, "mut");
        match self.0.as_slice() {
            [and, apostrophe, _, behind, ..] if is_punct(apostrophe, '\'') => {
                is_punct(and, '&') && !is_mutable(behind)
            }
            [and, behind, ..] => is_punct(and, '&') && !is_mutable(behind),
            _ => false,
        }
    }

    /// Whether the last segment of its path is one of these.
    pub(crate) fn is_called(&self, names: &[&str]) -> bool {
        let last = last_segment(&self.0);
        last.is_some_and(|(last, _)| {
            matches!(last, TokenTree::Ident(last) if names.iter().any(|name| last == name))
        })
    }

    /// The type in an `Arc`.
    pub(crate) fn in_arc(&self) -> Option<TokenStream> {
        let (_, at) = last_segment(&self.0).filter(|_| self.is_called(&["Arc"]))?;
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
        is_path(&self.0) && self.0.iter().any(|token| is_word(token, "Backtrace"))
    }

    /// Whether it may hold a backtrace: one, or an error that brings its own.
    pub(crate) fn may_hold_backtrace(&self) -> bool {
        let is_anyhow = matches!(self.0.as_slice(), [.., of, _, _, last]
            if is_word(last, "Error") && is_word(of, "anyhow"));
        is_anyhow || self.is_backtrace()
    }
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
    let mut angles = Angles::default();
    let mut last = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(_) if angles.depth == 0 => last = Some((token, at + 1)),
            // Behind a bound comes another one, or what a function returns.
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
        [first, rest @ ..] if is_word(first, "mut") || is_word(first, "dyn") => {
            names_an_error(rest)
        }
        _ => match last_segment(tokens) {
            Some((last, at)) if HOLDERS.iter().any(|it| is_word(last, it)) => {
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

/// What shows the error in it.
const HOLDERS: [&str; 4] = ["Box", "Arc", "Rc", "Option"];
