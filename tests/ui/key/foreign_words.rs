//! Words that other crates use.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(rename_all = "kebab-case", framework = axum)]
enum AppError {
    #[error("oops")]
    #[http(404, rename = "gone")]
    Rename {
        #[http(rename = "number")]
        id: u8,
    },
    #[error("oops")]
    #[http(skip)]
    Skip,
    #[error("oops")]
    #[http(404, json)]
    Json {
        #[http(skip)]
        secret: u8,
        #[http(flatten)]
        more: u8,
    },
    #[error("oops")]
    #[http(404, description = "gone")]
    Described,
    #[error("oops")]
    #[http(404, flatten)]
    Flat,
    #[error("oops")]
    #[http(default)]
    Default,
    #[error("oops")]
    #[http(404, text, html)]
    Shapes {
        #[http(source)]
        cause: u8,
        #[http(from)]
        origin: u8,
        #[http(skip_serializing)]
        hidden: u8,
    },
}

fn main() {}
