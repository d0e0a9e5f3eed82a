//! What independent checkers find in the responses of a server: two HTTP linters,
//! which know the rules of the RFCs, and the schemas of RFC 9457.
//!
//! A test suite collects its [`Exchange`]s and calls [`check`]. A finding that is
//! correct has a row in `explained.rs`.

mod explained;
mod httplint;
mod lint_http;
mod schema;
mod xmllint;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bytes::Bytes;
use http::{Request, Response};

use self::explained::EXPLAINED;

/// A request to a server, and its response as it arrived.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The case of the response.
    pub case: String,
    /// The request, with the address of the server in its URI.
    pub request: Request<Bytes>,
    /// The response, with the HTTP version in which it was received.
    pub response: Response<Bytes>,
    /// Whether the body was received completely.
    pub is_whole: bool,
}

/// A fault in a response, according to one oracle.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// The number of the exchange.
    pub(crate) at: usize,
    /// The oracle, and its name for the finding.
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The source of the exchanges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// The list of errors, with a framework.
    Errors(&'static str),
    /// The list of errors inside a boundary, with a framework.
    ErrorsInside(&'static str),
    /// What a boundary promises, with a framework.
    Boundary(&'static str),
    /// The shop example.
    Shop,
}

/// Checks the exchanges of a suite with all oracles. Returns the findings without an
/// explanation, and the explanations that are no longer needed; an empty text if there
/// are none.
///
/// The HTTP/1.1 requests are sent again, for the oracle that reads the bytes of the
/// connection: the server must still be running.
#[must_use]
pub fn check(suite: Suite, exchanges: &[Exchange]) -> String {
    let mut findings = lint_http::findings(exchanges);
    findings.extend(schema::findings(exchanges));
    let has_httplint = match httplint::findings(exchanges) {
        Some(found) => {
            findings.extend(found);
            true
        }
        None => false,
    };
    let rows = EXPLAINED.iter().filter(|row| (row.suites)(suite));
    let mut rows: Vec<_> = rows.map(|row| (row, false)).collect();
    // One line for all findings with the same name: how many there are, and the first one.
    let mut unexplained: BTreeMap<&str, (usize, &Finding)> = BTreeMap::new();
    for finding in &findings {
        let exchange = &exchanges[finding.at];
        let row = rows
            .iter_mut()
            .find(|(row, _)| row.finding == finding.name && (row.applies)(exchange));
        if let Some((_, is_used)) = row {
            *is_used = true;
        } else {
            let (count, _) = unexplained.entry(&finding.name).or_insert((0, finding));
            *count += 1;
        }
    }
    let mut report = String::new();
    for (name, (count, finding)) in unexplained {
        let Exchange {
            case,
            request,
            response,
            ..
        } = &exchanges[finding.at];
        let (method, path) = (request.method(), request.uri().path());
        let (version, status) = (response.version(), response.status());
        let headers = (request.headers(), response.headers());
        let _ = writeln!(
            report,
            "{name}, {count} times, as in {method} {path} {version:?} ({case}): {status}: {}\n  {headers:?}",
            finding.text
        );
    }
    for (row, is_used) in rows {
        if !is_used && (has_httplint || !row.finding.starts_with("httplint ")) {
            let _ = writeln!(
                report,
                "nothing is found any more as {}: {}",
                row.finding, row.why
            );
        }
    }
    report
}
