//! One reading, seen from the parent: takes the child's frames in, checks them, passes them on, and turns a child's
//! end into one defect. Keeps nothing from one reading to the next.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use extract::{Limits, Member, MemberEnd, OcrFailure, Recognised, Summary};
use model::{Defect, DefectKind, ExtractionVersion, MediaType, Missing, Part, PartKind};

use super::check;
use super::child::{Death, Ending, Watch, Worker, signal_words};
use super::client::Settings;
use super::protocol::{Answer, PICTURE_MOST_BYTES, Raw, Told};
use super::sandbox::SandboxLevel;

/// The most defects of one reading; a reader sums up what happens again and again.
const DEFECTS_MOST: u64 = 1_000_000;

/// The most pictures recognised in one reading.
const PICTURES_MOST: u64 = 1_000_000;

/// What the allocator says before it gives up.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// Takes what a reading brings, in order. An error stops the reading and comes back to whoever asked for it.
pub trait Take {
    /// Why it cannot take more, such as a full disk.
    type Error;

    /// Takes the next part.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn part(&mut self, part: Part) -> Result<(), Self::Error>;

    /// Takes a defect.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn defect(&mut self, defect: Defect) -> Result<(), Self::Error>;

    /// Begins a member. Each is ended before the next begins, and before the reading is over.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn member(&mut self, member: Member) -> Result<(), Self::Error>;

    /// The begun member's next bytes.
    ///
    /// # Errors
    /// When they cannot be kept.
    fn member_bytes(&mut self, bytes: &[u8]) -> Result<(), Self::Error>;

    /// Ends the begun member.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn member_end(&mut self, end: MemberEnd) -> Result<(), Self::Error>;
}

/// What a reading came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What the bytes turned out to be, and by which rules they were read. When the worker came to grief, the type is
    /// the one of the first bytes.
    pub summary: Summary,
    /// How well the worker was confined.
    pub level: SandboxLevel,
}

/// Why a reading stopped early.
pub enum Stop<E> {
    /// The child came to grief.
    Child(Grief),
    /// The taker takes no more.
    Taker(E),
}

/// What happened to a child.
pub enum Grief {
    /// The conversation broke off.
    Ending(Ending),
    /// Its reader panicked, with these words.
    Panicked(String),
}

impl Grief {
    /// Ends `worker` and says what happened to it, as a defect's kind and words.
    pub fn told(self, worker: Worker) -> (DefectKind, String) {
        match self {
            Self::Panicked(words) => (DefectKind::ReaderCrashed, format!("the reader panicked: {words}")),
            Self::Ending(Ending::Gone) => explained(&worker.bury(true)),
            Self::Ending(Ending::Silent(limit)) => {
                (DefectKind::ReaderTimeLimit, format!("nothing came for {} seconds", limit.as_secs_f32()))
            }
            Self::Ending(Ending::OutOfTime(limit)) => {
                (DefectKind::ReaderTimeLimit, format!("not done after {} seconds", limit.as_secs_f32()))
            }
            Self::Ending(Ending::Nonsense(what)) => {
                (DefectKind::ReaderCrashed, format!("the reader broke off with nonsense: {what}"))
            }
        }
    }
}

impl From<Ending> for Grief {
    fn from(ending: Ending) -> Self {
        Self::Ending(ending)
    }
}

impl<E> From<Ending> for Stop<E> {
    fn from(ending: Ending) -> Self {
        Self::Child(Grief::Ending(ending))
    }
}

/// What came so far.
pub struct Session<'a> {
    settings: &'a Settings,
    program: &'a Path,
    limits: Limits,
    languages: &'a [String],
    watch: Watch,
    parts: u64,
    page: Option<u32>,
    defects: u64,
    members: u64,
    member: Option<u64>,
    member_total: u64,
    picture: Vec<u8>,
    pictures: u64,
    engine: Option<String>,
}

