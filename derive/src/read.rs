//! From keys and raw values to what they mean.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{LitInt, LitStr};

use crate::attr::{self, Item, Value};
use crate::case::CODE_CASES;
use crate::errors::Errors;
use crate::header;
use crate::keys::{self, Place, did_you_mean, join};
use crate::model::{
    Case, CasePattern, Delegation, Field, Header, HeaderKind, Keys, Member, On, Options, Status,
    Style, Text, Unmapped, Unmask,
};
use crate::status;
use crate::template::Template;
use crate::tokens::{Cursor, span_of, split_arrow, split_commas, split_guard};

/// The members that RFC 9457 defines, and the code.
const RESERVED: &[&str] = &["type", "title", "status", "code", "detail", "instance"];

const LEVELS: &[(&str, &str)] = &[
    ("off", "Off"),
    ("trace", "Trace"),
    ("debug", "Debug"),
    ("info", "Info"),
    ("warn", "Warn"),
    ("error", "Error"),
];

const GRPC: &[&str] = &[
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

/// The formats that are known by one word.
const FORMATS: &[&str] = &["Empty", "Text", "Html", "Json", "ProblemJson"];

/// Reads the keys of one place.
pub(crate) struct Reader<'a> {
    pub(crate) place: Place,
    /// The fields that a value may name.
    pub(crate) fields: &'a [Field],
    pub(crate) style: Style,
    pub(crate) errors: &'a mut Errors,
}

/// What one place says.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) keys: Keys,
    pub(crate) options: Options,
    pub(crate) cases: Vec<Case>,
}

