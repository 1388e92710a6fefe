### What the user is told when something fails: one sentence on what is wrong, one on what to do.

fault-unexpected = The program met an unexpected error: { $detail }. What was saved is safe. Try again; if it happens again, send us the log.

## The survey folder

fault-not-a-survey = “{ $path }” is not a survey folder. Choose the folder that holds survey.db, or create a new survey.
fault-newer-schema = “{ $path }” was made by a newer version of the program; this version has left it untouched. Upgrade the program to open it.
fault-folder-not-empty = “{ $path }” already holds files. Choose an empty folder or a new folder name.
fault-read-only = “{ $path }” is read only and cannot be written to. Copy the survey to a writable disk or change the folder's permissions.
fault-disk-full = The disk is full. Free some space and try again. The survey is unchanged.
fault-locked = Another program is writing to “{ $path }”. Wait a moment and try again, or close that program first.
fault-io = Reading or writing “{ $path }” failed: { $detail }. Check the disk or memory stick and try again.
fault-io-survey = Reading or writing the survey failed: { $detail }. What was saved before is not lost. Check the disk or memory stick and try again.
fault-damaged-survey = The survey is damaged: { $detail }. Record nothing more, run tanfang check for the details, and restore from the latest survey file.
fault-vanished = “{ $path }” cannot be found; the memory stick may have been removed. Put it back in. What was saved is not lost.

## Locked surveys and backups

fault-survey-locked = The survey “{ $path }” is locked; nothing can be written. Unlock it with its passphrase first (tanfang unlock).
fault-already-locked = The survey “{ $path }” is locked already. Nothing had to be done.
fault-not-locked = The survey “{ $path }” is not locked. Nothing had to be done.
fault-empty-passphrase = The passphrase is empty. Give one of several words that you will not forget: nobody can restore it.
fault-wrong-passphrase = This is not the passphrase. Nothing was changed; check capital letters and the input method, and try again.
fault-personal-damaged = The sealed file “{ $path }” is damaged or missing, so the personal values in it cannot be read. Put it back from a backup; all other records can be read as before.
fault-not-a-backup = “{ $path }” is no backup. Choose one that tanfang backups lists.
fault-backup-damaged = The backup “{ $path }” is damaged, so nothing was restored. Choose another one that tanfang backups lists.
fault-backup-locked = The backup “{ $path }” is sealed by the survey's passphrase. Give the passphrase (--passphrase-stdin) to restore it.

## Survey files

fault-file-unreadable = “{ $path }” cannot be opened. Make sure that the file exists and may be read.
fault-file-not-survey = “{ $path }” is not a survey file. Choose a file whose name ends in .tanfang.
fault-file-cut = The survey file “{ $path }” is incomplete; its end is missing. Copy it again or ask the sender to export it again. The survey is unchanged.
fault-file-damaged = The survey file “{ $path }” is damaged ({ $part }). Copy it again or ask the sender to export it again. The survey is unchanged.
fault-file-other-survey = “{ $path }” belongs to another survey, “{ $survey }”, and cannot be merged into this one. Open that survey, or choose a file of this one.
fault-file-newer = The survey file “{ $path }” was made by a newer version of the program. Upgrade the program to read it.
fault-file-limit = The survey file “{ $path }” exceeds a limit: { $what }. Ask the sender to check it and export it again. The survey is unchanged.
fault-file-forged = The signature of the survey file “{ $path }” does not match its content; it may have been altered. Do not use it and ask the sender to export it again.
fault-file-unwritable = What comes out of “{ $path }” cannot be written. Check the disk and try again. The survey is unchanged.
fault-file-cancelled = Work on “{ $path }” was stopped as asked. The survey is unchanged.
fault-file-partial = The survey file “{ $path }” carries only later changes, so nobody can join from it. Ask for one exported without --since and --for.
fault-sealed-needs-identity = The survey file “{ $path }” is encrypted for a key. Give the file of that key with --identity.
fault-sealed-needs-passphrase = The survey file “{ $path }” is encrypted with a passphrase. Give it with --passphrase-stdin.
fault-sealed-other-key = The survey file “{ $path }” is not encrypted for this key. Give the file of the right key, or ask the sender to export it for yours.
fault-sealed-wrong-passphrase = The passphrase does not open the survey file “{ $path }”. Check it and try again.
fault-sealed-work = To open the survey file “{ $path }” would take too much work, so it was refused. Ask the sender to export it again with this program.
fault-sealed-damaged = The encrypted survey file “{ $path }” is damaged or incomplete. Copy it again or ask the sender to export it again. The survey is unchanged.
fault-recipient = “{ $text }” is no public key of age. Give one that begins with age1.
fault-admin-key = The administrator's public key in this survey cannot be used, so nothing was exported. Have the administrator set it again, or export without encryption by --open.
fault-identity-file = “{ $path }” is no usable key file. Give a file with a line that begins with AGE-SECRET-KEY-1.
fault-volume-size = “{ $text }” is not the size of a volume. Write a whole number of MB, for example 700.
fault-volume-records = The records alone do not fit into one volume. Let a volume have at least { $least } MB.
fault-volume-photo = The photo or document “{ $photo }” does not fit into one volume. Let a volume have at least { $least } MB.
fault-unknown-device = No single device has the id “{ $device }” or one that begins so. See the ids with tanfang list changes, and write at least the first four digits.
fault-demo-merge = Demo data cannot be merged with a real survey. Choose a survey file of the same kind.

