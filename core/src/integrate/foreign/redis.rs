//! `redis::RedisError`.

use redis::{ErrorKind, RedisError, ServerErrorKind};

use super::Foreign;
use crate::integrate::delegated::rejections;

fn row(error: &RedisError) -> Foreign {
    let is_passing = matches!(
        error.kind(),
        ErrorKind::Server(
            ServerErrorKind::BusyLoading
                | ServerErrorKind::ClusterDown
                | ServerErrorKind::MasterDown
                | ServerErrorKind::TryAgain
        )
    );
    let is_unreachable = error.is_connection_refusal()
        || error.is_timeout()
        || error.is_connection_dropped()
        || error.is_io_error();
    if is_passing || is_unreachable {
        Foreign::Unavailable
    } else {
        Foreign::Unmapped
    }
}

rejections! { RedisError, error => row(error).problem(); }
