//! Reads the catalog of a derived type: its table, and the facts beside it.

use std::any::type_name;
use std::borrow::Cow;
use std::ops::RangeInclusive;

use http::{HeaderName, HeaderValue, StatusCode};

use super::{BodySpec, Catalog, DetailSource, Entry, HeaderSpec, Presence};
use crate::body::format::Shape;
use crate::problem::Format;
use crate::record;
use crate::status;
use crate::table::{self, Header, Row, Table};
use crate::value::json_type::{JsonType, MemberSpec};

/// What the derive knows of the problem types of an error type. Only its catalog refers
/// to it, so that a program without one does not have it.
pub(crate) struct ProblemTypes {
    pub(crate) table: &'static Table,
    /// The facts of each row, as `record.rs` has them.
    pub(crate) facts: &'static str,
    /// The types that the facts refer to.
    pub(crate) types: &'static [JsonType],
    /// The types that it delegates to.
    pub(crate) nested: &'static [fn(&mut Collector)],
}

impl ProblemTypes {
    /// Each row with its facts.
    fn layers(&self) -> impl Iterator<Item = Layer> {
        let facts = self.facts.split(record::END_OF_ROW);
        let facts = facts.chain(std::iter::repeat(""));
        self.table.rows().zip(facts).map(|(row, facts)| Layer {
            row,
            facts,
            types: self.types,
        })
    }
}

/// What is found of a type and of those that it delegates to.
#[derive(Default)]
pub struct Collector {
    entries: Vec<Entry>,
    is_open: bool,
    /// The variants that delegate to what is visited, the outermost one first.
    layers: Vec<Layer>,
    seen: Vec<Visit>,
    unmapped: Vec<String>,
    /// The types of which not all variants are wanted.
    selections: Vec<Selection>,
}

/// The variants of one type that are wanted.
pub struct Selection {
    type_name: &'static str,
    variants: &'static [&'static str],
    is_met: bool,
}

impl Selection {
    /// These variants of this type.
    #[must_use]
    pub fn of<E>(variants: &'static [&'static str]) -> Self {
        Self {
            type_name: type_name::<E>(),
            variants,
            is_met: false,
        }
    }
}

/// A visit of a type below some variants.
struct Visit {
    type_name: &'static str,
    table: &'static Table,
    layers: Vec<Row>,
}

impl Visit {
    fn is_same(&self, other: &Self) -> bool {
        self.type_name == other.type_name
            && self.table.text == other.table.text
            && self.layers.len() == other.layers.len()
            && self
                .layers
                .iter()
                .zip(&other.layers)
                .all(|(one, two)| one.is_same(*two))
    }
}

impl Collector {
    /// One that takes only these variants of these types.
    pub(crate) fn only(selections: Vec<Selection>) -> Self {
        Self {
            selections,
            ..Self::default()
        }
    }

    /// Adds a type that the derive knows.
    pub(crate) fn derived(&mut self, types: &ProblemTypes, name: &'static str) {
        let visit = Visit {
            type_name: unboxed(name),
            table: types.table,
            layers: self.layers.iter().map(|layer| layer.row).collect(),
        };
        if self.seen.iter().any(|known| known.is_same(&visit)) {
            return;
        }
        self.seen.push(visit);
        let mut selections = self.selections.iter_mut();
        let selection = selections.find(|it| it.type_name == unboxed(name));
        let variants = selection.map(|selection| {
            selection.is_met = true;
            selection.variants
        });
        let mut delegating = Vec::new();
        let layers = types.layers().filter(|layer| {
            let variant = layer.row.variant();
            variants.is_none_or(|variants| {
                let mut names = variants.iter().map(|name| name.trim_start_matches("r#"));
                names.any(|name| name == variant)
            })
        });
        for layer in layers {
            if layer.row.has(table::TRANSPARENT) {
                delegating.push(layer);
                continue;
            }
            if layer.row.has(table::UNMAPPED) {
                self.add_unmapped(name, layer.row.variant());
            }
            self.add(layer.entry());
        }
        for layer in delegating {
            self.delegate(layer, types.nested);
        }
    }

    /// Adds what a variant may delegate to.
    fn delegate(&mut self, layer: Layer, nested: &[fn(&mut Self)]) {
        let Some((first, count)) = layer.nested() else {
            // To the value of an expression.
            self.is_open = true;
            return;
        };
        let changes = layer.changes()
            && self
                .layers
                .iter()
                .all(|known| !known.row.is_same(layer.row));
        if changes {
            self.layers.push(layer);
        }
        for visit in nested.iter().skip(first).take(count) {
            visit(self);
        }
        if changes {
            self.layers.pop();
        }
    }

