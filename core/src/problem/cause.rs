//! The error that caused a problem.

#[cfg(any(feature = "anyhow", feature = "eyre"))]
use std::any::type_name_of_val;
use std::any::{Any, type_name};
use std::backtrace::Backtrace;
use std::error::Error;

/// An error, and which errors in its chain decide for the problem.
#[derive(Default)]
pub(crate) struct Cause {
    error: Erased,
    /// A `&'static [Downcast]`: the types that decide. The functions look for
    /// types that are defined on top of this file, which is why it is an `Any`
    /// here.
    types: Option<&'static (dyn Any + Send + Sync)>,
}

#[derive(Default)]
enum Erased {
    #[default]
    None,
    /// The error with the name of its type, which the box erases.
    Boxed(Box<dyn Error + Send + Sync>, &'static str),
    #[cfg(feature = "anyhow")]
    Anyhow(anyhow::Error),
    #[cfg(feature = "eyre")]
    Eyre(eyre::Report),
}

impl Cause {
    /// Creates a cause from an error of which only the text is known. An error
    /// type that can hold any error is kept as it is: a box would hide what is
    /// in it.
    pub(crate) fn of<E: Into<Box<dyn Error + Send + Sync>> + 'static>(error: E) -> Self {
        let mut slot = Some(error);
        let any: &mut dyn Any = &mut slot;
        #[cfg(feature = "anyhow")]
        if let Some(error) = any
            .downcast_mut::<Option<anyhow::Error>>()
            .and_then(Option::take)
        {
            return Self::anyhow(error);
        }
        #[cfg(feature = "eyre")]
        if let Some(error) = any
            .downcast_mut::<Option<eyre::Report>>()
            .and_then(Option::take)
        {
            return Self::eyre(error);
        }
        let _ = any;
        let error = slot.map_or(Erased::None, |error| {
            Erased::Boxed(error.into(), type_name::<E>())
        });
        Self { error, types: None }
    }

    #[cfg(feature = "anyhow")]
    pub(crate) fn anyhow(error: anyhow::Error) -> Self {
        Self {
            error: Erased::Anyhow(error),
            types: None,
        }
    }

    #[cfg(feature = "eyre")]
    pub(crate) fn eyre(error: eyre::Report) -> Self {
        Self {
            error: Erased::Eyre(error),
            types: None,
        }
    }

    /// Sets the types of the errors that decide for the problem.
    pub(crate) fn with_types(self, types: &'static (dyn Any + Send + Sync)) -> Self {
        Self {
            types: Some(types),
            ..self
        }
    }

    pub(crate) fn types(&self) -> Option<&'static (dyn Any + Send + Sync)> {
        self.types
    }

    pub(crate) fn is_none(&self) -> bool {
        matches!(self.error, Erased::None)
    }

    pub(crate) fn error(&self) -> Option<&(dyn Error + 'static)> {
        match &self.error {
            Erased::None => None,
            Erased::Boxed(error, _) => Some(&**error),
            #[cfg(feature = "anyhow")]
            Erased::Anyhow(error) => Some(&**error),
            #[cfg(feature = "eyre")]
            Erased::Eyre(error) => Some(&**error),
        }
    }

    pub(crate) fn type_name(&self) -> &'static str {
        match &self.error {
            Erased::None => "catchall::Problem",
            Erased::Boxed(_, type_name) => type_name,
            #[cfg(feature = "anyhow")]
            Erased::Anyhow(error) => type_name_of_val(error),
            #[cfg(feature = "eyre")]
            Erased::Eyre(error) => type_name_of_val(error),
        }
    }

    pub(crate) fn backtrace(&self) -> Option<&Backtrace> {
        match &self.error {
            #[cfg(feature = "anyhow")]
            Erased::Anyhow(error) => Some(error.backtrace()),
            _ => None,
        }
    }

    #[cfg(feature = "anyhow")]
    pub(crate) fn as_anyhow(&self) -> Option<&anyhow::Error> {
        match &self.error {
            Erased::Anyhow(error) => Some(error),
            _ => None,
        }
    }

    #[cfg(feature = "eyre")]
    pub(crate) fn as_eyre(&self) -> Option<&eyre::Report> {
        match &self.error {
            Erased::Eyre(error) => Some(error),
            _ => None,
        }
    }
}
