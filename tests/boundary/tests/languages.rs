//! Titles and details in the languages of the client: real requests to an axum server
//! inside a boundary with translations, and conversions without a boundary.

use std::io::Error as IoError;
use std::net::SocketAddr;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::routing::get;
use boundary_tests::recorder::{Level, Recorder};
use catchall::format::Text;
use catchall::{
    Body, Description, ErrorBoundary, Format, HttpError, Problem, RequestContext, Translations,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const GERMAN: &str = "
user_not_found =
    .title = Benutzer nicht gefunden
    .detail = Es gibt keinen Benutzer { $id }.
too_large =
    .title = Zu groß
    .detail = { $errors ->
        [one] Ein Feld ist falsch.
       *[other] { $errors } Felder sind falsch.
    }
billing-card_declined =
    .detail = Die Karte wurde abgelehnt.
fixed =
    .title = Fest
    .detail = Immer <derselbe> Text
db =
    .title = Datenbank
    .detail = nie gesendet
internal_error =
    .title = Interner Fehler
    .detail = nie gesendet
fails =
    .title = Kein { $such } Argument
    .detail = Auch { -hier } nicht
shaped =
    .title = Geformt
    .detail = In eigener Form
hidden =
    .title = Verborgen
    .detail = nie gesendet
not_modified =
    .title = Unverändert
not_found =
    .title = Nicht gefunden
conflict =
    .title = Widerspruch
    .detail = nie gesendet
by_hand =
    .title = Von Hand
    .detail = Von Hand: { $limit }
too_poor =
    .title = { $method } { $path } kostet { $euros } Euro
    .detail = { $left ->
        [one] Es fehlt ein Cent von { $total }.
       *[other] Es fehlen { $left } Cent von { $total }, { $who }.
    }
";

const SWISS: &str = "
fixed =
    .title = Fix
    .detail = Immer der gleiche Text
too_large =
    .title = Zu gross
";

const FRENCH: &str = "
user_not_found =
    .title = Utilisateur introuvable
    .detail = L’utilisateur { $id } n’existe pas.
internal_error =
    .title = Erreur interne
by_hand =
    .title = { $secret }
    .detail = Au plus { $limit }
";

/// The program's own language.
const ENGLISH: &str = "
improved =
    .title = A better title
";

static TRANSLATIONS: LazyLock<Translations> = LazyLock::new(|| {
    let files = [
        ("de", GERMAN),
        ("de-CH", SWISS),
        ("fr", FRENCH),
        ("en", ENGLISH),
    ];
    Translations::new("en", files).unwrap()
});

/// A shape of the application.
struct Shape;

impl Format for Shape {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Body::json(&json!({
            "text": problem.detail(),
            "name": problem.title(),
            "language": problem.language(),
        }))
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound {
        #[http(member)]
        id: u64,
    },
    #[error("{} fields are wrong", errors.len())]
    #[http(413)]
    TooLarge {
        #[http(member)]
        errors: Vec<&'static str>,
    },
    #[error("declined")]
    #[http(402, code = "billing.card_declined")]
    Declined,
    /// Its body is known at compile time.
    #[error("always the same text")]
    #[http(409)]
    Fixed,
    #[error("database error")]
    Database(#[from] IoError),
    #[error("secret")]
    #[http(503, code = "db")]
    Masked,
    #[error("the text")]
    #[http(400)]
    Fails,
    #[error("not translated")]
    #[http(410)]
    Untranslated,
    #[error("the title is that of the status")]
    #[http(409)]
    Phrase,
    #[error("improved detail")]
    #[http(400)]
    Improved,
    #[error("shaped")]
    #[http(409, format = Shape)]
    Shaped,
    #[error("no text")]
    #[http(409, hide)]
    Hidden,
    #[error("no body")]
    #[http(304)]
    NotModified,
    #[error("not enough")]
    #[http(402, argument("euros" = cents / 100), argument("who" = "<{who}>"))]
    TooPoor {
        #[http(argument = "total")]
        cents: u64,
        #[http(argument)]
        left: Option<u64>,
        who: &'static str,
    },
    #[error("outer")]
    #[http(transparent, argument("total" = "all"))]
    Outer(Box<Inner>),
}

/// The inner error of a delegation.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(402, code = "too_poor", argument("euros" = 0), argument("who" = "inner"))]
struct Inner {
    #[http(argument = "total")]
    cents: u64,
    #[http(member)]
    left: u64,
}

#[derive(Debug)]
struct ByHand;

impl std::fmt::Display for ByHand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("by hand")
    }
}

