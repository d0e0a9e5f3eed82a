//! An object store: an XML document, and a header from a tuple in a field.

use catchall::header::ContentRange;
use catchall::{Body, Format, HttpError, Problem, RequestContext};
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            char => escaped.push(char),
        }
    }
    escaped
}

struct Xml {
    region: &'static str,
}

impl Format for Xml {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let message = problem.detail().unwrap_or_else(|| problem.title());
        Body::new(
            "application/xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <Error><Code>{}</Code><Message>{}</Message><Region>{}</Region></Error>",
                escape(&problem.code()),
                escape(&message),
                escape(self.region),
            ),
        )
    }
}

#[derive(Debug, Error)]
enum Cause {
    #[error("timeout")]
    Timeout,
    #[error("remote: {0}")]
    Remote(String),
    #[error("quorum: {0} of {1}")]
    Quorum(usize, usize),
    #[error("disk: {0}")]
    Disk(String),
}

#[derive(Debug, Error)]
enum Common {
    #[error("internal: {0}")]
    Internal(#[source] Cause),
    #[error("bad request: {0}")]
    BadRequest(String),
    #[error("there is no bucket {0}")]
    NoSuchBucket(String),
}

#[derive(Debug, Error)]
#[error("not a range")]
struct RangeError;

#[derive(Debug, Error, HttpError)]
#[http(format = Xml { region: "garage" }, code_case = "PascalCase")]
enum StoreError {
    #[error("{0}")]
    #[http(
        case(Common::Internal(Cause::Timeout | Cause::Remote(_) | Cause::Quorum(..))
            => 503, code = "ServiceUnavailable", retry_after = 1),
        case(Common::Internal(_) => 500, code = "InternalError"),
        case(Common::BadRequest(_) => 400, code = "InvalidRequest", expose),
        case(Common::NoSuchBucket(_) => 404, code = "NoSuchBucket", expose),
    )]
    Common(#[source] Common),
    #[error("there is no key {0}")]
    #[http(404)]
    NoSuchKey(String),
    #[error("the range cannot be had: {}", _0.0)]
    #[http(416, expose, content_range = ContentRange::unsatisfied(_0.1))]
    InvalidRange((RangeError, u64)),
    #[error("the document is not valid: {0}")]
    #[http(400, code = "MalformedXML")]
    Malformed(String),
    #[error("the header is not UTF-8")]
    #[http(400, code = "InvalidRequest")]
    HeaderEncoding,
    #[error("parts of the upload are missing")]
    #[http(400)]
    InvalidPart,
}

fn document(code: &str, message: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Error><Code>{code}</Code><Message>{message}</Message><Region>garage</Region></Error>"
    )
}

#[test]
fn the_body_is_a_document() {
    use StoreError as E;
    for (error, status, code, message) in [
        (
            E::NoSuchKey("a<b>&c".into()),
            404,
            "NoSuchKey",
            "there is no key a&lt;b&gt;&amp;c",
        ),
        (
            E::Malformed("line 3".into()),
            400,
            "MalformedXML",
            "the document is not valid: line 3",
        ),
        (
            E::HeaderEncoding,
            400,
            "InvalidRequest",
            "the header is not UTF-8",
        ),
        (
            E::InvalidPart,
            400,
            "InvalidPart",
            "parts of the upload are missing",
        ),
        (
            E::Common(Common::BadRequest("no name".into())),
            400,
            "InvalidRequest",
            "bad request: no name",
        ),
        (
            E::Common(Common::NoSuchBucket("b".into())),
            404,
            "NoSuchBucket",
            "there is no bucket b",
        ),
    ] {
        let answer = support::media(&error, status, "application/xml");
        assert_eq!(answer.body(), document(code, message));
    }
}

#[test]
fn a_range_error_has_the_length_of_the_object() {
    let error = StoreError::InvalidRange((RangeError, 1234));
    let answer =
        support::media(&error, 416, "application/xml").has("content-range", "bytes */1234");
    assert_eq!(
        answer.body(),
        document("InvalidRange", "the range cannot be had: not a range")
    );
}

#[test]
fn the_causes_of_an_internal_error_differ_in_status() {
    for (cause, status, code, message) in [
        (
            Cause::Timeout,
            503,
            "ServiceUnavailable",
            "Service Unavailable",
        ),
        (
            Cause::Remote(CANARY.into()),
            503,
            "ServiceUnavailable",
            "Service Unavailable",
        ),
        (
            Cause::Quorum(1, 3),
            503,
            "ServiceUnavailable",
            "Service Unavailable",
        ),
        (
            Cause::Disk(CANARY.into()),
            500,
            "InternalError",
            "Internal Server Error",
        ),
    ] {
        let error = StoreError::Common(Common::Internal(cause));
        let answer = support::media(&error, status, "application/xml");
        assert_eq!(answer.body(), document(code, message));
        let wait = (status == 503).then_some("1");
        assert_eq!(answer.header("retry-after"), wait);
        assert_eq!(support::logged(&error).level, Level::ERROR);
    }
}
