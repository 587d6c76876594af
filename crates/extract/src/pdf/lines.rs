//! Puts glyphs together to words, lines and paragraphs in reading order. Adds no character but the spaces that the
//! gaps show, and loses none.
//!
//! Glyphs that follow one another on a base line make a piece; [`columns`] orders the pieces into regions; in a
//! region, pieces on one base line make a line. Text in other directions than most of the page's comes after it.

use model::Rect;

use super::columns::{self, Piece, median};
use super::glyphs::Glyph;

/// A gap that ends a word, in font sizes, beyond the gap that is usual between the letters of its line.
const WORD_GAP: f32 = 0.15;
/// Letters set apart on purpose are at most this far apart; a wider usual gap means single letters.
const LETTER_GAP: f32 = 0.5;
/// A gap that ends a piece.
const PIECE_GAP: f32 = 1.5;
/// A gap that stands as a tab, as between a table's cells: so wide, and so much wider than its line's usual space.
const TAB_GAP: f32 = 0.75;
const TAB_SPACES: f32 = 2.5;
/// A glyph continues a piece when it stands at most this far behind its end.
const STEP_BACK: f32 = 0.5;
/// A glyph continues a piece when its base line is this near.
const SAME_BASE: f32 = 0.15;
/// Pieces share a line when their base lines are this near.
const SAME_LINE: f32 = 0.35;
/// Smaller than this share of a line's size, a piece can be a raised or lowered sign beside the line.
const SMALL: f32 = 0.9;
/// A distance between base lines that begins a new paragraph, in usual distances.
const PARAGRAPH: f32 = 1.4;
/// Lines set wider apart than this, in font sizes, are not lines of one paragraph.
const WIDE_SET: f32 = 2.5;
/// A word's box reaches this far above and below the base line, in font sizes.
const ASCENT: f32 = 0.8;
const DESCENT: f32 = 0.22;
/// The most characters of one word; a longer run is cut into words without a space between.
const MOST_IN_WORD: usize = 4096;

/// A word and its box.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Its characters.
    pub(super) text: String,
    /// Its box on the page, in tenths of a point.
    pub(super) area: Rect,
    /// What stands between it and the word before on its line: nothing, a space or a tab.
    pub(super) before: &'static str,
    /// Whether it is a raised sign that hangs on the word before, as a note's number does.
    pub(super) raised: bool,
}

/// A line of words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The words, from left to right; at least one.
    pub(super) words: Vec<Word>,
    /// Whether a new paragraph begins here.
    pub(super) begins: bool,
}

/// The lines of a page in reading order.
pub(super) fn assemble(glyphs: &[Glyph]) -> Vec<Line> {
    let mut counts = [0_usize; 360];
    for glyph in glyphs {
        counts[glyph.frame.rem_euclid(360) as usize] += 1;
    }
    let mut frames: Vec<usize> = (0..360).filter(|&frame| counts[frame] > 0).collect();
    frames.sort_by_key(|&frame| (std::cmp::Reverse(counts[frame]), frame));
    frames.into_iter().flat_map(|frame| assemble_frame(glyphs, frame as i16)).collect()
}

/// Glyphs that follow one another on a base line.
struct Chain {
    glyphs: Vec<Letter>,
    piece: Piece,
}

/// A glyph in a piece.
#[derive(Clone, Copy)]
struct Letter {
    glyph: Glyph,
    /// Whether a space stands before it.
    spaced: bool,
}

fn assemble_frame(glyphs: &[Glyph], frame: i16) -> Vec<Line> {
    let chains = chains(glyphs.iter().filter(|glyph| glyph.frame == frame));
    let pieces: Vec<Piece> = chains.iter().map(|chain| chain.piece).collect();
    let mut lines = Vec::new();
    for region in columns::regions(&pieces) {
        let rows = rows(&pieces, region);
        let usual =
            median(rows.windows(2).map(|pair| pair[1].base - pair[0].base).filter(|step| *step > 0.0));
        for (place, row) in rows.iter().enumerate() {
            let step = if place == 0 { f32::INFINITY } else { row.base - rows[place - 1].base };
            let far = step > PARAGRAPH * usual.clamp(row.size, WIDE_SET * row.size);
            let line: Vec<&Chain> = row.pieces.iter().map(|&index| &chains[index]).collect();
            lines.push(Line { words: words(&line, row), begins: far });
        }
    }
    lines
}

