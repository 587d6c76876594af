# What Habeas says in English. Keys are the same in every language; a test compares them.

error-label = Error:
next-label = Next:

error-no-case = There is no case in { $folder } or above it.
    .next = Go into a case folder, name one with --case DIR, or make one: habeas init DIR
error-case-exists = { $folder } is a case already.
    .next = Go into it and use habeas add, or choose another folder.
error-folder-not-empty = { $folder } is not empty.
    .next = Name a folder that does not exist yet; afterwards take this material in with: habeas add { $folder }
error-no-home = Neither HABEAS_HOME nor HOME is set, so there is no place for your signing key.
    .next = Set HABEAS_HOME to a private folder of yours.
error-bad-key = { $path } is not a signing key.
    .next = Restore it from your copy. If there is none, move it away: a new key is made and entered into each log.
error-bad-settings = { $path } cannot be read as settings.
    .next = Mend the line named above; docs/case-folder.md lists every setting.
error-newer-case = { $path } has layout { $found }; this program knows layouts up to { $known }.
    .next = Use the newer Habeas that made it. Nothing was changed.
error-no-log = { $folder } has a case.toml but no log.
    .next = Restore the folder log/ from a copy of the case.
error-locked = Another Habeas is writing to { $folder }.
    .next = Wait until it is done, or stop it; looking (status, show, verify) works meanwhile.
error-log-damaged = The log of { $folder } is damaged; nothing is added to it.
    .next = Run habeas verify to see what was changed, then restore those files from a copy of the case.
error-disk-full = The disk of { $folder } is full.
    .next = Free some space and run the same command again: what was acknowledged is safe, the rest follows.
error-read-only = { $folder } cannot be written.
    .next = Change its permissions, or copy the case to a place where you may write. Looking works without.
error-storage = { $folder } cannot be read or written.
    .next = Check the disk, then run the same command again: what was acknowledged is safe.
error-catalogue-missing = The catalogue is missing.
    .next = Run habeas rebuild: it reads everything again from the originals.
error-catalogue-newer = The catalogue was made by a newer Habeas.
    .next = Use that one, or run habeas rebuild with this one; originals and log are not touched.
error-catalogue-older = The catalogue was made by an older Habeas.
    .next = Run habeas rebuild; originals and log are not touched.
error-catalogue-damaged = The catalogue is damaged.
    .next = Run habeas rebuild; originals and log are not touched.
error-catalogue-unreadable = The catalogue cannot be opened.
    .next = Close other programs that use it; if it stays so, run habeas rebuild.
error-not-scrubbed = It is erased, but its characters may still stand in the catalogue's free space.
    .next = Close other programs that have the case open, then run habeas add: it tries again.
error-catalogue-ahead = The catalogue knows more entries than the log has: the log was cut or replaced.
    .next = Run habeas verify; restore log/ from a copy, or run habeas rebuild if this log is the right one.
error-index-missing = The search index is missing.
    .next = Run habeas add (without files): it makes the index from the catalogue.
error-index-unreadable = The search index is damaged, or was made by another Habeas.
    .next = Run habeas add (without files): it makes the index again from the catalogue.
error-query = The query cannot be read: { $what }
    .next = habeas search --help shows how queries are written.
error-query-nearest = The query cannot be read: { $what }
    .next = The nearest that can be read: { $nearest }
error-query-too-wide = { $word } stands for { $n } words, too many to look for within a phrase (at most { $most }).
    .next = Write more letters of it.
error-bad-days = { $given } is no day, month, year or range of them.
    .next = Write 2025-03-07, 2025-03, 2025, or a range such as 2025-02..2025-03.
error-no-such-item = No item is called { $given }.
    .next = habeas items lists them; give four or more digits of the id, or the exact file name.
error-ambiguous = { $given } fits { $n } items:
    .next = Give more digits of the id.
error-no-such-state = There is no state { $given }.
    .next = One of: { $known }
error-no-such-defect = There is no defect { $given }.
    .next = One of: { $known }
error-bad-span = { $given } is no span of characters.
    .next = Write it as 120-184: from character 120 up to, not including, 184.
error-quote-not-found = The item does not contain: { $quote }
    .next = habeas text ITEM shows its text; the quote must match to the character, line breaks included.
error-no-anchor = { $path } is not an anchor.
    .next = Make one with: habeas cite ITEM --find QUOTE --json
error-no-checkpoint = { $path } holds neither a checkpoint nor a proof.
    .next = Name a log/checkpoint file or a .tlog-proof that you received earlier.
error-not-erasable = Entry { $index } cannot be erased: it is the first one, an erasure, a key, or erased already.
    .next = habeas log shows what each entry records.
error-no-reason = An erasure needs a reason.
    .next = Say it with --reason TEXT, without repeating what is being erased.
error-not-confirmed = Nobody is there to confirm the erasure.
    .next = Add --yes if you are sure; it cannot be undone.
error-custody-erased = Every custody record of { $item } was erased; there is nothing left to prove it by.
error-no-original = The bytes of { $item } are not in the case.
    .next = Without --with-original the proof can be written. habeas verify says whether they were erased or lost.
error-target-exists = { $path } exists already.
    .next = Name another folder with --to DIR.
error-pipe-needs-name = What comes on standard input needs a name.
    .next = Add --name NAME, such as --name minutes.txt

note-behind = Note: the log has { $n ->
    [one] one entry
   *[other] { $n } entries
 } that the catalogue does not show yet. habeas add (without new files too) brings it up to date.
note-rewritten = Warning: this log no longer contains its own earlier head. It was rewritten or cut, or an older copy was restored; habeas verify says more. Only if you restored an older copy yourself, remove { $memory }
person-unknown = (not named)

init-done = Made the case “{ $name }” in { $folder }.
init-key = Your key's fingerprint: { $fingerprint }
init-next = Next: cd { $folder }, then habeas add FOLDER --from "who gave it to you"

add-progress = Taking in
add-new = { $n ->
    [0] No new items.
    [one] One new item.
   *[other] { $n } new items.
 }
add-members = { $n ->
    [one] One new item out of archives, messages and web captures.
   *[other] { $n } new items out of archives, messages and web captures.
 }
add-again = { $n ->
    [one] One file was here already; it has another custody entry now.
   *[other] { $n } files were here already; they have another custody entry now.
 }
add-unchanged = { $n ->
    [one] One file is unchanged since it was taken in.
   *[other] { $n } files are unchanged since they were taken in.
 }
add-see-ledger = habeas ledger says for each item what could not be read, and why.

demo-name = Demonstration: Puerto Calmo
demo-from = the Habeas demonstration corpus (invented)
demo-exists = The demonstration case is in { $folder } already.
demo-next =
    Everything in it is invented. Look around:
      cd { $folder }
      habeas serve               all of it in the browser
      habeas ledger              what could not be read, and why
      habeas search WORD         where a word stands, in any of its forms
      habeas quotes              who said what, and who denies it
      habeas list                which lists of people there are
      habeas people              everybody on the lists, each with the lists
      habeas review              pairs of rows that may be one person: you decide
      habeas link                who is who again, with your answers
      habeas estimate            how many are on no list, or why that cannot be said
      habeas show NAME           one item: custody, text, members
      habeas verify              is it as it was taken in?
      habeas prove NAME          a proof that a stranger can check
    Each of them says more with --help.

rebuild-done = { $n ->
    [one] Read one item again.
   *[other] Read { $n } items again.
 }
rebuild-same = { $n ->
    [one] The catalogue is what one item reads as.
   *[other] The catalogue is exactly what { $n } items read as.
 }
rebuild-not-same = { $n ->
    [one] One item reads otherwise than the catalogue says. Run habeas rebuild.
   *[other] { $n } items read otherwise than the catalogue says. Run habeas rebuild.
 }
rebuild-differs = differs: { $item }
rebuild-differs-annotations = differs in the annotations: { $item }
rebuild-differs-index = differs in the search index: { $item }
rebuild-unknown = not in the log: { $path }

status-items = { $n ->
    [one] One item
   *[other] { $n } items
 }, { $size }; { $entries ->
    [one] one entry
   *[other] { $entries } entries
 } in the log
status-text = { $characters } characters, { $pages } pages, { $rows } table rows
status-why = Defects met in reading, in how many items:
status-empty = The case is empty. Next: habeas add FOLDER --from "who gave it to you"
status-next = habeas ledger names each of them; habeas ledger --defect NAME only one kind.
items-count = { $n ->
    [one] One item.
   *[other] { $n } items.
 }
ledger-in = in { $container }: { $path }
show-more = … { $n } more characters: habeas text { $item }
show-table = Table “{ $name }”, { $rows } rows

custody-line = Entry { $entry }: { $at }, { $collector }, { $how }
custody-path = path: { $value }
custody-from = received from: { $value }
custody-note = note: { $value }
custody-address = address: { $value }
custody-parent = inside item: { $value }
custody-incomplete = not complete: it changed while it was read, or damage cut it short
obtained-file = copied from a file
obtained-standard-input = from standard input
obtained-member = unpacked from another item
obtained-demo = demonstration corpus

state-whole = read whole
state-partial = read in part
state-failed = not read
state-unread = not read yet
state-erased = erased

defect-encrypted = needs a password
defect-damaged = damaged
defect-truncated = ends before it should
defect-unsupported-format = no reader for this format
defect-unsupported-feature = holds something that is not read
defect-picture-only = a picture without recognised text
defect-ocr-unavailable = text recognition is not available
defect-ocr-failed = text recognition failed
defect-encoding-guessed = its encoding is not declared and was guessed
defect-invalid-characters = bytes that are no characters, shown as �
defect-unsafe-path = a member's path points outside its archive
defect-too-large = unpacks to more than the case allows
defect-too-deep = archives inside archives beyond what the case allows
defect-checksum-mismatch = does not match its own checksum
defect-wrong-extension = is not what its name says
defect-empty = empty
defect-reader-crashed = the reading process crashed on it
defect-reader-time-limit = reading it took too long
defect-reader-memory-limit = reading it took too much memory
defect-not-a-file = not a file (a link, device or pipe)
defect-unreadable = the system does not let it be read
defect-changed-while-read = changed while it was read

advice-compound = open it and save it as .docx or .xlsx, and add that too.
advice-locked = open it with its password, save it without one, and add that too.
advice-old-text = open it and save it as .docx or .odt, and add that too.
advice-old-sheet = open it and save it as .xlsx or .ods, and add that too.
advice-slides = open it and save it as .pdf, and add that too.
advice-drawing = open it and save it as .pdf, and add that too.
advice-book = convert it to .pdf or .html, and add that too.
advice-message = open it in a mail program and save it as .eml, and add that too.
advice-mail-store = export its messages as .mbox or .eml, and add those too.
advice-archive = unpack it, and add what is in it too.
advice-picture = convert it to .png or .jpg, and add that too.
advice-recording = sound and film are not read; add a transcript (.vtt, .srt or .txt) too.
advice-database = export its tables as .csv or .xlsx, and add those too.
advice-program = nothing; programs are not read.
remedy-encrypted = open it with its password, save it without one, and add that too.
remedy-damaged = ask whoever gave it to you for another copy, and add that too.
remedy-ocr = install tesseract (habeas doctor tells what is there), then run habeas rebuild.
remedy-limit = raise the limit (docs/case-folder.md) and run habeas rebuild, or unpack it and add what is in it.
remedy-unreadable = give this account the right to read it, and add it again.
remedy-changed = close the program that writes it, and add it again.

