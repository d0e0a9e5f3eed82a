//! A part of an error, for one operation.

use catchall::{Entry, HttpError};

use crate::{ApiError, InnerError, message};

catchall::only! {
    type Whole = ApiError;
}

catchall::only! {
    /// Two variants, and one of the error inside.
    pub(crate) type ReadError = ApiError { UserNotFound, Inner }, InnerError { Conflict };
}

catchall::only! {
    type Unreached = ApiError { UserNotFound }, InnerError { Conflict };
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Outer {
    #[error(transparent)]
    #[http(transparent, header("X-Part" = "storage"))]
    Boxed(Box<InnerError>),
    #[error("anything")]
    #[http(transparent)]
    Anything(catchall::Problem),
    #[error("keyword")]
    #[http(410)]
    r#Type,
}

catchall::only! {
    type Closed = Outer { Boxed, r#Type }, InnerError { Private, Conflict };
}

catchall::only! {
    type Joined = Outer { r#Type } | ReadError;
}

fn codes<E: HttpError>() -> Vec<&'static str> {
    let catalog = E::catalog();
    catalog.entries().iter().map(Entry::code).collect()
}

#[test]
fn only_the_variants_that_are_named_count() {
    assert_eq!(
        codes::<ReadError>(),
        ["user_not_found", "conflict", "internal_error"]
    );
    assert_eq!(Whole::catalog(), ApiError::catalog());
    assert_eq!(
        codes::<Joined>(),
        ["type", "user_not_found", "conflict", "internal_error"]
    );
}

#[test]
fn what_delegates_still_changes_what_it_delegates_to() {
    let catalog = Closed::catalog();
    let conflict = catalog.find("conflict").next().unwrap();
    assert_eq!(conflict.headers()[0].name(), "x-part");
}

#[test]
fn it_is_open_only_where_a_variant_that_counts_is() {
    assert!(Outer::catalog().is_open());
    assert!(!Closed::catalog().is_open());
}

#[test]
fn a_type_that_is_not_reached_is_a_mistake() {
    let message = message(|| drop(Unreached::catalog()));
    assert_eq!(
        message,
        "`only!` names variants of `InnerError`, but no other variant that it names delegates to \
         this type"
    );
    // These are not constructed.
    let _ = (Outer::Boxed, Outer::Anything, Outer::r#Type);
}
