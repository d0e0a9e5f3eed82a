use std::borrow::Cow;

use bytes::Bytes;

use super::{InvalidValue, ToHeaderValue};

/// The bytes of an entry; `Ok(None)` for no entry.
pub(crate) type Metadata<'a> = Result<Option<Cow<'a, [u8]>>, InvalidValue>;

/// The value of `grpc(metadata("key" = expr))`: any value that a header may
/// have, or bytes, which need a key that ends in `-bin`; or an `Option` of
/// these, where `None` leaves the entry out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of gRPC metadata",
    label = "expected text, a number, bytes or an `Option` of these",
    note = "for any other type that implements `Display`, write a format string: `\"{{field}}\"`"
)]
pub trait ToMetadata {
    /// Returns the bytes, or `Ok(None)` for no entry.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a field value.
    fn to_metadata(&self) -> Result<Option<Cow<'_, [u8]>>, InvalidValue>;
}

impl<T: ToHeaderValue + ?Sized> ToMetadata for T {
    fn to_metadata(&self) -> Result<Option<Cow<'_, [u8]>>, InvalidValue> {
        let value = self.to_header_value()?;
        Ok(value.map(|value| Cow::Owned(value.as_bytes().to_owned())))
    }
}

macro_rules! bytes {
    ($($ty:ty),*) => {$(
        impl ToMetadata for $ty {
            fn to_metadata(&self) -> Result<Option<Cow<'_, [u8]>>, InvalidValue> {
                Ok(Some(Cow::Borrowed(self.as_ref())))
            }
        }
    )*};
}

bytes!([u8], &[u8], Vec<u8>, &Vec<u8>, Bytes, &Bytes);

macro_rules! optional_bytes {
    ($($ty:ty),*) => {$(
        impl ToMetadata for $ty {
            fn to_metadata(&self) -> Result<Option<Cow<'_, [u8]>>, InvalidValue> {
                Ok(self.as_ref().map(|bytes| Cow::Borrowed(bytes.as_ref())))
            }
        }
    )*};
}

optional_bytes!(
    Option<Vec<u8>>,
    &Option<Vec<u8>>,
    Option<&Vec<u8>>,
    Option<Bytes>,
    &Option<Bytes>,
    Option<&[u8]>
);

impl<const N: usize> ToMetadata for [u8; N] {
    fn to_metadata(&self) -> Result<Option<Cow<'_, [u8]>>, InvalidValue> {
        self.as_slice().to_metadata()
    }
}

impl<const N: usize> ToMetadata for &[u8; N] {
    fn to_metadata(&self) -> Result<Option<Cow<'_, [u8]>>, InvalidValue> {
        self.as_slice().to_metadata()
    }
}
