//! The effect of each key, wherever the key is allowed.

#[path = "../asserts/mod.rs"]
mod asserts;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/status_change.rs"]
mod ways;

mod case;
mod catalog;
mod code;
mod delegation;
mod delegation_cost;
mod detail;
mod finish;
mod format;
mod generics;
mod grpc;
mod grpc_expression;
mod headers;
mod interop;
mod json_shape_message;
mod level;
mod many_members;
mod members;
mod on;
mod optional_parts;
mod precedence;
mod proof;
mod runs_once;
mod shared_code;
mod shared_codes;
mod status;
mod structs;
mod type_title;
mod unmapped;
mod unmapped_long_form;
mod users_methods;
mod values;
mod visibility;
