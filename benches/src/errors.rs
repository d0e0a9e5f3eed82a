//! The five cases: the same errors for each contender.

/// What is wrong with a field, in the case that has three of them.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Wrong {
    pub field: &'static str,
    pub message: &'static str,
}

impl Wrong {
    /// All three.
    pub fn three() -> Vec<Self> {
        let wrong = |field, message| Self { field, message };
        vec![
            wrong("name", "must not be empty"),
            wrong("age", "must be a positive integer"),
            wrong("email", "must be an address"),
        ]
    }
}

/// The source of the masked error.
#[derive(Debug, thiserror::Error)]
#[error("connection refused by 10.0.0.7:{port}")]
pub struct Refused {
    pub port: u16,
}

/// A source as applications hold it.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// An error of which there is a sample for each case, or for each size.
pub trait Sample {
    /// The error of this case, or of this size.
    fn sample<const SIZE: usize>() -> Self;
}

/// Implements [`Sample`] for an enum with the five variants.
#[macro_export]
macro_rules! five_cases {
    ($error:ty) => {
        impl $crate::Sample for $error {
            fn sample<const CASE: usize>() -> Self {
                match CASE {
                    0 => Self::NoUser,
                    1 => Self::NoUserWithId { id: -4711 },
                    2 => Self::Database(Box::new($crate::Refused { port: 5432 })),
                    3 => Self::Invalid {
                        errors: $crate::Wrong::three(),
                    },
                    _ => Self::Limited { seconds: 30 },
                }
            }
        }
    };
}

/// The error that is mapped by hand, and by crates without a derive.
#[derive(Debug, Default, thiserror::Error)]
pub enum PlainError {
    #[error("there is no such user")]
    #[default]
    NoUser,
    #[error("there is no user {id}")]
    NoUserWithId { id: i64 },
    #[error("database error")]
    Database(#[source] Source),
    #[error("the request has {} invalid fields", errors.len())]
    Invalid { errors: Vec<Wrong> },
    #[error("too many requests")]
    Limited { seconds: u64 },
}

crate::five_cases!(PlainError);
