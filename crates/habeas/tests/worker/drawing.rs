//! Pages drawn by a worker: pictures come whole, and every way of going wrong costs one picture and names its reason.

use std::fs::File;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use extract::{Drawing, NotDrawn};
use habeas::worker::{DrawError, Fault, Settings, Wanted, draw, draw_drill};
use model::DefectKind;

use crate::{drill, file, promise, settings};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../extract/tests/fixtures/pdf").join(name)
}

fn drawn(name: &str, page: u32, width: u32) -> Result<Drawing, DrawError> {
    let file = File::open(fixture(name)).expect("a fixture");
    let size = file.metadata().expect("its size").len();
    draw(&settings(), &file, Wanted { name, size, page, width })
}

#[test]
fn a_page_comes_whole() {
    for (name, size, page) in [
        ("libreoffice-table.pdf", (800, 1131), (5953, 8419)),
        ("scan.png", (700, 400), (700, 400)),
        ("scan.jpg", (700, 400), (700, 400)),
    ] {
        let drawing = drawn(name, 1, 800).expect("it can be drawn");
        assert_eq!((drawing.width, drawing.height), size, "{name}");
        assert_eq!((drawing.page_width, drawing.page_height), page, "{name}");
        // Every chunk of a PNG is there: the last has no content (PNG 1.2, section 4.1.4).
        assert!(drawing.png.ends_with(b"\0\0\0\0IEND\xae\x42\x60\x82"), "{name}");
        let again = drawn(name, 1, 800).expect("it can be drawn");
        assert_eq!(drawing, again, "{name}");
    }
}

#[test]
fn what_is_not_drawn_says_why() {
    let reason = |name: &str, page| match drawn(name, page, 800) {
        Err(DrawError::NotDrawn(reason)) => reason,
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(reason("scan.tsv", 1), NotDrawn::NoPages);
    assert_eq!(reason("scan-three-pages.tiff", 9), NotDrawn::NoSuchPage { pages: 3 });
    let NotDrawn::Defect { kind, .. } = reason("encrypted-password.pdf", 1) else { panic!("a defect") };
    assert_eq!(kind, DefectKind::Encrypted);
    let scratch = tempfile::NamedTempFile::new().expect("a temporary file");
    let wanted = Wanted { name: "", size: 0, page: 1, width: 800 };
    assert!(matches!(draw(&settings(), scratch.as_file(), wanted), Err(DrawError::Writable)));
    let nobody = Settings { program: Some("/nonexistent/habeas".into()), ..settings() };
    assert!(matches!(draw(&nobody, &file(b"%PDF-1.7"), wanted), Err(DrawError::Worker(_))));
}

#[test]
fn every_fault_costs_one_picture() {
    let second = Duration::from_secs(1);
    for fault in Fault::ALL {
        for parts in [0, 1] {
            let held = Settings { stall: second, least_time: 3 * second, ..settings() };
            let Err(DrawError::NotDrawn(NotDrawn::Defect { kind, detail })) =
                draw_drill(&held, drill(parts, fault))
            else {
                panic!("{fault:?}: a defect")
            };
            // Parts, members and their bytes are nothing that a drawing brings.
            let out_of_turn = parts > 0
                || matches!(
                    fault,
                    Fault::Flood | Fault::StrayBytes | Fault::UnsoundPart | Fault::PanicInMember
                );
            let (expected, words) = match fault {
                _ if out_of_turn => (DefectKind::ReaderCrashed, "a frame out of turn"),
                _ => promise(fault),
            };
            assert_eq!(kind, expected, "{fault:?}: {detail}");
            assert!(detail.contains(words), "{fault:?}: {detail}");
        }
    }
}

/// Not a check but a measurement: `cargo nextest run -p habeas measure_drawings --run-ignored only --no-capture`.
#[test]
#[ignore = "a measurement"]
fn measure_drawings() {
    for name in ["libreoffice-table.pdf", "latex-two-columns.pdf", "scan.png"] {
        let rounds = 20;
        let begun = Instant::now();
        let bytes: usize = (0..rounds).map(|_| drawn(name, 1, 1200).expect("drawn").png.len()).sum();
        eprintln!("{name}: {:?} a page, {} KiB", begun.elapsed() / rounds, bytes / rounds as usize / 1024);
    }
}
