//! Whether the type of a field is an error: generated code asks by trait, when
//! a program is checked.
//!
//! The detail of a 4xx is the text of `Display`. If no template proves that this
//! text omits a field, the field must not be an error, not even behind a
//! pointer, in an option or in a collection. The spelling of its type proves
//! nothing: it may be an alias, or an error with an unusual name.
//!
//! One question is one method call. Its receiver has more references than any row
//! below, and rustc takes the first row that fits while it removes them one by
//! one, so the rows are ordered: the more references, the earlier. The call
//! returns either an answer or the question about what is inside. None of this
//! runs: only the type of the last answer matters.

use std::cell::{Cell, OnceCell, RefCell};
use std::cmp::Reverse;
use std::error::Error;
use std::marker::PhantomData;
use std::num::Wrapping;
use std::ops::{ControlFlow, Deref};
use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::task::Poll;

use crate::integrate::field_error::FieldErrors;

/// The question of whether a type is an error or holds one.
#[derive(Debug)]
pub struct Question<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> Question<T> {
    /// Asks about a type that is written out.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: ?Sized + 'static> Question<T> {
    /// Asks about the type of what a closure finds in an error. The closure is not called.
    #[must_use]
    pub const fn of<E: 'static, F: FnOnce(&'static E) -> Option<&'static T>>(_: &F) -> Self {
        Self::new()
    }
}

impl<T: ?Sized> Default for Question<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// It is an error.
#[derive(Clone, Copy, Debug)]
pub struct Yes;

/// It is not an error, and does not hold one.
#[derive(Clone, Copy, Debug)]
pub struct No;

/// The result of the last call.
pub trait Verdict {
    /// Whether it is an error.
    const IS_ERROR: bool;
}

impl Verdict for Yes {
    const IS_ERROR: bool = true;
}

impl Verdict for No {
    const IS_ERROR: bool = false;
}

/// Nested more deeply than the question goes.
impl<T: ?Sized> Verdict for Question<T> {
    const IS_ERROR: bool = false;
}

/// Returns the answer that a closure would return. The closure is not called.
#[must_use]
pub const fn is_error<A: Verdict, F: FnOnce() -> A>(_: &F) -> bool {
    A::IS_ERROR
}

/// Fails if a constant calls it, with this message at the call.
///
/// # Panics
///
/// Always. Only constants call it, so it fails the compilation, and no program runs it.
#[track_caller]
pub const fn refuse(message: &str) {
    panic!("{}", message)
}

/// First: errors that are meant to be shown.
pub trait Exempt {
    /// Answers that they are not a leak.
    fn ask(&self) -> No;
}

impl<T: ForClients + ?Sized> Exempt for &&&&&&Question<T> {
    fn ask(&self) -> No {
        No
    }
}

/// An answer is kept. It is in the first row, because the search for a later
/// row is what costs rustc time.
impl Exempt for &&&&&&No {
    fn ask(&self) -> No {
        No
    }
}

/// An error that is meant to be shown, or that is only an error because it
/// points to one.
pub trait ForClients {}

/// It is about the request, and is not a source of another error.
impl ForClients for FieldErrors {}
impl<T: ForClients + ?Sized> ForClients for &T {}
impl<T: ForClients + ?Sized> ForClients for &mut T {}
impl<T: ForClients + ?Sized> ForClients for Box<T> {}
impl<T: ForClients + ?Sized> ForClients for Arc<T> {}

/// Second: errors.
pub trait IsError {
    /// Answers that they are errors.
    fn ask(&self) -> Yes;
}

impl<T: Error + ?Sized> IsError for &&&&&Question<T> {
    fn ask(&self) -> Yes {
        Yes
    }
}

/// An answer is kept.
impl IsError for &&&&&&Yes {
    fn ask(&self) -> Yes {
        Yes
    }
}

/// A type that holds several values.
pub trait Several {
    /// The type of the first value.
    type First;
    /// The types of the other values.
    type Others;
}

macro_rules! several {
    ($([$($parameter:ident),*] $several:ty => $first:ty, $others:ty;)*) => {$(
        impl<$($parameter),*> Several for $several {
            type First = $first;
            type Others = $others;
        }
    )*};
}

several! {
    [T, E] Result<T, E> => T, E;
    [B, C] ControlFlow<B, C> => B, C;
    // The derive asks about each part of a tuple that is written out. These are
    // the entries of a map, the items of a collection, and what an alias stands
    // for.
    [A, B] (A, B) => A, B;
    [A, B, C] (A, B, C) => A, (B, C);
    [A, B, C, D] (A, B, C, D) => A, (B, C, D);
}

