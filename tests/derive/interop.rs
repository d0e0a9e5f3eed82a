//! The derive together with the crates that generate `Display` and `source`.

use crate::asserts::{detail, problem};
use catchall::HttpError;

/// Checks the responses, which must be the same for each module below.
#[track_caller]
fn same(missing: &impl HttpError, parse: &impl HttpError, broken: &impl HttpError) {
    let body = problem(missing);
    assert_eq!(
        (&body["status"], &body["code"]),
        (&404.into(), &"missing".into())
    );
    assert_eq!(body["detail"], "no user 7");
    let body = problem(parse);
    assert_eq!(
        (&body["status"], &body["code"]),
        (&400.into(), &"parse".into())
    );
    assert_eq!(body["detail"], "not a number");
    assert_eq!(
        parse.source().map(ToString::to_string).as_deref(),
        Some("invalid digit found in string")
    );
    let body = problem(broken);
    assert_eq!(
        (&body["status"], &body["code"]),
        (&500.into(), &"internal_error".into())
    );
    assert_eq!(body.get("detail"), None);
}

fn parse_error() -> std::num::ParseIntError {
    "x".parse::<u8>().unwrap_err()
}

mod with_thiserror {
    use catchall::HttpError;
    use std::num::ParseIntError;

    #[derive(Debug, thiserror::Error, HttpError)]
    pub(super) enum AppError {
        #[error("no user {id}")]
        #[http(404)]
        Missing { id: u8 },
        #[error("not a number")]
        #[http(400)]
        Parse(#[from] ParseIntError),
        #[error("secret {0}")]
        Broken(#[source] std::io::Error),
    }
}

#[test]
fn thiserror() {
    use with_thiserror::AppError as E;
    same(
        &E::Missing { id: 7 },
        &E::from(parse_error()),
        &E::Broken(std::io::Error::other("secret")),
    );
}

mod with_snafu {
    use catchall::HttpError;
    use snafu::{Backtrace, Snafu};
    use std::num::ParseIntError;

    #[derive(Debug, Snafu, HttpError)]
    #[snafu(visibility(pub(super)))]
    pub(super) enum AppError {
        #[snafu(display("no user {id}"))]
        #[http(404)]
        Missing { id: u8 },
        #[snafu(display("not a number"))]
        #[http(400)]
        Parse { source: ParseIntError },
        #[snafu(display("secret {path}"))]
        Broken {
            path: String,
            #[snafu(source(from(std::io::Error, Box::new)))]
            cause: Box<std::io::Error>,
            backtrace: Backtrace,
        },
        #[snafu(display("location {location}"))]
        #[http(409)]
        Located {
            #[snafu(implicit)]
            location: snafu::Location,
        },
        #[snafu(whatever, display("{message}"))]
        #[http(422, hide)]
        Whatever {
            message: String,
            #[snafu(source(from(Box<dyn std::error::Error + Send + Sync>, Some)))]
            source: Option<Box<dyn std::error::Error + Send + Sync>>,
        },
    }

    #[derive(Debug, Snafu, HttpError)]
    #[http(transparent, 503)]
    pub(super) struct Opaque(AppError);
}

#[test]
fn snafu() {
    use snafu::{FromString, IntoError, ResultExt};
    use with_snafu::{AppError, BrokenSnafu, LocatedSnafu, MissingSnafu, ParseSnafu};
    let parse: AppError = "x".parse::<u8>().context(ParseSnafu).unwrap_err();
    let io = std::io::Error::other("secret");
    let broken = BrokenSnafu { path: "/secret" }.into_error(io);
    same(&MissingSnafu { id: 7 }.build(), &parse, &broken);
    assert_eq!(problem(&LocatedSnafu.build())["status"], 409);
    let whatever = AppError::without_source("secret".to_owned());
    assert_eq!(problem(&whatever).get("detail"), None);
    let opaque = with_snafu::Opaque::from(whatever);
    assert_eq!(problem(&opaque)["status"], 503);
}

mod with_derive_more {
    use catchall::HttpError;
    use derive_more::{Display, Error, From};
    use std::num::ParseIntError;

