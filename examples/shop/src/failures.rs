//! A request for each way in which the shop fails: the start page has a link to each,
//! and the program prints some of them as `curl` lines.

use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde::Serialize;

/// The names of the requests that the program prints.
const PRINTED: [&str; 5] = [
    "unknown-user",
    "invalid-fields",
    "no-token",
    "provider-limit",
    "ledger",
];

/// More than the shop accepts, but little enough to be sent at once.
const TOO_LARGE: usize = 9_000;

/// A request that fails. It changes nothing, so it fails in the same way each time.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Failure {
    /// The name in the address of the start page.
    pub name: &'static str,
    /// What goes wrong, in plain words.
    pub wrong: &'static str,
    /// The status of the response.
    pub status: u16,
    #[serde(skip)]
    method: &'static str,
    #[serde(skip)]
    path: &'static str,
    #[serde(skip)]
    token: Option<&'static str>,
    #[serde(skip)]
    content_type: Option<&'static str>,
    #[serde(skip)]
    body: Body,
}

#[derive(Clone, Copy, Debug)]
enum Body {
    None,
    Text(&'static str),
    Zeros(usize),
}

/// Failures of one kind.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Group {
    /// What they have in common.
    pub heading: &'static str,
    /// One request for each.
    pub failures: &'static [Failure],
}

/// Everything that can go wrong.
pub const GROUPS: [Group; 6] = [
    Group {
        heading: "Missing resources",
        failures: &[
            get(
                404,
                "unknown-user",
                "There is no user with this number",
                "/users/99",
            ),
            get(
                404,
                "unknown-row",
                "The database has no such row",
                "/products/77",
            ),
            get(
                404,
                "unknown-order",
                "There is no order with this number",
                "/orders/99",
            )
            .by("alice"),
            get(
                404,
                "not-paid",
                "An unpaid order has no receipt",
                "/orders/1/receipt",
            )
            .by("alice"),
            get(404, "unknown-path", "No route matches the path", "/nowhere"),
        ],
    },
    Group {
        heading: "Authentication",
        failures: &[
            get(401, "no-token", "The request has no token", "/orders/1"),
            get(401, "unknown-token", "The token is unknown", "/orders/1").by("mallory"),
            get(
                403,
                "not-admin",
                "Only an administrator may read this",
                "/reports/sales",
            )
            .by("alice"),
            get(
                403,
                "not-yours",
                "The order belongs to someone else",
                "/orders/3",
            )
            .by("alice"),
        ],
    },
    Group {
        heading: "Invalid requests",
        failures: &[
            post(
                400,
                "broken-json",
                "The JSON ends too early",
                "/users",
                r#"{"name": "#,
            ),
            post(
                422,
                "wrong-type",
                "A field is a number instead of a string",
                "/users",
                r#"{"name": 7}"#,
            ),
            post(
                422,
                "invalid-fields",
                "Two fields are invalid",
                "/users",
                r#"{"name":"","email":"nobody"}"#,
            ),
            post(
                422,
                "invalid-item",
                "A nested field in a list is invalid",
                "/orders",
                r#"{"items":[{"product":1,"quantity":1},{"product":2,"quantity":0}]}"#,
            )
            .by("alice"),
            post(
                415,
                "not-json",
                "The body is declared as plain text",
                "/users",
                "name=Eve",
            )
            .of_type(Some("text/plain")),
            post(
                415,
                "no-type",
                "The body has no content type",
                "/users",
                "{}",
            )
            .of_type(None),
            get(
                400,
                "wrong-path",
                "The path has a name instead of a number",
                "/users/alice",
            ),
            get(
                400,
                "wrong-query",
                "The query has a word instead of a number",
                "/products?min_stock=many",
            ),
            get(
                405,
                "wrong-method",
                "The path does not support this method",
                "/products",
            )
            .method("DELETE"),
            post(
                413,
                "too-large",
                "The body is larger than the shop accepts",
                "/users",
                "",
            )
            .zeros(TOO_LARGE),
        ],
    },
    Group {
        heading: "Database",
        failures: &[
            post(
                409,
                "email-taken",
                "Another user has this email address",
                "/users",
                r#"{"name":"Alice","email":"ALICE@example.com"}"#,
            ),
            post(
                409,
                "sold-out",
                "The product is sold out",
                "/orders",
                r#"{"items":[{"product":3,"quantity":1}]}"#,
            )
            .by("alice"),
            post(
                422,
                "unknown-product",
                "The order names a product that does not exist",
                "/orders",
                r#"{"items":[{"product":77,"quantity":1}]}"#,
            )
            .by("alice"),
            get(
                503,
                "busy",
                "Another program locks the database",
                "/demo/busy",
            ),
            get(
                500,
                "unreadable-row",
                "A row has a role that the program does not know",
                "/users/4",
            ),
        ],
    },
    Group {
        heading: "Payment provider",
        failures: &[
            pay(
                402,
                "declined",
                "The bank declines the card",
                "/orders/1/payment",
                r#"{"card":"4000000000009995"}"#,
            ),
            pay(
                409,
                "paid",
                "The order is already paid",
                "/orders/2/payment",
                r#"{"card":"4242424242424242"}"#,
            ),
            pay(
                409,
                "paid-at-once",
                "Another request is paying the same order",
                "/orders/4/payment",
                r#"{"card":"4242424242424242"}"#,
            ),
            pay(
                503,
                "provider-limit",
                "The provider limits the rate, and says how long to wait",
                "/orders/1/payment",
                r#"{"card":"4000000000000429"}"#,
            ),
            pay(
                504,
                "provider-slow",
                "The provider does not answer in time",
                "/orders/1/payment",
                r#"{"card":"4000000000000504"}"#,
            ),
            pay(
                502,
                "provider-gone",
                "The provider cannot be reached",
                "/orders/1/payment",
                r#"{"card":"4000000000000302"}"#,
            ),
            pay(
                502,
                "provider-broken",
                "The provider fails, and its text reveals too much",
                "/orders/1/payment",
                r#"{"card":"4000000000000500"}"#,
            ),
            pay(
                502,
                "provider-garbled",
                "The provider's answer is not JSON",
                "/orders/1/payment",
                r#"{"card":"4000000000000200"}"#,
            ),
        ],
    },
    Group {
        heading: "Bugs",
        failures: &[
            get(
                500,
                "ledger",
                "The totals of two tables differ",
                "/reports/sales",
            )
            .by("ruth"),
            get(
                500,
                "broken-receipt",
                "A receipt in the database is truncated",
                "/orders/2/receipt",
            )
            .by("alice"),
            get(500, "panic", "A handler panics", "/demo/panic"),
            get(
                503,
                "too-slow",
                "A handler takes longer than the shop allows",
                "/demo/slow",
            ),
        ],
    },
];