impl<'a> Session<'a> {
    /// Nothing came yet. `program` is this program, `watch` the time it may take.
    pub fn new(
        settings: &'a Settings,
        program: &'a Path,
        limits: Limits,
        languages: &'a [String],
        watch: Watch,
    ) -> Self {
        Self {
            settings,
            program,
            limits,
            languages,
            watch,
            parts: 0,
            page: None,
            defects: 0,
            members: 0,
            member: None,
            member_total: 0,
            picture: Vec::new(),
            pictures: 0,
            engine: None,
        }
    }

    /// Whether nothing came that the taker would have to forget.
    pub fn is_untouched(&self) -> bool {
        self.parts == 0 && self.defects == 0 && self.members == 0
    }

    /// The time that is left, for sending.
    pub fn watch(&mut self) -> &mut Watch {
        &mut self.watch
    }

    /// Passes on what `worker` says until its last frame.
    ///
    /// # Errors
    /// When the child comes to grief or the taker takes no more.
    pub fn run<T: Take>(&mut self, worker: &mut Worker, taker: &mut T) -> Result<Summary, Stop<T::Error>> {
        loop {
            match worker.hear(&mut self.watch)? {
                Told::Recognise { dpi } => self.recognise(worker, dpi)?,
                Told::PictureBytes(bytes) => self.picture_bytes(bytes)?,
                Told::Done(summary) => return Ok(self.done(summary.into())?),
                Told::Panicked(words) => return Err(Stop::Child(Grief::Panicked(check::shortened(&words)))),
                Told::Hello(_) | Told::Probed(..) | Told::Drawn(_) => {
                    Err(Ending::Nonsense("a frame out of turn"))?
                }
                told => {
                    self.account(&told)?;
                    self.watch.hold(|| pass_on(told, taker)).map_err(Stop::Taker)?;
                }
            }
        }
    }

