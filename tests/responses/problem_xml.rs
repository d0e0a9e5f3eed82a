//! problem+xml: valid according to the schema of RFC 9457, and read back by an XML reader.

use crate::support::{any_text, header, headers, logged_once, text};
use crate::xmllint;

use catchall::format::ProblemXml;
use catchall::{FieldError, FieldErrors, HttpError, Problem, RequestContext, Response};
use http::{HeaderValue, Method};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json as value};

fn xml(problem: Problem) -> Response {
    problem.with_format(&ProblemXml).to_response()
}

/// An element as it is read.
#[derive(Debug, Default, PartialEq)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn text(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            children: Vec::new(),
        }
    }

    #[track_caller]
    fn child(&self, name: &str) -> &Self {
        let mut found = self.children.iter().filter(|child| child.name == name);
        let child = found
            .next()
            .unwrap_or_else(|| panic!("no {name} in {self:?}"));
        assert_eq!(found.next(), None, "{name} is there twice");
        child
    }
}

/// Reads a problem. It has one namespace, and no attribute except the one that declares it.
#[track_caller]
fn read(xml: &str) -> Element {
    let body = xml
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .expect("a declaration");
    let mut reader = Reader::from_str(body);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error} in {xml}"));
        let innermost = open.len() - 1;
        match event {
            Event::Start(start) => {
                let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                let mut attributes = start.attributes().map(Result::unwrap);
                if innermost == 0 {
                    let namespace = attributes.next().expect("the namespace");
                    assert_eq!(namespace.key.as_ref(), b"xmlns");
                    assert_eq!(&*namespace.value, b"urn:ietf:rfc:7807");
                }
                assert_eq!(attributes.next(), None, "{xml}");
                assert!(is_name(&name), "{name:?} is no name");
                open.push(Element {
                    name,
                    ..Element::default()
                });
            }
            Event::End(_) => {
                let ended = open.pop().unwrap();
                open[innermost - 1].children.push(ended);
            }
            Event::Text(part) => open[innermost].text.push_str(&part.decode().unwrap()),
            Event::GeneralRef(reference) => {
                let char = match reference.resolve_char_ref().unwrap() {
                    Some(char) => char,
                    None => match &*reference {
                        b"amp" => '&',
                        b"lt" => '<',
                        b"gt" => '>',
                        other => panic!("{other:?} in {xml}"),
                    },
                };
                open[innermost].text.push(char);
            }
            Event::Eof => break,
            other => panic!("{other:?} in {xml}"),
        }
    }
    let mut all = open.pop().unwrap();
    assert!(open.is_empty());
    assert_eq!(all.text, "");
    assert_eq!(all.children.len(), 1);
    all.children.remove(0)
}

/// Narrower than XML: only ASCII names.
fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    let may_begin = |char: char| char.is_ascii_alphabetic() || char == '_' || !char.is_ascii();
    chars.next().is_some_and(may_begin)
        && chars.all(|char| may_begin(char) || char.is_ascii_digit() || "-.".contains(char))
}

/// Returns what XML can contain of a text.
fn as_xml(text: &str) -> String {
    let is_allowed = |char: char| {
        !char.is_control() && char != '\u{fffe}' && char != '\u{ffff}'
            || matches!(char, '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}')
    };
    text.chars()
        .map(|char| if is_allowed(char) { char } else { '\u{fffd}' })
        .collect()
}

#[test]
fn it_is_the_problem_in_elements() {
    let problem = Problem::forbidden()
        .with_type_uri("https://example.com/probs/no-seat")
        .with_title("There is no seat left.")
        .with_code("no_seat")
        .with_detail("Row 7 & row 8 have <none>.")
        .with_instance("/seats/7?row=8&of=9")
        .with_member("rows", [7, 8])
        .with_member(
            "next",
            value!({"row": 9, "free": true, "price": 1.50, "note": null}),
        );
    let response = xml(problem);
    assert_eq!(header(&response, "content-type"), "application/problem+xml");
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(
        text(&response),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <problem xmlns=\"urn:ietf:rfc:7807\">\
         <type>https://example.com/probs/no-seat</type>\
         <title>There is no seat left.</title>\
         <status>403</status>\
         <detail>Row 7 &amp; row 8 have &lt;none&gt;.</detail>\
         <instance>/seats/7?row=8&amp;of=9</instance>\
         <code>no_seat</code>\
         <rows><i>7</i><i>8</i></rows>\
         <next><free>true</free><note></note><price>1.5</price><row>9</row></next>\
         </problem>"
    );
}

