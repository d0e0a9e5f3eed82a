//! What the errors of extractors become without a boundary. Each framework serves
//! `POST /json`, `POST /form`, `GET /query` and `GET /path/{id}`, as far as it has
//! the extractor.

const FORM: &str = "application/x-www-form-urlencoded";
const MISSING: &str = "missing field `name`";

/// A request that an extractor rejects.
#[derive(Clone, Copy, Debug)]
pub struct Rejected {
    method: &'static str,
    path: &'static str,
    media_type: &'static str,
    body: &'static str,
    code: &'static str,
    text: &'static str,
}

impl Rejected {
    /// JSON that ends too early.
    pub const CUT_JSON: Self = Self::post("/json", "application/json", "[", "invalid_json", "EOF");
    /// JSON without a required field.
    pub const INCOMPLETE_JSON: Self =
        Self::post("/json", "application/json", "{}", "invalid_body", MISSING);
    /// JSON with the media type of plain text.
    pub const JSON_AS_TEXT: Self =
        Self::post("/json", "text/plain", "{}", "unsupported_media_type", "");
    /// A form without a required field.
    pub const INCOMPLETE_FORM: Self = Self::post("/form", FORM, "age=1", "invalid_form", MISSING);
    /// A query without a required field.
    pub const INCOMPLETE_QUERY: Self = Self::get("/query?age=1", "invalid_query", MISSING);
    /// A path with a word instead of a number.
    pub const WORD_AS_NUMBER: Self = Self::get("/path/x", "invalid_path", "");

    const fn post(
        path: &'static str,
        media_type: &'static str,
        body: &'static str,
        code: &'static str,
        text: &'static str,
    ) -> Self {
        Self {
            method: "POST",
            path,
            media_type,
            body,
            code,
            text,
        }
    }

    const fn get(path: &'static str, code: &'static str, text: &'static str) -> Self {
        Self {
            method: "GET",
            path,
            media_type: "",
            body: "",
            code,
            text,
        }
    }

    /// Sets the path.
    #[must_use]
    pub const fn to(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// Sets a part of the framework's text.
    #[must_use]
    pub const fn saying(self, text: &'static str) -> Self {
        Self { text, ..self }
    }
}

/// Checks that each rejection has its status, the code of its kind and the framework's
/// text. `ask` is called with the method, path, media type and body.
///
/// # Panics
///
/// Panics if a rejection is not as expected.
pub fn check_rejected(
    ask: impl Fn(&str, &str, &str, &str) -> (u16, String),
    expected: &[(Rejected, u16)],
) {
    for (rejected, status) in expected {
        let (path, code) = (rejected.path, rejected.code);
        let (answered, answer) = ask(rejected.method, path, rejected.media_type, rejected.body);
        assert_eq!(answered, *status, "{path}: {answer}");
        let code = format!(r#""code":"{code}""#);
        assert!(answer.contains(&code), "{path}: {answer}");
        assert!(answer.contains(rejected.text), "{path}: {answer}");
    }
}

/// Checks that what the framework's own error holds is public only if it is a problem.
/// `ask` is called with a path, whose last segment is the kind of the held error.
///
/// # Panics
///
/// Panics if a response is not as expected.
pub fn check_held(
    ask: impl Fn(&str) -> (u16, String),
    place: &str,
    expected: &[(&str, u16, Option<&str>)],
) {
    for (kind, status, detail) in expected {
        let (answered, answer) = ask(&format!("/{place}/{kind}"));
        assert_eq!(answered, *status, "{place} {kind}: {answer}");
        assert!(!answer.contains("secret"), "{answer}");
        assert_eq!(answer.contains("detail"), detail.is_some(), "{answer}");
        assert!(answer.contains(detail.unwrap_or_default()), "{answer}");
    }
}
