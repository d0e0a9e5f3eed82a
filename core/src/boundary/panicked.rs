//! A panic of a handler, as an error.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::caught::caught;
use crate::convert::scope;

thread_local! {
    /// Whether `PLACE` belongs to the current poll. Every poll resets this flag,
    /// which is cheaper than clearing `PLACE`.
    static IS_PLACED: Cell<bool> = const { Cell::new(false) };
    /// The location of the last panic of this thread, and its stack for a developer.
    static PLACE: RefCell<Option<(String, Option<Backtrace>)>> = const { RefCell::new(None) };
}

/// A handler panicked.
#[derive(Debug)]
pub(crate) struct Panicked {
    text: String,
}

impl Panicked {
    /// Runs the function, and returns an error if it panics. The location of an earlier
    /// panic does not apply to a resumed panic: no panic hook is called for that.
    pub(crate) fn catch<T>(run: impl FnOnce() -> T) -> Result<T, Self> {
        IS_PLACED.set(false);
        catch_unwind(AssertUnwindSafe(run)).map_err(Self::new)
    }

    /// Creates the error from the payload of a panic. The payload is dropped here,
    /// where a second panic is caught.
    fn new(payload: Box<dyn Any + Send>) -> Self {
        let text = if let Some(text) = payload.downcast_ref::<&'static str>() {
            (*text).to_owned()
        } else if let Some(text) = payload.downcast_ref::<String>() {
            text.clone()
        } else {
            "a panic without a message".to_owned()
        };
        let _ = caught(|| drop(payload));
        let place = PLACE.try_with(|place| place.try_borrow_mut().ok()?.take());
        let place = place.ok().flatten().filter(|_| IS_PLACED.get());
        let text = match place {
            Some((place, stack)) => {
                if let (Some(stack), Some(scope)) = (stack, scope::current()) {
                    scope.keep_stack(stack.to_string());
                }
                format!("panicked at {place}: {text}")
            }
            None => format!("panicked: {text}"),
        };
        Self { text }
    }
}

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for Panicked {}

/// Installs the panic hook that keeps the location of each panic inside a boundary.
pub(crate) fn keep_places() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if let Some(location) = info.location()
                && let Some(scope) = scope::current()
            {
                let stack = scope.has_developer().then(Backtrace::force_capture);
                let _ = PLACE.try_with(|place| {
                    if let Ok(mut place) = place.try_borrow_mut() {
                        *place = Some((location.to_string(), stack));
                        IS_PLACED.set(true);
                    }
                });
            }
            previous(info);
        }));
    });
}