/// Follows the glyphs in drawing order and starts a piece wherever one does not continue the last.
fn chains<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut spaced = false;
    for &glyph in glyphs {
        if glyph.text.is_whitespace() {
            spaced = true;
            continue;
        }
        match chains.last_mut() {
            Some(chain) if continues(chain, &glyph) => {
                chain.piece.end = chain.piece.end.max(glyph.end);
                chain.piece.size = chain.piece.size.max(glyph.size);
                let letter = Letter { glyph, spaced };
                let last = chain.glyphs.last().map_or(glyph.start, |last| last.glyph.end);
                if spaced || glyph.start - last > WORD_GAP * glyph.size {
                    chain.piece.words += 1;
                }
                chain.glyphs.push(letter);
            }
            _ => {
                let Glyph { start, end, base, size, .. } = glyph;
                let piece = Piece { start, end, base, size, words: 1 };
                chains.push(Chain { glyphs: vec![Letter { glyph, spaced: true }], piece });
            }
        }
        spaced = false;
    }
    chains
}

fn continues(chain: &Chain, glyph: &Glyph) -> bool {
    chain.glyphs.last().is_some_and(|Letter { glyph: last, .. }| {
        let size = last.size.max(glyph.size);
        let gap = glyph.start - last.end;
        (glyph.base - last.base).abs() <= SAME_BASE * size
            && gap <= PIECE_GAP * size
            && gap >= -STEP_BACK * size
            && last.size.min(glyph.size) >= 0.5 * size
    })
}

/// Pieces that stand on one line.
struct Row {
    /// The base line of the longest piece.
    base: f32,
    size: f32,
    longest: f32,
    pieces: Vec<usize>,
}

/// The rows of a region from top to bottom, each with its pieces from left to right.
fn rows(pieces: &[Piece], mut region: Vec<usize>) -> Vec<Row> {
    region.sort_by(|&a, &b| pieces[a].base.total_cmp(&pieces[b].base).then(a.cmp(&b)));
    let mut rows = with_signs(stacked(pieces, region));
    for row in &mut rows {
        row.pieces.sort_by(|&a, &b| pieces[a].start.total_cmp(&pieces[b].start).then(a.cmp(&b)));
    }
    rows
}

/// Puts rows of raised or lowered signs back on the lines that they stand beside.
fn with_signs(rows: Vec<Row>) -> Vec<Row> {
    let beside = |sign: &Row, row: &Row| {
        let middle = sign.base - 0.3 * sign.size;
        sign.size < SMALL * row.size
            && (row.base - ASCENT * row.size..row.base + DESCENT * row.size).contains(&middle)
    };
    let mut joined: Vec<Row> = Vec::new();
    for row in rows {
        match joined.last_mut() {
            Some(last) if beside(last, &row) => {
                let signs = std::mem::replace(last, row);
                last.pieces.extend(signs.pieces);
            }
            Some(last) if beside(&row, last) => last.pieces.extend(row.pieces),
            _ => joined.push(row),
        }
    }
    joined
}

/// Joins pieces, sorted by base line, whose base lines are near.
fn stacked(pieces: &[Piece], sorted: Vec<usize>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for index in sorted {
        let Piece { base, size, start, end, .. } = pieces[index];
        let length = end - start;
        match rows.last_mut() {
            Some(row) if base - row.base <= SAME_LINE * size.min(row.size) => {
                if length > row.longest {
                    (row.base, row.longest) = (base, length);
                }
                row.size = row.size.max(size);
                row.pieces.push(index);
            }
            _ => rows.push(Row { base, size, longest: length, pieces: vec![index] }),
        }
    }
    rows
}

