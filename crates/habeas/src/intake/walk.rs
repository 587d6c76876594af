//! Which files an intake is about: folders walked in name order, links and devices named and passed over. Opens no
//! file.

use std::ffi::OsStr;
use std::fs::{FileType, Metadata};
use std::path::{Path, PathBuf};

use case::Stamp;
use jiff::Timestamp;
use model::DefectKind;
use walkdir::WalkDir;

/// A file to take in.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Its absolute path as text; see [`shown`].
    pub full: String,
    /// Its name as text.
    pub name: String,
    /// What the system says of it.
    pub stamp: Stamp,
    /// Its own time stamp.
    pub modified: Option<Timestamp>,
}

/// Something that was found and could not be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Its path as text.
    pub path: String,
    /// Why.
    pub kind: DefectKind,
    /// What the system said.
    pub detail: String,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files, in the order of the walk.
    pub files: Vec<Candidate>,
    /// What is no file, or cannot be read.
    pub passed: Vec<Passed>,
}

impl Plan {
    /// Sum of the files' sizes in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.stamp.size).sum()
    }
}

/// Walks `paths` in the order given, each folder in name order. A link named by itself is followed; links inside
/// folders are not, so that a walk always ends. `case` is left out wherever it is met.
#[must_use]
pub fn walk(paths: &[PathBuf], case: &Path) -> Plan {
    let mut plan = Plan::default();
    for path in paths {
        let walk = WalkDir::new(path).follow_root_links(true).sort_by_file_name().into_iter();
        let outside =
            |entry: &walkdir::DirEntry| !(entry.file_type().is_dir() && is_same(entry.path(), case));
        for entry in walk.filter_entry(outside) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => plan.meet(entry.path(), entry.depth() == 0),
                Err(error) => {
                    let path = error.path().unwrap_or(path);
                    plan.pass(path, DefectKind::Unreadable, &error);
                }
            }
        }
    }
    plan
}

impl Candidate {
    /// Standard input under a name of the person's.
    #[must_use]
    pub fn standard_input(name: &str) -> Self {
        let stamp = Stamp { size: 0, modified: 0, changed: 0, inode: 0, device: 0 };
        Self { path: None, full: String::new(), name: name.to_owned(), stamp, modified: None }
    }
}

impl Plan {
    fn meet(&mut self, path: &Path, follow: bool) {
        let metadata = if follow { path.metadata() } else { path.symlink_metadata() };
        match metadata {
            Ok(metadata) if metadata.is_file() => self.files.push(Candidate {
                full: std::path::absolute(path)
                    .map_or_else(|_| shown(path.as_os_str()), |full| shown(full.as_os_str())),
                name: path.file_name().map(shown).unwrap_or_default(),
                stamp: stamp(&metadata),
                modified: metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok()),
                path: Some(path.to_owned()),
            }),
            Ok(metadata) => {
                let target = path.read_link().map(|target| format!("link to {}", shown(target.as_os_str())));
                let what = target.unwrap_or_else(|_| kind(metadata.file_type()).to_owned());
                self.pass(path, DefectKind::NotAFile, &what);
            }
            Err(error) => self.pass(path, DefectKind::Unreadable, &error),
        }
    }

    fn pass(&mut self, path: &Path, kind: DefectKind, detail: &dyn std::fmt::Display) {
        self.passed.push(Passed { path: shown(path.as_os_str()), kind, detail: detail.to_string() });
    }
}

/// What something is that is no file, folder or link.
#[cfg(unix)]
fn kind(found: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if found.is_fifo() {
        "pipe"
    } else if found.is_socket() {
        "socket"
    } else {
        "device"
    }
}

/// What something is that is no file, folder or link.
#[cfg(not(unix))]
fn kind(_found: FileType) -> &'static str {
    "device"
}

fn is_same(path: &Path, case: &Path) -> bool {
    match (path.canonicalize(), case.canonicalize()) {
        (Ok(path), Ok(case)) => path == case,
        _ => false,
    }
}

/// A name of the file system as text; bytes that are no UTF-8 as `\xNN`, so that nothing of a name is lost.
#[must_use]
pub fn shown(name: &OsStr) -> String {
    name.as_encoded_bytes().utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02x}")));
        text
    })
}

/// What the system says of a file; any change of it means that the file must be read again.
#[cfg(unix)]
#[must_use]
pub fn stamp(metadata: &Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt as _;
    let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
    Stamp {
        size: metadata.len(),
        modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
        inode: metadata.ino(),
        device: metadata.dev(),
    }
}

/// What the system says of a file; any change of it means that the file must be read again.
#[cfg(not(unix))]
#[must_use]
pub fn stamp(metadata: &Metadata) -> Stamp {
    let nanoseconds = |time: std::io::Result<std::time::SystemTime>| {
        let since = time.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        since.map_or(0, |since| since.as_nanos() as i128)
    };
    Stamp {
        size: metadata.len(),
        modified: nanoseconds(metadata.modified()),
        changed: nanoseconds(metadata.created()),
        inode: 0,
        device: 0,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn folders_come_in_name_order_without_the_case_itself() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["b.txt", "a/2.txt", "a/1.txt", "case/originals/x"] {
            fs::create_dir_all(at(name).parent().unwrap()).unwrap();
            fs::write(at(name), name).unwrap();
        }
        let plan = walk(&[folder.path().to_owned()], &at("case"));
        let names: Vec<_> = plan.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["1.txt", "2.txt", "b.txt"]);
        assert_eq!(plan.bytes(), 7 + 7 + 5);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_named_and_loops_end() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("real.txt"), "x").unwrap();
        symlink(folder.path(), folder.path().join("loop")).unwrap();
        symlink("nowhere", folder.path().join("dangling")).unwrap();
        let plan = walk(&[folder.path().to_owned()], Path::new("/nonexistent"));
        assert_eq!(plan.files.len(), 1);
        let kinds: Vec<_> = plan.passed.iter().map(|passed| passed.kind).collect();
        assert_eq!(kinds, [DefectKind::NotAFile, DefectKind::NotAFile]);
        assert!(plan.passed[0].detail.contains("nowhere"));
        let named = walk(&[folder.path().join("missing")], Path::new("/nonexistent"));
        assert_eq!(named.passed[0].kind, DefectKind::Unreadable);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_keep_their_bytes() {
        use std::os::unix::ffi::OsStrExt as _;
        assert_eq!(shown(OsStr::from_bytes(b"acta\xf1o.txt")), "acta\\xf1o.txt");
        assert_eq!(shown(OsStr::new("año.txt")), "año.txt");
    }
}
