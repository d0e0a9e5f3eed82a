//! An error becomes the status of a call: what a client reads over a socket.

#[path = "../../../support/mod.rs"]
mod support;

use std::error::Error as _;
use std::fmt;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use catchall::{FieldError, FieldErrors, HttpError, Problem};
use conformance_tonic_0_14::Service;
use support::{logged, logged_once};
use thiserror::Error;
use tonic::{Code, Status};
use tonic_types::StatusExt;

#[derive(Debug, Error, HttpError)]
#[http(
    tonic,
    type_base = "https://errors.example.com/shop#",
    on(401, www_authenticate = "Bearer")
)]
enum AppError {
    #[error("no user {id}")]
    #[http(404, member("id" = id), member("name" = "user {id}"), member("tags" = [1, 2]))]
    UserNotFound { id: u64 },
    #[error("who are you?")]
    #[http(401)]
    NotSignedIn,
    #[error("slow down")]
    #[http(429, retry_after = _0)]
    RateLimited(Duration),
    #[error("{} fields are wrong", _0.len())]
    #[http(422, member("errors" = _0))]
    Invalid(FieldErrors),
    #[error("the name is taken")]
    #[http(409, grpc = ALREADY_EXISTS, instance = "/incidents/7")]
    Taken,
    #[error("changed meanwhile")]
    #[http(409)]
    Changed,
    #[error("password: hunter2")]
    Unmapped(#[source] fmt::Error),
    #[error("hunter2 again")]
    #[http(503, retry_after = 7)]
    Down,
    #[error("nobody reads this")]
    #[http(500, detail = "the disk is full")]
    Told,
    #[error("the shard {0} is down")]
    #[http(500, unmask)]
    Unmasked(u8),
    #[error(transparent)]
    #[http(transparent)]
    Inner(#[from] Inner),
    #[error(transparent)]
    #[http(transparent, 503)]
    InnerOutside(Inner),
    #[error("not modified")]
    #[http(304)]
    NotModified,
    #[error("moved")]
    #[http(308, location = "/elsewhere")]
    Moved,
}

#[derive(Debug, Error, HttpError)]
enum Inner {
    #[error("inner hunter2")]
    #[http(500, detail = "inner detail", member("secret" = "hunter2"))]
    #[http(grpc = DATA_LOSS, grpc(metadata("shard" = "hunter2")))]
    Lost,
    #[error("no page {0}")]
    #[http(404, grpc = OUT_OF_RANGE, member("page" = _0), grpc(metadata("page" = _0)))]
    Page(u8),
}

fn invalid() -> FieldErrors {
    [
        FieldError::new(["items", "1", "unit price"], "must be positive").with_code("min"),
        FieldError::new(["a/b~c"], "is unknown"),
        FieldError::new(std::iter::empty::<&str>(), "is too long"),
    ]
    .into_iter()
    .collect()
}

fn make(kind: u32) -> Result<String, AppError> {
    Err(match kind {
        1 => AppError::UserNotFound { id: 7 },
        2 => AppError::NotSignedIn,
        3 => AppError::RateLimited(Duration::from_millis(1500)),
        4 => AppError::Invalid(invalid()),
        5 => AppError::Taken,
        6 => AppError::Changed,
        7 => AppError::Unmapped(fmt::Error),
        8 => AppError::Down,
        9 => AppError::Told,
        10 => AppError::Unmasked(3),
        11 => AppError::Inner(Inner::Lost),
        12 => AppError::Inner(Inner::Page(9)),
        13 => AppError::InnerOutside(Inner::Page(9)),
        14 => AppError::NotModified,
        15 => AppError::Moved,
        _ => return Ok("fine".to_owned()),
    })
}

/// Returns what a client of a service with these errors reads.
#[track_caller]
fn asked(service: &Service, kind: u32) -> Status {
    service.ask(kind).expect_err("an error")
}

/// Starts a service whose handler uses `?`.
fn service() -> Service {
    Service::start(|kind| Ok(make(kind)?))
}

#[test]
fn code_and_message_come_over_the_wire() {
    let service = service();
    let expected = [
        (1, Code::NotFound, "no user 7", "USER_NOT_FOUND"),
        (2, Code::Unauthenticated, "who are you?", "NOT_SIGNED_IN"),
        (3, Code::ResourceExhausted, "slow down", "RATE_LIMITED"),
        (4, Code::InvalidArgument, "3 fields are wrong", "INVALID"),
        (5, Code::AlreadyExists, "the name is taken", "TAKEN"),
        (6, Code::Aborted, "changed meanwhile", "CHANGED"),
        (7, Code::Internal, "Internal Server Error", "INTERNAL_ERROR"),
        (8, Code::Unavailable, "Down", "DOWN"),
        (9, Code::Internal, "the disk is full", "TOLD"),
        (10, Code::Internal, "the shard 3 is down", "UNMASKED"),
        (11, Code::DataLoss, "inner detail", "LOST"),
        (12, Code::OutOfRange, "no page 9", "PAGE"),
        (13, Code::Unavailable, "Service Unavailable", "PAGE"),
        (14, Code::FailedPrecondition, "Not modified", "NOT_MODIFIED"),
        (15, Code::FailedPrecondition, "moved", "MOVED"),
    ];
    for (kind, code, message, reason) in expected {
        let status = asked(&service, kind);
        assert_eq!(status.code(), code, "{kind}");
        assert_eq!(status.message(), message, "{kind}");
        let info = status.get_details_error_info().expect("error info");
        assert_eq!(info.reason, reason, "{kind}");
        let is_typed = !["LOST", "PAGE", "INTERNAL_ERROR"].contains(&reason);
        let domain = if is_typed { "errors.example.com" } else { "" };
        assert_eq!(info.domain, domain, "{kind}");
    }
    assert_eq!(service.ask(0).unwrap(), "fine");
}

#[test]
fn the_details_are_google_s() {
    let service = service();
    let details = asked(&service, 1).get_error_details();
    let info = details.error_info().unwrap();
    assert_eq!(info.metadata["id"], "7");
    assert_eq!(info.metadata["name"], "user 7");
    assert_eq!(info.metadata.len(), 2, "an array is no text");
    assert!(details.retry_info().is_none());
    assert!(details.bad_request().is_none());

    let delay = |kind| {
        let info = asked(&service, kind).get_details_retry_info();
        info.unwrap().retry_delay.unwrap()
    };
    assert_eq!(delay(3), Duration::from_secs(2));
    assert_eq!(delay(8), Duration::from_secs(7));

    let violations = asked(&service, 4).get_details_bad_request().unwrap();
    let violations: Vec<_> = violations
        .field_violations
        .iter()
        .map(|violation| {
            let violation = violation.clone();
            (violation.field, violation.description, violation.reason)
        })
        .collect();
    let expected = [
        ("items[1].unit price", "must be positive", "MIN"),
        ("a/b~c", "is unknown", ""),
        ("", "is too long", ""),
    ];
    let expected = expected.map(|(field, description, reason)| {
        (field.to_owned(), description.to_owned(), reason.to_owned())
    });
    assert_eq!(violations, expected);

    let info = asked(&service, 5).get_details_error_info().unwrap();
    assert_eq!(info.metadata["instance"], "/incidents/7");
}

#[test]
fn what_is_masked_in_http_is_masked_here() {
    let service = service();
    for kind in [7, 8, 13] {
        let status = asked(&service, kind);
        let text = format!("{status:?}");
        assert!(!text.contains("hunter2"), "{text}");
        assert!(!text.contains("inner"), "{text}");
        assert!(!text.contains("shard"), "{text}");
        let info = status.get_details_error_info().unwrap();
        assert!(info.metadata.is_empty(), "{info:?}");
    }
    let status = asked(&service, 12);
    assert_eq!(status.metadata().get("page").unwrap(), "9");
    let info = status.get_details_error_info().unwrap();
    assert_eq!(info.metadata["page"], "9");
}

#[derive(Debug, Error, HttpError)]
#[error("x")]
#[http(tonic, 429, retry_after = _0, finish = never)]
struct At(SystemTime);

fn never(_: &At, _: Option<&catchall::RequestContext>, _: &mut catchall::Response) {
    unreachable!("there is no HTTP response");
}

#[test]
fn a_date_to_retry_at_becomes_a_delay() {
    let delay = |at| {
        let status = Status::from(At(at));
        let info = status.get_details_retry_info().unwrap();
        info.retry_delay.unwrap()
    };
    let hour = Duration::from_secs(3600);
    let in_an_hour = delay(SystemTime::now() + hour);
    assert!(in_an_hour <= hour, "{in_an_hour:?}");
    assert!(
        in_an_hour + Duration::from_secs(30) > hour,
        "{in_an_hour:?}"
    );
    assert_eq!(delay(SystemTime::now() - hour), Duration::ZERO);
}

#[test]
fn the_error_is_the_source() {
    let error = Status::from(AppError::Unmapped(fmt::Error));
    let source = error.source().unwrap().downcast_ref::<AppError>();
    assert!(matches!(source, Some(AppError::Unmapped(_))));

    let error = Status::from(Problem::from(AppError::Taken));
    let source = error.source().unwrap().downcast_ref::<Problem>().unwrap();
    let cause = source.cause().unwrap().downcast_ref::<AppError>();
    assert!(matches!(cause, Some(AppError::Taken)));

    assert!(asked(&service(), 7).source().is_none(), "not over the wire");
}

#[derive(Debug, Error, HttpError)]
#[error("not to be shared")]
#[http(tonic, 410)]
struct NotSend(Rc<u8>);

#[derive(Debug, Error, HttpError)]
#[error("borrows {0}")]
#[http(tonic, 410)]
struct Borrows<'a, T: fmt::Display + fmt::Debug>(&'a str, T);

#[derive(Debug, Error, HttpError)]
#[error("holds {0}, {N}")]
#[http(tonic, 410)]
struct Holds<T, const N: usize>(T)
where
    T: fmt::Display + fmt::Debug;

#[test]
fn an_error_that_cannot_be_kept_is_a_status_all_the_same() {
    for status in [
        Status::from(NotSend(Rc::new(1))),
        Status::from(Borrows(&String::from("x"), 2)),
    ] {
        assert_eq!(status.code(), Code::NotFound);
        assert!(status.source().is_none());
    }
    let status = Status::from(Holds::<_, 3>(8));
    assert_eq!(status.message(), "holds 8, 3");
    assert!(status.source().unwrap().is::<Holds<i32, 3>>());
}

#[derive(Debug, Error, HttpError)]
#[error("metadata")]
#[http(tonic, 400)]
#[http(grpc(metadata("text" = text), metadata("text" = "again"), metadata("number" = 7)))]
#[http(grpc(metadata("raw-bin" = raw), metadata("fixed-bin" = [0_u8, 255]), metadata("none" = none)))]
struct Metadata {
    text: String,
    raw: Vec<u8>,
    none: Option<Vec<u8>>,
}

#[test]
fn metadata_is_ascii_or_binary() {
    let service = Service::start(|kind| {
        let text = if kind == 0 {
            "plain ascii"
        } else {
            "d\u{e9}j\u{e0} vu"
        };
        Err(Metadata {
            text: text.to_owned(),
            raw: vec![0, 10, 200],
            none: None,
        })?
    });
    let status = asked(&service, 0);
    let metadata = status.metadata();
    let texts: Vec<_> = metadata.get_all("text").iter().collect();
    assert_eq!(texts, ["plain ascii", "again"]);
    assert_eq!(metadata.get("number").unwrap(), "7");
    let raw = metadata.get_bin("raw-bin").unwrap().to_bytes().unwrap();
    assert_eq!(&raw[..], [0, 10, 200]);
    let fixed = metadata.get_bin("fixed-bin").unwrap().to_bytes().unwrap();
    assert_eq!(&fixed[..], [0, 255]);
    assert!(metadata.get("none").is_none());

    let status = asked(&service, 1);
    let texts: Vec<_> = status.metadata().get_all("text").iter().collect();
    assert_eq!(texts, ["again"], "what is not ASCII is left out");
    assert_eq!(status.message(), "metadata");
}

#[test]
fn what_could_not_be_sent_is_in_the_log() {
    let error = || Metadata {
        text: "\u{e9}".to_owned(),
        raw: Vec::new(),
        none: Some(vec![1]),
    };
    let (_, event) = logged_once(|| Status::from(error()));
    let note = event.field("problem.note");
    assert_eq!(note, "an entry of the metadata is not valid");
    assert_eq!(event.level, tracing::Level::WARN);
}

#[derive(Debug, Error, HttpError)]
enum Outer {
    #[error(transparent)]
    #[http(transparent, grpc(metadata("page" = "mine")))]
    Inner(Inner),
    #[error(transparent)]
    #[http(transparent, grpc = ABORTED)]
    Code(Inner),
}

#[test]
fn the_outer_error_wins() {
    let status = Status::from(Problem::from(Outer::Inner(Inner::Page(1))));
    let pages: Vec<_> = status.metadata().get_all("page").iter().collect();
    assert_eq!(pages, ["mine"]);
    assert_eq!(status.code(), Code::OutOfRange);
    let status = Status::from(Problem::from(Outer::Code(Inner::Page(1))));
    assert_eq!(status.code(), Code::Aborted);
    let problem = Problem::from(Outer::Code(Inner::Page(1))).with_status(410);
    assert_eq!(Status::from(problem).code(), Code::NotFound);
}

/// Implemented by hand, with keys that the derive would refuse.
#[derive(Debug)]
struct ByHand(&'static str);

impl fmt::Display for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("by hand")
    }
}

