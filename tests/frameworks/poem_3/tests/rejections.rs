//! The errors of poem's extractors as fields of an error, without a boundary.

use catchall::{HttpError, Problem};
use poem::error::{ParseFormError, ParseJsonError, ParsePathError, ParseQueryError};
use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::web::{Form, Json, Path, Query};
use poem::{Route, Server, get, handler, post};
use serde::Deserialize;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(poem)]
enum AppError {
    #[error(transparent)]
    #[http(transparent)]
    Json(#[from] ParseJsonError),
    #[error(transparent)]
    #[http(transparent)]
    Form(#[from] ParseFormError),
    #[error(transparent)]
    #[http(transparent)]
    Query(#[from] ParseQueryError),
    #[error(transparent)]
    #[http(transparent)]
    Path(#[from] ParsePathError),
    #[error(transparent)]
    #[http(transparent)]
    Any(#[from] poem::Error),
    #[error("secret display")]
    #[http(409, detail = "public")]
    Own,
}

#[derive(Deserialize)]
struct User {
    name: String,
}

/// Each kind of rejection in its own variant.
fn typed(error: poem::Error) -> AppError {
    let error = match error.downcast::<ParseJsonError>() {
        Ok(error) => return error.into(),
        Err(error) => error,
    };
    let error = match error.downcast::<ParseFormError>() {
        Ok(error) => return error.into(),
        Err(error) => error,
    };
    let error = match error.downcast::<ParseQueryError>() {
        Ok(error) => return error.into(),
        Err(error) => error,
    };
    match error.downcast::<ParsePathError>() {
        Ok(error) => error.into(),
        Err(error) => error.into(),
    }
}

#[handler]
fn read_json(read: poem::Result<Json<User>>) -> Result<String, AppError> {
    Ok(read.map_err(typed)?.0.name)
}

#[handler]
fn read_form(read: poem::Result<Form<User>>) -> Result<String, AppError> {
    Ok(read.map_err(typed)?.0.name)
}

#[handler]
fn read_query(read: poem::Result<Query<User>>) -> Result<String, AppError> {
    Ok(read.map_err(typed)?.0.name)
}

#[handler]
fn read_path(read: poem::Result<Path<u64>>) -> Result<String, AppError> {
    Ok(read.map_err(typed)?.0.to_string())
}

/// What a `poem::Error` may hold.
fn error_of(kind: &str) -> poem::Error {
    match kind {
        "problem" => Problem::gone().with_detail("it was here").into(),
        "own" => AppError::Own.into(),
        "text" => poem::Error::from_string("secret text", StatusCode::NOT_FOUND),
        _ => poem::Error::from_status(StatusCode::GONE),
    }
}

#[handler]
fn held(Path(kind): Path<String>) -> Result<String, AppError> {
    Err(error_of(&kind).into())
}

#[handler]
fn problem(Path(kind): Path<String>) -> catchall::Result<String> {
    Err(error_of(&kind).into())
}

fn asked(method: &str, path: &str, media_type: &str, body: &str) -> (u16, String) {
    let place = boundary_tests::serve(|listener| {
        boundary_tests::runtime().block_on(async {
            let app = Route::new()
                .at("/json", post(read_json))
                .at("/form", post(read_form))
                .at("/query", get(read_query))
                .at("/path/:id", get(read_path))
                .at("/held/:kind", get(held))
                .at("/problem/:kind", get(problem));
            let acceptor = TcpAcceptor::from_std(listener).unwrap();
            Server::new_with_acceptor(acceptor).run(app).await.unwrap();
        });
    });
    boundary_tests::answer(place, method, path, media_type, body)
}

#[test]
fn a_rejection_has_the_code_of_its_kind() {
    let form = "application/x-www-form-urlencoded";
    for (method, path, media_type, body, status, code, text) in [
        (
            "POST",
            "/json",
            "application/json",
            "[",
            400,
            "invalid_json",
            "EOF",
        ),
        (
            "POST",
            "/json",
            "application/json",
            "{}",
            400,
            "invalid_body",
            "missing field `name`",
        ),
        (
            "POST",
            "/json",
            "text/plain",
            "{}",
            415,
            "unsupported_media_type",
            "text/plain",
        ),
        (
            "POST",
            "/form",
            form,
            "age=1",
            400,
            "invalid_form",
            "missing field `name`",
        ),
        (
            "GET",
            "/query?age=1",
            "",
            "",
            400,
            "invalid_query",
            "missing field `name`",
        ),
        (
            "GET",
            "/path/x",
            "",
            "",
            400,
            "invalid_path",
            "invalid path params",
        ),
    ] {
        let (answered, answer) = asked(method, path, media_type, body);
        assert_eq!(answered, status, "{path}: {answer}");
        assert!(
            answer.contains(&format!(r#""code":"{code}""#)),
            "{path}: {answer}"
        );
        assert!(answer.contains(text), "{path}: {answer}");
    }
}

#[test]
fn what_an_error_holds_is_public_only_where_it_says_so() {
    for place in ["held", "problem"] {
        for (kind, status, detail) in [
            ("problem", 410, Some("it was here")),
            ("own", 409, None),
            ("text", 404, None),
            ("status", 410, None),
        ] {
            let (answered, answer) = asked("GET", &format!("/{place}/{kind}"), "", "");
            assert_eq!(answered, status, "{place} {kind}: {answer}");
            assert!(!answer.contains("secret"), "{answer}");
            assert_eq!(answer.contains("detail"), detail.is_some(), "{answer}");
            assert!(answer.contains(detail.unwrap_or_default()), "{answer}");
        }
    }
}
