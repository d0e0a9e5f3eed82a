//! Enums to compile: the same errors, mapped in different ways.
//!
//! Of ten variants four are units, three are tuples and three have named
//! fields. One is not mapped and holds a source, one sends a member, one sends
//! `Retry-After`; the rest have a status and the text of `Display`.

use std::fmt::Write as _;

/// How the errors are mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// `Debug` and nothing else: not even an error.
    Nothing,
    Thiserror,
    /// A match of a careful developer, for axum.
    ByHand,
    /// The derive alone, for plain `http`.
    Catchall,
    /// With axum's trait.
    CatchallAxum,
    AxumProblem,
    ActixWebError,
    /// No responses: diagnostics for a terminal.
    Miette,
    /// No responses: another derive for `Display`, `Error` and selectors.
    Snafu,
}

/// All of them; thiserror, which they are compared with, is the first.
pub(crate) const WAYS: [Way; 9] = [
    Way::Thiserror,
    Way::Catchall,
    Way::CatchallAxum,
    Way::ByHand,
    Way::AxumProblem,
    Way::ActixWebError,
    Way::Miette,
    Way::Snafu,
    Way::Nothing,
];

impl Way {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "`Debug` alone",
            Self::Thiserror => "thiserror alone",
            Self::ByHand => "thiserror + by hand, axum",
            Self::Catchall => "thiserror + catchall",
            Self::CatchallAxum => "thiserror + catchall, axum",
            Self::AxumProblem => "thiserror + axum-problem",
            Self::ActixWebError => "thiserror + actix-web-error",
            Self::Miette => "thiserror + miette",
            Self::Snafu => "snafu",
        }
    }

    /// The feature of `peers/compile` that brings the crates.
    pub(crate) fn feature(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Thiserror => "thiserror",
            Self::ByHand => "by-hand",
            Self::Catchall => "catchall",
            Self::CatchallAxum => "catchall-axum",
            Self::AxumProblem => "axum-problem",
            Self::ActixWebError => "actix-web-error",
            Self::Miette => "miette",
            Self::Snafu => "snafu",
        }
    }

    /// The crates that the source names.
    pub(crate) fn externs(self) -> &'static [&'static str] {
        match self {
            Self::Nothing => &[],
            Self::Thiserror => &["thiserror"],
            Self::ByHand => &["thiserror", "axum", "serde", "tracing"],
            Self::Catchall | Self::CatchallAxum => &["thiserror", "catchall"],
            Self::AxumProblem => &["thiserror", "axum_problem", "axum", "tracing"],
            Self::ActixWebError => &["thiserror", "actix_web_error", "actix_web"],
            Self::Miette => &["thiserror", "miette"],
            Self::Snafu => &["snafu"],
        }
    }

    fn is_thiserror(self) -> bool {
        !matches!(self, Self::Nothing | Self::Snafu)
    }

    fn is_catchall(self) -> bool {
        matches!(self, Self::Catchall | Self::CatchallAxum)
    }
}

/// What a variant holds and which response it is, by its place in ten.
struct Kind {
    word: &'static str,
    status: u16,
    /// Names and types, as of a struct variant.
    fields: &'static [(&'static str, &'static str)],
    is_tuple: bool,
    text: &'static str,
}

const fn kind(
    word: &'static str,
    status: u16,
    is_tuple: bool,
    fields: &'static [(&'static str, &'static str)],
    text: &'static str,
) -> Kind {
    Kind {
        word,
        status,
        fields,
        is_tuple,
        text,
    }
}

const KINDS: [Kind; 10] = [
    kind("Missing", 404, false, &[], "the page is missing"),
    kind("NoUser", 404, true, &[("id", "u64")], "no user {id}"),
    kind(
        "NoOrder",
        404,
        false,
        &[("order", "u64")],
        "no order {order}",
    ),
    kind("Conflict", 409, false, &[], "somebody else was faster"),
    kind(
        "TooLong",
        422,
        false,
        &[("name", "String"), ("limit", "u32")],
        "{name} is longer than {limit}",
    ),
    kind("Malformed", 400, false, &[], "the query is malformed"),
    kind(
        "Store",
        500,
        true,
        &[("source", "std::io::Error")],
        "the store failed",
    ),
    kind(
        "Limited",
        429,
        false,
        &[("wait", "u64")],
        "too many requests",
    ),
    kind("Forbidden", 403, false, &[], "that is not yours"),
    kind(
        "Range",
        400,
        true,
        &[("given", "String"), ("most", "u32")],
        "{given} is above {most}",
    ),
];

fn kind_of(at: usize) -> &'static Kind {
    &KINDS[at % KINDS.len()]
}

/// What every program with an error does somewhere, so that `Debug` and dropping
/// count for all.
const BOXED: &str = "
pub fn boxed(error: AppError) -> Box<dyn std::fmt::Debug> {
    Box::new(error)
}
";

/// A crate with one enum of this many variants.
pub(crate) fn source(way: Way, variants: usize) -> String {
    let places: Vec<usize> = (0..variants).collect();
    write(way, &places) + BOXED
}

