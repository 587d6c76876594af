//! The child: confines itself, says hello, reads what it is handed, one item at a time, and ends with its parent.
//! Touches nothing but the socket and the item's open file.

use std::fs::File;
use std::io::{self, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::Mutex;

use extract::{Host, Member, MemberEnd, OcrFailure, Picture, Recognised};
use model::{Defect, DefectKind, Missing, Part};
use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags};
use rustix::process::Pid;

use super::protocol::{
    Answer, Ask, CHUNK_BYTES, FRAME_MOST_BYTES, HEADER_BYTES, Hello, Measures, PICTURE_MOST_BYTES, Raw,
    ReadRequest, Summary, Told, announced, encode,
};
use super::{check, drill, input, sandbox};

/// The exit code of a worker that was not started by this program.
const NOT_A_COMMAND: u8 = 2;

/// The exit code after a panic.
const PANICKED: u8 = 101;

/// Bytes that may wait before they are sent.
const ENOUGH_TO_SEND: usize = 64 * 1024;

/// Where the last panic happened and what it said.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Serves the socket on standard input with `memory` bytes, until the parent closes it.
pub fn serve(memory: u64) -> ExitCode {
    let stdin = io::stdin();
    if rustix::net::sockopt::socket_type(&stdin).is_err() {
        eprintln!("habeas starts this by itself, to read documents in a confined process.");
        return ExitCode::from(NOT_A_COMMAND);
    }
    let parent = rustix::process::getppid();
    let level = sandbox::enter(memory);
    let Ok(socket) = stdin.as_fd().try_clone_to_owned().map(UnixStream::from) else {
        return ExitCode::FAILURE;
    };
    remember_panics();
    let mut line = Line { socket, out: Vec::new(), no_recognition: None };
    line.say(&Told::Hello(Hello::new(level)));
    while let Some((ask, file)) = line.hear() {
        if panic::catch_unwind(AssertUnwindSafe(|| answer(ask, file, memory, parent, &mut line))).is_err() {
            let words = LAST_PANIC.lock().map(|words| words.clone()).unwrap_or_default();
            line.say(&Told::Panicked(words));
            return ExitCode::from(PANICKED);
        }
    }
    ExitCode::SUCCESS
}

fn answer(ask: Ask, file: Option<File>, memory: u64, parent: Option<Pid>, line: &mut Line) {
    match ask {
        Ask::Read { request, size } => {
            let file = file.expect("invariant: the parent sends a file along with each reading");
            let summary = read(&request, file, size, line);
            line.say(&Told::Done(summary));
        }
        Ask::Draw { name, size, page, width } => {
            let file = file.expect("invariant: the parent sends a file along with each drawing");
            let mut original = input::Original::new(file, size);
            let drawn = extract::draw(&mut original, &name, page, width).map(|drawing| {
                let (png, measures) = Measures::of(drawing);
                png.chunks(CHUNK_BYTES).for_each(|chunk| line.add(&Told::PictureBytes(Raw(chunk))));
                measures
            });
            line.say(&Told::Drawn(drawn));
        }
        Ask::Drill(drill) => drill::run(drill, line),
        Ask::Probe(probe) => {
            let (allowed, words) = drill::probe(probe, memory, parent);
            line.say(&Told::Probed(allowed, words));
        }
    }
}

fn read(request: &ReadRequest, file: File, size: u64, line: &mut Line) -> Summary {
    line.no_recognition.clone_from(&request.no_recognition);
    let mut original = input::Original::new(file, size);
    extract::read(&mut original, &request.request(), line).into()
}

/// Keeps a panic's words for the parent instead of printing them.
fn remember_panics() {
    panic::set_hook(Box::new(|info| {
        let words = info.payload_as_str().unwrap_or("without words");
        let words = match info.location() {
            Some(place) => format!("{words} ({}:{})", own_path(place.file()), place.line()),
            None => words.to_owned(),
        };
        if let Ok(mut last) = LAST_PANIC.lock() {
            *last = check::shortened(&words);
        }
    }));
}

/// A source path from its crate on, so that the words are the same wherever the program was built.
fn own_path(path: &str) -> &str {
    let Some(source) = path.rfind("/src/") else { return path };
    path[..source].rfind('/').map_or(path, |folder| &path[folder + 1..])
}

/// The child's end of the socket. Ends the process when the parent is gone: there is nobody left to tell.
pub struct Line {
    socket: UnixStream,
    out: Vec<u8>,
    no_recognition: Option<String>,
}

impl Line {
    /// Sends a frame, and whatever waited before it.
    pub fn say(&mut self, told: &Told<'_>) {
        self.add(told);
        self.flush();
    }

