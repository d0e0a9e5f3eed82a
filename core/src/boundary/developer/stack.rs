//! The stack of the error or of the panic, reduced to the frames of the program.

use super::page::Section;
use crate::convert::log::report::OwnedErrorReport;

/// One frame of a stack.
struct Frame<'t> {
    lines: Vec<&'t str>,
}

impl Frame<'_> {
    /// Returns whether it is a frame of the program and not of a library.
    fn is_of_application(&self, module: &str) -> bool {
        const LIBRARIES: [&str; 4] = ["/rustc/", "/registry/src/", "/git/checkouts/", "/.rustup/"];
        let symbol = self.lines.first().map_or("", |line| line.trim_start());
        let symbol = symbol.split_once(": ").map_or(symbol, |(_, symbol)| symbol);
        let symbol = symbol.trim_start_matches(['<', '&']);
        if symbol.starts_with("catchall_core::") || symbol.starts_with("catchall::") {
            return false;
        }
        let place = self
            .lines
            .iter()
            .find_map(|line| line.trim_start().strip_prefix("at "));
        if let Some(place) = place {
            let place = place.replace('\\', "/");
            // A C library, such as the one that starts a thread, has no Rust files.
            place.contains(".rs:")
                && !place.starts_with(env!("CARGO_MANIFEST_DIR"))
                && !LIBRARIES.iter().any(|library| place.contains(library))
        } else {
            let root = module.split("::").next().unwrap_or(module);
            let rest = symbol.strip_prefix(root);
            rest.is_some_and(|rest| rest.starts_with("::"))
        }
    }
}

/// Returns the frames of a stack in the format of the standard library, or none if
/// it is other text.
fn frames(stack: &str) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame<'_>> = Vec::new();
    for line in stack.lines() {
        let number = line
            .trim_start()
            .split_once(": ")
            .map_or("", |(number, _)| number);
        let is_start = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_start {
            frames.push(Frame { lines: vec![line] });
        } else if let Some(frame) = frames.last_mut() {
            frame.lines.push(line);
        }
    }
    frames
}

/// Returns the stack of the error or of the panic, reduced to the frames of the program.
pub(super) fn stack_of(report: &OwnedErrorReport, stack: Option<&str>) -> Section {
    let title = "Stack";
    let Some(stack) = report.stacktrace().or(stack) else {
        return Section {
            title,
            note: "No error here holds a backtrace. A field of the type std::backtrace::Backtrace \
                   does, and so does anyhow::Error if RUST_BACKTRACE=1 is set."
                .to_owned(),
            ..Section::default()
        };
    };
    let all: Vec<String> = stack.lines().map(str::to_owned).collect();
    let frames = frames(stack);
    let module = report.mapping().module;
    let (own, others): (Vec<_>, Vec<_>) = frames
        .into_iter()
        .partition(|frame| frame.is_of_application(module));
    if own.is_empty() {
        return Section {
            title,
            lines: all,
            ..Section::default()
        };
    }
    let lines = own.iter().flat_map(|frame| &frame.lines);
    Section {
        title,
        lines: lines.map(|line| (*line).to_owned()).collect(),
        folded: Some((format!("and {} frames of libraries", others.len()), all)),
        ..Section::default()
    }
}