/// The same, without the kinds for which catchall has to write an expression.
pub(crate) fn source_without_expressions(way: Way, variants: usize) -> String {
    let plain = |at: &usize| !matches!(kind_of(*at).status, 422 | 429);
    let places: Vec<usize> = (0..).filter(plain).take(variants).collect();
    write(way, &places) + BOXED
}

fn write(way: Way, places: &[usize]) -> String {
    let mut out = String::from("//! Generated.\n\n");
    head(&mut out, way);
    out.push_str("pub enum AppError {\n");
    for at in places {
        variant(&mut out, way, *at);
    }
    out.push_str("}\n");
    if way == Way::ByHand {
        by_hand(&mut out, places);
    }
    out
}

/// A program that converts a variant near the end of its enum a thousand times:
/// `static` or `formatted`.
pub(crate) fn program(variants: usize) -> String {
    let last = variants - variants % KINDS.len() - KINDS.len();
    let (missing, no_user) = (last, last + 1);
    let mut out = source(Way::Catchall, variants);
    write!(
        out,
        "
#[inline(never)]
fn counted_conversion(formatted: bool) -> catchall::Response {{
    let error = match formatted {{
        true => AppError::NoUser{no_user:04}(7),
        false => AppError::Missing{missing:04},
    }};
    std::hint::black_box(error).into()
}}

fn main() {{
    let formatted = std::env::args().any(|argument| argument == \"formatted\");
    for _ in 0..1000 {{
        drop(std::hint::black_box(counted_conversion(formatted)));
    }}
}}
"
    )
    .ok();
    out
}

fn head(out: &mut String, way: Way) {
    if way == Way::ByHand {
        out.push_str(
            "use axum::Json;\n\
             use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};\n\
             use axum::http::{HeaderValue, StatusCode};\n\
             use axum::response::{IntoResponse, Response};\n\
             use serde::Serialize;\n\n",
        );
    }
    out.push_str(match way {
        Way::Nothing => "#[derive(Debug)]\n",
        Way::Thiserror | Way::ByHand => "#[derive(Debug, thiserror::Error)]\n",
        Way::Catchall => "#[derive(Debug, thiserror::Error, catchall::HttpError)]\n",
        Way::CatchallAxum => {
            "#[derive(Debug, thiserror::Error, catchall::HttpError)]\n#[http(axum)]\n"
        }
        Way::AxumProblem => "#[derive(Debug, thiserror::Error, axum_problem::AxumProblem)]\n",
        Way::ActixWebError => {
            "#[derive(Debug, thiserror::Error, actix_web_error::Json)]\n#[status(500)]\n"
        }
        Way::Miette => "#[derive(Debug, thiserror::Error, miette::Diagnostic)]\n",
        Way::Snafu => "#[derive(Debug, snafu::Snafu)]\n",
    });
}

fn variant(out: &mut String, way: Way, at: usize) {
    let kind = kind_of(at);
    // Tuple fields go by number, but snafu has no tuple variants.
    let is_tuple = kind.is_tuple && way != Way::Snafu;
    let mut text = format!("{at:04}: {}", kind.text);
    if is_tuple {
        for (place, (field, _)) in kind.fields.iter().enumerate() {
            text = text.replace(&format!("{{{field}}}"), &format!("{{{place}}}"));
        }
    }
    if way.is_thiserror() {
        writeln!(out, "    #[error(\"{text}\")]").ok();
    }
    let status = kind.status;
    match way {
        Way::Catchall | Way::CatchallAxum => match status {
            500 => {}
            429 => out.push_str("    #[http(429, retry_after = wait)]\n"),
            status => {
                writeln!(out, "    #[http({status})]").ok();
            }
        },
        Way::AxumProblem if status == 500 => out.push_str("    #[problem(status = 500, mask)]\n"),
        Way::AxumProblem => {
            writeln!(out, "    #[problem(status = {status})]").ok();
        }
        Way::ActixWebError if status != 500 => {
            writeln!(out, "    #[status({status})]").ok();
        }
        Way::Miette => {
            writeln!(out, "    #[diagnostic(code(app::{}))]", code(kind, at)).ok();
        }
        Way::Snafu => {
            writeln!(out, "    #[snafu(display(\"{text}\"))]").ok();
        }
        _ => {}
    }
    write!(out, "    {}{at:04}", kind.word).ok();
    if !kind.fields.is_empty() {
        let fields: Vec<String> = kind
            .fields
            .iter()
            .map(|(name, of)| {
                let attribute = match *name {
                    "source" if is_tuple && way.is_thiserror() => "#[source] ",
                    "limit" if way.is_catchall() => "#[http(member)] ",
                    _ => "",
                };
                if is_tuple {
                    format!("{attribute}{of}")
                } else {
                    format!("{attribute}{name}: {of}")
                }
            })
            .collect();
        let fields = fields.join(", ");
        let (open, close) = if is_tuple { ("(", ")") } else { (" { ", " }") };
        write!(out, "{open}{fields}{close}").ok();
    }
    out.push_str(",\n");
}

fn code(kind: &Kind, at: usize) -> String {
    format!("{}{at:04}", kind.word.to_lowercase())
}

/// What may follow the variant's name in a pattern.
fn rest(kind: &Kind) -> &'static str {
    match (kind.fields.is_empty(), kind.is_tuple) {
        (true, _) => "",
        (false, true) => "(..)",
        (false, false) => " { .. }",
    }
}

