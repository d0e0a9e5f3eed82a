//! The ways to make a response of the five cases that need no crate but those that
//! catchall's users have anyway.

pub mod by_hand;
pub mod floor;
pub mod ours;
