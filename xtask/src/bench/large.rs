//! Single files that are larger than most programs like: 100 MB of text, 1 GB of CSV, a PDF of 10,000 pages.

use std::io::{self, Write};

use super::pdf;
use super::words::{LAST_WORD, Lexicon, lines};

const TEXT_BYTES: u64 = 100_000_000;
const CSV_BYTES: u64 = 1_000_000_000;
const PDF_PAGES: usize = 10_000;
const LINES_PER_PAGE: usize = 50;

/// Text in lines of up to 78 characters, with empty lines between paragraphs.
///
/// # Errors
/// When writing fails.
pub fn text(to: &mut impl Write, lexicon: &Lexicon) -> io::Result<()> {
    text_of(to, lexicon, TEXT_BYTES)
}

fn text_of(to: &mut impl Write, lexicon: &Lexicon, bytes: u64) -> io::Result<()> {
    let (mut writer, mut written) = (lexicon.writer(1_000_000), 0);
    while written < bytes {
        let paragraph = lines(&writer.paragraph(), 78).join("\n") + "\n\n";
        to.write_all(paragraph.as_bytes())?;
        written += paragraph.len() as u64;
    }
    writeln!(to, "{LAST_WORD}")
}

/// A register of invented people: number, name, document, date, place, remark.
///
/// # Errors
/// When writing fails.
pub fn csv(to: &mut impl Write, lexicon: &Lexicon) -> io::Result<()> {
    csv_of(to, lexicon, CSV_BYTES)
}

fn csv_of(to: &mut impl Write, lexicon: &Lexicon, bytes: u64) -> io::Result<()> {
    let (mut writer, mut written, mut row) = (lexicon.writer(1_000_002), 0, 0_u64);
    writeln!(to, "n,nombre,documento,fecha,lugar,nota")?;
    while written < bytes {
        row += 1;
        let (name, place, note) = (writer.name(), writer.word().to_owned(), writer.sentence());
        let document = 90_000_000 + writer.below(9_000_000);
        let (year, month, day) = (1950 + writer.below(60), 1 + writer.below(12), 1 + writer.below(28));
        let line = format!("{row},{name},{document},{year}-{month:02}-{day:02},{place},\"{note}\"\n");
        to.write_all(line.as_bytes())?;
        written += line.len() as u64;
    }
    writeln!(to, "{},,,,,{LAST_WORD}", row + 1)
}

/// A report whose last line of the last page is [`LAST_WORD`].
///
/// # Errors
/// When writing fails.
pub fn pdf(to: &mut impl Write, lexicon: &Lexicon) -> io::Result<()> {
    let mut writer = lexicon.writer(1_000_004);
    let page = &mut |number: usize| {
        let mut page = Vec::new();
        while page.len() < LINES_PER_PAGE {
            page.extend(lines(&writer.paragraph(), 90));
        }
        page.truncate(LINES_PER_PAGE);
        page.push(if number + 1 == PDF_PAGES { LAST_WORD.to_owned() } else { format!("- {} -", number + 1) });
        page
    };
    pdf::write(to, "Informe", PDF_PAGES, page)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Make = fn(&mut Vec<u8>, &Lexicon, u64) -> io::Result<()>;

    #[test]
    fn a_little_more_than_asked_and_the_last_word() {
        let check = |make: Make| {
            let mut bytes = Vec::new();
            make(&mut bytes, &Lexicon::new(), 20_000).expect("memory takes all");
            let text = String::from_utf8(bytes).expect("UTF-8");
            assert!((20_000..22_000).contains(&text.len()), "{}", text.len());
            assert!(text.trim_end().ends_with(LAST_WORD));
            text
        };
        check(text_of);
        let table = check(csv_of);
        // Outside of quotes, each row has six cells.
        for row in table.lines() {
            assert_eq!(row.split('"').step_by(2).collect::<String>().matches(',').count(), 5, "{row}");
        }
    }
}