fn constant(status: u16) -> (&'static str, &'static str) {
    match status {
        400 => ("BAD_REQUEST", "Bad Request"),
        403 => ("FORBIDDEN", "Forbidden"),
        404 => ("NOT_FOUND", "Not Found"),
        409 => ("CONFLICT", "Conflict"),
        422 => ("UNPROCESSABLE_ENTITY", "Unprocessable Content"),
        429 => ("TOO_MANY_REQUESTS", "Too Many Requests"),
        _ => ("INTERNAL_SERVER_ERROR", "Internal Server Error"),
    }
}

/// The variants of this status, as one pattern that binds `field`.
fn pattern(places: &[usize], status: u16, field: &str) -> String {
    let all: Vec<String> = places
        .iter()
        .filter(|at| kind_of(**at).status == status)
        .map(|&at| {
            let kind = kind_of(at);
            let (open, close) = if kind.is_tuple {
                ("(", ")")
            } else {
                (" { ", ", .. }")
            };
            format!("Self::{}{at:04}{open}{field}{close}", kind.word)
        })
        .collect();
    all.join(" | ")
}

fn by_hand(out: &mut String, places: &[usize]) {
    out.push_str(
        "\n#[derive(Serialize)]\n\
         struct Body {\n    \
             title: &'static str,\n    \
             status: u16,\n    \
             code: &'static str,\n    \
             #[serde(skip_serializing_if = \"Option::is_none\")]\n    \
             detail: Option<String>,\n    \
             #[serde(skip_serializing_if = \"Option::is_none\")]\n    \
             limit: Option<u32>,\n\
         }\n\n\
         impl IntoResponse for AppError {\n    \
             fn into_response(self) -> Response {\n        \
                 let (status, title, code) = match &self {\n",
    );
    for &at in places {
        let kind = kind_of(at);
        if kind.status == 500 {
            continue;
        }
        let (constant, title) = constant(kind.status);
        writeln!(
            out,
            "            Self::{}{at:04}{} => (StatusCode::{constant}, \"{title}\", \"{}\"),",
            kind.word,
            rest(kind),
            code(kind, at),
        )
        .ok();
    }
    // What no variant has needs no arm.
    let only_if = |pattern: &str, code: &str| match pattern {
        "" => String::new(),
        _ => code.to_owned(),
    };
    let masked = pattern(places, 500, "source");
    let limits = pattern(places, 422, "limit");
    let waits = pattern(places, 429, "wait");
    let limits = only_if(&limits, &format!("{limits} => Some(*limit),"));
    let waits = only_if(
        &waits,
        &format!(
            "if let {waits} = &self {{\n            headers.insert(RETRY_AFTER, HeaderValue::from(*wait));\n        }}"
        ),
    );
    writeln!(
        out,
        "            {masked} => {{
                tracing::error!(error = %source, \"request failed\");
                (StatusCode::INTERNAL_SERVER_ERROR, \"Internal Server Error\", \"internal_error\")
            }}
        }};
        let detail = status.is_client_error().then(|| self.to_string());
        let limit = match &self {{
            {limits}
            _ => None,
        }};
        let body = Body {{ title, status: status.as_u16(), code, detail, limit }};
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(\"application/problem+json\"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(\"no-store\"));
        {waits}
        response
    }}
}}"
    )
    .ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_variants_are_four_units_three_tuples_and_three_structs() {
        let units = KINDS.iter().filter(|kind| kind.fields.is_empty()).count();
        let tuples = KINDS.iter().filter(|kind| kind.is_tuple).count();
        assert_eq!((units, tuples, KINDS.len()), (4, 3, 10));
    }

    #[test]
    fn every_way_has_as_many_variants_as_asked_for() {
        for way in WAYS {
            let text = source(way, 25);
            let body = text
                .split("pub enum AppError {\n")
                .nth(1)
                .unwrap_or_default();
            let body = body.split("\n}\n").next().unwrap_or_default();
            let variants = body
                .lines()
                .filter(|line| !line.contains("#[") || line.ends_with("},") || line.ends_with("),"))
                .count();
            assert_eq!(variants, 25, "{}", way.name());
        }
    }

    #[test]
    fn a_tuple_names_its_fields_by_number() {
        let text = source(Way::Thiserror, 10);
        assert!(text.contains("#[error(\"0009: {0} is above {1}\")]\n    Range0009(String, u32),"));
    }

    #[test]
    fn only_catchall_speaks_of_members() {
        assert!(source(Way::Catchall, 10).contains("#[http(member)] limit: u32"));
        assert!(!source(Way::Thiserror, 10).contains("http"));
    }
}
