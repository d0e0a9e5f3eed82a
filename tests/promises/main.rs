//! The promises of catchall for every error: nothing leaks, nothing is lost,
//! nothing panics, and the status in the body is that of the response.

#[path = "../support/mod.rs"]
mod support;
#[path = "../support/status_change.rs"]
mod ways;

mod escaping;
mod expose_beside_delegation;
mod finish_order;
mod mask_edges;
mod member_values;
mod no_leak;
mod no_leak_delegation;
mod no_panic;
mod nothing_lost;
mod one_road;
mod panics_caught;
mod private_context;
mod status;
mod status_change;
mod who_decides;
