//! The entries of a value that serialises to a JSON object.

use serde_core::Serialize;
use serde_json::Value;

use crate::note::Note;

/// Calls the function with each entry's name and JSON.
pub(crate) fn entries<T: Serialize + ?Sized>(
    value: &T,
    each: &mut dyn FnMut(&str, &str),
) -> Result<(), Note> {
    match serde_json::to_value(value) {
        Ok(Value::Object(map)) => {
            for (name, value) in &map {
                each(name, &value.to_string());
            }
            Ok(())
        }
        Ok(Value::Null) => Ok(()),
        Ok(_) => Err(Note::FlattenedNoObject),
        Err(_) => Err(Note::MemberFails),
    }
}
