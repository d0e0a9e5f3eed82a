//! The program under callgrind.

fn main() -> Result<(), String> {
    catchall_benches::repeat(&catchall_benches::contenders())
}
