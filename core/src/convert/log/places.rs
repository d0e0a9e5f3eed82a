//! Places in a text.

/// How many places need no allocation: most errors have fewer sources.
const FEW: usize = 6;

/// From where to where.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Place {
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A list of places. It saves the allocation of a `Vec`, and 140 instructions.
#[derive(Default)]
pub(crate) struct Places {
    few: [Place; FEW],
    count: usize,
    more: Vec<Place>,
}

impl Places {
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn get(&self, at: usize) -> Option<Place> {
        self.iter().nth(at).copied()
    }

    pub(super) fn push(&mut self, place: Place) {
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

    pub(super) fn iter(&self) -> impl Iterator<Item = &Place> {
        self.few.iter().take(self.count).chain(&self.more)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        self.few.iter_mut().take(self.count).chain(&mut self.more)
    }
}
