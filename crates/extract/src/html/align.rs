//! Finds an article's lines again in the full text and marks them. Compares letters only and never goes backwards, so
//! that a menu's "España" is not taken for the article's.

use std::collections::HashMap;

use model::{MarkKind, Part, Span};

/// A line of the full text.
struct Line {
    part: usize,
    start: usize,
    end: usize,
    letters: String,
}

/// Letters that part of a line must share with a line of the article to be taken for it.
const ENOUGH_LETTERS: usize = 20;
/// How many lines ahead are searched for such a part, and how long they may be.
const WINDOW: usize = 8;
const WINDOW_LETTERS: usize = 64 * 1024;

/// Marks in `parts` what `article`, line by line, says.
pub(super) fn mark(parts: &mut [Part], article: &[String]) {
    let full = lines_of(parts);
    let article: Vec<String> =
        article.iter().map(|line| letters(line)).filter(|line| !line.is_empty()).collect();
    let mut found: Vec<Option<(usize, usize)>> = vec![None; full.len()];
    let places = places_of(&full);
    let anchors = anchors(&article, &places);
    let ends = anchors.iter().copied().chain([(article.len(), full.len())]);
    let (mut from_article, mut from_full) = (0, 0);
    for (index, (to_article, to_full)) in ends.enumerate() {
        let gap = &article[from_article..to_article];
        if index == 0 && to_full < full.len() {
            fill_backwards(gap, to_full, &places, &full, &mut found);
        } else {
            fill(gap, from_full, to_full, &places, &full, &mut found);
        }
        if let Some(line) = full.get(to_full) {
            found[to_full] = Some((line.start, line.end));
        }
        (from_article, from_full) = (to_article + 1, to_full + 1);
        if to_article == article.len() {
            break;
        }
    }
    mark_found(parts, &full, &found);
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn lines_of(parts: &[Part]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (part, Part { text, .. }) in parts.iter().enumerate() {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end_matches('\n').len();
            let letters = letters(line);
            if !letters.is_empty() {
                lines.push(Line { part, start, end, letters });
            }
            start += line.len();
        }
    }
    lines
}

fn places_of(full: &[Line]) -> HashMap<&str, Vec<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, line) in full.iter().enumerate() {
        places.entry(&line.letters).or_default().push(index);
    }
    places
}

/// Pairs of lines that are unique in both texts, in an order common to both (patience diff).
fn anchors(article: &[String], places: &HashMap<&str, Vec<usize>>) -> Vec<(usize, usize)> {
    let mut count: HashMap<&str, usize> = HashMap::new();
    article.iter().for_each(|line| *count.entry(line).or_default() += 1);
    let pairs: Vec<(usize, usize)> = article
        .iter()
        .enumerate()
        .filter(|(_, line)| count[line.as_str()] == 1)
        .filter_map(|(index, line)| match places.get(line.as_str()).map(Vec::as_slice) {
            Some([place]) => Some((index, *place)),
            _ => None,
        })
        .collect();
    longest_rise(&pairs)
}

/// The longest subsequence of `pairs` whose second members rise.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let length = tails.partition_point(|&tail| pairs[tail].1 < pair.1);
        before[index] = length.checked_sub(1).map(|shorter| tails[shorter]);
        if length == tails.len() { tails.push(index) } else { tails[length] = index }
    }
    let mut rise: Vec<(usize, usize)> = std::iter::successors(tails.last().copied(), |&index| before[index])
        .map(|index| pairs[index])
        .collect();
    rise.reverse();
    rise
}

/// Finds the lines of `gap` in `full[from..to]`, each after the one before.
fn fill(
    gap: &[String],
    from: usize,
    to: usize,
    places: &HashMap<&str, Vec<usize>>,
    full: &[Line],
    found: &mut [Option<(usize, usize)>],
) {
    let mut next = from;
    for line in gap {
        let candidates = places.get(line.as_str()).map_or(&[][..], Vec::as_slice);
        let same =
            candidates.get(candidates.partition_point(|&place| place < next)).filter(|&&place| place < to);
        if let Some(&place) = same {
            found[place] = Some((full[place].start, full[place].end));
            next = place + 1;
            continue;
        }
        if line.len() < ENOUGH_LETTERS || line.len() > WINDOW_LETTERS {
            continue;
        }
        let window = next..to.min(next + WINDOW);
        for place in window {
            if let Some(stretch) = shared(line, &full[place]) {
                found[place] = Some(stretch);
                next = place + 1;
            }
        }
    }
}

