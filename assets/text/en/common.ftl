### Names shared by every surface: the product, the terms of the field, the states of a value, counts.

app-name = Tanfang
app-name-full = Tanfang · field research in international talent communities
app-purpose = Offline field research for the capital's international talent communities

# Stands on every page and every screen of a demo survey.
demo-mark = Demo data, not survey results
demo-meaning = This survey was made by the program for demonstration and practice. It can never be merged with a real one.
read-only-mark = Read only

language-zh = 中文
language-en = English

## The framework

framework = Framework
framework-version = { $id }, version { $version }
orientation = Orientation
scenario = Scenario
item = Item
indicator = Indicator
scenario-numbered = Scenario { $code } { $name }
item-numbered = { $code } { $name }
indicator-numbered = { $code } { $name }

kind = Kind
kind-binding = Binding
kind-expected = Expected
kind-binding-short = B
kind-expected-short = E

value-type-yes-no = Yes or no
value-type-count = Count
value-type-percent = Percent
value-type-number = Number
value-type-rating = Rating

direction-at-least = At least
direction-at-most = At most
direction-between = Between

method-site = Seen on site
method-measure = Measured
method-records = From records
method-questionnaire = Questionnaire
method-interview = Interview
method-map = From the map

when-any = Any time
when-daytime = Daytime
when-morning-peak = Morning peak
when-evening = Evening
when-night = Night
when-workday = Workday
when-weekend = Weekend
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

photo-need-required = Photo required
photo-need-optional = Photo optional
photo-need-none = No photo needed

aggregate-direct = Entered directly
aggregate-share = Share of units that pass
aggregate-count = Number of units that pass
aggregate-sum = Sum over the units
aggregate-ratio-of-sums = Sum of numerators over sum of denominators
aggregate-min = Smallest of the units
aggregate-max = Largest of the units
aggregate-mean = Mean of the units
aggregate-median = Median of the units
aggregate-lower-group = Lower of the groups' means
aggregate-worst = Centre point with the lowest score

target = Target
target-at-least = ≥ { $target }
target-at-most = ≤ { $target }
target-between = { $target }–{ $upper }
unit-of-measure = Unit of measure
guidance = Guidance
basis = Basis
basis-grade-a = Public source
basis-grade-b = Source known, value to be re-read
basis-grade-c = Proposal of the draft
remedy = Remedy
remedy-type-planning = Planning
remedy-type-construction = Construction
remedy-type-upgrade = Upgrade
remedy-type-activity = Activity

## Communities and rounds

survey = Survey
organisation = Organisation
community = Community
communities = Communities
stage = Stage
stage-built = Built
stage-building = Building
stage-new = New
stage-built-guidance = Retrofit and upgrade
stage-building-guidance = Absorb and integrate
stage-new-guidance = Planning leads
stage-basis-stated = Stated in public sources
stage-basis-assumption = Assumed by the draft

round = Round
round-numbered = Round { $round }
round-short = R{ $round }
round-baseline = Baseline
round-in-depth = In-depth
round-verification = Verification
round-state-planned = Planned
round-state-open = Open
round-state-closed = Closed
reference-period = Reference period
visit = Visit
person = Person
author = Recorded by
device = Device

## What is recorded

sheet = Sheet
sheet-state-draft = Draft
sheet-state-submitted = Submitted
sheet-state-returned = Returned
sheet-state-approved = Approved
sheet-changed-since-approval = Changed since approval
assessment = Assessment
observation = Observation
reading = Second reading
concordance = Concordance
unit = Unit
units = Units
list = Sample list
unit-state-in = In the sample
unit-state-reserve = Reserve
unit-state-replaced = Replaced
unit-state-closed = Closed
evidence = Evidence
photo = Photo
photos = Photos
document = Document
caption = Caption
interview = Interview
finding = Finding
question = Question
project = Project
policy = Policy
case = Case
resource = Resource
position = Position
date = Date
time = Time
remark = Remark
reason = Reason
to-verify = To verify
source = Source

## States of a value

value = Value
value-of = { $a } of { $b }
state = State
state-value = Value
state-absent = Absent
state-not-applicable = Not applicable
state-not-obtained = Not obtained
state-empty = Not recorded
# Short forms that take the place of a number in reports and tables.
print-absent = None
print-not-applicable = n/a
print-not-obtained = Not obtained
print-empty = –
answer-yes = Yes
answer-no = No
computed = Computed from observations
typed = Entered directly
carried-from = From round { $round }
observed-of = { $done } of { $all } observed

## Results

score = Score
coverage = Coverage
compliance = Compliance
compliance-met = Met
compliance-not-met = Not met
compliance-open = Open
binding-met = Met
binding-missed = Missed
binding-open = Open
binding-na = Not applicable
target-met = Target met
target-missed = Target missed
gap = Gap
change = Change
rank = Rank
range = Range
too-little-data = Too little data
no-score = No score yet

## Handing over and merging

survey-file = Survey file
merge = Merge
conflict = Conflict
conflicts = Conflicts
conflict-kind-value = Different values
conflict-kind-life = Deleted here, edited there
conflict-kind-link = Linked here, unlinked there
conflict-kind-fork = Two histories of one device
clock-doubtful = Clock doubtful
journal-change = Change
digest = Digest

## Counts and punctuation

count-communities = { $count ->
    [one] { $count } community
   *[other] { $count } communities
 }
count-indicators = { $count ->
    [one] { $count } indicator
   *[other] { $count } indicators
 }
count-units = { $count ->
    [one] { $count } unit
   *[other] { $count } units
 }
count-observations = { $count ->
    [one] { $count } observation
   *[other] { $count } observations
 }
count-photos = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
 }
count-documents = { $count ->
    [one] { $count } document
   *[other] { $count } documents
 }
count-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
 }
count-conflicts = { $count ->
    [one] { $count } conflict
   *[other] { $count } conflicts
 }
count-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
count-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
 }
list-separator = {", "}
clause-separator = {"; "}
colon = {": "}
parenthesised = {" "}({ $text })
confirmed-on-site = as in the round before, confirmed on site

## Data requests

request-refused = refused by { $holder }
request-refused-on = refused by { $holder } on { $date }
request-extent = { $name }, { $district }

## Exported tables

table-assessments = Assessments
table-observations = Observations
table-scores = Scores
table-gaps = Gaps
table-photos = Photos and documents
table-conflicts = Conflicts
table-feedback = Comments received

## What differs between two states, and why

differs-whole = all
differs-value = Value
differs-conflict = Agreement
differs-score = Score
differs-coverage = Coverage
differs-compliance = Binding indicators
differs-rank = Place
differs-contested = in conflict
differs-settled = settled
differs-binding = met { $met }, missed { $missed }, open { $open }, not applicable { $na }
turn-came = new
turn-went = gone
turn-changed = changed
cause-recorded = recorded
cause-corrected = corrected
cause-confirmed = confirmed
cause-resolved = conflict resolved
cause-cleared = cleared
cause-deleted = deleted
cause-restored = brought back
cause-setting = setting changed
cause-community = community changed
cause-units = units changed
cause-merged = came by a merge
cause-withdrawn = not on the second side
