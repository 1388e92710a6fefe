### The words of the assessment reports.

report-title = { $name }: scenario assessment report
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

## Notice

report-notice = About this report
report-notice-status = Framework: { $status }
report-notice-demo = This report is made from demo data: the names of the communities are real; all values, remarks and photos are invented by the program, say nothing about any community and must not be quoted.
report-notice-result = The report gives the results at the end of round { $round }: for every community and indicator the latest record up to that round. A value carried over from an earlier round shows its round.
report-notice-score = Scores run from 0 to 100 and are measured against the targets of each community’s stage. Indicators not obtained or not filled in are left out and never replaced by a guess. Binding indicators are counted as met or missed; no other score makes up for one that is missed.
report-notice-coverage = Coverage is the share of applicable indicators that have been assessed. Below { $least }% the result is marked “too little data”: only the possible range of the score is given, and it takes no part in comparisons.
report-notice-pairwise = The scores of this report are weighed by comparison in pairs, not by the framework; the highest consistency ratio is { $ratio } (up to 0.1 counts as consistent).

## Overview

report-tile-communities = Communities
report-tile-coverage = Mean coverage
report-tile-met = Binding met
report-tile-missed = Binding missed
report-tile-open = Binding open
report-too-little = too little data
report-bar = Score
report-stage-assumed = { $stage } (assumed)
report-of = { $a }/{ $b }
report-percent = { $value }%

## Scores of the items

report-items-table = Item scores by community
report-items-all = Scenario

## Binding indicators

report-compliance = Binding indicators
report-compliance-lead = Binding indicators must be met. A community that misses any one is marked “not met”; one that misses none but lacks data is marked “open”.
report-compliance-none = This scenario has no binding indicator.
report-compliance-table = Binding indicators met and missed
report-compliance-conclusion = Result
report-missed-table = Binding indicators missed
report-missed-none = As of round { $round } no binding indicator is missed.
report-open-table = Binding indicators still open
report-open-no-value = no value yet

## Indicator tables

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
report-indicators-note = 18/24 (75.0%) means that 18 of 24 units comply; “None” means that the thing should exist and does not, which scores 0; “n/a” (not applicable) is left out of the score; “–” means that the round has no record.

## Photos

report-photos = Photos
report-photos-lead = Photos are ordered by community and show place, date, round and the indicator they support.
report-photos-none = As of round { $round } there are no photos for this scenario in the chosen communities.
report-photo-missing = The photo file is not on this computer. Merge a survey file that carries it and make the report again.
report-photo-indicator = indicator { $indicator }

## Appendix

report-appendix-lead = The same survey, settings, photos and program version give the same report, byte for byte. To verify, compare the digest.
report-appendix-table = Basis and settings
report-appendix-framework = Framework
report-appendix-framework-digest = Digest of the framework
report-appendix-rounds = Rounds
report-appendix-communities = Communities
report-appendix-round-line = { $name } ({ $period })
report-appendix-least = Limit for too little data
report-appendix-least-value = coverage below { $least }%
report-appendix-photos = Photos
report-appendix-photos-value = { $count ->
    [0] none
   *[other] { $count }
}{ $missing ->
    [0] {""}
   *[other] , of which { $missing } without the file on this computer
}{ $withheld ->
    [0] {""}
   *[other] ; { $withheld } more left out because they show people or for similar reasons
}
report-appendix-digest = Digest of the survey
report-appendix-program = Program
report-appendix-program-value = Tanfang { $version }
report-appendix-language = Language
report-appendix-language-value = English

## Names of the kinds of reports

report-title-community = { $name }: assessment report
report-title-overview = International talent communities: overall assessment report
report-title-confirmation = { $name }: confirmation of survey results
report-title-album = Survey photos
report-kind-community = Community assessment report

## Numbers

report-chapter-official = { $number }. { $title }
report-section-official = { $number } { $title }

## Cover, readers and settings

