//! One list of errors, and what every framework must send for each of them: exactly
//! the status, headers and body that `to_response` creates. The received responses
//! are also checked by the oracles.
//!
//! A framework is a package next to this one with two routes, `/error/{n}` and
//! `/problem/{n}`, whose handlers are [`error`] and [`problem`], and one test that
//! calls [`check`].

mod cases;
mod differences;
mod events;

use std::error::Error;
use std::fmt::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Duration;

use bytes::Bytes;
use catchall::{ErrorBoundary, HttpError, Problem, RequestContext, Response};
use http::header::{ACCEPT, CONNECTION, CONTENT_LENGTH, DATE, SERVER, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use http_body_util::{BodyExt, Collected, Empty, Full};
use hyper::body::{Body, Incoming};
use hyper::service::{Service, service_fn};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use oracles::Suite;
use tokio::sync::oneshot;

pub use self::cases::{AppError, Inner};
use self::cases::{ERRORS, PROBLEMS};
use self::differences::{DIFFERENCES, Difference};

/// The handler of `/error/{n}`.
///
/// # Errors
///
/// Always returns an error, unless no case has this number.
pub fn error(n: usize) -> Result<&'static str, AppError> {
    match ERRORS.get(n) {
        Some((_, make)) => Err(make()),
        None => Ok("no such case"),
    }
}

/// The handler of `/problem/{n}`: the errors again, as problems, followed by
/// problems without an error.
///
/// # Errors
///
/// Always returns an error, unless no case has this number.
pub fn problem(n: usize) -> Result<&'static str, Problem> {
    match n.checked_sub(ERRORS.len()) {
        None => Ok(error(n)?),
        Some(n) => match PROBLEMS.get(n) {
            Some((_, make)) => Err(make()),
            None => Ok("no such case"),
        },
    }
}

