//! How many tokens the derive writes for a variant: what the compiler then has
//! to read, without a clock.

use std::fs;
use std::str::FromStr as _;

use anyhow::{Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};

use super::files::folder;
use super::source::{Way, source};
use crate::cargo::{Dependencies, Profile, output};
use crate::table::{Table, ratio};

const SIZES: [usize; 2] = [100, 200];

/// Hundredths of a token that a variant's expansions have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    way: Way,
    tokens: usize,
}

/// Each way, without the variant itself and what `Debug` makes of it.
///
/// # Errors
///
/// Where something does not compile.
pub(crate) fn measure(ways: &[Way]) -> Result<Vec<Measured>> {
    let bare = per_variant(Way::Nothing)?;
    let measured = ways.iter().map(|&way| {
        eprintln!("expanding: {}", way.name());
        let tokens = per_variant(way)?.saturating_sub(bare);
        Ok(Measured { way, tokens })
    });
    measured.collect()
}

/// What catchall adds to thiserror, in hundredths of a token.
///
/// # Errors
///
/// Where something does not compile.
pub(crate) fn catchall() -> Result<usize> {
    Ok(per_variant(Way::Catchall)?.saturating_sub(per_variant(Way::Thiserror)?))
}

fn per_variant(way: Way) -> Result<usize> {
    let dependencies = Dependencies::build(way.feature(), Profile::Check)?;
    let mut counts = [0; 2];
    for (count, size) in counts.iter_mut().zip(SIZES) {
        let file = folder(&format!("{}-expanded-{size}", way.feature()))?.join("lib.rs");
        fs::write(&file, source(way, size))?;
        let mut command = dependencies.library(way.externs())?;
        // Stable compilers expand only for those who say that they know what
        // they do.
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .arg("-Zunpretty=expanded")
            .arg(&file);
        let text = output(&mut command)?;
        let stream = TokenStream::from_str(&text).map_err(|error| anyhow!("{error}"))?;
        *count = tokens(stream);
    }
    let [small, large] = counts;
    Ok(large.saturating_sub(small) * 100 / (SIZES[1] - SIZES[0]))
}

fn tokens(stream: TokenStream) -> usize {
    let count = |token| match token {
        // Two delimiters, and what is between them.
        TokenTree::Group(group) => 2 + tokens(group.stream()),
        _ => 1,
    };
    stream.into_iter().map(count).sum()
}

/// Tokens of one more variant.
pub(crate) fn table(measured: &[Measured]) -> String {
    let mut table = Table::new(["of one more variant", "tokens"]);
    for one in measured {
        let tokens = u64::try_from(one.tokens).unwrap_or(u64::MAX);
        table.row([one.way.name().to_owned(), ratio(tokens, 100)]);
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_tokens() {
        let stream = TokenStream::from_str("f(a, [b])").unwrap_or_default();
        assert_eq!(tokens(stream), 8);
    }
}
