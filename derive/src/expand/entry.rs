//! One problem type: what is known about it at compile time.

use proc_macro2::TokenStream;

use super::defaults::Shared;
use super::headers::{HeaderNames, own_fixed_headers};
use super::statements::Statements;
use crate::case;
use crate::facts;
use crate::model::{
    Code, Container, Grpc, Header, Keys, Level, Mapping, Status, Text, Unmask, Variant,
};
use crate::status;
use crate::table::{FixedHeader, Flags, Row};

/// One problem type: a variant, or a case of one.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) container: &'a Container,
    pub(super) variant: &'a Variant,
    pub(super) krate: &'a TokenStream,
    pub(super) names: &'a HeaderNames,
    /// What applies to all variants.
    pub(super) shared: &'a Shared,
    pub(super) mapping: &'a Mapping<'a>,
    pub(super) keys: &'a Keys,
}

impl Entry<'_> {
    /// Returns the row, and the code for the rest.
    pub(super) fn expand(&self) -> (Row, Statements) {
        let statements = self.statements();
        (self.row(&statements), statements)
    }

    pub(super) fn is_delegated(&self) -> bool {
        self.keys.delegate.is_some()
    }

    fn row(&self, statements: &Statements) -> Row {
        let (container, keys) = (self.container, self.keys);
        let is_delegated = self.is_delegated();
        let is_mapped = self.mapping.is_mapped;
        let code = self.mapping.fixed_code();
        let status = match &keys.status {
            Some(Status::Fixed(number, _)) => *number,
            Some(Status::Dynamic(_)) => 0,
            None if is_delegated || container.defaults.status.is_some() => 0,
            None => container.options.unmapped.status(),
        };
        let uri = match (&keys.type_uri, &container.options.type_base) {
            (Some(uri), _) if uri.value() == "about:blank" => String::new(),
            (Some(uri), _) => uri.value(),
            (None, Some(base)) if !code.is_empty() => format!("{base}{code}"),
            _ => String::new(),
        };
        let title = match &keys.title {
            Some(title) => Some(title.value()),
            // A type URI gets its own title: the phrase of the status is for
            // `about:blank`, and for unmapped variants, whose names are for the
            // log.
            None => ((!uri.is_empty() || self.late_type()) && is_mapped && !is_delegated)
                .then(|| self.derived_title()),
        };
        let is_unmask = matches!(keys.unmask, Some(Unmask::Always(_)));
        let detail = self.fixed_detail(code, status, is_unmask);
        let is_unmapped = !is_mapped && !is_delegated;
        // All unmapped variants without keys share a body.
        let has_body =
            !code.is_empty() || (is_unmapped && status == 500 && uri.is_empty() && title.is_none());
        let fixed_body = status != 0
            && has_body
            && !is_delegated
            && !statements.writes_body
            && !self.has_late_body()
            && (detail.is_some() || !self.shows_display(status));
        let format = self.format(status);
        let is_static = fixed_body
            && format.is_none()
            && status != 304
            && statements.is_empty()
            && !self.shared.describes
            && !self.has_late_headers(status)
            && container.options.finish.is_none();
        // Also for a 5xx, because an outer error may unmask it. If it delegates, the
        // inner error has its own text.
        let implies_display = detail.is_none()
            && self.implies_display(status)
            && (!is_delegated || keys.expose.is_some());
        let is_proved = self.variant.display_is_proved(container, keys);
        let mut flags = Flags::default();
        flags.set(Flags::STATIC, is_static);
        flags.set(Flags::FIXED_BODY, fixed_body);
        flags.set(Flags::DISPLAY, implies_display);
        flags.set(Flags::UNPROVED, implies_display && !is_proved);
        flags.set(Flags::UNMASK, is_unmask);
        flags.set(Flags::TRANSPARENT, is_delegated);
        flags.set(Flags::UNMAPPED, is_unmapped);
        flags.set(
            Flags::IMPLICIT,
            detail.as_ref().is_some_and(|detail| detail.is_implicit),
        );
        flags.set(Flags::EVIDENCE, !statements.evidence.is_empty());
        flags.set(
            Flags::DERIVED_CODE,
            status == 0 && keys.code.is_none() && !is_delegated,
        );
        flags.set(Flags::PHRASE, status != 0 && title.is_none());
        flags.set(
            Flags::DERIVED_TITLE,
            title.is_some() && keys.title.is_none(),
        );
        flags.set(
            Flags::DECIDES,
            !statements.decide.is_empty() || self.shared.decides,
        );
        flags.set(
            Flags::DESCRIBES,
            !statements.describe.is_empty() || self.shared.describes || self.has_late_rule(status),
        );
        flags.set(Flags::FINISHES, container.options.finish.is_some());
        flags.set(Flags::LEFT_OUT, self.leaves_mandatory_header_out(status));
        let (headers, own_headers) = self.fixed_headers(status);
        Row {
            variant: if container.is_enum {
                self.variant.name.clone()
            } else {
                String::new()
            },
            status,
            code: code.to_owned(),
            uri,
            title,
            detail: detail.map(|detail| detail.text),
            flags,
            level: self.level(status).map(Level::number),
            own_level: keys.log.is_some(),
            headers,
            own_headers,
            own_format: keys.format.is_some(),
            format,
            grpc: keys.grpc.as_ref().and_then(Grpc::fixed),
            retryable: keys.retryable,
        }
    }

    /// Returns the code in words if there is one, so that all who share the
    /// code share the title; otherwise the variant's name in words.
    fn derived_title(&self) -> String {
        match (&self.keys.code, &self.mapping.code, &self.keys.status) {
            (Some(Text::Fixed(code, _)), ..) => case::sentence(code),
            (None, Code::OfStatus(..), Some(Status::Fixed(number, _))) => {
                case::sentence(&status::name(*number))
            }
            _ => case::sentence(&self.variant.name),
        }
    }

    /// Returns whether the header that the status must have is written as `None`:
    /// a layer around the error sets it.
    fn leaves_mandatory_header_out(&self, status: u16) -> bool {
        let Some(name) = facts::mandatory_header(status) else {
            return false;
        };
        let of_rules = self.shared.rules(self.container, status);
        let mut all = of_rules.flat_map(|(on, _)| &on.keys.headers);
        let is_left_out = |header: &Header| header.name == name && header.value.is_none();
        self.keys.headers.iter().any(is_left_out) || all.any(is_left_out)
    }

    /// Returns whether the type URI is the base and a code that is known only at run time.
    fn late_type(&self) -> bool {
        let keys = self.keys;
        let is_late = matches!(keys.code, Some(Text::Expr(_))) || self.needs_default_code();
        is_late && keys.type_uri.is_none() && self.container.options.type_base.is_some()
    }

    /// Returns whether `Display` is the detail if it may be public.
    fn implies_display(&self, status: u16) -> bool {
        let keys = self.keys;
        let is_decided = keys.detail.is_some()
            || keys.hide.is_some()
            || self.container.defaults.detail.is_some();
        !is_decided && status != 304
    }

    /// Returns whether `Display` may become the detail at run time.
    fn shows_display(&self, status: u16) -> bool {
        // A delegated 4xx that another error turns into a 5xx is masked there.
        let may_show = status < 500 || self.keys.unmask.is_some();
        may_show && self.implies_display(status)
    }

    /// Returns a detail that is known at compile time. Without a code there is
    /// no JSON in the table that it could be part of.
    fn fixed_detail(&self, code: &str, status: u16, is_unmask: bool) -> Option<Detail> {
        if status == 0 || code.is_empty() || self.is_delegated() || status == 304 {
            return None;
        }
        if let Some(Text::Fixed(text, _)) = &self.keys.detail {
            return Some(Detail {
                text: text.clone(),
                is_implicit: false,
            });
        }
        let shows = self.shows_display(status) && (status < 500 || is_unmask);
        let text = shows.then(|| self.variant.display.fixed()).flatten()?;
        Some(Detail {
            text,
            is_implicit: true,
        })
    }

    fn needs_default_code(&self) -> bool {
        self.keys.code.is_none() && self.container.defaults.code.is_some()
    }

    /// Returns whether the type's keys change the body of this variant at run time.
    fn has_late_body(&self) -> bool {
        let defaults = &self.container.defaults;
        !defaults.members.is_empty() || defaults.detail.is_some() || defaults.code.is_some()
    }

    /// Returns whether the type's keys change the headers of this variant at run time.
    fn has_late_headers(&self, status: u16) -> bool {
        !self.container.defaults.headers.is_empty() || self.has_late_rule(status)
    }

    /// Returns whether an `on` for the status has headers that are known only at run time.
    fn has_late_rule(&self, status: u16) -> bool {
        let mut rules = self.shared.rules(self.container, status);
        rules.any(|(_, is_late)| is_late)
    }

    fn level(&self, status: u16) -> Option<Level> {
        let mut rules = self.shared.rules(self.container, status);
        self.keys
            .log
            .or_else(|| rules.find_map(|(on, _)| on.keys.log))
    }

    /// Returns the format; if the status is known only at run time, the variant's own.
    fn format(&self, status: u16) -> Option<TokenStream> {
        let own = self.keys.format.as_ref();
        let mut rules = self.shared.rules(self.container, status);
        let format = own.or_else(|| {
            let of_rule = rules.find_map(|(on, _)| on.keys.format.as_ref());
            let of_type = self.container.defaults.format.as_ref();
            of_rule.or(of_type.filter(|_| status != 0))
        });
        format.map(|format| format.expression(self.krate))
    }

    /// Returns the headers whose value is known at compile time, and how many of
    /// them are the variant's own. The others are those of an `on` for its status.
    fn fixed_headers(&self, status: u16) -> (Vec<FixedHeader>, usize) {
        let keys = self.keys;
        let mut headers = own_fixed_headers(keys);
        // What a case inherits may belong to another status.
        headers.retain(|header| status == 0 || facts::refused_at(&header.name, status).is_none());
        let own = headers.len();
        for (on, is_late) in self.shared.rules(self.container, status) {
            if is_late {
                continue;
            }
            let known: Vec<String> = headers.iter().map(|header| header.name.clone()).collect();
            for header in own_fixed_headers(&on.keys) {
                let is_given = known.contains(&header.name)
                    || facts::refused_at(&header.name, status).is_some()
                    || keys.headers.iter().any(|known| known.name == header.name);
                if !is_given {
                    headers.push(header);
                }
            }
        }
        (headers, own)
    }
}

/// A detail that is known at compile time.
struct Detail {
    text: String,
    /// Whether it is the text of `Display`.
    is_implicit: bool,
}
