//! `Problem`: created by hand, from errors, and from JSON and back.

use crate::support;

use std::borrow::Cow;
use std::error::Error;

use crate::support::{
    Leaf, Link, any_text, assert_plain_500, header, headers, json, logged_once, seen, shows, text,
};
use catchall::header::Challenge;
use catchall::{
    Body, Format, HttpError, OrProblem, Problem, ProblemType, RequestContext, Response,
};
use http::{HeaderValue, Method, StatusCode};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json as value};

const OUT_OF_CREDIT: ProblemType = ProblemType::new(403, "out_of_credit")
    .with_type_uri("https://example.com/probs/out-of-credit")
    .with_title("You do not have enough credit.");

#[test]
fn it_is_one_pointer_wide_and_crosses_threads() {
    fn crosses<T: Send + Sync + 'static>() {}

    assert_eq!(size_of::<Problem>(), size_of::<usize>());
    assert_eq!(size_of::<catchall::Result<()>>(), size_of::<usize>());
    crosses::<Problem>();
}

#[test]
fn every_constructor_has_its_status_title_and_code() {
    let methods = [Method::GET];
    let problems = [
        (400, "Bad Request", Problem::bad_request()),
        (402, "Payment Required", Problem::payment_required()),
        (403, "Forbidden", Problem::forbidden()),
        (404, "Not Found", Problem::not_found()),
        (406, "Not Acceptable", Problem::not_acceptable()),
        (408, "Request Timeout", Problem::request_timeout()),
        (409, "Conflict", Problem::conflict()),
        (410, "Gone", Problem::gone()),
        (412, "Precondition Failed", Problem::precondition_failed()),
        (413, "Content Too Large", Problem::content_too_large()),
        (
            415,
            "Unsupported Media Type",
            Problem::unsupported_media_type(),
        ),
        (
            422,
            "Unprocessable Content",
            Problem::unprocessable_content(),
        ),
        (423, "Locked", Problem::locked()),
        (
            428,
            "Precondition Required",
            Problem::precondition_required(),
        ),
        (429, "Too Many Requests", Problem::too_many_requests()),
        (
            451,
            "Unavailable For Legal Reasons",
            Problem::unavailable_for_legal_reasons(),
        ),
        (
            500,
            "Internal Server Error",
            Problem::internal_server_error(),
        ),
        (501, "Not Implemented", Problem::not_implemented()),
        (502, "Bad Gateway", Problem::bad_gateway()),
        (503, "Service Unavailable", Problem::service_unavailable()),
        (504, "Gateway Timeout", Problem::gateway_timeout()),
        (507, "Insufficient Storage", Problem::insufficient_storage()),
        (
            401,
            "Unauthorized",
            Problem::unauthorized(Challenge::bearer()),
        ),
        (
            405,
            "Method Not Allowed",
            Problem::method_not_allowed(&methods),
        ),
        (
            407,
            "Proxy Authentication Required",
            Problem::proxy_authentication_required(Challenge::basic("proxy")),
        ),
        (426, "Upgrade Required", Problem::upgrade_required("h2c")),
    ];
    for (status, title, problem) in problems {
        let code = match status {
            500 => "internal_error".to_owned(),
            _ => title.to_lowercase().replace(' ', "_"),
        };
        assert_eq!(problem.status(), status);
        assert_eq!(problem.title(), title);
        assert_eq!(problem.code(), code);
        assert_eq!(problem.type_uri(), "about:blank");
        let body = json(&problem.to_response());
        assert_eq!(
            body,
            value!({"title": title, "status": status, "code": code})
        );
    }
}

#[test]
fn the_mandatory_headers_are_there() {
    let response = Problem::unauthorized(Challenge::basic("shop")).to_response();
    assert_eq!(
        header(&response, "www-authenticate"),
        "Basic realm=\"shop\", charset=\"UTF-8\""
    );
    let response = Problem::method_not_allowed(&[Method::GET, Method::PUT]).to_response();
    assert_eq!(header(&response, "allow"), "GET, PUT");
    let response = Problem::proxy_authentication_required(Challenge::bearer()).to_response();
    assert_eq!(header(&response, "proxy-authenticate"), "Bearer");
    let response = Problem::upgrade_required("h2c").to_response();
    assert_eq!(header(&response, "upgrade"), "h2c");
    assert_eq!(header(&response, "connection"), "upgrade");
}

