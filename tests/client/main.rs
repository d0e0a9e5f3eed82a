//! The client's side: a response becomes the error that the service sent.

mod generic;
mod responses;
mod retry;
mod round_trip;
