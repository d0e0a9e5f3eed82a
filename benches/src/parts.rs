//! The parts of the measurements, in the order of the document.

use anyhow::Result;

use crate::cargo::Profile;
use crate::compile::source::{WAYS, Way};
use crate::compile::{applications, check, code, expansion, timings, variants};
use crate::conversions::{self, goals, tables};
use crate::end_to_end::{load, pipe};
use crate::goal::Goal;
use crate::report::Report;
use crate::scaling;

/// A part: what it is called on the command line and in the document.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// What the numbers are.
    pub(crate) introduction: &'static str,
    pub(crate) measure: fn(&Options) -> Result<Report>,
}

/// The options after the name of a part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Numbers of variants.
    pub(crate) sizes: Vec<usize>,
    /// Features of `peers/compile`; of conversions, `own` for those without
    /// peers.
    pub(crate) names: Vec<String>,
}

impl Options {
    /// Numbers and names, as they come.
    pub(crate) fn parse(words: &[String]) -> Self {
        let mut options = Self::default();
        for word in words {
            match word.parse() {
                Ok(size) => options.sizes.push(size),
                Err(_) => options.names.push(word.clone()),
            }
        }
        options
    }

    fn ways(&self) -> Vec<Way> {
        let chosen = |way: &Way| {
            self.names.is_empty() || self.names.iter().any(|name| name == way.feature())
        };
        WAYS.into_iter().filter(chosen).collect()
    }

    fn sizes(&self, otherwise: &[usize]) -> Vec<usize> {
        match self.sizes.as_slice() {
            [] => otherwise.to_vec(),
            sizes => sizes.to_vec(),
        }
    }
}

/// All of them.
pub(crate) const PARTS: [Part; 10] = [
    Part {
        name: "conversions",
        title: "One conversion",
        introduction: "An error is made and becomes a response; the response's drop is not \
            counted. First instructions with their ratio to the floor above, then allocations and \
            their bytes without those of the error itself, then nanoseconds of making, converting \
            and dropping. The peers that write no `Cache-Control`, no code or no `Retry-After` are \
            not asked for them, except for the last, so they do less.",
        measure: conversions,
    },
    Part {
        name: "breakdown",
        title: "Where they are",
        introduction: "The same instructions, by the function that they are in after inlining.",
        measure: breakdown,
    },
    Part {
        name: "scaling",
        title: "What grows, and how",
        introduction: "Instructions, allocations / bytes.",
        measure: scaling,
    },
    Part {
        name: "end-to-end",
        title: "Whole requests",
        introduction: "First the instructions of one request to axum over a pipe in memory, the \
            smallest possible client included, with their ratio to hand-written code. Then \
            requests per second over loopback for the formatted 404, eight connections, as ratios \
            to hand-written code in the same round: where least and most are on both sides of \
            one, the difference drowns in the noise of sockets and scheduling.",
        measure: end_to_end,
    },
    Part {
        name: "compile-check",
        title: "`cargo check` of one enum",
        introduction: "Millions of instructions of rustc for a crate with one enum, with their \
            ratio to thiserror alone; touched is the second compilation with the incremental \
            cache, as after saving a file. Derives are built as cargo builds them for development: \
            without optimisation.",
        measure: compile_check,
    },
    Part {
        name: "compile-build",
        title: "`cargo build` of one enum",
        introduction: "The same, with code for a debug build.",
        measure: compile_build,
    },
    Part {
        name: "expansion",
        title: "Tokens",
        introduction: "What the expansions have for one more variant. The table is catchall's byte \
            string; its texts are among the constants below.",
        measure: expansion,
    },
    Part {
        name: "code",
        title: "Code",
        introduction: "What one more variant adds to the optimised object file, in bytes, and to \
            what LLVM is given in a debug build. Variants without expressions are those without a \
            member and without a `Retry-After`.",
        measure: code,
    },
    Part {
        name: "applications",
        title: "Clean builds",
        introduction: "Debug builds of an empty application with these dependencies; the fastest \
            of several rounds.",
        measure: applications,
    },
    Part {
        name: "timings",
        title: "Core and derive at the same time",
        introduction: "As `cargo build --timings` sees a clean build with two jobs.",
        measure: timings,
    },
];