#[test]
fn the_builder_sets_every_part() {
    let problem = Problem::of(OUT_OF_CREDIT)
        .with_detail("Your current balance is 30, but that costs 50.")
        .with_instance("/account/12345/msgs/abc")
        .with_member("balance", 30)
        .with_member("accounts", ["/account/12345", "/account/67890"])
        .with_member("nothing", None::<u8>)
        .with_member("balance", 31)
        .with_retry_after(3_u64)
        .with_header("x-one", "1")
        .with_header("x-one", 2);
    assert_eq!(problem.status(), 403);
    assert_eq!(problem.code(), "out_of_credit");
    assert_eq!(
        problem.type_uri(),
        "https://example.com/probs/out-of-credit"
    );
    assert_eq!(problem.title(), "You do not have enough credit.");
    assert_eq!(
        problem.detail().as_deref(),
        Some("Your current balance is 30, but that costs 50.")
    );
    assert_eq!(
        problem.instance().as_deref(),
        Some("/account/12345/msgs/abc")
    );
    assert_eq!(problem.member("balance"), Some(31.into()));
    assert_eq!(problem.member("nothing"), None);
    assert_eq!(problem.members().len(), 2);
    assert!(problem.cause().is_none());
    let response = problem.to_response();
    assert_eq!(
        text(&response),
        concat!(
            r#"{"type":"https://example.com/probs/out-of-credit","#,
            r#""title":"You do not have enough credit.","status":403,"code":"out_of_credit","#,
            r#""detail":"Your current balance is 30, but that costs 50.","#,
            r#""instance":"/account/12345/msgs/abc","#,
            r#""accounts":["/account/12345","/account/67890"],"balance":31}"#
        )
    );
    assert_eq!(headers(&response, "x-one"), ["1", "2"]);
    assert_eq!(headers(&response, "retry-after"), ["3"]);
    assert_eq!(problem.headers().len(), 3);
    assert_eq!(
        problem.to_string(),
        "403 You do not have enough credit.: Your current balance is 30, but that costs 50."
    );
}

#[test]
fn a_reserved_name_is_no_member() {
    for name in ["type", "title", "status", "code", "detail", "instance"] {
        let problem = Problem::conflict().with_member(name, "mine");
        assert_eq!(problem.member(name), None);
        assert_eq!(
            text(&problem.to_response()),
            text(&Problem::conflict().to_response())
        );
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(type_base = "https://example.com/", on(503, header("X-On" = "on")))]
enum AppError {
    #[error("static \"text\"")]
    #[http(404)]
    Static,
    #[error("no user {id}")]
    #[http(404, header("X-User" = "{id}"), header("X-User" = "again"))]
    NoUser {
        #[http(member)]
        id: u64,
    },
    #[error("busy {0}")]
    #[http(503, retry_after = *_0, title = "Busy")]
    Busy(u64),
    #[error("shown")]
    #[http(500, unmask, member("a" = [1, 2]), member("b" = None::<u8>))]
    Shown,
    #[error("challenged")]
    #[http(401, www_authenticate = "Bearer", www_authenticate = Challenge::basic("x"))]
    Challenged,
    #[error("elsewhere")]
    #[http(
        307,
        location = "/there",
        code = "moved",
        type = "tag:there",
        instance = "/i/{0}"
    )]
    Elsewhere(u8),
    #[error("not modified")]
    #[http(304)]
    NotModified,
    #[error("as text {0}")]
    #[http(409, format = Text)]
    Text(String),
    #[error("as html {0}")]
    #[http(409, format = Html)]
    Html(String),
    #[error("as json {0}")]
    #[http(409, format = Json, member("m" = _0))]
    Json(String),
    #[error("empty")]
    #[http(409, format = Empty, header("X-Empty" = "yes"))]
    Empty,
    #[error("own {0}")]
    #[http(409, format = Own, detail = "own {_0}")]
    Own(String),
    #[error("at run time")]
    #[http(status = *_0, code = format!("c{_0}"))]
    AtRunTime(u16),
    #[error("hidden")]
    #[http(410, hide)]
    Hidden,
    #[error(transparent)]
    #[http(transparent, header("X-Outer" = "outer"))]
    Inner(#[from] Inner),
    #[error("unmapped")]
    Unmapped(#[source] Leaf),
    #[error("finished")]
    #[http(400, member("m" = 1))]
    Finished,
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Inner {
    #[error("inner {0}")]
    #[http(402, member("m" = _0), header("X-Inner" = "{_0}"))]
    Four(u8),
    #[error("inner {0}")]
    #[http(502, detail = "inner", member("m" = _0), retry_after = 1)]
    Five(u8),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("finish")]
#[http(400, member("m" = 1), finish = finish)]
struct Finish;

fn finish(_error: &Finish, _context: Option<&catchall::RequestContext>, response: &mut Response) {
    let value = http::HeaderValue::from_static("yes");
    response.headers_mut().insert("x-finished", value);
}

#[derive(Debug, thiserror::Error)]
#[error("by hand")]
struct ByHand;

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        StatusCode::IM_A_TEAPOT
    }

    fn decide(&self, decision: &mut catchall::Decision<'_>) {
        decision.title("Teapot");
    }

    fn describe(&self, description: &mut catchall::Description<'_>) {
        description.member("m", &1);
        description.header(&http::header::ETAG, "\"x\"");
    }
}