/// Cuts the glyphs of a row into words.
fn words(line: &[&Chain], row: &Row) -> Vec<Word> {
    let letters: Vec<&Letter> = line.iter().flat_map(|chain| &chain.glyphs).collect();
    let gap = |place: usize| letters[place].glyph.start - letters[place - 1].glyph.end;
    let size = |place: usize| letters[place].glyph.size.max(letters[place - 1].glyph.size);
    let usual = usual_gap(&letters);
    let space = median((1..letters.len()).map(gap).filter(|gap| *gap > WORD_GAP * row.size));
    let is_tab = |place: usize| {
        gap(place) > PIECE_GAP * size(place)
            || (gap(place) > TAB_GAP * size(place) + usual && gap(place) > TAB_SPACES * space)
    };
    let mut words: Vec<Word> = Vec::new();
    let mut begins = 0;
    let mut before = "";
    let mut starts: Vec<usize> = Vec::with_capacity(line.len());
    let mut count = 0;
    for chain in line {
        starts.push(count);
        count += chain.glyphs.len();
    }
    let mut next_start = starts.into_iter().skip(1).peekable();
    for place in 1..=letters.len() {
        let break_before = if place == letters.len() {
            Some("")
        } else {
            let from_piece = next_start.next_if_eq(&place).is_some();
            let wide = gap(place) > WORD_GAP * size(place) + usual;
            // A note's or sentence's number before its text: the two are no word.
            let heads = from_piece
                && is_raised(&letters[begins].glyph, row)
                && (words.is_empty() || before == " ")
                && !is_raised(&letters[place].glyph, row);
            if is_tab(place) {
                Some("\t")
            } else if wide || heads || (letters[place].spaced && !from_piece) || gap(place) < -size(place) {
                Some(" ")
            } else if from_piece && letters[place].glyph.size != letters[place - 1].glyph.size
                || place - begins >= MOST_IN_WORD
            {
                Some("")
            } else {
                None
            }
        };
        if let Some(next_before) = break_before {
            words.push(word(&letters[begins..place], before, row));
            (begins, before) = (place, next_before);
        }
    }
    words
}

/// How far apart the letters of a line usually stand, when they are set apart; else 0. Spaces do not count, nor do
/// signs, which leaders are made of.
fn usual_gap(letters: &[&Letter]) -> f32 {
    let size = median(letters.iter().map(|letter| letter.glyph.size));
    let within = |pair: &&[&Letter]| {
        !pair[1].spaced && pair[0].glyph.text.is_alphabetic() && pair[1].glyph.text.is_alphabetic()
    };
    let gaps: Vec<f32> =
        letters.windows(2).filter(within).map(|pair| pair[1].glyph.start - pair[0].glyph.end).collect();
    let usual = if gaps.len() < 4 { 0.0 } else { median(gaps.into_iter()) };
    if usual < LETTER_GAP * size { usual.max(0.0) } else { 0.0 }
}

fn word(letters: &[&Letter], before: &'static str, row: &Row) -> Word {
    let frame = letters[0].glyph.frame;
    let least = |edge: fn(&Glyph) -> f32| {
        letters.iter().map(|letter| edge(&letter.glyph)).fold(f32::INFINITY, f32::min)
    };
    let left = least(|glyph| glyph.start);
    let right = -least(|glyph| -glyph.end);
    let top = least(|glyph| glyph.base - ASCENT * glyph.size);
    let bottom = -least(|glyph| -(glyph.base + DESCENT * glyph.size));
    Word {
        text: letters.iter().map(|letter| letter.glyph.text).collect(),
        area: upright(frame, left, top, right, bottom),
        before,
        raised: before.is_empty() && is_raised(&letters[0].glyph, row),
    }
}

fn is_raised(glyph: &Glyph, row: &Row) -> bool {
    glyph.size < SMALL * row.size && glyph.base < row.base - SAME_BASE * row.size
}

