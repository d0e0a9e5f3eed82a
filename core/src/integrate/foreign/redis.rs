//! `redis::RedisError`.

use redis::{ErrorKind, RedisError, ServerErrorKind};

use super::UsualProblem;
use crate::integrate::delegated::causes;

fn row(error: &RedisError) -> UsualProblem {
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
        UsualProblem::Unavailable
    } else {
        UsualProblem::Unmapped
    }
}

causes! {
    RedisError, error => row(error).problem(),
        in UsualProblem::catalog(&[UsualProblem::Unavailable]);
}
