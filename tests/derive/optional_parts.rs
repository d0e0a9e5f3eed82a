//! `status = Option` with `transparent`, and `code = Option`.

use crate::support;

use std::borrow::Cow;

use crate::support::{json, shows};
use catchall::{HttpError, Problem};
use http::StatusCode;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("zqcanaryqz")]
enum Inner {
    #[http(404)]
    NoUser,
    #[http(503)]
    Down,
    Unmapped,
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
enum Status {
    #[http(transparent = inner, status = *status)]
    Number { inner: Inner, status: Option<u16> },
    #[http(transparent = inner, status = status)]
    Code {
        inner: Inner,
        status: Option<StatusCode>,
    },
    #[http(transparent, status = self.known())]
    Method(Inner),
}

impl Status {
    fn known(&self) -> Option<StatusCode> {
        match self {
            Self::Method(Inner::NoUser) => Some(StatusCode::GONE),
            _ => None,
        }
    }
}

#[test]
fn a_status_that_is_there_is_the_final_one() {
    for error in [
        Status::Number {
            inner: Inner::NoUser,
            status: Some(410),
        },
        Status::Code {
            inner: Inner::NoUser,
            status: Some(StatusCode::GONE),
        },
        Status::Method(Inner::NoUser),
    ] {
        assert_eq!(error.status(), 410);
        let body = json(&error.to_response());
        assert_eq!(body["status"], 410);
        assert_eq!(body["title"], "Gone");
        assert_eq!(body["code"], "no_user");
        assert_eq!(body["detail"], "zqcanaryqz");
    }
}

#[test]
fn a_status_that_is_none_is_that_of_the_inner_error() {
    for inner in [|| Inner::NoUser, || Inner::Down, || Inner::Unmapped] {
        let expected = inner().to_response();
        for error in [
            Status::Number {
                inner: inner(),
                status: None,
            },
            Status::Code {
                inner: inner(),
                status: None,
            },
        ] {
            assert_eq!(error.status(), expected.status());
            let body = support::text(&expected);
            assert_eq!(support::text(&error.to_response()), body);
            assert_eq!(support::text(&Problem::from(error).to_response()), body);
        }
    }
    assert_eq!(Status::Method(Inner::Down).status(), 503);
}

#[test]
fn what_the_status_makes_a_5xx_or_was_one_is_masked() {
    let error = |inner, status| Status::Number {
        inner,
        status: Some(status),
    };
    for response in [
        error(Inner::NoUser, 503).to_response(),
        error(Inner::Down, 404).to_response(),
        error(Inner::Unmapped, 404).to_response(),
        // Not an error: a 500.
        error(Inner::NoUser, 200).to_response(),
    ] {
        assert!(!shows(&response, "zqcanaryqz"), "{response:?}");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
enum Code {
    #[http(transparent = inner, code = *code)]
    Fixed {
        inner: Inner,
        code: Option<&'static str>,
    },
    #[http(transparent = inner, code = code)]
    Owned { inner: Inner, code: Option<String> },
    #[http(transparent = inner, code = code.clone())]
    Cow {
        inner: Inner,
        code: Option<Cow<'static, str>>,
    },
    #[http(409, code = *_0)]
    Alone(Option<&'static str>),
}

fn codes(code: Option<&'static str>) -> [Code; 3] {
    let inner = || Inner::NoUser;
    [
        Code::Fixed {
            inner: inner(),
            code,
        },
        Code::Owned {
            inner: inner(),
            code: code.map(str::to_owned),
        },
        Code::Cow {
            inner: inner(),
            code: code.map(Cow::Borrowed),
        },
    ]
}

#[test]
fn a_code_that_is_there_is_sent() {
    for error in codes(Some("said")) {
        assert_eq!(error.code(), "said");
        assert_eq!(json(&error.to_response())["code"], "said");
        assert_eq!(Problem::from(error).code(), "said");
    }
    let alone = Code::Alone(Some("said"));
    assert_eq!(json(&alone.to_response())["code"], "said");
}

#[test]
fn a_code_that_is_none_is_that_of_the_inner_error() {
    for error in codes(None) {
        assert_eq!(error.code(), "no_user");
        assert_eq!(json(&error.to_response())["code"], "no_user");
        assert_eq!(Problem::from(error).code(), "no_user");
    }
}