impl std::error::Error for ByHand {}

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        StatusCode::TOO_MANY_REQUESTS
    }

    fn code(&self) -> std::borrow::Cow<'_, str> {
        "by_hand".into()
    }

    fn describe(&self, description: &mut Description<'_>) {
        description.member("limit", &10);
        description.context("secret", &"context");
    }
}

async fn failing(Path(name): Path<String>) -> Result<(), AppError> {
    tokio::task::yield_now().await;
    Err(match &*name {
        "user" => AppError::UserNotFound { id: 7 },
        "one" => AppError::TooLarge { errors: vec!["a"] },
        "many" => AppError::TooLarge {
            errors: vec!["a", "b"],
        },
        "declined" => AppError::Declined,
        "fixed" => AppError::Fixed,
        "masked" => AppError::Masked,
        "fails" => AppError::Fails,
        "untranslated" => AppError::Untranslated,
        "phrase" => AppError::Phrase,
        "improved" => AppError::Improved,
        "shaped" => AppError::Shaped,
        "hidden" => AppError::Hidden,
        "not-modified" => AppError::NotModified,
        "poor" => AppError::TooPoor {
            cents: 1250,
            left: Some(3),
            who: "Ann",
        },
        "nearly" => AppError::TooPoor {
            cents: 1250,
            left: Some(1),
            who: "Ann",
        },
        "unknown" => AppError::TooPoor {
            cents: 1250,
            left: None,
            who: "Ann",
        },
        "outer" => AppError::Outer(Box::new(Inner { cents: 5, left: 7 })),
        _ => IoError::other("secret disk").into(),
    })
}

fn app() -> Router {
    Router::new()
        .route("/errors/{name}", get(failing))
        .route(
            "/problem",
            get(|| async {
                let detail = "there is no shop";
                Err::<(), _>(Problem::not_found().with_detail(detail))
            }),
        )
        .route(
            "/problem-of-error",
            get(|| async {
                let cents = 1250;
                let error = AppError::TooPoor {
                    cents,
                    left: Some(3),
                    who: "Ann",
                };
                Err::<(), _>(Problem::from(error).with_argument("who", "Bob"))
            }),
        )
        .route(
            "/by-hand",
            get(|| async { Err::<(), _>(Problem::from(ByHand)) }),
        )
        .route(
            "/language",
            get(|| async { (StatusCode::NOT_FOUND, [("content-language", "it")], "no") }),
        )
        .route("/panics", get(|| async { panic!("secret") as () }))
        .layer(ErrorBoundary::new().with_translations(TRANSLATIONS.clone()))
}

/// The server of all tests.
static SERVER: LazyLock<SocketAddr> = LazyLock::new(|| {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let place = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app()).await.unwrap();
        });
    });
    place
});

static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    config.build().into()
});

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// Returns all values of a header.
    fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter();
        let values: Vec<_> = values.map(|value| value.to_str().unwrap()).collect();
        values.join(", ")
    }
}

fn ask_with(path: &str, headers: &[(&str, HeaderValue)]) -> Answer {
    let mut request = http::Request::builder().uri(format!("http://{}{path}", *SERVER));
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let mut response = AGENT.run(request.body(()).unwrap()).unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.body_mut().read_to_string().unwrap(),
    }
}

fn ask(path: &str, languages: &str) -> Answer {
    let languages = HeaderValue::from_str(languages).unwrap();
    ask_with(path, &[("accept-language", languages)])
}

