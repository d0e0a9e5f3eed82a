//! The errors of actix-web's extractors as fields of an error, without a boundary.

use actix_web::error::{
    ErrorNotFound, InternalError, JsonPayloadError, PathError, QueryPayloadError, UrlencodedError,
};
use actix_web::web::{
    self, Form, FormConfig, Json, JsonConfig, Path, PathConfig, Query, QueryConfig,
};
use actix_web::{App, HttpServer};
use boundary_tests::extractors::{Rejected, check_held, check_rejected};
use catchall::{HttpError, Problem};
use serde::Deserialize;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(actix_web)]
enum AppError {
    #[error(transparent)]
    #[http(transparent)]
    Json(#[from] JsonPayloadError),
    #[error(transparent)]
    #[http(transparent)]
    Form(#[from] UrlencodedError),
    #[error(transparent)]
    #[http(transparent)]
    Query(#[from] QueryPayloadError),
    #[error(transparent)]
    #[http(transparent)]
    Path(#[from] PathError),
    #[error(transparent)]
    #[http(transparent)]
    Any(#[from] actix_web::Error),
    #[error("secret display")]
    #[http(409, detail = "public")]
    Own,
}

#[derive(Deserialize)]
struct User {
    name: String,
}

/// The errors that an `actix_web::Error` may hold.
async fn held(kind: Path<String>) -> Result<String, AppError> {
    let error: actix_web::Error = match kind.as_str() {
        "problem" => Problem::gone().with_detail("it was here").into(),
        "own" => AppError::Own.into(),
        "text" => ErrorNotFound("secret text"),
        _ => {
            InternalError::from_response("secret", actix_web::HttpResponse::Gone().finish()).into()
        }
    };
    Err(error.into())
}

fn asked(method: &str, path: &str, media_type: &str, body: &str) -> (u16, String) {
    let place = boundary_tests::serve(|listener| {
        actix_web::rt::System::new().block_on(async {
            let app = || {
                App::new()
                    .app_data(
                        JsonConfig::default().error_handler(|it, _| AppError::from(it).into()),
                    )
                    .app_data(
                        FormConfig::default().error_handler(|it, _| AppError::from(it).into()),
                    )
                    .app_data(
                        QueryConfig::default().error_handler(|it, _| AppError::from(it).into()),
                    )
                    .app_data(
                        PathConfig::default().error_handler(|it, _| AppError::from(it).into()),
                    )
                    .route(
                        "/json",
                        web::post().to(|it: Json<User>| async { it.into_inner().name }),
                    )
                    .route(
                        "/form",
                        web::post().to(|it: Form<User>| async { it.into_inner().name }),
                    )
                    .route(
                        "/query",
                        web::get().to(|it: Query<User>| async { it.into_inner().name }),
                    )
                    .route(
                        "/path/{id}",
                        web::get().to(|it: Path<u64>| async move { it.to_string() }),
                    )
                    .route("/held/{kind}", web::get().to(held))
            };
            let server = HttpServer::new(app).workers(1).disable_signals();
            server.listen(listener).unwrap().run().await.unwrap();
        });
    });
    boundary_tests::answer(place, method, path, media_type, body)
}

#[test]
fn a_rejection_has_the_code_of_its_kind() {
    let expected = [
        (Rejected::CUT_JSON, 400),
        (Rejected::INCOMPLETE_JSON, 400),
        (Rejected::JSON_AS_TEXT.saying("Content type error"), 400),
        (Rejected::INCOMPLETE_FORM, 400),
        (Rejected::INCOMPLETE_QUERY, 400),
        (Rejected::WORD_AS_NUMBER.saying("\\\"x\\\""), 400),
    ];
    check_rejected(asked, &expected);
}

#[test]
fn what_an_error_holds_is_public_only_where_it_says_so() {
    let expected = [
        ("problem", 410, Some("it was here")),
        ("own", 409, None),
        ("text", 404, None),
        ("response", 410, None),
    ];
    check_held(|path| asked("GET", path, "", ""), "held", &expected);
}
