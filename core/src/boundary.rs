//! The boundary, where errors leave the program: the middleware that gives each error
//! its request and turns every other failure into the same format.

mod developer;
pub(crate) mod foreign;
#[cfg(any(
    feature = "actix-web-4",
    feature = "poem-3",
    feature = "salvo-1",
    feature = "worker-0.8"
))]
pub(crate) mod inside;
mod panicked;
pub mod service;
pub(crate) mod watched;

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use http::{Extensions, HeaderMap, Uri};

use self::developer::DeveloperPage;
use crate::convert::log::report::ErrorReport;
use crate::convert::scope::{self, Scope, Settings};
use crate::problem::Format;
use crate::request::RequestContext;
#[cfg(feature = "fluent")]
use crate::translations::Translations;

/// The boundary of a service: the middleware around all routes.
///
/// Inside it:
///
/// - each error knows its [request](RequestContext): its log event has the method,
///   path, route, request id and trace id, and its format is the one that the
///   request's `Accept` prefers;
/// - failures from elsewhere have the same format: rejections of extractors, the
///   router's 404 and 405, limits, timeouts, errors of other layers. Their headers
///   are kept. Their text becomes the detail of a 4xx, and is never shown in a 5xx;
/// - a panic is a masked 500, logged once with its message and location;
/// - every error response has an `X-Request-Id`, and a 5xx also has it in its body. It
///   is the id of the request if there is one, or a new one.
///
/// A response that an application made deliberately, such as an HTML page or its
/// own JSON document, is left alone, and so is a gRPC response.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::ErrorBoundary;
///
/// let boundary = ErrorBoundary::new().on_error(|report| {
///     // Count it, or send it to an error tracker.
///     eprintln!("{} {}", report.code(), report.fingerprint());
/// });
/// ```
///
/// It is the outermost middleware, except for middleware that logs requests or sets a request id:
///
/// | framework | |
/// | --- | --- |
/// | axum | `Router::new().route(...).layer(boundary)` |
/// | actix-web | `App::new().wrap(boundary.clone())` |
/// | poem | `Route::new().at(...).with(boundary)` |
/// | salvo | `Service::new(router).hoop(boundary)` |
/// | Rocket | `rocket::build().attach(boundary)` |
/// | tonic | `Server::builder().layer(boundary)` |
/// | warp | `boundary.layer(warp::service(filter))`, served by hyper |
/// | `lambda_http` | `lambda_http::run(boundary.layer(service_fn(handler)))` |
/// | hyper | `TowerToHyperService::new(boundary.layer(service))` |
/// | Cloudflare Workers | `catchall::worker_0_8::fetch(&boundary, request, handler)` |
///
/// The guide has a table of [what a framework makes impossible][differences].
///
/// [differences]: https://docs.rs/catchall/latest/catchall/guide/boundary/index.html#what-a-framework-makes-impossible
#[derive(Clone, Default)]
pub struct ErrorBoundary {
    /// One pointer, because some frameworks clone a layer for each request.
    parts: Arc<BoundaryParts>,
}

#[derive(Clone, Default)]
struct BoundaryParts {
    settings: Arc<Settings>,
    find_route: Option<Arc<FindRoute>>,
    developer: Option<DeveloperPage>,
    /// The names, in lower case.
    redacted: Vec<String>,
    #[cfg(feature = "fluent")]
    translations: Option<Translations>,
}

/// Finds the route in the extensions of a request.
type FindRoute = dyn Fn(&Extensions) -> Option<String> + Send + Sync;

impl ErrorBoundary {
    /// Creates a boundary that logs and calls no hook.
    ///
    /// The first boundary adds to the panic hook of the process: inside a boundary, the
    /// location of a panic is kept for the log. The previous hook runs as before.
    #[must_use]
    pub fn new() -> Self {
        panicked::keep_places();
        Self::default()
    }

