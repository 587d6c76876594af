//! Reads PDF (ISO 32000-1): metadata, the text of each page with a box for every word, comments, form values, attached
//! files; pages that are pictures go to text recognition. Never runs scripts, follows links or asks for passwords.
//!
//! `hayro` parses and interprets; putting glyphs together to text is done here ([`lines`], [`columns`]). The file's
//! bytes stay in memory as a whole, since the format is read from its end; pages are read and handed on one by one.
//! A panic of the library on damaged input is caught at the page's border and becomes that page's defect.

mod accents;
mod annotations;
mod columns;
mod content;
mod cover;
mod glyphs;
mod lines;
mod members;
mod metadata;
mod page;
mod raster;
mod recognition;
mod strings;

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro::hayro_syntax::object::dict::keys::{
    ACRO_FORM, BASE_STATE, COUNT, D, OCPROPERTIES, OFF, PAGES, XFA,
};
use hayro::hayro_syntax::object::{Array, Dict, Name};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use model::{Defect, DefectKind, Missing};

use crate::Request;
use crate::drawing::{Canvas, NotDrawn};
use crate::host::{Host, Input};
use crate::ocr::{Recogniser, Sheet};
use content::{Fault, FormCheck};
use members::Files;
use page::Drawn;
use recognition::Need;

/// A proper file ends with this mark, in its last bytes.
const END_MARK: &[u8] = b"%%EOF";
/// How many last bytes: the mark may be followed by a little that does not belong to the file.
const END_BYTES: usize = 2048;
/// So many pages share a cache of fonts; a file of joined documents has other fonts on every page.
const PAGES_PER_CACHE: usize = 64;

pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let mut bytes = Vec::new();
    if let Err(error) = input.rewind().and_then(|()| input.read_to_end(&mut bytes)) {
        return host.defect(Defect::whole(DefectKind::Unreadable, Missing::Everything, error.to_string()));
    }
    let cut_short =
        !bytes[bytes.len().saturating_sub(END_BYTES)..].windows(END_MARK.len()).any(|end| end == END_MARK);
    let pdf = match guarded(|| Pdf::new(bytes)) {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(error)) => {
            let (kind, detail) = refusal(error);
            return host.defect(Defect::whole(kind, Missing::Everything, detail));
        }
        Err(reason) => return host.defect(Defect::whole(DefectKind::Damaged, Missing::Everything, reason)),
    };
    if cut_short {
        let detail = format!("no end mark; {} pages found", pdf.pages().len());
        host.defect(Defect::whole(DefectKind::Truncated, Missing::Unknown, detail));
    }
    let about = guarded(|| {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
        (metadata::part(&pdf, &catalog), structural_defects(&pdf, &catalog), Files::of_catalog(&catalog))
    });
    let mut files = match about {
        Ok((metadata, defects, files)) => {
            host.part(metadata);
            defects.into_iter().for_each(|defect| host.defect(defect));
            files
        }
        Err(reason) => {
            host.defect(Defect::whole(DefectKind::Damaged, Missing::Unknown, reason));
            Files::default()
        }
    };
    let mut reader = PageReader {
        pages: pdf.pages().len(),
        cache: InterpreterCache::new(),
        settings: InterpreterSettings::default(),
        forms: FormCheck::default(),
        recogniser: Recogniser::default(),
    };
    for (index, page) in pdf.pages().iter().enumerate() {
        if index % PAGES_PER_CACHE == 0 {
            reader.cache = InterpreterCache::new();
        }
        reader.read(index, page, &mut files, host);
    }
    files.hand_on(request, host);
}

/// Draws page `number` about `width` pixels wide.
pub(crate) fn draw(bytes: Vec<u8>, number: u32, width: u32) -> Result<Canvas, NotDrawn> {
    let damaged = |detail| NotDrawn::Defect { kind: DefectKind::Damaged, detail };
    let pdf = guarded(|| Pdf::new(bytes)).map_err(damaged)?.map_err(|error| {
        let (kind, detail) = refusal(error);
        NotDrawn::Defect { kind, detail: detail.to_owned() }
    })?;
    let pages = pdf.pages();
    let Some(page) = number.checked_sub(1).and_then(|index| pages.get(index as usize)) else {
        return Err(NotDrawn::NoSuchPage { pages: u32::try_from(pages.len()).unwrap_or(u32::MAX) });
    };
    let drawn = || Canvas { image: raster::show(page, width), page: page::size(page) };
    guarded(drawn).map_err(damaged)
}

/// The array's dictionaries; `None` for an item that is none.
fn dicts<'a>(array: &Array<'a>) -> impl Iterator<Item = Option<Dict<'a>>> {
    let mut items = array.flex_iter();
    (0..array.raw_iter().count()).map(move |_| items.next::<Dict<'a>>())
}

/// Calls `work`; a panic in it becomes an error with its message.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic: Box<dyn Any + Send>| {
        let message = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        message.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

fn refusal(error: LoadPdfError) -> (DefectKind, &'static str) {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            (DefectKind::Encrypted, "needs a password")
        }
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            (DefectKind::Encrypted, "encrypted in a way that is not supported")
        }
        LoadPdfError::Decryption(_) => (DefectKind::Damaged, "its encryption is damaged"),
        LoadPdfError::Invalid => (DefectKind::Damaged, "no page can be found in it"),
    }
}

