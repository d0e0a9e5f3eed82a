//! FNV-1a, which is the same in every run: a hasher of the standard library does not promise
//! that. It is no protection against those who choose what is hashed.

pub(crate) struct Fnv(u64);

impl Fnv {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// 16 digits.
    pub(crate) fn to_hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}
