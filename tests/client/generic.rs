//! Types of every form: structs, parameters, raw names.

use std::fmt::{self, Debug};

use catchall::{FromProblem, HttpError, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn back<E: HttpError + FromProblem>(error: &E) -> Option<E> {
    let response = error.to_response();
    let problem = Problem::from_response(response.status(), response.headers(), response.body());
    E::from_problem(problem.unwrap()).ok()
}

#[derive(Debug, PartialEq, thiserror::Error, HttpError)]
#[error("a struct")]
#[http(client, 404)]
struct Named {
    #[http(member)]
    r#type_of: u8,
}

#[derive(Debug, PartialEq, thiserror::Error, HttpError)]
#[error("{0}")]
#[http(client, 400)]
struct Text(String);

#[derive(Debug, PartialEq, thiserror::Error, HttpError)]
#[error("{0}")]
#[http(client, 400)]
struct Number(i32);

#[derive(Debug, PartialEq, thiserror::Error, HttpError)]
#[error("a unit")]
#[http(client, 410, type = "https://example.com/gone")]
struct Unit;

#[derive(Debug, PartialEq, HttpError)]
#[http(client)]
enum Generic<T: Debug, E> {
    #[http(404, detail = "none")]
    Value {
        #[http(member)]
        value: T,
    },
    #[http(transparent)]
    Inner(E),
}

impl<T: Debug, E> fmt::Display for Generic<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("generic")
    }
}

impl<T: Debug, E: Debug> std::error::Error for Generic<T, E> {}

fn generic<T>(value: T)
where
    T: Debug + Serialize + DeserializeOwned + Clone + PartialEq,
{
    let error = Generic::<T, Unit>::Value { value };
    assert_eq!(back(&error), Some(error));
}

#[test]
fn types_of_every_form_come_back() {
    assert_eq!(back(&Named { type_of: 3 }), Some(Named { type_of: 3 }));
    assert_eq!(back(&Text("t".into())), Some(Text("t".into())));
    assert_eq!(back(&Number(-7)), Some(Number(-7)));
    assert_eq!(back(&Unit), Some(Unit));
    generic(7_u128 << 90);
    generic(vec![Some("a".to_owned()), None]);
    let inner = Generic::<u8, Unit>::Inner(Unit);
    assert_eq!(back(&inner), Some(inner));
}

/// The last of several delegations may accept every problem.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(client)]
enum Any {
    #[error(transparent)]
    #[http(transparent)]
    Unit(Unit),
    #[error(transparent)]
    #[http(transparent)]
    Other(Problem),
}

#[test]
fn a_problem_is_a_variant_for_what_is_not_known() {
    let read = |problem: Problem| {
        let response = problem.to_response();
        Any::from_problem(
            Problem::from_response(response.status(), response.headers(), response.body()).unwrap(),
        )
        .unwrap()
    };
    assert!(matches!(read(Problem::from(Unit)), Any::Unit(Unit)));
    let other = read(Problem::conflict().with_code("other"));
    assert!(matches!(other, Any::Other(problem) if problem.code() == "other"));
}