missing-unknown = an unknown amount is missing
missing-everything = all of it is missing
missing-bytes = { $size } missing
missing-pages = { $n ->
    [one] one page missing
   *[other] { $n } pages missing
 }
missing-characters = { $n ->
    [one] one character missing
   *[other] { $n } characters missing
 }
missing-rows = { $n ->
    [one] one row missing
   *[other] { $n } rows missing
 }
missing-members = { $n ->
    [one] one member missing
   *[other] { $n } members missing
 }
missing-pictures = { $n ->
    [one] one picture missing
   *[other] { $n } pictures missing
 }

place-bytes = bytes { $range }
place-member = { $path }, bytes { $range }
place-page = page { $page }
place-page-area = page { $page }, area { $area }
place-cell = cell { $cell }
place-sheet-cell = sheet “{ $sheet }”, cell { $cell }
place-time = { $from } to { $to }
place-mail = message part { $part }, bytes { $range }

event-created = began the case “{ $detail }”
event-key-added = signs from here on with key { $detail }
event-taken = took in { $item } { $name }
event-item-erased = erased the bytes of { $item }: { $detail }
event-entry-erased = erased the body of entry { $about }: { $detail }
event-verified = verified { $items ->
    [one] one original
   *[other] { $items } originals
 }, { $findings ->
    [one] one finding
   *[other] { $findings } findings
 }
event-exported = exported { $detail } { $item } { $name }
event-list-declared = declared a list in { $item } { $name }
event-list-refused = decided that { $item } { $name } holds no list of people there
event-list-withdrawn = withdrew the list of entry { $about }
event-judged = judged whether two records are one person
event-judgement-withdrawn = withdrew the judgement of entry { $about }
event-linked = brought the register up to date
event-estimated = estimated how many people are on no list
event-erased = (body erased)

# The register

cli-link = Bring the register up to the lists: which records are one person; or link a bare table
cli-link-afresh = Link everything from the beginning; persons keep their ids
cli-link-explain = Two records, or two persons: why they have their weight
cli-link-table = A CSV or TSV file with a heading (UTF-8), or a Parquet file, linked without a case
cli-link-map = What a column holds: COLUMN=MEANING, such as Apellidos=surnames or Edad=age@2024-02-15. Meanings: name, given-names, surnames, first-surname, second-surname, birth, age@DAY, sex, nationality, document, place, code, text
cli-link-list = The column that says which list a row is from
cli-link-id = The column with each row's own id (otherwise rows are numbered from 1)
cli-link-pairs = Print the scored pairs instead of a line for each row
cli-link-csv = Print CSV (as without it; --json prints JSON)
cli-link-threads = How many threads; the answer is the same with any number (otherwise one a core)
cli-people = The people in the register, each with its lists
cli-people-list = Only people on this list, by number or name; several times: on all of them
cli-people-not_list = Only people who are not on this list
cli-people-only = Only people on no other list than those of --list
cli-people-several = Only people with several records
cli-people-search = Only people whose name has words that begin so, whatever accents and capitals
cli-people-records = With each record; with --csv one line a record
cli-people-csv = Print CSV; the export is entered into the log
cli-people-xlsx = Save a spreadsheet; the export is entered into the log
cli-person = One person: every value with its source, conflicts side by side, judgements, people of the same name
cli-person-id = The person's id or its beginning; a record's id leads to its person
cli-compare = Two lists side by side: who is on both, only on one, and who is in doubt
cli-compare-one = A list, by number or name
cli-compare-other = The other list
cli-compare-csv = Print CSV; the export is entered into the log
cli-overlap = How many people are on exactly which lists
cli-overlap-separate = Count a list that was declared a copy by itself, not as its original
cli-review = Review pairs in doubt one by one: same, different or unsure, each verdict with name and time in the log
cli-review-blind = Hide the score and what others decided; for --sample
cli-review-sample = Review so many pairs drawn by chance instead of the queue
cli-review-seed = Where chance begins; the same seed gives every reviewer the same pairs
cli-judge = Judge whether two records are one person, or take a judgement back
cli-judge-one = A record's id or its beginning
cli-judge-other = The other record
cli-judge-verdict = same, different or unsure
cli-judge-note = Why, in your words
cli-judge-withdraw = Take back the judgement of this log entry
cli-judgements = Every judgement with who and when; bring judgements in, hand them out, or see how far reviewers agree
cli-judgements-csv = The standing ones as CSV; the export is entered into the log
cli-judgements-lines = The standing ones as JSON lines in nomenklatura's form; the export is entered into the log
cli-judgements-import = Bring judgements in from CSV (one, other, verdict, note) or nomenklatura's JSON lines; all of them or none
cli-judgements-agreement = How far reviewers agree on pairs that they judged blind: Cohen's kappa
people-progress = Writing people
list-progress = Reading the list
link-progress = Linking
link-nothing-new = Nothing is new: the register is up to date.
link-done = The register was brought up to date; people known keep their ids. Log entry { $entry }.
link-done-afresh = All was linked from the beginning. Log entry { $entry }.
link-merged = Person { $from } is now one with { $into }; { $from } still leads there.
link-split = Person { $from } was taken apart: some of its records are now { $to }.
link-counts = { $records } records, { $persons } people
link-list = { $n ->
    [one] One record
   *[other] { $n } records
 } on { $list }
link-one-list = There is one list only: people are told apart within it, and compared with nobody else.
link-expected = To expect, if the model is right: of the pairs taken for one person { $precision } are; of all pairs of one person { $recall } are found.
register-share = { $expected } % ({ $low } to { $high } %)
link-to-review = { $n ->
    [one] One pair is in doubt.
   *[other] { $n } pairs are in doubt.
 } Look at them: habeas review
link-undecided = { $n ->
    [one] One of them was looked at and left undecided.
   *[other] { $n } of them were looked at and left undecided.
 }
link-skipped = Too many records share { $n ->
    [one] one key
   *[other] { $n } keys
 } ({ $family }): { $pairs } pairs were not compared for it.
link-contradiction = Judgements contradict each other: { $one } and { $other } were judged different, yet judgements of “same” lead from one to the other through { $n } records. They join nobody until somebody takes one back.
link-detached = The judgement of entry { $entry } stands on records that are no longer there ({ $records }): their words changed or their list went. It counts for nobody.
link-not-repeated = Note: the linking of log entry { $entry }, made by { $program }, comes out otherwise now: the program is another one, or lists were erased, withdrawn or corrected since. habeas link --afresh makes a new one.
link-column-not-compared = Note: column { $column } ({ $meaning }) is not compared.
link-error-no-list = No list is declared yet, so that there is nobody to link.
    .next = habeas list shows what looks like a list, and declares it.
link-error-unreadable = { $path } cannot be read.
    .next = Check the name, and that the file is CSV or TSV in UTF-8, or Parquet.
link-error-empty = { $path } has no heading and no rows.
    .next = Give a file whose first line names the columns.
link-error-map = “{ $given }” does not say what a column holds.
    .next = Write COLUMN=MEANING, such as Nombre=name.
link-error-mapped-twice = Column { $column } is given two meanings.
    .next = Give each column one --map.
link-error-no-map = No column that is compared was named; the columns are: { $known }
    .next = Say what at least one holds: --map COLUMN=name
link-error-no-column = There is no column “{ $column }”; there are: { $known }
    .next = Write the name as the first line has it.
link-error-two-columns = Two columns are called “{ $column }”, so that it is not clear which is meant.
    .next = Rename one of them in the file.
link-error-no-meaning = “{ $given }” is no meaning; there are: { $known }
    .next = Choose one of them.
link-error-age = An age needs the day on which people were that old, and “{ $given }” is none.
    .next = Write age@2024-02-15.
link-error-only-age = Only an age takes a day; { $meaning } does not.
    .next = Leave away what follows the @.
link-error-cells = { $path }, line { $line }: { $found ->
    [one] one cell
   *[other] { $found } cells
 }, where the first line has { $wanted }.
    .next = Correct the line; a cell with a comma in it must be quoted.
link-error-utf8 = { $path }, line { $line }, column { $column }: these bytes are no UTF-8 text.
    .next = Save the file as UTF-8.
link-error-no-id = Line { $line } has no id in column { $column }.
    .next = Give each row an id, or leave out --id.
link-error-same-id = Line { $line }: the id { $id } was given to an earlier row.
    .next = Give each row its own id, or leave out --id.
link-error-no-id-row = Row { $row } has no id in column { $column }.
    .next = Give each row an id, or leave out --id.
link-error-same-id-row = Row { $row }: the id { $id } was given to an earlier row.
    .next = Give each row its own id, or leave out --id.
link-error-parquet = { $path } begins as a Parquet file does, but cannot be read as one.
    .next = Check that it was copied whole, or save it as CSV.
link-error-parquet-nested = Column { $column } holds lists or parts, not one value a row.
    .next = Save its parts as columns of their own.
link-error-parquet-kind = Column { $column } holds values ({ $kind }) that cannot be read as text.
    .next = Save it as text.
link-error-parquet-utf8 = Row { $row }, column { $column }: these bytes are no UTF-8 text.
    .next = Save the column as UTF-8 text.
link-error-fields = The columns make { $fields } fields, and { $most } are compared together at most.
    .next = Leave out the --map of those that tell least.
link-error-collision = Two different rows have the same short id by chance.
    .next = Name a column with an id of each row: --id COLUMN
link-error-table = The rows cannot be linked.
    .next = Link fewer lists at once: the line above says what is too much.
