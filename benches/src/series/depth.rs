//! Delegation: errors within errors, each of a type of its own.

use axum::response::{IntoResponse, Response};
use catchall::HttpError;

use crate::contenders::ours::Error as Leaf;
use crate::errors::{PlainError as LeafByHand, Sample};

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
    Zero(A),
    One(B),
    Four(C),
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
type Sixteen = Four<Four<Four<Four<Leaf>>>>;
type FourByHand<E> = ByHand<ByHand<ByHand<ByHand<E>>>>;
type SixteenByHand = FourByHand<FourByHand<FourByHand<FourByHand<LeafByHand>>>>;

pub fn ours(error: Depths<Leaf, Ours<Leaf>, Four<Leaf>, Sixteen>) -> Response {
    respond(error)
}

type DepthsByHand = Depths<LeafByHand, ByHand<LeafByHand>, FourByHand<LeafByHand>, SixteenByHand>;

pub fn by_hand(error: DepthsByHand) -> Response {
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
