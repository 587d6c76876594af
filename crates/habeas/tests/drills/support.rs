//! A person's desk: a key, material, a case, and the program run on them within a bounded time. Whatever the program
//! says to a person is checked for characters that a terminal would obey.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// No command of a drill takes this long, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// One person's place to work.
pub struct Desk {
    root: TempDir,
}

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A command about to be run.
pub struct Run {
    command: Command,
    input: Option<Vec<u8>>,
    for_people: bool,
}

/// A command that runs.
pub struct Running {
    child: Child,
    out: JoinHandle<Vec<u8>>,
    err: JoinHandle<Vec<u8>>,
    for_people: bool,
}

impl Desk {
    pub fn new() -> Self {
        Self { root: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A desk with an empty case on it.
    pub fn with_case() -> Self {
        let desk = Self::new();
        desk.run(["init"]).arg(desk.case()).says(0);
        desk
    }

    pub fn at(&self, name: impl AsRef<Path>) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn case(&self) -> PathBuf {
        self.at("case")
    }

    /// Writes a file below the desk and returns its path.
    pub fn file(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("it lies below the desk")).expect("a folder");
        fs::write(&path, bytes).expect("written");
        path
    }

    /// The program on this desk's case.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        self.run_as(&self.at("home"), arguments)
    }

    /// The program under another person's key.
    pub fn run_as<A: AsRef<OsStr>>(&self, home: &Path, arguments: impl IntoIterator<Item = A>) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_habeas"));
        command.args(arguments);
        self.bare(home, command)
    }

    /// Any program, in the program's surroundings.
    pub fn bare(&self, home: &Path, mut command: Command) -> Run {
        for name in ["LANG", "LC_MESSAGES", "HABEAS_BY", "RUST_BACKTRACE", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        command
            .env("HABEAS_HOME", home)
            .env("HABEAS_CASE", self.case())
            .env("LC_ALL", "C")
            .env("USER", "ana")
            .env("TZ", "America/El_Salvador")
            .env("COLUMNS", "80")
            .current_dir(self.root.path());
        Run { command, input: None, for_people: true }
    }

    /// Takes `paths` in and expects no failure; items may be unreadable.
    pub fn add<A: AsRef<OsStr>>(&self, paths: impl IntoIterator<Item = A>) -> Said {
        let said = self.run(["add"]).args(paths).ends();
        assert!(said.code < 2, "{said:?}");
        said
    }

    /// `verify --json` with no finding.
    pub fn is_intact(&self, after: &str) -> Value {
        let said = self.run(["verify"]).json_any("verify/1");
        assert_eq!(said["findings"], Value::Array(Vec::new()), "{after}");
        said
    }

    /// `rebuild --check` finds the catalogue to be what the originals read as.
    pub fn is_rebuilt_the_same(&self, after: &str) {
        let said = self.run(["rebuild", "--check"]).json_any("rebuild-check/1");
        assert_eq!(said["same"], true, "{after}: {said}");
    }

    /// What `items --json` lists, by SHA-256, without what depends on the order of intake.
    pub fn items(&self) -> BTreeMap<String, Value> {
        let said = self.run(["items"]).json(0, "items/1");
        let items = said["items"].as_array().expect("a list of items");
        let by_id = items.iter().map(|item| {
            let mut item = item.clone();
            item.as_object_mut().expect("an object").remove("entry");
            (item["item"].as_str().expect("an id").to_owned(), item)
        });
        by_id.collect()
    }

    /// The log's entries as `log --json` tells them.
    pub fn log(&self) -> Vec<Value> {
        self.run(["log"]).json(0, "log/1")["entries"].as_array().expect("a list of entries").clone()
    }

    /// How many entries of the log are of this kind.
    pub fn entries(&self, what: &str) -> usize {
        self.log().iter().filter(|entry| entry["what"] == what).count()
    }
}

impl Run {
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Without a case that the environment names, in this folder.
    pub fn inside(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.env_remove("HABEAS_CASE").current_dir(folder);
        self
    }

