//! The fences that Linux offers: Landlock, seccomp, no-new-privileges, the death signal, closed files. Each is best
//! effort, and says whether it stands.

use std::collections::BTreeMap;
use std::path::PathBuf;

use landlock::{
    ABI, Access, AccessFs, AccessNet, LandlockStatus, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError,
    RulesetStatus, Scope, path_beneath_rules,
};
use rustix::process::Signal;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

use super::{Measure, calls};

/// The newest Landlock rights that this program knows; an older kernel enforces those it has.
const LANDLOCK: ABI = ABI::V6;

/// Raises every fence around a worker, telling `note` which stand.
pub fn confine_reader(note: &mut impl FnMut(Measure, bool)) {
    note(Measure::EndsWithParent, end_with_parent());
    note(Measure::NoNewPrivileges, rustix::thread::set_no_new_privs(true).is_ok());
    note(Measure::NoInheritedFiles, close_inherited_files());
    let abi = restrict(&[]).unwrap_or(ABI::Unsupported);
    note(Measure::Paths, abi >= ABI::V1);
    note(Measure::Network, abi >= ABI::V4);
    note(Measure::OtherProcesses, abi >= ABI::V6);
    // Last, since the filter forbids the calls above. The stricter verdict of two filters counts.
    let filters = kill(calls::HOSTILE).and_then(|hostile| Ok([hostile, allow_only_reading()?]));
    let stands = filters.and_then(|filters| {
        filters.iter().try_for_each(|filter| seccompiler::apply_filter(filter).map_err(drop))
    });
    note(Measure::SystemCalls, stands.is_ok());
}

/// Raises the fences that another program, which this process is about to become, can live with: it reads
/// `readable` and its standard input, and has no network.
pub fn confine_tool(readable: &[PathBuf]) {
    let _ = end_with_parent();
    let _ = rustix::thread::set_no_new_privs(true);
    let _ = close_inherited_files();
    let _ = restrict(readable);
    let needless = calls::HOSTILE.iter().chain(calls::PROCESSES_AND_NETWORK).copied();
    let needless: Vec<i64> = needless.filter(|call| !calls::EXECUTE.contains(call)).collect();
    if let Ok(filter) = filter(unconditional(&needless), SeccompAction::Allow, refuse()) {
        let _ = seccompiler::apply_filter(&filter);
    }
}

/// The death signal goes out when the thread that started this process ends, not just the process.
fn end_with_parent() -> bool {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL)).is_ok()
}

/// Closes every file but the standard streams. A file can leak in from whoever started the parent, as shells and
/// build tools do.
fn close_inherited_files() -> bool {
    let open_files = || -> std::io::Result<Vec<i32>> {
        let names = std::fs::read_dir("/proc/self/fd")?.map(|entry| entry.map(|entry| entry.file_name()));
        let numbers = names.map(|name| name.map(|name| name.to_str().and_then(|name| name.parse().ok())));
        numbers.filter_map(Result::transpose).collect()
    };
    let Ok(inherited) = open_files() else { return false };
    for number in inherited.into_iter().filter(|number| *number > 2) {
        // The listing's own number is among them, and closed already.
        let _ = nix::unistd::close(number);
    }
    // What is left is the second listing's own.
    open_files().is_ok_and(|left| left.into_iter().filter(|number| *number > 2).count() == 1)
}

/// Denies every path but `readable`, TCP, and processes outside, as far as the kernel can. Returns what it can.
fn restrict(readable: &[PathBuf]) -> Result<ABI, RulesetError> {
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(LANDLOCK))?
        .handle_access(AccessNet::from_all(LANDLOCK))?
        .scope(Scope::from_all(LANDLOCK))?
        .create()?
        .add_rules(path_beneath_rules(readable, AccessFs::from_read(LANDLOCK)))?
        .restrict_self()?;
    Ok(match (status.ruleset, status.landlock) {
        (RulesetStatus::NotEnforced, _) => ABI::Unsupported,
        (_, LandlockStatus::Available { effective_abi, .. }) => effective_abi,
        _ => ABI::Unsupported,
    })
}

/// A filter that ends the process at any of `calls`.
fn kill(calls: &[i64]) -> Result<BpfProgram, ()> {
    filter(unconditional(calls), SeccompAction::Allow, SeccompAction::KillProcess)
}

/// A filter that refuses every call that reading does not need.
fn allow_only_reading() -> Result<BpfProgram, ()> {
    let mut rules = unconditional(calls::READING);
    for (call, argument, mask, values) in calls::reading_if(std::process::id()) {
        let rule = |value: &u64| -> Result<SeccompRule, ()> {
            let operator = SeccompCmpOp::MaskedEq(mask);
            let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, *value);
            SeccompRule::new(vec![condition.map_err(drop)?]).map_err(drop)
        };
        rules.insert(call, values.iter().map(rule).collect::<Result<_, _>>()?);
    }
    filter(rules, refuse(), SeccompAction::Allow)
}

fn refuse() -> SeccompAction {
    SeccompAction::Errno(libc::EPERM as u32)
}

fn unconditional(calls: &[i64]) -> BTreeMap<i64, Vec<SeccompRule>> {
    calls.iter().map(|call| (*call, Vec::new())).collect()
}

fn filter(
    rules: BTreeMap<i64, Vec<SeccompRule>>,
    otherwise: SeccompAction,
    then: SeccompAction,
) -> Result<BpfProgram, ()> {
    let machine = std::env::consts::ARCH.try_into().map_err(drop)?;
    SeccompFilter::new(rules, otherwise, then, machine).map_err(drop)?.try_into().map_err(drop)
}
