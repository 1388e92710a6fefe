### The words of the assessment reports.

report-title = { $scenario }: scenario assessment report
report-subject = Results as of round { $round }
report-kind = Scenario assessment report
report-scenario-number = Scenario { $code }
report-page = Page { $page } of { $count }
report-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }
report-period = { $from } to { $to }
report-chapter = { $number }  { $title }
report-section = { $number }  { $title }
report-table = Table { $number }  { $title }
report-figure = Figure { $number }
report-contents = Contents

## Cover

report-cover-communities = Communities
report-cover-round = As of round
report-cover-date = Date
report-cover-organisation = Prepared by
report-cover-survey = Survey
report-none-given = not given

## Notice

report-notice = About this report
report-notice-status = Framework: { $status }
report-notice-demo = This report is made from demo data: the names of the communities are real; all values, remarks and photos are invented by the program, say nothing about any community and must not be quoted.
report-notice-result = The report gives the results at the end of round { $round }: for every community and indicator the latest record up to that round. A value carried over from an earlier round shows its round.
report-notice-score = Scores run from 0 to 100 and are measured against the targets of each community's stage. Indicators not obtained or not filled in are left out and never replaced by a guess. Binding indicators are counted as met or missed; no other score makes up for one that is missed.
report-notice-coverage = Coverage is the share of applicable indicators that have been assessed. Below { $least } % the result is marked “too little data”: the score is for orientation only and should not be compared.
report-notice-pairwise = The scores of this report are weighed by comparison in pairs and not by the framework; the highest consistency ratio is { $ratio }, up to 0.1 being consistent.

## Overview

report-overview = Overview
report-overview-definition = This scenario: { $definition }
report-overview-scope = { $communities ->
    [one] This report covers one community,
   *[other] This report covers { $communities } communities,
 } { $items } items and { $indicators } indicators, { $binding } of them binding.
report-overview-nothing = As of round { $round } nothing has been assessed for this scenario in the chosen communities. The tables below list what is to be assessed.
report-tile-communities = Communities
report-tile-coverage = Mean coverage
report-tile-met = Binding met
report-tile-missed = Binding missed
report-tile-open = Binding open
report-overview-table = Score, coverage and binding indicators by community
report-overview-note = Bars show the score; a full bar is 100. Communities stand in the order of the framework, not by rank.
report-too-little = too little data
report-bar = Score
report-stage-assumed = { $stage } (assumed)
report-of = { $a }/{ $b }
report-percent = { $value } %

## Scores of the items

report-items = Scores by item
report-items-lead = Each cell gives the score of an item; below it the number of indicators assessed and applicable.
report-items-table = Item scores by community
report-items-all = Scenario

## Binding indicators

report-compliance = Binding indicators
report-compliance-lead = Binding indicators must be met. A community with any one missed is “not met”; one with none missed but data lacking is “open”.
report-compliance-none = This scenario has no binding indicator.
report-compliance-table = Binding indicators met and missed
report-compliance-conclusion = Result
report-missed-table = Binding indicators missed
report-missed-none = As of round { $round } no binding indicator is missed.
report-open-table = Binding indicators still open
report-open-no-value = no value yet
report-open-unconfirmed = recorded as not applicable, to be confirmed by an administrator

## Indicator tables

report-indicators = Indicators by community
report-indicators-lead = One table for each community, with the rounds side by side. Binding indicators are set in bold. Values in grey are carried over from an earlier round, which is named.
report-indicators-table = Indicators of { $community }
report-indicators-stage = Stage: { $stage }. Score { $score }, coverage { $coverage }.
report-column-indicator = Indicator
report-column-target = Target
report-column-score = Score
report-column-met = Verdict
report-column-result = Result
report-met = met
report-missed = missed
report-carried = from round { $round }
report-conflict = to be verified
report-stage-not-applicable = not for this stage
report-cell-reason = Round { $round }, { $state }: { $reason }
report-indicators-note = 18/24 (75.0 %) means that 18 of 24 units comply; “None” that the thing should exist and does not, which scores 0; “not applicable” is left out of the score; a dash that the round has no record.

## Photos

