-- Who is who on the lists of a case, as last linked: one SQLite file, derived from lists, judgements and the log. It
-- proves nothing by itself and can be deleted; `habeas rebuild` makes it again. Ids of records and persons are 13
-- letters and digits. Weights are log2 odds, whole numbers in 1024ths of a bit, so that sums are exact. The comments
-- here are kept in the file's table `about`.

CREATE TABLE meta ( -- What this file is.
  name  TEXT PRIMARY KEY, -- schema: version of these tables; rules: version of the rules that link; scrub: 1 while erased words may still stand in the file's free space
  value INTEGER NOT NULL -- its value
) STRICT, WITHOUT ROWID;

CREATE TABLE about ( -- Explains every table and column of this file.
  name    TEXT NOT NULL, -- a table
  field   TEXT NOT NULL, -- one of its columns; empty for the whole of it
  meaning TEXT NOT NULL, -- what it holds
  PRIMARY KEY (name, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE run ( -- The linking that the file shows: one row, none before the first.
  entry   INTEGER PRIMARY KEY, -- log entry that records it
  entries INTEGER NOT NULL, -- how many log entries it knew
  same    INTEGER NOT NULL, -- 1 when the log entry's digest is that of the table record; 0 when another came out
  body    BLOB NOT NULL, -- counts, expectations and fields: Run as postcard 1 writes it
  model   BLOB NOT NULL -- the fitted model, for the next list
) STRICT;

CREATE TABLE list ( -- The lists that were linked, each with a record here.
  entry   INTEGER PRIMARY KEY, -- log entry that first declared it
  item    TEXT NOT NULL, -- SHA-256 of the item that it stands in
  records INTEGER NOT NULL -- how many of its records are in the table record
) STRICT;

CREATE TABLE record ( -- Rows of lists, each with the person that it is.
  id          TEXT PRIMARY KEY, -- the record
  list        INTEGER NOT NULL, -- list.entry
  row         INTEGER NOT NULL, -- number in the list, from 1
  char_start  INTEGER NOT NULL, -- first code point in the list's item
  char_end    INTEGER NOT NULL, -- one past the last
  person      TEXT NOT NULL, -- the person
  weight      INTEGER, -- its strongest link to another record of the person; empty when it is alone
  judged      INTEGER NOT NULL, -- 1 when somebody judged it the same as another record of the person
  words       TEXT NOT NULL, -- its names in small letters without accents, to search by
  sort        TEXT NOT NULL -- the same, surnames first, to sort by
) STRICT, WITHOUT ROWID;
CREATE INDEX record_by_person ON record(person, list, row);
CREATE INDEX record_by_sort ON record(sort, person);

CREATE TABLE history ( -- Which lists people are on: each set of lists that somebody is on.
  number  INTEGER PRIMARY KEY, -- its number here
  lists   TEXT NOT NULL, -- list.entry of each, ascending, a space between them
  persons INTEGER NOT NULL -- how many people are on these lists and no other
) STRICT;

CREATE TABLE person ( -- Persons: one record or several.
  place   INTEGER PRIMARY KEY, -- place in the order of names, surnames first, from 1
  id      TEXT NOT NULL, -- the person
  shown   TEXT NOT NULL, -- the record whose name stands for the person
  records INTEGER NOT NULL, -- how many records
  lists   INTEGER NOT NULL, -- on how many lists
  history INTEGER NOT NULL -- history.number
) STRICT;
CREATE UNIQUE INDEX person_by_id ON person(id);
CREATE INDEX person_by_history ON person(history);

CREATE TABLE word ( -- Words of names, in small letters without accents.
  number INTEGER PRIMARY KEY, -- its place in the order of words, from 1: words that begin alike stand together
  word   TEXT NOT NULL -- the word
) STRICT;
CREATE UNIQUE INDEX word_by_word ON word(word);

CREATE TABLE named ( -- Whose names have which words.
  word  INTEGER NOT NULL, -- word.number
  place INTEGER NOT NULL, -- person.place
  nth   INTEGER NOT NULL, -- which of the person's records by list and row, from 0
  PRIMARY KEY (word, place, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE joined ( -- Why the records of a person are together: one row less than records.
  person   TEXT NOT NULL, -- the person
  position INTEGER NOT NULL, -- order in which it was made, from 0
  one      TEXT NOT NULL, -- a record of one group
  other    TEXT NOT NULL, -- the record of the other group with the strongest link to it
  weight   INTEGER, -- that link's weight; empty when a judgement joined them
  mean     INTEGER, -- the mean weight over all pairs across; empty when a judgement joined them
  PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE link ( -- Pairs that were compared and kept.
  one     TEXT NOT NULL, -- the record with the lower id
  other   TEXT NOT NULL, -- the other record
  weight  INTEGER NOT NULL, -- log2 of the odds that both are one person
  beyond  INTEGER NOT NULL, -- 1 when anything but the name speaks for one person
  bars    BLOB NOT NULL, -- what the weight adds up from: list of Bar as postcard 1 writes it
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_other ON link(other, one);

CREATE TABLE question ( -- Pairs that a person should look at, the most telling first.
  position INTEGER PRIMARY KEY, -- order
  one      TEXT NOT NULL, -- the record with the lower id
  other    TEXT NOT NULL, -- the other record
  why      TEXT NOT NULL, -- uncertain, name-only, opposed, not-joined, contradicted
  weight   INTEGER NOT NULL -- log2 of the odds
) STRICT;
CREATE INDEX question_by_one ON question(one);
CREATE INDEX question_by_other ON question(other);

CREATE TABLE contradiction ( -- Judgements that contradict each other through others.
  position INTEGER PRIMARY KEY, -- order
  one      TEXT NOT NULL, -- judged to be another person than `other`
  other    TEXT NOT NULL, -- that record
  chain    TEXT NOT NULL -- records that judgements of "same" lead through from one to the other, a space between them
) STRICT;

CREATE TABLE conflict ( -- Fields in which two records of one person do not agree.
  person TEXT NOT NULL, -- the person
  field  INTEGER NOT NULL, -- number of the field in run.body
  level  INTEGER NOT NULL, -- number of the level of agreement in run.body
  one    TEXT NOT NULL, -- one of the records
  other  TEXT NOT NULL, -- the other
  PRIMARY KEY (person, field)
) STRICT, WITHOUT ROWID;
