//! What a template proves, and what is known only at run time.

use crate::asserts::detail;
use catchall::{FieldErrors, HttpError};
use std::fmt;

/// Extra paragraphs are for the developers.
#[derive(Debug, displaydoc::Display, thiserror::Error, HttpError)]
#[ignore_extra_doc_attributes]
enum Paragraphs {
    /// no such user
    ///
    /// The table is `users_2019`, on host db7.
    #[http(404)]
    Fixed,
    /// no user {id}
    ///
    /// The table is `users_2019`, on host db7.
    #[http(404)]
    Named { id: u8 },
    /// the first line
    /// and the second one
    #[http(404)]
    Lines,
    /// as it comes
    ///
    /// The table is `users_2019`, on host db7.
    #[http(status = _0)]
    Late(u16),
    #[displaydoc("written {0}")]
    #[http(404)]
    Attribute(u8),
    /// try later
    ///
    /// The table is `users_2019`, on host db7.
    #[http(503, unmask)]
    Unmasked,
}

#[test]
fn paragraphs_that_display_leaves_out_are_not_sent() {
    let cases = [
        (Paragraphs::Fixed, "no such user"),
        (Paragraphs::Named { id: 7 }, "no user 7"),
        (Paragraphs::Lines, "the first line and the second one"),
        (Paragraphs::Late(404), "as it comes"),
        (Paragraphs::Attribute(7), "written 7"),
        (Paragraphs::Unmasked, "try later"),
    ];
    for (error, expected) in cases {
        assert_eq!(error.to_string(), expected);
        assert_eq!(detail(&error).as_deref(), Some(expected), "{error:?}");
    }
}

/// the shop says
#[derive(Debug, displaydoc::Display, thiserror::Error, HttpError)]
#[prefix_enum_doc_attributes]
enum Prefixed {
    /// no such user
    #[http(404)]
    Fixed,
    #[displaydoc("written")]
    #[http(404)]
    Attribute,
}

#[derive(Debug, derive_more::Display, derive_more::Error, HttpError)]
#[display("the shop says: {_variant}")]
enum Wrapped {
    #[display("no such user")]
    #[http(404)]
    Fixed,
}

#[test]
fn what_the_type_writes_around_a_variant_is_sent() {
    let sent = |error: &Prefixed| (error.to_string(), detail(error));
    let expected = |text: &str| (text.to_owned(), Some(text.to_owned()));
    assert_eq!(
        sent(&Prefixed::Fixed),
        expected("the shop says: no such user")
    );
    assert_eq!(
        sent(&Prefixed::Attribute),
        expected("the shop says: written")
    );
    let error = Wrapped::Fixed;
    assert_eq!(error.to_string(), "the shop says: no such user");
    assert_eq!(
        detail(&error).as_deref(),
        Some("the shop says: no such user")
    );
}

/// The text of `FieldErrors` is about the request, so it may be shown.
#[derive(Debug, HttpError)]
#[http(422)]
struct Invalid(FieldErrors);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} invalid fields", self.0.len())
    }
}

impl std::error::Error for Invalid {}

#[test]
fn field_errors_are_written_to_be_shown() {
    let error = Invalid(FieldErrors::new());
    assert_eq!(detail(&error).as_deref(), Some("0 invalid fields"));
}
