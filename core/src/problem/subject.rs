//! A problem as the subject of a conversion: what it decides and what it describes.

use std::error::Error;
use std::fmt::Display;

use super::cause::Cause;
use super::{Problem, ProblemParts};
use crate::body::member::{Member, Name, RawJson};
use crate::body::sink::Audience;
use crate::describe::chain::{self, Contexts, Downcast};
use crate::describe::decision::Decision;
use crate::describe::delegate::{Delegate, pointers};
use crate::describe::description::{Description, Place};
use crate::describe::evidence::Evidence;
use crate::describe::subject::{Delegation, Subject};

impl ProblemParts {
    /// Returns the causes, oldest first.
    fn causes(&self) -> impl Iterator<Item = &Cause> {
        self.displaced.iter().chain([&self.cause])
    }

    /// Returns whether no part of the problem type or the occurrence was set.
    fn is_plain(&self) -> bool {
        let texts = [
            &self.code,
            &self.uri,
            &self.title,
            &self.detail,
            &self.instance,
        ];
        #[cfg(feature = "fluent")]
        if !self.arguments.is_empty() {
            return false;
        }
        texts.into_iter().all(Option::is_none)
            && self.status.is_none()
            && self.members.iter().next().is_none()
            && self.headers.is_empty()
            && !self.failure
            && self.read.is_none()
            && self.notes.is_empty()
    }
}

/// A member that could not be serialised when it was added.
struct Unwritable;

impl Member for Unwritable {
    fn write(&self, _out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        Err(serde_core::de::Error::custom(
            "a member cannot be serialised",
        ))
    }
}

impl Subject for Problem {
    fn decide(&self, decision: &mut Decision<'_>) {
        let parts = &*self.0;
        if parts.grpc.is_some() || parts.status.is_some() {
            decision.set_grpc(parts.grpc.unwrap_or(0));
        }
        if let Some(status) = parts.status {
            decision.status(&status);
        }
        if let Some(code) = &parts.code {
            decision.set_code(code.clone());
        }
        if let Some(uri) = &parts.uri {
            decision.set_uri(uri.clone());
        }
        match (&parts.title, &parts.read) {
            (Some(title), Some(read)) if read.title => {
                decision.set_read_title(title.clone(), read.status);
            }
            (Some(title), _) => decision.set_title(title.clone()),
            (None, _) => {}
        }
        if let Some(format) = parts.format {
            decision.format(format);
        }
        decision.log(parts.level);
        if parts.is_completed_elsewhere {
            decision.complete_elsewhere();
        }
    }

    fn delegate(&self, delegation: Delegation<'_>) {
        let visit = delegation.visit();
        for cause in self.0.causes() {
            if let Some(types) = cause
                .types()
                .and_then(|types| types.downcast_ref::<Types>())
                && chain::find(contexts(cause), cause.error(), types, visit)
            {
                return;
            }
        }
    }

    fn describe(&self, description: &mut Description<'_>) {
        let parts = &*self.0;
        let read = parts.read.as_ref();
        let hidden = read.filter(|read| !description.recipient().shows_read(read.status));
        if let Some(detail) = &parts.detail
            && !hidden.is_some_and(|read| read.detail)
        {
            description.detail(detail);
        }
        if !hidden.is_some_and(|read| read.instance) {
            description.instance(&parts.instance);
        }
        description.recipient().notes(parts.notes);
        if parts.failure {
            description
                .recipient()
                .member(Name::checked(""), &Unwritable);
        }
        let is_for_program = description.recipient().audience() == Audience::Program;
        for member in parts.members.iter() {
            let is_hidden = hidden.is_some() && member.is_read;
            // A member that was read and is not text may be called `code`.
            if !is_hidden && (member.name != "code" || is_for_program) {
                let json = RawJson(&member.json);
                let name = Name::unchecked(&member.name);
                description.recipient().member(name, &json);
            }
        }
        #[cfg(feature = "fluent")]
        for (name, json) in &parts.arguments {
            description.recipient().argument(name, &RawJson(json));
        }
        for name in parts.headers.keys() {
            let mut place = if parts.unbound.contains(name) {
                Place::First
            } else {
                Place::Bound
            };
            for value in parts.headers.get_all(name) {
                description
                    .recipient()
                    .header(name, Ok(Some(value.clone())), place);
                place = Place::Append;
            }
        }
    }

    fn display(&self) -> Option<&dyn Display> {
        None
    }

    fn error(&self) -> Option<&dyn Error> {
        self.cause().map(|error| error as &dyn Error)
    }

    fn typed(&self) -> Option<&(dyn Error + 'static)> {
        self.cause()
    }

    fn message(&self) -> Option<&dyn Display> {
        Some(self)
    }

    fn evidence(&self, evidence: &mut Evidence<'_>) {
        for cause in self.0.causes() {
            evidence.backtrace(cause.backtrace());
            #[cfg(feature = "eyre")]
            if let Some(report) = cause.as_eyre() {
                evidence.report(report);
            }
        }
        for cause in &self.0.displaced {
            evidence.error(cause.error().map(|error| error as &dyn Error));
        }
    }

    fn type_name(&self) -> &'static str {
        match self.cause().and_then(|cause| cause.downcast_ref::<Self>()) {
            Some(inner) => Subject::type_name(inner),
            None => self.0.cause.type_name(),
        }
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn adds_nothing(&self) -> bool {
        self.0.is_plain()
    }
}

/// The types that decide, as [`Cause`] stores them.
pub(crate) type Types = &'static [Downcast];

/// Returns the values that are attached to a cause.
fn contexts(cause: &Cause) -> Contexts<'_> {
    #[cfg(feature = "anyhow")]
    if let Some(error) = cause.as_anyhow() {
        return Contexts::Anyhow(error);
    }
    #[cfg(feature = "eyre")]
    if let Some(report) = cause.as_eyre() {
        return Contexts::Eyre(report);
    }
    let _ = cause;
    Contexts::None
}

impl Delegate for Problem {
    fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
        visit(self);
    }
}

pointers!(Problem);
