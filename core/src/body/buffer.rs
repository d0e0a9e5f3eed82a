//! The buffer that a body is written into.

use std::cell::Cell;
use std::thread::LocalKey;

use bytes::Bytes;

thread_local! {
    /// A body is written here and then copied to where it has exactly its
    /// length: one allocation per response, however often it had to grow.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    /// The same for what is written at the same time as a body, to become a part of it.
    static PART: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What a thread keeps between two responses.
const KEPT: usize = 16 * 1024;

/// The bytes at exactly their length. A box is taken as it is; of a `Vec` it would be
/// asked first whether it has room to spare. A buffer that the thread does not keep
/// is handed over, which saves a copy of a large body.
#[inline]
pub(crate) fn exactly(out: &mut Vec<u8>) -> Bytes {
    if out.capacity() > KEPT {
        Bytes::from(std::mem::take(out))
    } else {
        Bytes::from(Box::<[u8]>::from(&**out))
    }
}

/// Lends the thread's buffer. An error that is converted while another one is
/// being written finds an empty one.
pub(crate) fn scratch<T>(write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    lend(&SCRATCH, write)
}

/// Lends the buffer for a body and the one for a part of it.
pub(crate) fn scratch_pair<T>(write: impl FnOnce(&mut Vec<u8>, &mut Vec<u8>) -> T) -> T {
    lend(&SCRATCH, |body| lend(&PART, |part| write(body, part)))
}

#[inline]
fn lend<T>(kept: &'static LocalKey<Cell<Vec<u8>>>, write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    let mut buffer = kept.try_with(Cell::take).unwrap_or_default();
    buffer.clear();
    let result = write(&mut buffer);
    if buffer.capacity() <= KEPT {
        // A thread that is shutting down keeps nothing.
        let _ = kept.try_with(|kept| kept.set(buffer));
    }
    result
}