impl std::error::Error for ByHand {}

impl HttpError for ByHand {
    fn decide(&self, decision: &mut catchall::Decision<'_>) {
        decision.grpc_code(Code::Aborted);
    }

    fn describe(&self, description: &mut catchall::Description<'_>) {
        description.metadata(self.0, "value");
    }
}

#[test]
fn a_key_that_is_not_ours_never_gets_out() {
    const KEYS: [&str; 12] = [
        "grpc-status",
        "grpc-status-details-bin",
        "content-type",
        "content-length",
        "connection",
        "te",
        "transfer-encoding",
        "Upper",
        "",
        "sp ace",
        "line\nbreak",
        ":path",
    ];
    let service = Service::start(|kind| {
        let key = KEYS.get(kind as usize).unwrap_or(&"fine");
        Err(Problem::from(ByHand(key)))?
    });
    for kind in 0..12 {
        let status = asked(&service, kind);
        assert_eq!(status.code(), Code::Aborted, "{}", KEYS[kind as usize]);
        assert_eq!(status.message(), "Internal Server Error");
    }
    assert_eq!(asked(&service, 12).metadata().get("fine").unwrap(), "value");
    let (_, event) = logged_once(|| Status::from(Problem::from(ByHand("te"))));
    let note = event.field("problem.note");
    assert_eq!(note, "an entry of the metadata is not valid");
}

