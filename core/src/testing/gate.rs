//! Compares the catalog with the committed one.

use std::env;
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::catalog::{Catalog, Change, Impact};

/// The environment variable that causes the file to be written.
const BLESS: &str = "CATCHALL_BLESS";

/// Compares the catalog of error types with a committed file, so that changes to what
/// clients rely on are visible in review.
///
/// The path is relative to the directory of the package. If the comparison fails, the
/// message lists the breaking, the compatible and the cosmetic changes. If a change is
/// intended, run the test with `CATCHALL_BLESS=1` and commit the file.
///
/// The end of the path decides the format of the file:
///
/// | end | file |
/// | --- | --- |
/// | `.schema.json` | [`to_json_schema`](Catalog::to_json_schema) |
/// | `.ts` | [`to_typescript`](Catalog::to_typescript) |
/// | `.py` | [`to_python`](Catalog::to_python) |
/// | `.md` | [`to_markdown`](Catalog::to_markdown) |
/// | any other | [`to_json`](Catalog::to_json) |
///
/// Only a file of the last row can tell what a change means. Compare it before the others,
/// in the same test, so that one change is one failure.
///
/// ```no_run
/// # extern crate catchall_core as catchall;
/// # use catchall::Problem;
/// # #[derive(Debug)]
/// # struct AppError;
/// # impl std::fmt::Display for AppError {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("") }
/// # }
/// # impl std::error::Error for AppError {}
/// # impl catchall::HttpError for AppError {}
/// #[test]
/// fn the_errors_are_those_that_are_published() {
///     catchall::assert_catalog!("errors.json", AppError);
/// }
/// ```
#[macro_export]
macro_rules! assert_catalog {
    ($path:expr, $($error:ty),+ $(,)?) => {
        $crate::testing::assert_catalog(
            ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", $path),
            &$crate::catalog![$($error),+],
        )
    };
}

/// Like [`assert_catalog!`](crate::assert_catalog), for a catalog value and a full path.
///
/// # Panics
///
/// Panics if the catalog is not the one in the file, or if the file cannot be read or
/// written.
#[track_caller]
pub fn assert_catalog(path: impl AsRef<Path>, catalog: &Catalog) {
    let path = path.as_ref();
    let is_blessed = env::var_os(BLESS).is_some_and(|value| !value.is_empty() && value != "0");
    if let Err(message) = check(path, catalog, is_blessed) {
        panic!("{message}");
    }
}

fn check(path: &Path, catalog: &Catalog, is_blessed: bool) -> Result<(), String> {
    let name = path.display();
    let document = Document::of(path);
    let current = document.write(catalog);
    let committed = match fs::read_to_string(path) {
        Ok(committed) => Some(committed.replace("\r\n", "\n")),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(format!("{name} cannot be read: {error}")),
    };
    if committed.as_ref() == Some(&current) {
        return Ok(());
    }
    if is_blessed {
        return fs::write(path, current).map_err(|it| format!("{name} cannot be written: {it}"));
    }
    let Some(committed) = committed else {
        return Err(format!("there is no catalog at {name}\n\n{HOW}"));
    };
    if document != Document::Json {
        return Err(first_difference(&name.to_string(), &committed, &current));
    }
    match catalog.changes_since(&committed) {
        Ok(changes) if changes.is_empty() => Ok(()),
        Ok(changes) => Err(message(&name.to_string(), &changes)),
        Err(error) => Err(format!("{name}: {error}\n\n{HOW}")),
    }
}

/// The format of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Document {
    Json,
    JsonSchema,
    TypeScript,
    Python,
    Markdown,
}

impl Document {
    /// Returns the format by the end of the file name.
    fn of(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ends: [(&str, Self); 4] = [
            (".schema.json", Self::JsonSchema),
            (".ts", Self::TypeScript),
            (".py", Self::Python),
            (".md", Self::Markdown),
        ];
        let found = ends.into_iter().find(|(end, _)| name.ends_with(end));
        found.map_or(Self::Json, |(_, document)| document)
    }

    fn write(self, catalog: &Catalog) -> String {
        match self {
            Self::Json => catalog.to_json(),
            Self::JsonSchema => catalog.to_json_schema(),
            Self::TypeScript => catalog.to_typescript(),
            Self::Python => catalog.to_python(),
            Self::Markdown => catalog.to_markdown(),
        }
    }
}

const HOW: &str = "To write the file, run this test with CATCHALL_BLESS=1. Then commit it.";

fn first_difference(path: &str, committed: &str, current: &str) -> String {
    let (mut was, mut is) = (committed.lines(), current.lines());
    let mut line = 1;
    loop {
        match (was.next(), is.next()) {
            (Some(was), Some(is)) if was == is => line += 1,
            (was, is) => {
                let [was, is] = [was, is].map(Option::unwrap_or_default);
                return format!(
                    "{path} does not match the catalog. From line {line} on:\n  committed: \
                     {was}\n  now:       {is}\n\n{HOW}"
                );
            }
        }
    }
}

fn message(path: &str, changes: &[Change]) -> String {
    let mut message = format!("the errors differ from those that are published in {path}\n");
    for (impact, heading) in [
        (Impact::Breaking, "breaking, for existing clients"),
        (Impact::Compatible, "compatible"),
        (Impact::Cosmetic, "cosmetic, for people only"),
    ] {
        let mut of_impact = changes.iter().filter(|it| it.impact() == impact).peekable();
        if of_impact.peek().is_some() {
            // Writing to a `String` does not fail.
            let _ = write!(message, "\n{heading}:\n");
        }
        for change in of_impact {
            let _ = writeln!(message, "  - {change}");
        }
    }
    let _ = write!(
        message,
        "\nIf this is meant, run this test with {BLESS}=1 and commit the file. If not, \
         undo the change."
    );
    message
}
