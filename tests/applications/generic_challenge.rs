//! The check of an access token, generic over the inner error: every response
//! has a challenge and no body.

use std::error::Error;

use catchall::HttpError;
use catchall::header::Challenge;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

#[derive(Debug, Default)]
struct Hint {
    realm: Option<String>,
    description: Option<String>,
}

impl Hint {
    fn challenge(&self, error: &str) -> Challenge {
        Challenge::bearer()
            .optional_param("realm", self.realm.as_deref())
            .param("error", error)
            .optional_param("error_description", self.description.as_deref())
    }
}

#[derive(Debug, Error, HttpError)]
#[http(format = Empty)]
enum TokenError<E: Error + 'static> {
    #[error("there is no form")]
    #[http(400, www_authenticate = _0.challenge("invalid_request"))]
    NoForm(Hint),
    #[error("there is no token")]
    #[http(400, www_authenticate = _0.challenge("invalid_request"))]
    NoToken(Hint),
    #[error("the token is not valid")]
    #[http(400, www_authenticate = _0.challenge("invalid_token"))]
    BadToken(Hint),
    #[error("could not look the token up")]
    Internal(#[source] E),
}

#[test]
fn the_parameters_are_there_if_they_have_a_value() {
    use TokenError as E;
    type Failure = E<std::io::Error>;
    let hint = || Hint {
        realm: Some("auth.example.com".into()),
        description: Some(r#"say "please""#.into()),
    };
    for (error, challenge) in [
        (
            Failure::NoForm(Hint::default()),
            r#"Bearer error="invalid_request""#,
        ),
        (
            Failure::NoToken(Hint::default()),
            r#"Bearer error="invalid_request""#,
        ),
        (
            Failure::BadToken(Hint::default()),
            r#"Bearer error="invalid_token""#,
        ),
        (
            Failure::BadToken(hint()),
            r#"Bearer realm="auth.example.com", error="invalid_token", error_description="say 'please'""#,
        ),
    ] {
        support::empty(&error, 400).has("www-authenticate", challenge);
    }
}

#[test]
fn what_failed_inside_is_in_the_log() {
    let error = TokenError::Internal(support::internal());
    support::empty(&error, 500).lacks("www-authenticate");
    let event = support::logged(&error);
    assert_eq!(event.level, Level::ERROR);
    assert!(event.fields.contains(CANARY), "{}", event.fields);
}
