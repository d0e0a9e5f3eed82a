//! Checks salvo 1 against the list.

use catchall::Problem;
use conformance::{AppError, Framework, Place};
use salvo::Service;
use salvo::conn::tcp::TcpAcceptor;
use salvo::prelude::{Request, Response, Router, Server, handler};

#[handler]
fn error(request: &mut Request, response: &mut Response) -> Result<&'static str, AppError> {
    conformance::leave(response.headers_mut());
    conformance::error(request.param("n").unwrap())
}

#[handler]
fn problem(request: &mut Request, response: &mut Response) -> Result<&'static str, Problem> {
    conformance::leave(response.headers_mut());
    conformance::problem(request.param("n").unwrap())
}

fn serve(place: Place) {
    conformance::runtime().block_on(async {
        let app = Router::new()
            .push(Router::with_path("error/{n}").goal(error))
            .push(Router::with_path("problem/{n}").goal(problem));
        let mut app = Service::new(app);
        if let Some(boundary) = place.boundary.clone() {
            app = app.hoop(boundary);
        }
        let listener = tokio::net::TcpListener::from_std(place.listener()).unwrap();
        let acceptor = TcpAcceptor::try_from(listener).unwrap();
        place.until_stopped(Server::new(acceptor).serve(app)).await;
    });
}

const FRAMEWORK: Framework = Framework {
    name: "salvo 1",
    http2: true,
    parameter: Some("{n}"),
};

#[test]
fn sends_what_to_response_makes() {
    conformance::check(FRAMEWORK, serve);
}

#[test]
fn a_boundary_breaks_no_rule() {
    conformance::check_inside(FRAMEWORK, serve);
}