#[derive(Debug, thiserror::Error)]
#[error("nothing")]
struct Nothing;

impl HttpError for Nothing {}

struct Own;

impl Format for Own {
    fn render(
        &self,
        problem: &Problem,
        _context: Option<&catchall::RequestContext>,
    ) -> catchall::Body {
        catchall::Body::json(problem)
    }
}

type AnyError = Box<dyn HttpError + Send + Sync>;

fn errors(text: &str) -> Vec<(AnyError, Problem)> {
    fn pair<E: HttpError + Send + Sync + 'static>(make: impl Fn() -> E) -> (AnyError, Problem) {
        (Box::new(make()), Problem::from(make()))
    }
    let text = || text.to_owned();
    vec![
        pair(|| AppError::Static),
        pair(|| AppError::NoUser { id: 7 }),
        pair(|| AppError::Busy(9)),
        pair(|| AppError::Shown),
        pair(|| AppError::Challenged),
        pair(|| AppError::Elsewhere(1)),
        pair(|| AppError::NotModified),
        pair(|| AppError::Text(text())),
        pair(|| AppError::Html(text())),
        pair(|| AppError::Json(text())),
        pair(|| AppError::Empty),
        pair(|| AppError::Own(text())),
        pair(|| AppError::AtRunTime(404)),
        pair(|| AppError::AtRunTime(503)),
        pair(|| AppError::AtRunTime(200)),
        pair(|| AppError::Hidden),
        pair(|| AppError::Inner(Inner::Four(1))),
        pair(|| AppError::Inner(Inner::Five(1))),
        pair(|| AppError::Unmapped(Leaf(text()))),
        pair(|| AppError::Finished),
        pair(|| Finish),
        pair(|| ByHand),
        pair(|| Nothing),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_problem_of_an_error_is_the_same_response(any in any_text()) {
        for (error, problem) in errors(&any) {
            let expected = (*error).to_response();
            let name = format!("{error:?}");
            prop_assert_eq!(problem.status(), expected.status(), "{}", name);
            let response = problem.to_response();
            prop_assert_eq!(text(&response), text(&expected), "{}", name);
            prop_assert_eq!(seen(&response), seen(&expected), "{}", name);
            // It can be read twice.
            prop_assert_eq!(seen(&problem.to_response()), seen(&expected), "{}", name);
        }
    }

    /// The parts are those of the body.
    #[test]
    fn the_parts_of_a_problem_are_what_it_sends(any in any_text()) {
        for (error, problem) in errors(&any) {
            let problem = problem.with_format(&catchall::format::ProblemJson);
            if problem.status() == 304 {
                continue;
            }
            let response = problem.to_response();
            let sent = json(&response);
            let name = format!("{error:?}");
            prop_assert_eq!(&serde_json::to_value(&problem).unwrap(), &sent, "{}", name);
            prop_assert_eq!(&*problem.title(), sent["title"].as_str().unwrap());
            prop_assert_eq!(&*problem.code(), sent["code"].as_str().unwrap());
            prop_assert_eq!(&*problem.type_uri(), sent.get("type").map_or("about:blank", |uri| uri.as_str().unwrap()));
            prop_assert_eq!(problem.detail(), sent.get("detail").map(|text| Cow::from(text.as_str().unwrap())));
            prop_assert_eq!(problem.instance(), sent.get("instance").map(|uri| Cow::from(uri.as_str().unwrap())));
            prop_assert_eq!(problem.member("m"), sent.get("m").cloned());
            for (header, value) in &problem.headers() {
                prop_assert!(response.headers().get_all(header).iter().any(|sent| sent == value));
            }
        }
    }
}

