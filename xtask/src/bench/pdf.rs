//! The smallest valid PDF with real text: one standard font, uncompressed pages. Writes as it goes, however many pages.

use std::io::{self, Write};

const PAGES_PER_NODE: usize = 100;

/// Writes a PDF 1.4 with `pages` pages, whose lines `page` gives by number from 0. Characters outside of Latin-1 become
/// question marks; a page holds 58 lines.
///
/// # Errors
/// When writing fails.
pub fn write(
    to: &mut impl Write,
    title: &str,
    pages: usize,
    page: &mut dyn FnMut(usize) -> Vec<String>,
) -> io::Result<()> {
    let nodes = pages.div_ceil(PAGES_PER_NODE);
    // 1 catalogue, 2 the root of the pages, 3 font, 4 information, then nodes, then each page and its content.
    let (node_id, page_id) = (|node: usize| 5 + node, |page: usize| 5 + nodes + 2 * page);
    let kids = |ids: &mut dyn Iterator<Item = usize>| {
        ids.map(|id| format!("{id} 0 R")).collect::<Vec<_>>().join(" ")
    };

    let mut out = Objects { to, written: 0, offsets: Vec::new() };
    out.raw(b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")?;
    out.object(b"<< /Type /Catalog /Pages 2 0 R >>")?;
    let all = kids(&mut (0..nodes).map(node_id));
    out.object(format!("<< /Type /Pages /Kids [{all}] /Count {pages} >>").as_bytes())?;
    out.object(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")?;
    let mut information = b"<< /Title ".to_vec();
    literal(title, &mut information);
    information.extend(b" /Producer (invented) >>");
    out.object(&information)?;
    for node in 0..nodes {
        let members = node * PAGES_PER_NODE..pages.min((node + 1) * PAGES_PER_NODE);
        let (count, ids) = (members.len(), kids(&mut members.map(page_id)));
        out.object(format!("<< /Type /Pages /Parent 2 0 R /Kids [{ids}] /Count {count} >>").as_bytes())?;
    }
    for number in 0..pages {
        let (parent, content) = (node_id(number / PAGES_PER_NODE), page_id(number) + 1);
        out.object(
            format!(
                "<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R \
                 /Resources << /Font << /F1 3 0 R >> >> >>"
            )
            .as_bytes(),
        )?;
        let mut text = b"BT /F1 10 Tf 12 TL 72 740 Td\n".to_vec();
        for line in page(number) {
            literal(&line, &mut text);
            text.extend(b" Tj T*\n");
        }
        text.extend(b"ET\n");
        let mut stream = format!("<< /Length {} >>\nstream\n", text.len()).into_bytes();
        stream.extend(text);
        stream.extend(b"endstream");
        out.object(&stream)?;
    }
    out.finish()
}

/// A literal string in WinAnsiEncoding, whose codes from 0xA0 are Latin-1's.
fn literal(text: &str, to: &mut Vec<u8>) {
    to.push(b'(');
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(byte @ (b'(' | b')' | b'\\')) => to.extend([b'\\', byte]),
            Ok(byte @ (b' '..=b'~')) => to.push(byte),
            Ok(byte @ 0xA0..) => to.extend(format!("\\{byte:03o}").bytes()),
            _ => to.push(b'?'),
        }
    }
    to.push(b')');
}

struct Objects<'a, W> {
    to: &'a mut W,
    written: u64,
    offsets: Vec<u64>,
}

impl<W: Write> Objects<'_, W> {
    fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.to.write_all(bytes)
    }

    fn object(&mut self, body: &[u8]) -> io::Result<()> {
        self.offsets.push(self.written);
        self.raw(format!("{} 0 obj\n", self.offsets.len()).as_bytes())?;
        self.raw(body)?;
        self.raw(b"\nendobj\n")
    }

    fn finish(mut self) -> io::Result<()> {
        let (start, size) = (self.written, self.offsets.len() + 1);
        self.raw(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes())?;
        for offset in std::mem::take(&mut self.offsets) {
            self.raw(format!("{offset:010} 00000 n \n").as_bytes())?;
        }
        self.raw(
            format!("trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n")
                .as_bytes(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: usize) {
        let mut bytes = Vec::new();
        let mut page = |number| vec![format!("página {number} (x)"), "a\\b €".to_owned()];
        write(&mut bytes, "Título", pages, &mut page).expect("memory takes all");
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let start: usize = text
            .rsplit_once("startxref\n")
            .expect("a trailer")
            .1
            .lines()
            .next()
            .expect("a line")
            .parse()
            .expect("an offset");
        let table =
            text[start..].strip_prefix("xref\n0 ").map(|_| &text[start..]).or_else(|| text.get(start..));
        let offsets: Vec<usize> = table
            .expect("a table")
            .lines()
            .filter(|line| line.ends_with(" n "))
            .map(|line| line[..10].parse().expect("an offset"))
            .collect();
        assert_eq!(offsets.len(), 4 + pages.div_ceil(PAGES_PER_NODE) + 2 * pages);
        let bytes_at = |offset: usize| &bytes[offset..];
        for (number, offset) in (1..).zip(offsets) {
            assert!(bytes_at(offset).starts_with(format!("{number} 0 obj\n").as_bytes()), "{number}");
        }
        assert_eq!(text.matches("/Type /Page ").count(), pages);
        assert!(text.contains(&format!("/Count {pages} ")) && text.contains("(p\\341gina 0 \\(x\\)) Tj"));
        assert!(text.contains("(a\\\\b ?) Tj") && text.contains("/Title (T\\355tulo)"));
    }

    #[test]
    fn every_object_is_where_the_table_says() {
        check(1);
        check(3);
        check(100);
        check(101);
    }
}
