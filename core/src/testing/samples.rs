//! The variants of an error type, and sample errors for them.

use std::any::type_name;

use crate::catalog::collect::{self, Collector};
use crate::describe::delegate::Delegate;
use crate::http_error::HttpError;
use crate::table::{Row, UNMAPPED};

/// Returns the variants that are unmapped, and therefore a masked 500, including those
/// of the errors that it delegates to. A variant with cases is included for the values
/// that no case matches. Errors that turn out to be unmapped at run time, for instance
/// by a `status` of `None`, are not known here.
///
/// ```
/// # extern crate catchall_core as catchall;
/// # #[derive(Debug)]
/// # struct AppError;
/// # impl std::fmt::Display for AppError {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("") }
/// # }
/// # impl std::error::Error for AppError {}
/// # impl catchall::HttpError for AppError {}
/// // A new variant without a status fails this test.
/// assert_eq!(catchall::testing::unmapped::<AppError>(), [""; 0]);
/// ```
#[must_use]
pub fn unmapped<E: HttpError>() -> Vec<String> {
    let mut collector = Collector::default();
    <E as Delegate>::__catalog(&mut collector);
    collector.into_unmapped()
}

/// Returns the variants of a type, including cases, that none of these errors is.
pub(super) fn without_sample<E: HttpError>(samples: &[E]) -> Vec<String> {
    let of = |error: &E| {
        let (table, row) = error.__row();
        table.row(row).or_else(|| table.row(error.__case()))
    };
    let found: Vec<Row> = samples.iter().filter_map(of).collect();
    let name = collect::short(type_name::<E>());
    let lacking = E::__table().rows();
    let lacking = lacking.filter(|row| !found.iter().any(|found| found.is_same(*row)));
    // The row of errors that are unmapped at run time is not a variant.
    let lacking = lacking.filter(|row| row.has_own_variant());
    lacking
        .map(|row| {
            let variant = match row.variant() {
                "" => name.to_owned(),
                variant => format!("{name}::{variant}"),
            };
            match row.code() {
                "" if row.has(UNMAPPED) => format!("{variant} (unmapped)"),
                "" => variant,
                code => format!("{variant} (`{code}`)"),
            }
        })
        .collect()
}

/// Panics if a variant has no sample.
#[track_caller]
pub(super) fn assert_complete<E: HttpError>(samples: &[E]) {
    let lacking = without_sample(samples);
    assert!(
        lacking.is_empty(),
        "there is no sample of {}: add one to the list",
        lacking.join(", ")
    );
}
