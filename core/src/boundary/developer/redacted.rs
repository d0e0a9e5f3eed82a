//! The request as the page shows it, without secrets.

use http::{HeaderMap, Method, Uri};

const REDACTED: &str = "[redacted]";

/// The additional names whose values are secret, in lower case, as given by the application.
#[derive(Clone, Copy)]
pub(super) struct Redacted<'n>(pub(super) &'n [String]);

impl Redacted<'_> {
    /// Returns the request as it was received, without secrets.
    pub(super) fn request_lines(
        self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Vec<String> {
        let target = uri.path_and_query().map_or("*", |target| target.as_str());
        let mut lines = vec![format!("{method} {}", self.without_secrets(target))];
        for (name, value) in headers {
            let value = if self.is_secret(name.as_str()) {
                REDACTED.to_owned()
            } else {
                self.without_secrets(&String::from_utf8_lossy(value.as_bytes()))
            };
            lines.push(format!("{name}: {value}"));
        }
        lines
    }

    /// Returns whether the value of this name may be a secret.
    fn is_secret(self, name: &str) -> bool {
        const PARTS: [&str; 13] = [
            "auth",
            "cookie",
            "credential",
            "csrf",
            "jwt",
            "key",
            "otp",
            "pass",
            "pwd",
            "secret",
            "session",
            "sig",
            "token",
        ];
        // Names of OAuth parameters, and a name that is not readable.
        const NAMES: [&str; 4] = ["code", "state", "sid", "pin"];
        let name = name.to_ascii_lowercase();
        name.contains('%')
            || NAMES.contains(&&*name)
            || PARTS.iter().any(|part| name.contains(part))
            || self.0.contains(&name)
    }

    /// Returns text whose query, if it has one, contains no secrets.
    fn without_secrets(self, text: &str) -> String {
        let Some((path, query)) = text.split_once('?') else {
            return text.to_owned();
        };
        let parameters: Vec<String> = query
            .split('&')
            .map(|parameter| match parameter.split_once('=') {
                Some((name, _)) if self.is_secret(name) => format!("{name}={REDACTED}"),
                // A parameter without a name may be anything.
                None if !parameter.is_empty() => REDACTED.to_owned(),
                _ => parameter.to_owned(),
            })
            .collect();
        format!("{path}?{}", parameters.join("&"))
    }
}
