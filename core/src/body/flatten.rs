//! The entries of a value that is flattened into members.

use std::fmt;

use serde_core::Serialize;
use serde_core::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::body::serialize;

/// Why a value has no entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flatten {
    /// It is not a JSON object.
    NoObject,
    /// It cannot be serialised.
    Fails,
}

/// Calls the function with the name and the JSON of each entry, as `serde_json`
/// writes it. Does not call it if the value is `null`, such as `None`.
pub(crate) fn entries<T: Serialize + ?Sized>(
    value: &T,
    each: &mut dyn FnMut(&str, &str),
) -> Result<(), Flatten> {
    let json = serialize::to_string(value).map_err(|_| Flatten::Fails)?;
    // This was just written, so it can be read if it is an object.
    serde_json::Deserializer::from_str(&json)
        .deserialize_any(Entries(each))
        .map_err(|_| Flatten::NoObject)
}

struct Entries<'a>(&'a mut dyn FnMut(&str, &str));

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            (self.0)(&name, value.get());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_core::ser::{Error, Serialize, Serializer};

    use super::{Flatten, entries};

    fn all<T: Serialize>(value: T) -> Result<Vec<(String, String)>, Flatten> {
        let mut found = Vec::new();
        entries(&value, &mut |name, json| {
            found.push((name.to_owned(), json.to_owned()));
        })?;
        Ok(found)
    }

    #[track_caller]
    fn assert_written<T: Serialize>(value: T) {
        let json = serde_json::to_string(&value).unwrap();
        let map = BTreeMap::from([("a \"name\"", value)]);
        let expected = ("a \"name\"".to_owned(), json);
        assert_eq!(all(map), Ok(vec![expected]));
    }

    #[test]
    fn each_value_is_written_as_serde_json_writes_it() {
        assert_written(u128::MAX);
        assert_written(i128::MIN);
        assert_written(0.1_f32);
        assert_written(f32::MAX);
        assert_written(1e300);
        assert_written(f64::NAN);
        assert_written("\u{0}\"\\é");
        assert_written(vec![Some(1), None]);
    }

    #[test]
    fn only_an_object_has_entries() {
        assert_eq!(all(None::<u8>), Ok(vec![]));
        assert_eq!(all(()), Ok(vec![]));
        assert_eq!(all(BTreeMap::<u8, u8>::new()), Ok(vec![]));
        assert_eq!(all(1), Err(Flatten::NoObject));
        assert_eq!(all("a"), Err(Flatten::NoObject));
        assert_eq!(all([1]), Err(Flatten::NoObject));
        assert_eq!(all(true), Err(Flatten::NoObject));
        assert_eq!(all(1e300), Err(Flatten::NoObject));
    }

    #[test]
    fn a_value_that_fails_has_none() {
        struct Fails;

        impl Serialize for Fails {
            fn serialize<S: Serializer>(&self, _serializer: S) -> Result<S::Ok, S::Error> {
                Err(S::Error::custom("fails"))
            }
        }

        assert_eq!(all(Fails), Err(Flatten::Fails));
        assert_eq!(all(vec![Fails]), Err(Flatten::Fails));
    }
}
