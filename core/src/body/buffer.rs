//! The buffer that a body is written into.

use std::cell::Cell;
use std::io;
use std::thread::LocalKey;

use bytes::Bytes;

thread_local! {
    /// A body is written here and then copied to an allocation of exactly its
    /// length: one allocation per response, however often the buffer had to
    /// grow.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    /// The buffer for what is written at the same time as a body and becomes part of it.
    static PART: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The capacity that a thread keeps between two responses.
const KEPT: usize = 16 * 1024;

/// A part that is longer than this decides how the buffer grows.
const LONG: usize = 1024;

/// Returns the bytes with exactly their length. A box is used as it is, whereas a
/// `Vec` would first be checked for spare capacity. A buffer that the thread does not
/// keep is moved, which saves a copy of a large body.
#[inline]
pub(crate) fn exactly(out: &mut Vec<u8>) -> Bytes {
    if out.capacity() > KEPT {
        Bytes::from(std::mem::take(out))
    } else {
        Bytes::from(Box::<[u8]>::from(&**out))
    }
}

/// Appends to a body. A part that is longer than everything before it gets a buffer
/// that fits, so that a body of a megabyte is allocated once.
#[inline]
pub(crate) fn append(out: &mut Vec<u8>, bytes: &[u8]) {
    reserve(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// Reserves space for a part of this length, which may come in pieces.
#[inline]
pub(crate) fn reserve(out: &mut Vec<u8>, part: usize) {
    if part > LONG {
        grow(out, part);
    }
}

/// Reserves space for a long part.
#[cold]
fn grow(out: &mut Vec<u8>, part: usize) {
    // Otherwise the buffer grows as usual, so that many long parts are not copied again
    // and again.
    if part < out.len() || part <= out.capacity() - out.len() {
        return;
    }
    let length = out.len() + part;
    // What follows is short, or is the longest part itself.
    let wanted = length + length / 32;
    if wanted <= KEPT || out.capacity() > KEPT {
        out.reserve_exact(wanted - out.len());
        return;
    }
    // The buffer is moved: the thread keeps the one that it has.
    let mut large = Vec::with_capacity(wanted);
    large.extend_from_slice(out);
    let kept = std::mem::replace(out, large);
    let _ = SCRATCH.try_with(|scratch| scratch.set(kept));
}

/// A writer that appends to the buffer.
pub(crate) struct Appending<'a>(pub(crate) &'a mut Vec<u8>);

impl io::Write for Appending<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        append(self.0, bytes);
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        append(self.0, bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Lends the thread's buffer. An error that is converted while another one is
/// being written gets an empty buffer.
pub(crate) fn scratch<T>(write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    lend(&SCRATCH, write)
}

/// Lends the buffer for a body and the buffer for a part of it.
pub(crate) fn scratch_pair<T>(write: impl FnOnce(&mut Vec<u8>, &mut Vec<u8>) -> T) -> T {
    lend(&SCRATCH, |body| lend(&PART, |part| write(body, part)))
}

#[inline]
fn lend<T>(kept: &'static LocalKey<Cell<Vec<u8>>>, write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    let mut buffer = kept.try_with(Cell::take).unwrap_or_default();
    buffer.clear();
    let result = write(&mut buffer);
    if (1..=KEPT).contains(&buffer.capacity()) {
        // A thread that is shutting down keeps nothing.
        let _ = kept.try_with(|kept| kept.set(buffer));
    }
    result
}