## Names that are not there

fault-unknown-community = There is no community with the code “{ $code }”. The codes are: { $known }.
fault-unknown-scenario = There is no scenario with the code “{ $code }”. The codes are: { $known }.
fault-one-community = This report is about one community, and { $count } are chosen. Choose one.
fault-unknown-section = This kind of report has no section “{ $section }”. The sections are: { $known }.
fault-unknown-round = There is no round “{ $round }”. The rounds are: { $known }.
fault-unknown-indicator = The framework has no indicator “{ $code }”. Write it as scenario.item.indicator, for example 6.4.3.
fault-unknown-list = There is no sample list “{ $list }”. The lists are: { $known }.
fault-unknown-unit = There is no unit “{ $key }”. Add the unit first, or see the existing ones with tanfang unit list.
fault-unknown-photo = There is no photo “{ $key }”. See the existing ones with tanfang list photos.
fault-unknown-conflict = There is no conflict with the id “{ $id }”; it may have been resolved. Look at the list of conflicts again.
fault-changed-conflict = Conflict “{ $id }” has changed since, so nothing was written. Look at the list of conflicts again and then choose.
fault-conflict-choice = There is no value number { $n }; this conflict has { $count }. Choose from 1 to { $count }.
fault-seen-unknown = “{ $dot }” is not a record of this field. Read the present content again and then save.

## What was entered

fault-not-applicable-stage = Indicator { $indicator } does not apply to the stage of “{ $community }”. Nothing needs to be recorded.
fault-in-conflict = Indicator { $indicator } is in conflict. Resolve the conflict first, then change the value.
fault-no-observation = Indicator { $indicator } is not observed unit by unit. Record its value without naming a unit.
fault-observe-units = Indicator { $indicator } is observed over the units of “{ $list }”. Name the unit you observed.
fault-unit-other-list = Unit “{ $unit }” is not in the list “{ $list }”. Choose a unit of that list.
fault-empty-text = { $what } is empty. Fill it in and try again.
fault-text-too-long = { $what } is too long; at most { $most } characters are possible. Shorten it and try again.
fault-position = “{ $text }” is not a position. Write latitude,longitude, for example 39.90105,116.42079.
fault-date = “{ $text }” is not a date. Write year-month-day, for example 2026-03-08.
fault-reason-needed = { $what } needs a reason. Give one and try again.
fault-no-author = The recorder's name is not known yet. Enter it first, so that what is recorded has an author.
fault-no-home = There is no folder for your keys, so nothing can be recorded. Check that your user data folder can be used.
fault-not-a-number = “{ $text }” is not a number. Enter a plain number such as 12 or 12.5.
fault-not-a-pair = “{ $text }” is not a pair. Enter it as 18/24: two whole numbers, the second at least 1.

## The framework, photos and documents

fault-framework = The framework files have { $count ->
    [one] { $count } error. It is: { $first }. Correct it and try again.
   *[other] { $count } errors. The first is: { $first }. Correct them and try again.
 }
