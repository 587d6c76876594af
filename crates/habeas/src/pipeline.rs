//! How the rooms are joined for one case: which worker processes read, how many lanes, who recognises text.

use extract::OcrFailure;

use crate::intake::How;
use crate::settings::Settings;
use crate::worker::{self, Engine, Isolation, Ocr};

/// How this machine works on a case with these settings. `threads` is the person's wish; all cores otherwise.
#[must_use]
pub fn how(settings: &Settings, threads: Option<usize>) -> How {
    let reading = settings.reading;
    let lanes = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let ocr = if reading.recognise {
        Engine::when_needed(|| {
            Ocr::find(None, std::env::var_os("PATH").as_deref(), std::env::var_os("TESSDATA_PREFIX"))
        })
    } else {
        Err(OcrFailure::Unavailable("case.toml says: recognise = false".into())).into()
    };
    let isolation = match reading.items_per_process {
        0 | 1 => Isolation::Item,
        items => Isolation::Batch { items },
    };
    let worker = worker::Settings {
        memory_bytes: reading.memory_mib.saturating_mul(1 << 20),
        stall: reading.stall(),
        least_time: std::time::Duration::from_secs(reading.least_seconds),
        time_per_mib: std::time::Duration::from_secs(reading.seconds_per_mib),
        isolation,
        ocr,
        program: None,
    };
    How { lanes, worker, annotate: true }
}
