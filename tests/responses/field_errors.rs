//! What is wrong with a request, and where: JSON Pointers as URI fragments, and
//! the errors of validation crates.

use std::collections::BTreeMap;

use crate::support::{any_text, json};
use catchall::{FieldError, FieldErrors, HttpError, Problem};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json as value};

/// RFC 3986 §2.1.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let (hex, tail) = rest.split_at(2);
            bytes.push(u8::from_str_radix(std::str::from_utf8(hex).unwrap(), 16).unwrap());
            rest = tail;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// RFC 6901 §6: the pointer in a fragment.
fn pointer(fragment: &str) -> String {
    percent_decoded(fragment.strip_prefix('#').expect("a fragment"))
}

/// RFC 6901 §4: the segments of a pointer.
fn segments(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|segment| segment.replace("~1", "/").replace("~0", "~"))
        .collect()
}

proptest! {
    #[test]
    fn a_pointer_reads_back(path in vec(any_text(), 0..5)) {
        let error = FieldError::new(&path, "wrong");
        prop_assert_eq!(&segments(&pointer(error.pointer())), &path);
        // RFC 3986 §3.5: what a fragment may contain.
        let is_fragment =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte);
        prop_assert!(error.pointer().bytes().skip(1).all(is_fragment), "{}", error.pointer());
        // Another implementation of JSON Pointer finds the place.
        let document = path.iter().rev().fold(value!("here"), |inner, name| value!({ name: inner }));
        prop_assert_eq!(document.pointer(&pointer(error.pointer())), Some(&value!("here")));
    }

    #[test]
    fn the_json_has_pointer_detail_and_code(path in any_text(), detail in any_text(), code in any_text()) {
        let error = FieldError::new([&path], detail.clone());
        let plain = serde_json::to_value(&error).unwrap();
        prop_assert_eq!(&plain, &value!({"pointer": error.pointer(), "detail": detail}));
        let error = error.with_code(code.clone());
        let coded = serde_json::to_value(&error).unwrap();
        prop_assert_eq!(
            &coded,
            &value!({"pointer": error.pointer(), "detail": detail, "code": code})
        );
        prop_assert_eq!((error.detail(), error.code()), (&*detail, Some(&*code)));
    }
}

/// The examples of RFC 6901 §6.
#[test]
fn the_pointers_of_the_rfc() {
    let pointer = |path: &[&str]| FieldError::new(path, "wrong").pointer().to_owned();
    assert_eq!(pointer(&[]), "#");
    assert_eq!(pointer(&["foo"]), "#/foo");
    assert_eq!(pointer(&["foo", "0"]), "#/foo/0");
    assert_eq!(pointer(&[""]), "#/");
    assert_eq!(pointer(&["a/b"]), "#/a~1b");
    assert_eq!(pointer(&["c%d"]), "#/c%25d");
    assert_eq!(pointer(&["e^f"]), "#/e%5Ef");
    assert_eq!(pointer(&["g|h"]), "#/g%7Ch");
    assert_eq!(pointer(&["i\\j"]), "#/i%5Cj");
    assert_eq!(pointer(&["k\"l"]), "#/k%22l");
    assert_eq!(pointer(&[" "]), "#/%20");
    assert_eq!(pointer(&["m~n"]), "#/m~0n");
}

/// Returns pointers and codes, in order.
fn places(errors: &FieldErrors) -> Vec<(&str, Option<&str>)> {
    errors
        .iter()
        .map(|error| (error.pointer(), error.code()))
        .collect()
}

mod with_validator {
    use super::*;
    use validator::Validate;

    #[derive(Validate)]
    struct Order {
        #[validate(length(min = 1))]
        name: String,
        #[validate(nested)]
        address: Address,
        #[validate(nested)]
        items: Vec<Item>,
        #[validate(range(min = 1, message = "must be at least one"))]
        count: u32,
    }

    #[derive(Validate)]
    #[validate(schema(function = "whole", skip_on_field_errors = false))]
    struct Address {
        #[validate(length(min = 2, max = 2), custom(function = "upper"))]
        country: String,
    }

    #[derive(Validate)]
    struct Item {
        #[validate(length(min = 1, code = "empty"))]
        sku: String,
    }

    fn upper(text: &str) -> Result<(), validator::ValidationError> {
        if text.chars().all(char::is_uppercase) {
            return Ok(());
        }
        Err(validator::ValidationError::new("upper").with_message("must be upper case".into()))
    }

    fn whole(_address: &Address) -> Result<(), validator::ValidationError> {
        Err(validator::ValidationError::new("incomplete"))
    }

    fn order() -> Order {
        let item = |sku: &str| Item { sku: sku.into() };
        Order {
            name: String::new(),
            address: Address {
                country: "abc".into(),
            },
            items: vec![item("a"), item(""), item("c"), item("")],
            count: 0,
        }
    }

    #[test]
    fn every_error_has_its_place() {
        let errors = FieldErrors::from(order().validate().unwrap_err());
        assert_eq!(
            places(&errors),
            [
                ("#/address", Some("incomplete")),
                ("#/address/country", Some("length")),
                ("#/address/country", Some("upper")),
                ("#/count", Some("range")),
                ("#/items/1/sku", Some("empty")),
                ("#/items/3/sku", Some("empty")),
                ("#/name", Some("length")),
            ]
        );
        let detail = |at: usize| errors.iter().nth(at).unwrap().detail();
        assert_eq!(detail(2), "must be upper case");
        assert_eq!(detail(3), "must be at least one");
        assert!(errors.iter().all(|error| !error.detail().is_empty()));
        let by_reference = order().validate().unwrap_err();
        assert_eq!(FieldErrors::from(&by_reference), errors);
    }

