//! Which headers are in the table, and which in the code.

use crate::model::{Header, HeaderKind, Keys, Text};

/// The headers of a place that can be in the table. Where one of several of a
/// name has a value, they all stay in the code, so that their order stays.
pub(super) fn own_fixed_headers(keys: &Keys) -> Vec<(String, HeaderKind, String)> {
    let mut headers: Vec<(String, HeaderKind, String)> = Vec::new();
    for header in &keys.headers {
        if let Text::Fixed(value, _) = &header.value
            && !has_late_twin(keys, header)
        {
            let at = headers
                .iter()
                .rposition(|known| known.0 == header.name)
                .map_or(headers.len(), |at| at + 1);
            headers.insert(at, (header.name.clone(), header.kind, value.clone()));
        }
    }
    headers
}

/// The headers that only the code can say.
pub(super) fn late_headers(keys: &Keys) -> Vec<Header> {
    keys.headers
        .iter()
        .filter(|header| has_late_twin(keys, header))
        .cloned()
        .collect()
}

fn has_late_twin(keys: &Keys, header: &Header) -> bool {
    keys.headers
        .iter()
        .any(|other| other.name == header.name && is_late_value(&other.value))
}

/// Whether a header's value can be in no table: one that is known now, but not
/// ASCII, cannot be made there.
pub(super) fn is_late_value(value: &Text) -> bool {
    !matches!(value, Text::Fixed(text, _) if text.is_ascii())
}
