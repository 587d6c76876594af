//! The full text of a page: everything a reader would see, what the page hides (marked as hidden) and the texts that
//! stand for pictures. Chooses nothing: menus and neighbours are text too.

use model::{Defect, DefectKind, MarkKind, Missing};

use super::lines::{Lines, OpenCell, Stretch};
use super::names::Name;
use super::spot::{Spot, Words};
use super::table::Table;
use super::tokens::{Sink, Tag};
use super::tree::{Ended, Tree};

/// What ends with an element.
#[derive(Debug, Default)]
struct Effects {
    /// Stretches to close.
    stretches: u8,
    /// Whether one of them is a link.
    links: bool,
    hides: bool,
    keeps_space: bool,
}

/// Elements whose text is not the page's text.
#[derive(Debug, Clone, Copy)]
struct Raw {
    name: Name,
    start: u64,
}

/// Writes a page's text.
pub(super) struct Page<'o> {
    lines: Lines<'o>,
    tree: Tree<Effects>,
    tables: Vec<Table>,
    tables_begun: u32,
    raw: Option<Raw>,
    hidden: u32,
    preformatted: u32,
    skip_line_feed: bool,
    /// Whether `title` is text too, because nobody reads the metadata.
    keep_title: bool,
    /// The source's last byte seen in text.
    seen: u64,
    dropped: Option<(u64, Spot)>,
    /// Tables whose columns may be wrong.
    coarse_tables: u64,
    defects: Vec<Defect>,
}

impl<'o> Page<'o> {
    pub(super) fn new(lines: Lines<'o>, keep_title: bool) -> Self {
        Self {
            lines,
            tree: Tree::new(),
            tables: Vec::new(),
            tables_begun: 0,
            raw: None,
            hidden: 0,
            preformatted: 0,
            skip_line_feed: false,
            keep_title,
            seen: 0,
            dropped: None,
            coarse_tables: 0,
            defects: Vec::new(),
        }
    }

    /// Hands on the last part and returns what could not be read.
    pub(super) fn finish(mut self) -> Vec<Defect> {
        for ended in self.tree.finish() {
            self.leave(ended);
        }
        let ground = self.lines.ground().clone();
        if let Some(raw) = self.raw {
            let detail = format!("<{}> has no end", String::from_utf8_lossy(raw.name.bytes()));
            let place = ground.place(raw.start, self.seen.max(raw.start));
            let missing = Missing::Bytes(self.seen.saturating_sub(raw.start));
            self.defects.push(Defect::at(place, DefectKind::Damaged, missing, detail));
        }
        if let Some((bytes, spot)) = self.dropped {
            let (place, missing) = (ground.place(spot.start, spot.end), Missing::Bytes(bytes));
            self.defects.push(Defect::at(
                place,
                DefectKind::TooLarge,
                missing,
                "attribute values of more than 1 MiB",
            ));
        }
        if self.tree.deepest() > Tree::<Effects>::MOST as u64 {
            let detail =
                format!("marks and cells inside more than {} elements are missing", Tree::<Effects>::MOST);
            self.defects.push(Defect::whole(DefectKind::UnsupportedFeature, Missing::Nothing, detail));
        }
        if self.coarse_tables > 0 {
            let detail =
                format!("{} tables with too many spans; their columns may be wrong", self.coarse_tables);
            self.defects.push(Defect::whole(DefectKind::UnsupportedFeature, Missing::Nothing, detail));
        }
        self.lines.finish();
        self.defects
    }

