//! The headers of a response while it is made.

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::body::html::POLICY;
use crate::convert::header_rules::Budget;
use crate::facts::MOST_HEADERS;
use crate::note::Note;

pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const ACCEPT: HeaderValue = HeaderValue::from_static("accept");

/// What is known about the headers of a response while the map is filled.
#[derive(Clone, Copy, Default)]
pub(crate) struct Outgoing {
    has_cache_control: bool,
    budget: Budget,
}

impl Outgoing {
    /// Returns whether a header is set.
    #[inline]
    pub(crate) fn has(map: &HeaderMap, name: &HeaderName) -> bool {
        !map.is_empty() && map.contains_key(name)
    }

    /// Adds a header that is known at compile time.
    #[inline]
    pub(crate) fn append(&mut self, map: &mut HeaderMap, name: &HeaderName, value: HeaderValue) {
        self.has_cache_control |= *name == CACHE_CONTROL;
        // The derive refuses literals that are too long, and counts their names.
        if self.budget.take(0, &value).is_ok() {
            put(map, name.clone(), value);
        }
    }

    /// Adds a header if clients accept it. The length of a name that is not ours is counted.
    pub(crate) fn put(
        &mut self,
        map: &mut HeaderMap,
        name: &HeaderName,
        value: HeaderValue,
        is_ours: bool,
    ) -> Result<(), Note> {
        let mut counted = 0;
        // Saves the checks for our own names, which are few and short.
        if !is_ours {
            if map.len() >= MOST_HEADERS {
                return Err(Note::HeadersTooMany);
            }
            counted = name.as_str().len();
        }
        self.budget.take(counted, &value)?;
        self.has_cache_control |= *name == CACHE_CONTROL;
        if put(map, name.clone(), value) {
            Ok(())
        } else {
            Err(Note::HeadersTooMany)
        }
    }

    /// Adds one of our own headers, whose value is short.
    #[inline]
    pub(crate) fn put_short(
        &mut self,
        map: &mut HeaderMap,
        name: HeaderName,
        value: HeaderValue,
    ) -> Result<(), Note> {
        self.budget.take(0, &value)?;
        put(map, name, value);
        Ok(())
    }

    /// Adds the headers of a problem's body, and those of every error response.
    #[inline]
    pub(crate) fn complete_problem(self, map: &mut HeaderMap) {
        put(map, CONTENT_TYPE, PROBLEM_JSON);
        self.complete_cache_control(map);
    }

    /// Adds the headers of a built-in page, and those of every error response.
    pub(crate) fn complete_page(self, map: &mut HeaderMap, media_type: Option<HeaderValue>) {
        if !map.contains_key(CONTENT_SECURITY_POLICY) {
            put(map, CONTENT_SECURITY_POLICY, POLICY);
        }
        self.complete(map, media_type, false);
    }

    /// Adds the headers of a body of any type, or of no body.
    pub(crate) fn complete(
        self,
        map: &mut HeaderMap,
        media_type: Option<HeaderValue>,
        is_stored: bool,
    ) {
        if let Some(media_type) = media_type {
            // Also if the format is the user's own.
            if media_type.as_bytes().starts_with(b"text/")
                && !map.contains_key(X_CONTENT_TYPE_OPTIONS)
            {
                let nosniff = HeaderValue::from_static("nosniff");
                put(map, X_CONTENT_TYPE_OPTIONS, nosniff);
            }
            put(map, CONTENT_TYPE, media_type);
        }
        if !is_stored {
            self.complete_cache_control(map);
        }
    }

    fn complete_cache_control(self, map: &mut HeaderMap) {
        if !self.has_cache_control {
            put(map, CACHE_CONTROL, NO_STORE);
        }
    }
}

/// Declares that the format was chosen by the `Accept` of the request, in addition to other causes.
pub(crate) fn vary_by_accept(headers: &mut HeaderMap) {
    // Most maps are small and have no `Vary`: one pass over the names costs less than
    // a lookup.
    let varies = headers.keys().any(|name| *name == VARY);
    if !varies || !varies_by(headers, &ACCEPT) {
        put(headers, VARY, ACCEPT);
    }
}

/// Returns whether `Vary` has every name of this line, or `*`.
pub(crate) fn varies_by(headers: &HeaderMap, line: &HeaderValue) -> bool {
    fn names(line: &HeaderValue) -> impl Iterator<Item = &[u8]> {
        let names = line.as_bytes().split(|byte| *byte == b',');
        names.map(<[u8]>::trim_ascii)
    }

    let is_there = |wanted: &[u8]| {
        let lines = headers.get_all(VARY).iter();
        lines
            .flat_map(names)
            .any(|name| name == b"*" || name.eq_ignore_ascii_case(wanted))
    };
    names(line).all(is_there)
}

/// Adds a header. A map that is full is not changed. Space is not reserved: `http`
/// allocates space for six headers with the first one, and `reserve` costs 110
/// instructions.
fn put(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) -> bool {
    #[cfg(feature = "actix-web-4")]
    if headers.is_empty() {
        spare::take(headers);
    }
    headers.try_append(name, value).is_ok()
}

/// A framework with its own header map copies ours, and leaves it for the next
/// response.
#[cfg(feature = "actix-web-4")]
pub(crate) mod spare {
    use std::cell::Cell;

    use http::HeaderMap;

    thread_local! {
        static SPARE: Cell<Option<HeaderMap>> = const { Cell::new(None) };
    }

    /// The capacity, in headers, of the largest map that a thread keeps.
    const KEPT: usize = 32;

    /// Replaces a new map by the one that the thread keeps.
    pub(super) fn take(map: &mut HeaderMap) {
        if let Ok(Some(spare)) = SPARE.try_with(Cell::take) {
            *map = spare;
        }
    }

    pub(crate) fn keep(mut map: HeaderMap) {
        // Values that share a name do not count towards its capacity.
        if map.capacity() <= KEPT && map.len() <= KEPT {
            map.clear();
            // A thread that is shutting down keeps nothing.
            let _ = SPARE.try_with(|spare| spare.set(Some(map)));
        }
    }
}
