//! Positions of texts within a text.

/// The start and the end of a text.
#[derive(Clone, Copy)]
pub(crate) struct TextPlace {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl TextPlace {
    #[inline]
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}