/// As [`fill`], from the first sure line of the article upwards.
fn fill_backwards(
    gap: &[String],
    to: usize,
    places: &HashMap<&str, Vec<usize>>,
    full: &[Line],
    found: &mut [Option<(usize, usize)>],
) {
    let mut limit = to;
    for line in gap.iter().rev() {
        let candidates = places.get(line.as_str()).map_or(&[][..], Vec::as_slice);
        let below = candidates.partition_point(|&place| place < limit);
        if let Some(&place) = below.checked_sub(1).and_then(|last| candidates.get(last)) {
            found[place] = Some((full[place].start, full[place].end));
            limit = place;
        }
    }
}

/// The stretch of `line` that the article's line holds: all of it, or a part when the article left something out.
fn shared(article: &str, line: &Line) -> Option<(usize, usize)> {
    if line.letters.len() < ENOUGH_LETTERS || line.letters.len() > WINDOW_LETTERS {
        return None;
    }
    if article.contains(&line.letters) {
        return Some((line.start, line.end));
    }
    let at = line.letters.find(article)?;
    // Byte counts of letters, which `mark_found` turns into places in the text.
    Some((line.start + at, line.start + at + article.len()))
}

fn mark_found(parts: &mut [Part], full: &[Line], found: &[Option<(usize, usize)>]) {
    let mut open: Option<(usize, usize, usize)> = None;
    for (line, stretch) in full.iter().zip(found) {
        let whole = *stretch == Some((line.start, line.end));
        match (&mut open, stretch) {
            (Some((part, _, end)), Some(_)) if whole && *part == line.part => *end = line.end,
            _ => {
                close(parts, open.take());
                match stretch {
                    Some(_) if whole => open = Some((line.part, line.start, line.end)),
                    Some((from, to)) => {
                        let text = &parts[line.part].text[line.start..line.end];
                        let (start, end) = unletter(text, from - line.start, to - line.start);
                        close(parts, Some((line.part, line.start + start, line.start + end)));
                    }
                    None => {}
                }
            }
        }
    }
    close(parts, open);
}

fn close(parts: &mut [Part], stretch: Option<(usize, usize, usize)>) {
    if let Some((part, start, end)) = stretch {
        parts[part].mark(Span { start: start as u64, end: end as u64 }, MarkKind::Article);
    }
}

/// The bytes of `text` that hold its letters `from..to`, both counted in bytes without white space.
fn unletter(text: &str, from: usize, to: usize) -> (usize, usize) {
    let (mut seen, mut start, mut end) = (0, text.len(), text.len());
    for (at, letter) in text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
        if seen == from {
            start = at;
        }
        seen += letter.len_utf8();
        if seen == to {
            end = at + letter.len_utf8();
            break;
        }
    }
    (start.min(end), end)
}

#[cfg(test)]
mod tests {
    use model::PartKind;

    use super::*;

    fn check(text: &str, article: &[&str], expected: &[&str]) {
        let mut part = Part::new(PartKind::Text);
        part.push_unplaced(text);
        let mut parts = [part];
        let article: Vec<String> = article.iter().map(|line| (*line).to_owned()).collect();
        mark(&mut parts, &article);
        let [part] = parts;
        assert!(part.is_sound());
        let marked: Vec<&str> = part.marks.iter().filter_map(|mark| mark.span.slice(&part.text)).collect();
        assert_eq!(marked, expected);
    }

    #[test]
    fn menus_stay_outside() {
        check(
            "España\nSucesos\nTitular largo\nEspaña\nEl lunes trasladaron a 40 personas.\nLeer más\n",
            &["España", "El lunes trasladaron  a 40 personas."],
            &["España\nEl lunes trasladaron a 40 personas."],
        );
    }

    #[test]
    fn what_the_article_leaves_out_of_a_line_stays_outside() {
        check(
            "Uno\nCompartir — The families waited outside the gate all night. Share\nFin\n",
            &["Uno", "The families waited outside the gate all night.", "Fin"],
            &["Uno", "The families waited outside the gate all night.", "Fin"],
        );
    }

    #[test]
    fn a_line_of_the_article_may_be_two_of_the_page() {
        check(
            "Uno único\nAquí empieza un párrafo largo\ny sigue en la otra línea del mismo\nMenú\n",
            &["Uno único", "Aquí empieza un párrafo largo y sigue en la otra línea del mismo"],
            &["Uno único\nAquí empieza un párrafo largo\ny sigue en la otra línea del mismo"],
        );
    }

    #[test]
    fn nothing_in_common_marks_nothing() {
        check("a\nb\n", &["c"], &[]);
        check("", &["c"], &[]);
        check("a\n", &[], &[]);
    }
}
