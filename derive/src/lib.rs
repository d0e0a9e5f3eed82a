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
mod table;
mod template;
#[cfg(test)]
mod tests;
mod tokens;
mod ty;

use errors::Errors;
use item::Item;

/// This derive and all that it needs are in `catchall`.
#[proc_macro_derive(HttpError, attributes(http))]
pub fn derive_http_error(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into()).into()
}

/// parse -> model -> check -> expand, and where there is a mistake, all
/// messages with an impl that keeps the rest of the program from failing too.
fn derive(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let input = match Item::parse(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    let container = parse::container(&input, &mut errors);
    if let Some(container) = &container {
        check::container(container, &mut errors);
    }
    // They are in the output beside other mistakes too.
    let questions = container.as_ref().map(leak::questions);
    let mut output = match (errors.finish(), container) {
        (None, Some(container)) => expand::container(&container),
        (messages, _) => {
            let messages = messages.unwrap_or_default();
            expand::fallback(&input, &parse::options(&input), &messages)
        }
    };
    output.extend(questions);
    output
}
