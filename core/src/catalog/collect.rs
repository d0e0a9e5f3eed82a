//! Reads the catalog of a derived type: its table, and the facts next to it.

use std::any::type_name;

use super::layer::Layer;
use super::{Catalog, Entry};
use crate::record;
use crate::table::{self, Row, Table};
use crate::value::json_type::JsonType;

/// What the derive knows about the problem types of an error type. Only its catalog
/// refers to it, so that it is not part of a program that has no catalog.
pub(crate) struct ProblemTypes {
    pub(crate) table: &'static Table,
    /// The facts of each row, in the layout of `record.rs`.
    pub(crate) facts: &'static str,
    /// Returns the types that the facts refer to.
    pub(crate) types: &'static [JsonType],
    /// The types that it delegates to.
    pub(crate) nested: &'static [fn(&mut Collector)],
}

impl ProblemTypes {
    /// Returns each row with its facts.
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

/// Collects the problem types of a type and of the types that it delegates to.
#[derive(Default)]
pub struct Collector {
    entries: Vec<Entry>,
    is_open: bool,
    /// The variants that delegate to the type that is visited, outermost first.
    layers: Vec<Layer>,
    seen: Vec<Visit>,
    unmapped: Vec<String>,
    /// The types of which only some variants are wanted.
    selections: Vec<Selection>,
}

/// The variants of one type that are wanted.
pub struct Selection {
    type_name: &'static str,
    variants: &'static [&'static str],
    is_met: bool,
}

impl Selection {
    /// Selects these variants of this type.
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
    /// Creates a collector that takes only these variants of these types.
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

    /// Adds the types that a variant may delegate to.
    fn delegate(&mut self, layer: Layer, nested: &[fn(&mut Self)]) {
        let Some((first, count)) = layer.nested() else {
            // The variant delegates to the value of an expression.
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

    /// Adds an error that may be any problem.
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

    /// Returns the catalog.
    pub(crate) fn finish(self) -> Catalog {
        for selection in &self.selections {
            debug_assert!(
                selection.is_met,
                "`only!` names variants of `{}`, but no other variant that it names delegates to \
                 this type",
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

    /// Returns the names of the unmapped variants.
    #[cfg(feature = "testing")]
    pub(crate) fn into_unmapped(self) -> Vec<String> {
        self.unmapped
    }
}

/// Returns the name of a type without the boxes around it.
fn unboxed(type_name: &str) -> &str {
    let mut name = type_name.trim_start_matches('&');
    for pointer in ["alloc::boxed::Box<", "alloc::sync::Arc<"] {
        while let Some(inner) = name.strip_prefix(pointer) {
            name = inner.strip_suffix('>').unwrap_or(inner);
        }
    }
    name
}

/// Returns the name of a type without its path.
pub(crate) fn short(type_name: &str) -> &str {
    let name = type_name.trim_start_matches("alloc::boxed::Box<");
    let name = name.split('<').next().unwrap_or(name).trim_end_matches('>');
    name.rsplit("::").next().unwrap_or(name)
}
