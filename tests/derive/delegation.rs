//! `transparent` and `chain`: another value decides.

use crate::asserts::{detail, header, headers, problem, status, text};
use catchall::{HttpError, Problem};
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;

const MASKED: &str = r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;

#[derive(Debug, Error, HttpError)]
enum Inner {
    #[error("no invoice {0}")]
    #[http(404)]
    NoInvoice(u8),
    #[error("fixed")]
    #[http(
        410,
        code = "gone_for_good",
        type = "/probs/gone",
        title = "Gone for good"
    )]
    Gone,
    #[error("slow down")]
    #[http(429, retry_after = *wait, header("X-Inner" = "free"), member("inner" = 1))]
    Slow { wait: Duration },
    #[error("secret of the bank")]
    #[http(
        503,
        detail = "the bank is closed",
        retry_after = 60,
        link = "</status>; rel=\"status\"",
        header("X-Inner" = "free"),
        member("inner" = 1),
        type = "/probs/bank",
        title = "Bank closed"
    )]
    BankClosed,
    #[error("secret {0}")]
    #[http(503, unmask)]
    Unmasked(u8),
    #[error("secret")]
    Unmapped,
}

#[derive(Debug, Error, HttpError)]
enum Outer {
    #[error(transparent)]
    #[http(transparent)]
    Typed(#[from] Inner),
    #[error("with a field beside it: {context}")]
    OnField {
        context: &'static str,
        #[http(transparent)]
        inner: Inner,
    },
    #[error(transparent)]
    #[http(transparent)]
    Boxed(Box<Inner>),
    #[error(transparent)]
    #[http(transparent)]
    Shared(Arc<Inner>),
    #[error("dynamic")]
    #[http(transparent)]
    Dynamic(Box<dyn HttpError + Send + Sync>),
    #[error("dynamic")]
    #[http(transparent)]
    DynamicSend(Box<dyn HttpError + Send>),
    #[error("dynamic")]
    #[http(transparent)]
    DynamicLocal(Box<dyn HttpError>),
    #[error("a problem")]
    #[http(transparent)]
    Problem(Problem),
    #[error(transparent)]
    #[http(transparent)]
    Anyhow(#[from] anyhow::Error),
    #[error(transparent)]
    #[http(transparent)]
    Eyre(eyre::Report),
    #[error("an expression")]
    #[http(transparent = _0.last())]
    Expression(Stack),
    #[error("an expression that is made")]
    #[http(transparent = Inner::NoInvoice(*_0))]
    Made(u8),
}

#[derive(Debug)]
struct Stack(Vec<Inner>);

impl Stack {
    fn last(&self) -> &Inner {
        self.0.last().unwrap_or(&Inner::Unmapped)
    }
}

#[test]
fn every_kind_of_value_may_decide() {
    use Outer as O;
    let inner = || Inner::NoInvoice(7);
    let errors = [
        O::Typed(inner()),
        O::OnField {
            context: "x",
            inner: inner(),
        },
        O::Boxed(Box::new(inner())),
        O::Shared(Arc::new(inner())),
        O::Dynamic(Box::new(inner())),
        O::DynamicSend(Box::new(inner())),
        O::DynamicLocal(Box::new(inner())),
        O::Problem(inner().into()),
        O::Expression(Stack(vec![Inner::Gone, inner()])),
        O::Made(7),
    ];
    for error in errors {
        let body = problem(&error);
        assert_eq!(body["status"], 404, "{error:?}");
        assert_eq!(body["code"], "no_invoice", "{error:?}");
        assert_eq!(body["title"], "Not Found", "{error:?}");
        assert_eq!(body["detail"], "no invoice 7", "{error:?}");
    }
}

#[test]
fn what_is_fixed_is_delegated_too() {
    for error in [
        Outer::Typed(Inner::Gone),
        Outer::Dynamic(Box::new(Inner::Gone)),
        Outer::Problem(Inner::Gone.into()),
    ] {
        let body = problem(&error);
        assert_eq!(body["type"], "/probs/gone");
        assert_eq!(body["title"], "Gone for good");
        assert_eq!(body["code"], "gone_for_good");
        assert_eq!(body["detail"], "fixed");
        assert_eq!(text(&error.to_response()), text(&Inner::Gone.to_response()));
    }
}

#[test]
fn a_4xx_keeps_everything() {
    let wait = Duration::from_secs(3);
    let error = Outer::Typed(Inner::Slow { wait });
    let body = problem(&error);
    assert_eq!(body["inner"], 1);
    assert_eq!(header(&error, "retry-after").unwrap(), "3");
    assert_eq!(header(&error, "x-inner").unwrap(), "free");
}

#[test]
fn a_5xx_keeps_what_its_keys_name() {
    let error = Outer::Typed(Inner::BankClosed);
    let body = problem(&error);
    assert_eq!(body["status"], 503);
    assert_eq!(body["code"], "bank_closed");
    assert_eq!(body["type"], "/probs/bank");
    assert_eq!(body["title"], "Bank closed");
    assert_eq!(body["detail"], "the bank is closed");
    assert_eq!(body["inner"], 1);
    assert_eq!(header(&error, "retry-after").unwrap(), "60");
    assert_eq!(header(&error, "link").unwrap(), "</status>; rel=\"status\"");
    assert_eq!(header(&error, "x-inner").unwrap(), "free");
}

#[test]
fn an_inner_type_cannot_unmask_an_outer_one() {
    assert_eq!(detail(&Inner::Unmasked(1)).unwrap(), "secret 1");
    assert_eq!(detail(&Outer::Typed(Inner::Unmasked(1))), None);
}

#[test]
fn a_foreign_error_is_a_masked_500() {
    let foreign = || std::io::Error::other("secret");
    for error in [
        Outer::Anyhow(anyhow::anyhow!(foreign()).context("secret")),
        Outer::Anyhow(anyhow::Error::new(Inner::Gone)),
        Outer::Eyre(eyre::Report::new(foreign())),
        Outer::Problem(Problem::internal_server_error().with_cause(foreign())),
        Outer::Typed(Inner::Unmapped),
    ] {
        assert_eq!(status(&error), 500);
        assert_eq!(text(&error.to_response()), MASKED, "{error:?}");
    }
}

#[derive(Debug, Error, HttpError)]
enum Overrides {
    #[error(transparent)]
    #[http(transparent, 502)]
    Status(Inner),
    #[error(transparent)]
    #[http(transparent, code = "outer")]
    Code(Inner),
    #[error(transparent)]
    #[http(transparent, code = format!("outer.{}", _0.code()))]
    LateCode(Inner),
    #[error(transparent)]
    #[http(transparent, type = "/outer", title = "Outer")]
    Type(Inner),
    #[error(transparent)]
    #[http(transparent, detail = "outer detail")]
    Detail(Inner),
    #[error(transparent)]
    #[http(transparent, hide)]
    Hide(Inner),
    #[error(transparent)]
    #[http(transparent, unmask)]
    Unmask(Inner),
    #[error("outer")]
    #[http(transparent = inner, unmask = *public)]
    UnmaskIf {
        #[source]
        inner: Inner,
        public: bool,
    },
    #[error(transparent)]
    #[http(transparent, header("X-Inner" = "outer"), header("X-Outer" = "outer"), retry_after = 1)]
    Header(Inner),
    #[error(transparent)]
    #[http(transparent, member("inner" = 2), member("outer" = 3))]
    Member(Inner),
    #[error(transparent)]
    #[http(transparent, format = Text)]
    Format(Inner),
}

#[test]
fn other_keys_beside_it_override_single_parts() {
    let gone = || Inner::Gone;
    let body = problem(&Overrides::Status(gone()));
    assert_eq!(
        (body["status"].as_u64(), body["code"].as_str()),
        (Some(502), Some("gone_for_good"))
    );
    let body = problem(&Overrides::Code(gone()));
    assert_eq!(
        (body["status"].as_u64(), body["code"].as_str()),
        (Some(410), Some("outer"))
    );
    assert_eq!(body["type"], "/probs/gone");
    assert_eq!(
        problem(&Overrides::LateCode(gone()))["code"],
        "outer.gone_for_good"
    );
    let body = problem(&Overrides::Type(gone()));
    assert_eq!(
        (body["type"].as_str(), body["title"].as_str()),
        (Some("/outer"), Some("Outer"))
    );
    assert_eq!(detail(&Overrides::Detail(gone())).unwrap(), "outer detail");
    assert_eq!(
        detail(&Overrides::Detail(Inner::BankClosed)).unwrap(),
        "outer detail"
    );
    assert_eq!(detail(&Overrides::Hide(gone())), None);
    let text = text(&Overrides::Format(gone()).to_response()).to_owned();
    assert_eq!(text, "fixed");
}

#[test]
fn an_outer_5xx_masks_an_inner_4xx() {
    let wait = Duration::from_secs(3);
    let error = Overrides::Status(Inner::Slow { wait });
    let body = problem(&error);
    assert_eq!(body["status"], 502);
    assert_eq!(body.get("detail"), None);
    assert_eq!(body.get("inner"), None);
    assert_eq!(header(&error, "x-inner"), None);
    assert_eq!(header(&error, "retry-after").unwrap(), "3");
}

#[test]
fn the_outer_header_or_member_takes_the_place_of_the_inner_one() {
    let wait = Duration::from_secs(3);
    let error = Overrides::Header(Inner::Slow { wait });
    assert_eq!(headers(&error, "x-inner"), ["outer"]);
    assert_eq!(headers(&error, "x-outer"), ["outer"]);
    assert_eq!(headers(&error, "retry-after"), ["1"]);
    let error = Overrides::Member(Inner::Slow { wait });
    let body = problem(&error);
    assert_eq!((&body["inner"], &body["outer"]), (&2.into(), &3.into()));
    assert_eq!(text(&error.to_response()).matches("\"inner\"").count(), 1);
}

#[test]
fn the_outer_variant_may_unmask_the_inner_5xx() {
    let error = Overrides::Unmask(Inner::BankClosed);
    let body = problem(&error);
    assert_eq!(body["detail"], "the bank is closed");
    assert_eq!(body["inner"], 1);
    assert_eq!(header(&error, "x-inner").unwrap(), "free");
    assert_eq!(
        detail(&Overrides::Unmask(Inner::Unmasked(1))).unwrap(),
        "secret 1"
    );
    let inner = Inner::Unmasked(1);
    assert!(
        detail(&Overrides::UnmaskIf {
            inner,
            public: true
        })
        .is_some()
    );
    let inner = Inner::Unmasked(1);
    assert!(
        detail(&Overrides::UnmaskIf {
            inner,
            public: false
        })
        .is_none()
    );
}

#[derive(Debug, Error, HttpError)]
enum Level1 {
    #[error(transparent)]
    #[http(transparent)]
    Deep(#[from] Level2),
}

#[derive(Debug, Error, HttpError)]
enum Level2 {
    #[error(transparent)]
    #[http(transparent, header("X-Level" = "2"), unmask)]
    Deep(#[from] Level3),
}

#[derive(Debug, Error, HttpError)]
#[error(transparent)]
#[http(transparent, header("X-Level" = "3"), code = "level3")]
struct Level3(#[from] Outer);

#[test]
fn delegation_goes_as_deep_as_the_types_do() {
    let error: Level1 = Level2::from(Level3::from(Outer::from(Inner::NoInvoice(1)))).into();
    let body = problem(&error);
    assert_eq!(body["status"], 404);
    assert_eq!(body["code"], "level3");
    assert_eq!(body["detail"], "no invoice 1");
    assert_eq!(headers(&error, "x-level"), ["2"]);
    let error: Level1 = Level2::from(Level3(Outer::Typed(Inner::Unmasked(1)))).into();
    assert_eq!(detail(&error), None);
}

#[derive(Debug, Error)]
#[error("wrapped")]
struct Wrapper<E: StdError + 'static>(#[source] E);

#[derive(Debug, Error, HttpError)]
#[error("also looked for")]
#[http(409, code = "other")]
struct Other;

#[derive(Debug, Error, HttpError)]
enum Chains {
    #[error("boxed")]
    #[http(chain(Inner, Other))]
    Boxed(#[source] Box<dyn StdError + Send + Sync>),
    #[error("boxed")]
    #[http(chain(Inner))]
    BoxedLocal(#[source] Box<dyn StdError>),
    #[error("anyhow")]
    #[http(chain(Inner, Other))]
    Anyhow(#[from] anyhow::Error),
    #[error("eyre")]
    #[http(chain(Inner))]
    Eyre(eyre::Report),
    #[error("typed")]
    #[http(chain(Inner))]
    Typed {
        id: u8,
        #[source]
        cause: Wrapper<Inner>,
    },
    #[error("shared")]
    #[http(chain(Inner))]
    Shared(Arc<dyn StdError + Send + Sync>),
    #[error("with a status where nothing is found")]
    #[http(chain(Inner), 502)]
    Fallback(#[source] Box<dyn StdError + Send + Sync>),
    #[error("with a code")]
    #[http(chain(Inner), code = "outer", unmask)]
    Overridden(#[source] Box<dyn StdError + Send + Sync>),
}

#[test]
fn chain_delegates_to_the_first_of_the_types() {
    let inner = || Inner::NoInvoice(7);
    let wrapped = || Wrapper(Wrapper(inner()));
    let errors = [
        Chains::Boxed(Box::new(inner())),
        Chains::Boxed(Box::new(wrapped())),
        Chains::BoxedLocal(Box::new(wrapped())),
        Chains::Anyhow(anyhow::Error::new(inner())),
        Chains::Anyhow(
            anyhow::Error::new(inner())
                .context("secret")
                .context("more"),
        ),
        Chains::Eyre(eyre::Report::new(inner()).wrap_err("secret")),
        Chains::Typed {
            id: 1,
            cause: Wrapper(inner()),
        },
        Chains::Shared(Arc::new(wrapped())),
    ];
    for error in errors {
        let body = problem(&error);
        assert_eq!(body["status"], 404, "{error:?}");
        assert_eq!(body["code"], "no_invoice");
        assert_eq!(body["detail"], "no invoice 7");
    }
    let error = Chains::Boxed(Box::new(Wrapper(Other)));
    assert_eq!(problem(&error)["code"], "other");
}

#[test]
fn a_chain_without_any_of_them_is_unmapped() {
    let foreign = || std::io::Error::other("secret");
    for error in [
        Chains::Boxed(Box::new(foreign())),
        Chains::Anyhow(foreign().into()),
        Chains::Eyre(eyre::Report::new(foreign())),
        Chains::BoxedLocal(Box::new(Other)),
    ] {
        assert_eq!(text(&error.to_response()), MASKED, "{error:?}");
        assert_eq!(error.code(), "internal_error");
    }
}

#[derive(Debug, Error, HttpError)]
#[http(unmapped = 503)]
enum ChainUnmapped {
    #[error("secret {0}")]
    #[http(chain(Inner))]
    Chain(#[source] Box<dyn StdError + Send + Sync>),
    #[error("secret {0}")]
    #[http(chain(Inner), 404)]
    ClientFallback(#[source] Box<dyn StdError + Send + Sync>),
}

#[test]
fn a_chain_without_any_of_them_has_the_status_of_unmapped_variants() {
    let foreign = || Box::new(std::io::Error::other("secret"));
    let body = problem(&ChainUnmapped::Chain(foreign()));
    assert_eq!(
        (&body["status"], &body["code"]),
        (&503.into(), &"internal_error".into())
    );
    assert_eq!(body.get("detail"), None);
    let error = ChainUnmapped::ClientFallback(foreign());
    assert_eq!((status(&error), detail(&error)), (404, None));
    let found = ChainUnmapped::Chain(Box::new(Inner::Unmapped));
    assert_eq!(status(&found), 500);
}

#[test]
fn keys_beside_a_chain_override_single_parts() {
    let error = Chains::Overridden(Box::new(Inner::BankClosed));
    let body = problem(&error);
    assert_eq!(
        (&body["status"], &body["code"]),
        (&503.into(), &"outer".into())
    );
    assert_eq!(body["detail"], "the bank is closed");
}

#[test]
fn the_status_beside_a_chain_is_for_when_nothing_is_found() {
    let error = Chains::Fallback(Box::new(std::io::Error::other("secret")));
    assert_eq!(status(&error), 502);
    assert_eq!(detail(&error), None);
}

#[derive(Debug, Error, HttpError)]
#[error("a struct")]
#[http(chain(Inner))]
struct ChainStruct {
    source: Box<dyn StdError + Send + Sync>,
}

#[derive(Debug, Error, HttpError)]
#[error("a struct")]
#[http(transparent)]
struct TransparentStruct {
    inner: Inner,
}

#[derive(Debug, Error, HttpError)]
#[error("a struct")]
struct FieldStruct {
    #[http(transparent)]
    inner: Inner,
    beside: u8,
}

#[derive(Debug, Error, HttpError)]
#[error("a struct {0}")]
#[http(transparent = self.pick())]
struct ExprStruct(u8);

impl ExprStruct {
    fn pick(&self) -> Box<dyn HttpError + Send + Sync> {
        match self.0 {
            0 => Box::new(Inner::Gone),
            _ => Box::new(Other),
        }
    }
}

#[test]
fn a_struct_may_delegate_too() {
    let source = Box::new(Inner::Gone);
    assert_eq!(status(&ChainStruct { source }), 410);
    let inner = Inner::Gone;
    assert_eq!(status(&TransparentStruct { inner }), 410);
    let inner = Inner::Gone;
    let error = FieldStruct { inner, beside: 1 };
    assert_eq!((status(&error), error.beside), (410, 1));
    assert_eq!(status(&ExprStruct(0)), 410);
    assert_eq!(problem(&ExprStruct(1))["code"], "other");
}

struct ByHand;

impl std::fmt::Debug for ByHand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ByHand")
    }
}
impl std::fmt::Display for ByHand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("by hand")
    }
}
impl StdError for ByHand {}
impl HttpError for ByHand {
    fn status(&self) -> http::StatusCode {
        http::StatusCode::CONFLICT
    }
}

#[derive(Debug, Error, HttpError)]
#[error("hand-written inside")]
#[http(transparent)]
struct AroundByHand(ByHand);

#[test]
fn an_error_without_the_derive_may_decide() {
    let body = problem(&AroundByHand(ByHand));
    assert_eq!(body["status"], 409);
    assert_eq!(body["code"], "conflict");
    assert_eq!(body["detail"], "by hand");
}

#[test]
fn a_problem_keeps_its_members_and_headers() {
    let problem_ = Problem::conflict()
        .with_code("taken")
        .with_detail("taken by bob")
        .with_member("by", "bob")
        .with_header(http::header::ETAG, "\"1\"");
    let error = Outer::Problem(problem_);
    let body = problem(&error);
    assert_eq!(body["code"], "taken");
    assert_eq!(body["detail"], "taken by bob");
    assert_eq!(body["by"], "bob");
    assert_eq!(header(&error, "etag").unwrap(), "\"1\"");
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("secret")]
enum Leaf {
    Unmapped,
    #[http(410)]
    Gone,
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
enum Maybe {
    #[http(transparent)]
    Inner(Option<Leaf>),
    #[http(transparent, 404)]
    Mapped(Leaf),
}

#[test]
fn none_is_unmapped() {
    let body = |error: &Maybe| String::from_utf8(error.to_response().body().to_vec()).unwrap();
    let unmapped = r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;
    assert_eq!(body(&Maybe::Inner(None)), unmapped);
    assert_eq!(body(&Maybe::Inner(Some(Leaf::Unmapped))), unmapped);
    assert_eq!(Maybe::Inner(Some(Leaf::Gone)).status(), 410);
    assert_eq!(Maybe::Inner(Some(Leaf::Gone)).code(), "gone");
}

#[test]
fn a_status_over_an_unmapped_error_gives_it_its_code() {
    let error = Maybe::Mapped(Leaf::Unmapped);
    assert_eq!(error.status(), 404);
    assert_eq!(error.code(), "not_found");
    let body = error.to_response().into_body();
    assert_eq!(
        body,
        r#"{"title":"Not Found","status":404,"code":"not_found"}"#
    );
    assert_eq!(Maybe::Mapped(Leaf::Gone).code(), "gone");
}
