//! The fences around a worker, and the report of which of them stand. Every measure is tried; one that the system
//! does not offer is named as missing, never assumed. Never loosens a fence once it stands.

use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod linux;

/// One fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// A bound on memory (`RLIMIT_AS`).
    Memory,
    /// No core dumps, no written files, no further processes, few open files (`RLIMIT_CORE`, `_FSIZE`, `_NPROC`,
    /// `_NOFILE`).
    Limits,
    /// It ends when its parent ends (`PR_SET_PDEATHSIG`); elsewhere only when it next looks at its socket.
    EndsWithParent,
    /// No program it could start gains rights (`PR_SET_NO_NEW_PRIVS`).
    NoNewPrivileges,
    /// No open file but its socket and its error output.
    NoInheritedFiles,
    /// No path can be opened, created, listed or changed (Landlock ABI 1).
    Paths,
    /// No TCP port can be bound or connected to (Landlock ABI 4).
    Network,
    /// No signal to, and no abstract socket of, a process outside (Landlock ABI 6).
    OtherProcesses,
    /// Only the system calls that reading needs (seccomp).
    SystemCalls,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 9] = [
        Self::Memory,
        Self::Limits,
        Self::EndsWithParent,
        Self::NoNewPrivileges,
        Self::NoInheritedFiles,
        Self::Paths,
        Self::Network,
        Self::OtherProcesses,
        Self::SystemCalls,
    ];

    /// Its stable name in `--json` and in message files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Limits => "limits",
            Self::EndsWithParent => "ends-with-parent",
            Self::NoNewPrivileges => "no-new-privileges",
            Self::NoInheritedFiles => "no-inherited-files",
            Self::Paths => "paths",
            Self::Network => "network",
            Self::OtherProcesses => "other-processes",
            Self::SystemCalls => "system-calls",
        }
    }
}

/// How well a worker is confined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SandboxLevel {
    /// Every fence stands.
    Full,
    /// Some fences are missing.
    Partial {
        /// Which.
        missing: Vec<Measure>,
    },
    /// Neither paths nor system calls are fenced off: a taken-over worker can do what its user can do.
    None,
}

impl SandboxLevel {
    fn without(missing: Vec<Measure>) -> Self {
        if missing.is_empty() {
            Self::Full
        } else if missing.contains(&Measure::Paths) && missing.contains(&Measure::SystemCalls) {
            Self::None
        } else {
            Self::Partial { missing }
        }
    }
}

/// Bytes of address space that a worker needs beyond what it was given, besides what its program takes up.
pub const SPARE_BYTES: u64 = 32 * 1024 * 1024;

/// Open files of a worker: standard streams, socket, item, and a few while they change hands.
const MOST_FILES: u64 = 16;

/// Confines this process for good, with `memory` bytes to use. Called while it has one thread and has read nothing.
pub fn enter(memory: u64) -> SandboxLevel {
    let mut missing = Vec::new();
    let mut note = |measure: Measure, stands: bool| {
        if !stands {
            missing.push(measure);
        }
    };
    note(Measure::Memory, limit_memory(program_bytes().saturating_add(SPARE_BYTES).saturating_add(memory)));
    note(Measure::Limits, limit_the_rest());
    #[cfg(target_os = "linux")]
    linux::confine_reader(&mut note);
    #[cfg(not(target_os = "linux"))]
    Measure::ALL.into_iter().skip(2).for_each(|measure| note(measure, false));
    SandboxLevel::without(missing)
}

/// Confines this process for good before it turns into a tool: `memory` bytes, `seconds` of processor time, and
/// nothing to open but `readable` files and folders.
pub fn enter_for_tool(memory: u64, seconds: u64, readable: &[std::path::PathBuf]) {
    let _ = limit_memory(memory);
    let _ = limit(Resource::Cpu, seconds);
    let _ = limit(Resource::Core, 0);
    let _ = limit(Resource::Fsize, 0);
    #[cfg(target_os = "linux")]
    linux::confine_tool(readable);
    #[cfg(not(target_os = "linux"))]
    let _ = readable;
}

fn limit(resource: Resource, most: u64) -> bool {
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).is_ok()
}

fn limit_memory(bytes: u64) -> bool {
    limit(Resource::As, bytes)
}

fn limit_the_rest() -> bool {
    let limits =
        [(Resource::Core, 0), (Resource::Fsize, 0), (Resource::Nproc, 0), (Resource::Nofile, MOST_FILES)];
    limits.into_iter().all(|(resource, most)| limit(resource, most))
}

/// Address space that the program takes up before it reads anything; 0 when the system does not say.
fn program_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB"));
    size.and_then(|kibibytes| kibibytes.parse::<u64>().ok()).unwrap_or_default().saturating_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_follow_from_what_is_missing() {
        assert_eq!(SandboxLevel::without(vec![]), SandboxLevel::Full);
        let missing = vec![Measure::OtherProcesses];
        assert_eq!(SandboxLevel::without(missing.clone()), SandboxLevel::Partial { missing });
        assert_eq!(SandboxLevel::without(Measure::ALL.to_vec()), SandboxLevel::None);
    }
}