    /// Adds a type that is mapped by hand.
    pub(crate) fn by_hand(&mut self, catalog: Catalog) {
        self.is_open |= catalog.is_open;
        catalog.entries.into_iter().for_each(|it| self.add(it));
    }

    /// Adds what may be any problem.
    pub(crate) fn anything(&mut self) {
        self.is_open = true;
    }

    fn add(&mut self, mut entry: Entry) {
        for layer in self.layers.iter().rev() {
            layer.apply(&mut entry);
        }
        self.entries.push(entry);
    }

    fn add_unmapped(&mut self, type_name: &str, variant: &str) {
        let name = short(type_name);
        let name = match variant {
            "" => name.to_owned(),
            variant => format!("{name}::{variant}"),
        };
        if !self.unmapped.contains(&name) {
            self.unmapped.push(name);
        }
    }

    /// All of it.
    pub(crate) fn finish(self) -> Catalog {
        for selection in &self.selections {
            debug_assert!(
                selection.is_met,
                "`only!` names variants of `{}`, which none of the other variants that it names \
                 delegates to",
                short(selection.type_name)
            );
        }
        let catalog = Catalog::new(self.entries);
        if self.is_open {
            catalog.open()
        } else {
            catalog
        }
    }

    /// The variants that are unmapped.
    #[cfg(feature = "testing")]
    pub(crate) fn into_unmapped(self) -> Vec<String> {
        self.unmapped
    }
}

/// The name of the type that is in the boxes of another.
fn unboxed(type_name: &str) -> &str {
    let mut name = type_name.trim_start_matches('&');
    for pointer in ["alloc::boxed::Box<", "alloc::sync::Arc<"] {
        while let Some(inner) = name.strip_prefix(pointer) {
            name = inner.strip_suffix('>').unwrap_or(inner);
        }
    }
    name
}

/// The name of a type without its path.
pub(crate) fn short(type_name: &str) -> &str {
    let name = type_name.trim_start_matches("alloc::boxed::Box<");
    let name = name.split('<').next().unwrap_or(name).trim_end_matches('>');
    name.rsplit("::").next().unwrap_or(name)
}

/// What one variant adds: to nothing, or to what it delegates to.
#[derive(Clone, Copy)]
struct Layer {
    row: Row,
    facts: &'static str,
    types: &'static [JsonType],
}

impl Layer {
    fn description(&self) -> &'static str {
        self.facts.split(record::FACT).next().unwrap_or_default()
    }

    /// Each fact, with its letter.
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

    /// Which of the nested types it may be.
    fn nested(&self) -> Option<(usize, usize)> {
        let (first, count) = parts(self.fact(record::NESTED)?);
        Some((first.parse().ok()?, count.parse().ok()?))
    }

    /// Whether what it delegates to is different because of it.
    fn changes(&self) -> bool {
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

    /// The entry of a variant that does not delegate.
    fn entry(&self) -> Entry {
        let mut entry = Entry::blank();
        entry.is_unmapped = self.row.has(table::UNMAPPED);
        if entry.is_unmapped {
            entry.code = table::UNMAPPED_CODE;
            entry.description = Cow::Borrowed(super::UNMAPPED_DESCRIPTION);
        } else {
            entry.variant = self.row.variant();
            entry.description = Cow::Borrowed(self.description());
        }
        self.apply(&mut entry);
        entry
    }

    fn apply(&self, entry: &mut Entry) {
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
            // Beside `transparent`, its `None` leaves the status to the inner error.
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

    /// The headers that the variant itself names.
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

    /// The headers that the `on` of the type name for the statuses.
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

    /// Whether a rule sets this header for a status.
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

    /// Where the detail is the text of `Display`.
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
            // Only the outermost error makes that of a 5xx public.
            entry.detail = shown;
        }
    }

    /// Where a key names the detail.
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

    /// The type that a fact has.
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

/// A member; what is `None` is left out.
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

/// The two parts of a fact.
fn parts(text: &'static str) -> (&'static str, &'static str) {
    text.split_once(record::PART).unwrap_or((text, ""))
}

/// `400-499`
fn range(text: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = text.split_once('-')?;
    Some(first.parse().ok()?..=last.parse().ok()?)
}

/// A status that an error may have.
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
