//! The JSON type of a member in a catalog.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// The JSON type of a value, as far as its Rust type shows.
///
/// It is serialised as a JSON Schema (2020-12) of such values.
// The variants do not have names of common types: rustc would write those types with their path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonType {
    /// A value of unknown type.
    AnyValue,
    /// `true` or `false`.
    BooleanValue,
    /// A number without a fraction.
    IntegerValue,
    /// A number.
    NumberValue,
    /// A string.
    StringValue,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// An array of such values.
    ArrayOf(&'static JsonType),
    /// An object with any names and such values.
    MapOf(&'static JsonType),
    /// An object with these members.
    ObjectOf(&'static [MemberSpec]),
    /// This type, or `null`.
    Nullable(&'static JsonType),
}

/// A member of an object: of a problem, or of the value of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberSpec {
    name: &'static str,
    json_type: JsonType,
    is_required: bool,
}

impl MemberSpec {
    /// Creates a member that is always present.
    #[must_use]
    pub const fn new(name: &'static str, json_type: JsonType) -> Self {
        Self {
            name,
            json_type,
            is_required: true,
        }
    }

    /// Marks the member as one that may be missing.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self {
            is_required: false,
            ..self
        }
    }

    /// Returns the name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the type of the value.
    #[must_use]
    pub const fn json_type(&self) -> JsonType {
        self.json_type
    }

    /// Returns whether the member is always present.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.is_required
    }
}

/// A type whose JSON type is known, so that a catalog can include it.
///
/// It is implemented for numbers, text, collections and `Option`. To implement it for
/// an application's type:
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::catalog::{HasJsonType, JsonType};
///
/// /// Serialises to `"card"` or `"invoice"`.
/// enum Method {
///     Card,
///     Invoice,
/// }
///
/// impl HasJsonType for Method {
///     const JSON_TYPE: JsonType = JsonType::OneOf(&["card", "invoice"]);
/// }
/// # let _ = (Method::Card, Method::Invoice);
/// assert_eq!(
///     <Option<Vec<Method>>>::JSON_TYPE,
///     JsonType::Nullable(&JsonType::ArrayOf(&Method::JSON_TYPE)),
/// );
/// ```
///
/// A member whose type does not implement it has [`JsonType::AnyValue`].
pub trait HasJsonType {
    /// The JSON type that a value is serialised to.
    const JSON_TYPE: JsonType;
}

macro_rules! json_types {
    ($($json:ident: $($ty:ty),+;)+) => {$($(
        impl HasJsonType for $ty {
            const JSON_TYPE: JsonType = JsonType::$json;
        }
    )+)+};
}

json_types! {
    AnyValue: serde_json::Value;
    BooleanValue: bool;
    IntegerValue: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize;
    NumberValue: f32, f64;
    StringValue: str, String, char, Path, PathBuf, IpAddr, Ipv4Addr, Ipv6Addr;
}

macro_rules! same_type {
    ($($pointer:ty),+) => {$(
        impl<T: HasJsonType + ?Sized> HasJsonType for $pointer {
            const JSON_TYPE: JsonType = T::JSON_TYPE;
        }
    )+};
}

same_type!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);

impl<T: HasJsonType + ToOwned + ?Sized> HasJsonType for Cow<'_, T> {
    const JSON_TYPE: JsonType = T::JSON_TYPE;
}

impl<T: HasJsonType> HasJsonType for Option<T> {
    const JSON_TYPE: JsonType = JsonType::Nullable(&T::JSON_TYPE);
}

macro_rules! arrays {
    ($($([$($parameter:tt)+])? => $array:ty;)+) => {$(
        impl<T: HasJsonType $(, $($parameter)+)?> HasJsonType for $array {
            const JSON_TYPE: JsonType = JsonType::ArrayOf(&T::JSON_TYPE);
        }
    )+};
}

arrays! {
    => [T];
    [const N: usize] => [T; N];
    => Vec<T>;
    => VecDeque<T>;
    => BTreeSet<T>;
    [S] => HashSet<T, S>;
}

impl<K, V: HasJsonType> HasJsonType for BTreeMap<K, V> {
    const JSON_TYPE: JsonType = JsonType::MapOf(&V::JSON_TYPE);
}

impl<K, V: HasJsonType, S> HasJsonType for HashMap<K, V, S> {
    const JSON_TYPE: JsonType = JsonType::MapOf(&V::JSON_TYPE);
}

impl HasJsonType for serde_json::Map<String, serde_json::Value> {
    const JSON_TYPE: JsonType = JsonType::MapOf(&JsonType::AnyValue);
}

/// Finds the JSON type of a Rust type, for generated code. An inherent constant
/// answers for a known type, and that of [`NoJsonType`] for any other.
#[derive(Debug)]
pub struct JsonTypeOf<T: ?Sized>(PhantomData<T>);

impl<T: HasJsonType + ?Sized> JsonTypeOf<T> {
    /// The type.
    pub const TYPE: JsonType = T::JSON_TYPE;
}

/// The answer for an unknown type.
pub trait NoJsonType {
    /// Any value.
    const TYPE: JsonType = JsonType::AnyValue;
}

impl<T: ?Sized> NoJsonType for JsonTypeOf<T> {}
