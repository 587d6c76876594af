//! An item's text as a page shows it: line by line, each line knowing its first code point, so that a selection or an
//! address finds the exact characters. Drops no character; those that a browser cannot or must not show stand for
//! themselves by number.

use anyhow::Result;
use case::StoredPart;
use maud::{Markup, html};
use model::{CharSpan, ItemId, Mark, MarkKind, PartKind, Span};

use super::desk::Desk;
use crate::{address, say, tame};

/// About how many code points one page of text shows.
const WINDOW: u64 = 20_000;

/// How many code points a page goes on to end with a line.
const SLACK: u64 = 4_000;

/// Recognised words below this confidence, in per cent, are marked as doubtful.
const DOUBTFUL: u8 = 60;

/// One page of a long text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    /// The code points that it shows.
    pub(super) span: CharSpan,
    /// Which page it is, from 0.
    pub(super) number: u64,
    /// How many there are.
    pub(super) count: u64,
}

impl Window {
    /// The page that shows a code point of an item's text; the last one when it lies beyond.
    pub(super) fn around(desk: &Desk<'_>, item: ItemId, at: u64) -> Result<Self> {
        let length = desk.catalogue.characters(item)?;
        let border = |number: u64| border(desk, item, length, number);
        let mut count = length.div_ceil(WINDOW).max(1);
        if count > 1 && border(count - 1)? == length {
            count -= 1;
        }
        let mut number = (at / WINDOW).min(count - 1);
        if number > 0 && at < border(number)? {
            number -= 1;
        }
        let end = if number + 1 == count { length } else { border(number + 1)? };
        Ok(Self { span: CharSpan { start: border(number)?, end }, number, count })
    }
}

/// Where a page begins: after the first line end in the slack, or at its fixed place when a line is that long.
fn border(desk: &Desk<'_>, item: ItemId, length: u64, number: u64) -> Result<u64> {
    let wanted = number * WINDOW;
    if number == 0 || wanted >= length {
        return Ok(wanted.min(length));
    }
    let text = desk.catalogue.text(item, CharSpan { start: wanted, end: length.min(wanted + SLACK) })?;
    let line = text.chars().position(|c| c == '\n');
    Ok(line.map_or(wanted, |at| wanted + at as u64 + 1))
}

/// Words that somebody says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    /// Where they stand in the item's text.
    pub(super) span: CharSpan,
    /// Who says them, as it is shown behind them.
    pub(super) by: String,
}

/// The text of a span, part by part. `cited` is shown as the words that were looked for, `quoted` with their speakers.
pub(super) fn text(
    desk: &Desk<'_>,
    item: ItemId,
    span: CharSpan,
    cited: Option<CharSpan>,
    quoted: &[Quoted],
) -> Result<Markup> {
    let parts = desk.catalogue.parts_within(item, span)?;
    Ok(html! {
        div.document lang="" data-item=(item) {
            @for part in &parts {
                section.part {
                    @if let Some(title) = heading(&part.head.kind) {
                        h3.part-title {
                            @match part.head.kind {
                                PartKind::Page { number, .. } => { a href={ "/item/" (item) "/page/" (number) } { (title) } },
                                _ => { (title) },
                            }
                            @if part.head.characters.start < span.start { " " small { (tr!("web-part-continued")) } }
                        }
                    }
                    (lines(part, span, cited, quoted))
                }
            }
        }
    })
}

fn heading(kind: &PartKind) -> Option<String> {
    Some(match kind {
        PartKind::Text => return None,
        PartKind::Metadata => tr!("part-metadata"),
        PartKind::Page { number, recognised: false, .. } => {
            tr!("part-page", n = say::number((*number).into()))
        }
        PartKind::Page { number, .. } => tr!("part-page-recognised", n = say::number((*number).into())),
        PartKind::Sheet { name, .. } if name.is_empty() => tr!("part-table"),
        PartKind::Sheet { name, hidden: false } => tr!("part-sheet", name = name.as_str()),
        PartKind::Sheet { name, .. } => tr!("part-sheet-hidden", name = name.as_str()),
        PartKind::Margin => tr!("part-margin"),
        PartKind::Notes => tr!("part-notes"),
        PartKind::Comments => tr!("part-comments"),
        PartKind::MailHeaders => tr!("part-mail"),
        PartKind::Cues => tr!("part-cues"),
        PartKind::Members => tr!("part-members"),
    })
}

