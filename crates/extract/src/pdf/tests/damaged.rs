//! Damaged, cut and locked files: what can be read is read, what cannot is named.

use model::{DefectKind, Missing, Place};
use proptest::prelude::*;

use super::builder::{Builder, packed, show};
use super::fixtures::fixture;
use super::read;

fn three_pages() -> Builder {
    let mut builder = Builder::new();
    for words in ["primera hoja", "segunda hoja", "tercera hoja"] {
        builder.page("", &show(72, 700, words));
    }
    builder
}

#[test]
fn locked_files() {
    let host = read(fixture("encrypted-password.pdf"));
    assert_eq!((host.texts(), host.kinds()), (vec![], vec![(DefectKind::Encrypted, Missing::Everything)]));
    let host = read(fixture("encrypted-empty-password.pdf"));
    assert_eq!(host.texts().last(), Some(&"Nothing was moved.\n"));
    assert_eq!(host.defects, []);
}

#[test]
fn not_a_pdf_at_all() {
    for file in [&b""[..], b"%PDF-1.7", b"%PDF-1.7\nnada\n%%EOF"] {
        let host = read(file);
        assert_eq!(host.kinds(), [(DefectKind::Damaged, Missing::Everything)], "{file:?}");
    }
}

#[test]
fn a_lost_table_is_rebuilt() {
    let file = three_pages().finish();
    let at = file.windows(9).rposition(|window| window == b"startxref").expect("the builder writes it");
    let host = read(&file[..at]);
    assert_eq!(host.texts(), ["primera hoja\n", "segunda hoja\n", "tercera hoja\n"]);
    assert_eq!(host.kinds(), [(DefectKind::Truncated, Missing::Unknown)]);
    assert_eq!(host.defects[0].detail, "no end mark; 3 pages found");
}

#[test]
fn a_lost_page_is_counted() {
    let host = read(three_pages().lost_page().finish());
    assert_eq!(host.parts.len(), 3);
    assert_eq!(host.kinds(), [(DefectKind::Damaged, Missing::Pages(1))]);
    assert_eq!(host.defects[0].detail, "4 pages declared, 3 found");
}

#[test]
fn damaged_content_is_named_and_its_beginning_kept() {
    let operators: String =
        (0..60).map(|line| show(72, 780 - 12 * line, &format!("linea {line} {}", line * 7919))).collect();
    let whole = packed(operators.as_bytes());
    let mut builder = three_pages();
    let content = builder.stream("/Filter/FlateDecode", &whole[..whole.len() / 2]);
    builder.page_of("", content);
    let lost = builder.stream("/Filter/FlateDecode", b"nada");
    builder.page_of("", lost).page_of("", 9999);
    let host = read(builder.finish());
    assert!(host.parts[3].text.starts_with("linea 0 0\nlinea 1 7919\n"), "{}", host.parts[3].text);
    let damaged = |missing| (DefectKind::Damaged, missing);
    assert_eq!(
        host.kinds(),
        [damaged(Missing::Unknown), damaged(Missing::Pages(1)), damaged(Missing::Pages(1))]
    );
    assert_eq!(host.defects[0].detail, "page 4 of 6: compressed content breaks off");
    assert_eq!(host.defects[1].place, Some(Place::Page { page: 5, area: None }));
    assert_eq!(host.defects[2].detail, "page 6 of 6: content is not in the file");
}

#[test]
fn content_that_fails_its_checksum_is_named() {
    let mut data = packed(show(72, 700, "Cifra 19").as_bytes());
    *data.last_mut().expect("not empty") ^= 1;
    let mut builder = Builder::new();
    let content = builder.stream("/Filter/FlateDecode", &data);
    let host = read(builder.page_of("", content).finish());
    assert_eq!(
        (host.texts(), host.kinds()),
        (vec!["Cifra 19\n"], vec![(DefectKind::ChecksumMismatch, Missing::Nothing)])
    );
}

#[test]
fn a_damaged_form_is_named() {
    let mut builder = Builder::new();
    let whole = packed(show(72, 700, "dentro").repeat(50).as_bytes());
    let form = builder.stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Filter/FlateDecode",
        &whole[..whole.len() - 12],
    );
    let resources = format!("/Resources<</Font<</F 3 0 R>>/XObject<</X {form} 0 R>>>>");
    let host = read(builder.page(&resources, &format!("{}/X Do", show(72, 600, "fuera"))).finish());
    assert_eq!(host.kinds(), [(DefectKind::Damaged, Missing::Unknown)]);
}

/// Content under a key that damage renamed is missed, and said to be.
#[test]
fn lost_content_is_no_blank_page() {
    let mut file = fixture("encrypted-empty-password.pdf");
    let key = file.windows(9).position(|window| window == b"/Contents").expect("the page has content");
    file[key + 4] = b'x';
    let kinds: Vec<_> = read(file).defects.iter().map(|defect| defect.kind).collect();
    assert_eq!(kinds, [DefectKind::Damaged]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is changed, the reader comes back with sound parts. It may have nothing to say: a changed file can be
    /// a whole file of one blank page.
    #[test]
    fn changed_bytes_never_panic(
        name in prop::sample::select(vec!["chromium-flex.pdf", "cairo-table.pdf", "encrypted-empty-password.pdf"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut file = fixture(name);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        let host = read(file);
        prop_assert!(host.parts.iter().all(model::Part::is_sound));
    }

    #[test]
    fn changed_structure_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut file = three_pages().finish();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let host = read(file);
        prop_assert!(host.parts.iter().all(model::Part::is_sound));
    }
}
