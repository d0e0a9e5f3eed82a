//! The status codes that IANA has registered, with the phrases of RFC 9110 §15
//! (the `http` crate still has RFC 7231's for 413 and 422).

use http::StatusCode;

/// One registered status code.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number, 100 to 599.
    pub number: u16,
    /// The name of the constant of `http::StatusCode`.
    pub constant: &'static str,
    /// The reason phrase that the RFC recommends.
    pub phrase: &'static str,
    /// The code of a problem that has only this status.
    pub code: &'static str,
}

macro_rules! statuses {
    ($($number:literal $constant:ident $phrase:literal $code:literal)*) => {
        /// Every registered error status, in ascending order.
        #[doc(hidden)]
        pub const ROWS: &[Row] = &[$(Row {
            number: $number,
            constant: stringify!($constant),
            phrase: $phrase,
            code: $code,
        }),*];

        const fn row(number: u16) -> Row {
            match number {
                $($number => Row {
                    number: $number,
                    constant: stringify!($constant),
                    phrase: $phrase,
                    code: $code,
                },)*
                300..=399 => Row { number, constant: "", phrase: "Redirection", code: "redirection" },
                400..=499 => Row { number, constant: "", phrase: "Client Error", code: "client_error" },
                500..=599 => Row { number, constant: "", phrase: "Server Error", code: "server_error" },
                // What is no error becomes a 500.
                _ => Row {
                    number,
                    constant: "",
                    phrase: "Internal Server Error",
                    code: "internal_error",
                },
            }
        }
    };
}

statuses! {
    301 MOVED_PERMANENTLY "Moved Permanently" "moved_permanently"
    302 FOUND "Found" "found"
    303 SEE_OTHER "See Other" "see_other"
    304 NOT_MODIFIED "Not Modified" "not_modified"
    307 TEMPORARY_REDIRECT "Temporary Redirect" "temporary_redirect"
    308 PERMANENT_REDIRECT "Permanent Redirect" "permanent_redirect"
    400 BAD_REQUEST "Bad Request" "bad_request"
    401 UNAUTHORIZED "Unauthorized" "unauthorized"
    402 PAYMENT_REQUIRED "Payment Required" "payment_required"
    403 FORBIDDEN "Forbidden" "forbidden"
    404 NOT_FOUND "Not Found" "not_found"
    405 METHOD_NOT_ALLOWED "Method Not Allowed" "method_not_allowed"
    406 NOT_ACCEPTABLE "Not Acceptable" "not_acceptable"
    407 PROXY_AUTHENTICATION_REQUIRED "Proxy Authentication Required" "proxy_authentication_required"
    408 REQUEST_TIMEOUT "Request Timeout" "request_timeout"
    409 CONFLICT "Conflict" "conflict"
    410 GONE "Gone" "gone"
    411 LENGTH_REQUIRED "Length Required" "length_required"
    412 PRECONDITION_FAILED "Precondition Failed" "precondition_failed"
    413 PAYLOAD_TOO_LARGE "Content Too Large" "content_too_large"
    414 URI_TOO_LONG "URI Too Long" "uri_too_long"
    415 UNSUPPORTED_MEDIA_TYPE "Unsupported Media Type" "unsupported_media_type"
    416 RANGE_NOT_SATISFIABLE "Range Not Satisfiable" "range_not_satisfiable"
    417 EXPECTATION_FAILED "Expectation Failed" "expectation_failed"
    421 MISDIRECTED_REQUEST "Misdirected Request" "misdirected_request"
    422 UNPROCESSABLE_ENTITY "Unprocessable Content" "unprocessable_content"
    423 LOCKED "Locked" "locked"
    424 FAILED_DEPENDENCY "Failed Dependency" "failed_dependency"
    425 TOO_EARLY "Too Early" "too_early"
    426 UPGRADE_REQUIRED "Upgrade Required" "upgrade_required"
    428 PRECONDITION_REQUIRED "Precondition Required" "precondition_required"
    429 TOO_MANY_REQUESTS "Too Many Requests" "too_many_requests"
    431 REQUEST_HEADER_FIELDS_TOO_LARGE "Request Header Fields Too Large" "request_header_fields_too_large"
    451 UNAVAILABLE_FOR_LEGAL_REASONS "Unavailable For Legal Reasons" "unavailable_for_legal_reasons"
    500 INTERNAL_SERVER_ERROR "Internal Server Error" "internal_error"
    501 NOT_IMPLEMENTED "Not Implemented" "not_implemented"
    502 BAD_GATEWAY "Bad Gateway" "bad_gateway"
    503 SERVICE_UNAVAILABLE "Service Unavailable" "service_unavailable"
    504 GATEWAY_TIMEOUT "Gateway Timeout" "gateway_timeout"
    505 HTTP_VERSION_NOT_SUPPORTED "HTTP Version Not Supported" "http_version_not_supported"
    506 VARIANT_ALSO_NEGOTIATES "Variant Also Negotiates" "variant_also_negotiates"
    507 INSUFFICIENT_STORAGE "Insufficient Storage" "insufficient_storage"
    508 LOOP_DETECTED "Loop Detected" "loop_detected"
}

/// The recommended phrase, RFC 9110 §15: the title of an `about:blank` problem.
/// An unregistered number has the phrase of its class, and one that is no error
/// that of 500.
#[must_use]
pub const fn phrase(status: u16) -> &'static str {
    row(status).phrase
}

/// The code of a problem that has a status and nothing else.
#[must_use]
pub const fn code(status: u16) -> &'static str {
    row(status).code
}

/// Whether an error may be answered with it: 4xx, 5xx, a redirection, or 304.
#[must_use]
pub const fn is_error(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 304 | 307 | 308 | 400..=599)
}

/// A value that `status = expr` may have: a [`StatusCode`], a number, an
/// `Option` of them, and references to these. `None` is an unmapped error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a status",
    label = "expected a `StatusCode`, a `u16` or an `Option` of them"
)]
pub trait ToStatus {
    /// The number, unchecked.
    fn to_status(&self) -> Option<u16>;
}

impl ToStatus for StatusCode {
    fn to_status(&self) -> Option<u16> {
        Some(self.as_u16())
    }
}

impl ToStatus for u16 {
    fn to_status(&self) -> Option<u16> {
        Some(*self)
    }
}

/// What a plain `404` in an expression is. One that is no `u16` is no error
/// status either.
impl ToStatus for i32 {
    fn to_status(&self) -> Option<u16> {
        Some(u16::try_from(*self).unwrap_or(0))
    }
}

impl<T: ToStatus> ToStatus for Option<T> {
    fn to_status(&self) -> Option<u16> {
        self.as_ref()?.to_status()
    }
}

impl<T: ToStatus + ?Sized> ToStatus for &T {
    fn to_status(&self) -> Option<u16> {
        (**self).to_status()
    }
}
