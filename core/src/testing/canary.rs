//! Checks that private text stays private.

use serde_json::Value;

use super::samples::assert_complete;
use crate::catalog::{BodySpec, Catalog, Entry, Presence};
use crate::http_error::HttpError;
use crate::response::Response;

/// A marker for private text: put it into each source and each private field of the
/// samples for [`assert_nothing_leaks`].
pub const CANARY: &str = "canary-5f0e1c7a";

/// A shorter text may occur in another one by accident.
const SHORTEST: usize = 6;

/// Checks that the responses of these errors contain nothing private: no [`CANARY`] at
/// any status, and in a 5xx no text of a source, unless a key names the part. Each
/// variant, and each of its cases, needs a sample.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::testing::{CANARY, assert_nothing_leaks};
/// # #[derive(Debug)]
/// # enum AppError { Db(std::io::Error) }
/// # impl std::fmt::Display for AppError {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("db") }
/// # }
/// # impl std::error::Error for AppError {
/// #     fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
/// #         match self { Self::Db(error) => Some(error) }
/// #     }
/// # }
/// # impl catchall::HttpError for AppError {}
///
/// assert_nothing_leaks([AppError::Db(std::io::Error::other(CANARY))]);
/// ```
///
/// # Panics
///
/// Panics if something leaks, or if a variant has no sample.
#[track_caller]
pub fn assert_nothing_leaks<E: HttpError>(samples: impl IntoIterator<Item = E>) {
    let samples: Vec<E> = samples.into_iter().collect();
    let catalog = E::catalog();
    let mut leaks = Vec::new();
    for sample in &samples {
        let response = sample.to_response();
        let code = sample.code();
        for (place, text) in texts(&response) {
            if text.contains(CANARY) {
                leaks.push(format!("`{code}`: {place} shows the canary: {text:?}"));
            }
        }
        if response.status().is_server_error() {
            let secrets = secrets(sample);
            for (place, text) in unnamed(&response, &catalog, &code) {
                let secret = secrets.iter().find(|secret| text.contains(secret.as_str()));
                if let Some(secret) = secret.filter(|_| !text.contains(CANARY)) {
                    leaks.push(format!(
                        "`{code}`: {place} shows {secret:?}, the text of a source"
                    ));
                }
            }
        }
    }
    assert!(
        leaks.is_empty(),
        "private text is in a response:\n  - {}",
        leaks.join("\n  - ")
    );
    assert_complete(&samples);
}

/// Returns the texts of the sources of an error.
fn secrets(error: &dyn HttpError) -> Vec<String> {
    let mut secrets = Vec::new();
    let mut source = error.source();
    while let Some(error) = source {
        secrets.extend([error.to_string(), format!("{error:?}")]);
        source = error.source();
    }
    secrets.retain(|secret| secret.len() >= SHORTEST);
    secrets
}

/// Returns each text of a response, and its location.
fn texts(response: &Response) -> Vec<(String, String)> {
    let headers = response.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (format!("the header `{name}`"), value)
    });
    let mut texts: Vec<(String, String)> = headers.collect();
    if let Ok(json) = serde_json::from_slice(response.body()) {
        strings("the body", &json, &mut texts);
    } else {
        let body = String::from_utf8_lossy(response.body()).into_owned();
        texts.push(("the body".to_owned(), body));
    }
    texts
}

/// Collects the strings of a JSON value, without escapes.
fn strings(place: &str, value: &Value, texts: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => texts.push((place.to_owned(), text.clone())),
        Value::Array(values) => values.iter().for_each(|value| strings(place, value, texts)),
        Value::Object(members) => {
            for (name, value) in members {
                texts.push((place.to_owned(), name.clone()));
                strings(&format!("`{name}`"), value, texts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the texts of a response that no key names.
fn unnamed(response: &Response, catalog: &Catalog, code: &str) -> Vec<(String, String)> {
    let entries: Vec<&Entry> = catalog.find(code).collect();
    let names = |place: &str| {
        entries.iter().any(|entry| {
            let mut headers = entry.headers().iter();
            let mut members = entry.members().iter();
            let is_body = place == "the body" && entry.body() != BodySpec::OwnFormat;
            let is_detail = place == "`detail`" || is_body;
            headers.any(|it| place == format!("the header `{}`", it.name()))
                || members.any(|it| place == format!("`{}`", it.name()))
                || entry.has_more_members()
                || (is_detail && entry.detail() != Presence::Never)
        })
    };
    let mut texts = texts(response);
    texts.retain(|(place, _)| !names(place));
    texts
}
