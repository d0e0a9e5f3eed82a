//! Instructions of rustc for a crate with one enum: `cargo bench --bench compile`, or some:
//! `-- '*check_thiserror::*'`.

#![allow(missing_docs, reason = "what the macros of gungraun write")]

mod enums;

use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::{env, fs};

use catchall_benches::callgrind;
use gungraun::{BinaryBenchmarkConfig, Command, binary_benchmark, binary_benchmark_group, main};

const PEERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers");

/// `target/benches`.
fn target() -> PathBuf {
    let program = env::current_exe().expect("this program has a path");
    let target = program.ancestors().nth(3);
    target.expect("it is in a target directory").join("benches")
}

/// What is made for the case that is measured.
fn folder() -> PathBuf {
    target().join("enum")
}

/// What a command prints.
fn output(command: &mut Process) -> String {
    let output = command.output().expect("the command can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{errors}");
    String::from_utf8(output.stdout).expect("it prints text")
}

/// The compiler itself, with its arguments: `rustc` on the path may be a proxy that chooses one.
fn rustc() -> Process {
    let sysroot = output(Process::new("rustc").args(["--print", "sysroot"]));
    let mut rustc = Process::new(Path::new(sysroot.trim()).join("bin/rustc"));
    rustc
        .arg(format!("@{}/arguments", folder().display()))
        .current_dir(PEERS);
    rustc
}

/// The arguments that cargo gives to rustc for a package of this way, whose dependencies it
/// builds.
fn arguments(build: &str, way: &str) -> String {
    let kept = target().join(format!("{build}-{way}.arguments"));
    let wrapper = Path::new(PEERS).with_file_name("benches/compile/keep_arguments");
    output(
        Process::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([build, "--quiet", "--locked", "--features", way])
            .arg(format!("--target-dir={}", target().display()))
            .current_dir(PEERS)
            .env("RUSTC_WORKSPACE_WRAPPER", wrapper)
            .env("ARGUMENTS", &kept)
            // As crates from a registry are built.
            .env("CARGO_INCREMENTAL", "0"),
    );
    let kept = fs::read_to_string(kept).expect("they were kept");
    let (_rustc, arguments) = kept.split_once('\n').expect("one a line");
    arguments.to_owned()
}

/// The first compilation shows mistakes, and fills the cache of the second one.
fn enum_of(build: &str, way: &str, variants: usize, is_touched: bool) {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of the last case is removed");
    }
    fs::create_dir_all(&folder).expect("there is a folder");
    let (source, cache) = (folder.join("app.rs"), folder.join("incremental"));
    fs::write(&source, enums::source(way, variants)).expect("the source is written");
    let arguments = arguments(build, way).replace("src/lib.rs", &source.display().to_string());
    let arguments = format!("{arguments}-Cincremental={}\n", cache.display());
    fs::write(folder.join("arguments"), arguments).expect("they are written");
    output(&mut rustc());
    if !is_touched {
        fs::remove_dir_all(cache).expect("there was a cache");
    }
}

/// A group has cases, which are a number of variants and whether the file was touched.
macro_rules! compile {
    ($group:ident $build:literal $cases:tt $($name:ident $way:literal;)*) => {
        $(compile!(@row $build $name $way $cases);)*
        binary_benchmark_group!(name = $group, compare_by_id = true, benchmarks = [$($name),*]);
    };
    (@row $build:literal $name:ident $way:literal [$($case:ident = $variants:literal $is_touched:literal),*]) => {
        #[binary_benchmark(setup = enum_of)]
        $(#[bench::$case($build, $way, $variants, $is_touched)])*
        fn $name(_build: &str, _way: &str, _variants: usize, _is_touched: bool) -> Command {
            let rustc = rustc();
            Command::new(rustc.get_program()).args(rustc.get_args()).current_dir(PEERS).build()
        }
    };
}

compile! { check "check" [n10 = 10 false, n10_touched = 10 true, n100 = 100 false, n100_touched = 100 true, n1000 = 1000 false, n1000_touched = 1000 true]
    check_thiserror "thiserror";
    check_catchall "catchall";
    check_catchall_axum "catchall-axum";
    check_by_hand "by-hand";
    check_axum_problem "axum-problem";
    check_actix_web_error "actix-web-error";
}

compile! { build "build" [n10 = 10 false, n10_touched = 10 true, n100 = 100 false, n100_touched = 100 true]
    build_thiserror "thiserror";
    build_catchall "catchall";
    build_catchall_axum "catchall-axum";
    build_by_hand "by-hand";
    build_axum_problem "axum-problem";
}

main!(
    config = BinaryBenchmarkConfig::default()
        .env_clear(false)
        .tool(callgrind()),
    binary_benchmark_groups = [check, build]
);
