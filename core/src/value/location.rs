use std::borrow::Cow;
use std::fmt::{self, Write};

use http::{HeaderValue, Uri};

use super::{InvalidValue, header_value as value};
use crate::value::uri;

/// The value of `location = expr`: text, a `Uri`, or an `Option` of these.
/// Characters that a URI reference cannot contain (RFC 3986) are
/// percent-encoded.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a location",
    label = "expected text, a `Uri` or an `Option` of these",
    note = "for any other type that implements `Display`, write a format string: `\"{{field}}\"`"
)]
pub trait ToLocation {
    /// Returns the value, or `Ok(None)` for no header.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is not a field value.
    fn to_location(&self) -> Result<Option<HeaderValue>, InvalidValue>;
}

fn from_text(text: &str) -> Result<Option<HeaderValue>, InvalidValue> {
    value::from_text(&uri::encode(text.into()))
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        impl ToLocation for $ty {
            fn to_location(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                from_text(self)
            }
        }
    )*};
}

texts!(str, String, Cow<'_, str>, Box<str>, std::sync::Arc<str>);

macro_rules! displayed {
    ($($ty:ty),*) => {$(
        impl ToLocation for $ty {
            fn to_location(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                let mut text = String::new();
                write!(text, "{self}").map_err(|_| InvalidValue)?;
                from_text(&text)
            }
        }
    )*};
}

displayed!(Uri, fmt::Arguments<'_>);

impl<T: ToLocation> ToLocation for Option<T> {
    fn to_location(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        self.as_ref().map_or(Ok(None), ToLocation::to_location)
    }
}

impl<T: ToLocation + ?Sized> ToLocation for &T {
    fn to_location(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        (**self).to_location()
    }
}
