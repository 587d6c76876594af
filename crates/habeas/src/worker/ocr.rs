//! Text recognition: runs the system's `tesseract` on one picture, confined, with bounded time, memory and output.
//! Reads neither the picture nor the result; only a worker parses them.

use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use extract::{OcrFailure, Recognised};

use super::protocol::TSV_MOST_BYTES;
use super::pump::{Run, RunError, run};
use super::session::explained;
use super::{SHIM, child, number, sandbox};

/// The name that `tesseract` has in the search path.
const TESSERACT: &str = "tesseract";

/// How long the engine may take to say its version or languages.
const ASKING: Duration = Duration::from_secs(30);

/// The most it may say about itself, in bytes.
const ABOUT_MOST_BYTES: usize = 64 * 1024;

/// Resolutions that tesseract believes; it estimates others.
const BELIEVED_DPI: std::ops::RangeInclusive<u32> = 70..=2400;

/// The variable that says where tesseract's language data is.
const DATA_VARIABLE: &str = "TESSDATA_PREFIX";

/// Where programs, libraries and their data are, on the Linux systems there are.
const SYSTEM_PATHS: [&str; 9] =
    ["/usr", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix/store", "/gnu/store", "/etc/ld.so.cache"];

/// The exit code of a shim that could not turn into the tool.
const NOT_RUN: u8 = 127;

/// A text-recognition engine that is there: which, where, in which languages. Asked once; clone it for each lane.
#[derive(Debug, Clone)]
pub struct Ocr {
    program: PathBuf,
    data: Option<OsString>,
    data_folder: Option<PathBuf>,
    engine: String,
    languages: Vec<String>,
    /// Memory for one picture, in bytes.
    pub memory_bytes: u64,
    /// Time for one picture.
    pub time: Duration,
}

impl Ocr {
    /// Finds tesseract at `explicit` or along `search_path` (the variable `PATH`), and asks for its version and
    /// languages. `data` is the variable `TESSDATA_PREFIX`.
    ///
    /// # Errors
    /// [`OcrFailure::Unavailable`] when it is not there or does not answer.
    pub fn find(
        explicit: Option<&Path>,
        search_path: Option<&OsStr>,
        data: Option<OsString>,
    ) -> Result<Self, OcrFailure> {
        let program = match explicit {
            Some(path) => path.is_file().then(|| path.to_owned()),
            None => std::env::split_paths(search_path.unwrap_or_default())
                .filter(|folder| folder.is_absolute())
                .map(|folder| folder.join(TESSERACT))
                .find(|path| path.is_file()),
        };
        let program = program.and_then(|path| path.canonicalize().ok()).ok_or_else(|| {
            let place = explicit.map(|path| format!(" at {}", path.display())).unwrap_or_default();
            OcrFailure::Unavailable(format!("tesseract is not installed{place}"))
        })?;
        let version = ask(&program, "--version", data.as_deref())?;
        let listing = ask(&program, "--list-langs", data.as_deref())?;
        Ok(Self {
            engine: engine(&version),
            data_folder: data_folder(&listing),
            languages: listing.lines().skip(1).map(|line| line.trim().to_owned()).collect(),
            program,
            data,
            memory_bytes: 2 << 30,
            time: Duration::from_secs(180),
        })
    }

    /// Its name and version, such as `tesseract-5.3.0`.
    #[must_use]
    pub fn engine(&self) -> &str {
        &self.engine
    }

    /// Where it is.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The languages it has, as it names them.
    #[must_use]
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// What it lacks for `wanted`, in words; `None` when it has all.
    #[must_use]
    pub fn missing(&self, wanted: &[String]) -> Option<String> {
        let missing: Vec<&str> =
            wanted.iter().filter(|language| !self.languages.contains(language)).map(String::as_str).collect();
        match missing.as_slice() {
            [] if wanted.is_empty() => Some("no language was asked for".into()),
            [] => None,
            missing => Some(format!("tesseract has no language data for {}", missing.join(", "))),
        }
    }

    /// Recognises text in `picture`. `own_program` is this program, which confines the engine.
    ///
    /// # Errors
    /// When a language is missing, or the engine fails, takes too long or says too much.
    pub fn recognise(
        &self,
        own_program: &Path,
        picture: &[u8],
        dpi: Option<u32>,
        languages: &[String],
    ) -> Result<Recognised, OcrFailure> {
        if let Some(words) = self.missing(languages) {
            return Err(OcrFailure::Unavailable(words));
        }
        let mut command = Command::new(own_program);
        command
            .arg0("habeas")
            .arg(SHIM)
            .arg(self.memory_bytes.to_string())
            .arg(self.time.as_secs().to_string());
        command.arg(self.data_folder.as_deref().unwrap_or(Path::new(""))).arg(&self.program);
        command.args(["stdin", "stdout", "-l", &languages.join("+")]);
        if let Some(dpi) = dpi.filter(|dpi| BELIEVED_DPI.contains(dpi)) {
            command.args(["--dpi", &dpi.to_string()]);
        }
        command.arg("tsv");
        clean_environment(&mut command, self.data.as_deref());
        match run(&mut command, picture, TSV_MOST_BYTES, self.time) {
            Ok(run) if run.status.success() => {
                Ok(Recognised { tsv: run.output, engine: self.engine.clone() })
            }
            Ok(run) => Err(OcrFailure::Failed(ended(&run))),
            Err(error) => Err(OcrFailure::Failed(words(&error))),
        }
    }
}

/// Confines this process and turns it into the tool: `<memory> <seconds> <folder it may read> <program> <argument>...`.
/// Returns only when that fails.
pub fn shim(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let (memory, seconds) = (number(arguments.next()), number(arguments.next()));
    let (Some(folder), Some(program)) = (arguments.next(), arguments.next()) else {
        return ExitCode::from(NOT_RUN);
    };
    let mut readable: Vec<PathBuf> = SYSTEM_PATHS.iter().map(PathBuf::from).collect();
    readable.extend([PathBuf::from(folder), PathBuf::from(&program)]);
    sandbox::enter_for_tool(memory, seconds, &readable);
    let error = Command::new(&program).arg0(TESSERACT).args(arguments).exec();
    eprintln!("{}: {error}", Path::new(&program).display());
    ExitCode::from(NOT_RUN)
}

/// One thread, no words in the user's language, nothing else of the user's.
fn clean_environment(command: &mut Command, data: Option<&OsStr>) {
    command.env_clear().env("OMP_THREAD_LIMIT", "1").env("LC_ALL", "C");
    if let Some(data) = data {
        command.env(DATA_VARIABLE, data);
    }
}

/// What the engine says about itself.
fn ask(program: &Path, question: &str, data: Option<&OsStr>) -> Result<String, OcrFailure> {
    let mut command = Command::new(program);
    clean_environment(command.arg(question), data);
    match run(&mut command, b"", ABOUT_MOST_BYTES, ASKING) {
        Ok(run) if run.status.success() => Ok(String::from_utf8_lossy(&run.output).into_owned()),
        Ok(run) => Err(OcrFailure::Unavailable(ended(&run))),
        Err(error) => Err(OcrFailure::Unavailable(words(&error))),
    }
}

/// `tesseract-5.3.0` out of `tesseract 5.3.0` and more lines, in characters that an extraction version may have.
fn engine(version: &str) -> String {
    let line = version.lines().next().unwrap_or_default();
    let number = line.strip_prefix(TESSERACT).unwrap_or(line).trim();
    let plain = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '-' };
    format!("{TESSERACT}-{}", number.chars().take(64).map(plain).collect::<String>())
}

