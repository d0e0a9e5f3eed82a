//! `cargo run --release -p catchall-benches` prints what one conversion costs:
//! instructions (callgrind) with their ratio to the floor, and allocations with
//! their bytes. Only the ratios mean anything.

use std::path::PathBuf;
use std::process::Command;

use catchall_benches::{CASES, contenders};

/// The difference of two runs is the cost of the repetitions alone.
const FEW: u32 = 100;
const MANY: u32 = 1100;

fn main() {
    // `cargo run` builds one program; the others are built here.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args([
            "build",
            "--release",
            "--quiet",
            "--package",
            "catchall-benches",
            "--bins",
        ])
        .status();
    if !built.is_ok_and(|status| status.success()) {
        eprintln!("the measured programs do not build");
        std::process::exit(1);
    }
    println!("instructions (ratio to the floor), allocations / bytes\n");
    println!("| | {} |", CASES.join(" | "));
    println!("|---|{}", "---|".repeat(CASES.len()));
    let mut floor = [0; CASES.len()];
    for contender in contenders() {
        print!("| {} |", contender.name);
        for (at, case) in CASES.iter().enumerate() {
            let few = instructions(contender.name, case, FEW);
            let many = instructions(contender.name, case, MANY);
            let cost = many.saturating_sub(few) / u64::from(MANY - FEW);
            if contender.is_floor {
                floor[at] = cost;
            }
            let ratio = (cost * 100).checked_div(floor[at]).unwrap_or(0);
            let (whole, hundredths) = (ratio / 100, ratio % 100);
            let allocations = output("allocations", &[contender.name, case]);
            print!(
                " {cost} ({whole}.{hundredths:02}), {} |",
                allocations.trim()
            );
        }
        println!();
    }
}

/// Another program of this package.
fn program(name: &str) -> PathBuf {
    std::env::current_exe()
        .unwrap_or_default()
        .with_file_name(name)
}

fn output(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(program(name)).args(arguments).output();
    output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

fn instructions(contender: &str, case: &str, times: u32) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program("repeat"))
        .args([contender, case, &times.to_string()])
        .output();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            let count = text.lines().find_map(|line| line.split_once("Collected :"));
            count
                .and_then(|(_, count)| count.trim().parse().ok())
                .unwrap_or(0)
        }
        Err(error) => {
            eprintln!("valgrind cannot be run: {error}");
            std::process::exit(1);
        }
    }
}