fault-card-empty = “{ $path }” holds no photo, film or recording. Choose the folder of the card in which they lie.
fault-card-missing = “{ $path }” cannot be read. Put the card in, or choose another folder.
fault-card-too-large = { $path } holds more than { $most } photos, which no memory card does. Choose the card, or one folder of it.
fault-marks = These marks cannot be kept. They must lie on the photo, at most 60 of them; a text has 1 to { $most } characters.
fault-photo-broken = The photo “{ $name }” cannot be read: { $reason }. The other photos are not affected; use another copy of the original.
fault-photo-unreadable = “{ $name }” cannot be read. Check the file and the disk and try again.
fault-photo-empty = “{ $name }” is an empty file. Copy it from the camera or phone again.
fault-photo-kind = “{ $name }” is not a photo that can be used. Use JPEG, PNG or WebP; add other files as documents.
fault-photo-too-large = “{ $name }” is too large: photos may have 200 MB, documents 2 GB. It stays where it is; make it smaller and try again.

## Reports and output

fault-missing-glyph = No font has the character “{ $glyph }” in “{ $text }”. Write it another way; no report was made.
fault-photo-changed = The photo file “{ $name }” is not the one the survey knows, so no report was made. Examine the survey with tanfang check.
fault-failed-report = The report could not be made: { $detail }.
fault-report-empty = Scenario { $scenario } has nothing to report yet. Choose other communities, another round or another scenario.
fault-output-exists = “{ $path }” already exists and was not overwritten. Choose another name or move the file away first.

## What is meant, inside the sentences above

term-name = The name
term-author = The recorder's name
term-text = The text
term-caption = The caption
term-reason = The reason
term-remark = The remark
term-unit = Changing the state of a unit
term-conflict = Resolving a conflict
term-position = The position

limit-file-bytes = the file is too large
limit-entries = it has too many entries
limit-manifest-bytes = its manifest is too large
limit-branches = it has too many branches of devices
limit-checkpoints = it has too many signatures
limit-changes = it has too many changes
limit-change-bytes = one change is too large
limit-change-items = one change holds too much
limit-changes-bytes = its changes together are too large
limit-payload = it carries too many personal values
limit-payload-item-bytes = one personal value is too large
limit-payload-bytes = its personal values together are too large

## What a check of the survey finds

check-database = The database reports: { $detail }.
check-change = A stored change is damaged: { $detail }.
check-register = The table does not hold what the journal says: { $field }.
check-state = The states of changes differ from what the journal gives.
check-digest = The digest differs from the one computed from the journal.
check-blob-list = The list of photos and documents differs from the one the journal gives.
check-signature = The newest change of device { $device } has no valid signature and cannot be handed on.
check-blob-missing = The file { $file } is missing. It comes back with a survey file that carries it.
check-blob-damaged = The file { $file } is damaged. Move it away; it comes back with a survey file that carries it.
check-blob-orphan = The file { $file } belongs to no photo or document; it does no harm.
check-waiting = The list of values that wait to be replaced differs from what the journal gives.
check-held = Change { $seq } of device { $device } waits for an earlier one that is not here yet ({ $change }).
check-void-lamport = Change { $seq } of device { $device } does not count: its counter is out of bounds ({ $change }).
check-void-chain = Change { $seq } of device { $device } does not count: it does not continue its device's chain ({ $change }).
check-void-not-enrolled = Change { $seq } of device { $device } does not count: the device is not enrolled ({ $change }).
check-void-revoked = Change { $seq } of device { $device } does not count: the device was revoked before ({ $change }).
check-preds = Values that replace others which are not here yet: { $count }.
check-clock = The clock of device { $device } went back or was wrong at { $count ->
    [one] one change
   *[other] { $count } changes
}, first at change { $seq } ({ $at }). No value is affected; dates of that laptop are to be read with care.
check-signature-false = A stored signature of device { $device } is false.
check-personal-false = A stored personal value is not the one that was recorded ({ $value }).
check-personal-missing = A personal value recorded here is missing and was not erased: { $field } ({ $value }).
check-personal-absent = Personal values of other devices that were not handed over to this one: { $count }.
check-sealed = The survey is locked; its personal values were not checked.
check-sealed-damaged = The survey is locked, and the file with its sealed personal values is damaged or missing. Put personal.sealed back from a backup.
check-stray = The file { $file } is no part of a survey; it does no harm.

## What a repair does; also the list in the folder quarantine

repair-database = Put aside a copy of the database as it was: { $file }
repair-change = Put aside a stored change that is none; it comes back with a survey file that carries it: { $file }
repair-rows = Rows of the table { $table } that could not be read or are false, to be found in the copy of the database: { $count }
repair-rebuilt = Made the database anew from the journal; changes: { $changes }
repair-blob-damaged = Put aside a damaged file: { $file }
repair-blob-orphan = Put aside a file that belongs to no photo or document: { $file }
repair-blob-back = Brought back a file that had been put aside: { $file }
repair-stray = Put aside a file that is no part of a survey: { $file }

