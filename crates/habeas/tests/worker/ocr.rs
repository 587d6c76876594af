//! Text recognition with the real tesseract, through the real binary that confines it. Skipped, with a line that says
//! so, where tesseract is not installed.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use extract::OcrFailure;
use habeas::worker::{Drill, Ocr, Reader, Settings};
use model::{DefectKind, Missing};

use crate::basket::Basket;
use crate::{program, settings};

/// Tesseract, or `None` with a line that says so.
fn tesseract() -> Option<Ocr> {
    let found = Ocr::find(None, std::env::var_os("PATH").as_deref(), std::env::var_os("TESSDATA_PREFIX"));
    found.inspect_err(|failure| eprintln!("skipped: {failure:?}")).ok()
}

/// A page of large black letters on white, as a binary PGM, which tesseract reads like PNG and TIFF. The letters are
/// drawn here, five by seven squares each.
fn picture(line: &str) -> Vec<u8> {
    let glyph = |letter: char| -> [u8; 7] {
        match letter {
            'A' => [0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
            'C' => [0x0E, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0E],
            'D' => [0x1E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1E],
            'E' => [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F],
            'H' => [0x11, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
            'L' => [0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1F],
            'T' => [0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04],
            _ => [0; 7],
        }
    };
    const SQUARE: usize = 6;
    let (width, height) = ((line.chars().count() * 7 + 8) * SQUARE, 20 * SQUARE);
    let mut pixels = vec![255; width * height];
    for (at, letter) in line.chars().enumerate() {
        for (row, bits) in glyph(letter).into_iter().enumerate() {
            for column in (0..5).filter(|column| bits >> (4 - column) & 1 == 1) {
                let (left, top) = ((4 + at * 7 + column) * SQUARE, (6 + row) * SQUARE);
                for y in top..top + SQUARE {
                    pixels[y * width + left..y * width + left + SQUARE].fill(0);
                }
            }
        }
    }
    let mut file = format!("P5\n{width} {height}\n255\n").into_bytes();
    file.extend_from_slice(&pixels);
    file
}

#[test]
fn tesseract_reads_a_picture_inside_its_fences() {
    let Some(ocr) = tesseract() else { return };
    assert!(ocr.engine().starts_with("tesseract-"), "{ocr:?}");
    let languages = [ocr.languages()[0].clone()];
    let found = ocr.recognise(&program(), &picture("LA CALLE DEL DELTA"), Some(150), &languages);
    let found = found.expect("recognises");
    assert_eq!(found.engine, ocr.engine());
    let tsv = String::from_utf8(found.tsv).expect("text");
    assert!(tsv.starts_with("level\tpage_num"), "{tsv}");
    let words: Vec<&str> = tsv.lines().filter_map(|line| line.split('\t').nth(11)).collect();
    assert!(words.contains(&"CALLE") && words.contains(&"DELTA"), "{tsv}");
}

#[test]
fn what_tesseract_cannot_do_is_said() {
    let Some(ocr) = tesseract() else { return };
    let languages = [ocr.languages()[0].clone()];
    let check = |ocr: &Ocr, picture: &[u8], languages: &[String], words: &str| {
        let failure = ocr.recognise(&program(), picture, None, languages).expect_err("fails");
        let (OcrFailure::Unavailable(said) | OcrFailure::Failed(said)) = &failure;
        assert!(said.contains(words), "{failure:?}");
    };
    check(&ocr, b"no picture at all", &languages, "tesseract ended with exit code");
    check(&ocr, &picture("LA"), &["tlh".into()], "no language data for tlh");
    check(&ocr, &picture("LA"), &[], "no language");
    let mut hasty = ocr.clone();
    hasty.time = Duration::from_millis(1);
    check(&hasty, &picture("LA"), &languages, "longer than");
    let mut poor = ocr.clone();
    poor.memory_bytes = 8 << 20;
    check(&poor, &picture("LA"), &languages, "tesseract ended with");
}

/// Two white pages on their way from a worker to tesseract and back.
const PAGES: Drill = Drill { parts: 1, part_bytes: 10, pictures: 2, fault: None };

#[test]
fn a_worker_has_its_pictures_recognised() {
    let Some(ocr) = tesseract() else { return };
    let engine = ocr.engine().to_owned();
    let mut basket = Basket::default();
    Reader::new(Settings { ocr: Ok(ocr).into(), ..settings() }).drill(PAGES, &mut basket).expect("reads");
    assert_eq!((basket.parts, basket.defects.len()), (3, 0), "{basket:?}");
    assert!(basket.last_text.starts_with(&format!("{engine}\nlevel\tpage_num")), "{basket:?}");
    assert!(basket.last_text.contains("\n1\t1\t0\t0\t0\t0\t0\t0\t1240\t1754\t"), "the page: {basket:?}");
}

#[test]
fn without_tesseract_a_worker_is_told_why() {
    let failure = Ocr::find(Some(Path::new("/nonexistent/tesseract")), None, None).expect_err("not there");
    let mut basket = Basket::default();
    Reader::new(Settings { ocr: Err(failure).into(), ..settings() })
        .drill(PAGES, &mut basket)
        .expect("reads");
    let [first, _] = basket.defects.as_slice() else { panic!("{basket:?}") };
    assert_eq!((first.kind, first.missing), (DefectKind::OcrUnavailable, Missing::Pictures(1)));
    assert_eq!(first.detail, "tesseract is not installed at /nonexistent/tesseract");
}

#[test]
fn the_shim_confines_whatever_it_runs() {
    let run = |script: &str| {
        let mut shim = Command::new(program());
        shim.args(["--ocr-shim", "2147483648", "10", "", "/bin/sh", "-c", script]);
        shim.output().expect("runs").status.success()
    };
    assert!(run(":"), "the shell itself runs");
    assert!(
        run("read -r line </usr/share/common-licenses/BSD || test -d /usr"),
        "programs' data can be read"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a");
    std::fs::write(&path, "secret").expect("written");
    for forbidden in [
        format!("read -r line <{}", path.display()),
        format!(": >{}", folder.path().join("b").display()),
        format!(": >>{}", path.display()),
        "read -r line </etc/passwd".into(),
        "(:)".into(),
        "/usr/bin/env".into(),
        "kill -0 $PPID".into(),
    ] {
        assert!(!run(&forbidden), "{forbidden}");
    }
    assert!(!folder.path().join("b").exists());
}
