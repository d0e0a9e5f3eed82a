//! The catalog: all problem types of a type, in declaration order.

// The catalog is read from the type: few of the values are created.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::time::Duration;

use catchall::catalog::{BodySpec, Entry, HasJsonType, JsonType, MemberSpec, Presence};
use catchall::http::StatusCode;
use catchall::{Catalog, FieldErrors, HttpError, Problem, ProblemType};
use serde::Serialize;
use thiserror::Error;

/// The type's own documentation is not a variant's.
#[derive(Debug, Error, HttpError)]
#[http(type_base = "https://e.example/", code_prefix = "shop.")]
enum Shop {
    /// The item was sold, or never existed.
    ///
    /// A second paragraph.
    #[error("no item {0}")]
    #[http(404)]
    NoItem(u8),
    #[error("no documentation")]
    #[http(409, code = "taken", title = "Taken \"already\"")]
    Taken,
    /// Not in the catalog.
    #[error("it is unmapped")]
    Unmapped,
    /// Decided late.
    #[error("late")]
    #[http(status = _0)]
    Late(u16),
    /// The payment failed.
    #[error(transparent)]
    #[http(transparent)]
    Payment(#[from] Payment),
    #[error(transparent)]
    #[http(transparent)]
    PaymentAgain(Box<Payment>),
    /** A block comment. */
    #[error("cases")]
    #[http(400, case(1 => 410, code = "first"), case(2 => 411))]
    Cases(u8),
    #[doc = "An attribute."]
    #[error("last")]
    #[http(503)]
    Last,
    #[error("of a chain")]
    #[http(chain(Payment, Stock))]
    Chain(#[source] Box<dyn std::error::Error + Send + Sync>),
}

#[derive(Debug, Error, HttpError)]
enum Payment {
    /// No credit.
    #[error("no credit")]
    #[http(402)]
    NoCredit,
    #[error(transparent)]
    #[http(transparent)]
    Back(Box<Shop>),
}

/// Nothing left.
#[derive(Debug, Error, HttpError)]
#[error("nothing left")]
#[http(410)]
struct Stock;

/// Returns the variants and codes of mapped variants.
fn codes<E: HttpError>() -> Vec<(&'static str, &'static str)> {
    let catalog = E::catalog();
    let mapped = catalog.entries().iter().filter(|it| !it.is_unmapped());
    mapped.map(|it| (it.variant(), it.code())).collect()
}

const SHOP: &[(&str, &str)] = &[
    ("NoItem", "shop.no_item"),
    ("Taken", "shop.taken"),
    ("Late", "shop.late"),
    ("Cases", "shop.cases"),
    ("Cases", "shop.first"),
    ("Cases", "shop.length_required"),
    ("Last", "shop.last"),
];

#[test]
fn the_types_are_in_declaration_order_and_nested_ones_come_once() {
    let mut expected = SHOP.to_vec();
    expected.extend([("NoCredit", "no_credit"), ("", "stock")]);
    assert_eq!(codes::<Shop>(), expected);
}

#[test]
fn two_types_that_hold_each_other_end() {
    let mut expected = vec![("NoCredit", "no_credit")];
    expected.extend(SHOP);
    expected.push(("", "stock"));
    assert_eq!(codes::<Payment>(), expected);
}

#[test]
fn doc_comments_are_the_descriptions() {
    let catalog = Shop::catalog();
    let entries = catalog.entries();
    let description = |variant: &str| {
        let mut found = entries.iter().filter(|entry| entry.variant() == variant);
        found.next().unwrap().description()
    };
    assert_eq!(
        description("NoItem"),
        "The item was sold, or never existed.\n\nA second paragraph."
    );
    assert_eq!(description("Taken"), "");
    assert_eq!(description("Cases"), "A block comment.");
    assert_eq!(description("Last"), "An attribute.");
    assert_eq!(Stock::catalog().entries()[0].description(), "Nothing left.");
}

#[test]
fn an_entry_has_status_type_and_title() {
    let catalog = Shop::catalog();
    let entries = catalog.entries();
    let of = |code: &str| {
        let mut found = entries
            .iter()
            .filter(|entry| entry.problem_type().code() == code);
        found.next().unwrap().problem_type()
    };
    let taken = of("shop.taken");
    assert_eq!(taken.status().unwrap(), 409);
    assert_eq!(taken.type_uri(), "https://e.example/shop.taken");
    assert_eq!(taken.title(), "Taken \"already\"");
    assert_eq!(of("shop.no_item").title(), "No item");
    assert_eq!(of("shop.late").status(), None);
    assert_eq!(of("stock").type_uri(), "about:blank");
    assert_eq!(of("stock").title(), "Gone");
}

#[test]
fn the_catalog_agrees_with_the_responses() {
    for (error, code) in [
        (Shop::NoItem(1), "shop.no_item"),
        (Shop::Taken, "shop.taken"),
        (Shop::Cases(1), "shop.first"),
        (Shop::Last, "shop.last"),
    ] {
        let catalog = Shop::catalog();
        let entry = catalog.find(code).next();
        let problem_type = entry.unwrap().problem_type();
        assert_eq!(error.code(), code);
        assert_eq!(Some(error.status()), problem_type.status());
        let body: serde_json::Value = serde_json::from_slice(error.to_response().body()).unwrap();
        assert_eq!(body["title"], problem_type.title());
        assert_eq!(body["type"], problem_type.type_uri());
    }
}

#[derive(Debug, Error, HttpError)]
enum AllUnmapped {
    /// Private.
    #[error("a")]
    A,
    #[error("b")]
    B,
}

#[derive(Debug, Error, HttpError)]
#[http(status = 400, code = "everything")]
enum Defaults {
    #[error("a")]
    A,
    #[error("b")]
    #[http(404, code = "b")]
    B,
}

#[test]
fn what_is_unmapped_is_one_entry_without_names() {
    assert!(codes::<AllUnmapped>().is_empty());
    assert_eq!(AllUnmapped::A.code(), AllUnmapped::B.code());
    let catalog = AllUnmapped::catalog();
    let [masked] = catalog.entries() else {
        panic!("{catalog:?}")
    };
    assert_eq!((masked.variant(), masked.code()), ("", "internal_error"));
    assert_eq!(masked.statuses(), [500]);
    assert_eq!(masked.detail(), Presence::Never);
    assert!(!format!("{catalog:?}").contains("Private"));
}

#[test]
fn what_the_type_names_is_known() {
    assert_eq!(codes::<Defaults>(), [("A", "everything"), ("B", "b")]);
    let catalog = Defaults::catalog();
    assert_eq!(catalog.find("everything").next().unwrap().statuses(), [400]);
    assert_eq!(Defaults::A.code(), "everything");
}

#[derive(Debug, Error, HttpError)]
enum Generic<E: std::error::Error + HttpError + 'static> {
    #[error(transparent)]
    #[http(transparent)]
    Inner(E),
    #[error("own")]
    #[http(404)]
    Own,
}

#[test]
fn a_generic_type_has_the_catalog_of_its_parameter() {
    assert_eq!(codes::<Generic<Stock>>(), [("Own", "own"), ("", "stock")]);
    assert_eq!(codes::<Generic<AllUnmapped>>(), [("Own", "own")]);
    assert_eq!(
        codes::<Generic<Generic<Stock>>>(),
        [("Own", "own"), ("", "stock")]
    );
    assert_eq!(Generic::Inner(Stock).status(), 410);
    assert_eq!(Generic::<Stock>::Own.status(), 404);
}

#[test]
fn a_box_and_a_reference_have_a_catalog_too() {
    assert_eq!(codes::<Box<Stock>>(), [("", "stock")]);
}

#[derive(Debug, Error, HttpError)]
#[expect(dead_code, reason = "only its catalog is used")]
enum Described {
    /// The address is taken, or the database failed.
    #[error("database error")]
    #[http(
        case(
            /// The address belongs to another user.
            true => 409, code = "email_taken"
        ),
        case(_ if self.is_late() => 503, code = "busy")
    )]
    Db(bool),
}

