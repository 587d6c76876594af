//! Runs one tool to its end: feeds it, collects what it writes, and stops it when it takes too long or writes too
//! much. Leaves no process behind.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal};

/// The end of a tool's complaints that is kept, in bytes.
const COMPLAINT_BYTES: usize = 4 * 1024;

/// How long to wait between looks at a tool that has closed its output and not ended.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// What a tool did.
#[derive(Debug)]
pub struct Run {
    /// How it ended.
    pub status: ExitStatus,
    /// Its standard output.
    pub output: Vec<u8>,
    /// The end of its standard error.
    pub complaint: Tail,
}

/// Why a tool gave no result.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// It did not start, or its pipes broke. Check that it is installed.
    #[error("it could not be run: {0}")]
    Failed(#[from] io::Error),
    /// It was stopped. Give it more time, or less to do.
    #[error("it took longer than {} seconds", .0.as_secs())]
    TooSlow(Duration),
    /// It was stopped.
    #[error("it wrote more than {0} bytes")]
    TooMuch(usize),
}

/// Runs `command` with `input` on standard input, for at most `time`, and keeps at most `most` bytes of output.
///
/// # Errors
/// When it does not start, takes too long or writes too much. It is gone then.
pub fn run(command: &mut Command, input: &[u8], most: usize, time: Duration) -> Result<Run, RunError> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let mut tool = Tool(command.spawn()?);
    let deadline = Instant::now() + time;
    let mut feed = tool.0.stdin.take();
    let mut stdout = tool.0.stdout.take();
    let mut stderr = tool.0.stderr.take();
    for pipe in
        [feed.as_ref().map(AsFd::as_fd), stdout.as_ref().map(AsFd::as_fd), stderr.as_ref().map(AsFd::as_fd)]
    {
        pipe.map_or(Ok(()), |pipe| rustix::io::ioctl_fionbio(pipe, true)).map_err(io::Error::from)?;
    }
    let (mut left, mut output, mut complaint) = (input, Vec::new(), Tail::default());
    let mut buffer = vec![0; 64 * 1024];
    while stdout.is_some() || stderr.is_some() {
        if left.is_empty() {
            feed = None;
        }
        let mut wanted: Vec<PollFd<'_>> = Vec::with_capacity(3);
        wanted.extend(feed.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::OUT)));
        wanted.extend(stdout.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        wanted.extend(stderr.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        let wait = deadline.checked_duration_since(Instant::now()).ok_or(RunError::TooSlow(time))?;
        wait_for(&mut wanted, wait)?;
        if let Some(pipe) = &mut feed {
            match pipe.write(left) {
                Ok(count) => left = &left[count..],
                Err(error) if is_only_early(&error) => {}
                // It has read enough.
                Err(_) => left = &[],
            }
        }
        pull(&mut stdout, &mut buffer, |bytes| output.extend_from_slice(bytes));
        pull(&mut stderr, &mut buffer, |bytes| complaint.push(bytes));
        if output.len() > most {
            return Err(RunError::TooMuch(most));
        }
    }
    loop {
        if let Some(status) = tool.0.try_wait()? {
            return Ok(Run { status, output, complaint });
        }
        if Instant::now() >= deadline {
            return Err(RunError::TooSlow(time));
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}

/// Waits until one of `wanted` has something, `most` has passed or a signal came.
///
/// # Errors
/// When the system refuses to wait.
pub fn wait_for(wanted: &mut [PollFd<'_>], most: Duration) -> io::Result<()> {
    let most = most.try_into().ok();
    match poll(wanted, most.as_ref()) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Whether the same call can succeed later.
pub fn is_only_early(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// Takes what a pipe holds now, once; closes it at its end.
pub fn pull<P: Read>(pipe: &mut Option<P>, buffer: &mut [u8], mut take: impl FnMut(&[u8])) {
    match pipe.as_mut().map(|pipe| pipe.read(buffer)) {
        None => {}
        Some(Ok(0)) => *pipe = None,
        Some(Ok(count)) => take(&buffer[..count]),
        Some(Err(error)) if is_only_early(&error) => {}
        Some(Err(_)) => *pipe = None,
    }
}

/// The end of a stream of complaints.
#[derive(Debug, Default)]
pub struct Tail(Vec<u8>);

impl Tail {
    /// Adds bytes, forgetting the oldest.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(&bytes[bytes.len().saturating_sub(COMPLAINT_BYTES)..]);
        let surplus = self.0.len().saturating_sub(COMPLAINT_BYTES);
        self.0.drain(..surplus);
    }

    /// The last line that says something, hints apart; empty when there is none.
    pub fn last_line(&self) -> String {
        let text = String::from_utf8_lossy(&self.0);
        let says = |line: &&str| !line.is_empty() && !line.starts_with("note:");
        text.lines().map(str::trim).rfind(says).unwrap_or_default().to_owned()
    }
}

/// A running tool, stopped with its whole process group and reaped when dropped.
struct Tool(Child);

impl Drop for Tool {
    fn drop(&mut self) {
        // Once reaped, its number may be somebody else's.
        if !matches!(self.0.try_wait(), Ok(Some(_))) {
            let _ = rustix::process::kill_process_group(Pid::from_child(&self.0), Signal::KILL);
            let _ = self.0.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        command
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn feeds_and_collects_more_than_a_pipe_holds() {
        let input: Vec<u8> = (0..2_000_000_u32).map(|at| at as u8).collect();
        let run = run(&mut shell("cat; echo done >&2; exit 3"), &input, 4_000_000, LONG).expect("runs");
        assert!(run.output == input);
        assert_eq!((run.status.code(), run.complaint.last_line().as_str()), (Some(3), "done"));
    }

    #[test]
    fn a_tool_may_leave_its_input_unread() {
        let run = run(&mut shell("echo ok"), &[0; 1_000_000], 100, LONG).expect("runs");
        assert_eq!(run.output, b"ok\n");
    }

    #[test]
    fn slow_and_talkative_tools_are_stopped() {
        let short = Duration::from_millis(100);
        let result = run(&mut shell("sleep 600 & sleep 600"), b"", 100, short);
        assert!(matches!(result, Err(RunError::TooSlow(_))), "{result:?}");
        let result = run(&mut shell("exec >&- 2>&-; sleep 600"), b"", 100, short);
        assert!(matches!(result, Err(RunError::TooSlow(_))), "{result:?}");
        let result = run(&mut shell("while :; do echo x; done"), b"", 100, LONG);
        assert!(matches!(result, Err(RunError::TooMuch(100))), "{result:?}");
    }

    #[test]
    fn a_tail_keeps_the_end() {
        let mut tail = Tail::default();
        (0..10_000).for_each(|line| tail.push(format!("line {line}\n").as_bytes()));
        tail.push(b" \nnote: look elsewhere\n");
        assert_eq!(tail.last_line(), "line 9999");
        assert!(tail.0.len() <= COMPLAINT_BYTES);
    }
}
