//! Runs the measured programs.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use catchall_benches::CASES;

use crate::cargo::{cargo, output, peers, target};
use crate::valgrind::{functions_in, instructions_in};

/// Conversions that are counted: callgrind's numbers of single ones differ by a
/// few instructions.
const TIMES: u64 = 1000;

/// What is counted.
const COUNTED: &str = "*counted_conversion*";

/// What a conversion costs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    pub(crate) instructions: u64,
    pub(crate) allocations: u64,
    pub(crate) bytes: u64,
    /// Measured only together with peers.
    pub(crate) nanoseconds: Option<f64>,
}

/// A contender and what its conversions cost.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) is_floor: bool,
    pub(crate) costs: Vec<Cost>,
}

impl Measured {
    pub(crate) fn set_nanoseconds(&mut self, times: &[f64]) {
        for (cost, time) in self.costs.iter_mut().zip(times) {
            cost.nanoseconds = Some(*time);
        }
    }
}

/// The programs of one package.
pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Of this package.
    ///
    /// # Errors
    ///
    /// Where they do not build.
    pub(crate) fn own() -> Result<Self> {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let mut command = cargo();
        command
            .args(["build", "--release", "--manifest-path", manifest])
            .arg("--target-dir")
            .arg(target()?);
        Self::build(&mut command)
    }

    /// With this peer.
    ///
    /// # Errors
    ///
    /// Where they do not build.
    pub(crate) fn peer(feature: &str) -> Result<Self> {
        let features = format!("nanoseconds,{feature}");
        let mut command = cargo();
        command
            .args([
                "build",
                "--release",
                "--package",
                "catchall-benches-conversions",
            ])
            .args(["--features", features.trim_end_matches(',')])
            .arg("--manifest-path")
            .arg(peers().join("Cargo.toml"))
            .arg("--target-dir")
            .arg(target()?.join("benches"));
        Self::build(&mut command)
    }

    fn build(command: &mut Command) -> Result<Self> {
        let messages = output(command.args(["--quiet", "--bins", "--message-format=json"]))?;
        let mut program = None;
        for line in messages.lines() {
            let message: Value = serde_json::from_str(line)?;
            if let Some(path) = message["executable"].as_str() {
                program = Some(PathBuf::from(path));
            }
        }
        let folder = program.and_then(|program| Some(program.parent()?.to_owned()));
        Ok(Self {
            folder: folder.context("there is no program in the package")?,
        })
    }

    /// Where a program is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn run(&self, name: &str, arguments: &[&str]) -> Result<String> {
        output(Command::new(self.path(name)).args(arguments))
    }

    /// The names of the contenders; whether each is a floor.
    fn contenders(&self) -> Result<Vec<(String, bool)>> {
        let list = self.run("repeat", &[])?;
        let contender = |line: &str| match line.strip_prefix('*') {
            Some(name) => (name.to_owned(), true),
            None => (line.to_owned(), false),
        };
        Ok(list.lines().map(contender).collect())
    }

    /// Instructions and allocations of all contenders.
    ///
    /// # Errors
    ///
    /// Where a program fails.
    pub(crate) fn measure(&self) -> Result<Vec<Measured>> {
        let contenders = self.contenders()?.into_iter();
        let measured = contenders.map(|(name, is_floor)| {
            let costs = self.costs(&name, CASES.len())?;
            Ok(Measured {
                name,
                is_floor,
                costs,
            })
        });
        measured.collect()
    }

    /// Instructions and allocations of a contender or series.
    ///
    /// # Errors
    ///
    /// Where a program fails.
    pub(crate) fn costs(&self, name: &str, cases: usize) -> Result<Vec<Cost>> {
        eprintln!("converting: {name}");
        (0..cases).map(|at| self.cost(name, at)).collect()
    }

    /// The instructions of one conversion, for each function.
    ///
    /// # Errors
    ///
    /// Where the program fails.
    pub(crate) fn functions(&self, name: &str, case: usize) -> Result<Vec<(String, u64)>> {
        let functions = functions_in(COUNTED, &self.repeat(name, case))?;
        let one = |(function, count): (String, u64)| (function, (count + TIMES / 2) / TIMES);
        Ok(functions.into_iter().map(one).collect())
    }

    fn repeat(&self, name: &str, case: usize) -> Command {
        let mut repeat = Command::new(self.path("repeat"));
        repeat.args([name, &case.to_string(), &(TIMES - 1).to_string()]);
        repeat
    }

    fn cost(&self, name: &str, case: usize) -> Result<Cost> {
        let instructions = instructions_in(COUNTED, &self.repeat(name, case))?;
        let counted = self.run("allocations", &[name, &case.to_string()])?;
        let counted = counted.trim().split_once(' ');
        let (allocations, bytes) = counted.context("`allocations` prints two numbers")?;
        Ok(Cost {
            instructions: (instructions + TIMES / 2) / TIMES,
            allocations: allocations.parse()?,
            bytes: bytes.parse()?,
            nanoseconds: None,
        })
    }

    /// The median of each contender and case.
    ///
    /// # Errors
    ///
    /// Where the program fails.
    pub(crate) fn nanoseconds(&self) -> Result<Vec<Vec<f64>>> {
        let folder = self.folder.join("criterion");
        let path = folder.display().to_string();
        self.run("nanoseconds", &[&path])?;
        let contenders = self.contenders()?;
        let mut all = Vec::new();
        for place in 0..contenders.len() {
            let mut times = Vec::new();
            for at in 0..CASES.len() {
                let file = folder.join(format!("{place}-{at}/new/estimates.json"));
                let text = std::fs::read_to_string(&file);
                let text = text.with_context(|| file.display().to_string())?;
                let estimates: Value = serde_json::from_str(&text)?;
                let median = estimates["median"]["point_estimate"].as_f64();
                times.push(median.context("criterion estimates no median")?);
            }
            all.push(times);
        }
        ensure!(!all.is_empty(), "there is no contender");
        Ok(all)
    }
}
