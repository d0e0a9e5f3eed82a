//! Text of a limited size: an error may write megabytes, and an event of that size
//! is dropped on its way, or fills a disk.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

/// The maximum length of the text of one error, and of the private context, in bytes.
pub(super) const LONGEST_TEXT: usize = 8 * 1024;
/// The maximum length of the texts of all sources.
pub(super) const LONGEST_CHAIN: usize = 16 * 1024;
/// The maximum length of a stack.
pub(super) const LONGEST_STACK: usize = 24 * 1024;
/// The maximum length of a path, route, type or note.
pub(super) const LONGEST_NAME: usize = 2 * 1024;

const CUT: &str = "... (cut)";

/// Appends text, truncated to a length: what writes it may stop then. Returns whether it
/// was written completely or truncated.
pub(super) fn add(out: &mut String, text: &dyn Display, longest: usize) -> fmt::Result {
    let end = out.len() + longest;
    let mut capped = Capped {
        out,
        end,
        is_cut: false,
    };
    let written = write!(capped, "{text}");
    if capped.is_cut {
        out.push_str(CUT);
        return Ok(());
    }
    written
}

/// A buffer that accepts a number of bytes, and then no more.
struct Capped<'a> {
    out: &'a mut String,
    end: usize,
    is_cut: bool,
}

impl Write for Capped<'_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.is_cut {
            return Err(fmt::Error);
        }
        let kept = start(text, self.end - self.out.len());
        self.out.push_str(kept);
        self.is_cut = kept.len() < text.len();
        if self.is_cut { Err(fmt::Error) } else { Ok(()) }
    }
}

/// Returns the text, truncated to a length.
pub(super) fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    let kept = start(text, longest);
    if kept.len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned([kept, CUT].concat())
    }
}

/// Returns the start of text, at a character boundary.
#[inline]
fn start(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let mut end = longest;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
