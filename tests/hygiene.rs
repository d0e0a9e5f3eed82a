//! Generated code does not depend on what is in scope where it is used. This is a
//! separate file: its crate root has no prelude, and `catchall` has another name in
//! it.

#![allow(
    clippy::upper_case_acronyms,
    reason = "the names are those of generated items"
)]
#![no_implicit_prelude]

extern crate catchall as renamed;

/// Everything that is in a prelude, and the names that generated code might use.
mod shadows {
    #![allow(dead_code, non_camel_case_types, non_upper_case_globals, unused_macros)]

    macro_rules! format_args {
        ($($t:tt)*) => {
            ::core::compile_error!("the wrong `format_args`")
        };
    }
    macro_rules! concat {
        ($($t:tt)*) => {
            ::core::compile_error!("the wrong `concat`")
        };
    }
    macro_rules! matches {
        ($($t:tt)*) => {
            ::core::compile_error!("the wrong `matches`")
        };
    }
    macro_rules! compile_error {
        ($($t:tt)*) => {
            ::core::compile_error!("the wrong `compile_error`")
        };
    }

    pub(crate) struct Result;
    pub(crate) struct Option;
    pub(crate) struct String;
    pub(crate) struct Vec;
    pub(crate) struct Box;
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct Ok;
    pub(crate) struct Err;
    pub(crate) struct Response;
    pub(crate) struct Problem;
    pub(crate) struct StatusCode;
    pub(crate) struct HeaderName;
    pub(crate) struct Row;
    pub(crate) struct Header;
    pub(crate) struct Extra;
    pub(crate) struct Level;
    pub(crate) struct Description;
    pub(crate) struct RequestContext;
    pub(crate) struct Catalog;
    pub(crate) struct Format;
    pub(crate) struct Cow;
    pub(crate) struct HEADERS;
    pub(crate) struct EXTRA;
    pub(crate) trait From {}
    pub(crate) trait Into {}
    pub(crate) trait Default {}
    pub(crate) trait HttpError {}
    pub(crate) trait Error {}
    pub(crate) trait Serialize {}
    pub(crate) trait Delegate {}
    pub(crate) trait Display {}
    pub(crate) trait Send {}
    pub(crate) trait Sync {}
    pub(crate) trait NoBacktrace {}
    pub(crate) trait SourceChain {}
    pub(crate) type u8 = ();
    pub(crate) type u16 = ();
    pub(crate) type usize = ();
    pub(crate) type bool = ();
    pub(crate) type str = ();
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod alloc {}
    pub(crate) mod catchall {}
    pub(crate) mod http {}
    pub(crate) const more: () = ();
    pub(crate) const d: () = ();
    pub(crate) const error: () = ();
    pub(crate) const response: () = ();
    pub(crate) const context: () = ();
    pub(crate) fn begin() {}
    pub(crate) fn status() {}

    #[derive(::core::fmt::Debug, ::thiserror::Error, ::catchall::HttpError)]
    #[http(
        axum,
        tonic,
        on(401, www_authenticate = "Bearer"),
        on(429, retry_after = 1),
        on(503, format = Text),
        on(5xx, header("X-Class" = ::std::string::ToString::to_string("server")), log = warn),
        header("X-All" = "all"),
        finish = finish
    )]
    pub(crate) enum Everything {
        #[error("fixed")]
        #[http(404)]
        Fixed,
        #[error("no user {id}")]
        #[http(404, code = "named", detail = "no user {id}", header("X-Id" = "{id}"), member("id" = id))]
        Named { id: ::core::primitive::u8 },
        #[error("{_0}")]
        #[http(status = _0, code = ::std::format!("c{_0}"), header("X-Two" = "a"), header("X-Two" = "b"))]
        Tuple(::core::primitive::u16),
        #[error("cases")]
        #[http(500, case(1, _ => 404, code = "one"), case(.., ::core::option::Option::None => 410, code = "none"))]
        Cases(
            ::core::primitive::u8,
            ::core::option::Option<::core::primitive::u8>,
        ),
        #[error(transparent)]
        #[http(transparent)]
        Boxed(::std::boxed::Box<Inner>),
        #[error("chain")]
        #[http(chain(Inner))]
        Chain(
            #[source]
            ::std::boxed::Box<
                dyn ::core::error::Error + ::core::marker::Send + ::core::marker::Sync,
            >,
        ),
        #[error("fields")]
        #[http(429)]
        Fields {
            #[http(member)]
            member: ::core::primitive::u8,
            #[http(header = "X-Field")]
            header: ::core::primitive::u8,
            #[http(retry_after)]
            wait: ::core::time::Duration,
        },
        #[error("trace")]
        #[http(500)]
        Trace {
            trace: ::std::sync::Arc<::std::backtrace::Backtrace>,
        },
        #[error("unmapped")]
        Unmapped,
    }

    fn finish(
        _: &Everything,
        _: ::core::option::Option<&::catchall::RequestContext>,
        made: &mut ::catchall::Response,
    ) {
        made.headers_mut().remove("x-none");
    }

    #[derive(::core::fmt::Debug, ::thiserror::Error, ::catchall::HttpError)]
    #[error("inner")]
    #[http(409, web)]
    pub(crate) struct Inner;

    #[derive(::core::fmt::Debug, ::thiserror::Error, ::catchall::HttpError)]
    #[http(axum, tonic)]
    pub(crate) enum Generic<T>
    where
        T: ::core::fmt::Debug + ::core::fmt::Display,
    {
        #[error("{0}")]
        #[http(404, detail = "{0}")]
        Value(T),
    }

    /// Whether its fields are errors is asked by trait.
    #[derive(::core::fmt::Debug, ::thiserror::Error, ::catchall::HttpError)]
    #[error("asked about {0:?} and {1:?}")]
    #[http(404)]
    pub(crate) struct Asked(
        pub(crate) ::std::vec::Vec<Name>,
        pub(crate) (Name, ::core::primitive::u8),
    );

    #[derive(::core::fmt::Debug)]
    pub(crate) struct Name;

    /// A mistake produces an impl, whose names must be found too.
    #[derive(::core::fmt::Debug, ::thiserror::Error, ::catchall::HttpError)]
    #[error("none")]
    pub(crate) struct Nothing;
}

