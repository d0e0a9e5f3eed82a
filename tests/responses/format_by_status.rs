//! The shape of a body if several places name one: the variant, then an `on`
//! for its status, then the type; for two errors, that of the outer one.

use catchall::{Body, Format, HttpError, Problem, RequestContext};
use thiserror::Error;

/// A body that only names the format that created it.
struct Named(&'static str);

impl Format for Named {
    fn render(&self, _problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Body::new("application/x-name", self.0)
    }
}

fn format_of(error: &dyn HttpError) -> String {
    let response = error.to_response();
    String::from_utf8_lossy(response.body()).into_owned()
}

#[derive(Debug, Error, HttpError)]
#[error("wrong")]
#[http(format = Named("type"), on(5xx, format = Named("5xx")), on(404, format = Named("404")))]
enum Inner {
    #[http(404)]
    Fixed,
    #[http(404, format = Named("variant"))]
    Own,
    #[http(409)]
    Other,
    Late(#[http(status)] u16),
    #[http(status = *_0, format = Named("variant"))]
    LateOwn(u16),
    Unmapped,
}

#[test]
fn a_status_that_is_known_early_or_late_is_the_same() {
    for (error, format) in [
        (Inner::Fixed, "404"),
        (Inner::Own, "variant"),
        (Inner::Other, "type"),
        (Inner::Late(404), "404"),
        (Inner::Late(503), "5xx"),
        (Inner::Late(409), "type"),
        (Inner::LateOwn(404), "variant"),
        (Inner::Unmapped, "5xx"),
    ] {
        assert_eq!(format_of(&error), format, "{error:?}");
    }
}

#[derive(Debug, Error, HttpError)]
#[error("wrong")]
#[http(status = *_0, format = Named("struct"), on(404, format = Named("404")))]
struct Struct(u16);

#[derive(Debug, Error, HttpError)]
#[error("wrong")]
#[http(404, format = Named("struct"), on(404, format = Named("404")))]
#[http(case(1 => hide), case(2 => format = Named("case")), case(3 => 409, hide))]
struct WithCases(u8);

#[test]
fn a_struct_is_a_type_as_an_enum_is() {
    assert_eq!(format_of(&Struct(404)), "404");
    assert_eq!(format_of(&Struct(409)), "struct");
    for (number, format) in [(0, "404"), (1, "404"), (2, "case"), (3, "struct")] {
        assert_eq!(format_of(&WithCases(number)), format, "{number}");
    }
}

#[derive(Debug, Error, HttpError)]
#[error("outer")]
#[http(on(404, format = Named("outer 404")), format = Named("outer"))]
enum Outer {
    #[http(transparent)]
    Inner(Inner),
    #[http(transparent, format = Named("outer variant"))]
    Own(Inner),
}

#[test]
fn the_outer_error_wins() {
    for inner in [Inner::Fixed, Inner::Own, Inner::Late(404)] {
        assert_eq!(format_of(&Outer::Inner(inner)), "outer 404");
    }
    for inner in [Inner::Other, Inner::Late(503), Inner::Unmapped] {
        assert_eq!(format_of(&Outer::Inner(inner)), "outer");
    }
    assert_eq!(format_of(&Outer::Own(Inner::Own)), "outer variant");
}

#[derive(Debug, Error, HttpError)]
#[error("plain")]
#[http(on(404, format = Named("outer 404")))]
enum Plain {
    #[http(transparent)]
    Inner(Inner),
}

#[test]
fn without_an_outer_format_the_inner_one_counts() {
    assert_eq!(format_of(&Plain::Inner(Inner::Own)), "outer 404");
    assert_eq!(format_of(&Plain::Inner(Inner::Other)), "type");
    assert_eq!(format_of(&Plain::Inner(Inner::Late(503))), "5xx");
}

#[derive(Debug, Error, HttpError)]
#[error("late")]
#[http(on(4xx, format = Json::message("reason").code("kind")))]
struct Late(#[http(status)] u16);

#[test]
fn a_shape_may_be_an_expression() {
    let response = Late(404).to_response();
    assert_eq!(response.body(), r#"{"kind":"late","reason":"late"}"#);
}
