//! What a change of the errors means, and the test that detects it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use catchall::catalog::{Change, HeaderSpec, Impact, JsonType, MemberSpec};
use catchall::http::{HeaderName, HeaderValue, StatusCode};
use catchall::{Catalog, Entry, HttpError, ProblemType, testing};

use crate::{ApiError, message};

const USER: ProblemType = ProblemType::new(404, "no_user");

fn user() -> Entry {
    Entry::new(USER).with_description("The user was deleted.")
}

fn typed(uri: &'static str) -> Entry {
    Entry::new(USER.with_type_uri(uri))
}

fn member(json_type: JsonType) -> Entry {
    user().with_member(MemberSpec::new("id", json_type))
}

fn retry_after() -> HeaderSpec {
    HeaderSpec::new(HeaderName::from_static("retry-after"))
}

/// Returns the changes between two entries.
fn changes(before: Entry, after: Entry) -> Vec<Change> {
    let published = Catalog::new([before]).to_json();
    Catalog::new([after]).changes_since(&published).unwrap()
}

/// Returns the one change between two entries.
#[track_caller]
fn change(before: Entry, after: Entry) -> (Impact, String) {
    let changes = changes(before, after);
    let [change] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    (change.impact(), change.to_string())
}

#[test]
fn nothing_changes_of_itself() {
    let catalog = ApiError::catalog();
    assert_eq!(catalog.changes_since(&catalog.to_json()).unwrap(), []);
}

#[test]
fn a_code_is_what_clients_compare() {
    let gone = Catalog::new([]).changes_since(&Catalog::new([user()]).to_json());
    let gone = gone.unwrap();
    assert_eq!(gone[0].impact(), Impact::Breaking);
    assert_eq!(
        gone[0].to_string(),
        "`no_user`: the code was removed: clients that compare it with `no_user` no longer recognise this 404"
    );
    let new = Catalog::new([user()]).changes_since(&Catalog::new([]).to_json());
    assert_eq!(new.unwrap()[0].impact(), Impact::Compatible);

    let renamed = Entry::new(ProblemType::new(404, "user_gone"));
    let renamed = renamed.with_description("The user was deleted.");
    let (impact, text) = change(user(), renamed);
    assert_eq!(impact, Impact::Breaking);
    assert_eq!(
        text,
        "`no_user`: the code is now `user_gone`: clients that compare it with `no_user` no longer recognise this 404"
    );
}

#[test]
fn a_type_uri_is_the_identity_of_a_problem() {
    let (impact, text) = change(typed("https://e.example/a"), typed("https://e.example/b"));
    assert_eq!(impact, Impact::Breaking);
    assert!(
        text.contains("was `https://e.example/a` and is `https://e.example/b`"),
        "{text}"
    );
}

#[test]
fn a_server_may_send_fewer_statuses_and_no_others() {
    let gone =
        || Entry::new(ProblemType::new(410, "no_user")).with_description("The user was deleted.");
    let both = || user().with_status(StatusCode::GONE);
    for (before, after, expected) in [
        (user(), both(), Impact::Breaking),
        (both(), user(), Impact::Compatible),
        (user(), gone(), Impact::Breaking),
    ] {
        let changes = changes(before, after);
        assert!(
            changes.iter().any(|it| it.impact() == expected),
            "{changes:?}"
        );
        assert!(
            changes[0].to_string().contains("the status was"),
            "{changes:?}"
        );
    }
}

#[test]
fn members_and_headers_may_be_added_and_not_taken_away() {
    use JsonType::{AnyValue, IntegerValue, Nullable, NumberValue, OneOf, StringValue};
    const ONE: JsonType = JsonType::ObjectOf(&[MemberSpec::new("a", IntegerValue)]);
    const PERHAPS: JsonType = JsonType::ObjectOf(&[MemberSpec::new("a", IntegerValue).optional()]);
    const TWO: JsonType = JsonType::ObjectOf(&[
        MemberSpec::new("a", IntegerValue),
        MemberSpec::new("b", IntegerValue),
    ]);
    let optional = || user().with_member(MemberSpec::new("id", IntegerValue).optional());
    for (before, after, expected) in [
        (user(), member(IntegerValue), Impact::Compatible),
        (member(IntegerValue), user(), Impact::Breaking),
        (optional(), user(), Impact::Compatible),
        (member(IntegerValue), optional(), Impact::Breaking),
        (optional(), member(IntegerValue), Impact::Compatible),
        (member(IntegerValue), member(StringValue), Impact::Breaking),
        (
            member(NumberValue),
            member(IntegerValue),
            Impact::Compatible,
        ),
        (member(IntegerValue), member(NumberValue), Impact::Breaking),
        (member(AnyValue), member(StringValue), Impact::Compatible),
        (member(StringValue), member(AnyValue), Impact::Breaking),
        (
            member(StringValue),
            member(OneOf(&["a"])),
            Impact::Compatible,
        ),
        (
            member(OneOf(&["a"])),
            member(OneOf(&["a", "b"])),
            Impact::Breaking,
        ),
        (
            member(OneOf(&["a", "b"])),
            member(OneOf(&["a"])),
            Impact::Compatible,
        ),
        (
            member(JsonType::ArrayOf(&Nullable(&IntegerValue))),
            member(JsonType::ArrayOf(&IntegerValue)),
            Impact::Compatible,
        ),
        (member(ONE), member(TWO), Impact::Compatible),
        (member(ONE), member(PERHAPS), Impact::Breaking),
        (member(TWO), member(ONE), Impact::Breaking),
    ] {
        let (impact, text) = change(before, after);
        assert_eq!(impact, expected, "{text}");
        assert!(text.contains("`id`"), "{text}");
    }
    let with = |header| user().with_header(header).with_retryable(false);
    let fixed = retry_after().with_value(HeaderValue::from_static("5"));
    let (impact, _) = change(with(fixed.clone()), user().with_retryable(false));
    assert_eq!(impact, Impact::Breaking);
    let changes = changes(with(fixed), with(retry_after()));
    assert_eq!(changes[0].impact(), Impact::Compatible);
}