/// The folder in `List of available languages in "/usr/share/..." (3):`.
fn data_folder(listing: &str) -> Option<PathBuf> {
    let mut quoted = listing.lines().next()?.split('"');
    quoted.nth(1).map(PathBuf::from).filter(|path| path.is_absolute())
}

fn ended(run: &Run) -> String {
    let death = child::Death { status: Some(run.status), last_words: run.complaint.last_line() };
    explained(&death).1.replacen("the reader", TESSERACT, 1)
}

fn words(error: &RunError) -> String {
    format!("{TESSERACT}: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_become_engine_names() {
        for (said, name) in [
            ("tesseract 5.3.0\n leptonica-1.82.0\n", "tesseract-5.3.0"),
            ("tesseract v5.0.1.20220118\r\n", "tesseract-v5.0.1.20220118"),
            ("tesseract 5.5.1-13-g2b07+x y\n", "tesseract-5.5.1-13-g2b07-x-y"),
        ] {
            assert_eq!(engine(said), name);
        }
    }

    #[test]
    fn the_language_folder_is_found() {
        let said =
            "List of available languages in \"/usr/share/tesseract-ocr/5/tessdata/\" (3):\neng\nosd\nspa\n";
        assert_eq!(data_folder(said), Some(PathBuf::from("/usr/share/tesseract-ocr/5/tessdata/")));
        assert_eq!(data_folder("List of available languages (3):\neng\n"), None);
    }

    #[test]
    fn what_is_not_there_is_said() {
        let nowhere = Ocr::find(Some(Path::new("/nonexistent/tesseract")), None, None);
        assert!(
            matches!(&nowhere, Err(OcrFailure::Unavailable(words)) if words.contains("/nonexistent")),
            "{nowhere:?}"
        );
        let nowhere = Ocr::find(None, Some(OsStr::new("/nonexistent:relative")), None);
        assert!(matches!(nowhere, Err(OcrFailure::Unavailable(_))), "{nowhere:?}");
    }
}
