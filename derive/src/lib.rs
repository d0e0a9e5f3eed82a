//! The derive of [`catchall`](https://docs.rs/catchall). Depend on `catchall`,
//! which documents every key and re-exports it.

mod attr;
mod case;
mod check;
mod display;
mod errors;
mod expand;
#[cfg(test)]
mod expansion_tests;
#[allow(dead_code, reason = "the runtime uses the rest")]
mod facts;
mod grammar;
mod header;
mod item;
mod json;
mod keys;
mod leak;
mod model;
mod parse;
mod read;
mod record;
mod status;
mod syntax;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod tokens;
mod ty;

use errors::Errors;
use item::Item;

/// Derives `catchall::HttpError`. This derive and everything that it needs are in `catchall`.
#[proc_macro_derive(HttpError, attributes(http))]
pub fn derive_http_error(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into()).into()
}

/// parse -> model -> check -> expand. If there are mistakes, returns all
/// messages, with impls that keep the rest of the program from failing too.
fn derive(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let input = match Item::parse(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    let Some(mut container) = parse::container(&input, &mut errors) else {
        return errors.finish().unwrap_or_default();
    };
    check::container(&container, &mut errors);
    let messages = errors.finish();
    if let Some(messages) = &messages
        && container.is_unsized()
    {
        // None of our traits can be implemented for a type without a known size.
        return messages.clone();
    }
    if messages.is_some() {
        container.options.settle(&container.generics);
    }
    // What could be read is expanded next to the messages: imports are used,
    // other mistakes are found, and an editor can complete in it.
    let mut output = messages.unwrap_or_default();
    output.extend(expand::container(&container));
    output.extend(leak::questions(&container));
    output
}
