//! The methods of the trait do not conflict with the user's methods.

use catchall::HttpError;

trait Named {
    fn type_name(&self) -> &'static str;
}

impl<E: std::error::Error> Named for E {
    fn type_name(&self) -> &'static str {
        "the user's"
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[http(404)]
struct AppError;

#[test]
fn a_method_of_another_trait_may_be_called_type_name() {
    assert_eq!(AppError.type_name(), "the user's");
    assert_eq!(AppError.status(), 404);
}
