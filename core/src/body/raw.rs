//! JSON that is kept as text, so that no digit is lost.

use std::any::type_name;

use serde_core::de::MapAccess;
use serde_core::ser::{SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::body::serialize;

/// Returns whether it is a reader or a writer of JSON text, or wraps one. Only these
/// support `RawValue`; numbers from any other format fit into a [`Value`]. Only the
/// name of the type shows this, and if the name is not recognised, the result is
/// still correct.
fn is_json_text<T: ?Sized>(module: &str) -> bool {
    type_name::<T>().contains(module)
}

/// Reads the next value of a map as JSON. Returns `None` for a value that others
/// cannot read, because a string in it contains half of a surrogate pair.
pub(crate) fn next_value<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<String>, A::Error> {
    if !is_json_text::<A>("serde_json::de::") {
        return Ok(Some(map.next_value::<Value>()?.to_string()));
    }
    let json = Box::<str>::from(map.next_value::<Box<RawValue>>()?).into_string();
    let has_surrogates = json.contains("\\ud") || json.contains("\\uD");
    let is_readable = !has_surrogates || serde_json::from_str::<Value>(&json).is_ok();
    Ok(is_readable.then_some(json))
}

/// Writes an entry of a map whose value is JSON.
pub(crate) fn entry<S: Serializer>(
    map: &mut S::SerializeMap,
    name: &str,
    json: &str,
) -> Result<(), S::Error> {
    use serde_core::ser::Error;

    if is_json_text::<S>("serde_json::ser::") || is_json_text::<S>(serialize::MODULE) {
        let value: &RawValue = serde_json::from_str(json).map_err(S::Error::custom)?;
        map.serialize_entry(name, value)
    } else {
        let value: Value = serde_json::from_str(json).map_err(S::Error::custom)?;
        map.serialize_entry(name, &value)
    }
}
