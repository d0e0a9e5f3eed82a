//! The language of a response: title and detail are translated once they have passed the
//! mask, and before they are written.

#[cfg(feature = "fluent")]
use std::borrow::Cow;
#[cfg(not(feature = "fluent"))]
use std::convert::Infallible;

use http::HeaderMap;
#[cfg(feature = "fluent")]
use http::HeaderValue;
#[cfg(feature = "fluent")]
use http::header::{CONTENT_LANGUAGE, VARY};

use crate::body::format::Shape;
use crate::convert::decide::Decided;
#[cfg(all(feature = "boundary", feature = "fluent"))]
use crate::convert::scope;
#[cfg(feature = "fluent")]
use crate::note::Note;
use crate::note::Notes;
use crate::problem::Problem;
use crate::request::RequestContext;
#[cfg(feature = "fluent")]
use crate::status;
#[cfg(feature = "fluent")]
use crate::translations::{Arguments, Attribute, Translations, identifier};

/// The languages of a response whose request chooses among translations.
pub(crate) struct Wording {
    #[cfg(feature = "fluent")]
    translations: Translations,
    /// The languages that the client accepts.
    #[cfg(feature = "fluent")]
    accepted: Vec<usize>,
    /// The message of the code, and then that of the status, if its phrase is the title.
    #[cfg(feature = "fluent")]
    messages: Vec<Cow<'static, str>>,
    /// The languages of the texts that are sent, the title's first.
    #[cfg(feature = "fluent")]
    sent: (usize, Option<usize>),
    #[cfg(not(feature = "fluent"))]
    never: Infallible,
}

#[cfg(feature = "fluent")]
impl Wording {
    /// The wording of a response; `None` where there are no translations, or no text.
    pub(crate) fn of(
        decided: &Decided<'_>,
        context: Option<&RequestContext>,
        shape: Shape,
    ) -> Option<Self> {
        let context = context?;
        if matches!(shape, Shape::Empty) {
            return None;
        }
        let translations = context.translations().cloned();
        // The context of a framework has none.
        #[cfg(feature = "boundary")]
        let translations =
            translations.or_else(|| scope::current()?.context.translations().cloned());
        let translations = translations?;
        let accepted = context.accept_language();
        let accepted = accepted.map_or(&b""[..], |accepted| accepted.as_bytes());
        let mut messages = vec![identifier(decided.code()).into_owned().into()];
        if decided.title() == status::phrase(decided.status()) {
            messages.push(status::code(decided.status()).into());
        }
        Some(Self {
            accepted: translations.accepted(accepted),
            translations,
            messages,
            sent: (0, None),
        })
    }

    /// The messages of a title, or of a detail.
    fn messages(&self, attribute: Attribute) -> Vec<&str> {
        let count = match attribute {
            Attribute::Title => self.messages.len(),
            Attribute::Detail => 1,
        };
        self.messages.iter().take(count).map(|it| &**it).collect()
    }

    /// Whether there is a translation of one of its texts.
    pub(crate) fn is_translated(&self) -> bool {
        Attribute::ALL.into_iter().any(|attribute| {
            let messages = self.messages(attribute);
            let mut languages = self
                .accepted
                .iter()
                .map(|at| self.translations.language(*at));
            languages.any(|it| messages.iter().any(|message| it.has(message, attribute)))
        })
    }

    /// The language of the title.
    pub(crate) fn language(&self) -> &str {
        self.translations.language(self.sent.0).tag()
    }

    /// Translates title and detail. A masked detail is not there, and stays so.
    pub(crate) fn translate(&mut self, problem: &mut Problem) -> Notes {
        let mut arguments = Arguments::default();
        for member in problem.0.members.iter() {
            arguments.add(&member.name, &member.json);
        }
        let mut notes = Notes::NONE;
        let mut translate = |attribute, text: &mut Option<Cow<'static, str>>| {
            let messages = self.messages(attribute);
            let found = self
                .translations
                .text(&self.accepted, &messages, attribute, &arguments);
            match found {
                Some((language, Ok(translated))) => {
                    *text = Some(translated.into());
                    language
                }
                Some((_, Err(_))) => {
                    notes.add(Note::TranslationFails);
                    0
                }
                None => 0,
            }
        };
        let title = translate(Attribute::Title, &mut problem.0.title);
        let has_detail = problem.0.detail.is_some();
        let detail = has_detail.then(|| translate(Attribute::Detail, &mut problem.0.detail));
        self.sent = (title, detail);
        problem.0.language = Some(self.language().to_owned());
        notes
    }

    /// Adds the headers of what was chosen.
    pub(crate) fn complete(&self, headers: &mut HeaderMap) {
        let tag = |at| self.translations.language(at).tag();
        let languages = match self.sent {
            (title, Some(detail)) if title != detail => format!("{}, {}", tag(title), tag(detail)),
            (title, _) => tag(title).to_owned(),
        };
        // A map that is full stays as it is.
        if let Ok(languages) = HeaderValue::from_str(&languages) {
            let _: Result<bool, _> = headers.try_append(CONTENT_LANGUAGE, languages);
        }
        // One line: gateways such as AWS's keep one line of a name.
        let lines = headers.get_all(VARY).iter().map(HeaderValue::as_bytes);
        let varies: Vec<_> = lines.chain([&b"accept-language"[..]]).collect();
        if let Ok(varies) = HeaderValue::from_bytes(&varies.join(&b", "[..])) {
            let _: Result<_, _> = headers.try_insert(VARY, varies);
        }
    }
}

/// There are no translations.
#[cfg(not(feature = "fluent"))]
impl Wording {
    #[inline]
    pub(crate) fn of(
        _decided: &Decided<'_>,
        _context: Option<&RequestContext>,
        _shape: Shape,
    ) -> Option<Self> {
        None
    }

    pub(crate) fn is_translated(&self) -> bool {
        match self.never {}
    }

    pub(crate) fn language(&self) -> &str {
        match self.never {}
    }

    pub(crate) fn translate(&mut self, _problem: &mut Problem) -> Notes {
        match self.never {}
    }

    pub(crate) fn complete(&self, _headers: &mut HeaderMap) {
        match self.never {}
    }
}