/// Sets headers that a handler may leave on a response before it fails: those
/// of another body. For frameworks in which errors are written to such a
/// response.
pub fn leave(headers: &mut HeaderMap) {
    for (name, value) in LEFT {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
}

const LEFT: [(&str, &str); 16] = [
    ("accept-ranges", "bytes"),
    ("content-digest", "sha-256=:AA==:"),
    ("content-disposition", "attachment; filename=\"a.csv\""),
    ("content-encoding", "gzip"),
    ("content-language", "de"),
    ("content-length", "3"),
    ("content-location", "/left"),
    ("content-md5", "AA=="),
    ("content-range", "bytes 0-2/3"),
    ("content-type", "text/csv"),
    ("digest", "sha-256=AA=="),
    ("etag", "\"left\""),
    ("expires", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("last-modified", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("repr-digest", "sha-256=:AA==:"),
    ("trailer", "x-later"),
];

/// Returns every error of the list.
pub fn errors() -> impl Iterator<Item = AppError> {
    ERRORS.iter().map(|(_, make)| make())
}

/// The facts about a framework.
#[derive(Clone, Copy, Debug)]
pub struct Framework {
    /// Its name and version.
    pub name: &'static str,
    /// Whether its server supports HTTP/2 without TLS with prior knowledge.
    pub http2: bool,
    /// How it writes the rest of a route after `/error/`, if an error sees its
    /// request.
    pub parameter: Option<&'static str>,
}

/// Where a server runs, and for how long.
#[derive(Debug)]
pub struct Place {
    /// The boundary around the handlers, if there is one.
    pub boundary: Option<ErrorBoundary>,
    started: mpsc::Sender<SocketAddr>,
    stopped: oneshot::Receiver<()>,
}

impl Place {
    /// Binds a free port. The client waits until this is done.
    ///
    /// # Panics
    ///
    /// Panics if there is none.
    #[must_use]
    pub fn listener(&self) -> TcpListener {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        listener.set_nonblocking(true).expect("it can wait");
        self.started_at(listener.local_addr().expect("it has an address"));
        listener
    }

    /// Sets the address of a server that chooses its port itself.
    pub fn started_at(&self, address: SocketAddr) {
        // After a failure, nothing waits for the address.
        let _ = self.started.send(address);
    }

    /// Runs a server until the client is done.
    pub async fn until_stopped(self, serve: impl Future) {
        tokio::select! {
            _ = serve => panic!("the server stops by itself"),
            _ = self.stopped => {}
        }
    }
}

/// Runs the whole list against a server. `serve` blocks until it is stopped.
///
/// # Panics
///
/// Panics if anything is not as expected; the message lists every difference.
pub fn check(framework: Framework, serve: impl FnOnce(Place) + Send + 'static) {
    against(framework, None, serve);
}

/// Runs the list against a server with the boundary of its [`Place`] around the handlers.
/// The boundary adds to each response. Each response must have its status, one event and
/// a complete body, and the oracles must find nothing.
///
/// # Panics
///
/// Panics if anything is not as expected; the message lists every difference.
pub fn check_inside(framework: Framework, serve: impl FnOnce(Place) + Send + 'static) {
    against(framework, Some(ErrorBoundary::new()), serve);
}

fn against(
    framework: Framework,
    boundary: Option<ErrorBoundary>,
    serve: impl FnOnce(Place) + Send + 'static,
) {
    // The events are counted for the process.
    static ONE_AFTER_ANOTHER: Mutex<()> = Mutex::new(());

    let _turn = ONE_AFTER_ANOTHER
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let (started, address) = mpsc::channel();
    let (stop, stopped) = oneshot::channel();
    events::count();
    let is_inside = boundary.is_some();
    let place = Place {
        boundary,
        started,
        stopped,
    };
    let server = std::thread::spawn(move || serve(place));
    let address = address
        .recv_timeout(Duration::from_secs(60))
        .expect("the server starts");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("there is a runtime");
    let report = runtime.block_on(async {
        if is_inside {
            run_inside(framework, address).await
        } else {
            run(framework, address).await
        }
    });
    drop(runtime);
    drop(stop);
    server.join().expect("the server stops");
    assert!(report.is_empty(), "{} differs:\n{report}", framework.name);
}

/// Returns a runtime for a server.
///
/// # Panics
///
/// Panics if it cannot be created.
#[must_use]
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("there is a runtime")
}

/// Serves with hyper, for frameworks that have no server.
///
/// # Panics
///
/// Panics if there is no free port.
pub fn serve_with_hyper<F, E>(place: Place, answer: fn(Request<Incoming>) -> F)
where
    F: Future<Output = Result<http::Response<Full<Bytes>>, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>> + 'static,
{
    serve_inner(place, &service_fn(answer));
}

/// Serves a tower service.
///
/// # Panics
///
/// Panics if there is no free port.
pub fn serve_service<S, B>(place: Place, service: S)
where
    S: tower_service::Service<Request<Incoming>, Response = http::Response<B>>
        + Clone
        + Send
        + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    S::Future: Send + 'static,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    serve_inner(place, &TowerToHyperService::new(service));
}

fn serve_inner<S, B>(place: Place, service: &S)
where
    S: Service<Request<Incoming>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    S::Future: Send + 'static,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    runtime().block_on(async {
        let listener = tokio::net::TcpListener::from_std(place.listener()).expect("it can wait");
        let accepting = async {
            while let Ok((connection, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let builder = auto::Builder::new(TokioExecutor::new());
                    let io = TokioIo::new(connection);
                    // A client that disconnects gets no response.
                    let _ = builder.serve_connection(io, service).await;
                });
            }
        };
        place.until_stopped(accepting).await;
    });
}

/// A request, and its case.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) case: &'static str,
    pub(crate) path: String,
    pub(crate) method: Method,
    pub(crate) http2: bool,
    pub(crate) accept: Option<&'static str>,
}

/// What is sent or expected.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expected {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// `None` if the server violates the protocol, and the client gives up.
    pub(crate) body: Option<Bytes>,
}

