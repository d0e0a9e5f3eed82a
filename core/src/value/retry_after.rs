use std::time::Duration;
#[cfg(feature = "httpdate")]
use std::time::SystemTime;

use http::HeaderValue;

use super::{InvalidValue, short_number};

/// The value of `retry_after = expr`, RFC 9110 §10.2.3: a `Duration`, rounded
/// up to whole seconds; whole seconds; a `SystemTime`, as an IMF-fixdate
/// (feature `httpdate`); or an `Option` of these, where `None` leaves the
/// header out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not define when to retry",
    label = "expected a `Duration`, whole seconds (`u64`, `u32`) or an `Option` of these",
    note = "a `SystemTime` needs catchall's feature `httpdate`"
)]
pub trait ToRetryAfter {
    /// Returns the value, or `Ok(None)` for no header.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be written: a time before 1970 or after 9999.
    fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue>;
}

impl ToRetryAfter for u64 {
    fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        if let Some(digits) = short_number::digits(*self) {
            return Ok(Some(HeaderValue::from_static(digits)));
        }
        Ok(Some(HeaderValue::from(*self)))
    }
}

impl ToRetryAfter for Duration {
    fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        let up = u64::from(self.subsec_nanos() > 0);
        self.as_secs().saturating_add(up).to_retry_after()
    }
}

#[cfg(feature = "httpdate")]
impl ToRetryAfter for SystemTime {
    fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        /// The first second of the year 10000, which an IMF-fixdate cannot express.
        const END: Duration = Duration::from_secs(253_402_300_800);
        let in_range = self
            .duration_since(SystemTime::UNIX_EPOCH)
            .is_ok_and(|since| since < END);
        if !in_range {
            return Err(InvalidValue);
        }
        super::header_value::from_text(&httpdate::fmt_http_date(*self))
    }
}

macro_rules! seconds {
    ($($ty:ty),*) => {$(
        impl ToRetryAfter for $ty {
            fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                u64::try_from(*self).map_err(|_| InvalidValue)?.to_retry_after()
            }
        }
    )*};
}

seconds!(u8, u16, u32, usize, i32, i64);

impl<T: ToRetryAfter> ToRetryAfter for Option<T> {
    fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        self.as_ref().map_or(Ok(None), ToRetryAfter::to_retry_after)
    }
}

impl<T: ToRetryAfter + ?Sized> ToRetryAfter for &T {
    fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        (**self).to_retry_after()
    }
}
