//! Calls inside a boundary: their statuses are not changed, and a failure outside of a
//! method has a status.

use boundary_tests::AppError;
use boundary_tests::recorder::{Event, Recorder};
use catchall::{ErrorBoundary, Translations};
use conformance_tonic_0_14::{PATH, Question, Service};
use tonic::{Code, Request, Status};
use tonic_types::StatusExt;

fn answer(kind: u32) -> Result<String, Status> {
    match kind {
        0 => Ok("yes".to_owned()),
        1 => Err(AppError::NoUser(7).into()),
        2 => Err(AppError::Database(std::io::Error::other("secret disk")).into()),
        3 => Err(Status::not_found("made by hand")),
        _ => panic!("secret panic"),
    }
}

/// Calls a method of a new server, and takes what is logged for the call.
fn asked(path: &'static str, kind: u32) -> (Result<String, Status>, Vec<Event>) {
    let recorder = Recorder::of_process();
    let service = Service::start_inside(ErrorBoundary::new(), answer);
    let id = format!("call-{}{kind}", path.len());
    let mut request = Request::new(Question { kind });
    let metadata = request.metadata_mut();
    metadata.insert("x-request-id", id.parse().unwrap());
    let answer = service.call(path, request);
    (answer, recorder.take(&id))
}

#[track_caller]
fn one(events: Vec<Event>) -> Event {
    assert_eq!(events.len(), 1, "{events:#?}");
    events.into_iter().next().unwrap()
}

#[test]
fn a_status_passes_by_and_has_its_request_in_the_log() {
    for (kind, code, error_type) in [
        (1, Code::NotFound, "no_user"),
        (2, Code::Internal, "internal_error"),
    ] {
        let (answer, events) = asked(PATH, kind);
        let status = answer.unwrap_err();
        assert_eq!(status.code(), code);
        assert!(!format!("{status:?}").contains("secret"), "{status:?}");
        let event = one(events);
        assert_eq!(event.field("url.path"), PATH);
        assert_eq!(event.field("http.request.method"), "POST");
        assert_eq!(event.field("error.type"), error_type);
    }
}

#[test]
fn what_is_no_error_of_ours_is_left_alone() {
    assert_eq!(asked(PATH, 0).0.unwrap(), "yes");
    let (answer, events) = asked(PATH, 3);
    let status = answer.unwrap_err();
    assert_eq!(
        (status.code(), status.message()),
        (Code::NotFound, "made by hand")
    );
    assert_eq!(events.len(), 0, "{events:#?}");
    let (answer, events) = asked("/oracle.Oracle/Guess", 0);
    assert_eq!(answer.unwrap_err().code(), Code::Unimplemented);
    assert_eq!(events.len(), 0, "{events:#?}");
}

#[test]
fn a_panic_is_a_status_and_logged_once() {
    let (answer, events) = asked(PATH, 4);
    let status = answer.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(!format!("{status:?}").contains("secret"), "{status:?}");
    let event = one(events);
    assert_eq!(event.level, boundary_tests::recorder::Level::ERROR);
    let message = event.field("exception.message");
    assert!(message.contains("secret panic"), "{message}");
    assert!(message.contains("tests/boundary.rs:"), "{message}");
    assert_eq!(event.field("url.path"), PATH);
}

const GERMAN: &str = "
no_user =
    .title = Kein Benutzer
    .detail = Kein solcher Benutzer
internal_error =
    .title = Interner Fehler
    .detail = nie gesendet
";

/// The message itself does not change, and neither does the log.
#[test]
fn a_translation_is_a_detail_of_the_status() {
    let translations = Translations::new("en", [("de", GERMAN)]).unwrap();
    let boundary = ErrorBoundary::new().with_translations(translations);
    let service = Service::start_inside(boundary, answer);
    let localized = |kind, languages: &'static str| {
        let mut request = Request::new(Question { kind });
        let metadata = request.metadata_mut();
        metadata.insert("accept-language", languages.parse().unwrap());
        let status = service.call(PATH, request).unwrap_err();
        let localized = status.get_details_localized_message();
        let message = status.message().to_owned();
        (message, localized.map(|it| (it.locale, it.message)))
    };
    let german = |text: &str| Some(("de".to_owned(), text.to_owned()));
    assert_eq!(
        localized(1, "de-CH"),
        ("no user 7".to_owned(), german("Kein solcher Benutzer"))
    );
    let masked = "Internal Server Error".to_owned();
    assert_eq!(
        localized(2, "it, de;q=0.5"),
        (masked.clone(), german("Interner Fehler"))
    );
    assert_eq!(localized(1, "en, de;q=0.5"), ("no user 7".to_owned(), None));
    assert_eq!(localized(2, "fr"), (masked, None));
}
