//! What a worker cannot do on this system, and that outside its fences it could.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use habeas::worker::{Measure, Probe, ReadError, SandboxLevel};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

use crate::basket::Basket;
use crate::{drill, program, reader, request};

#[test]
fn every_fence_stands_on_this_system() {
    let mut reader = reader();
    // Where the kernel lacks something, this says what; the tests run where it lacks nothing.
    assert_eq!(reader.level().expect("starts"), SandboxLevel::Full);
    for probe in Probe::ALL {
        let probed = reader.probe(probe).expect("starts");
        assert!(!probed.allowed, "{probed:?}");
        assert!(!probed.words.is_empty(), "{probed:?}");
    }
}

#[test]
fn without_fences_the_probes_would_succeed() {
    // The same attempts, outside: a probe that fails everywhere proves nothing.
    assert!(File::open("/etc/passwd").is_ok());
    assert!(std::fs::read_dir("/").is_ok());
    assert!(Command::new("/bin/sh").args(["-c", ":"]).status().is_ok_and(|status| status.success()));
}

/// Starts a worker from a thread for which the system knows none of `calls`, as on another kernel.
fn level_without(calls: &[i64]) -> SandboxLevel {
    let rules = calls.iter().map(|call| (*call, Vec::new())).collect();
    let unknown = SeccompAction::Errno(libc::ENOSYS as u32);
    std::thread::spawn(move || {
        let machine = std::env::consts::ARCH.try_into().expect("a known machine");
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, unknown, machine).expect("a filter");
        let program: BpfProgram = filter.try_into().expect("a program");
        seccompiler::apply_filter(&program).expect("applies to this thread");
        let mut reader = reader();
        let level = reader.level().expect("starts");
        reader.drill(drill(1, None), &mut Basket::default()).expect("reads");
        level
    })
    .join()
    .expect("no panic")
}

#[test]
fn what_the_kernel_lacks_is_reported() {
    let missing = vec![Measure::Paths, Measure::Network, Measure::OtherProcesses];
    assert_eq!(level_without(&[libc::SYS_landlock_create_ruleset]), SandboxLevel::Partial { missing });
    let missing = vec![Measure::SystemCalls];
    assert_eq!(level_without(&[libc::SYS_seccomp]), SandboxLevel::Partial { missing });
    let neither = level_without(&[libc::SYS_landlock_create_ruleset, libc::SYS_seccomp]);
    assert_eq!(neither, SandboxLevel::None);
}

#[test]
fn a_worker_holds_no_file_of_its_parents() {
    // As a shell or build tool can leave one open: file 9 is inherited by this program, and then by its worker.
    let script = r#"exec 9</etc/passwd; exec "$0" --worker 1000000"#;
    let (mine, theirs) = std::os::unix::net::UnixStream::pair().expect("a pair");
    let mut worker = Command::new("/bin/sh")
        .args(["-c", script])
        .arg(program())
        .stdin(std::os::fd::OwnedFd::from(theirs))
        .stdout(Stdio::null())
        .spawn()
        .expect("starts");
    // The greeting comes once the fences stand.
    std::io::Read::read_exact(&mut (&mine), &mut [0; 4]).expect("a greeting");
    let open = std::fs::read_dir(format!("/proc/{}/fd", worker.id())).expect("its files");
    let targets: Vec<PathBuf> =
        open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok()).collect();
    drop(mine);
    assert!(worker.wait().expect("ends with the socket").success());
    assert!(!targets.iter().any(|target| target.ends_with("passwd")), "{targets:?}");
}

#[test]
fn a_person_who_starts_a_worker_is_told() {
    let output = Command::new(program()).arg("--worker").stdin(Stdio::null()).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.is_empty());
}

#[test]
fn a_writable_original_is_not_handed_out() {
    let file = tempfile::tempfile().expect("a temporary file, open for writing");
    let result = reader().read(file, 0, &request("a.txt"), &mut Basket::default());
    assert!(matches!(result, Err(ReadError::Writable)), "{result:?}");
}
