//! What is in the machine code and in the intermediate code for a variant.

use std::fs;

use anyhow::Result;
use object::{Object as _, ObjectSection as _};

use super::files::folder;
use super::source::{Way, source, source_without_expressions};
use crate::cargo::{Dependencies, Profile, output};
use crate::goal::Goal;
use crate::table::{Table, ratio};

const SIZES: [usize; 2] = [100, 1000];

/// Of one crate; in hundredths where it is of one variant.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Code {
    /// Machine code, optimised.
    text: u64,
    /// Constants that hold addresses.
    addresses: u64,
    /// All others: texts, tables.
    constants: u64,
    /// Lines of LLVM's intermediate code, as a debug build begins with.
    lines: u64,
}

/// The code of one variant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    way: Way,
    code: Code,
    /// Of a variant without an expression.
    plain: Code,
}

/// What one more variant adds, in each way.
///
/// # Errors
///
/// Where something does not compile.
pub(crate) fn measure(ways: &[Way]) -> Result<Vec<Measured>> {
    let measured = ways.iter().map(|&way| {
        eprintln!("generating code: {}", way.name());
        Ok(Measured {
            way,
            code: per_variant(way, "code", source)?,
            plain: per_variant(way, "plain", source_without_expressions)?,
        })
    });
    measured.collect()
}

fn per_variant(way: Way, kind: &str, source: fn(Way, usize) -> String) -> Result<Code> {
    let dependencies = Dependencies::build(way.feature(), Profile::Release)?;
    let mut codes = [Code::default(); 2];
    for (code, size) in codes.iter_mut().zip(SIZES) {
        let folder = folder(&format!("{}-{kind}-{size}", way.feature()))?;
        let file = folder.join("lib.rs");
        fs::write(&file, source(way, size))?;
        let compile = |arguments: [&str; 3]| {
            let mut command = dependencies.library(way.externs())?;
            command
                .args(arguments)
                .arg("--out-dir")
                .arg(&folder)
                .arg(&file);
            output(&mut command)
        };
        compile(["--emit=obj", "-Copt-level=3", "-Ccodegen-units=1"])?;
        compile(["--emit=llvm-ir", "-Copt-level=0", "-Ccodegen-units=1"])?;
        *code = sections(&fs::read(folder.join("app.o"))?)?;
        let lines = fs::read_to_string(folder.join("app.ll"))?.lines().count();
        code.lines = u64::try_from(lines)?;
    }
    let [small, large] = codes;
    let variants = u64::try_from(SIZES[1] - SIZES[0])?;
    let each = |small: u64, large: u64| large.saturating_sub(small) * 100 / variants;
    Ok(Code {
        text: each(small.text, large.text),
        addresses: each(small.addresses, large.addresses),
        constants: each(small.constants, large.constants),
        lines: each(small.lines, large.lines),
    })
}

/// Bytes in an object file.
fn sections(data: &[u8]) -> Result<Code> {
    let mut code = Code::default();
    for section in object::File::parse(data)?.sections() {
        let name = section.name()?;
        let sum = match name {
            name if name.starts_with(".text") => &mut code.text,
            name if name.starts_with(".data.rel.ro") => &mut code.addresses,
            name if name.starts_with(".rodata") => &mut code.constants,
            _ => continue,
        };
        *sum += section.size();
    }
    Ok(code)
}

/// Bytes of one variant, and lines.
pub(crate) fn table(measured: &[Measured]) -> String {
    let mut table = Table::new([
        "of one more variant",
        "`.text`",
        "without expressions",
        "constants with addresses",
        "texts, tables and other constants",
        "lines of LLVM IR, debug",
    ]);
    for one in measured {
        let numbers = [
            one.code.text,
            one.plain.text,
            one.code.addresses,
            one.code.constants,
            one.code.lines,
        ];
        let cells = numbers.map(|hundredths| ratio(hundredths, 100));
        table.row(std::iter::once(one.way.name().to_owned()).chain(cells));
    }
    table.to_string()
}

/// catchall without what thiserror adds, compared with hand-written code.
pub(crate) fn goals(measured: &[Measured]) -> Vec<Goal> {
    let of = |way| measured.iter().find(|one| one.way == way);
    let (Some(ours), Some(base)) = (of(Way::Catchall), of(Way::Thiserror)) else {
        return Vec::new();
    };
    let more = ours.plain.text.saturating_sub(base.plain.text);
    let mut goals = vec![Goal {
        what: "`.text` of a variant without expressions, beyond thiserror's".to_owned(),
        wanted: "≤ 4 bytes".to_owned(),
        found: ratio(more, 100),
        is_reached: more <= 400,
    }];
    if let (Some(ours), Some(by_hand)) = (of(Way::CatchallAxum), of(Way::ByHand)) {
        let goal = |what: &str, ours: u64, by_hand: u64| Goal {
            what: format!("{what} of a variant, axum"),
            wanted: format!("below the hand-written {}", ratio(by_hand, 100)),
            found: ratio(ours, 100),
            is_reached: ours < by_hand,
        };
        goals.push(goal("bytes of `.text`", ours.code.text, by_hand.code.text));
        goals.push(goal(
            "lines of LLVM IR",
            ours.code.lines,
            by_hand.code.lines,
        ));
    }
    goals
}
