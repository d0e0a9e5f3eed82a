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

/// An enum with the five variants, after others if there are any, and the attributes that a
/// contender adds to each.
#[macro_export]
macro_rules! five_cases {
    (
        $(#[$on_enum:meta])*
        pub enum $name:ident $([$($others:tt)*])? {
            $(#[$on_first:meta])* NoUser,
            $(#[$on_second:meta])* NoUserWithId { $id:ident },
            $(#[$on_third:meta])* Database,
            $(#[$on_fourth:meta])* Invalid { $(#[$on_field:meta])* $errors:ident },
            $(#[$on_fifth:meta])* Limited { $seconds:ident },
        }
    ) => {
        $(#[$on_enum])*
        pub enum $name {
            $($($others)*)?
            $(#[$on_first])* #[error("there is no such user")]
            NoUser,
            $(#[$on_second])* #[error("there is no user {id}")]
            NoUserWithId { $id: i64 },
            $(#[$on_third])* #[error("database error")]
            Database(#[source] $crate::Source),
            $(#[$on_fourth])* #[error("the request has {} invalid fields", $errors.len())]
            Invalid { $(#[$on_field])* $errors: Vec<$crate::Wrong> },
            $(#[$on_fifth])* #[error("too many requests")]
            Limited { $seconds: u64 },
        }

        impl $crate::Sample for $name {
            fn sample<const CASE: usize>() -> Self {
                match CASE {
                    0 => Self::NoUser,
                    1 => Self::NoUserWithId { $id: -4711 },
                    2 => Self::Database(Box::new($crate::Refused { port: 5432 })),
                    3 => Self::Invalid { $errors: $crate::Wrong::three() },
                    _ => Self::Limited { $seconds: 30 },
                }
            }
        }
    };
}

crate::five_cases! {
    /// The error that is mapped by hand, and by crates without a derive.
    #[derive(Debug, Default, thiserror::Error)]
    pub enum PlainError {
        #[default]
        NoUser,
        NoUserWithId { id },
        Database,
        Invalid { errors },
        Limited { seconds },
    }
}