#[test]
fn a_typed_error_can_be_overridden_part_by_part() {
    let problem = || Problem::from(AppError::NoUser { id: 7 });

    let body = json(&problem().with_status(410_u16).to_response());
    assert_eq!(body["status"], 410);
    assert_eq!(body["code"], "no_user");
    assert_eq!(body["type"], "https://example.com/no_user");
    assert_eq!(body["detail"], "no user 7");
    assert_eq!(body["id"], 7);

    let body = json(&problem().with_detail("gone").to_response());
    assert_eq!(body["detail"], "gone");
    assert_eq!((&body["status"], &body["id"]), (&value!(404), &value!(7)));

    let body = json(
        &problem()
            .with_member("id", 8)
            .with_member("more", true)
            .to_response(),
    );
    assert_eq!((&body["id"], &body["more"]), (&value!(8), &value!(true)));
    let raw = text(&problem().with_member("id", 8).to_response());
    assert_eq!(raw.matches("\"id\"").count(), 1, "{raw}");

    let body = json(
        &problem()
            .with_code("other")
            .with_title("Other")
            .to_response(),
    );
    assert_eq!(
        (&body["code"], &body["title"]),
        (&value!("other"), &value!("Other"))
    );
    assert_eq!(body["type"], "https://example.com/no_user");

    let body = json(
        &problem()
            .with_type_uri("tag:x")
            .with_instance("/i")
            .to_response(),
    );
    assert_eq!(
        (&body["type"], &body["instance"]),
        (&value!("tag:x"), &value!("/i"))
    );

    let response = problem()
        .with_header("x-user", "8")
        .with_header("x-more", "9")
        .to_response();
    assert_eq!(headers(&response, "x-user"), ["8"]);
    assert_eq!(headers(&response, "x-more"), ["9"]);

    let response = problem().with_format(&catchall::format::Text).to_response();
    assert_eq!(text(&response), "no user 7");

    // A 5xx made from a 4xx is masked, but what is set on it later is not.
    let problem = problem().with_status(503_u16).with_member("beside", 1);
    let body = json(&problem.to_response());
    assert_eq!(body.get("detail"), None);
    assert_eq!(body["beside"], 1);

    // The error itself is still present.
    let cause = problem.cause().unwrap().downcast_ref::<AppError>();
    assert!(matches!(cause, Some(AppError::NoUser { id: 7 })));
}

#[test]
fn overriding_a_static_body_leaves_the_rest_of_it() {
    for problem in [
        Problem::from(AppError::Static).with_member("a", 1),
        Problem::from(AppError::Static).with_instance("/i"),
        Problem::from(AppError::Static).with_detail("static \"text\""),
        Problem::from(AppError::Static).with_title("Static"),
    ] {
        let body = json(&problem.to_response());
        assert_eq!(body["status"], 404);
        assert_eq!(body["code"], "static");
        assert_eq!(body["title"], "Static");
        assert_eq!(body["detail"], "static \"text\"");
    }
}

#[test]
fn another_cause_keeps_the_parts_of_the_first_one() {
    let problem = Problem::from(AppError::NoUser { id: 7 }).with_cause(Leaf("disk".into()));
    let (response, event) = logged_once(|| problem.to_response());
    assert_eq!(
        seen(&response),
        seen(&Problem::from(AppError::NoUser { id: 7 }).to_response())
    );
    assert_eq!(event.field("exception.message"), "disk");
    assert!(problem.cause().unwrap().is::<Leaf>());
    // Even if it is masked.
    let problem = Problem::from(AppError::Unmapped(Leaf("first".into()))).with_cause("second");
    support::assert_plain_500(&problem.to_response());

    let failed = Err::<(), _>(Leaf("disk".into()));
    let problem = failed
        .or_problem(Problem::from(AppError::Challenged))
        .unwrap_err();
    let response = problem.to_response();
    assert_eq!(headers(&response, "www-authenticate").len(), 2);
}

