//! What the tests need of WebDriver, the protocol of the W3C, and of what Chromium adds
//! to it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// A `chromedriver`, which ends with this value.
pub(crate) struct Driver {
    process: Child,
    port: String,
}

/// A window.
pub(crate) struct Browser<'d> {
    driver: &'d Driver,
    session: String,
}

impl Driver {
    /// Starts it on a free port; `None` where there is none.
    pub(crate) fn start() -> Option<Self> {
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut process = match started {
            Ok(process) => process,
            Err(error) => {
                let is_required = std::env::var_os("CATCHALL_REQUIRE_TOOLS").is_some();
                assert!(!is_required, "no `chromedriver` starts: {error}");
                eprintln!("skipped: no `chromedriver` starts (package chromium-driver): {error}");
                return None;
            }
        };
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let said = " was started successfully on port ";
        let port = lines.find_map(|line| {
            let line = line.unwrap();
            let port = line.split_once(said)?.1.trim_end_matches('.').to_owned();
            Some(port)
        });
        // A pipe that nobody reads would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self {
            port: port.expect("the port of `chromedriver`"),
            process,
        })
    }

    pub(crate) fn open(&self) -> Browser<'_> {
        let session = self.call(
            "session",
            Some(&json!({ "capabilities": { "alwaysMatch": {
                "browserName": "chrome",
                "goog:chromeOptions": { "args": [
                    "--headless=new",
                    "--hide-scrollbars",
                    // A container has no sandbox of its own, and little shared memory.
                    "--no-sandbox",
                    "--disable-dev-shm-usage",
                ] },
                "goog:loggingPrefs": { "browser": "ALL" },
            } } })),
        );
        Browser {
            driver: self,
            session: session["sessionId"].as_str().unwrap().to_owned(),
        }
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
        // A picture is larger than what is read without asking.
        let config = answer.body_mut().with_config().limit(100_000_000);
        let mut value: Value = config.read_json().unwrap();
        assert!(status.is_success(), "{path}: {value:#}");
        value["value"].take()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It has ended already, or ends now.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Browser<'_> {
    #[track_caller]
    fn call(&self, command: &str, body: Option<&Value>) -> Value {
        let path = format!("session/{}/{command}", self.session);
        self.driver.call(&path, body)
    }

    /// Goes to a page, and waits until it is loaded.
    pub(crate) fn go(&self, url: &str) {
        self.call("url", Some(&json!({ "url": url })));
    }

    /// Runs a script, which the policy of the page does not forbid.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.call(
            "execute/sync",
            Some(&json!({ "script": script, "args": [] })),
        )
    }

    /// The lines of the console since the last call.
    pub(crate) fn console(&self) -> Vec<String> {
        let lines = self.call("se/log", Some(&json!({ "type": "browser" })));
        let lines = lines.as_array().unwrap().iter();
        lines
            .map(|line| line["message"].as_str().unwrap().to_owned())
            .collect()
    }

    /// A picture, in base64.
    pub(crate) fn screenshot(&self) -> String {
        self.call("screenshot", None).as_str().unwrap().to_owned()
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn cdp(&self, command: &str, parameters: &Value) {
        self.call(
            "goog/cdp/execute",
            Some(&json!({ "cmd": command, "params": parameters })),
        );
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        let agent = ureq::Agent::new_with_defaults();
        let url = format!(
            "http://127.0.0.1:{}/session/{}",
            self.driver.port, self.session
        );
        // A browser that is gone has no session.
        let _ = agent.delete(url).call();
    }
}
