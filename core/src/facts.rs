//! What the derive and the runtime must agree on. `derive/src/facts.rs` is a
//! link to this file, so that there is one copy of each fact. It does not
//! depend on either crate.

use std::ops::RangeInclusive;

/// A status code that an error may have, by number or by name.
pub(crate) struct RegisteredStatus {
    /// 300 to 599.
    pub(crate) number: u16,
    /// The name of the constant of `http::StatusCode`.
    pub(crate) constant: &'static str,
    /// The reason phrase that RFC 9110 §15 recommends. (The `http` crate still
    /// has the phrases of RFC 7231 for 413 and 422.)
    pub(crate) phrase: &'static str,
    /// The code of a problem that has only a status.
    pub(crate) code: &'static str,
}

macro_rules! statuses {
    ($($number:literal $constant:ident $phrase:literal $code:literal)*) => {
        /// The statuses that IANA has registered and an error may have, in
        /// ascending order. The others (300, 305, 306, 418, 510, 511 and
        /// unregistered ones) are refused as literals.
        pub(crate) const STATUSES: &[RegisteredStatus] = &[$(RegisteredStatus {
            number: $number,
            constant: stringify!($constant),
            phrase: $phrase,
            code: $code,
        }),*];

        /// Returns the phrase: the title of an `about:blank` problem (RFC 9457
        /// §4.2.1). A number that is not registered has the phrase of its class.
        /// A number that is not an error status becomes a 500 and has the phrase
        /// of 500.
        pub(crate) const fn phrase(status: u16) -> &'static str {
            match status {
                $($number => $phrase,)*
                300..=399 => "Redirection",
                400..=499 => "Client Error",
                501..=599 => "Server Error",
                _ => "Internal Server Error",
            }
        }

        /// Returns the code of a problem that has only a status.
        pub(crate) const fn code(status: u16) -> &'static str {
            match status {
                $($number => $code,)*
                300..=399 => "redirection",
                400..=499 => "client_error",
                501..=599 => "server_error",
                _ => "internal_error",
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

/// Returns whether an error may have this status: a 4xx, a 5xx, a redirect or 304.
pub(crate) const fn is_error(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 304 | 307 | 308 | 400..=599)
}

/// Returns the header that a status must have, RFC 9110 §15. For a redirect the
/// RFC only says SHOULD, but there is no redirect without it.
pub(crate) const fn mandatory_header(status: u16) -> Option<&'static str> {
    Some(match status {
        401 => "www-authenticate",
        405 => "allow",
        407 => "proxy-authenticate",
        426 => "upgrade",
        301 | 302 | 303 | 307 | 308 => "location",
        _ => return None,
    })
}

/// Returns the statuses that a header belongs to, or `None` for a header of any
/// status. The name is in lower case, here and below.
pub(crate) fn belongs_to(header: &str) -> Option<&'static [RangeInclusive<u16>]> {
    Some(match header {
        "allow" => &[405..=405],
        // RFC 9110 §7.8: a sender of `Upgrade` also names it in `Connection`.
        "connection" | "upgrade" => &[426..=426],
        "content-range" => &[416..=416],
        "location" => &[301..=303, 307..=308],
        "proxy-authenticate" => &[407..=407],
        "www-authenticate" => &[401..=401],
        _ => return None,
    })
}

const BY_FORMAT: &str = "the format sets it: write a `format`";
const BY_SERVER: &str = "the server sets it";
const OF_A_BODY: &str = "the format writes the body, and this header describes another body";
const OF_A_REQUEST: &str = "only a request has it";

/// Returns why no error may set this header: it frames the message, concerns
/// the connection, or describes a body that is not the one that is sent.
///
/// `ETag`, `Last-Modified`, `Content-Location` and `Content-Language` are
/// allowed: a 304 must have the first three (RFC 9110 §15.4.5), a 412 may name
/// the current version, and the language of the detail is known where it is
/// written.
pub(crate) fn refused_header(header: &str) -> Option<&'static str> {
    Some(match header {
        "content-type" => BY_FORMAT,
        "content-length" | "date" | "http2-settings" | "keep-alive" | "proxy-connection"
        | "trailer" | "transfer-encoding" => BY_SERVER,
        "content-digest" | "content-encoding" | "content-md5" | "digest" | "repr-digest" => {
            OF_A_BODY
        }
        "expect" | "host" | "max-forwards" | "te" => OF_A_REQUEST,
        _ => return None,
    })
}

