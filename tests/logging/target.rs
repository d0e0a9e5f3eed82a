//! The target of an event is the module of the error's type, so that the filter
//! of an application selects it.

use std::sync::{Arc, Barrier};
use std::thread;

use crate::support::logged_once;
use crate::support::process::{Pipe, alone};
use catchall::{HttpError, OrProblem, Problem};
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

mod my_app {
    pub(crate) mod users {
        #[derive(Debug, thiserror::Error, catchall::HttpError)]
        pub(crate) enum Error {
            #[error("the database is gone")]
            Database,
            #[error("no such user")]
            #[http(404)]
            NoUser,
            #[error("generic: {0}")]
            #[http(transparent)]
            Generic(super::Generic<u8>),
        }
    }

    #[derive(Debug, thiserror::Error, catchall::HttpError)]
    #[error("generic")]
    #[http(502)]
    pub(crate) struct Generic<T: std::fmt::Debug>(pub(crate) T);
}

use my_app::Generic;
use my_app::users::Error;

#[derive(Debug, thiserror::Error)]
#[error("by hand")]
struct ByHand;

impl HttpError for ByHand {}

fn database() {
    let _ = Error::Database.to_response();
}

/// Returns what the formatter prints of the events that a filter accepts.
fn printing(filter: &str) -> (impl Subscriber + Send + Sync, Pipe) {
    let pipe = Pipe::default();
    let writer = pipe.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(move || writer.clone())
        .finish();
    (subscriber, pipe)
}

#[test]
fn the_target_is_the_module_of_the_type() {
    let users = "logging::target::my_app::users";
    let target = |convert: &dyn Fn() -> catchall::Response| logged_once(convert).1.target;
    for convert in [
        &(|| Error::Database.to_response()) as &dyn Fn() -> catchall::Response,
        &|| (&&Error::NoUser).to_response(),
        &|| Box::new(Error::Database).to_response(),
        &|| Arc::new(Error::Database).to_response(),
        &|| Error::Database.into(),
        &|| Problem::from(Error::Database).to_response(),
        &|| Problem::from(Arc::new(Error::Database)).to_response(),
        &|| Problem::from_chain::<(Error,)>(anyhow::Error::new(Error::Database)).to_response(),
        // The converted type, not the one that decides.
        &|| Error::Generic(Generic(7)).to_response(),
    ] {
        assert_eq!(target(convert), users);
    }
    let generic = || Generic("text").to_response();
    assert_eq!(target(&generic), "logging::target::my_app");
    assert_eq!(target(&|| ByHand.to_response()), "catchall");
    assert_eq!(target(&|| Problem::not_found().to_response()), "catchall");
    let foreign = || Err::<(), _>(std::fmt::Error).or_problem(500).unwrap_err();
    assert_eq!(target(&|| foreign().to_response()), "catchall");
}

/// The filter of the usual templates for axum.
#[test]
fn the_filter_of_an_application_lets_its_errors_through() {
    const NAME: &str = "target::the_filter_of_an_application_lets_its_errors_through";
    let stderr = alone(NAME, || {
        let (subscriber, pipe) = printing("logging=debug,tower_http=debug");
        tracing::subscriber::set_global_default(subscriber).unwrap();
        database();
        let lines = pipe.lines();
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains("ERROR logging::target::my_app::users: request failed "));
        assert!(lines[0].contains("the database is gone"), "{lines:?}");
        let _ = Error::NoUser.to_response();
        let lines = pipe.lines();
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains("DEBUG logging::target::my_app::users: request failed "));
    });
    assert!(stderr.is_none_or(|stderr| stderr.is_empty()));
}

