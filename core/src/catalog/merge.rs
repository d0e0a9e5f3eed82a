//! How entries are merged: those of several variants with the same problem type, and
//! those of a variant and of the error that it delegates to.

use std::borrow::Cow;

use http::{HeaderName, StatusCode};

use super::entry::{DetailSource, Entry, HeaderSpec, Presence};
use crate::facts;
use crate::value::json_type::{JsonType, MemberSpec};

impl Entry {
    pub(super) fn is_same_type(&self, other: &Self) -> bool {
        let names = |entry: &Self| (entry.code, entry.uri, entry.title, entry.is_unmapped);
        !self.code.is_empty() && names(self) == names(other) && self.body == other.body
    }

    /// Merges another variant of the same type.
    pub(super) fn merge(&mut self, other: Self) {
        for status in other.statuses {
            self.add_status(status);
        }
        self.is_status_open |= other.is_status_open;
        if self.description.is_empty() {
            self.description = other.description;
        } else if !other.description.is_empty() && !self.description.contains(&*other.description) {
            let both = format!("{}\n\n{}", self.description, other.description);
            self.description = Cow::Owned(both);
        }
        let is_in = |headers: &[HeaderSpec], name| headers.iter().any(|it| it.name == name);
        for header in &mut self.headers {
            let known = other.headers.iter().find(|it| it.name == header.name);
            header.is_required &= known.is_some_and(|it| it.is_required);
            header.value = header
                .value
                .take()
                .filter(|value| known.is_none_or(|it| it.value.as_ref() == Some(value)));
        }
        for header in other.headers {
            if !is_in(&self.headers, header.name.clone()) {
                self.headers.push(header.optional());
            }
        }
        for member in &mut self.members {
            let known = other.members.iter().find(|it| it.name() == member.name());
            *member = match known {
                Some(known) if known.json_type() == member.json_type() => {
                    if known.is_required() {
                        *member
                    } else {
                        member.optional()
                    }
                }
                Some(_) => MemberSpec::new(member.name(), JsonType::AnyValue).optional(),
                None => member.optional(),
            };
        }
        for member in other.members {
            if !self.members.iter().any(|it| it.name() == member.name()) {
                self.members.push(member.optional());
            }
        }
        self.has_more_members |= other.has_more_members;
        self.detail = self.detail.or(other.detail);
        if self.detail_source == DetailSource::Varies {
            self.detail_source = other.detail_source;
        }
        if self.example.is_empty() {
            self.example = other.example;
        }
        if self.is_retryable != other.is_retryable {
            self.is_retryable = None;
        }
    }

    pub(super) fn add_status(&mut self, status: StatusCode) {
        if let Err(at) = self.statuses.binary_search(&status) {
            self.statuses.insert(at, status);
        }
    }

    /// Adds a header, or replaces the one with the same name. A header that may be
    /// missing keeps the other one as a possibility.
    pub(super) fn put_header(&mut self, header: HeaderSpec) {
        let mut known = self.headers.iter_mut();
        match known.find(|known| known.name == header.name) {
            Some(known) if header.is_required => *known = header,
            Some(known) if known.value != header.value => known.value = None,
            Some(_) => {}
            None => self.headers.push(header),
        }
    }

    /// Adds a member, or replaces the one with the same name.
    pub(super) fn put_member(&mut self, member: MemberSpec) {
        let mut known = self.members.iter_mut();
        match known.find(|known| known.name() == member.name()) {
            Some(known) if member.is_required() => *known = member,
            Some(known) if known.json_type() != member.json_type() => {
                let any = MemberSpec::new(known.name(), JsonType::AnyValue);
                *known = if known.is_required() {
                    any
                } else {
                    any.optional()
                };
            }
            Some(_) => {}
            None => self.members.push(member),
        }
    }

    /// Removes what is not sent if an outer error turns an error that is not a 5xx into one.
    pub(super) fn become_5xx(&mut self) {
        self.members.clear();
        self.has_more_members = false;
        self.detail = Presence::Never;
        self.example = Cow::Borrowed("");
        let stays =
            |name: &HeaderName| *name == http::header::RETRY_AFTER || *name == http::header::LINK;
        self.headers.retain(|header| stays(&header.name));
    }

    /// Removes the headers that belong to statuses that it does not have.
    pub(super) fn keep_headers_of_statuses(&mut self) {
        if self.is_status_open {
            return;
        }
        let statuses = &self.statuses;
        self.headers.retain(|header| {
            facts::belongs_to(header.name.as_str()).is_none_or(|ranges| {
                let mut all = statuses.iter();
                all.any(|status| ranges.iter().any(|range| range.contains(&status.as_u16())))
            })
        });
    }
}