#[test]
fn the_first_error_of_a_chain_that_is_mapped_decides() {
    let error = || AppError::NoUser { id: 7 };
    let expected = seen(&error().to_response());
    let link = || Link {
        text: "outer".into(),
        source: Box::new(error()),
    };
    let boxed: Box<dyn Error + Send + Sync> = Box::new(link());
    for problem in [
        Problem::from_chain::<(AppError,)>(error()),
        Problem::from_chain::<(AppError,)>(link()),
        Problem::from_chain::<(AppError,)>(boxed),
        Problem::from_chain::<(Inner, AppError)>(anyhow::Error::new(link()).context("context")),
        Problem::from_chain::<(AppError, Inner)>(eyre::Report::new(link()).wrap_err("context")),
        Problem::from_chain::<(AppError,)>(anyhow::Error::new(error())),
        Problem::from_chain::<(AppError,)>(eyre::Report::new(error())),
    ] {
        assert_eq!(seen(&problem.to_response()), expected, "{problem:?}");
    }
    for problem in [
        Problem::from_chain::<(Inner,)>(link()),
        Problem::from_chain::<(Inner,)>(anyhow::Error::new(link())),
        Problem::from_chain::<(Inner, Nothing, ByHand)>("a text"),
    ] {
        support::assert_plain_500(&problem.to_response());
    }
}

#[test]
fn or_problem_on_options_and_results() {
    fn all(none: Option<u8>, failed: fn() -> std::io::Result<u8>) -> Vec<Problem> {
        [
            none.or_problem(404),
            none.or_problem(StatusCode::NOT_FOUND),
            none.or_problem(ProblemType::new(404, "not_found")),
            none.or_problem(Problem::not_found()),
            none.or_problem(|| Problem::not_found().with_log_level(catchall::Level::Info)),
            none.or_problem(Problem::not_found),
            none.or_problem(|| 404),
            failed().or_problem(404),
            failed().or_problem(StatusCode::NOT_FOUND),
            failed().or_problem(|| ProblemType::new(404, "not_found")),
            failed().or_problem(Problem::not_found),
            Err("a text").or_problem(404),
            Err(String::from("a text")).or_problem(404),
            Err(Box::<dyn Error + Send + Sync>::from("boxed")).or_problem(404),
            Err(anyhow::anyhow!("anyhow")).or_problem(404),
            Err(eyre::eyre!("eyre")).or_problem(404),
        ]
        .into_iter()
        .map(Result::unwrap_err)
        .collect()
    }

    let expected = seen(&Problem::not_found().to_response());
    for (at, problem) in all(None, || Err(std::io::Error::other("disk")))
        .into_iter()
        .enumerate()
    {
        assert_eq!(seen(&problem.to_response()), expected, "{problem:?}");
        assert_eq!(problem.cause().is_some(), at >= 7, "{problem:?}");
    }
    assert_eq!(Some(1).or_problem(500).unwrap(), 1);
    assert_eq!(Ok::<_, std::io::Error>(1).or_problem(500).unwrap(), 1);
    let problem = Err::<(), _>(std::io::Error::other("disk")).or_problem(500);
    let problem = problem.unwrap_err();
    support::assert_plain_500(&problem.to_response());
    assert!(problem.cause().unwrap().is::<std::io::Error>());
    assert_eq!(problem.source().unwrap().to_string(), "disk");
}

#[test]
fn a_cause_can_be_taken_for_what_it_is() {
    let is_leaf = |problem: &Problem| problem.cause().is_some_and(<dyn Error>::is::<Leaf>);
    let leaf = || Leaf("leaf".into());
    assert!(is_leaf(&Problem::conflict().with_cause(leaf())));
    assert!(is_leaf(&Problem::from(anyhow::Error::new(leaf()))));
    assert!(is_leaf(&Problem::from(eyre::Report::new(leaf()))));
    assert!(is_leaf(
        &Problem::conflict().with_cause(anyhow::Error::new(leaf()))
    ));
    let boxed: Box<dyn Error + Send + Sync> = Box::new(leaf());
    assert!(is_leaf(&Problem::conflict().with_cause(boxed)));
    let problem = Problem::from(Finish);
    assert!(problem.cause().unwrap().is::<Finish>());
}

#[test]
fn the_question_mark_takes_any_http_error() {
    fn derived() -> catchall::Result<()> {
        Err(AppError::Static)?
    }
    fn anyhow() -> catchall::Result<()> {
        Err(anyhow::anyhow!("x"))?
    }
    fn boxed() -> catchall::Result<()> {
        Err(Box::new(AppError::Static))?
    }
    fn response() -> Result<(), Box<Response>> {
        derived().map_err(|problem| Box::new(problem.into()))
    }

    assert_eq!(derived().unwrap_err().status(), 404);
    assert_eq!(anyhow().unwrap_err().status(), 500);
    assert_eq!(boxed().unwrap_err().status(), 404);
    assert_eq!(response().unwrap_err().status(), 404);
}

