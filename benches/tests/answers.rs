//! What is held against each other does the same.

use catchall_benches::{check, contenders};

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
