//! Patterns of every form.

use catchall::HttpError;

#[derive(Debug)]
enum Kind {
    Gone,
    Limited(u64),
    Other { deep: Option<u8> },
}

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("tuple")]
    #[http(
        400,
        case(Kind::Gone => 410),
        case(Kind::Limited(seconds) => 429, retry_after = seconds),
        case(Kind::Other { deep: Some(1 | 2), .. } => 409, hide),
        case(Kind::Other { deep: Some(n) } if *n > 5 => 422, detail = "{n}"),
    )]
    Tuple(Kind),
    #[error("two")]
    #[http(400, case(.., 1 => 410), case(Kind::Gone, _ => 404))]
    Two(Kind, u8),
    #[error("named")]
    #[http(400, case({ kind: Kind::Gone, .. } => 410), case({ number } if *number > 1 => 404, member("n" = number)))]
    Named { kind: Kind, number: u8 },
    #[error("boxed")]
    #[http(400, case(Kind::Gone => 410))]
    Boxed(Box<Kind>),
}

fn main() {}
