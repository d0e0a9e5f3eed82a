//! The test helpers as an application uses them.

use std::io;
use std::time::Duration;

use axum::response::IntoResponse;
use catchall::testing::{
    CANARY, assert_keeps_catalog, assert_nothing_leaks, read_response, unmapped,
};
use catchall::{FieldError, HttpError, Problem, assert_problem};

use crate::{ApiError, InnerError, message};

fn slow() -> catchall::Response {
    ApiError::Slow {
        wait: Duration::from_secs(3),
    }
    .to_response()
}

#[test]
fn what_is_expected_passes() {
    let response = ApiError::UserNotFound { id: 7 }.to_response();
    assert_problem!(response, 404);
    assert_problem!(&response, catchall::http::StatusCode::NOT_FOUND,);
    assert_problem!(
        response,
        404,
        code = "user_not_found",
        type = "https://api.example/errors#user_not_found",
        detail = "no user 7",
        "id" = 7,
        instance = (),
        header("Content-Type") = "application/problem+json",
    );
    assert_problem!(slow(), 429, header("retry-after") = "3");
    assert_problem!(Problem::not_found().to_response(), 404, type = "about:blank");
}

#[test]
fn a_failure_has_each_difference_and_the_response() {
    let text = message(|| {
        assert_problem!(
            ApiError::UserNotFound { id: 7 }.to_response(),
            410,
            code = "user_gone",
            id = "7",
            instance = "/users/7",
            detail = (),
            header("Retry-After") = "5"
        );
    });
    for part in [
        "the status is 404, and not 410",
        "`code` is \"user_not_found\", and not \"user_gone\"",
        "`id` is 7, and not \"7\"",
        "`instance` is missing, and not \"/users/7\"",
        "`detail` is \"no user 7\", and not missing",
        "the header `retry-after` is missing, and not \"5\"",
        "  404 Not Found\n",
        "  content-type: application/problem+json\n",
        "    \"code\": \"user_not_found\"",
    ] {
        assert!(text.contains(part), "{part}\n\n{text}");
    }
}

#[test]
fn a_body_that_contradicts_its_response_fails() {
    let problem = [("content-type", "application/problem+json")];
    let text = message(move || assert_problem!((404, problem, r#"{"status":500}"#), 404));
    assert!(text.contains("the `status` in the body is 500, and that of the response 404"));
    let text = message(move || assert_problem!((404, problem, "text"), 404));
    assert!(text.contains("the body is not JSON"), "{text}");
    assert_problem!((404, [("content-type", "text/plain")], "text"), 404);
}

#[tokio::test]
async fn an_asynchronous_body_is_read_first() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("gone")]
    #[http(axum, 410)]
    struct Gone;

    let response = read_response(Gone.into_response()).await;
    assert_problem!(response, 410, code = "gone", detail = "gone");
}

fn samples() -> Vec<ApiError> {
    let errors = [FieldError::new(["age"], "must be positive")];
    vec![
        ApiError::UserNotFound { id: 7 },
        ApiError::Unauthenticated,
        ApiError::Invalid {
            errors: errors.into_iter().collect(),
            limits: [("age".to_owned(), 1.5)].into(),
            hint: None,
        },
        ApiError::Slow {
            wait: Duration::from_secs(3),
        },
        ApiError::Moved(404),
        ApiError::Moved(410),
        ApiError::AsText,
        ApiError::Inner(InnerError::Conflict("a")),
        ApiError::Inner(InnerError::Private),
        ApiError::Database(io::Error::other(CANARY)),
    ]
}

#[test]
fn errors_that_keep_their_promises_pass() {
    assert_nothing_leaks(samples());
    assert_keeps_catalog(samples());
}

#[test]
fn a_variant_without_a_sample_is_reported() {
    let some = || {
        samples()
            .into_iter()
            .filter(|it| it.status() != 404 && it.status() != 500)
    };
    for text in [
        message(|| assert_nothing_leaks(some())),
        message(|| assert_keeps_catalog(some())),
    ] {
        assert_eq!(
            text,
            "there is no sample of ApiError::UserNotFound (`user_not_found`), \
             ApiError::Database (unmapped): add one to the list"
        );
    }
}

#[test]
fn what_is_unmapped_is_listed() {
    assert_eq!(
        unmapped::<ApiError>(),
        ["ApiError::Database", "InnerError::Private"]
    );
    assert_eq!(unmapped::<Box<InnerError>>(), ["InnerError::Private"]);
}

/// Each variant leaks something in a different way.
#[derive(Debug, thiserror::Error, HttpError)]
enum Leaky {
    #[error("no user")]
    #[http(404, detail = "it is {0}", header("X-Cause" = "{0}"))]
    Named(String),
    #[error("database error")]
    #[http(503, member("why" = "{0}"))]
    Member(String),
    #[error("shown")]
    #[http(500, format = Shows)]
    Format(#[source] io::Error),
}

struct Shows;

impl catchall::Format for Shows {
    fn render(&self, problem: &Problem, _: Option<&catchall::RequestContext>) -> catchall::Body {
        catchall::Body::new("text/plain", problem.title().into_owned())
    }

    fn render_error(
        &self,
        _: &Problem,
        error: Option<&(dyn std::error::Error + 'static)>,
        _: Option<&catchall::RequestContext>,
    ) -> catchall::Body {
        let source = error.and_then(std::error::Error::source);
        let text = source.map_or_else(String::new, ToString::to_string);
        catchall::Body::new("text/plain", text)
    }
}

#[test]
fn each_leak_is_found() {
    let text = message(|| {
        assert_nothing_leaks([
            Leaky::Named(CANARY.to_owned()),
            Leaky::Member(CANARY.to_owned()),
            Leaky::Format(io::Error::other("the password is hunter2")),
        ]);
    });
    for part in [
        "`named`: `detail` shows the canary",
        "`named`: the header `x-cause` shows the canary",
        "`member`: `why` shows the canary",
        "`format`: the body shows \"the password is hunter2\", the text of a source",
    ] {
        assert!(text.contains(part), "{part}\n\n{text}");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(finish = change)]
enum Unkept {
    #[error("late")]
    #[http(status = *_0, statuses(404, 410))]
    Late(u16),
    #[error("taken")]
    #[http(409, retry_after = 5, header("X-Perhaps" = None::<u8>))]
    Taken,
}

fn change(_: &Unkept, _: Option<&catchall::RequestContext>, response: &mut catchall::Response) {
    response.headers_mut().remove("retry-after");
}

#[test]
fn a_response_that_the_catalog_does_not_promise_fails() {
    let text =
        message(|| assert_keeps_catalog([Unkept::Late(418), Unkept::Late(500), Unkept::Taken]));
    for part in [
        "`late`: the status is 500, and the catalog has 404 or 410, of Late(500)",
        "`taken`: the header `retry-after` is missing, of Taken",
    ] {
        assert!(text.contains(part), "{part}\n\n{text}");
    }
}
