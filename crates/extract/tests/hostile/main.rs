//! Files made to break readers: bombs, endless nesting, paths that lead outside, wrong names, truncation, absurd
//! claims. Each row of the tables is a file, the defects that reading it must name and the states that it may end in.
//! Whatever the row says, every part must be sound, every member ended, and the text bounded by the input.

mod build;
mod containers;
mod documents;
mod pictures;

use std::collections::BTreeSet;
use std::io::Cursor;

use extract::{Host, Limits, Member, MemberEnd, OcrFailure, Picture, Recognised, Request};
use model::{Defect, DefectKind, LedgerState, Part};

/// One hostile file.
struct Row {
    /// What is hostile about it.
    what: &'static str,
    /// Its name.
    name: &'static str,
    /// Its bytes.
    bytes: Vec<u8>,
    /// Defects that it, or a member at any depth, must have.
    defects: &'static [DefectKind],
    /// The states that it may end in.
    states: &'static [LedgerState],
}

const WHOLE: &[LedgerState] = &[LedgerState::Whole];
const PARTIAL: &[LedgerState] = &[LedgerState::Partial];
const FAILED: &[LedgerState] = &[LedgerState::Failed];
const NOT_WHOLE: &[LedgerState] = &[LedgerState::Partial, LedgerState::Failed];
const ANY: &[LedgerState] = &[LedgerState::Whole, LedgerState::Partial, LedgerState::Failed];

/// Limits that a test can wait for.
const LIMITS: Limits =
    Limits { member_bytes: 64 << 20, total_bytes: 256 << 20, ratio: 200, members: 10_000, depth: 8 };

/// Reads the row's file and all members under it, and checks what the row says.
fn check(row: &Row) -> Reading {
    let root = read(row.name, &row.bytes, 0);
    let mut found: BTreeSet<DefectKind> = root.defects.iter().map(|defect| defect.kind).collect();
    let mut seen: BTreeSet<Vec<u8>> = BTreeSet::from([row.bytes.clone()]);
    let mut waiting: Vec<(String, Vec<u8>, u32)> =
        root.members.iter().map(|(path, bytes)| (path.clone(), bytes.clone(), 1)).collect();
    while let Some((path, bytes, depth)) = waiting.pop() {
        // The same bytes are the same item, and are read once.
        if seen.insert(bytes.clone()) {
            let reading = read(&path, &bytes, depth);
            found.extend(reading.defects.iter().map(|defect| defect.kind));
            waiting.extend(reading.members.into_iter().map(|(path, bytes)| (path, bytes, depth + 1)));
        }
    }
    let what = row.what;
    for kind in row.defects {
        assert!(found.contains(kind), "{what}: no {kind:?} in {found:?}, {:?}", root.defects);
    }
    let state = LedgerState::of(&root.defects);
    assert!(row.states.contains(&state), "{what}: {state:?}, {:?}", root.defects);
    root
}

fn check_all(rows: &[Row]) {
    rows.iter().for_each(|row| {
        check(row);
    });
}

fn read(name: &str, bytes: &[u8], depth: u32) -> Reading {
    let request =
        Request { name: name.into(), claimed: None, depth, limits: LIMITS, languages: vec!["spa".into()] };
    let mut reading = Reading::default();
    extract::read(&mut Cursor::new(bytes), &request, &mut reading);
    assert!(!reading.open, "{name}: a member was not ended");
    // A listing or table may say more than the bytes of a small file do, but not without bound.
    let most = 8 * bytes.len() as u64 + (16 << 20);
    assert!(
        reading.text_bytes <= most,
        "{name}: {} bytes of text out of {}",
        reading.text_bytes,
        bytes.len()
    );
    reading
}

/// What reading one file gave.
#[derive(Default)]
struct Reading {
    defects: Vec<Defect>,
    members: Vec<(String, Vec<u8>)>,
    text_bytes: u64,
    /// The beginning of the text, for words that must be in it.
    text: String,
    open: bool,
}

impl Host for Reading {
    fn part(&mut self, part: Part) {
        assert!(part.is_sound());
        self.text_bytes += part.text.len() as u64;
        if self.text.len() < 16 << 20 {
            self.text.push_str(&part.text);
        }
    }

    fn defect(&mut self, defect: Defect) {
        self.defects.push(defect);
        assert!(self.defects.len() < 100_000, "defects are bounded");
    }

    fn member(&mut self, member: Member) {
        assert!(!self.open, "the last member was not ended");
        self.members.push((member.path, Vec::new()));
        self.open = true;
    }

    fn member_bytes(&mut self, bytes: &[u8]) {
        assert!(self.open);
        let (_, member) = self.members.last_mut().expect("an open member");
        member.extend_from_slice(bytes);
        assert!(member.len() as u64 <= LIMITS.member_bytes);
    }

    fn member_end(&mut self, end: MemberEnd) {
        assert!(self.open);
        self.open = false;
        if end == MemberEnd::Refused {
            self.members.pop();
        }
    }

    fn recognise(&mut self, _picture: &Picture) -> Result<Recognised, OcrFailure> {
        Err(OcrFailure::Unavailable("tesseract".into()))
    }
}
