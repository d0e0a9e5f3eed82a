//! An application on a framework that catchall does not know. It only depends
//! on these two.

use std::fmt::{self, Debug, Display};

use catchall::HttpError;

/// The attribute's use.
#[derive(Debug, HttpError)]
#[http(via = ::their_crate::impl_http_error)]
pub enum AppError {
    /// There is no such page.
    #[http(404, member("path" = path), header("X-Path" = path))]
    NoPage {
        /// The path that was asked for.
        path: String,
    },
    /// Not mapped.
    Broken,
}

impl Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPage { path } => write!(f, "there is no {path}"),
            Self::Broken => f.write_str("password: hunter2"),
        }
    }
}

impl std::error::Error for AppError {}

/// Everything that the first and the third list can contain: a lifetime,
/// bounds, a default, a constant, and a `where` clause.
#[derive(Debug, HttpError)]
#[http(via = ::their_crate::impl_http_error, 429, retry_after = _2)]
pub struct Generic<'a, T: Display, U = u8, const N: usize = 1>(pub &'a T, pub [U; N], pub u64)
where
    T: Debug,
    U: Debug + Copy + Into<u64>;

impl<T: Display + Debug, U: Debug + Copy + Into<u64>, const N: usize> Display
    for Generic<'_, T, U, N>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sum: u64 = self.1.iter().map(|&number| number.into()).sum();
        write!(f, "{} of {sum}", self.0)
    }
}

impl<T: Display + Debug, U: Debug + Copy + Into<u64>, const N: usize> std::error::Error
    for Generic<'_, T, U, N>
{
}

/// Bounds that only the impl has: an error that contains any error.
#[derive(Debug, HttpError)]
#[http(via = ::their_crate::impl_http_error)]
pub enum Wraps<E> {
    /// Delegates to the inner error.
    #[http(transparent)]
    Inner(E),
    /// Another member of it.
    #[http(409, detail = "not now")]
    NotNow,
}

impl<E: Display> Display for Wraps<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inner(inner) => inner.fmt(f),
            Self::NotNow => f.write_str("not now"),
        }
    }
}

impl<E: std::error::Error> std::error::Error for Wraps<E> {}
