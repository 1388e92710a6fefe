### The words of the window.

## Pages

page-board = Board
page-sheet = Sheet
page-units = Sample lists
page-photos = Photos
page-conflicts = Conflicts
page-exchange = Exchange
page-scores = Scores
page-report = Report
page-settings = Settings

## Actions

action-add = Add
action-browse = Browse…
action-cancel = Cancel
action-close = Close
action-continue = Continue
action-next = Next
action-open = Open
action-previous = Previous
action-remove = Remove
action-revert = Put back the saved value
action-save = Save
action-show-folder = Show in folder
action-try-again = Try again

## Labels

word-all = All
word-language = Language
word-name = Name
word-total = Total
word-when = When
word-who = Recorded by

## The window

shell-pages = Pages
shell-skip = Skip to content
shell-leave = Leave this survey and go to the start page
shell-state = State of this survey
shell-notes = Notices
undo-done =
    { $count ->
        [one] Undone: { $what }
       *[other] Undone in { $count } places: { $what } and others
    }
redo-done =
    { $count ->
        [one] Done again: { $what }
       *[other] Done again in { $count } places: { $what } and others
    }
shell-conflicts =
    { $count ->
        [one] { $count } conflict to settle
       *[other] { $count } conflicts to settle
    }
notice-more = More
read-only-folder = The folder is read only: you can look, but not change anything.
read-only-window = This survey is open in another window: here you can look, but not change anything.
read-only-locked = This survey is locked: you can look at it, but personal details stay hidden and nothing can be changed.
vanished = The survey folder cannot be found; the stick may have been pulled out. Nothing saved is lost: plug it in again and work goes on.
vanished-still = Still not there.

## Start

start-first-title = First use
start-your-name = Your name
start-your-name-hint = Every record says who made it.
start-ways = Open or create a survey
start-create = Create a survey
start-create-hint = Begin with an empty framework
start-create-do = Create
start-open = Open a folder
start-open-hint = A survey on this computer or a stick
start-open-do = Open
start-join = Join a survey
start-join-hint = Begin with a colleague's survey file
start-join-do = Join
start-demo = Open the demo
start-recents = Recent surveys
start-no-recents = No survey has been opened yet.
start-unlocked = Unlocked: it holds personal values that anybody with this computer can read. Open it and lock it in the settings.
start-missing = Not found
start-forget = Remove from this list
start-survey-name = Name of the survey
start-file = Survey file
start-folder = Survey folder
start-folder-name = New survey
start-new-folder = Where to keep it
start-new-folder-hint = A new or empty folder.
start-opening = Opening…
start-making-demo = Preparing the demo data…
start-joining = Reading and verifying the survey file…
start-given = Survey file to open: { $name }. Join its survey, or open one of yours below and merge it there.
start-locked = “{ $name }” is locked
start-unlock = Unlock and open
start-look = Only look, without unlocking
start-version = Tanfang { $version }

## Board

board-grid = Coverage by community and scenario
board-assessed = Assessed
board-open = Binding open
board-cell-coverage = { $assessed } of { $applicable } indicators assessed
board-cell-conflicts =
    { $count ->
        [one] { $count } conflict
       *[other] { $count } conflicts
    }
board-mark-open = { $count } open
board-mark-missed = { $count } missed
board-mark-met = Met
board-legend = The percentage is the coverage of the chosen round; the three lines show the rounds from top to bottom, the chosen one thicker; below stand the binding indicators. Arrow keys move, Enter opens the sheet.

## Sheet

sheet-assessed = { $assessed } of { $applicable } applicable indicators assessed
sheet-all-photos = Photos of this sheet
sheet-others = Other sheets
sheet-target = Target { $target }
sheet-no-target = No target at this stage
target-yes = Yes
sheet-photo-required = Photo required
sheet-not-in-stage = Does not apply at this community's stage; nothing to record.
sheet-of = { $a } of { $b }
sheet-observed = { $observed } of { $units } observed
sheet-typed-beside = A value was also typed directly: { $value }
sheet-conflict = People wrote different things:{" "}
sheet-in-conflict = Settle the conflict
sheet-not-scored = Not scored
sheet-units = Units { $observed }/{ $units }
sheet-photos =
    { $count ->
        [0] Photos
       *[other] Photos { $count }
    }
sign-saved = Saved
sign-draft = Not saved
value-unknown = Written by a newer version
value-pair-hint = e.g. 18/24
value-or-pair-hint = 75 or 18/24
value-not-obtained-hint = Why, whom and when you asked
value-not-applicable-hint = Why it does not apply
word-pass = Passes
word-fail = Fails

## Guidance

guide-title = Guidance
guide-list = Units
guide-terms = Terms
guide-how = How it is established
guide-targets = Targets
guide-method = Method
guide-minutes = about { $n } min
guide-tools = Bring
guide-holder = Records held by
guide-tolerance = Tolerance
guide-questions = Questions
guide-basis = Basis grade { $grade }:{" "}

## History

history-title = History
history-field = Field
history-none = Nothing recorded yet.
history-live = Current
history-contested = once in conflict

## Units

