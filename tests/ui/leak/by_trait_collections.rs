//! Errors in collections of several values, and an error with the name of another type.

use catchall::HttpError;

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::task::Poll;

type Duration = io::Error;

#[derive(Debug, thiserror::Error, PartialEq, Eq, Hash)]
#[error("password")]
struct Failure;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("failed: {0:?}")]
    #[http(409)]
    First(Vec<(Failure, u8)>),

    #[error("failed: {0:?}")]
    #[http(409)]
    Middle(Vec<(u8, Failure, u8)>),

    #[error("failed: {0:?}")]
    #[http(409)]
    Key(HashMap<Failure, u8>),

    #[error("failed: {0:?}")]
    #[http(409)]
    Flow(ControlFlow<Failure>),

    #[error("failed: {0:?}")]
    #[http(409)]
    Poll(Poll<Failure>),

    #[error("failed after {0}")]
    #[http(409)]
    Named(Duration),
}

fn main() {}
