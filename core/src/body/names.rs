//! The names of the members that a body has.

use std::collections::HashSet;

/// A set of names. Few bodies have many.
#[derive(Default)]
pub(crate) struct Names {
    few: Vec<String>,
    many: HashSet<String>,
}

/// Up to here a scan is faster than a hash.
const FEW: usize = 16;

impl Names {
    /// Adds a name, and says whether it is new.
    pub(crate) fn insert(&mut self, name: &str) -> bool {
        if !self.many.is_empty() {
            return self.many.insert(name.to_owned());
        }
        if self.few.iter().any(|known| known == name) {
            return false;
        }
        self.few.push(name.to_owned());
        if self.few.len() > FEW {
            self.many.extend(self.few.drain(..));
        }
        true
    }
}
