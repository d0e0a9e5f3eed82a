//! What one row of a table and its facts contribute to an entry.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use http::{HeaderName, HeaderValue, StatusCode};

use super::entry::{BodySpec, DetailSource, Entry, HeaderSpec, Presence};
use crate::body::format::Shape;
use crate::problem::Format;
use crate::record;
use crate::status;
use crate::table::{self, Header, Row};
use crate::value::json_type::{JsonType, MemberSpec};

/// What one variant adds, either to nothing or to the error that it delegates to.
#[derive(Clone, Copy)]
pub(super) struct Layer {
    pub(super) row: Row,
    pub(super) facts: &'static str,
    pub(super) types: &'static [JsonType],
}

impl Layer {
    fn description(&self) -> &'static str {
        self.facts.split(record::FACT).next().unwrap_or_default()
    }

    /// Returns each fact, with its letter.
    fn facts(&self) -> impl Iterator<Item = (char, &'static str)> + use<> {
        let facts = self.facts.split(record::FACT).skip(1);
        facts.filter_map(|fact| {
            let letter = fact.chars().next()?;
            Some((letter, &fact[letter.len_utf8()..]))
        })
    }

    fn fact(&self, wanted: char) -> Option<&'static str> {
        let mut facts = self.facts();
        facts.find_map(|(letter, text)| (letter == wanted).then_some(text))
    }

    /// Returns which nested types are possible.
    pub(super) fn nested(&self) -> Option<(usize, usize)> {
        let (first, count) = parts(self.fact(record::NESTED)?);
        Some((first.parse().ok()?, count.parse().ok()?))
    }

    /// Returns whether it changes the entries that it delegates to.
    pub(super) fn changes(&self) -> bool {
        let row = self.row;
        let names_something = [row.code(), row.uri(), row.title()] != ["", "", ""];
        row.status() != 0
            || names_something
            || !row.own_headers().is_empty()
            || row.own_format().is_some()
            || row.type_format().is_some()
            || row.has(table::DISPLAY | table::UNMASK)
            || row.retryable().is_some()
            || row.has_rules()
            || self.facts().any(|(letter, _)| letter != record::NESTED)
    }

    /// Returns the entry of a variant that does not delegate.
    pub(super) fn entry(&self) -> Entry {
        let mut entry = Entry::blank();
        entry.is_unmapped = self.row.has(table::UNMAPPED);
        if entry.is_unmapped {
            entry.code = table::UNMAPPED_CODE;
            entry.description = Cow::Borrowed(super::entry::UNMAPPED_DESCRIPTION);
        } else {
            entry.variant = self.row.variant();
            entry.description = Cow::Borrowed(self.description());
        }
        self.apply(&mut entry);
        entry
    }

    pub(super) fn apply(&self, entry: &mut Entry) {
        self.apply_status(entry);
        self.apply_names(entry);
        self.apply_headers(entry);
        self.apply_members(entry);
        self.apply_display(entry);
        self.apply_detail(entry);
        self.apply_format(entry);
        entry.is_retryable = self.row.retryable().or(entry.is_retryable);
        entry.keep_headers_of_statuses();
    }

    fn apply_status(&self, entry: &mut Entry) {
        let was_5xx = entry.statuses.iter().all(StatusCode::is_server_error);
        let delegates = self.row.has(table::TRANSPARENT);
        let declared = self.fact(record::STATUSES).unwrap_or_default().split(',');
        let declared = declared.filter_map(|status| status.parse().ok());
        let declared: Vec<StatusCode> = declared.filter_map(status_of).collect();
        if let Some(status) = status_of(self.row.status()) {
            entry.statuses = vec![status];
            entry.is_status_open = false;
            if delegates && std::mem::take(&mut entry.is_unmapped) {
                entry.code = status::code(status.as_u16());
                entry.description = Cow::Borrowed("");
            }
        } else if self.fact(record::DECIDES_STATUS).is_some() {
            // With `transparent`, `None` leaves the status to the inner error.
            entry.is_status_open |= declared.is_empty();
            for status in declared {
                entry.add_status(status);
            }
        } else if !delegates {
            entry.statuses = declared;
        }
        let is_5xx = entry.statuses.iter().all(StatusCode::is_server_error);
        if delegates && is_5xx && !was_5xx {
            entry.become_5xx();
        }
    }

    fn apply_names(&self, entry: &mut Entry) {
        let row = self.row;
        if self.fact(record::DECIDES_CODE).is_some() {
            (entry.code, entry.uri) = ("", "");
        }
        if row.has(table::TRANSPARENT) && !self.description().is_empty() {
            entry.description = Cow::Borrowed(self.description());
        }
        let (code, uri) = self.fact(record::TYPE_CODE).map_or(("", ""), parts);
        let title = if row.has(table::PHRASE) {
            ""
        } else {
            row.title()
        };
        for (part, given) in [
            (&mut entry.code, [code, row.code()]),
            (&mut entry.uri, [uri, row.uri()]),
            (&mut entry.title, ["", title]),
        ] {
            if let Some(given) = given.into_iter().rfind(|given| !given.is_empty()) {
                *part = given;
            }
        }
    }

    fn apply_headers(&self, entry: &mut Entry) {
        let own = self.own_headers();
        for mut rule in self.headers_of_rules(entry) {
            if own.iter().any(|it| it.name == rule.name && it.is_required) {
                continue;
            }
            let mut statuses = entry.statuses.iter();
            let holds_always = statuses.all(|status| self.has_rule(*status, &rule));
            rule.is_required &= holds_always && !entry.is_status_open;
            entry.put_header(rule);
        }
        for header in own {
            entry.put_header(header);
        }
    }

    /// Returns the headers that the variant itself names.
    fn own_headers(&self) -> Vec<HeaderSpec> {
        let mut own: Vec<HeaderSpec> = Vec::new();
        for Header { name, value } in self.row.own_headers() {
            // Several values of one name are several lines.
            match own.iter_mut().find(|known| known.name == *name) {
                Some(known) => known.value = None,
                None => own.push(HeaderSpec::new(name.clone()).with_value(value.clone())),
            }
        }
        for (letter, text) in self.facts() {
            let is_required = match letter {
                record::LATE_HEADER => true,
                record::OPTIONAL_HEADER => false,
                _ => continue,
            };
            own.extend(header(text, None, is_required));
        }
        own
    }

    /// Returns the headers that the `on` of the type name for the statuses.
    fn headers_of_rules(&self, entry: &Entry) -> Vec<HeaderSpec> {
        let mut headers: Vec<HeaderSpec> = Vec::new();
        for status in &entry.statuses {
            for rule in self.row.rules(status.as_u16()) {
                for Header { name, value } in rule.headers {
                    if !headers.iter().any(|known| known.name == *name) {
                        headers.extend(header(name.as_str(), Some(value), true));
                    }
                }
            }
        }
        for (letter, text) in self.facts() {
            let (statuses, name) = parts(text);
            let ranges: Vec<_> = statuses.split(',').filter_map(range).collect();
            let is_of = |status: &StatusCode| ranges.iter().any(|it| it.contains(&status.as_u16()));
            if letter == record::RULE_HEADER && entry.statuses.iter().any(is_of) {
                headers.extend(header(name, None, false));
            }
        }
        headers
    }

    /// Returns whether a rule sets this header for a status.
    fn has_rule(&self, status: StatusCode, wanted: &HeaderSpec) -> bool {
        let mut rules = self.row.rules(status.as_u16());
        rules.any(|rule| rule.headers.iter().any(|it| it.name == wanted.name))
    }

    fn apply_members(&self, entry: &mut Entry) {
        for (letter, text) in self.facts() {
            match letter {
                record::MEMBER | record::OPTIONAL_MEMBER => {
                    let (name, json_type) = parts(text);
                    let json_type = self.json_type(json_type);
                    entry.put_member(member(name, json_type, letter == record::MEMBER));
                }
                record::FLATTENED => match self.json_type(text) {
                    JsonType::ObjectOf(members) => {
                        for member in members {
                            entry.put_member(*member);
                        }
                    }
                    _ => entry.has_more_members = true,
                },
                _ => {}
            }
        }
    }

    /// Applies the detail if it is the text of `Display`.
    fn apply_display(&self, entry: &mut Entry) {
        let row = self.row;
        let of_5xx = if row.has(table::UNMASK) {
            Presence::Always
        } else {
            Presence::Never
        };
        let statuses = entry.statuses.iter();
        let shown = statuses.map(|status| {
            if status.is_server_error() {
                of_5xx
            } else {
                Presence::Always
            }
        });
        let shown = match shown.reduce(Presence::or) {
            Some(shown) if !entry.is_status_open => shown,
            _ => Presence::Always.or(of_5xx),
        };
        if row.has(table::DISPLAY | table::IMPLICIT) {
            entry.detail_source = DetailSource::Display;
            entry.detail = if row.has(table::UNPROVED) {
                shown.or(Presence::Never)
            } else {
                shown
            };
            let example = self.fact(record::DISPLAYED).or(row.detail());
            entry.example = Cow::Borrowed(example.unwrap_or_default());
        } else if entry.detail_source == DetailSource::Display
            && row.has(table::TRANSPARENT)
            && shown != Presence::Always
        {
            // Only the outermost error can make the detail of a 5xx public.
            entry.detail = shown;
        }
    }

    /// Applies the detail if a key names it.
    fn apply_detail(&self, entry: &mut Entry) {
        let fixed = self.row.detail();
        let fixed = fixed.filter(|_| !self.row.has(table::IMPLICIT));
        let source = match fixed {
            Some(_) => DetailSource::Fixed,
            None => DetailSource::Varies,
        };
        if let Some(example) = self.fact(record::DETAIL).or(fixed) {
            entry.example = Cow::Borrowed(example);
            entry.detail = Presence::Always;
        } else if self.fact(record::OPTIONAL_DETAIL).is_some() {
            entry.detail = Presence::Sometimes;
        } else if self.fact(record::NO_DETAIL).is_some() {
            entry.example = Cow::Borrowed("");
            entry.detail = Presence::Never;
        } else {
            return;
        }
        entry.detail_source = source;
    }

    fn apply_format(&self, entry: &mut Entry) {
        let mut of_rules = entry.statuses.iter().filter_map(|status| {
            let mut rules = self.row.rules(status.as_u16());
            rules.find_map(|rule| rule.format)
        });
        let of_type = of_rules.next().or(self.row.type_format());
        if let Some(format) = self.row.own_format().or(of_type) {
            entry.body = body(format);
        }
        if entry.statuses == [StatusCode::NOT_MODIFIED] {
            entry.body = BodySpec::NoBody;
        }
    }

    /// Returns the type of a fact.
    fn json_type(&self, text: &str) -> JsonType {
        let mut letters = text.chars();
        match letters.next() {
            Some(record::BOOLEAN_TYPE) => JsonType::BooleanValue,
            Some(record::INTEGER_TYPE) => JsonType::IntegerValue,
            Some(record::NUMBER_TYPE) => JsonType::NumberValue,
            Some(record::STRING_TYPE) => JsonType::StringValue,
            Some(record::ASKED_TYPE) => {
                let at = letters.as_str().parse().ok();
                let known = at.and_then(|at: usize| self.types.get(at));
                known.copied().unwrap_or(JsonType::AnyValue)
            }
            _ => JsonType::AnyValue,
        }
    }
}

