//! Checks actix-web 4 against the list of what a boundary promises.

use actix_web::body::BodyStream;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::error::ErrorUnauthorized;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Bytes, Json, JsonConfig, Path};
use actix_web::{App, HttpResponse, HttpServer, Responder, ResponseError};
use boundary_tests::recorder::{Event, Recorder};
use boundary_tests::{AppError, Framework, GUARDED, PAGE, REPORT, Rejection, TEXT, broken_stream};
use catchall::{ErrorBoundary, HttpError, Problem};
use serde::Deserialize;

#[derive(Deserialize)]
struct User {
    name: String,
}

async fn user(id: Path<u64>) -> Result<String, AppError> {
    boundary_tests::user(*id).await
}

async fn new_user(user: Json<User>) -> String {
    user.into_inner().name
}

/// A handler's error that has a rejection as a field.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(actix_web)]
enum Typed {
    #[error(transparent)]
    #[http(transparent)]
    Extract(#[from] actix_web::Error),
}

async fn typed(user: Result<Json<User>, actix_web::Error>) -> Result<String, Typed> {
    Ok(user?.into_inner().name)
}

async fn stream() -> HttpResponse {
    HttpResponse::Ok().body(BodyStream::new(Box::pin(broken_stream())))
}

async fn problem() -> Result<&'static str, Problem> {
    boundary_tests::problem()
}

async fn panics(after: Path<bool>) -> String {
    boundary_tests::panics(*after).await
}

async fn guarded() -> HttpResponse {
    let mut response = HttpResponse::Unauthorized();
    for header in GUARDED {
        response.insert_header(header);
    }
    response.finish()
}

async fn text() -> impl Responder {
    HttpResponse::BadGateway()
        .content_type("text/plain")
        .body(TEXT)
}

async fn deliberate() -> impl Responder {
    HttpResponse::BadGateway()
        .content_type("text/html; charset=utf-8")
        .body(PAGE)
}

/// Reads the report, as a middleware outside of the boundary. The response to a panic is
/// an error there.
fn reported<B>(mut response: ServiceResponse<B>) -> ServiceResponse<B> {
    let code = boundary_tests::code_of(response.response().extensions().get());
    if let Some(code) = code {
        let code = HeaderValue::from_bytes(code.as_bytes()).unwrap();
        let name = HeaderName::from_static(REPORT);
        response.headers_mut().insert(name, code);
    }
    response
}

fn serve(listener: std::net::TcpListener, boundary: ErrorBoundary) {
    actix_web::rt::System::new().block_on(async {
        let app = move || {
            App::new()
                .app_data(JsonConfig::default().limit(64))
                .service(
                    web::resource("/users/{id}")
                        .route(web::get().to(user))
                        .route(web::head().to(user)),
                )
                .route("/users", web::post().to(new_user))
                .route("/typed", web::post().to(typed))
                .route("/stream", web::get().to(stream))
                .route("/problem", web::get().to(problem))
                .route("/panics/{after}", web::get().to(panics))
                .route(
                    "/context",
                    web::get().to(|| async { boundary_tests::context() }),
                )
                .route("/guarded", web::get().to(guarded))
                .route("/text", web::get().to(text))
                .route("/deliberate", web::get().to(deliberate))
                .wrap(boundary.clone())
                .wrap_fn(|request, service| {
                    let called = service.call(request);
                    async move { called.await.map(reported) }
                })
        };
        let server = HttpServer::new(app).workers(2).disable_signals();
        server.listen(listener).unwrap().run().await.unwrap();
    });
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "actix-web 4",
        route: Some("/users/{id}"),
        allow: "GET, HEAD",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, |boundary| {
        boundary_tests::serve(|listener| serve(listener, boundary))
    });
}

/// actix-web has one status for most of them.
const REJECTIONS: [Rejection; 4] = [
    Rejection {
        media_type: "application/json",
        body: "{",
        status: 400,
        code: "invalid_json",
        text: "Json deserialize error: EOF",
    },
    Rejection {
        media_type: "application/json",
        body: "{}",
        status: 400,
        code: "invalid_body",
        text: "missing field `name`",
    },
    Rejection {
        media_type: "",
        body: "{}",
        status: 400,
        code: "missing_content_type",
        text: "Content type error",
    },
    Rejection {
        media_type: "application/json",
        body: r#"{"name":"0123456789012345678901234567890123456789012345678901234567890"}"#,
        status: 413,
        code: "content_too_large",
        text: "larger than allowed",
    },
];

/// Sends a request to a server with middleware inside the boundary.
fn asked(path: &str, id: &str) -> (u16, String, Vec<Event>) {
    let recorder = Recorder::of_process();
    let place = boundary_tests::serve(|listener| {
        actix_web::rt::System::new().block_on(async {
            let app = || {
                App::new()
                    .route("/created", web::get().to(created))
                    .route("/large", web::get().to(large))
                    .wrap_fn(|request, service| {
                        let is_refused = request.path() == "/refused";
                        let is_typed = request.path() == "/typed";
                        let called = service.call(request);
                        async move {
                            if is_refused {
                                return Err(ErrorUnauthorized("no token"));
                            }
                            if is_typed {
                                return Err(AppError::NotYours.into());
                            }
                            called.await
                        }
                    })
                    .wrap(ErrorBoundary::new())
            };
            let server = HttpServer::new(app).workers(1).disable_signals();
            server.listen(listener).unwrap().run().await.unwrap();
        });
    });
    let request = ureq::get(format!("http://{place}{path}")).header("x-request-id", id);
    let request = request.config().http_status_as_error(false).build();
    let mut response = request.call().unwrap();
    assert_eq!(response.headers()["x-request-id"], id);
    let text = response.body_mut().read_to_string().unwrap();
    (response.status().as_u16(), text, recorder.take(id))
}

/// An error that a handler sends with another status.
async fn created() -> impl Responder {
    let response = AppError::Busy.error_response().customize();
    response.with_status(StatusCode::CREATED)
}

async fn large() -> HttpResponse {
    HttpResponse::BadGateway()
        .content_type("text/plain")
        .body(BodyStream::new(futures_util::stream::iter(
            [b"a", b"b"].map(|text| Ok::<_, actix_web::Error>(Bytes::from_static(text))),
        )))
}

#[test]
fn an_error_of_a_middleware_is_a_problem() {
    let (status, text, events) = asked("/refused", "refused");
    assert_eq!(status, 401);
    assert!(text.contains(r#""detail":"no token""#), "{text}");
    assert_eq!(events.len(), 1, "{events:#?}");

    let (status, text, events) = asked("/typed", "typed");
    assert_eq!(status, 403);
    assert!(text.contains(r#""owner":"ada""#), "{text}");
    assert_eq!(events.len(), 1, "{events:#?}");
    assert_eq!(events[0].field("url.path"), "/typed");
}

#[test]
fn an_error_keeps_its_status() {
    let (status, text, events) = asked("/created", "created");
    assert_eq!(status, 503);
    assert!(text.contains(r#""status":503"#), "{text}");
    assert_eq!(events.len(), 1, "{events:#?}");
}

#[test]
fn a_body_that_has_begun_is_sent() {
    let (status, text, events) = asked("/large", "large");
    assert_eq!((status, &*text), (502, "ab"));
    assert_eq!(events.len(), 1, "{events:#?}");
}