/// Returns the list, as requests and the responses that are expected without a server.
pub(crate) fn exchanges(framework: &Framework) -> Vec<(Exchange, Expected)> {
    let names = ERRORS.iter().map(|(name, _)| *name);
    let errors = names
        .clone()
        .enumerate()
        .map(|(n, name)| ("error", n, name));
    let names = names.chain(PROBLEMS.iter().map(|(name, _)| *name));
    let problems = names.enumerate().map(|(n, name)| ("problem", n, name));
    let mut exchanges = Vec::new();
    for (kind, n, case) in errors.chain(problems) {
        let accepts: &[Option<&str>] = match framework.parameter {
            Some(_) => &[
                None,
                Some("text/html, */*;q=0.1"),
                Some("text/plain"),
                Some("application/problem+xml"),
            ],
            None => &[None],
        };
        let versions: &[bool] = if framework.http2 {
            &[false, true]
        } else {
            &[false]
        };
        for &accept in accepts {
            let path = format!("/{kind}/{n}");
            for method in [Method::GET, Method::HEAD] {
                let context = framework.parameter.map(|parameter| {
                    let route = format!("/{kind}/{parameter}");
                    let context = RequestContext::new(method.clone(), &path).with_route(route);
                    match accept {
                        Some(accept) => context.with_accept(HeaderValue::from_static(accept)),
                        None => context,
                    }
                });
                for &http2 in versions {
                    let exchange = Exchange {
                        case,
                        path: path.clone(),
                        method: method.clone(),
                        http2,
                        accept,
                    };
                    let made = response(kind, n, context.as_ref());
                    exchanges.push((exchange, expected(made, &method)));
                }
            }
        }
    }
    exchanges
}

fn response(kind: &str, n: usize, context: Option<&RequestContext>) -> Response {
    let problem = problem(n).expect_err("each case fails");
    match (kind, error(n), context) {
        ("error", Err(error), None) => error.to_response(),
        ("error", Err(error), Some(context)) => error.to_response_in(context),
        (_, _, None) => problem.to_response(),
        (_, _, Some(context)) => problem.to_response_in(context),
    }
}

/// Returns the response as it should arrive.
fn expected(made: Response, method: &Method) -> Expected {
    let (parts, mut body) = made.into_parts();
    let mut headers = parts.headers;
    // The length of an empty body may be omitted.
    if !body.is_empty() {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    }
    if method == Method::HEAD {
        body.clear();
    }
    Expected {
        status: parts.status,
        headers,
        body: Some(body),
    }
}

async fn run_inside(framework: Framework, address: SocketAddr) -> String {
    let clients = Clients::new();
    let mut report = String::new();
    let mut seen = Vec::new();
    // With each `Accept`: inside a boundary, every error sees its request.
    let framework = Framework {
        parameter: framework.parameter.or(Some("")),
        ..framework
    };
    for (exchange, expected) in exchanges(&framework) {
        let events = events::so_far();
        match clients.sent(address, &exchange).await {
            Err(failure) => describe(&mut report, &exchange, &failure),
            Ok(arrived) => {
                let status = arrived.response.status();
                if status != expected.status || !arrived.is_whole {
                    let text = format!("{status}, whole: {}", arrived.is_whole);
                    describe(&mut report, &exchange, &text);
                }
                seen.push(arrived);
            }
        }
        let events = events::so_far() - events;
        if events != 1 {
            describe(&mut report, &exchange, &format!("{events} log events"));
        }
    }
    report.push_str(&found(Suite::ErrorsInside(framework.name), seen).await);
    report
}

/// Returns what the oracles find. One of them sends its own requests.
async fn found(suite: Suite, seen: Vec<oracles::Exchange>) -> String {
    let found = tokio::task::spawn_blocking(move || oracles::check(suite, &seen));
    found.await.expect("the oracles answer")
}

async fn run(framework: Framework, address: SocketAddr) -> String {
    let clients = Clients::new();
    let rows = DIFFERENCES
        .iter()
        .filter(|row| row.frameworks.contains(&framework.name));
    let rows: Vec<&Difference> = rows.collect();
    let mut used = vec![false; rows.len()];
    let mut report = String::new();
    let mut seen = Vec::new();
    let exchanges = exchanges(&framework);
    assert!(
        exchanges.len() > 200,
        "the list is {} long",
        exchanges.len()
    );
    for (exchange, mut expected) in exchanges {
        for (row, used) in rows.iter().zip(&mut used) {
            let before = expected.clone();
            (row.change)(&exchange, &mut expected);
            *used |= before != expected;
        }
        let events = events::so_far();
        match clients.sent(address, &exchange).await {
            Err(failure) => describe(&mut report, &exchange, &failure),
            Ok(arrived) => {
                let actual = without_what_servers_add(&arrived);
                if actual != expected {
                    describe(&mut report, &exchange, &difference(&actual, &expected));
                }
                seen.push(arrived);
            }
        }
        let events = events::so_far() - events;
        if events != 1 {
            describe(&mut report, &exchange, &format!("{events} log events"));
        }
    }
    for (row, used) in rows.iter().zip(used) {
        if !used {
            let _ = writeln!(report, "no case shows any more that {}", row.why);
        }
    }
    report.push_str(&found(Suite::Errors(framework.name), seen).await);
    report
}