/// Next: several values of which the first is an error.
pub trait FirstIsError {
    /// Answers that it is.
    fn ask(&self) -> Yes;
}

impl<T: Several<First: Error>> FirstIsError for &&&&&Question<T> {
    fn ask(&self) -> Yes {
        Yes
    }
}

/// Third: several values of which the first points to an error.
pub trait FirstPointsToError {
    /// Answers that it does.
    fn ask(&self) -> Yes;
}

impl<T: Several<First: Deref<Target: Error>>> FirstPointsToError for &&&&Question<T> {
    fn ask(&self) -> Yes {
        Yes
    }
}

/// A type that holds a value and neither points to it nor lists it, or does so
/// in a way that would miss the error.
pub trait Holder {
    /// The type of the value.
    type Held: ?Sized;
}

macro_rules! holders {
    ($([$($parameter:ident $(: ?$sized:ident)?),*] $holder:ty => $held:ty;)*) => {$(
        impl<$($parameter $(: ?$sized)?),*> Holder for $holder {
            type Held = $held;
        }
    )*};
}

holders! {
    [T] Option<T> => T;
    [T] Poll<T> => T;
    [T] Reverse<T> => T;
    [T] Wrapping<T> => T;
    [T: ?Sized] Cell<T> => T;
    [T: ?Sized] RefCell<T> => T;
    [T] OnceCell<T> => T;
    [T] OnceLock<T> => T;
    [T: ?Sized] Mutex<T> => T;
    [T: ?Sized] RwLock<T> => T;
    [T] std::vec::IntoIter<T> => T;
    [A] (A,) => A;
}

/// Fourth: the value in a holder.
pub trait InHolder {
    /// The type of the value.
    type Held: ?Sized;
    /// Asks about it.
    fn ask(&self) -> Question<Self::Held>;
}

impl<T: Holder + ?Sized> InHolder for &&&Question<T> {
    type Held = T::Held;

    fn ask(&self) -> Question<T::Held> {
        Question::new()
    }
}

/// The other values, if the first of several is not an error.
pub trait Others {
    /// The types of the others.
    type Rest;
    /// Asks about them.
    fn ask(&self) -> Question<Self::Rest>;
}

impl<T: Several> Others for &&&Question<T> {
    type Rest = T::Others;

    fn ask(&self) -> Question<T::Others> {
        Question::new()
    }
}

/// Fifth: the target of a pointer. References, boxes, pins, an `anyhow::Error`
/// and an `eyre::Report` are such pointers.
pub trait BehindPointer {
    /// The type that it points to.
    type Target: ?Sized;
    /// Asks about it.
    fn ask(&self) -> Question<Self::Target>;
}

impl<T: Deref + ?Sized> BehindPointer for &&Question<T> {
    type Target = T::Target;

    fn ask(&self) -> Question<T::Target> {
        Question::new()
    }
}

/// Sixth: the items of a collection.
pub trait InCollection {
    /// The type of an item.
    type Item;
    /// Asks about it.
    fn ask(&self) -> Question<Self::Item>;
}

impl<T: ?Sized + 'static> InCollection for &Question<T>
where
    &'static T: IntoIterator,
{
    type Item = <&'static T as IntoIterator>::Item;

    fn ask(&self) -> Question<Self::Item> {
        Question::new()
    }
}

/// Last: all other types.
pub trait Other {
    /// Answers that they are not errors.
    fn ask(&self) -> No;
}

impl<T: ?Sized> Other for Question<T> {
    fn ask(&self) -> No {
        No
    }
}

/// The rows, without names that could shadow one of the user's.
pub mod rows {
    pub use super::{
        BehindPointer as _, Exempt as _, FirstIsError as _, FirstPointsToError as _,
        InCollection as _, InHolder as _, IsError as _, Other as _, Others as _,
    };
}

/// Whether a type is an error or holds one, as a constant `bool`: a type that is written out, or
/// the type of what a closure finds in an error. It asks ten times:
/// `BTreeMap<u8, Vec<Box<dyn Error>>>` needs eight.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_error {
    (in $find:expr) => {
        $crate::__is_error!(@of $crate::__private::probe::Question::of(&$find))
    };
    ($ty:ty) => {
        $crate::__is_error!(@of $crate::__private::probe::Question::<$ty>::new())
    };
    (@of $question:expr) => {{
        use $crate::__private::probe::rows::*;
        $crate::__private::probe::is_error(&|| {
            $crate::__is_error!(@ask $question; . . . . . . . . . .)
        })
    }};
    (@ask $question:expr; . $($rest:tt)*) => {
        $crate::__is_error!(@ask (&&&&&&&$question).ask(); $($rest)*)
    };
    (@ask $answer:expr;) => {
        $answer
    };
}

