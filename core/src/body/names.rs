//! A set of names.

use std::collections::HashSet;

/// The number of names up to which the search is linear: for the few names that
/// most errors have, that is faster than hashing.
const FEW: usize = 16;

/// A set of names, for a problem with many members, which searches it often.
#[derive(Default)]
pub(crate) struct NameSet {
    few: Vec<String>,
    many: HashSet<String>,
}

impl NameSet {
    /// Adds a name. Returns whether it is new.
    pub(crate) fn insert(&mut self, name: &str) -> bool {
        if self.contains(name) {
            return false;
        }
        if self.few.len() < FEW {
            self.few.push(name.to_owned());
        } else {
            self.many.insert(name.to_owned());
        }
        true
    }

    fn contains(&self, name: &str) -> bool {
        self.few.iter().any(|known| known == name) || self.many.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, NameSet};

    #[test]
    fn a_name_is_new_once() {
        let mut names = NameSet::default();
        let all: Vec<String> = (0..3 * FEW).map(|at| format!("n{at}")).collect();
        for name in &all {
            assert!(names.insert(name), "{name}");
            assert!(!names.insert(name), "{name}");
        }
        assert!(all.iter().all(|name| !names.insert(name)));
        assert!(names.insert(""));
        assert!(!names.insert(""));
    }

    /// A linear search would take minutes.
    #[test]
    fn many_names_are_found_as_fast() {
        let mut names = NameSet::default();
        for at in 0..300_000 {
            assert!(names.insert(&at.to_string()));
        }
        assert!(!names.insert("299999"));
    }
}