    /// Sets a function that is called once for each failure, even if its event is not
    /// logged. If the function panics, nothing changes. Without one, the function of
    /// [`on_error`](crate::on_error()) is called.
    #[must_use]
    pub fn on_error(mut self, hook: impl Fn(&ErrorReport<'_>) + Send + Sync + 'static) -> Self {
        self.settings_mut().hook = Some(Arc::new(hook));
        self
    }

    /// Sets a function that finds the route of a request, for a tower framework that
    /// catchall does not know. axum (with `axum-0.8-extract` or `axum-0.7-extract`) and
    /// `lambda_http` do not need one.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::ErrorBoundary;
    ///
    /// /// The value that this program's router adds to a request.
    /// #[derive(Clone)]
    /// struct Route(&'static str);
    ///
    /// let boundary = ErrorBoundary::new()
    ///     .route_from(|extensions| Some(extensions.get::<Route>()?.0.to_owned()));
    /// ```
    #[must_use]
    pub fn route_from(
        mut self,
        find: impl Fn(&Extensions) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.parts_mut().find_route = Some(Arc::new(find));
        self
    }

    /// Sets the format of the responses that the boundary itself makes: unknown routes, wrong
    /// methods, rejections, limits, timeouts and panics. It is used whatever the client accepts,
    /// unless it is a format that depends on that, such as
    /// [`Negotiated`](crate::format::Negotiated). Without it, these responses are problem+json,
    /// text or a page, depending on what the client accepts.
    ///
    /// Errors of the handlers keep the format that they name: `#[http(format = MyShape)]`
    /// on a type, [`with_format`](crate::Problem::with_format) on a problem.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Body, ErrorBoundary, Format, Problem, RequestContext};
    /// use serde_json::json;
    ///
    /// struct MyShape;
    ///
    /// impl Format for MyShape {
    ///     fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
    ///         let code = problem.code();
    ///         Body::json(&json!({ "error": { "code": code, "message": problem.title() } }))
    ///     }
    /// }
    ///
    /// let boundary = ErrorBoundary::new().with_format(&MyShape);
    /// ```
    #[must_use]
    pub fn with_format(mut self, format: &'static dyn Format) -> Self {
        self.settings_mut().format = Some(format);
        self
    }

    /// Adds an [`OwnedErrorReport`](crate::OwnedErrorReport) to the extensions of each
    /// error response, for middleware outside of the boundary. A success costs nothing
    /// more; an error costs a copy of its report.
    #[must_use]
    pub fn with_report_extension(mut self) -> Self {
        self.settings_mut().has_extension = true;
        self
    }

    /// Shows a developer page in place of each 5xx: the error with its sources and its
    /// stack, its private context, the request without its secrets, what the client would
    /// get, and how to map the error in the enum. A browser gets HTML. curl, and any
    /// client that prefers `text/plain`, gets text. Every other client gets what it would
    /// get without the page.
    ///
    /// The address is the one that the server listens on. The page is shown if it is a
    /// loopback address, and only to requests for a loopback host that no proxy has
    /// forwarded. Otherwise it is refused, with a message on stderr. Only enable it when a
    /// person asks for it, for example with a command-line argument:
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use std::net::TcpListener;
    /// use catchall::ErrorBoundary;
    ///
    /// # fn main() -> std::io::Result<()> {
    /// let listener = TcpListener::bind("127.0.0.1:0")?;
    /// let mut boundary = ErrorBoundary::new();
    /// if std::env::args().any(|argument| argument == "--developer") {
    ///     boundary = boundary.with_developer_page(listener.local_addr()?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_developer_page(mut self, listens_on: SocketAddr) -> Self {
        self.parts_mut().developer = DeveloperPage::on(listens_on);
        self
    }

    /// Adds names of headers and query parameters whose values are secret, in any case: the
    /// developer page shows `[redacted]` instead. Names that look like a secret, such as
    /// those that contain `auth`, `cookie`, `key`, `session` or `token`, are always
    /// redacted. The log contains neither headers nor the query.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::ErrorBoundary;
    ///
    /// let boundary = ErrorBoundary::new().redact(["x-tenant", "email"]);
    /// ```
    #[must_use]
    pub fn redact<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let lower_case = |name: N| name.into().to_ascii_lowercase();
        let names = names.into_iter().map(lower_case);
        self.parts_mut().redacted.extend(names);
        self
    }

    /// Shows the developer page to every request that reaches the server, such as a
    /// request to a container. Anyone who can send a request can read internal details.
    #[must_use]
    pub fn with_developer_page_for_anyone(mut self) -> Self {
        self.parts_mut().developer = Some(DeveloperPage::Anyone);
        self
    }

    /// Shows the developer page to a request if it is enabled. The scope already has
    /// the headers.
    #[inline]
    pub(crate) fn show_developer(&self, scope: &mut Scope, uri: &Uri, headers: &HeaderMap) {
        if let Some(page) = self.parts.developer
            && let Some(view) = page.view(&scope.context, uri, headers, &self.parts.redacted)
        {
            scope.set_developer(view);
        }
    }

    /// Shows the developer page for a framework with its own types, which are copied only
    /// if the page is enabled.
    #[cfg(any(feature = "actix-web-4", feature = "rocket-0.5"))]
    pub(crate) fn show_developer_of(
        &self,
        scope: &mut Scope,
        request: impl FnOnce() -> (Option<Uri>, HeaderMap),
    ) {
        if self.parts.developer.is_some()
            && let (Some(uri), headers) = request()
        {
            self.show_developer(scope, &uri, &headers);
        }
    }

    /// Sets translations: titles and details are in a language that the client
    /// accepts. The log does not change.
    #[cfg(feature = "fluent")]
    #[must_use]
    pub fn with_translations(mut self, translations: Translations) -> Self {
        self.parts_mut().translations = Some(translations);
        self
    }

    /// Returns the scope of a request.
    #[cfg_attr(
        not(any(
            feature = "actix-web-4",
            feature = "poem-3",
            feature = "rocket-0.5",
            feature = "salvo-1"
        )),
        expect(dead_code, reason = "a tower service has a shared one")
    )]
    pub(crate) fn scope(&self, context: RequestContext) -> Scope {
        let mut scope = Scope::of(context);
        self.begin(&mut scope);
        scope
    }

    /// Returns the scope of a request, filled in place: making it before it is shared
    /// costs 300 more instructions, for copies. [`scope::end`] takes it back.
    #[inline]
    pub(crate) fn shared_scope(&self, fill: impl FnOnce(&mut Scope)) -> Arc<Scope> {
        scope::shared(|scope| {
            self.begin(scope);
            fill(scope);
        })
    }

    /// Returns the parts for a change, which does not affect clones.
    fn parts_mut(&mut self) -> &mut BoundaryParts {
        Arc::make_mut(&mut self.parts)
    }

    fn settings_mut(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.parts_mut().settings)
    }

    #[inline]
    fn begin(&self, scope: &mut Scope) {
        scope.begin(&self.parts.settings);
        #[cfg(feature = "fluent")]
        if let Some(translations) = &self.parts.translations {
            scope.context.set_translations(translations.clone());
        }
    }
}

impl fmt::Debug for ErrorBoundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorBoundary").finish_non_exhaustive()
    }
}
