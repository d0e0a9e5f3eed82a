//! `jsonwebtoken::errors::Error`, of a token that a client sent.

use jsonwebtoken::errors::{Error, ErrorKind};

use super::Foreign;
use crate::integrate::delegated::rejections;

fn row(error: &Error) -> Foreign {
    match error.kind() {
        ErrorKind::ExpiredSignature => Foreign::ExpiredToken,
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
        | ErrorKind::Utf8(_) => Foreign::InvalidToken,
        // Keys and signing are the service's own.
        _ => Foreign::Unmapped,
    }
}

rejections! { Error, error => row(error).problem(); }
