//! garde 0.23.

use garde::Report;

use super::{FieldError, FieldErrors};

/// In the order of the report. A path such as `items[1].name` is parsed from
/// its text, which is its only public form: the key of a map that contains a
/// `.` or `[` becomes several segments.
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