    #[derive(Debug, Display, Error, From, HttpError)]
    pub(super) enum AppError {
        #[display("no user {id}")]
        #[from(ignore)]
        #[http(404)]
        Missing { id: u8 },
        #[display("not a number")]
        #[http(400)]
        Parse(ParseIntError),
        #[display("secret {_0}")]
        Broken(std::io::Error),
        #[display("a text {_0}")]
        #[from(ignore)]
        #[http(409)]
        NotASource(#[error(not(source))] String),
    }
}

#[test]
fn derive_more() {
    use with_derive_more::AppError as E;
    same(
        &E::Missing { id: 7 },
        &E::from(parse_error()),
        &E::from(std::io::Error::other("secret")),
    );
    assert_eq!(detail(&E::NotASource("x".into())).unwrap(), "a text x");
}

mod with_displaydoc {
    use catchall::HttpError;
    use displaydoc::Display;
    use std::num::ParseIntError;

    #[derive(Debug, Display, thiserror::Error, HttpError)]
    #[ignore_extra_doc_attributes]
    pub(super) enum AppError {
        /// no user {id}
        ///
        /// More about it.
        #[http(404)]
        Missing { id: u8 },
        /// not a number
        #[http(400)]
        Parse(#[from] ParseIntError),
        /// secret {0}
        Broken(#[source] std::io::Error),
    }
}

#[test]
fn displaydoc() {
    use with_displaydoc::AppError as E;
    same(
        &E::Missing { id: 7 },
        &E::from(parse_error()),
        &E::Broken(std::io::Error::other("secret")),
    );
    let catalog = E::catalog();
    let entries = catalog.entries();
    assert_eq!(entries[0].description(), "no user {id}\n\nMore about it.");
}

mod with_miette {
    use catchall::HttpError;
    use miette::{Diagnostic, SourceSpan};
    use std::num::ParseIntError;

    #[derive(Debug, thiserror::Error, Diagnostic, HttpError)]
    pub(super) enum AppError {
        #[error("no user {id}")]
        #[diagnostic(code(app::missing), help("look elsewhere"), url("https://example.com"))]
        #[http(404)]
        Missing { id: u8 },
        #[error("not a number")]
        #[diagnostic(code(app::parse))]
        #[http(400)]
        Parse(#[from] ParseIntError),
        #[error("secret {input}")]
        Broken {
            #[source_code]
            input: String,
            #[label("here")]
            at: SourceSpan,
        },
    }
}

#[test]
fn miette() {
    use with_miette::AppError as E;
    let missing = E::Missing { id: 7 };
    assert_eq!(
        miette::Diagnostic::code(&missing).unwrap().to_string(),
        "app::missing"
    );
    let broken = E::Broken {
        input: "secret".into(),
        at: (0, 1).into(),
    };
    same(&missing, &E::from(parse_error()), &broken);
}

mod by_hand {
    use catchall::HttpError;
    use std::error::Error;
    use std::fmt;
    use std::num::ParseIntError;

    #[derive(Debug, HttpError)]
    pub(super) enum AppError {
        #[http(404)]
        Missing {
            id: u8,
        },
        #[http(400, detail = "not a number")]
        Parse {
            source: ParseIntError,
        },
        Broken(std::io::Error),
    }

    impl fmt::Display for AppError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::Missing { id } => write!(f, "no user {id}"),
                Self::Parse { source } => write!(f, "secret {source}"),
                Self::Broken(error) => write!(f, "secret {error}"),
            }
        }
    }

    impl Error for AppError {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            match self {
                Self::Missing { .. } => None,
                Self::Parse { source } => Some(source),
                Self::Broken(error) => Some(error),
            }
        }
    }
}

#[test]
fn by_hand() {
    use by_hand::AppError as E;
    same(
        &E::Missing { id: 7 },
        &E::Parse {
            source: parse_error(),
        },
        &E::Broken(std::io::Error::other("secret")),
    );
}