    /// Counts and checks a frame for the taker.
    fn account(&mut self, told: &Told<'_>) -> Result<(), Ending> {
        match told {
            Told::Part(part) => {
                if !check::is_sound_part(part) {
                    return Err(Ending::Nonsense("a part whose places are not sound"));
                }
                self.parts += 1;
                if let PartKind::Page { number, .. } = part.kind {
                    self.page = Some(number);
                }
            }
            Told::Defect(_) => {
                self.defects += 1;
                if self.defects > DEFECTS_MOST {
                    return Err(Ending::Nonsense("more defects than any reader reports"));
                }
            }
            Told::Member(_) => {
                if self.member.replace(0).is_some() {
                    return Err(Ending::Nonsense("a member inside a member"));
                }
                self.members += 1;
                if self.members > self.limits.members {
                    return Err(Ending::Nonsense("more members than the limit"));
                }
            }
            Told::MemberBytes(bytes) => {
                let so_far = self.member.as_mut().ok_or(Ending::Nonsense("bytes of no member"))?;
                *so_far += bytes.0.len() as u64;
                // A reader finds out that a member is too large when it has read too much of it.
                let above = |limit: u64| limit.saturating_add(Limits::FREE_BYTES);
                let total = self.member_total.saturating_add(*so_far);
                if *so_far > above(self.limits.member_bytes) || total > above(self.limits.total_bytes) {
                    return Err(Ending::Nonsense("more bytes of members than the limit"));
                }
            }
            Told::MemberEnd(end) => {
                let bytes = self.member.take().ok_or(Ending::Nonsense("the end of no member"))?;
                if MemberEnd::from(*end) != MemberEnd::Refused {
                    self.member_total += bytes;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn picture_bytes(&mut self, bytes: Raw<'_>) -> Result<(), Ending> {
        if self.picture.len() + bytes.0.len() > PICTURE_MOST_BYTES {
            return Err(Ending::Nonsense("a picture larger than any"));
        }
        self.picture.extend_from_slice(bytes.0);
        Ok(())
    }

    fn recognise(&mut self, worker: &mut Worker, dpi: Option<u32>) -> Result<(), Ending> {
        self.pictures += 1;
        if self.pictures > PICTURES_MOST {
            return Err(Ending::Nonsense("more pictures than any document has"));
        }
        let picture = std::mem::take(&mut self.picture);
        let result: Result<Recognised, OcrFailure> = self.watch.hold(|| {
            let ocr = self.settings.ocr.get().map_err(OcrFailure::clone)?;
            match ocr.missing(self.languages) {
                Some(words) => Err(OcrFailure::Unavailable(words)),
                None => ocr.recognise(self.program, &picture, dpi, self.languages),
            }
        });
        let answer = match &result {
            Ok(found) => Answer::Recognised { tsv: Raw(&found.tsv), engine: &found.engine },
            Err(OcrFailure::Unavailable(words)) => Answer::Unavailable(words),
            Err(OcrFailure::Failed(words)) => Answer::Failed(words),
        };
        worker.say(&answer, None, &mut self.watch)?;
        self.engine = result.ok().map(|found| found.engine).or(self.engine.take());
        Ok(())
    }

    fn done(&mut self, summary: Summary) -> Result<Summary, Ending> {
        if self.member.is_some() {
            return Err(Ending::Nonsense("an end in the middle of a member"));
        }
        if summary.media_type.as_str().len() > 200 || !check::is_own_version(&summary.extraction) {
            return Err(Ending::Nonsense("a summary of another program"));
        }
        Ok(summary)
    }

    /// The defect that a child's end leaves behind, and what can be said of the reading without it.
    ///
    /// # Errors
    /// When the taker does not take it.
    pub fn mourn<T: Take>(
        self,
        grief: Grief,
        worker: Worker,
        sniffed: MediaType,
        taker: &mut T,
    ) -> Result<Summary, T::Error> {
        let (kind, cause) = grief.told(worker);
        if self.member.is_some() {
            taker.member_end(MemberEnd::CutShort)?;
        }
        let nothing = self.parts == 0 && self.members == 0;
        let missing = if nothing { Missing::Everything } else { Missing::Unknown };
        taker.defect(Defect::whole(
            kind,
            missing,
            check::shortened(&format!("{cause}{}", self.reached())),
        ))?;
        let engine = self.engine.map(|engine| format!("+{engine}")).unwrap_or_default();
        let extraction = ExtractionVersion(format!("{}{engine}", extract::VERSION));
        Ok(Summary { media_type: sniffed, extraction })
    }

    /// How far it came, in words.
    fn reached(&self) -> String {
        let page = self.page.map(|page| format!(" (page {page})")).unwrap_or_default();
        let members = if self.members > 0 { format!(" and member {}", self.members) } else { String::new() };
        match self.parts {
            0 if self.members == 0 => String::new(),
            parts => format!(", after part {parts}{page}{members}"),
        }
    }
}

fn pass_on<T: Take>(told: Told<'_>, taker: &mut T) -> Result<(), T::Error> {
    match told {
        Told::Part(part) => taker.part(part),
        Told::Defect(defect) => taker.defect(check::tamed(defect)),
        Told::Member(member) => taker.member(member.into()),
        Told::MemberBytes(bytes) => taker.member_bytes(bytes.0),
        Told::MemberEnd(end) => taker.member_end(end.into()),
        _ => Ok(()),
    }
}

/// A death's kind and words.
pub fn explained(death: &Death) -> (DefectKind, String) {
    let words = match death.last_words.as_str() {
        "" => String::new(),
        words => format!(": {words}"),
    };
    let signal = death.status.and_then(signal_words);
    let (kind, cause) = match death.status.map(|status| (status.signal(), status.code())) {
        _ if death.last_words.starts_with(OUT_OF_MEMORY) => (DefectKind::ReaderMemoryLimit, signal),
        Some((Some(number), _)) if number == rustix::process::Signal::SYS.as_raw() => {
            (DefectKind::ReaderCrashed, signal.map(|signal| format!("a forbidden system call, {signal}")))
        }
        Some((_, Some(code))) => (DefectKind::ReaderCrashed, Some(format!("exit code {code}"))),
        _ => (DefectKind::ReaderCrashed, signal),
    };
    (kind, format!("the reader ended with {}{words}", cause.as_deref().unwrap_or("no reason given")))
}
