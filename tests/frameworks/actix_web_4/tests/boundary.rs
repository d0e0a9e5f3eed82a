//! actix-web 4 against the list of what a boundary promises.

use actix_web::web::{self, Json, Path};
use actix_web::{App, HttpResponse, HttpServer, Responder};
use boundary_tests::{AppError, Framework, GUARDED, PAGE, Rejection, TEXT};
use catchall::{ErrorBoundary, Problem};
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

fn serve(listener: std::net::TcpListener, boundary: ErrorBoundary) {
    actix_web::rt::System::new().block_on(async {
        let app = move || {
            App::new()
                .service(web::resource("/users/{id}").route(web::get().to(user)))
                .route("/users", web::post().to(new_user))
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
        allow: "GET",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, |boundary| {
        boundary_tests::serve(|listener| serve(listener, boundary))
    });
}

/// actix-web has one status for all of them.
const REJECTIONS: [Rejection; 3] = [
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
];
