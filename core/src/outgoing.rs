//! The headers of a response, while it is made.

use std::sync::LazyLock;

use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Content type, cache control, one more: a map of three does not grow.
const USUAL: usize = 3;

/// What a problem's response has if nobody says more. To clone a map costs less
/// than to fill one.
static DEFAULTS: LazyLock<HeaderMap> = LazyLock::new(|| {
    let mut headers = HeaderMap::with_capacity(USUAL);
    put(&mut headers, CONTENT_TYPE, PROBLEM_JSON);
    put(&mut headers, CACHE_CONTROL, NO_STORE);
    headers
});

/// The same with a last one, whose value is to be replaced: a burst of 429s is
/// when it counts.
static DEFAULTS_AND_RETRY_AFTER: LazyLock<HeaderMap> = LazyLock::new(|| {
    let mut headers = DEFAULTS.clone();
    put(&mut headers, RETRY_AFTER, HeaderValue::from_static("0"));
    headers
});

/// What is known of the headers of a response, while the map is filled.
#[derive(Clone, Copy)]
pub(crate) struct Outgoing {
    /// Whether it is a problem with the defaults of one.
    takes_defaults: bool,
    /// Whether these are in the map.
    has_defaults: bool,
    has_cache_control: bool,
}

impl Outgoing {
    /// For a response of any shape; the map is empty.
    pub(crate) const ANY: Self = Self {
        takes_defaults: false,
        has_defaults: false,
        has_cache_control: false,
    };

    /// For a problem in the shape of RFC 9457.
    pub(crate) const PROBLEM: Self = Self {
        takes_defaults: true,
        ..Self::ANY
    };

    /// Whether a header was put.
    #[inline]
    pub(crate) fn has(self, map: &HeaderMap, name: &HeaderName) -> bool {
        if map.is_empty() {
            false
        } else if self.has_defaults && *name == CACHE_CONTROL {
            self.has_cache_control
        } else {
            map.contains_key(name)
        }
    }

    /// Adds a header; whether there was room for it.
    pub(crate) fn append(
        &mut self,
        map: &mut HeaderMap,
        name: &HeaderName,
        value: HeaderValue,
    ) -> bool {
        if map.is_empty() {
            if self.takes_defaults && *name == RETRY_AFTER {
                self.has_defaults = true;
                map.clone_from(&DEFAULTS_AND_RETRY_AFTER);
                if let Some(last) = map.values_mut().last() {
                    *last = value;
                }
                return true;
            }
            map.reserve(USUAL);
        }
        if *name == CACHE_CONTROL {
            let is_first = !self.has_cache_control;
            self.has_cache_control = true;
            if is_first && self.has_defaults {
                return map.try_insert(name, value).is_ok();
            }
        }
        put(map, name.clone(), value)
    }

    /// Adds those of a problem's body, and what every error response has.
    #[inline]
    pub(crate) fn complete_problem(self, map: &mut HeaderMap) {
        if map.is_empty() {
            map.clone_from(&DEFAULTS);
        } else if !self.has_defaults {
            put(map, CONTENT_TYPE, PROBLEM_JSON);
            self.complete_cache_control(map);
        }
    }

    /// The same for a body of any type, or for none.
    pub(crate) fn complete(
        self,
        map: &mut HeaderMap,
        media_type: Option<HeaderValue>,
        is_stored: bool,
    ) {
        if map.is_empty() {
            map.reserve(USUAL);
        }
        if let Some(media_type) = media_type {
            // Also where the format is the user's own.
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

/// A map that is full stays as it is.
fn put(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) -> bool {
    headers.try_append(name, value).is_ok()
}
