//! The five cases at the end of enums of many variants.

use catchall::{HttpError, Response};
use seq_macro::seq;

macro_rules! many {
    ($name:ident, $convert:ident, $others:literal) => {
        seq!(N in 0..$others {
            crate::five_cases! {
                /// So many others, and the five cases.
                #[derive(Debug, thiserror::Error, HttpError)]
                pub enum $name [#(#[error("other: {0}")] #[http(409)] Other~N(u64),)*] {
                    #[http(404)]
                    NoUser,
                    #[http(404)]
                    NoUserWithId { id },
                    Database,
                    #[http(422)]
                    Invalid { #[http(member)] errors },
                    #[http(429, retry_after = seconds)]
                    Limited { seconds },
                }
            }
        });

        pub fn $convert(error: $name) -> Response {
            error.into()
        }
    };
}

many!(Ten, ten, 5);
many!(Hundred, hundred, 95);
many!(Thousand, thousand, 995);
