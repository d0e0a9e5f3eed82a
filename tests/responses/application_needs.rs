//! What ported applications need: optional parts, formats by status, and formats
//! that read more than the problem.

use std::error::Error;
use std::sync::Arc;

use crate::support::{assert_plain_500, header, json, text};
use catchall::format::{Html, ProblemJson, Text};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use http::{HeaderValue, Method};

#[derive(Debug, thiserror::Error, HttpError)]
#[error("no user")]
#[http(404, code = "no_user")]
struct NoUser;

// `transparent = Option`

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
enum Optional {
    #[http(transparent = _0.as_ref())]
    Borrowed(Option<NoUser>),
    #[http(transparent = self.made())]
    Made(bool),
    #[http(503, transparent = _0.as_ref())]
    WithStatus(Option<NoUser>),
}

impl Optional {
    fn made(&self) -> Option<NoUser> {
        matches!(self, Self::Made(true)).then_some(NoUser)
    }
}

#[test]
fn an_optional_expression_delegates_where_it_has_a_value() {
    for error in [Optional::Borrowed(Some(NoUser)), Optional::Made(true)] {
        let body = json(&error.to_response());
        assert_eq!(body["status"], 404);
        assert_eq!(body["code"], "no_user");
        assert_eq!(body["detail"], "no user");
    }
    for error in [Optional::Borrowed(None), Optional::Made(false)] {
        assert_plain_500(&error.to_response());
        assert_plain_500(&Problem::from(error).to_response());
    }
    let response = Optional::WithStatus(None).to_response();
    assert_eq!(response.status(), 503);
    assert_eq!(json(&response).get("detail"), None);
}

// `on(.., format = ..)`

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a struct")]
#[http(503, format = Json, on(503, format = Text))]
struct Struct;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a struct")]
#[http(status = self.0, code = "late", format = Json, on(503, format = Text), on(4xx, format = Html))]
struct LateStruct(u16);

#[derive(Debug, thiserror::Error, HttpError)]
#[error("an enum")]
#[http(format = Json, on(503, format = Text))]
enum Enum {
    #[http(503)]
    Variant,
}

fn media_type(response: &Response) -> String {
    let value = header(response, "content-type");
    value.split(';').next().unwrap_or_default().to_owned()
}

#[test]
fn the_format_of_an_on_takes_precedence_over_that_of_the_type() {
    assert_eq!(media_type(&Enum::Variant.to_response()), "text/plain");
    assert_eq!(media_type(&Struct.to_response()), "text/plain");
    assert_eq!(media_type(&LateStruct(503).to_response()), "text/plain");
    assert_eq!(media_type(&LateStruct(404).to_response()), "text/html");
    assert_eq!(
        media_type(&LateStruct(502).to_response()),
        "application/json"
    );
    assert_eq!(
        media_type(&Problem::from(Struct).to_response()),
        "text/plain"
    );
}

// A format and the error itself

#[derive(Debug, thiserror::Error, HttpError)]
#[error("too long by {over}")]
#[http(422, format = Downcasts)]
struct TooLong {
    over: u32,
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
#[http(transparent, format = Downcasts)]
struct Outer(TooLong);

/// It has a type parameter, so it cannot be downcast.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("{0}")]
#[http(422, format = Downcasts)]
struct Generic<T: std::fmt::Debug + std::fmt::Display>(T);

/// Writes which error it receives, and a text without one.
struct Downcasts;

impl Format for Downcasts {
    fn render(&self, _: &Problem, _: Option<&RequestContext>) -> Body {
        Body::new("text/plain", "no error")
    }

    fn render_error(
        &self,
        problem: &Problem,
        error: Option<&(dyn Error + 'static)>,
        context: Option<&RequestContext>,
    ) -> Body {
        let Some(error) = error else {
            return self.render(problem, context);
        };
        let text = if let Some(TooLong { over }) = error.downcast_ref() {
            format!("too long: {over}")
        } else if let Some(Outer(TooLong { over })) = error.downcast_ref() {
            format!("outer: {over}")
        } else {
            "another error".to_owned()
        };
        Body::new("text/plain", text)
    }
}

#[test]
fn a_format_reaches_the_error_itself() {
    let error = || TooLong { over: 7 };
    for response in [
        error().to_response(),
        (&error() as &dyn HttpError).to_response(),
        Arc::new(error()).to_response(),
        Response::from(error()),
        Problem::from(error()).to_response(),
        Response::from(Problem::from(error())),
        Problem::from(Arc::new(error())).to_response(),
        Problem::from_chain::<(TooLong,)>(error()).to_response(),
    ] {
        assert_eq!(text(&response), "too long: 7");
    }
    for response in [
        Outer(error()).to_response(),
        Response::from(Outer(error())),
        Problem::from(Outer(error())).to_response(),
    ] {
        assert_eq!(text(&response), "outer: 7");
    }
    let io = std::io::Error::other("disk full");
    let caused = Problem::conflict().with_cause(io).with_format(&Downcasts);
    assert_eq!(text(&caused.to_response()), "another error");
}

#[test]
fn a_format_is_given_no_error_where_there_is_none_to_downcast() {
    let problem = Problem::conflict().with_format(&Downcasts);
    assert_eq!(text(&problem.to_response()), "no error");
    assert_eq!(text(&Generic(7).to_response()), "no error");
}

#[test]
fn a_format_within_another_one_reaches_the_error() {
    struct Wraps;

    impl Format for Wraps {
        fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
            self.render_error(problem, None, context)
        }

        fn render_error(
            &self,
            problem: &Problem,
            error: Option<&(dyn Error + 'static)>,
            context: Option<&RequestContext>,
        ) -> Body {
            Downcasts.render_error(problem, error, context)
        }
    }

    let error = || TooLong { over: 7 };
    let problem = Problem::from(error()).with_format(&Wraps);
    assert_eq!(text(&problem.to_response()), "too long: 7");
}

/// For a format that builds on the content of the problem.
#[test]
fn the_body_in_another_format_is_made_without_the_error() {
    struct Builds;

    impl Format for Builds {
        fn render(&self, problem: &Problem, _: Option<&RequestContext>) -> Body {
            problem.body(&Downcasts)
        }
    }

    let problem = Problem::from(TooLong { over: 7 }).with_format(&Builds);
    assert_eq!(text(&problem.to_response()), "no error");
}

// The built-in formats, called by a user's format

#[derive(Debug, thiserror::Error, HttpError)]
#[error("for <you>")]
#[http(404, format = Chooses)]
struct Chosen;

/// A page under `/pages`, text under `/texts`, and JSON elsewhere.
struct Chooses;

impl Format for Chooses {
    fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
        match context.map(RequestContext::path) {
            Some(path) if path.starts_with("/pages") => Html.render(problem, context),
            Some(path) if path.starts_with("/texts") => Text.render(problem, context),
            _ => ProblemJson.render(problem, context),
        }
    }
}

#[test]
fn a_format_calls_one_that_ships() {
    let to = |path: &'static str| {
        let context =
            RequestContext::new(Method::GET, path).with_accept(HeaderValue::from_static("*/*"));
        Chosen.to_response_in(&context)
    };
    assert_eq!(media_type(&to("/pages/1")), "text/html");
    assert_eq!(text(&to("/texts/1")), "for <you>");
    assert_eq!(media_type(&to("/api")), "application/problem+json");
}
