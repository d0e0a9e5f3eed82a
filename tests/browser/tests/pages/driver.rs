//! The parts that the tests need of the `WebDriver` protocol of the W3C, and of
//! Chromium's additions to it.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

impl Engine {
    fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    /// Returns the capabilities with which a session is opened.
    fn capabilities(self, scheme: Scheme) -> Value {
        match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": { "args": [
                    "--headless=new",
                    "--hide-scrollbars",
                    // A container has no sandbox, and little shared memory.
                    "--no-sandbox",
                    "--disable-dev-shm-usage",
                ] },
                "goog:loggingPrefs": { "browser": "ALL" },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": ["-headless"],
                    "prefs": {
                        "dom.disable_open_during_load": false,
                        "layout.css.prefers-color-scheme.content-override":
                            i32::from(scheme == Scheme::Light),
                    },
                },
            }),
            // Which browser it is depends on the system.
            Self::WebKit => json!({}),
        }
    }
}

/// Reports that a tool is missing, which is an error if all tools are required.
#[track_caller]
pub(crate) fn skip(reason: &str) {
    let is_required = std::env::var_os("CATCHALL_REQUIRE_TOOLS").is_some();
    assert!(!is_required, "{reason}");
    eprintln!("skipped: {reason}");
}

/// A program that ends when this value is dropped.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Option<Self> {
        let program = command.get_program().to_owned();
        match command.stderr(Stdio::null()).spawn() {
            Ok(child) => Some(Self(child)),
            Err(error) => {
                skip(&format!("{}: {error}", program.display()));
                None
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has already ended, or ends now.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The driver of a browser.
pub(crate) struct Driver {
    engine: Engine,
    scheme: Scheme,
    port: u16,
    _process: Running,
    _display: Option<Running>,
}

/// A window.
pub(crate) struct Browser<'d> {
    driver: &'d Driver,
    session: String,
}

/// Starts a display for a browser that needs one, and returns its name.
fn display() -> Option<(Running, String)> {
    let mut command = Command::new("Xvfb");
    command
        .args(["-displayfd", "1", "-screen", "0", "1400x1000x24"])
        .stdout(Stdio::piped());
    let mut display = Running::start(&mut command)?;
    let mut name = String::new();
    let mut output = BufReader::new(display.0.stdout.take()?);
    output.read_line(&mut name).unwrap();
    Some((display, format!(":{}", name.trim())))
}

impl Driver {
    /// Starts it on a free port. Returns `None` if it is not installed.
    pub(crate) fn start(engine: Engine, scheme: Scheme) -> Option<Self> {
        let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut command = Command::new(engine.driver());
        command.arg(format!("--port={port}")).stdout(Stdio::null());
        let mut display = None;
        if engine == Engine::WebKit {
            let (running, name) = self::display()?;
            command.env("DISPLAY", name);
            command.env(
                "GTK_THEME",
                match scheme {
                    Scheme::Light => "Adwaita",
                    Scheme::Dark => "Adwaita:dark",
                },
            );
            display = Some(running);
        }
        let process = Running::start(&mut command)?;
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "{engine:?} does not start"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(Self {
            engine,
            scheme,
            port,
            _process: process,
            _display: display,
        })
    }

    pub(crate) fn open(&self) -> Browser<'_> {
        let capabilities = self.engine.capabilities(self.scheme);
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let session = self.call("session", Some(&body));
        let browser = Browser {
            driver: self,
            session: session["sessionId"].as_str().unwrap().to_owned(),
        };
        if self.engine == Engine::Chromium {
            let value = match self.scheme {
                Scheme::Light => "light",
                Scheme::Dark => "dark",
            };
            let feature = json!({ "name": "prefers-color-scheme", "value": value });
            browser.cdp(
                "Emulation.setEmulatedMedia",
                &json!({ "features": [feature] }),
            );
        }
        browser
    }

    /// Calls a command, and returns its value.
    #[track_caller]
    fn call(&self, path: &str, body: Option<&Value>) -> Value {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let url = format!("http://127.0.0.1:{}/{path}", self.port);
        let answer = match body {
            Some(body) => agent.post(url).send_json(body),
            None => agent.get(url).call(),
        };
        let mut answer = answer.unwrap();
        let status = answer.status();
        // A picture is larger than the default limit.
        let config = answer.body_mut().with_config().limit(100_000_000);
        let mut value: Value = config.read_json().unwrap();
        assert!(status.is_success(), "{:?}, {path}: {value:#}", self.engine);
        value["value"].take()
    }
}

