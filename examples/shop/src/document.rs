//! `/openapi.json`: the operations and their errors, for programs. utoipa generates it
//! from the handlers, and catchall from the enums.

use axum::routing::get;
use axum::{Json, Router};
use catchall::Problem;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use crate::Shop;

#[derive(OpenApi)]
#[openapi(
    info(title = "shop", description = "A small web shop.", version = "1.0.0"),
    // The schema that the responses of all errors refer to.
    components(schemas(Problem)),
    modifiers(&Tokens),
)]
struct Header;

/// How a client authenticates.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut Document) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_with(Components::new);
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// Returns these operations, with the document about them.
pub(crate) fn with_document(api: OpenApiRouter<Shop>) -> Router<Shop> {
    let api = OpenApiRouter::with_openapi(Header::openapi()).merge(api);
    let (router, document) = api.split_for_parts();
    router.route("/openapi.json", get(|| async { Json(document) }))
}
