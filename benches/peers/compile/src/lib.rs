//! Empty: this package only builds what the generated crates depend on.