#[track_caller]
fn assert_texts(answer: &Answer, title: &str, detail: Option<&str>, languages: &str) {
    let json = answer.json();
    assert_eq!(json["title"], title, "{json}");
    assert_eq!(json["detail"].as_str(), detail, "{json}");
    assert_eq!(json["status"], answer.status);
    assert_eq!(answer.header("content-language"), languages);
    assert_eq!(answer.header("vary"), "accept, accept-language");
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

#[test]
fn title_and_detail_are_in_the_language_of_the_client() {
    let user = |languages| ask("/errors/user", languages);
    let german = ("Benutzer nicht gefunden", "Es gibt keinen Benutzer 7.");
    let french = ("Utilisateur introuvable", "L’utilisateur 7 n’existe pas.");
    let english = ("Not Found", "no user 7");
    for (languages, (title, detail), language) in [
        ("de", german, "de"),
        ("de-CH, en;q=0.9", german, "de"),
        ("fr;q=0.5, de;q=0.4", french, "fr"),
        ("en, de;q=0.9", english, "en"),
        ("it, *;q=0.1", english, "en"),
        ("", english, "en"),
        ("de;q=0, fr;q=0.1", french, "fr"),
    ] {
        let answer = user(languages);
        assert_eq!(answer.status, 404);
        assert_texts(&answer, title, Some(detail), language);
        let json = answer.json();
        assert_eq!(
            (&json["code"], &json["id"]),
            (&json!("user_not_found"), &json!(7))
        );
    }
    let lines = ["it, fr;q=0.1", "de;q=0.2"].map(HeaderValue::from_static);
    let [first, second] = lines.map(|line| ("accept-language", line));
    let answer = ask_with("/errors/user", &[first, second]);
    assert_texts(&answer, german.0, Some(german.1), "de");
    let answer = ask_with("/errors/user", &[]);
    assert_texts(&answer, english.0, Some(english.1), "en");
}

#[test]
fn an_array_is_the_number_of_its_entries() {
    let (one, many) = ("Ein Feld ist falsch.", "2 Felder sind falsch.");
    assert_texts(&ask("/errors/one", "de"), "Zu groß", Some(one), "de");
    assert_texts(&ask("/errors/many", "de"), "Zu groß", Some(many), "de");
}

#[test]
fn a_body_that_is_known_at_compile_time_is_translated() {
    let answer = ask("/errors/fixed", "de");
    assert_texts(&answer, "Fest", Some("Immer <derselbe> Text"), "de");
    let answer = ask("/errors/fixed", "de-CH");
    assert_texts(&answer, "Fix", Some("Immer der gleiche Text"), "de-CH");
    // Each text is in the first language that has it.
    let detail = "2 Felder sind falsch.";
    let answer = ask("/errors/many", "de-CH");
    assert_texts(&answer, "Zu gross", Some(detail), "de-CH, de");
    let answer = ask("/errors/fixed", "en");
    assert_texts(&answer, "Conflict", Some("always the same text"), "en");
}

#[test]
fn what_is_not_translated_keeps_its_text() {
    let answer = ask("/errors/untranslated", "de");
    assert_texts(&answer, "Gone", Some("not translated"), "en");
    // Only the detail: its code has a dot.
    let answer = ask("/errors/declined", "de");
    let detail = "Die Karte wurde abgelehnt.";
    let title = answer.json()["title"].as_str().unwrap().to_owned();
    assert_texts(&answer, &title, Some(detail), "en, de");
    // Only the title; its status has a message.
    let answer = ask("/errors/phrase", "de");
    let detail = "the title is that of the status";
    assert_texts(&answer, "Widerspruch", Some(detail), "de, en");
    let answer = ask("/problem", "de");
    assert_texts(
        &answer,
        "Nicht gefunden",
        Some("there is no shop"),
        "de, en",
    );
}

#[test]
fn the_language_of_the_program_may_have_messages() {
    for languages in ["en", "de", ""] {
        let answer = ask("/errors/improved", languages);
        assert_texts(&answer, "A better title", Some("improved detail"), "en");
    }
}

#[test]
fn a_masked_detail_is_not_replaced() {
    for (path, title) in [
        ("/errors/masked", "Datenbank"),
        ("/errors/other", "Interner Fehler"),
        ("/panics", "Interner Fehler"),
    ] {
        let answer = ask(path, "de");
        assert!(answer.status >= 500);
        assert_texts(&answer, title, None, "de");
        for text in ["nie gesendet", "secret", "Database"] {
            assert!(!answer.text.contains(text), "{}", answer.text);
        }
    }
    assert_texts(&ask("/errors/hidden", "de"), "Verborgen", None, "de");
}

#[test]
fn a_hand_written_error_and_a_problem_are_translated() {
    let answer = ask("/by-hand", "de");
    assert_texts(&answer, "Von Hand", Some("Von Hand: 10"), "de");
    let answer = ask("/nowhere", "de");
    assert_texts(&answer, "Nicht gefunden", None, "de");
    // The language of the replaced response does not matter.
    let answer = ask("/language", "de");
    assert_texts(&answer, "Nicht gefunden", Some("no"), "de, en");
}

/// A key that names a field for translations does not put it into the response.
#[test]
fn fields_are_arguments_where_they_are_named() {
    let json = |path, language| ask(path, language).json();
    let german = |title: &str, detail: &str| json!({"title": title, "status": 402, "code": "too_poor", "detail": detail});
    assert_eq!(
        json("/errors/poor", "de"),
        german(
            "GET /errors/poor kostet 12 Euro",
            "Es fehlen 3 Cent von 1250, <Ann>."
        ),
    );
    assert_eq!(
        json("/errors/nearly", "de"),
        german(
            "GET /errors/nearly kostet 12 Euro",
            "Es fehlt ein Cent von 1250."
        ),
    );
    // `None` is not a value, so the message fails.
    assert_texts(
        &ask("/errors/unknown", "de"),
        "GET /errors/unknown kostet 12 Euro",
        Some("not enough"),
        "de, en",
    );
    assert_eq!(
        json("/errors/poor", "en"),
        json!({"title": "Payment Required", "status": 402, "code": "too_poor", "detail": "not enough"}),
    );
    // The outer error takes precedence over the inner one, as for members.
    let mut outer = german(
        "GET /errors/outer kostet 0 Euro",
        "Es fehlen 7 Cent von all, inner.",
    );
    outer["left"] = json!(7);
    assert_eq!(json("/errors/outer", "de"), outer);
    assert_texts(
        &ask("/problem-of-error", "de"),
        "GET /problem-of-error kostet 12 Euro",
        Some("Es fehlen 3 Cent von 1250, Bob."),
        "de",
    );
}

/// A 5xx that is made from a 4xx has none of its arguments, whatever the message asks for.
#[test]
fn arguments_are_masked_as_members_are() {
    let file = "too_poor =\n    .title = { $who }\n    .detail = { $who }";
    let asking = RequestContext::new(Method::GET, "/")
        .with_accept_language(HeaderValue::from_static("de"))
        .with_translations(Translations::new("en", [("de", file)]).unwrap());
    let error = || AppError::TooPoor {
        cents: 1,
        left: None,
        who: "CANARY",
    };
    let text = |response: catchall::Response| String::from_utf8(response.body().to_vec()).unwrap();
    assert!(text(error().to_response_in(&asking)).contains("CANARY"));
    let made = Problem::from(error()).with_status(500_u16);
    let made = text(made.to_response_in(&asking));
    assert!(!made.contains("CANARY"), "{made}");
}

const PAGES: &str = "
no_such =
    .title = Nicht da
    .advice = Suchen Sie { $what }.
not_found =
    .title = Nicht gefunden
    .advice = Prüfen Sie die Adresse <{ $path }>.
too_many_requests =
    .title = Zu viele
internal_error =
    .title = Interner Fehler
    .advice = Das ist nicht Ihre Schuld.
error-page =
    .retry = { $unit ->
        [second] Warten Sie { $count } Sekunden.
       *[later] Warten Sie.
    }
    .request-id = Nennen Sie diese Nummer:
";

fn page_of(files: &[(&str, &str)], language: &'static str, problem: &Problem) -> String {
    let context = RequestContext::new(Method::GET, "/a&b")
        .with_accept(HeaderValue::from_static("text/html"))
        .with_accept_language(HeaderValue::from_static(language))
        .with_translations(Translations::new("en", files.iter().copied()).unwrap());
    let response = problem.to_response_in(&context);
    assert_eq!(
        response.headers()["content-type"],
        "text/html; charset=utf-8"
    );
    String::from_utf8(response.body().to_vec()).unwrap()
}

#[track_caller]
fn assert_parts(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn the_sentences_of_a_page_are_translated() {
    let german = &[("de", PAGES)];
    // By the code, by the status, and by the status that stands for others.
    let problem = Problem::not_found()
        .with_code("no_such")
        .with_argument("what", "<Äpfel>");
    assert_parts(
        &page_of(german, "de", &problem),
        &[
            "<html lang=\"de\">",
            "<title>404 Nicht da</title>",
            "<p class=\"next\">Suchen Sie &lt;Äpfel&gt;.</p>",
        ],
    );
    for status in [404_u16, 410] {
        assert_parts(
            &page_of(german, "de", &Problem::new(status)),
            &["Prüfen Sie die Adresse &lt;/a&amp;b&gt;."],
        );
    }
    for status in [500_u16, 507] {
        assert_parts(
            &page_of(german, "de", &Problem::new(status)),
            &["Das ist nicht Ihre Schuld."],
        );
    }
    let problem = Problem::internal_server_error()
        .with_retry_after(30_u64)
        .with_member("request_id", "r7");
    assert_parts(
        &page_of(german, "de", &problem),
        &[
            "<p class=\"next\">Das ist nicht Ihre Schuld. Warten Sie 30 Sekunden.</p>",
            "<p class=\"id\">Nennen Sie diese Nummer:\n<code>r7</code></p>",
        ],
    );
}

#[test]
fn a_sentence_that_is_not_translated_has_its_own_language() {
    let german = &[("de", PAGES)];
    let page = page_of(german, "de", &Problem::too_many_requests());
    assert_parts(
        &page,
        &[
            "<html lang=\"de\">",
            "<p class=\"next\"><span lang=\"en\">You sent a lot of requests in a short time.</span> Warten Sie.</p>",
        ],
    );
    // The reverse: the sentence is translated, and the title is not.
    let problem = Problem::not_found()
        .with_code("no_page")
        .with_title("No page");
    let page = page_of(german, "de", &problem);
    assert_parts(
        &page,
        &[
            "<html lang=\"en\">",
            "<p class=\"next\"><span lang=\"de\">Prüfen Sie",
            "</span></p>",
        ],
    );
    // The detail is not translated, and the page is written from right to left.
    let arabic = &[("ar", "conflict =\n    .title = تعارض")];
    let page = page_of(arabic, "ar", &Problem::conflict().with_detail("taken"));
    assert_parts(&page, &["<p lang=\"en\" dir=\"ltr\">taken</p>"]);
    let page = page_of(german, "fr", &Problem::not_found());
    assert_parts(
        &page,
        &[
            "<html lang=\"en\">",
            "<p class=\"next\">Check the address, or go back",
        ],
    );
    assert!(!page.contains("<span lang"), "{page}");
}

/// Even if its title is not translated.
#[test]
fn a_page_has_the_direction_of_its_language() {
    let arabic = "
not_found =
    .title = غير موجود
    .advice = تحقق من العنوان.
gone =
    .advice = تحقق من العنوان.
";
    let files = &[("ar", arabic)];
    assert_parts(
        &page_of(files, "ar", &Problem::not_found()),
        &[
            "<html lang=\"ar\" dir=\"rtl\">",
            "<p class=\"next\">تحقق من العنوان.</p>",
        ],
    );
    assert_parts(
        &page_of(files, "ar", &Problem::gone()),
        &[
            "<html lang=\"en\">",
            "<p class=\"next\"><span lang=\"ar\" dir=\"rtl\">تحقق من العنوان.</span></p>",
        ],
    );
    assert_parts(
        &page_of(files, "ar", &Problem::bad_request().with_title("Bad")),
        &["<html lang=\"en\">", "<p class=\"next\">Go back, check"],
    );
    let context = RequestContext::new(Method::GET, "/")
        .with_accept(HeaderValue::from_static("text/html"))
        .with_translations(Translations::new("ar", [("de", "")]).unwrap());
    let page = Problem::conflict()
        .with_title("تعارض")
        .to_response_in(&context);
    let page = String::from_utf8(page.body().to_vec()).unwrap();
    assert_parts(
        &page,
        &[
            "<html lang=\"ar\" dir=\"rtl\">",
            "<p class=\"next\"><span lang=\"en\" dir=\"ltr\">This may have changed",
        ],
    );
}

#[test]
fn the_sentences_that_are_missing_are_listed() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[expect(dead_code, reason = "only its catalog is used")]
    enum Small {
        #[error("no such")]
        #[http(404, title = "No such", hide)]
        NoSuch,
        #[error("gone")]
        #[http(410, hide)]
        Gone,
    }

    let french = "
no_such =
    .title = Introuvable
gone =
    .title = Disparu
internal_error =
    .title = Erreur
error-page =
    .retry = Attendez { -brand }.
";
    let german = format!("{PAGES}\ngone =\n    .title = Weg");
    let files = [("de", german), ("fr", french.to_owned())];
    let translations = Translations::new("en", files).unwrap();
    assert_eq!(
        translations.missing::<Small>(),
        [
            "fr: error-page.request-id",
            "fr: error-page.retry: Unknown term: -brand",
            "fr: internal_error.advice",
            "fr: no_such.advice",
            // For 410, too.
            "fr: not_found.advice",
        ],
    );
}

#[test]
fn every_shape_is_translated() {
    let german = HeaderValue::from_static("de");
    let accepting = |path, accept| {
        let accept = HeaderValue::from_static(accept);
        ask_with(
            path,
            &[("accept-language", german.clone()), ("accept", accept)],
        )
    };
    let answer = accepting("/errors/user", "text/plain");
    assert_eq!(answer.text, "Es gibt keinen Benutzer 7.");
    assert_eq!(answer.header("content-language"), "de");
    let answer = accepting("/errors/fixed", "text/html");
    for part in [
        "<html lang=\"de\">",
        "<p class=\"next\"><span lang=\"en\">",
        "Fest",
        "Immer &lt;derselbe&gt; Text",
    ] {
        assert!(answer.text.contains(part), "{}", answer.text);
    }
    assert_eq!(answer.header("vary"), "accept, accept-language");
    let answer = accepting("/errors/untranslated", "text/html");
    assert!(!answer.text.contains("<span lang"), "{}", answer.text);
    assert!(
        answer.text.contains("<html lang=\"en\">"),
        "{}",
        answer.text
    );
    let answer = ask("/errors/shaped", "de");
    let shaped = json!({"text": "In eigener Form", "name": "Geformt", "language": "de"});
    assert_eq!(answer.json(), shaped);
    assert_eq!(answer.header("content-language"), "de");
    assert_eq!(answer.header("vary"), "accept-language");
    let answer = ask("/errors/not-modified", "de");
    assert_eq!((answer.status, &*answer.text), (304, ""));
    assert_eq!(answer.header("content-language"), "");
}

#[test]
fn a_message_that_fails_is_replaced_and_noted_and_the_log_is_not_translated() {
    let recorder = Recorder::of_process();
    let logged = |path, id| {
        let id_of = HeaderValue::from_static(id);
        let german = HeaderValue::from_static("de");
        let answer = ask_with(
            path,
            &[("accept-language", german), ("x-request-id", id_of)],
        );
        let mut events = recorder.take(id);
        assert_eq!(events.len(), 1, "{events:#?}");
        let event = events.remove(0);
        (answer, event.level, event.text())
    };
    let (answer, level, event) = logged("/errors/fails", "fails");
    assert_eq!(level, Level::WARN);
    assert_texts(&answer, "Bad Request", Some("the text"), "en");
    assert!(event.contains("a translation fails"), "{event}");
    let (answer, level, event) = logged("/errors/user", "translated");
    assert_eq!(level, Level::DEBUG);
    assert_eq!(answer.json()["title"], "Benutzer nicht gefunden");
    assert!(event.contains("no user 7"), "{event}");
    assert!(!event.contains("Benutzer"), "{event}");
    assert!(!event.contains("a translation fails"), "{event}");
}

#[test]
fn no_boundary_is_needed() {
    let context =
        RequestContext::new(Method::GET, "/").with_accept_language(HeaderValue::from_static("de"));
    let error = AppError::UserNotFound { id: 7 };
    let text = |context: &RequestContext| {
        let body = error.to_response_in(context).into_body();
        serde_json::from_slice::<Value>(&body).unwrap()["detail"].clone()
    };
    assert_eq!(text(&context), "no user 7");
    let context = context.with_translations(TRANSLATIONS.clone());
    assert_eq!(text(&context), "Es gibt keinen Benutzer 7.");
    let problem = Problem::from(AppError::Fixed).with_format(&Text);
    let response = problem.to_response_in(&context);
    assert_eq!(response.body(), "Immer <derselbe> Text");
}

#[test]
fn what_is_hidden_is_no_argument_and_stays_hidden() {
    let asking = |language| {
        RequestContext::new(Method::GET, "/")
            .with_accept_language(HeaderValue::from_static(language))
            .with_translations(TRANSLATIONS.clone())
    };
    let json = |response: catchall::Response| -> Value {
        serde_json::from_slice(response.body()).unwrap()
    };
    // Private context.
    let json_of_french = json(ByHand.to_response_in(&asking("fr")));
    assert_eq!(json_of_french["title"], "Too Many Requests");
    assert_eq!(json_of_french["detail"], "Au plus 10");
    // A 5xx that is made from a 4xx.
    let made = Problem::from(AppError::UserNotFound { id: 7 }).with_status(500_u16);
    let made = json(made.to_response_in(&asking("de")));
    let expected =
        json!({"title": "Benutzer nicht gefunden", "status": 500, "code": "user_not_found"});
    assert_eq!(made, expected);
    // The texts of another service.
    let read = r#"{"title":"secret","status":503,"code":"db","detail":"secret","limit":"secret"}"#;
    let read: Problem = serde_json::from_str(read).unwrap();
    let read = json(read.to_response_in(&asking("de")));
    assert_eq!(
        read,
        json!({"title": "Datenbank", "status": 503, "code": "db"})
    );
}

#[test]
fn what_is_missing_is_listed() {
    let missing = TRANSLATIONS.missing::<AppError>();
    let of = |language: &str| {
        let of_it = missing
            .iter()
            .filter_map(|line| line.strip_prefix(language));
        of_it.collect::<Vec<_>>()
    };
    assert_eq!(
        of("de: "),
        [
            "bad_request.title",
            "fails.detail: Unknown term: -hier",
            "gone.title",
            "improved.detail",
            "payment_required.title",
            "phrase.detail",
            "untranslated.detail",
        ]
    );
    // What the region lacks, its language has or lacks too.
    assert_eq!(
        of("de-CH: "),
        [
            "bad_request.title",
            "gone.title",
            "improved.detail",
            "payment_required.title",
            "phrase.detail",
            "untranslated.detail",
        ]
    );
    for missing in ["db.detail", "conflict.title", "fails.detail"] {
        assert!(of("fr: ").contains(&missing), "{missing}");
    }
    for there in [
        "user_not_found.title",
        "internal_error.title",
        "not_modified.title",
    ] {
        assert!(!of("fr: ").contains(&there), "{there}");
    }
    assert!(of("en: ").is_empty(), "{missing:?}");
    assert_eq!(
        TRANSLATIONS.missing_codes(["not_found", "internal_error"]),
        ["fr: internal_error.detail", "fr: not_found.title"]
    );
}

fn headers() -> impl Strategy<Value = Vec<u8>> {
    let language = prop_oneof![
        "(de|fr|en|DE-ch|[a-z]{1,9})(-[A-Za-z0-9]{1,9}){0,3}",
        "[*]|[a-z]-|-|",
    ];
    let weight = prop_oneof!["", " *; *[qQ]=[01](\\.[0-9]{0,4})?", ";q", ";x=\"[,;]\""];
    let plausible = prop::collection::vec((language, weight), 0..40)
        .prop_map(|all| {
            all.iter()
                .map(|(name, q)| format!("{name}{q}"))
                .collect::<Vec<_>>()
        })
        .prop_map(|all| all.join(",").into_bytes());
    let any = prop::collection::vec(
        prop_oneof![Just(b'\t'), 0x20..=0x7e_u8, 0x80..=0xff_u8],
        0..200,
    );
    prop_oneof![plausible, any]
}

fn errors() -> [AppError; 5] {
    [
        AppError::UserNotFound { id: 7 },
        AppError::TooLarge { errors: vec![] },
        AppError::Fixed,
        AppError::Masked,
        AppError::Fails,
    ]
}

proptest! {
    #[test]
    fn no_header_changes_the_status_or_fails(header in headers()) {
        let context = RequestContext::new(Method::GET, "/")
            .with_accept_language(HeaderValue::from_bytes(&header).unwrap())
            .with_translations(TRANSLATIONS.clone());
        for error in errors() {
            let response = error.to_response_in(&context);
            prop_assert_eq!(response.status(), error.status());
            let body: Value = serde_json::from_slice(response.body()).unwrap();
            prop_assert_eq!(&body["status"], error.status().as_u16());
            prop_assert_eq!(&body["code"], &*error.code());
            let language = response.headers()["content-language"].to_str().unwrap();
for language in language.split(", ") {
                prop_assert!(["en", "de", "de-CH", "fr"].contains(&language), "{}", language);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_header_of_a_request_changes_the_status(header in headers()) {
        let header = HeaderValue::from_bytes(&header).unwrap();
        let answer = ask_with("/errors/user", &[("accept-language", header)]);
        prop_assert_eq!(answer.status, 404);
        prop_assert_eq!(&answer.json()["id"], 7);
    }
}