#[test]
fn one_conversion_is_one_event() {
    let (_, event) = logged_once(|| Status::from(AppError::Unmapped(fmt::Error)));
    assert_eq!(event.level, tracing::Level::ERROR);
    assert_eq!(event.target, "status");
    assert_eq!(event.field("rpc.response.status_code"), "INTERNAL");
    assert_eq!(event.field("http.response.status_code"), "500");
    assert_eq!(event.field("error.type"), "internal_error");
    assert_eq!(event.field("exception.message"), "password: hunter2");
    assert_eq!(event.field("error.source_chain"), fmt::Error.to_string());
    assert!(
        event
            .field("exception.type")
            .ends_with("AppError::Unmapped")
    );

    let (_, event) = logged_once(|| Status::from(Problem::from(AppError::Taken)));
    assert_eq!(event.field("rpc.response.status_code"), "ALREADY_EXISTS");
    assert_eq!(event.level, tracing::Level::DEBUG);

    let (_, event) = logged_once(|| AppError::Taken.to_response());
    assert_eq!(event.field("rpc.response.status_code"), "");
    let ((), events) = logged(|| drop(Problem::from(AppError::Taken)));
    assert!(events.is_empty());
}

macro_rules! every_code {
    ($($name:ident = $code:ident),* $(,)?) => {
        #[derive(Debug, Error, HttpError)]
        #[http(tonic)]
        enum EveryCode {
            $(
                #[error("x")]
                #[http(400, grpc = $code)]
                $name,
            )*
        }

        #[test]
        fn every_code_is_sent_and_logged_by_its_name() {
            $(
                let (status, event) = logged_once(|| Status::from(EveryCode::$name));
                assert_eq!(status.code(), Code::$name);
                let name = event.field("rpc.response.status_code");
                assert_eq!(name, stringify!($code));
            )*
        }
    };
}