impl Described {
    fn is_late(&self) -> bool {
        matches!(self, Self::Db(false))
    }
}

#[test]
fn a_case_has_a_description_of_its_own() {
    let catalog = Described::catalog();
    let mapped = catalog.entries().iter().filter(|it| !it.is_unmapped());
    let described: Vec<_> = mapped.map(|it| (it.code(), it.description())).collect();
    assert_eq!(
        described,
        [
            ("email_taken", "The address belongs to another user."),
            ("busy", "The address is taken, or the database failed."),
        ]
    );
}

/// Returns the one entry with a code.
fn entry<E: HttpError>(code: &str) -> Entry {
    let catalog = E::catalog();
    let mut found = catalog.find(code);
    let entry = found.next().unwrap_or_else(|| panic!("{code}")).clone();
    assert!(found.next().is_none(), "{code} is there twice");
    entry
}

/// Returns the names of the headers, with a `?` if they may be missing.
fn headers(entry: &Entry) -> Vec<String> {
    let mark = |is_required| if is_required { "" } else { "?" };
    let headers = entry.headers().iter();
    headers
        .map(|it| format!("{}{}", it.name(), mark(it.is_required())))
        .collect()
}

/// Returns the names and types of the members, with a `?` if they may be missing.
fn members(entry: &Entry) -> Vec<String> {
    let mark = |is_required| if is_required { "" } else { "?" };
    let members = entry.members().iter();
    members
        .map(|it| {
            format!(
                "{}{}: {:?}",
                it.name(),
                mark(it.is_required()),
                it.json_type()
            )
        })
        .collect()
}

