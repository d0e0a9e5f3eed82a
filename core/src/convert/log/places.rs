//! Positions of texts within a text.

/// The number of places that need no allocation: most errors have fewer sources.
const FEW: usize = 6;

/// The start and the end of a text.
#[derive(Clone, Copy, Default)]
pub(crate) struct TextPlace {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl TextPlace {
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A list of places.
#[derive(Default)]
pub(crate) struct TextPlaces {
    few: [TextPlace; FEW],
    count: usize,
    more: Vec<TextPlace>,
}

impl TextPlaces {
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn get(&self, at: usize) -> Option<TextPlace> {
        self.iter().nth(at).copied()
    }

    pub(super) fn push(&mut self, place: TextPlace) {
        match self.few.get_mut(self.count) {
            Some(free) => *free = place,
            None => self.more.push(place),
        }
        self.count += 1;
    }

    pub(super) fn truncate(&mut self, count: usize) {
        self.count = count;
        self.more.truncate(count.saturating_sub(FEW));
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &TextPlace> {
        self.few.iter().take(self.count).chain(&self.more)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut TextPlace> {
        self.few.iter_mut().take(self.count).chain(&mut self.more)
    }
}
