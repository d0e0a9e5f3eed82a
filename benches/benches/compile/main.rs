//! Instructions of rustc for a crate with one enum, and of conversions in enums of many
//! variants: `cargo bench --bench compile`, or some: `-- '*check_thiserror::*'`.

#![allow(missing_docs, reason = "what the macros of gungraun write")]

mod generated;

use std::fs;
use std::process::Command as Process;

use generated::{arguments, folder, output, prepare, rustc, source};
use gungraun::{
    BinaryBenchmarkConfig, Callgrind, Command, EventKind, OutputFormat, binary_benchmark,
    binary_benchmark_group, main,
};

/// Whether the crate was compiled before, and its file's time is new.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cache {
    Clean,
    Touched,
}
use Cache::{Clean, Touched};

const CHECK: &[&str] = &["--crate-type=lib", "--emit=dep-info,metadata"];
const BUILD: &[&str] = &["--crate-type=lib", "--emit=dep-info,metadata,link"];

fn name(build: &str, way: &str, variants: usize, cache: Cache) -> String {
    format!("{build}-{way}-{variants}-{cache:?}")
}

fn incremental(name: &str) -> String {
    format!(
        "-Cincremental={}",
        folder(name).join("incremental").display()
    )
}

/// The first compilation shows mistakes, and fills the cache of the second one.
fn enum_of(build: &str, way: &str, variants: usize, cache: Cache) {
    let emit = if build == "check" { CHECK } else { BUILD };
    let emit = [emit, &["-Cembed-bitcode=no", "-Cdebuginfo=2"]].concat();
    let name = name(build, way, variants, cache);
    prepare(&name, way, &[build], &source(way, variants, false), &emit);
    output(Process::new(rustc()).args([arguments(&name), incremental(&name)]));
    if cache == Clean {
        fs::remove_dir_all(folder(&name).join("incremental")).expect("there was a cache");
    }
}

fn compile(build: &str, way: &str, variants: usize, cache: Cache) -> Command {
    let name = name(build, way, variants, cache);
    Command::new(rustc())
        .args([arguments(&name), incremental(&name)])
        .build()
}

macro_rules! compile {
    ($group:ident $build:literal: $($name:ident $way:literal $cases:tt;)*) => {
        $(compile!(@row $name $build $way $cases);)*
        binary_benchmark_group!(name = $group, compare_by_id = true, benchmarks = [$($name),*]);
    };
    (@row $name:ident $build:literal $way:literal [few]) => {
        compile!(@row $name $build $way [n10 10 Clean, n10_touched 10 Touched, n100 100 Clean, n100_touched 100 Touched]);
    };
    (@row $name:ident $build:literal $way:literal [many]) => {
        compile!(@row $name $build $way [n10 10 Clean, n10_touched 10 Touched, n100 100 Clean, n100_touched 100 Touched, n1000 1000 Clean, n1000_touched 1000 Touched]);
    };
    (@row $name:ident $build:literal $way:literal [$($case:ident $variants:literal $cache:ident),*]) => {
        #[binary_benchmark(setup = enum_of)]
        $(#[bench::$case($build, $way, $variants, $cache)])*
        fn $name(build: &str, way: &str, variants: usize, cache: Cache) -> Command {
            compile(build, way, variants, cache)
        }
    };
}

compile! { check "check":
    check_thiserror "thiserror" [many];
    check_catchall "catchall" [many];
    check_catchall_axum "catchall-axum" [few];
    check_by_hand "by-hand" [many];
    check_axum_problem "axum-problem" [few];
    check_actix_web_error "actix-web-error" [few];
}

compile! { build "build":
    build_thiserror "thiserror" [few];
    build_catchall "catchall" [few];
    build_catchall_axum "catchall-axum" [few];
    build_by_hand "by-hand" [few];
    build_axum_problem "axum-problem" [few];
}

fn program_of(_what: &str, variants: usize) {
    let emit = ["--crate-type=bin", "-Copt-level=3"];
    let (name, source) = (
        format!("program-{variants}"),
        source("catchall", variants, true),
    );
    prepare(&name, "catchall", &["build", "--release"], &source, &emit);
    output(Process::new(rustc()).arg(arguments(&name)));
}

#[binary_benchmark(setup = program_of)]
#[bench::n10("static", 10)]
#[bench::n100("static", 100)]
#[bench::n1000("static", 1000)]
#[bench::formatted_n10("formatted", 10)]
#[bench::formatted_n100("formatted", 100)]
#[bench::formatted_n1000("formatted", 1000)]
fn variants_catchall(what: &str, variants: usize) -> Command {
    let program = folder(&format!("program-{variants}")).join("app");
    Command::new(program).arg(what).build()
}

binary_benchmark_group!(
    name = variants,
    config = BinaryBenchmarkConfig::default().tool(
        Callgrind::with_args(["--cache-sim=no", "--toggle-collect=*counted_conversion*"])
            .format([EventKind::Ir])
    ),
    benchmarks = [variants_catchall]
);

main!(
    config = BinaryBenchmarkConfig::default()
        .env_clear(false)
        .tool(Callgrind::with_args(["--cache-sim=no"]).format([EventKind::Ir]))
        .output_format(OutputFormat::default().truncate_description(Some(0))),
    binary_benchmark_groups = [variants, check, build]
);
