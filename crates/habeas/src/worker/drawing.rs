//! Has one page drawn by a worker of its own, so that a page made to harm its reader can falsify no other picture.
//! Never decodes what comes back; it only doubts it.

use std::fs::File;
use std::time::Duration;

use extract::{Drawing, NotDrawn};

use super::check;
use super::child::{Ending, Watch, Worker};
use super::client::{self, Settings, WorkerError};
use super::drill::Drill;
use super::protocol::{Ask, DRAWING_MOST_BYTES, Told};
use super::session::Grief;

/// The longest that somebody waits for a page, whatever the settings grant a reading.
const MOST_TIME: Duration = Duration::from_secs(30);

/// Which page of which file, and how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The name under which the item was first taken in; only its ending is used, and only as a hint.
    pub name: &'a str,
    /// The item's size in bytes.
    pub size: u64,
    /// The page's number, from 1; a picture is page 1.
    pub page: u32,
    /// The picture's width in pixels, about; see [`extract::draw`].
    pub width: u32,
}

/// Why there is no picture of a page.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// There is no worker.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The file is open for writing. Open originals for reading only, so that no worker can alter one.
    #[error("the original is open for writing")]
    Writable,
    /// It cannot be drawn, or its worker crashed, hung or lied. Show the text, and the reason in a defect's words.
    #[error(transparent)]
    NotDrawn(#[from] NotDrawn),
}

/// Draws a page of `file` as a PNG, in a process that lives as long as that takes. It may use the settings' memory and,
/// at most, 30 seconds.
///
/// # Errors
/// When there is no worker, the file is open for writing, or the page cannot be drawn.
pub fn draw(settings: &Settings, file: &File, wanted: Wanted<'_>) -> Result<Drawing, DrawError> {
    if !client::is_read_only(file) {
        return Err(DrawError::Writable);
    }
    let Wanted { name, size, page, width } = wanted;
    converse(settings, &Ask::Draw { name: name.to_owned(), size, page, width }, Some(file))
}

/// Runs a drill as if it were a drawing, which none is.
///
/// # Errors
/// Always: what went wrong.
pub fn draw_drill(settings: &Settings, drill: Drill) -> Result<Drawing, DrawError> {
    converse(settings, &Ask::Drill(drill), None)
}

fn converse(settings: &Settings, ask: &Ask, file: Option<&File>) -> Result<Drawing, DrawError> {
    let program = settings.program().map_err(WorkerError::Start)?;
    let (mut worker, _) = client::start(&program, settings.memory_bytes)?;
    let mut watch = Watch::new(settings.stall.min(MOST_TIME), settings.least_time.min(MOST_TIME));
    let said = worker.say(ask, file, &mut watch).map_err(Grief::from);
    match said.and_then(|()| hear(&mut worker, &mut watch)) {
        Ok(drawn) => Ok(drawn?),
        Err(grief) => {
            let (kind, detail) = grief.told(worker);
            Err(NotDrawn::Defect { kind, detail: check::shortened(&detail) }.into())
        }
    }
}

fn hear(worker: &mut Worker, watch: &mut Watch) -> Result<Result<Drawing, NotDrawn>, Grief> {
    let mut png = Vec::new();
    loop {
        match worker.hear(watch)? {
            Told::PictureBytes(bytes) if png.len() + bytes.0.len() <= DRAWING_MOST_BYTES => {
                png.extend_from_slice(bytes.0);
            }
            Told::PictureBytes(_) => Err(Ending::Nonsense("a picture larger than any"))?,
            Told::Drawn(Ok(measures)) => {
                let drawing = measures.with(png);
                return if check::is_sound_drawing(&drawing) {
                    Ok(Ok(drawing))
                } else {
                    Err(Ending::Nonsense("a picture that is none"))?
                };
            }
            Told::Drawn(Err(NotDrawn::Defect { kind, detail })) => {
                return Ok(Err(NotDrawn::Defect { kind, detail: check::shortened(&detail) }));
            }
            Told::Drawn(Err(reason)) => return Ok(Err(reason)),
            Told::Panicked(words) => return Err(Grief::Panicked(check::shortened(&words))),
            _ => Err(Ending::Nonsense("a frame out of turn"))?,
        }
    }
}
