//! A real Chromium, driven over the DevTools protocol (<https://chromedevtools.github.io/devtools-protocol/>) through a
//! pipe: one browser with one tab and an empty profile. It notes every request, complaint and dialog; it judges nothing.
//! Whatever happens to the test, the browser ends with it.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use rustix::process::{Pid, Signal};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The longest that anything may take, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// How long to wait between looks.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// The tallest screenshot, in CSS pixels.
const TALLEST_SHOT: f64 = 6_000.0;

/// It reads commands on descriptor 3 and answers on 4; a shell puts its own input and output there.
const LAUNCH: &str = "exec chromium \"$@\" 3<&0 4>&1 </dev/null >/dev/null";

/// Nothing but the page: no first run, no updates, no name that resolves to anywhere.
const FLAGS: [&str; 18] = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A window's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// 1280 by 900 pixels, a mouse.
    Desktop,
    /// 390 by 844 CSS pixels of two pixels each, a finger.
    Phone,
}

/// A browser with one tab.
pub struct Browser {
    process: Child,
    /// Held until it has ended.
    _profile: TempDir,
    pipe: RefCell<ChildStdin>,
    told: Receiver<Value>,
    /// The tab's conversation; empty while there is none.
    session: String,
    last_call: Cell<u64>,
    seen: RefCell<Seen>,
}

/// What the tab has told by itself.
#[derive(Default)]
struct Seen {
    /// Documents that were begun, by loader, in order.
    begun: Vec<String>,
    /// Those whose loading is done.
    loaded: Vec<String>,
    /// Addresses asked for, in order.
    requests: Vec<String>,
    /// Status of each document, by loader.
    statuses: Vec<(String, i64)>,
    /// Errors and warnings on the console, exceptions, dialogs.
    complaints: Vec<String>,
}

impl Seen {
    /// The last loaded document, when it is the `first` that was begun, counted from 0, or one after it.
    fn loaded_since(&self, first: usize) -> Option<&String> {
        self.begun.iter().skip(first).rfind(|document| self.loaded.contains(document))
    }
}