/// Members of any type, with any names.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 8.0)),
        "(?s).{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map("(?s).{0,6}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{3,8}",
        1 => "(?s).{0,8}",
        1 => Just("code".to_owned()),
    ]
}

prop_compose! {
    fn any_problem()(
        status in prop_oneof![300..600_u16, any::<u16>()],
        code in prop::option::of("(?s).{0,8}"),
        uri in prop::option::of(prop_oneof!["https://example.com/[a-z]{0,8}", "(?s).{0,8}"]),
        title in prop::option::of("(?s).{0,8}"),
        detail in prop::option::of(any_text()),
        instance in prop::option::of("(?s).{0,8}"),
        members in btree_map(any_name(), any_json(), 0..6),
    ) -> Problem {
        let mut problem = Problem::new(status);
        if let Some(code) = code {
            problem = problem.with_code(code);
        }
        if let Some(uri) = uri {
            problem = problem.with_type_uri(uri);
        }
        if let Some(title) = title {
            problem = problem.with_title(title);
        }
        if let Some(detail) = detail {
            problem = problem.with_detail(detail);
        }
        if let Some(instance) = instance {
            problem = problem.with_instance(instance);
        }
        for (name, value) in members {
            problem = problem.with_member(name, value);
        }
        problem
    }
}

const RFC_MEMBERS: [&str; 5] = ["type", "title", "status", "detail", "instance"];

proptest! {
    #[test]
    fn a_problem_reads_back(problem in any_problem()) {
        let encoded = serde_json::to_string(&problem).unwrap();
        let decoded: Problem = serde_json::from_str(&encoded).unwrap();
        prop_assert_eq!(&decoded, &problem, "{}", encoded);
        prop_assert_eq!(serde_json::to_string(&decoded).unwrap(), encoded);
        // So does the body that is sent.
        let response = problem.to_response();
        if response.status() != 304 {
            let sent: Problem = serde_json::from_slice(response.body()).unwrap();
            prop_assert_eq!(&sent, &problem);
            let sent: Value = serde_json::from_slice(response.body()).unwrap();
            prop_assert_eq!(sent, serde_json::to_value(&problem).unwrap());
        }
    }

    /// RFC 9457 §3.1: a member whose value has the wrong type is ignored.
    #[test]
    fn a_member_of_the_wrong_type_is_as_good_as_none(
        object in btree_map(
            prop_oneof![prop::sample::select(&RFC_MEMBERS[..]).prop_map(str::to_owned), any_name()],
            any_json(),
            0..8,
        ),
    ) {
        let object: Map<String, Value> = object.into_iter().collect();
        let problem: Problem = serde_json::from_value(Value::Object(object.clone())).unwrap();
        let mut right = object.clone();
        right.retain(|name, value| match name.as_str() {
            "status" => value.as_f64().is_some_and(|status| {
                (100.0..600.0).contains(&status) && status.fract() == 0.0
            }),
            "type" | "title" | "detail" | "instance" => value.is_string(),
            _ => !value.is_null(),
        });
        let same: Problem = serde_json::from_value(Value::Object(right.clone())).unwrap();
        prop_assert_eq!(&problem, &same);
        prop_assert_eq!(problem.detail(), right.get("detail").map(|text| Cow::from(text.as_str().unwrap())));
        // Every other member is kept.
        for (name, value) in &right {
            let is_known = RFC_MEMBERS.contains(&name.as_str()) || (name == "code" && value.is_string());
            if !is_known {
                prop_assert_eq!(problem.member(name), Some(value.clone()), "{}", name);
            }
        }
        // What is sent is one object in which no name occurs twice.
        let response = problem.with_status(400_u16).to_response();
        assert_no_name_twice(&text(&response));
    }

    #[test]
    fn no_json_makes_it_panic(any in any_json()) {
        let _ = serde_json::from_value::<Problem>(any.clone());
        let _ = serde_json::from_str::<Problem>(&any.to_string());
    }
}

/// If a name occurs twice, `serde_json` keeps the last member.
#[track_caller]
fn assert_no_name_twice(object: &str) {
    struct Names;

    impl<'de> serde::de::Visitor<'de> for Names {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> Result<Self::Value, A::Error> {
            let mut names = Vec::new();
            while let Some((name, _)) = map.next_entry::<String, Value>()? {
                names.push(name);
            }
            Ok(names)
        }
    }

    let mut deserializer = serde_json::Deserializer::from_str(object);
    let mut names = serde::Deserializer::deserialize_map(&mut deserializer, Names).unwrap();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "a name twice in {object}");
}

