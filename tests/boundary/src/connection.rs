//! A connection to a server, byte by byte.

use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

/// A connection, which may have many requests.
#[derive(Debug)]
pub struct Connection {
    stream: BufReader<TcpStream>,
}

/// A response.
#[derive(Debug)]
pub struct Received {
    /// Its status.
    pub status: u16,
    /// The status line and the headers.
    pub head: String,
    /// Its body.
    pub body: Vec<u8>,
}

impl Received {
    /// Returns a header, empty if it is not present.
    ///
    /// # Panics
    ///
    /// Panics if it occurs twice.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let mut found = self
            .headers()
            .filter(|(this, _)| this.eq_ignore_ascii_case(name));
        let first = found.next().map_or("", |(_, value)| value);
        assert_eq!(found.next(), None, "{name} twice");
        first
    }

    /// Returns the headers.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.head.lines().skip(1);
        lines.filter_map(|line| line.split_once(": "))
    }
}

impl Connection {
    /// Connects.
    ///
    /// # Panics
    ///
    /// Panics if nothing listens.
    #[must_use]
    pub fn to(place: SocketAddr) -> Self {
        let stream = TcpStream::connect(place).expect("the server listens");
        let timeout = Some(Duration::from_secs(20));
        stream.set_nodelay(true).expect("a socket can do that");
        stream
            .set_read_timeout(timeout)
            .expect("a socket can do that");
        stream
            .set_write_timeout(timeout)
            .expect("a socket can do that");
        let stream = BufReader::new(stream);
        Self { stream }
    }

    /// Sends bytes.
    ///
    /// # Errors
    ///
    /// Returns an error if the server has closed the connection.
    pub fn try_send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.get_mut().write_all(bytes)
    }

    /// Sends bytes.
    ///
    /// # Panics
    ///
    /// Panics if the server has closed the connection.
    pub fn send(&mut self, bytes: &[u8]) {
        self.try_send(bytes).expect("the connection is open");
    }

    /// Closes both directions.
    ///
    /// # Panics
    ///
    /// Panics if the server has closed the connection.
    pub fn leave(&mut self) {
        let left = self.stream.get_ref().shutdown(Shutdown::Both);
        left.expect("the connection is open");
    }

    /// Reads one response, and no byte of the next one.
    ///
    /// # Panics
    ///
    /// Panics if there is none.
    pub fn read(&mut self, has_body: bool) -> Received {
        self.try_read(has_body).expect("the connection is open")
    }

    /// Reads one response, and no byte of the next one.
    ///
    /// # Errors
    ///
    /// Returns an error if the server has closed the connection, or if it is not a response.
    pub fn try_read(&mut self, has_body: bool) -> Result<Received> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                let text = format!("the connection was lost after {head:?}");
                return Err(std::io::Error::other(text));
            }
        }
        let status = head
            .strip_prefix("HTTP/1.1 ")
            .and_then(|rest| rest.get(..3));
        let Some(status) = status.and_then(|status| status.parse().ok()) else {
            return Err(std::io::Error::other(format!("no response: {head:?}")));
        };
        let mut received = Received {
            status,
            head,
            body: Vec::new(),
        };
        if has_body && status >= 200 && status != 304 {
            let length = received.header("content-length").parse();
            let length = length.map_err(std::io::Error::other)?;
            received.body.resize(length, 0);
            self.stream.read_exact(&mut received.body)?;
        }
        Ok(received)
    }
}
