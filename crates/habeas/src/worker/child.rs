//! The parent's end of one worker process: starting it, talking to it without ever waiting for longer than allowed,
//! and finding out why it is gone. Believes nothing that the child says but its frames' length.

use std::fs::File;
use std::io::{self, IoSlice, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags};
use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags};
use rustix::process::Signal;
use serde::Serialize;

use super::WORKER;
use super::protocol::{FRAME_MOST_BYTES, HEADER_BYTES, Hello, Told, announced, encode};
use super::pump::{Tail, is_only_early, pull, wait_for};

/// How long a new worker may take to greet: long, since the machine may be busy.
const GREETING: Duration = Duration::from_secs(60);

/// How long a worker that closed its socket may take to end before it is ended.
const LEAVING: Duration = Duration::from_secs(5);

/// How long to wait between looks at a worker that is leaving.
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// The longest single wait.
const LOOK: Duration = Duration::from_secs(1);

/// How much longer than asked for a wait may take and still be counted.
const OVERSLEPT: Duration = Duration::from_secs(2);

/// The inbox's usual size in bytes; it grows for longer frames.
const INBOX_BYTES: usize = 512 * 1024;

/// What the socket should hold, in bytes; the system may give less.
const SOCKET_BYTES: usize = 1024 * 1024;

/// How much time a child has: for one frame, and for all of its reading.
#[derive(Debug, Clone)]
pub struct Watch {
    stall: Duration,
    whole: Duration,
    begun: Instant,
    held: Duration,
    silent: Duration,
}

impl Watch {
    /// Begins now. `stall` is the longest silence, `whole` the longest reading.
    pub fn new(stall: Duration, whole: Duration) -> Self {
        Self { stall, whole, begun: Instant::now(), held: Duration::ZERO, silent: Duration::ZERO }
    }

    /// Runs `work` of the parent's own, which costs the child nothing.
    pub fn hold<R>(&mut self, work: impl FnOnce() -> R) -> R {
        let begun = Instant::now();
        let result = work();
        self.held += begun.elapsed();
        result
    }

    fn left(&self) -> Result<Duration, Ending> {
        let spent = self.begun.elapsed().saturating_sub(self.held);
        self.whole.checked_sub(spent).filter(|left| !left.is_zero()).ok_or(Ending::OutOfTime(self.whole))
    }

    /// How long to wait before the next look.
    fn patience(&self) -> Result<Duration, Ending> {
        let frame = self.stall.checked_sub(self.silent).filter(|left| !left.is_zero());
        Ok(self.left()?.min(frame.ok_or(Ending::Silent(self.stall))?).min(LOOK))
    }

    /// Notes that a wait of at most `most` took `took`. What is far beyond is not the child's: this program was
    /// stopped (Ctrl-Z), or did not get a processor.
    fn waited(&mut self, most: Duration, took: Duration) {
        let counted = took.min(most + OVERSLEPT);
        self.silent += counted;
        self.held += took - counted;
    }
}

/// Why a conversation ended before its last frame.
#[derive(Debug)]
pub enum Ending {
    /// The child closed the socket, or died.
    Gone,
    /// It was silent for too long.
    Silent(Duration),
    /// It took too long altogether.
    OutOfTime(Duration),
    /// It said something that no worker says.
    Nonsense(&'static str),
}

/// How a process that is gone went.
#[derive(Debug)]
pub struct Death {
    /// Its exit code or signal; `None` when the system does not say.
    pub status: Option<ExitStatus>,
    /// Its last words on standard error.
    pub last_words: String,
}

/// A running worker. Dropping it ends and reaps the process.
pub struct Worker {
    process: Child,
    socket: UnixStream,
    stderr: Option<ChildStderr>,
    complaint: Tail,
    inbox: Inbox,
    outbox: Vec<u8>,
}

impl Worker {
    /// Starts `program` as a worker with `memory` bytes and waits for its greeting.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(program: &Path, memory: u64) -> io::Result<(Self, Result<Hello, Ending>)> {
        let (socket, far_end) = UnixStream::pair()?;
        for end in [&socket, &far_end] {
            // Bigger is only faster.
            let _ = rustix::net::sockopt::set_socket_send_buffer_size(end, SOCKET_BYTES);
        }
        socket.set_nonblocking(true)?;
        let mut process = Command::new(program)
            .arg0("habeas")
            .arg(WORKER)
            .arg(memory.to_string())
            .env_clear()
            // Ctrl-C is for the program, which may want to finish what it began.
            .process_group(0)
            .stdin(OwnedFd::from(far_end))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let stderr = process.stderr.take();
        let (inbox, outbox) = (Inbox::default(), Vec::new());
        let mut worker = Self { process, socket, stderr, complaint: Tail::default(), inbox, outbox };
        if let Some(stderr) = &worker.stderr {
            rustix::io::ioctl_fionbio(stderr, true)?;
        }
        let hello = match worker.hear(&mut Watch::new(GREETING, GREETING)) {
            Ok(Told::Hello(hello)) => Ok(hello),
            Ok(_) => Err(Ending::Nonsense("no greeting")),
            Err(ending) => Err(ending),
        };
        Ok((worker, hello))
    }

