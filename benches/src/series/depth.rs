//! Delegation: errors within errors.

use catchall::{HttpError, Response};

use crate::answer::Answer;
use crate::contender::{Case, Way, case};
use crate::errors::Sample;

/// The innermost one.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("there is no such user")]
#[http(404, code = "no_user")]
struct Leaf;

impl Sample for Leaf {
    fn sample<const CASE: usize>() -> Self {
        Self
    }
}

/// What delegates to the type before.
macro_rules! layers {
    ($inner:ident) => {};
    ($inner:ident $outer:ident $($rest:ident)*) => {
        #[derive(Debug, thiserror::Error, HttpError)]
        enum $outer {
            #[error(transparent)]
            #[http(transparent)]
            Inner($inner),
        }

        impl Sample for $outer {
            fn sample<const CASE: usize>() -> Self {
                Self::Inner($inner::sample::<CASE>())
            }
        }

        layers!($outer $($rest)*);
    };
}

layers!(Leaf One Two Three Four Five Six Seven Eight);

struct Ours<E>(E);

impl<E: Sample + HttpError> Way for Ours<E>
where
    Response: From<E>,
{
    type Error = E;
    type Response = Response;

    fn convert(error: E) -> Response {
        error.into()
    }

    fn answer(response: Response) -> Answer {
        response.map(http_body_util::Full::new).into()
    }
}

/// By the number of layers.
pub(crate) fn cases() -> Vec<Case> {
    vec![
        case::<Ours<One>, 0>(),
        case::<Ours<Two>, 0>(),
        case::<Ours<Four>, 0>(),
        case::<Ours<Eight>, 0>(),
    ]
}
