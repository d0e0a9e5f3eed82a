//! A policy for tower's retry layer: sends a request again if it may succeed later.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderName, Request, Response};
use tower::retry::Policy;
use tower::retry::backoff::{Backoff, ExponentialBackoff, ExponentialBackoffMaker, MakeBackoff};
use tower::retry::budget::{Budget, TpsBudget};
use tower::util::rng::HasherRng;

use crate::client::ResponseError;
use crate::client::reader::FromRetryAfter;
use crate::http_error::HttpError;
use crate::problem::Problem;
use crate::status;

/// The header by which a client declares that a request may be sent twice: an IETF
/// draft, `draft-ietf-httpapi-idempotency-key-header`.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A policy for tower's [retry layer](https://docs.rs/tower/0.5/tower/retry/index.html): a
/// request that may succeed later is sent again.
///
/// - **What**: a response with an error status that has a `Retry-After`, or with one of 408,
///   425, 429, 502, 503 and 504; or an error whose type declares it
///   [retryable](HttpError::is_retryable).
/// - **Which requests**: those of an idempotent method (RFC 9110 §9.2.2), and those with an
///   `Idempotency-Key`. See [`with_any_method`](Self::with_any_method).
/// - **When**: after `Retry-After`, and a delay that doubles with each attempt and is partly
///   random. A `Retry-After` of more than 30 s ends the attempts, because an earlier attempt
///   would be useless.
/// - **How often**: 3 attempts, including the first. All clones of a policy share a budget: if
///   a server fails for all requests, at most a fifth of them, plus 10 per second, are sent
///   again.
///
/// The body of a request must implement `Clone`.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use std::convert::Infallible;
///
/// use catchall::retry::RetryPolicy;
/// use http::{Request, Response};
/// use tower::retry::RetryLayer;
/// use tower::{Layer, Service, service_fn};
///
/// async fn send(request: Request<String>) -> Result<Response<String>, Infallible> {
///     // Sent by any HTTP client.
/// #   Ok(Response::new(request.into_body()))
/// }
///
/// let client = RetryLayer::new(RetryPolicy::of_responses()).layer(service_fn(send));
/// # fn is_service<S: Service<Request<String>>>(_: S) {}
/// # is_service(client);
/// ```
pub struct RetryPolicy<A> {
    advise: A,
    /// The attempts that are left, for the clone that a request has.
    attempts: u32,
    longest_wait: Duration,
    has_any_method: bool,
    delays: (Duration, Duration),
    backoff: ExponentialBackoff,
    budget: Arc<dyn Budget + Send + Sync>,
}

/// What to do about a failed attempt: try again, possibly after a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAdvice {
    wait: Option<Duration>,
}

impl RetryAdvice {
    /// Another attempt is worth it.
    pub const AGAIN: Self = Self { wait: None };

    /// Returns the advice that another attempt is worth it after this time, but not earlier.
    #[must_use]
    pub const fn after(wait: Duration) -> Self {
        Self { wait: Some(wait) }
    }

    /// Returns the advice for a response, by its `Retry-After` or its status. `None` if
    /// another attempt is useless.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use std::time::Duration;
    ///
    /// use catchall::retry::RetryAdvice;
    /// use http::Response;
    ///
    /// # fn main() -> Result<(), http::Error> {
    /// let response = Response::builder().status(503).header("retry-after", "5").body(())?;
    /// let advice = RetryAdvice::of_response(&response);
    /// assert_eq!(advice, Some(RetryAdvice::after(Duration::from_secs(5))));
    ///
    /// let response = Response::builder().status(404).body(())?;
    /// assert_eq!(RetryAdvice::of_response(&response), None);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn of_response<B>(response: &Response<B>) -> Option<Self> {
        let status = response.status().as_u16();
        let header = response.headers().get(RETRY_AFTER);
        let is_retryable = header.is_some() || status::is_temporary(status);
        (is_retryable && status::is_error(status)).then(|| Self {
            wait: FromRetryAfter::from_header(header),
        })
    }

    /// Returns the advice for an error. `None` if another attempt is useless.
    #[must_use]
    pub fn of_error(error: &impl Retryable) -> Option<Self> {
        error.is_retryable().then(|| Self {
            wait: error.retry_after(),
        })
    }
}

