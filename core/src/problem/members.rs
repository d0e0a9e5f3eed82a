//! The members of a problem.

use std::borrow::Cow;
use std::collections::HashMap;

/// A member of a problem.
pub(crate) struct StoredMember {
    pub(crate) name: Cow<'static, str>,
    /// The value as JSON, so that it is sent exactly as it was written.
    pub(crate) json: String,
    /// Whether it is from a problem that was read.
    pub(crate) is_read: bool,
}

/// The number of members up to which a name is searched for linearly.
const FEW: usize = 16;

/// The members in the order in which they were set. A removed member leaves a
/// gap, so that the positions of the later ones do not change.
#[derive(Default)]
pub(crate) struct Members {
    slots: Vec<Option<StoredMember>>,
    /// The number of slots that have a member.
    count: usize,
    /// The position of each member, once there are many slots.
    places: HashMap<Cow<'static, str>, usize>,
}

impl Members {
    #[cfg(test)]
    fn is_empty(&self) -> bool {
        self.count == 0
    }

    #[cfg(feature = "tonic-0.14")]
    pub(crate) fn mark_as_read(&mut self) {
        for member in self.slots.iter_mut().flatten() {
            member.is_read = true;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &StoredMember> {
        self.slots.iter().flatten()
    }

    /// Appends a member, and removes any member with the same name.
    pub(crate) fn put(&mut self, member: StoredMember) {
        self.remove(&member.name);
        if self.slots.len() >= FEW.max(2 * self.count) {
            self.close_gaps();
        }
        if self.slots.len() >= FEW {
            if self.places.is_empty() {
                self.index();
            }
            self.places.insert(member.name.clone(), self.slots.len());
        }
        self.slots.push(Some(member));
        self.count += 1;
    }

    pub(crate) fn remove(&mut self, name: &str) {
        let at = if self.places.is_empty() {
            let is_it =
                |slot: &Option<StoredMember>| slot.as_ref().is_some_and(|it| it.name == name);
            self.slots.iter().position(is_it)
        } else {
            self.places.remove(name)
        };
        if let Some(slot) = at.and_then(|at| self.slots.get_mut(at))
            && slot.take().is_some()
        {
            self.count -= 1;
        }
    }

    /// Runs whenever half of the slots are gaps, so the total cost is linear in
    /// the number of members.
    fn close_gaps(&mut self) {
        self.slots.retain(Option::is_some);
        self.index();
    }

    fn index(&mut self) {
        self.places.clear();
        if self.slots.len() >= FEW {
            let slots = self.slots.iter().enumerate();
            let places = slots.filter_map(|(at, slot)| Some((slot.as_ref()?.name.clone(), at)));
            self.places.extend(places);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Members, StoredMember};

    fn member(name: &str, json: &str) -> StoredMember {
        StoredMember {
            name: name.to_owned().into(),
            json: json.to_owned(),
            is_read: false,
        }
    }

    fn all(members: &Members) -> Vec<(String, String)> {
        let pair = |it: &StoredMember| (it.name.to_string(), it.json.clone());
        members.iter().map(pair).collect()
    }

    /// Compares with a list that is searched linearly.
    #[test]
    fn a_name_has_one_member_and_the_order_is_that_of_saying() {
        for many in [3, FEW - 1, FEW, FEW + 1, 5 * FEW] {
            let mut members = Members::default();
            let mut expected: Vec<(String, String)> = Vec::new();
            for at in 0..20 * many {
                // Every name several times, in an irregular order.
                let name = format!("n{}", (at * 7) % many);
                expected.retain(|(known, _)| *known != name);
                if at % 5 == 4 {
                    members.remove(&name);
                } else {
                    members.put(member(&name, &at.to_string()));
                    expected.push((name, at.to_string()));
                }
                assert_eq!(all(&members), expected, "{many} at {at}");
                assert_eq!(members.is_empty(), expected.is_empty());
            }
        }
    }

    /// A linear search would take minutes.
    #[test]
    fn many_members_are_put_and_removed_as_fast() {
        let mut members = Members::default();
        for round in 0..2 {
            for at in 0..100_000 {
                members.put(member(&at.to_string(), &round.to_string()));
            }
        }
        for at in 0..200_000 {
            members.put(member("same", &at.to_string()));
        }
        assert_eq!(members.iter().count(), 100_001);
        for at in 0..100_000 {
            members.remove(&at.to_string());
        }
        assert_eq!(all(&members), [("same".to_owned(), "199999".to_owned())]);
    }
}
