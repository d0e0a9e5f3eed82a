//! The schemas of RFC 9457.

use std::sync::LazyLock;

use http::Method;
use http::header::CONTENT_TYPE;
use jsonschema::Validator;
use serde_json::Value;

use crate::{Exchange, Finding, xmllint};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = include_str!("problem.schema.json");
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).expect("the schema is valid")
});

/// How a page begins and ends the problem that it contains.
const EMBEDDED: (&str, &str) = ("<script type=\"application/problem+json\">", "</script>");

/// Returns what is wrong with a problem, empty if it is valid.
fn invalid_json(text: &str, status: u16) -> String {
    let problem: Value = match serde_json::from_str(text) {
        Ok(problem) => problem,
        Err(error) => return error.to_string(),
    };
    let mut wrong: Vec<_> = SCHEMA
        .iter_errors(&problem)
        .map(|it| it.to_string())
        .collect();
    if problem.get("status").is_some_and(|it| *it != status) {
        wrong.push(format!("another status in {text}"));
    }
    wrong.join(", ")
}

/// Returns what is wrong with the bodies that are problems.
pub(crate) fn findings(exchanges: &[Exchange]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut numbers, mut documents) = (Vec::new(), Vec::new());
    for (at, exchange) in exchanges.iter().enumerate() {
        if exchange.request.method() == Method::HEAD || !exchange.is_whole {
            continue;
        }
        let response = &exchange.response;
        let media_type = response.headers().get(CONTENT_TYPE);
        let media_type = media_type
            .and_then(|it| it.to_str().ok())
            .unwrap_or_default();
        let text = String::from_utf8_lossy(response.body());
        let problem = match media_type {
            "application/problem+json" => &*text,
            "application/problem+xml" => {
                numbers.push(at);
                documents.push(text.into_owned());
                continue;
            }
            _ => {
                let (begin, end) = EMBEDDED;
                let embedded = text
                    .split_once(begin)
                    .and_then(|(_, rest)| rest.split_once(end));
                let Some((problem, _)) = embedded else {
                    continue;
                };
                problem
            }
        };
        let wrong = invalid_json(problem, response.status().as_u16());
        if !wrong.is_empty() {
            findings.push(Finding {
                at,
                name: "json-schema".to_owned(),
                text: wrong,
            });
        }
    }
    let texts: Vec<_> = documents.iter().map(String::as_str).collect();
    let valid = xmllint::valid(&texts).unwrap_or_default();
    for ((at, is_valid), text) in numbers.into_iter().zip(valid).zip(documents) {
        if !is_valid {
            findings.push(Finding {
                at,
                name: "relax-ng".to_owned(),
                text,
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_invalid_is_found() {
        assert_eq!(invalid_json("{}", 500), "");
        assert_eq!(
            invalid_json(r#"{"type": "/a", "status": 404, "more": [1]}"#, 404),
            ""
        );
        for wrong in [
            r#"{"status": 600}"#,
            r#"{"status": 404}"#,
            r#"{"status": "500"}"#,
            r#"{"type": "a b"}"#,
            r#"{"title": null}"#,
            r#"{"detail": 1}"#,
            r#"{"instance": "<"}"#,
            "[]",
            "{",
        ] {
            assert_ne!(invalid_json(wrong, 600), "", "{wrong}");
        }
    }
}
