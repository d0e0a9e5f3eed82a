//! `cargo run --release -p catchall-benches` measures everything;
//! `-- compile-check 100 1000` a part of it.

mod cargo;
mod compile;
mod conversions;
mod goal;
mod scaling;
mod table;
mod valgrind;

use anyhow::{Result, bail};

use cargo::Profile;
use compile::check;
use compile::source::{WAYS, Way};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (part, rest) = match arguments.split_first() {
        Some((part, rest)) => (part.as_str(), rest),
        None => ("all", [].as_slice()),
    };
    let (sizes, names): (Vec<_>, Vec<_>) = rest
        .iter()
        .map(|word| word.parse::<usize>().map_err(|_| word.clone()))
        .partition(|word| word.is_ok());
    let sizes: Vec<usize> = sizes.into_iter().filter_map(Result::ok).collect();
    let names: Vec<String> = names
        .into_iter()
        .filter_map(std::result::Result::err)
        .collect();
    match part {
        "conversions" => {
            let measured = match names.first() {
                Some(_) => conversions::own()?,
                None => conversions::all()?,
            };
            println!("{}", conversions::tables::instructions(&measured));
            println!("{}", conversions::tables::allocations(&measured));
            println!("{}", conversions::tables::nanoseconds(&measured));
            println!("{}", goal::table(&conversions::goals::goals(&measured)));
        }
        "scaling" => {
            let measured = scaling::measure()?;
            print!("{}", scaling::tables(&measured));
            print!("{}", goal::table(&scaling::goals(&measured)));
        }
        "compile-check" | "compile-build" => {
            let (profile, clean, touched) = match part {
                "compile-check" => (Profile::Check, 120, Some(130)),
                _ => (Profile::Debug, 125, None),
            };
            let chosen = |way: &Way| names.is_empty() || names.iter().any(|it| it == way.feature());
            let ways: Vec<Way> = WAYS.into_iter().filter(chosen).collect();
            let measured = check::measure(profile, &ways, &sizes)?;
            println!("{}", check::table(&measured));
            print!(
                "{}",
                goal::table(&check::goals(&measured, profile, clean, touched))
            );
        }
        "code" => {
            let measured = compile::code::measure(&WAYS)?;
            println!("{}", compile::code::table(&measured));
            print!("{}", goal::table(&compile::code::goals(&measured)));
        }
        "variants" => {
            let measured = compile::variants::measure()?;
            println!("{}", compile::variants::table(&measured));
            print!("{}", goal::table(&compile::variants::goals(&measured)));
        }
        other => bail!("there is no part `{other}`"),
    }
    Ok(())
}
