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
      habeas ledger              what could not be read, and why
      habeas items               every item
      habeas show NAME           one item: custody, text, members
      habeas verify              is it as it was taken in?
      habeas prove NAME          a proof that a stranger can check

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
rebuild-unknown = not in the log: { $path }

status-items = { $n ->
    [one] One item
   *[other] { $n } items
 }, { $size }; { $entries ->
    [one] one entry
   *[other] { $entries } entries
 } in the log
status-text = { $characters } characters, { $pages } pages, { $rows } table rows
status-why = Not read, in how many items and why:
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
event-erased = (body erased)

export-proof = the proof of
extraction-version = extraction { $version }
cite-where = { $name }, characters { $from } to { $to }
check-holds = It holds: “{ $quote }” stands exactly there.
check-fails = It does not hold: { $why }

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
cli-status = What is in the case, and what is unread and why
cli-items = List the items
cli-items-state = Only in this state: whole, partial, failed, unread, erased
cli-items-media_type = Only of this media type, such as application/pdf
cli-items-name = Only where the name contains this
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
cli-rebuild-check = Change nothing; say whether the catalogue is what the originals read as
cli-rebuild-defect = Only items with this defect, such as picture-only
cli-doctor = What is installed, how reading is confined, what is missing and what that costs
cli-demo = Make the demonstration case and show what is in it
cli-demo-folder = The new folder (otherwise habeas-demo)
cli-completions = Print completions for a shell
cli-completions-shell = The shell: bash, elvish, fish, powershell or zsh
cli-man = Write manual pages
cli-man-folder = The folder for them
