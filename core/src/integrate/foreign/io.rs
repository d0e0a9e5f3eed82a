//! `std::io::Error`. A file that is not there is no resource of the service: that is a masked
//! 500, unless a `case` says otherwise.

use std::io::{Error, ErrorKind};

use super::Foreign;
use crate::integrate::delegated::rejections;

fn row(error: &Error) -> Foreign {
    match error.kind() {
        ErrorKind::TimedOut => Foreign::UpstreamTimeout,
        ErrorKind::ConnectionRefused
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable => Foreign::BadUpstream,
        _ => Foreign::Unmapped,
    }
}

rejections! { Error, error => row(error).problem(); }