/// One client for each version of HTTP.
struct Clients {
    http1: Client<HttpConnector, Empty<Bytes>>,
    http2: Client<HttpConnector, Empty<Bytes>>,
}

impl Clients {
    fn new() -> Self {
        let builder = || Client::builder(TokioExecutor::new());
        Self {
            http1: builder().build_http(),
            http2: builder().http2_only(true).build_http(),
        }
    }

    /// Returns the received response.
    async fn sent(
        &self,
        address: SocketAddr,
        exchange: &Exchange,
    ) -> Result<oracles::Exchange, String> {
        let mut request = Request::builder()
            .method(&exchange.method)
            .uri(format!("http://{address}{}", exchange.path));
        if let Some(accept) = exchange.accept {
            request = request.header(ACCEPT, accept);
        }
        let request = request
            .body(Bytes::new())
            .map_err(|error| error.to_string())?;
        let sent = request.clone().map(|_| Empty::new());
        let client = if exchange.http2 {
            &self.http2
        } else {
            &self.http1
        };
        let received = async {
            let response = client
                .request(sent)
                .await
                .map_err(|error| format!("{error:?}"))?;
            let (parts, body) = response.into_parts();
            let body = body.collect().await.ok();
            Ok::<_, String>((parts, body.map(Collected::to_bytes)))
        };
        let received = tokio::time::timeout(Duration::from_secs(20), received).await;
        let (parts, body) = received.map_err(|_late| "no response in time".to_owned())??;
        Ok(oracles::Exchange {
            case: exchange.case.to_owned(),
            request,
            is_whole: body.is_some(),
            response: http::Response::from_parts(parts, body.unwrap_or_default()),
        })
    }
}

fn without_what_servers_add(arrived: &oracles::Exchange) -> Expected {
    let response = &arrived.response;
    let mut headers = response.headers().clone();
    for added in [CONNECTION, DATE, SERVER, TRANSFER_ENCODING] {
        headers.remove(added);
    }
    if headers
        .get(CONTENT_LENGTH)
        .is_some_and(|length| length == "0")
    {
        headers.remove(CONTENT_LENGTH);
    }
    Expected {
        status: response.status(),
        headers,
        body: arrived.is_whole.then(|| response.body().clone()),
    }
}

fn describe(report: &mut String, exchange: &Exchange, text: &str) {
    let version = if exchange.http2 { "HTTP/2" } else { "HTTP/1.1" };
    let Exchange {
        case,
        path,
        method,
        accept,
        ..
    } = exchange;
    let accept = accept.unwrap_or("nothing");
    let _ = writeln!(
        report,
        "{method} {path} {version}, accepts {accept} ({case}): {text}"
    );
}

fn difference(actual: &Expected, expected: &Expected) -> String {
    let mut text = String::new();
    if actual.status != expected.status {
        let _ = write!(text, "\n  {} instead of {}", actual.status, expected.status);
    }
    for name in expected.headers.keys().chain(actual.headers.keys()) {
        let values = |side: &Expected| -> Vec<HeaderValue> {
            side.headers.get_all(name).iter().cloned().collect()
        };
        let (is, should) = (values(actual), values(expected));
        if is != should {
            let _ = write!(text, "\n  {name}: {is:?} instead of {should:?}");
        }
    }
    if actual.body != expected.body {
        let short = |body: &Option<Bytes>| match body {
            Some(body) => String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned(),
            None => "a broken stream".to_owned(),
        };
        let (is, should) = (short(&actual.body), short(&expected.body));
        let _ = write!(text, "\n  {is:?} instead of {should:?}");
    }
    text
}
