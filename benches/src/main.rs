//! `cargo run --release -p catchall-benches` measures everything and writes it
//! into `docs/performance.md`; with the name of a part it
//! measures that part and prints it. Needs valgrind.
//!
//! `guard` compares what does not depend on a clock with `limits.json`, and `bless`
//! rewrites that file. `document` writes the documents from the last measurements.

mod cargo;
mod compile;
mod conversions;
mod document;
mod end_to_end;
mod goal;
mod guard;
mod machine;
mod parts;
mod report;
mod scaling;
mod table;
mod valgrind;

use anyhow::{Result, bail};

use parts::{Options, PARTS};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, options)) = arguments.split_first() else {
        for part in &PARTS {
            (part.measure)(&Options::default())?.save(part.name)?;
        }
        return document::write_all();
    };
    match command.as_str() {
        "guard" => guard::check(),
        "bless" => guard::bless(),
        "document" => document::write_all(),
        name => {
            let Some(part) = PARTS.iter().find(|part| part.name == name) else {
                let names = PARTS.map(|part| part.name).join(", ");
                bail!("there is no `{name}`; there is guard, bless, document, {names}");
            };
            let report = (part.measure)(&Options::parse(options))?;
            report.print();
            // A selection is not for the document.
            if options.is_empty() {
                report.save(part.name)?;
            }
            Ok(())
        }
    }
}