    fn enter(&mut self, tag: &Tag) -> Effects {
        let name = tag.name;
        let mut effects = Effects::default();
        if name.is_block() {
            self.lines.line();
        } else if name.is_boxed() {
            self.lines.space(None);
        }
        match name.bytes() {
            b"table" => {
                self.tables.push(Table::new(self.tables_begun));
                self.tables_begun = self.tables_begun.saturating_add(1);
                self.lines.table_start();
            }
            b"tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row_end();
                    table.row_start();
                    self.lines.row_end();
                }
            }
            b"td" | b"th" => self.enter_cell(tag, &mut effects),
            b"tbody" | b"thead" | b"tfoot" => {
                self.tables.last_mut().into_iter().for_each(Table::group_end);
            }
            b"caption" => self.open(&mut effects, Stretch::TableName),
            b"title" if tag.foreign => self.open(&mut effects, Stretch::Mark(MarkKind::Caption)),
            b"a" if tag.value("href").is_some() => {
                let target = tag.text("href").to_owned();
                effects.links = true;
                self.open(&mut effects, Stretch::Mark(MarkKind::Link { target }));
            }
            _ => {}
        }
        if let Some(level) = name.heading() {
            self.open(&mut effects, Stretch::Mark(MarkKind::Heading(level)));
        }
        if hides(tag) {
            effects.hides = true;
            if self.hidden == 0 {
                self.open(&mut effects, Stretch::Mark(MarkKind::Hidden));
            }
            self.hidden += 1;
        }
        if name.is_preformatted() {
            effects.keeps_space = true;
            self.preformatted += 1;
            self.skip_line_feed = true;
        }
        effects
    }

    fn enter_cell(&mut self, tag: &Tag, effects: &mut Effects) {
        let Some(table) = self.tables.last_mut() else { return };
        table.row_start();
        if table.cells > 0 {
            if self.lines.breaks() > table.breaks { self.lines.row_end() } else { self.lines.tab() }
        }
        let (row, column, covers) = table.place(tag.text("colspan"), tag.text("rowspan"));
        table.breaks = self.lines.breaks_ahead();
        let cell = OpenCell { table: table.number, row, column, covers };
        self.open(effects, Stretch::Cell(cell));
    }

    fn open(&mut self, effects: &mut Effects, stretch: Stretch) {
        effects.stretches += 1;
        self.lines.open(stretch);
    }

    fn leave(&mut self, ended: Ended<Effects>) {
        let Ended { name, load: effects, crossed } = ended;
        self.hidden -= u32::from(effects.hides);
        if crossed {
            if effects.links {
                self.lines.close_crossed(|kind| matches!(kind, MarkKind::Link { .. }));
            }
            if effects.stretches > u8::from(effects.links) {
                self.lines.close_crossed(|kind| *kind == MarkKind::Hidden);
            }
            return;
        }
        self.preformatted -= u32::from(effects.keeps_space);
        for _ in 0..effects.stretches {
            let words = self.lines.close();
            if name.bytes() == b"caption"
                && let Some(table) = self.tables.last()
            {
                let title = words.lines().next().unwrap_or_default().to_owned();
                self.lines.name_table(table.number, title);
            }
        }
        match (name.bytes(), self.tables.last_mut()) {
            (b"table", Some(table)) => {
                let number = table.number;
                self.coarse_tables += u64::from(table.is_coarse);
                self.tables.pop();
                self.lines.table_end(number);
            }
            (b"tr", Some(table)) => {
                table.row_end();
                self.lines.row_end();
            }
            (b"tbody" | b"thead" | b"tfoot", Some(table)) => {
                table.group_end();
                self.lines.row_end();
            }
            _ if name.is_block() => self.lines.line(),
            _ if name.is_boxed() => self.lines.space(None),
            _ => {}
        }
    }

    /// Writes the text of an attribute that is seen in place of the element.
    fn stand_in(&mut self, words: &Words, mark: Option<MarkKind>) {
        let mark = mark.map(Stretch::Mark);
        let closes = mark.is_some();
        self.lines.space(None);
        mark.into_iter().for_each(|mark| self.lines.open(mark));
        self.lines.say_words(words);
        if closes {
            self.lines.close();
        }
        self.lines.space(None);
    }

    fn void(&mut self, tag: &Tag) {
        let hidden = hides(tag) && self.hidden == 0;
        if hidden {
            self.lines.open(Stretch::Mark(MarkKind::Hidden));
        }
        match tag.name.bytes() {
            b"br" => self.lines.line_end(),
            b"hr" => self.lines.line(),
            b"img" | b"area" => {
                tag.value("alt").into_iter().for_each(|words| self.stand_in(words, Some(MarkKind::Caption)));
            }
            b"input" => match tag.text("type").to_ascii_lowercase().as_str() {
                "hidden" | "checkbox" | "radio" | "file" | "password" => {}
                "image" => {
                    tag.value("alt")
                        .into_iter()
                        .for_each(|words| self.stand_in(words, Some(MarkKind::Caption)));
                }
                _ => {
                    let shown = tag.value("value").filter(|words| !words.text().is_empty());
                    shown
                        .or(tag.value("placeholder"))
                        .into_iter()
                        .for_each(|words| self.stand_in(words, None));
                }
            },
            _ => {}
        }
        if hidden {
            self.lines.close();
        }
    }
}

impl Sink for Page<'_> {
    fn text(&mut self, text: &str, spot: Spot) {
        self.seen = self.seen.max(spot.end);
        if self.raw.is_some() {
            return;
        }
        let skip = usize::from(std::mem::take(&mut self.skip_line_feed) && text.starts_with('\n'));
        let spot = spot.slice(text, skip, text.len());
        let text = &text[skip..];
        if self.preformatted > 0 { self.lines.say_as_is(text, spot) } else { self.lines.say(text, spot) }
    }

    fn start(&mut self, tag: &Tag) {
        self.skip_line_feed = false;
        self.seen = self.seen.max(tag.spot.end);
        if tag.dropped > 0 {
            self.dropped.get_or_insert((0, tag.spot)).0 += tag.dropped;
        }
        let is_title = tag.name.bytes() == b"title" && !tag.foreign && !self.keep_title;
        match tag.name.bytes() {
            b"script" | b"style" => self.raw = Some(Raw { name: tag.name, start: tag.spot.start }),
            _ if is_title => self.raw = Some(Raw { name: tag.name, start: tag.spot.start }),
            b"html" => {}
            _ if tag.name.is_void() => self.void(tag),
            _ => {
                for ended in self.tree.imply(tag.name) {
                    self.leave(ended);
                }
                let effects = self.enter(tag);
                if let Err(load) = self.tree.push(tag.name, effects) {
                    self.leave(Ended { name: tag.name, load, crossed: false });
                }
            }
        }
    }

    fn end(&mut self, name: Name) {
        self.skip_line_feed = false;
        if let Some(raw) = self.raw {
            if raw.name == name {
                self.raw = None;
            }
            return;
        }
        match name.bytes() {
            b"br" => self.lines.line_end(),
            b"p" if !self.tree.reaches(name) => self.lines.line(),
            _ => {}
        }
        for ended in self.tree.end(name) {
            self.leave(ended);
        }
    }

    fn unfinished(&mut self, what: &'static str, spot: Spot) {
        self.seen = self.seen.max(spot.end);
        let place = self.lines.ground().place(spot.start, spot.end);
        let missing = Missing::Bytes(spot.end - spot.start);
        self.defects.push(Defect::at(place, DefectKind::Damaged, missing, format!("{what} without an end")));
    }
}

/// Whether the page hides this element: by attribute, by its own style, or because browsers never show its kind.
fn hides(tag: &Tag) -> bool {
    let style = || {
        let style: String = tag.text("style").split_ascii_whitespace().collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    tag.value("hidden").is_some()
        || tag.name.is_never_shown()
        || tag.name.bytes() == b"title" && !tag.foreign
        || tag.name.bytes() == b"dialog" && tag.value("open").is_none()
        || style()
}
