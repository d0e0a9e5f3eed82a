//! The facts about each framework that are not measured.

/// One feature.
pub(crate) struct Framework {
    pub(crate) name: &'static str,
    /// The name in `#[http(...)]`.
    pub(crate) word: &'static str,
    pub(crate) feature: &'static str,
    pub(crate) version: &'static str,
    /// The crate that catchall depends on, and the start of its version.
    pub(crate) package: (&'static str, &'static str),
    /// The trait that is implemented.
    pub(crate) implements: &'static str,
    /// How the impl receives the error.
    pub(crate) takes: &'static str,
    /// Whether the impl receives the request.
    pub(crate) sees: &'static str,
}

const VALUE: &str = "by value";
const REFERENCE: &str = "by reference";
const YES: &str = "yes";
const NO: &str = "no";

pub(crate) const FRAMEWORKS: &[Framework] = &[
    Framework {
        name: "actix-web",
        word: "actix_web",
        feature: "actix-web-4",
        version: "4",
        package: ("actix-web", "4"),
        implements: "`ResponseError`",
        takes: REFERENCE,
        sees: NO,
    },
    Framework {
        name: "axum",
        word: "axum",
        feature: "axum-0.7",
        version: "0.7",
        package: ("axum-core", "0.4"),
        implements: "`IntoResponse`",
        takes: VALUE,
        sees: NO,
    },
    Framework {
        name: "axum",
        word: "axum",
        feature: "axum-0.8",
        version: "0.8",
        package: ("axum-core", "0.5"),
        implements: "`IntoResponse`",
        takes: VALUE,
        sees: NO,
    },
    Framework {
        name: "AWS Lambda",
        word: "lambda_http",
        feature: "lambda-http-1",
        version: "1",
        package: ("lambda_http", "1"),
        implements: "`IntoResponse`",
        takes: VALUE,
        sees: NO,
    },
    Framework {
        name: "poem",
        word: "poem",
        feature: "poem-3",
        version: "3",
        package: ("poem", "3"),
        implements: "`ResponseError`",
        takes: REFERENCE,
        sees: NO,
    },
    Framework {
        name: "Rocket",
        word: "rocket",
        feature: "rocket-0.5",
        version: "0.5",
        package: ("rocket", "0.5"),
        implements: "`Responder`",
        takes: VALUE,
        sees: YES,
    },
    Framework {
        name: "salvo",
        word: "salvo",
        feature: "salvo-1",
        version: "1",
        package: ("salvo_core", "1"),
        implements: "`Writer`",
        takes: VALUE,
        sees: YES,
    },
    Framework {
        name: "tonic",
        word: "tonic",
        feature: "tonic-0.14",
        version: "0.14",
        package: ("tonic", "0.14"),
        implements: "`From` for `Status`",
        takes: VALUE,
        sees: NO,
    },
    Framework {
        name: "warp",
        word: "warp",
        feature: "warp-0.4",
        version: "0.4",
        package: ("warp", "0.4"),
        implements: "`Reply`",
        takes: VALUE,
        sees: NO,
    },
    Framework {
        name: "Cloudflare Workers",
        word: "worker",
        feature: "worker-0.8",
        version: "0.8",
        package: ("worker", "0.8"),
        implements: "`IntoResponse`, `From` for `Response`",
        takes: VALUE,
        sees: NO,
    },
];
