//! The allocations of a conversion, counted: a static body allocates nothing, and
//! a written one exactly its length, once. This is a separate file, because
//! counting replaces the allocator of the whole program.

mod support;

use std::hint::black_box;
use std::time::Duration;

use allocation_counter::{AllocationInfo, measure};
use catchall::{HttpError, Problem, Response};
use support::{Leaf, text};

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("nothing here")]
    #[http(404)]
    Static,
    #[error("not allowed")]
    #[http(405, allow = "GET")]
    StaticHeader,
    #[error("no user {id}")]
    #[http(404)]
    NoUser { id: u64 },
    #[error("{0}")]
    #[http(400)]
    Text(String),
    #[error("slow down")]
    #[http(429, retry_after = *_0)]
    RetryAfter(Duration),
    #[error("taken")]
    #[http(409)]
    Members {
        #[http(member)]
        name: String,
        #[http(member)]
        tries: Vec<u32>,
    },
    #[error("too many")]
    #[http(409)]
    Texts {
        #[http(member)]
        texts: Vec<String>,
    },
    #[error("database")]
    Unmapped(#[source] Leaf),
    #[error("database {0}")]
    UnmappedToo(String),
    #[error("{0}")]
    #[http(503)]
    Masked(String),
    #[error("as text {0}")]
    #[http(409, format = Text)]
    AsText(String),
    #[error("as json {0}")]
    #[http(409, format = Json)]
    AsJson(String),
    #[error("as html {0}")]
    #[http(409, format = Html)]
    AsHtml(String),
    #[error(transparent)]
    #[http(transparent)]
    Inner(#[from] Inner),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner {0}")]
#[http(402)]
struct Inner(u32);

/// The cost of a response with three headers and no allocated body: the two
/// tables of its `HeaderMap`.
const HEADERS: u64 = 2;

/// Returns the second conversion of a thread: the first one pays for what the thread keeps.
fn converted(error: &AppError) -> (Response, AllocationInfo) {
    let _ = error.to_response();
    let mut response = None;
    let info = measure(|| response = Some(black_box(error).to_response()));
    (response.unwrap(), info)
}

/// Returns the bytes of the header map: `http` gives a new one space for what a framework adds.
fn header_bytes(response: &Response) -> u64 {
    let headers = response.headers();
    measure(|| {
        let mut map = http::HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value.clone());
        }
        drop(black_box(map));
    })
    .bytes_total
}

#[test]
fn the_counter_counts() {
    let info = measure(|| drop(black_box(vec![0_u8; 100])));
    assert_eq!((info.count_total, info.bytes_total), (1, 100));
    let info = measure(|| {
        let mut grown = Vec::<u8>::with_capacity(1);
        grown.push(1);
        grown.extend_from_slice(black_box(&[2; 100]));
        drop(black_box(grown));
    });
    assert_eq!(info.count_total, 2, "a reallocation counts");
}

#[test]
fn a_static_body_is_not_allocated() {
    for error in [
        AppError::Static,
        AppError::StaticHeader,
        AppError::Unmapped(Leaf("x".into())),
        AppError::UnmappedToo("x".into()),
        AppError::Masked("x".into()),
        AppError::RetryAfter(Duration::from_millis(998_001)),
    ] {
        let (response, info) = converted(&error);
        assert_eq!(info.count_total, HEADERS, "{error:?}");
        assert_eq!(info.bytes_total, header_bytes(&response), "{error:?}");
    }
}

#[test]
fn a_masked_error_is_not_even_formatted() {
    let long = || "x".repeat(1_000_000);
    for error in [
        AppError::UnmappedToo(long()),
        AppError::Masked(long()),
        AppError::Unmapped(Leaf(long())),
    ] {
        let (response, info) = converted(&error);
        assert_eq!(info.bytes_total, header_bytes(&response));
    }
}

