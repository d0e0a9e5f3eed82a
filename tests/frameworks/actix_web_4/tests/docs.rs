//! actix-web 4: the type URI of an error leads to its documentation.

use std::net::SocketAddr;

use actix_web::middleware::Condition;
use actix_web::web::{self, Path};
use actix_web::{App, HttpServer};
use boundary_tests::docs::{Documented, check_docs, docs, fails};
use catchall::ErrorBoundary;

async fn failing(n: Path<u64>) -> Result<&'static str, Documented> {
    fails(*n)
}

fn place(has_boundary: bool) -> SocketAddr {
    boundary_tests::serve(move |listener| {
        actix_web::rt::System::new().block_on(async {
            let app = move || {
                App::new()
                    .route("/fails/{n}", web::get().to(failing))
                    .service(web::scope("/problems").service(docs()))
                    .wrap(Condition::new(has_boundary, ErrorBoundary::new()))
            };
            let server = HttpServer::new(app).workers(1).disable_signals();
            server.listen(listener).unwrap().run().await.unwrap();
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
