//! What is proved, and what is left to the trait.

use super::questions;
use crate::errors::Errors;
use crate::item::Item;
use crate::model::Container;
use crate::parse;

#[track_caller]
fn model(item: &str) -> Container {
    let item = item.parse().expect("the item is a list of tokens");
    let item = Item::parse(item).expect("the item is one");
    let mut errors = Errors::default();
    let container = parse::container(&item, &mut errors).expect("the item is no union");
    assert!(errors.finish().is_none());
    container
}

/// Returns the variants whose `Display` is proved, or that of one of their cases.
fn proved(item: &str) -> Vec<String> {
    let container = model(item);
    let mut proved = Vec::new();
    for variant in &container.variants {
        if variant.display_is_proved(&container, &variant.keys) {
            proved.push(variant.name.clone());
        }
        for case in &variant.cases {
            if variant.display_is_proved(&container, &case.keys.inheriting(&variant.keys)) {
                proved.push(format!("a case of {}", variant.name));
            }
        }
    }
    proved
}

#[test]
fn a_template_is_a_proof_if_it_names_harmless_fields_only() {
    let item = r#"enum E<'a, T, F: Error> {
            #[error("no user")] Fixed { source: io::Error },
            #[error("no user {id} {0}", )] Trailing { id: Id },
            #[error("no user {id}")] Named { id: Id, source: io::Error },
            #[error("no user {0} {text}")] Unknown(Id),
            #[error("no user {source}")] Source { source: Cause },
            #[error("no user {0}")] Marked(#[source] Cause),
            #[error("no user {0:?}")] Spelt(Option<io::Error>),
            #[error("no user {self:?}")] Whole(Id),
            #[error("no user {}", id)] Argument { id: Id },
            #[error("no user {x}", x = id)] NamedArgument { id: Id },
            #[error(fmt = text)] Function(Id),
            #[error(transparent)] Transparent(Id),
            #[error("no user {0}")] Parameter(T),
            #[error("no user {0}")] Bounded(F),
            #[error("no user {1}")] NotShown(F, u8),
            #[error("no user {0}")] Borrowed(&'a Id),
            #[http(404)] Silent { id: Id },
            #[snafu(display("no user {id}"))] Snafu { id: Id },
            #[error("no user {0}")] #[http(404, expose)] Exposed(#[source] Cause),
            #[error("no user {0}")] #[http(500, case(_ => 404, expose))] Case(#[source] Cause),
        }"#;
    let expected = [
        "Fixed",
        "Named",
        "NotShown",
        "Borrowed",
        "Snafu",
        "Exposed",
        "a case of Case",
    ];
    assert_eq!(proved(item), expected);
    let item = r#"enum E {
            #[display("no user {_0}")] More(Id, Backtrace),
            #[display("no user {_0}")] TheSource(Id),
            #[error("one")] #[display("or the other")] Two,
        }"#;
    assert_eq!(proved(item), ["More"]);
}

#[test]
fn what_is_written_around_a_variant_is_no_proof() {
    let item =
        r#"#[display("{_variant}: {source}")] enum E { #[display("no user")] A { source: u8 } }"#;
    assert!(proved(item).is_empty());
    let item = r#"#[prefix_enum_doc_attributes] enum E { #[displaydoc("no user")] A }"#;
    assert!(proved(item).is_empty());
    let item = r#"#[ignore_extra_doc_attributes] enum E {
            #[doc = " no user"] #[doc = ""] #[doc = " more"] A,
            #[doc = " no {source}"] B { source: u8 },
        }"#;
    assert_eq!(proved(item), ["A"]);
}

#[test]
fn nothing_is_asked_where_nothing_is_shown() {
    let item = r#"#[http(on(404, log = info))] enum E<T> {
            #[error("no user {0}")] #[http(404)] Known(String),
            #[error("no user {0:?}")] #[http(404)] Many(Vec<Option<u8>>, &'static str),
            #[error("no user {id}")] #[http(404)] NotShown { id: u8, other: Other },
            #[error("no user {0}")] #[http(404, hide)] Hidden(Other),
            #[error("no user {0}")] #[http(404, detail = "x")] Said(Other),
            #[error("no user {0}")] #[http(404, expose)] Exposed(Other),
            #[error("no user {0}")] #[http(304)] NoBody(Other),
            #[error("no user {0}")] #[http(500)] Masked(Other),
            #[error("no user {0}")] #[http(transparent)] Delegated(Other),
            #[error("no user {0}")] Unmapped(Other),
            #[error("no user {0} {1:?}")] #[http(404)] Generic(T, (u8, Box<Self>)),
        }"#;
    assert_eq!(questions(&model(item)).to_string(), "");
}

#[test]
fn a_type_is_asked_about_without_what_only_the_item_has() {
    let asked = |item: &str| -> Vec<String> {
        let questions = questions(&model(item)).to_string().replace(' ', "");
        let asked = questions.split("is_error!(").skip(1);
        asked
            .map(|asked| asked.split("{use").next().unwrap_or_default().to_owned())
            .collect()
    };
    // An alias may have the name of a type that is not an error.
    let named = asked(r#"enum E<T> { #[error("after {0:?}")] #[http(429)] A(Duration) }"#);
    assert_eq!(named, ["Duration)"]);
    let field = r#"#[error("no user {0:?}")] #[http(404)]
            A((u8, Map<&'a Other<'b>, fn(u8) -> u8>, (Box<Self>, &'static str)))"#;
    let generic = asked(&format!("enum E<'a, 'b: 'a, T> {{ {field} }}"));
    assert_eq!(generic, ["Map<&'staticOther<'static>,fn(u8)->u8>)"]);
    let plain = asked(&format!("enum E<'a, 'b: 'a> {{ {field} }}"));
    let found = |path: &str| {
        format!(
            "in|__error:&'staticE<'static,'static>|match__error\
                 {{E::A{{0:__field,..}}=>::core::option::Option::Some(&__field{path}),\
                 _=>::core::option::Option::None,}})"
        )
    };
    let first = format!("{}||::catchall::__private::", found(".1"));
    assert_eq!(plain, [first, found(".2.0")]);
}
