-- The catalogue of a case: one SQLite file, derived from the case's log and originals. It proves nothing by itself and
-- can be deleted; `habeas rebuild` makes it again. The comments here are kept in the file's table `about`.

CREATE TABLE meta ( -- What this file is and how far it has come.
  name  TEXT PRIMARY KEY, -- schema: version of these tables; rules: extraction rules of the program that created the file; entries: how many log entries are folded in; scrub: 1 while erased text may still stand in the file's free space
  value INTEGER NOT NULL -- its value
) STRICT, WITHOUT ROWID;

CREATE TABLE about ( -- Explains every table and column of this file.
  name    TEXT NOT NULL, -- a table or view
  field   TEXT NOT NULL, -- one of its columns; empty for the whole of it
  meaning TEXT NOT NULL, -- what it holds
  PRIMARY KEY (name, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry ( -- One row for each entry of the case's log.
  number   INTEGER PRIMARY KEY, -- position in the log, from 0
  kind     TEXT NOT NULL, -- created, key-added, taken, item-erased, entry-erased, verified, exported, or a decision: list-declared, list-refused, list-withdrawn, judged, judgement-withdrawn, linked, estimated; erased when the entry's body is gone
  at       TEXT, -- when it was entered, UTC, by the clock of that machine; empty when the body is gone, as all that follows
  person   TEXT, -- who entered it
  item     TEXT, -- SHA-256 of the item it is about
  about    INTEGER, -- for entry-erased and decisions: number of the earlier entry that it is about
  items    INTEGER, -- for verified: how many originals were hashed again
  findings INTEGER, -- for verified: how many findings there were
  detail   TEXT, -- created: the case's name; key-added: the key; item-erased, entry-erased: the reason; exported: what kind
  decision BLOB -- for a decision: all of it, as postcard writes it
) STRICT;
CREATE INDEX entry_by_decision ON entry(number) WHERE decision IS NOT NULL;
CREATE INDEX entry_by_item ON entry(item, kind) WHERE item IS NOT NULL;

CREATE TABLE custody ( -- How items came into the case. Bytes taken in twice are one item with two rows here.
  entry            INTEGER PRIMARY KEY, -- number of the log entry
  item             TEXT NOT NULL, -- SHA-256 of the bytes
  size             INTEGER NOT NULL, -- size in bytes
  sha512           TEXT NOT NULL, -- SHA-512 of the bytes, a second, independent hash
  at               TEXT NOT NULL, -- when it was taken in, UTC
  time_zone        TEXT, -- IANA time zone of the collecting machine
  collector        TEXT NOT NULL, -- who took it in
  obtained         TEXT NOT NULL, -- file, standard-input, member or demo
  received_from    TEXT, -- who or what it was received from, in the collector's words
  note             TEXT, -- the collector's note
  name             TEXT NOT NULL, -- original file name
  path             TEXT, -- original path, as given or found
  modified         TEXT, -- the file's own time stamp, UTC, which proves nothing
  sniffed          TEXT NOT NULL, -- media type by the first bytes
  claimed          TEXT, -- media type as claimed by name or header
  parent           TEXT, -- SHA-256 of the container it came out of
  parent_path      TEXT, -- its path or number inside the container
  captured_address TEXT, -- for a web capture: the address that was asked
  captured_at      TEXT, -- for a web capture: when, in the capture's own words
  complete         INTEGER NOT NULL, -- 0 for a member cut short by damage, else 1
  program          TEXT NOT NULL -- the program that took it in, with version
) STRICT;
CREATE INDEX custody_by_item ON custody(item, entry);
CREATE INDEX custody_by_parent ON custody(parent, entry) WHERE parent IS NOT NULL;
CREATE INDEX custody_by_name ON custody(name);
CREATE INDEX custody_by_path ON custody(path) WHERE path IS NOT NULL;

CREATE TABLE item ( -- The items of the case: archived bytes, never changed, named by SHA-256.
  number      INTEGER PRIMARY KEY, -- a short number by which this file's other tables name the item; means nothing outside
  id          TEXT NOT NULL UNIQUE, -- SHA-256 of the bytes, in hexadecimal
  name        TEXT NOT NULL, -- the name under which it was first taken in; empty when no record of that is left
  size        INTEGER NOT NULL, -- size in bytes
  first       INTEGER, -- log entry that first took it in; empty when that record was erased
  parent      TEXT, -- SHA-256 of the container it first came out of
  parent_path TEXT, -- its path or number inside the container
  sniffed     TEXT, -- media type by the first bytes
  state       TEXT NOT NULL, -- whole, partial, failed: how much of it was read; unread; erased
  changed     INTEGER NOT NULL DEFAULT 0 -- number of the latest change to this row, its custody or its reading: what the search index follows; means nothing outside
) STRICT;
CREATE INDEX item_in_order ON item(first IS NULL, first, id);
CREATE INDEX item_by_state ON item(state);
CREATE INDEX item_by_change ON item(changed);

CREATE TABLE gone ( -- Items that left the case with every record of them, so that the search index forgets them too.
  change INTEGER PRIMARY KEY, -- number of the change, counted with item.changed
  number INTEGER NOT NULL -- item.number as it was
) STRICT;

CREATE TABLE reading ( -- What reading an item came to. Items without a row here were not read, or not to the end.
  item       INTEGER PRIMARY KEY, -- item.number
  media_type TEXT NOT NULL, -- what the bytes turned out to be
  extraction TEXT NOT NULL, -- rules and tools that read it; anchors count in the text of exactly this version
  rules      INTEGER, -- the version of the rules alone
  parts      INTEGER NOT NULL, -- how many parts
  bytes      INTEGER NOT NULL, -- length of the text in UTF-8 bytes
  characters INTEGER NOT NULL, -- length of the text in code points
  pages      INTEGER NOT NULL, -- how many pages, where the format has pages
  table_rows INTEGER NOT NULL, -- how many table rows
  members    INTEGER NOT NULL -- how many members became items of their own
) STRICT;

CREATE TABLE defect ( -- What could not be read, with the reason and how much is missing.
  item     INTEGER NOT NULL, -- item.number
  position INTEGER NOT NULL, -- order in which the reader reported it, from 0
  kind     TEXT NOT NULL, -- what went wrong
  missing  TEXT NOT NULL, -- nothing, unknown, everything, or the unit: bytes, pages, characters, rows, members, pictures
  amount   ANY, -- how many of that unit (as text when it is beyond SQLite's integers)
  place    TEXT, -- where in the original, as JSON; empty when it is about the whole item
  detail   TEXT NOT NULL, -- the reader's own words
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX defect_by_kind ON defect(kind, item);

CREATE TABLE part ( -- The text read out of items, in order: an item's text is its parts' texts one after the other.
  item        INTEGER NOT NULL, -- item.number
  seq         INTEGER NOT NULL, -- order in the item, from 0
  kind        TEXT NOT NULL, -- metadata, text, page, sheet, margin, notes, comments, mail-headers, cues, members
  label       TEXT, -- a sheet's name
  page        INTEGER, -- a page's number, from 1
  width       INTEGER, -- a page's width: tenths of a point in PDF, pixels in pictures
  height      INTEGER, -- a page's height, likewise
  recognised  INTEGER, -- for a page: 1 when its text was recognised from a picture
  hidden      INTEGER, -- for a sheet: 1 when the file hides it from whoever opens it
  byte_start  INTEGER NOT NULL, -- UTF-8 bytes of the item's text before this part
  byte_length INTEGER NOT NULL, -- UTF-8 bytes of this part
  char_start  INTEGER NOT NULL, -- code points of the item's text before this part
  char_length INTEGER NOT NULL, -- code points of this part
  text        TEXT NOT NULL, -- the text
  map         BLOB NOT NULL, -- where each stretch of the text stands in the original: model::OffsetMap as postcard 1 writes it
  marks       BLOB NOT NULL, -- what stretches of the text are (headings, links, deletions): list of model::Mark as postcard 1 writes it
  UNIQUE (item, seq)
) STRICT;
CREATE INDEX part_by_character ON part(item, char_start);

CREATE TABLE cells ( -- Tables found in items, as stretches of consecutive rows. The words of the cells stand in part.text.
  item         INTEGER NOT NULL, -- item.number
  seq          INTEGER NOT NULL, -- part.seq of the part whose text holds them
  position     INTEGER NOT NULL, -- order in the part, from 0
  table_number INTEGER NOT NULL, -- number of the table in the item, from 0
  name         TEXT NOT NULL, -- the table's own name: a sheet's name, a caption, or empty
  first_row    INTEGER NOT NULL, -- lowest row, from 0
  last_row     INTEGER NOT NULL, -- highest row
  columns      INTEGER NOT NULL, -- highest column number plus one
  amount       INTEGER NOT NULL, -- how many cells
  cells        BLOB NOT NULL, -- list of model::Cell as postcard 1 writes it
  UNIQUE (item, seq, position)
) STRICT;
CREATE INDEX cells_by_table ON cells(item, table_number, first_row);

CREATE TABLE field ( -- Named values that a document carries about itself: title, author, mail headers.
  item       INTEGER NOT NULL, -- item.number
  seq        INTEGER NOT NULL, -- part.seq of the part whose text holds it
  position   INTEGER NOT NULL, -- order in the part, from 0
  field      TEXT NOT NULL, -- which field, such as title, published, from, subject
  label      TEXT NOT NULL, -- the words before the value on its line: what the format calls it
  value      TEXT NOT NULL, -- the value as written
  char_start INTEGER NOT NULL, -- first code point of the value in the item's text
  char_end   INTEGER NOT NULL, -- one past the last
  PRIMARY KEY (item, seq, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen ( -- Files that an intake found before, so that an unchanged one need not be hashed again. Losing this only costs time.
  path          TEXT NOT NULL, -- the file's path
  received_from TEXT, -- who or what it was said to be received from
  note          TEXT, -- the note that was given
  stamp         TEXT NOT NULL, -- size in bytes, last change of content and of metadata (nanoseconds since 1970), inode and device, as they were
  item          TEXT NOT NULL -- SHA-256 of its bytes
) STRICT;
CREATE INDEX seen_by_path ON seen(path);
CREATE INDEX seen_by_item ON seen(item);

CREATE VIEW ledger AS -- One line for each item: how much of it was read, and what is missing.
SELECT item.id, item.name, item.size, item.state, coalesce(reading.media_type, item.sniffed) AS media_type,
       reading.parts, reading.characters, reading.pages, reading.table_rows, reading.members,
       (SELECT group_concat(kind || ': ' || missing || coalesce(' ' || amount, ''), '; ')
        FROM defect WHERE defect.item = reading.item) AS defects
FROM item LEFT JOIN reading ON reading.item = item.number
ORDER BY item.first IS NULL, item.first, item.id;

CREATE VIEW document AS -- The text of each item that was read to the end; order by seq to read on.
SELECT item.id, item.name, part.seq, part.kind, part.label, part.page, part.char_start, part.text
FROM item JOIN reading ON reading.item = item.number JOIN part ON part.item = item.number;
