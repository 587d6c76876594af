//! Every encoding comes back as characters that slice to their own bytes.

use std::io::Cursor;

use encoding_rs::{
    BIG5, EUC_KR, GB18030, ISO_2022_JP, ISO_8859_15, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1252,
};
use model::PartKind;
use proptest::prelude::*;

use super::*;
use crate::testing::{self, Recorder};

/// Reads all of `original` into one part.
fn decode(original: &[u8], declared: Option<&'static Encoding>) -> Recorder {
    let mut input = Cursor::new(original);
    let mut window = Window::open(&mut input, declared);
    let mut part = Part::new(PartKind::Text);
    window.fill(usize::MAX);
    window.take(window.text().len(), &mut part);
    let mut recorder = Recorder::default();
    window.report(&mut recorder);
    recorder.parts.push(part);
    recorder
}

/// Decodes and checks that each character's place, decoded alone, is that character.
fn check(original: &[u8], declared: Option<&'static Encoding>, text: &str, alone: impl Fn(&[u8]) -> String) {
    let read = decode(original, declared);
    assert_eq!(read.text(), text);
    assert_eq!(read.kinds().iter().filter(|(kind, _)| *kind != DefectKind::EncodingGuessed).count(), 0);
    for (start, character) in text.char_indices() {
        let places = testing::places(&read.parts[0], start, start + character.len_utf8());
        assert_eq!(alone(&testing::bytes(&places, original)), character.to_string());
    }
}

fn check_legacy(encoding: &'static Encoding, text: &str) {
    let (original, _, unmappable) = encoding.encode(text);
    assert!(!unmappable);
    let alone = |bytes: &[u8]| encoding.decode_without_bom_handling(bytes).0.into_owned();
    check(&original, Some(encoding), text, alone);
}

fn check_guess(original: &[u8], text: &str, name: &str) {
    let read = decode(original, None);
    assert_eq!(read.text(), text);
    assert_eq!(read.defects, [Defect::whole(DefectKind::EncodingGuessed, Missing::Nothing, name)]);
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn utf32(text: &str, unit: fn(u32) -> [u8; 4]) -> Vec<u8> {
    text.chars().flat_map(|character| unit(u32::from(character))).collect()
}

const SPANISH: &str = "El año pasado, según Iñaki Güémez, «nadie» llegó a Ávila — 20 €. ¿Quién?\r\n";

#[test]
fn declared_encodings() {
    for encoding in [WINDOWS_1252, MACINTOSH] {
        check_legacy(encoding, SPANISH);
    }
    check_legacy(ISO_8859_15, "Ñandú 20 € œuvre");
    check_legacy(WINDOWS_1250, "Łódź i Gdańsk, żółć");
    check_legacy(SHIFT_JIS, "東京 tokyo ｱｲ 都\n");
    check_legacy(EUC_KR, "서울 seoul 시");
    check_legacy(GB18030, "北京 beijing 🙂 é");
    check_legacy(BIG5, "臺北 taipei");
    check_legacy(UTF_8, SPANISH);
    let long = "東京 tokyo ".repeat(20_000);
    check_legacy(SHIFT_JIS, &long);
}

#[test]
fn big5_gives_two_characters_for_one() {
    let read = decode(b"a\x88\x62b", Some(BIG5));
    assert_eq!(read.text(), "aÊ\u{304}b");
    assert_eq!(read.original("Ê\u{304}", b"a\x88\x62b"), b"\x88\x62");
    assert_eq!(read.original("b", b"a\x88\x62b"), b"b");
}

#[test]
fn iso_2022_jp_shifts_stand_before_their_characters() {
    let original = b"A\x1B$B\x46\x7C\x4B\x5C\x1B(BZ";
    let read = decode(original, Some(ISO_2022_JP));
    assert_eq!(read.text(), "A日本Z");
    assert_eq!(read.original("本", original), b"\x4B\x5C");
    assert!(read.original("Z", original).ends_with(b"Z"));
}

#[test]
fn invalid_sequences_keep_their_bytes() {
    let check = |original: &[u8], encoding, text: &str, invalid: &[u8], count| {
        let read = decode(original, Some(encoding));
        assert_eq!(read.text(), text);
        assert_eq!(read.original("\u{FFFD}", original), invalid);
        assert_eq!(read.kinds(), [(DefectKind::InvalidCharacters, Missing::Characters(count))]);
        assert_eq!(testing::bytes(&[read.defects[0].place.clone().expect("a place")], original), invalid);
    };
    check(b"a\x81 b\x82\xA0", SHIFT_JIS, "a\u{FFFD} bあ", b"\x81", 1);
    check(b"a\x810\x81 b", GB18030, "a\u{FFFD}0\u{FFFD} b", b"\x81", 2);
    check(b"ab\x82", SHIFT_JIS, "ab\u{FFFD}", b"\x82", 1);
    check(b"a\xE2\x82b\xF0\x9F", UTF_8, "a\u{FFFD}b\u{FFFD}", b"\xE2\x82", 2);
    check(b"a\0\0\xD8b\0c", encoding_rs::UTF_16LE, "a\u{FFFD}b\u{FFFD}", b"\0\xD8", 2);
}

#[test]
fn marks_decide() {
    let sixteen = |bytes: &[u8]| encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned();
    let text = "Ñandú 🙂 fin";
    check(&[b"\xFF\xFE".to_vec(), utf16(text, u16::to_le_bytes)].concat(), None, text, sixteen);
    check(
        &[b"\xFF\xFE\0\0".to_vec(), utf16(text, u16::to_le_bytes)].concat(),
        None,
        &format!("\0{text}"),
        sixteen,
    );
    let sixteen = |bytes: &[u8]| encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned();
    check(&[b"\xFE\xFF".to_vec(), utf16(text, u16::to_be_bytes)].concat(), Some(UTF_8), text, sixteen);
    let four = |bytes: &[u8]| {
        let unit = u32::from_le_bytes(bytes.try_into().expect("four bytes"));
        char::from_u32(unit).map(String::from).expect("a character")
    };
    check(&[b"\xFF\xFE\0\0".to_vec(), utf32(text, u32::to_le_bytes)].concat(), None, text, four);
    let utf8 = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), Some(WINDOWS_1252), text, utf8);
}

