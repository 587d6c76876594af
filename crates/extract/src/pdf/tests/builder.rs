//! Builds small PDF files for tests: objects, a cross-reference table and a trailer, nothing else.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A file under construction. Object 1 is the catalog, 2 the tree of pages, 3 the font Helvetica (named `F`).
pub(super) struct Builder {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    catalog: String,
    trailer: String,
}

impl Builder {
    pub(super) fn new() -> Self {
        let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec();
        Self {
            objects: vec![Vec::new(), Vec::new(), font],
            pages: Vec::new(),
            catalog: String::new(),
            trailer: String::new(),
        }
    }

    /// Adds an object and returns its number.
    pub(super) fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    /// Adds a stream; `entries` belong to its dictionary.
    pub(super) fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut body = format!("<<{entries}/Length {}>>stream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.object(body)
    }

    /// Adds a page of 600 by 800 points with these operators; `entries` belong to its dictionary.
    pub(super) fn page(&mut self, entries: &str, operators: &str) -> &mut Self {
        // The file's strings are in windows-1252; the tests' are not.
        let operators: Vec<u8> = operators.chars().map(|one| u8::try_from(one).unwrap_or(b'?')).collect();
        let content = self.stream("", &operators);
        self.page_of(entries, content)
    }

    /// Adds a page whose content stands in object `content`.
    pub(super) fn page_of(&mut self, entries: &str, content: usize) -> &mut Self {
        let resources = if entries.contains("/Resources") { "" } else { "/Resources<</Font<</F 3 0 R>>>>" };
        let page = self.object(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{resources}/Contents {content} 0 R{entries}>>"
        ));
        self.pages.push(page);
        self
    }

    /// Names a page that is not there.
    pub(super) fn lost_page(&mut self) -> &mut Self {
        self.pages.push(9999);
        self
    }

    /// Adds entries to the catalog.
    pub(super) fn catalog(&mut self, entries: &str) -> &mut Self {
        self.catalog += entries;
        self
    }

    /// Adds entries to the trailer.
    pub(super) fn trailer(&mut self, entries: &str) -> &mut Self {
        self.trailer += entries;
        self
    }

    pub(super) fn finish(&self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        let mut objects = self.objects.clone();
        objects[0] = format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog).into_bytes();
        objects[1] = format!("<</Type/Pages/Count {}/Kids[{}]>>", kids.len(), kids.join(" ")).into_bytes();
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        for (index, object) in objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", file.len());
            file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
        let (start, size) = (file.len(), objects.len() + 1);
        let trailer = &self.trailer;
        file.extend_from_slice(
            format!("xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n")
                .as_bytes(),
        );
        file
    }
}

/// Operators that show `text` in 10 points, its base line beginning at `x`, `y` from the bottom left.
pub(super) fn show(x: u32, y: u32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// `data` as a Flate stream.
pub(super) fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}
