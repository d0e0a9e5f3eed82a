//! The gRPC code and metadata.

use proc_macro2::{Delimiter, Span};

use super::Reader;
use crate::attr::Value;
use crate::facts::{GRPC_CODES, is_metadata_char, is_reserved_metadata};
use crate::keys::{Key, did_you_mean};
use crate::model::{Grpc, Keys};
use crate::tokens::{Cursor, split_commas, string};

const METADATA: &str = "this is not what `grpc` takes: write `grpc(metadata(\"key\" = expr))` or \
                        `grpc = NOT_FOUND`";

impl Reader<'_> {
    pub(super) fn grpc(&mut self, value: Value, span: Span, keys: &mut Keys) -> Option<()> {
        match value {
            Value::Assigned(value) => {
                if keys.grpc.is_some() {
                    self.errors.at_span(span, "`grpc` is given twice");
                    return Some(());
                }
                if let Some(text) = string(&value) {
                    let message = format!(
                        "a gRPC code is written without quotes: write `grpc = {}`",
                        text.value()
                    );
                    self.errors.at(text, message);
                    return Some(());
                }
                let name = value.to_string();
                let is_constant = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
                if !name.bytes().all(is_constant) {
                    keys.grpc = self.expression(value, "grpc").map(Grpc::Dynamic);
                    return Some(());
                }
                match GRPC_CODES.iter().position(|known| *known == name) {
                    Some(0) => self.errors.at(value, "an error is not `OK`"),
                    Some(code) => keys.grpc = u8::try_from(code).ok().map(Grpc::Fixed),
                    None => {
                        let hint = did_you_mean(&name, &GRPC_CODES);
                        let known = GRPC_CODES.map(|name| format!("`{name}`"));
                        let known = known[1..].join(", ");
                        self.errors.at(
                            value,
                            format!("unknown gRPC code{hint}; available: {known}"),
                        );
                    }
                }
            }
            Value::List(list) => {
                for part in split_commas(list.stream()) {
                    let mut cursor = Cursor::new(part);
                    let is_metadata = cursor.ident().is_some_and(|ident| ident == "metadata");
                    let group = cursor.group(Delimiter::Parenthesis).filter(|_| is_metadata);
                    let Some(group) = group else {
                        self.errors.at_span(span, METADATA);
                        continue;
                    };
                    let before = self.errors.count();
                    let Some((name, value)) = self.named(group.stream(), Key::Grpc) else {
                        if self.errors.count() == before {
                            self.errors.at_span(span, METADATA);
                        }
                        continue;
                    };
                    let key = name.value();
                    if key.is_empty() || !key.bytes().all(is_metadata_char) {
                        self.errors.at(
                            &name,
                            "a metadata key can only contain lower-case letters, digits, `_`, `-` \
                             and `.`",
                        );
                    } else if is_reserved_metadata(&key) {
                        self.errors.at(
                            &name,
                            format!("the metadata key `{key}` belongs to gRPC or to HTTP/2"),
                        );
                    }
                    if let Some(value) = self.text(value, "metadata") {
                        keys.metadata.push((name, value));
                    }
                }
            }
            _ => return None,
        }
        Some(())
    }
}
