//! The payment provider itself: a stand-in in this process. The number of the card
//! selects how it fails.

use std::io;
use std::time::Duration;

use axum::http::StatusCode;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;
use tokio::net::TcpListener;

use crate::upstream::Charge;

/// Accepted.
pub(crate) const GOOD: &str = "4242424242424242";
/// Declined.
pub(crate) const EMPTY: &str = "4000000000009995";
/// Sent to an address without a server.
pub(crate) const GONE: &str = "4000000000000302";
/// Gets no response for a long time.
pub(crate) const SLOW: &str = "4000000000000504";
/// Exceeds the rate limit.
pub(crate) const LIMITED: &str = "4000000000000429";
/// Gets a server error that reveals too much.
pub(crate) const BROKEN: &str = "4000000000000500";
/// Gets a response that is not JSON.
pub(crate) const GARBLED: &str = "4000000000000200";

/// Starts it on a free port, and returns its address. It ends with the runtime.
pub(crate) async fn start() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/charges", listener.local_addr()?);
    let app = Router::new().route("/charges", post(charge));
    tokio::spawn(async { axum::serve(listener, app).await });
    Ok(url)
}

async fn charge(Json(charge): Json<Charge>) -> Response {
    match &*charge.card {
        GOOD => Json(json!({ "reference": "ch_1" })).into_response(),
        EMPTY => {
            let body = json!({ "reason": "insufficient funds" });
            (StatusCode::PAYMENT_REQUIRED, Json(body)).into_response()
        }
        SLOW => {
            tokio::time::sleep(Duration::from_secs(30)).await;
            StatusCode::NO_CONTENT.into_response()
        }
        GONE => (StatusCode::FOUND, [(LOCATION, "http://127.0.0.1:9/")]).into_response(),
        LIMITED => (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "7")]).into_response(),
        BROKEN => {
            let body = "panic at ledger.rs:42, key sk_live_51NotForClients, db 10.1.2.3";
            (StatusCode::INTERNAL_SERVER_ERROR, body).into_response()
        }
        GARBLED => "<html>maintenance of ledger-7</html>".into_response(),
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}
