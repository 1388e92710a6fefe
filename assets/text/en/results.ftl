### The consultant's pages: scores, weights, projects, reports.

## Scores

scores-stage-mean = { $stage }, mean of { $count }
scores-since = since round { $round }
scores-to-sheet = Open the sheet
scores-awaits = Waits for an administrator ({ $names }) to confirm that it does not apply
scores-case = Case: { $title }, { $place }
scores-lesson = Lesson
scores-advice = Zone guidance
scores-units = Units { $count }
scores-photos = Photos { $count }
scores-no-units = This indicator is not observed unit by unit, or there are no units yet.
scores-of-units = from { $observed } of { $units } units
scores-communities = Communities { $shown }/{ $all }
scores-show = Fields show
scores-compared-with = Compared with
scores-change-legend = Only indicators with a value in both rounds are compared, and both scores are taken over that same set; striped fields fell. Press a field for what stands behind it, a heading to sort.
scores-stability = How sure is the order?
scores-stability-lead = Every weight is varied by chance within ±20%, { $runs } times, to see whether each community keeps its place. Without a chosen scenario the totals are compared.
scores-place = Place
scores-places = Best to worst
scores-kept = Place kept
scores-span = Scores
scores-waiting = Working out the scores…
scores-trying = Trying other weights…

## Weights

weights-title = Weights
weights-lead = Compare siblings in pairs – scenarios, items or indicators: which matters more, and how many times as much. Once a set is complete it gives weights and a consistency ratio (consistent up to 0.10). Sets without judgements keep the framework's weights.
weights-on = Scores are now weighed by comparison in pairs.
weights-off = Scores are now weighed by the framework.
weights-standing = Sets complete: { $whole }; in part: { $part }; contradicting themselves: { $contradicting }.
weights-use = Weigh by these
weights-stop = Weigh by the framework again
weights-set = Set to compare
weights-scenarios = The scenarios
weights-one = First
weights-other = Second
weights-judgement = Which matters more
weights-pair = { $one } compared with { $other }
weights-open = not compared
weights-equal = equally important
weights-first = ← the first, { $times } times
weights-second = the second, { $times } times →
weights-framework = Framework
weights-judged = By comparison
weights-judged-of = { $judged } of { $pairs } pairs compared; weights follow once all are.
weights-consistent = Consistency ratio { $ratio }: the judgements agree with each other.
weights-contradicting = Consistency ratio { $ratio }, above 0.10: the judgements contradict each other. Look again at the pairs that differ most.

## Projects

page-projects = Projects
projects-everywhere = All communities
projects-new = Name of a new project, then Enter
projects-find = Find by name, place or who is at it
projects-kind = Kind of project
projects-any-state = Any state
projects-any-kind = Any kind
projects-any-scenario = Any scenario
projects-count = { $shown } of { $all }
projects-none = No projects yet.
projects-from-gaps = Make one from a gap on the scores page
projects-none-found = No project matches.
projects-no-gap = closes no gap yet
projects-gaps = Gaps it is to close (indicators)
projects-gap-add = Add an indicator…
projects-gap-off = Take off indicator { $indicator }
projects-removed = Project removed. Ctrl+Z brings it back.
projects-name-for = Close the gap “{ $indicator }”
projects-make = Make a project
projects-addressing = Projects

## Reports

