//! `worker` 0.8: its responses are JavaScript objects, which do not exist outside of a
//! browser or a worker. So the list is not run against it, and this only shows that a
//! handler may return the errors. `boundary.rs` runs a worker in Node.

use catchall::Problem;
use conformance::AppError;
use worker::{IntoResponse, Response, RouteContext, Router};

fn error(n: usize) -> Result<Response, AppError> {
    let text = conformance::error(n)?;
    Ok(Response::ok(text).unwrap_or_else(|_| Problem::internal_server_error().into()))
}

/// Never called: a request is also a JavaScript object.
#[expect(dead_code, reason = "the test is that it compiles")]
fn router() -> Router<'static, ()> {
    Router::new()
        .get_async("/error/:n", |_, context: RouteContext<()>| async move {
            let n = context.param("n").and_then(|n| n.parse().ok());
            Ok(error(n.unwrap_or_default()).unwrap_or_else(Into::into))
        })
        .get("/problem/:n", |_, context| {
            let n = context.param("n").and_then(|n| n.parse().ok());
            let problem = conformance::problem(n.unwrap_or_default());
            problem.map_or_else(|problem| Ok(problem.into()), Response::ok)
        })
}

fn is_response<T: IntoResponse + Into<Response>>() {}

#[test]
fn errors_and_problems_are_responses() {
    is_response::<AppError>();
    is_response::<Problem>();
}