family-document = document numbers
family-birth = dates of birth
family-name-pair = two parts of the name
family-name-slip = a name with a slip
family-name-birth = name and birth
family-name-other = name and another value
family-other = two other values
family-single = a single value
field-given = Given names
field-surname = Surnames
field-birth = Birth
field-sex = Sex
field-nationality = Nationality
field-document = Document
field-place = Place
field-code = Code
field-text = Text
field-alias = Other names
field-list = List
level-missing = missing on one side
level-equal = equal
level-different = contradicted
level-slip = a slip apart
level-near = alike, not the same
level-shared = part in common
level-given-omitted = one side leaves a name out
level-given-variant = spelled otherwise
level-given-hypocoristic = short or pet form
level-given-initial = initial only
level-given-shared = one name in common, another contradicted
level-given-reversed = names and surnames exchanged
level-surname-both-equal = both equal
level-surname-both-variant = both, spelled otherwise
level-surname-one-equal = the first equal, no second
level-surname-one-variant = the first spelled otherwise, no second
level-surname-swapped = both, in the other order
level-surname-other-omitted = the only one is the other's second
level-surname-second-differs = the second is contradicted
level-surname-first-differs = the first is contradicted
level-surname-crossed = a first agrees with a second, the others contradict
level-surname-reversed = names and surnames exchanged
level-birth-consistent = agrees as far as both say
level-birth-exchanged = day and month exchanged
level-birth-two-parts = two of day, month and year equal
level-birth-same-year = only the year equal
level-birth-near-year = a year or two apart
level-sex-equal-as-implied = equal, as the given name says already
level-sex-different-as-implied = contradicted, although the given names agree
level-place-contained = one contains the other
level-alias-equal = one in common
level-alias-name = the other's name
level-alias-different = none in common
level-list-same = the same list, which rarely repeats a person
level-list-another = another list
part-equal = equal
part-spelling = spelling variant
part-typo = a slip apart
part-hypocoristic = short or pet form
part-initial = initial
part-near = alike, not the same
part-different = different
explain-one = One:   { $id }  { $name }  ({ $list }, row { $row })
explain-other = Other: { $id }  { $name }  ({ $list }, row { $row })
explain-prior = where every pair begins: how rarely two records are one person
explain-rarity = how rare the values that agree are
explain-kin = relatives would agree as well
explain-total = sum, in bits: { $probability } probable to be one person, by the machine alone
explain-part = Agrees: { $part }
explain-alone-one = Without counterpart in the first: { $parts }
explain-alone-other = Without counterpart in the other: { $parts }
why-uncertain = the machine is not sure
why-name-only = only the name speaks for one person
why-opposed = documents, births or given names contradict each other
why-not-joined = a strong link that the records around it speak against
why-contradicted = reviewers contradict each other
verdict-same = same
verdict-different = different
verdict-unsure = unsure
verdict-contradicted = contradicted
not-compared-families = Careful: the lists name families. Records that agree best often contradict each other in their given names, as relatives do. Probabilities between 5 and 95 % are not to be relied upon here; only pairs with odds above 32 to 1 were joined, and the others are in the queue of review.
not-compared-copied = { $list } looks like a copy: { $n ->
    [one] one of its rows stands
   *[other] { $n } of its rows stand
} word for word on { $original } too. If it is one, say so (habeas list copy-of), so that both count as one list and vouch for nobody twice.
not-compared-age = { $list }, column { $column }: ages are not compared, since the day on which people were that old is not known.
not-compared-fields = { $list }, column { $column } is not compared: there are more columns than are compared together.
not-compared-twice = { $n ->
    [one] One row
   *[other] { $n } rows
 } of { $list } stand on { $first } as well and count there.
not-compared-unread = { $list } is not there any more: its item was erased or is not read.
not-compared-parts = { $n ->
    [one] One part of a name was
   *[other] { $n } parts of names were
 } left out, since a name has more than twelve.
behind-new = The register is behind: not linked yet: { $lists }
behind-changed = The register is behind: corrected or read anew: { $lists }
behind-gone = The register is behind: no longer read: { $lists }
behind-judgements = The register is behind: { $n ->
    [one] one judgement was
   *[other] { $n } judgements were
 } given or taken back since.
behind-file = The register is behind: the log knows a later linking.
behind-next = Bring it up to date: habeas link
error-not-linked = The lists are not linked yet.
    .next = habeas link does it.
error-register-missing = The case has no register yet.
    .next = habeas link makes it.
error-register-unreadable = The register is of another version of this program, or damaged.
    .next = habeas rebuild makes it again; nothing of the case is lost.
error-register-behind = The register does not fit the lists any more, so that this pair cannot be weighed.
    .next = habeas link brings it up to date.
error-no-such-record = No record or person has the id “{ $given }”.
    .next = habeas people --records shows the ids.
error-ambiguous-record = Several ids begin with “{ $given }”.
    .next = Give more of it.
error-no-such-list = No list in force is called “{ $given }”; there are:
    .next = Give its number or its name.
error-ambiguous-list = Several lists begin with “{ $given }”; there are:
    .next = Give its number.
error-same-record = Both ids are the same record.
    .next = Give two different records.
error-too-many-lists = { $n } lists are more than are counted together: at most 64.
    .next = Name fewer lists.
error-same-list = Both are the same list.
    .next = Give two different lists.
error-no-such-verdict = “{ $given }” is no verdict; there are: { $known }
    .next = Choose one of them.
error-judge-what = Two records and a verdict are needed.
    .next = habeas judge RECORD RECORD same, or --withdraw N
error-no-judgement = Entry { $entry } of the log holds no judgement.
    .next = habeas judgements shows them with their entries.
error-judgement-withdrawn = The judgement of entry { $entry } was taken back already, by entry { $by }.
    .next = There is nothing more to do.
error-blind-sample = --blind is for a sample.
    .next = Add --sample 100, and give the other reviewer the same --seed.
error-xlsx = { $path } could not be written.
    .next = Check the folder, or use --csv, which has no limit on a cell's length.
error-import = Nothing was brought in from { $path }: { $n ->
    [one] one line is
   *[other] { $n } lines are
 } not to be understood.
    .next = Correct the lines named above; then all of them are taken in at once.
import-unknown = line { $line }: no record { $id } is in the register
import-same = line { $line }: both are the same record
import-twice = line { $line }: { $one } and { $other } have another verdict in an earlier line
import-columns = the first line must name the columns one, other and verdict
import-verdict = line { $line }: “{ $given }” is no verdict
import-line = line { $line }: no judgement as nomenklatura writes it
import-done = { $n ->
    [one] One judgement
   *[other] { $n } judgements
 } brought in.
register-list-numbered = list { $n }
register-no-name = (no name)
register-record-gone = (its words are no longer there)
people-count = { $n ->
    [one] One person
   *[other] { $n } people
 }
person-records = { $n ->
    [one] One record:
   *[other] { $n } records:
 }
person-record = { $list }, row { $row }
person-judged = joined by a person's judgement
person-probability = { $probability } by its strongest link here
person-conflict = (contradicted)
person-differs = (written otherwise)
person-joins = Why these records are one person:
person-join = { "" }  { $one } and { $other }: { $bits } bits, { $probability } (habeas link --explain)
person-join-judged = { "" }  { $one } and { $other }: somebody judged so
person-judgements = Judgements:
person-question = To review: { $one } and { $other }: { $why }
person-namesakes = Other people of the same name, not merged:
person-mentions = The same name in texts (whether it is the same person, nobody has said):
compare-both = On both { $one } and { $other }: { $n }
compare-only-one = On { $one } and not on { $other }: { $n }
compare-only-other = On { $other } and not on { $one }: { $n }
compare-unsure = In doubt between { $one } and { $other }: { $n ->
    [one] one pair
   *[other] { $n } pairs
 }
compare-by-others = through records on other lists, or by judgement
overlap-copy = { $copy } was declared a copy of { $of } and counts as it.
judge-done = Judged: { $verdict }; log entry { $entry }.
judge-withdrawn = The judgement of entry { $entry } no longer stands.
judge-contradicted = Somebody else judged this pair otherwise: it joins nobody until you settle it.
judgement-blind = blind
judgement-imported = from { $file }
judgement-withdrawn = taken back by entry { $entry }
judgement-overtaken = overtaken by entry { $entry }
judgements-count = { $n ->
    [one] One judgement
   *[other] { $n } judgements
 }, { $standing } standing
agreement = { $one } and { $other }: { $n ->
    [one] one pair
   *[other] { $n } pairs
 } judged blind by both, { $agreed } alike, kappa { $kappa }. They differ on:
agreement-none = No pair was judged blind by two people. Both review the same sample: habeas review --blind --sample 100 --seed 1
agreement-no-kappa = not defined (chance alone would agree)
review-nothing = No pair is left to review.
review-help = s same · d different · u unsure · n TEXT note · Enter skip · z undo · q quit
review-prompt = s/d/u/n/z/q?
review-pair = Pair { $at } of { $of }
review-why = Asked because: { $why }
review-with = Together with { $of }: { $id }  { $name }  ({ $list })
review-nothing-to-undo = There is nothing to undo in this review.
review-done = { $n ->
    [one] One verdict is
   *[other] { $n } verdicts are
 } in the log.
export-register = the register of people
export-judgements = the judgements
rebuild-differs-register = The register differs from the one made again from lists, judgements and log.
rebuild-register-lost = The register cannot be made as it was linked (entry { $entry }): { $lists } erased, withdrawn or corrected since.
rebuild-register-other = The register comes out otherwise than log entry { $entry } says, which { $program } made; this is { $own }. habeas link --afresh makes a new one.
event-detail-list = { "" }: “{ $name }”
event-detail-judged = { "" }: { $verdict }
event-detail-linked = { "" }: { $records } records, { $persons } people

# After the register

export-proof = the proof of
extraction-version = extraction { $version }
cite-where = { $name }, characters { $from } to { $to }
check-holds = It holds: “{ $quote }” stands exactly there.
check-fails = It does not hold: { $why }

search-none = Nothing was found for: { $reading }
search-empty = The case is empty.
search-nearest = Nearest: { $words } finds { $n ->
    [one] one item.
   *[other] { $n } items.
 }
search-nearest-unfiltered = Nearest: without the filters { $words } finds { $n ->
    [one] one item.
   *[other] { $n } items.
 }
search-count = { $n ->
    [one] One item
   *[other] { $n } items
 } for: { $reading }
search-count-all = { $n ->
    [one] One item.
   *[other] { $n } items.
 }
search-page = Shown: { $from } to { $to }. For more: --offset { $next }
search-more = { $n ->
    [one] once more in this text
   *[other] { $n } more times in this text
 }
note-index-behind = Note: { $n ->
    [one] one item
   *[other] { $n } items
 } changed since the search index was written, and may be missing here. habeas add (without new files too) brings it up to date.

query-open-quote = a quotation mark opens and nothing closes it
query-open-parenthesis = a parenthesis opens and nothing closes it
query-stray-parenthesis = a parenthesis closes that nothing opened
query-nothing-beside = AND, OR, NOT or NEAR lacks something on one side
query-no-words = there is no letter or digit to look for
query-bad-distance = a number is missing or too large (at most 2 for a word, 50 for a distance)
query-not-near = only words and phrases can be near each other
query-long-phrase = a phrase has more than 50 words
query-no-value = a filter has no value
query-bad-state = there is no such state (whole, partial, failed, unread, erased)
query-bad-days = this is no day, month, year or range of them, such as 2025-03 or 2025-02..2025-03
query-too-deep = parentheses stand inside parentheses more than 50 deep

facet-type = By type
facet-language = By language
facet-published = By month of publication
facet-taken-in = By month of intake
facet-from = By source
facet-state = By how much was read
facet-in = By container
facet-speaker = By speaker
facet-unknown = (not known)

verify-progress = Verifying
verify-erased-item = erased: original { $item } ({ $reason })
verify-erased-entry = erased: the body of entry { $index } ({ $reason })
verify-seen = Hashed { $originals ->
    [one] one original
   *[other] { $originals } originals
 } ({ $size }) and { $entries ->
    [one] one entry
   *[other] { $entries } entries
 } of the log.
verify-signer-founder = Signed with the founder's key { $fingerprint }
verify-signer-joined = Signed with a key that joined later: { $fingerprint }
verify-intact = Nothing was changed, lost or added.
verify-findings = { $n ->
    [one] One thing is not as the log says.
   *[other] { $n } things are not as the log says.
 }
verify-limits = This shows that these bits are the ones entered, in this order, by the holder of that key; not that what they say is true.
verify-rewritten-next = Next: compare the key's fingerprint and an old copy of log/checkpoint with somebody who has them. Only if you restored an older copy of the case yourself, remove { $memory }
verify-unfinished = { $n ->
    [one] One file belongs to a write
   *[other] { $n } files belong to a write
 } that was cut off or goes on right now; the next habeas add ends or undoes it.

