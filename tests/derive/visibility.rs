//! Where a type can be declared, and which names it can have.

use crate::asserts::{detail, header, problem};
use catchall::HttpError;
use thiserror::Error;

mod outer {
    use catchall::HttpError;
    use thiserror::Error;

    #[derive(Debug, Error, HttpError)]
    #[http(axum)]
    pub(crate) enum Crate {
        #[error("crate")]
        #[http(404)]
        A,
        #[error("inner")]
        #[http(transparent)]
        Inner(Box<dyn HttpError + Send + Sync>),
    }

    #[derive(Debug, Error, HttpError)]
    #[error("private")]
    #[http(410)]
    struct Private;

    mod inner {
        use catchall::HttpError;
        use thiserror::Error;

        #[derive(Debug, Error, HttpError)]
        pub(super) enum Super {
            #[error("inner")]
            #[http(transparent)]
            Scoped(Scoped),
        }

        #[derive(Debug, Error, HttpError)]
        #[error(transparent)]
        #[http(transparent)]
        pub(in crate::visibility::outer) struct Scoped(pub(super) super::Crate);
    }

    pub(crate) fn make() -> [Crate; 2] {
        let inner = inner::Super::Scoped(inner::Scoped(Crate::Inner(Box::new(Private))));
        [
            Crate::Inner(Box::new(inner)),
            Crate::Inner(Box::new(Private)),
        ]
    }
}

#[test]
fn a_type_may_be_private() {
    assert_eq!(problem(&outer::Crate::A)["status"], 404);
    for error in outer::make() {
        assert_eq!(problem(&error)["status"], 410);
    }
}

#[test]
fn a_type_may_stand_in_a_function() {
    const LIMIT: u8 = 3;

    #[derive(Debug, Error, HttpError)]
    #[http(axum)]
    enum Local {
        #[error("local")]
        #[http(400, member("limit" = LIMIT))]
        A,
        #[error("other")]
        #[http(status = status())]
        B,
    }

    fn status() -> u16 {
        404
    }

    {
        #[derive(Debug, Error, HttpError)]
        #[error("nested")]
        #[http(transparent)]
        struct Nested(Local);
        assert_eq!(problem(&Nested(Local::B))["status"], 404);
    }
    assert_eq!(problem(&Local::A)["limit"], 3);
}

#[derive(Debug, Error, HttpError)]
enum Configured {
    #[cfg(not(test))]
    #[error("not in a test")]
    #[http(400)]
    Absent,
    #[cfg(test)]
    #[error("in a test")]
    #[http(404)]
    Present,
    #[error("with fields")]
    #[http(409, detail = "{kept}")]
    Fields {
        #[cfg(not(test))]
        absent: u8,
        #[cfg(test)]
        #[http(member)]
        kept: u8,
    },
    #[error("tuple")]
    #[http(409, code = "tuple", detail = "{0}")]
    Tuple(#[cfg(not(test))] String, #[cfg(test)] u8),
    #[error("the attribute itself")]
    #[cfg_attr(test, http(410))]
    #[cfg_attr(not(test), http(500))]
    Attribute,
}

#[test]
fn cfg_is_obeyed() {
    assert_eq!(problem(&Configured::Present)["status"], 404);
    assert_eq!(problem(&Configured::Fields { kept: 3 })["kept"], 3);
    assert_eq!(detail(&Configured::Tuple(4)).unwrap(), "4");
    assert_eq!(problem(&Configured::Attribute)["status"], 410);
    let codes: Vec<_> = Configured::catalog()
        .entries()
        .iter()
        .map(catchall::Entry::code)
        .collect();
    assert_eq!(
        codes,
        ["present", "fields", "tuple", "attribute", "internal_error"]
    );
}

#[derive(Debug, Error, HttpError)]
#[allow(non_camel_case_types)]
enum r#enum {
    #[error("raw")]
    #[http(404)]
    r#struct,
    #[error("fields {} {}", r#type, r#fn)]
    #[http(409, detail = "{type} {fn:?}", header("X-Type" = r#type), member("copy" = r#fn))]
    r#match {
        r#type: u8,
        #[http(member)]
        r#fn: u8,
        #[http(header = "X-Await")]
        r#await: u8,
    },
    #[error("raw case")]
    #[http(400, case({ r#type: 1 } => 410, code = "one"), case({ r#type } if *r#type > 5 => 411, code = "large"))]
    r#loop { r#type: u8 },
    #[error("width")]
    #[http(400, detail = "{in:width$}|")]
    r#use { r#in: String, r#width: usize },
}

#[test]
fn raw_identifiers_are_names_without_their_r() {
    assert_eq!(problem(&r#enum::r#struct)["code"], "struct");
    let error = r#enum::r#match {
        r#type: 1,
        r#fn: 2,
        r#await: 3,
    };
    let body = problem(&error);
    assert_eq!(body["detail"], "1 2");
    assert_eq!((&body["fn"], &body["copy"]), (&2.into(), &2.into()));
    assert_eq!(body["code"], "match");
    assert_eq!(header(&error, "x-type").unwrap(), "1");
    assert_eq!(header(&error, "x-await").unwrap(), "3");
    assert_eq!(problem(&r#enum::r#loop { r#type: 1 })["code"], "one");
    assert_eq!(problem(&r#enum::r#loop { r#type: 6 })["code"], "large");
    assert_eq!(problem(&r#enum::r#loop { r#type: 2 })["code"], "loop");
    let error = r#enum::r#use {
        r#in: "a".into(),
        r#width: 3,
    };
    assert_eq!(detail(&error).unwrap(), "a  |");
}

#[derive(Debug, Error, HttpError)]
#[error("raw struct {type}")]
#[http(404)]
struct r#Struct_ {
    r#type: u8,
}

#[test]
fn a_raw_struct_has_a_code_too() {
    assert_eq!(problem(&r#Struct_ { r#type: 1 })["code"], "struct");
}

#[expect(deprecated, reason = "the derive must not warn a second time")]
mod deprecated_types {
    use catchall::HttpError;
    use thiserror::Error;

    #[deprecated]
    #[derive(Debug, Error, HttpError)]
    #[http(axum)]
    pub(crate) enum Old {
        #[error("old")]
        #[http(404)]
        #[deprecated]
        Variant,
        #[error("field {old}")]
        #[http(410)]
        Field {
            #[deprecated]
            #[http(member)]
            old: u8,
        },
    }

    pub(crate) fn old() -> [Old; 2] {
        [Old::Variant, Old::Field { old: 1 }]
    }
}

#[test]
fn deprecated_items_work() {
    let [variant, field] = deprecated_types::old();
    assert_eq!(problem(&variant)["status"], 404);
    assert_eq!(problem(&field)["old"], 1);
}

#[derive(Debug, Error, HttpError)]
#[repr(u8)]
#[non_exhaustive]
enum Discriminants {
    #[error("one")]
    #[http(404)]
    One = 1,
    #[error("two")]
    #[http(404, code = "deux")]
    #[non_exhaustive]
    Two { id: u8 } = 2,
}

#[test]
fn discriminants_and_non_exhaustive_are_fine() {
    assert_eq!(problem(&Discriminants::One)["code"], "one");
    let two = Discriminants::Two { id: 1 };
    assert!(matches!(two, Discriminants::Two { id: 1 }));
    assert_eq!(problem(&two)["code"], "deux");
}