type Alias = Vec<String>;

#[derive(Debug, Serialize)]
struct Method;

impl HasJsonType for Method {
    const JSON_TYPE: JsonType = JsonType::OneOf(&["card", "invoice"]);
}

#[derive(Debug, Serialize)]
struct Unknown;

#[derive(Debug, Serialize)]
struct Limits {
    limit: u32,
}

impl HasJsonType for Limits {
    const JSON_TYPE: JsonType =
        JsonType::ObjectOf(&[MemberSpec::new("limit", JsonType::IntegerValue)]);
}

#[derive(Debug, Error, HttpError)]
#[error("members")]
#[http(400, member("fixed" = "text"), member("three" = 3), member("half" = 0.5),
    member("yes" = true), member("format" = "{count}"), member("copy" = *count),
    member("computed" = count + 1), member("none" = None))]
struct Members<T: Serialize + std::fmt::Debug> {
    #[http(member)]
    count: u64,
    #[http(member)]
    name: String,
    #[http(member)]
    ratio: f32,
    #[http(member)]
    is_late: bool,
    #[http(member)]
    perhaps: Option<u8>,
    #[http(member)]
    alias: Alias,
    #[http(member)]
    shared: std::borrow::Cow<'static, str>,
    #[http(member)]
    map: BTreeMap<String, Vec<u8>>,
    #[http(member)]
    errors: FieldErrors,
    #[http(member)]
    method: Method,
    #[http(member)]
    unknown: Unknown,
    #[http(member)]
    generic: T,
    #[http(member = "re-named")]
    renamed: &'static str,
    #[http(member(flatten))]
    limits: Limits,
}

#[test]
fn members_have_the_json_types_of_their_fields() {
    let entry = entry::<Members<u8>>("members");
    assert_eq!(
        members(&entry),
        [
            "fixed: StringValue",
            "three: IntegerValue",
            "half: NumberValue",
            "yes: BooleanValue",
            "format: StringValue",
            "copy: IntegerValue",
            "computed?: AnyValue",
            "count: IntegerValue",
            "name: StringValue",
            "ratio: NumberValue",
            "is_late: BooleanValue",
            "perhaps?: IntegerValue",
            "alias: ArrayOf(StringValue)",
            "shared: StringValue",
            "map: MapOf(ArrayOf(IntegerValue))",
            &format!("errors: {:?}", FieldErrors::JSON_TYPE),
            "method: OneOf([\"card\", \"invoice\"])",
            "unknown: AnyValue",
            "generic: AnyValue",
            "re-named: StringValue",
            "limit: IntegerValue",
        ]
    );
    assert!(!entry.has_more_members());
}

#[derive(Debug, Error, HttpError)]
enum Borrowed<'a> {
    #[error("borrowed")]
    #[http(400, member("names" = names))]
    Names { names: &'a [&'a str] },
    #[error("flattened")]
    #[http(409)]
    Flat(#[http(member(flatten))] BTreeMap<&'a str, u8>),
}

