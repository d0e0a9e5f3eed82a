//! The five cases: the same errors for each contender.

/// The name of a case in tables.
pub const CASES: [&str; 5] = [
    "c1: static 404",
    "c2: formatted 404",
    "c3: masked 500",
    "c4: 422 with fields",
    "c5: 429 with retry",
];

/// What is wrong with a field, in the case that has three of them.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Wrong {
    /// Where.
    pub field: &'static str,
    /// What.
    pub message: &'static str,
}

/// The source of the masked error.
#[derive(Debug, thiserror::Error)]
#[error("connection refused by 10.0.0.7:{port}")]
pub struct Refused {
    /// Of the database.
    pub port: u16,
}

/// A source as applications hold it.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// An error of which there is a sample for each case, or for each size.
pub trait Sample {
    /// The error of this case.
    fn sample<const CASE: usize>() -> Self;
}

/// An error enum that has the five cases.
pub trait Errors: Sized {
    /// A unit variant with a fixed text.
    fn no_user() -> Self;
    /// A formatted text.
    fn no_user_with_id(id: i64) -> Self;
    /// A masked 500 with a source.
    fn database(source: Source) -> Self;
    /// Three field errors.
    fn invalid(errors: Vec<Wrong>) -> Self;
    /// A `Retry-After`.
    fn limited(seconds: u64) -> Self;
}

impl<E: Errors> Sample for E {
    #[inline]
    fn sample<const CASE: usize>() -> Self {
        match CASE {
            0 => Self::no_user(),
            1 => Self::no_user_with_id(-4711),
            2 => Self::database(Box::new(Refused { port: 5432 })),
            3 => {
                let wrong = |field, message| Wrong { field, message };
                Self::invalid(vec![
                    wrong("name", "must not be empty"),
                    wrong("age", "must be a positive integer"),
                    wrong("email", "must be an address"),
                ])
            }
            _ => Self::limited(30),
        }
    }
}

/// Implements [`Errors`] for an enum with these variants.
#[macro_export]
macro_rules! errors {
    ($error:ty) => {
        impl $crate::Errors for $error {
            fn no_user() -> Self {
                Self::NoUser
            }
            fn no_user_with_id(id: i64) -> Self {
                Self::NoUserWithId { id }
            }
            fn database(source: $crate::Source) -> Self {
                Self::Database(source)
            }
            fn invalid(errors: Vec<$crate::Wrong>) -> Self {
                Self::Invalid { errors }
            }
            fn limited(seconds: u64) -> Self {
                Self::Limited { seconds }
            }
        }
    };
}

/// The error that is mapped by hand, and by crates without a derive.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// A unit variant with a fixed text.
    #[error("there is no such user")]
    NoUser,
    /// A formatted text.
    #[error("there is no user {id}")]
    NoUserWithId {
        /// The user that does not exist.
        id: i64,
    },
    /// A masked 500 with a source.
    #[error("database error")]
    Database(#[source] Source),
    /// Field errors.
    #[error("the request has {} invalid fields", errors.len())]
    Invalid {
        /// One for each field.
        errors: Vec<Wrong>,
    },
    /// A `Retry-After`.
    #[error("too many requests")]
    Limited {
        /// Until the next try.
        seconds: u64,
    },
}

crate::errors!(PlainError);
