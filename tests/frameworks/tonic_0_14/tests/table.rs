//! Compares the tables of codes in the guide with the actual codes.

use catchall::Problem;
use tonic::{Code, Status};

const PAGE: &str = include_str!("../../../../src/guide/tonic.md");

/// Returns the rows of the table with this head.
fn rows(head: &str) -> Vec<[&'static str; 2]> {
    let table = PAGE.split_once(head).expect("the table").1;
    let rows = table.lines().skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split(" | ").map(str::trim);
        [(); 2].map(|()| cells.next().expect("two cells"))
    })
    .collect()
}

fn name(code: Code) -> String {
    let words = format!("{code:?}");
    let mut name = String::new();
    for char in words.chars() {
        if char.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(char.to_ascii_uppercase());
    }
    name
}

/// Returns the code in the table for a status.
fn documented(status: u16) -> &'static str {
    let rows = rows("| HTTP | gRPC |");
    assert!(rows.len() > 10);
    let class = format!("{}xx", status / 100);
    let names = |cell: &str, word: &str| cell.split(", ").any(|known| known == word);
    let row = rows
        .iter()
        .find(|[http, _]| names(http, &status.to_string()))
        .or_else(|| rows.iter().find(|[http, _]| names(http, &class)))
        .or_else(|| {
            rows.iter()
                .find(|[http, _]| *http == format!("other {class}"))
        });
    row.expect("a row")[1].trim_matches('`')
}

#[test]
fn every_status_has_the_code_of_the_table() {
    let redirections = [301, 302, 303, 304, 307, 308];
    for status in redirections.into_iter().chain(400..600) {
        let code = Status::from(Problem::new(status)).code();
        assert_eq!(name(code), documented(status), "{status}");
    }
}

#[test]
fn every_code_has_the_status_of_the_table() {
    let rows = rows("| gRPC | HTTP |");
    for code in (1..=16).map(Code::from_i32) {
        let name = format!("`{}`", name(code));
        let row = rows
            .iter()
            .find(|[codes, _]| codes.split(", ").any(|known| known == name));
        let status = row.unwrap_or_else(|| panic!("{name}"))[1];
        let problem = Problem::from(Status::new(code, ""));
        assert_eq!(problem.status().as_str(), status, "{name}");
    }
}