/// Returns the failure with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Failure> {
    all().find(|failure| failure.name == name)
}

/// Returns all failures, in the order of the start page.
pub fn all() -> impl Iterator<Item = &'static Failure> {
    GROUPS.into_iter().flat_map(|group| group.failures)
}

/// Returns the `curl` lines for a shop at this address.
#[must_use]
pub fn printed(base: &str) -> String {
    let mut lines = String::new();
    for failure in PRINTED.into_iter().filter_map(find) {
        let phrase = catchall::status::phrase(failure.status);
        let says = format!("# {} {phrase}: {}", failure.status, failure.wrong);
        lines.extend([&says, "\n", &failure.curl(base), "\n"]);
    }
    lines
}

const fn get(status: u16, name: &'static str, wrong: &'static str, path: &'static str) -> Failure {
    Failure {
        name,
        wrong,
        status,
        method: "GET",
        path,
        token: None,
        content_type: None,
        body: Body::None,
    }
}

const fn post(
    status: u16,
    name: &'static str,
    wrong: &'static str,
    path: &'static str,
    body: &'static str,
) -> Failure {
    Failure {
        method: "POST",
        content_type: Some("application/json"),
        body: Body::Text(body),
        ..get(status, name, wrong, path)
    }
}

/// Alice pays.
const fn pay(
    status: u16,
    name: &'static str,
    wrong: &'static str,
    path: &'static str,
    body: &'static str,
) -> Failure {
    post(status, name, wrong, path, body).by("alice")
}

impl Failure {
    const fn by(self, token: &'static str) -> Self {
        let token = Some(token);
        Self { token, ..self }
    }

    const fn method(self, method: &'static str) -> Self {
        Self { method, ..self }
    }

    const fn of_type(self, content_type: Option<&'static str>) -> Self {
        Self {
            content_type,
            ..self
        }
    }

    const fn zeros(self, count: usize) -> Self {
        let body = Body::Zeros(count);
        Self { body, ..self }
    }

    /// Returns its address, if a browser can open it: nothing has to be sent except the path.
    #[must_use]
    pub fn page(&self) -> Option<&'static str> {
        (self.method == "GET" && self.token.is_none()).then_some(self.path)
    }

    /// Returns the request to a shop at this address.
    ///
    /// # Errors
    ///
    /// Returns an error if the address is not valid.
    pub fn request(&self, base: &str) -> Result<Request<Vec<u8>>, axum::http::Error> {
        let mut request = Request::builder()
            .method(self.method)
            .uri(format!("{base}{}", self.path));
        if let Some(token) = self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(content_type) = self.content_type {
            request = request.header(CONTENT_TYPE, content_type);
        }
        request.body(match self.body {
            Body::None => Vec::new(),
            Body::Text(text) => text.as_bytes().to_vec(),
            Body::Zeros(count) => vec![b'0'; count],
        })
    }

    /// Returns the same request as a shell command.
    #[must_use]
    pub fn curl(&self, base: &str) -> String {
        let mut line = format!("curl -i {base}{}", self.path);
        let mut option = |name: &str, value: &str| {
            line.extend([" ", name, " '", value, "'"]);
        };
        if let Some(token) = self.token {
            option("-H", &format!("Authorization: Bearer {token}"));
        }
        match (self.body, self.content_type) {
            (Body::None, _) => {}
            (_, Some(content_type)) => option("-H", &format!("Content-Type: {content_type}")),
            // Removes what curl would add.
            (_, None) => option("-H", "Content-Type:"),
        }
        match self.body {
            Body::None if self.method == "GET" => {}
            Body::None => line.extend([" -X ", self.method]),
            Body::Text(text) => option("-d", text),
            Body::Zeros(count) => {
                line = format!("printf '%0{count}d' 0 | {line} --data-binary @-");
            }
        }
        line
    }
}
