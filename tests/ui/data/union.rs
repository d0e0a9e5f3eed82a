//! A union.

use catchall::HttpError;

#[derive(HttpError)]
union Bits {
    number: u32,
    bytes: [u8; 4],
}

fn main() {}