#[test]
fn zero_bytes_tell_wide_encodings() {
    let text = "Nombre;Edad\nÍñigo;30\n";
    check_guess(&utf16(text, u16::to_le_bytes), text, "UTF-16LE");
    check_guess(&utf16(text, u16::to_be_bytes), text, "UTF-16BE");
    check_guess(&utf32(text, u32::to_le_bytes), text, "UTF-32LE");
    check_guess(&utf32(text, u32::to_be_bytes), text, "UTF-32BE");
    let long = text.repeat(20_000);
    check_guess(&utf16(&long, u16::to_le_bytes), &long, "UTF-16LE");
    let padded = "ab\0\0cde\0fghij\0\0\0".repeat(4);
    assert_eq!(decode(padded.as_bytes(), None).text(), padded);
}

#[test]
fn legacy_encodings_are_guessed_and_said() {
    let encode = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
    check_guess(&encode(WINDOWS_1252, SPANISH), SPANISH, "windows-1252");
    check_guess(&encode(MACINTOSH, SPANISH), SPANISH, "macintosh");
    let names = "PEÑA NÚÑEZ, MARÍA\nIBÁÑEZ GÓMEZ, JOSÉ\n";
    check_guess(&encode(WINDOWS_1252, names), names, "windows-1252");
    let late = format!("{}Peña\n", "fila sin acentos\n".repeat(200_000));
    check_guess(&encode(WINDOWS_1252, &late), &late, "windows-1252");
}

#[test]
fn a_few_broken_bytes_leave_utf8() {
    let mut original = SPANISH.repeat(3).into_bytes();
    original.insert(3, 0xFF);
    let read = decode(&original, None);
    assert_eq!(read.text().replace('\u{FFFD}', ""), SPANISH.repeat(3));
    assert_eq!(read.kinds(), [(DefectKind::InvalidCharacters, Missing::Characters(1))]);
}

#[test]
fn an_input_that_fails_is_reported() {
    struct Failing(u64);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let left = 100_000u64.saturating_sub(self.0).min(buffer.len() as u64);
            if left == 0 {
                return Err(std::io::Error::other("bad sector"));
            }
            buffer[..left as usize].fill(b'x');
            self.0 += left;
            Ok(left as usize)
        }
    }
    impl std::io::Seek for Failing {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            let SeekFrom::Start(to) = to else { return Err(std::io::Error::other("not used")) };
            self.0 = to;
            Ok(to)
        }
    }
    let mut input = Failing(0);
    let mut window = Window::open(&mut input, None);
    window.fill(usize::MAX);
    assert_eq!(window.text().len(), 100_000);
    let mut recorder = Recorder::default();
    window.report(&mut recorder);
    assert_eq!(recorder.kinds(), [(DefectKind::Unreadable, Missing::Unknown)]);
    assert_eq!(recorder.defects[0].place, Some(Place::Bytes { start: 100_000, end: 100_000 }));
}

fn encodings() -> impl Strategy<Value = &'static Encoding> {
    prop::sample::select(vec![
        WINDOWS_1252,
        SHIFT_JIS,
        GB18030,
        EUC_KR,
        BIG5,
        ISO_2022_JP,
        ISO_8859_15,
        UTF_8,
    ])
}

proptest! {
    #[test]
    fn decoding_agrees_with_the_standard(
        original in prop::collection::vec(prop_oneof![any::<u8>(), 0x1Bu8..0x50, 0x80u8..0x90], 0..300),
        encoding in encodings(),
    ) {
        let read = decode(&original, Some(encoding));
        let mark = [0xEF, 0xBB, 0xBF, 0xFF, 0xFE].iter().any(|byte| original.first() == Some(byte));
        if !mark && !original.starts_with(&[0, 0, 0xFE]) {
            let (expected, _) = encoding.decode_without_bom_handling(&original);
            prop_assert_eq!(read.text(), expected);
        }
        prop_assert!(read.parts[0].is_sound());
    }

    #[test]
    fn places_hold_the_characters(text in "[a-zñÑé€ \r\n]{0,80}", wide in "[a-z東🙂ñ ]{1,80}") {
        let alone = |bytes: &[u8]| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        check(&WINDOWS_1252.encode(&text).0, Some(WINDOWS_1252), &text, alone);
        let alone = |bytes: &[u8]| encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned();
        check(&[b"\xFE\xFF".to_vec(), utf16(&wide, u16::to_be_bytes)].concat(), None, &wide, alone);
        let alone = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        check(wide.as_bytes(), Some(UTF_8), &wide, alone);
    }
}
