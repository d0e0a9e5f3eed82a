//! All problem types of an error type.

use crate::problem_type::ProblemType;
use crate::table::Table;

/// All problem types of an error type, in declaration order, and then those of
/// the errors it delegates to, each visited once.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{Catalog, HttpError};
///
/// fn codes<E: HttpError>() -> Vec<&'static str> {
///     E::catalog().entries().iter().map(|entry| entry.problem_type().code()).collect()
/// }
/// ```
pub struct Catalog {
    table: Option<&'static Table>,
    /// Those of the rows, one behind the other.
    descriptions: &'static str,
    nested: &'static [fn() -> &'static Catalog],
}

/// What stands between two descriptions.
const END: char = '\0';

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.entries()).finish()
    }
}

/// One problem type, with its doc comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    variant: &'static str,
    problem_type: ProblemType,
    description: &'static str,
    #[cfg(feature = "fluent")]
    has_detail: bool,
}

impl Entry {
    /// The name of the variant, empty for a struct.
    #[must_use]
    pub fn variant(&self) -> &'static str {
        self.variant
    }

    /// The problem type. Its status is `None` where only a value decides it.
    #[must_use]
    pub fn problem_type(&self) -> ProblemType {
        self.problem_type
    }

    /// The doc comment of the variant, empty if it has none.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// Whether it is known without an error that there is a detail.
    #[cfg(feature = "fluent")]
    pub(crate) fn has_detail(&self) -> bool {
        self.has_detail
    }
}

impl Catalog {
    /// The catalog of an error that names no problem type.
    pub const EMPTY: Self = Self {
        table: None,
        descriptions: "",
        nested: &[],
    };

    /// For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        table: &'static Table,
        descriptions: &'static str,
        nested: &'static [fn() -> &'static Catalog],
    ) -> Self {
        Self {
            table: Some(table),
            descriptions,
            nested,
        }
    }

    /// Every entry. Unmapped and delegating variants have none of their own.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        self.collect(&mut Seen::default(), &mut entries);
        entries
    }

    fn collect(&self, seen: &mut Seen, entries: &mut Vec<Entry>) {
        if let Some(table) = self.table
            && insert(&mut seen.tables, std::ptr::from_ref(table))
        {
            let mut descriptions = self.descriptions.split(END);
            for row in table.rows() {
                let description = descriptions.next().unwrap_or_default();
                if row.is_problem_type() {
                    entries.push(Entry {
                        variant: row.variant(),
                        problem_type: row.problem_type(),
                        description,
                        #[cfg(feature = "fluent")]
                        has_detail: row.has_detail(),
                    });
                }
            }
        }
        if insert(&mut seen.nested, self.nested.as_ptr()) {
            for nested in self.nested {
                nested().collect(seen, entries);
            }
        }
    }
}

/// What was visited. The instances of a generic type have one table, and each
/// its own nested types.
#[derive(Default)]
struct Seen {
    tables: Vec<*const Table>,
    nested: Vec<*const fn() -> &'static Catalog>,
}

/// Whether it was not in there.
fn insert<T>(seen: &mut Vec<*const T>, id: *const T) -> bool {
    let is_new = !seen.contains(&id);
    if is_new {
        seen.push(id);
    }
    is_new
}
