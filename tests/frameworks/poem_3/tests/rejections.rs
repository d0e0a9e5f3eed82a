//! The errors of poem's extractors as fields of an error, without a boundary.

use boundary_tests::extractors::{Rejected, check_held, check_rejected};
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

/// Returns an error that a `poem::Error` may hold.
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
    let expected = [
        (Rejected::CUT_JSON, 400),
        (Rejected::INCOMPLETE_JSON, 400),
        (Rejected::JSON_AS_TEXT.saying("text/plain"), 415),
        (Rejected::INCOMPLETE_FORM, 400),
        (Rejected::INCOMPLETE_QUERY, 400),
        (Rejected::WORD_AS_NUMBER.saying("invalid path params"), 400),
    ];
    check_rejected(asked, &expected);
}

#[test]
fn what_an_error_holds_is_public_only_where_it_says_so() {
    let expected = [
        ("problem", 410, Some("it was here")),
        ("own", 409, None),
        ("text", 404, None),
        ("status", 410, None),
    ];
    for place in ["held", "problem"] {
        check_held(|path| asked("GET", path, "", ""), place, &expected);
    }
}
