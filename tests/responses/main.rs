//! `Problem`, and the responses of errors: bodies, headers, formats.

#[path = "../support/mod.rs"]
mod support;
#[path = "../oracles/src/xmllint.rs"]
mod xmllint;

mod application_needs;
mod axum_0_8;
mod by_hand;
mod chain_context;
mod field_errors;
mod format_by_status;
mod headers;
mod hostile_requests;
mod html_page;
mod negotiation;
mod other_formats;
mod problem;
mod problem_xml;
mod rate_limit;
mod request_context;
mod rfc9457;
mod sent_headers;
