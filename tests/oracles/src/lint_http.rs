//! The rules of `lint-http-rules`.

use std::fmt::Write as _;
use std::net::Ipv4Addr;

use bytes::Bytes;
use http::{Request, Version};
use lint_http_rules::config::Config;
use lint_http_rules::engine::PreparedEngine;
use lint_http_rules::http_transaction::{HttpTransaction, ResponseInfo};
use lint_http_rules::lint::{Party, Severity};
use lint_http_rules::rules;
use lint_http_rules::state::{ClientIdentifier, StateStore};

use crate::{Exchange, Finding};

/// Returns all rules, enabled as in their documentation.
fn engine() -> PreparedEngine {
    let mut config = String::new();
    for rule in rules::all_rules() {
        let _ = writeln!(config, "[rules.{}]\n{}", rule.id(), rule.config_example());
    }
    let mut config: Config = toml::from_str(&config).expect("the examples are valid");
    // A type that RFC 9457 registers, but the example lacks.
    let types = config.rules.get_mut("content_type_registered");
    let types = types.and_then(|rule| rule.get_mut("allowed"));
    let types = types.and_then(toml::Value::as_array_mut);
    types
        .expect("it is a list")
        .push("application/problem+xml".into());
    PreparedEngine::new(&config).expect("the examples are valid")
}

/// Returns what the rules find in the responses, in order: some rules compare a
/// response with previous ones.
pub(crate) fn findings(exchanges: &[Exchange]) -> Vec<Finding> {
    let engine = engine();
    let seen = StateStore::new(3600, 4);
    let mut findings = Vec::new();
    for (at, exchange) in exchanges.iter().enumerate() {
        let transaction = transaction(exchange);
        for found in engine.lint_transaction(&transaction, &seen) {
            // The client is a test.
            let is_of_server = matches!(found.party, Some(Party::Server) | None);
            if found.severity > Severity::Info && is_of_server {
                findings.push(Finding {
                    at,
                    name: format!("lint-http {}", found.violation),
                    text: found.message,
                });
            }
        }
        seen.record_transaction(&transaction);
    }
    findings
}

fn transaction(exchange: &Exchange) -> HttpTransaction {
    let Exchange {
        request,
        response,
        is_whole,
        ..
    } = exchange;
    let client = ClientIdentifier::new(Ipv4Addr::LOCALHOST.into(), "test".to_owned());
    let method = request.method().to_string();
    let mut transaction = HttpTransaction::new(client, method, request.uri().to_string());
    version(response.version()).clone_into(&mut transaction.request.version);
    transaction.request.headers = headers(request);
    let body = response.body();
    transaction.response = Some(ResponseInfo {
        status: response.status().as_u16(),
        version: version(response.version()).to_owned(),
        headers: response.headers().clone(),
        body_length: u64::try_from(body.len()).ok(),
        body_interrupted: !is_whole,
        trailers: None,
    });
    transaction.response_body = Some(body.clone());
    transaction
}

/// Adds the `Host` that the client adds.
fn headers(request: &Request<Bytes>) -> http::HeaderMap {
    let mut headers = request.headers().clone();
    if let Some(authority) = request.uri().authority()
        && let Ok(host) = authority.as_str().parse()
    {
        headers.entry(http::header::HOST).or_insert(host);
    }
    headers
}

fn version(version: Version) -> &'static str {
    if version == Version::HTTP_2 {
        "HTTP/2.0"
    } else {
        "HTTP/1.1"
    }
}
