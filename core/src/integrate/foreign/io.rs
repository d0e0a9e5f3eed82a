//! `std::io::Error`. A file that is not there is no resource of the service: that is a masked
//! 500, unless a `case` says otherwise.

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
