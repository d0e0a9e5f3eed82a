//! Texts of a bounded size: what an error writes may have megabytes, and an event of
//! that size is dropped on its way, or fills a disk.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

/// The longest text of one error, and of the private context, in bytes.
pub(super) const LONGEST_TEXT: usize = 8 * 1024;
/// The longest texts of all sources.
pub(super) const LONGEST_CHAIN: usize = 16 * 1024;
/// The longest stack.
pub(super) const LONGEST_STACK: usize = 24 * 1024;
/// The longest path, route, type or note.
pub(super) const LONGEST_NAME: usize = 2 * 1024;

const CUT: &str = "... (cut)";

/// Adds a text, cut where it is longer: what writes it may stop then. Returns whether it
/// was written, or cut.
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

/// The end of a buffer that takes so many bytes, and then no more.
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

/// The text, cut where it is longer.
pub(super) fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    let kept = start(text, longest);
    if kept.len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned([kept, CUT].concat())
    }
}

/// The start of a text, of whole characters.
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
