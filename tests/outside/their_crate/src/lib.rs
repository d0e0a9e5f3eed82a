//! A framework that catchall does not know. It has a response, a trait for
//! types that become one, a server, and the macro that `#[http(via = ...)]`
//! calls.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpListener;

/// What the framework sends.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The names and values.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What a handler can return.
pub trait IntoReply {
    /// Converts it into a reply.
    fn into_reply(self) -> Reply;
}

impl IntoReply for &str {
    fn into_reply(self) -> Reply {
        Reply {
            status: 200,
            headers: Vec::new(),
            body: self.into(),
        }
    }
}

impl<T: IntoReply, E: IntoReply> IntoReply for Result<T, E> {
    fn into_reply(self) -> Reply {
        match self {
            Ok(value) => value.into_reply(),
            Err(error) => error.into_reply(),
        }
    }
}

/// Implements [`IntoReply`] for an error that derives `catchall::HttpError`:
/// `#[http(via = ::their_crate::impl_http_error)]`.
#[macro_export]
macro_rules! impl_http_error {
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*] $($later:tt)*) => {
        impl<$($generics)*> $crate::IntoReply for $ty
        where
            $($bounds)*
        {
            fn into_reply(self) -> $crate::Reply {
                $crate::__private::reply($crate::__private::Response::from(self))
            }
        }
    };
}

/// For [`impl_http_error`], so that its users need no further dependency.
#[doc(hidden)]
pub mod __private {
    pub use catchall::Response;

    use crate::Reply;

    #[must_use]
    pub fn reply(response: Response) -> Reply {
        let (parts, body) = response.into_parts();
        let headers = parts.headers.iter();
        Reply {
            status: parts.status.as_u16(),
            headers: headers
                .map(|(name, value)| (name.to_string(), value.as_bytes().to_owned()))
                .collect(),
            body: body.into(),
        }
    }
}

/// Answers one request, whose path is passed to the handler.
///
/// # Errors
///
/// Returns an error if the connection fails.
pub fn serve_one<R: IntoReply>(
    listener: &TcpListener,
    handler: impl FnOnce(&str) -> R,
) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut lines = BufReader::new(&stream).lines();
    let request = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    while !lines
        .next()
        .unwrap_or_else(|| Ok(String::new()))?
        .is_empty()
    {}
    let path = request.split(' ').nth(1).unwrap_or_default();
    let reply = handler(path).into_reply();
    write!(stream, "HTTP/1.1 {} \r\n", reply.status)?;
    for (name, value) in &reply.headers {
        write!(stream, "{name}: ")?;
        stream.write_all(value)?;
        stream.write_all(b"\r\n")?;
    }
    let length = reply.body.len();
    write!(
        stream,
        "content-length: {length}\r\nconnection: close\r\n\r\n"
    )?;
    stream.write_all(&reply.body)
}
