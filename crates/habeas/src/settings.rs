//! `case.toml`: the case's name, languages and limits, for people to read and change. Holds no secret, and nothing
//! that the log depends on.

use std::fs;
use std::path::Path;
use std::time::Duration;

use extract::Limits;
use serde::{Deserialize, Serialize};

use crate::trouble;

/// The version of the case folder's layout that this program writes.
pub const FORMAT: u32 = 1;

/// The file's name.
pub const FILE: &str = "case.toml";

/// The case's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Version of the layout.
    pub format: u32,
    /// The case's name.
    pub name: String,
    /// Languages of the material, as tesseract names them.
    pub languages: Vec<String>,
    /// IANA time zone in which dates without a zone are meant, if the case has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// How the reading processes are held.
    #[serde(default)]
    pub reading: Reading,
    /// What containers may unpack to.
    #[serde(default)]
    pub limits: Unpacking,
}

/// How the reading processes are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    /// Address space of one reading process, in MiB.
    pub memory_mib: u64,
    /// Seconds without any progress after which a reading is stopped.
    pub stall_seconds: u64,
    /// Seconds that every item may take at least.
    pub least_seconds: u64,
    /// Further seconds for each MiB of the item.
    pub seconds_per_mib: u64,
    /// Items that one process reads before a fresh one takes over; 1 for a process an item.
    pub items_per_process: u32,
    /// Whether text in pictures is recognised.
    pub recognise: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            memory_mib: 2048,
            stall_seconds: 120,
            least_seconds: 600,
            seconds_per_mib: 10,
            items_per_process: 256,
            recognise: true,
        }
    }
}

impl Reading {
    /// [`Reading::stall_seconds`] as a duration.
    #[must_use]
    pub const fn stall(&self) -> Duration {
        Duration::from_secs(self.stall_seconds)
    }
}

/// What containers may unpack to; see [`Limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Unpacking {
    /// The most MiB that one member may unpack to.
    pub member_mib: u64,
    /// The most MiB that one container may unpack to.
    pub container_mib: u64,
    /// Unpacked bytes for each packed one.
    pub ratio: u64,
    /// Members of one container.
    pub members: u64,
    /// Containers inside one another.
    pub depth: u32,
}

impl Default for Unpacking {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            member_mib: limits.member_bytes >> 20,
            container_mib: limits.total_bytes >> 20,
            ratio: limits.ratio,
            members: limits.members,
            depth: limits.depth,
        }
    }
}

impl From<Unpacking> for Limits {
    fn from(unpacking: Unpacking) -> Self {
        Self {
            member_bytes: unpacking.member_mib.saturating_mul(1 << 20),
            total_bytes: unpacking.container_mib.saturating_mul(1 << 20),
            ratio: unpacking.ratio,
            members: unpacking.members,
            depth: unpacking.depth,
        }
    }
}

impl Settings {
    /// A new case's settings.
    #[must_use]
    pub fn new(name: &str, languages: &[String]) -> Self {
        Self {
            format: FORMAT,
            name: name.to_owned(),
            languages: languages.to_vec(),
            time_zone: None,
            reading: Reading::default(),
            limits: Unpacking::default(),
        }
    }

    /// Reads the settings of the case in `folder`.
    ///
    /// # Errors
    /// When the file is missing, malformed, or of a newer program.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let path = folder.join(FILE);
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(|error| trouble::storage(&error, &path))?;
        let bad = |error: toml::de::Error| {
            crate::trouble!("error-bad-settings", path = name.clone()).because(&error)
        };
        // The version first: a newer program's file may hold anything else.
        let version: Version = toml::from_str(&text).map_err(bad)?;
        if version.format > FORMAT {
            return Err(crate::trouble!(
                "error-newer-case",
                path = name,
                found = version.format,
                known = FORMAT
            )
            .into());
        }
        Ok(toml::from_str(&text).map_err(bad)?)
    }

    /// The file's text.
    ///
    /// # Errors
    /// Never for settings that this program made.
    pub fn to_text(&self) -> anyhow::Result<String> {
        Ok(toml::to_string_pretty(self)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), text).unwrap();
        let found = Settings::read(folder.path());
        match expected {
            Ok(name) => assert_eq!(found.unwrap().name, name),
            Err(part) => {
                let error = found.unwrap_err().to_string();
                assert!(error.contains(part), "{error}");
            }
        }
    }

    #[test]
    fn settings_round_trip_and_say_what_is_wrong() {
        let made = Settings::new("Puerto Calmo", &["spa".into(), "eng".into()]).to_text().unwrap();
        check(&made, Ok("Puerto Calmo"));
        check("format = 1\nname = \"x\"\nlanguages = []\n", Ok("x"));
        check("format = 2\nmore = true\n", Err("case.toml"));
        check("format = 1\nname = \"x\"\nlanguages = []\ntypo = 1\n", Err("case.toml"));
    }
}
