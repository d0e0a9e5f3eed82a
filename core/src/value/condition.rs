//! The types that `unmask = expr` may have.

/// A `bool`, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "expected a `bool`"
)]
pub trait Condition {
    /// Returns whether it holds.
    fn holds(&self) -> bool;
}

impl Condition for bool {
    fn holds(&self) -> bool {
        *self
    }
}

impl<T: Condition> Condition for &T {
    fn holds(&self) -> bool {
        (**self).holds()
    }
}
