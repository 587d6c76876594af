//! What a command costs: wall time, processor time, and the peak of the memory of all its processes together.
//!
//! Memory is the sum of the resident sets of the command and its descendants, looked at every 50 ms. Pages that
//! processes share count once for each, so that many processes look dearer than they are; a peak between two looks
//! is missed. Processor time is that of every descendant that was waited for, as the kernel adds it up. Linux only.

use std::collections::HashMap;
use std::fs;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What a command cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of processor time, user and system.
    pub cpu: f64,
    /// Bytes of memory at the peak.
    pub peak: u64,
}

impl Cost {
    /// The cost of one command after another.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        Self { wall: self.wall + next.wall, cpu: self.cpu + next.cpu, peak: self.peak.max(next.peak) }
    }
}

/// Runs the command, its output thrown away.
///
/// # Errors
/// When it cannot be started, or the system does not tell what it cost.
pub fn measure(command: &mut Command) -> Result<(Cost, ExitStatus)> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let before = waited_for()?;
    let start = Instant::now();
    let mut child =
        command.spawn().with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let (id, ended) = (child.id(), AtomicBool::new(false));
    let (status, wall, peak) = thread::scope(|threads| {
        let watcher = threads.spawn(|| peak_of(id, &ended));
        let status = child.wait();
        let wall = start.elapsed();
        ended.store(true, Ordering::Relaxed);
        (status, wall, watcher.join())
    });
    let peak = peak.map_err(|_| anyhow::anyhow!("the watcher of the memory stopped"))?;
    let cost = Cost { wall: wall.as_secs_f64(), cpu: waited_for()? - before, peak };
    Ok((cost, status?))
}

fn peak_of(root: u32, ended: &AtomicBool) -> u64 {
    let mut peak = 0;
    while !ended.load(Ordering::Relaxed) {
        peak = peak.max(memory_of(root));
        thread::sleep(LOOK_EVERY);
    }
    peak
}

/// The resident memory of a process and its descendants now, in bytes.
fn memory_of(root: u32) -> u64 {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = process.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // A process that has just ended has no memory either.
        let Ok(stat) = fs::read_to_string(process.path().join("stat")) else { continue };
        if let Some(parent) = field(&stat, 4).and_then(|parent| parent.parse().ok()) {
            children.entry(parent).or_default().push(id);
        }
    }
    let (mut sum, mut open) = (0, vec![root]);
    while let Some(id) = open.pop() {
        sum += resident(&fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default());
        open.extend(children.remove(&id).unwrap_or_default());
    }
    sum
}

/// `VmRSS` of a process' status, in bytes; 0 for one that has ended.
fn resident(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// The seconds of processor time of all children that this process has waited for, and theirs.
fn waited_for() -> Result<f64> {
    // proc(5): cutime and cstime, in ticks of 1/100 s on every Linux that Rust supports.
    let stat = fs::read_to_string("/proc/self/stat").context("measuring needs Linux")?;
    let ticks = |number| field(&stat, number).and_then(|value| value.parse::<f64>().ok());
    ticks(16)
        .zip(ticks(17))
        .map(|(user, system)| (user + system) / 100.0)
        .context("an unknown form of /proc/self/stat")
}

/// A field of `/proc/PID/stat` by its number in proc(5), from 3 on: the name before it may hold anything.
fn field(stat: &str, number: usize) -> Option<&str> {
    stat.rsplit_once(") ")?.1.split(' ').nth(number - 3)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn fields_of_a_process() {
        let stat = "4709 (a b) c) R 4683 5 6 7 8 9 10 11 12 13 14 15 160 170 18";
        assert_eq!((field(stat, 3), field(stat, 4), field(stat, 16)), (Some("R"), Some("4683"), Some("160")));
        assert_eq!(field("", 3), None);
        assert_eq!((resident("VmPeak:\t 9 kB\nVmRSS:\t    12 kB\n"), resident("")), (12 * 1024, 0));
    }

    #[test]
    fn a_grandchild_counts() {
        // Counting makes processor time; the variable of a million characters makes memory.
        let work =
            "x=$(head -c 1000000 /dev/zero | tr '\\0' a); i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        let mut command = Command::new("sh");
        command.args(["-c", "sh -c \"$WORK\"; exit 3"]).env("WORK", work);
        let (cost, status) = measure(&mut command).expect("measured");
        assert_eq!(status.code(), Some(3));
        assert!(cost.cpu > 0.0 && cost.wall > 0.0 && cost.peak > 1_000_000, "{cost:?}");
    }
}
