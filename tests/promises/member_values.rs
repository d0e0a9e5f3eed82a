//! A member has the JSON that `serde_json` writes for its value, whatever the value is.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::support::{any_text, assert_plain_500, text};
use catchall::{Description, HttpError, Problem};
use http::StatusCode;
use proptest::prelude::*;
use serde::ser::{Error as _, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// An error with a member of any type.
struct Holder<T>(T);

impl<T> fmt::Debug for Holder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder")
    }
}

impl<T> fmt::Display for Holder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("held")
    }
}

impl<T> std::error::Error for Holder<T> {}

impl<T: Serialize> HttpError for Holder<T> {
    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }

    fn describe(&self, description: &mut Description<'_>) {
        description.member("value", &self.0);
    }
}

/// The JSON of the member in the body of a response.
fn written<T: Serialize>(value: T) -> String {
    let body = text(&Holder(value).to_response());
    let (_, member) = body.split_once(r#""value":"#).expect("a member");
    // An error by hand describes itself before its `Display` is the detail.
    let value = member.strip_suffix(r#","detail":"held"}"#);
    value.expect("a detail").to_owned()
}

#[track_caller]
fn assert_as_serde_json<T: Serialize + Clone>(value: T) {
    // What is `null` is no member.
    let value = (value,);
    assert_eq!(
        written(value.clone()),
        serde_json::to_string(&value).unwrap()
    );
    // A `Problem` keeps it, and writes it later.
    let problem = Problem::conflict().with_member("value", value.clone());
    let body = text(&problem.to_response());
    let json = serde_json::to_string(&value).unwrap();
    assert!(
        body.ends_with(&format!(r#","value":{json}}}"#)),
        "{body}: {json}"
    );
}

#[test]
fn numbers_and_texts() {
    assert_as_serde_json(true);
    assert_as_serde_json((i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN));
    assert_as_serde_json((u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX));
    assert_as_serde_json((0.1_f32, f32::MAX, f32::NAN, -0.0_f32));
    assert_as_serde_json((1e300_f64, f64::MIN_POSITIVE, f64::INFINITY, 1.0));
    assert_as_serde_json(('a', '"', '\\', '\n', '\0', '\u{7f}', 'é', '\u{10ffff}'));
    assert_as_serde_json(("", "a", "\"", "abc\n", "żółć", "\u{1}".repeat(100)));
    assert_as_serde_json(((), None::<u8>, Some("some"), Some(Some(1))));
}

#[test]
fn a_text_of_any_length_with_one_character_to_escape_anywhere() {
    for length in 1..=100 {
        let clean = "é".repeat(length / 2) + if length % 2 == 1 { "~" } else { "" };
        assert_as_serde_json(clean);
        for at in 0..length {
            for special in ['"', '\\', '\u{1f}', ' ', '!', '#'] {
                let mut text = "x".repeat(length);
                text.replace_range(at..=at, &special.to_string());
                assert_as_serde_json(text);
            }
        }
    }
}

#[derive(Clone, Serialize)]
struct Unit;

#[derive(Clone, Serialize)]
struct Newtype(&'static str);

#[derive(Clone, Serialize)]
struct Tuple(u8, &'static str);

#[derive(Clone, Serialize)]
struct Empty {}

#[derive(Clone, Serialize)]
struct Fields {
    #[serde(rename = "a \"name\"")]
    renamed: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<u8>,
    none: Option<u8>,
    empty: Empty,
}

#[derive(Clone, Serialize)]
struct Flattened {
    first: u8,
    #[serde(flatten)]
    rest: BTreeMap<&'static str, Vec<u8>>,
}

#[derive(Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Variants {
    #[serde(rename = "a \\")]
    Unit,
    Newtype(String),
    Tuple(u8, String),
    NoTuple(),
    Struct {
        field: String,
        other: Vec<Self>,
    },
    NoStruct {},
}

#[test]
fn structs_and_enums() {
    let fields = Fields {
        renamed: "a \"value\"",
        skipped: None,
        none: None,
        empty: Empty {},
    };
    assert_as_serde_json((
        Unit,
        Newtype("\n"),
        Tuple(1, "\t"),
        fields.clone(),
        vec![fields],
    ));
    assert_as_serde_json(Flattened {
        first: 1,
        rest: BTreeMap::from([("two", vec![2]), ("none", vec![])]),
    });
    let variants = vec![
        Variants::Unit,
        Variants::Newtype("\r".to_owned()),
        Variants::Tuple(1, "\"".to_owned()),
        Variants::NoTuple(),
        Variants::NoStruct {},
    ];
    assert_as_serde_json(Variants::Struct {
        field: "\u{8}".to_owned(),
        other: variants,
    });
}

#[test]
fn maps_and_sequences() {
    assert_as_serde_json((Vec::<u8>::new(), BTreeMap::<u8, u8>::new(), [[1], [2]]));
    assert_as_serde_json(BTreeMap::from([("a \"name\"", "a"), ("\n", "b")]));
    assert_as_serde_json(BTreeMap::from([(1_u64, true), (2, false)]));
    assert_as_serde_json(BTreeMap::from([(i128::MIN, "a"), (i128::MAX, "b")]));
    assert_as_serde_json(BTreeMap::from([(true, 'a'), (false, 'b')]));
    assert_as_serde_json(BTreeMap::from([('"', 1), ('\\', 2)]));
    assert_as_serde_json(BTreeMap::from([(Variants::Unit, 1)]));
    assert_as_serde_json(BTreeMap::from([(Some("some"), 1)]));
}

#[test]
fn types_of_serde_json_itself() {
    let raw = |json: &str| RawValue::from_string(json.to_owned()).unwrap();
    assert_as_serde_json(raw("{ \"a\" :  1.10 }"));
    assert_as_serde_json(vec![Some(raw("[1e400]")), None]);
    assert_as_serde_json(BTreeMap::from([("a", raw("\"\\u0041\""))]));
    assert_as_serde_json(json!({"a": [1, -1, 0.5, null, true, "\n"], "b": {}}));
    assert_as_serde_json(serde_json::Number::from(7));

    #[derive(Clone, Serialize)]
    struct Beside {
        before: String,
        raw: Box<RawValue>,
        after: String,
    }

    assert_as_serde_json(Beside {
        before: "\"".to_owned(),
        raw: raw("[ \"\\u0041\" ]"),
        after: "\\".to_owned(),
    });
}

/// No digit of what another service sent is lost.
#[test]
fn a_problem_in_a_member() {
    let sent = r#"{"title":"T","status":409,"code":"c","n":1.10,"big":123456789012345678901}"#;
    let problem: Problem = serde_json::from_str(sent).unwrap();
    let json = serde_json::to_string(&problem).unwrap();
    assert!(json.contains("1.10") && json.contains("123456789012345678901"));
    assert_eq!(written([problem]), format!("[{json}]"));
}

#[test]
fn bytes_and_what_is_displayed() {
    #[derive(Clone)]
    struct Bytes;

    impl Serialize for Bytes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(b"\x00\"\xff")
        }
    }

    #[derive(Clone)]
    struct Displayed;

    impl Serialize for Displayed {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            assert!(serializer.is_human_readable());
            serializer.collect_str(&format_args!("a{}\n{}", '"', "\\"))
        }
    }

    assert_as_serde_json(Bytes);
    assert_as_serde_json(Displayed);
    assert_as_serde_json(BTreeMap::from([(1, Displayed)]));
    assert_as_serde_json("127.0.0.1".parse::<std::net::IpAddr>().unwrap());
}

/// What a serializer is told of lengths may be wrong, or not known.
#[test]
fn lengths_do_not_count() {
    #[derive(Clone)]
    struct Unknown;

    impl Serialize for Unknown {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq((0..3).filter(|it| *it != 1))
        }
    }

    #[derive(Clone)]
    struct Skips;

    impl Serialize for Skips {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut fields = serializer.serialize_struct("Skips", 2)?;
            fields.skip_field("first")?;
            fields.serialize_field("second", "2")?;
            fields.end()
        }
    }

    assert_as_serde_json((Unknown, Skips));
}

