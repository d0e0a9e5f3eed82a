//! What is known of the request while its error becomes a response.

/// The request that an error answers.
///
/// A [`Format`](crate::Format) and a `finish` function are handed an
/// `Option` of it. It is `None` wherever an error is converted outside of a
/// middleware that knows the request.
#[derive(Debug)]
#[non_exhaustive]
pub struct RequestContext {}
