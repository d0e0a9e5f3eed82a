//! The mask for errors with few keys, or with values that no response can have.

use std::error::Error;
use std::fmt;

use crate::support::logged_once;
use catchall::{Description, HttpError, Problem, Response};
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

/// Contained in every text that is private.
const CANARY: &str = "zqcanaryqz";

fn body(response: &Response) -> String {
    String::from_utf8_lossy(response.body()).into_owned()
}

mod unmapped_keys {
    use super::*;

    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(unmapped(
        503,
        code = "down",
        title = "Out of order",
        detail = "try later",
        format = catchall::format::Text,
        log = off
    ))]
    enum AppError {
        #[error("mapped")]
        #[http(404, transparent)]
        Mapped(anyhow::Error),
        #[error("mapped")]
        #[http(404, transparent)]
        Optional(Option<Inner>),
        #[error("unmapped")]
        Unmapped,
    }

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("inner")]
    #[http(409)]
    struct Inner;

    #[test]
    fn what_another_error_maps_is_no_unmapped_one() {
        let boxed = AppError::Mapped(anyhow::anyhow!(CANARY));
        for error in [boxed, AppError::Optional(None)] {
            let (response, _) = logged_once(|| error.to_response());
            assert_eq!(response.status(), StatusCode::NOT_FOUND);
            assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
            assert_eq!(
                body(&response),
                r#"{"title":"Not Found","status":404,"code":"not_found"}"#
            );
        }
        let response = AppError::Unmapped.to_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(body(&response).contains("try later"));
        let delegated = AppError::Optional(Some(Inner)).to_response();
        assert_eq!(delegated.status(), StatusCode::NOT_FOUND);
    }
}

mod appended {
    use super::*;

    const NODE: HeaderName = HeaderName::from_static("x-node");
    const OTHER: HeaderName = HeaderName::from_static("x-other");

    #[derive(Debug)]
    struct Limited;

    impl fmt::Display for Limited {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("limited")
        }
    }

    impl Error for Limited {}

    impl HttpError for Limited {
        fn status(&self) -> StatusCode {
            StatusCode::TOO_MANY_REQUESTS
        }

        fn describe(&self, description: &mut Description<'_>) {
            description.header(&OTHER, "first");
            description.append_header(&OTHER, "second");
            description.retry_after(&5_u64);
            description.append_header(&NODE, CANARY);
        }
    }

    #[test]
    fn a_header_is_appended_to_its_own_name_alone() {
        let response = Limited.to_response();
        let others: Vec<_> = response.headers().get_all(&OTHER).iter().collect();
        assert_eq!(others, ["first", "second"]);
        assert!(!response.headers().contains_key(&NODE));
    }

    #[test]
    fn what_is_appended_is_masked_as_what_is_set() {
        let response = Problem::from(Limited)
            .with_status(StatusCode::SERVICE_UNAVAILABLE)
            .to_response();
        assert_eq!(response.headers()[RETRY_AFTER], "5");
        assert!(!response.headers().contains_key(&NODE));
        assert!(!response.headers().contains_key(&OTHER));
    }
}

mod bound_headers {
    use super::*;

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("late")]
    #[http(status = *_0, header("Upgrade" = "h2c"))]
    struct Late(u16);

    #[derive(Debug, thiserror::Error, HttpError)]
    enum Ranges {
        #[error("range")]
        #[http(416, content_range = "bytes */9", case(0 => 404, code = "none"))]
        Fixed(u8),
        #[error("range")]
        #[http(416, content_range = "bytes */{0}", case(0 => 404, code = "no_range"))]
        Known(u64),
    }

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("around")]
    #[http(transparent, header("Connection" = "close"))]
    struct Around(Gone);

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("gone")]
    #[http(410)]
    struct Gone;

    #[test]
    fn a_literal_goes_with_its_status_only() {
        assert!(!Late(404).to_response().headers().contains_key("upgrade"));
        assert_eq!(Late(426).to_response().headers()["upgrade"], "h2c");
        assert!(
            !Around(Gone)
                .to_response()
                .headers()
                .contains_key("connection")
        );
    }

    #[test]
    fn a_case_does_not_inherit_what_its_status_has_not() {
        for (error, value) in [
            (Ranges::Fixed(1), "bytes */9"),
            (Ranges::Known(7), "bytes */7"),
        ] {
            assert_eq!(error.to_response().headers()["content-range"], value);
        }
        for error in [Ranges::Fixed(0), Ranges::Known(0)] {
            let (response, event) = logged_once(|| error.to_response());
            assert_eq!(response.status(), StatusCode::NOT_FOUND);
            assert!(!response.headers().contains_key("content-range"));
            assert_eq!(event.level, tracing::Level::DEBUG);
        }
    }
}

