//! One stretch of an item as the index takes it: its words' text, its item's facts, and a share of the memory that
//! texts on their way may take.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};
use tantivy::schema::{Document, Field};

use super::facts::Facts;
use super::schema::Fields;
use super::stretches::Stretch;

/// A bound on the bytes of text that wait for the index.
#[derive(Debug)]
pub(super) struct Room {
    left: Mutex<usize>,
    changed: Condvar,
    most: usize,
}

/// A share of a [`Room`], given back when dropped.
#[derive(Debug)]
pub(super) struct Share {
    room: Arc<Room>,
    bytes: usize,
}

impl Room {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { left: Mutex::new(most), changed: Condvar::new(), most })
    }

    /// Waits until so many bytes are free.
    pub(super) fn share(self: &Arc<Self>, bytes: usize) -> Share {
        let bytes = bytes.min(self.most);
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        while *left < bytes {
            left = self.changed.wait(left).unwrap_or_else(PoisonError::into_inner);
        }
        *left -= bytes;
        Share { room: self.clone(), bytes }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.room.left.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.room.changed.notify_all();
    }
}

/// A stretch with what it carries.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) fields: Fields,
    pub(super) facts: Arc<Facts>,
    pub(super) stretch: Stretch,
    pub(super) _share: Share,
}

/// One value of a field.
#[derive(Debug, Clone)]
pub(super) struct Leaf<'e>(ReferenceValueLeaf<'e>);

impl<'e> Value<'e> for Leaf<'e> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'e str, Self)>;

    fn as_value(&self) -> ReferenceValue<'e, Self> {
        ReferenceValue::Leaf(self.0.clone())
    }
}

impl Document for Entry {
    type Value<'e> = Leaf<'e>;
    type FieldsValuesIter<'e> = std::vec::IntoIter<(Field, Leaf<'e>)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        use ReferenceValueLeaf::{I64, Str, U64};
        let Self { fields, facts, stretch, .. } = self;
        let mut values = vec![
            (fields.text, Str(&stretch.text)),
            (fields.number, U64(facts.number)),
            (fields.seq, U64(stretch.seq)),
            (fields.start, U64(stretch.start)),
            (fields.end, U64(stretch.end)),
            (fields.length, U64(facts.length)),
            (fields.order, U64(facts.order)),
            (fields.kind, Str(&facts.kind)),
            (fields.state, U64(facts.state)),
        ];
        if stretch.seq == 0 {
            values.extend(facts.about.iter().map(|line| (fields.about, Str(line))));
        }
        values.extend(facts.language.iter().map(|language| (fields.language, Str(language))));
        if let Some((first, last)) = facts.published {
            values.extend([(fields.published_first, I64(first)), (fields.published_last, I64(last))]);
        }
        values.extend(facts.taken.iter().map(|day| (fields.taken, I64(*day))));
        values.extend(facts.from.iter().map(|from| (fields.from, Str(from))));
        values.extend(facts.parents.iter().map(|parent| (fields.parent, U64(*parent))));
        values.into_iter().map(|(field, value)| (field, Leaf(value))).collect::<Vec<_>>().into_iter()
    }
}