## Faults of the window itself

fault-no-survey = No survey is open. Open one from the start page.
fault-read-only-window = This survey is open in another window; it cannot be changed here.
fault-settings-not-saved = The settings were not saved: { $cause }.
fault-write-failed = “{ $path }” was not written: { $cause }. Check the disk and try again.
fault-open-failed = “{ $path }” could not be opened: { $cause }.
fault-not-written-here = Only files written in this session can be opened from here.
fault-bad-request = The window sent something wrong ({ $what }). Please try again.
fault-not-bytes = The contents of the file did not arrive. Choose the file again.
fault-cancelled = Cancelled.

# People, deleting and taking back
fault-device-not-enrolled = This survey takes enrolled devices only, and this laptop is not enrolled: nothing was written. Tell the administrator the device number { $device }, merge the administrator's file, and try again.
fault-device-revoked = The administrator has revoked this laptop. What is written here no longer counts, so nothing was written. Ask the administrator.
fault-device-unknown = Nothing of device { $device } is here. Check the number, or merge its file first.
fault-not-a-device = “{ $given }” is not a device number. It has 32 hexadecimal digits and stands in the settings of the other computer.
fault-not-admin = Only an administrator can do this, and this laptop ({ $device }) is none. Do it on the laptop that made the survey, or on one that it named.
fault-only-root = Only the laptop that made the survey can name or dismiss administrators.
fault-revoke-root = Neither this laptop nor the one that made the survey can be revoked here.
fault-merge-unknown = There is no such merge, or it was taken back already. “list DIR merges” lists what can be taken back.
fault-merge-used = What this merge brought was written over on this laptop, so it cannot be taken back as a whole. Undo or resolve it piece by piece.
fault-thing-form = “{ $given }” names no thing. Write noun/key, such as unit/0192… or assessment/wangjing/1/6.4.3.
fault-thing-unknown = There is no { $given } here. Check noun and key.
fault-delete-permanent = { $given } is part of what a survey consists of and cannot be deleted. Its contents can be changed.
fault-same-impossible = { $one } and { $other } cannot be one: it takes two different people, units or findings that do not point at each other already.
fault-erase-nothing = { $given } holds no personal content and no file that could be erased.
fault-undo-nothing = There is nothing to undo.
fault-redo-nothing = There is nothing to redo.
fault-undo-overwritten = Something newer stands there by now, so this cannot simply be undone or redone. Look at the history and change it directly.
fault-move-nothing = Nothing recorded fits. Check visit, community, round and date.
fault-adopt-own = { $path } is a file of this very survey. Merge it.
fault-adopt-demo = { $path } is demo data and never becomes part of a real survey.
fault-adopt-framework = { $path } uses another framework and cannot be taken over. Make sure that both surveys use the same one.
term-erasure = an erasure
term-return = returning a sheet
term-revocation = a revocation
fault-trust-unknown = The file has no device with the fingerprint { $device }; nothing was merged. Compare the fingerprint again.
## Visits, findings, interviews and the like

fault-unknown-noun = There is no kind of record called “{ $noun }”. Known kinds: { $known }.
fault-unknown-field = { $noun } has no field “{ $field }”. Known fields: { $known }.
fault-field-needed = “{ $field }” must not be empty. Fill it in and save again.
fault-field-word = “{ $text }” does not fit “{ $field }”. Use one of: { $known }.
fault-field-date = { $field }: “{ $text }” is not a date. Write it as 2026-09-06.
fault-hours-word = “{ $text }” is no word for a time. Known are { $known }.
fault-hours = “{ $text }” is no span of hours within a day. Write it as 17:30–20:30, the beginning before the end.
fault-field-time = “{ $text }” is no time of day ({ $field }). Write it as 09:30.
fault-field-whole = “{ $field }” takes a whole number from { $low } to { $high }, not “{ $text }”.
fault-field-flag = “{ $field }” takes yes or no, not “{ $text }”.
fault-thing-by-name = A { $noun } is named by “{ $form }” and is not added by itself. Name it in that form.
fault-no-consent = Without consent nothing of what a person says is recorded. Ask for consent first, or record the group alone.
fault-sum-unreadable = “{ $text }” cannot be worked out. Write it like 3*12+4, or enter one number.
fault-sum-impossible = “{ $text }” has no result: it divides by zero or is too large. Check it and enter it again.
fault-sum-endless = The decimals of “{ $text }” never end. Enter the result with the decimals this field takes.
fault-clock-too-far = A clock can be moved by ten years at most. Check the time you gave.
fault-nothing-merged = No survey file was merged since the window opened, so there is no receipt. Merge first.
fault-nothing-to-confirm = No earlier round holds a value typed for { $indicator }, so there is nothing to confirm. Enter what you see now.

