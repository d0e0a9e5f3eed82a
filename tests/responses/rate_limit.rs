//! The fields of the rate limit draft are structured fields, whatever the name of a policy is.

use std::time::Duration;

use crate::support::{any_text, header};
use catchall::HttpError;
use catchall::header::{RateLimit, RateLimitPolicy, ToHeaderValue};
use proptest::prelude::*;
use sfv::{BareItem, List, ListEntry, Parser};

#[derive(Debug, thiserror::Error, HttpError)]
#[error("too many requests")]
#[http(
    429,
    retry_after = wait,
    header("RateLimit-Policy" = policies),
    header("RateLimit" = RateLimit::new("burst", 0).reset_after(*wait))
)]
struct Limited {
    wait: Duration,
    policies: Vec<RateLimitPolicy>,
}

#[test]
fn an_error_says_what_its_limits_are() {
    let response = Limited {
        wait: Duration::from_millis(29_001),
        policies: vec![
            RateLimitPolicy::new("burst", 100).window(Duration::from_secs(60)),
            RateLimitPolicy::new("daily", 1000),
        ],
    }
    .to_response();
    assert_eq!(
        header(&response, "ratelimit-policy"),
        r#""burst";q=100;w=60, "daily";q=1000"#
    );
    assert_eq!(header(&response, "ratelimit"), r#""burst";r=0;t=30"#);
    assert_eq!(header(&response, "retry-after"), "30");
    let none = Limited {
        wait: Duration::ZERO,
        policies: Vec::new(),
    };
    assert_eq!(none.to_response().headers().get("ratelimit-policy"), None);
}

/// Returns the strings of the list, and the numbers of their parameters.
fn read(text: &str) -> Vec<(String, Vec<i64>)> {
    let list: List = Parser::new(text).parse().unwrap();
    let entry = |entry: &ListEntry| {
        let ListEntry::Item(item) = entry else {
            panic!("{text}");
        };
        let BareItem::String(name) = &item.bare_item else {
            panic!("{text}");
        };
        let number = |value: &BareItem| match value {
            BareItem::Integer(number) => i64::from(*number),
            other => panic!("{other:?}"),
        };
        let numbers = item.params.values().map(number).collect();
        (name.as_str().to_owned(), numbers)
    };
    list.iter().map(entry).collect()
}

proptest! {
    #[test]
    fn any_limit_is_a_structured_field(
        names in prop::collection::vec(any_text(), 1..3),
        number in any::<u64>(),
        wait in any::<Option<Duration>>(),
    ) {
        let limits: Vec<RateLimit> = names
            .iter()
            .map(|name| {
                let limit = RateLimit::new(name, number);
                wait.map_or(limit.clone(), |wait| limit.reset_after(wait))
            })
            .collect();
        let value = limits.to_header_value().unwrap().unwrap();
        let expected: Vec<String> = names
            .iter()
            .map(|name| name.chars().filter(|char| (' '..='~').contains(char)).collect())
            .collect();
        let found = read(value.to_str().unwrap());
        let found_names: Vec<_> = found.iter().map(|(name, _)| name.clone()).collect();
        prop_assert_eq!(found_names, expected);
        for (_, numbers) in found {
            prop_assert_eq!(numbers.len(), 1 + usize::from(wait.is_some()));
            prop_assert_eq!(numbers[0], i64::try_from(number.min(999_999_999_999_999)).unwrap());
        }
    }
}
