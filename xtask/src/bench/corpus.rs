//! The mixed folder: 5,000 invented articles, notes, reports and letters, the same bytes each time.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::words::{LAST_WORD, Lexicon, Writer, lines};
use super::{docx, large, pdf};

/// Changes whenever the same name would hold other bytes than before.
const EDITION: &str = "1";

/// A folder to take in.
#[derive(Debug)]
pub struct Corpus {
    /// What to call it.
    pub name: &'static str,
    /// Where it lies.
    pub folder: PathBuf,
    /// Its kinds of files.
    pub kinds: Vec<Kind>,
}

/// Files of one kind.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The ending, without its dot.
    pub ending: &'static str,
    /// How many.
    pub files: u64,
}

impl Kind {
    const fn new(ending: &'static str, files: u64) -> Self {
        Self { ending, files }
    }
}

/// The corpora by name, in the order in which they are measured; the one that `--quick` leaves out is `csv`.
pub const NAMES: [&str; 4] = ["mixed", "text", "csv", "pdf"];

/// The corpus that searches are measured on.
pub const SEARCHED: &str = "search";

impl Corpus {
    /// The corpus of that name, made in `base` unless it is there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn make(name: &'static str, base: &Path) -> Result<Self> {
        let kinds = match name {
            "mixed" => {
                vec![
                    Kind::new("html", 3000),
                    Kind::new("txt", 1000),
                    Kind::new("pdf", 600),
                    Kind::new("docx", 400),
                ]
            }
            SEARCHED => vec![Kind::new("txt", super::search::DOCUMENTS)],
            "text" => vec![Kind::new("txt", 1)],
            "csv" => vec![Kind::new("csv", 1)],
            _ => vec![Kind::new("pdf", 1)],
        };
        let corpus = Self { name, folder: base.join(name), kinds };
        let done = base.join(format!("{name}.made"));
        if fs::read_to_string(&done).is_ok_and(|edition| edition == EDITION) {
            return Ok(corpus);
        }
        eprintln!("making {}", corpus.folder.display());
        if corpus.folder.exists() {
            fs::remove_dir_all(&corpus.folder)?;
        }
        fs::create_dir_all(&corpus.folder)?;
        corpus.write().with_context(|| corpus.folder.display().to_string())?;
        fs::write(done, EDITION)?;
        Ok(corpus)
    }

    /// How many files it has.
    pub fn files(&self) -> u64 {
        self.kinds.iter().map(|kind| kind.files).sum()
    }

    /// Reads every byte, so that what follows finds the files in memory; says how many bytes there are.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn warm(&self) -> Result<u64> {
        let mut bytes = 0;
        let mut open = vec![self.folder.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    bytes += io::copy(&mut fs::File::open(path)?, &mut io::sink())?;
                }
            }
        }
        Ok(bytes)
    }

    fn write(&self) -> Result<()> {
        let lexicon = Lexicon::new();
        let create = |path: PathBuf| Ok::<_, io::Error>(io::BufWriter::new(fs::File::create(path)?));
        if self.name == SEARCHED {
            for number in 0..self.kinds[0].files {
                let folder = self.folder.join(format!("{:03}", number / 200));
                if number % 200 == 0 {
                    fs::create_dir_all(&folder)?;
                }
                fs::write(folder.join(format!("{number:06}.txt")), lexicon.writer(number).short(number))?;
            }
            return Ok(());
        }
        if self.name != "mixed" {
            let mut to = create(self.folder.join(format!("large.{}", self.kinds[0].ending)))?;
            match self.name {
                "text" => large::text(&mut to, &lexicon)?,
                "csv" => large::csv(&mut to, &lexicon)?,
                _ => large::pdf(&mut to, &lexicon)?,
            }
            return Ok(to.flush()?);
        }
        let mut number = 0;
        for kind in &self.kinds {
            for at in 0..kind.files {
                // A hundred to a folder, as people do not keep thousands in one.
                let folder = self.folder.join(kind.ending).join(format!("{:02}", at / 100));
                if at % 100 == 0 {
                    fs::create_dir_all(&folder)?;
                }
                let mut to = create(folder.join(format!("{number:05}.{}", kind.ending)))?;
                document(kind.ending, &mut lexicon.writer(number), &mut to)?;
                to.flush()?;
                number += 1;
            }
        }
        Ok(())
    }
}

/// One document of a few pages; its last word is [`LAST_WORD`].
fn document(ending: &str, writer: &mut Writer<'_>, to: &mut impl Write) -> io::Result<()> {
    let title = writer.sentence();
    let title = title.trim_end_matches('.');
    let length = 12 + writer.below(9);
    let mut paragraphs: Vec<String> = (0..length).map(|_| writer.paragraph()).collect();
    let last = writer.sentence();
    paragraphs.push(format!("{last} {LAST_WORD}."));
    match ending {
        "html" => to.write_all(html(writer, title, &paragraphs).as_bytes()),
        "txt" => {
            writeln!(to, "{title}\n")?;
            paragraphs.iter().try_for_each(|paragraph| writeln!(to, "{}\n", lines(paragraph, 78).join("\n")))
        }
        "docx" => docx::write(to, title, &paragraphs),
        _ => {
            let lines: Vec<String> = paragraphs.iter().flat_map(|paragraph| lines(paragraph, 90)).collect();
            let each = lines.len().div_ceil(3);
            pdf::write(to, title, 3, &mut |page| lines.iter().skip(page * each).take(each).cloned().collect())
        }
    }
}

/// A news page with its head, menu, article and foot.
fn html(writer: &mut Writer<'_>, title: &str, paragraphs: &[String]) -> String {
    let (language, author) = (writer.language(), writer.name());
    let mut item = || {
        let word = writer.word().to_owned();
        format!("<li><a href=\"/{word}\">{word}</a></li>")
    };
    let (menu, foot): (String, String) =
        ((0..12).map(|_| item()).collect(), (0..8).map(|_| item()).collect());
    let (month, day) = (1 + writer.below(12), 1 + writer.below(28));
    let date = format!("2024-{month:02}-{day:02}T09:30:00-04:00");
    let body: String = paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"author\" content=\"{author}\">\n<meta property=\"article:published_time\" content=\"{date}\">\n\
         <style>body {{ max-width: 40em; margin: auto }} nav li {{ display: inline }}</style>\n</head>\n<body>\n\
         <nav><ul>{menu}</ul></nav>\n<article>\n<h1>{title}</h1>\n<p class=\"byline\">{author}, \
         <time datetime=\"{date}\">{date}</time></p>\n{body}</article>\n<footer><ul>{foot}</ul></footer>\n\
         <script>document.documentElement.dataset.ready = \"1\";</script>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_end_with_the_last_word_and_are_the_same_each_time() {
        let lexicon = Lexicon::new();
        for (number, ending) in (0..).zip(["html", "txt", "pdf", "docx"]) {
            let make = || {
                let mut bytes = Vec::new();
                document(ending, &mut lexicon.writer(number), &mut bytes).expect("memory takes all");
                bytes
            };
            let bytes = make();
            assert_eq!(bytes, make(), "{ending}");
            assert_eq!(String::from_utf8_lossy(&bytes).matches(LAST_WORD).count(), 1, "{ending}");
            assert!((4_000..16_000).contains(&bytes.len()), "{ending}: {}", bytes.len());
        }
    }

    #[test]
    fn a_pdf_has_three_pages() {
        let mut bytes = Vec::new();
        document("pdf", &mut Lexicon::new().writer(9), &mut bytes).expect("memory takes all");
        assert_eq!(String::from_utf8_lossy(&bytes).matches("/Type /Page ").count(), 3);
    }
}