    /// Sends bytes that are no frame, for drills.
    pub fn say_raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
        self.flush();
    }

    /// The socket itself, for drills.
    pub fn socket(&mut self) -> &mut UnixStream {
        &mut self.socket
    }

    /// Lets a frame wait for company.
    fn add(&mut self, told: &Told<'_>) {
        if let Err(too_long) = encode(told, &mut self.out) {
            panic!("a message of {} bytes; at most {FRAME_MOST_BYTES} can be sent", too_long.bytes);
        }
        if self.out.len() >= ENOUGH_TO_SEND {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if self.socket.write_all(&self.out).is_err() {
            std::process::exit(0);
        }
        self.out.clear();
    }

    /// The next request with its file, or `None` when the parent is done.
    fn hear(&mut self) -> Option<(Ask, Option<File>)> {
        let (header, file) = self.header().ok()??;
        let mut frame = vec![0; announced(header).ok()?];
        self.socket.read_exact(&mut frame).ok()?;
        Some((postcard::from_bytes(&frame).ok()?, file))
    }

    /// A frame's header together with the file that travels on it; `None` at the end.
    fn header(&mut self) -> io::Result<Option<([u8; HEADER_BYTES], Option<File>)>> {
        let mut header = [0; HEADER_BYTES];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let got = loop {
            let into = &mut [IoSliceMut::new(&mut header)];
            match rustix::net::recvmsg(&self.socket, into, &mut control, RecvFlags::empty()) {
                Err(rustix::io::Errno::INTR) => {}
                result => break result?.bytes,
            }
        };
        if got == 0 {
            return Ok(None);
        }
        let file = control.drain().find_map(|message| match message {
            RecvAncillaryMessage::ScmRights(mut files) => files.next(),
            _ => None,
        });
        self.socket.read_exact(&mut header[got..])?;
        Ok(Some((header, file.map(|file: OwnedFd| File::from(file)))))
    }
}

impl Host for Line {
    fn part(&mut self, part: Part) {
        let told = Told::Part(part);
        if let Err(too_long) = encode(&told, &mut self.out) {
            let Told::Part(part) = told else { return };
            let detail =
                format!("a part of {} bytes with its map; at most {FRAME_MOST_BYTES}", too_long.bytes);
            let missing = Missing::Characters(part.text.chars().count() as u64);
            let mut defect = Defect::whole(DefectKind::TooLarge, missing, detail);
            defect.place = part.map.segments().first().map(|segment| segment.place.clone());
            self.defect(defect);
        }
        // At once, so that a crash later on does not take it along.
        self.flush();
    }

    fn defect(&mut self, defect: Defect) {
        self.add(&Told::Defect(check::tamed(defect)));
    }

    fn member(&mut self, member: Member) {
        self.add(&Told::Member(member.into()));
    }

    fn member_bytes(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(CHUNK_BYTES) {
            self.add(&Told::MemberBytes(Raw(chunk)));
        }
    }

    fn member_end(&mut self, end: MemberEnd) {
        self.add(&Told::MemberEnd(end.into()));
    }

    fn recognise(&mut self, picture: &Picture) -> Result<Recognised, OcrFailure> {
        if let Some(reason) = &self.no_recognition {
            return Err(OcrFailure::Unavailable(reason.clone()));
        }
        if picture.bytes.len() > PICTURE_MOST_BYTES {
            let bytes = picture.bytes.len();
            let words = format!("a picture of {bytes} bytes; at most {PICTURE_MOST_BYTES}");
            return Err(OcrFailure::Failed(words));
        }
        for chunk in picture.bytes.chunks(CHUNK_BYTES) {
            self.add(&Told::PictureBytes(Raw(chunk)));
        }
        self.say(&Told::Recognise { dpi: picture.dpi });
        let frame = self.reply();
        match postcard::from_bytes(&frame) {
            Ok(Answer::Recognised { tsv, engine }) => {
                Ok(Recognised { tsv: tsv.0.to_vec(), engine: engine.to_owned() })
            }
            Ok(Answer::Unavailable(words)) => Err(OcrFailure::Unavailable(words.to_owned())),
            Ok(Answer::Failed(words)) => Err(OcrFailure::Failed(words.to_owned())),
            Err(_) => std::process::exit(0),
        }
    }
}

impl Line {
    /// The parent's answer to a question.
    fn reply(&mut self) -> Vec<u8> {
        let mut header = [0; HEADER_BYTES];
        let read = |socket: &mut UnixStream, into: &mut [u8]| {
            if socket.read_exact(into).is_err() {
                std::process::exit(0);
            }
        };
        read(&mut self.socket, &mut header);
        let mut frame = vec![0; announced(header).unwrap_or_else(|_| std::process::exit(0))];
        read(&mut self.socket, &mut frame);
        frame
    }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn source_paths_name_no_machine() {
        assert_eq!(own_path("/home/x/registry/zip-9.4.1/src/read.rs"), "zip-9.4.1/src/read.rs");
        assert_eq!(own_path("crates/extract/src/pdf/mod.rs"), "extract/src/pdf/mod.rs");
        assert_eq!(own_path("lib.rs"), "lib.rs");
    }
}