report-cover-author = Author
report-cover-number = Number
report-cover-classification = Classification
report-cover-audience = For
report-audience-internal = the survey team
report-audience-group = the working group
report-notice-internal = This report is for the survey team: it contains names of people and statistics on the agreement of second readings. Make an edition for the working group before handing it on.
report-notice-group = This report is for the working group: it names survey teams and dates, not persons; groups with fewer than ten answers are not shown; values that are disputed or need another look are marked “to be verified”.
report-profile-modern = modern
report-profile-official = official document
report-ranking-on = with ranking
report-ranking-off = without ranking
report-comments-on = with comments received
report-comments-off = without comments received
report-weights-own = those of the framework
report-weights-pairs = from comparison in pairs
report-appendix-weights = Weights
report-appendix-profile = Layout
report-appendix-sections = Sections
report-original = [original, in Chinese]
report-original-note = { " " }Some texts exist in Chinese only and are printed as recorded.
report-somebody = a researcher
report-team = survey team { $number }
report-team-unknown = the survey team
report-by = { $who }, { $day }
report-range = { $low }–{ $high }
report-stop = .
report-whole = All
report-stage-none = not set
report-state-unknown = progress not given
report-suppressed = fewer than 10 answers, not shown
report-late = recorded after the round was closed

## Sections

report-section-cover = Cover
report-section-summary = Summary
report-section-method = Method and data quality
report-section-scores = Scores
report-section-heat-map = Scores by community and scenario
report-section-ranking = Ranking and its stability
report-section-stages = Comparison by stage
report-section-communities = Findings, strengths and gaps by community
report-section-measures = Priority measures
report-section-profile = Scenarios and items
report-section-common-gaps = Common gaps
report-section-cases = Practice by country/region
report-section-change = Change over the rounds
report-section-indicators = Indicator tables
report-section-findings = Findings and strengths
report-section-projects = Related projects
report-section-comments = Comments received
report-section-values = Survey results
report-section-signature = Confirmation
report-section-definitions = Appendix: definitions and basis
report-section-terms = Appendix: terms
report-section-rounds = Appendix: rounds, stages, framework version
report-section-provenance = Appendix: where the numbers come from
report-section-settings = Appendix: settings and digest

## Summary

report-summary-definition = This scenario: { $definition }
report-summary-scope = This report covers { $communities ->
    [one] one community
   *[other] { $communities } communities
}, { $items } items and { $indicators } indicators, { $binding } of them binding.
report-summary-scope-community = Stage of { $community }: { $stage }. This report gives its results as of round { $round } in { $scenarios } scenarios, { $items } items and { $indicators } indicators, { $binding } of them binding.
report-summary-scope-overview = This report brings together the results of { $communities ->
    [one] one community
   *[other] { $communities } communities
} as of round { $round } in { $scenarios } scenarios and { $indicators } indicators, { $binding } of them binding.
report-summary-nothing = As of round { $round } nothing has been assessed in the chosen communities. The tables below list what is to be assessed.
report-tile-score = Overall score
report-tile-range = Possible range (too little data)
report-tile-coverage-one = Coverage
report-summary-table = Score, coverage and binding indicators by community
report-summary-scenarios = Score, coverage and binding indicators by scenario
report-summary-note-bars = Bars show the score; a full bar is 100.{" "}
report-summary-note-order = Communities stand in the order of the framework, not by rank.{" "}
report-summary-note-range = Where there is too little data, the range is given: from all missing indicators at 0 to all at 100.{" "}
report-summary-note-change = “Change” is from round { $round }, over the indicators valued in both rounds.
report-summary-gaps = { $count ->
    [one] One gap, { $addressed ->
        [0] without a project
       *[other] with a project
    }
   *[other] { $count } gaps, { $addressed ->
        [0] none of them with a project
       *[other] { $addressed } of them with a project
    }
}. Most important:{ " " }
report-summary-change = Change from round { $from } to round { $to }:{ " " }
report-summary-change-one = { $name } { $before } → { $after } ({ $points }; { $cells ->
    [one] 1 indicator
   *[other] { $cells } indicators
} comparable)

## Method and data quality

