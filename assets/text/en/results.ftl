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
