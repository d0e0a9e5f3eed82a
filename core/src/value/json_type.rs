//! The JSON type of a member, as a catalog names it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// What a value is in JSON, as far as its Rust type shows.
///
/// Serialised, it is a JSON Schema (2020-12) of such values.
// No name here is that of a usual type: rustc would write that one with its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonType {
    /// Not known.
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
    /// Such a value, or `null`.
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
    /// A member that is always there.
    #[must_use]
    pub const fn new(name: &'static str, json_type: JsonType) -> Self {
        Self {
            name,
            json_type,
            is_required: true,
        }
    }

    /// The same, which may be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self {
            is_required: false,
            ..self
        }
    }

    /// The name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The type of the value.
    #[must_use]
    pub const fn json_type(&self) -> JsonType {
        self.json_type
    }

    /// Whether the member is always there.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.is_required
    }
}

/// A type whose JSON type is known, so that a catalog can name it.
///
/// Numbers, texts, collections and what is in an `Option` implement it. For a type of
/// the application:
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
/// A member of a type that does not implement it has [`JsonType::AnyValue`].
pub trait HasJsonType {
    /// What a value serialises to.
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

/// The question which JSON type a Rust type has, for generated code. An inherent
/// constant answers for a type that is known, and [`NoJsonType`]'s for any other.
#[derive(Debug)]
pub struct JsonTypeOf<T: ?Sized>(PhantomData<T>);

impl<T: HasJsonType + ?Sized> JsonTypeOf<T> {
    /// The type.
    pub const TYPE: JsonType = T::JSON_TYPE;
}

/// The answer for a type that is not known.
pub trait NoJsonType {
    /// Any value.
    const TYPE: JsonType = JsonType::AnyValue;
}

impl<T: ?Sized> NoJsonType for JsonTypeOf<T> {}