## Questionnaires, tables from elsewhere, samples

fault-unknown-answer = The framework has no question “{ $code }”. Write the code of a question, for example 1.4.3.1.
fault-answer-steps = Question { $code } takes a step from 1 to { $most }, or “refused”, not “{ $text }”.
fault-answer-yes-no = Question { $code } takes yes, no or “refused”, not “{ $text }”.
fault-form-other-number = These are not two readings of one form. Look at the list of forms again.
fault-form-undecided = The two readings still differ. Decide every difference, then settle the form.
fault-no-answers = Indicator { $indicator } is not asked by questionnaire here. Record its value in the sheet.
fault-spreadsheet-unreadable = “{ $name }” is no table that can be read. Save it as XLSX or CSV and choose it again. Nothing was taken.
fault-spreadsheet-old = “{ $name }” is an Excel file of the old kind, or closed by a password. Save it as XLSX without a password and choose it again.
fault-spreadsheet-large = “{ $name }” is too large; at most { $rows } rows can be taken at a time. Divide it and choose the parts.
fault-spreadsheet-empty = “{ $name }” holds no rows. Choose a table with headings and rows.
fault-intake-twice = Number { $number } stands in line { $line } already.
fault-intake-other = Number { $number } is known with other answers. Settle which one is right, then change the table.
fault-frame-nameless = Line { $line } has no name. Give every unit a name; nothing was added.
fault-frame-position = In line { $line }, “{ $text }” is no position. Write latitude,longitude, for example 39.90105,116.42079; nothing was added.
fault-already-drawn = A sample has been drawn from this list. Replace single units, or undo the draw first (Ctrl+Z).
fault-draw-count = { $count ->
    [one] One unit
   *[other] { $count } units
} cannot be drawn from { $of } in reserve. Add the full list first, or draw fewer.
fault-not-in-sample = “{ $unit }” is not in the sample, so nothing steps in for it.
fault-no-reserve = There is no reserve left that could step in for “{ $unit }”. Complete the full list first.
fault-forms-count = At most { $most } forms go into one file. Write several files.
fault-reading-share = The share to read again must be a whole number from 1 to 100 (percent), not “{ $share }”.
fault-reading-drawn = What is read a second time in round { $round } was drawn here already. It is drawn once for each community and round and not changed.
fault-reading-not-drawn = Indicator { $indicator } was not drawn. Only what was drawn is read a second time.
fault-reading-of-another = Indicator { $indicator } is to be read by { $person }. Let them save it, or name another reader first.
fault-reading-own = You recorded the first value of { $indicator } yourself. Another person has to read it a second time.
fault-reading-saved = You have saved your reading of { $indicator }. It cannot be changed once the first value was shown; if you mistyped, tell whoever recorded the first one and say so in its remark.
fault-reading-empty = Fill in what you read for { $indicator }, then save.
fault-reading-blind = You are the second reader of { $indicator }. Until your reading is saved its first value is hidden from you and nothing can be recorded here. Go to the page “Readings”.
fault-reading-hidden = Indicator { $indicator } was drawn to be read again, and nobody is named for it: until somebody has read it, the first value is hidden from you and nothing can be recorded here. Go to the page “Readings”; the first value is recorded by whoever has the sheet.
fault-reading-known = You can see the first value of { $indicator }, or somebody has read it already, so your reading would not be blind. Let somebody else read it; an administrator has to be named its reader before the first value is recorded.
fault-reading-blind-document = { $count ->
    [one] One cell waits for a blind second reading, and its first value is
   *[other] { $count } cells wait for a blind second reading, and their first values are
} hidden from you: { $cells }. A report or table made now would differ from everybody else's, so it is not made. Read first, name the readers, or let an administrator make it.

## How scores are made

