//! The language of a response: title, detail and the page's own sentences are translated
//! after they have passed the mask, and before they are written.

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
#[cfg(feature = "fluent")]
use crate::body::html;
#[cfg(feature = "fluent")]
use crate::body::sink::{Sentence, Sentences};
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
use crate::translations::{Arguments, Attribute, PAGE, Translations, identifier};

/// The languages of a response whose request selects a translation.
pub(crate) struct Wording {
    #[cfg(feature = "fluent")]
    translations: Translations,
    /// The languages that the client accepts.
    #[cfg(feature = "fluent")]
    accepted: Vec<usize>,
    /// The message of the code, followed by that of the status if its phrase is the title.
    #[cfg(feature = "fluent")]
    messages: Vec<Cow<'static, str>>,
    #[cfg(feature = "fluent")]
    status: u16,
    /// Whether the body is a built-in page.
    #[cfg(feature = "fluent")]
    is_page: bool,
    /// What the client knows about its request.
    #[cfg(feature = "fluent")]
    of_request: Arguments,
    /// The languages of the texts that are sent, starting with the title's.
    #[cfg(feature = "fluent")]
    sent: (usize, Option<usize>),
    #[cfg(not(feature = "fluent"))]
    never: Infallible,
}

#[cfg(feature = "fluent")]
impl Wording {
    /// Returns the wording of a response, or `None` if there are no translations or no text.
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
        // The context of a framework has no translations.
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
            status: decided.status(),
            is_page: matches!(shape, Shape::Html),
            of_request: of_request(context),
            sent: (0, None),
        })
    }

    /// Returns the messages that may have a text.
    fn messages(&self, attribute: Attribute) -> Vec<&str> {
        let own = self.messages.iter().map(|it| &**it);
        match attribute {
            Attribute::Title => own.collect(),
            Attribute::Detail => own.take(1).collect(),
            Attribute::Advice => {
                let of_status = [self.status, html::advice(self.status).status].map(status::code);
                own.take(1).chain(of_status).collect()
            }
            Attribute::Retry | Attribute::RequestId => vec![PAGE],
        }
    }

    /// Returns whether there may be a translation of one of its texts.
    pub(crate) fn is_translated(&self) -> bool {
        self.is_page
            || [Attribute::Title, Attribute::Detail]
                .into_iter()
                .any(|attribute| {
                    let messages = self.messages(attribute);
                    let mut languages = self
                        .accepted
                        .iter()
                        .map(|at| self.translations.language(*at));
                    languages.any(|it| messages.iter().any(|message| it.has(message, attribute)))
                })
    }

    /// Returns the language of the title.
    pub(crate) fn language(&self) -> &str {
        self.translations.language(self.sent.0).tag()
    }

    /// Translates the title, the detail, and the sentences of a built-in page. A masked
    /// detail is not present, and remains so.
    pub(crate) fn translate(&mut self, problem: &mut Problem) -> Notes {
        let mut notes = Notes::NONE;
        let mut arguments = std::mem::take(&mut self.of_request);
        for member in problem.0.members.iter() {
            arguments.add(&member.name, &member.json);
        }
        for (name, json) in problem.0.arguments.iter().rev() {
            arguments.add(name, json);
        }
        let mut translate = |text: &mut Option<Cow<'static, str>>, attribute| {
            let found = self.text(attribute, &arguments, &mut notes);
            found.map_or(0, |(language, translated)| {
                *text = Some(translated.into());
                language
            })
        };
        let title = translate(&mut problem.0.title, Attribute::Title);
        let has_detail = problem.0.detail.is_some();
        let detail = has_detail.then(|| translate(&mut problem.0.detail, Attribute::Detail));
        self.sent = (title, detail);
        problem.0.language = Some(self.language().to_owned());
        if self.is_page {
            let sentences = self.sentences(&problem.0.headers, arguments, &mut notes);
            problem.0.sentences = Some(Box::new(sentences));
        }
        notes
    }

    /// Returns the text of a problem that a person reads, its detail or else its title,
    /// with its language; `None` if it is not translated.
    #[cfg(all(feature = "boundary", feature = "tonic-0.14"))]
    pub(crate) fn message(mut self, mut problem: Problem) -> (Option<(String, String)>, Notes) {
        if !self.is_translated() {
            return (None, Notes::NONE);
        }
        let notes = self.translate(&mut problem);
        let (title, detail) = self.sent;
        let text = match detail {
            Some(_) => problem.0.detail,
            None => problem.0.title,
        };
        let message = match (detail.unwrap_or(title), text) {
            (0, _) | (_, None) => None,
            (at, Some(text)) => Some((
                self.translations.language(at).tag().to_owned(),
                text.into_owned(),
            )),
        };
        (message, notes)
    }

    /// Returns a text in the preferred language of the client among those that have it.
    fn text(
        &self,
        attribute: Attribute,
        arguments: &Arguments,
        notes: &mut Notes,
    ) -> Option<(usize, String)> {
        let messages = self.messages(attribute);
        let found = self
            .translations
            .text(&self.accepted, &messages, attribute, arguments);
        let (language, text) = found?;
        if text.is_err() {
            notes.add(Note::TranslationFails);
        }
        Some((language, text.ok()?))
    }

    /// Translates the sentences of a built-in page.
    fn sentences(
        &self,
        headers: &HeaderMap,
        mut arguments: Arguments,
        notes: &mut Notes,
    ) -> Sentences {
        let mut sentence = |attribute, arguments: &Arguments| {
            let (at, text) = self.text(attribute, arguments, notes)?;
            let language = self.translations.language(at);
            Some(Sentence {
                text,
                language: language.tag().to_owned(),
                is_rtl: language.is_rtl(),
            })
        };
        let advice = sentence(Attribute::Advice, &arguments);
        let request_id = sentence(Attribute::RequestId, &arguments);
        let (count, unit) = html::wait(headers).unwrap_or((0, "later"));
        arguments.add_number("count", count);
        arguments.add_text("unit", unit);
        let (title, detail) = self.sent;
        let of_detail = detail.filter(|detail| *detail != title).map(|detail| {
            let language = self.translations.language(detail);
            (language.tag().to_owned(), language.is_rtl())
        });
        Sentences {
            is_rtl: self.translations.language(title).is_rtl(),
            of_detail,
            advice,
            retry: sentence(Attribute::Retry, &arguments),
            request_id,
        }
    }

    /// Adds the headers for the chosen languages.
    pub(crate) fn complete(&self, headers: &mut HeaderMap) {
        let tag = |at| self.translations.language(at).tag();
        let languages = match self.sent {
            (title, Some(detail)) if title != detail => format!("{}, {}", tag(title), tag(detail)),
            (title, _) => tag(title).to_owned(),
        };
        // A map that is full is not changed.
        if let Ok(languages) = HeaderValue::from_str(&languages) {
            let _: Result<bool, _> = headers.try_append(CONTENT_LANGUAGE, languages);
        }
        // Joined into one line: gateways such as AWS's keep only one line per name.
        let lines = headers.get_all(VARY).iter().map(HeaderValue::as_bytes);
        let varies: Vec<_> = lines.chain([&b"accept-language"[..]]).collect();
        if let Ok(varies) = HeaderValue::from_bytes(&varies.join(&b", "[..])) {
            let _: Result<_, _> = headers.try_insert(VARY, varies);
        }
    }
}

/// Returns the arguments for what a message may contain about the request. The client
/// knows it already.
#[cfg(feature = "fluent")]
fn of_request(context: &RequestContext) -> Arguments {
    let mut arguments = Arguments::default();
    arguments.add_text("method", context.method().as_str());
    arguments.add_text("path", context.path());
    if let Some(id) = context.request_id() {
        arguments.add_text("request_id", id);
    }
    arguments
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