report-room-draft = Draft
report-room-issued = Issued
report-room-comments = Comments
report-room-tables = Tables
report-which = Kind of report
report-all-at-once = All reports at once
report-all-lead = The reports of all scenarios and the overview are written into one folder, with an index page and a list of hashes.
report-each-language = Chinese and English, a file each
report-each-community = With a report of each community
report-ranking = Print ranks for the working group too
report-comments = Print the comments received for the working group too
report-folder = Folder
report-missing-photos = { $count } photo files are not here
report-withheld-photos = { $count ->
    [one] One photo
   *[other] { $count } photos
} left out for the people on them
report-all-done = { $count ->
    [one] One report
   *[other] { $count } reports
} written
report-stopped = Stopped. No report was written.
report-all-stopped = Stopped. The reports already written stay in the folder, without an index.
report-open-index = Open the index
builder-title = Sections, photos and own texts
builder-changed = changed
builder-keys = Alt+↑↓ moves a section
builder-reset = Restore default
builder-up = Move up: { $section }
builder-up-short = Move up
builder-down = Move down: { $section }
builder-down-short = Move down
builder-moved = Now section { $place } of { $of }
builder-photos-open = Photos
builder-photos = Photos in the report
builder-photos-all = All
builder-photos-chosen = Chosen
builder-photos-count = { $on } of { $all } shown
builder-photos-keys = ↑↓ walks, Space chooses, Alt+↑↓ moves
builder-photos-none = There is no photo that this report could show.
builder-photos-looking = Looking for photos…
builder-photos-one = Choose at least one photo, or leave out the section “Photos”.
builder-photo-drag = Drag to move
builder-photo-moved = Now photo { $place } of { $of }
builder-text = Text
builder-text-add = Add a text
builder-text-here = in this report alone
builder-text-everywhere = in every report of this kind
builder-text-removed = Text removed. Ctrl+Z brings it back.
imprint-title = Cover and imprint
imprint-title-label = Title
imprint-author-label = Author
imprint-organisation-label = Organisation
imprint-number-label = Number
imprint-classification-label = Classification
imprint-logo = Choose a logo…
layout-title = Saved layouts
layout-name = Name of the layout
layout-kept = Layout “{ $name }” saved.
preview-title = Preview
preview-none = The preview appears here.
preview-waiting = Laying out…
preview-before = Previous page
preview-after = Next page
preview-page = Page
preview-headings = Go to a heading
preview-zoom = Zoom
preview-fit = Whole page
preview-at = Page { $page } of { $pages }; PageUp and PageDown turn, + and − zoom
issue-open = Issue…
issue-title = Issue the report
issue-lead = An issued report is kept in the survey with its number, its recipients and the state it shows, and can be written again exactly as it was.
issue-number = Number
issue-looking = Looking for what is not settled…
issue-unsettled = { $count ->
    [one] One number in this report is
   *[other] { $count } numbers in this report are
} in conflict or to be verified
issue-reason = Why it is issued all the same
issue-settled = Nothing is in conflict or to be verified.
issue-stopped = Stopped. Nothing was issued.
issue-go = Issue
issue-done = Issued under number { $number }.
issued-none = No report has been issued yet. Issue one from the draft: “Issue…”.
issued-twice = number used twice
issued-acknowledged = unsettled numbers
issued-more = and { $count } more
issued-files = Files
issued-since = Since then
issued-asking = Comparing…
issued-unknown = cannot be compared
issued-missing = not all it rests on is on this laptop
issued-same = no number has changed
issued-changed = { $count ->
    [one] One number has
   *[other] { $count } numbers have
} changed
issued-compare = Compare with
issued-now = the survey now
issued-compare-go = List what differs
issued-again = Write again, as issued, to
issued-again-hint = Written from the state it was issued from; a name that ends in .docx gives a Word file.
issued-again-go = Write again
issued-again-same = the same bytes as then
issued-again-other = not the same bytes: another version of the program, another format, or photos that are missing
compare-numbers = { $count ->
    [one] One number differs
   *[other] { $count } numbers differ
}
compare-means = With means
compare-before = Then
compare-after = Other side
compare-why = Why
compare-what = What changed
compare-things = Findings, projects, comments, texts and photos that differ: { $count }
compare-not-there = not there
compare-settled = settled
compare-binding = binding: { $met } met, { $missed } missed, { $open } open
compare-elsewhere = follows from other changes (units, stage or settings)
comments-lead = What offices say about a report sent out for comment: about which cell, who, the answer, the outcome. Offices, not people.
comments-no-report = No report in particular
comments-new = What they object to, then Enter
comments-find = Find by office, objection or answer
comments-any = Any outcome
comments-none = No comments yet.
comments-removed = Comment removed. Ctrl+Z brings it back.

## What the window says differently

window-as-of-unknown = Nothing here is called “{ $given }”: no issued report has that number, and no change has a hash that begins so.
window-state-differs = What is here does not give the state that the report was issued from (digest { $digest }). Check the survey in the settings.
window-issue-unknown = No report was issued as “{ $number }”.

## Keys

help-behind = See what stands behind it
help-report-turn = Turn the pages of the preview
help-report-zoom = Preview larger, smaller, whole page
help-report-move = Move a section or photo up or down