/// An error that knows whether another attempt is worth it. Implemented for
/// every [`HttpError`], [`Problem`] and [`ResponseError`].
pub trait Retryable {
    /// Returns whether the same request may succeed later.
    fn is_retryable(&self) -> bool;

    /// Returns when to try again.
    fn retry_after(&self) -> Option<Duration>;
}

impl<E: HttpError> Retryable for E {
    fn is_retryable(&self) -> bool {
        HttpError::is_retryable(self)
    }

    fn retry_after(&self) -> Option<Duration> {
        HttpError::retry_after(self)
    }
}

impl Retryable for Problem {
    fn is_retryable(&self) -> bool {
        self.is_retryable()
    }

    fn retry_after(&self) -> Option<Duration> {
        self.retry_after()
    }
}

/// A response that is not a problem is judged by its status and its `Retry-After`.
impl<E: Retryable> Retryable for ResponseError<E> {
    fn is_retryable(&self) -> bool {
        match self {
            Self::Typed(error) => error.is_retryable(),
            Self::Problem(problem) => problem.is_retryable(),
            Self::Foreign(response) => {
                let status = response.status().as_u16();
                let has_header = response.headers().contains_key(RETRY_AFTER);
                status::is_error(status) && (has_header || status::is_temporary(status))
            }
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Typed(error) => error.retry_after(),
            Self::Problem(problem) => problem.retry_after(),
            Self::Foreign(response) => {
                FromRetryAfter::from_header(response.headers().get(RETRY_AFTER))
            }
        }
    }
}

/// What a [`RetryPolicy`] relies on.
pub trait Advise<Res, E> {
    /// Returns what to do about the outcome of an attempt. `None` if it is final.
    fn advise(&self, outcome: &Result<Res, E>) -> Option<RetryAdvice>;
}

/// Relies on the responses of a service.
#[derive(Clone, Copy, Debug)]
pub struct OfResponses;

impl<B, E> Advise<Response<B>, E> for OfResponses {
    fn advise(&self, outcome: &Result<Response<B>, E>) -> Option<RetryAdvice> {
        RetryAdvice::of_response(outcome.as_ref().ok()?)
    }
}

/// Relies on the errors of a service.
#[derive(Clone, Copy, Debug)]
pub struct OfErrors;

impl<Res, E: Retryable> Advise<Res, E> for OfErrors {
    fn advise(&self, outcome: &Result<Res, E>) -> Option<RetryAdvice> {
        RetryAdvice::of_error(outcome.as_ref().err()?)
    }
}

impl<Res, E, F> Advise<Res, E> for F
where
    F: Fn(&Result<Res, E>) -> Option<RetryAdvice>,
{
    fn advise(&self, outcome: &Result<Res, E>) -> Option<RetryAdvice> {
        self(outcome)
    }
}

impl RetryPolicy<OfResponses> {
    /// Creates a policy for a service whose responses are those of the server. An error of
    /// the client, such as a refused connection, is final: see [`by`](RetryPolicy::by).
    ///
    /// Only the status and `Retry-After` count. The key `retryable` on an error is not
    /// part of its response: use [`of_errors`](RetryPolicy::of_errors).
    #[must_use]
    pub fn of_responses() -> Self {
        Self::with(OfResponses)
    }
}

impl RetryPolicy<OfErrors> {
    /// Creates a policy for a service whose errors are those of the server, as
    /// [`read_response`](crate::FromProblem::read_response) returns them: an error whose
    /// type is `retryable` is sent again, whatever its status is.
    #[must_use]
    pub fn of_errors() -> Self {
        Self::with(OfErrors)
    }
}

