//! Files that other programs made: words against the boxes that poppler's `pdftotext -bbox` gives, and reading order.

use model::{Field, MarkKind, Place};

use super::{FakeHost, read};

/// A file of `tests/fixtures/pdf`.
pub(super) fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/pdf/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Checks that the first page's first `word` stands where poppler sees it: left, top, right, bottom in points. Both
/// programs take a box's height from the font's, each in its own way.
fn check(host: &FakeHost, word: &str, [left, top, right, bottom]: [f64; 4]) {
    let page = usize::from(host.parts.len() > 1);
    let [Place::Page { page: 1, area: Some(area) }] = host.places(page, word, 0)[..] else {
        panic!("{word}: one box")
    };
    let near = |ours: i32, theirs: f64, points: f64| (f64::from(ours) / 10.0 - theirs).abs() <= points;
    let height = bottom - top;
    assert!(near(area.left, left, 0.2) && near(area.right, right, 0.2), "{word}: {area:?}");
    assert!(
        near(area.top, top, 0.25 * height) && near(area.bottom, bottom, 0.25 * height),
        "{word}: {area:?}"
    );
}

fn check_lines(host: &FakeHost, expected: &str) {
    let text = host.texts().concat();
    assert!(text.contains(expected), "{expected} is not in {text}");
}

#[test]
fn latex_two_columns() {
    let host = read(fixture("latex-two-columns.pdf"));
    assert_eq!(host.defects, []);
    check(&host, "Ibáñez", [141.31, 250.44, 169.82, 259.24]);
    check(&host, "aerolínea", [308.20, 154.80, 346.97, 163.60]);
    check(&host, "Ágreda.", [245.18, 262.40, 279.25, 271.19]);
    check_lines(
        &host,
        "primer recurso de hábeas cor-\npus ante el Juzgado Quinto.\nEl expediente, con número\n",
    );
    check_lines(&host, "respondió la doctora Begoña\nNúñez Ágreda.1\n\n1 En una carta fechada el 3 de\n");
    let fields = host.marked(0);
    assert_eq!(fields[0], ("Registro de Costa Clara", MarkKind::Field(Field::Title)));
    assert_eq!(fields[1], ("Aurelio Fonseca", MarkKind::Field(Field::Byline)));
    assert!(fields.contains(&("pdfTeX-1.40.24", MarkKind::Field(Field::Producer))), "{fields:?}");
    let created = fields.iter().filter(|(text, _)| text.starts_with("D:20")).count();
    assert_eq!(created, 2, "creation and change, as written");
    assert!(host.marked(1).contains(&("1", MarkKind::Note { label: "1".into() })));
}

#[test]
fn libreoffice_table_and_notes() {
    let host = read(fixture("libreoffice-table.pdf"));
    assert_eq!(host.defects, []);
    check(&host, "Ibáñez", [56.80, 84.50, 88.72, 100.10]);
    check(&host, "aerolínea", [454.70, 259.25, 494.92, 273.55]);
    check_lines(&host, "Expediente 2031-0457-B\nName\tDate\tPlace\tStatus\n");
    check_lines(&host, "\nIbáñez Quero, Tomás\t14.03.2031\tCosta Clara\tin custody\n");
    check_lines(&host, "\nZúñiga, Íñigo\t21.03.2031\tPeñaflor\treleased\n");
    check_lines(
        &host,
        "\nPeñaflor a las 02:35 con veintiún pasajeros y aterrizó en Puerto Alegre a las 06:10; la aerolínea habla de\n",
    );
    assert_eq!(host.parts.len(), 3, "metadata and two pages");
}

#[test]
fn cairo_table() {
    let host = read(fixture("cairo-table.pdf"));
    assert_eq!(host.defects, []);
    check(&host, "Íñigo", [96.64, 182.03, 121.93, 195.30]);
    check_lines(&host, "\nZúñiga, Íñigo\t21.03.2031\tPeñaflor\treleased\n");
}

#[test]
fn chromium_ligatures_columns_and_link() {
    let host = read(fixture("chromium-flex.pdf"));
    assert_eq!(host.defects, []);
    check(&host, "efficient", [83.09, 43.52, 175.10, 70.34]);
    check(&host, "office", [181.77, 43.52, 245.78, 70.34]);
    check(&host, "Zúñiga,", [37.50, 217.14, 77.53, 230.54]);
    check_lines(
        &host,
        "\nFonseca, who refused to show the register.\n\nOfficials first spoke of 19 people, then of 23, and\n",
    );
    let target = "https://example.invalid/list".to_owned();
    assert_eq!(host.marked(1), [("the published list.", MarkKind::Link { target })]);
}