    pub fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = Some(bytes.into());
        self
    }

    /// Its output is for programs.
    pub fn for_programs(mut self) -> Self {
        self.for_people = false;
        self
    }

    /// Starts it with its standard input open.
    pub fn start(mut self) -> Running {
        let stdin = if self.input.is_some() { Stdio::piped() } else { Stdio::null() };
        self.begin(stdin)
    }

    /// Starts it with a standard input that stays open until [`Running::feed`].
    pub fn start_waiting(mut self) -> Running {
        self.begin(Stdio::piped())
    }

    /// Starts it for a drill that talks with it while it runs, and stops it.
    pub fn spawned(mut self) -> Child {
        self.command.stdin(Stdio::null()).spawn().expect("the program starts")
    }

    fn begin(&mut self, stdin: Stdio) -> Running {
        let spawned = self.command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = spawned.expect("the program starts");
        let out = child.stdout.take().map(gather::<ChildStdout>).expect("piped");
        let err = child.stderr.take().map(gather::<ChildStderr>).expect("piped");
        if let Some(bytes) = self.input.take() {
            // One that ends without reading its input is judged by what it says.
            let _ = child.stdin.take().expect("piped").write_all(&bytes);
        }
        Running { child, out, err, for_people: self.for_people }
    }

    pub fn ends(self) -> Said {
        self.start().ends()
    }

    /// Runs it and expects this exit status.
    pub fn says(self, code: i32) -> Said {
        let said = self.ends();
        assert_eq!(said.code, code, "{said:?}");
        said
    }

    /// Runs it with `--json` and expects this exit status and this kind of document.
    pub fn json(self, code: i32, kind: &str) -> Value {
        let said = self.for_programs().arg("--json").says(code);
        parse(&said, kind)
    }

    /// Runs it with `--json` and expects this kind of document; something may be wrong.
    pub fn json_any(self, kind: &str) -> Value {
        let said = self.for_programs().arg("--json").ends();
        assert!(said.code < 2, "{said:?}");
        parse(&said, kind)
    }
}

fn parse(said: &Said, kind: &str) -> Value {
    let value: Value = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    assert_eq!(value["habeas"], kind);
    value
}

