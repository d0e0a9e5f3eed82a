//! What is sent can be read back: for every variant that supports it, over arbitrary
//! values, directly, over a socket, and as a gRPC status.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use catchall::header::Link;
use catchall::{FieldError, FieldErrors, FromProblem, HttpError, Problem, Response, ResponseError};
use http::{Method, StatusCode, Uri};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Limits {
    used: u64,
    allowed: Option<u64>,
    names: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Soft,
    Hard,
}

#[derive(Clone, Debug, PartialEq, thiserror::Error, HttpError)]
#[http(client, web, type_base = "https://errors.example.com/")]
enum ShopError {
    #[error("nothing varies")]
    #[http(404)]
    Unit,

    #[error("no user {id}")]
    #[http(404)]
    Named {
        #[http(member)]
        id: u64,
        #[http(member = "also")]
        note: Option<String>,
    },

    #[error("two numbers")]
    #[http(409, member("left" = _0), member("right" = _1))]
    Tuple(i64, f64),

    #[error("{0}")]
    #[http(400)]
    Displayed(String),

    #[error("a text")]
    #[http(400, detail = reason)]
    Detailed { reason: Cow<'static, str> },

    #[error("a text")]
    #[http(400, detail = "{reason}")]
    Formatted { reason: String },

    #[error("slow down")]
    #[http(429)]
    Limited {
        #[http(retry_after)]
        wait: Duration,
        #[http(header = "X-Remaining")]
        remaining: Option<u32>,
        #[http(member(flatten))]
        limits: Limits,
    },

    #[error("some of it is wrong")]
    #[http(422)]
    Invalid {
        #[http(member)]
        errors: FieldErrors,
    },

    #[error("no such method")]
    #[http(405, allow = allowed)]
    NotAllowed { allowed: Vec<Method> },

    #[error("moved")]
    #[http(410, header("X-Now" = now))]
    Moved { now: Uri },

    #[error("{code}")]
    Upstream {
        #[http(status)]
        code: StatusCode,
        #[http(member)]
        name: String,
    },

    #[error("a kind")]
    #[http(403, case(Kind::Hard, _ => 451, code = "hard"))]
    Cased(#[http(member = "kind")] Kind, PhantomData<u8>),

    #[error("not now")]
    #[http(503, retry_after = 5)]
    Unavailable,

    #[error(transparent)]
    #[http(transparent)]
    Billing(Box<BillingError>),

    /// No client needs more than the problem.
    #[error("secret {0}")]
    #[http(402, client = off, hide)]
    Hidden(u8),

    #[error("a bug")]
    Unmapped(u8),
}

#[derive(Clone, Debug, PartialEq, thiserror::Error, HttpError)]
#[http(client, code_prefix = "billing.")]
enum BillingError {
    #[error("the card is declined")]
    #[http(402)]
    Declined {
        #[http(member)]
        card: String,
    },
    #[error("no account")]
    #[http(404)]
    Unit,
}

fn any_word() -> impl Strategy<Value = String> {
    "\\PC{0,20}"
}

prop_compose! {
    fn any_limits()(
        used in any::<u64>(),
        allowed in any::<Option<u64>>(),
        names in prop::collection::vec(any_word(), 0..3),
    ) -> Limits {
        Limits { used, allowed, names }
    }
}

fn any_errors() -> impl Strategy<Value = FieldErrors> {
    let error = (
        prop::collection::vec(any_word(), 0..3),
        any_word(),
        prop::option::of(any_word()),
    );
    let error = error.prop_map(|(path, detail, code)| {
        let error = FieldError::new(path, detail);
        match code {
            Some(code) => error.with_code(code),
            None => error,
        }
    });
    prop::collection::vec(error, 0..3).prop_map(|errors| errors.into_iter().collect())
}

/// Every variant that can be read back.
fn any_error() -> impl Strategy<Value = ShopError> {
    use ShopError::*;
    let methods = prop::sample::subsequence(vec![Method::GET, Method::PUT, Method::DELETE], 0..3);
    let status = prop::sample::select(vec![404_u16, 409, 451, 500, 503]);
    prop_oneof![
        Just(Unit),
        Just(Unavailable),
        (any::<u64>(), prop::option::of(any_word())).prop_map(|(id, note)| Named { id, note }),
        (any::<i64>(), any::<i32>()).prop_map(|(a, b)| Tuple(a, f64::from(b) / 8.0)),
        any_word().prop_map(Displayed),
        any_word().prop_map(|text| Detailed {
            reason: text.into()
        }),
        any_word().prop_map(|reason| Formatted { reason }),
        (any::<u32>(), any::<Option<u32>>(), any_limits()).prop_map(|(wait, remaining, limits)| {
            Limited {
                wait: Duration::from_secs(wait.into()),
                remaining,
                limits,
            }
        }),
        any_errors().prop_map(|errors| Invalid { errors }),
        methods.prop_map(|allowed| NotAllowed { allowed }),
        "/[a-z]{0,9}".prop_map(|path| Moved {
            now: path.parse().unwrap()
        }),
        (status, any_word()).prop_map(|(code, name)| Upstream {
            code: StatusCode::from_u16(code).unwrap(),
            name,
        }),
        prop::sample::select(vec![Kind::Soft, Kind::Hard])
            .prop_map(|kind| Cased(kind, PhantomData)),
        any_word().prop_map(|card| Billing(Box::new(BillingError::Declined { card }))),
        Just(Billing(Box::new(BillingError::Unit))),
    ]
}

fn read<E: FromProblem>(response: &Response) -> ResponseError<E> {
    E::read_response(response.status(), response.headers(), response.body())
}

proptest! {
    #[test]
    fn an_error_comes_back(error in any_error()) {
        match read::<ShopError>(&error.to_response()) {
            ResponseError::Typed(back) => prop_assert_eq!(back, error),
            other => prop_assert!(false, "{:?} came back as {:?}", error, other),
        }
    }

    /// Even without a response.
    #[test]
    fn a_problem_of_this_service_is_the_error_too(error in any_error()) {
        let back = ShopError::from_problem(Problem::from(error.clone()));
        prop_assert_eq!(back.ok(), Some(error));
    }
}

/// A client that is not written in Rust is promised the same.
#[test]
fn a_response_is_valid_by_the_schema_of_the_catalog() {
    let url = "https://errors.example.com/schema.json";
    let schema = serde_json::from_str(&ShopError::catalog().to_json_schema()).unwrap();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource(url, schema).unwrap();
    let mut schemas = boon::Schemas::new();
    let schema = compiler.compile(url, &mut schemas).unwrap();

    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut errors: Vec<ShopError> = (0..1_000)
        .map(|_| any_error().new_tree(&mut runner).unwrap().current())
        .collect();
    errors.extend([ShopError::Hidden(1), ShopError::Unmapped(1)]);
    for error in errors {
        let body = serde_json::from_slice(error.to_response().body()).unwrap();
        let verdict = schemas.validate(&body, schema);
        verdict.unwrap_or_else(|why| panic!("{error:?}: {body}\n{why:#}"));
    }
}

#[test]
fn an_error_comes_back_over_a_socket() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let errors: Vec<ShopError> = (0..200)
        .map(|_| any_error().new_tree(&mut runner).unwrap().current())
        .collect();
    let all = errors.clone();
    let router = Router::new()
        .route(
            "/{at}",
            get(
                |axum::extract::Path(at): axum::extract::Path<usize>,
                 State(errors): State<Vec<ShopError>>| async move {
                    Err::<(), _>(errors[at].clone())
                },
            ),
        )
        .with_state(all);
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let address = listener.local_addr().unwrap();
    let server = runtime.spawn(async move { axum::serve(listener, router).await });

    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    for (at, error) in errors.iter().enumerate() {
        let mut response = agent.get(format!("http://{address}/{at}")).call().unwrap();
        let body = response.body_mut().read_to_vec().unwrap();
        match ShopError::read_response(response.status(), response.headers(), &body) {
            ResponseError::Typed(back) => assert_eq!(back, *error),
            other => panic!("{error:?} came back as {other:?}"),
        }
    }
    server.abort();
}

/// A gRPC status has the same problem in its details.
#[test]
fn an_error_comes_back_through_grpc() {
    for error in [
        ShopError::Unit,
        ShopError::Named {
            id: u64::MAX,
            note: None,
        },
        ShopError::Tuple(-1, 0.5),
        ShopError::Displayed("a text".to_owned()),
        ShopError::Billing(Box::new(BillingError::Declined {
            card: "1234".to_owned(),
        })),
    ] {
        let status = tonic::Status::from(error.clone());
        let back = ShopError::from_problem(Problem::from(status));
        assert_eq!(back.ok(), Some(error));
    }
}

/// A variant with `client = off`, or an unmapped one, is a problem to a client, without
/// what stays in the service.
#[test]
fn what_does_not_come_back_is_a_problem() {
    for (error, code) in [
        (ShopError::Hidden(7), "hidden"),
        (ShopError::Unmapped(7), "internal_error"),
    ] {
        match read::<ShopError>(&error.to_response()) {
            ResponseError::Problem(problem) => {
                assert_eq!(problem.code(), code);
                assert_eq!(problem.detail(), None);
            }
            other => panic!("{error:?} came back as {other:?}"),
        }
    }
}

/// `Link` cannot be read as any type; this shows that the header is available.
#[test]
fn a_header_that_no_field_takes_is_there_for_the_program() {
    let problem =
        Problem::not_found().with_header("link", Link::new("https://example.com", "help"));
    let response = problem.to_response();
    let back = Problem::from_response(response.status(), response.headers(), response.body());
    let back = back.unwrap();
    assert_eq!(
        back.received_headers().unwrap().get("link"),
        response.headers().get("link"),
    );
    assert_eq!(back.to_response().headers().get("link"), None);
}