/// The upright box around a box in a turned frame, in tenths of a point.
fn upright(frame: i16, left: f32, top: f32, right: f32, bottom: f32) -> Rect {
    let (sin, cos) = f32::from(frame).to_radians().sin_cos();
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom)]
        .map(|(along, across)| (along * cos - across * sin, along * sin + across * cos));
    let edge = |pick: fn((f32, f32)) -> f32, most: bool| {
        let values = corners.map(|corner| pick(corner) * 10.0);
        let value = if most {
            values.into_iter().fold(f32::NEG_INFINITY, f32::max)
        } else {
            values.into_iter().fold(f32::INFINITY, f32::min)
        };
        value.round() as i32
    };
    Rect {
        left: edge(|corner| corner.0, false),
        top: edge(|corner| corner.1, false),
        right: edge(|corner| corner.0, true),
        bottom: edge(|corner| corner.1, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs five points wide for each word at its place; `size` is 10.
    fn set(words: &[(&str, f32, f32)]) -> Vec<Glyph> {
        let letter = |text: char, start: f32, base: f32| Glyph {
            text,
            frame: 0,
            start,
            end: start + 5.0,
            base,
            size: 10.0,
        };
        words
            .iter()
            .flat_map(|&(word, start, base)| {
                word.chars()
                    .enumerate()
                    .map(move |(place, text)| letter(text, start + 5.0 * place as f32, base))
            })
            .collect()
    }

    fn text(glyphs: &[Glyph]) -> String {
        let mut text = String::new();
        for line in assemble(glyphs) {
            line.words.iter().for_each(|word| {
                text += word.before;
                text += &word.text;
            });
            text.push('\n');
        }
        text
    }

    fn check(words: &[(&str, f32, f32)], expected: &str) {
        assert_eq!(text(&set(words)), expected);
    }

    #[test]
    fn gaps_make_spaces_and_tabs() {
        check(&[("uno", 0.0, 10.0), ("dos", 18.0, 10.0), ("tres", 60.0, 10.0)], "uno dos\ttres\n");
    }

    #[test]
    fn small_gaps_are_kerning() {
        check(&[("A", 0.0, 10.0), ("V", 6.0, 10.0), ("E", 10.2, 10.0)], "AVE\n");
    }

    #[test]
    fn a_space_character_counts_whatever_its_width() {
        check(&[("uno", 0.0, 10.0), (" ", 15.0, 10.0), ("dos", 15.5, 10.0)], "uno dos\n");
    }

    #[test]
    fn letters_set_apart_are_one_word() {
        let apart: Vec<(&str, f32, f32)> = ["A", "V", "I", "S", "O"]
            .iter()
            .zip(0..)
            .map(|(letter, place)| (*letter, 8.0 * place as f32, 10.0))
            .collect();
        check(&apart, "AVISO\n");
    }

    #[test]
    fn drawing_order_does_not_matter_within_a_line() {
        check(&[("dos", 18.0, 10.0), ("uno", 0.0, 10.0)], "uno dos\n");
    }

    #[test]
    fn a_note_number_hangs_on_its_word_and_is_known() {
        let mut glyphs = set(&[("texto", 0.0, 10.0), ("sigue", 33.0, 10.0)]);
        glyphs.insert(5, Glyph { text: '7', frame: 0, start: 25.0, end: 28.0, base: 6.5, size: 7.0 });
        assert_eq!(text(&glyphs), "texto7 sigue\n");
        let raised: Vec<String> = assemble(&glyphs)[0]
            .words
            .iter()
            .filter(|word| word.raised)
            .map(|word| word.text.clone())
            .collect();
        assert_eq!(raised, ["7"]);
    }

    #[test]
    fn boxes_turn_with_the_text() {
        let mut glyphs = set(&[("uno", 0.0, 10.0)]);
        assert_eq!(assemble(&glyphs)[0].words[0].area, Rect { left: 0, top: 20, right: 150, bottom: 122 });
        glyphs.iter_mut().for_each(|glyph| glyph.frame = 90);
        assert_eq!(assemble(&glyphs)[0].words[0].area, Rect { left: -122, top: 0, right: -20, bottom: 150 });
    }
}