#[test]
fn a_problem_may_have_little() {
    let shown = text(&xml(Problem::internal_server_error()));
    let read = read(&shown);
    let names: Vec<&str> = read.children.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["title", "status", "code"]);
    assert_eq!(read.child("status").text, "500");
}

#[test]
fn the_errors_of_fields_are_objects_in_an_array() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("not valid")]
    #[http(422, format = catchall::format::ProblemXml)]
    struct Invalid(#[http(member = "errors")] FieldErrors);

    let mut errors = FieldErrors::new();
    errors.push(FieldError::new(["name"], "is <empty>"));
    errors.push(FieldError::new(["tags", "0"], "is too long"));

    let read = read(&text(&Invalid(errors).to_response()));
    let errors = &read.child("errors").children;
    assert_eq!(errors.len(), 2);
    assert!(errors.iter().all(|error| error.name == "i"));
    assert_eq!(errors[0].child("pointer").text, "#/name");
    assert_eq!(errors[0].child("detail").text, "is <empty>");
}

#[test]
fn a_number_keeps_its_digits() {
    let json = r#"{"status":400,"big":123456789012345678901234567890,"small":1.500e-7}"#;
    let problem: Problem = serde_json::from_str(json).unwrap();
    let read = read(&text(&xml(problem)));
    assert_eq!(read.child("big").text, "123456789012345678901234567890");
    assert_eq!(read.child("small").text, "1.500e-7");
}

#[test]
fn what_is_no_name_is_encoded() {
    let problem = Problem::not_found()
        .with_member("a b", 1)
        .with_member("7", 1)
        .with_member("x:y", 1)
        .with_member("é", 1)
        .with_member("a><script>", 1)
        .with_member("\u{1f600}.-\u{d7}", value!({"": [], "\n": {}}));
    let shown = text(&xml(problem));
    let names: Vec<String> = read(&shown)
        .children
        .into_iter()
        .map(|it| it.name)
        .collect();
    assert_eq!(
        names[3..],
        [
            "a_x0020_b",
            "_x0037_",
            "x_x003A_y",
            "é",
            "a_x003E__x003C_script_x003E_",
            "\u{1f600}.-_x00D7_",
        ]
    );
    assert!(shown.contains("<_></_><_x000A_></_x000A_>"), "{shown}");
}