#[test]
fn nothing_in_scope_is_used() {
    use ::catchall::HttpError;
    use ::core::{assert_eq, iter::Iterator};
    use ::std::{boxed::Box, vec, vec::Vec};
    use shadows::Everything as E;
    let errors = vec![
        E::Fixed,
        E::Named { id: 1 },
        E::Tuple(410),
        E::Cases(1, ::core::option::Option::None),
        E::Cases(2, ::core::option::Option::None),
        E::Cases(2, ::core::option::Option::Some(1)),
        E::Boxed(Box::new(shadows::Inner)),
        E::Chain(Box::new(shadows::Inner)),
        E::Fields {
            member: 1,
            header: 2,
            wait: ::core::time::Duration::ZERO,
        },
        E::Trace {
            trace: ::std::sync::Arc::new(::std::backtrace::Backtrace::disabled()),
        },
        E::Unmapped,
    ];
    let statuses: Vec<u16> = errors
        .iter()
        .map(|error| error.to_response().status().as_u16())
        .collect();
    let expected = [404, 404, 410, 404, 410, 500, 409, 409, 429, 500, 500];
    assert_eq!(statuses, expected);
    assert_eq!(shadows::Generic::Value(1).status(), 404);
    let asked = shadows::Asked(vec![], (shadows::Name, 1));
    assert_eq!(asked.status(), 404);
    assert_eq!(shadows::Nothing.status(), 500);
}

/// Fields and variants with the names that generated code uses.
mod names {
    use ::catchall::HttpError;
    use ::core::fmt::Debug;
    use ::core::primitive::u8;
    use ::std::string::String;
    use ::thiserror::Error;

    #[derive(Debug, Error, HttpError)]
    #[allow(clippy::enum_variant_names)]
    pub(crate) enum Names {
        #[error("{self_} {status} {f} {d} {row} {more} {description} {error} {response} {context}")]
        #[http(
            404,
            detail = "{self_}{status}{f}{d}{row}{more}{description}{error}{response}{context}"
        )]
        Fields {
            self_: u8,
            status: u8,
            f: u8,
            d: u8,
            row: u8,
            more: u8,
            description: u8,
            error: u8,
            response: u8,
            context: u8,
        },
        #[error("x")]
        #[http(404, code = "hidden", detail = "{__d}{__more}{__error}{__self}", member("x" = __d))]
        Hidden {
            __d: u8,
            __more: u8,
            __error: u8,
            __self: u8,
        },
        #[error("x")]
        #[http(404, code = "under", detail = "{_0}{_1}{_x}", header("X-One" = _1))]
        Underscores { _0: u8, _1: u8, _x: u8 },
        #[error("x")]
        #[http(400, case({ d: 1, .. } => 404, code = "case", detail = "{d}{more}"), case({ more, d } if more == d => 410, code = "same"))]
        CaseFields { d: u8, more: u8 },
        #[error("x")]
        #[http(
            404,
            code = "fns",
            detail = "{format_args}{core}{catchall}{str}{u8}{concat}"
        )]
        Paths {
            format_args: u8,
            core: u8,
            catchall: u8,
            str: String,
            u8: u8,
            concat: u8,
        },
        #[error("x")]
        #[http(404, code = "none")]
        None,
        #[error("x")]
        #[http(404, code = "some")]
        Some(u8),
        #[error("x")]
        #[http(404, code = "ok")]
        Ok(u8),
        #[error("x")]
        #[http(404, code = "error")]
        Error { source: ::core::fmt::Error },
        #[error("x")]
        #[http(404, code = "const")]
        EXTRA,
        #[error("x")]
        #[http(404, code = "table")]
        __TABLE,
    }
}

