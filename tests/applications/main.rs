//! The errors of real applications, derived: the response of each, without anything
//! internal.

#[path = "../support/subscriber.rs"]
mod subscriber;
mod support;

mod blog;
mod chat;
mod docs_site;
mod empty_bodies;
mod federation;
mod generic_challenge;
mod masked_delegation;
mod numbered_codes;
mod optional_headers;
mod outer_overrides_inner;
mod package_registry;
mod recursive_status;
mod search_engine;
mod social_network;
mod sync_server;
mod text_generation;
mod time_series_database;
mod two_protocols;
mod vector_database;
mod xml_body;
