//! An axum service.
fn main() {}