fn gather<R: Read + Send + 'static>(mut from: R) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.read_to_end(&mut bytes);
        bytes
    })
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn is_over(&mut self) -> bool {
        self.child.try_wait().expect("it is our child").is_some()
    }

    /// SIGKILL; true when it still ran.
    pub fn kill(mut self) -> bool {
        let ran = !self.is_over();
        let _ = self.child.kill();
        let status = self.child.wait().expect("it is our child");
        ran && status.code().is_none()
    }

    /// Gives it its input's end.
    pub fn feed(&mut self, bytes: &[u8]) {
        let mut pipe = self.child.stdin.take().expect("its input is open");
        pipe.write_all(bytes).expect("it reads");
    }

    pub fn ends(mut self) -> Said {
        let deadline = Instant::now() + PATIENCE;
        while !self.is_over() {
            if Instant::now() > deadline {
                let _ = self.child.kill();
                panic!("not over after {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let code = self.child.wait().expect("it is our child").code().expect("it was not killed");
        let text = |gathered: JoinHandle<Vec<u8>>| {
            String::from_utf8(gathered.join().expect("nothing panics there")).expect("UTF-8")
        };
        let said = Said { code, out: text(self.out), err: text(self.err) };
        if self.for_people {
            assert!(is_tame(&said.out) && is_tame(&said.err), "a terminal would obey this: {said:?}");
        }
        assert!(!said.err.contains("panicked"), "{said:?}");
        said
    }
}

/// Whether a terminal only shows this: no control character but line ends, nothing that turns text around.
pub fn is_tame(text: &str) -> bool {
    !text.chars().any(|c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// Random numbers from a seed (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The seed that the environment names, or this one; printed, so that a failure can be had again.
    pub fn seeded(seed: u64) -> Self {
        let named = std::env::var("HABEAS_DRILL_SEED").ok().and_then(|text| text.parse().ok());
        let seed = named.unwrap_or(seed);
        println!("HABEAS_DRILL_SEED={seed}");
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between nothing and `most`.
    pub fn pause(&mut self, most: Duration) -> Duration {
        most.mul_f64((self.next() >> 11) as f64 / (1u64 << 53) as f64)
    }

    /// Bytes that are no text and no format that anybody reads.
    pub fn noise(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0, 1, 2, 255, 254, 0];
        while bytes.len() < length {
            bytes.extend(self.next().to_le_bytes());
        }
        bytes.truncate(length.max(6));
        bytes
    }
}

/// A folder of `count` small files in both languages, with subfolders, duplicates and a few archives whose members
/// are partly files of the folder, too.
pub fn material(folder: &Path, count: usize) {
    let text = |at: usize| match at % 4 {
        0 => format!("Acta {at}: la familia Quiroga pregunta por Elías. Río Seco.\n").repeat(at % 40 + 1),
        1 => format!("Report {at}: nobody at Puerto Calmo says who signed.\n").repeat(at % 90 + 1),
        2 => format!("nombre;lugar;fecha\nElena {at};Río Seco;2026-03-0{}\n", at % 9 + 1),
        _ => format!("<html><body><p>Nota {at}</p></body></html>"),
    };
    let name = |at: usize| format!("{:02}/archivo {at:04}.{}", at % 7, ["txt", "txt", "csv", "html"][at % 4]);
    for at in 0..count {
        let path = folder.join(name(at));
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(&path, text(at)).expect("written");
        if at % 50 == 3 {
            fs::write(folder.join(format!("copia de {at}.html")), text(at)).expect("written");
        }
        if at % 100 == 10 {
            let members = [("inside/same.txt", text(at)), ("inside/own.txt", format!("Solo aquí, {at}.\n"))];
            fs::write(folder.join(format!("03/paquete {at}.tar")), tar(&members)).expect("written");
        }
    }
}

/// A tar archive (POSIX.1-1988, ustar) of these files.
pub fn tar(members: &[(&str, String)]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (name, text) in members {
        let mut header = [0u8; 512];
        let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, name.as_bytes());
        put(100, b"0000644\0");
        put(108, b"0000000\0");
        put(116, b"0000000\0");
        put(124, format!("{:011o}\0", text.len()).as_bytes());
        put(136, b"15000000000\0");
        put(148, b"        ");
        put(156, b"0");
        put(257, b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        archive.extend(header);
        archive.extend(text.as_bytes());
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.resize(archive.len() + 1024, 0);
    archive
}

/// A zip archive (APPNOTE 6.3.10) of these files, stored.
pub fn zip(members: &[(&str, String)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in members {
        let (offset, length) = (archive.len() as u32, text.len() as u32);
        // Needed version 2.0, no flags, stored, 1 January 1980.
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        for number in [crc32(text.as_bytes()), length, length] {
            common.extend(number.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        archive.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), text.as_bytes()].concat());
        directory.extend([b"PK\x01\x02\x14\0", common.as_slice(), &[0; 10]].concat());
        directory.extend([&offset.to_le_bytes(), name.as_bytes()].concat());
    }
    let (count, offset, length) =
        ((members.len() as u16).to_le_bytes(), archive.len() as u32, directory.len() as u32);
    archive.extend(directory);
    archive.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count].concat());
    archive.extend([length.to_le_bytes().as_slice(), &offset.to_le_bytes(), &[0, 0]].concat());
    archive
}

/// The checksum of ISO 3309.
fn crc32(bytes: &[u8]) -> u32 {
    let next = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| next(crc)))
}

/// Every file below a folder, links not followed.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).collect()
}

/// The files below a folder that hold these bytes.
pub fn holding(folder: &Path, marker: &[u8]) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap_or_default();
        bytes.windows(marker.len()).any(|window| window == marker)
    };
    files(folder).into_iter().filter(holds).collect()
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("readable")) {
        let target = to.join(entry.path().strip_prefix(from).expect("below it"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Changes a file of a case, which may be read-only.
pub fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).expect("there");
    change(&mut bytes);
    fs::remove_file(path).expect("removed");
    fs::write(path, bytes).expect("written");
}
