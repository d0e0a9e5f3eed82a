//! `transparent` on an `eyre::Report`: a masked 500, or one
//! that shows its text if the outer error unmasks it.

use std::error::Error;
use std::fmt::Display;

use crate::describe::decision::Decision;
use crate::describe::delegate::{Delegate, pointers};
use crate::describe::description::Description;
use crate::describe::evidence::Evidence;
use crate::describe::subject::Subject;

impl Subject for eyre::Report {
    fn decide(&self, _decision: &mut Decision<'_>) {}

    fn describe(&self, _description: &mut Description<'_>) {}

    fn display(&self) -> Option<&dyn Display> {
        Some(self)
    }

    fn error(&self) -> Option<&dyn Error> {
        Some(&**self)
    }

    fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.report(self);
    }

    fn type_name(&self) -> &'static str {
        "eyre::Report"
    }
}

impl Delegate for eyre::Report {
    fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
        visit(self);
    }
}

pointers!(eyre::Report);
