//! garde 0.23.

use garde::Report;

use super::{FieldError, FieldErrors};

/// In the order of the report. A path such as `items[1].name` is read back
/// from its text, the only public form of it: a map's key that has a
/// `.` or `[` in it becomes several segments.
impl From<Report> for FieldErrors {
    fn from(report: Report) -> Self {
        Self::from(&report)
    }
}

impl From<&Report> for FieldErrors {
    fn from(report: &Report) -> Self {
        report
            .iter()
            .map(|(path, error)| {
                let path = path.to_string();
                let segments = path
                    .split(['.', '[', ']'])
                    .filter(|segment| !segment.is_empty());
                FieldError::new(segments, error.message().to_owned())
            })
            .collect()
    }
}
