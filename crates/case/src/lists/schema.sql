-- The lists of people that were declared in a case, row by row, and what else looks like one: one SQLite file, derived
-- from the catalogue. It proves nothing by itself and can be deleted; `habeas add` makes it again. Spans count code
-- points of the item's whole text. The comments here are kept in the file's table `about`.

CREATE TABLE meta ( -- What this file is and how far it has come.
  name  TEXT PRIMARY KEY, -- schema: version of these tables; rules: version of the rules that find and cut lists; change: the catalogue's latest change whose proposals are in it; followed: the latest change that declared lists followed; decisions: how many log entries it knows; scrub: 1 while erased text may still stand in the file's free space
  value INTEGER NOT NULL -- its value
) STRICT, WITHOUT ROWID;

CREATE TABLE about ( -- Explains every table and column of this file.
  name    TEXT NOT NULL, -- a table
  field   TEXT NOT NULL, -- one of its columns; empty for the whole of it
  meaning TEXT NOT NULL, -- what it holds
  PRIMARY KEY (name, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE list ( -- The lists in force.
  entry   INTEGER PRIMARY KEY, -- log entry that first declared it: its id
  latest  INTEGER NOT NULL, -- log entry of the form that counts
  at      TEXT NOT NULL, -- when it was first declared, UTC
  person  TEXT NOT NULL, -- who declared the form that counts
  item    TEXT NOT NULL, -- SHA-256 of the item that it stands in
  body    BLOB NOT NULL, -- model::List as postcard 1 writes it
  state   TEXT, -- read, moved, gone; empty while its rows wait to be read
  records INTEGER NOT NULL DEFAULT 0, -- how many rows are records
  passed  INTEGER NOT NULL DEFAULT 0, -- how many rows were passed over
  names   INTEGER NOT NULL DEFAULT 0, -- how many different names there are, about
  every   INTEGER NOT NULL DEFAULT 1 -- which share of its keys is in the table key: one in so many
) STRICT;
CREATE INDEX list_by_item ON list(item);

CREATE TABLE record ( -- Rows that name a person.
  list       INTEGER NOT NULL, -- list.entry
  row        INTEGER NOT NULL, -- number in the list, from 1
  id         INTEGER NOT NULL, -- the record's id: first eight bytes of a hash, as a signed number
  char_start INTEGER NOT NULL, -- first code point
  char_end   INTEGER NOT NULL, -- one past the last
  cells      BLOB NOT NULL, -- column, words and span of each value, as postcard 1 writes them
  PRIMARY KEY (list, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_by_id ON record(id);
CREATE INDEX record_by_place ON record(list, char_start, char_end);

CREATE TABLE passed ( -- Rows of a list that are no records.
  list       INTEGER NOT NULL, -- list.entry
  position   INTEGER NOT NULL, -- order in the list, from 0
  after      INTEGER NOT NULL, -- the record before it, 0 for none
  reason     TEXT NOT NULL, -- empty, heading, total, section, nameless, not-a-row, too-long
  char_start INTEGER NOT NULL, -- first code point
  char_end   INTEGER NOT NULL, -- one past the last
  PRIMARY KEY (list, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE fit ( -- Whether a column's values fit what it is declared to hold.
  list   INTEGER NOT NULL, -- list.entry
  number INTEGER NOT NULL, -- the column, from 0
  filled INTEGER NOT NULL, -- how many values it has
  misfit INTEGER NOT NULL, -- how many of them do not fit its meaning
  first  INTEGER, -- the first row of those
  last   INTEGER, -- the last row of those
  PRIMARY KEY (list, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE key ( -- What records are compared by to see whether one list is a copy of another; hashes, no words.
  list  INTEGER NOT NULL, -- list.entry
  kind  TEXT NOT NULL, -- name or document
  value INTEGER NOT NULL, -- hash of it
  PRIMARY KEY (list, kind, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE refused ( -- What somebody said is no list, or not wanted.
  entry  INTEGER PRIMARY KEY, -- log entry that says so
  item   TEXT NOT NULL, -- SHA-256 of the item
  places BLOB NOT NULL -- list of model::ListPlace as postcard 1 writes it
) STRICT;

CREATE TABLE item ( -- The items that were searched for lists.
  number     INTEGER PRIMARY KEY, -- the short number by which the catalogue names the item; means nothing outside
  id         TEXT NOT NULL UNIQUE, -- SHA-256 of the bytes
  first      INTEGER, -- log entry that first took it in
  extraction TEXT NOT NULL, -- the reading that was searched
  failed     INTEGER NOT NULL -- 1 when searching failed on it: nothing was found or ruled out
) STRICT;

CREATE TABLE proposal ( -- What looks like a list of people.
  item     INTEGER NOT NULL, -- item.number
  position INTEGER NOT NULL, -- order in the item, from 0
  body     BLOB NOT NULL, -- model::Proposal as postcard 1 writes it
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;
