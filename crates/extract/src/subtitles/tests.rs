//! Cues come out as lines at their times; what is no cue stays at its bytes.

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::*;
use crate::testing::{self, Recorder};

fn check(original: &str, text: &str, cues: &[(&str, u64, u64)]) -> Recorder {
    let read = testing::read(read, "audiencia.srt", original.as_bytes());
    assert_eq!(read.text(), text);
    check_cues(&read, cues);
    read
}

fn check_cues(read: &Recorder, cues: &[(&str, u64, u64)]) {
    let mut found = Vec::new();
    for part in &read.parts {
        assert_eq!(part.kind, PartKind::Cues);
        for segment in part.map.segments() {
            if let Place::Time { start_ms, end_ms } = segment.place {
                assert_eq!(segment.step, Step::Whole);
                found.push((segment.text.slice(&part.text).expect("segments slice"), start_ms, end_ms));
            }
        }
    }
    assert_eq!(found, cues);
}

fn broken(read: &Recorder) -> Option<&str> {
    let defect = read.defects.iter().find(|defect| defect.kind == DefectKind::Damaged)?;
    assert_eq!(defect.missing, Missing::Nothing);
    Some(&defect.detail)
}

const SRT: &str = "1\n00:00:01,000 --> 00:00:02,500\n<i>¿Dónde está Nora?</i>\n- No sé.\n\n\
                   2\n00:00:03,000 --> 00:00:04,000\n2024\n\n";

const SRT_CUES: [(&str, u64, u64); 2] = [("¿Dónde está Nora?\n- No sé.", 1000, 2500), ("2024", 3000, 4000)];

#[test]
fn subrip_with_any_line_end() {
    let text = "¿Dónde está Nora?\n- No sé.\n2024\n";
    for end in ["\n", "\r\n", "\r", "\r\r\n"] {
        let read = check(&SRT.replace('\n', end), text, &SRT_CUES);
        assert_eq!(read.defects, []);
    }
    check(SRT.trim_end(), text, &SRT_CUES);
    check(&format!("\u{FEFF}\n\n{SRT}"), text, &SRT_CUES);
    check("", "", &[]);
}

#[test]
fn subrip_in_windows_1252() {
    let original = WINDOWS_1252.encode(SRT).0;
    let read = testing::read(read, "audiencia.srt", &original);
    check_cues(&read, &SRT_CUES);
    assert_eq!(read.kinds(), [(DefectKind::EncodingGuessed, Missing::Nothing)]);
}

#[test]
fn webvtt_with_all_its_blocks() {
    let original = "WEBVTT - Audiencia\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE revisado por E. Ruiz\n\
                    dos veces\n\nintro\n00:01.000 --> 00:02.000 line:0\n<v Nora>A &amp; B</v>\n\nREGION\nid:x\n\n\
                    7\n01:00:00.000 --> 01:00:01.000\nfin\n";
    let text =
        " - Audiencia\nKind: captions\nNOTE revisado por E. Ruiz\ndos veces\nintro\nNora: A & B\nfin\n";
    let read = check(original, text, &[("Nora: A & B", 1000, 2000), ("fin", 3_600_000, 3_601_000)]);
    assert_eq!(read.defects, []);
    for words in ["Audiencia", "dos veces", "intro"] {
        assert_eq!(read.original(words, original.as_bytes()), words.as_bytes());
    }
    check("WEBVTT\n\n00:01.000 --> 00:02.000\nhola", "hola\n", &[("hola", 1000, 2000)]);
    check("WEBVTT\n00:01.000 --> 00:02.000\nhola", "hola\n", &[("hola", 1000, 2000)]);
    check("WEBVTT", "", &[]);
}

#[test]
fn what_is_no_cue_is_kept_and_said() {
    let original = "1\n00:00:01,000 --> 00:00:02,000\nHola.\n\nsigue tras línea vacía\ny más\n\n\
                    3\n00:00:09,000 --> 00:00:04,000\nal revés\n\nSTYLE\nx\n";
    let text = "Hola.\nsigue tras línea vacía\ny más\n3\n00:00:09,000 --> 00:00:04,000\nal revés\nSTYLE\nx\n";
    let read = check(original, text, &[("Hola.", 1000, 2000)]);
    assert_eq!(broken(&read), Some("3 block(s) without a readable time; kept as text"));
    assert_eq!(read.original("línea vacía", original.as_bytes()), "línea vacía".as_bytes());
    let place = read.defects[0].place.clone().expect("it has a place");
    assert_eq!(testing::bytes(&[place], original.as_bytes()), "sigue tras línea vacía".as_bytes());
}

#[test]
fn cues_without_blank_lines_between_them() {
    let original = "1\n00:00:01,000 --> 00:00:02,000\nHola.\n2024\n2\n00:00:02,000 --> 00:00:03,000\nuno\n77\n\
                    00:00:04,000 --> 00:00:05,000\ndos\n";
    let cues = [("Hola.\n2024", 1000, 2000), ("uno\n77", 2000, 3000), ("dos", 4000, 5000)];
    let read = check(original, "Hola.\n2024\nuno\n77\ndos\n", &cues);
    assert_eq!(read.defects, []);

    let cue = |number: u64| {
        format!("{number}\n00:00:01,000 --> 00:00:02,000\nDijo que no había nadie, {number} veces\n")
    };
    let original: String = (1..6000).map(cue).collect();
    let read = testing::read(super::read, "largo.srt", original.as_bytes());
    assert_eq!(read.defects, []);
    assert_eq!(read.text().lines().count(), 5999);
    assert!(read.parts.len() > 2);
}

#[test]
fn endless_lines_are_kept() {
    for original in ["ñ".repeat(200_000), "palabra\n".repeat(40_000), format!("1\n{}", "x".repeat(200_000))]
    {
        let read = testing::read(read, "a.srt", original.as_bytes());
        assert_eq!(read.text().replace('\n', ""), original.replace('\n', ""));
        assert!(broken(&read).is_some());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(original in prop::collection::vec(any::<u8>(), 0..400), vtt: bool) {
        let head: &[u8] = if vtt { b"WEBVTT\n\n" } else { b"" };
        testing::read(read, "a.srt", &[head, &original].concat());
    }

    #[test]
    fn no_words_are_lost(lines in prop::collection::vec("(|[a-zñ]{1,5}|[0-9]{1,2}|00:01 --> 00:02|NOTE x)", 0..30)) {
        let original = lines.join("\n");
        let read = testing::read(read, "a.srt", original.as_bytes());
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        prop_assert_eq!(letters(&read.text()), letters(&original));
    }
}