#[test]
fn a_written_body_is_one_allocation_of_its_length() {
    let texts = ["", "short", "with \"quotes\" and \n lines", "ü\u{1f600}"];
    let texts = texts.into_iter().map(str::to_owned);
    for any in texts.chain([10, 100, 1_000, 8_000].map(|length| "x".repeat(length))) {
        for error in [
            AppError::Text(any.clone()),
            AppError::NoUser { id: 12_345 },
            AppError::Members {
                name: any.clone(),
                tries: vec![1, 2, 3],
            },
            AppError::AsJson(any.clone()),
            AppError::Inner(Inner(7)),
        ] {
            let (response, info) = converted(&error);
            assert_eq!(info.count_total, HEADERS + 1, "{}", text(&response));
            let length = response.body().len() as u64;
            assert_eq!(
                info.bytes_total,
                header_bytes(&response) + length,
                "{}",
                text(&response)
            );
        }
    }
}

/// Text has a fourth header and a page a fifth, so the map may be larger.
#[test]
fn a_text_and_a_page_are_one_allocation_too() {
    let costs = |any: &str| {
        let errors = [AppError::AsText, AppError::AsHtml];
        errors.map(|error| {
            let (response, info) = converted(&error(any.to_owned()));
            let of_the_body = response.body().len() as u64;
            (info.count_total, info.bytes_total - of_the_body)
        })
    };
    // A page contains the text twice, and the buffer of a large one is not kept.
    assert_eq!(costs(""), costs(&"x".repeat(2_000)));
    let [text, page] = costs("");
    assert!(text.0 <= HEADERS + 3);
    assert_eq!(page.0, text.0);
}

#[test]
fn a_long_text_is_one_buffer_of_about_its_length() {
    let lines =
        |length: usize| "a line of a text that has more than one of them\n".repeat(length / 48);
    for length in [10_000, 20_000, 200_000, 2_000_000] {
        for error in [
            AppError::Text("x".repeat(length)),
            AppError::Text(lines(length)),
            AppError::AsText(lines(length)),
            AppError::AsJson("x".repeat(length)),
            AppError::Members {
                name: "x".repeat(length),
                tries: Vec::new(),
            },
        ] {
            let (response, info) = converted(&error);
            let of_the_body = response.body().len() as u64;
            let bytes = info.bytes_total - header_bytes(&response);
            assert!(
                bytes * 10 <= of_the_body * 11,
                "{bytes} for {of_the_body} of {}",
                text(&response)
            );
            // A large buffer is shared: `bytes` counts its owners.
            assert!(info.count_total <= HEADERS + 2, "{}", info.count_total);
            // The thread keeps the buffer that it already had.
            let info = measure(|| drop(black_box(AppError::NoUser { id: 1 }.to_response())));
            assert_eq!(info.count_total, HEADERS + 1);
        }
    }
}

#[test]
fn many_long_texts_cost_what_is_proportional_to_them() {
    for count in [10, 100, 1000] {
        let texts = vec!["x".repeat(2_000); count];
        let (response, info) = converted(&AppError::Texts { texts });
        let most = 4 * response.body().len() as u64;
        assert!(info.bytes_total < most, "{} for {count}", info.bytes_total);
        assert!(info.count_total < 20, "{}", info.count_total);
        // The thread does not keep it.
        let kept = measure(|| drop(black_box(AppError::Static.to_response())));
        assert_eq!(kept.bytes_total, header_bytes(&response));
    }
}

#[test]
fn asking_for_the_status_allocates_nothing() {
    let errors = [
        AppError::Static,
        AppError::NoUser { id: 1 },
        AppError::Inner(Inner(1)),
    ];
    let info = measure(|| {
        for error in &errors {
            black_box(error.status());
            black_box(error.code());
        }
    });
    assert_eq!(info.count_total, 0);
}

#[test]
fn a_problem_from_an_error_is_two_boxes() {
    let mut problem = None;
    let info = measure(|| problem = Some(Problem::from(black_box(AppError::Static))));
    assert_eq!(info.count_total, 2);
    let problem = problem.unwrap();
    let _ = problem.to_response();
    let info = measure(|| drop(black_box(problem.to_response())));
    assert_eq!(info.count_total, HEADERS);
}