/// The texts of an event are not even created if no filter accepts it.
#[test]
fn an_event_that_the_filter_drops_costs_no_text() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    static WRITTEN: AtomicUsize = AtomicUsize::new(0);

    #[derive(Debug, HttpError)]
    #[http(404, hide)]
    struct Counts;

    impl std::fmt::Display for Counts {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            WRITTEN.fetch_add(1, Ordering::Relaxed);
            f.write_str("counts")
        }
    }

    impl std::error::Error for Counts {}

    const NAME: &str = "target::an_event_that_the_filter_drops_costs_no_text";
    alone(NAME, || {
        let (subscriber, pipe) = printing("logging=info,tower_http=debug");
        tracing::subscriber::set_global_default(subscriber).unwrap();
        let _ = Counts.to_response();
        assert_eq!(pipe.lines().len(), 0);
        assert_eq!(WRITTEN.load(Ordering::Relaxed), 0);
    });
}

#[test]
fn a_subscriber_that_comes_later_gets_what_comes_later() {
    const NAME: &str = "target::a_subscriber_that_comes_later_gets_what_comes_later";
    let stderr = alone(NAME, || {
        database();
        let (subscriber, pipe) = printing("logging=error");
        tracing::subscriber::set_global_default(subscriber).unwrap();
        database();
        database();
        assert_eq!(pipe.lines().len(), 2);
    });
    // The event before there was a subscriber.
    assert!(stderr.is_none_or(|stderr| stderr.lines().count() == 1));
}

/// The first event of the type is logged by a thread that has no subscriber.
#[test]
fn a_thread_without_a_subscriber_takes_nothing_from_another() {
    const NAME: &str = "target::a_thread_without_a_subscriber_takes_nothing_from_another";
    alone(NAME, || {
        let (subscriber, pipe) = printing("logging=debug");
        tracing::subscriber::with_default(subscriber, || {
            thread::spawn(database).join().unwrap();
            assert_eq!(pipe.lines().len(), 0);
            database();
            assert_eq!(pipe.lines().len(), 1);
            thread::spawn(database).join().unwrap();
            assert_eq!(pipe.lines().len(), 0);
        });
        database();
        assert_eq!(pipe.lines().len(), 0);
    });
}

#[test]
fn each_thread_logs_by_its_own_subscriber() {
    const NAME: &str = "target::each_thread_logs_by_its_own_subscriber";
    alone(NAME, || {
        const ROUNDS: usize = 50;
        let filters = ["logging=debug", "other=debug", "logging=error", "off"];
        let barrier = Barrier::new(filters.len());
        let counts = thread::scope(|scope| {
            let threads = filters.map(|filter| {
                let barrier = &barrier;
                scope.spawn(move || {
                    let mut lines = 0;
                    barrier.wait();
                    for _ in 0..ROUNDS {
                        let (subscriber, pipe) = printing(filter);
                        tracing::subscriber::with_default(subscriber, || {
                            database();
                            let _ = Error::NoUser.to_response();
                        });
                        lines += pipe.lines().len();
                    }
                    lines
                })
            });
            threads.map(|thread| thread.join().unwrap())
        });
        assert_eq!(counts, [2 * ROUNDS, 0, ROUNDS, 0]);
    });
}

/// Each layer has its own filter.
#[test]
fn each_layer_logs_by_its_own_filter() {
    const NAME: &str = "target::each_layer_logs_by_its_own_filter";
    alone(NAME, || {
        let (all, errors) = (Pipe::default(), Pipe::default());
        let (to_all, to_errors) = (all.clone(), errors.clone());
        let layer = tracing_subscriber::fmt::layer().with_ansi(false);
        let subscriber = Registry::default().with(
            layer
                .with_writer(move || to_all.clone())
                .with_filter(EnvFilter::new("logging=debug")),
        );
        let layer = tracing_subscriber::fmt::layer().with_ansi(false);
        let subscriber = subscriber.with(
            layer
                .with_writer(move || to_errors.clone())
                .with_filter(LevelFilter::ERROR),
        );
        tracing::subscriber::set_global_default(subscriber).unwrap();
        let _ = Error::NoUser.to_response();
        database();
        let _ = Error::NoUser.to_response();
        assert_eq!(all.lines().len(), 3);
        assert_eq!(errors.lines().len(), 1);
    });
}
