//! Tables in Markdown.

use std::fmt;

/// A table: its first column holds names, the others numbers.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<S: Into<String>>(header: impl IntoIterator<Item = S>) -> Self {
        let header = header.into_iter().map(Into::into).collect();
        Self { rows: vec![header] }
    }

    pub(crate) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, row) in self.rows.iter().enumerate() {
            writeln!(out, "| {} |", row.join(" | "))?;
            if at == 0 {
                writeln!(
                    out,
                    "| --- |{}",
                    " ---: |".repeat(row.len().saturating_sub(1))
                )?;
            }
        }
        Ok(())
    }
}

/// How many times `base` it is, with two decimals.
pub(crate) fn ratio(count: u64, base: u64) -> String {
    match (count * 100 + base / 2).checked_div(base) {
        Some(hundredths) => format!("{}.{:02}", hundredths / 100, hundredths % 100),
        None => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_at_the_right() {
        let mut table = Table::new(["", "c1"]);
        table.row(["floor", "465"]);
        assert_eq!(
            table.to_string(),
            "|  | c1 |\n| --- | ---: |\n| floor | 465 |\n"
        );
    }

    #[test]
    fn a_ratio_is_rounded() {
        assert_eq!(ratio(110, 100), "1.10");
        assert_eq!(ratio(2, 3), "0.67");
        assert_eq!(ratio(1, 0), "–");
    }
}
