//! The sections of the page: the error, its request and its response.

use super::page::Section;
use crate::convert::log::report::{Mapping, OwnedErrorReport};
use crate::response::Response;

/// The type, its texts and its sources, and where the type is defined.
pub(super) fn what_failed(report: &OwnedErrorReport, is_panic: bool) -> Section {
    let name = if is_panic {
        "a panic"
    } else {
        report.type_name()
    };
    let mut lines = vec![name.to_owned()];
    let mut add = |prefix: &str, text: &str| {
        for (at, line) in text.lines().enumerate() {
            let begin = if at == 0 { prefix } else { "" };
            lines.push(format!("{begin:width$}{line}", width = prefix.len()));
        }
    };
    if let Some(message) = report.message() {
        add("  ", message);
    }
    for source in report.sources() {
        add("caused by: ", source);
    }
    if let Some(origin) = report.origin() {
        lines.push(format!("decided by: {origin}"));
    }
    let mapping = report.mapping();
    let note = if mapping.is_derived {
        format!("The type is defined in the module {}.", mapping.module)
    } else {
        String::new()
    };
    Section {
        title: "What failed",
        note,
        lines,
        ..Section::default()
    }
}

/// How to map the error.
pub(super) fn advice(report: &OwnedErrorReport, is_panic: bool) -> Section {
    let Mapping {
        ty,
        variant,
        is_derived,
        is_unmapped,
        ..
    } = *report.mapping();
    let status = report.status().map_or(500, |status| status.as_u16());
    let place = if variant.is_empty() {
        ty.to_owned()
    } else {
        format!("{ty}::{variant}")
    };
    let (note, lines) = if is_panic {
        let note = "A panic is a bug, which no attribute maps.";
        (note.to_owned(), Vec::new())
    } else if is_derived && is_unmapped {
        let lines = [
            "#[http(503, retry_after = 5)]",
            "#[http(409, detail = \"what the client may read\")]",
            "#[http(500)]",
        ];
        let note = format!("{place} is unmapped. Write a mapping above it, such as one of these:");
        (note, lines.map(str::to_owned).to_vec())
    } else if is_derived {
        let note = format!("{place} is mapped. A detail is public, also at a 5xx:");
        let line = format!("#[http({status}, detail = \"what the client may read\")]");
        (note, vec![line])
    } else {
        let note = "No error that derives HttpError decides this response. A variant can decide \
                    it:";
        let lines = [
            "#[error(\"what failed\")]",
            "#[http(503)]",
            "Failed(#[source] TheError),",
        ];
        (note.to_owned(), lines.map(str::to_owned).to_vec())
    };
    Section {
        title: "How to map it",
        note,
        lines,
        ..Section::default()
    }
}

/// The request as it was received, and what the boundary knows about it.
pub(super) fn request_of(came: &[String], report: &OwnedErrorReport) -> Section {
    let mut lines = came.to_vec();
    if let Some(request) = report.request() {
        let parts = [
            ("route", request.route()),
            ("request id", request.request_id()),
            ("trace id", request.trace_id()),
        ];
        let parts = parts
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        lines.push(String::new());
        lines.extend(parts.map(|(name, value)| format!("{name}: {value}")));
    }
    Section {
        title: "Request",
        lines,
        ..Section::default()
    }
}

/// The response as it was before it was replaced by this page.
pub(super) fn client_gets(response: &Response) -> Section {
    let mut lines = vec![response.status().to_string()];
    for (name, value) in response.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        lines.push(format!("{name}: {value}"));
    }
    lines.push(String::new());
    let body = String::from_utf8_lossy(response.body());
    lines.extend(body.lines().map(str::to_owned));
    Section {
        title: "What the client gets",
        lines,
        ..Section::default()
    }
}