/// What a stretch of a line is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Cited,
    Quoted,
    Deleted,
    Inserted,
    Hidden,
    Heading,
    Commented,
    Doubtful,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Cited => "cited",
            Self::Quoted => "quoted",
            Self::Deleted => "deleted",
            Self::Inserted => "inserted",
            Self::Hidden => "hidden-text",
            Self::Heading => "heading",
            Self::Commented => "commented",
            Self::Doubtful => "doubtful",
        }
    }

    fn of(mark: &Mark) -> Option<Self> {
        Some(match mark.kind {
            MarkKind::Deleted { .. } => Self::Deleted,
            MarkKind::Inserted { .. } => Self::Inserted,
            MarkKind::Hidden => Self::Hidden,
            MarkKind::Heading(_) => Self::Heading,
            MarkKind::Commented => Self::Commented,
            MarkKind::Recognised(confidence) if confidence < DOUBTFUL => Self::Doubtful,
            _ => return None,
        })
    }

    /// What it means, for whoever does not know its colour.
    fn meaning(self) -> Option<String> {
        Some(match self {
            Self::Deleted => tr!("look-deleted"),
            Self::Inserted => tr!("look-inserted"),
            Self::Hidden => tr!("look-hidden"),
            Self::Commented => tr!("look-commented"),
            Self::Doubtful => tr!("look-doubtful"),
            Self::Cited | Self::Quoted | Self::Heading => return None,
        })
    }
}

/// The lines of a part that lie in `span` (code points of the document).
pub(super) fn lines(part: &StoredPart, span: CharSpan, cited: Option<CharSpan>, quoted: &[Quoted]) -> Markup {
    let head = part.head.characters;
    let (start, end) = (span.start.max(head.start), span.end.min(head.end));
    let text = &part.part.text;
    let in_part = |span: CharSpan| {
        let (start, end) = (span.start.max(head.start), span.end.min(head.end));
        let local = CharSpan { start: start - head.start, end: end.checked_sub(head.start)? };
        (start < end).then(|| local.in_bytes(text)).flatten()
    };
    let shown = in_part(CharSpan { start, end }).unwrap_or(Span { start: 0, end: 0 });
    let cited_bytes = cited.and_then(in_part);
    // The address stands on the words' first piece, which may be in an earlier part.
    let mut address = cited.filter(|cited| cited.start >= head.start).map(address::of);
    let mut looks: Vec<(Span, Look)> =
        part.part.marks.iter().filter_map(|mark| Some((mark.span, Look::of(mark)?))).collect();
    looks.extend(cited_bytes.map(|span| (span, Look::Cited)));
    looks.extend(quoted.iter().filter_map(|it| Some((in_part(it.span)?, Look::Quoted))));
    // The speaker stands behind the last of the words, which may be in a later part.
    let ends = quoted.iter().filter(|it| it.span.end <= head.end && !it.by.is_empty());
    let ends: Vec<(u64, &str)> =
        ends.filter_map(|it| Some((in_part(it.span)?.end, it.by.as_str()))).collect();
    let by = |end: u64| {
        let here: Vec<&str> = ends.iter().filter(|(at, _)| *at == end).map(|(_, by)| *by).collect();
        (!here.is_empty()).then(|| here.join("; "))
    };
    looks.sort_by_key(|(span, _)| span.start);
    // Of a web page the article; menus and neighbours step back.
    let article: Vec<Span> = marks_of(part, &MarkKind::Article).collect();

    let (mut byte, mut character) = (shown.start, start);
    let mut lines = Vec::new();
    for line in shown.slice(text).unwrap_or_default().split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let here = Span { start: byte, end: byte + words.len() as u64 };
        let outside = !article.is_empty() && !article.iter().any(|article| article.overlaps(&here));
        lines.push((character, outside, pieces(text, here, &looks)));
        byte += line.len() as u64;
        character += line.chars().count() as u64;
    }
    html! {
        @for (character, outside, pieces) in lines {
            p id={ "c" (character) } class=[outside.then_some("outside")] data-c=(character) dir="auto" {
                @for (end, words, looks) in pieces {
                    @let by = Some(&looks).filter(|looks| looks.contains(&Look::Quoted)).and_then(|_| by(end));
                    @if looks.contains(&Look::Cited) {
                        mark.(class(&looks)) id=[address.take()] data-by=[by] { (shown_text(words)) }
                    } @else if looks.is_empty() {
                        (shown_text(words))
                    } @else {
                        span class=(class(&looks)) title=[looks.iter().find_map(|look| look.meaning())] data-by=[by] { (shown_text(words)) }
                    }
                }
            }
        }
    }
}

