//! FNV-1a, which is the same in every run; the hashers of the standard library do not
//! promise that. It does not protect against someone who chooses what is hashed.

pub(crate) struct Fnv(u64);

impl Fnv {
    #[inline]
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    #[inline]
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub(crate) fn to_hex(&self) -> Hex {
        Hex::of(self.0)
    }
}

/// A number as text, without an allocation.
pub(crate) struct Hex([u8; 16]);

impl Hex {
    fn of(number: u64) -> Self {
        let digits = number.to_be_bytes().map(|byte| {
            let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
            [digit(byte >> 4), digit(byte & 15)]
        });
        let mut text = [0; 16];
        text.copy_from_slice(digits.as_flattened());
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}
