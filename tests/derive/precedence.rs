//! If several places set the same part, this is the order of precedence: the outer
//! case, the outer variant, the outer type's `on` for the final status, the outer type,
//! followed by the same places of the error that it delegates to.

use crate::support;

use crate::support::{headers, json, logged_once};
use catchall::{HttpError, Problem, Response};

fn free_header(convert: &dyn Fn() -> Response) -> String {
    headers(&convert(), "x-part").join(" and ")
}

fn typed_header(convert: &dyn Fn() -> Response) -> String {
    headers(&convert(), "retry-after").join(" and ")
}

fn member(convert: &dyn Fn() -> Response) -> String {
    let response = convert();
    let value = json(&response)["part"].clone();
    let times = support::text(&response).matches("\"part\"").count();
    assert!(times < 2, "{}", support::text(&response));
    value.as_str().unwrap_or_default().to_owned()
}

fn detail(convert: &dyn Fn() -> Response) -> String {
    let detail = json(&convert())["detail"].clone();
    detail.as_str().unwrap_or_default().to_owned()
}

fn code(convert: &dyn Fn() -> Response) -> String {
    json(&convert())["code"].as_str().unwrap().to_owned()
}

fn title(convert: &dyn Fn() -> Response) -> String {
    json(&convert())["title"].as_str().unwrap().to_owned()
}

fn uri(convert: &dyn Fn() -> Response) -> String {
    json(&convert())["type"].as_str().unwrap().to_owned()
}

fn status(convert: &dyn Fn() -> Response) -> String {
    convert().status().as_str().to_owned()
}

fn level(convert: &dyn Fn() -> Response) -> String {
    logged_once(convert).1.level.to_string()
}

/// Returns the media type, which identifies the formats of these tests.
fn format(convert: &dyn Fn() -> Response) -> String {
    let response = convert();
    let value = headers(&response, "content-type").concat();
    value.split(';').next().unwrap_or_default().to_owned()
}

/// A row is the part, the keys of each place, and the expected value.
macro_rules! precedence {
    ($(
        $name:ident: $part:ident,
        case [$($case:tt)*] variant [$($variant:tt)*] type [$($ty:tt)*],
        inner case [$($inner_case:tt)*] variant [$($inner:tt)*] type [$($inner_ty:tt)*]
        => $answer:literal;
    )*) => {$(
        #[test]
        fn $name() {
            #[derive(Debug, thiserror::Error, HttpError)]
            #[error("inner")]
            #[http(code_case = "snake_case", $($inner_ty)*)]
            enum Inner {
                #[http(404, code = "inner_variant", $($inner)*)]
                #[http(case(_ => log = error, $($inner_case)*))]
                Variant(u8),
            }

            #[derive(Debug, thiserror::Error, HttpError)]
            #[error("outer")]
            #[http(code_case = "snake_case", $($ty)*)]
            enum Outer {
                #[http(transparent, $($variant)* $($case)*)]
                Variant(Inner),
            }

            let error = || Outer::Variant(Inner::Variant(1));
            let conversions: [&dyn Fn() -> Response; 3] = [
                &|| error().to_response(),
                &|| Response::from(error()),
                &|| Problem::from(error()).to_response(),
            ];
            for convert in conversions {
                assert_eq!($part(convert), $answer);
            }
        }
    )*};
}

