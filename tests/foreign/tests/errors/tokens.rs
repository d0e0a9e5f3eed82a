//! Tokens that a client sent.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::{assert_answer, response};

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    exp: u64,
}

fn token(exp: u64, key: &str) -> String {
    encode(
        &Header::default(),
        &Claims { exp },
        &EncodingKey::from_secret(key.as_bytes()),
    )
    .unwrap()
}

fn refuse(token: &str) -> jsonwebtoken::errors::Error {
    let key = DecodingKey::from_secret(b"secret");
    decode::<Claims>(token, &key, &Validation::new(Algorithm::HS256)).unwrap_err()
}

#[test]
fn a_token_that_is_not_valid() {
    const LATE: u64 = 4_000_000_000;

    assert_answer(refuse(&token(1, "secret")), 401, "token_expired");
    let other_algorithm = {
        let header = Header::new(Algorithm::HS512);
        encode(
            &header,
            &Claims { exp: LATE },
            &EncodingKey::from_secret(b"secret"),
        )
        .unwrap()
    };
    for wrong in [
        &token(LATE, "another"),
        "",
        "a.b.c",
        "canary",
        &other_algorithm,
        &token(LATE, "secret").replace('.', ".x"),
    ] {
        assert_answer(refuse(wrong), 401, "invalid_token");
        let response = response(refuse(wrong));
        assert_eq!(
            response.headers()["www-authenticate"],
            r#"Bearer error="invalid_token""#
        );
    }
}

#[test]
fn a_key_of_the_service_is_its_own_fault() {
    let error = EncodingKey::from_base64_secret("!")
        .map(|_| ())
        .unwrap_err();
    // The kind is that of a token that is not base64.
    assert_eq!(response(error).status(), 401);
    let wrong = encode(
        &Header::new(Algorithm::RS256),
        &Claims { exp: 1 },
        &EncodingKey::from_rsa_der(b"no RSA key"),
    );
    assert_answer(wrong.unwrap_err(), 500, "internal_error");
}
