//! tonic 0.14.

#[doc(hidden)]
#[macro_export]
macro_rules! __tonic_0_14 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}