mod refused_statuses {
    use super::*;

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("zqcanaryqz")]
    #[http(status = *_0)]
    struct Inner(u16);

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    #[http(404, transparent)]
    struct Outer(Inner);

    #[test]
    fn a_status_that_no_error_may_have_is_a_500_everywhere() {
        for status in [99, 200, 300, 304, 305, 306, 500, 599, 600] {
            if status != 304 {
                let alone = Inner(status).to_response();
                assert!(!body(&alone).contains(CANARY), "{status}");
                assert!(
                    !body(&Outer(Inner(status)).to_response()).contains(CANARY),
                    "{status}"
                );
            }
        }
        assert!(body(&Outer(Inner(403)).to_response()).contains(CANARY));
    }
}

mod panics {
    use super::*;

    struct PanickingSource;

    impl fmt::Debug for PanickingSource {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("PanickingSource")
        }
    }

    impl fmt::Display for PanickingSource {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(CANARY)
        }
    }

    impl Error for PanickingSource {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            panic!("a source that panics")
        }
    }

    impl HttpError for PanickingSource {
        fn status(&self) -> StatusCode {
            StatusCode::NOT_FOUND
        }
    }

    #[test]
    fn a_source_that_panics_proves_nothing() {
        assert!(!body(&PanickingSource.to_response()).contains(CANARY));
    }

    #[derive(Debug)]
    struct PanickingStatus;

    impl fmt::Display for PanickingStatus {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("status")
        }
    }

    impl Error for PanickingStatus {}

    impl HttpError for PanickingStatus {
        fn status(&self) -> StatusCode {
            panic!("a status that panics")
        }

        fn finish(&self, _: Option<&catchall::RequestContext>, response: &mut Response) {
            let allowed = HeaderValue::from_static("*");
            let headers: &mut HeaderMap = response.headers_mut();
            headers.insert("access-control-allow-origin", allowed);
        }
    }

    #[test]
    fn an_error_that_panics_is_finished() {
        let response = PanickingStatus.to_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["access-control-allow-origin"], "*");
    }
}

mod rules_of_the_final_status {
    use super::*;

    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(
        on(5xx, header("X-Region" = "eu"), retry_after = 3),
        on(503, header("X-Late" = late(self)))
    )]
    enum Inner {
        #[error("no user {0}")]
        #[http(404, header("X-Own" = "own"))]
        NoUser(u32),
    }

    fn late(_: &Inner) -> &'static str {
        "late"
    }

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    #[http(503, transparent)]
    struct Outer(Inner);

    #[test]
    fn what_an_on_names_for_a_5xx_is_sent_with_one_that_was_made() {
        let changed = Problem::from(Inner::NoUser(1)).with_status(StatusCode::SERVICE_UNAVAILABLE);
        for response in [Outer(Inner::NoUser(1)).to_response(), changed.to_response()] {
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(response.headers()["x-region"], "eu");
            assert_eq!(response.headers()["x-late"], "late");
            assert_eq!(response.headers()[RETRY_AFTER], "3");
            assert!(!response.headers().contains_key("x-own"));
        }
        let alone = Inner::NoUser(1).to_response();
        assert_eq!(alone.headers()["x-own"], "own");
        assert!(!alone.headers().contains_key("x-region"));
    }
}