/// What the document as a whole lacks.
fn structural_defects(pdf: &Pdf, catalog: &Dict<'_>) -> Vec<Defect> {
    let mut defects = Vec::new();
    let mut add = |kind, missing, detail: &str| defects.push(Defect::whole(kind, missing, detail));
    let found = pdf.pages().len() as u64;
    let tree = catalog.get::<Dict<'_>>(PAGES);
    match tree.and_then(|tree| u64::try_from(tree.get::<i64>(COUNT)?).ok()) {
        Some(declared) if declared > found => {
            let detail = format!("{declared} pages declared, {found} found");
            add(DefectKind::Damaged, Missing::Pages(declared - found), &detail);
        }
        None => {
            let detail =
                format!("the tree of pages is damaged; {found} pages found, perhaps in another order");
            add(DefectKind::Damaged, Missing::Unknown, &detail);
        }
        Some(_) => {}
    }
    let unread = DefectKind::UnsupportedFeature;
    if hides_layers(catalog) {
        add(unread, Missing::Unknown, "layers that the file hides are not read");
    }
    if catalog.get::<Dict<'_>>(ACRO_FORM).is_some_and(|form| form.contains_key(XFA)) {
        add(unread, Missing::Unknown, "an XFA form is not read, only the pages that stand for it");
    }
    defects
}

fn hides_layers(catalog: &Dict<'_>) -> bool {
    let usual = catalog.get::<Dict<'_>>(OCPROPERTIES).and_then(|layers| layers.get::<Dict<'_>>(D));
    usual.is_some_and(|usual| {
        usual.get::<Name<'_>>(BASE_STATE).as_deref() == Some(OFF)
            || usual.get::<Array<'_>>(OFF).is_some_and(|off| off.raw_iter().next().is_some())
    })
}

/// Reads page after page.
struct PageReader<'a> {
    pages: usize,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    forms: FormCheck,
    recogniser: Recogniser,
}

impl<'a> PageReader<'a> {
    fn read(&mut self, index: usize, page: &'a Page<'a>, files: &mut Files<'a>, host: &mut dyn Host) {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let mut sheet = Sheet { number, pages: self.pages, width: 0, height: 0, per_pixel: 1.0 };
        let work = || {
            let mut drawn = page::draw(page, &self.cache, &self.settings);
            drawn.faults.extend(self.forms.faults(page));
            let text = page::text(&drawn, number);
            (drawn, text)
        };
        let (mut drawn, text) = match guarded(work) {
            Ok(done) => done,
            Err(reason) => {
                // Whatever the panic left in the cache is not to be trusted.
                self.cache = InterpreterCache::new();
                return host.defect(sheet.defect(DefectKind::Damaged, Missing::Pages(1), &reason));
            }
        };
        files.extend(std::mem::take(&mut drawn.annotations.files));
        (sheet.width, sheet.height) = (drawn.width, drawn.height);
        let need = recognition::need(&drawn, &text);
        let (unreadable, nothing_read) = (text.unreadable, text.readable == 0);
        let parts = match need {
            Need::Nothing => text.parts,
            _ => {
                let need = (need, drawn.collected.picture_count);
                recognition::recognise(need, page, sheet, text, &self.settings, &mut self.recogniser, host)
            }
        };
        let recognised = need == Need::Unreadable && parts.iter().any(page::is_recognised);
        parts.into_iter().for_each(|part| host.part(part));
        page::comments(&drawn.annotations, number).into_iter().for_each(|part| host.part(part));

        report(&drawn, &sheet, nothing_read, recognised.then_some(unreadable), host);
    }
}

/// Reports what the page lacks. `recognised`: how many glyphs had no text, when the page was recognised instead.
fn report(
    drawn: &Drawn<'_>,
    sheet: &Sheet,
    nothing_read: bool,
    recognised: Option<usize>,
    host: &mut dyn Host,
) {
    let faults: BTreeSet<Fault> = drawn.faults.iter().copied().collect();
    for fault in faults {
        host.defect(match fault {
            Fault::WrongChecksum => {
                sheet.defect(DefectKind::ChecksumMismatch, Missing::Nothing, fault.words())
            }
            _ if nothing_read => sheet.defect(DefectKind::Damaged, Missing::Pages(1), fault.words()),
            _ => sheet.defect(DefectKind::Damaged, Missing::Unknown, fault.words()),
        });
    }
    let without_text = drawn.collected.without_text;
    if let Some(glyphs) = recognised {
        let detail = format!("{glyphs} glyphs without text, recognised from the page's picture instead");
        host.defect(sheet.defect(DefectKind::UnsupportedFeature, Missing::Nothing, &detail));
    } else if without_text > 0 {
        let missing = Missing::Characters(without_text);
        host.defect(sheet.defect(DefectKind::UnsupportedFeature, missing, "glyphs without text"));
    }
    if drawn.collected.unplaced > 0 {
        let missing = Missing::Characters(drawn.collected.unplaced);
        host.defect(sheet.defect(DefectKind::Damaged, missing, "glyphs without a place"));
    }
    if drawn.annotations.unreadable > 0 {
        let detail = format!("{} annotations are damaged", drawn.annotations.unreadable);
        host.defect(sheet.defect(DefectKind::Damaged, Missing::Unknown, &detail));
    }
}

#[cfg(test)]
mod tests;
