//! `tokio::time::error::Elapsed`: the time that a service gave what it called.

use tokio::time::error::Elapsed;

use super::UsualProblem;
use crate::integrate::delegated::causes;

causes! {
    Elapsed, _error => UsualProblem::UpstreamTimeout.problem(),
        in UsualProblem::catalog(&[UsualProblem::UpstreamTimeout]);
}
