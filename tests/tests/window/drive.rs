//! Drives the real window: WebKitWebDriver starts the program, fantoccini speaks to it.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tanfang_tests::disk::SlowDisk;

/// Gives the program under test; none where the variable is not set, which is said aloud.
pub fn program(variable: &str) -> Option<PathBuf> {
    let Some(path) = std::env::var_os(variable).map(PathBuf::from) else {
        eprintln!("skipped: {variable} is not set; `cargo xtask test` builds the program and sets it");
        return None;
    };
    assert!(path.is_file(), "{variable} names no file: {}", path.display());
    Some(path)
}

const PATIENCE: Duration = Duration::from_secs(30);

/// Holds a user's account on a laptop: settings, device keys and surveys, all in one temporary folder.
#[derive(Debug)]
pub struct Account {
    root: tempfile::TempDir,
    slow: Option<SlowDisk>,
}

impl Account {
    /// Sets up an account; `settings` is what an earlier start would have left.
    pub fn new(settings: Option<Value>) -> Self {
        let root = tempfile::Builder::new().prefix("探访 ").tempdir().expect("a temporary folder");
        let account = Self { root, slow: None };
        if let Some(settings) = settings {
            let folder = account.path("config/cn.tanfang.desktop");
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(folder.join("settings.json"), json!({ "settings": settings }).to_string()).expect("a file");
        }
        account
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Makes the laptop's disk as slow as a bad stick for every program started from now on.
    pub fn slow_down(&mut self, flush: Duration) {
        self.slow = Some(SlowDisk::new(flush));
    }

    fn environment(&self) -> Vec<(&'static str, OsString)> {
        let folder = |name: &str| {
            let path = self.path(name);
            std::fs::create_dir_all(&path).expect("a folder");
            path.into_os_string()
        };
        let mut environment = vec![
            ("HOME", folder("home")),
            ("XDG_CONFIG_HOME", folder("config")),
            ("XDG_DATA_HOME", folder("data")),
            ("XDG_CACHE_HOME", folder("cache")),
            ("LANG", "C.UTF-8".into()),
        ];
        environment.extend(self.slow.iter().flat_map(SlowDisk::environment));
        environment
    }

    /// Runs the command line program as this user; gives its output, which must be a success.
    pub fn run(&self, program: &Path, words: &[&str]) -> String {
        let output = Command::new(program).args(words).envs(self.environment()).output().expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?} must succeed: {said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

/// Holds an open window. Dropping it ends the driver and the program, whatever happened.
#[derive(Debug)]
pub struct Window {
    pub client: Client,
    driver: Child,
    /// When the program was asked for; for measurements.
    #[allow(dead_code, reason = "the tests measure nothing")]
    pub started: Instant,
}

impl Drop for Window {
    fn drop(&mut self) {
        self.kill();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Lists the processes whose parent is `parent`.
fn children(parent: u32) -> Vec<u32> {
    let list = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

/// Ends a driver and the program it started.
fn end(driver: &mut Child) {
    for program in children(driver.id()) {
        let _ = Command::new("kill").args(["-9", &program.to_string()]).status();
    }
    let _ = driver.kill();
    let _ = driver.wait();
}

/// Starts a driver for this account and waits until it listens.
fn driver(account: &Account) -> (Opening, u16) {
    let port = free_port();
    let driver = Command::new("WebKitWebDriver")
        .arg(format!("--port={port}"))
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .envs(account.environment())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("WebKitWebDriver is installed (package webkit2gtk-driver)");
    let driver = Opening(Some(driver));
    let waiting = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(waiting.elapsed() < PATIENCE, "the driver did not start");
        std::thread::sleep(Duration::from_millis(10));
    }
    (driver, port)
}

/// Asks the driver for a window of the program, until it has one.
async fn connect(port: u16, program: &Path, arguments: &[&str]) -> Client {
    let options = json!({ "webkitgtk:browserOptions": { "binary": program, "args": arguments } });
    let Value::Object(capabilities) = options else { unreachable!("an object was just written") };
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(capabilities.clone()).connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return client,
            Err(error) => eprintln!("the window did not open yet: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Holds a driver until there is a window: dropping it ends the driver and what it started.
struct Opening(Option<Child>);

impl Opening {
    /// Lists what the driver has started, for whoever looks into why no page came.
    fn state(&self) -> String {
        let driver = self.0.as_ref().map_or(0, Child::id);
        let below = |parent: u32| children(parent).into_iter().map(|pid| pid.to_string());
        let pids: Vec<String> =
            children(driver).into_iter().flat_map(|pid| below(pid).chain([pid.to_string()])).collect();
        let list = Command::new("ps").args(["-o", "pid,stat,etimes,wchan:20,args", "-p", &pids.join(",")]).output();
        list.map(|list| String::from_utf8_lossy(&list.stdout).into_owned()).unwrap_or_default()
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        if let Some(driver) = &mut self.0 {
            end(driver);
        }
    }
}

impl Window {
    /// Starts the program with `arguments` and waits for its page.
    ///
    /// The driver waits for ever for a program that never shows a page. About once in two hundred starts that happens; it is said
    /// aloud and tried once more.
    pub async fn open(program: &Path, account: &Account, arguments: &[&str]) -> Self {
        for _ in 0..2 {
            let (mut opening, port) = driver(account);
            let started = Instant::now();
            match (tokio::time::timeout(PATIENCE, connect(port, program, arguments)).await, opening.0.take()) {
                (Ok(client), Some(driver)) => return Self { client, driver, started },
                (_, driver) => {
                    opening.0 = driver;
                    eprintln!("{} showed no page:\n{}", program.display(), opening.state());
                }
            }
        }
        panic!("{} showed no page, twice", program.display());
    }

    /// Ends the program at once, as a power cut would, and the driver with it.
    pub fn kill(&mut self) {
        end(&mut self.driver);
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> Element {
        let waited = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match waited {
            Ok(element) => element,
            Err(error) => {
                let page = self.js("return document.body.innerText").await;
                panic!("{css} did not appear ({error}); the page says:\n{}", page.as_str().unwrap_or_default());
            }
        }
    }

    pub async fn click(&self, css: &str) {
        self.see(css).await.click().await.unwrap_or_else(|e| panic!("{css} cannot be clicked: {e}"));
    }

    /// Runs a script in the page.
    pub async fn js(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|e| panic!("the script failed: {e}\n{script}"))
    }

    /// Calls one of the program's commands from inside the page; gives what it answered or the fault.
    pub async fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let script = "const [command, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, args).then((ok) => done({ ok }), (fault) => done({ fault }));";
        let answer =
            self.client.execute_async(script, vec![json!(command), arguments]).await.expect("the page answers");
        match answer.get("fault") {
            Some(fault) => Err(fault.clone()),
            None => Ok(answer["ok"].clone()),
        }
    }

    /// Waits until a script's answer is true.
    pub async fn until(&self, what: &str, script: &str) {
        let started = Instant::now();
        loop {
            if self.js(script).await == Value::Bool(true) {
                return;
            }
            if started.elapsed() > PATIENCE {
                let at = self.js("return `${location.hash}, ${document.activeElement?.outerHTML.slice(0, 300)}`").await;
                let page = self.js("return document.body.innerText").await;
                panic!("{what} did not happen at {at}; the page says:\n{}", page.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Types keys where the focus is.
    pub async fn keys(&self, keys: &str) {
        let mut typed = KeyActions::new("keyboard".to_owned());
        for value in keys.chars() {
            typed = typed.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(typed).await.expect("keys are typed");
    }

    /// Presses `key` while `held` are down, such as Control.
    pub async fn chord(&self, held: &[char], key: char) {
        let mut typed = KeyActions::new("keyboard".to_owned());
        for value in held.iter().copied().chain([key]) {
            typed = typed.then(KeyAction::Down { value });
        }
        for value in held.iter().copied().chain([key]).rev() {
            typed = typed.then(KeyAction::Up { value });
        }
        self.client.perform_actions(typed).await.expect("keys are pressed");
    }

    /// Writes a screenshot where `TANFANG_SCREENSHOTS` names a folder; otherwise only takes it.
    pub async fn shot(&self, name: &str) {
        let png = self.client.screenshot().await.expect("a screenshot");
        if let Some(folder) = std::env::var_os("TANFANG_SCREENSHOTS") {
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(Path::new(&folder).join(format!("{name}.png")), png).expect("a file");
        }
    }
}
