//! What is measured: one list for the benchmarks of instructions and of allocations.

/// Calls a macro for each group: its name, its cases, and its rows, the first of which the
/// others are compared with. A row has a function and a label, and is made by
/// [`conversion`](crate::conversion) or by a function of [`series`](crate::series).
#[cfg(not(feature = "boundary"))]
#[macro_export]
macro_rules! groups {
    ($each:ident) => {
        $each! { conversions [c1 = 0, c2 = 1, c3 = 2, c4 = 3, c5 = 4]
            floor_http: "floor, http" = conversion(contenders::floor::http);
            copied_headers_http: "floor with copied headers, http" = conversion(contenders::floor::copied_headers);
            catchall_http: "catchall, http" = conversion(contenders::ours::http);
            catchall_template_http: "catchall, http, `detail = \"...\"`" = conversion(contenders::ours::templates);
            floor_axum: "floor, axum" = conversion(contenders::floor::axum);
            copied_headers_axum: "floor with copied headers, axum" = conversion(contenders::floor::copied_headers_axum);
            catchall_axum: "catchall, axum" = conversion(contenders::ours::axum);
            by_hand_axum: "by hand, axum" = conversion(contenders::by_hand::axum);
            json_macro_axum: "by hand with `json!`, axum" = conversion(contenders::by_hand::json_macro);
        }
        $each! { details [b16 = 16, b256 = 256, b4096 = 4096, b10k = 10_000, b100k = 100_000, b1m = 1_000_000]
            detail_floor: "floor" = conversion(series::detail::floor);
            detail_catchall: "catchall, `Display`" = conversion(series::detail::displayed);
            detail_catchall_known: "catchall, `detail = text`" = conversion(series::detail::known);
            detail_catchall_member: "catchall, a member" = conversion(series::detail::member);
            detail_by_hand: "by hand" = conversion(series::detail::by_hand);
            detail_writer: "`serde_json::to_writer` alone" = conversion(series::detail::writer);
        }
        $each! { members [m1 = 1, m16 = 16, m64 = 64]
            members_floor: "floor" = conversion(series::members::floor);
            members_catchall: "catchall" = conversion(series::members::ours);
            members_by_hand: "by hand" = conversion(series::members::by_hand);
        }
        $each! { depth [d0 = 0, d1 = 1, d4 = 4, d16 = 16]
            depth_by_hand: "by hand" = conversion(series::depth::by_hand);
            depth_catchall: "catchall" = conversion(series::depth::ours);
        }
        $each! { requests [success = 9, c1 = 0, c2 = 1, c3 = 2, c4 = 3, c5 = 4]
            request_by_hand: "by hand" = request(contenders::by_hand::axum);
            request_floor: "floor" = request(contenders::floor::axum);
            request_catchall: "catchall" = request(contenders::ours::axum);
            request_copied_headers: "floor with copied headers" = request(contenders::floor::copied_headers_axum);
        }
        $each! { logged [not_found = 0, masked = 2]
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
        $each! { boundary [success = 9, masked = 2]
            boundary_none: "catchall, no layer" = call(contenders::ours::axum, series::served::none);
            boundary_by_hand: "by hand, no layer" = call(contenders::by_hand::axum, series::served::none);
            boundary_identity: "catchall, a layer that does nothing" = call(contenders::ours::axum, series::served::identity);
            boundary_catchall: "catchall, `.layer(ErrorBoundary::new())`" = call(contenders::ours::axum, series::served::boundary);
            boundary_catchall_around: "catchall, `ErrorBoundary` around the router" = call(contenders::ours::axum, series::served::around);
        }
    };
}

/// Benchmarks of gungraun, for [`groups`].
#[macro_export]
macro_rules! instructions {
    ($group:ident $cases:tt $($name:ident: $label:literal = $make:ident ($($argument:expr),*);)*) => {
        $($crate::instructions!(@row $name $make ($($argument),*) $cases);)*
        library_benchmark_group!(
            name = $group,
            compare_by_id = true,
            benchmarks = [$($name),*]
        );
    };
    (@row $name:ident $make:ident $arguments:tt [$($case:ident = $size:literal),*]) => {
        #[library_benchmark]
        $(#[bench::$case($crate::ready($crate::instructions!(@case $make $size $arguments)))])*
        fn $name<E, R, F: FnMut(E) -> R>((mut run, error): (F, E)) -> (R, F) {
            // What is called is dropped after, like its result: a router is expensive to drop.
            (run(error), run)
        }
    };
    (@case $make:ident $size:literal ($($argument:expr),*)) => {
        $make::<$size, _, _>($($argument),*)
    };
}

/// Counts and prints allocations, for [`groups`].
#[macro_export]
macro_rules! allocations {
    ($group:ident $cases:tt $($name:ident: $label:literal = $make:ident $arguments:tt;)*) => {
        $($crate::allocations!(@row $group $name $label $make $arguments $cases);)*
    };
    (@row $group:ident $name:ident $label:literal $make:ident $arguments:tt [$($case:ident = $size:literal),*]) => {
        $({
            let (mut run, error) = $crate::ready($crate::instructions!(@case $make $size $arguments));
            // It is dropped when it was counted.
            let mut result = None;
            let counted = allocation_counter::measure(|| result = Some(run(error)));
            let key = [stringify!($group), stringify!($name), stringify!($case)];
            println!("{}", $crate::line(key, $label, counted.count_total, counted.bytes_total));
        })*
    };
}

/// How gungraun counts and prints: instructions, without a simulation of caches.
#[macro_export]
macro_rules! gungraun_config {
    () => {
        gungraun::LibraryBenchmarkConfig::default()
            .tool(
                gungraun::Callgrind::with_args(["--cache-sim=no"])
                    .format([gungraun::EventKind::Ir]),
            )
            .output_format(gungraun::OutputFormat::default().truncate_description(Some(0)))
    };
}
