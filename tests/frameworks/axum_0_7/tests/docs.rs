//! axum 0.7: the type URI of an error leads to its documentation.

use axum::extract::Path;
use axum::routing::get;
use axum::{Router, serve};
use boundary_tests::docs::{Documented, check_docs, docs, fails};
use catchall::ErrorBoundary;

async fn failing(Path(n): Path<u64>) -> Result<&'static str, Documented> {
    fails(n)
}

fn place(wrap: impl FnOnce(Router) -> Router + Send + 'static) -> std::net::SocketAddr {
    boundary_tests::serve(|listener| {
        boundary_tests::runtime().block_on(async {
            let app = Router::new()
                .route("/fails/:n", get(failing))
                .nest_service("/problems", docs());
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            serve(listener, wrap(app)).await.unwrap();
        });
    })
}

#[test]
fn a_type_uri_leads_to_its_documentation() {
    check_docs(place(|app| app));
}

#[test]
fn a_type_uri_leads_to_its_documentation_inside_a_boundary() {
    check_docs(place(|app| app.layer(ErrorBoundary::new())));
}
