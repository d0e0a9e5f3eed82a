//! The decimal numbers below 1000, so that common waits need no allocation.

/// `000001002...`
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

/// Returns the digits of a number below 1000.
#[inline]
pub(crate) fn digits(number: u64) -> Option<&'static str> {
    let leading_zeros = match number {
        0..=9 => 2,
        10..=99 => 1,
        100..=999 => 0,
        _ => return None,
    };
    let end = usize::try_from(number).ok()? * 3 + 3;
    DIGITS.get(end - 3 + leading_zeros..end)
}

/// Returns the same text, if it is exactly such a number.
#[cfg(feature = "actix-web-4")]
pub(crate) fn same(text: &[u8]) -> Option<&'static str> {
    if text.len() > 3 {
        return None;
    }
    let number = std::str::from_utf8(text).ok()?.parse().ok()?;
    digits(number).filter(|digits| digits.as_bytes() == text)
}
