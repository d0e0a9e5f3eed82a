//! What the derive writes for a variant, without a clock: tokens, which the
//! compiler has to read, and the bytes of the table.

use std::fs;
use std::str::FromStr as _;

use anyhow::{Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};
use syn::LitByteStr;

use super::files::folder;
use super::source::{Way, source};
use crate::cargo::{Dependencies, Profile, output};
use crate::goal::Goal;
use crate::table::{Table, ratio};

const SIZES: [usize; 2] = [100, 200];

/// What a variant's expansions have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    way: Way,
    /// In hundredths.
    tokens: usize,
    /// Of byte strings, in hundredths.
    bytes: usize,
}

/// Each way, without the variant itself and what `Debug` makes of it.
///
/// # Errors
///
/// Where something does not compile.
pub(crate) fn measure(ways: &[Way]) -> Result<Vec<Measured>> {
    let bare = per_variant(Way::Nothing, tokens)?;
    let measured = ways.iter().map(|&way| {
        eprintln!("expanding: {}", way.name());
        Ok(Measured {
            way,
            tokens: per_variant(way, tokens)?.saturating_sub(bare),
            bytes: per_variant(way, bytes)?,
        })
    });
    measured.collect()
}

/// What catchall adds to thiserror, in hundredths of a token.
///
/// # Errors
///
/// Where something does not compile.
pub(crate) fn catchall() -> Result<usize> {
    let base = per_variant(Way::Thiserror, tokens)?;
    Ok(per_variant(Way::Catchall, tokens)?.saturating_sub(base))
}

fn per_variant(way: Way, measure: fn(TokenStream) -> usize) -> Result<usize> {
    let dependencies = Dependencies::build(way.feature(), Profile::Check)?;
    let mut counts = [0; 2];
    for (count, size) in counts.iter_mut().zip(SIZES) {
        let file = folder(&format!("{}-expanded-{size}", way.feature()))?.join("lib.rs");
        fs::write(&file, source(way, size))?;
        let mut command = dependencies.library(way.externs())?;
        // A stable compiler expands only with this variable set.
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .arg("-Zunpretty=expanded")
            .arg(&file);
        let text = output(&mut command)?;
        let stream = TokenStream::from_str(&text).map_err(|error| anyhow!("{error}"))?;
        *count = measure(stream);
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

/// What is in byte strings.
fn bytes(stream: TokenStream) -> usize {
    let count = |token: TokenTree| match token {
        TokenTree::Group(group) => bytes(group.stream()),
        token => syn::parse2::<LitByteStr>(token.into()).map_or(0, |text| text.value().len()),
    };
    stream.into_iter().map(count).sum()
}

fn hundredths(count: usize) -> String {
    ratio(u64::try_from(count).unwrap_or(u64::MAX), 100)
}

/// Tokens and bytes of one more variant.
pub(crate) fn table(measured: &[Measured]) -> String {
    let mut table = Table::new(["of one more variant", "tokens", "bytes of the table"]);
    for one in measured {
        let name = one.way.name().to_owned();
        table.row([name, hundredths(one.tokens), hundredths(one.bytes)]);
    }
    table.to_string()
}

/// A row of the table, without the texts that it points into.
pub(crate) fn goals(measured: &[Measured]) -> Vec<Goal> {
    const MOST: usize = 48;
    let ours = measured.iter().find(|one| one.way == Way::Catchall);
    let goal = |ours: &Measured| Goal {
        what: "the table of one more variant, without texts".to_owned(),
        wanted: format!("≤ {MOST} bytes"),
        found: hundredths(ours.bytes),
        is_reached: (1..=MOST * 100).contains(&ours.bytes),
    };
    ours.map(goal).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_tokens() {
        let stream = TokenStream::from_str("f(a, [b])").unwrap_or_default();
        assert_eq!(tokens(stream), 8);
    }

    #[test]
    fn escapes_are_one_byte() {
        let stream = TokenStream::from_str(r#"f("ab", g(b"a\0\x0C"), [b"d"])"#);
        assert_eq!(bytes(stream.unwrap_or_default()), 4);
    }
}
