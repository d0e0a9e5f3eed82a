//! The problem type: what is fixed about one kind of error.

use http::StatusCode;

use crate::status;

/// One kind of error, RFC 9457 §4: a status, a code, a type URI and a title.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{Problem, ProblemType};
///
/// const OUT_OF_CREDIT: ProblemType = ProblemType::new(403, "out_of_credit")
///     .with_type_uri("https://example.com/probs/out-of-credit")
///     .with_title("You do not have enough credit.");
///
/// let problem = Problem::of(OUT_OF_CREDIT).with_detail("Your current balance is 30.");
/// assert_eq!(problem.status(), 403);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProblemType {
    status: u16,
    code: &'static str,
    uri: &'static str,
    title: &'static str,
}

impl ProblemType {
    /// Creates a problem type with this status and code, the type
    /// `about:blank`, and the phrase of the status as its title.
    ///
    /// A status that is not an error becomes a 500 when the type is used.
    #[must_use]
    pub const fn new(status: u16, code: &'static str) -> Self {
        Self {
            status,
            code,
            uri: "",
            title: "",
        }
    }

    /// Sets the type URI, RFC 9457 §3.1.1. Once it is published, it must not change.
    #[must_use]
    pub const fn with_type_uri(self, uri: &'static str) -> Self {
        Self { uri, ..self }
    }

    /// Sets the title, RFC 9457 §3.1.3: a short summary that is the same for
    /// every occurrence.
    #[must_use]
    pub const fn with_title(self, title: &'static str) -> Self {
        Self { title, ..self }
    }

    /// Returns the status, or `None` if it is known only at run time.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.status)
            .ok()
            .filter(|status| status::is_error(status.as_u16()))
    }

    /// Returns the stable machine-readable name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the type URI, or `about:blank` if it has none.
    #[must_use]
    pub const fn type_uri(&self) -> &'static str {
        if self.uri.is_empty() {
            "about:blank"
        } else {
            self.uri
        }
    }

    /// Returns its title, or the phrase of the status if it has none (RFC 9457
    /// §4.2.1). Empty if that status is known only at run time.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        if self.title.is_empty() && self.status != 0 {
            status::phrase(self.status)
        } else {
            self.title
        }
    }

    /// Returns the parts as they were given: status, code, URI, title.
    pub(crate) const fn parts(self) -> (u16, &'static str, &'static str, &'static str) {
        (self.status, self.code, self.uri, self.title)
    }
}
