//! salvo 1: the type URI of an error leads to its documentation.

use std::net::SocketAddr;

use boundary_tests::docs::{Documented, check_docs, docs, fails};
use catchall::ErrorBoundary;
use salvo::conn::tcp::TcpAcceptor;
use salvo::prelude::{Request, Router, Server, Service, handler};

#[handler]
async fn failing(request: &mut Request) -> Result<&'static str, Documented> {
    fails(request.param("n").unwrap())
}

fn place(wrap: fn(Service) -> Service) -> SocketAddr {
    boundary_tests::serve(move |listener| {
        boundary_tests::runtime().block_on(async {
            let router = Router::new()
                .push(Router::with_path("fails/{n}").get(failing))
                .push(Router::with_path("problems/{**rest}").goal(docs()));
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let acceptor = TcpAcceptor::try_from(listener).unwrap();
            Server::new(acceptor)
                .serve(wrap(Service::new(router)))
                .await;
        });
    })
}

#[test]
fn a_type_uri_leads_to_its_documentation() {
    check_docs(place(|service| service));
}

#[test]
fn a_type_uri_leads_to_its_documentation_inside_a_boundary() {
    check_docs(place(|service| service.hoop(ErrorBoundary::new())));
}
