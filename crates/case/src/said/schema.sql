-- What annotation found in the texts of a case: one SQLite file, derived from the catalogue. It proves nothing by
-- itself and can be deleted; `habeas add` makes it again. Every span counts code points of the item's whole text, from
-- 0, as first-end with the end not included. The comments here are kept in the file's table `about`.

CREATE TABLE meta ( -- What this file is and how far it has come.
  name  TEXT PRIMARY KEY, -- schema: version of these tables; rules: version of the annotating rules; change: the catalogue's latest change that is in it; scrub: 1 while erased text may still stand in the file's free space
  value INTEGER NOT NULL -- its value
) STRICT, WITHOUT ROWID;

CREATE TABLE about ( -- Explains every table and column of this file.
  name    TEXT NOT NULL, -- a table
  field   TEXT NOT NULL, -- one of its columns; empty for the whole of it
  meaning TEXT NOT NULL, -- what it holds
  PRIMARY KEY (name, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE item ( -- The items whose texts were annotated.
  number     INTEGER PRIMARY KEY, -- the short number by which the catalogue names the item; means nothing outside
  id         TEXT NOT NULL UNIQUE, -- SHA-256 of the bytes
  first      INTEGER, -- log entry that first took it in
  extraction TEXT NOT NULL, -- the reading whose text the spans count in
  published  TEXT -- day of publication against which relative dates were resolved
) STRICT;
CREATE INDEX item_in_order ON item(first IS NULL, first, id);

CREATE TABLE failed ( -- Stretches of text on which annotating failed: nothing in them was found or ruled out.
  item       INTEGER NOT NULL, -- item.number
  char_start INTEGER NOT NULL, -- first code point
  char_end   INTEGER NOT NULL, -- one past the last
  PRIMARY KEY (item, char_start)
) STRICT, WITHOUT ROWID;

CREATE TABLE chain ( -- People, bodies, places: all mentions of one in one stretch of text.
  item     INTEGER NOT NULL, -- item.number
  position INTEGER NOT NULL, -- order in the item, from 0
  kind     TEXT NOT NULL, -- person, organisation, place, facility
  name     TEXT NOT NULL, -- span of the fullest form of the name
  words    TEXT NOT NULL, -- its characters
  aliases  TEXT NOT NULL, -- spans of other names
  roles    TEXT NOT NULL, -- spans of the roles that the text gives it
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention ( -- Names in the text, and what stands for them.
  item        INTEGER NOT NULL, -- item.number
  position    INTEGER NOT NULL, -- order in the item, from 0
  chain       INTEGER NOT NULL, -- chain.position
  form        TEXT NOT NULL, -- name, alias, pronoun, role
  span        TEXT NOT NULL, -- where
  honorific   TEXT, -- span of the honorific before it
  family_name TEXT, -- span of the family name, when the text sets it apart
  confidence  INTEGER NOT NULL, -- from 0 to 100
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotation ( -- Who said what.
  item       INTEGER NOT NULL, -- item.number
  position   INTEGER NOT NULL, -- order in the item, from 0
  kind       TEXT NOT NULL, -- direct, mixed, indirect
  char_start INTEGER NOT NULL, -- first code point of its content
  char_end   INTEGER NOT NULL, -- one past the last
  content    TEXT NOT NULL, -- spans of the words
  cue        TEXT, -- span of what signals it
  source     TEXT, -- span of who says it, as the text has it there
  known      TEXT NOT NULL, -- how the speaker is known: named, resolved, described, unknown
  chain      INTEGER, -- chain.position of the speaker
  speaker    TEXT, -- the speaker's name, or the words of the description
  folded     TEXT, -- the same in small letters without accents
  came_from  TEXT, -- for a resolved speaker, span of the words that it was resolved to
  addressee  TEXT, -- span of whom it is said to
  inside     INTEGER, -- position of the quotation in which it stands
  continues  INTEGER, -- position of the quotation that it goes on from
  stance     TEXT NOT NULL, -- asserts, alleges, denies, confirms, promises, demands, refuses, criticises, offers
  confidence INTEGER NOT NULL, -- from 0 to 100
  finder     TEXT NOT NULL, -- which rule or model found it
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotation_by_stance ON quotation(stance);
CREATE INDEX quotation_by_place ON quotation(item, char_start);

CREATE TABLE quotation_stem ( -- The beginnings of the longer words of what was said, by which quotations are set side by side.
  item      INTEGER NOT NULL, -- item.number
  quotation INTEGER NOT NULL, -- quotation.position
  stem      TEXT NOT NULL, -- up to six letters, small, without accents
  named     INTEGER NOT NULL, -- 1 for a word of a name
  PRIMARY KEY (item, quotation, stem)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotation_stem_by_stem ON quotation_stem(stem);

CREATE TABLE quotation_key ( -- What a quotation is about, in a form that does not depend on its language, by which a denial meets what it denies.
  item      INTEGER NOT NULL, -- item.number
  quotation INTEGER NOT NULL, -- quotation.position
  kind      TEXT NOT NULL, -- violation, person, place, organisation, figure, day, month
  key       TEXT NOT NULL, -- a violation's code; a person's name in small letters without accents; the beginnings of the own words of a place's or body's name; a figure with its unit; a day; a month
  short     INTEGER NOT NULL, -- 1 when the key leaves words of a name, or the day, out
  telling   INTEGER NOT NULL, -- 1 for a person and a facility
  words     TEXT NOT NULL, -- the name as it is written; else the key
  PRIMARY KEY (item, quotation, kind, key, short, words, telling)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotation_key_by_key ON quotation_key(kind, key);

CREATE TABLE claim ( -- What quotations assert, allege, deny.
  item      INTEGER NOT NULL, -- item.number
  position  INTEGER NOT NULL, -- order in the item, from 0
  quotation INTEGER NOT NULL, -- quotation.position
  stance    TEXT NOT NULL, -- as in quotation
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_by_quotation ON claim(item, quotation);

CREATE TABLE claim_key ( -- What a claim is about, in a form that can be compared across texts.
  item  INTEGER NOT NULL, -- item.number
  claim INTEGER NOT NULL, -- claim.position
  kind  TEXT NOT NULL, -- violation or name
  key   TEXT NOT NULL, -- code of the violation, or the name in small letters without accents
  span  TEXT NOT NULL, -- for a violation, the words that say so; else empty
  PRIMARY KEY (item, claim, kind, key, span)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_key_by_key ON claim_key(kind, key);

CREATE TABLE opposed ( -- Claims of one stretch of text that oppose each other.
  item  INTEGER NOT NULL, -- item.number
  claim INTEGER NOT NULL, -- claim.position
  other INTEGER NOT NULL, -- claim.position of the other side
  PRIMARY KEY (item, claim, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE dated ( -- Expressions of time.
  item       INTEGER NOT NULL, -- item.number
  position   INTEGER NOT NULL, -- order in the item, from 0
  span       TEXT NOT NULL, -- the words
  value      TEXT, -- as TIMEX3 writes it; empty when unresolved
  precision  TEXT NOT NULL, -- time, day, week, month, season, year, decade, century, duration, vague
  modifier   TEXT, -- TIMEX3's modifier
  anchored   TEXT NOT NULL, -- itself, publication, text, missing: what it was resolved against
  anchor     TEXT, -- span of the date of the text that it was resolved against
  first_day  TEXT, -- first day that it may mean; empty when it has no place on a calendar
  last_day   TEXT, -- last day
  sentence   TEXT NOT NULL, -- span of the sentence
  quotation  INTEGER, -- quotation.position of the innermost quotation in which it stands
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX dated_in_order ON dated(first_day, last_day);

CREATE TABLE quantity ( -- Counts and measures.
  item          INTEGER NOT NULL, -- item.number
  position      INTEGER NOT NULL, -- order in the item, from 0
  span          TEXT NOT NULL, -- number, approximator, unit
  low           REAL NOT NULL, -- the least value
  high          REAL NOT NULL, -- the greatest value
  approximation TEXT NOT NULL, -- exact, about, at-least, at-most, order
  unit          TEXT, -- a code such as USD; empty for plain counts
  counted       TEXT, -- span of what is counted
  head          TEXT, -- its head, singular
  head_key      TEXT, -- the same in small letters without accents, by which figures are set side by side
  place         TEXT, -- span of the place, if the text says it right there
  place_words   TEXT, -- that place in small letters without accents
  date_value    TEXT, -- the one resolved date of its sentence
  date_span     TEXT, -- its words
  stems         TEXT NOT NULL, -- beginnings of the longer words of the sentence, by which figures are set side by side
  sentence      TEXT NOT NULL, -- span of the sentence
  quotation     INTEGER, -- quotation.position of the innermost quotation in which it stands
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX quantity_by_head ON quantity(head_key, unit);
