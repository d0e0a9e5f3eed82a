use std::time::Duration;
#[cfg(feature = "httpdate")]
use std::time::SystemTime;

use http::HeaderValue;

use super::InvalidValue;

/// What `retry_after = expr` may be, RFC 9110 §10.2.3: a `Duration`, rounded up
/// to whole seconds; whole seconds; a `SystemTime`, as an IMF-fixdate (feature
/// `httpdate`); or an `Option` of these, where `None` leaves the header out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say when to retry",
    label = "expected a `Duration`, whole seconds (`u64`, `u32`) or an `Option` of these",
    note = "a `SystemTime` needs catchall's feature `httpdate`"
)]
pub trait ToRetryAfter {
    /// The value; `Ok(None)` for no header.
    ///
    /// # Errors
    ///
    /// If the value cannot be written: a time before 1970 or after 9999.
    fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue>;
}

/// `000001002...`: the decimal numbers below 1000, so that the usual waits
/// need no allocation.
const DIGITS: &str = {
    const BYTES: [u8; 3000] = {
        let mut digits = [b'0'; 3000];
        let mut number = 0;
        while number < 1000 {
            #[expect(clippy::cast_possible_truncation, reason = "each is below ten")]
            {
                digits[number * 3] = b'0' + (number / 100) as u8;
                digits[number * 3 + 1] = b'0' + (number / 10 % 10) as u8;
                digits[number * 3 + 2] = b'0' + (number % 10) as u8;
            }
            number += 1;
        }
        digits
    };
    match std::str::from_utf8(&BYTES) {
        Ok(digits) => digits,
        Err(_) => "",
    }
};

#[inline]
fn short(seconds: u64) -> Option<HeaderValue> {
    let leading_zeros = match seconds {
        0..=9 => 2,
        10..=99 => 1,
        100..=999 => 0,
        _ => return None,
    };
    let end = usize::try_from(seconds).ok()? * 3 + 3;
    let digits = DIGITS.get(end - 3 + leading_zeros..end)?;
    Some(HeaderValue::from_static(digits))
}

impl ToRetryAfter for u64 {
    fn to_retry_after(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        Ok(Some(
            short(*self).unwrap_or_else(|| HeaderValue::from(*self)),
        ))
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
        /// The first second of the year 10000, which IMF-fixdate cannot say.
        const END: Duration = Duration::from_secs(253_402_300_800);
        let in_range = self
            .duration_since(SystemTime::UNIX_EPOCH)
            .is_ok_and(|since| since < END);
        if !in_range {
            return Err(InvalidValue);
        }
        super::value::from_text(&httpdate::fmt_http_date(*self))
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
