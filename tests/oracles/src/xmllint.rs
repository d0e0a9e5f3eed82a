//! Validates XML documents with the RELAX NG schema of RFC 9457, using `xmllint`.

use std::env;
use std::fs;
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

const SCHEMA: &str = include_str!("problem.rng");

/// Returns which of the documents are valid. `None` if there is no `xmllint`, which
/// is an error if `CATCHALL_REQUIRE_TOOLS` is set.
pub(crate) fn valid(documents: &[&str]) -> Option<Vec<bool>> {
    static COUNT: AtomicU32 = AtomicU32::new(0);

    let mut version = Command::new("xmllint");
    version.arg("--version").stderr(Stdio::null());
    if version.status().is_err() {
        let is_required = env::var_os("CATCHALL_REQUIRE_TOOLS").is_some();
        assert!(!is_required, "there is no `xmllint`");
        eprintln!("skipped: there is no `xmllint` (package libxml2-utils)");
        return None;
    }
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("catchall-xml-{}-{number}", process::id());
    let folder = env::temp_dir().join(name);
    fs::create_dir_all(&folder).expect("there is a place for files");
    let schema = folder.join("problem.rng");
    fs::write(&schema, SCHEMA).expect("the schema is written");
    let is_valid = |document: &&str| {
        let path = folder.join("document.xml");
        fs::write(&path, document).expect("a document is written");
        let mut command = Command::new("xmllint");
        command.args(["--nonet", "--noout", "--relaxng"]);
        let output = command.arg(&schema).arg(&path).output();
        output.expect("it runs").status.success()
    };
    let valid = documents.iter().map(is_valid).collect();
    let _ = fs::remove_dir_all(&folder);
    Some(valid)
}