#[test]
fn no_name_of_the_users_meets_one_of_ours() {
    use ::catchall::HttpError;
    use ::core::{assert, assert_eq};
    use names::Names as N;
    let fields = N::Fields {
        self_: 0,
        status: 1,
        f: 2,
        d: 3,
        row: 4,
        more: 5,
        description: 6,
        error: 7,
        response: 8,
        context: 9,
    };
    let contains = |error: &N, text: &str| {
        let body = error.to_response().into_body();
        let body = ::std::str::from_utf8(&body).expect("UTF-8");
        assert!(body.contains(text), "{body}");
    };
    contains(&fields, "\"detail\":\"0123456789\"");
    let hidden = N::Hidden {
        __d: 1,
        __more: 2,
        __error: 3,
        __self: 4,
    };
    contains(&hidden, "\"detail\":\"1234\",\"x\":1");
    contains(
        &N::Underscores {
            _0: 0,
            _1: 1,
            _x: 2,
        },
        "\"detail\":\"012\"",
    );
    contains(&N::CaseFields { d: 1, more: 3 }, "\"detail\":\"13\"");
    contains(&N::CaseFields { d: 3, more: 3 }, "\"code\":\"same\"");
    let paths = N::Paths {
        format_args: 1,
        core: 2,
        catchall: 3,
        str: ::std::string::ToString::to_string("4"),
        u8: 5,
        concat: 6,
    };
    contains(&paths, "\"detail\":\"123456\"");
    for (error, code) in [
        (N::None, "none"),
        (N::Some(1), "some"),
        (N::Ok(1), "ok"),
        (
            N::Error {
                source: ::core::fmt::Error,
            },
            "error",
        ),
        (N::EXTRA, "const"),
        (N::__TABLE, "table"),
    ] {
        assert_eq!(error.code(), code);
    }
}

/// A crate under another name.
mod under_another_name {
    #[derive(Debug, ::thiserror::Error, ::renamed::HttpError)]
    #[http(crate = ::renamed, axum, tonic, on(404, retry_after = 1))]
    pub(crate) enum Renamed {
        #[error("no {0}")]
        #[http(404, detail = "{0}", format = Json)]
        Value(::core::primitive::u8),
        #[error("chain")]
        #[http(chain(Renamed))]
        Chain(#[source] ::std::boxed::Box<dyn ::core::error::Error>),
    }

    use ::core::fmt::Debug;

    #[derive(Debug, ::thiserror::Error, crate::reexport::catchall::HttpError)]
    #[error("reexported")]
    #[http(crate = crate::reexport::catchall, web, 410, format = Text)]
    pub(crate) struct Reexported;
}

mod reexport {
    pub(crate) use ::catchall;
}

#[test]
fn the_crate_may_have_another_name() {
    use ::catchall::HttpError;
    use ::core::assert_eq;
    use under_another_name::{Reexported, Renamed};
    let response = Renamed::Value(3).to_response();
    assert_eq!(response.status(), 404);
    assert_eq!(
        response.body(),
        r#"{"error":{"code":"value","message":"3"}}"#
    );
    let chain = Renamed::Chain(::std::boxed::Box::new(Renamed::Value(1)));
    assert_eq!(chain.status(), 404);
    assert_eq!(Reexported.to_response().body(), "reexported");
}

/// Items that a macro creates from its fragments.
mod made {
    use ::core::fmt::Debug;

    macro_rules! errors {
        ($(
            $name:ident {
                $($variant:ident($field:ident: $ty:ty) = $status:literal $detail:literal $value:expr, $path:path, $pat:pat),* $(,)?
            }
        )*) => {$(
            #[derive(Debug, ::thiserror::Error, ::catchall::HttpError)]
            #[http(axum, tonic)]
            pub(crate) enum $name {
                $(
                    #[error("made")]
                    #[http($status, detail = $detail, header("X-Value" = $value), member("path" = $path), case({ $field: $pat } => 410))]
                    $variant { $field: $ty },
                )*
                #[error("computed")]
                #[http(status = $($status +)* 0_u16)]
                Sum,
            }
        )*};
    }

    const PATH: ::core::primitive::u8 = 9;

    errors! {
        Made {
            One(id: ::core::primitive::u8) = 404 "no {id}" 1 + 2, PATH, 5 | 6,
        }
        Again {
            Two(key: ::core::primitive::u16) = 409 "no {key}" ::core::primitive::u8::MAX, PATH, 5..=6,
        }
    }
}

#[test]
fn a_macro_may_make_the_type() {
    use ::catchall::HttpError;
    use ::core::assert_eq;
    use made::{Again, Made};
    let response = Made::One { id: 1 }.to_response();
    assert_eq!(response.headers()["x-value"], "3");
    assert_eq!(
        response.body(),
        r#"{"title":"Not Found","status":404,"code":"one","detail":"no 1","path":9}"#
    );
    assert_eq!(Made::One { id: 6 }.status(), 410);
    assert_eq!(Made::Sum.status(), 404);
    assert_eq!(Again::Two { key: 1 }.status(), 409);
    assert_eq!(Again::Sum.status(), 409);
}
