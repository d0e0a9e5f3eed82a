//! `shop-client [ADDRESS]`: sends requests that fail to the shop, and prints what is
//! wrong with each.

use std::env;
use std::error::Error;
use std::io::{self, Write};

use shop_client::Client;

fn main() -> Result<(), Box<dyn Error>> {
    let base = env::args().nth(1);
    let guest = Client::new(base.as_deref().unwrap_or("http://127.0.0.1:3000"));
    let alice = guest.clone().with_token("alice");
    let mistakes = [
        ("a user who does not exist", guest.user(99).err()),
        (
            "a card that is declined",
            alice.pay(1, "4000000000009995").err(),
        ),
        (
            "an order that is paid",
            alice.pay(2, "4242424242424242").err(),
        ),
        (
            "a provider that is busy",
            alice.pay(1, "4000000000000429").err(),
        ),
    ];
    for (mistake, error) in mistakes {
        let Some(error) = error else {
            writeln!(io::stdout(), "{mistake}: no error")?;
            continue;
        };
        let later = if error.is_retryable() {
            " Try again later."
        } else {
            ""
        };
        writeln!(io::stdout(), "{mistake}: {}{later}", error.explain())?;
    }
    Ok(())
}
