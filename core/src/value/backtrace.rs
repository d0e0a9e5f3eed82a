//! The backtrace that a field holds, if it holds one.

use std::backtrace::Backtrace;

/// Finds out by the type of the field: an inherent method where the field is
/// one that has a backtrace, [`NoBacktrace`]'s where it is not.
#[derive(Debug)]
pub struct Held<'a, T: ?Sized>(pub &'a T);

impl<'a> Held<'a, Backtrace> {
    /// The backtrace.
    #[must_use]
    pub fn backtrace(&self) -> Option<&'a Backtrace> {
        Some(self.0)
    }
}

impl<'a> Held<'a, Option<Backtrace>> {
    /// The backtrace.
    #[must_use]
    pub fn backtrace(&self) -> Option<&'a Backtrace> {
        self.0.as_ref()
    }
}

impl<'a> Held<'a, Box<Backtrace>> {
    /// The backtrace.
    #[must_use]
    pub fn backtrace(&self) -> Option<&'a Backtrace> {
        Some(self.0)
    }
}

impl<'a> Held<'a, std::sync::Arc<Backtrace>> {
    /// The backtrace.
    #[must_use]
    pub fn backtrace(&self) -> Option<&'a Backtrace> {
        Some(self.0)
    }
}

#[cfg(feature = "anyhow")]
impl<'a> Held<'a, anyhow::Error> {
    /// The backtrace.
    #[must_use]
    pub fn backtrace(&self) -> Option<&'a Backtrace> {
        Some(self.0.backtrace())
    }
}

/// Every other type.
pub trait NoBacktrace {
    /// Nothing.
    fn backtrace(&self) -> Option<&'static Backtrace> {
        None
    }
}

impl<T: ?Sized> NoBacktrace for Held<'_, T> {}
