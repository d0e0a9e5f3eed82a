//! The files of this repository agree with one another.

mod architecture;
mod readme;
