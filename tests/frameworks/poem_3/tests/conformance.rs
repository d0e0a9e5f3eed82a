//! Checks poem 3 against the list.

use std::error::Error;

use catchall::Problem;
use conformance::{AppError, Framework, Place};
use poem::listener::TcpAcceptor;
use poem::web::Path;
use poem::{EndpointExt, Route, Server, get, handler};

#[handler]
fn an_error(Path(n): Path<usize>) -> Result<&'static str, AppError> {
    conformance::error(n)
}

#[handler]
fn a_problem(Path(n): Path<usize>) -> Result<&'static str, Problem> {
    conformance::problem(n)
}

fn serve(place: Place) {
    conformance::runtime().block_on(async {
        let app = Route::new()
            .at("/error/:n", get(an_error).head(an_error))
            .at("/problem/:n", get(a_problem).head(a_problem));
        let app = match place.boundary.clone() {
            Some(boundary) => app.with(boundary).map_to_response().boxed(),
            None => app.map_to_response().boxed(),
        };
        let acceptor = TcpAcceptor::from_std(place.listener()).unwrap();
        place
            .until_stopped(Server::new_with_acceptor(acceptor).run(app))
            .await;
    });
}

const FRAMEWORK: Framework = Framework {
    name: "poem 3",
    http2: true,
    parameter: None,
};

#[test]
fn sends_what_to_response_makes() {
    conformance::check(FRAMEWORK, serve);
}

#[test]
fn a_boundary_breaks_no_rule() {
    conformance::check_inside(FRAMEWORK, serve);
}

#[test]
fn poem_keeps_the_error() {
    let error = poem::Error::from(AppError::Disk(std::io::Error::other("full")));
    assert_eq!(error.status(), 500);
    assert!(error.is::<AppError>());
    let disk = error.downcast_ref::<AppError>().and_then(Error::source);
    assert_eq!(disk.unwrap().to_string(), "full");

    let error = poem::Error::from(Problem::not_found());
    assert_eq!(error.status(), 404);
    assert!(error.downcast_ref::<Problem>().is_some());
}

#[test]
fn the_status_is_the_one_of_the_response() {
    for error in conformance::errors() {
        // This is known only when the text is written.
        if !matches!(error, AppError::Panics) {
            let name = format!("{error:?}");
            let error = poem::Error::from(error);
            assert_eq!(error.status(), error.into_response().status(), "{name}");
        }
    }
}