/// A problem that was read may be nested more deeply than any stack.
#[test]
fn no_depth_is_too_deep() {
    let depth = 200_000;
    let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let problem: Problem =
        serde_json::from_str(&format!(r#"{{"status":400,"deep":{nested}}}"#)).unwrap();
    let shown = text(&xml(problem));
    assert_eq!(shown.matches("<i>").count(), depth - 1);
    assert_eq!(shown.matches("</i>").count(), depth - 1);
}

#[test]
fn a_reserved_member_is_left_out_and_noted() {
    let (response, event) = logged_once(|| Reserved { status: "failed" }.to_response());
    assert_eq!(read(&text(&response)).child("status").text, "404");
    assert!(
        event.text().contains("a member has a reserved name"),
        "{event:?}"
    );
}

/// The derive sees that the format may be one that reserves no name.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[http(404, format = SHAPE)]
struct Reserved {
    #[http(member)]
    status: &'static str,
}

const SHAPE: ProblemXml = ProblemXml;

fn sent(accept: &'static str) -> Response {
    let request =
        RequestContext::new(Method::GET, "/").with_accept(HeaderValue::from_static(accept));
    Problem::not_found().to_response_in(&request)
}

#[test]
fn who_asks_for_xml_has_it() {
    for accept in [
        "application/problem+xml",
        "application/xml",
        "text/xml;q=0.9, */*;q=0.1",
    ] {
        let response = sent(accept);
        assert_eq!(header(&response, "content-type"), "application/problem+xml");
        assert_eq!(headers(&response, "vary"), ["accept"]);
        assert_eq!(read(&text(&response)).child("status").text, "404");
    }
}

/// The detail of a type follows the members of the error that its variant delegates to.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
#[http(transparent, detail = "late", format = catchall::format::ProblemXml)]
struct Late(Inner);

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(404, hide, member("early" = true))]
struct Inner;

#[test]
fn it_is_valid_by_the_schema() {
    let names = [
        "a b",
        "é",
        "7",
        "x:y",
        "\u{1f600}",
        "\0",
        "a\u{300}",
        "\u{b7}",
    ];
    let all: String = ('\0'..'\u{300}')
        .chain("\u{fffe}\u{ffff}\u{10ffff}".chars())
        .collect();
    let mut problem = Problem::conflict()
        .with_type_uri("https://example.com/a b/<é>")
        .with_title(all.clone())
        .with_detail(all.clone())
        .with_instance("/a?b=é&c=<>")
        .with_member("rows", value!([7, [], {}, [{"a": null, "status": "x"}]]));
    for name in names {
        problem = problem.with_member(name, value!({ name: all }));
    }
    let mut documents = vec![
        text(&xml(problem)),
        text(&xml(Problem::not_found())),
        text(&Late(Inner).to_response()),
    ];
    let good = documents.len();
    let begin = "<problem xmlns=\"urn:ietf:rfc:7807\">";
    for bad in [
        format!("{begin}<status>0</status></problem>"),
        format!("{begin}<title/><title/></problem>"),
        format!("{begin}<a xmlns=\"urn:other\"/></problem>"),
        "<problem><title/></problem>".to_owned(),
        format!("{begin}<a>text<b/></a></problem>"),
        format!("{begin}<a b></a b></problem>"),
    ] {
        documents.push(bad);
    }
    let texts: Vec<_> = documents.iter().map(String::as_str).collect();
    if let Some(valid) = xmllint::valid(&texts) {
        for (at, (is_valid, document)) in valid.iter().zip(&documents).enumerate() {
            assert_eq!(*is_valid, at < good, "{document}");
        }
    }
}

proptest! {
    #[test]
    fn every_value_is_read_back(title in any_text(), detail in any_text(), member in any_text()) {
        let problem = Problem::not_found()
            .with_title(format!("x{title}"))
            .with_detail(detail.clone())
            .with_member("member", value!({"texts": [member, "]]>"], "empty": ""}));
        let read = read(&text(&xml(problem)));
        prop_assert_eq!(&read.child("title").text, &as_xml(&format!("x{title}")));
        prop_assert_eq!(&read.child("detail").text, &as_xml(&detail));
        let texts = &read.child("member").child("texts").children;
        let expected = [Element::text("i", &as_xml(&member)), Element::text("i", "]]>")];
        prop_assert_eq!(texts, &expected);
        prop_assert_eq!(read.child("member").child("empty"), &Element::text("empty", ""));
    }

    #[test]
    fn every_member_is_an_element(name in any_text(), json in any_json()) {
        let name = format!("x{name}");
        let problem = Problem::not_found().with_member(name, json.clone());
        let read = read(&text(&xml(problem)));
        if json.is_null() {
            prop_assert_eq!(read.children.len(), 3);
        } else {
            prop_assert_eq!(read.children.len(), 4);
            prop_assert!(is_same(&read.children[3], &json), "{:?}", read);
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any_text(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Returns whether an element has the content of the JSON, whatever its name is.
fn is_same(element: &Element, json: &Value) -> bool {
    let has_children = |values: Vec<&Value>| {
        element.text.is_empty()
            && element.children.len() == values.len()
            && element
                .children
                .iter()
                .zip(values)
                .all(|(child, value)| is_same(child, value))
    };
    match json {
        Value::Array(values) => has_children(values.iter().collect()),
        Value::Object(values) => has_children(values.values().collect()),
        Value::Null => element.text.is_empty() && element.children.is_empty(),
        Value::String(text) => element.text == as_xml(text) && element.children.is_empty(),
        Value::Bool(_) | Value::Number(_) => {
            let written = json.to_string();
            element.text == written && element.children.is_empty()
        }
    }
}