fn report(text: String, goals: Vec<Goal>) -> Report {
    Report {
        text,
        goals,
        summary: None,
    }
}

fn conversions(options: &Options) -> Result<Report> {
    let measured = match options.names.as_slice() {
        [] => conversions::all()?,
        _ => conversions::own()?,
    };
    Ok(Report {
        text: [
            tables::instructions(&measured),
            tables::allocations(&measured),
            tables::nanoseconds(&measured),
        ]
        .join("\n"),
        goals: goals::goals(&measured),
        summary: Some(tables::summary(&measured)),
    })
}

fn breakdown(_options: &Options) -> Result<Report> {
    let measured = conversions::breakdown::measure()?;
    Ok(report(conversions::breakdown::table(&measured), Vec::new()))
}

fn scaling(_options: &Options) -> Result<Report> {
    let variants = variants::measure()?;
    let series = scaling::measure()?;
    let text = format!(
        "{}\n{}",
        variants::table(&variants),
        scaling::tables(&series)
    );
    let mut goals = variants::goals(&variants);
    goals.extend(scaling::goals(&series));
    Ok(report(text, goals))
}

fn end_to_end(_options: &Options) -> Result<Report> {
    let (pipe, load) = (pipe::measure()?, load::measure()?);
    let text = format!("{}\n{}", pipe::table(&pipe), load::table(&load));
    Ok(report(text, Vec::new()))
}

/// Those that the goals for the largest size need.
const LARGE: [Way; 3] = [Way::Thiserror, Way::Catchall, Way::ByHand];

/// All in small sizes; of the largest, which takes minutes, what the goals need.
fn compile(options: &Options, profile: Profile, large: &[Way]) -> Result<Vec<check::Measured>> {
    if !options.sizes.is_empty() || !options.names.is_empty() {
        return check::measure(profile, &options.ways(), &options.sizes(&[10, 100]));
    }
    let mut measured = Vec::new();
    for way in WAYS {
        measured.extend(check::measure(profile, &[way], &[10, 100])?);
        if large.contains(&way) {
            measured.extend(check::measure(profile, &[way], &[1000])?);
        }
    }
    Ok(measured)
}

fn compile_check(options: &Options) -> Result<Report> {
    let measured = compile(options, Profile::Check, &LARGE)?;
    let goals = check::goals(&measured, Profile::Check, 120, Some(130));
    Ok(report(check::table(&measured), goals))
}

fn compile_build(options: &Options) -> Result<Report> {
    let measured = compile(options, Profile::Debug, &LARGE)?;
    let goals = check::goals(&measured, Profile::Debug, 125, None);
    Ok(report(check::table(&measured), goals))
}

fn expansion(options: &Options) -> Result<Report> {
    let measured = expansion::measure(&options.ways())?;
    let goals = expansion::goals(&measured);
    Ok(report(expansion::table(&measured), goals))
}

fn code(options: &Options) -> Result<Report> {
    let measured = code::measure(&options.ways())?;
    Ok(report(code::table(&measured), code::goals(&measured)))
}

fn applications(_options: &Options) -> Result<Report> {
    let measured = applications::measure()?;
    let goals = applications::goals(&measured);
    Ok(report(applications::table(&measured), goals))
}

fn timings(_options: &Options) -> Result<Report> {
    let units = timings::measure()?;
    Ok(report(timings::table(&units), timings::goals(&units)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_numbers_and_names() {
        let words = ["100", "thiserror", "1000"].map(str::to_owned);
        let options = Options::parse(&words);
        assert_eq!(options.sizes, [100, 1000]);
        assert_eq!(options.ways(), [Way::Thiserror]);
    }
}
