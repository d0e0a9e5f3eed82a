//! What a field contributes to the log: a backtrace, or an error that is not a source.

use std::backtrace::Backtrace;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::error::Error;
use std::pin::Pin;

use crate::describe::evidence::Evidence;

/// A field. Its type decides which `evidence` is called: an inherent method if it
/// has a backtrace, that of [`HeldError`] or [`HeldOptional`] if it is an error, and
/// that of [`HeldOther`] otherwise.
#[derive(Debug)]
pub struct Held<'a, T: ?Sized>(pub &'a T);

macro_rules! backtraces {
    ($($ty:ty, $this:ident => $backtrace:expr;)*) => {$(
        impl Held<'_, $ty> {
            /// Adds the backtrace.
            pub fn evidence(&self, evidence: &mut Evidence<'_>) {
                let $this = self.0;
                evidence.backtrace($backtrace);
            }
        }
    )*};
}

backtraces! {
    Backtrace, this => Some(this);
    Option<Backtrace>, this => this.as_ref();
    Box<Backtrace>, this => Some(this);
    std::sync::Arc<Backtrace>, this => Some(this);
}

#[cfg(feature = "anyhow")]
impl Held<'_, anyhow::Error> {
    /// Adds the backtrace and the error.
    pub fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.backtrace(Some(self.0.backtrace()));
        evidence.error(Some(&**self.0));
    }
}

#[cfg(feature = "eyre")]
impl Held<'_, eyre::Report> {
    /// Adds what the handler captured, and the error.
    pub fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.report(self.0);
        evidence.error(Some(&**self.0));
    }
}

/// Types that are not errors, but hold errors.
macro_rules! holders {
    ($($held:ty),*) => {$(
        impl Held<'_, Option<$held>> {
            /// Adds the error.
            pub fn evidence(&self, evidence: &mut Evidence<'_>) {
                self.0.iter().for_each(|held| Held(held).evidence(evidence));
            }
        }

        impl Held<'_, Vec<$held>> {
            /// Adds the errors.
            pub fn evidence(&self, evidence: &mut Evidence<'_>) {
                self.0.iter().for_each(|held| Held(held).evidence(evidence));
            }
        }

        impl Held<'_, std::sync::Arc<$held>> {
            /// Adds the error.
            pub fn evidence(&self, evidence: &mut Evidence<'_>) {
                Held(&**self.0).evidence(evidence);
            }
        }
    )*};
}

#[cfg(feature = "anyhow")]
holders!(anyhow::Error);
#[cfg(feature = "eyre")]
holders!(eyre::Report);
holders!(
    Box<dyn Error + '_>,
    Box<dyn Error + Send + '_>,
    Box<dyn Error + Send + Sync + '_>
);

macro_rules! boxes {
    ($($ty:ty),*) => {$(
        impl Held<'_, $ty> {
            /// Adds the error.
            pub fn evidence(&self, evidence: &mut Evidence<'_>) {
                evidence.error(Some(&**self.0));
            }
        }
    )*};
}

boxes!(
    Box<dyn Error + '_>,
    Box<dyn Error + Send + '_>,
    Box<dyn Error + Send + Sync + '_>,
    Pin<Box<dyn Error + '_>>,
    Pin<Box<dyn Error + Send + '_>>,
    Pin<Box<dyn Error + Send + Sync + '_>>
);

/// An error.
pub trait HeldError {
    /// Adds the error.
    fn evidence(&self, evidence: &mut Evidence<'_>);
}

impl<E: Error> HeldError for Held<'_, E> {
    fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.error(Some(self.0));
    }
}

/// Errors that may be present. A separate trait, because `Option` may become an error.
pub trait HeldOptional {
    /// Adds the errors.
    fn evidence(&self, evidence: &mut Evidence<'_>);
}

impl<E: Error> HeldOptional for Held<'_, Vec<E>> {
    fn evidence(&self, evidence: &mut Evidence<'_>) {
        self.0.iter().for_each(|error| evidence.error(Some(error)));
    }
}

impl<T, E: Error> HeldOptional for Held<'_, Result<T, E>> {
    fn evidence(&self, evidence: &mut Evidence<'_>) {
        let error = self.0.as_ref().err();
        evidence.error(error.map(|error| error as &dyn Error));
    }
}

/// Does not wait for an error that another thread has locked.
impl<E: Error> HeldOptional for Held<'_, std::sync::Mutex<E>> {
    fn evidence(&self, evidence: &mut Evidence<'_>) {
        let error = self.0.try_lock().ok();
        evidence.error(error.as_deref().map(|error| error as &dyn Error));
    }
}

impl<E: Error> HeldOptional for Held<'_, Option<E>> {
    fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.error(self.0.as_ref().map(|error| error as &dyn Error));
    }
}

/// Holders of errors within holders. A separate trait for the same reason.
pub trait HeldNested {
    /// Adds the errors.
    fn evidence(&self, evidence: &mut Evidence<'_>);
}

macro_rules! nested {
    ($([$($parameter:ident),*] $holder:ty, $this:ident => $errors:expr;)*) => {$(
        impl<$($parameter,)* E: Error> HeldNested for Held<'_, $holder> {
            fn evidence(&self, evidence: &mut Evidence<'_>) {
                let $this = self.0;
                for error in $errors {
                    evidence.error(Some(error));
                }
            }
        }
    )*};
}

nested! {
    [] Option<Vec<E>>, this => this.iter().flatten();
    [] Vec<Option<E>>, this => this.iter().flatten();
    [] Option<Option<E>>, this => this.iter().flatten();
    [T] Vec<Result<T, E>>, this => this.iter().filter_map(|result| result.as_ref().err());
    [T] Option<Result<T, E>>, this => this.iter().filter_map(|result| result.as_ref().err());
    [T] Vec<(T, E)>, this => this.iter().map(|(_, error)| error);
    [K] HashMap<K, E>, this => this.values();
    [K] BTreeMap<K, E>, this => this.values();
    [] VecDeque<E>, this => this;
    [] Box<[E]>, this => this.iter();
    [] Pin<Box<E>>, this => [&**this];
}

impl<E: Error, const N: usize> HeldNested for Held<'_, [E; N]> {
    fn evidence(&self, evidence: &mut Evidence<'_>) {
        self.0.iter().for_each(|error| evidence.error(Some(error)));
    }
}

/// Any other type. It is tried last, because it needs one more reference.
pub trait HeldOther {
    /// Adds nothing.
    fn evidence(&self, _evidence: &mut Evidence<'_>) {}
}

impl<T: ?Sized> HeldOther for &Held<'_, T> {}
