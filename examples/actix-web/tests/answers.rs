//! The example answers as it should.

#[test]
fn it_answers() {
    examples_harness::ask(env!("CARGO_BIN_EXE_hello-actix-web"));
}