precedence! {
    the_header_of_the_outer_case: free_header,
        case [case(_ => header("X-Part" = "outer case"))]
        variant [header("X-Part" = "outer variant"),]
        type [on(404, header("X-Part" = "outer on")), header("X-Part" = "outer type")],
        inner case [header("X-Part" = "inner case")]
        variant [header("X-Part" = "inner variant")]
        type [on(404, header("X-Part" = "inner on")), header("X-Part" = "inner type")]
        => "outer case";
    the_header_of_the_outer_variant: free_header,
        case [] variant [header("X-Part" = "outer variant")]
        type [on(404, header("X-Part" = "outer on")), header("X-Part" = "outer type")],
        inner case [header("X-Part" = "inner case")]
        variant [header("X-Part" = "inner variant")]
        type [on(404, header("X-Part" = "inner on")), header("X-Part" = "inner type")]
        => "outer variant";
    the_header_of_the_outer_on: free_header,
        case [] variant []
        type [on(404, header("X-Part" = "outer on")), header("X-Part" = "outer type")],
        inner case [header("X-Part" = "inner case")]
        variant [header("X-Part" = "inner variant")]
        type [on(404, header("X-Part" = "inner on")), header("X-Part" = "inner type")]
        => "outer on";
    the_header_of_the_outer_type: free_header,
        case [] variant []
        type [header("X-Part" = "outer type")],
        inner case [header("X-Part" = "inner case")]
        variant [header("X-Part" = "inner variant")]
        type [on(404, header("X-Part" = "inner on")), header("X-Part" = "inner type")]
        => "outer type";
    the_header_of_the_inner_case: free_header,
        case [] variant [] type [],
        inner case [header("X-Part" = "inner case")]
        variant [header("X-Part" = "inner variant")]
        type [on(404, header("X-Part" = "inner on")), header("X-Part" = "inner type")]
        => "inner case";
    the_header_of_the_inner_variant: free_header,
        case [] variant [] type [],
        inner case [] variant [header("X-Part" = "inner variant")]
        type [on(404, header("X-Part" = "inner on")), header("X-Part" = "inner type")]
        => "inner variant";
    the_header_of_the_inner_on: free_header,
        case [] variant [] type [],
        inner case [] variant []
        type [on(404, header("X-Part" = "inner on")), header("X-Part" = "inner type")]
        => "inner on";
    the_header_of_the_inner_type: free_header,
        case [] variant [] type [],
        inner case [] variant [] type [header("X-Part" = "inner type")]
        => "inner type";
    the_header_of_an_on_for_the_final_status: free_header,
        case [] variant [410]
        type [on(404, header("X-Part" = "outer 404")), on(410, header("X-Part" = "outer 410"))],
        inner case [] variant [header("X-Part" = "inner variant")] type []
        => "outer 410";
    the_header_of_an_inner_on_for_the_final_status: free_header,
        case [] variant [410] type [on(404, header("X-Part" = "outer 404"))],
        inner case [] variant []
        type [on(404, header("X-Part" = "inner 404")), on(410, header("X-Part" = "inner 410"))]
        => "inner 410";

    the_typed_header_of_the_outer_case: typed_header,
        case [case(_ => retry_after = 1)] variant [retry_after = 2,]
        type [on(404, retry_after = 3)],
        inner case [retry_after = 4] variant [retry_after = 5] type [on(404, retry_after = 6)]
        => "1";
    the_typed_header_of_the_outer_variant: typed_header,
        case [] variant [retry_after = 2] type [on(404, retry_after = 3)],
        inner case [retry_after = 4] variant [retry_after = 5] type [on(404, retry_after = 6)]
        => "2";
    the_typed_header_of_the_outer_on: typed_header,
        case [] variant [] type [on(404, retry_after = 3)],
        inner case [retry_after = 4] variant [retry_after = 5] type [on(404, retry_after = 6)]
        => "3";
    the_typed_header_of_the_inner_case: typed_header,
        case [] variant [] type [],
        inner case [retry_after = 4] variant [retry_after = 5] type [on(404, retry_after = 6)]
        => "4";
    the_typed_header_of_the_inner_variant: typed_header,
        case [] variant [] type [],
        inner case [] variant [retry_after = 5] type [on(404, retry_after = 6)]
        => "5";
    the_typed_header_of_the_inner_on: typed_header,
        case [] variant [] type [],
        inner case [] variant [] type [on(404, retry_after = 6)]
        => "6";

    the_member_of_the_outer_case: member,
        case [case(_ => member("part" = "outer case"))]
        variant [member("part" = "outer variant"),] type [member("part" = "outer type")],
        inner case [member("part" = "inner case")]
        variant [member("part" = "inner variant")] type [member("part" = "inner type")]
        => "outer case";
    the_member_of_the_outer_variant: member,
        case [] variant [member("part" = "outer variant")] type [member("part" = "outer type")],
        inner case [member("part" = "inner case")]
        variant [member("part" = "inner variant")] type [member("part" = "inner type")]
        => "outer variant";
    the_member_of_the_outer_type: member,
        case [] variant [] type [member("part" = "outer type")],
        inner case [member("part" = "inner case")]
        variant [member("part" = "inner variant")] type [member("part" = "inner type")]
        => "outer type";
    the_member_of_the_inner_case: member,
        case [] variant [] type [],
        inner case [member("part" = "inner case")]
        variant [member("part" = "inner variant")] type [member("part" = "inner type")]
        => "inner case";
    the_member_of_the_inner_variant: member,
        case [] variant [] type [],
        inner case [] variant [member("part" = "inner variant")]
        type [member("part" = "inner type")]
        => "inner variant";
    the_member_of_the_inner_type: member,
        case [] variant [] type [],
        inner case [] variant [] type [member("part" = "inner type")]
        => "inner type";

    the_detail_of_the_outer_case: detail,
        case [case(_ => detail = "outer case")] variant [detail = "outer variant",] type [],
        inner case [detail = "inner case"] variant [detail = "inner variant"] type []
        => "outer case";
    the_detail_of_the_outer_variant: detail,
        case [] variant [detail = "outer variant"] type [],
        inner case [detail = "inner case"] variant [detail = "inner variant"] type []
        => "outer variant";
    the_detail_of_the_inner_case: detail,
        case [] variant [] type [],
        inner case [detail = "inner case"] variant [detail = "inner variant"]
        type [detail = "inner type"]
        => "inner case";
    the_detail_of_the_inner_variant: detail,
        case [] variant [] type [],
        inner case [] variant [detail = "inner variant"] type [detail = "inner type"]
        => "inner variant";
    the_detail_of_the_inner_type: detail,
        case [] variant [] type [],
        inner case [] variant [] type [detail = "inner type"]
        => "inner type";
    a_delegating_variant_defers_to_the_inner_detail: detail,
        case [] variant [] type [detail = "outer type"],
        inner case [] variant [detail = "inner variant"] type []
        => "inner variant";

    the_code_of_the_outer_case: code,
        case [case(_ => code = "outer_case")] variant [code = "outer_variant",] type [],
        inner case [code = "inner_case"] variant [] type []
        => "outer_case";
    the_code_of_the_outer_variant: code,
        case [] variant [code = "outer_variant"] type [],
        inner case [code = "inner_case"] variant [] type []
        => "outer_variant";
    the_code_of_the_inner_case: code,
        case [] variant [] type [],
        inner case [code = "inner_case"] variant [] type []
        => "inner_case";
    the_code_of_the_inner_variant: code,
        case [] variant [] type [],
        inner case [] variant [] type []
        => "inner_variant";
    a_delegating_variant_defers_to_the_inner_code: code,
        case [] variant [] type [code = "outer_type"],
        inner case [] variant [] type []
        => "inner_variant";

    the_title_of_the_outer_variant: title,
        case [] variant [title = "outer variant", type = "/outer"] type [],
        inner case [] variant [title = "inner variant", type = "/inner"] type []
        => "outer variant";
    the_title_of_the_inner_variant: title,
        case [] variant [] type [],
        inner case [] variant [title = "inner variant", type = "/inner"] type []
        => "inner variant";
    the_uri_of_the_outer_variant: uri,
        case [] variant [type = "/outer"] type [],
        inner case [] variant [type = "/inner"] type []
        => "/outer";
    the_uri_of_the_inner_variant: uri,
        case [] variant [] type [],
        inner case [] variant [type = "/inner"] type []
        => "/inner";

    the_status_of_the_outer_case: status,
        case [case(_ => 409, code = "outer_case")] variant [410,] type [],
        inner case [] variant [] type []
        => "409";
    the_status_of_the_outer_variant: status,
        case [] variant [410] type [],
        inner case [] variant [] type []
        => "410";
    a_delegating_variant_defers_to_the_inner_status: status,
        case [] variant [] type [status = 410],
        inner case [] variant [] type []
        => "404";

    the_level_of_the_outer_case: level,
        case [case(_ => log = trace)] variant [log = debug,] type [on(404, log = info)],
        inner case [] variant [log = warn] type [on(404, log = warn)]
        => "TRACE";
    the_level_of_the_outer_variant: level,
        case [] variant [log = debug] type [on(404, log = info)],
        inner case [] variant [log = warn] type [on(404, log = warn)]
        => "DEBUG";
    the_level_of_the_outer_on: level,
        case [] variant [] type [on(404, log = info)],
        inner case [] variant [log = warn] type [on(404, log = warn)]
        => "INFO";
    the_level_of_the_inner_case: level,
        case [] variant [] type [],
        inner case [] variant [log = warn] type [on(404, log = info)]
        => "ERROR";
    the_level_of_the_outer_on_for_the_final_status: level,
        case [] variant [410] type [on(404, log = trace), on(410, log = info)],
        inner case [] variant [] type []
        => "INFO";

    the_format_of_the_outer_case: format,
        case [case(_ => format = Text)] variant [format = Html,]
        type [on(404, format = Json), format = ProblemJson],
        inner case [format = Json] variant [format = Json] type [on(404, format = Json)]
        => "text/plain";
    the_format_of_the_outer_variant: format,
        case [] variant [format = Html]
        type [on(404, format = Json), format = ProblemJson],
        inner case [format = Json] variant [format = Json] type [on(404, format = Json)]
        => "text/html";
    the_format_of_the_outer_on: format,
        case [] variant [] type [on(404, format = Text), format = ProblemJson],
        inner case [format = Json] variant [format = Json] type [on(404, format = Json)]
        => "text/plain";
    the_format_of_the_outer_type: format,
        case [] variant [] type [format = Text],
        inner case [format = Json] variant [format = Json]
        type [on(404, format = Html), format = Html]
        => "text/plain";
    the_format_of_the_inner_case: format,
        case [] variant [] type [],
        inner case [format = Json] variant [format = Text]
        type [on(404, format = Html), format = Html]
        => "application/json";
    the_format_of_the_inner_variant: format,
        case [] variant [] type [],
        inner case [] variant [format = Text] type [on(404, format = Html), format = Html]
        => "text/plain";
    the_format_of_the_inner_on: format,
        case [] variant [] type [],
        inner case [] variant [] type [on(404, format = Text), format = Html]
        => "text/plain";
    the_format_of_the_inner_type: format,
        case [] variant [] type [],
        inner case [] variant [] type [format = Html]
        => "text/html";
    the_format_of_the_outer_on_for_the_final_status: format,
        case [] variant [410] type [on(404, format = Html), on(410, format = Text)],
        inner case [] variant [format = Json] type []
        => "text/plain";
    the_format_of_the_inner_on_for_the_final_status: format,
        case [] variant [410] type [],
        inner case [] variant [] type [on(404, format = Html), on(410, format = Text)]
        => "text/plain";
}