every_code! {
    Cancelled = CANCELLED,
    Unknown = UNKNOWN,
    InvalidArgument = INVALID_ARGUMENT,
    DeadlineExceeded = DEADLINE_EXCEEDED,
    NotFound = NOT_FOUND,
    AlreadyExists = ALREADY_EXISTS,
    PermissionDenied = PERMISSION_DENIED,
    ResourceExhausted = RESOURCE_EXHAUSTED,
    FailedPrecondition = FAILED_PRECONDITION,
    Aborted = ABORTED,
    OutOfRange = OUT_OF_RANGE,
    Unimplemented = UNIMPLEMENTED,
    Internal = INTERNAL,
    Unavailable = UNAVAILABLE,
    DataLoss = DATA_LOSS,
    Unauthenticated = UNAUTHENTICATED,
}

#[derive(Debug, HttpError)]
#[http(tonic, 404)]
struct Panics;

impl fmt::Display for Panics {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("a `Display` that panics")
    }
}

impl std::error::Error for Panics {}

#[derive(Debug, Error, HttpError)]
#[error("x")]
#[http(tonic, 404, member("m" = Unwritable))]
struct Unserialisable;

struct Unwritable;

impl serde::Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("never"))
    }
}

#[test]
fn a_failure_of_the_conversion_is_internal() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let (panics, event) = logged_once(|| Status::from(Panics));
    std::panic::set_hook(hook);
    assert_eq!(event.field("rpc.response.status_code"), "INTERNAL");
    assert_eq!(event.level, tracing::Level::ERROR);
    let (unserialisable, _) = logged_once(|| Status::from(Unserialisable));
    for status in [panics, unserialisable] {
        assert_eq!(status.code(), Code::Internal);
        assert_eq!(status.message(), "Internal Server Error");
        assert_eq!(
            status.get_details_error_info().unwrap().reason,
            "INTERNAL_ERROR"
        );
    }
}

