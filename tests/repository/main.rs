//! The files of this repository agree with one another.

mod architecture;
mod public_api;
mod readme;
