//! Whether rustc can parse the tokens of a value, a guard or a pattern.
//!
//! An expansion that does not parse is reported at the derive, in addition to a
//! message at the wrong token, and an editor cannot complete in it. Without
//! `full`, syn does not parse expressions, so this code visits the tokens once
//! and builds nothing. It need not know all of Rust: tokens that it does not
//! know are [`Verdict::Unknown`], and are emitted in a macro call, which always
//! parses and in which rustc reports what is wrong.

#[cfg(test)]
mod tests;

use proc_macro2::{Delimiter, Group, Literal, Spacing, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{AngleBracketedGenericArguments, Path, Token, Type};

use crate::tokens::{Angles, is_punct};

pub(crate) enum Verdict {
    /// It parses.
    Certain,
    /// It may parse.
    Unknown,
    /// It does not parse.
    Wrong(Fault),
}

/// Why tokens do not parse, and where.
pub(crate) struct Fault {
    span: Span,
    reason: Reason,
}

enum Reason {
    /// They end after this token, which something must follow.
    Ends(String, &'static str),
    /// This token is unexpected, and something else is expected.
    Unexpected(String, &'static str),
    /// Something is missing between what ends and this token.
    Missing(String, &'static str),
}

impl Fault {
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// Returns the message for a part with this name: "the value of `detail`".
    pub(crate) fn message(&self, what: &str) -> String {
        match &self.reason {
            Reason::Ends(last, expected) => {
                format!("{what} is not complete: write {expected} after `{last}`")
            }
            Reason::Unexpected(found, expected) => {
                format!("unexpected `{found}` in {what}: write {expected} here")
            }
            Reason::Missing(found, expected) => {
                format!("{what} ends before `{found}`: write {expected} between them")
            }
        }
    }
}

/// Checks an expression.
pub(crate) fn expression(tokens: &TokenStream) -> Verdict {
    verdict(tokens, OPERATOR, |parser| parser.expression(Mode::VALUE))
}

/// Checks what follows the `if` of a pattern.
pub(crate) fn guard(tokens: &TokenStream) -> Verdict {
    let mode = Mode {
        is_condition: true,
        ..Mode::VALUE
    };
    verdict(tokens, OPERATOR, |parser| parser.expression(mode))
}

/// Checks a pattern, with its alternatives.
pub(crate) fn pattern(tokens: &TokenStream) -> Verdict {
    verdict(tokens, "`|` or a comma", Parser::pattern)
}

const OPERATOR: &str = "an operator or a comma";

fn verdict(
    tokens: &TokenStream,
    separator: &'static str,
    parse: impl FnOnce(&mut Parser) -> Parsed,
) -> Verdict {
    let mut parser = Parser::new(tokens.clone());
    if let [TokenTree::Ident(_)] = parser.tokens.as_slice()
        && separator == OPERATOR
        && parser.is_name()
    {
        // The most common values.
        return Verdict::Certain;
    }
    let parsed = parse(&mut parser).and_then(|()| match parser.peek() {
        None => Ok(()),
        // It may belong to syntax that is not known here.
        Some(token) if is_punct(token, ',') => Err(Stop::Unknown),
        Some(_) => Err(parser.missing(separator)),
    });
    match parsed {
        Ok(()) => Verdict::Certain,
        Err(Stop::Unknown) => Verdict::Unknown,
        Err(Stop::Wrong(fault)) => Verdict::Wrong(fault),
    }
}

enum Stop {
    Unknown,
    Wrong(Fault),
}

type Parsed = Result<(), Stop>;

/// What an expression can contain in its position.
#[derive(Clone, Copy)]
struct Mode {
    /// `Name { .. }`, which is not allowed in a condition before a block.
    has_structs: bool,
    /// `let pattern = value`
    is_condition: bool,
}

impl Mode {
    const VALUE: Self = Self {
        has_structs: true,
        is_condition: false,
    };
    const CONDITION: Self = Self {
        has_structs: false,
        is_condition: true,
    };
    /// Before a block.
    const SCRUTINEE: Self = Self {
        has_structs: false,
        is_condition: false,
    };
}

/// Operators between two values, the longest first.
const BINARY: [&str; 30] = [
    "<<=", ">>=", "..=", "&&", "||", "==", "!=", "<=", ">=", "<<", ">>", "+=", "-=", "*=", "/=",
    "%=", "^=", "&=", "|=", "..", "+", "-", "*", "/", "%", "^", "&", "|", "<", ">",
];

/// Keywords that begin neither a value nor a pattern.
const KEYWORDS: [&str; 20] = [
    "as", "dyn", "else", "enum", "extern", "fn", "impl", "in", "mod", "mut", "pub", "ref",
    "struct", "trait", "type", "use", "where", "let", "macro", "override",
];

/// Keywords that may begin a value in a way that is not known here.
const RESERVED: [&str; 14] = [
    "abstract", "async", "become", "box", "builtin", "do", "final", "gen", "priv", "static", "try",
    "typeof", "virtual", "yield",
];

/// Keywords that begin a value, but not a path.
const STATEMENTS: [&str; 14] = [
    "_", "await", "break", "const", "continue", "for", "if", "loop", "match", "move", "return",
    "unsafe", "unsized", "while",
];

/// Words that begin, or may begin, an item in a block.
const ITEMS: [&str; 16] = [
    "const",
    "enum",
    "extern",
    "fn",
    "impl",
    "macro_rules",
    "mod",
    "pub",
    "static",
    "struct",
    "trait",
    "type",
    "union",
    "unsafe",
    "use",
    "auto",
];

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

fn is_keyword(word: &str) -> bool {
    is_one_of(word, &KEYWORDS)
        || is_one_of(word, &STATEMENTS)
        || is_one_of(word, &RESERVED)
        || is_one_of(word, &["true", "false"])
}

struct Parser {
    tokens: Vec<TokenTree>,
    /// The text of each token that is a word: the compiler creates it again each time
    /// it is asked.
    words: Vec<String>,
    at: usize,
}

impl Parser {
    fn new(tokens: TokenStream) -> Self {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let word = |token: &TokenTree| match token {
            TokenTree::Ident(word) => word.to_string(),
            _ => String::new(),
        };
        let words = tokens.iter().map(word).collect();
        Self {
            tokens,
            words,
            at: 0,
        }
    }

    fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at)
    }

    fn peek_behind(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at + 1)
    }

    /// Returns the next token if it is a word, and otherwise an empty text.
    fn next_word(&self) -> &str {
        self.words.get(self.at).map_or("", String::as_str)
    }

    fn is_word(&self, word: &str) -> bool {
        self.next_word() == word
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    fn is_name(&self) -> bool {
        let word = self.next_word();
        !word.is_empty() && !is_keyword(word)
    }

    fn is_group(&self, delimiter: Delimiter) -> bool {
        matches!(self.peek(), Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
    }

    fn group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                let group = group.clone();
                self.at += 1;
                Some(group)
            }
            _ => None,
        }
    }

    /// Returns whether this operator is next, as one token of Rust.
    fn is_operator(&self, operator: &str) -> bool {
        let mut chars = operator.chars().enumerate().peekable();
        while let Some((at, char)) = chars.next() {
            let is_last = chars.peek().is_none();
            let is_there = matches!(self.tokens.get(self.at + at), Some(TokenTree::Punct(punct))
                if punct.as_char() == char && (is_last || punct.spacing() == Spacing::Joint));
            if !is_there {
                return false;
            }
        }
        true
    }

    fn operator(&mut self, operator: &str) -> bool {
        let found = self.is_operator(operator);
        if found {
            self.at += operator.len();
        }
        found
    }

    /// Returns a fault at the next token, or after the last one.
    fn expected(&self, what: &'static str) -> Stop {
        match (self.peek(), self.tokens.last()) {
            (Some(token), _) => Stop::Wrong(Fault {
                span: token.span(),
                reason: Reason::Unexpected(shown(token), what),
            }),
            (None, Some(last)) => Stop::Wrong(Fault {
                span: last.span(),
                reason: Reason::Ends(shown(last), what),
            }),
            (None, None) => Stop::Unknown,
        }
    }

    /// Returns the fault of two adjacent values.
    fn missing(&self, what: &'static str) -> Stop {
        self.peek().map_or(Stop::Unknown, |token| {
            Stop::Wrong(Fault {
                span: token.span(),
                reason: Reason::Missing(shown(token), what),
            })
        })
    }

    fn expression(&mut self, mode: Mode) -> Parsed {
        let (mut is_compared, mut is_range, mut has_let) = (false, false, false);
        loop {
            if self.is_operator("..") {
                if is_range {
                    return Err(Stop::Unknown);
                }
                is_range = true;
                if !self.operator("..=") {
                    self.operator("..");
                    if !self.begins_operand(mode) {
                        return Ok(());
                    }
                }
            }
            has_let |= mode.is_condition && self.is_word("let");
            if !self.operand(mode)? {
                return match self.peek() {
                    Some(token) if !is_punct(token, ',') && !is_punct(token, ';') => {
                        Err(Stop::Unknown)
                    }
                    _ => Ok(()),
                };
            }
            self.behind_operand()?;
            let Some(operator) = self.binary() else {
                return Ok(());
            };
            match operator {
                "==" | "!=" | "<=" | ">=" | "<" | ">" => {
                    // Two of them in a row do not parse.
                    if is_compared {
                        return Err(Stop::Unknown);
                    }
                    is_compared = true;
                }
                // The next operand may be missing.
                ".." => {
                    if is_range {
                        return Err(Stop::Unknown);
                    }
                    (is_compared, is_range) = (false, true);
                    if !self.begins_operand(mode) {
                        return Ok(());
                    }
                }
                "..=" if is_range => return Err(Stop::Unknown),
                "||" if has_let => return Err(Stop::Unknown),
                "..=" => (is_compared, is_range) = (false, true),
                "&&" | "||" => is_compared = false,
                // An assignment.
                operator if operator.ends_with('=') => {
                    if is_range {
                        return Err(Stop::Unknown);
                    }
                    is_compared = false;
                }
                _ => {}
            }
        }
    }

    /// Reads the operator between two values.
    fn binary(&mut self) -> Option<&'static str> {
        if !matches!(self.peek(), Some(TokenTree::Punct(_)))
            || self.is_operator("=>")
            || self.is_operator("->")
        {
            return None;
        }
        let known = BINARY.into_iter().find(|operator| self.operator(operator));
        known.or_else(|| self.operator("=").then_some("="))
    }

    fn begins_operand(&self, mode: Mode) -> bool {
        match self.peek() {
            None => false,
            Some(TokenTree::Group(group)) => {
                mode.has_structs || group.delimiter() != Delimiter::Brace
            }
            Some(TokenTree::Punct(punct)) => {
                "-!*&|<:'#".contains(punct.as_char()) || self.is_operator("..")
            }
            Some(_) => !is_one_of(self.next_word(), &["as", "else", "in"]),
        }
    }

    /// Reads one value with its prefixes. Returns false if nothing can follow it.
    fn operand(&mut self, mode: Mode) -> Result<bool, Stop> {
        const VALUE: &str = "a value";
        let start = self.at;
        loop {
            let Some(token) = self.peek() else {
                return Err(self.expected(VALUE));
            };
            match token {
                TokenTree::Literal(_) => {
                    self.at += 1;
                    return Ok(true);
                }
                TokenTree::Group(group) => {
                    let group = group.clone();
                    self.at += 1;
                    match group.delimiter() {
                        Delimiter::Parenthesis => list(&group)?,
                        Delimiter::Bracket => array(&group)?,
                        Delimiter::Brace => block(&group)?,
                        // What a parameter of a macro stands for.
                        Delimiter::None => {}
                    }
                    return Ok(true);
                }
                TokenTree::Ident(_) => {
                    if self.is_word("let") && mode.is_condition {
                        if self.at > start {
                            return Err(Stop::Unknown);
                        }
                        self.at += 1;
                        self.pattern()?;
                        if self.is_operator("==") || !self.operator("=") {
                            return Err(self.expected("`=` and a value"));
                        }
                        continue;
                    }
                    return self.worded(mode);
                }
                TokenTree::Punct(punct) => match punct.as_char() {
                    '-' | '!' | '*' => self.at += 1,
                    '&' => {
                        self.at += 1;
                        let behind = self.words.get(self.at + 1);
                        if self.is_word("raw")
                            && behind.is_some_and(|it| is_one_of(it, &["const", "mut"]))
                        {
                            self.at += 2;
                        }
                        self.word("mut");
                    }
                    '|' => {
                        self.closure(mode)?;
                        return Ok(false);
                    }
                    ':' if self.operator("::") => {
                        self.path()?;
                        self.behind_path(mode)?;
                        return Ok(true);
                    }
                    '<' => {
                        self.qualified()?;
                        self.behind_path(mode)?;
                        return Ok(true);
                    }
                    '\'' => {
                        // A label.
                        self.at += 2;
                        let is_labelled = self.operator(":")
                            && (self.is_group(Delimiter::Brace)
                                || is_one_of(self.next_word(), &["loop", "while", "for"]));
                        if !is_labelled {
                            return Err(Stop::Unknown);
                        }
                    }
                    '#' | '$' => return Err(Stop::Unknown),
                    '.' if self.is_operator("..") => return Err(Stop::Unknown),
                    _ => return Err(self.expected(VALUE)),
                },
            }
        }
    }

    /// Reads a value that begins with a word.
    fn worded(&mut self, mode: Mode) -> Result<bool, Stop> {
        if is_one_of(self.next_word(), &RESERVED) {
            return Err(Stop::Unknown);
        }
        if is_one_of(self.next_word(), &KEYWORDS) {
            return Err(self.expected("a value"));
        }
        if self.word("if") {
            self.conditional()?;
        } else if self.word("match") {
            self.expression(Mode::SCRUTINEE)?;
            match self.group(Delimiter::Brace) {
                Some(arms) => self::arms(&arms)?,
                None => return Err(self.expected("`{ pattern => value }`")),
            }
        } else if self.word("while") {
            self.expression(Mode::CONDITION)?;
            self.block()?;
        } else if self.word("loop") {
            self.block()?;
        } else if self.word("for") {
            if self.is_operator("<") {
                return Err(Stop::Unknown);
            }
            self.pattern()?;
            if !self.word("in") {
                return Err(self.expected("`in` and a value"));
            }
            self.expression(Mode::SCRUTINEE)?;
            self.block()?;
        } else if self.word("unsafe") || self.word("const") {
            if !self.is_group(Delimiter::Brace) {
                return Err(Stop::Unknown);
            }
            self.block()?;
        } else if self.word("move") {
            if !self.is_operator("|") && self.peek().is_some() {
                return Err(Stop::Unknown);
            }
            self.closure(mode)?;
            return Ok(false);
        } else if self.is_word("return") || self.is_word("break") || self.is_word("continue") {
            let may_have_label = !self.word("return");
            if may_have_label {
                self.at += 1;
                if self.is_operator("'") {
                    self.at += 2;
                }
            }
            if !mode.has_structs && self.is_group(Delimiter::Brace) {
                return Err(Stop::Unknown);
            }
            if self.begins_operand(mode) {
                self.expression(mode)?;
            }
            return Ok(false);
        } else if self.word("_") || self.word("true") || self.word("false") {
        } else {
            self.path()?;
            self.behind_path(mode)?;
        }
        Ok(true)
    }

    /// Reads what follows `if`.
    fn conditional(&mut self) -> Parsed {
        loop {
            self.expression(Mode::CONDITION)?;
            self.block()?;
            if !self.word("else") {
                return Ok(());
            }
            if !self.word("if") {
                return self.block();
            }
        }
    }

    fn block(&mut self) -> Parsed {
        match self.group(Delimiter::Brace) {
            Some(group) => block(&group),
            None => Err(self.expected("a block in braces")),
        }
    }

    /// Reads a closure, from the first `|` to the end of its body.
    fn closure(&mut self, mode: Mode) -> Parsed {
        if !self.operator("||") {
            if !self.operator("|") {
                return Err(self.expected("the parameters of a closure in `|...|`"));
            }
            while !self.operator("|") {
                self.one_pattern()?;
                if self.is_operator(":") {
                    self.at += 1;
                    self.ty()?;
                }
                if !self.operator(",") && !self.is_operator("|") {
                    return Err(self.expected("`|`"));
                }
            }
        }
        if self.operator("->") {
            self.ty()?;
            return self.block();
        }
        self.expression(mode)
    }

    /// Reads a name, or several with `::` between them.
    fn path(&mut self) -> Parsed {
        loop {
            if !self.is_name() {
                return Err(self.expected("a name"));
            }
            self.at += 1;
            if self.is_operator("::")
                && self
                    .tokens
                    .get(self.at + 2)
                    .is_some_and(|it| is_punct(it, '<'))
            {
                self.at += 2;
                self.arguments()?;
            }
            if !self.operator("::") {
                return Ok(());
            }
        }
    }

    /// `<T as Trait>::name`
    fn qualified(&mut self) -> Parsed {
        let parser = |input: ParseStream<'_>| {
            input.parse::<Token![<]>()?;
            input.parse::<Type>()?;
            if input.parse::<Option<Token![as]>>()?.is_some() {
                input.parse::<Path>()?;
            }
            input.parse::<Token![>]>().map(drop)
        };
        self.take_angles(|tokens| parser.parse2(tokens).is_ok())?;
        if !self.operator("::") {
            return Err(Stop::Unknown);
        }
        self.path()
    }

    /// `<A, B>`
    fn arguments(&mut self) -> Parsed {
        self.take_angles(|tokens| syn::parse2::<AngleBracketedGenericArguments>(tokens).is_ok())
    }

    fn take_angles(&mut self, is_right: impl FnOnce(TokenStream) -> bool) -> Parsed {
        let mut angles = Angles::default();
        let start = self.at;
        while let Some(token) = self.peek() {
            angles.see(token);
            self.at += 1;
            if angles.depth == 0 {
                break;
            }
        }
        let tokens = self.tokens[start..self.at].iter().cloned().collect();
        if angles.depth == 0 && is_right(tokens) {
            Ok(())
        } else {
            Err(Stop::Unknown)
        }
    }

    fn ty(&mut self) -> Parsed {
        let rest = &self.tokens[self.at..];
        if rest.is_empty() {
            return Err(self.expected("a type"));
        }
        let is_of_macro = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::None);
        if rest.iter().any(is_of_macro) {
            return Err(Stop::Unknown);
        }
        let parser = |input: ParseStream<'_>| {
            Type::without_plus(input)?;
            input.parse::<TokenStream>()
        };
        let rest = parser.parse2(rest.iter().cloned().collect());
        let rest = rest.map_err(|_| Stop::Unknown)?;
        self.at = self.tokens.len() - rest.into_iter().count();
        Ok(())
    }

    /// Reads a macro call, or the fields of a struct.
    fn behind_path(&mut self, mode: Mode) -> Parsed {
        if self.is_operator("!") && !self.is_operator("!=") {
            match self.peek_behind() {
                Some(TokenTree::Group(_)) => self.at += 2,
                _ => return Err(Stop::Unknown),
            }
        } else if mode.has_structs
            && let Some(fields) = self.group(Delimiter::Brace)
        {
            return struct_fields(&fields);
        }
        Ok(())
    }

    /// Reads fields, methods, calls, indices, `?` and `as`.
    fn behind_operand(&mut self) -> Parsed {
        loop {
            if self.is_operator(".") && !self.is_operator("..") {
                self.at += 1;
                match self.peek() {
                    Some(_) if self.is_word("await") => self.at += 1,
                    Some(_)
                        if is_keyword(self.next_word())
                            || is_one_of(self.next_word(), &["self", "Self", "super", "crate"]) =>
                    {
                        return Err(Stop::Unknown);
                    }
                    Some(TokenTree::Ident(_)) => {
                        self.at += 1;
                        if self.operator("::") {
                            if !self.is_operator("<") {
                                return Err(self.expected("`<...>`"));
                            }
                            self.arguments()?;
                            if !self.is_group(Delimiter::Parenthesis) {
                                return Err(self.expected("the arguments in parentheses"));
                            }
                        }
                    }
                    Some(TokenTree::Literal(literal)) if is_index(literal) => self.at += 1,
                    _ => return Err(self.expected("a field or a method")),
                }
            } else if self.operator("?") {
            } else if let Some(arguments) = self.group(Delimiter::Parenthesis) {
                list(&arguments)?;
            } else if let Some(index) = self.group(Delimiter::Bracket) {
                let mut inner = Self::new(index.stream());
                if inner.peek().is_none() {
                    return Err(Stop::Unknown);
                }
                inner.expression(Mode::VALUE)?;
                if inner.peek().is_some() {
                    return Err(inner.missing(OPERATOR));
                }
            } else if self.word("as") {
                self.ty()?;
            } else {
                return Ok(());
            }
        }
    }

    /// Reads one statement of a block.
    fn statement(&mut self) -> Parsed {
        if self.is_operator("#") {
            return Err(Stop::Unknown);
        }
        if self.word("let") {
            self.pattern()?;
            if self.is_operator(":") {
                self.at += 1;
                self.ty()?;
            }
            if self.operator("=") {
                self.expression(Mode::VALUE)?;
            }
            if self.word("else") {
                self.block()?;
            }
            return if self.operator(";") {
                Ok(())
            } else {
                Err(self.expected("`;`"))
            };
        }
        let is_block = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
        let begins_item = is_one_of(self.next_word(), &ITEMS);
        if begins_item && !is_block(self.peek_behind()) {
            return Err(Stop::Unknown);
        }
        if self.begins_block_like() {
            self.operand(Mode::VALUE)?;
            // It may continue, and is then a value like any other.
            return if self.is_operator(".") || self.is_operator("?") {
                Err(Stop::Unknown)
            } else {
                Ok(())
            };
        }
        let start = self.at;
        self.expression(Mode::VALUE)?;
        // The braces of a macro call end a statement.
        let written = start..self.at;
        if self.peek().is_none() || self.operator(";") {
            Ok(())
        } else if self.tokens[written]
            .iter()
            .any(|token| is_punct(token, '!'))
        {
            Err(Stop::Unknown)
        } else {
            Err(self.missing("`;`"))
        }
    }

    /// Returns whether what comes next ends with its block, even if more follows.
    fn begins_block_like(&self) -> bool {
        let words = ["if", "match", "while", "loop", "for", "unsafe", "const"];
        match self.peek() {
            Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
            Some(token) => is_one_of(self.next_word(), &words) || is_punct(token, '\''),
            None => false,
        }
    }

    /// Reads an arm of a `match`.
    fn arm(&mut self) -> Parsed {
        if self.is_operator("#") {
            return Err(Stop::Unknown);
        }
        self.pattern()?;
        if self.word("if") {
            let mode = Mode {
                is_condition: true,
                ..Mode::VALUE
            };
            self.expression(mode)?;
        }
        if !self.operator("=>") {
            return Err(self.expected("`=>` and a value"));
        }
        if self.begins_block_like() {
            self.operand(Mode::VALUE)?;
            if self.is_operator(".") || self.is_operator("?") {
                return Err(Stop::Unknown);
            }
            self.operator(",");
            return Ok(());
        }
        self.expression(Mode::VALUE)?;
        if self.peek().is_none() || self.operator(",") {
            Ok(())
        } else {
            Err(self.missing(OPERATOR))
        }
    }

    fn pattern(&mut self) -> Parsed {
        self.operator("|");
        loop {
            self.one_pattern()?;
            if self.is_operator("||") || !self.operator("|") {
                return Ok(());
            }
        }
    }

    /// Reads a pattern without alternatives.
    fn one_pattern(&mut self) -> Parsed {
        const PATTERN: &str = "a pattern";
        while self.operator("&") {
            self.word("mut");
        }
        let Some(token) = self.peek() else {
            return Err(self.expected(PATTERN));
        };
        match token {
            TokenTree::Literal(_) => {
                self.at += 1;
                self.behind_bound()
            }
            TokenTree::Group(group) => {
                let group = group.clone();
                self.at += 1;
                match group.delimiter() {
                    Delimiter::Parenthesis | Delimiter::Bracket => patterns(&group),
                    Delimiter::None => Ok(()),
                    Delimiter::Brace => {
                        self.at -= 1;
                        Err(self.expected(PATTERN))
                    }
                }
            }
            TokenTree::Ident(_) if self.is_word("ref") || self.is_word("mut") => {
                self.word("ref");
                self.word("mut");
                if !self.is_name() {
                    return Err(self.expected("a name"));
                }
                self.at += 1;
                self.behind_name()
            }
            TokenTree::Ident(_) => {
                if is_one_of(self.next_word(), &["_", "true", "false"]) {
                    self.at += 1;
                    return Ok(());
                }
                let word = self.next_word();
                if is_one_of(word, &RESERVED) || is_one_of(word, &["const", "unsafe"]) {
                    return Err(Stop::Unknown);
                }
                if is_keyword(word) {
                    return Err(self.expected(PATTERN));
                }
                self.path_pattern()
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                '-' => {
                    self.at += 1;
                    self.number()?;
                    self.behind_bound()
                }
                '.' if self.is_operator("..=") || self.is_operator("..") => {
                    let is_open = !self.operator("..=") && self.operator("..");
                    match self.begins_bound() || self.is_operator("::") {
                        false if is_open => Ok(()),
                        // A range without a start is not allowed everywhere.
                        true if is_open => Err(Stop::Unknown),
                        _ => self.bound(),
                    }
                }
                ':' if self.operator("::") => self.path_pattern(),
                '<' | '#' | '$' => Err(Stop::Unknown),
                _ => Err(self.expected(PATTERN)),
            },
        }
    }

    fn path_pattern(&mut self) -> Parsed {
        let is_module = is_one_of(self.next_word(), &["self", "super", "crate"]);
        let start = self.at;
        self.path()?;
        if is_module && self.at == start + 1 {
            return Err(Stop::Unknown);
        }
        if let Some(inner) = self.group(Delimiter::Parenthesis) {
            return patterns(&inner);
        }
        if let Some(fields) = self.group(Delimiter::Brace) {
            return field_patterns(&fields);
        }
        if self.is_operator("!") {
            return match self.peek_behind() {
                Some(TokenTree::Group(_)) => {
                    self.at += 2;
                    Ok(())
                }
                _ => Err(Stop::Unknown),
            };
        }
        if self.is_operator("@") {
            return self.behind_name();
        }
        self.behind_bound()
    }

    /// Reads `@ pattern`, if present.
    fn behind_name(&mut self) -> Parsed {
        if self.operator("@") {
            self.one_pattern()?;
        }
        Ok(())
    }

    /// Reads the rest of a range, if it is one.
    fn behind_bound(&mut self) -> Parsed {
        if self.is_operator("...") {
            return Err(Stop::Unknown);
        }
        if self.operator("..=") {
            return self.bound();
        }
        if !self.operator("..") {
            return Ok(());
        }
        if self.begins_bound() {
            return self.bound();
        }
        // A range without an end is not allowed everywhere.
        Err(Stop::Unknown)
    }

    fn begins_bound(&self) -> bool {
        match self.peek() {
            Some(TokenTree::Literal(_)) => true,
            Some(TokenTree::Ident(_)) => !self.is_word("if") && !self.is_word("in"),
            Some(token) => is_punct(token, '-'),
            None => false,
        }
    }

    /// Reads a literal that may be negative.
    fn number(&mut self) -> Parsed {
        match self.peek() {
            Some(TokenTree::Literal(number))
                if number
                    .to_string()
                    .starts_with(|first: char| first.is_ascii_digit()) =>
            {
                self.at += 1;
                Ok(())
            }
            _ => Err(self.expected("a number")),
        }
    }

    fn bound(&mut self) -> Parsed {
        if self.operator("-") {
            return self.number();
        }
        match self.peek() {
            Some(TokenTree::Literal(_)) => {
                self.at += 1;
                Ok(())
            }
            Some(TokenTree::Ident(_)) => self.path(),
            Some(token) if is_punct(token, ':') || is_punct(token, '<') => Err(Stop::Unknown),
            _ => Err(self.expected("where the range ends")),
        }
    }
}