finding-checkpoint-unreadable = { $what }: lost or unreadable
finding-signature-forged = { $what }: changed, its signature does not verify
finding-signer-unknown = { $what }: not signed by any key that the log names
finding-root-mismatch = { $what }: neither tiles nor entries lead to its root
finding-rewritten = history was rewritten or cut: the log no longer contains its own earlier head of { $what } entries
finding-tile-lost = lost: { $what }
finding-tile-changed = changed: { $what }
finding-entry-lost = lost: the body of entry { $what }
finding-entry-changed = changed: the body of entry { $what }
finding-entry-unreadable = entry { $what } is intact but of a newer version
finding-original-lost = lost: original { $what }
finding-original-changed = changed: original { $what }
finding-original-unreadable = cannot be read: original { $what }
finding-erasure-unfinished = should have been erased and is still there: { $what }
finding-addition = added, and no entry accounts for it: { $what }

prove-done = The proof of { $name } is in { $folder }.
prove-next = Whoever gets that folder can check it without Habeas: python3 { $folder }/verify.py ORIGINAL
erase-question-item = Erase the bytes of { $name } ({ $item }) for good? Type yes:
erase-question-entry = Erase the body of entry { $index } for good? Type yes:
erase-answer = yes
erase-not-done = Nothing was erased.
erase-container = Still in the case, with the same bytes inside: { $name } ({ $item })
erase-member = Still in the case, unpacked from it: { $name } ({ $item })
erase-done = Erased here; the log keeps the leaf and your reason. Copies and backups elsewhere still hold it, and a disk may keep traces.

doctor-cores = { $n ->
    [one] one processor core
   *[other] { $n } processor cores
 }
doctor-ocr = Text in pictures is recognised by { $engine }, languages { $languages }
doctor-ocr-missing = tesseract is not installed: text in pictures and scanned pages stays unread. Install it (Debian: apt install tesseract-ocr tesseract-ocr-spa), then: habeas rebuild --defect picture-only
doctor-ocr-language = tesseract lacks a language: { $missing }. Scans in it stay unread. Install it, then: habeas rebuild --defect picture-only
doctor-sandbox-full = Reading processes are fully confined
doctor-sandbox-partial = Reading processes are confined only in part: { $level }. Read hostile material on a system with Landlock and seccomp.
doctor-sandbox-none = Reading processes cannot be started: { $why }
doctor-probe-denied = A reading process cannot: { $what } ({ $words })
doctor-probe-allowed = A reading process can: { $what } ({ $words })
doctor-key = Your key is in { $folder }, fingerprint { $fingerprint }
doctor-key-none = You have no key yet; the first habeas init makes one in { $folder }

