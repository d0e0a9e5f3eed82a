use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Write};
use std::rc::Rc;
use std::sync::Arc;

use http::{HeaderValue, Method, Uri};

/// The error for text that is not a field value, RFC 9110 §5.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidValue;

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid header value")
    }
}

impl Error for InvalidValue {}

/// The value of `header("Name" = expr)`: text, a number, a `bool`, a
/// `HeaderValue`, a `Uri`, one or several `Method`s, or an `Option` of these,
/// where `None` leaves the header out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a header value",
    label = "expected text, a number, a `HeaderValue` or an `Option` of these",
    note = "for any other type that implements `Display`, write a format string: `\"{{field}}\"`"
)]
pub trait ToHeaderValue {
    /// Returns the value, or `Ok(None)` for no header.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a field value.
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue>;
}

/// Checks text: visible ASCII, spaces, tabs and bytes above 127.
pub(super) fn from_text(text: &str) -> Result<Option<HeaderValue>, InvalidValue> {
    HeaderValue::from_str(text)
        .map(Some)
        .map_err(|_| InvalidValue)
}

impl ToHeaderValue for HeaderValue {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        Ok(Some(self.clone()))
    }
}

impl ToHeaderValue for str {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        from_text(self)
    }
}

impl ToHeaderValue for String {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        from_text(self)
    }
}

impl ToHeaderValue for Cow<'_, str> {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        from_text(self)
    }
}

impl ToHeaderValue for fmt::Arguments<'_> {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        if let Some(text) = self.as_str() {
            return from_text(text);
        }
        let mut text = String::new();
        text.write_fmt(*self).map_err(|_| InvalidValue)?;
        from_text(&text)
    }
}

impl ToHeaderValue for bool {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        Ok(Some(HeaderValue::from_static(if *self {
            "true"
        } else {
            "false"
        })))
    }
}

macro_rules! displayed {
    ($($ty:ty),*) => {$(
        impl ToHeaderValue for $ty {
            fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                format_args!("{self}").to_header_value()
            }
        }
    )*};
}

displayed!(u128, i128, Uri, Method);

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl ToHeaderValue for $ty {
            fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                Ok(Some(HeaderValue::from(*self)))
            }
        }
    )*};
}

integers!(u16, u32, u64, usize, i16, i32, i64, isize);

macro_rules! widened {
    ($($ty:ty => $wide:ty),*) => {$(
        impl ToHeaderValue for $ty {
            fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                Ok(Some(HeaderValue::from(<$wide>::from(*self))))
            }
        }
    )*};
}

widened!(u8 => u16, i8 => i16);

/// A list of methods, as in `Allow`. An empty list is valid: the resource
/// allows no method (RFC 9110 §10.2.1).
impl ToHeaderValue for [Method] {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        let names: Vec<&str> = self.iter().map(Method::as_str).collect();
        from_text(&names.join(", "))
    }
}

impl<const N: usize> ToHeaderValue for [Method; N] {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        self.as_slice().to_header_value()
    }
}

impl ToHeaderValue for Vec<Method> {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        self.as_slice().to_header_value()
    }
}

impl<T: ToHeaderValue> ToHeaderValue for Option<T> {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        self.as_ref()
            .map_or(Ok(None), ToHeaderValue::to_header_value)
    }
}

macro_rules! through {
    ($($ty:ty),*) => {$(
        impl<T: ToHeaderValue + ?Sized> ToHeaderValue for $ty {
            fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                (**self).to_header_value()
            }
        }
    )*};
}

through!(&T, Box<T>, Arc<T>, Rc<T>);