mod unmapped_at_run_time {
    use super::*;

    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(
        on(503, retry_after = 9, log = error, header("X-U" = "on"), format = catchall::format::Text),
        unmapped(
            503,
            code = "down",
            detail = "later",
            retry_after = 5,
            header("X-U" = "unmapped"),
            header("X-Late" = late(self)),
            member("extra" = 1),
            context("tenant" = late(self)),
            log = warn,
            format = catchall::format::ProblemJson
        )
    )]
    enum AppError {
        #[error("a")]
        Silent,
        #[error("b")]
        #[http(status = None::<u16>)]
        Late,
        #[error("f")]
        #[http(transparent)]
        Optional(Option<Problem>),
        #[error("h")]
        #[http(chain(Known))]
        Searched(anyhow::Error),
    }

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("known")]
    #[http(404)]
    struct Known;

    fn late(_: &AppError) -> &'static str {
        "late"
    }

    #[test]
    fn it_has_the_keys_of_unmapped_errors() {
        let errors = [
            AppError::Silent,
            AppError::Late,
            AppError::Optional(None),
            AppError::Searched(anyhow::anyhow!(CANARY)),
        ];
        for error in errors {
            let (response, event) = logged_once(|| error.to_response());
            let name = format!("{error:?}");
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE, "{name}");
            assert_eq!(
                body(&response),
                concat!(
                    r#"{"title":"Service Unavailable","status":503,"code":"down","#,
                    r#""detail":"later","extra":1}"#
                ),
                "{name}"
            );
            assert_eq!(response.headers()[RETRY_AFTER], "5", "{name}");
            assert_eq!(response.headers()["x-u"], "unmapped", "{name}");
            assert_eq!(response.headers()["x-late"], "late", "{name}");
            assert_eq!(event.level, tracing::Level::WARN, "{name}");
            assert!(event.text().contains("tenant"), "{name}");
        }
        let known = AppError::Searched(Known.into()).to_response();
        assert_eq!(known.status(), StatusCode::NOT_FOUND);
        assert!(!known.headers().contains_key("x-late"));
    }
}

mod pointers {
    use super::*;
    use std::sync::Arc;

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("no user")]
    #[http(404)]
    struct Known;

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    enum AppError {
        #[http(transparent = _0)]
        Problem(Problem),
        #[http(transparent)]
        Boxed(Box<Problem>),
        #[http(transparent)]
        Shared(Arc<Problem>),
        #[http(transparent = _0)]
        Optional(Option<Known>),
        #[http(transparent = _0.as_ref())]
        OptionalProblem(Option<Problem>),
        #[http(transparent = _0)]
        Report(anyhow::Error),
        #[http(transparent)]
        SharedReport(Arc<anyhow::Error>),
    }

    #[test]
    fn what_can_be_delegated_to_can_be_behind_a_pointer() {
        let problem = || Problem::from(Known);
        let known = [
            AppError::Problem(problem()),
            AppError::Boxed(Box::new(problem())),
            AppError::Shared(Arc::new(problem())),
            AppError::Optional(Some(Known)),
            AppError::OptionalProblem(Some(problem())),
        ];
        for error in known {
            let response = error.to_response();
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{error:?}");
            assert!(body(&response).contains("no user"), "{error:?}");
        }
        let masked = [
            AppError::Report(anyhow::anyhow!(CANARY)),
            AppError::SharedReport(anyhow::anyhow!(CANARY).into()),
            AppError::Optional(None),
        ];
        for error in masked {
            let response = error.to_response();
            assert_eq!(
                response.status(),
                StatusCode::INTERNAL_SERVER_ERROR,
                "{error:?}"
            );
            assert!(!body(&response).contains(CANARY), "{error:?}");
        }
    }
}

#[test]
fn a_member_of_another_format_has_no_name_twice_in_a_problem() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("shaped")]
    #[http(404, format = catchall::format::Text, member("status" = "S"), member("detail" = "D"))]
    struct Shaped;

    let json = serde_json::to_string(&Problem::from(Shaped)).unwrap();
    assert_eq!(json.matches("\"status\"").count(), 1, "{json}");
    assert_eq!(json.matches("\"detail\"").count(), 1, "{json}");
}
