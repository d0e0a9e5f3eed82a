//! A framework whose feature is disabled: the message at its name, and that `web`
//! and the other names work without it. Each test writes a package and checks it.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Returns the output of cargo for a package with this `lib.rs`, which has
/// `catchall` without any feature.
fn check(name: &str, source: &str) -> (bool, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    let root = root.expect("the repository is two levels up");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("framework_off");
    let package = target.join(name);
    fs::create_dir_all(package.join("src")).unwrap();
    // A literal string of TOML, because a path may contain backslashes.
    let manifest = format!(
        "[package]\nname = {name:?}\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\ncatchall = {{ path = '{}', default-features = false }}\n",
        root.display()
    );
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::write(package.join("src/lib.rs"), source).unwrap();
    // The same versions as these tests, so that nothing is downloaded.
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--color=never"])
        .current_dir(&package)
        .env("CARGO_TARGET_DIR", target.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    (output.status.success(), text)
}

const SOURCE: &str = r#"
use catchall::HttpError;

#[derive(Debug, HttpError)]
#[http(WORD)]
pub enum AppError {
    #[http(404)]
    NotFound,
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not found")
    }
}

impl std::error::Error for AppError {}
"#;

#[test]
fn each_word_names_the_features_to_enable() {
    let words = [
        ("actix_web", "`actix-web-4`"),
        ("aide", "`aide-0.15`"),
        ("axum", "`axum-0.7` or `axum-0.8`"),
        ("lambda_http", "`lambda-http-1`"),
        ("poem", "`poem-3`"),
        ("poem_openapi", "`poem-openapi-5`"),
        ("rocket", "`rocket-0.5`"),
        ("rocket_okapi", "`rocket_okapi-0.9`"),
        ("salvo", "`salvo-1`"),
        ("salvo_oapi", "`salvo-oapi-1`"),
        ("tonic", "`tonic-0.14`"),
        ("utoipa", "`utoipa-5` or `utoipa-6`"),
        ("warp", "`warp-0.4`"),
        ("worker", "`worker-0.8`"),
    ];
    // As in the guide.
    let of_axum = "`#[http(axum)]` needs a version of axum: \
                   enable catchall's feature `axum-0.7` or `axum-0.8`";
    let all: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    let (is_success, text) = check("words_off", &SOURCE.replace("WORD", &all.join(",\n    ")));
    assert!(!is_success);
    assert!(text.contains(of_axum), "{text}");
    for (line, (word, features)) in (5..).zip(words) {
        let message = format!(
            "error: `#[http({word})]` needs a version of {word}: \
             enable catchall's feature {features}\n"
        );
        let at = text.find(&message);
        let said = at.map(|at| &text[at..]).unwrap_or_default();
        assert!(!said.is_empty(), "no {message}in {text}");
        let column = if line == 5 { 8 } else { 5 };
        let place = format!("--> src/lib.rs:{line}:{column}");
        assert_eq!(said.lines().nth(1).map(str::trim), Some(place.as_str()));
    }
    assert_eq!(
        text.matches("\nerror").count(),
        words.len(),
        "one message for each, and besides them only cargo's own: {text}"
    );
}

#[test]
fn web_needs_no_framework() {
    let (is_success, text) = check("web_off", &SOURCE.replace("WORD", "web"));
    assert!(is_success, "{text}");
    assert_eq!(text, "");
}
