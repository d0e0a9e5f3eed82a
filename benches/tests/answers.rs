//! What is compared does the same.

use catchall_benches::{check, contenders, series};

#[test]
fn all_contenders_make_the_same_answers() {
    assert_eq!(check(&contenders()), Ok(()));
}

#[test]
fn a_difference_is_found() {
    let mut contenders = contenders();
    contenders[1].cases.swap(0, 1);
    let found = check(&contenders).unwrap_err();
    assert!(found.contains("c1"), "{found}");
}

#[test]
fn in_a_series_catchall_answers_like_the_floor() {
    let series = series();
    let of = |name: &str| series.iter().find(|one| one.name == name).unwrap();
    for what in ["detail", "members"] {
        let floor = of(&format!("{what}: floor, http"));
        let ours = of(&format!("{what}: catchall, http"));
        for (floor, ours) in floor.cases.iter().zip(&ours.cases) {
            assert_eq!((floor.answer)(), (ours.answer)());
        }
    }
}
