//! What the machine refuses: a full disk, a folder that takes no writing, another process at work. Each is said with
//! the folder's name and the next step, and nothing acknowledged suffers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::{Chance, Desk, Said, material};

/// A small disk of its own, taken away at the end. Needs the right to mount.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).expect("a folder");
        let options = format!("size={size}");
        if succeeds("mount", &["-t", "tmpfs", "-o", &options, "habeas-drill"], at) {
            Some(Self(at.to_owned()))
        } else {
            println!("skipped: nobody here may mount a small disk");
            None
        }
    }

    fn remount(&self, options: &str) {
        assert!(succeeds("mount", &["-o", &format!("remount,{options}")], &self.0), "remounted {options}");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        succeeds("umount", &["-l"], &self.0);
    }
}

fn succeeds(program: &str, arguments: &[&str], at: &Path) -> bool {
    Command::new(program).args(arguments).arg(at).output().is_ok_and(|done| done.status.success())
}

/// The error names the folder, and what to do next.
fn check_refused(said: &Said, folder: &Path, words: &str, next: &str) {
    assert_eq!(said.code, 2, "{said:?}");
    let folder = folder.display().to_string();
    for part in ["Error:", &folder, words, "Next:", next] {
        assert!(said.err.contains(part), "{part} in {said:?}");
    }
}

const LOOKING: [&[&str]; 6] =
    [&["status"], &["items"], &["ledger"], &["log"], &["show", "archivo 0001.txt"], &["verify"]];

/// Whatever looks works: nothing is refused.
fn check_looking(desk: &Desk, when: &str) {
    for arguments in LOOKING {
        let said = desk.run(arguments).ends();
        assert!(said.code < 2, "{when}, {arguments:?}: {said:?}");
        assert!(!said.out.is_empty(), "{when}, {arguments:?}");
    }
    assert_eq!(desk.run(["verify"]).ends().code, 0, "{when}");
}

#[test]
fn a_full_disk_is_said_and_the_same_command_goes_on() {
    let desk = Desk::new();
    let Some(disk) = SmallDisk::mount(&desk.case(), "40m") else { return };
    desk.run(["init"]).arg(desk.case()).says(0);
    let folder = desk.at("material");
    material(&folder, 60);
    let mut chance = Chance::seeded(3);
    for at in 0..6 {
        desk.file(format!("material/grande {at}.bin"), chance.noise(700_000));
    }
    // The first files fit; further room is less and less, until the first byte does not fit.
    let ballast = desk.at("case/ballast");
    for free in [3_000_000, 1_500_000, 600_000, 150_000, 40_000, 4096, 0] {
        let room = rustix::fs::statvfs(desk.case()).expect("a disk");
        let (left, held) = (room.f_bavail * room.f_frsize, fs::metadata(&ballast).map_or(0, |it| it.len()));
        fs::write(&ballast, vec![1; ((left + held).saturating_sub(free)) as usize]).expect("it fits");
        let said = desk.run(["add"]).arg(&folder).ends();
        check_refused(&said, &desk.case(), "is full", "Free some space");
        fs::remove_file(&ballast).expect("removed");
        desk.is_intact(&format!("{free} bytes of room"));
        // Room for the log to settle in, not for the files.
    }
    disk.remount("size=200m");
    desk.add([&folder]);
    desk.is_intact("more room");
    desk.is_rebuilt_the_same("more room");
    let other = Desk::with_case();
    other.add([&folder]);
    assert_eq!(desk.items(), other.items());
}

#[test]
fn a_file_that_the_system_lets_not_grow_is_told_as_a_full_disk() {
    let desk = Desk::with_case();
    desk.file("big.bin", Chance::new(5).noise(3_000_000));
    let mut limited = Command::new("sh");
    // In blocks of 512 bytes. The signal is ignored, so that the write itself fails.
    let script = format!("trap '' XFSZ; ulimit -f 4000; exec '{}' add big.bin", env!("CARGO_BIN_EXE_habeas"));
    limited.args(["-c", &script]);
    let said = desk.bare(&desk.at("home"), limited).ends();
    check_refused(&said, &desk.case(), "is full", "run the same command again");
    desk.is_intact("a limit");
    desk.add(["big.bin"]);
    assert_eq!(desk.items().len(), 1);
}

