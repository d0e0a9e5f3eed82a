//! A string is a pattern of a `String`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case("gone" | "lost" => 410), case(name if name.len() > 9 => 400))]
    Oops(String),
    #[error("oops")]
    #[http(500, case({ name: "gone" } => 410))]
    Other { name: String },
}

fn main() {
    let status = |name: &str| AppError::Oops(name.to_owned()).status().as_u16();
    assert_eq!(["gone", "lost", "a long name", "x"].map(status), [410, 410, 400, 500]);
    let other = AppError::Other { name: "gone".to_owned() };
    assert_eq!(other.status().as_u16(), 410);
}
