//! The errors are a contract with those who write clients: `errors.json` has what is
//! published of them, and the client in TypeScript has a module that is made of them.

use catchall::testing::unmapped;

use crate::error::AppError;

/// A change that breaks clients says so. One that is meant is written with
/// `CATCHALL_BLESS=1`, and reviewed. This is the one test that knows the codes: all others
/// ask the catalog, or the files here.
#[test]
fn the_errors_are_those_that_are_published() {
    catchall::assert_catalog!("errors.json", AppError);
    catchall::assert_catalog!("../shop-client-typescript/src/errors.ts", AppError);
}

#[test]
fn what_is_a_masked_500_is_meant_to_be_one() {
    assert_eq!(
        unmapped::<AppError>(),
        [
            "AppError::LedgerMismatch",
            // What no case matches.
            "DbError::Sqlite",
            "DbError::Task",
            "UpstreamError::Task",
        ]
    );
}
