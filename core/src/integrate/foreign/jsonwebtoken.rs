//! `jsonwebtoken::errors::Error`, of a token that a client sent.

use jsonwebtoken::errors::{Error, ErrorKind};

use super::UsualProblem;
use crate::integrate::delegated::causes;

fn row(error: &Error) -> UsualProblem {
    match error.kind() {
        ErrorKind::ExpiredSignature => UsualProblem::ExpiredToken,
        ErrorKind::InvalidToken
        | ErrorKind::InvalidSignature
        | ErrorKind::InvalidAlgorithm
        | ErrorKind::InvalidAlgorithmName
        | ErrorKind::UnsupportedAlgorithm
        | ErrorKind::MissingRequiredClaim(_)
        | ErrorKind::InvalidClaimFormat(_)
        | ErrorKind::InvalidIssuer
        | ErrorKind::InvalidAudience
        | ErrorKind::InvalidSubject
        | ErrorKind::ImmatureSignature
        | ErrorKind::Base64(_)
        | ErrorKind::Json(_)
        | ErrorKind::Utf8(_) => UsualProblem::InvalidToken,
        // Keys and signing belong to the service itself.
        _ => UsualProblem::Unmapped,
    }
}

causes! {
    Error, error => row(error).problem(),
        in UsualProblem::catalog(&[UsualProblem::InvalidToken, UsualProblem::ExpiredToken]);
}