#[test]
fn what_serde_json_refuses_is_a_plain_500() {
    struct Fails;

    impl Serialize for Fails {
        fn serialize<S: Serializer>(&self, _serializer: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom("fails"))
        }
    }

    #[derive(Serialize)]
    struct Late {
        first: u8,
        fails: (Option<Fails>,),
    }

    assert_plain_500(&Holder(Fails).to_response());
    let fails = (Some(Fails),);
    assert_plain_500(&Holder(Late { first: 1, fails }).to_response());
    assert_plain_500(&Holder(HashMap::from([(vec![1], 1)])).to_response());
    assert_plain_500(&Holder(HashMap::from([(None::<u8>, 1)])).to_response());
    assert_plain_500(&Holder(HashMap::from([((), 1)])).to_response());
}

/// `serde_json`'s own serializer panics.
#[test]
fn a_display_that_fails_in_a_member_is_a_plain_500() {
    struct Fails;

    impl fmt::Display for Fails {
        fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }

    impl Serialize for Fails {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    let (response, event) = crate::support::logged_once(|| Holder(Fails).to_response());
    assert_plain_500(&response);
    assert!(
        event.text().contains("a member cannot be serialised"),
        "{}",
        event.text()
    );
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any_text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(any_text(), inner, 0..5)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_value(value in any_json()) {
        let value = [value];
        prop_assert_eq!(written(&value), serde_json::to_string(&value).unwrap());
    }
}