    #[test]
    fn they_are_a_member_of_a_problem() {
        #[derive(Debug, thiserror::Error, HttpError)]
        #[error("the order has {} invalid fields", errors.len())]
        #[http(422)]
        struct Invalid {
            #[http(member)]
            errors: FieldErrors,
        }

        impl From<validator::ValidationErrors> for Invalid {
            fn from(errors: validator::ValidationErrors) -> Self {
                Self {
                    errors: errors.into(),
                }
            }
        }

        let check = || -> Result<(), Invalid> { Ok(order().validate()?) };
        let body = json(&check().unwrap_err().to_response());
        assert_eq!(body["status"], 422);
        assert_eq!(body["detail"], "the order has 7 invalid fields");
        assert_eq!(body["errors"][4]["pointer"], "#/items/1/sku");
        assert_eq!(body["errors"].as_array().unwrap().len(), 7);
    }
}

mod with_garde {
    use super::*;
    use garde::Validate;

    #[derive(Validate)]
    struct Order {
        #[garde(length(min = 1))]
        name: String,
        #[garde(dive)]
        address: Address,
        #[garde(dive)]
        items: Vec<Item>,
        #[garde(inner(length(min = 2)))]
        tags: Vec<String>,
        #[garde(dive)]
        by_name: BTreeMap<String, Item>,
    }

    #[derive(Validate)]
    struct Address {
        #[garde(length(min = 2, max = 2), ascii)]
        country: String,
    }

    #[derive(Validate)]
    struct Item {
        #[garde(length(min = 1))]
        sku: String,
    }

    #[test]
    fn every_error_has_its_place() {
        let item = |sku: &str| Item { sku: sku.into() };
        let order = Order {
            name: String::new(),
            address: Address {
                country: "ü".into(),
            },
            items: vec![item("a"), item("")],
            tags: vec!["aa".into(), "b".into()],
            by_name: BTreeMap::from([("x".to_owned(), item("")), ("y".to_owned(), item("y"))]),
        };
        let report = order.validate().unwrap_err();
        let errors = FieldErrors::from(&report);
        let mut places: Vec<&str> = errors.iter().map(FieldError::pointer).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(
            places,
            [
                "#/address/country",
                "#/by_name/x/sku",
                "#/items/1/sku",
                "#/name",
                "#/tags/1",
            ]
        );
        assert!(errors.iter().all(|error| !error.detail().is_empty()));
        assert_eq!(FieldErrors::from(report), errors);
    }
}

mod with_serde_path_to_error {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read from JSON")]
    struct Order {
        name: String,
        items: Vec<Item>,
        by_name: BTreeMap<String, Item>,
        kind: Kind,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read from JSON")]
    struct Item {
        count: u8,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[expect(dead_code, reason = "only read from JSON")]
    enum Kind {
        Plain,
        Of(Item),
    }

    fn read(json: &Value) -> FieldError {
        let json = json.to_string();
        let mut deserializer = serde_json::Deserializer::from_str(&json);
        serde_path_to_error::deserialize::<_, Order>(&mut deserializer)
            .unwrap_err()
            .into()
    }

    fn order() -> Value {
        value!({
            "name": "n",
            "items": [{"count": 1}, {"count": 2}],
            "by_name": {"a/b": {"count": 1}},
            "kind": "plain",
        })
    }

    #[test]
    fn the_place_is_the_one_that_could_not_be_read() {
        let with = |pointer: &str, wrong: Value| {
            let mut order = order();
            *order.pointer_mut(pointer).unwrap() = wrong;
            read(&order)
        };
        assert_eq!(with("/name", value!(1)).pointer(), "#/name");
        assert_eq!(
            with("/items/1/count", value!(300)).pointer(),
            "#/items/1/count"
        );
        assert_eq!(with("/items/0", value!([])).pointer(), "#/items/0");
        assert_eq!(
            with("/by_name/a~1b/count", value!("x")).pointer(),
            "#/by_name/a~1b/count"
        );
        assert_eq!(with("", value!([])).pointer(), "#");
        let detail = with("/items/1/count", value!(300)).detail().to_owned();
        assert!(detail.contains("300"), "{detail}");
    }

    #[test]
    fn it_is_one_error_of_a_problem() {
        let error = read(&value!({"name": 1}));
        let problem =
            Problem::unprocessable_content().with_member("errors", FieldErrors::from(error));
        let body = json(&problem.to_response());
        assert_eq!(body["errors"][0]["pointer"], "#/name");
    }
}

#[test]
fn field_errors_are_a_list() {
    let mut errors = FieldErrors::new();
    assert!(errors.is_empty());
    errors.push(FieldError::new(["age"], "must be positive"));
    errors.push(FieldError::new(["a", "b"], "is missing").with_code("required"));
    assert_eq!(errors.len(), 2);
    assert_eq!(
        errors.to_string(),
        "#/age: must be positive; #/a/b: is missing"
    );
    assert_eq!((&errors).into_iter().count(), 2);
    let again: FieldErrors = errors.clone().into_iter().collect();
    assert_eq!(again, errors);
    assert_eq!(
        serde_json::to_value(&errors).unwrap(),
        value!([
            {"pointer": "#/age", "detail": "must be positive"},
            {"pointer": "#/a/b", "detail": "is missing", "code": "required"},
        ])
    );
    assert_eq!(
        serde_json::to_value(FieldErrors::new()).unwrap(),
        value!([])
    );
}
