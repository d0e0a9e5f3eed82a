//! Values that end too early, or begin with something that is not a value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = self.)]
    Dot,
    #[error("oops")]
    #[http(404, detail = "a" "b")]
    Texts,
    #[error("oops")]
    #[http(404, detail = id +)]
    Plus { id: u8 },
    #[error("oops")]
    #[http(404, detail = !)]
    Not,
    #[error("oops")]
    #[http(404, detail = + 1)]
    Unary,
    #[error("oops")]
    #[http(404, detail = if true)]
    If,
    #[error("oops")]
    #[http(404, detail = if true { "a" } else)]
    Else,
    #[error("oops")]
    #[http(404, detail = match id)]
    Match { id: u8 },
    #[error("oops")]
    #[http(404, detail = let x)]
    Let,
    #[error("oops")]
    #[http(404, detail = move)]
    Move,
    #[error("oops")]
    #[http(404, detail = id as)]
    As { id: u8 },
    #[error("oops")]
    #[http(404, detail = id;)]
    Semicolon { id: u8 },
    #[error("oops")]
    #[http(404, detail = if let Some(text) { "a" } else { "b" })]
    IfLet,
    #[error("oops")]
    #[http(404, detail = { for part self.parts() {} })]
    For,
    #[error("oops")]
    #[http(404, detail = match id { 3 })]
    Arm { id: u8 },
    #[error("oops")]
    #[http(404, detail = self.text::<u8>)]
    Method,
    #[error("oops")]
    #[http(404, detail = text(self.))]
    Inner,
    #[error("oops")]
    #[http(404, detail = self::)]
    Path,
    #[error("oops")]
    #[http(404, code = self.)]
    Code,
    #[error("oops")]
    #[http(status = self.)]
    Status,
    #[error("oops")]
    #[http(500, unmask = self.)]
    Unmask,
    #[error("oops")]
    #[http(503, retry_after = self.)]
    Seconds,
    #[error("oops")]
    #[http(404, format = Text.)]
    Format,
    #[error("oops")]
    #[http(transparent = self.)]
    Transparent,
}

fn main() {}
