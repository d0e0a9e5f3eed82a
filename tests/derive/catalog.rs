//! The catalog: all problem types of a type, in declaration order.

// The catalog is asked of the type: few of the values are made.
#![allow(dead_code)]

use catchall::HttpError;
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

fn codes<E: HttpError>() -> Vec<(&'static str, &'static str)> {
    let entries = E::catalog().entries();
    entries
        .iter()
        .map(|entry| (entry.variant(), entry.problem_type().code()))
        .collect()
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
    let entries = Shop::catalog().entries();
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
    let entries = Shop::catalog().entries();
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
        let entries = Shop::catalog().entries();
        let entry = entries
            .iter()
            .find(|entry| entry.problem_type().code() == code);
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
fn what_has_no_type_of_its_own_is_not_listed() {
    assert!(codes::<AllUnmapped>().is_empty());
    assert_eq!(AllUnmapped::A.code(), AllUnmapped::B.code());
    assert_eq!(codes::<Defaults>()[1], ("B", "b"));
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
#[expect(dead_code, reason = "only its catalog is asked for")]
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
    let entries = Described::catalog().entries();
    let described: Vec<_> = entries
        .iter()
        .map(|entry| (entry.problem_type().code(), entry.description()))
        .collect();
    assert_eq!(
        described,
        [
            ("email_taken", "The address belongs to another user."),
            ("busy", "The address is taken, or the database failed."),
        ]
    );
}