/// Returns a token for a message.
fn shown(token: &TokenTree) -> String {
    match token {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => "(...)".to_owned(),
            Delimiter::Brace => "{...}".to_owned(),
            Delimiter::Bracket => "[...]".to_owned(),
            Delimiter::None => group.stream().to_string(),
        },
        token => token.to_string(),
    }
}

/// Returns whether it is the number of a field, or two of them: `x.0.1`.
fn is_index(literal: &Literal) -> bool {
    let text = literal.to_string();
    let is_number =
        |part: &str| (1..6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').all(is_number)
}

/// Checks values between commas.
fn list(group: &Group) -> Parsed {
    let mut parser = Parser::new(group.stream());
    while parser.peek().is_some() {
        parser.expression(Mode::VALUE)?;
        if parser.peek().is_some() && !parser.operator(",") {
            return Err(parser.missing(OPERATOR));
        }
    }
    Ok(())
}

/// Checks values between commas, or a value, `;` and a length.
fn array(group: &Group) -> Parsed {
    let mut parser = Parser::new(group.stream());
    if parser.peek().is_none() {
        return Ok(());
    }
    parser.expression(Mode::VALUE)?;
    if parser.operator(";") {
        parser.expression(Mode::VALUE)?;
    } else {
        while parser.operator(",") && parser.peek().is_some() {
            parser.expression(Mode::VALUE)?;
        }
    }
    match parser.peek() {
        None => Ok(()),
        Some(_) => Err(parser.missing(OPERATOR)),
    }
}

fn block(group: &Group) -> Parsed {
    let mut parser = Parser::new(group.stream());
    loop {
        while parser.operator(";") {}
        if parser.peek().is_none() {
            return Ok(());
        }
        parser.statement()?;
    }
}

fn arms(group: &Group) -> Parsed {
    let mut parser = Parser::new(group.stream());
    while parser.peek().is_some() {
        parser.arm()?;
    }
    Ok(())
}

/// `{ a: value, b, ..base }`
fn struct_fields(group: &Group) -> Parsed {
    let mut parser = Parser::new(group.stream());
    while parser.peek().is_some() {
        if parser.operator("..") {
            parser.expression(Mode::VALUE)?;
            return match parser.peek() {
                None => Ok(()),
                Some(_) => Err(Stop::Unknown),
            };
        }
        let is_number =
            matches!(parser.peek(), Some(TokenTree::Literal(number)) if is_index(number));
        if !is_number && !parser.is_name() {
            return Err(Stop::Unknown);
        }
        parser.at += 1;
        if parser.operator(":") {
            parser.expression(Mode::VALUE)?;
        } else if is_number {
            return Err(Stop::Unknown);
        }
        if parser.peek().is_some() && !parser.operator(",") {
            return Err(Stop::Unknown);
        }
    }
    Ok(())
}

/// Checks patterns between commas.
fn patterns(group: &Group) -> Parsed {
    let mut parser = Parser::new(group.stream());
    while parser.peek().is_some() {
        parser.pattern()?;
        if parser.peek().is_some() && !parser.operator(",") {
            return Err(parser.missing("`|` or a comma"));
        }
    }
    Ok(())
}

/// `{ a: pattern, ref b, .. }`
fn field_patterns(group: &Group) -> Parsed {
    let mut parser = Parser::new(group.stream());
    while parser.peek().is_some() {
        if parser.operator("..") {
            return match parser.peek() {
                None => Ok(()),
                Some(_) => Err(Stop::Unknown),
            };
        }
        let is_bound = parser.word("ref") | parser.word("mut");
        let is_number =
            matches!(parser.peek(), Some(TokenTree::Literal(number)) if is_index(number));
        if !is_number && !parser.is_name() {
            return Err(Stop::Unknown);
        }
        parser.at += 1;
        if !is_bound && parser.operator(":") {
            parser.pattern()?;
        } else if is_number {
            return Err(Stop::Unknown);
        }
        if parser.peek().is_some() && !parser.operator(",") {
            return Err(Stop::Unknown);
        }
    }
    Ok(())
}
