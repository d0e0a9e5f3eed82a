//! What is measured: one list for the benchmarks of instructions and of allocations.

/// Calls a macro for each group: its name, its cases, and its rows, the first of which the
/// others are compared with. A row has a function, named by its group, and a label, and is
/// made by [`conversion`](crate::conversion) or by a function of [`series`](crate::series).
/// It makes the same response as the others (`=`), or another one (`~`).
#[cfg(not(feature = "boundary"))]
#[macro_export]
macro_rules! groups {
    ($each:ident) => {
        $each! { http [c1_static_404 = 0, c2_formatted_404 = 1, c3_masked_500 = 2, c4_422_with_fields = 3, c5_429_with_retry = 4]
            http_floor: "floor, http" = conversion(contenders::floor::http);
            http_copied_headers: "floor with copied headers, http" = conversion(contenders::floor::copied_headers);
            http_catchall: "catchall, http" = conversion(contenders::ours::http);
            http_catchall_template: "catchall, http, `detail = \"...\"`" = conversion(contenders::ours::templates);
        }
        $each! { axum [c1_static_404 = 0, c2_formatted_404 = 1, c3_masked_500 = 2, c4_422_with_fields = 3, c5_429_with_retry = 4]
            axum_floor: "floor, axum" = conversion(contenders::floor::axum);
            axum_copied_headers: "floor with copied headers, axum" = conversion(contenders::floor::copied_headers_axum);
            axum_catchall: "catchall, axum" = conversion(contenders::ours::axum);
            axum_by_hand: "by hand, axum" = conversion(contenders::by_hand::axum);
            axum_json_macro: "by hand with `json!`, axum" ~ conversion(contenders::by_hand::json_macro);
        }
        $each! { variants [c1_static_404 = 0, c2_formatted_404 = 1, c3_masked_500 = 2, c4_422_with_fields = 3, c5_429_with_retry = 4]
            variants_catchall_10: "catchall, 10 variants" = conversion(series::variants::ten);
            variants_catchall_100: "catchall, 100 variants" = conversion(series::variants::hundred);
            variants_catchall_1000: "catchall, 1000 variants" = conversion(series::variants::thousand);
        }
        $each! { depth [d0 = 0, d1 = 1, d4 = 4, d16 = 16]
            depth_by_hand: "by hand" = conversion(series::depth::by_hand);
            depth_catchall: "catchall" = conversion(series::depth::ours);
        }
        $each! { members [m1 = 1, m16 = 16, m64 = 64]
            members_floor: "floor" = conversion(series::members::floor);
            members_catchall: "catchall" = conversion(series::members::ours);
            members_by_hand: "by hand" = conversion(series::members::by_hand);
        }
        $each! { detail [b16 = 16, b256 = 256, b4096 = 4096, b10k = 10_000, b100k = 100_000, b1000k = 1_000_000]
            detail_floor: "floor" = conversion(series::detail::floor);
            detail_catchall: "catchall, `Display`" = conversion(series::detail::displayed);
            detail_catchall_known: "catchall, `detail = text`" = conversion(series::detail::known);
            detail_catchall_member: "catchall, a member" ~ conversion(series::detail::member);
            detail_by_hand: "by hand" = conversion(series::detail::by_hand);
            detail_writer: "`serde_json::to_writer` alone" ~ conversion(series::detail::writer);
        }
        $each! { request [success = 9, c1_static_404 = 0, c2_formatted_404 = 1, c3_masked_500 = 2, c4_422_with_fields = 3, c5_429_with_retry = 4]
            request_by_hand: "by hand" ~ request(contenders::by_hand::axum);
            request_floor: "floor" ~ request(contenders::floor::axum);
            request_catchall: "catchall" ~ request(contenders::ours::axum);
            request_copied_headers: "floor with copied headers" ~ request(contenders::floor::copied_headers_axum);
        }
        // The last one: its subscriber stays.
        $each! { logged [a_404_at_debug = 0, a_masked_500 = 2]
            logged_by_hand: "by hand, the same line" = logged(contenders::by_hand::axum);
            logged_catchall: "catchall" = logged(contenders::ours::axum);
            logged_unquoted: "by hand, with texts that are not quoted" = logged(contenders::by_hand::unquoted);
        }
    };
}

/// The feature changes what all of them cost: there is one group with it.
#[cfg(feature = "boundary")]
#[macro_export]
macro_rules! groups {
    ($each:ident) => {
        $each! { boundary [success = 9, a_masked_500 = 2]
            boundary_none: "catchall, no layer" ~ call(contenders::ours::axum, series::served::none);
            boundary_by_hand: "by hand, no layer" ~ call(contenders::by_hand::axum, series::served::none);
            boundary_identity: "catchall, a layer that does nothing" ~ call(contenders::ours::axum, series::served::identity);
            boundary_catchall: "catchall, `.layer(ErrorBoundary::new())`" ~ call(contenders::ours::axum, series::served::boundary);
            boundary_catchall_around: "catchall, `ErrorBoundary` around the router" ~ call(contenders::ours::axum, series::served::around);
        }
    };
}

/// Benchmarks of gungraun, for [`groups`].
#[macro_export]
macro_rules! instructions {
    ($group:ident $cases:tt $($name:ident: $label:literal $same:tt $make:ident $arguments:tt;)*) => {
        $($crate::instructions!(@row $name $make $arguments $cases);)*
        library_benchmark_group!(
            name = $group,
            compare_by_id = true,
            benchmarks = [$($name),*]
        );
    };
    (@row $name:ident $make:ident $arguments:tt [$($case:ident = $size:literal),*]) => {
        #[library_benchmark]
        $(#[bench::$case($crate::ready($make::<$size, _, _, _> $arguments))])*
        fn $name<E, R, F: FnMut(E) -> R>((mut run, error): (F, E)) -> (R, F) {
            // What is called is dropped after, like its result: a router is expensive to drop.
            (run(error), run)
        }
    };
}

/// Counts allocations and prints them as JSON, for [`groups`]. Rows with `=` are compared, too.
#[macro_export]
macro_rules! allocations {
    ($group:ident $cases:tt $($name:ident: $label:literal $same:tt $make:ident $arguments:tt;)*) => {{
        let mut expected = std::collections::HashMap::<usize, $crate::Answer>::new();
        $($crate::allocations!(@row expected $name $label $same $make $arguments $cases);)*
    }};
    (@row $expected:ident $name:ident $label:literal $same:tt $make:ident $arguments:tt [$($case:ident = $size:literal),*]) => {
        $({
            let (mut run, error) = $crate::ready($make::<$size, _, _, _> $arguments);
            let mut result = None;
            let counted = allocation_counter::measure(|| result = Some(run(error)));
            // `cargo test` compares the responses alone.
            if std::env::args().any(|argument| argument == "--bench") {
                println!(
                    r#"{{"name": "{}", "case": "{}", "label": {:?}, "allocations": {}, "bytes": {}}}"#,
                    stringify!($name), stringify!($case), $label, counted.count_total, counted.bytes_total,
                );
            }
            $crate::allocations!(@same $same $expected $name $size result);
        })*
    };
    (@same ~ $($ignored:tt)*) => {};
    (@same = $expected:ident $name:ident $size:literal $result:ident) => {
        let answer = $crate::answer($result.expect("it ran"));
        let expected = $expected.entry($size).or_insert_with(|| answer.clone());
        assert_eq!(answer, *expected, "{}", stringify!($name));
    };
}
