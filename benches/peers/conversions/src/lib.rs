//! Ways to make a response with other crates, each as its documentation says: one feature
//! for each crate, and a macro `contenders` with its rows, as in `catchall_benches`.

use catchall_benches::PlainError;
use catchall_benches::contenders::by_hand;
use http::StatusCode;

#[cfg(feature = "actix-web")]
pub mod actix_web;
#[cfg(feature = "axum-problem")]
pub mod axum_problem;
#[cfg(feature = "http-api-problem")]
pub mod http_api_problem;
#[cfg(feature = "problem-details")]
pub mod problem_details;
#[cfg(feature = "problemdetails")]
pub mod problemdetails;

macro_rules! peer {
    ($feature:literal: $($rows:tt)*) => { peer!(@dollar $feature ($) $($rows)*); };
    (@dollar $feature:literal ($dollar:tt) $($rows:tt)*) => {
        #[cfg(feature = $feature)]
        #[macro_export]
        macro_rules! contenders {
            ($dollar each:ident) => {
                $dollar each! { conversions [c1 = 0, c2 = 1, c3 = 2, c4 = 3, c5 = 4] $($rows)* }
            };
        }
    };
}

peer! { "axum-problem":
    axum_problem: "axum-problem 0.1" = conversion(peers::axum_problem::derive);
}
peer! { "problem-details":
    problem_details: "`problem_details` 0.11" = conversion(peers::problem_details::builder);
}
peer! { "http-api-problem":
    http_api_problem: "http-api-problem 0.60" = conversion(peers::http_api_problem::plain);
    http_api_problem_api_error: "http-api-problem 0.60, `ApiError`" = conversion(peers::http_api_problem::api_error);
}
peer! { "problemdetails":
    problemdetails: "problemdetails 0.7" = conversion(peers::problemdetails::builder);
}
peer! { "actix-web":
    floor_actix_web: "floor, actix-web" = conversion(peers::actix_web::floor);
    catchall_actix_web: "catchall, actix-web" = conversion(peers::actix_web::ours);
    by_hand_actix_web: "by hand, actix-web" = conversion(peers::actix_web::by_hand);
    actix_web_error: "actix-web-error 0.2" = conversion(peers::actix_web::peer);
}

/// The status, and the log event, which none of these crates writes by itself.
#[allow(dead_code, reason = "not each of them needs it")]
fn status_of(error: &PlainError) -> StatusCode {
    by_hand::parts(error).0
}
