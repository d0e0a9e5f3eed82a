//! What a client may read of an error that another one delegates to, over any two
//! statuses: the expected result is computed independently of the library.

use crate::support::{seen, shows};
use catchall::{HttpError, Problem, Response};
use proptest::prelude::*;

/// The parts of an inner error, each with its own text.
#[derive(Clone, Debug, Default)]
struct Said {
    status: Option<u16>,
    member: bool,
    header: bool,
}

const OUTER_DISPLAY: &str = "zqouterdisplay";
const OUTER_DETAIL: &str = "zqouterdetail";
const INNER_DISPLAY: &str = "zqinnerdisplay";
const INNER_DETAIL: &str = "zqinnerdetail";
const MEMBER: &str = "zqmember";
const HEADER: &str = "zqheader";

impl Said {
    fn member(&self) -> Option<&'static str> {
        self.member.then_some(MEMBER)
    }

    fn header(&self) -> Option<&'static str> {
        self.header.then_some(HEADER)
    }
}

/// Its variants have a detail in every possible way.
#[derive(Clone, Debug, thiserror::Error, HttpError)]
#[http(status = self.said().status)]
#[http(member("member" = self.said().member()), header("X-Header" = self.said().header()))]
#[expect(
    clippy::enum_variant_names,
    reason = "the test searches for the prefix"
)]
enum Inner {
    #[error("zqinnerdisplay")]
    ZqnameFixed { said: Said },
    #[error("{text}")]
    ZqnameWritten { said: Said, text: &'static str },
    #[error("zqinnerdisplay")]
    #[http(detail = "zqinnerdetail")]
    ZqnameDetail { said: Said },
    #[error("{text}")]
    #[http(detail = INNER_DETAIL)]
    ZqnameDetailWritten { said: Said, text: &'static str },
    #[error("zqinnerdisplay")]
    #[http(hide)]
    ZqnameHidden { said: Said },
    #[error("{text}")]
    #[http(unmask)]
    ZqnameUnmasked { said: Said, text: &'static str },
}

impl Inner {
    fn new(kind: Kind, said: Said) -> Self {
        let text = INNER_DISPLAY;
        match kind {
            Kind::Fixed => Self::ZqnameFixed { said },
            Kind::Written => Self::ZqnameWritten { said, text },
            Kind::Detail => Self::ZqnameDetail { said },
            Kind::DetailWritten => Self::ZqnameDetailWritten { said, text },
            Kind::Hidden => Self::ZqnameHidden { said },
            Kind::Unmasked => Self::ZqnameUnmasked { said, text },
        }
    }

    fn said(&self) -> &Said {
        let (Self::ZqnameFixed { said }
        | Self::ZqnameWritten { said, .. }
        | Self::ZqnameDetail { said }
        | Self::ZqnameDetailWritten { said, .. }
        | Self::ZqnameHidden { said }
        | Self::ZqnameUnmasked { said, .. }) = self;
        said
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Fixed,
    Written,
    Detail,
    DetailWritten,
    Hidden,
    Unmasked,
}

/// The keys of the outer error in addition to `transparent`.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Beside {
    Nothing,
    Detail,
    Hide,
    Unmask,
    /// `Problem::with_status` instead of an outer error.
    Problem,
}

macro_rules! outers {
    ($($status:literal: $plain:ident $detail:ident $hide:ident $unmask:ident,)*) => {
        #[derive(Debug, thiserror::Error, HttpError)]
        #[error("zqouterdisplay")]
        enum Outer {
            #[http(transparent)]
            Same(Inner),
            #[http(transparent, detail = "zqouterdetail")]
            SameDetail(Inner),
            #[http(transparent, hide)]
            SameHide(Inner),
            #[http(transparent, unmask)]
            SameUnmask(Inner),
            $(
                #[http($status, transparent)]
                $plain(Inner),
                #[http($status, transparent, detail = "zqouterdetail")]
                $detail(Inner),
                #[http($status, transparent, hide)]
                $hide(Inner),
                #[http($status, transparent, unmask)]
                $unmask(Inner),
            )*
        }

        const STATUSES: &[u16] = &[$($status),*];

        fn send(status: Option<u16>, beside: Beside, inner: Inner) -> Vec<Response> {
            let outer = match (status, beside) {
                (None, Beside::Nothing) => Outer::Same(inner),
                (None, Beside::Detail) => Outer::SameDetail(inner),
                (None, Beside::Hide) => Outer::SameHide(inner),
                (None, Beside::Unmask) => Outer::SameUnmask(inner),
                (None, Beside::Problem) => return vec![Problem::from(inner).to_response()],
                (Some(status), Beside::Problem) => {
                    return vec![Problem::from(inner).with_status(status).to_response()];
                }
                $(
                    (Some($status), Beside::Nothing) => Outer::$plain(inner),
                    (Some($status), Beside::Detail) => Outer::$detail(inner),
                    (Some($status), Beside::Hide) => Outer::$hide(inner),
                    (Some($status), Beside::Unmask) => Outer::$unmask(inner),
                )*
                (Some(status), _) => unreachable!("no variant has the status {status}"),
            };
            let by_reference = outer.to_response();
            vec![by_reference, Problem::from(outer).to_response()]
        }
    };
}

outers! {
    403: Forbidden ForbiddenDetail ForbiddenHide ForbiddenUnmask,
    404: NotFound NotFoundDetail NotFoundHide NotFoundUnmask,
    500: Internal InternalDetail InternalHide InternalUnmask,
    503: Unavailable UnavailableDetail UnavailableHide UnavailableUnmask,
}

/// Whether a part must be present, must be absent, or may be either.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Shown,
    Hidden,
    Open,
}

use Verdict::{Hidden, Open, Shown};

fn shown_if(condition: bool) -> Verdict {
    if condition { Shown } else { Hidden }
}

/// Returns the promise for each text.
fn promised(
    outer: Option<u16>,
    beside: Beside,
    kind: Kind,
    said: &Said,
) -> [(&'static str, Verdict); 7] {
    let own = said.status;
    let is_own_5xx = own.is_none_or(|status| status >= 500);
    let is_final_5xx = outer.or(own).is_none_or(|status| status >= 500);

    let is_unmasked = match beside {
        Beside::Unmask => true,
        // The error itself is the outermost one.
        Beside::Problem => kind == Kind::Unmasked,
        _ => false,
    };

    // The keys of the inner error apply to its own status.
    let keys = match (is_own_5xx, is_final_5xx) {
        (false, false) => Shown,
        // `unmask` shows only `Display`.
        (false, true) => Hidden,
        // Nothing is promised about the keys of an unmapped error.
        (true, true) if own.is_some() => Shown,
        _ => Open,
    };
    let key = |is_said| if is_said { keys } else { Hidden };

    let has_detail = matches!(kind, Kind::Detail | Kind::DetailWritten);
    let inner_detail = match beside {
        _ if !has_detail => Hidden,
        Beside::Detail | Beside::Hide => Hidden,
        _ => keys,
    };

    let is_implicit = matches!(kind, Kind::Fixed | Kind::Written | Kind::Unmasked);
    let inner_display = match beside {
        _ if !is_implicit => Hidden,
        Beside::Detail | Beside::Hide => Hidden,
        _ if !is_own_5xx && !is_final_5xx => Shown,
        _ if is_unmasked => Shown,
        _ => Hidden,
    };

    [
        // It names no detail, and nothing exposes it.
        (OUTER_DISPLAY, Hidden),
        (OUTER_DETAIL, shown_if(beside == Beside::Detail)),
        (INNER_DISPLAY, inner_display),
        (INNER_DETAIL, inner_detail),
        (MEMBER, key(said.member)),
        (HEADER, key(said.header)),
        // The name of an unmapped variant.
        ("zqname", if own.is_none() { Hidden } else { Open }),
    ]
}

fn said() -> impl Strategy<Value = Said> {
    let status = proptest::option::of(400_u16..600);
    (status, any::<bool>(), any::<bool>()).prop_map(|(status, member, header)| Said {
        status,
        member,
        header,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_client_reads_what_is_promised_and_nothing_else(
        outer in proptest::option::of(proptest::sample::select(STATUSES)),
        beside in proptest::sample::select(&[
            Beside::Nothing,
            Beside::Detail,
            Beside::Hide,
            Beside::Unmask,
            Beside::Problem,
        ][..]),
        kind in proptest::sample::select(&[
            Kind::Fixed,
            Kind::Written,
            Kind::Detail,
            Kind::DetailWritten,
            Kind::Hidden,
            Kind::Unmasked,
        ][..]),
        said in said(),
    ) {
        for response in send(outer, beside, Inner::new(kind, said.clone())) {
            let status = outer.or(said.status).unwrap_or(500);
            prop_assert_eq!(response.status(), status);
            let lower = String::from_utf8_lossy(&seen(&response)).to_lowercase();
            for (text, verdict) in promised(outer, beside, kind, &said) {
                let is_shown = shows(&response, text) || lower.contains(text);
                match verdict {
                    Shown => prop_assert!(is_shown, "no `{}` in {}", text, lower),
                    Hidden => prop_assert!(!is_shown, "`{}` in {}", text, lower),
                    Open => {}
                }
            }
        }
    }
}
