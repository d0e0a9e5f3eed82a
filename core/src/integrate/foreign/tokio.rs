//! `tokio::time::error::Elapsed`: the time that a service gave what it called.

use tokio::time::error::Elapsed;

use super::Foreign;
use crate::integrate::delegated::rejections;

rejections! { Elapsed, _error => Foreign::UpstreamTimeout.problem(); }
