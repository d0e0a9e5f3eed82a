//! Notes for the log about how a response was made.

use std::fmt;

macro_rules! notes {
    ($($(#[$condition:meta])? $name:ident = $text:literal,)*) => {
        /// Something that could not be sent, or must not be sent.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Note {
            $($(#[$condition])? $name,)*
        }

        impl Note {
            const ALL: &[Self] = &[$($(#[$condition])? Self::$name,)*];

            pub(crate) fn text(self) -> &'static str {
                match self {
                    $($(#[$condition])? Self::$name => $text,)*
                }
            }
        }
    };
}

notes! {
    CodeInvalid = "the code is not valid",
    DelegatesWithoutEnd = "an error delegates endlessly",
    DisplayUnproved = "`Display` may show a source, so it is not the detail: write `detail`, \
                       `hide` or `expose`",
    DisplayFails = "a `Display` of the error fails",
    FlattenedNoObject = "a flattened member is not a JSON object",
    FormatFails = "the format of the body fails",
    HeaderInvalid = "a header has a value that is not valid",
    HeaderLacking = "the status must have a header that is not set",
    HeaderNameInvalid = "a header has a name that is not valid",
    HeaderNotOurs = "a header belongs to the body or to the connection",
    HeaderTooLong = "a header is too long",
    HeadersTooLong = "the headers are too long in total",
    HeadersTooMany = "there are too many headers",
    MemberFails = "a member cannot be serialised",
    MemberReserved = "a member has a reserved name",
    MetadataInvalid = "an entry of the metadata is not valid",
    NoErrorCode = "a gRPC code is not the code of an error",
    Panics = "the error panics while it is converted",
    StatusRefused = "the status is not one that an error may have",
    StatusUnnamed = "the status is not one that `statuses(...)` lists",
    #[cfg(feature = "tonic-0.14")]
    TrailersTooLong = "the details are longer than the trailers of gRPC can hold",
    #[cfg(feature = "fluent")]
    TranslationFails = "a translation fails",
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// The notes on one conversion, one bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Notes(u32);

const _: () = assert!(Note::ALL.len() <= u32::BITS as usize);

impl Notes {
    pub(crate) const NONE: Self = Self(0);

    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub(crate) fn has(self, note: Note) -> bool {
        self.with(note.into()) == self
    }

    #[inline]
    pub(crate) fn add(&mut self, note: Note) {
        *self = self.with(note.into());
    }

    /// Combines these notes with others.
    #[inline]
    #[must_use]
    pub(crate) fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Returns the texts of all notes, or `None` if there are no notes.
    #[cfg(feature = "tracing")]
    pub(crate) fn text(self) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        let notes = Note::ALL.iter().filter(|note| self.has(**note));
        let texts: Vec<&str> = notes.map(|note| note.text()).collect();
        Some(texts.join("; "))
    }
}

impl From<Note> for Notes {
    #[inline]
    fn from(note: Note) -> Self {
        Self(1 << note as u32)
    }
}

/// The reason why an error cannot become a response.
pub(crate) struct Failure(pub(crate) Note);
