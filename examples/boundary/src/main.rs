//! An enum, and everything around it: the program of the guide's page on the boundary.

use axum::extract::Path;
use axum::routing::{get, post};
use axum::{Json, Router};
use catchall::{ErrorBoundary, HttpError, OrProblem, Translations};
use tracing_subscriber::EnvFilter;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound {
        #[http(member)]
        id: u64,
    },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

// In a larger program: `include_str!("../locales/de.ftl")`.
const GERMAN: &str = "
user_not_found =
    .title = Benutzer nicht gefunden
    .detail = Es gibt keinen Benutzer { $id }.
";

async fn user(Path(id): Path<u64>) -> Result<String, AppError> {
    match id {
        1 => Ok("Ada".to_owned()),
        2 => Ok(std::fs::read_to_string("/no/such/user")?),
        3 => unreachable!("user 3 was never added"),
        id => Err(AppError::UserNotFound { id }),
    }
}

async fn rename(Path(id): Path<u64>, Json(name): Json<String>) -> String {
    format!("user {id} is {name} now")
}

async fn metrics() -> catchall::Result<String> {
    let families = prometheus::gather();
    prometheus::TextEncoder::new()
        .encode_to_string(&families)
        .or_problem(500)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = EnvFilter::new("info,whole_boundary=debug,catchall=debug");
    tracing_subscriber::fmt().with_env_filter(filter).init();
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);

    let errors = prometheus::register_int_counter_vec!("http_errors", "by code", &["code"])?;
    let mut boundary = ErrorBoundary::new()
        .on_error(move |report| errors.with_label_values(&[report.code()]).inc())
        .with_translations(Translations::new("en", [("de", GERMAN)])?);
    if std::env::args().any(|argument| argument == "--developer") {
        boundary = boundary.with_developer_page(listener.local_addr()?);
    }

    let app = Router::new()
        .route("/users/{id}", get(user))
        .route("/users/{id}/name", post(rename))
        .route("/metrics", get(metrics))
        .layer(boundary);
    axum::serve(listener, app).await?;
    Ok(())
}
