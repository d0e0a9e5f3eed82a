//! Requests to try.

/// What a request shows, and the rest of a `curl` line.
pub const STEPS: [(&str, &str, &str); 5] = [
    (
        "404 Not Found: with a code to act on, and a text to read",
        "/users/99",
        "",
    ),
    (
        "422 Unprocessable Content: what is wrong with which field",
        "/users",
        r#"-H 'Content-Type: application/json' -d '{"name":"","email":"nobody"}'"#,
    ),
    (
        "401 Unauthorized: with the challenge that HTTP asks for",
        "/orders/1",
        "",
    ),
    (
        "503 Service Unavailable: the provider's Retry-After is passed on",
        "/orders/1/payment",
        r#"-H 'Authorization: Bearer alice' -H 'Content-Type: application/json' -d '{"card":"4000000000000429"}'"#,
    ),
    (
        "500 Internal Server Error: a bug, which only the log knows",
        "/reports/sales",
        "-H 'Authorization: Bearer ruth'",
    ),
];

/// The `curl` lines for a shop at this address.
#[must_use]
pub fn lines(base: &str) -> String {
    let mut lines = String::new();
    for (shows, path, options) in STEPS {
        let line = format!("curl -i {base}{path} {options}");
        lines.extend(["# ", shows, "\n", line.trim_end(), "\n"]);
    }
    lines
}
