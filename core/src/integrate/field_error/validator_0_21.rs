//! validator 0.21.

use std::borrow::Cow;

use validator::{ValidationErrors, ValidationErrorsKind};

use super::{FieldError, FieldErrors};

/// Sorted by field, because validator keeps them in no order. A field named
/// `__all__` is the whole value.
impl From<ValidationErrors> for FieldErrors {
    fn from(errors: ValidationErrors) -> Self {
        Self::from(&errors)
    }
}

impl From<&ValidationErrors> for FieldErrors {
    fn from(errors: &ValidationErrors) -> Self {
        let mut found = Self::new();
        visit(errors, &mut Vec::new(), &mut found);
        found
    }
}

fn visit(errors: &ValidationErrors, path: &mut Vec<String>, found: &mut FieldErrors) {
    let mut fields: Vec<_> = errors.errors().iter().collect();
    fields.sort_by_key(|(name, _)| *name);
    for (name, kind) in fields {
        if name != "__all__" {
            path.push(name.to_string());
        }
        match kind {
            ValidationErrorsKind::Struct(nested) => visit(nested, path, found),
            ValidationErrorsKind::List(items) => {
                for (index, nested) in items {
                    path.push(index.to_string());
                    visit(nested, path, found);
                    path.pop();
                }
            }
            ValidationErrorsKind::Field(field_errors) => {
                for error in field_errors {
                    let detail = error
                        .message
                        .clone()
                        .unwrap_or(Cow::Borrowed("is not valid"));
                    found.push(FieldError::new(&*path, detail).with_code(error.code.clone()));
                }
            }
        }
        if name != "__all__" {
            path.pop();
        }
    }
}
