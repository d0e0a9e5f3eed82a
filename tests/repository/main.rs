//! The files of this repository agree with one another.

mod architecture;
mod commands;
mod public_api;
mod readme;
