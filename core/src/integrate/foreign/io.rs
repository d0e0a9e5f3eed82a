//! `std::io::Error`. A file that does not exist is not a resource of the service: it is a
//! masked 500, unless a `case` maps it.

use std::io::{Error, ErrorKind};

use super::UsualProblem;
use crate::integrate::delegated::causes;

fn row(error: &Error) -> UsualProblem {
    match error.kind() {
        ErrorKind::TimedOut => UsualProblem::UpstreamTimeout,
        ErrorKind::ConnectionRefused
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable => UsualProblem::BadUpstream,
        _ => UsualProblem::Unmapped,
    }
}

causes! {
    Error, error => row(error).problem(),
        in UsualProblem::catalog(&[UsualProblem::UpstreamTimeout, UsualProblem::BadUpstream]);
}