impl Browser<'_> {
    pub(crate) fn engine(&self) -> Engine {
        self.driver.engine
    }

    #[track_caller]
    fn call(&self, command: &str, body: Option<&Value>) -> Value {
        let path = format!("session/{}/{command}", self.session);
        self.driver.call(&path, body)
    }

    /// Opens a page, and waits until it is loaded.
    pub(crate) fn go(&self, url: &str) {
        self.call("url", Some(&json!({ "url": url })));
    }

    /// Clicks on a link, and waits until the page with this path is loaded.
    pub(crate) fn follow(&self, selector: &str, path: &str) {
        if self.driver.engine == Engine::WebKit {
            // The driver may look for the link where it was before the page scrolled.
            self.run(&format!("document.querySelector(`{selector}`).click();"));
        } else {
            let body = json!({ "using": "css selector", "value": selector });
            let element = self.call("element", Some(&body));
            let id = element.as_object().unwrap().values().next().unwrap();
            let command = format!("element/{}/click", id.as_str().unwrap());
            self.call(&command, Some(&json!({})));
        }
        // WebKit may start to load it later.
        let begun = Instant::now();
        while !self.call("url", None).as_str().unwrap().contains(path) {
            assert!(begun.elapsed() < Duration::from_secs(30), "{path}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Runs a script, which the policy of the page does not prevent.
    pub(crate) fn run(&self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [] });
        self.call("execute/sync", Some(&body))
    }

    /// Runs a script that calls its last argument with a value.
    pub(crate) fn run_async(&self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [] });
        self.call("execute/async", Some(&body))
    }

    /// Returns the console lines since the last call, if the driver provides them.
    pub(crate) fn console(&self) -> Option<Vec<String>> {
        if self.driver.engine != Engine::Chromium {
            return None;
        }
        let lines = self.call("se/log", Some(&json!({ "type": "browser" })));
        let lines = lines.as_array().unwrap().iter();
        let message = |line: &Value| line["message"].as_str().unwrap().to_owned();
        Some(lines.map(message).collect())
    }

    /// Returns a screenshot, in base64.
    pub(crate) fn screenshot(&self) -> String {
        self.call("screenshot", None).as_str().unwrap().to_owned()
    }

    /// Resizes the window to this size, or as close to it as the browser allows: that of
    /// `WebKit` is at least 447 pixels wide.
    pub(crate) fn resize(&self, width: u32, height: u32, is_phone: bool) {
        if self.driver.engine == Engine::Chromium {
            let metrics = json!({
                "width": width,
                "height": height,
                "deviceScaleFactor": 2,
                "mobile": is_phone,
            });
            self.cdp("Emulation.setDeviceMetricsOverride", &metrics);
        } else {
            if self.driver.engine == Engine::Firefox && is_phone {
                // Only a window without bars can be this narrow.
                self.run(&format!(
                    "window.open('about:blank', 'phone', 'popup,width={width},height={height}');"
                ));
                let handles = self.call("window/handles", None);
                let handle = handles.as_array().unwrap().last().unwrap();
                self.call("window", Some(&json!({ "handle": handle })));
            }
            let size = json!({ "width": width, "height": height });
            self.call("window/rect", Some(&size));
        }
    }

    /// Calls a command of Chromium's own protocol.
    fn cdp(&self, command: &str, parameters: &Value) {
        let body = json!({ "cmd": command, "params": parameters });
        self.call("goog/cdp/execute", Some(&body));
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        let agent = ureq::Agent::new_with_defaults();
        let url = format!(
            "http://127.0.0.1:{}/session/{}",
            self.driver.port, self.session
        );
        // If the browser has ended, there is no session.
        let _ = agent.delete(url).call();
    }
}
