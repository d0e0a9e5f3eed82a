//! The files of this repository are consistent with one another.

mod architecture;
mod commands;
mod public_api;
mod readme;
