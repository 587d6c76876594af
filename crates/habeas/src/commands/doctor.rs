//! What this machine offers, what is missing, and what that costs: text recognition, the workers' confinement, keys.

use anyhow::Result;

use super::Ending;
use crate::cli::Cli;
use crate::home::Home;
use crate::settings::Settings;
use crate::worker::{Probe, Reader, SandboxLevel};
use crate::{out, pipeline, say, wire};

struct Line {
    code: &'static str,
    good: bool,
    text: String,
}

pub(super) fn doctor(cli: &Cli) -> Result<Ending> {
    let settings = match super::folder(cli) {
        Ok(folder) => folder.settings,
        Err(_) => Settings::new("", &["spa".to_owned(), "eng".to_owned()]),
    };
    let how = pipeline::how(&settings, None);
    let mut lines = Vec::new();
    let mut note = |code, good, text| lines.push(Line { code, good, text });

    note("program", true, format!("{} (extraction {})", crate::PROGRAM, extract::VERSION));
    note("cores", true, tr!("doctor-cores", n = how.lanes as u64));
    match how.worker.ocr.get() {
        Ok(ocr) => match ocr.missing(&settings.languages) {
            None => note(
                "ocr",
                true,
                tr!("doctor-ocr", engine = ocr.engine(), languages = settings.languages.join(", ")),
            ),
            Some(missing) => note("ocr", false, tr!("doctor-ocr-language", missing = missing)),
        },
        Err(_) => note("ocr", false, tr!("doctor-ocr-missing")),
    }
    let mut reader = Reader::new(how.worker);
    match reader.level() {
        Ok(SandboxLevel::Full) => note("sandbox", true, tr!("doctor-sandbox-full")),
        Ok(level) => note("sandbox", false, tr!("doctor-sandbox-partial", level = format!("{level:?}"))),
        Err(error) => note("sandbox", false, tr!("doctor-sandbox-none", why = error.to_string())),
    }
    for probe in Probe::ALL {
        if let Ok(probed) = reader.probe(probe) {
            let key = if probed.allowed { "doctor-probe-allowed" } else { "doctor-probe-denied" };
            let text = say::message(key, &crate::args![what = format!("{probe:?}"), words = probed.words]);
            note("probe", !probed.allowed, text);
        }
    }
    let home = Home::find()?;
    match home.existing_key() {
        Ok(Some(key)) => {
            let fingerprint = key.verifier("habeas").fingerprint();
            note(
                "key",
                true,
                tr!("doctor-key", folder = home.path().display().to_string(), fingerprint = fingerprint),
            );
        }
        Ok(None) => note("key", true, tr!("doctor-key-none", folder = home.path().display().to_string())),
        Err(error) => note("key", false, error.to_string()),
    }

    let well = lines.iter().all(|line| line.good);
    if cli.json {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| serde_json::json!({ "what": line.code, "good": line.good, "text": line.text }))
            .collect();
        out::json(&wire::document("doctor", serde_json::json!({ "well": well, "lines": lines })))?;
    } else {
        for line in &lines {
            out::line(&format!("{}  {}", if line.good { "✓" } else { "✗" }, line.text));
        }
    }
    Ok(if well { Ending::Done } else { Ending::Wrong })
}
