//! `tokio::time::error::Elapsed`: the timeout of a call to another service.

use tokio::time::error::Elapsed;

use super::UsualProblem;
use crate::integrate::delegated::causes;

causes! {
    Elapsed, _error => UsualProblem::UpstreamTimeout.problem(),
        in UsualProblem::catalog(&[UsualProblem::UpstreamTimeout]);
}
