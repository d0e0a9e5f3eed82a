//! Numbers in members keep their digits, however many there are.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::support::{json, text};
use catchall::{HttpError, Problem};
use serde::{Deserialize, Serialize};

/// A linear search for each member would take many times as long.
const LIMIT: Duration = Duration::from_secs(20);

#[track_caller]
fn assert_fast<T>(run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    assert!(start.elapsed() < LIMIT, "took {:?}", start.elapsed());
    result
}

fn object(count: usize) -> String {
    let members: Vec<String> = (0..count).map(|at| format!("\"m{at}\":{at}")).collect();
    format!("{{\"status\":404,{}}}", members.join(","))
}

#[test]
fn a_problem_that_was_read_may_have_many_members() {
    const COUNT: usize = 200_000;
    let body = assert_fast(|| {
        let problem: Problem = serde_json::from_str(&object(COUNT)).unwrap();
        let _ = serde_json::to_string(&problem).unwrap();
        json(&problem.to_response())
    });
    assert_eq!(body["m0"], 0);
    assert_eq!(body["m199999"], 199_999);
    assert_eq!(body.as_object().unwrap().len(), COUNT + 3);
}

#[test]
fn a_problem_may_be_given_many_members() {
    let body = assert_fast(|| {
        let mut problem = Problem::conflict();
        for _ in 0..2 {
            for at in 0..100_000 {
                problem = problem.with_member(format!("m{at}"), at);
            }
        }
        json(&problem.to_response())
    });
    assert_eq!(body.as_object().unwrap().len(), 100_000 + 3);
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("flat")]
#[http(409, code = "flat")]
struct Flat<T: Serialize + std::fmt::Debug>(#[http(member(flatten))] T);

#[test]
fn many_members_may_be_flattened() {
    let map: BTreeMap<String, usize> = (0..200_000).map(|at| (format!("m{at}"), at)).collect();
    let body = assert_fast(|| json(&Flat(map).to_response()));
    assert_eq!(body.as_object().unwrap().len(), 200_000 + 4);
}

#[derive(Debug, Serialize)]
struct Numbers {
    wide: u128,
    narrow: f32,
    negative: i128,
    none: Option<u8>,
    nested: Vec<f32>,
}

#[test]
fn a_flattened_number_is_written_as_serde_json_writes_it() {
    let numbers = Numbers {
        wide: u128::MAX,
        narrow: 0.1,
        negative: i128::MIN,
        none: None,
        nested: vec![0.3],
    };
    let body = text(&Flat(numbers).to_response());
    assert_eq!(
        body,
        format!(
            r#"{{"title":"Conflict","status":409,"code":"flat","detail":"flat","wide":{},"narrow":0.1,"negative":{},"nested":[0.3]}}"#,
            u128::MAX,
            i128::MIN,
        )
    );
}

/// Numbers that `f64` cannot represent, or represents with other digits.
const NUMBERS: &str = r#""big":1e400,"long":123456789012345678901234567890,"zeros":1.10,"sum":0.30000000000000004,"exact":8.533e-168,"nested":{"a":[1.0E5,-0]}"#;

#[test]
fn a_number_that_was_read_comes_back_as_it_was() {
    let read = format!("{{\"title\":\"T\",\"status\":404,\"code\":\"c\",{NUMBERS}}}");
    let problem: Problem = serde_json::from_str(&read).unwrap();
    assert_eq!(text(&problem.to_response()), read);
    assert_eq!(serde_json::to_string(&problem).unwrap(), read);
    assert_eq!(serde_json::to_vec(&problem).unwrap(), read.as_bytes());
    let from_bytes: Problem = serde_json::from_slice(read.as_bytes()).unwrap();
    assert_eq!(text(&from_bytes.to_response()), read);
    let from_reader: Problem = serde_json::from_reader(read.as_bytes()).unwrap();
    assert_eq!(text(&from_reader.to_response()), read);
}

#[derive(Debug, Deserialize, Serialize)]
struct Wrapped {
    id: u8,
    #[serde(flatten)]
    problem: Problem,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Answer {
    Good { name: String },
    Bad(Problem),
}

/// Not every deserializer supports raw JSON.
#[test]
fn a_problem_is_read_and_written_by_way_of_other_types_too() {
    let read = r#"{"id":7,"title":"T","status":404,"code":"c","rate":0.5,"list":[1,{"a":null}]}"#;
    let wrapped: Wrapped = serde_json::from_str(read).unwrap();
    assert_eq!(wrapped.id, 7);
    assert_eq!(serde_json::to_string(&wrapped).unwrap(), read);

    let rest = &read.replace("\"id\":7,", "");
    match serde_json::from_str(rest).unwrap() {
        Answer::Good { name } => panic!("{name}"),
        Answer::Bad(problem) => assert_eq!(text(&problem.to_response()), *rest),
    }
    let value: serde_json::Value = serde_json::from_str(rest).unwrap();
    let problem: Problem = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(problem.member("list"), Some(value["list"].clone()));
    assert_eq!(serde_json::to_value(&problem).unwrap(), value);
    let mut track = serde_path_to_error::Track::new();
    let mut json = serde_json::Deserializer::from_str(rest);
    let problem = Problem::deserialize(serde_path_to_error::Deserializer::new(
        &mut json, &mut track,
    ));
    assert_eq!(text(&problem.unwrap().to_response()), *rest);
}

#[test]
fn what_others_cannot_read_is_ignored() {
    let read = r#"{"status":404,"half":"\ud800","pair":"\ud83d\ude00","kept":1,"same":1,"same":2}"#;
    let problem: Problem = serde_json::from_str(read).unwrap();
    let body = json(&problem.to_response());
    assert_eq!(body.get("half"), None);
    assert_eq!(body["pair"], "\u{1f600}");
    assert_eq!(body["kept"], 1);
    assert_eq!(body["same"], 2);
    assert_eq!(body.as_object().unwrap().len(), 6);
}