impl Reader<'_> {
    pub(crate) fn read(&mut self, items: Vec<Item>) -> Said {
        let mut said = Said::default();
        for item in items {
            let (key, span) = (item.key.clone(), item.span);
            if self.item(item, &mut said).is_none() {
                let usage =
                    keys::find(&key).map_or_else(|| key.clone(), |key| key.usage.to_owned());
                self.errors
                    .at_span(span, format!("`{key}` is written `{usage}`"));
            }
        }
        said
    }

    /// Reads one entry; `None` if it is not of the form that its key has.
    fn item(&mut self, Item { key, span, value }: Item, said: &mut Said) -> Option<()> {
        if keys::is_framework(&key) {
            said.options.frameworks.push(Ident::new(&key, span));
            return matches!(value, Value::Word).then_some(());
        }
        let keys = &mut said.keys;
        match (key.as_str(), value) {
            ("status", value) => keys.status = self.status(value)?,
            ("code", Value::Assigned(value)) => keys.code = Some(self.code(value)),
            ("type", Value::Assigned(value)) => keys.type_uri = self.type_uri(value),
            ("title", Value::Assigned(value)) => keys.title = self.title(value),
            ("detail", Value::Assigned(value)) => keys.detail = Some(self.text(value)),
            ("instance", Value::Assigned(value)) => keys.instance = Some(self.text(value)),
            ("hide", Value::Word) => keys.hide = Some(span),
            ("expose", Value::Word) => keys.expose = Some(span),
            ("unmask", Value::Word) => keys.unmask = Some(Unmask::Always(span)),
            ("unmask", Value::Assigned(value)) => keys.unmask = Some(Unmask::If(value)),
            ("transparent", Value::Word) => {
                let field = self.only_field(span, "transparent")?;
                keys.delegate = field.map(|field| Delegation::Field(field, span));
            }
            ("transparent", Value::Assigned(value)) => {
                self.one_delegation(keys, span);
                keys.delegate = Some(Delegation::Expr(value, span));
            }
            ("chain", Value::List(list)) => {
                self.one_delegation(keys, span);
                let types = split_commas(list.stream());
                if types.is_empty() {
                    self.errors.at_span(
                        span,
                        "`chain` names the types to look for: `chain(AppError)`",
                    );
                }
                keys.delegate = Some(Delegation::Chain(types, None, span));
            }
            ("case", Value::List(list)) => said.cases.extend(self.case(list.stream(), span)),
            ("header", Value::List(list)) => {
                let (name, value) = named(list.stream())?;
                self.header_named(&name, value, keys);
            }
            ("member", Value::List(list)) => {
                let (name, value) = named(list.stream())?;
                if self.member_name(&name.value(), name.span()) {
                    let value = self.text(value);
                    self.add_member(
                        keys,
                        Member::Named {
                            name,
                            value,
                            field: None,
                        },
                    );
                }
            }
            ("format", Value::Assigned(value)) => keys.format = Some(value),
            ("grpc", value) => self.grpc(value, span, keys)?,
            ("log", Value::Assigned(value)) => keys.log = self.level(value),
            (key, Value::Assigned(value)) if header::TYPED.iter().any(|typed| typed.0 == key) => {
                self.typed_header(key, value, span, keys);
            }
            (key, value) => return self.option(key, value, span, &mut said.options),
        }
        Some(())
    }

    fn option(&mut self, key: &str, value: Value, span: Span, options: &mut Options) -> Option<()> {
        match (key, value) {
            ("web", Value::Word) => options.web = Some(span),
            ("unmapped", Value::Assigned(value)) => self.unmapped(value, options),
            ("code_case", Value::Assigned(value)) => {
                let text = self.string(value, key)?;
                match CODE_CASES.iter().find(|(name, _)| *name == text.value()) {
                    Some((_, case)) => options.code_case = *case,
                    None => {
                        let known: Vec<&str> = CODE_CASES.iter().map(|case| case.0).collect();
                        let hint = did_you_mean(&text.value(), known.iter().copied());
                        let known = join(&known, "or");
                        self.errors
                            .at(text, format!("unknown case{hint}; write {known}"));
                    }
                }
            }
            ("code_prefix", Value::Assigned(value)) => {
                let text = self.string(value, key)?;
                if self.is_code(&text.value(), text.span()) {
                    options.code_prefix = text.value();
                }
            }
            ("type_base", Value::Assigned(value)) => {
                options.type_base = self.uri(value, key).map(|text| text.value());
            }
            ("on", Value::List(list)) => options.on.extend(self.on(list.stream(), span)),
            ("finish", Value::Assigned(value)) => options.finish = Some(value),
            ("crate", Value::Assigned(value)) => {
                let path = value.to_string().replace(' ', "");
                if path.starts_with("::") || path.starts_with("crate") {
                    options.krate = Some(value);
                } else {
                    self.errors.at(
                        &value,
                        format!("the path must not depend on the module it is used in: write `::{path}` or `crate::{path}`"),
                    );
                }
            }
            ("via", Value::Assigned(value)) => options.via.push(value),
            _ => return None,
        }
        Some(())
    }

    /// The keys of a field, which speak for its variant.
    pub(crate) fn read_field(&mut self, items: Vec<Item>, index: usize, keys: &mut Keys) {
        for Item { key, span, value } in items {
            let field = &self.fields[index];
            let binding = field.binding.to_token_stream();
            match (key.as_str(), value) {
                ("status", Value::Word) => match &keys.status {
                    None => keys.status = Some(Status::Dynamic(binding)),
                    Some(_) => self.errors.at_span(
                        span,
                        "the status is given already: a field cannot decide it too",
                    ),
                },
                ("transparent", Value::Word) => {
                    self.one_delegation(keys, span);
                    keys.delegate = Some(Delegation::Field(index, span));
                }
                ("member", Value::Word) => match &field.member {
                    syn::Member::Named(ident) => {
                        let name = crate::model::unraw(ident);
                        if self.member_name(&name, span) {
                            let name = LitStr::new(&name, span);
                            let value = Text::Expr(binding);
                            self.add_member(
                                keys,
                                Member::Named {
                                    name,
                                    value,
                                    field: Some(index),
                                },
                            );
                        }
                    }
                    syn::Member::Unnamed(_) => {
                        self.errors
                            .at_span(span, "this field has no name: write `member = \"name\"`");
                    }
                },
                ("member", Value::Assigned(value)) => {
                    if let Some(name) = self.string(value, "member")
                        && self.member_name(&name.value(), name.span())
                    {
                        let value = Text::Expr(binding);
                        self.add_member(
                            keys,
                            Member::Named {
                                name,
                                value,
                                field: Some(index),
                            },
                        );
                    }
                }
                ("member", Value::List(list)) => {
                    if list.stream().to_string() == "flatten" {
                        keys.members.push(Member::Flatten(index));
                    } else {
                        self.errors.at_span(
                            span,
                            "on a field write `member`, `member = \"name\"` or `member(flatten)`",
                        );
                    }
                }
                ("header", Value::Assigned(value)) => {
                    if let Some(name) = self.string(value, "header") {
                        self.header_named(&name, binding, keys);
                    }
                }
                ("retry_after", Value::Word) => {
                    self.typed_header("retry_after", binding, span, keys)
                }
                (key, _) => {
                    let usage = match key {
                        "status" | "transparent" | "retry_after" => key.to_owned(),
                        "header" => "header = \"X-Name\"".to_owned(),
                        _ => "member".to_owned(),
                    };
                    self.errors
                        .at_span(span, format!("on a field this is written `{usage}`"));
                }
            }
        }
    }

    fn status(&mut self, value: Value) -> Option<Option<Status>> {
        Some(match value {
            Value::Status(TokenTree::Ident(ident)) => match status::from_name(&ident.to_string()) {
                Ok(number) => Some(Status::Fixed(number, ident.span())),
                Err(message) => {
                    self.errors.at(ident, message);
                    None
                }
            },
            Value::Status(token) => match syn::parse2::<LitInt>(token.to_token_stream()) {
                Ok(number) => self.number(&number, false),
                Err(_) => {
                    self.errors.at(token, "expected a status such as `404`");
                    None
                }
            },
            Value::Assigned(value) => match syn::parse2::<LitInt>(value.clone()) {
                Ok(number) => self.number(&number, true),
                Err(_) if self.place == Place::Enum => {
                    self.bindings_exist(&value);
                    Some(Status::Dynamic(value))
                }
                Err(_) => Some(Status::Dynamic(value)),
            },
            Value::Word | Value::List(_) => return None,
        })
    }

    /// A status in digits; one that is assigned to nothing may only be written
    /// as an expression.
    fn number(&mut self, literal: &LitInt, is_expression: bool) -> Option<Status> {
        let number: u32 = literal.base10_parse().unwrap_or(0);
        match (status::from_number(number), u16::try_from(number)) {
            (Ok(number), _) => Some(Status::Fixed(number, literal.span())),
            (Err(_), Ok(number @ 400..=599)) if is_expression => {
                Some(Status::Fixed(number, literal.span()))
            }
            (Err(message), _) => {
                self.errors.at(literal, message);
                None
            }
        }
    }

    fn code(&mut self, value: TokenStream) -> Text {
        match syn::parse2::<LitStr>(value.clone()) {
            Ok(text) => {
                if text.value().is_empty() {
                    self.errors.at(&text, "a code is not empty");
                }
                self.is_code(&text.value(), text.span());
                Text::Fixed(text.value(), text.span())
            }
            Err(_) => {
                self.bindings_exist(&value);
                Text::Expr(value)
            }
        }
    }

    fn is_code(&mut self, text: &str, span: Span) -> bool {
        let wrong = text
            .chars()
            .find(|char| !char.is_ascii_alphanumeric() && !"._-".contains(*char));
        if let Some(char) = wrong {
            self.errors.at_span(
                span,
                format!("a code has no {char:?}: letters, digits, `.`, `_` and `-` are what programs compare without care"),
            );
        }
        wrong.is_none()
    }

    fn type_uri(&mut self, value: TokenStream) -> Option<LitStr> {
        self.uri(value, "type")
    }

    fn uri(&mut self, value: TokenStream, key: &str) -> Option<LitStr> {
        let text = self.string(value, key)?;
        let uri = text.value();
        let wrong = uri
            .chars()
            .find(|char| !char.is_ascii_graphic() || "\"<>\\^`{|}".contains(*char));
        match wrong {
            Some('{') => self.errors.at(
                &text,
                format!("`{key}` is the same for every occurrence (RFC 9457 section 3.1.1): put `{{...}}` in `detail` or a member"),
            ),
            Some(char) => self.errors.at(&text, format!("a URI has no {char:?} (RFC 3986): percent-encode it")),
            None if uri.is_empty() => self.errors.at(&text, format!("`{key}` is not empty")),
            None => return Some(text),
        }
        None
    }

    fn title(&mut self, value: TokenStream) -> Option<LitStr> {
        let text = self.string(value, "title")?;
        if text.value().contains('{') {
            self.errors.at(
                &text,
                "`title` is the same for every occurrence (RFC 9457 section 3.1.3): put `{...}` in `detail`",
            );
            return None;
        }
        if text.value().is_empty() {
            self.errors.at(
                &text,
                "`title` is not empty: leave it out for the status's own phrase",
            );
            return None;
        }
        Some(text)
    }

    /// A value that must be a string literal.
    fn string(&mut self, value: TokenStream, key: &str) -> Option<LitStr> {
        match syn::parse2::<LitStr>(value.clone()) {
            Ok(text) => Some(text),
            Err(_) => {
                self.errors
                    .at(value, format!("`{key}` is a string literal"));
                None
            }
        }
    }

    /// A value that may be a format string.
    fn text(&mut self, value: TokenStream) -> Text {
        let Ok(text) = syn::parse2::<LitStr>(value.clone()) else {
            self.bindings_exist(&value);
            return Text::Expr(value);
        };
        match Template::parse(&text.value()) {
            Ok(template) => {
                self.placeholders(&template, &text);
                match template.fixed() {
                    Some(fixed) => Text::Fixed(fixed, text.span()),
                    None => Text::Format(text),
                }
            }
            Err(message) => {
                self.errors.at(&text, message);
                Text::Fixed(String::new(), text.span())
            }
        }
    }

    /// Every placeholder names something that is there.
    fn placeholders(&mut self, template: &Template, text: &LitStr) {
        if self.place == Place::Case {
            // The pattern's own bindings count too; rustc knows them.
            return;
        }
        for name in template.names().chain(template.spec_names()) {
            let known = || {
                self.fields
                    .iter()
                    .map(|field| field.member.to_token_stream().to_string())
            };
            if name == "self" || self.fields.iter().any(|field| field.is_called(name)) {
                continue;
            }
            let fields: Vec<String> = known().map(|name| format!("`{{{name}}}`")).collect();
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let there = match (self.place, fields.as_slice()) {
                (Place::Enum | Place::On, _) => {
                    "what holds for all variants can only use `self`, in an expression".to_owned()
                }
                (_, []) => format!("{} without fields has nothing to show", self.place.name()),
                (_, fields) => format!("there is {}", join(fields, "and")),
            };
            let known: Vec<String> = known().collect();
            let message = if name.is_empty() {
                format!("`{{}}` names no field: {there}")
            } else {
                let hint = did_you_mean(name, known.iter().map(String::as_str));
                format!("there is no field `{name}`{hint}: {there}")
            };
            self.errors.at(text, message);
        }
    }

    /// A tuple field that is named by number is there.
    fn bindings_exist(&mut self, value: &TokenStream) {
        for token in value.clone() {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let is_number = name.strip_prefix('_').is_some_and(|number| {
                        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
                    });
                    if is_number
                        && self.place != Place::Case
                        && !self.fields.iter().any(|field| field.binding == name)
                    {
                        let count = self.fields.len();
                        self.errors.at(
                            ident,
                            format!(
                                "there is no field `{name}`: {} has {count}",
                                self.place.name()
                            ),
                        );
                    }
                }
                TokenTree::Group(group) => self.bindings_exist(&group.stream()),
                _ => {}
            }
        }
    }

    fn one_delegation(&mut self, keys: &Keys, span: Span) {
        if let Some(first) = &keys.delegate {
            self.errors.twice(
                first.span(),
                span,
                "only one value can decide: this is the second",
            );
        }
    }

    /// The field that `transparent` means where it names none.
    fn only_field(&mut self, span: Span, key: &str) -> Option<Option<usize>> {
        let fields: Vec<usize> = (0..self.fields.len())
            .filter(|at| !crate::display::is_backtrace(&self.fields[*at].ty))
            .collect();
        match fields.as_slice() {
            [field] => Some(Some(*field)),
            [] => {
                self.errors
                    .at_span(span, format!("`{key}` needs a field to delegate to"));
                Some(None)
            }
            _ => {
                self.errors.at_span(
                    span,
                    format!("`{key}` does not know which of {} fields decides: write `#[http({key})]` on that field", fields.len()),
                );
                Some(None)
            }
        }
    }

    fn header_named(&mut self, name: &LitStr, value: TokenStream, keys: &mut Keys) {
        let Some(header) = header::name(&name.value(), name.span(), self.errors) else {
            return;
        };
        let typed = header::TYPED.iter().find(|typed| typed.1 == header);
        let kind = typed.map_or(HeaderKind::Free, |typed| typed.2);
        self.push_header(header, kind, value, keys);
    }

    fn typed_header(&mut self, key: &str, value: TokenStream, span: Span, keys: &mut Keys) {
        let Some((_, name, kind)) = header::TYPED.iter().find(|typed| typed.0 == key) else {
            return;
        };
        if let Ok(number) = syn::parse2::<LitInt>(value.clone())
            && *kind == HeaderKind::RetryAfter
        {
            match number.base10_parse::<u64>() {
                Ok(seconds) => {
                    let value = Text::Fixed(seconds.to_string(), number.span());
                    keys.headers.push(Header {
                        name: (*name).to_owned(),
                        kind: *kind,
                        value,
                    });
                }
                Err(error) => self.errors.at(number, error),
            }
            return;
        }
        if value.to_string().starts_with('-') && *kind == HeaderKind::RetryAfter {
            self.errors.at_span(
                span_of(&value, span),
                "`retry_after` is not negative (RFC 9110 section 10.2.3)",
            );
            return;
        }
        self.push_header((*name).to_owned(), *kind, value, keys);
    }

    fn push_header(&mut self, name: String, kind: HeaderKind, value: TokenStream, keys: &mut Keys) {
        let value = self.text(value);
        if let Text::Fixed(text, span) = &value
            && let Err(message) = header::value(kind, text)
        {
            self.errors.at_span(*span, message);
            return;
        }
        keys.headers.push(Header { name, kind, value });
    }

    fn member_name(&mut self, name: &str, span: Span) -> bool {
        if RESERVED.contains(&name) {
            let hint = match name {
                "code" | "detail" | "title" | "type" | "status" => {
                    format!(": write `{name} = ...`")
                }
                _ => String::new(),
            };
            self.errors.at_span(
                span,
                format!("`{name}` is a member of every problem (RFC 9457 section 3.1){hint}"),
            );
            return false;
        }
        let starts = name.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_');
        let wrong = name
            .chars()
            .find(|char| !char.is_ascii_alphanumeric() && !"_-.".contains(*char));
        if let Some(char) = wrong {
            self.errors.at_span(span, format!("a member's name has no {char:?} (RFC 9457 section 3.2): write letters, digits and `_`"));
        } else if !starts {
            self.errors.at_span(
                span,
                "a member's name begins with a letter (RFC 9457 section 3.2)",
            );
        }
        wrong.is_none() && starts
    }

    fn add_member(&mut self, keys: &mut Keys, member: Member) {
        if let Member::Named { name, .. } = &member {
            let again = keys.members.iter().find_map(|known| match known {
                Member::Named { name: known, .. } if known.value() == name.value() => {
                    Some(known.span())
                }
                _ => None,
            });
            if let Some(first) = again {
                self.errors.twice(
                    first,
                    name.span(),
                    &format!("the member `{}` is given twice", name.value()),
                );
                return;
            }
        }
        keys.members.push(member);
    }

    fn level(&mut self, value: TokenStream) -> Option<Ident> {
        let text = value.to_string();
        if let Some((_, level)) = LEVELS.iter().find(|(name, _)| *name == text) {
            return Some(Ident::new(level, span_of(&value, Span::call_site())));
        }
        let known: Vec<&str> = LEVELS.iter().map(|level| level.0).collect();
        let hint = did_you_mean(&text, known.iter().copied());
        self.errors.at(
            value,
            format!("unknown level{hint}: write {}", join(&known, "or")),
        );
        None
    }

    fn grpc(&mut self, value: Value, span: Span, keys: &mut Keys) -> Option<()> {
        match value {
            Value::Assigned(value) => {
                let name = value.to_string();
                match GRPC.iter().position(|known| *known == name) {
                    Some(0) => self.errors.at(value, "an error is not `OK`"),
                    Some(_) if keys.grpc.is_some() => {
                        self.errors.at_span(span, "`grpc` is given twice")
                    }
                    Some(code) => keys.grpc = u8::try_from(code).ok(),
                    None => {
                        let hint = did_you_mean(&name, GRPC.iter().copied());
                        self.errors.at(
                            value,
                            format!("unknown gRPC code{hint}: write one such as `NOT_FOUND`"),
                        );
                    }
                }
            }
            Value::List(list) => {
                for part in split_commas(list.stream()) {
                    let mut cursor = Cursor::new(part);
                    let is_metadata = cursor.ident().is_some_and(|ident| ident == "metadata");
                    let group = cursor.group(Delimiter::Parenthesis).filter(|_| is_metadata);
                    let Some((name, value)) = group.and_then(|group| named(group.stream())) else {
                        self.errors
                            .at_span(span, "expected `grpc(metadata(\"key\" = expr))`");
                        continue;
                    };
                    let key = name.value();
                    if key.is_empty()
                        || key.chars().any(|char| {
                            !char.is_ascii_lowercase()
                                && !char.is_ascii_digit()
                                && !"_-.".contains(char)
                        })
                    {
                        self.errors.at(
                            &name,
                            "a metadata key has lower-case letters, digits, `_`, `-` and `.` only",
                        );
                    }
                    let value = self.text(value);
                    keys.metadata.push((name, value));
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn unmapped(&mut self, value: TokenStream, options: &mut Options) {
        if value.to_string() == "deny" {
            options.unmapped = Unmapped::Deny;
            return;
        }
        let number = match syn::parse2::<LitInt>(value.clone()) {
            Ok(number) => status::from_number(number.base10_parse().unwrap_or(0)),
            Err(_) => match syn::parse2::<Ident>(value.clone()) {
                Ok(name) => status::from_name(&name.to_string()),
                Err(_) => Err("expected `deny` or a status such as `503`".to_owned()),
            },
        };
        match number {
            Ok(number) if number >= 500 => options.unmapped = Unmapped::Status(number),
            Ok(number) => self.errors.at(value, format!("a variant that nobody mapped is the server's fault: write a 5xx and not {number}, or `unmapped = deny`")),
            Err(message) => self.errors.at(value, message),
        }
    }

    fn on(&mut self, tokens: TokenStream, span: Span) -> Option<On> {
        let mut parts = split_commas(tokens).into_iter();
        let statuses = parts.next().unwrap_or_default();
        let statuses = self.statuses(statuses, span);
        let items: Vec<Item> = parts
            .flat_map(|part| attr::entries(part, Place::On, self.errors))
            .collect();
        if items.is_empty() {
            self.errors.at_span(
                span,
                "an `on` says something of its statuses: `on(401, www_authenticate = \"Bearer\")`",
            );
        }
        let mut reader = Reader {
            place: Place::On,
            fields: &[],
            style: Style::Unit,
            errors: &mut *self.errors,
        };
        Some(On {
            statuses,
            keys: reader.read(items).keys,
        })
    }

    /// `429 | 503`, `5xx`, `NOT_FOUND`.
    fn statuses(&mut self, tokens: TokenStream, span: Span) -> Vec<(u16, u16)> {
        let mut statuses = Vec::new();
        let mut expects_bar = false;
        for token in tokens.clone() {
            let text = token.to_string();
            if expects_bar && text == "|" {
                expects_bar = false;
                continue;
            }
            let status = match text.as_str() {
                _ if expects_bar => Err("expected `|` between two statuses".to_owned()),
                "3xx" => Ok((300, 399)),
                "4xx" => Ok((400, 499)),
                "5xx" => Ok((500, 599)),
                text => match text.parse() {
                    Ok(number @ 400..=599) => u16::try_from(number)
                        .map(|number| (number, number))
                        .map_err(|_| String::new()),
                    Ok(number) => status::from_number(number).map(|number| (number, number)),
                    Err(_) => status::from_name(text).map(|number| (number, number)),
                },
            };
            expects_bar = true;
            match status {
                Ok(range) => statuses.push(range),
                Err(message) => self.errors.at(token, message),
            }
        }
        if tokens.is_empty() {
            self.errors.at_span(span, "`on` begins with its statuses: `on(401, ...)`, `on(429 | 503, ...)` or `on(5xx, ...)`");
        }
        statuses
    }

    fn case(&mut self, tokens: TokenStream, span: Span) -> Option<Case> {
        let (pattern, keys) = split_arrow(tokens);
        let Some(keys) = keys else {
            self.errors.at_span(
                span,
                "a `case` is a pattern, `=>` and what it is: `case(Kind::Gone => 410)`",
            );
            return None;
        };
        let (pattern, guard) = split_guard(pattern);
        let patterns = self.case_patterns(pattern, span);
        let items = attr::entries(keys, Place::Case, self.errors);
        if items.is_empty() {
            self.errors.at_span(
                span,
                "a `case` says what its values are: `case(Kind::Gone => 410)`",
            );
        }
        let mut reader = Reader {
            place: Place::Case,
            fields: self.fields,
            style: self.style,
            errors: &mut *self.errors,
        };
        let keys = reader.read(items).keys;
        Some(Case {
            patterns: patterns?,
            guard,
            keys,
            span,
        })
    }

    fn case_patterns(&mut self, pattern: TokenStream, span: Span) -> Option<Vec<CasePattern>> {
        if pattern.is_empty() {
            self.errors.at_span(
                span,
                "a `case` begins with a pattern: `case(Kind::Gone => 410)`",
            );
            return None;
        }
        match self.style {
            Style::Unit => {
                self.errors
                    .at_span(span, "there are no fields here for a `case` to look at");
                None
            }
            Style::Tuple => self.tuple_patterns(pattern),
            Style::Named => self.named_patterns(pattern),
        }
    }

    fn tuple_patterns(&mut self, pattern: TokenStream) -> Option<Vec<CasePattern>> {
        let count = self.fields.len();
        let parts = split_commas(pattern.clone());
        let is_rest = |part: &TokenStream| part.to_string().replace(' ', "") == "..";
        let before = parts.iter().position(is_rest);
        let given = parts.len() - usize::from(before.is_some());
        if (before.is_none() && given != count) || given > count {
            self.errors.at(
                &pattern,
                format!("the pattern stands for {given} of {count} fields: write `_` for each of the others, or `..`"),
            );
            return None;
        }
        let skipped = count - given;
        Some(
            parts
                .into_iter()
                .enumerate()
                .filter(|(at, _)| Some(*at) != before)
                .map(|(at, pattern)| CasePattern {
                    field: if before.is_some_and(|before| at > before) {
                        at + skipped - 1
                    } else {
                        at
                    },
                    pattern,
                })
                .collect(),
        )
    }

    fn named_patterns(&mut self, pattern: TokenStream) -> Option<Vec<CasePattern>> {
        let mut cursor = Cursor::new(pattern.clone());
        let Some(group) = cursor.group(Delimiter::Brace) else {
            self.errors.at(
                &pattern,
                "the fields here have names: write `case({ field: pattern, .. } => 404)`",
            );
            return None;
        };
        let mut patterns = Vec::new();
        for part in split_commas(group.stream()) {
            let mut cursor = Cursor::new(part.clone());
            let Some(ident) = cursor.ident() else {
                if part.to_string().replace(' ', "") != ".." {
                    self.errors.at(&part, "expected `field: pattern` or `..`");
                }
                continue;
            };
            let name = crate::model::unraw(&ident);
            let Some(field) = self.fields.iter().position(|field| field.is_called(&name)) else {
                let known: Vec<String> = self
                    .fields
                    .iter()
                    .map(|field| crate::model::unraw(&field.binding))
                    .collect();
                let hint = did_you_mean(&name, known.iter().map(String::as_str));
                self.errors
                    .at(ident, format!("there is no field `{name}`{hint}"));
                continue;
            };
            let pattern = if cursor.punct(':') {
                cursor.rest()
            } else {
                quote!(#ident)
            };
            patterns.push(CasePattern { field, pattern });
        }
        Some(patterns)
    }
}

/// The path of a format: the words for the formats that ship are ours.
pub(crate) fn format_path(tokens: &TokenStream, krate: &TokenStream) -> TokenStream {
    let mut cursor = Cursor::new(tokens.clone());
    match cursor.ident() {
        Some(word) if FORMATS.contains(&word.to_string().as_str()) => {
            let rest = cursor.rest();
            quote!(#krate::format::#word #rest)
        }
        _ => tokens.clone(),
    }
}

/// `"name" = value`
fn named(tokens: TokenStream) -> Option<(LitStr, TokenStream)> {
    let mut cursor = Cursor::new(tokens);
    let name = syn::parse2::<LitStr>(cursor.next()?.to_token_stream()).ok()?;
    let value = cursor.punct('=').then(|| cursor.rest())?;
    (!value.is_empty()).then_some((name, value))
}