#[test]
fn a_type_that_borrows_has_a_catalog() {
    assert_eq!(
        members(&entry::<Borrowed<'_>>("names")),
        ["names: ArrayOf(StringValue)"]
    );
    assert!(entry::<Borrowed<'_>>("flat").has_more_members());
}

#[derive(Debug, Error, HttpError)]
#[http(
    on(401, www_authenticate = "Bearer"),
    on(429 | 503, retry_after = 5),
    on(503, header("X-Load" = self.load())),
    member("api" = 2),
    header("X-Api" = "{self:?}")
)]
enum Headers {
    #[error("who?")]
    #[http(401)]
    Who,
    #[error("slow")]
    #[http(429, retry_after = _0)]
    Slow(Duration),
    #[error("busy")]
    #[http(503, header("X-Perhaps" = self.load()), header("X-Always" = "{self}"))]
    Busy,
    #[error("either")]
    #[http(status = _0, statuses(401, 404))]
    Either(u16),
    #[error("or")]
    #[http(status = _0, code = "or")]
    Or(u16),
}

impl Headers {
    fn load(&self) -> Option<u8> {
        matches!(self, Self::Busy).then_some(3)
    }
}

#[test]
fn headers_are_those_of_the_variant_and_of_its_status() {
    let of = |code: &str| headers(&entry::<Headers>(code));
    assert_eq!(of("who"), ["www-authenticate", "x-api"]);
    assert_eq!(of("slow"), ["retry-after", "x-api"]);
    assert_eq!(
        of("busy"),
        ["retry-after", "x-load?", "x-perhaps?", "x-always", "x-api"]
    );
    // Only one of its statuses has it.
    assert_eq!(of("either"), ["www-authenticate?", "x-api"]);
    assert_eq!(
        entry::<Headers>("busy").retry_after(),
        Some(Duration::from_secs(5))
    );
    assert_eq!(entry::<Headers>("slow").retry_after(), None);
    assert_eq!(members(&entry::<Headers>("who")), ["api: IntegerValue"]);
}

#[test]
fn statuses_are_all_that_it_may_have() {
    let either = entry::<Headers>("either");
    assert_eq!(either.statuses(), [401, 404]);
    assert!(!either.is_status_open());
    let open = entry::<Headers>("or");
    assert!(open.statuses().is_empty() && open.is_status_open());
}

#[derive(Debug, Error, HttpError)]
#[http(status = self.fallback(), statuses(409, 410), type_base = "https://e.example/")]
enum OfType {
    #[error("a")]
    A,
    #[error("b")]
    #[http(404)]
    B,
}

impl OfType {
    fn fallback(&self) -> u16 {
        if matches!(self, Self::A) { 410 } else { 409 }
    }
}

#[test]
fn a_type_names_the_statuses_of_its_expression() {
    assert_eq!(entry::<OfType>("a").statuses(), [409, 410]);
    assert_eq!(entry::<OfType>("b").statuses(), [404]);
    assert_eq!(OfType::A.status(), 410);
}

#[derive(Debug, Error, HttpError)]
enum Inner {
    /// It is gone.
    #[error("gone {id}")]
    #[http(404, retry_after = 3, header("X-Inner" = "1"))]
    Gone {
        #[http(member)]
        id: u8,
    },
    #[error("who?")]
    #[http(401, www_authenticate = "Basic")]
    Who,
    #[error("unmapped")]
    Unmapped,
}