report-method-lead = Each indicator is established as the framework says: seen or measured on site, taken from records, or asked about in questionnaires and interviews. Every value comes with who recorded it, when and where, and with its photos. Results take the latest record up to round { $round }; nothing is estimated.
report-method-plan = Plan of this round, and coverage so far
report-method-plan-note = The plan is what this round was to establish. Coverage so far is the share of applicable indicators assessed up to this round. Below { $least }% there is too little data: only the possible range of the score is given, and it takes no part in comparisons.
report-column-planned = Planned
report-column-assessed = Assessed
report-column-not-obtained = Not obtained
report-column-so-far = Coverage so far
report-column-data = Data
report-enough = sufficient
report-nothing-applies = nothing applies
report-doubts = Values to be verified
report-doubts-none = None of the values used in this report is disputed or to be verified.
report-doubts-note = { $conflicts } disputed, { $verify } to be verified. A disputed indicator counts with its provisional value; the small print gives the range of scores that the disputed values lead to.
report-doubts-note-group = { $count ->
    [one] One value is
   *[other] { $count } values are
} to be verified; the provisional ones are used for now.
report-sides = score { $range }
report-column-state = State
report-conflict-open = disputed, not settled
report-samples = Shares found in samples, with 95% confidence intervals
report-samples-none = All shares in this report were counted in full; nothing was sampled.
report-samples-note = Samples are given as n/N: those that comply, out of those observed. Intervals are Wilson intervals, in percent, and show the effect of chance in sampling.
report-column-sample = Sample
report-column-value = Value
report-column-interval = 95% interval
report-groups = Answers by group
report-groups-note = Means are in the points of the indicator’s definition; shares are of those whose answer complies.
report-groups-hidden = Means are in the points of the indicator’s definition; shares are of those whose answer complies. Groups of fewer than ten people are given as “<10”, without a mean.
report-column-group = Group
report-column-people = People
report-column-mean = Mean
report-group-none = no group given
report-concordance = Agreement of second readings
report-concordance-none = There were no second readings in this round.
report-concordance-note = Values established a second time by someone who did not know the first; all communities and scenarios together. Agreeing means within the tolerance, or the same state. κ is Cohen’s coefficient, α Krippendorff’s.
report-column-type = Type of value
report-column-readings = Readings
report-column-agreeing = Agreeing
report-column-coefficient = Coefficient
report-outliers = Values out of line
report-outliers-note = Listed for review; nothing is changed because of them. The robust z-score says how far a value lies from the median of the communities.
report-column-beside = Compared with
report-outlier-communities = median of the communities { $median }, robust z-score { $z }
report-outlier-rounds = { $before } in round { $round }

## Scores

report-scores-lead = Scores run from 0 to 100; the small print below gives the number of indicators assessed and applicable. Where there is too little data, the range is given: from all missing indicators at 0 to all at 100.
report-scores-note = The small print below the score gives the number of indicators assessed and applicable. Where there is too little data, the range is given: from all missing indicators at 0 to all at 100; it takes no part in comparisons.
report-intervals = Uncertainty of the scores
report-intervals-note = Intervals follow from the sampled shares; the “range from disputes” runs from the score with the lowest of the disputed values to that with the highest.
report-intervals-note-group = Intervals follow from the sampled shares and show only the effect of chance in sampling.
report-column-sides = Range from disputes
report-heat-names = Scenarios: { $names }.
report-heat-lead = The darker the field, the higher the score printed in it; hatched fields have too little data and are not compared.
report-heat-figure = Scores by community and scenario
report-radar-figure = Scores of { $community } by scenario
report-radar-stage = mean of the communities of stage “{ $stage }”
report-change-figure = Change of scores from round { $from } to round { $to }
report-heat-table = Scores by community and scenario

## Ranking and stages

report-ranking-lead = Communities with at least { $least }% coverage are ranked. Where intervals overlap, communities cannot be told apart and share a place, written 2–4.
report-ranking-table = Places of the communities
report-ranking-note = Stability: weights at all levels were varied at random within ±20%, a thousand times; given are the span of places and how often the place by score was kept.
report-column-place = Place
report-column-stability = Span of places
report-places = { $first }–{ $last }
report-kept = { $share } unchanged
report-stages-lead = Means over the communities of a stage that have sufficient data.
report-stages-none = No community has sufficient data; stages cannot be compared.
report-stages-table = Mean scores by stage
report-stages-note = Targets differ by stage; scores are measured against those of each stage.
report-stage-of = { $count ->
    [one] 1 community
   *[other] { $count } communities
}

