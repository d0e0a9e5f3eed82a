//! Servers that the tests start on loopback, and stop.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The maximum time for a server to accept connections.
const START: Duration = Duration::from_secs(60);

/// A server in its own directory.
#[derive(Debug)]
pub struct Server {
    process: Child,
    address: SocketAddr,
    directory: PathBuf,
}

impl Server {
    /// Starts a `PostgreSQL` server without a password: the user `postgres` may do
    /// everything. Returns `None` if it is not installed.
    ///
    /// # Panics
    ///
    /// Panics if it does not start, or if it is missing although every tool is required.
    #[must_use]
    pub fn postgres() -> Option<Self> {
        let Some(programs) = postgres_programs() else {
            missing("PostgreSQL");
            return None;
        };
        let directory = directory("postgres");
        // It refuses to run as root.
        let is_root = fs::metadata(&directory).expect("it was made").uid() == 0;
        if is_root {
            run(Command::new("chown").arg("postgres").arg(&directory));
        }
        let command = |name: &str| {
            let program = programs.join(name);
            if !is_root {
                return Command::new(program);
            }
            let mut command = Command::new("setpriv");
            command
                .args([
                    "--reuid=postgres",
                    "--regid=postgres",
                    "--clear-groups",
                    "--",
                ])
                .arg(program);
            command
        };
        let data = directory.join("data");
        run(command("initdb")
            .args([
                "--auth=trust",
                "--username=postgres",
                "--encoding=UTF8",
                "--no-sync",
            ])
            .arg("--pgdata")
            .arg(&data)
            .current_dir(&directory));
        let address = free_address();
        let mut server = command("postgres");
        server
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&directory)
            .args(["-F", "-h", "127.0.0.1", "-p", &address.port().to_string()])
            .current_dir(&directory);
        Some(Self::start(&mut server, address, directory))
    }

    /// Starts a Redis server without a password. Returns `None` if it is not installed.
    ///
    /// # Panics
    ///
    /// Panics if it does not start, or if it is missing although every tool is required.
    #[must_use]
    pub fn redis() -> Option<Self> {
        let is_there = Command::new("redis-server")
            .arg("--version")
            .stdout(Stdio::null())
            .status();
        if is_there.is_err() {
            missing("Redis");
            return None;
        }
        let directory = directory("redis");
        let address = free_address();
        let mut server = Command::new("redis-server");
        server
            .args([
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--port",
                &address.port().to_string(),
            ])
            .current_dir(&directory);
        Some(Self::start(&mut server, address, directory))
    }

    fn start(command: &mut Command, address: SocketAddr, directory: PathBuf) -> Self {
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let server = Self {
            process,
            address,
            directory,
        };
        let deadline = Instant::now() + START;
        while TcpStream::connect(address).is_err() {
            assert!(
                Instant::now() < deadline,
                "{command:?} accepts no connection"
            );
            thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Returns the address on which it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Stops it, and removes the files that it wrote.
impl Drop for Server {
    fn drop(&mut self) {
        // It only ends its own processes if it is asked to end.
        let id = self.process.id().to_string();
        let _ = Command::new("kill").args(["-INT", &id]).status();
        let deadline = Instant::now() + Duration::from_secs(10);
        while matches!(self.process.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let _ = self.process.kill();
                let _ = self.process.wait();
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// Returns a loopback address without a server.
///
/// # Panics
///
/// Panics if there is none.
#[must_use]
pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("it is bound")
}

/// Returns the newest version that is installed.
fn postgres_programs() -> Option<PathBuf> {
    let version = |path: &Path| -> Option<u32> { path.file_name()?.to_str()?.parse().ok() };
    let installed = fs::read_dir("/usr/lib/postgresql").ok()?;
    let installed = installed.filter_map(|entry| Some(entry.ok()?.path()));
    let newest = installed.max_by_key(|path| version(path))?;
    Some(newest.join("bin"))
}

fn directory(name: &str) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);

    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("catchall-{name}-{}-{number}", std::process::id());
    let directory = std::env::temp_dir().join(name);
    fs::create_dir(&directory).expect("the directory is new");
    directory
}

fn run(command: &mut Command) {
    let output: io::Result<_> = command.output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{command:?}: {output:?}");
}

fn missing(tool: &str) {
    let is_required = std::env::var_os("CATCHALL_REQUIRE_TOOLS").is_some();
    assert!(!is_required, "{tool} is not installed");
    eprintln!("skipped: {tool} is not installed");
}
