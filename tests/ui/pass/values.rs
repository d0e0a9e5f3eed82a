//! Values of every form, none of which triggers a lint.

#![deny(warnings)]
#![allow(dead_code)]

use catchall::HttpError;

use std::time::Duration;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("too many")]
    #[http(429, retry_after = Duration::from_secs(3))]
    TooMany,
    #[error("closures and commas")]
    #[http(404, detail = [1, 2].iter().map(|n, | n.to_string()).collect::<Vec<_>>().join(","))]
    Closure,
    #[error("if and match")]
    #[http(status = if *_0 { 404 } else { 410 }, code = match *_0 { true => "a", false => "b" })]
    Branch(bool),
    #[error("a turbofish")]
    #[http(404, member("n" = "1".parse::<u8>().ok()), header("X-N" = Some(4)))]
    Turbofish,
    #[error("an unassigned status")]
    #[http(status = 499)]
    ClientClosed,
    #[error("trailing comma")]
    #[http(404,)]
    Trailing,
    #[error("formats")]
    #[http(404, detail = "{name:>width$} {name:?}", header("X-Name" = "{name}"))]
    Formats { name: String, width: usize },
    #[error("whole")]
    #[http(404, detail = format!("{self:?}"))]
    Whole,
}

fn main() {}
