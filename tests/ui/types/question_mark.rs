//! A foreign error in a handler that returns a problem.


use catchall::Problem;

fn handler() -> Result<String, Problem> {
    Ok(std::fs::read_to_string("file")?)
}

fn main() {}
