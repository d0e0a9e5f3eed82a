//! Values, conditions and patterns of every kind.

use catchall::HttpError;

const LIMIT: usize = 3;

struct Pair<T> {
    a: T,
    b: T,
}

impl<T: Copy + Into<u64>> Pair<T> {
    fn sum(&self) -> u64 {
        self.a.into() + self.b.into()
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(
        404,
        detail = if *id > 3 && !name.is_empty() { "many" } else if let 0 = id { "none" } else { "few" },
        member("match" = match name.as_str() { "a" | "b" => 1, other if other.len() > 3 => 2, _ => 3 }),
        member("closure" = name.chars().map(|char| char as u32).filter(|code| *code > 64).sum::<u32>()),
        member("struct" = Pair { a: 1_u8, b: *id }.sum()),
        member("block" = { let [first, .., last] = [1, 2, 3]; first + last }),
        member("range" = (0..*id).chain(1..=3).count()),
        member("array" = [[0_u8; 2], [1, 2]]),
        member("cast" = *id as f32 / 2.0 - -1.0),
        member("path" = <Vec<u8> as Default>::default()),
        member("turbofish" = std::mem::size_of::<Option<&'static [u8]>>()),
        member("try" = (|| -> Option<u8> { Some("7".parse::<u8>().ok()? + 1) })()),
        member("label" = 'found: loop { break 'found 3 }),
        member("shift" = (1_u32 << 3 >> 1) ^ 2 | 1 & 3),
        member("index" = (&name[..])[..0].len()),
        member("tuple" = ((1, (2, 3)).1.1, ())),
        member("macro" = vec![0; LIMIT]),
        member("chained" = if let Some(first) = name.chars().next() && first > 'a' { 1 } else { 2 })
    )]
    Oops { id: u8, name: String },
    #[error("oops")]
    #[http(
        500,
        case(Some(1..=3 | 7), [.., 4] => 400),
        case(Some(number @ (4 | 5)), _ if *number == 5 || LIMIT > 3 => 401, www_authenticate = None),
        case(None | Some(u8::MAX), &[first, ..] if first >= 1 && { let limit = 9; first < limit } => 403)
    )]
    Other(Option<u8>, [u8; 2]),
}

fn main() {
    let oops = AppError::Oops { id: 2, name: "abc".to_owned() };
    let body = String::from_utf8(oops.to_response().body().to_vec()).unwrap();
    assert!(body.contains(r#""detail":"few""#), "{body}");
    assert!(body.contains(r#""struct":3,"block":4,"range":5"#), "{body}");
    assert_eq!(AppError::Other(Some(5), [1, 2]).status().as_u16(), 401);
    assert_eq!(AppError::Other(None, [1, 2]).status().as_u16(), 403);
}
