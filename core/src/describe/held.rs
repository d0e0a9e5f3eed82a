//! What a field has for the log: a backtrace, or an error that is no source.

use std::backtrace::Backtrace;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::error::Error;
use std::pin::Pin;

use crate::describe::evidence::Evidence;

/// A field. Its type decides which `evidence` is called: an inherent method where it
/// has a backtrace, [`HeldError`]'s or [`HeldOptional`]'s where it
/// is an error, [`HeldOther`]'s elsewhere.
#[derive(Debug)]
pub struct Held<'a, T: ?Sized>(pub &'a T);

macro_rules! backtraces {
    ($($ty:ty, $this:ident => $backtrace:expr;)*) => {$(
        impl Held<'_, $ty> {
            /// The backtrace.
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
    /// The backtrace and the error.
    pub fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.backtrace(Some(self.0.backtrace()));
        evidence.error(Some(&**self.0));
    }
}

#[cfg(feature = "eyre")]
impl Held<'_, eyre::Report> {
    /// What the handler captured, and the error.
    pub fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.report(self.0);
        evidence.error(Some(&**self.0));
    }
}

/// Types that are no errors, and hold some.
macro_rules! holders {
    ($($held:ty),*) => {$(
        impl Held<'_, Option<$held>> {
            /// The error.
            pub fn evidence(&self, evidence: &mut Evidence<'_>) {
                self.0.iter().for_each(|held| Held(held).evidence(evidence));
            }
        }

        impl Held<'_, Vec<$held>> {
            /// The errors.
            pub fn evidence(&self, evidence: &mut Evidence<'_>) {
                self.0.iter().for_each(|held| Held(held).evidence(evidence));
            }
        }

        impl Held<'_, std::sync::Arc<$held>> {
            /// The error.
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
            /// The error.
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
    /// The error.
    fn evidence(&self, evidence: &mut Evidence<'_>);
}

impl<E: Error> HeldError for Held<'_, E> {
    fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.error(Some(self.0));
    }
}

/// Errors that may be there. A trait of its own: `Option` may become an error.
pub trait HeldOptional {
    /// The errors.
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

/// One that another thread holds is not waited for.
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

/// What holds errors in what holds them. A trait of its own, for the same reason.
pub trait HeldNested {
    /// The errors.
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

/// Every other type: the one that is tried last, because it needs a reference more.
pub trait HeldOther {
    /// Nothing.
    fn evidence(&self, _evidence: &mut Evidence<'_>) {}
}

impl<T: ?Sized> HeldOther for &Held<'_, T> {}