## Binding indicators

report-named-group = { $community } ({ $count })
report-na-table = Binding indicators confirmed as not applicable
report-na-reason = recorded as not applicable
report-na-open = to be confirmed by an administrator

## Communities

report-communities-lead = For each community: the guidance of its stage, strengths, findings, and gaps with what could close them. Binding gaps are listed first, then the others by what closing them would add.
report-guidance = Guidance for the stage “{ $stage }”: { $text }
report-guidance-title = Guidance for the stage “{ $stage }”
report-guidance-scenario = { $name } ({ $count ->
    [one] 1 gap
   *[other] { $count } gaps
}).{ "  " }
report-no-stage = { $community } has no stage, so no targets and no guidance apply. Set its stage first.
report-strengths = Strengths
report-strengths-none = no target is met yet.
report-strengths-more = { " " }{ $count } targets are met in all; those met by the fewest communities are named.
report-strength = { $name } (met by { $met } of { $of ->
    [one] one community
   *[other] { $of } communities
})
report-findings = Findings
report-findings-none = none recorded.
report-findings-table = Findings in { $community }
report-column-number = No.
report-column-finding = Finding
report-column-cause = Cause and advice
report-column-severity = Severity
report-cause = Cause
report-advice = Advice
report-finding-first = found in round { $round }
report-finding-later = round { $round }: { $state }
report-gaps = Gaps
report-gaps-none = none; all assessed targets are met.
report-gaps-no-data = no data yet.
report-gaps-table = Gaps of { $community } and what could close them
report-gaps-note = “Gain” is what closing the gap would add to the community’s overall score; ±0.0 stands for less than 0.05. Binding indicators are set in bold.
report-column-gain = Gain
report-column-remedy = What could close it
report-gap-target = target { $target }
report-need-least = needs { $units } of { $of }
report-need-most = at most { $units } of { $of }
report-remedy = [{ $kind }] { $text }
report-project-none = no project yet
report-project-some = Projects: { $projects }
report-project-named = { $name } ({ $state })
report-case-short = Compare: { $case }
report-case-named = { $place }, “{ $title }”

## Community report and overview

report-measures-lead = Binding gaps are listed first, then the others by what closing them would add; those at the top should be closed first. Where a project addresses a gap, it is named with its progress.
report-profile-table = Scores of { $community } by scenario and item
report-column-scenario = Scenario
report-column-item = Item
report-column-gaps = Gaps
report-common-lead = { $count ->
    [one] One gap is shared by two or more communities.
   *[other] { $count } gaps are shared by two or more communities; the { $shown } shared by most communities are listed.
}
report-common-none = No gap is shared by two or more communities.
report-common-table = Common gaps
report-common-note = “With project” counts the communities where a project addresses the gap.
report-column-addressed = With project

## Cases

report-cases-lead = Practices from about thirty countries and regions, chosen by how well they fit the gaps, to be considered when measures are drawn up.
report-cases-none = No case fits the gaps.
report-cases-table = Practice by country/region
report-cases-note = Compiled from public sources; the fit is judged by the program from the words used. Check before quoting.
report-column-country = Country/region
report-column-practice = Practice
report-column-lesson = What to take from it
report-case-fits = Fits: { $gaps }
report-case-unsure = limited sources, check before quoting

## Change

report-change-lead = Change is reported only over indicators with a value in both rounds, and both scores are taken over that same set, so they may differ from the scores of each round alone.
report-change-none = There is only one round, so there is nothing to compare.
report-change-nothing = Between round { $from } and round { $to } no indicator can be compared.
report-change-table = Change of scores from round { $from } to round { $to }
report-change-note = Changes are worked out before rounding, so the last digit may differ from the difference of the printed scores by 0.1.
report-change-before = Round { $round }
report-column-part = Part
report-column-change = Change
report-column-cells = Comparable
report-movers = Indicators that changed most from round { $from } to round { $to }
report-movers-note = “Change” is in points of the indicator’s score (0–100), not in the unit of the value.
report-column-before = Before
report-column-after = After