#[test]
fn a_read_only_case_can_be_looked_at_and_says_why_it_takes_nothing() {
    let desk = Desk::new();
    let Some(disk) = SmallDisk::mount(&desk.case(), "100m") else { return };
    desk.run(["init"]).arg(desk.case()).says(0);
    material(&desk.at("material"), 30);
    desk.add(["material"]);
    let items = desk.items();
    desk.file("new.txt", "nuevo");
    disk.remount("ro");
    check_looking(&desk, "read-only");
    assert_eq!(desk.items(), items);
    let attempts: [&[&str]; 5] = [
        &["add", "new.txt"],
        &["rebuild"],
        &["prove", "archivo 0001.txt", "--to", "proof"],
        &["erase", "archivo 0001.txt", "--yes", "--reason", "x"],
        &["verify", "--record"],
    ];
    for arguments in attempts {
        let said = desk.run(arguments).ends();
        check_refused(&said, &desk.case(), "cannot be written", "permissions");
    }
    disk.remount("rw");
    desk.add(["new.txt"]);
    assert_eq!(desk.items().len(), items.len() + 1);
}

#[test]
fn an_account_that_may_not_write_can_look() {
    let desk = Desk::with_case();
    material(&desk.at("material"), 30);
    desk.add(["material"]);
    desk.file("new.txt", "nuevo");
    let open = ["-R", "a+rX,go-w"];
    let is_open = succeeds("chmod", &open, &desk.case())
        && succeeds("chmod", &["a+rx"], desk.case().parent().expect("the desk"))
        && succeeds("chmod", &["a+r"], &desk.at("new.txt"));
    let nobody = |arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_habeas")]);
        command.args(arguments);
        desk.bare(&desk.at("elsewhere"), command)
    };
    let home = desk.at("elsewhere");
    fs::create_dir_all(&home).expect("a folder");
    if !is_open || !succeeds("chown", &["65534"], &home) || nobody(&["--version"]).ends().code != 0 {
        println!("skipped: this account cannot become one without rights");
        return;
    }
    for arguments in LOOKING {
        let said = nobody(arguments).ends();
        assert!(said.code < 2, "{arguments:?}: {said:?}");
    }
    check_refused(&nobody(&["add", "new.txt"]).ends(), &desk.case(), "cannot be written", "permissions");
}

/// Whether the process has the case's lock file open.
fn holds_lock(id: u32) -> bool {
    let Ok(open) = fs::read_dir(format!("/proc/{id}/fd")) else { return false };
    open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok()).any(|path| path.ends_with("case.lock"))
}

#[test]
fn one_writes_and_the_others_look() {
    let desk = Desk::with_case();
    material(&desk.at("material"), 20);
    desk.add(["material"]);
    let mut waiting = desk.run(["add", "-", "--name", "acta.bin"]).start_waiting();
    let deadline = Instant::now() + Duration::from_secs(30);
    while !holds_lock(waiting.id()) {
        assert!(Instant::now() < deadline, "it never took the lock");
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(100));
    let attempts: [&[&str]; 4] = [
        &["add", "material"],
        &["rebuild"],
        &["rebuild", "--check"],
        &["erase", "archivo 0001.txt", "--yes", "--reason", "x"],
    ];
    for arguments in attempts {
        let said = desk.run(arguments).ends();
        check_refused(&said, &desk.case(), "Another Habeas is writing", "Wait");
    }
    check_looking(&desk, "while another process writes");
    waiting.feed(&Chance::new(9).noise(100));
    assert!(waiting.ends().code < 2);
    assert!(desk.items().values().any(|item| item["name"] == "acta.bin"));
    desk.is_rebuilt_the_same("afterwards");
}

#[test]
fn looking_while_an_intake_goes_on_finds_nothing_wrong() {
    let desk = Desk::with_case();
    material(&desk.at("material"), 900);
    let mut running = desk.run(["add", "material"]).start();
    let (mut looks, mut grew) = (0, 0);
    let mut last = 1;
    while !running.is_over() {
        let seen = desk.is_intact("while an intake goes on");
        assert!(desk.run(["status"]).ends().code == 0);
        assert!(desk.run(["items"]).ends().code == 0);
        let entries = seen["entries"].as_u64().expect("a number");
        grew += u32::from(entries > last);
        (last, looks) = (entries, looks + 1);
    }
    assert!(running.ends().code < 2);
    desk.is_intact("afterwards");
    println!("looked {looks} times, of which {grew} saw the log grow");
}