#[cfg(test)]
mod tests {
    use std::any::Any;
    use std::backtrace::Backtrace;
    use std::borrow::Cow;
    use std::cmp::Reverse;
    use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
    use std::error::Error;
    use std::fmt;
    use std::io;
    use std::num::Wrapping;
    use std::ops::ControlFlow;
    use std::path::PathBuf;
    use std::pin::Pin;
    use std::rc::Rc;
    use std::sync::{Arc, Mutex};
    use std::task::Poll;

    use crate::integrate::field_error::{FieldError, FieldErrors};

    use crate::problem::Problem;

    #[derive(Debug)]
    struct Failure;

    impl fmt::Display for Failure {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("failure")
        }
    }

    impl Error for Failure {}

    trait Special: Error {}

    type Many = Vec<Option<Arc<Failure>>>;
    type Entries = Vec<(Failure, u8)>;

    macro_rules! answers {
        ($($expected:literal: [$($ty:ty),* $(,)?])*) => {
            [$($((stringify!($ty), crate::__is_error!($ty), $expected)),*),*]
        };
    }

    #[test]
    fn an_error_is_found_wherever_it_is() {
        let answers = answers! {
            true: [
                Failure,
                io::Error,
                Problem,
                &'static Failure,
                &'static mut Failure,
                &'static dyn Error,
                &'static (dyn Error + Send),
                Box<Failure>,
                Box<dyn Error>,
                Box<dyn Error + Send + Sync>,
                Box<dyn Special>,
                Rc<dyn Error>,
                Arc<Failure>,
                Pin<Box<dyn Error>>,
                Option<Arc<Failure>>,
                Option<Box<dyn Error>>,
                Result<String, Failure>,
                Cow<'static, [Arc<Failure>]>,
                Vec<io::Error>,
                Many,
                [Failure; 2],
                VecDeque<Box<dyn Error>>,
                HashMap<String, io::Error>,
                BTreeMap<u8, Vec<Box<dyn Error>>>,
                (u8, Failure),
                Arc<Mutex<Option<Failure>>>,
                Vec<(Failure, u8)>,
                Vec<(u8, Failure, u8)>,
                HashMap<Failure, u8>,
                BTreeMap<Box<Failure>, Vec<u8>>,
                Vec<(Box<dyn Error>, u8)>,
                Vec<(Failure, Failure, Failure)>,
                Result<Failure, String>,
                Entries,
                Option<(u8, (Failure, u8))>,
                ControlFlow<Failure>,
                ControlFlow<(), Failure>,
                Poll<Failure>,
                Reverse<Failure>,
                Wrapping<Failure>,
                std::vec::IntoIter<Failure>
            ]
        };
        for (ty, answer, expected) in answers {
            assert_eq!(answer, expected, "{ty}");
        }
    }

    #[test]
    fn what_is_none_is_not_taken_for_one() {
        let answers = answers! {
            false: [
                u8,
                (),
                String,
                &'static str,
                Cow<'static, str>,
                Option<Box<str>>,
                Vec<String>,
                [u8; 2],
                BTreeSet<u8>,
                HashMap<String, Vec<u8>>,
                PathBuf,
                Backtrace,
                http::HeaderMap,
                serde_json::Value,
                fn(Failure) -> Failure,
                Box<dyn Fn() -> Failure>,
                Box<dyn Any + Send>,
                Box<dyn Iterator<Item = u8>>,
                Vec<Vec<Vec<Vec<Vec<Vec<u8>>>>>>,
                FieldError,
                FieldErrors,
                Vec<FieldErrors>,
                Option<Arc<FieldErrors>>,
                Vec<(u8, String)>,
                ControlFlow<u8, String>
            ]
        };
        for (ty, answer, expected) in answers {
            assert_eq!(answer, expected, "{ty}");
        }
    }

    #[test]
    fn the_answer_is_a_constant() {
        const { assert!(crate::__is_error!(Failure)) }
        const { assert!(!crate::__is_error!(String)) }
        const { assert!(crate::__is_error!(in |held: &'static (u8, Failure)| Some(&held.1))) }
        const { assert!(!crate::__is_error!(in |held: &'static (u8, Failure)| Some(&held.0))) }
    }

    /// Reports are not errors themselves, and need no feature here.
    #[cfg(all(feature = "anyhow", feature = "eyre"))]
    #[test]
    fn a_report_is_an_error() {
        type Cause = eyre::Report;
        assert!(crate::__is_error!(anyhow::Error));
        assert!(crate::__is_error!(Option<Cause>));
    }
}
