//! The errors of salvo's extractors as fields of an error, without a boundary.

use boundary_tests::extractors::{Rejected, check_rejected};
use catchall::HttpError;
use salvo::conn::tcp::TcpAcceptor;
use salvo::http::{ParseError, StatusError};
use salvo::prelude::{Request, Router, Server, handler};
use serde::Deserialize;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(salvo)]
enum AppError {
    #[error(transparent)]
    #[http(transparent)]
    Parse(#[from] ParseError),
    #[error(transparent)]
    #[http(transparent)]
    Status(#[from] StatusError),
}

#[derive(Deserialize)]
struct User {
    name: String,
}

#[handler]
async fn json(request: &mut Request) -> Result<String, AppError> {
    let user: User = request.parse_json().await?;
    Ok(user.name)
}

/// Returns an error that salvo would leave to its catcher.
fn status(kind: &str) -> StatusError {
    match kind {
        "parsed" => StatusError::bad_request().cause(ParseError::EmptyBody),
        "detail" => StatusError::forbidden().detail("not yours"),
        _ => {
            let cause = std::io::Error::other("secret disk");
            let error = StatusError::internal_server_error().cause(cause);
            error.detail("secret detail")
        }
    }
}

#[handler]
async fn held(request: &mut Request) -> Result<String, AppError> {
    let kind: String = request.param("kind").unwrap();
    Err(status(&kind).into())
}

#[handler]
async fn problem(request: &mut Request) -> catchall::Result<String> {
    let kind: String = request.param("kind").unwrap();
    Err(status(&kind).into())
}

fn asked(method: &str, path: &str, media_type: &str, body: &str) -> (u16, String) {
    let place = boundary_tests::serve(|listener| {
        boundary_tests::runtime().block_on(async {
            let router = Router::new()
                .push(Router::with_path("json").post(json))
                .push(Router::with_path("held/{kind}").get(held))
                .push(Router::with_path("problem/{kind}").get(problem));
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let acceptor = TcpAcceptor::try_from(listener).unwrap();
            Server::new(acceptor).serve(router).await;
        });
    });
    boundary_tests::answer(place, method, path, media_type, body)
}

#[test]
fn a_rejection_has_the_code_of_its_kind() {
    let expected = [
        (Rejected::CUT_JSON, 400),
        (Rejected::INCOMPLETE_JSON, 400),
        (Rejected::JSON_AS_TEXT.saying("Content-Type"), 400),
    ];
    check_rejected(asked, &expected);
}

#[test]
fn a_status_keeps_its_text_but_for_a_5xx() {
    for place in ["held", "problem"] {
        for (kind, status, code, detail) in [
            ("parsed", 400, "invalid_body", Some("body is empty")),
            ("detail", 403, "forbidden", Some("not yours")),
            ("failed", 500, "internal_error", None),
        ] {
            let (answered, answer) = asked("GET", &format!("/{place}/{kind}"), "", "");
            assert_eq!(answered, status, "{answer}");
            assert!(answer.contains(code), "{answer}");
            assert!(!answer.contains("secret"), "{answer}");
            assert_eq!(answer.contains("detail"), detail.is_some(), "{answer}");
            assert!(answer.contains(detail.unwrap_or_default()), "{answer}");
        }
    }
}
