//! The types that `detail = expr` may have.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display};

/// The value of `detail = expr`: anything that implements `Display`, or an
/// `Option` of it, where `None` is no detail.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text",
    label = "expected a `str`, a `String`, or an `Option` of them",
    note = "for any other type that implements `Display`, write a format string: `\"{{field}}\"`"
)]
pub trait ToDetail {
    /// Calls the function with the text, if there is one.
    fn with_detail(&self, write: &mut dyn FnMut(&dyn Display));
}

macro_rules! to_detail {
    ($($ty:ty),*) => {$(
        impl ToDetail for $ty {
            fn with_detail(&self, write: &mut dyn FnMut(&dyn Display)) {
                write(&self);
            }
        }
    )*};
}

to_detail!(
    str,
    String,
    Cow<'_, str>,
    fmt::Arguments<'_>,
    char,
    bool,
    http::Uri,
    u8,
    u16,
    u32,
    u64,
    usize,
    u128,
    i8,
    i16,
    i32,
    i64,
    isize,
    i128,
    dyn Display + '_,
    dyn Error + '_
);

impl<T: ToDetail> ToDetail for Option<T> {
    fn with_detail(&self, write: &mut dyn FnMut(&dyn Display)) {
        if let Some(text) = self {
            text.with_detail(write);
        }
    }
}

macro_rules! to_detail_through {
    ($($ty:ty),*) => {$(
        impl<T: ToDetail + ?Sized> ToDetail for $ty {
            fn with_detail(&self, write: &mut dyn FnMut(&dyn Display)) {
                (**self).with_detail(write);
            }
        }
    )*};
}

to_detail_through!(&T, Box<T>, std::sync::Arc<T>, std::rc::Rc<T>);
