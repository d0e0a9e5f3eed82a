//! A function.

use catchall::HttpError;

#[derive(HttpError)]
fn not_found() {}

fn main() {}