    /// The process's number.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Sends a message, and `file` along with it.
    ///
    /// # Errors
    /// When the child is gone, or does not take it in time.
    pub fn say(
        &mut self,
        message: &impl Serialize,
        file: Option<&File>,
        watch: &mut Watch,
    ) -> Result<(), Ending> {
        let mut frame = std::mem::take(&mut self.outbox);
        frame.clear();
        let result = encode(message, &mut frame)
            .map_err(|_| Ending::Nonsense("a question too long to answer"))
            .and_then(|()| self.send(&frame, file, watch));
        self.outbox = frame;
        result
    }

    fn send(&mut self, frame: &[u8], mut file: Option<&File>, watch: &mut Watch) -> Result<(), Ending> {
        let mut left = frame;
        watch.silent = Duration::ZERO;
        while !left.is_empty() {
            let sent = match file {
                Some(file) => send_with_file(&self.socket, left, file),
                None => self.socket.write(left),
            };
            match sent {
                Ok(count) => {
                    file = None;
                    left = &left[count..];
                }
                Err(error) if is_only_early(&error) => self.wait(PollFlags::OUT, watch)?,
                Err(_) => return Err(Ending::Gone),
            }
        }
        Ok(())
    }

    /// The child's next frame.
    ///
    /// # Errors
    /// When none comes in time, or it is none.
    pub fn hear(&mut self, watch: &mut Watch) -> Result<Told<'_>, Ending> {
        watch.left()?;
        watch.silent = Duration::ZERO;
        while !self.inbox.has_frame()? {
            match self.socket.read(self.inbox.space()) {
                Ok(0) => return Err(Ending::Gone),
                Ok(count) => self.inbox.filled(count),
                Err(error) if is_only_early(&error) => self.wait(PollFlags::IN, watch)?,
                Err(_) => return Err(Ending::Gone),
            }
        }
        postcard::from_bytes(self.inbox.take()).map_err(|_| Ending::Nonsense("a frame that does not decode"))
    }

    /// Waits until the socket is ready for `what`, and meanwhile listens to complaints, so that they never block the
    /// child.
    fn wait(&mut self, what: PollFlags, watch: &mut Watch) -> Result<(), Ending> {
        let most = watch.patience()?;
        let begun = Instant::now();
        let mut wanted = Vec::with_capacity(2);
        wanted.push(PollFd::new(&self.socket, what));
        wanted.extend(self.stderr.as_ref().map(|stderr| PollFd::new(stderr, PollFlags::IN)));
        wait_for(&mut wanted, most).map_err(|_| Ending::Gone)?;
        watch.waited(most, begun.elapsed());
        self.listen();
        Ok(())
    }

    /// Takes some of what has been complained so far, and says whether there was any.
    fn listen(&mut self) -> bool {
        let (mut buffer, mut any) = ([0; 4096], false);
        pull(&mut self.stderr, &mut buffer, |bytes| {
            any = true;
            self.complaint.push(bytes);
        });
        any
    }

    /// Ends it if it has not ended, and says how it went. One that was leaving by itself is given the time to.
    pub fn bury(mut self, leaving: bool) -> Death {
        let deadline = Instant::now() + LEAVING;
        while leaving && self.is_alive() && Instant::now() < deadline {
            self.listen();
            std::thread::sleep(LOOK_AGAIN);
        }
        let _ = self.process.kill();
        let status = self.process.wait().ok();
        while self.listen() {}
        Death { status, last_words: self.complaint.last_line() }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The signals that end a reader, by name.
const SIGNALS: [(Signal, &str); 9] = [
    (Signal::ABORT, "SIGABRT"),
    (Signal::BUS, "SIGBUS"),
    (Signal::FPE, "SIGFPE"),
    (Signal::ILL, "SIGILL"),
    (Signal::KILL, "SIGKILL"),
    (Signal::SEGV, "SIGSEGV"),
    (Signal::SYS, "SIGSYS"),
    (Signal::XCPU, "SIGXCPU"),
    (Signal::XFSZ, "SIGXFSZ"),
];

/// The signal that ended a process, such as `signal 11 (SIGSEGV)`.
pub fn signal_words(status: ExitStatus) -> Option<String> {
    let number = status.signal()?;
    let named = SIGNALS.iter().find(|(signal, _)| signal.as_raw() == number);
    Some(format!("signal {number}{}", named.map(|(_, name)| format!(" ({name})")).unwrap_or_default()))
}

fn send_with_file(socket: &UnixStream, bytes: &[u8], file: &File) -> io::Result<usize> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    let files = [file.as_fd()];
    if !control.push(SendAncillaryMessage::ScmRights(&files)) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let sent = rustix::net::sendmsg(socket, &[IoSlice::new(bytes)], &mut control, SendFlags::empty())?;
    Ok(sent)
}