units-lists = Lists
units-order = No.
units-position = Position
units-position-hint = latitude, longitude
units-observed = Observation
units-actions = Actions
units-add-name = Add to “{ $list }”
units-added =
    { $count ->
        [one] { $count } unit added
       *[other] { $count } units added
    }
units-empty = This list has no units yet. Add them one by one above, paste a column, or draw a sample from a full list.
units-none-yet = “{ $list }” has no units yet. Add them below.
units-paste = Paste a column…
units-paste-hint = One name a line; a whole column of a table can be pasted.
units-paste-do =
    { $count ->
        [one] Add { $count } unit
       *[other] Add { $count } units
    }
units-reason = Why it was replaced or closed
units-up = Move up
units-down = Move down
unit-left-out = Left out

## Photos

photos-add = Add photos
photos-add-hint = JPEG, PNG, WebP or HEIC photos, or documents such as PDF; files can also be dropped here.
photos-added =
    { $already ->
        [0] Photos imported: { $added }
       *[other] Photos imported: { $added }; already there: { $already }
    }
photos-none = No photos yet.
photos-total =
    { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
photos-choose-place = Choose a community and a round (scenario “All”) to add photos here; they can also be added at an indicator or unit of a sheet.

card-title = Import a memory card
card-hint = Choose the card, or the folder of a phone's pictures: all photos, films and recordings in it and below are imported in the background. What is here already is passed over; it can be stopped at any time and taken up again.
card-folder = Card or folder
card-take = Import for { $community }, round { $round }
card-left = The import from “{ $folder }” for { $community }, round { $round }, was not finished.
card-go-on = Go on
card-forget = Let it rest
card-stopped = Stopped. { $done } of { $found } files are done; go on at any time.
card-gone = The card was taken out. The { $done } of { $found } files that were done are safe; put the card back and choose “Go on”.

photos-beside = Side by side with
photos-beside-none = Nothing
marks-title = Draw on it
marks-arrow = Arrow
marks-box = Box
marks-text = Text
marks-blur = Blur
marks-hint = Choose a kind and drag on the photo; or put one in the middle, move it with the arrow keys, size it with Shift and the arrows, remove it with Delete. The original stays as it is; what is blurred cannot be recognised in a report.
marks-middle = Put it in the middle
marks-words = Words of the mark
marks-one = { $kind } { $number }
marks-done = Done drawing

photos-also = Also belongs to
photos-also-choose = Choose…
photos-smaller = Smaller
photos-larger = Larger
photos-only = Only
photos-only-unplaced = Not linked to an indicator
photos-only-unchecked = People not checked
photos-only-asking = People without consent
photos-only-marked = Drawn on
photos-only-document = Files without a picture
photos-open = Open the original
photos-text = Find
photos-text-hint = caption, place, person…
photos-none-fit = No photo fits.
photos-missing = File not here
photos-missing-long = The file of this photo is not on this computer. It can be seen after merging a survey file that has it.
photos-no-preview = No preview of this kind of file; the original is kept with the survey.
photos-where = Linked to
photos-taken = Taken
photos-taken-unknown = Not recorded in the photo
photos-added-by = Imported
photos-file = File
photos-unlink = Unlink
photos-unlink-sure = Yes, unlink
photos-unlinked = Unlinked

## Conflicts

conflicts-what = Two people wrote different things without having seen each other's. Take one and say why; the others stay in the history.
conflicts-none = No conflicts to settle.
conflicts-detail = The conflict
conflicts-open-one = Choose a conflict from the list.
conflicts-to-sheet = Go to the sheet
conflicts-choose = Which one holds
conflicts-choose-first = Choose one first.
conflicts-provisional = Used for now
conflicts-reason = Reason
conflicts-resolve = Settle
conflicts-none-here = No conflicts match the filters.
conflicts-person = Person involved
conflicts-kind-life = Deleted here, edited there
conflicts-kind-fork = One device, two histories
conflicts-life-hint = Somebody deleted it, somebody else edited it without having seen that. “Delete” leaves it deleted; any other side brings it back with all that was edited.
conflicts-delete = Delete
conflicts-keep-all = Keep
conflicts-keep = Keep: { $value }
conflicts-linked = Linked
conflicts-unlinked = Not linked
conflicts-fork = Device { $device } has two histories
conflicts-fork-clone = Two places wrote under this device at the same time: most likely its disk was cloned. Both histories count and nothing is lost; settling says that somebody has looked.
conflicts-fork-restored = One history begins after the other ended: most likely the device went on from an older backup. Both count and nothing is lost; settling says that somebody has looked.
conflicts-branches = The histories
conflicts-branch = History { $n }
conflicts-visit = visit { $visit }
conflicts-bulk = Decide many at once
conflicts-bulk-hint = Decides the conflicts that the filters show, with one reason; one undo (Ctrl+Z) takes all of it back. Deletions and forks are decided one by one.
conflicts-bulk-by = By
conflicts-by-device = This device holds
conflicts-by-person = This person holds
conflicts-by-tolerance = Within tolerance
conflicts-tolerance-hint = Where the values differ by no more than the indicator's tolerance, the one used for now is taken.
conflicts-by-both = Remarks, captions: keep both
conflicts-both = Keep both
conflicts-both-hint = Settles remarks and captions alone: all texts stay, a line each.
conflicts-both-reason = All texts are kept
conflicts-bulk-whose = Whose
conflicts-bulk-choose = Choose
conflicts-bulk-reason = Reason for all
conflicts-bulk-do =
    { $count ->
        [one] Settle { $count } conflict
       *[other] Settle { $count } conflicts
    }
conflicts-settled =
    { $count ->
        [one] { $count } conflict settled; Ctrl+Z takes it back.
       *[other] { $count } conflicts settled; Ctrl+Z takes all of it back.
    }

## Hand over and merge

exchange-out = Hand over a survey file
exchange-out-hint = Writes all this computer knows, photos included, then reads it back and verifies every part.
exchange-name-for = Community in the file name
exchange-all-communities = All communities
exchange-path = Survey file
exchange-write = Write the survey file
exchange-safe = Written and verified: the stick is safe to remove.
exchange-written = Changes: { $changes } · photo and document files: { $blobs } · { $size }
exchange-missing =
    { $count ->
        [one] { $count } photo or document file is not on this computer and could not be included.
       *[other] { $count } photo or document files are not on this computer and could not be included.
    }
exchange-in = Merge survey files
exchange-in-hint = Look at the plan first, then merge. The order of merging makes no difference.
exchange-choose = Choose survey files
exchange-type-path = or type the path of a file
exchange-read-only = This window is read only and cannot merge.
exchange-plan = Plan
exchange-plan-new = { $changes } new changes, { $blobs } new files;
exchange-plan-conflicts =
    { $count ->
        [0] no new conflicts
        [one] { $count } new conflict
       *[other] { $count } new conflicts
    }
exchange-plan-missing =
    { $count ->
        [one] { $count } photo or document file is not in it.
       *[other] { $count } photo or document files are not in it.
    }
exchange-from = { $author } ({ $device }): { $changes }
exchange-known = Everything in it is already here; nothing to merge.
exchange-refused = Cannot be merged:{" "}
exchange-merge = Merge
exchange-receipt = Merged
exchange-merged = { $changes } new changes, { $conflicts } new conflicts;
exchange-verified = photo and document files verified: { $verified } of { $expected }
exchange-conflicts =
    { $count ->
        [one] { $count } conflict to settle
       *[other] { $count } conflicts to settle
    }
exchange-working = Working
exchange-photos = Photos and documents
exchange-photos-all = All
exchange-photos-light = Small pictures only
exchange-photos-none = None
exchange-receiver = What the receiver has
exchange-receiver-nothing = Write everything
exchange-receiver-device = Only what { $person } ({ $device }) lacks
exchange-since = Since this file (may be empty)
exchange-volume = At most this many MB per file
exchange-volume-hint = Empty means 2,000 MB, which fits any stick. More becomes several files, to be merged in any order.
exchange-passphrase = Passphrase (may be empty)
exchange-passphrase-hint = With one the file is sealed; the receiver is asked for it when merging.
exchange-by-rule = By the rule of this survey the file is sealed to the administrator's public key: only the administrator can open it.
exchange-unsealed = Leave it unsealed this time: whoever has the file can read it
exchange-more = More choices
exchange-sealed = Sealed.
exchange-volume-line = { $path } ({ $size }, { $blobs } photo and document files)
exchange-carrier = Written by { $author } at { $at }
exchange-fingerprint = Device fingerprint { $fingerprint }
exchange-file-size = File size { $size }
exchange-plan-counts = { $known } changes known here
exchange-branches = Changes by device
exchange-late =
    { $count ->
        [one] { $count } of these changes was written for a round that is closed.
       *[other] { $count } of these changes were written for a round that is closed.
    }
exchange-late-choice = Late changes
exchange-late-take = Count them
exchange-late-hold = Hold them back
exchange-held-back =
    { $count ->
        [one] { $count } change is held back; merge this file again and count it to take it in.
       *[other] { $count } changes are held back; merge this file again and count them to take them in.
    }
exchange-stranger = The device of { $author } (fingerprint { $fingerprint }) is not enrolled: what it wrote does not count.
exchange-trust = I have compared the fingerprint with its owner: enrol this device with the merge
exchange-stranger-admin = Ask an administrator to enrol this device; what it wrote will then count.
exchange-sealed-passphrase = This file is sealed by a passphrase. Enter the one it was written with.
exchange-sealed-wrong = The passphrase does not open it. Check it and try again.
exchange-sealed-identity = This file is sealed for a key. Choose the key file.
exchange-key-passphrase = Passphrase
exchange-key-file = Key file
exchange-open-sealed = Open
exchange-merged-files = Merged files
exchange-merged-hint = Taken back, what the file brought is set aside on this computer until it is merged again.
exchange-merged-none = No file has been merged yet.
exchange-take-back = Take back
exchange-taken-back = “{ $name }” taken back, { $count ->
    [one] one change
   *[other] { $count } changes
} set aside.
roll-title = Roll call
roll-hint = Every device of the survey, and what has arrived of it here.
roll-person = Person
roll-role = Role
roll-last = Last received
roll-state = State
roll-own = this computer
roll-nothing = nothing yet
roll-last-line = No. { $seq }, { $at }
roll-complete = complete
roll-held = { $count } waiting for earlier changes
roll-void = { $count } void
roll-missing = { $count } photo or document files missing
roll-undelivered =
    { $count ->
        [one] { $count } decision about a conflict may not have reached it
       *[other] { $count } decisions about conflicts may not have reached it
    }
role-root = Founder
role-admin = Administrator
role-enrolled = Enrolled
role-member = Member
role-revoked = Revoked
roll-required = Only enrolled devices count
roll-required-hint = Turning it on enrols everybody who takes part so far; later devices must be enrolled by an administrator.
roll-key = Administrator's public key
roll-key-hint = Once set, survey files are sealed to it by default, and only whoever has the key file can open them. It begins with age1.
roll-key-do = Seal to it from now on
roll-key-set = Survey files are sealed to this public key by default:
roll-key-stop = Stop sealing by default
roll-enrol = Enrol
roll-enrol-device = Enrol a device (its 32 digits, read out by its owner)
roll-as-admin = as administrator too
roll-revoke = Revoke
roll-revoke-reason = Reason for revoking
roll-revoke-hint = Nothing it writes from now on counts; what is here stays.
roll-revoke-sure = Revoke
phase-backup = Backing up
phase-restore = Restoring the backup
exchange-left-out =
    { $count ->
        [one] { $count } photo or document file left out as chosen.
       *[other] { $count } photo or document files left out as chosen.
    }
exchange-agreements =
    { $count ->
        [one] { $count } agreement
       *[other] { $count } agreements
    }
phase-upload = Reading the file
phase-import = Importing photos
phase-export = Writing and verifying
phase-report = Writing the report
phase-plan = Verifying and comparing
phase-merge = Merging
phase-write = Writing
phase-blobs = Writing photos and documents
phase-verify = Reading back and verifying

## Scores

scores-only-round = Only what this round recorded
scores-cut = Compare
scores-by-community = By community
scores-by-scenario = By scenario
scores-table = Scores by community and scenario
scores-coverage = coverage { $coverage }%
score-contested = in conflict
score-contested-hint = The score rests on an open conflict; for now it is computed from the provisional value.
score-contested-count =
    { $count ->
        [one] rests on { $count } open conflict
       *[other] rests on { $count } open conflicts
    }
scores-legend = Scores run from 0 to 100; ● all binding indicators met, × some missed, ○ open, ? depends on a conflict still open.
scores-missed = { $count } missed
scores-open = { $count } open

## Report

page-report-language = Language of the report
page-report-date = Date of the report
page-report-communities = Communities
page-report-all = Choose all
page-report-none = Choose none
page-report-path = Report file
page-report-write = Write the report
page-report-done = The report is ready
page-report-pages =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
phase-figures = Gathering the figures
phase-photos = Placing the photos
phase-pages = Laying out the pages
phase-save = Saving

## Settings

settings-text-size = Text size
settings-theme = Appearance
theme-system = As the system
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
backup-title = Backups
backup-hint = Made on this computer when the survey is opened, outside its folder; older ones are thinned out.
backup-now = Back up now
backup-made = Backed up.
backup-none = No backups yet.
backup-failed = The last automatic backup failed:{" "}
backup-line = Changes: { $changes } · photo and document files: { $blobs } · { $size }
backup-locked = Locked
backup-restore = Restore
backup-restore-into = Restore into a new folder
backup-restore-hint = The open survey stays as it is. The restored one goes on under a new device.
backup-passphrase = Passphrase of the backup
backup-restored = Restored and verified: { $dir } (changes: { $changes }, files: { $blobs }).
backup-restored-lost = { $missing } photo or document files are not in the backup or damaged.
backup-open = Open the restored survey
settings-density = Density
density-comfortable = Comfortable
density-compact = Compact
phrases-title = Phrases
phrases-lines = One a line
phrases-hint = Alt and a digit put the first nine into a remark. Emptied, the usual ones come back.
phrases-between = ;{" "}
phrases-usual =
    Checked on site, as in the round before
    Told by the manager, no document seen
    Under construction, not in use yet
    Signs in Chinese only
    There, but out of service
    Access refused at the gate
    Checked against maps and public sources
    To be checked again next round
settings-author = Recorded by
settings-author-hint = Used when you create or join a survey. Changing it here also changes your name in this survey (now “{ $name }”).
settings-about = About this survey
lock-title = Lock
lock-hint = Seals the personal details, what is being typed and the key of this computer by a passphrase, backups included. While it is locked nothing can be changed. Nobody can recover a forgotten passphrase.
lock-closed-hint = Personal details are sealed by a passphrase. Unlock the survey to see them and to change anything.
lock-passphrase = Passphrase
lock-again = Passphrase once more
lock-differ = The two passphrases differ.
lock-close = Lock
lock-open = Unlock
lock-closed = Locked.
lock-opened = Unlocked.

## Keys

help-title = Keyboard
help-everywhere = Everywhere
help-board = Board
help-sheet = Sheet
help-list = Show or hide this list
help-tab = Next or previous control
help-pages = Open the pages listed on the left
help-today = To “Today”; Enter then starts a visit
help-back = Back, forward
help-size = Larger, smaller, normal text
help-escape = Close a dialog
help-undo = Undo, redo your own action
help-conflict-next = Next, previous conflict
help-conflict-side = Take that side, then give the reason
help-conflict-settle = Settle, once the reason is given
help-grid = Move from cell to cell
help-grid-ends = Ends of the row, first and last row
help-open-sheet = Open the sheet
help-round = Switch the round
help-next = Save and go to the next field
help-previous = Save and go to the previous field
help-pair = A percentage may be typed as “18 of 24”
help-yes-no = Yes, no
help-absent = Absent
help-not-applicable = Not applicable; then the reason
help-not-obtained = Not obtained; then the reason
help-value = Back to a value
help-guide = Guidance
help-units = Show or hide the units
help-remark = Write a remark
help-verify = Mark as to verify
help-photos = Photos
help-history = History
help-unit-next = Save and go to the next or previous unit
help-unit-move = Move up, down
help-photo-step = Previous or next photo in the full view
help-letters = Where you write text, or with an input method switched on, hold Alt and press the letter.

## In the field

page-today = Today
page-places = By place
page-leaving = Before leaving
page-findings = Findings
page-rounds = Rounds

today-visiting = Visiting { $community }, round { $round }. What is recorded from now on belongs to this visit.
today-start = Start the visit
today-start-hint = It counts for round { $round }. Day and starting time are filled in and can be changed.
today-end = End the visit
today-last = Last visit: { $community }, { $date }
today-resume = Go on with it
today-sheets = My sheets
today-no-sheets = No sheet is assigned to you.
today-missing = Missing
today-missing-binding = Binding ones
today-routes = My routes
today-questions = Questions to answer
today-no-questions = No question waits for you.
today-answer = Answer
today-not-handed-over =
    { $count ->
        [1] 1 change is in no survey file yet.
       *[other] { $count } changes are in no survey file yet.
    }
today-handed-over = Everything is in a survey file.

places-none = This community has no units yet. Make its sample lists first:
places-choose = Choose a place on the left.
places-next = Next place
places-before = Previous place
places-previous = before: { $value }
places-order = Order
places-order-lists = By list
places-order-route = Along the route
metres = { $metres } m

paper-print = Print field sheets
paper-which = Which places
paper-all = All places
paper-content = Content
paper-blank = Blank
paper-filled = With recorded values

lack-value = No value
lack-reading = Second reading
lack-units = Units left
lack-units-of = Units left: { $observed } of { $of } observed
lack-photo = Photo missing
lack-photo-of = Photo missing: { $unit }
lack-to-verify = To verify
lack-rule = Inconsistent
lack-question = Open question
lack-conflict = In conflict
lack-draft = Unsaved text
clock-odd = This laptop's clock says { $clock }, which cannot be right. Everything is saved and stays in order all the same; but dates of visits and times of photos follow the clock, so put it right first.
leaving-nothing = Nothing is missing. You can leave.
leaving-count =
    { $count ->
        [1] 1 thing is missing; binding indicators concerned: { $binding }.
       *[other] { $count } things are missing; binding indicators concerned: { $binding }.
    }
leaving-filter = One kind only
leaving-lacks = What is missing
leaving-print = Print
leaving-no-photo = No photo possible…
leaving-file = Write today's survey file
leaving-file-hint = It is read back and verified at once. Sealing, volumes and the like are on the page Exchange.

findings-new = What did you see? One sentence, then Enter
findings-none = No findings yet.
findings-removed = Removed. Ctrl+Z brings it back.
findings-in-round = Round { $round }: { $what }

review-draft = Being filled in
review-submitted = Submitted
review-returned = Returned
review-approved = Approved
review-changed = changed since
review-submit = Submit
review-return = Return…
review-approve = Approve
rounds-states = The rounds
rounds-state-planned = Planned
rounds-state-open = Open
rounds-state-closed = Closed
rounds-closed-hint = A closed round still takes everything, with a reason; later changes stay marked.
rounds-sheets = Who fills in which sheet, and where it stands
rounds-assign-all = Assign all to
rounds-routes = Routes by place
rounds-hours = Hours in which things are to be observed
rounds-hours-hint = What the framework's words for times stand for in this survey. What is observed outside them is flagged, never refused. Administrators change them; an empty field brings the usual hours back.
rounds-missing = { $missing } missing ({ $binding } binding)
rounds-comment = Comment (needed to return a sheet)

palette-title = Go to
palette-hint = Room, community, scenario, indicator: name, code or pinyin initials
palette-nothing = Nothing found.
help-find = Go anywhere: 6.4.3, Wangjing, wj
help-place-next = Next or previous place

## What the window says instead of a sentence that speaks of commands

window-damaged-survey = The survey is damaged: { $detail }. Record nothing more, and restore the latest backup into a new folder in the settings.
window-survey-locked = The survey “{ $path }” is locked; nothing can be written. Unlock it with its passphrase in the settings first.
window-not-a-backup = “{ $path }” is no backup. Choose one from the list of backups.
window-backup-damaged = The backup “{ $path }” is damaged, so nothing was restored. Choose another one from the list of backups.
window-backup-locked = The backup “{ $path }” is sealed by the survey's passphrase. Type the passphrase to restore it.
window-file-partial = The survey file “{ $path }” carries only later changes, so nobody can join from it. Ask for a whole one, written without saying what the receiver has.
window-sealed-needs-identity = The survey file “{ $path }” is encrypted for a key. Choose the file of that key.
window-sealed-needs-passphrase = The survey file “{ $path }” is encrypted with a passphrase. Type the passphrase.
window-admin-key = The administrator's public key in this survey cannot be used, so nothing was written. Have the administrator set it again, or tick that the file is left unsealed this time.
window-unknown-device = No single device has the id “{ $device }” or one that begins so. Compare it with the roll call, and type at least the first four digits.
window-unknown-unit = There is no unit “{ $key }”; it may have been deleted. See the sample lists.
window-unknown-photo = There is no photo “{ $key }”; it may have been deleted. See the photos.
window-photo-changed = The photo file “{ $name }” is not the one the survey knows, so no report was made. Take the original from a backup or from a colleague's survey file.

sheet-only = One kind of indicators only
sheet-only-all = All indicators
sheet-only-missing = Missing
sheet-only-binding = Binding
sheet-only-missed = Missed
sheet-only-changed = Much changed
sheet-only-conflict = In conflict
sheet-only-verify = To verify
sheet-only-question = With questions
sheet-confirm = Unchanged
sheet-moved = The change from the last round is larger than the tolerance. Why?
sheet-moved-computed = The change from the last round is larger than the tolerance. Say why in the remark.
question-hint = What do you want to ask? Enter asks it
question-answer-hint = Write the answer, Enter saves it
question-close = Close
help-confirm = As in the round before, confirmed on site
help-question = Ask about this indicator
help-sum = A sum: worked out when the field is left
conflicts-by-assignee = The assignee
conflicts-assignee-hint = Of each conflict the value of the person the sheet is assigned to is taken; without an assignee, or a value of theirs, it stays.
exchange-receipt-pdf = Receipt as PDF
lack-says = { $lack }: { $says }

photos-taken-name = time from the file's name
photos-taken-corrected = time corrected
photos-consent = They agreed to be shown
suggestions-title =
    { $count ->
        [1] 1 photo may belong to an indicator
       *[other] { $count } photos may belong to indicators
    }
suggestions-hint = Guessed from where and when they were taken; what is not ticked is left as it is. Ctrl+Z takes all of it back.
suggestions-accept =
    { $count ->
        [1] Place the ticked photo
       *[other] Place the { $count } ticked photos
    }
suggestions-done =
    { $count ->
        [1] 1 photo placed.
       *[other] { $count } photos placed.
    }
suggestions-metres = { $metres } m away
suggestions-minutes = { $minutes } min apart
clock-title = Was the clock of the camera wrong?
clock-hint = The time of all photos shown below is moved together; a negative number moves it back. Ctrl+Z takes all of it back.
clock-hours = Hours
clock-minutes = Minutes
clock-do =
    { $count ->
        [1] Move the time of 1 photo
       *[other] Move the time of { $count } photos
    }
clock-done =
    { $count ->
        [1] The time of 1 photo was corrected.
       *[other] The time of { $count } photos was corrected.
    }
## Questionnaires

page-answers = Questionnaires
page-talks = Interviews
answers-entry = Type in paper forms
answers-begin = Begin
answers-end = End the form
answers-end-hint = Enter ends the form, the arrow keys go back.
answers-second = Second reading of number { $number }
answers-second-short = second reading
answers-first = first reading
answers-keys = Keys
answers-keys-five = 1–5 (worst to best), r refused
answers-keys-seven = 1–7 (fully disagree to fully agree), r refused
answers-keys-yes-no = y or 1 yes, n or 0 no, r refused
answers-keys-consent = y agrees, n does not: then nothing more is recorded
answers-keys-same = space: as on the last form
answers-refused-one = refused
answers-no-word = not said
answers-kept = Number { $number } is kept
answers-standing = What the answers come to
answers-counts = { $forms } answered, { $refusals } refused to take part
answers-rule = A group needs at least { $least } answers. Below that, go on collecting; at the end record “not obtained”.
answers-groups = Groups that make the value
answers-refused = Refused
answers-running = So far
answers-recorded = Recorded
answers-people = { $people }
answers-mean = mean { $mean }
answers-few = { $group }: { $more } more to reach { $least }.
answers-take = Take { $value }
answers-take-none = Record as not obtained
answers-is-taken = recorded
answers-taken = Indicator { $indicator } is recorded. Ctrl+Z takes it back.
answers-basis-group = { $group } { $people } (mean { $mean })
answers-basis = From questionnaires: { $groups }. { $aggregate }. Refused: { $refused }.
answers-basis-few = Too few questionnaires (at least { $least } a group): { $groups }. Refused: { $refused }.
answers-forms = Forms
answers-none = No forms yet. Type a number above and press Enter, or take in online answers.
answers-answered = Answered
answers-no-consent = Did not agree
answers-differ =
    { $count ->
        [0] two readings, the same
        [one] two readings, { $count } difference
       *[other] two readings, { $count } differences
    }
answers-is-checked = checked
answers-continue = Continue
answers-correct = Correct
answers-show-all = Show all { $count }
answers-settle = Settle
answers-settle-title = Two readings of number { $number }
answers-settle-hint = Look at the paper. 1 takes the first reading, 2 the second, Enter settles.
answers-settle-twice = Two people typed this number without knowing of each other. Look at the paper: 1 takes the first reading, 2 the second, Enter settles.
answers-erase = Erase…
answers-erase-title = Erase number { $number }
answers-erase-hint = The answers of this form, of every reading of it, go for good, here and wherever the survey is merged. That there was a form stays. This cannot be undone.
answers-checked = Number { $number } is checked.

intake-title = Online answers
intake-choose = Choose a table
intake-hint = XLSX or CSV, with headings in the first row.
intake-given = { $field } of all rows
intake-column = Column
intake-sample = First row
intake-field = Goes into
intake-leave = left out
intake-counts = { $fresh } new, { $known } known already, { $refused } refused
intake-line = Line { $line }:
intake-take = Take { $count }
intake-done = Taken: { $taken }. Known already: { $known }. Refused: { $refused }. Ctrl+Z takes it back.

forms-print = Print forms
forms-guide = Print interview guide
forms-language = Languages
forms-first = First number
forms-count = How many forms
print-file = File
print-done = Written
forms-write = Write PDF

## Interviews

talks-consent = Ask for consent
talks-agreed = Agreed: begin
talks-refused = Did not agree
talks-hint = No names are taken. What is said can be erased at any time.
talks-none = No interviews yet. Read the text above to the person, then press “Agreed”.
talks-answered =
    { $count ->
        [one] { $count } answer
       *[other] { $count } answers
    }
talks-withheld = content erased or sealed
talks-identity = Name and contact (only if the person wants it)
talks-name = Name
talks-erase = Erase what was said…
talks-erase-hint = What this person said, and name and contact, go for good, here and wherever the survey is merged. That there was an interview stays. This cannot be undone.
talks-erase-do = Erase for good
talks-erased = Erased.

## Samples by lot

sample-title = Full list and sample
sample-list = Full list
sample-list-hint = Paste cells or choose a table: name, area, kind, position. A first row with headings is recognised.
sample-look = Look at it
sample-add = Add { $count } in reserve
sample-added = Added { $added } in reserve; { $known } were there already.
sample-found = { $count ->
    [one] One unit
   *[other] { $count } units
}
sample-draw = Draw by lot
sample-draw-hint = By area and kind in proportion. The seed is recorded: anyone can draw the same sample again.
sample-count = How many
sample-seed = Seed (empty: a new one)
sample-do = Draw
sample-drawn = Drawn { $drawn } of { $of }, seed { $seed }. Ctrl+Z takes it back.
sample-was-drawn = Drawn with seed { $seed }: { $drawn } of { $of }.
sample-area = Area
sample-kind = Kind
sample-rank = Lot
sample-replace = Save, next reserve steps in
sample-replaced = { $unit } steps in.

## Data requests

page-requests = Data requests
requests-proposed = What can be asked for
requests-proposed-lead = By the framework, these bodies hold the data of these indicators. Tick whom to ask: each gets a letter of its own.
requests-none-left = Everything this round needs is on a request already.
requests-draft = Draft ({ $count })
requests-drafted = { $count ->
    [one] { $count } request drafted
   *[other] { $count } requests drafted
 }
requests-list = Requests
requests-none = No requests yet. Tick whom to ask below and draft the first ones.
requests-count = { $count ->
    [one] { $count } indicator
   *[other] { $count } indicators
 }
requests-open = { $count } still without a value
requests-letter = Letter…
requests-letter-title = Letter of request
requests-letter-lead = Writes a PDF for the record and a DOCX for editing.
requests-letter-write = Write
requests-letter-done = The letter is written.
requests-letter-path = Where to put the PDF
requests-refusal = Record { $count } empty as not obtained
requests-refusal-done = { $count ->
    [one] { $count } indicator recorded as not obtained; it can be undone
   *[other] { $count } indicators recorded as not obtained; it can be undone
 }
requests-source = Fill in the sources
requests-source-done = { $count ->
    [one] { $count } source filled in
   *[other] { $count } sources filled in
 }
requests-source-kept = All sources stood already; nothing changed
requests-attach = Attach the answer
requests-attached = Answer attached
requests-remove = Remove this request
requests-removed = Removed; it can be undone

## Second readings

page-readings = Readings
readings-lead = Part of the indicators are drawn and read again by another person who does not see the first value. Both are shown once the second is saved. Where no reader is named, the first value is hidden from everybody but its recorder, whoever has the sheet or the route, and administrators.
readings-none = Nothing was drawn for this community and round yet.
readings-share = Share to draw (%)
readings-seed = Seed (optional)
readings-draw = Draw for this community
readings-draw-all = Draw for all that have none
readings-drawn = Seed: { $seeds }
readings-done = { $done } of { $all } read
readings-assign-all = Assign all to…
readings-reader = Second reader
readings-anyone = anyone
readings-result = What you read
readings-save = Save the reading
readings-save-hint = It cannot be changed afterwards.
readings-known = You can see the first value; somebody else has to read it, or a reader has to be named first.
readings-own = You recorded the first value; another person has to read it.
readings-other = To be read by { $person }.
readings-waiting = Read; the first value is not there yet.
readings-first = First ({ $person })
readings-second = Second ({ $person })
readings-agrees = agrees
readings-differs = differs
readings-left-out = { $count ->
    [one] One cell waits
   *[other] { $count } cells wait
 } for a second reading. Until then they count as not recorded, and their first values are not shown.
readings-go = Read them

## Closed rounds

late-ask = Round { $round } is closed. Why you still record for it:
late-hint = for example: answered on 20 May
sheet-late = After closing
sheet-blind = To be read a second time: the first value is hidden until a reading is saved.
page-map = Map
map-tool = Tool
map-tool-look = Look
map-tool-place = Place
map-tool-outline = Draw the outline
map-tool-path = Draw a walk
map-tool-rings = Walking distance
map-all = Show all
map-background = Background map…
map-background-off = Remove the background “{ $name }”
map-label = Sketch map of the community; things shown: { $count }
map-help = Drag or press the arrow keys to move (with Shift a little), turn the wheel or press + and − to zoom. Click or press Enter to choose or add a point there (by keyboard: at the cross in the middle); Backspace takes the last point away.
map-legend = Legend
map-signs = Units: filled when answered in full. Findings: filled while open.
map-kind-unit = Units
map-kind-photo = Photos
map-kind-visit = Visits
map-kind-finding = Findings
map-within = Within, as the crow flies
map-things = Things shown
map-choose-middle = Choose a point on the map to see 300, 500, 800 and 1,000 m around it.
map-remove = Delete
map-unplaced =
    { $count ->
        [1] 1 unit has no position yet; give it one in the sample lists:
       *[other] { $count } units have no position yet; give them one in the sample lists:
    }
map-list = On the map
map-sought = Find by name
map-more =
    { $count ->
        [1] 1 more is not listed; type a name to find it.
       *[other] { $count } more are not listed; type a name to find them.
    }
map-points-outline = Points of the outline
map-points-path = Points of the walk
map-points-hint = One point a line: latitude, longitude (WGS-84). An empty line begins another part of an outline.
map-read = Read { $points } points from the file. Look at them, then save.
map-read-thinned = The file has { $points } points; { $kept } are left, nowhere more than { $metres } m off. Look at them, then save.
map-save = Save
map-back = Take the last point away
map-revert = Discard what is not saved
map-import = Import GeoJSON…
map-spot = Chosen place
map-to-place = Fill in here
map-move = Move
map-place-what = What to place
map-place-which = Find
map-place-text = A new finding: what was found
map-place-hint = Press on the map, or move it and press Enter to put it under the cross in the middle. Ctrl+Z takes it back.
map-place-first = Choose first what to place.
map-place-none-unit = This community has no units yet.
map-place-none-visit = There is no visit to this community in this round yet.
map-without-place = Without a place
map-with-place = With a place
map-placed = Placed: { $name }
map-system = Coordinates
map-system-gcj02 = Only for finding the place in Chinese map services. The survey always records WGS-84.
map-copy = Copy
map-copied = Copied
map-copy-selected = The coordinates are selected: press Ctrl+C to copy them
map-centre-here = Make this the community's centre

page-day = Day plan
day-lead = A way and times for what is still missing on site, by the hours in which it is to be observed, the minutes it takes and the distances between places.
day-first = First day
day-days = Days
day-teams = Members of the teams (one team a line)
day-time = Time
day-place = Place
day-asked = Indicators
day-window = Hours and minutes
day-whole = The whole community
day-minutes = { $minutes } min
day-packing = Take along:
day-and = {", "}
day-left =
    { $count ->
        [1] No room in these days: 1 place
       *[other] No room in these days: { $count } places
    }
day-nothing = Nothing is missing on site, or these days are outside the hours in which it is to be observed.
day-print = Print the day plan
off-hours = recorded outside its hours ({ $hours })
guide-hours = (checked as { $hours })
sheet-off-hours = Recorded outside the hours in which it is to be observed ({ $hours })

## Writing tables

page-tables = Tables
page-tables-lead = Writes what was recorded and worked out for Excel, WPS and the like, with a data dictionary. Positions, and personal information of people interviewed, are left out.
page-tables-table = Contents
page-tables-format = Form
page-tables-all-rounds = All rounds
page-tables-last-round = As of the last round
page-tables-path = File of the table
page-tables-write = Write the table
page-tables-done = The table is written
page-tables-dictionary = Data dictionary:
page-tables-rows =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
phase-table = Writing the table

## Scores in detail

scores-range = { $low }–{ $high }
scores-least = A dashed frame: too little data (coverage below { $least }%), so only the possible range, and no rank. Ranks written as a span: the communities are not told apart. Press a field for what stands behind it, a heading to sort.
scores-pairwise = Scores are weighed by comparison in pairs, not by the framework; highest consistency ratio { $ratio }.
scores-radar = Scores of the nine scenarios
scores-compare-with = Compare with
scores-rests-on = Rests on
scores-sample = sample { $a } / { $b }, 95% interval { $low }–{ $high }%
scores-gaps = Gaps and remedies
scores-no-gaps = No gaps, or no values yet.
scores-gain = closing it adds { $points } points
scores-needs-at-least = at least { $units } of { $of }
scores-needs-at-most = at most { $units } of { $of }
scores-no-project = No project yet
scores-all-gaps = Show all { $count }
scores-confirm-na = Confirm: not applicable
