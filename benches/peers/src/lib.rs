//! With the feature `conversions`: ways to make a response with other crates, each as its
//! documentation says, and with the event of the mapping by hand where a crate writes none;
//! and a macro `contenders` with the rows of the one whose feature is enabled, as in
//! `catchall_benches`. Without it, nothing: this package then builds what the crates of the
//! benchmark `compile` depend on.

#![cfg(feature = "conversions")]

// The derive of axum-problem writes the name of its axum.
#[cfg(feature = "axum-problem")]
extern crate axum_0_7 as axum;

/// The modules of one peer, and its rows.
macro_rules! peer {
    ($feature:literal $module:ident: $($rows:tt)*) => {
        #[cfg(feature = $feature)]
        pub mod $module;
        peer!(@dollar $feature ($) $($rows)*);
    };
    (@dollar $feature:literal ($dollar:tt) $($rows:tt)*) => {
        #[cfg(feature = $feature)]
        #[macro_export]
        macro_rules! contenders {
            ($dollar each:ident) => {
                $dollar each! { conversions [c1_static_404 = 0, c2_formatted_404 = 1, c3_masked_500 = 2, c4_422_with_fields = 3, c5_429_with_retry = 4] $($rows)* }
            };
        }
    };
}

peer! { "axum-problem" axum_problem:
    axum_axum_problem: "axum-problem 0.1" ~ conversion(peers::axum_problem::derive);
}
peer! { "problem-details" problem_details:
    axum_problem_details: "`problem_details` 0.11" ~ conversion(peers::problem_details::builder);
}
peer! { "http-api-problem" http_api_problem:
    axum_http_api_problem: "http-api-problem 0.60" ~ conversion(peers::http_api_problem::plain);
    axum_api_error: "http-api-problem 0.60, `ApiError`" ~ conversion(peers::http_api_problem::api_error);
}
peer! { "problemdetails" problemdetails:
    axum_problemdetails: "problemdetails 0.7" ~ conversion(peers::problemdetails::builder);
}
peer! { "actix-web-error" actix_web:
    actix_floor: "floor, actix-web" ~ conversion(peers::actix_web::floor);
    actix_catchall: "catchall, actix-web" ~ conversion(peers::actix_web::ours);
    actix_by_hand: "by hand, actix-web" ~ conversion(peers::actix_web::by_hand);
    actix_actix_web_error: "actix-web-error 0.2" ~ conversion(peers::actix_web::peer);
}
