//! poem 3: the type URI of an error leads to its documentation.

use std::net::SocketAddr;

use boundary_tests::docs::{Documented, check_docs, docs, fails};
use catchall::ErrorBoundary;
use poem::listener::TcpAcceptor;
use poem::web::Path;
use poem::{EndpointExt, Route, Server, get, handler};

#[handler]
fn failing(Path(n): Path<u64>) -> Result<&'static str, Documented> {
    fails(n)
}

fn place(has_boundary: bool) -> SocketAddr {
    boundary_tests::serve(move |listener| {
        boundary_tests::runtime().block_on(async {
            let app = Route::new()
                .at("/fails/:n", get(failing))
                .nest("/problems", docs())
                .with_if(has_boundary, ErrorBoundary::new());
            let acceptor = TcpAcceptor::from_std(listener).unwrap();
            Server::new_with_acceptor(acceptor).run(app).await.unwrap();
        });
    })
}

#[test]
fn a_type_uri_leads_to_its_documentation() {
    check_docs(place(false));
}

#[test]
fn a_type_uri_leads_to_its_documentation_inside_a_boundary() {
    check_docs(place(true));
}
