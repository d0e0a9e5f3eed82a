//! The function of the process for failures, which needs its own process.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::get;
use catchall::{ErrorBoundary, ErrorReport, HttpError, Problem};
use tower::ServiceExt;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no user {id}")]
    #[http(404, context("id" = id))]
    NoUser { id: u64 },
    /// Its response is known at compile time.
    #[error("fixed")]
    #[http(409, detail = "fixed")]
    Fixed,
    /// Its event is not logged.
    #[error("quiet")]
    #[http(500, log = off)]
    Quiet,
}

#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn hook(&self, name: &'static str) -> impl Fn(&ErrorReport<'_>) + Send + Sync + 'static {
        let Self(seen) = self.clone();
        move |report| {
            let status = report.status().map_or(0, |status| status.as_u16());
            let code = report.code();
            let path = report.request().map_or("-", |request| request.path());
            let is_typed = report
                .error()
                .is_some_and(<dyn std::error::Error>::is::<AppError>);
            let context = report.context().unwrap_or("-");
            let line = format!("{name} {status} {code} {path} {is_typed} {context}");
            seen.lock().unwrap().push(line);
            // Without a message: a hook that panics changes nothing.
            std::panic::resume_unwind(Box::new(()));
        }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn ask(boundary: Option<ErrorBoundary>) {
    let failing = get(|| async { Err::<(), _>(Problem::from(AppError::NoUser { id: 3 })) });
    let mut app = Router::new().route("/users", failing);
    if let Some(boundary) = boundary {
        app = app.layer(boundary);
    }
    let request = Request::get("/users").body(Body::empty()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let Ok(response) = runtime.block_on(app.oneshot(request));
    assert_eq!(response.status(), 404);
}

#[test]
fn each_failure_of_the_process_is_reported_once() {
    let seen = Seen::default();
    catchall::on_error(seen.hook("process")).unwrap();
    let again = catchall::on_error(seen.hook("again")).unwrap_err();
    assert_eq!(
        again.to_string(),
        "`catchall::on_error` was already called: the first function stays in use"
    );

    // Without a boundary.
    assert_eq!(AppError::NoUser { id: 1 }.to_response().status(), 404);
    assert_eq!(AppError::Fixed.to_response().status(), 409);
    assert_eq!(AppError::Quiet.to_response().status(), 500);
    assert_eq!(Problem::gone().to_response().status(), 410);
    ask(None);
    catchall::log(&AppError::NoUser { id: 2 });
    assert_eq!(
        seen.take(),
        [
            "process 404 no_user - true id=1",
            "process 409 fixed - true -",
            "process 500 quiet - true -",
            "process 410 gone - false -",
            "process 404 no_user - true id=3",
            "process 0 no_user - true id=2",
        ]
    );

    // With a boundary that has no function of its own, and with one that has.
    ask(Some(ErrorBoundary::new()));
    assert_eq!(seen.take(), ["process 404 no_user /users true id=3"]);
    ask(Some(ErrorBoundary::new().on_error(seen.hook("boundary"))));
    assert_eq!(seen.take(), ["boundary 404 no_user /users true id=3"]);
}
