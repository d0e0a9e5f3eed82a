//! The types that `grpc = expr` may have.

/// A gRPC code: a number, the `Code` of a gRPC crate, or an `Option` of these,
/// where `None` leaves the code to the status.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a gRPC code",
    label = "expected the `Code` of a gRPC crate, its number as an `i32`, or an `Option` of these"
)]
pub trait ToGrpcCode {
    /// Returns the number, unchecked.
    fn to_grpc_code(&self) -> Option<i32>;
}

impl ToGrpcCode for i32 {
    fn to_grpc_code(&self) -> Option<i32> {
        Some(*self)
    }
}

impl<T: ToGrpcCode> ToGrpcCode for Option<T> {
    fn to_grpc_code(&self) -> Option<i32> {
        self.as_ref()?.to_grpc_code()
    }
}

impl<T: ToGrpcCode + ?Sized> ToGrpcCode for &T {
    fn to_grpc_code(&self) -> Option<i32> {
        (**self).to_grpc_code()
    }
}