#[test]
fn texts_for_people_are_cosmetic() {
    let (impact, text) = change(user(), Entry::new(USER).with_description("Deleted."));
    assert_eq!(impact, Impact::Cosmetic);
    assert_eq!(
        text,
        "`no_user`: the description was \"The user was deleted.\" and is \"Deleted.\""
    );
}

#[test]
fn what_is_no_catalog_is_an_error() {
    for text in [
        "",
        "[]",
        "{}",
        r#"{"version":2,"problems":[]}"#,
        r#"{"version":1}"#,
    ] {
        let error = Catalog::new([]).changes_since(text).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("this is not a catalog of version 1")
        );
    }
}

/// A file that is removed at the end.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        Self::with_end(name, ".json")
    }

    fn with_end(name: &str, end: &str) -> Self {
        Self(env::temp_dir().join(format!("catchall-{}-{name}{end}", process::id())))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn a_failure_says_what_breaks_for_whom() {
    let file = Temporary::new("gate");
    let path: &Path = &file.0;
    let published = Catalog::new([
        member(JsonType::IntegerValue),
        Entry::new(ProblemType::new(409, "taken")),
    ]);
    fs::write(path, published.to_json()).unwrap();
    testing::assert_catalog(path, &published);

    let changed = Catalog::new([
        user().with_description("It is not there."),
        Entry::new(ProblemType::new(409, "taken")),
        Entry::new(ProblemType::new(410, "gone")),
    ]);
    let message = message(|| testing::assert_catalog(path, &changed));
    let name = path.display();
    assert_eq!(
        message,
        format!(
            "the errors differ from those that are published in {name}

breaking, for existing clients:
  - `no_user`: the member `id` was removed: clients that read it find nothing

compatible:
  - `gone`: the code is new, with status 410

cosmetic, for people only:
  - `no_user`: the description was \"The user was deleted.\" and is \"It is not there.\"

If this is meant, run this test with CATCHALL_BLESS=1 and commit the file. If not, undo the \
             change."
        )
    );
}

#[test]
fn a_missing_file_is_a_failure_that_says_how_to_write_it() {
    let file = Temporary::new("missing");
    let message = message(|| testing::assert_catalog(&file.0, &Catalog::new([])));
    assert!(message.contains("there is no catalog at"), "{message}");
    assert!(message.contains("CATCHALL_BLESS=1"), "{message}");
}

/// Runs `gate_of_the_other_process` in a process with these variables.
fn gate(path: &Path, bless: Option<&str>) -> bool {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["gate::gate_of_the_other_process", "--exact", "--ignored"]);
    command
        .env("CATCHALL_TEST_PATH", path)
        .env_remove("CATCHALL_BLESS");
    command.envs(bless.map(|value| ("CATCHALL_BLESS", value)));
    command.output().unwrap().status.success()
}

#[test]
#[ignore = "another test runs it with variables of its own"]
fn gate_of_the_other_process() {
    let path = env::var_os("CATCHALL_TEST_PATH").expect("it is set");
    testing::assert_catalog(PathBuf::from(path), &ApiError::catalog());
}

#[test]
fn one_variable_writes_the_file() {
    let file = Temporary::new("blessed");
    assert!(!gate(&file.0, None));
    assert!(!gate(&file.0, Some("0")));
    assert!(!file.0.exists());
    assert!(gate(&file.0, Some("1")));
    assert_eq!(
        fs::read_to_string(&file.0).unwrap(),
        ApiError::catalog().to_json()
    );
    assert!(gate(&file.0, None));
    // A checkout may have other line endings.
    let windows = ApiError::catalog().to_json().replace('\n', "\r\n");
    fs::write(&file.0, windows).unwrap();
    assert!(gate(&file.0, None));
}

#[test]
fn the_end_of_the_path_decides_what_is_written() {
    let catalog = ApiError::catalog();
    for (end, text) in [
        (".schema.json", catalog.to_json_schema()),
        (".ts", catalog.to_typescript()),
        (".py", catalog.to_python()),
        (".md", catalog.to_markdown()),
    ] {
        let file = Temporary::with_end("written", end);
        assert!(!gate(&file.0, None), "{end}");
        assert!(gate(&file.0, Some("1")), "{end}");
        assert_eq!(fs::read_to_string(&file.0).unwrap(), text, "{end}");
        assert!(gate(&file.0, None), "{end}");
    }
}

#[test]
fn a_file_in_another_language_fails_with_its_first_difference() {
    let file = Temporary::with_end("stale", ".ts");
    let published = Catalog::new([user()]).to_typescript();
    fs::write(&file.0, &published).unwrap();
    let renamed = Catalog::new([Entry::new(ProblemType::new(404, "user_gone"))]);
    let message = message(|| testing::assert_catalog(&file.0, &renamed));
    let at = published
        .lines()
        .position(|line| line == " * The user was deleted.");
    assert_eq!(
        message,
        format!(
            "{} does not match the catalog. From line {} on:\n  committed:  * The user was deleted.\n  now:        * Status 404.\n\n\
             To write the file, run this test with CATCHALL_BLESS=1. Then commit it.",
            file.0.display(),
            at.unwrap() + 1,
        )
    );
}
