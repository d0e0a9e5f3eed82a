//! What a framework makes impossible, with a row for each case. A row that is no
//! longer true fails, and so does one whose `instead` does not hold.

use crate::expectations as expect;
use crate::{Expectation, Server};

/// One difference between what a boundary promises and what it does in a framework.
pub(crate) struct Difference {
    pub(crate) frameworks: &'static [&'static str],
    pub(crate) expectation: Expectation,
    pub(crate) why: &'static str,
    /// What holds instead.
    pub(crate) instead: fn(&Server),
}

/// Returns each difference as it is in the guide: the framework, the promise, and why.
pub fn table() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let rows = DIFFERENCES.iter();
    rows.flat_map(|row| {
        let frameworks = row.frameworks.iter();
        frameworks.map(|framework| (*framework, row.expectation, row.why))
    })
}

pub(crate) const DIFFERENCES: &[Difference] = &[
    Difference {
        frameworks: &["Rocket 0.5"],
        expectation: expect::A_HANDLER_KNOWS_ITS_REQUEST,
        why: "Rocket has no middleware around a handler",
        instead: |server| assert_eq!(server.get("/context").answer.text, "none"),
    },
    Difference {
        frameworks: &["Rocket 0.5"],
        expectation: expect::A_PANIC_IS_LOGGED_WITH_ITS_TEXT,
        why: "Rocket itself catches a panic and logs its text, and passes on only the status",
        instead: |server| {
            let asked = server.get("/panics/true");
            assert_eq!(asked.answer.json()["code"], "internal_error");
            assert_eq!(asked.one().field("http.route"), "/panics/<after>");
        },
    },
    Difference {
        frameworks: &["Rocket 0.5"],
        expectation: expect::A_WRONG_METHOD_IS_A_PROBLEM,
        why: "Rocket has no 405: a route for another method does not match",
        instead: |server| {
            let asked = server.ask("DELETE", "/users/7", &[], "");
            assert_eq!(asked.answer.json()["code"], "not_found");
            asked.one();
        },
    },
    Difference {
        frameworks: &["Rocket 0.5"],
        expectation: expect::A_REJECTION_HAS_ITS_TEXT,
        why: "Rocket logs why a guard rejects a request, and passes on only the status",
        instead: |server| {
            for rejection in server.framework.rejections {
                let asked = server.reject("/users", rejection);
                assert_eq!(asked.answer.status, rejection.status);
                let json = asked.answer.json();
                assert_eq!(json["code"], rejection.code);
                assert_eq!(json.get("detail"), None);
                asked.one();
            }
        },
    },
    Difference {
        frameworks: &["Rocket 0.5"],
        expectation: expect::A_REJECTION_IS_A_FIELD,
        why: "a field has the text and the code, which the boundary does not receive",
        instead: |server| {
            let codes = ["invalid_json", "invalid_body", "content_too_large"];
            for (rejection, code) in server.framework.rejections.iter().zip(codes) {
                let asked = server.reject("/typed", rejection);
                assert_eq!(asked.answer.status, rejection.status);
                let json = asked.answer.json();
                assert_eq!(json["code"], code);
                let detail = json["detail"].as_str().unwrap_or_default();
                assert!(detail.contains(rejection.text), "{json}");
                asked.one();
            }
        },
    },
    Difference {
        frameworks: &["hyper 1", "lambda_http 1"],
        expectation: expect::A_REJECTION_IS_A_FIELD,
        why: "there are no extractors",
        instead: |server| assert_eq!(server.get("/typed").answer.status, 404),
    },
    Difference {
        frameworks: &["Rocket 0.5"],
        expectation: expect::A_DEVELOPER_SEES_A_PANIC,
        why: "Rocket itself catches a panic and logs its text, and passes on only the status",
        instead: |server| {
            let curl = ("user-agent", "curl/8.5.0");
            let asked = server.ask_at(server.for_developers, "GET", "/panics/true", &[curl], "");
            assert!(asked.answer.text.contains("WHAT FAILED"));
            asked.one();
        },
    },
    Difference {
        frameworks: &["warp 0.4"],
        expectation: expect::A_REJECTION_IS_A_FIELD,
        why: "a `Rejection` is not an error, and does not show which of several rejections is the response",
        instead: |server| assert_eq!(server.get("/typed").answer.status, 404),
    },
    Difference {
        frameworks: &["lambda_http 1"],
        expectation: expect::A_BODY_THAT_BREAKS_OFF_IS_LOGGED,
        why: "the body of a Lambda response is complete",
        instead: |server| assert_eq!(server.get("/stream").answer.status, 404),
    },
    Difference {
        frameworks: &["actix-web 4"],
        expectation: expect::THE_REPORT_OF_A_PANIC_IS_FOUND_OUTSIDE,
        why: "the response to a panic has no request, and is an `Err` outside",
        instead: |server| {
            let asked = server.get("/panics/true");
            assert_eq!(asked.answer.header(crate::REPORT), "");
            asked.one();
        },
    },
    Difference {
        frameworks: &["poem 3"],
        expectation: expect::A_PANIC_HAS_ITS_ROUTE,
        why: "poem stores the route in the response or the error, and a panic has neither",
        instead: |server| {
            for after in [false, true] {
                let event = server.get(&format!("/panics/{after}")).one();
                assert_eq!(event.field("http.route"), "");
            }
        },
    },
];