cli = Who is held, where, on whose word: a case folder in which every line leads back to an unchanged original.
cli-after = Every command works on the case in the current folder or above it, or --case DIR. Exit status: 0 done; 1 done, and something is wrong; 2 not done.
cli-heading-usage = Usage:
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-any-case = The case folder (instead of the one here or above)
cli-any-lang = Language: en or es (otherwise by the system's locale)
cli-any-json = Print JSON for scripts (docs/json.md)
cli-any-quiet = No progress
cli-any-help = Print help
cli-any-version = Print the version
cli-any-by = Who acts, for the record (otherwise the account's name)
cli-any-threads = How many reading processes (otherwise one a core)
cli-init = Make a case
cli-init-folder = The new folder
cli-init-name = The case's name (otherwise the folder's)
cli-init-languages = Languages for text recognition
cli-add = Take files and folders in, and read them
cli-add-paths = Files or folders; - for standard input (with --name); none to go on reading
cli-add-from = Who or what you received it from
cli-add-note = A note for the record
cli-add-name = The name for what comes on standard input
cli-add-rehash = Hash every file again, even where its time stamp says it is unchanged
cli-add-no_annotate = Do not look for quotations, names, dates and figures now; the next habeas add without this does
cli-status = What is in the case, and what is unread and why
cli-items = List the items
cli-items-state = Only in this state: whole, partial, failed, unread, erased
cli-items-media_type = Only of this media type, such as application/pdf
cli-items-name = Only where the name contains this
cli-search = Find words in texts, names and notes
cli-search-words = Words, all of which must stand in an item in whatever form; '"exact phrase"'; OR; NOT; deten* (beginning); garsia~ (nearly so); a NEAR/5 b; type:pdf from:... state:partial published:2025-03 (all of it in docs/search.md)
cli-search-media_type = Only of this type: pdf, html, mail, image, or a media type
cli-search-written_in = Only in this language, such as es; ? for not known
cli-search-published = Only published in these days: 2025, 2025-03, 2025-03-07 or 2025-02..2025-03
cli-search-taken_in = Only taken in on these days (UTC), written likewise
cli-search-from = Only received from exactly this source
cli-search-state = Only in this state: whole, partial, failed, unread, erased
cli-search-inside = Only what came out of this container
cli-search-speaker = Only with a quotation by somebody whose name or description has these words
cli-search-limit = How many items to show
cli-search-offset = How many to pass over before
cli-search-counts = Also count the items by type, language, date, source, state and speaker
cli-show = One item: custody, what was read, what was not
cli-show-item = Its id (four or more digits) or file name
cli-text = Print an item's text, or a file's that is in no case
cli-text-item = Its id or file name; or the path of a file
cli-text-at = Only these characters, such as 120-184
cli-text-body = Leave out what the format says about the document (title, author, dates)
cli-annotate = Print who said what, names, dates and figures in plain text files, a JSON line each; --lang is the texts' language too
cli-annotate-files = The files, in UTF-8; they are in no case
cli-annotate-published = When they were published, such as 2025-03-14; without it a relative date stays unresolved
error-annotate-date = { $date } is not a date.
    .next = Write it as year, month and day: 2025-03-14.
error-annotate-read = { $path } cannot be read.
    .next = Check its name and whether you may read it.
error-annotate-text = { $path } is not text in UTF-8.
    .next = For other formats take it into a case: habeas add { $path }
cli-cite = Cite exact characters, with their place in the original
cli-cite-item = Its id or file name
cli-cite-at = The characters, such as 120-184
cli-cite-find = The exact words; cites every place where they stand
cli-check = Check a citation made with cite --json
cli-check-anchor = The file with the citation
cli-ledger = For each item: read whole, in part or not at all, and why
cli-ledger-state = Only in this state
cli-ledger-defect = Only with this defect
cli-log = Everything that was entered, in order
cli-log-from = From this entry on
cli-log-item = Only about this item
cli-verify = Hash everything again and name every change, loss and addition
cli-verify-against = A checkpoint or proof received earlier that the log must still contain
cli-verify-record = Enter the result into the log
cli-prove = Write a proof that a stranger can check without Habeas
cli-prove-item = Its id or file name
cli-prove-to = The new folder for the proof
cli-prove-with_original = Put a copy of the original beside it
cli-erase = Erase an item's bytes, or an entry's body, for a person's safety
cli-erase-item = The item's id or file name
cli-erase-entry = The entry whose body to erase
cli-erase-reason = Why; it goes into the log
cli-erase-yes = Do not ask
cli-rebuild = Read everything again from the originals
cli-rebuild-check = Change nothing; say whether catalogue, search index and annotations are what the originals read as
cli-rebuild-defect = Only items with this defect, such as picture-only
cli-doctor = What is installed, how reading is confined, what is missing and what that costs
cli-demo = Make the demonstration case and show what is in it
cli-demo-folder = The new folder (otherwise habeas-demo)
cli-completions = Print completions for a shell
cli-completions-shell = The shell: bash, elvish, fish, powershell or zsh
cli-man = Write manual pages
cli-man-folder = The folder for them

months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec

type-application-pdf = PDF
type-application-vnd-openxmlformats-officedocument-wordprocessingml-document = Word document
type-application-vnd-openxmlformats-officedocument-spreadsheetml-sheet = Excel workbook
type-application-vnd-oasis-opendocument-text = OpenDocument text
type-application-vnd-oasis-opendocument-spreadsheet = OpenDocument spreadsheet
type-application-zip = ZIP archive
type-application-gzip = GZIP
type-application-x-tar = TAR archive
type-application-warc = web capture (WARC)
type-application-wacz = web capture (WACZ)
type-application-mbox = mailbox
type-application-octet-stream = unknown format
type-application-msword = Word document (old format)
type-application-x-empty = empty
type-application-x-subrip = subtitles (SRT)
type-message-rfc822 = e-mail
type-image-jpeg = picture (JPEG)
type-image-png = picture (PNG)
type-image-tiff = picture (TIFF)
type-text-csv = table (CSV)
type-text-tab-separated-values = table (TSV)
type-text-html = web page
type-text-markdown = text (Markdown)
type-text-plain = text
type-text-vtt = subtitles (VTT)

part-metadata = What the file says of itself
part-page = Page { $n }
part-page-recognised = Page { $n }, text recognised from the picture
part-table = Table
part-sheet = Sheet “{ $name }”
part-sheet-hidden = Sheet “{ $name }”, which the file hides
part-margin = Page headers and footers
part-notes = Notes
part-comments = Comments
part-mail = Message headers
part-cues = Subtitles
part-members = What it holds
look-deleted = deleted with change tracking
look-inserted = inserted with change tracking
look-hidden = hidden in the file
look-commented = somebody commented on this
look-doubtful = recognised with low confidence

footnote = “{ $quote }”. { $name }, { $stands }. SHA-256 { $item }, extraction { $version }.
footnote-characters = characters { $from }–{ $to }
footnote-taken = Taken into the case “{ $case }” on { $at } by { $who } (log entry { $entry }).

error-port = Port { $port } on this machine cannot be used.
    .next = Another program may use it; choose another with --port N, or leave it out.
error-no-such-page = There is no page { $address }.
    .next = Start from the case's own page, or search.

serve-ready = The case is open in the browser of this machine only:
serve-stop = Stop with Ctrl-C. Whoever has the address can read the case while it is open: keep it to yourself.
serve-no-browser = Nothing was opened: there is no display here. Copy the address into a browser.
serve-idle = Closes by itself after { $n ->
    [one] a minute
   *[other] { $n } minutes
 } without a request.
cli-serve = Open the case in the browser of this machine
cli-serve-folder = The case folder (otherwise the one here or above)
cli-serve-port = The port on this machine (otherwise any free one)
cli-serve-idle = Close after so many minutes without a request
cli-serve-no_open = Print the address and open no browser
cli-demo-no_serve = Only make the case; do not open it in the browser

web-skip = To the content
web-nav = Parts of the case
web-nav-case = Case
web-nav-items = Items
web-nav-people = People
web-nav-said = What was said
web-nav-proof = Proof
web-nav-log = Log
web-nav-verify = Verification
web-search-label = Search the case
web-search-button = Search
web-language = Language
web-footer = { $program }. Nothing here leaves this machine.
web-nameless = (no name on record)
web-previous = Previous
web-next = Next
web-error-title = This did not work
web-locked-title = This page needs its key
web-locked = Open the address that habeas serve printed, with everything after the question mark. Each run has a new one.

web-count = Items
web-state = How much was read
web-defect = Reason
web-kind = Kind
web-case-empty = The case is empty. Take something in on the command line:
web-case-empty-folder = FOLDER
web-case-read = Read, and not read
web-case-intact = Intact?
web-case-kinds = Kinds of items
web-case-more-unread = { $n ->
    [one] And one more: follow the figure above.
   *[other] And { $n } more: follow the figures above.
 }

web-log-title = The log
web-log-about = Everything that was entered into the case, in order. Entries are never changed; verification shows it.
web-log-here = { $from } to { $to } of { $n }
web-log-entry = Entry
web-log-when = When
web-log-who = Who
web-log-what = What

web-verify-title = Verification
web-verify-about = Hashes every original again, rebuilds the log's tree from its entries, checks its signature, and names every change, loss and addition.
web-verify-start = Verify now
web-verify-again = Verify again
web-verify-record = Enter the result into the log
web-verify-running = Verifying. You can leave this page meanwhile.
web-verify-recorded = The result is in the log.
web-verify-not-recorded = The result could not be entered into the log: { $why }
web-verify-never = Not verified yet.
web-verify-open = Verification

web-nav-register = People
web-nav-overlap = Overlap
web-nav-compare = Compare
web-nav-review = Review

web-people-title = People
web-people-no-list = Nobody is here yet: no list of people is declared. Look at what was taken in, and say which tables and lists name people.
web-people-to-lists = To the lists
web-people-not-linked = { $n ->
    [one] One list is declared
   *[other] { $n } lists are declared
 }, but its rows were not compared yet. Comparing finds which rows are probably one person; it changes no list, and people decide what is in doubt.
web-people-counts = { $records } rows on { $lists ->
    [one] one list
   *[other] { $lists } lists
 } are { $persons } people, as far as is known.
web-people-open = { $n ->
    [one] One pair of rows is in doubt: only a person can say whether it is one person.
   *[other] { $n } pairs of rows are in doubt: only a person can say whether each is one person.
 }
web-people-review = Review them
web-people-none-open = No pair is in doubt.
web-people-rests = What this rests on
web-people-letter = Letter
web-people-list = List
web-people-lists = Lists
web-people-rows = Rows
web-people-row = row { $row }
web-people-linked = Compared
web-people-left-out = { $n ->
    [one] One thing to know about the comparing
   *[other] { $n } things to know about the comparing
 }
web-people-search = Name, or its beginning
web-people-by-lists = By lists
web-people-any = on it or not
web-people-on = on it
web-people-not-on = not on it
web-people-only = on no other list
web-people-several = on several rows
web-people-copies = a copy counts as its original
web-people-show = Show
web-people-all = Everybody
web-people-nobody = Nobody is so. Try fewer letters, or another choice of lists.
web-people-name = Name
web-people-marks = To know
web-people-conflicts = { $n ->
    [one] a contradiction
   *[other] { $n } contradictions
 }
web-people-questions = { $n ->
    [one] an open question
   *[other] { $n } open questions
 }
web-people-files = Take these people along
web-people-files-about = Whole, never cut. The log keeps that personal data left the case, and under whose name.
web-people-file-csv = People, CSV
web-people-file-xlsx = People, Excel
web-people-file-records-csv = Every row, CSV
web-people-file-records-xlsx = Every row, Excel
web-people-file-json = All, JSON
web-likely-same-very = very probably the same person: { $p }
web-likely-same = probably the same person: { $p }
web-likely-two = probably two people (the same person: { $p })
web-likely-two-very = very probably two people (the same person: { $p })
web-link-first = Compare the rows now
web-link-again = Bring it up to date now
web-link-state = State of the register
web-link-running = The rows are being compared. You can leave this page meanwhile.
web-judged-same = the same person
web-judged-different = two people
web-judged-unsure = not sure
web-judged-take-back = Take back
web-sides-nothing = says nothing
web-sides-one-says = only one says
web-sides-equal = = equal
web-sides-accents = ≈ written otherwise
web-sides-order = ≠ the same numbers in another order
web-sides-differs = ≠ differs
web-weights-about = Each bar adds to what speaks for one person, or takes from it. One bit doubles or halves the odds; the last line is their sum.
web-weights-what = What was compared
web-weights-bits = Bits
web-weights-sum = Sum
web-weights-missing = Neither for nor against, since one side does not say: { $fields }.

web-person-lists = { $n ->
    [one] On one list
   *[other] On { $n } lists
 }
web-person-id = Number
web-person-rows = { $n ->
    [one] One row
   *[other] { $n } rows
 }
web-person-moved = { $from } is now one with { $to }.
web-person-says = What the lists say
web-person-says-about = One column for each row of a list. Every value leads to its place in the original. Words that only one side has stand out.
web-person-conflict = ✗ contradicted
web-person-conflicts = Contradictions
web-person-look = Look at both
web-person-open = { $n ->
    [one] An open question about this person
   *[other] { $n } open questions about this person
 }
web-person-why = Why these rows are one person
web-person-alone = There is one row only: nothing was joined.
web-person-and = and
web-person-mean = all rows on both sides taken together: { $likely }
web-person-judged-same = somebody judged them to be the same person
web-person-explain = Why?
web-person-judgements = What people judged
web-person-namesakes = { $n ->
    [one] Another person of the same name
   *[other] { $n } other people of the same name
 }
web-person-namesakes-about = They were not joined: a name alone makes nobody the same person.
web-person-side-by-side = Side by side
web-person-texts = The same name in texts
web-person-texts-about = Nobody has said whether it is this person.
web-person-compare = Compare the lists
web-person-rests = As compared in log entry { $entry }.

web-review-title = Review
web-review-pair-title = Two rows side by side
web-review-left = { $n ->
    [0] No pair is left.
    [one] One pair is left.
   *[other] { $n } pairs are left.
 }
web-review-question = Are these rows one person?
web-review-machine = The machine alone says:
web-review-same = Same person
web-review-different = Two people
web-review-unsure = Not sure
web-review-note = Why, for the record (may stay empty)
web-review-signed = It goes into the log with your answer. You can take the answer back at any time.
web-review-who = Your name, as the log will show it
web-review-not-weighed = The machine kept no weight for these two rows: it found too little in common to compare them, or far too little to speak for one person.
web-review-weigh = Weigh them now (all { $n } rows are read for it, which takes a while)
web-more-rows = { $n ->
    [one] and one more row
   *[other] and { $n } more rows
 }
web-person-further = { $n ->
    [one] One more is not on this page; it is printed by
   *[other] { $n } more are not on this page; all are printed by
 }
web-more-people = { $n ->
    [one] and one more
   *[other] and { $n } more
 }
error-no-reviewer = Nobody is named who judges.
    .next = Go back, write your name into its field, and answer again. The log keeps whose answer it is.
web-review-last = Your last answer:
web-review-undo = Undo (Z)
web-review-skip = Answer this one later
web-review-sum = What speaks for it, and what against
web-review-others = Who else it concerns
web-review-together = Both rows are held to be one person now:
web-review-ahead = How good the register is, and what answers change
web-review-answers = Answers
web-review-now = now
web-review-after = after { $n }
web-review-precision = Joined rightly
web-review-recall = Found
web-review-double = Two reviewers, independently
web-review-double-about = Two people each judge the same { $n } pairs, drawn by chance, without sight of what the machine says or of each other. How far they agree shows how hard the question is.
web-review-blind-title = Blind review
web-review-blind-about = Judge by the rows alone: what the machine and others say is hidden. Everybody gets the same pairs.
web-review-blind-done = You have judged every pair of this sample.
web-review-blind-start = Review blind
web-review-settled = settled since

web-compare-title = Compare two lists
web-compare-about = Who is on both lists, who on one alone, and who may be on both.
web-compare-one-list = Comparing takes two lists.
web-compare-one = One list
web-compare-other = The other list
web-compare-button = Compare
web-compare-both = On both
web-compare-only = On “{ $one }” alone
web-compare-unsure = In doubt
web-compare-about-both = Rows of both lists are held to be one person.
web-compare-about-one = No row of the other list is held to be the same person, and none is in doubt.
web-compare-about-unsure = One on each list who may be the same person: counted on neither side until somebody decides.
web-compare-why = Why
web-compare-nearest = Nearest on the other list:
web-compare-far = Nobody on the other list comes near.
web-compare-nobody = Nobody.
web-compare-file = All four groups, CSV

web-overlap-title = Who is on which lists
web-overlap-about = Each line counts the people on exactly the lists with a full dot. A count leads to these people.
web-overlap-compare = Compare two lists
web-item-list = This item holds the list

web-inside = In
web-characters = { $n ->
    [one] one character
   *[other] { $n } characters
 }
web-pages = { $n ->
    [one] one page
   *[other] { $n } pages
 }
web-rows = { $n ->
    [one] one row
   *[other] { $n } rows
 }
web-defects = Not read, or doubtful
web-ways = Other views
web-see-picture = The picture
web-see-pages = { $n ->
    [one] Picture of the page
   *[other] Pictures of the { $n } pages
 }
web-table = Table
web-more-tables = { $n ->
    [one] and one more table, named in the text
   *[other] and { $n } more tables, named in the text
 }
web-erased = Its bytes were erased for a person's safety. What is left is its record in the log.
web-unread = It was not read yet. Run habeas add (without new files too) in the case folder: it goes on reading.
web-no-text = No text was found in it.
web-text = Text
web-text-here = Part { $n } of { $of }
web-part-continued = (continued)
web-members = { $n ->
    [one] One member
   *[other] { $n } members
 }
web-actions = Use it
web-find-quote = Find exact words in this item, to cite them
web-find-quote-button = Find
web-download-original = Download the original
web-download-caution = As it came, byte for byte. Foreign files can be harmful: open it where that does no damage.
web-download-proof = Download its proof
web-proof-about = With it a stranger can check without Habeas that the original is unchanged since it was entered. That you took it is entered into the log.
web-custody = Custody
web-entry = log entry { $n }
web-fact-from = Received from
web-fact-note = Note
web-fact-name = Name
web-fact-path = Path
web-fact-address = Web address
web-fact-captured = Captured
web-fact-claimed = Claims to be
web-fact-sniffed = By its first bytes
web-fact-modified = File's own date
web-fact-program = Taken in with
web-fields = What it says of itself
web-fields-about = As the file has it. Nothing here was checked.
web-more-fields = { $n ->
    [one] and one more, in its text
   *[other] and { $n } more, in its text
 }
web-error-no-original = The original of { $item } is not in the case.
    .next = Verification says whether it was erased or lost.

web-table-rows = Rows
web-table-columns = Columns
web-table-row = Row
web-table-here = Rows { $from } to { $to } of { $n }
web-columns-here = Columns { $from } to { $to }
web-back-to-item = Back to the item
web-go-to-row = Go to row
web-go = Go

web-cite-title = Citation
web-cited = The words
web-see-in-text = In the text below
web-see-on-page = On the picture of page { $n }
web-see-in-table = In the table
web-cite-these = Cite
web-more-places = { $n ->
    [one] one more place
   *[other] { $n } more places
 }
web-quote-not-found = The item does not hold exactly these words: “{ $quote }”
web-search-case-for = Search the whole case for them
web-quote-found = These words stand in { $n } places.
web-quote-more = { $n ->
    [one] One more place is not shown.
   *[other] { $n } more places are not shown. Give more words.
 }
web-cite-link = Address in this case
web-cite-footnote = Footnote
web-cite-json = For programs (W3C Web Annotation)
web-cite-json-show = Show
web-cite-json-download = Download

web-nav-ledger = Ledger
web-ledger-title = The ledger
web-ledger-about = For each item how much of it was read, and why not all of it.
web-ledger-all = all

filter-type = Kind
filter-language = Language
filter-published = Published
filter-taken-in = Taken in
filter-from = Received from
filter-state = How much was read
filter-in = Out of
filter-speaker = Speaker
language-en = English
language-es = Spanish
language-fr = French
language-pt = Portuguese
web-unknown = not known
web-from-nobody = nobody named

web-search-title = Search: { $words }
web-search-no-filter = There is no such filter: { $value }
web-search-read-as = Read as
web-search-nothing = Nothing in this case fits. That says nothing about what was not read: see the ledger.
web-search-nearest = { $n ->
    [one] The nearest reading finds one item:
   *[other] The nearest reading finds { $n } items:
 }
web-search-without-filters = (without filters)
web-search-no-nearest = No wider reading of it finds anything either.
web-search-not-read = The query cannot be read: { $problem }
web-search-here = here
web-search-instead = Nearest reading:
web-search-help-title = How to search
web-filters = Filters
web-filters-on = Filters in use
web-filter-off = remove
web-filter-more = { $n } more
web-help-words = transfer detainees
web-help-words-about = all of these words, in any form and with or without accents
web-help-phrase = "maximum security"
web-help-phrase-about = exactly these words in this order
web-help-either = transfer OR expulsion
web-help-either-about = one or the other
web-help-without = transfer -flight
web-help-without-about = the first without the second
web-help-prefix = detain*
web-help-prefix-about = words that begin so
web-help-fuzzy = Quispe~
web-help-fuzzy-about = words that differ in a letter
web-help-near = criticised NEAR/5 conditions
web-help-near-about = within five words of each other
web-help-filter = type:pdf lang:es published:2025-02..2025-03 speaker:ferrer
web-help-filter-about = only such items

web-page-here = Page { $n } of { $of }
web-page-alt = Page { $n } as it looks
web-page-marked = { $n ->
    [one] The words are marked in one place
   *[other] The words are marked in { $n } places
 }
web-page-text = Its text
web-error-no-picture = This page cannot be drawn.
    .next = Its text is beside it; the original can be downloaded from the item's page.

web-page-no-text = No text was read on this page.
error-not-read = The item has no text: it is { $state }.
    .next = habeas ledger says why; habeas add goes on with what is not read yet.
error-out-of-text = Characters { $from } to { $to } do not lie in a text of { $length }.
    .next = habeas text ITEM shows its text; cite the words anew.
error-nothing-to-quote = A citation needs at least one character.
    .next = Give a longer span, such as 120-184.
# Pictures of pages.
picture-upset-caption = People by exactly the lists that they are on
picture-upset-nobody = Nobody is on these lists.
picture-upset-people = People
picture-upset-people-on = { $n ->
    [one] { $n } person on exactly { $lists }
   *[other] { $n } people on exactly { $lists }
 }
picture-upset-on = on it
picture-upset-off = not on it
picture-upset-others = Other lists
picture-upset-more-lists = { $n ->
    [one] + 1
   *[other] + { $n }
 }
picture-upset-others-are = { $n ->
    [one] The other list:
   *[other] The { $n } other lists, all smaller:
 }
picture-upset-rest = { $n } smaller overlaps, together
picture-upset-rest-open = The { $n } smaller overlaps, one by one
picture-forest-figures = In words
picture-forest-axis = Scale of totals, from { $from } to { $to }
picture-curve-total = Total

# How many are on no list.
cli-estimate = Estimate how many people are on no list, from the overlaps of the lists; or say why not
cli-estimate-table = A CSV file: a column of 0 and 1 for each list, count, and stratum if there are strata. Given several times, each is a draw of an uncertain linkage
estimate-case-table = the people of this case
estimate-stratum-unknown = not known
cli-estimate-list = A list of the case, by its number or name; several times for several. Without it all of them, ten at most
cli-estimate-strata = Divide people by what this column of the lists says, such as sex, place or event-date (by month)
cli-estimate-draws = How often to draw anew what the linkage leaves open; 50 unless --quick
cli-estimate-seed = Where chance begins; the same seed gives the same digits
cli-estimate-copies = Two lists that copy one another, such as police=press: they count as one
cli-estimate-never = Two lists on which nobody can stand at once, by their design, such as men=women
cli-estimate-period = The period that a list covers, such as prison=2024-01..2024-06; on lists whose periods do not meet nobody can stand at once
cli-estimate-quick = Leave out the latent classes, which take up to a minute or two
estimate-running = Running the chains of the latent classes; this takes up to a minute. --quick leaves them out.
estimate-step-models = Fitting log-linear models
estimate-step-bootstrap = Drawing the bootstrap
estimate-step-graphs = Summing over graphs
estimate-step-chains = Running chains of latent classes: { $sweeps } sweeps of { $most } at most
estimate-step-checks = Checking the methods on totals that the lists know
estimate-step-parts = Strata and draws of the linkage
estimate-error-unreadable = { $path } cannot be read as text in UTF-8.
    .next = Save the table as CSV in UTF-8, with one short row on each line.
estimate-error-not-opened = { $path } cannot be opened.
    .next = Look whether the path is right and the file may be read.
estimate-error-header = { $path }: the first line does not name the lists.
    .next = Name each list once in the first line, and the column with counts count; without count each row is one person.
estimate-error-cells = { $path }, line { $line }: { $found } cells, but { $wanted } in the first line.
    .next = Give each line as many cells as the first; names with commas do not work.
estimate-error-zero-one = { $path }, line { $line }, column { $column }: “{ $found }” is neither 0 nor 1.
    .next = Write 1 where the people are on the list and 0 where they are not; nothing may be left open.
estimate-error-count = { $path }, line { $line }: the count “{ $found }” is not a whole number from 0.
    .next = Write how many people it is, in digits alone.
estimate-error-no-list = { $path }, line { $line }: { $count } people on no list. Nobody can have counted them.
    .next = Leave the line out; those are the people to be estimated.
estimate-error-strata = { $path } has more than { $most } strata.
    .next = Join strata: most have too few people to say anything.
estimate-in-stratum = { $path }, stratum { $stratum }
estimate-error-few-lists = { $path }: { $n ->
    [one] one list. An overlap needs two.
   *[other] { $n } lists. An overlap needs two.
 }
    .next = Add lists by other makers; a total needs three at least.
estimate-error-many-lists = { $path }: { $n } lists. The most is { $most }.
    .next = Choose the lists that overlap most, or make lists by one maker one.
estimate-error-same-name = { $path }: two lists are called { $name }.
    .next = Give each list a name of its own.
estimate-error-empty = { $path } counts nobody.
    .next = At least one person must be on a list; a stratum of nobody is left out of the table.
estimate-error-many-people = { $path } counts more than { $most } people.
    .next = Look for a count that is wrong.
estimate-error-pair = { $pair } does not name lists.
    .next = Write it as LIST=LIST. The lists are: { $known }
estimate-error-period = { $period } is not the period of a list.
    .next = Write it as LIST=FROM..TO, such as prison=2024-01..2024-06. The lists are: { $known }
estimate-error-never = By what was declared nobody can be on { $lists }, but { $count } people are.
    .next = Correct what was declared of these lists or their periods, or look at these people: they may be wrongly linked.
estimate-error-copies = { $path }: the lists cannot be made one or set apart as declared.
    .next = Name each copy once; two lists at least must be left.
estimate-error-draws = The tables do not have the same lists in the same order.
    .next = Each draw of the linkage needs the same first line.
estimate-documented = Documented: { $documented } people on { $lists } lists
estimate-range = { $lower } to { $upper }
estimate-bound = at least { $least }
estimate-total = Estimated total: about { $total } ({ $range }, 95 % interval), if { $assumption }. Method: { $method }.
estimate-at-least = At least { $least }. These lists do not carry a total; the reasons follow.
estimate-refused = No total can be estimated from these lists. The reasons follow.
estimate-untestable = No data can test the assumption: those on no list left no trace.
estimate-models = Log-linear models: { $tried } tried, { $estimable } can be estimated; { $without } have no maximum, { $unidentified } cannot be told apart.
estimate-convergence = Latent classes: R-hat { $rhat } (1.01 allowed), effective draws { $size } (400 needed), { $sweeps } sweeps of each chain.
estimate-small-overlaps = Pairs of lists that share fewer than five people: { $n } ({ $pairs }). A single missed match changes the result there.
estimate-sweep-odds = Total by odds ratio between { $one } and { $other } (1 is independence, which the lists cannot test)
estimate-sweep-saturated = Total if the interaction of all lists, which no data show, multiplies the missed
estimate-sweep-graphs = Decomposable graphs by prior count of each cell
estimate-sweep-people = Total if people differ in how easily they are found
estimate-people-none = not at all
estimate-people-chao-lower-bound = in any way, at least
estimate-people-poisson2 = a little
estimate-people-darroch = more
estimate-people-gamma35 = most
estimate-sweep-lists = Total without one list
estimate-self-check = On these lists, how often each interval held a total that is known
estimate-self-check-score = { $method } { $held } of { $of }
estimate-strata-sum = Sum of the strata
estimate-strata-pooled = Without strata
estimate-linkage = Over { $draws } draws of the linkage: { $interval }. The linkage brings { $share } % of the uncertainty.
estimate-made-by = Seed { $seed }, methods { $version }, table SHA-256 { $hash }
estimate-page-title = How many are on no list
estimate-page-about = From how several lists overlap: how many people are likely on none of them, or why that cannot be said.
estimate-page-answer = The answer
estimate-page-reasons = What speaks against it, and what would change that
estimate-page-overlaps = Who is on which lists
estimate-page-methods = Every method beside the others
estimate-page-methods-about = Each method rests on an assumption that no data can test. The bar is its 95 % interval, the diamond its total, an arrow “at least”, the dashed line those documented.
estimate-page-figures = { $total } ({ $range })
estimate-page-right-if = right if { $assumption }
estimate-page-linkage = If persons were linked otherwise
estimate-page-sweeps = What the total hangs on
estimate-page-sweeps-about = These things cannot be learnt from the lists. A total that moves much here is worth little.
estimate-page-assumed = Assumed
estimate-page-check = Would these methods have been right?
estimate-page-check-about = Each list is hidden in turn, except for what the other lists show of it, and its size estimated. Its true size is known, so this counts how often each interval holds.
estimate-page-check-none = These lists overlap too little to check anything on them.
estimate-page-check-list = List
estimate-page-check-seen = Seen by the others
estimate-page-check-said = 95 % interval
estimate-page-check-truth = True size
estimate-page-check-held = Held
estimate-page-check-yes = yes
estimate-page-check-no = no
estimate-page-check-refused = would be refused
estimate-page-strata = By stratum
estimate-page-strata-about = Each stratum by the default method, their sum, and the same people without strata. The dashed line is the smallest stratum's documented count.
estimate-page-strata-reasons = What speaks against the sum
estimate-page-stratum = Stratum
estimate-page-documented = documented: { $n }
estimate-page-models = The { $n } best models
estimate-page-model = Model
estimate-page-error = Standard error
estimate-page-weight = Weight
estimate-page-again = How to have it again
estimate-page-again-about = The download has the tables without any name of a person, the whole answer, and the record of seed and settings. In its folder this gives the same digits:
estimate-page-download = Tables and record (ZIP)
estimate-page-quick = Below is what is known already; latent classes and the bootstrap are still missing.
estimate-page-progress = Progress of the estimate
estimate-page-case = The people of this case
estimate-page-case-how = How many people are on none of these lists, from who is on which of them. Three lists or more, each made by somebody else. The answer is entered into the log.
estimate-page-lists = Lists
estimate-page-divide = Divide people by
estimate-page-undivided = nothing
estimate-page-entered = This answer stands in the log, with what it takes to have it again.
estimate-page-other = Other people, from a table
estimate-page-ask = Give a table
estimate-page-ask-again = Give another table, or change this one
estimate-page-how = One column for each list, with 1 for people who are on it and 0 for those who are not; count says how many they are. Without count each row is one person; a column stratum divides them.
estimate-page-example = police,press,families,count
    1,0,0,80
    1,1,0,30
    1,1,1,12
estimate-page-table = The table, as CSV
estimate-page-declare = What is known of the lists
estimate-page-start = Estimate
estimate-error-seed = “{ $seed }” is no seed.
    .next = Give a whole number from 0.
estimate-error-crash = The estimate ended before it was done.
    .next = Try it again; if it happens again, please report it with the table.
estimate-error-record = { $path } is not the record of an estimate.
    .next = Give the record.json that was downloaded with the tables.
estimate-error-methods = The record was made by methods { $made_by }; this program has methods { $here }, whose digits differ.
    .next = Repeat it with a program of that version, or estimate anew without --record.
estimate-error-other-tables = The record was made from other tables than these.
    .next = Give all the tables that were downloaded with it, in their order.
web-nav-estimate = On no list
cli-estimate-record = The record of an estimate, to have it again from the same tables to the digit
estimate-column-method = Method
estimate-column-total = Total
estimate-column-interval = 95 % interval
estimate-column-verdict = Verdict
estimate-column-assumption = Right if
estimate-verdict-answer = may be shown
estimate-verdict-warn = with reservations
estimate-verdict-lower-bound-only = lower bound only
estimate-verdict-refuse = refused
estimate-method-widened-average = all models averaged, widened
estimate-method-aic-average = all models averaged by AIC
estimate-method-bic-average = all models averaged by BIC
estimate-method-bic-best = best model by BIC
estimate-method-bic-best-bootstrap = best model by BIC, bootstrap
estimate-method-stepwise = stepwise pairs
estimate-method-saturated = saturated closed form
estimate-method-graphs = decomposable graphs
estimate-method-latent-classes = latent classes
estimate-method-coverage = sample coverage
estimate-method-chao = Chao's lower bound
estimate-method-chapman = two lists (Chapman)
estimate-assumption-independent-lists = being on one list says nothing of being on the other
estimate-assumption-no-highest-interaction = all lists together hide nothing that fewer do not show
estimate-assumption-bounded-highest-interaction = what all lists together hide changes the missed by a factor of 2 at most
estimate-assumption-no-triple-interaction = lists depend on one another in pairs only
estimate-assumption-conditional-independence = some lists are independent given others
estimate-assumption-independent-within-classes = within unknown groups of people, the lists are independent
estimate-assumption-no-avoidance = no two lists avoid one another
estimate-assumption-coverage-of-pairs = dependence is of pairs, as sample coverage sees it
estimate-reason-two-lists = Two lists alone: how they depend on one another cannot be told from how many they missed.
    .next = A third list by another maker would change this.
estimate-reason-disconnected = These groups of lists share nobody: { $groups }.
    .next = A list that overlaps with both groups would join them; or estimate each group by itself.
estimate-reason-empty-list = List { $list } has nobody.
    .next = Leave it out of the table.
estimate-reason-no-model = No model can be estimated: { $without } have no maximum, { $unidentified } cannot be told apart.
    .next = More people on two or more lists would change this.
estimate-reason-empty-histories = { $empty } of { $of } histories count nobody; this method needs somebody in each.
estimate-reason-sparse-table = { $empty } of { $of } histories count nobody: too thin for a total.
    .next = Fewer, larger lists (merging those by one maker) or more records would change this.
estimate-reason-impossible-histories = This method has no place for lists that cannot share people.
estimate-reason-too-many-lists = This method takes { $most } lists at most.
estimate-reason-too-wide = The interval reaches from { $lower } to { $upper }: only the lower end says anything.
    .next = More people found by two or more lists would narrow it.
estimate-reason-not-converged = The chains do not agree (R-hat { $rhat }, 1.01 allowed) or their draws are too few ({ $size }, 400 needed).
estimate-reason-prior-edge = { $share } % of the result lies at the edge of the range considered.
estimate-reason-low-coverage = Only { $share } % of what one list finds is confirmed by another.
    .next = Longer or better linked lists would raise this.
estimate-reason-few-overlaps = Pairs of lists that share anybody: { $pairs }; three are needed.
estimate-reason-mostly-missed = For each person documented there would be { $ratio } missed: the lists see too little.
estimate-reason-methods-differ = Methods with other assumptions say from { $least } to { $most }.
    .next = Knowledge of how the lists were made, rather than more data, decides between them.
estimate-reason-contained = { $share } % of { $list } is also on { $within }, as in a copy.
    .next = Ask how { $list } was made. If it was copied, say so: --copies
estimate-reason-merged = { $merged } was declared a copy and counts with { $kept }.
estimate-reason-never-together-design = Nobody can be on { $lists } at once, as was declared; this is left open instead of counting as nobody.
estimate-reason-never-together-periods = The periods of { $lists } do not meet: nobody can be counted on both, and each list sees other people than the other.
    .next = Estimate each period by itself, from lists that cover it.
estimate-reason-small-overlap = { $one } and { $other } share { $both } people: a single missed match changes the result.
estimate-reason-unequal-lists = The largest list is { $ratio } times the smallest.
estimate-reason-few-people = Only { $documented } people are documented.
estimate-reason-hangs-on-one-list = Without { $list } the total would be { $without } instead of { $with }.
    .next = Look at how { $list } was made and linked before you rely on the total.
estimate-reason-duplicates = Entries of { $list } for people that it has already: { $entries }. Duplicates inflate every total.
    .next = Link { $list } with itself first.
estimate-reason-self-check-failed = On totals that these lists know, the interval held { $held } times of { $of }.
estimate-reason-strata-refused = Strata that cannot be estimated: { $strata }. Their people, { $documented }, count as documented only.
estimate-reason-forward-search-only = With so many lists, only { $tried } models on a forward search were tried, not all.

# Who said what, when, how many.
annotate-progress = Annotating
note-annotations-behind = Note: { $n ->
    [one] one item
   *[other] { $n } items
 } changed since texts were last annotated, and may be missing here. habeas add (without new files too) annotates them.
note-not-annotated = Note: annotating failed at { $at }. What is said there is not listed.
note-left-out = Note: { $n ->
    [one] one line is
   *[other] { $n } lines are
 } left out: the item was read anew since it was annotated. habeas add annotates it again.
error-annotations-missing = The case is not annotated yet.
    .next = Run habeas add (without files): it annotates the texts that are in the case.
error-annotations-unreadable = The annotations are damaged, or were made by another Habeas.
    .next = Run habeas add (without files): it annotates the texts again.
error-no-such-stance = { $given } is no stance.
    .next = Choose one of: { $known }
error-no-such-violation = { $given } is no violation of the list.
    .next = Choose one of: { $known }
quotes-count = { $n ->
    [0] No quotations.
    [one] One quotation.
   *[other] { $n } quotations.
 }
quote-confidence = confidence { $percent } %
speaker-unknown = speaker unknown
speaker-resolved = “{ $source }” is taken to be who “{ $from }” (#{ $span }) names
speaker-resolved-unnamed = not named right there; taken to be who “{ $from }” (#{ $span }) names
disputes-count = { $n ->
    [0] No denial stands beside a claim about the same thing.
    [one] One denial beside a claim. Whether both mean the same thing is for you to judge.
   *[other] { $n } pairs of a denial and a claim. Whether both mean the same thing is for you to judge.
 }
dispute-claim = said
dispute-denial = denied
words-deleted = [deleted: { $words }]
dispute-words = words with { $words }
dispute-one-text = Set against each other in one text
dispute-one-text-shared = Set against each other in one text; both have: { $shared }
dispute-shared = Both have: { $shared }
timeline-count = { $n ->
    [0] No dates.
    [one] One date.
   *[other] { $n } dates.
 }
timeline-unresolved = { $n ->
    [one] One expression of time has
   *[other] { $n } expressions of time have
 } no known date: --unresolved lists them.
timeline-listed = { $n ->
    [one] One date stands in a row of a declared list: --in-lists shows it.
   *[other] { $n } dates stand in rows of declared lists: --in-lists shows them.
 }
date-unresolved = no known date
date-vague = no definite date
date-start = beginning of { $when }
date-mid = middle of { $when }
date-end = end of { $when }
date-approx = about { $when }
date-before = before { $when }
date-after = after { $when }
date-on-or-before = { $when } or before
date-on-or-after = { $when } or after
date-more-than = more than { $when }
date-less-than = less than { $when }
date-equal-or-more = { $when } or more
date-equal-or-less = { $when } or less
figures-count = { $n ->
    [0] Nothing is counted.
    [one] One thing is counted.
   *[other] { $n } things are counted.
 }
figures-listed = { $n ->
    [one] One thing is counted in rows of declared lists: --in-lists shows it.
   *[other] { $n } things are counted in rows of declared lists: --in-lists shows them.
 }
figure-exact = { $value }
figure-about = about { $value }
figure-at-least = at least { $value }
figure-at-most = at most { $value }
figure-order = in the order of { $value }
figure-disagrees = ≠ another source's figure
figure-published = published { $day }
stance-asserts = asserts
stance-alleges = alleges
stance-denies = denies
stance-confirms = confirms
stance-promises = promises
stance-demands = demands
stance-refuses = refuses
stance-criticises = criticises
stance-offers = offers
violation-arbitrary-detention = arbitrary detention
violation-torture = torture
violation-ill-treatment = ill-treatment
violation-enforced-disappearance = enforced disappearance
violation-killing = killing
violation-sexual-violence = sexual violence
violation-denial-of-medical-care = denial of medical care
violation-overcrowding = overcrowding
violation-detention-conditions = conditions of detention
violation-isolation = isolation
violation-denial-of-counsel = denial of counsel
violation-unfair-trial = unfair trial
violation-expulsion = expulsion
violation-displacement = displacement
violation-abduction = abduction
violation-threats = threats
violation-surveillance = surveillance
violation-press-restriction = restriction of the press
violation-civic-restriction = restriction of civic freedoms
violation-property = extortion or loss of property
violation-discrimination = discrimination
violation-forced-labour = forced labour
cli-quotes = Who said what, with the speaker, the stance and the exact place
cli-quotes-item = Only in this item: its id (four or more digits) or file name
cli-quotes-speaker = Only of speakers with all these words in their name or description
cli-quotes-unknown = Only what nobody is known to have said
cli-quotes-stance = Only with this stance: asserts, alleges, denies, confirms, promises, demands, refuses, criticises, offers
cli-quotes-violation = Only what names this violation, such as torture or arbitrary-detention
cli-quotes-disputed = Denials beside the claims of others about the same thing, across documents
cli-timeline = What the texts date, in the order of the days, each as fine as its source gave it
cli-timeline-item = Only in this item: its id (four or more digits) or file name
cli-timeline-from = From this day, month or year on: 2025, 2025-03 or 2025-03-07
cli-timeline-to = Up to this day, month or year
cli-timeline-unresolved = Expressions of time that have no known date
cli-timeline-in_lists = Instead, dates that stand in rows of declared lists, such as births
cli-figures = What the texts count, with every source's figure side by side
cli-figures-of = Only of this, such as detainee
cli-figures-disagreeing = Only where figures cannot all be right
cli-figures-in_lists = Instead, what is counted in rows of declared lists, such as ages
web-nav-quotes = Who said what
web-nav-timeline = Timeline
web-nav-figures = Figures
web-quotes-title = Who said what
web-quotes-about = What the texts quote, with the speaker. The program finds this by rules and may be wrong or incomplete: follow the words to their place before you rely on them.
web-quotes-speaker = Speaker
web-quotes-show = Show
web-quotes-by-stance = By stance
web-quotes-by-known = By how the speaker is known
web-quotes-by-speaker = By speaker
web-quotes-names = Names as the texts write them: equal names may be different people, and one person may have several.
web-known-named = named
web-known-resolved = understood from the text
web-known-described = described without a name
web-known-unknown = unknown
web-disputes-title = Said and denied
web-disputes-about = A denial beside what somebody else says, in whichever language: where both share a violation and a person or a prison, or several of place, body, figure and date; or most of the denial's words, two of them rare in this case; or where one text sets them against each other.
web-timeline-title = Timeline
web-timeline-about = What the texts date, in the order of the days, each as fine as its source gave it.
web-timeline-from = From
web-timeline-to = to
timeline-unresolved-count = { $n } without a known date
web-timeline-listed = { $n } in rows of lists
web-date-publication = counted from publication, { $day }
web-date-text = counted from “{ $words }”
web-figures-title = Figures
web-figures-about = What the texts count, with every source's figure side by side. A mark shows where figures of what seems the same thing cannot all be right; which is right, it does not say.
web-figures-of = What is counted
web-figures-more = { $n } more
web-figures-listed = { $n } in rows of lists
web-figure-value = Figure
web-figure-words = Words
web-figure-who = Speaker
web-figure-when = Date
web-figure-where = Item
figure-nobody = the text itself
web-not-annotated = What is quoted here is not marked: the text is not annotated yet. habeas add (without files) does it.
web-quoted-here = { $n ->
    [one] One quotation on this page of text.
   *[other] { $n } quotations on this page of text.
 }
web-quoted-hide = Do not mark them
web-quoted-show = Mark them
web-quoted-list = List them
web-quoted-by = — { $speaker }
web-quoted-by-resolved = — { $speaker } (understood from the text)

cli-quotes-confidence = Only those at least so probable, in per cent; up to 50, also every one with a source that names a violation; 0 for all
note-less-sure = { $n ->
    [one] One quotation is less probable than { $percent } % and not shown;
   *[other] { $n } quotations are less probable than { $percent } % and not shown;
 } --confidence 0 shows all.
web-quotes-less-sure = { $n ->
    [one] One more is less probable than { $percent } %.
   *[other] { $n } more are less probable than { $percent } %.
 }
web-quotes-show-all = Show all
web-quotes-only-sure = Only from { $percent } %

list-meaning-name = name
list-meaning-given-names = given names
list-meaning-surnames = surnames
list-meaning-first-surname = first surname
list-meaning-second-surname = second surname
list-meaning-alias = other name
list-meaning-birth = date of birth
list-meaning-age = age
list-meaning-sex = sex
list-meaning-nationality = nationality
list-meaning-document = identity document
list-meaning-place = place
list-meaning-facility = where held
list-meaning-event-date = date of an event
list-meaning-status = status
list-meaning-code = code of the person
list-meaning-other-person = somebody else’s name
list-meaning-row-number = number of the row
list-meaning-text = other words
list-meaning-ignored = not read
list-reason-heading = its heading says so
list-reason-values = its values have that form
list-reason-typed = the file types them so
list-reason-known-names = names that people bear
list-reason-counting = it counts the rows
list-reason-neighbours = by what stands beside it
list-reason-leftover = nothing says more
list-passed-empty = empty
list-passed-heading = the heading once more
list-passed-total = a total
list-passed-section = a title over rows
list-passed-nameless = no name in it
list-passed-not-a-row = not a row
list-passed-too-long = longer than any row
list-order-day-first = day before month
list-order-month-first = month before day
list-order-plain = no doubt about day and month
list-order-ambiguous = day or month first: the values do not settle it
list-order-mixed = some day first, some month first
list-state-read = read
list-state-moved = the item was read anew since: look whether the rows are still right, then habeas list change
list-state-gone = its item is erased or not read
list-place-table = table { $table }, rows { $from } to { $to }
list-place-lines = lines #{ $at }
list-behind = Note: { $n ->
    [one] one item
   *[other] { $n } items
 } changed since lists were searched for; habeas add (without files) goes on.
list-failed = Note: searching for lists failed on { $item }: nothing was found in it or ruled out.
list-declared-count = { $n ->
    [0] No list of people is declared yet.
    [one] One list of people:
   *[other] { $n } lists of people:
 }
list-proposed-count = { $n ->
    [0] Nothing else looks like a list of people.
    [one] One more looks like a list of people:
   *[other] { $n } more look like lists of people:
 }
list-next = habeas list accept PROPOSAL declares it a list (--column HEADING=MEANING corrects a column); habeas list refuse PROPOSAL takes it away.
list-show-next = habeas list rows { $list } shows every row with its place; habeas list rows { $list } --passed what was passed over.
list-records = { $n ->
    [one] one record
   *[other] { $n } records
 }
list-rows = { $n ->
    [one] one row
   *[other] { $n } rows
 }
list-sure = { $percent } % sure
list-copy-of = copy of list { $of }
list-looks-copied = “{ $copy }” looks like a copy of “{ $of }”: { $percent } % of its names or documents are there. If it is one, say so:
list-misfit = Column { $column }: { $n ->
    [one] one of { $filled } values does
   *[other] { $n } of { $filled } values do
 } not look like { $meaning } (rows { $first } to { $last }).
list-broken = After many rows stands a line that is no row. Values may go on there and be cut short, dates and document numbers too: look at those lines before you rely on them.
list-few-names = Only about { $n } different names in { $records } records.
list-accepted = List { $list }: “{ $name }”.
list-changed = List { $list } says now:
list-refused = { $id } is no longer proposed.
list-withdrawn = “{ $name }” is no longer a list of this case. The log keeps that it was.
list-left = { $n ->
    [one] One proposal is
   *[other] { $n } proposals are
 } less than { $percent } % sure and left for you: habeas list shows them.
list-passed-after = after row { $n }
list-passed-count = { $n ->
    [0] Every row is a record.
    [one] One row is no record.
   *[other] { $n } rows are no records.
 }
list-rebuild-differs = differs in the lists: { $item }
list-error-unreadable = The lists of this case are not made yet, are damaged, or were made by another Habeas.
    .next = Run habeas add (without files): it makes them again.
list-error-nameless = None of the columns is a name: nobody could be found by it.
    .next = Say which one is: on the page by choosing what it holds, on the command line such as --column "HEADING=name". The columns are: { $columns }.
list-error-date = { $given } is no date.
    .next = Write a day, month or year: 2024-02-15, 2024-02 or 2024.
list-error-column-form = { $given } does not say what a column holds.
    .next = Write HEADING=MEANING or LETTER=MEANING, such as Edad=age@2024-02-15 or C=document.
list-error-meaning = { $given } is no meaning of a column.
    .next = Choose one of: { $known }.
list-error-column = The list has no column { $given }.
    .next = Its columns are: { $known }.
list-error-rows = { $given } is no range of rows.
    .next = Write the first and the last as the sheet counts them, such as 5-44.
list-error-rows-place = Rows can be chosen only for a list that stands in one table.
    .next = Leave --rows out; rows that name nobody are passed over by themselves.
list-error-no-proposal = Nothing is proposed as { $given }.
    .next = habeas list shows the proposals with their ids.
list-error-several = { $given } has several proposals.
    .next = Name one of them: { $known }.
list-error-none = The case has no declared list.
    .next = habeas list shows what looks like one.
list-error-no-list = No list, or more than one, is called { $given }.
    .next = Name one by its number: { $known }.
list-error-own-copy = { $given } cannot be a copy of itself.
    .next = Name the copy first and then the list that it was copied from.
cli-list = Lists of people: what is declared, and what looks like one
cli-list-show = One list or proposal with its columns
cli-list-show-list = The list’s number or name, or the proposal
cli-list-accept = Declare proposals to be lists; the log keeps who said so
cli-list-accept-proposal = Its id, or its item when that has one alone
cli-list-accept-all = Every proposal that is at least 80 % sure
cli-any-maker = Who made the list
cli-any-date = Its date: a day, month or year
cli-any-covers = Whom it claims to name
cli-any-copy_of = The list that it was copied from
cli-any-column = What a column holds: HEADING=MEANING or LETTER=MEANING, for ages with @DAY; may be repeated
cli-any-rows = Its first and last row, as the sheet counts them
cli-list-accept-name = What people call it
cli-list-change-name = What people call it
cli-list-change = Correct a declared list; it keeps its number
cli-list-change-list = The list’s number or name
cli-list-refuse = Take proposals away: no list of people, or not wanted
cli-list-refuse-proposal = Its id, or its item when that has one alone
cli-list-withdraw = No longer use a declared list
cli-list-withdraw-list = The list’s number or name
cli-list-withdraw-reason = Why, for the record
cli-list-copy-of = Say that one list was copied from another
cli-list-copy-of-copy = The copy
cli-list-copy-of-of = The list that it was copied from
cli-list-rows = Every record of a list, each value with its place
cli-list-rows-list = The list’s number or name
cli-list-rows-csv = As CSV
cli-list-rows-passed = The rows that are no records, with the reason
list-demo-missing = Note: not declared, since no text was recognised in them: { $files }. habeas doctor says what is missing.
list-web-title = Lists
list-web-about = Lists of people in what was taken in. A proposal is a guess: look at the columns, correct them, and say whose list it is. What you say is entered into the log under your name; nothing counts before.
list-web-declared = Declared lists
list-web-proposed = What looks like a list of people
list-web-looks-copied = “{ $copy }” looks like a copy of “{ $of }”: { $percent } % of its names or documents are there.
list-web-say-copy = Say whether it is one
list-web-passed = { $n ->
    [one] one row passed over
   *[other] { $n } rows passed over
 }
list-web-accept = This is a list, read so
list-web-refuse = Not a list, or not wanted
list-web-meaning = Column { $column } holds
list-web-on = Ages as of (day)
list-web-name = Name of the list
list-web-maker = Who made it
list-web-date = Its date
list-web-covers = Whom it claims to name
list-web-copy-of = Copied from
list-web-no-copy = no other list
list-web-rows = Records
list-web-by = Declared by { $who }, { $when }
list-web-passed-over = Rows that are no records
list-web-passed-more = The first { $n } are shown; all of them:
list-web-change = Correct this list
list-web-change-about = The list keeps its number; the log keeps what was said before.
list-web-refused = This was not saved.
list-web-save = Save the correction
list-web-reason = Why it is withdrawn
list-web-withdraw = Withdraw this list