#[test]
fn a_handler_may_return_problems() {
    fn answer(kind: u32) -> catchall::Result<String> {
        use catchall::OrProblem;

        let text = make(kind)?;
        let number: u8 = text.parse().or_problem(412)?;
        Ok(number.to_string())
    }
    let service = Service::start(|kind| Ok(answer(kind)?));
    assert_eq!(asked(&service, 1).message(), "no user 7");
    assert_eq!(asked(&service, 0).code(), Code::FailedPrecondition);
    assert_eq!(asked(&service, 0).message(), "Precondition Failed");
    let coded = Problem::conflict().with_grpc_code(Code::AlreadyExists);
    assert_eq!(Status::from(coded).code(), Code::AlreadyExists);
    let (status, event) = logged_once(|| Status::from(Problem::conflict().with_grpc_code(0)));
    assert_eq!(status.code(), Code::Aborted);
    assert_eq!(
        event.field("problem.note"),
        "a gRPC code is not the code of an error"
    );
}

#[derive(Debug, Error, HttpError)]
#[error("for every framework")]
#[http(web, 404, code = "no.such-thingHere")]
struct Web;

#[test]
fn a_reason_has_the_letters_of_one() {
    let info = Status::from(Web).get_details_error_info().unwrap();
    assert_eq!(info.reason, "NO_SUCH_THING_HERE");
    assert_eq!(info.domain, "");
}

#[derive(Debug, Error, HttpError)]
#[error("{text}")]
#[http(tonic, 400, member("text" = text), member("errors" = errors), grpc(metadata("text" = text)))]
struct Huge {
    text: String,
    errors: FieldErrors,
}

#[test]
fn what_is_too_long_is_cut_before_a_client_refuses_it() {
    let service = Service::start(|kind| {
        let text = match kind {
            0 => "x",
            1 => "%",
            2 => "\u{1F980}",
            _ => "\0",
        };
        let errors = (0..9999).map(|number| FieldError::new([number.to_string()], "is wrong"));
        Err(Huge {
            text: text.repeat(99_999),
            errors: errors.collect(),
        })?
    });
    for kind in 0..4 {
        let status = asked(&service, kind);
        assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
        assert!(status.message().ends_with('…'), "{status:?}");
        let details = status.get_error_details();
        assert_eq!(details.error_info().unwrap().reason, "HUGE");
        assert!(details.has_bad_request_violations());
        assert!(status.details().len() < 4096);
    }
    let (_, event) = logged_once(|| {
        Status::from(Huge {
            text: "x".repeat(5000),
            errors: FieldErrors::new(),
        })
    });
    assert_eq!(
        event.field("problem.note"),
        "the details are longer than the trailers of gRPC can hold"
    );
}