## Photos, projects, provenance

report-photos-withheld = { $count ->
    [one] One more photo is left out because it shows people, has not been checked, or lacks consent. Once blurred or checked, it can be included.
   *[other] { $count } more photos are left out because they show people, have not been checked, or lack consent. Once blurred or checked, they can be included.
}
report-projects-lead = Projects that concern the indicators of this report.
report-projects-none = No related project is recorded.
report-projects-table = Related projects
report-comments-lead = Comments received: { $count }. Accepted { $accepted }, partly accepted { $partly }, declined { $declined }, open { $open }.
report-comments-table = Comments received and their outcome
report-comment-report = on report { $number }
report-column-organisation = Organisation
report-column-comment = Comment
report-column-outcome = Outcome
report-column-answer = Answer
report-column-project = Project
report-column-kind = Kind and progress
report-column-closes = Indicators
report-column-who = Departments
report-lead = lead
report-responsible = responsible
report-provenance-internal = Who recorded each value, when, where, and with which photos. Where a value is made up of several units, the latest record is named.
report-provenance-group = Which team recorded each value, when, where, and with which photos. Where a value is made up of several units, the latest record is named.
report-provenance-table = Where the numbers of { $community } come from
report-column-by = Recorded
report-column-where = Place and basis
report-observed = { $list }: { $a } of { $b } observed
report-source = source: { $source }
report-source-period = for { $period }

## Definitions, terms, rounds

report-definitions-lead = Definitions are those used on site; the basis says where the target comes from. Binding indicators are set in bold.
report-definitions-table = Definitions and basis of the indicators
report-column-definition = Definition
report-column-basis = Basis
report-terms-table = Terms
report-column-term = Term
report-rounds-table = Rounds and framework version
report-rounds-note = All rounds are assessed against the one framework that the survey holds now. Below its version are the first { $digits } digits of its digest; the full digest is in the appendix on settings and digest.
report-column-round = Round
report-column-period = Fieldwork
report-column-reference = Reference period
report-stages-of-rounds = Stage of each community in each round
report-column-stage-basis = Basis

## Confirmation form

report-confirm-ask = These are the survey results for { $community } as of round { $round }. Please check them one by one and tick those that are correct. For the others, please give the code, the correct value and the source below.
report-confirm-table = Survey results of { $community }
report-confirm-note = Binding indicators are set in bold. “None” means that the thing should exist and does not; “from round” that the value is carried over.
report-confirm-open = { $count ->
    [one] One more indicator has
   *[other] { $count } more indicators have
} no value yet; please add what you can provide.
report-column-source = Place and basis
report-column-confirmed = Correct
report-sign-lead = Please sign and stamp after checking, and return this form with your corrections.
report-sign-corrections = Corrections (code, correct value, source)
report-sign-opinion = Conclusion
report-sign-choices =
    ☐ confirmed
    ☐ confirmed with the corrections above
    ☐ not confirmed, reasons above
report-sign-name = Signature of the person in charge
report-sign-date = Date
report-sign-stamp = Stamp
report-sign-note = Digest of the survey behind this form: { $digest }

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
report-paper-filled = with existing entries
report-paper-head = Date __________   from _______ to _______   by ____________________   weather _______
report-paper-route = The places follow a walking route. When you type them in, choose “along the route” on the page “By place”: the order is the same.
report-paper-leg = about { $metres } m from the previous place, in a straight line
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
report-day-lead = Only what is still missing and to be seen or measured on site. Times follow the hours in which an indicator is to be observed, the minutes it takes and the way between places; change them as the day goes.
report-day-packing = Take along
report-day-time = Time
report-day-place = Place
report-day-window = Hours
report-day-left = What does not fit into these days

report-all = All reports
report-index-name = 00 Contents
report-index-title = Reports of this round
report-index-lead = { $count ->
    [one] One report.
   *[other] { $count } reports.
} The size and BLAKE3 hash of each file are in { $manifest }.
report-index-round = As of
report-index-date = Date
report-index-report = Report
report-index-file = File
report-index-pages = Pages
report-index-size = Size
