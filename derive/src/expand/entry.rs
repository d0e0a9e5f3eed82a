//! One problem type: what of it is known now.

use proc_macro2::{Ident, TokenStream};

use super::defaults::{Shared, has_late_format, is_late};
use super::headers::{HeaderNames, own_fixed_headers};
use super::statements::Statements;
use crate::case;
use crate::check::{derived_code, is_mapped};
use crate::facts::flag;
use crate::model::{
    Case, Container, Delegation, Display, Keys, On, Status, Text, Unmapped, Unmask, Variant, unraw,
};
use crate::read::{format_path, level_number};
use crate::table::{FixedHeader, Flags, Row};

/// One problem type: a variant, or a case of one.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) container: &'a Container,
    pub(super) variant: &'a Variant,
    pub(super) krate: &'a TokenStream,
    pub(super) names: &'a HeaderNames,
    pub(super) case: Option<&'a Case>,
    /// What is said for all variants.
    pub(super) shared: Shared,
    pub(super) keys: &'a Keys,
}

/// What follows from the keys in more than one place.
pub(super) struct Facts {
    is_mapped: bool,
    /// Empty if only a value decides it.
    pub(super) code: String,
}

impl Entry<'_> {
    /// The row, and the code that says the rest.
    pub(super) fn expand(&self) -> (Row, Statements) {
        let facts = Facts {
            is_mapped: self.is_mapped(),
            code: self.code(),
        };
        let statements = self.statements(&facts);
        (self.row(facts, &statements), statements)
    }

    /// A case takes the place of a delegation.
    pub(super) fn delegation(&self) -> Option<&Delegation> {
        let delegation = self.keys.delegate.as_ref();
        delegation.filter(|_| self.case.is_none())
    }

    pub(super) fn is_delegated(&self) -> bool {
        self.delegation().is_some()
    }

    fn row(&self, facts: Facts, statements: &Statements) -> Row {
        let (container, keys) = (self.container, self.keys);
        let is_delegated = self.is_delegated();
        let Facts { is_mapped, code } = facts;
        let status = match &keys.status {
            Some(Status::Fixed(number, _)) => *number,
            Some(Status::Dynamic(_)) => 0,
            None if is_delegated || container.defaults.status.is_some() => 0,
            None => match container.options.unmapped {
                Unmapped::Status(number) => number,
                Unmapped::InternalServerError | Unmapped::Deny => 500,
            },
        };
        let uri = match (&keys.type_uri, &container.options.type_base) {
            (Some(uri), _) if uri.value() == "about:blank" => String::new(),
            (Some(uri), _) => uri.value(),
            (None, Some(base)) if !code.is_empty() => format!("{base}{code}"),
            _ => String::new(),
        };
        let title = match &keys.title {
            Some(title) => Some(title.value()),
            // A title of its own for a type of its own: the phrase of the
            // status is for `about:blank`, and for what nobody mapped, whose
            // name is for the log.
            None => ((!uri.is_empty() || self.late_type()) && is_mapped && !is_delegated)
                .then(|| self.derived_title()),
        };
        let is_unmask = matches!(keys.unmask, Some(Unmask::Always(_)));
        let detail = self.fixed_detail(&code, status, is_unmask);
        let is_unmapped = !is_mapped && !is_delegated;
        // All unmapped variants that say nothing share a body.
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
            && !self.has_late_headers(status);
        // Also of a 5xx: an outer error may unmask it.
        let implies_display = detail.is_none() && self.implies_display(status) && !is_delegated;
        let mut flags = Flags::default();
        flags.set(flag::STATIC, is_static);
        flags.set(flag::FIXED_BODY, fixed_body);
        flags.set(flag::DISPLAY, implies_display);
        flags.set(flag::UNMASK, is_unmask);
        flags.set(flag::TRANSPARENT, is_delegated);
        flags.set(flag::UNMAPPED, is_unmapped);
        flags.set(
            flag::IMPLICIT,
            detail.as_ref().is_some_and(|detail| detail.is_implicit),
        );
        let mut fields = self.variant.fields.iter();
        flags.set(
            flag::BACKTRACE,
            fields.any(|field| field.may_hold_backtrace),
        );
        flags.set(
            flag::DERIVED_CODE,
            status == 0 && keys.code.is_none() && !is_delegated,
        );
        flags.set(flag::SELECTS, self.selects(statements));
        flags.set(
            flag::SAYS,
            statements.says || is_delegated || self.shared.says,
        );
        Row {
            variant: if container.is_enum {
                unraw(&self.variant.ident)
            } else {
                String::new()
            },
            status,
            code,
            uri,
            title,
            detail: detail.map(|detail| detail.text),
            flags,
            level: self.level(status).map(level_number),
            headers: self.fixed_headers(status),
            format,
            grpc: keys.grpc,
        }
    }

    /// Whether the pass that decides must hear the error itself.
    pub(super) fn selects(&self, statements: &Statements) -> bool {
        !statements.select.is_empty() || self.is_delegated() || self.shared.decides
    }

    /// The code in words where there is one, so that all who share it share the
    /// title; else the variant's name.
    fn derived_title(&self) -> String {
        match &self.keys.code {
            Some(Text::Fixed(code, _)) => case::sentence(code),
            _ => case::sentence(&unraw(&self.variant.ident)),
        }
    }

    fn code(&self) -> String {
        match &self.keys.code {
            Some(Text::Fixed(code, _)) => format!("{}{code}", self.container.options.code_prefix),
            Some(_) => String::new(),
            None if self.is_delegated()
                || !self.is_mapped()
                || self.container.defaults.code.is_some() =>
            {
                String::new()
            }
            None => derived_code(self.container, self.variant),
        }
    }

    /// Whether the type URI is the base and a code that is known at run time.
    fn late_type(&self) -> bool {
        let keys = self.keys;
        let is_late = matches!(keys.code, Some(Text::Expr(_))) || self.needs_default_code();
        is_late && keys.type_uri.is_none() && self.container.options.type_base.is_some()
    }

    /// Whether `Display` is the detail where it may be public.
    fn implies_display(&self, status: u16) -> bool {
        let keys = self.keys;
        let is_said = keys.detail.is_some()
            || keys.hide.is_some()
            || self.container.defaults.detail.is_some();
        !is_said && status != 304
    }

    /// Whether `Display` may become the detail while the program runs.
    fn shows_display(&self, status: u16) -> bool {
        // A delegated 4xx that another error turns into a 5xx is masked there.
        let may_show = status < 500 || self.keys.unmask.is_some();
        may_show && self.implies_display(status)
    }

    /// A detail that is known now. Without a code there is no JSON in the table
    /// that it could be a part of.
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
        match &self.variant.display {
            Display::Template(template) if shows => {
                let text = template.fixed()?;
                Some(Detail {
                    text,
                    is_implicit: true,
                })
            }
            _ => None,
        }
    }

    fn is_mapped(&self) -> bool {
        let keys = self.keys;
        is_mapped(self.container, keys)
            && (self.case.is_none()
                || keys.status.is_some()
                || self.container.defaults.status.is_some())
    }

    fn needs_default_code(&self) -> bool {
        self.keys.code.is_none() && self.container.defaults.code.is_some()
    }

    /// Whether what holds for all variants is in the body of this one.
    fn has_late_body(&self) -> bool {
        let defaults = &self.container.defaults;
        !defaults.members.is_empty() || defaults.detail.is_some() || defaults.code.is_some()
    }

    /// Whether what holds for all variants is in the headers of this one.
    fn has_late_headers(&self, status: u16) -> bool {
        !self.container.defaults.headers.is_empty()
            || self.rules(status).any(|on| is_late(self.container, on))
    }

    /// What holds for a status, the last that was written first.
    fn rules(&self, status: u16) -> impl Iterator<Item = &On> {
        let on = self.container.options.on.iter().rev();
        on.filter(move |on| on.applies(status))
    }

    fn level(&self, status: u16) -> Option<&Ident> {
        let mut on = self.rules(status);
        let own = self.keys.log.as_ref();
        own.or_else(|| on.find_map(|on| on.keys.log.as_ref()))
    }

    fn format(&self, status: u16) -> Option<TokenStream> {
        let mut on = self.rules(status);
        let format = self
            .keys
            .format
            .as_ref()
            .or_else(|| on.find_map(|on| on.keys.format.as_ref()));
        // Where the status is only known while the program runs, an `on` must
        // be heard before the type's own format.
        let is_late = status == 0 && has_late_format(self.container);
        let format = format.or_else(|| {
            let format = self.container.defaults.format.as_ref();
            format.filter(|_| !is_late)
        });
        format.map(|format| format_path(format, self.krate))
    }

    /// The headers whose value is known: the variant's own, and those of an
    /// `on` for a status that is known too.
    fn fixed_headers(&self, status: u16) -> Vec<FixedHeader> {
        let keys = self.keys;
        let mut headers = own_fixed_headers(keys);
        for on in self.rules(status) {
            if is_late(self.container, on) {
                continue;
            }
            let own: Vec<String> = headers.iter().map(|header| header.name.clone()).collect();
            for header in own_fixed_headers(&on.keys) {
                let is_given = own.contains(&header.name)
                    || keys.headers.iter().any(|known| known.name == header.name);
                if !is_given {
                    headers.push(header);
                }
            }
        }
        headers
    }
}

/// A detail that is known now.
struct Detail {
    text: String,
    /// Whether it is the text of `Display`.
    is_implicit: bool,
}
