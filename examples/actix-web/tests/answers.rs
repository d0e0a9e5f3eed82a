//! The responses of the example.

#[test]
fn it_answers() {
    examples_harness::ask(env!("CARGO_BIN_EXE_hello-actix-web"));
}