impl Browser {
    /// Starts it; `None`, plainly said, where no Chromium is installed.
    ///
    /// # Panics
    /// When none is installed and `HABEAS_REQUIRE_BROWSER` is `1`, or it does not start.
    pub fn start() -> Option<Self> {
        let installed = Command::new("chromium").arg("--version").stderr(Stdio::null()).output();
        if !installed.is_ok_and(|output| output.status.success()) {
            return skip("chromium is not installed");
        }
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut process = Command::new("sh")
            .args(["-c", LAUNCH, "sh"])
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .env("HOME", profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("a shell");
        let pipe = RefCell::new(process.stdin.take().expect("piped"));
        let told = listen(process.stdout.take().expect("piped"));
        let (session, last_call, seen) = (String::new(), Cell::new(0), RefCell::default());
        let mut browser = Self { process, _profile: profile, pipe, told, session, last_call, seen };
        browser.attach();
        Some(browser)
    }

    fn attach(&mut self) {
        let mut page = Value::Null;
        self.wait_until("a tab", || {
            let targets = self.call("Target.getTargets", json!({}));
            let mut targets = targets["targetInfos"].as_array().expect("a list").iter();
            page = targets.find(|target| target["type"] == "page").cloned().unwrap_or_default();
            page.is_object()
        });
        let asked = json!({ "targetId": page["targetId"], "flatten": true });
        self.session = text(&self.call("Target.attachToTarget", asked)["sessionId"]);
        for domain in ["Page", "Runtime", "Network", "Log"] {
            self.call(&format!("{domain}.enable"), json!({}));
        }
        self.call("Page.setLifecycleEventsEnabled", json!({ "enabled": true }));
        self.set_window(Window::Desktop);
        self.set_media("screen", "light");
        self.speak("en-US,en");
    }

    /// The number of its process group.
    pub fn group(&self) -> u32 {
        self.process.id()
    }

    /// Opens an address and waits until it, or where it leads, is loaded; returns that status.
    ///
    /// # Panics
    /// When nobody answers there.
    pub fn open(&self, address: &str) -> i64 {
        let opened = self.call("Page.navigate", json!({ "url": address }));
        assert!(opened["errorText"].is_null(), "{address}: {}", opened["errorText"]);
        // Without a loader it is another place in the same document.
        let Some(loader) = opened["loaderId"].as_str() else { return 200 };
        let first = || self.seen.borrow().begun.iter().position(|document| document == loader);
        // Its script may lead on before it is loaded.
        self.wait_until(address, || {
            first().is_some_and(|first| self.seen.borrow().loaded_since(first).is_some())
        });
        let seen = self.seen.borrow();
        let last = first().and_then(|first| seen.loaded_since(first)).expect("waited for");
        seen.statuses.iter().rev().find(|(document, _)| document == last).map_or(0, |(_, status)| *status)
    }

    /// Clicks and waits until another document is loaded.
    ///
    /// # Panics
    /// When none is.
    pub fn follow(&self, selector: &str) {
        self.loads(selector, || self.click(selector));
    }

    /// Presses a key and waits until another document is loaded.
    ///
    /// # Panics
    /// When none is.
    pub fn press_and_follow(&self, key: &str) {
        self.loads(key, || self.press(key));
    }

    fn loads(&self, what: &str, act: impl FnOnce()) {
        // Whatever is still on its way does not count.
        self.evaluate("0");
        let before = self.seen.borrow().begun.len();
        act();
        self.wait_until(what, || self.seen.borrow().loaded_since(before).is_some());
    }

    /// What a JavaScript expression gives, as JSON; a promise is waited for.
    ///
    /// # Panics
    /// When it throws.
    pub fn evaluate(&self, script: &str) -> Value {
        self.try_evaluate(script).unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    fn try_evaluate(&self, script: &str) -> Result<Value, Value> {
        let asked =
            json!({ "expression": script, "returnByValue": true, "awaitPromise": true, "userGesture": true });
        let answer = self.ask("Runtime.evaluate", &asked)?;
        let thrown = &answer["exceptionDetails"];
        if thrown.is_null() { Ok(answer["result"]["value"].clone()) } else { Err(thrown.clone()) }
    }

    /// What an expression gives, as text.
    pub fn text_of(&self, script: &str) -> String {
        let value = self.evaluate(script);
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// Waits until an expression is true.
    ///
    /// # Panics
    /// When it never is.
    pub fn wait_for(&self, script: &str) {
        let deadline = Instant::now() + PATIENCE;
        // While one document gives way to another there is nobody to ask.
        while !self.try_evaluate(script).is_ok_and(|value| value == true) {
            let shown = || self.text_of("location.href + '\\n' + document.body.innerText");
            assert!(Instant::now() < deadline, "waited in vain for {script} on {}", shown());
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// Clicks the middle of what the selector finds first (of its first line), once it is in view.
    ///
    /// # Panics
    /// When it finds nothing, or something without a size.
    pub fn click(&self, selector: &str) {
        let place = self.evaluate(&format!(
            "(() => {{ const it = document.querySelector({selector:?}); if (!it) return null;
               it.scrollIntoView({{ block: 'center', behavior: 'instant' }}); const box = it.getClientRects()[0];
               return box?.width && box.height ? {{ x: box.x + box.width / 2, y: box.y + box.height / 2 }} : null }})()"
        ));
        assert!(place.is_object(), "nothing to click: {selector}");
        for kind in ["mousePressed", "mouseReleased"] {
            let event =
                json!({ "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Clicks into a field, empties it, and types.
    ///
    /// # Panics
    /// As [`Browser::click`].
    pub fn type_into(&self, selector: &str, words: &str) {
        self.click(selector);
        self.evaluate(&format!("document.querySelector({selector:?}).select?.()"));
        self.call("Input.insertText", json!({ "text": words }));
    }

    /// Presses `Tab`, `Enter`, `Escape`, or the key of a letter.
    pub fn press(&self, key: &str) {
        let (code, typed) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            letter => (i64::from(letter.to_ascii_uppercase().as_bytes()[0]), letter),
        };
        for (kind, typed) in [("keyDown", typed), ("keyUp", "")] {
            let event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "text": typed });
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Sets the window's size.
    pub fn set_window(&self, window: Window) {
        let (width, height, scale, mobile) = match window {
            Window::Desktop => (1280, 900, 1, false),
            Window::Phone => (390, 844, 2, true),
        };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": mobile });
        self.call("Emulation.setDeviceMetricsOverride", size);
        self.call("Emulation.setTouchEmulationEnabled", json!({ "enabled": mobile }));
    }

    /// Shows pages for a medium (`screen` or `print`) in `light` or `dark`, and never in motion: what is looked at stays
    /// where it is.
    pub fn set_media(&self, medium: &str, scheme: &str) {
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let features = json!([still, { "name": "prefers-color-scheme", "value": scheme }]);
        self.call("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features }));
    }

    /// Prefers these languages, as in `Accept-Language`.
    pub fn speak(&self, languages: &str) {
        let version = self.call("Browser.getVersion", json!({}));
        let asked = json!({ "userAgent": version["userAgent"], "acceptLanguage": languages });
        self.call("Emulation.setUserAgentOverride", asked);
    }

    /// Lets pages run scripts, or not. The test's own expressions run either way.
    pub fn set_scripts(&self, allowed: bool) {
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": !allowed }));
    }

    /// The cookies that it holds.
    pub fn cookies(&self) -> Vec<Value> {
        self.call("Network.getCookies", json!({}))["cookies"].as_array().expect("a list").clone()
    }

    /// Forgets all cookies.
    pub fn forget_cookies(&self) {
        self.call("Network.clearBrowserCookies", json!({}));
    }

    /// The whole page as a PNG, or as much of it as is not absurd.
    pub fn shoot(&self) -> Vec<u8> {
        let size = &self.call("Page.getLayoutMetrics", json!({}))["cssContentSize"];
        let height = size["height"].as_f64().expect("a number").min(TALLEST_SHOT);
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1 });
        let asked = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let data = text(&self.call("Page.captureScreenshot", asked)["data"]);
        base64::engine::general_purpose::STANDARD.decode(data).expect("base64")
    }

    /// Every address asked for so far, and forgets them.
    pub fn take_requests(&self) -> Vec<String> {
        self.evaluate("0");
        std::mem::take(&mut self.seen.borrow_mut().requests)
    }

    /// Every complaint so far (errors and warnings on the console, exceptions, dialogs), and forgets them.
    pub fn take_complaints(&self) -> Vec<String> {
        // Whatever was told before an answer has been noted with it.
        self.evaluate("0");
        std::mem::take(&mut self.seen.borrow_mut().complaints)
    }

    fn wait_until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !holds() {
            assert!(Instant::now() < deadline, "waited in vain for {what}");
            if let Ok(message) = self.told.recv_timeout(LOOK_AGAIN) {
                self.note(&message);
            }
        }
    }

    /// Sends a command that cannot fail, and waits for its answer.
    fn call(&self, method: &str, parameters: Value) -> Value {
        self.ask(method, &parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Sends a command and waits for its answer; notes whatever is told meanwhile.
    fn ask(&self, method: &str, parameters: &Value) -> Result<Value, Value> {
        let id = self.send(method, parameters);
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.told.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(answer) if answer["id"] == id => {
                    let error = &answer["error"];
                    return if error.is_null() { Ok(answer["result"].clone()) } else { Err(error.clone()) };
                }
                Ok(message) => self.note(&message),
                Err(RecvTimeoutError::Timeout) => panic!("{method}: no answer"),
                Err(RecvTimeoutError::Disconnected) => panic!("{method}: chromium is gone"),
            }
        }
    }

    /// Sends a command and returns its number.
    fn send(&self, method: &str, parameters: &Value) -> u64 {
        let id = self.last_call.get() + 1;
        self.last_call.set(id);
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if !self.session.is_empty() && !method.starts_with("Target.") && !method.starts_with("Browser.") {
            message["sessionId"] = json!(self.session);
        }
        self.pipe.borrow_mut().write_all(format!("{message}\0").as_bytes()).expect("chromium listens");
        id
    }

    fn note(&self, message: &Value) {
        let about = &message["params"];
        let mut seen = self.seen.borrow_mut();
        match message["method"].as_str().unwrap_or_default() {
            "Page.lifecycleEvent" if about["name"] == "init" => seen.begun.push(text(&about["loaderId"])),
            "Page.lifecycleEvent" if about["name"] == "load" => seen.loaded.push(text(&about["loaderId"])),
            "Network.requestWillBeSent" => seen.requests.push(text(&about["request"]["url"])),
            "Network.responseReceived" if about["type"] == "Document" => {
                let status = about["response"]["status"].as_i64().unwrap_or_default();
                seen.statuses.push((text(&about["loaderId"]), status));
            }
            "Runtime.consoleAPICalled"
                if ["error", "warning", "assert"].contains(&text(&about["type"]).as_str()) =>
            {
                seen.complaints.push(format!("console: {}", about["args"]));
            }
            "Runtime.exceptionThrown" => {
                seen.complaints.push(format!("exception: {}", about["exceptionDetails"]))
            }
            "Log.entryAdded" if ["error", "warning"].contains(&text(&about["entry"]["level"]).as_str()) => {
                seen.complaints.push(format!("log: {} {}", about["entry"]["text"], about["entry"]["url"]));
            }
            "Page.javascriptDialogOpening" => {
                seen.complaints.push(format!("dialog: {}", about["message"]));
                drop(seen);
                // The page waits for this, and every other command with it.
                self.send("Page.handleJavaScriptDialog", &json!({ "accept": false }));
            }
            _ => {}
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let group = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            let _ = rustix::process::kill_process_group(group, Signal::KILL);
        }
        let _ = self.process.wait();
    }
}

/// Says that a test is not run, and why.
///
/// # Panics
/// When `HABEAS_REQUIRE_BROWSER` is `1`.
pub fn skip<T>(why: &str) -> Option<T> {
    assert!(std::env::var_os("HABEAS_REQUIRE_BROWSER").is_none_or(|value| value != "1"), "{why}");
    println!("skipped: {why}");
    None
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What it tells, message by message, until it ends.
fn listen(stdout: ChildStdout) -> Receiver<Value> {
    let (sender, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut from = BufReader::new(stdout);
        let mut message = Vec::new();
        while from.read_until(0, &mut message).is_ok_and(|count| count > 0) {
            message.pop();
            let value = serde_json::from_slice(&message).unwrap_or_default();
            if sender.send(value).is_err() {
                return;
            }
            message.clear();
        }
    });
    told
}
