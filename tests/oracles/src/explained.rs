//! What the oracles find, and why it is correct. A row that no longer explains anything
//! fails.

use http::{Method, StatusCode};

use crate::{Exchange, Suite};

/// One explanation.
pub(crate) struct Explained {
    /// The suites in which it is found.
    pub(crate) suites: fn(Suite) -> bool,
    /// The oracle, and its name for the finding.
    pub(crate) finding: &'static str,
    /// The responses to which it applies.
    pub(crate) applies: fn(&Exchange) -> bool,
    pub(crate) why: &'static str,
}

fn errors(suite: Suite) -> bool {
    matches!(suite, Suite::Errors(_) | Suite::ErrorsInside(_))
}

fn everywhere(_: Suite) -> bool {
    true
}

fn handlers(suite: Suite) -> bool {
    !errors(suite)
}

fn is_success(exchange: &Exchange) -> bool {
    exchange.response.status().is_success()
}

pub(crate) const EXPLAINED: &[Explained] = &[
    // Facts that the oracles do not know.
    Explained {
        suites: everywhere,
        finding: "lint-http problem_details_empty",
        applies: |exchange| exchange.request.method() == Method::HEAD,
        why: "the response to a HEAD has the `Content-Type` of a GET, and no content",
    },
    Explained {
        suites: everywhere,
        finding: "httplint STATUS_BAD_REQUEST",
        applies: |exchange| exchange.response.status() == StatusCode::BAD_REQUEST,
        why: "a note about each 400: that it is the client who is to change something",
    },
    Explained {
        suites: |suite| match suite {
            Suite::Errors(framework) => ["rocket 0.5", "salvo 1"].contains(&framework),
            Suite::ErrorsInside(_) => true,
            Suite::Boundary(_) | Suite::Shop => false,
        },
        finding: "httplint CHARSET_MISMATCH",
        applies: |exchange| std::str::from_utf8(exchange.response.body()).is_ok(),
        why: "it guesses from a few characters, and they are UTF-8",
    },
    // Findings that are not errors.
    Explained {
        suites: handlers,
        finding: "lint-http validator_missing",
        applies: is_success,
        why: "the headers of a success are those of its handler",
    },
    Explained {
        suites: handlers,
        finding: "httplint FRESHNESS_HEURISTIC",
        applies: is_success,
        why: "the headers of a success are those of its handler",
    },
    Explained {
        suites: |suite| {
            [Suite::Boundary("hyper 1"), Suite::Boundary("lambda_http 1")].contains(&suite)
        },
        finding: "lint-http content_type_missing",
        applies: is_success,
        why: "the headers of a success are those of its handler",
    },
    // What a framework makes impossible.
    Explained {
        suites: |suite| [Suite::Boundary("poem 3"), Suite::Boundary("warp 0.4")].contains(&suite),
        finding: "lint-http status_405_allow_missing",
        applies: |exchange| exchange.response.status() == StatusCode::METHOD_NOT_ALLOWED,
        why: "the framework names no method, and an empty `Allow` says that there is none",
    },
    Explained {
        suites: |suite| suite == Suite::Boundary("Rocket 0.5"),
        finding: "lint-http content_security_policy_frame_ancestors_conflicting",
        applies: |exchange| exchange.response.headers().contains_key("x-frame-options"),
        why: "Rocket adds `X-Frame-Options` to everything; a browser follows `frame-ancestors`",
    },
    // The purpose of a case.
    Explained {
        suites: errors,
        finding: "lint-http auth_scheme_unregistered",
        applies: |exchange| {
            let challenges = exchange.response.headers().get_all("www-authenticate");
            challenges.iter().any(|it| it == "Cookie" || it == "Card")
        },
        why: "an application may have a scheme of its own",
    },
    Explained {
        suites: errors,
        finding: "lint-http status_401_challenge_missing",
        applies: |exchange| exchange.case == "status that lacks its header",
        why: "a status that is known only at run time is sent, and the log says what it lacks",
    },
    Explained {
        suites: errors,
        finding: "lint-http status_416_unsolicited",
        applies: |exchange| exchange.case == "content range",
        why: "the requests of the list ask for no range",
    },
    Explained {
        suites: errors,
        finding: "httplint STATUS_416_WITHOUT_RANGE",
        applies: |exchange| exchange.case == "content range",
        why: "the requests of the list ask for no range",
    },
    Explained {
        suites: errors,
        finding: "httplint FIELD_VALUE_ENCODING",
        applies: |exchange| exchange.case == "header values that are no ASCII",
        why: "a header may be bytes, where the application says so",
    },
    Explained {
        suites: errors,
        finding: "httplint STATUS_IM_A_TEAPOT",
        applies: |exchange| exchange.response.status() == StatusCode::IM_A_TEAPOT,
        why: "an expression may have any status of an error",
    },
    Explained {
        suites: errors,
        finding: "httplint STATUS_NONSTANDARD",
        applies: |exchange| exchange.case == "status that is not assigned",
        why: "an expression may have any status of an error",
    },
];
