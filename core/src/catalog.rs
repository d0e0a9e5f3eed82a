//! Everything that a client can receive from an error type: [`Catalog`].

pub(crate) mod collect;
#[cfg(feature = "catalog")]
mod diff;
mod entry;
#[cfg(feature = "catalog")]
pub(crate) mod html;
#[cfg(feature = "catalog")]
mod json;
#[cfg(feature = "catalog")]
mod json_schema;
mod layer;
#[cfg(feature = "catalog")]
mod markdown;
mod merge;
#[cfg(feature = "catalog")]
mod named;
#[cfg(feature = "catalog")]
pub(crate) mod openapi;
#[cfg(feature = "catalog")]
mod python;
#[cfg(feature = "catalog")]
mod typescript;

#[cfg(feature = "catalog")]
#[cfg_attr(docsrs, doc(cfg(feature = "catalog")))]
pub use self::diff::{Change, Impact, InvalidCatalog};
pub use self::entry::{BodySpec, Entry, HeaderSpec, Presence};
#[cfg(feature = "catalog")]
#[cfg_attr(docsrs, doc(cfg(feature = "catalog")))]
pub use self::openapi::problem_schema;
pub use crate::value::json_type::{HasJsonType, JsonType, MemberSpec};

/// All problems that a client can receive from an error type, or from several: a
/// published contract.
///
/// [`HttpError::catalog`](crate::HttpError::catalog) builds it from what the derive knows. The
/// entries are in the order of the variants, followed by the entries of the errors that they
/// delegate to. Variants with the same code, type and title are one entry. The last entry is the
/// masked 500 that any error may become.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::HttpError;
///
/// fn codes<E: HttpError>() -> Vec<&'static str> {
///     E::catalog().entries().iter().map(|entry| entry.code()).collect()
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    entries: Vec<Entry>,
    is_open: bool,
}

impl Catalog {
    /// Creates the catalog of an error that is mapped by hand: these entries, and the
    /// masked 500 that any error may become.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Catalog, Entry, ProblemType};
    ///
    /// let gone = Entry::new(ProblemType::new(410, "gone")).with_description("It was withdrawn.");
    /// let catalog = Catalog::new([gone]);
    /// assert_eq!(catalog.entries().len(), 2);
    /// assert_eq!(catalog.entries()[1].code(), "internal_error");
    /// ```
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut catalog = Self {
            entries: Vec::new(),
            is_open: false,
        };
        entries.into_iter().for_each(|entry| catalog.push(entry));
        catalog.push(Entry::masked());
        catalog
    }

    /// Marks the catalog as open: there may be problems that are known only at run time.
    #[must_use]
    pub fn open(self) -> Self {
        Self {
            is_open: true,
            ..self
        }
    }

    /// Adds the entries of another catalog.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.is_open |= other.is_open;
        other.entries.into_iter().for_each(|entry| self.push(entry));
        self
    }

    /// Returns every entry.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the entries with this code. There are several if a code has several
    /// types or titles.
    pub fn find<'c>(&'c self, code: &'c str) -> impl Iterator<Item = &'c Entry> {
        let entries = self.entries.iter();
        entries.filter(move |entry| entry.code() == code)
    }

    /// Returns whether a client may receive problems that have no entry: those of an error
    /// that is mapped by hand, of a `Problem`, or of an expression.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Creates a catalog of only these entries.
    #[cfg(feature = "docs")]
    pub(crate) fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        Self {
            entries: entries.into_iter().cloned().collect(),
            is_open: false,
        }
    }

    fn push(&mut self, entry: Entry) {
        let mut known = self.entries.iter_mut();
        match known.find(|known| known.is_same_type(&entry)) {
            Some(known) => known.merge(entry),
            None => self.entries.push(entry),
        }
        // Unmapped variants come last.
        self.entries.sort_by_key(Entry::is_unmapped);
    }
}

/// Builds the catalog of several error types: `catalog![AppError, BillingError]`.
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
/// # type BillingError = AppError;
/// let catalog = catchall::catalog![AppError, BillingError];
/// assert_eq!(catalog.entries().last().unwrap().code(), "internal_error");
/// ```
#[macro_export]
macro_rules! catalog {
    ($first:ty $(, $error:ty)* $(,)?) => {
        <$first as $crate::HttpError>::catalog()
            $(.with(<$error as $crate::HttpError>::catalog()))*
    };
}