#[test]
fn an_empty_object_is_a_problem_and_stays_one() {
    let problem: Problem = serde_json::from_str("{}").unwrap();
    assert_eq!(problem.type_uri(), "about:blank");
    assert_eq!(serde_json::to_string(&problem).unwrap(), "{}");
    assert!(serde_json::from_str::<Problem>("[]").is_err());
    assert!(serde_json::from_str::<Problem>("null").is_err());
}

#[test]
fn a_status_is_a_number_of_a_status() {
    let status = |json: &str| {
        serde_json::from_str::<Problem>(json)
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(status(r#"{"status":404}"#), 404);
    assert_eq!(status(r#"{"status":404.0}"#), 404);
    for other in [
        "\"404\"", "404.5", "-404", "99", "600", "70000", "1e300", "null", "[404]", "true",
    ] {
        assert_eq!(status(&format!(r#"{{"status":{other}}}"#)), 500, "{other}");
    }
}

#[test]
fn a_problem_that_another_service_sent_can_be_sent_on() {
    let sent = r#"{"type":"https://example.com/probs/x","title":"X","status":409,"detail":"d","errors":[1,2],"code":7}"#;
    let problem: Problem = serde_json::from_str(sent).unwrap();
    let body = json(&problem.to_response());
    assert_eq!(body["status"], 409);
    assert_eq!(body["errors"], value!([1, 2]));
    assert_eq!(body["detail"], "d");
    assert_no_name_twice(&text(&problem.to_response()));
}

#[test]
fn a_5xx_that_another_service_sent_is_masked_but_for_whom_it_was_sent_to() {
    let sent = r#"{"type":"https://example.com/probs/db","title":"No database","status":503,"code":"db","detail":"secret sql","instance":"/secret/1","host":"secret"}"#;
    let read = || serde_json::from_str::<Problem>(sent).unwrap();
    assert_eq!(
        text(&read().to_response()),
        r#"{"type":"https://example.com/probs/db","title":"Service Unavailable","status":503,"code":"db"}"#
    );
    let grpc = tonic::Status::from(read());
    assert_eq!(grpc.message(), "Service Unavailable");
    // The program itself sees everything.
    assert_eq!(read().title(), "No database");
    assert_eq!(read().detail().unwrap(), "secret sql");
    assert_eq!(read().instance().unwrap(), "/secret/1");
    assert_eq!(read().member("host"), Some("secret".into()));
    assert_eq!(serde_json::to_string(&read()).unwrap(), sent);
    let (_, event) = logged_once(|| read().to_response());
    assert!(event.field("exception.message").contains("secret sql"));
    // What the program sets is sent.
    let said = read()
        .with_title("No database today")
        .with_detail("try later")
        .with_instance("/incidents/7")
        .with_member("host", "public")
        .with_member("tries", 3);
    assert_eq!(
        text(&said.to_response()),
        r#"{"type":"https://example.com/probs/db","title":"No database today","status":503,"code":"db","detail":"try later","instance":"/incidents/7","host":"public","tries":3}"#
    );
    // Without a status it is a 500, unless the program sets another one.
    let nothing = || serde_json::from_str::<Problem>(r#"{"detail":"x"}"#).unwrap();
    assert_plain_500(&nothing().to_response());
    assert_eq!(
        json(&nothing().with_status(422_u16).to_response())["detail"],
        "x"
    );
    assert_eq!(
        json(&nothing().with_status(502_u16).to_response()).get("detail"),
        None
    );
}

#[test]
fn what_was_read_of_a_5xx_is_sent_in_no_shape_and_with_no_status() {
    #[derive(Debug, thiserror::Error, HttpError)]
    enum Outer {
        #[error("a")]
        #[http(transparent)]
        Masked(Problem),
        #[error("a")]
        #[http(404, transparent)]
        NotFound(Problem),
        #[error("a")]
        #[http(transparent, unmask)]
        Unmasked(Problem),
    }
    let read = Quotes::read;
    let context = |accept| {
        RequestContext::new(Method::GET, "/").with_accept(HeaderValue::from_static(accept))
    };
    for response in [
        read().to_response(),
        read().with_status(404_u16).to_response(),
        read().with_cause(std::io::Error::other("x")).to_response(),
        read().with_format(&catchall::format::Json).to_response(),
        read().with_format(&Whole).to_response(),
        Problem::conflict().with_format(&Quotes).to_response(),
        read().to_response_in(&context("text/plain")),
        read().to_response_in(&context("text/html")),
        Outer::Masked(read()).to_response(),
        Outer::NotFound(read()).to_response(),
    ] {
        assert!(!shows(&response, "secret"), "{}", text(&response));
    }
    assert!(shows(&Outer::Unmasked(read()).to_response(), "secret"));
    // The program sees it, whatever the cause is.
    let caused = read().with_cause(std::io::Error::other("x"));
    assert_eq!(caused.detail().unwrap(), "secret");
    assert_eq!(caused.member("host"), Some("secret".into()));
    // A 4xx was public in the other service, but is not public in a 5xx.
    let public = r#"{"status":404,"detail":"no user"}"#;
    let public = || serde_json::from_str::<Problem>(public).unwrap();
    assert!(shows(&public().to_response(), "no user"));
    let response = public().with_status(502_u16).to_response();
    assert!(!shows(&response, "no user"));
}

/// Everything that a format receives.
struct Whole;

impl Format for Whole {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Body::json(problem)
    }
}

/// Wraps what another service sent.
struct Quotes;

impl Quotes {
    fn read() -> Problem {
        let sent = r#"{"title":"secret","status":503,"code":"db","detail":"secret","instance":"/secret","host":"secret"}"#;
        serde_json::from_str(sent).unwrap()
    }
}

impl Format for Quotes {
    fn render(&self, _problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Self::read().body(&Whole)
    }
}

#[test]
fn a_format_of_the_users_gets_the_whole_problem() {
    let response = AppError::Own("x".into()).to_response();
    assert_eq!(header(&response, "content-type"), "application/json");
    assert_eq!(
        json(&response),
        value!({
            "type": "https://example.com/own",
            "title": "Own",
            "status": 409,
            "code": "own",
            "detail": "own x",
        })
    );
}

#[test]
fn an_impl_by_hand_cannot_set_a_reserved_member() {
    #[derive(Debug, thiserror::Error)]
    #[error("greedy")]
    struct Greedy;

    impl HttpError for Greedy {
        fn describe(&self, description: &mut catchall::Description<'_>) {
            for name in ["type", "title", "status", "code", "detail", "instance"] {
                description.member(name, &"mine");
            }
            description.member("own", &"mine");
            description.member("own", &"twice");
        }
    }

    let (response, event) = logged_once(|| Greedy.to_response());
    assert_eq!(
        text(&response),
        r#"{"title":"Internal Server Error","status":500,"code":"internal_error","own":"mine"}"#
    );
    assert_ne!(event.field("problem.note"), "");
}

#[test]
fn a_problem_that_was_read_gets_a_code_once() {
    let read = || serde_json::from_str::<Problem>(r#"{"status":404,"code":7}"#).unwrap();
    assert_eq!(read().member("code"), Some(7.into()));
    for problem in [read().with_code("x"), read().with_cause("disk")] {
        assert_no_name_twice(&serde_json::to_string(&problem).unwrap());
        assert_no_name_twice(&text(&problem.to_response()));
    }
}

#[test]
fn a_header_may_be_named_by_a_text() {
    let (response, event) = logged_once(|| {
        Problem::not_found()
            .with_header("X-Id", 7)
            .with_header("x id", "no name")
            .to_response()
    });
    assert_eq!(header(&response, "x-id"), "7");
    assert_eq!(event.level, tracing::Level::WARN);
    assert_eq!(
        event.field("problem.note"),
        "a header has a name that is not valid"
    );
}

#[test]
fn what_is_left_out_is_in_the_log() {
    let left_out = [
        Problem::gone().with_header("x-text", "a\r\nb"),
        Problem::gone().with_member("status", 200),
        Problem::gone().with_header("content-length", 5),
    ];
    for problem in left_out {
        let (response, event) = logged_once(|| problem.to_response());
        assert_eq!(
            text(&response),
            r#"{"title":"Gone","status":410,"code":"gone"}"#
        );
        assert_eq!(headers(&response, "x-text"), [""; 0]);
        assert_eq!(headers(&response, "content-length"), [""; 0]);
        assert!(!event.field("problem.note").is_empty());
    }
}
