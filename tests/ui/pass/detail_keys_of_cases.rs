//! The cases show what their variant shows, if their status allows it.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops {0}")]
    #[http(402, expose, case(0 => 503, code = "down"))]
    Exposed(u8),
    #[error("oops {0}")]
    #[http(502, unmask, case(0 => 404, code = "gone"))]
    Unmasked(u8),
}

fn main() {
    assert!(String::from_utf8_lossy(AppError::Exposed(1).to_response().body()).contains("oops 1"));
    assert!(!String::from_utf8_lossy(AppError::Exposed(0).to_response().body()).contains("oops"));
    assert!(String::from_utf8_lossy(AppError::Unmasked(1).to_response().body()).contains("oops 1"));
    assert!(String::from_utf8_lossy(AppError::Unmasked(0).to_response().body()).contains("oops 0"));
}
