//! The errors are a contract with the developers of clients: `errors.json` contains
//! what is published of them, and the TypeScript client has a module that is
//! generated from them.

use catchall::testing::unmapped;

use crate::error::AppError;

/// Fails if a change breaks clients. An intended change is written with
/// `CATCHALL_BLESS=1`, and reviewed. This is the only test that contains the codes: all
/// others use the catalog, or the files here.
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
            // Values that no case matches.
            "DbError::Sqlite",
            "DbError::Task",
            "UpstreamError::Task",
        ]
    );
}