/// Returns a member. A value of `None` is left out.
fn member(name: &'static str, json_type: JsonType, is_required: bool) -> MemberSpec {
    let (json_type, is_nullable) = match json_type {
        JsonType::Nullable(inner) => (*inner, true),
        json_type => (json_type, false),
    };
    let member = MemberSpec::new(name, json_type);
    if is_required && !is_nullable {
        member
    } else {
        member.optional()
    }
}

fn header(name: &str, value: Option<&HeaderValue>, is_required: bool) -> Option<HeaderSpec> {
    Some(HeaderSpec {
        name: HeaderName::try_from(name).ok()?,
        value: value.cloned(),
        is_required,
    })
}

/// Returns the two parts of a fact.
fn parts(text: &'static str) -> (&'static str, &'static str) {
    text.split_once(record::PART).unwrap_or((text, ""))
}

/// `400-499`
fn range(text: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = text.split_once('-')?;
    Some(first.parse().ok()?..=last.parse().ok()?)
}

/// Returns a status that an error may have.
fn status_of(number: u16) -> Option<StatusCode> {
    let code = StatusCode::from_u16(number).ok();
    code.filter(|_| status::is_error(number))
}

fn body(format: &dyn Format) -> BodySpec {
    match format.shape() {
        Shape::ProblemJson(_) | Shape::Negotiated => BodySpec::Standard,
        Shape::Json(_) => BodySpec::MediaType("application/json"),
        #[cfg(feature = "xml")]
        Shape::ProblemXml => BodySpec::MediaType("application/problem+xml"),
        Shape::Text => BodySpec::MediaType("text/plain"),
        Shape::Html => BodySpec::MediaType("text/html"),
        Shape::Empty => BodySpec::NoBody,
        Shape::Other => BodySpec::OwnFormat,
    }
}
