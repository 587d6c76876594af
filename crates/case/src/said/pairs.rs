//! The pairs of denials and claims of a case, read once and kept until the file changes. What makes a pair is said in
//! `disputes.rs`; `meeting.rs` finds them. Holds numbers in memory, no text.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use model::ItemId;
use rusqlite::{Connection, Row};

use super::errors::AnnotationsError;
use super::meeting::{About, Kind, Side, meetings};
use super::store::Annotations;
use crate::catalogue::codes::{item as item_of, number, number_if_any};

/// A denial and a claim, by item and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) denial: (ItemId, u64),
    pub(super) claim: (ItemId, u64),
    /// Whether one text sets them against each other.
    pub(super) opposed: bool,
}

/// The pairs, with the state of the file that they were read in.
#[derive(Debug, Default)]
pub(super) struct Pairs(RefCell<Option<(State, Rc<Vec<Pair>>)>>);

/// Changes by other connections, and by this one.
type State = (i64, u64);

/// Place of an item in the order of listing, and place of a quotation in it.
type Place = (u32, u64);

const SIDES: &str = "
    SELECT item, position, stance, folded, inside FROM quotation
    WHERE stance IN ('denies', 'alleges', 'asserts', 'confirms', 'criticises') ORDER BY item, position";

const KEYS: &str = "SELECT item, quotation, kind, key, short, telling, words FROM quotation_key";

const STEMS: &str = "SELECT item, quotation, stem, named FROM quotation_stem";

/// Denials and claims that annotation saw opposed in one text, but for what all pairs must not be.
const OPPOSED: &str = "
    SELECT DISTINCT d.item, d.position AS denial, a.position AS claim
    FROM opposed AS o JOIN claim AS dc ON dc.item = o.item AND dc.position = o.claim
    JOIN claim AS ac ON ac.item = o.item AND ac.position = o.other
    JOIN quotation AS d ON d.item = o.item AND d.position = dc.quotation
    JOIN quotation AS a ON a.item = o.item AND a.position = ac.quotation
    WHERE dc.stance = 'denies' AND a.stance IN ('alleges', 'asserts', 'confirms', 'criticises')
      AND (d.folded IS NULL OR a.folded IS NULL OR d.folded <> a.folded)
      AND NOT (d.inside IS a.position OR a.inside IS d.position)";

impl Annotations {
    /// Every pair, by the denial's place, then those that a text opposes, then by the claim's place.
    pub(super) fn pairs(&self) -> Result<Rc<Vec<Pair>>, AnnotationsError> {
        let conn = &self.file.conn;
        let version: i64 = conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
        let state = (version, conn.total_changes());
        if let Some((of, pairs)) = &*self.pairs.0.borrow()
            && *of == state
        {
            return Ok(Rc::clone(pairs));
        }
        let pairs = Rc::new(Reader::read(conn)?);
        *self.pairs.0.borrow_mut() = Some((state, Rc::clone(&pairs)));
        Ok(pairs)
    }
}

/// Numbers for words, and where each quotation is kept.
#[derive(Default)]
struct Reader {
    numbers: HashMap<String, u32>,
    items: HashMap<i64, u32>,
    sides: HashMap<Place, (bool, usize)>,
    denials: Vec<Side>,
    claims: Vec<Side>,
}

impl Reader {
    fn read(conn: &Connection) -> Result<Vec<Pair>, AnnotationsError> {
        let mut reader = Self::default();
        let mut ids: Vec<ItemId> = Vec::new();
        each(conn, "SELECT number, id FROM item ORDER BY first IS NULL, first, id", |row| {
            reader.items.insert(row.get("number")?, ids.len() as u32);
            ids.push(item_of(row, "id")?);
            Ok(())
        })?;
        each(conn, SIDES, |row| reader.add(row))?;
        each(conn, KEYS, |row| reader.add_key(row))?;
        each(conn, STEMS, |row| reader.add_stem(row))?;
        let mut opposed: HashSet<(Place, Place)> = HashSet::new();
        each(conn, OPPOSED, |row| {
            if let Some(item) = reader.items.get(&row.get("item")?) {
                opposed.insert(((*item, number(row, "denial")?), (*item, number(row, "claim")?)));
            }
            Ok(())
        })?;
        let place = |side: &Side| (side.item, side.position);
        let met = meetings(&reader.denials, &reader.claims);
        let met = met.into_iter().map(|(d, c)| (place(&reader.denials[d]), place(&reader.claims[c])));
        let met: Vec<(Place, Place)> = met.filter(|pair| !opposed.contains(pair)).collect();
        // Those that are opposed come before the others of their denial.
        let in_order: BTreeSet<(Place, bool, Place)> = met
            .into_iter()
            .map(|(denial, claim)| (denial, true, claim))
            .chain(opposed.into_iter().map(|(denial, claim)| (denial, false, claim)))
            .collect();
        let named = |(item, position): Place| (ids[item as usize], position);
        let pair = |(denial, alone, claim): (Place, bool, Place)| Pair {
            denial: named(denial),
            claim: named(claim),
            opposed: !alone,
        };
        Ok(in_order.into_iter().map(pair).collect())
    }

    fn number(&mut self, words: String) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(words).or_insert(next)
    }

    fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let Some(item) = self.items.get(&row.get("item")?).copied() else { return Ok(()) };
        let position = number(row, "position")?;
        let speaker: Option<String> = row.get("folded")?;
        let speaker = speaker.map(|speaker| self.number(format!("speaker {speaker}")));
        let inside = number_if_any(row, "inside")?;
        let side = Side { item, position, speaker, inside, ..Side::default() };
        let denies = row.get_ref("stance")?.as_str()? == "denies";
        let list = if denies { &mut self.denials } else { &mut self.claims };
        self.sides.insert((item, position), (denies, list.len()));
        list.push(side);
        Ok(())
    }

    fn side(&mut self, row: &Row<'_>) -> rusqlite::Result<Option<&mut Side>> {
        let Some(item) = self.items.get(&row.get("item")?) else { return Ok(None) };
        let found = self.sides.get(&(*item, number(row, "quotation")?)).copied();
        Ok(found.map(|(denies, at)| if denies { &mut self.denials[at] } else { &mut self.claims[at] }))
    }

    fn add_key(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let (name, words): (String, String) = (row.get("kind")?, row.get("words")?);
        let (short, telling) = (row.get("short")?, row.get("telling")?);
        let key: String = row.get("key")?;
        let key = self.number(format!("{name} {key}"));
        let kind = match name.as_str() {
            "person" => Kind::Person,
            "place" => Kind::Place,
            "organisation" => Kind::Organisation,
            "figure" => Kind::Figure,
            "day" | "month" => Kind::Time,
            _ => {
                if let Some(side) = self.side(row)? {
                    side.violations.push(key);
                }
                return Ok(());
            }
        };
        let thing = if kind == Kind::Time { "time".to_owned() } else { format!("thing {name} {words}") };
        let thing = self.number(thing);
        if let Some(side) = self.side(row)? {
            side.has_month |= name == "month";
            side.about.push(About { kind, key, thing, short, telling });
        }
        Ok(())
    }

    fn add_stem(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let stem: String = row.get("stem")?;
        let (stem, named) = (self.number(format!("stem {stem}")), row.get("named")?);
        if let Some(side) = self.side(row)? {
            side.stems.push((stem, named));
        }
        Ok(())
    }
}

/// Does something with each row of a question.
fn each(
    conn: &Connection,
    sql: &str,
    mut act: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        act(row)?;
    }
    Ok(())
}