fault-not-marked-na = Indicator { $indicator } of { $community } is not marked as not applicable, so there is nothing to confirm. Record it as not applicable with its reason first, as the guidance says.
fault-least-coverage = The coverage needed lies between 0 and 100, not at { $given }. Enter another number.
fault-not-siblings = { $one } and { $other } cannot be compared in pairs: only two scenarios, two items of one scenario or two indicators of one item can. Choose again.
fault-judgement = “{ $given }” does not say how many times as important one is as the other. Enter a whole number from 1 to 9, or 1/2 to 1/9.
fault-nothing-judged = Nothing was compared in pairs yet, so nothing can be weighed by it. Complete at least one set of comparisons first.
fault-judged-in-part = Of { $codes } only { $judged } of { $pairs } pairs are compared. Complete the set, then weigh by it.
fault-request-unknown-holder = There is nothing to ask of “{ $holder }”. Choose one of the holders listed, by its Chinese name in the framework.
fault-request-not-refused = The request to “{ $holder }” is not marked as refused. Record the refusal first, then take it as not obtained.
fault-request-not-received = The request to “{ $holder }” is not marked as received. Record when it came first, then fill in the source.
fault-late-reason = Round { $round } is closed. You can still record for it, but say why first; the reason stays with the value, which is marked as recorded after closing.
fault-paper-no-places = There are no places to print for community { $community }. Make its sample lists first.
fault-field-points = “{ $field }” needs at least { $least } points, each as “latitude, longitude”, on lines of their own or with semicolons between them.
fault-field-in-parts = “{ $field }” is one unbroken line: take out the empty lines and bars.
fault-geojson-unreadable = { $path } is no GeoJSON file that can be read. Export it again as GeoJSON (RFC 7946).
fault-geojson-no-area = There is no area (polygon) in { $path }. Export the outline as an area, not as points or lines.
fault-geojson-no-names = None of the { $areas } areas carries the name or code of a community: { $path }. Say whose outline it is, or write the name into the properties with a map program.
fault-geojson-not-degrees = The coordinates in { $path } are no degrees. Export it again in WGS-84 (EPSG:4326).
fault-geojson-too-large = { $path } is larger than { $most } MB, which no outline is. Export these communities alone.
fault-geojson-too-detailed = The outline in { $path } is so ragged that more than { $most } points are left of it. Export the outer border alone.
fault-tiles-unreadable = { $path } is no MBTiles map that can be used. Choose an .mbtiles file with PNG, JPEG or WebP tiles.
fault-day-hours = The hours of work run from { $from } to { $to }: they must end after they begin.
fault-day-too-many = At most { $teams } teams and { $days } days are planned at once.

fault-table-long = An XLSX sheet holds at most { $rows } rows. Please use CSV, or one round only.
fault-field-fixed = { $field } of { $noun } is set down by the program and cannot be typed.
fault-as-of-unknown = Nothing here is called “{ $given }”: no issued report has that number, and no change has a hash that begins so. See tanfang report issued and tanfang list changes.
fault-as-of-ambiguous = { $count } changes have a hash that begins with “{ $given }”. Write more of its digits.
fault-as-of-too-early = At that moment the survey had no framework yet, so there is nothing to report. Choose a later change.
fault-changes-missing = This report rests on { $count ->
    [one] one change that is
   *[other] { $count } changes that are
} not on this computer. Merge the survey files that hold what is missing and try again.
fault-state-differs = What is here does not give the state that the report was issued from (digest { $digest }). Run tanfang check.
fault-issue-twice = Two reports were issued as “{ $number }”. Name one of them by its key: { $keys }.
fault-issue-number = “{ $number }” cannot be the number of a report: at most { $most } characters, on one line and without @.
fault-issue-number-taken = A report was issued as “{ $number }” already. Choose another number.
fault-issue-unsettled = Not issued: { $count ->
    [one] one number in this report is
   *[other] { $count } numbers in this report are
} in conflict or to verify ({ $cells }). Settle what is open, or say why it is issued all the same.
fault-issue-unknown = No report was issued as “{ $number }”. See tanfang report issued.
fault-layout-unknown = There is no saved layout “{ $name }”. Saved are: { $known }.
fault-edition-unreadable = The choices of this report cannot be read; they may come from a newer version of the program.
fault-issue-disturbed = Somebody kept writing to the survey while the report was made, so nothing was issued. Try again in a moment.
fault-logo-no-picture = “{ $name }” is no picture that can be printed. Choose a JPEG, PNG or WebP file.
fault-preview-gone = This preview is out of date. Open it again.