report-photos = Photos
report-photos-lead = Photos are ordered by community and show place, date, round and the indicator they support.
report-photos-none = As of round { $round } there are no photos for this scenario in the chosen communities.
report-photo-missing = The photo file is not on this computer. Merge a survey file that carries it and make the report again.
report-photo-indicator = indicator { $indicator }

## Appendix

report-appendix = Appendix: basis and provenance
report-appendix-lead = The same survey, settings, photos and program version give the same report, byte for byte. To verify, compare the digest.
report-appendix-table = Basis and settings
report-appendix-framework = Framework
report-appendix-rounds = Rounds
report-appendix-communities = Communities
report-appendix-round-line = { $name } ({ $period })
report-appendix-least = Limit for too little data
report-appendix-least-value = coverage below { $least } %
report-appendix-photos = Photos
report-appendix-photos-value = { $count }, of which { $missing } without their file on this computer
report-appendix-digest = Digest of the survey
report-appendix-program = Program
report-appendix-program-value = Tanfang { $version }
report-appendix-language = Language
report-appendix-language-value = English

## Receipt of a merge

report-receipt-title = Receipt of a merge
report-receipt-lead = Which survey files were merged, what each brought, and what is missing. Every photo was verified by its content.
report-receipt-by = Merged by
report-receipt-at = Merged at
report-receipt-new = New changes
report-receipt-known = Known
report-receipt-conflicts = New conflicts
report-receipt-photos = Photos and files
report-receipt-photos-of = { $verified } of { $expected } verified
report-receipt-open = Conflicts to settle
report-receipt-files = The survey files
report-receipt-file = Survey file
report-receipt-outcome = Outcome
report-receipt-merged = Merged
report-receipt-is-known = Nothing new in it
report-receipt-refused = Not merged

## The letter of a data request

report-letter-title = Request for data on { $community }
report-letter-to = To: { $holder }
report-letter-why = { $organisation } is carrying out “{ $survey }” (round { $round }). For { $community } we ask you for the data behind the indicators below, and thank you for your help.
report-letter-extent = Area covered
report-letter-period = Reference period
report-letter-due = Reply by
report-letter-author = Contact
report-letter-open = to be agreed
report-letter-indicators = What is asked for
report-letter-code = Code
report-letter-indicator = Indicator
report-letter-definition = Definition
report-letter-unit = Unit
report-letter-value = Value
report-letter-yes-no = yes / no
report-letter-how = How to fill it in
report-letter-how-figures = Please follow the definitions in the table; where your figures are defined otherwise, say how they differ. Where a share is asked for, give both of its parts.
report-letter-how-source = Please name the source, document number, date and period of the data; for published data the place of publication is enough.
report-letter-how-none = Where the thing does not exist, write “none”. Where data cannot be given, say why: it is then recorded as not obtained and not estimated.
report-letter-how-people = Please send no names, identity numbers or other personal data; totals are all that is needed.
report-letter-close = With kind regards,
report-docx-note = Copy for editing. The PDF made with it is the copy for the record.
## Field sheets on paper

report-paper-places = Field sheets by place
report-paper-blank = blank
report-paper-filled = with what stands
report-paper-head = Date __________   from _______ to _______   by ____________________   weather _______
report-paper-route = The places follow a walking route. When you type them in, choose “along the route” on the page “By place”: the order is the same.
report-paper-leg = about { $metres } m from the place before, as the crow flies
report-paper-times = arrived ________   left ________
report-paper-minutes = about { $minutes } min
report-paper-photo = photo required
report-paper-conflict = records differ; this is one of them
report-paper-units = observed one by one: { $list }
report-paper-asked = Indicator
report-paper-value = Result
report-paper-remark = Remark, photo numbers
report-paper-guidance = How to observe

## Plan of days

report-day-title = Day plan
report-day-lead = Only what is still missing and seen or measured on site. Times follow the hours in which an indicator is to be observed, the minutes it takes and the way between places; change them as the day goes.
report-day-packing = Take along
report-day-time = Time
report-day-place = Place
report-day-window = Hours
report-day-left = No room in these days

report-all = All reports
report-index-name = 00 Contents
report-index-title = Reports of this round
report-index-lead = { $count } reports. Size and BLAKE3 hash of each file stand in { $manifest }.
report-index-round = As of
report-index-date = Date
report-index-report = Report
report-index-file = File
report-index-pages = Pages
report-index-size = Size
