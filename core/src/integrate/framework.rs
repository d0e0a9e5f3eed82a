//! The frameworks: one file for each version, and the list of them.
//!
//! Generated code calls one macro per framework and names no version. Which
//! versions are enabled is decided here, by the features of this crate, and is
//! therefore the same for everyone who uses this build of it.

pub mod actix_web_4;
pub mod axum_0_7;
pub mod axum_0_8;
pub mod lambda_http_1;
pub mod poem_3;
pub mod rocket_0_5;
pub mod salvo_1;
pub mod tonic_0_14;
pub mod warp_0_4;
pub mod worker_0_8;

/// The list: the versions of each framework, and the features that enable them.
/// `$then` receives them with the item from generated code.
#[doc(hidden)]
#[macro_export]
#[rustfmt::skip]
macro_rules! __versions {
    ($then:ident actix_web $item:tt) => { $crate::$then! { "actix_web" [__actix_web_4 "actix-web-4"] $item } };
    ($then:ident axum $item:tt) => { $crate::$then! { "axum" [__axum_0_7 "axum-0.7", __axum_0_8 "axum-0.8"] $item } };
    ($then:ident lambda_http $item:tt) => { $crate::$then! { "lambda_http" [__lambda_http_1 "lambda-http-1"] $item } };
    ($then:ident poem $item:tt) => { $crate::$then! { "poem" [__poem_3 "poem-3"] $item } };
    ($then:ident rocket $item:tt) => { $crate::$then! { "rocket" [__rocket_0_5 "rocket-0.5"] $item } };
    ($then:ident salvo $item:tt) => { $crate::$then! { "salvo" [__salvo_1 "salvo-1"] $item } };
    ($then:ident tonic $item:tt) => { $crate::$then! { "tonic" [__tonic_0_14 "tonic-0.14"] $item } };
    ($then:ident warp $item:tt) => { $crate::$then! { "warp" [__warp_0_4 "warp-0.4"] $item } };
    ($then:ident worker $item:tt) => { $crate::$then! { "worker" [__worker_0_8 "worker-0.8"] $item } };
}

/// The impls of the enabled versions.
#[doc(hidden)]
#[macro_export]
macro_rules! __impls {
    ($word:literal [$($version:ident $feature:literal),+] $item:tt) => {
        $($crate::$version! $item)+
    };
}

/// The impls of the enabled versions, or a message if none is enabled.
#[doc(hidden)]
#[macro_export]
macro_rules! __demanded_impls {
    ($word:literal [$($version:ident $feature:literal),+] $item:tt) => {
        $($crate::$version! $item)+
        $crate::__unless_on! { [$($version)+] $word [$($feature)+] }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __unless_on {
    ([] $word:literal [$feature:literal $($more:literal)*]) => {
        ::core::compile_error!(::core::concat!(
            "`#[http(", $word, ")]` needs a version of ", $word,
            ": enable catchall's feature `", $feature, "`" $(, " or `", $more, "`")*
        ));
    };
    ([$version:ident $($versions:ident)*] $($rest:tt)*) => {
        $crate::$version! { off $crate::__unless_on! { [$($versions)*] $($rest)* } }
    };
}

/// `#[http(web)]`: every enabled framework.
#[doc(hidden)]
#[macro_export]
macro_rules! __web {
    ($($item:tt)*) => {
        $crate::__versions! { __impls actix_web {$($item)*} }
        $crate::__versions! { __impls axum {$($item)*} }
        $crate::__versions! { __impls lambda_http {$($item)*} }
        $crate::__versions! { __impls poem {$($item)*} }
        $crate::__versions! { __impls rocket {$($item)*} }
        $crate::__versions! { __impls salvo {$($item)*} }
        $crate::__versions! { __impls tonic {$($item)*} }
        $crate::__versions! { __impls warp {$($item)*} }
        $crate::__versions! { __impls worker {$($item)*} }
    };
}

/// The framework of a misspelt word: its impls, if a version is enabled.
#[doc(hidden)]
#[macro_export]
macro_rules! __meant {
    ($word:ident $($item:tt)*) => { $crate::__versions! { __impls $word {$($item)*} } };
}

/// `#[http(actix_web)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __actix_web {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls actix_web {$($item)*} } };
}

/// `#[http(axum)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __axum {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls axum {$($item)*} } };
}

/// `#[http(lambda_http)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __lambda_http {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls lambda_http {$($item)*} } };
}

/// `#[http(poem)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __poem {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls poem {$($item)*} } };
}

/// `#[http(rocket)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __rocket {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls rocket {$($item)*} } };
}

/// `#[http(salvo)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __salvo {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls salvo {$($item)*} } };
}

/// `#[http(tonic)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __tonic {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls tonic {$($item)*} } };
}

/// `#[http(warp)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __warp {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls warp {$($item)*} } };
}

/// `#[http(worker)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __worker {
    ($($item:tt)*) => { $crate::__versions! { __demanded_impls worker {$($item)*} } };
}

/// Returns the headers whose values are text, for a framework that supports no others.
#[cfg(any(feature = "rocket-0.5", feature = "worker-0.8"))]
fn text_headers(headers: &http::HeaderMap) -> impl Iterator<Item = (&http::HeaderName, &str)> {
    headers
        .iter()
        .filter_map(|(name, value)| Some((name, std::str::from_utf8(value.as_bytes()).ok()?)))
}