/// Bytes that came and were not looked at yet: `bytes[start..end]`.
struct Inbox {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Default for Inbox {
    fn default() -> Self {
        Self { bytes: vec![0; INBOX_BYTES], start: 0, end: 0 }
    }
}

impl Inbox {
    fn frame_bytes(&self) -> Result<Option<usize>, Ending> {
        let waiting = &self.bytes[self.start..self.end];
        let Some(header) = waiting.first_chunk::<HEADER_BYTES>() else { return Ok(None) };
        match announced(*header) {
            Ok(0) => Err(Ending::Nonsense("an empty frame")),
            Ok(bytes) => Ok(Some(bytes)),
            Err(_) => Err(Ending::Nonsense("a frame longer than any")),
        }
    }

    /// Whether a whole frame waits; makes room for it when not.
    fn has_frame(&mut self) -> Result<bool, Ending> {
        let whole = HEADER_BYTES + self.frame_bytes()?.unwrap_or(0);
        if whole > HEADER_BYTES && self.end - self.start >= whole {
            return Ok(true);
        }
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
            // A long frame's room is given back.
            if self.bytes.len() > INBOX_BYTES {
                *self = Self::default();
            }
        }
        let room = whole.max(INBOX_BYTES / 2);
        if self.bytes.len() - self.start < room {
            self.bytes.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
            self.bytes.resize(room.clamp(self.bytes.len(), HEADER_BYTES + FRAME_MOST_BYTES), 0);
        }
        Ok(false)
    }

    /// Room for more, never empty after [`Inbox::has_frame`] said no.
    fn space(&mut self) -> &mut [u8] {
        &mut self.bytes[self.end..]
    }

    fn filled(&mut self, count: usize) {
        self.end += count;
    }

    /// The frame that waits.
    fn take(&mut self) -> &[u8] {
        let header = self.bytes[self.start..self.end].first_chunk::<HEADER_BYTES>();
        let bytes = header.map_or(0, |header| u32::from_le_bytes(*header) as usize);
        let from = self.start + HEADER_BYTES;
        self.start = from + bytes;
        &self.bytes[from..from + bytes]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds `stream` to an inbox in pieces of `piece` bytes and returns the frames' lengths.
    fn frames(stream: &[u8], piece: usize) -> Vec<usize> {
        let (mut inbox, mut left, mut lengths) = (Inbox::default(), stream, Vec::new());
        loop {
            while inbox.has_frame().expect("no frame is too long") {
                lengths.push(inbox.take().len());
            }
            if left.is_empty() {
                return lengths;
            }
            let count = left.len().min(piece).min(inbox.space().len());
            assert!(count > 0, "there is always room");
            inbox.space()[..count].copy_from_slice(&left[..count]);
            inbox.filled(count);
            left = &left[count..];
        }
    }

    #[test]
    fn frames_are_found_however_they_come_in() {
        let lengths = [1, 5, 700_000, 3, INBOX_BYTES - 4, 2_000_000, 1, 260_000, 260_000];
        let mut stream = Vec::new();
        for length in lengths {
            stream.extend_from_slice(&(length as u32).to_le_bytes());
            stream.resize(stream.len() + length, 9);
        }
        for piece in [997, 65_536, usize::MAX] {
            assert_eq!(frames(&stream, piece), lengths);
        }
    }

    #[test]
    fn a_program_that_was_stopped_does_not_blame_the_child() {
        let second = Duration::from_secs(1);
        let mut watch = Watch::new(60 * second, 300 * second);
        watch.begun = Instant::now() - 2_000 * second;
        assert!(matches!(watch.left(), Err(Ending::OutOfTime(_))));
        watch.waited(second, 2_000 * second);
        assert!(watch.left().is_ok_and(|left| left > 290 * second), "{watch:?}");
        assert_eq!(watch.patience().ok(), Some(LOOK));
        (0..60).for_each(|_| watch.waited(second, second));
        assert!(matches!(watch.patience(), Err(Ending::Silent(_))));
    }

    #[test]
    fn a_frame_that_is_too_long_or_empty_is_no_frame() {
        for header in [[255; HEADER_BYTES], [0; HEADER_BYTES]] {
            let mut inbox = Inbox::default();
            inbox.space()[..HEADER_BYTES].copy_from_slice(&header);
            inbox.filled(HEADER_BYTES);
            assert!(matches!(inbox.has_frame(), Err(Ending::Nonsense(_))), "{header:?}");
        }
    }
}