fn marks_of<'p>(part: &'p StoredPart, kind: &'p MarkKind) -> impl Iterator<Item = Span> + 'p {
    part.part.marks.iter().filter(move |mark| mark.kind == *kind).map(|mark| mark.span)
}

fn class(looks: &[Look]) -> String {
    let mut looks = looks.to_vec();
    // Words inside words that are quoted are quoted once.
    looks.dedup();
    looks.iter().map(|look| look.class()).collect::<Vec<_>>().join(" ")
}

/// Cuts a line where any look begins or ends; each piece with the byte where it ends.
fn pieces<'t>(text: &'t str, line: Span, looks: &[(Span, Look)]) -> Vec<(u64, &'t str, Vec<Look>)> {
    let here: Vec<&(Span, Look)> = looks.iter().filter(|(span, _)| span.overlaps(&line)).collect();
    let mut cuts: Vec<u64> = here
        .iter()
        .flat_map(|(span, _)| [span.start.max(line.start), span.end.min(line.end)])
        .chain([line.start, line.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    for cut in cuts.windows(2) {
        let span = Span { start: cut[0], end: cut[1] };
        let looks = here.iter().filter(|(look, _)| look.overlaps(&span)).map(|(_, look)| *look).collect();
        pieces.push((span.end, span.slice(text).unwrap_or_default(), looks));
    }
    pieces
}

/// Text for a browser. A character that it would drop or obey stands as one replacement character, so that counting
/// code points still works, and the style shows its number.
pub(super) fn shown_text(text: &str) -> Markup {
    if !text.contains(is_unshowable) {
        return html! { (text) };
    }
    let mut rest = text;
    let mut runs = Vec::new();
    while let Some(at) = rest.find(is_unshowable) {
        let (plain, tail) = rest.split_at(at);
        let mut characters = tail.chars();
        runs.push((plain, characters.next()));
        rest = characters.as_str();
    }
    html! {
        @for (plain, control) in runs {
            (plain)
            @if let Some(control) = control {
                span.control data-u={ "U+" (format!("{:04X}", u32::from(control))) } { "\u{fffd}" }
            }
        }
        (rest)
    }
}

/// A tab is shown as it is; line ends inside a line are not.
fn is_unshowable(c: char) -> bool {
    c != '\t' && tame::is_hostile(c)
}

#[cfg(test)]
mod tests {
    use case::PartHead;
    use model::Part;

    use super::*;

    fn part(text: &str, marks: &[(usize, usize, MarkKind)]) -> StoredPart {
        let mut part = Part::new(PartKind::Text);
        part.push_unplaced(text);
        for (start, end, kind) in marks {
            part.mark(Span::new(text, *start, *end).unwrap(), kind.clone());
        }
        let characters = CharSpan { start: 100, end: 100 + text.chars().count() as u64 };
        let bytes = Span { start: 0, end: text.len() as u64 };
        StoredPart { head: PartHead { seq: 0, kind: PartKind::Text, bytes, characters }, part }
    }

    fn check(part: &StoredPart, span: (u64, u64), cited: Option<(u64, u64)>, expected: &str) {
        let span = CharSpan { start: span.0, end: span.1 };
        let cited = cited.map(|(start, end)| CharSpan { start, end });
        assert_eq!(lines(part, span, cited, &[]).into_string(), expected);
    }

    #[test]
    fn each_line_knows_its_first_code_point() {
        let part = part("año\r\nñandú 🕊\n\nfin", &[]);
        check(
            &part,
            (0, 200),
            None,
            "<p id=\"c100\" data-c=\"100\" dir=\"auto\">año</p><p id=\"c105\" data-c=\"105\" dir=\"auto\">ñandú 🕊</p>\
             <p id=\"c113\" data-c=\"113\" dir=\"auto\"></p><p id=\"c114\" data-c=\"114\" dir=\"auto\">fin</p>",
        );
        check(&part, (106, 110), None, "<p id=\"c106\" data-c=\"106\" dir=\"auto\">andú</p>");
    }

    #[test]
    fn cited_words_carry_their_address_once() {
        check(
            &part("uno\ndos", &[]),
            (0, 200),
            Some((102, 106)),
            "<p id=\"c100\" data-c=\"100\" dir=\"auto\">un<mark class=\"cited\" id=\"c102-106\">o</mark></p>\
             <p id=\"c104\" data-c=\"104\" dir=\"auto\"><mark class=\"cited\">do</mark>s</p>",
        );
    }

    #[test]
    fn speakers_stand_behind_their_words() {
        let quoted = |start, end, by: &str| Quoted { span: CharSpan { start, end }, by: by.into() };
        let part = part("a «b\nc» d", &[]);
        let span = CharSpan { start: 0, end: 200 };
        let quoted = [quoted(102, 107, "— Ana"), quoted(108, 109, "— <Eva>")];
        assert_eq!(
            lines(&part, span, Some(CharSpan { start: 105, end: 106 }), &quoted).into_string(),
            "<p id=\"c100\" data-c=\"100\" dir=\"auto\">a <span class=\"quoted\">«b</span></p>\
             <p id=\"c105\" data-c=\"105\" dir=\"auto\"><mark class=\"quoted cited\" id=\"c105-106\">c</mark>\
             <span class=\"quoted\" data-by=\"— Ana\">»</span> \
             <span class=\"quoted\" data-by=\"— &lt;Eva&gt;\">d</span></p>"
        );
    }

    #[test]
    fn hostile_text_stays_text() {
        check(
            &part("<script>a&b\u{202e}c\u{0}", &[]),
            (0, 200),
            None,
            "<p id=\"c100\" data-c=\"100\" dir=\"auto\">&lt;script&gt;a&amp;b<span class=\"control\" data-u=\"U+202E\">\u{fffd}</span>c\
             <span class=\"control\" data-u=\"U+0000\">\u{fffd}</span></p>",
        );
    }

    #[test]
    fn looks_may_overlap() {
        let deleted = MarkKind::Deleted { author: None, at: None };
        crate::say::Voice::of_locale("en").speak(|| {
            check(
                &part("abcdef", &[(1, 4, deleted), (2, 6, MarkKind::Heading(1))]),
                (0, 200),
                None,
                "<p id=\"c100\" data-c=\"100\" dir=\"auto\">a<span class=\"deleted\" title=\"deleted with change tracking\">b</span>\
                 <span class=\"deleted heading\" title=\"deleted with change tracking\">cd</span><span class=\"heading\">ef</span></p>",
            );
        });
    }
}
