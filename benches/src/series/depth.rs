//! Delegation: errors within errors, each of a type of its own.

use axum::Json;
use axum::response::{IntoResponse, Response};
use catchall::HttpError;
use http::StatusCode;

use crate::contenders::by_hand::{Body, with_headers};
use crate::errors::Sample;

/// The innermost error.
#[derive(Debug, Default, thiserror::Error, HttpError)]
#[error("there is no such user")]
#[http(axum, 404, code = "no_user")]
pub struct Leaf;

/// The same by hand.
#[derive(Debug, Default, thiserror::Error)]
#[error("there is no such user")]
pub struct LeafByHand;

impl IntoResponse for LeafByHand {
    fn into_response(self) -> Response {
        let body = Body {
            title: "Not Found",
            status: 404,
            code: "no_user",
            detail: Some(self.to_string()),
            errors: None,
        };
        with_headers((StatusCode::NOT_FOUND, Json(body)).into_response())
    }
}

/// Delegates with catchall.
#[derive(Debug, Default, thiserror::Error, HttpError)]
#[http(axum)]
#[error(transparent)]
#[http(transparent)]
pub struct Ours<E: HttpError + Send + Sync + 'static>(E);

/// Delegates by hand.
#[derive(Debug, Default, thiserror::Error)]
#[error(transparent)]
pub struct ByHand<E: std::error::Error>(E);

impl<E: std::error::Error + IntoResponse> IntoResponse for ByHand<E> {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

/// An error at each depth that is measured.
pub enum Depths<A, B, C, D> {
    /// The innermost error.
    Zero(A),
    /// In one other.
    One(B),
    /// In four.
    Four(C),
    /// In sixteen.
    Sixteen(D),
}

impl<A: Default, B: Default, C: Default, D: Default> Sample for Depths<A, B, C, D> {
    fn sample<const SIZE: usize>() -> Self {
        match SIZE {
            0 => Self::Zero(A::default()),
            1 => Self::One(B::default()),
            4 => Self::Four(C::default()),
            _ => Self::Sixteen(D::default()),
        }
    }
}

type Four<E> = Ours<Ours<Ours<Ours<E>>>>;
type FourByHand<E> = ByHand<ByHand<ByHand<ByHand<E>>>>;

/// With catchall.
pub fn ours(error: Depths<Leaf, Ours<Leaf>, Four<Leaf>, Four<Four<Four<Four<Leaf>>>>>) -> Response {
    respond(error)
}

/// By hand.
pub fn by_hand(
    error: Depths<
        LeafByHand,
        ByHand<LeafByHand>,
        FourByHand<LeafByHand>,
        FourByHand<FourByHand<FourByHand<FourByHand<LeafByHand>>>>,
    >,
) -> Response {
    respond(error)
}

fn respond<A, B, C, D>(error: Depths<A, B, C, D>) -> Response
where
    A: IntoResponse,
    B: IntoResponse,
    C: IntoResponse,
    D: IntoResponse,
{
    match error {
        Depths::Zero(error) => error.into_response(),
        Depths::One(error) => error.into_response(),
        Depths::Four(error) => error.into_response(),
        Depths::Sixteen(error) => error.into_response(),
    }
}