#[derive(Debug, Error, HttpError)]
#[http(on(401, www_authenticate = "Bearer"), on(404, format = Text))]
enum Outer {
    #[error(transparent)]
    #[http(transparent)]
    Plain(#[from] Inner),
    #[error("with a code")]
    #[http(transparent, code = "other", member("more" = 1), detail = "said outside", retryable)]
    Coded(#[source] Inner),
    /// It is made anew.
    #[error("with a status")]
    #[http(transparent, status = 503, code = "made_5xx")]
    Made(#[source] Inner),
    #[error("or its own")]
    #[http(transparent, status = _0.late(), statuses(409), code = "late")]
    Late(#[source] Inner),
}

impl Inner {
    fn late(&self) -> Option<u16> {
        matches!(self, Self::Unmapped).then_some(409)
    }
}

#[test]
fn what_a_variant_changes_of_the_error_in_it_is_known() {
    let gone = entry::<Outer>("gone");
    assert_eq!(gone.description(), "It is gone.");
    assert_eq!(gone.body(), BodySpec::MediaType("text/plain"));
    assert_eq!(headers(&entry::<Outer>("who")), ["www-authenticate"]);
    assert_eq!(
        entry::<Outer>("who").headers()[0].value().unwrap(),
        "Bearer"
    );
    assert_eq!(entry::<Inner>("who").headers()[0].value().unwrap(), "Basic");

    let catalog = Outer::catalog();
    let other: Vec<&Entry> = catalog.find("other").collect();
    let gone = other.iter().find(|it| it.statuses() == [404]).unwrap();
    assert_eq!(members(gone), ["id: IntegerValue", "more: IntegerValue"]);
    assert_eq!(gone.example_detail(), "said outside");
    assert!(gone.is_retryable());

    let made = entry::<Outer>("made_5xx");
    assert_eq!(made.statuses(), [503]);
    assert_eq!(made.description(), "It is made anew.");
    assert!(made.members().is_empty());
    assert_eq!(headers(&made), ["retry-after?"]);
    assert_eq!(made.detail(), Presence::Never);

    let late: Vec<u16> = catalog
        .find("late")
        .flat_map(|it| it.statuses().iter().map(StatusCode::as_u16))
        .collect();
    assert_eq!(late, [404, 409, 401, 409, 409, 500]);
}

#[derive(Debug, Error, HttpError)]
enum Texts {
    #[error("no user {id}")]
    #[http(404)]
    Template { id: u64 },
    #[error("fixed")]
    #[http(410)]
    Fixed,
    #[error("hidden")]
    #[http(409, hide)]
    Hidden,
    #[error("masked")]
    #[http(503)]
    Masked,
    #[error("unmasked {_0}")]
    #[http(502, unmask)]
    Unmasked(String),
    #[error("named {0}")]
    #[http(504, detail = "waited {0} s, {1}")]
    Named(f32, bool),
    #[error("perhaps")]
    #[http(400, detail = Some("x").filter(|_| *_0))]
    Perhaps(bool),
    #[error("late")]
    #[http(status = _0, statuses(404, 500))]
    Late(u16),
}

#[test]
fn a_detail_is_known_as_far_as_it_can_be() {
    let of = |code: &str| {
        let entry = entry::<Texts>(code);
        (entry.detail(), entry.example_detail().to_owned())
    };
    assert_eq!(of("template"), (Presence::Always, "no user 1".to_owned()));
    assert_eq!(of("fixed"), (Presence::Always, "fixed".to_owned()));
    assert_eq!(of("hidden"), (Presence::Never, String::new()));
    assert_eq!(of("masked").0, Presence::Never);
    assert_eq!(of("unmasked").0, Presence::Always);
    assert_eq!(
        of("named"),
        (Presence::Always, "waited 1.5 s, true".to_owned())
    );
    assert_eq!(of("perhaps").0, Presence::Sometimes);
    assert_eq!(of("late").0, Presence::Sometimes);
}

#[derive(Debug, Error, HttpError)]
enum Attempts {
    #[error("busy")]
    #[http(503)]
    Busy,
    #[error("never")]
    #[http(503, retryable = false)]
    Never,
    #[error("taken")]
    #[http(409)]
    Taken,
    #[error("again")]
    #[http(409, retryable)]
    Again,
    #[error("wait")]
    #[http(409, retry_after = 30)]
    Wait,
}

#[test]
fn whether_another_attempt_is_worth_it_is_a_fact_of_the_type() {
    let of = |code: &str| entry::<Attempts>(code).is_retryable();
    assert!(of("busy") && of("again") && of("wait"));
    assert!(!of("never") && !of("taken"));
    assert_eq!(
        entry::<Attempts>("wait").retry_after(),
        Some(Duration::from_secs(30))
    );
}

#[test]
fn an_error_knows_it_too() {
    for (error, expected) in [
        (Attempts::Busy, true),
        (Attempts::Never, false),
        (Attempts::Taken, false),
        (Attempts::Again, true),
        (Attempts::Wait, true),
    ] {
        assert_eq!(error.is_retryable(), expected, "{error:?}");
        assert_eq!(entry::<Attempts>(&error.code()).is_retryable(), expected);
        let boxed: Box<dyn HttpError> = Box::new(error);
        assert_eq!((&&*boxed).is_retryable(), expected);
    }
    // The outermost error with the key decides.
    assert!(Outer::Coded(Inner::Who).is_retryable());
    assert!(!Outer::Plain(Inner::Who).is_retryable());
    assert!(!Problem::from(Attempts::Never).is_retryable());
    assert!(Problem::from(Attempts::Again).is_retryable());
}

#[derive(Debug, Error, HttpError)]
#[http(unmapped(503, code = "server_error", retry_after = 5))]
enum Unmapped {
    #[error("a")]
    Private,
    #[error("b")]
    #[http(status = _0, statuses(404))]
    Late(Option<u16>),
}

#[test]
fn the_keys_of_what_is_unmapped_are_known() {
    let catalog = Unmapped::catalog();
    let codes: Vec<_> = catalog.entries().iter().map(Entry::code).collect();
    assert_eq!(codes, ["late", "server_error", "internal_error"]);
    let unmapped = entry::<Unmapped>("server_error");
    assert_eq!(unmapped.statuses(), [503]);
    assert_eq!(unmapped.retry_after(), Some(Duration::from_secs(5)));
    assert_eq!(unmapped.variant(), "");
}

#[derive(Debug, Error)]
#[error("by hand")]
struct ByHand;

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        StatusCode::GONE
    }

    fn catalog() -> Catalog {
        let gone = Entry::new(ProblemType::new(410, "gone")).with_description("It was withdrawn.");
        Catalog::new([gone.with_member(MemberSpec::new("id", JsonType::IntegerValue))])
    }
}

#[derive(Debug, Error)]
#[error("without a catalog")]
struct Silent;

impl HttpError for Silent {}

#[derive(Debug, Error, HttpError)]
enum Mixed {
    #[error(transparent)]
    #[http(transparent)]
    ByHand(#[from] ByHand),
    #[error("own")]
    #[http(404)]
    Own,
}

#[derive(Debug, Error, HttpError)]
enum Open {
    #[error(transparent)]
    #[http(transparent)]
    Silent(#[from] Silent),
}

#[derive(Debug, Error, HttpError)]
enum Anything {
    #[error("a problem")]
    #[http(transparent)]
    Problem(Problem),
}

#[derive(Debug, Error, HttpError)]
enum Expression {
    #[error("of an expression")]
    #[http(transparent = _0)]
    Late(ByHand),
}

#[test]
fn what_is_not_known_leaves_the_catalog_open() {
    assert_eq!(codes::<Mixed>(), [("Own", "own"), ("", "gone")]);
    assert_eq!(members(&entry::<Mixed>("gone")), ["id: IntegerValue"]);
    assert!(!Mixed::catalog().is_open());
    assert!(Open::catalog().is_open());
    assert!(Anything::catalog().is_open());
    assert!(Expression::catalog().is_open());
}

#[test]
fn several_types_are_joined() {
    let catalog = catchall::catalog![Attempts, Texts, Attempts];
    let codes: Vec<_> = catalog.entries().iter().map(Entry::code).collect();
    assert_eq!(codes.len(), 5 + 8 + 1);
    assert_eq!(*codes.last().unwrap(), "internal_error");
    assert_eq!(catalog.find("busy").count(), 1);
}

#[test]
fn a_status_that_is_not_named_is_sent_and_noted() {
    for (error, status, is_noted) in [
        (Headers::Either(404), 404, false),
        (Headers::Either(409), 409, true),
        (Headers::Or(409), 409, false),
    ] {
        assert_eq!(error.status(), status);
        let (_, event) = crate::support::logged_once(|| error.to_response());
        let event = format!("{event:?}");
        let is_found = event.contains("the status is not one that `statuses(...)` lists");
        assert_eq!(is_found, is_noted, "{event}");
    }
}