impl<A> RetryPolicy<A> {
    /// Creates a policy for any service, with a function that decides what to do about
    /// the outcome of an attempt.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use std::io::Error;
    ///
    /// use catchall::retry::{RetryAdvice, RetryPolicy};
    /// use http::Response;
    ///
    /// let policy = RetryPolicy::by(|outcome: &Result<Response<String>, Error>| match outcome {
    ///     Ok(response) => RetryAdvice::of_response(response),
    ///     // The server was not reached.
    ///     Err(_) => Some(RetryAdvice::AGAIN),
    /// });
    /// ```
    #[must_use]
    pub fn by<Res, E>(advise: A) -> Self
    where
        A: Fn(&Result<Res, E>) -> Option<RetryAdvice>,
    {
        Self::with(advise)
    }

    fn with(advise: A) -> Self {
        let delays = (Duration::from_millis(50), Duration::from_secs(10));
        Self {
            advise,
            attempts: 3,
            longest_wait: Duration::from_secs(30),
            has_any_method: false,
            delays,
            backoff: backoff(delays),
            budget: Arc::new(TpsBudget::default()),
        }
    }

    /// Sets the maximum number of attempts, including the first.
    #[must_use]
    pub fn with_attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// Sets the longest `Retry-After` to wait for. A longer one ends the attempts.
    #[must_use]
    pub fn with_longest_wait(self, longest_wait: Duration) -> Self {
        Self {
            longest_wait,
            ..self
        }
    }

    /// Sets the delay before the second attempt, and the maximum delay. The delay doubles
    /// with each attempt, and up to as much again is added at random.
    #[must_use]
    pub fn with_delays(self, first: Duration, longest: Duration) -> Self {
        let longest = longest.max(Duration::from_millis(1));
        let delays = (first.min(longest), longest);
        Self {
            delays,
            backoff: backoff(delays),
            ..self
        }
    }

    /// Sets a tower budget, which all clones share. A final outcome is a deposit, and each
    /// further attempt a withdrawal.
    #[must_use]
    pub fn with_budget(self, budget: impl Budget + Send + Sync + 'static) -> Self {
        Self {
            budget: Arc::new(budget),
            ..self
        }
    }

    /// Also retries methods that are not idempotent, such as POST. If a response is lost,
    /// the server may do twice what was requested once (RFC 9110 §9.2.2).
    #[must_use]
    pub fn with_any_method(self) -> Self {
        Self {
            has_any_method: true,
            ..self
        }
    }
}

/// Each backoff has its own random numbers: clones would have the same ones.
fn backoff((first, longest): (Duration, Duration)) -> ExponentialBackoff {
    let maker = ExponentialBackoffMaker::new(first, longest, 0.99, HasherRng::new());
    // The delays are valid.
    maker.unwrap_or_default().make_backoff()
}

/// Clones have their own delays, and share the budget.
impl<A: Clone> Clone for RetryPolicy<A> {
    fn clone(&self) -> Self {
        Self {
            advise: self.advise.clone(),
            backoff: backoff(self.delays),
            budget: Arc::clone(&self.budget),
            ..*self
        }
    }
}

impl<A> fmt::Debug for RetryPolicy<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy")
            .field("attempts", &self.attempts)
            .field("longest_wait", &self.longest_wait)
            .finish_non_exhaustive()
    }
}

impl<B, Res, E, A> Policy<Request<B>, Res, E> for RetryPolicy<A>
where
    B: Clone,
    A: Advise<Res, E>,
{
    type Future = Pin<Box<dyn Future<Output = ()> + Send>>;

    fn retry(
        &mut self,
        _request: &mut Request<B>,
        outcome: &mut Result<Res, E>,
    ) -> Option<Self::Future> {
        let Some(advice) = self.advise.advise(outcome) else {
            self.budget.deposit();
            return None;
        };
        let wait = advice.wait.unwrap_or_default();
        self.attempts = self.attempts.saturating_sub(1);
        if self.attempts == 0 || wait > self.longest_wait || !self.budget.withdraw() {
            return None;
        }
        let delayed = self.backoff.next_backoff().deadline();
        Some(Box::pin(tokio::time::sleep_until(delayed + wait)))
    }

    fn clone_request(&mut self, request: &Request<B>) -> Option<Request<B>> {
        let is_repeatable = self.has_any_method
            || request.method().is_idempotent()
            || request.headers().contains_key(IDEMPOTENCY_KEY);
        (is_repeatable && self.attempts > 1).then(|| request.clone())
    }
}
