//! What comparison reads of each record, side by side in memory: the pairs of a file lie far apart, and each place that is
//! looked at costs more than the comparing. Never holds text.

use std::hint::black_box;

use rustc_hash::FxHashMap;

use crate::columns::ListId;
use crate::name::compare::Name;
use crate::name::{Reading, WordId};
use crate::records::RecordAt;

/// Names of at most so many words lie in the line itself.
const WORDS: usize = 5;

#[derive(Debug, Clone, Copy)]
struct Line {
    /// The words of the name; of a longer name, the first is its place among the longer ones.
    words: [WordId; WORDS],
    readings: u32,
    birth: u32,
    list: ListId,
    word_count: u8,
    reading_count: u8,
    sex: u8,
}

/// One line a record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    lines: Vec<Line>,
    longer: Vec<WordId>,
    readings: Vec<Reading>,
    /// Where the readings are of names that have only one: they are few.
    alone: FxHashMap<[u16; 4], u32>,
}

impl Lines {
    /// Lines of records on these lists, of which nothing else is known.
    pub fn new(lists: impl Iterator<Item = ListId>) -> Self {
        let line = |list| Line {
            words: [WordId(0); WORDS],
            readings: 0,
            birth: 0,
            list,
            word_count: 0,
            reading_count: 0,
            sex: 0,
        };
        Self { lines: lists.map(line).collect(), ..Self::default() }
    }

    /// Gives a record its name.
    pub fn set_name(&mut self, at: RecordAt, words: &[WordId], readings: &[Reading]) {
        let next = self.readings.len() as u32;
        let begin = match readings {
            // Compared with the best, a single reading has 0 bits.
            [one] if one.log2 == 0.0 => {
                *self.alone.entry([one.given, one.first, one.second, one.other]).or_insert(next)
            }
            _ => next,
        };
        if begin == next {
            self.readings.extend_from_slice(readings);
        }
        let line = &mut self.lines[at as usize];
        (line.readings, line.reading_count, line.word_count) =
            (begin, readings.len() as u8, words.len() as u8);
        match line.words.get_mut(..words.len()) {
            Some(own) => own.copy_from_slice(words),
            None => {
                line.words[0] = WordId(self.longer.len() as u32);
                self.longer.extend_from_slice(words);
            }
        }
    }

    /// Gives a record its birth.
    pub fn set_birth(&mut self, at: RecordAt, birth: u32) {
        self.lines[at as usize].birth = birth;
    }

    /// Gives a record its sex.
    pub fn set_sex(&mut self, at: RecordAt, sex: u8) {
        self.lines[at as usize].sex = sex;
    }

    /// A record's name.
    pub fn name(&self, at: RecordAt) -> Name<'_> {
        let line = &self.lines[at as usize];
        let (count, readings) = (usize::from(line.word_count), line.readings as usize);
        let words = line.words.get(..count).unwrap_or_else(|| {
            let begin = line.words[0].0 as usize;
            &self.longer[begin..begin + count]
        });
        Name { words, readings: &self.readings[readings..readings + usize::from(line.reading_count)] }
    }

    /// The number of a record's birth.
    pub fn birth(&self, at: RecordAt) -> u32 {
        self.lines[at as usize].birth
    }

    /// The numbers of all births, in the order of the records.
    pub fn births(&self) -> impl Iterator<Item = u32> + '_ {
        self.lines.iter().map(|it| it.birth)
    }

    /// A record's sex: 0 unknown, 1 and 2.
    pub fn sex(&self, at: RecordAt) -> u8 {
        self.lines[at as usize].sex
    }

    /// A record's list.
    pub fn list(&self, at: RecordAt) -> ListId {
        self.lines[at as usize].list
    }

    /// Reads lines ahead of their use, so that the memory is waited for once and not line by line.
    pub fn fetch(&self, records: impl Iterator<Item = RecordAt>) {
        let both_ends = |at: RecordAt| {
            let line = &self.lines[at as usize];
            line.words[0].0 ^ u32::from(line.sex)
        };
        black_box(records.fold(0, |sum, at| sum ^ both_ends(at)));
    }
}
