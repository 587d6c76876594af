//! Copies files into the case and hashes them on the way, one after the other; one that changes meanwhile is copied
//! again. Enters nothing.

use std::collections::VecDeque;
use std::fs::File;
use std::sync::mpsc::SyncSender;

use archive::{Staged, Stager};
use model::DefectKind;

use super::Message;
use super::walk::{self, Candidate, Passed};

/// How often a file that changes under the hand is read again before it is kept as it came.
const TRIES: u32 = 3;

/// Copies and hashes every file; one that changes meanwhile is copied again.
pub fn stage_all(files: VecDeque<Candidate>, stager: &Stager, out: &SyncSender<Message>) {
    for mut file in files {
        let message = match stage_steady(&mut file, stager) {
            Ok((staged, same)) => Message::Staged(Box::new(file), staged, same),
            Err(archive::StageError::Source(error)) => {
                let (path, kind) = (file.full, DefectKind::Unreadable);
                Message::NotStaged(Passed { path, kind, detail: error.to_string() })
            }
            Err(archive::StageError::Storage(error)) => Message::Broken(error.into()),
        };
        if out.send(message).is_err() {
            return;
        }
    }
    // The coordinator may have stopped already.
    let _ = out.send(Message::AllStaged);
}

fn stage_steady(file: &mut Candidate, stager: &Stager) -> Result<(Staged, bool), archive::StageError> {
    let Some(path) = &file.path else {
        return stager.stage(&mut std::io::stdin().lock()).map(|staged| (staged, true));
    };
    let mut attempt = 1;
    loop {
        let mut source = File::open(path).map_err(archive::StageError::Source)?;
        let staged = stager.stage(&mut source)?;
        let after = walk::stamp(&source.metadata().map_err(archive::StageError::Source)?);
        let same = after == file.stamp && staged.size == after.size;
        file.stamp = after;
        if same || attempt == TRIES {
            return Ok((staged, same));
        }
        attempt += 1;
        stager.discard(&staged).map_err(archive::StageError::Storage)?;
    }
}