/// Returns why an error with this status may not set this header, although an
/// error with another status may.
pub(crate) fn refused_at(header: &str, status: u16) -> Option<&'static str> {
    let reason = match header {
        "connection" | "upgrade" => "it belongs to a 426",
        "content-range" => "it belongs to a 416",
        _ => return None,
    };
    let ranges = belongs_to(header)?;
    let belongs = ranges.iter().any(|range| range.contains(&status));
    (!belongs).then_some(reason)
}

/// The headers that describe a body: if the body of a response is replaced, the
/// headers of the old one must not stay.
pub(crate) const BODY_HEADERS: [&str; 13] = [
    "accept-ranges",
    "content-digest",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-md5",
    "content-range",
    "content-type",
    "digest",
    "repr-digest",
    "trailer",
    "transfer-encoding",
];

/// Headers that describe a body, but that a 304 keeps: they describe what the
/// client has stored (RFC 9110 §15.4.5).
pub(crate) const VERSION_HEADERS: [&str; 4] =
    ["content-location", "etag", "expires", "last-modified"];

/// The maximum length of a header value, in bytes.
pub(crate) const LONGEST_HEADER: usize = 8 * 1024;
/// The maximum length of all names and values in total, in bytes. Clients and proxies
/// reject a response whose headers are longer than they accept.
pub(crate) const LONGEST_HEADERS: usize = 16 * 1024;

/// The maximum number of headers of an error: many clients accept no more than
/// 100, and the server adds its own.
pub(crate) const MOST_HEADERS: usize = 64;

/// The members that RFC 9457 §3.1 defines, and the code.
pub(crate) const RESERVED_MEMBERS: [&str; 6] =
    ["type", "title", "status", "code", "detail", "instance"];

/// How a byte is written in a JSON string (RFC 8259 §7): 0 if it is written as
/// it is, the letter of its short escape, or `u` for four digits.
pub(crate) const JSON_ESCAPES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = b'u';
        byte += 1;
    }
    table[0x08] = b'b';
    table[0x09] = b't';
    table[0x0a] = b'n';
    table[0x0c] = b'f';
    table[0x0d] = b'r';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table
};

/// The gRPC codes by number, as gRPC writes them.
pub(crate) const GRPC_CODES: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

/// Returns whether a key of gRPC metadata is reserved for gRPC (`grpc-`), HTTP/2
/// (RFC 9113 §8.2.2) or the transport.
pub(crate) fn is_reserved_metadata(key: &str) -> bool {
    key.starts_with("grpc-")
        || matches!(
            key,
            "connection"
                | "content-length"
                | "content-type"
                | "host"
                | "keep-alive"
                | "proxy-connection"
                | "te"
                | "trailer"
                | "transfer-encoding"
                | "upgrade"
        )
}

/// The names of the log levels. The index of a level is its number in a table;
/// 0 is a level that is not set.
pub(crate) const LEVELS: [&str; 7] = ["", "off", "trace", "debug", "info", "warn", "error"];

/// RFC 9110 §5.6.2.
pub(crate) const fn is_tchar(byte: u8) -> bool {
    matches!(
        byte,
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'
            | b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_'
            | b'`' | b'|' | b'~'
    )
}

/// Returns whether a URI reference may contain this byte, RFC 3986 §2.
pub(crate) const fn is_uri_char(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(
            byte,
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
        )
}

/// Returns whether a code may contain this byte.
pub(crate) const fn is_code_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

/// Returns whether a key of gRPC metadata may contain this byte.
pub(crate) const fn is_metadata_char(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-')
}
