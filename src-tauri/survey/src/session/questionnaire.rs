//! Questionnaires: forms by number, their second readings, and what the answers come to.

use super::entity::{Entity, Entry, known};
use super::{CellKey, Fault, Seen, Session, Thing, Touched};
use crate::framework::{Aggregate, Bilingual, Indicator, Method, Question, Scale, Scenario, Stage, Topic};
use crate::model::{GROUPS, Noun, Number, Value};
use crate::score::{self, Answers, Person};
use crate::store::NewOp;
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) const RESPONSE: &str = "response";
/// What is written where a person would not answer a question.
pub const REFUSED: &str = "refused";
const ANSWER: &str = "answer/";
/// What two readings of one form are compared by, beside the answers.
const COMPARED: [&str; 3] = ["consent", "group", "language"];
const CHECKED: &str = "checked";
const SECOND_OF: &str = "second_of";

/// Is one questionnaire, with every further reading of the same number that was not compared with it yet.
#[derive(Clone, Debug)]
pub struct Form {
    pub first: Entity,
    pub others: Vec<Entity>,
}

/// Says where two readings of one form differ; a text is empty where there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: String,
    pub first: String,
    pub second: String,
}

/// Holds what stands on printed questionnaires and interview guides.
#[derive(Clone, Debug)]
pub struct FormFigures {
    pub survey: String,
    pub organisation: String,
    pub demo: bool,
    pub community: Bilingual,
    pub round: u32,
    pub questions: Vec<Question>,
    pub scenarios: Vec<Scenario>,
    pub topics: Vec<Topic>,
}

/// Says what the answers to one indicator's questions come to.
#[derive(Clone, Debug)]
pub struct Standing {
    pub indicator: Indicator,
    /// The groups whose answers make the value.
    pub counted: Vec<String>,
    /// People who would answer none of its questions.
    pub refused: usize,
    pub answers: Answers,
}

impl Form {
    /// Names what the form is known by: paper and online forms are numbered apart.
    fn name(entity: &Entity) -> (String, i64) {
        let origin = match entity.text("origin") {
            "" => "paper",
            origin => origin,
        };
        (origin.to_owned(), entity.number("number").unwrap_or_default())
    }

    /// Puts the readings of one community and round together by the number of their forms.
    fn put_together(readings: Vec<Entity>) -> Vec<Self> {
        let mut forms: Vec<Self> = Vec::new();
        let mut places: BTreeMap<(String, i64), usize> = BTreeMap::new();
        let (seconds, firsts): (Vec<Entity>, Vec<Entity>) =
            readings.into_iter().partition(|entity| !entity.text(SECOND_OF).is_empty());
        for entity in firsts.into_iter().chain(seconds) {
            let name = Self::name(&entity);
            match places.get(&name) {
                None => {
                    places.insert(name, forms.len());
                    forms.push(Self { first: entity, others: Vec::new() });
                }
                Some(_) if !entity.text(SECOND_OF).is_empty() && entity.text(CHECKED) == "yes" => {}
                Some(place) => forms[*place].others.push(entity),
            }
        }
        forms
    }

    pub fn consents(&self) -> bool {
        self.first.text("consent") == "yes"
    }
}

/// Lists where two readings differ.
pub(super) fn differences(first: &Entity, second: &Entity) -> Vec<Difference> {
    let of_answers = |entity: &Entity| -> BTreeSet<String> {
        entity.under(ANSWER).map(|(code, _)| format!("{ANSWER}{code}")).collect()
    };
    let fields = COMPARED.iter().map(|field| (*field).to_owned());
    let answers = of_answers(first).union(&of_answers(second)).cloned().collect::<Vec<_>>();
    fields
        .chain(answers)
        .map(|field| Difference { first: first.text(&field).to_owned(), second: second.text(&field).to_owned(), field })
        .filter(|found| found.first != found.second)
        .collect()
}

impl Form {
    /// Lists where a further reading differs from the first.
    pub fn differences(&self, other: &Entity) -> Vec<Difference> {
        differences(&self.first, other)
    }
}

impl Standing {
    /// Gives the value the answers make, as it can be recorded; none while there are too few of them.
    pub fn value(&self) -> Option<Value> {
        if !self.answers.enough {
            return None;
        }
        if let (Some((a, b)), Some(_)) = (self.answers.pair, self.indicator.factor) {
            return Some(Value::Of { a: i64::try_from(a).ok()?, b: i64::try_from(b).ok()? });
        }
        let text = self.answers.value?.display(self.indicator.answer_decimals());
        Number::parse(&text).ok().map(Value::Number)
    }
}

impl Session {
    /// Checks that an answer on a form answers a question of the framework by its scale.
    pub(super) fn check_answer(&self, noun: &Noun, entry: &Entry, text: &str) -> Result<(), Fault> {
        let Some(code) = entry.field.strip_prefix(ANSWER).filter(|_| noun.name == RESPONSE) else { return Ok(()) };
        let question = self.framework.questions.iter().find(|question| question.code == code);
        let question = question.ok_or_else(|| Fault::new("unknown-answer").with("code", code))?;
        if text.is_empty() || text == REFUSED || score::points(question.scale, text).is_some() {
            return Ok(());
        }
        let most = match question.scale {
            Scale::Five => 5,
            Scale::Seven => 7,
            Scale::YesNo => return Err(Fault::new("answer-yes-no").with("code", code).with("text", text)),
        };
        Err(Fault::new("answer-steps").with("code", code).with("most", most).with("text", text))
    }

    /// Gives the forms of a community and round, the oldest first.
    ///
    /// A number that two laptops typed without knowing of each other is one form with two readings.
    pub fn forms(&self, community: &str, round: u32) -> Result<Vec<Form>, Fault> {
        Ok(Form::put_together(self.entities_in(RESPONSE, community, round)?))
    }

    /// Gives the forms of all communities and rounds, each as [`Self::forms`] does.
    pub(super) fn all_forms(&self) -> Result<HashMap<(String, i64), Vec<Form>>, Fault> {
        let mut readings: HashMap<(String, i64), Vec<Entity>> = HashMap::new();
        for entity in self.entities(RESPONSE, "", &[])? {
            let Some(round) = entity.number("round") else { continue };
            readings.entry((entity.text("community").to_owned(), round)).or_default().push(entity);
        }
        Ok(readings.into_iter().map(|(place, readings)| (place, Form::put_together(readings))).collect())
    }

    /// Settles two readings of one form: what was `chosen` goes into the first, which is then checked. Every difference
    /// must be decided.
    pub fn settle_form(&mut self, first: &str, second: &str, chosen: &[(String, String)]) -> Result<Touched, Fault> {
        let read = |key: &str| {
            let thing = Thing { noun: RESPONSE.to_owned(), key: key.to_owned() };
            self.entity(&thing)?.ok_or_else(|| Fault::new("thing-unknown").with("given", thing))
        };
        let (one, other) = (read(first)?, read(second)?);
        if first == second || Form::name(&one) != Form::name(&other) {
            return Err(Fault::new("form-other-number"));
        }
        let mut entries = Vec::new();
        for difference in differences(&one, &other) {
            let found = chosen.iter().find(|(field, _)| *field == difference.field);
            let (field, text) = found.ok_or_else(|| Fault::new("form-undecided"))?;
            if *text != difference.first && *text != difference.second {
                return Err(Fault::new("form-undecided"));
            }
            if *text != difference.first {
                entries.push(Entry::new(field, text));
            }
        }
        // Who turns out not to have agreed leaves no answers.
        if entries.iter().any(|entry| entry.field == "consent" && entry.text == "no") {
            entries.retain(|entry| !entry.field.starts_with(ANSWER));
            entries.extend(one.under(ANSWER).map(|(code, _)| Entry::new(&format!("{ANSWER}{code}"), "")));
        }
        entries.push(Entry::new(CHECKED, "yes"));
        let noun = known(RESPONSE)?;
        let (mut ops, mut detached) = self.ops_of(noun, first, &entries, None)?;
        let marks = [Entry::new(SECOND_OF, first), Entry::new(CHECKED, "yes")];
        let (more, pairs): (Vec<NewOp>, _) = self.ops_of(noun, second, &marks, None)?;
        ops.extend(more);
        detached.extend(pairs);
        self.commit_with(ops, detached)
    }

    /// Takes the answers of a form out for good, those of every reading of its number with them; gives how many went. The
    /// form itself stays, without answers.
    pub fn erase_form(&mut self, key: &str, reason: &str) -> Result<usize, Fault> {
        let thing = |key: &str| Thing { noun: RESPONSE.to_owned(), key: key.to_owned() };
        let form = self.entity(&thing(key))?.ok_or_else(|| Fault::new("thing-unknown").with("given", thing(key)))?;
        let round = form.number("round").and_then(|round| u32::try_from(round).ok()).unwrap_or_default();
        let readings = self.entities_in(RESPONSE, form.text("community"), round)?;
        let same = readings.into_iter().filter(|other| Form::name(other) == Form::name(&form));
        let mut erased = 0;
        for reading in same.collect::<Vec<_>>() {
            match self.erase(&thing(&reading.key), None, reason) {
                Ok(count) => erased += count,
                Err(fault) if fault.code == "erase-nothing" && reading.key != key => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(erased)
    }

    /// Gathers what stands on the questionnaires and interview guides of a community and round.
    pub fn form_figures(&self, community: &str, round: u32) -> Result<FormFigures, Fault> {
        let overview = self.overview()?;
        Ok(FormFigures {
            community: self.community(community)?.name,
            round: self.round(round)?.number,
            survey: overview.name,
            organisation: overview.organisation,
            demo: overview.demo,
            questions: self.framework.questions.clone(),
            scenarios: self.framework.scenarios.clone(),
            topics: self.framework.topics.clone(),
        })
    }

    /// Gives the framework's questions, in the order in which they are asked.
    pub fn questions(&self) -> Vec<Question> {
        self.framework.questions.clone()
    }

    /// Says what the answers come to, indicator by indicator. `counted` names the groups that make the value; where it says
    /// nothing, those do that the guidance names, else the two groups of residents for the lower of two, and whoever answered
    /// for the others.
    pub fn standings(
        &self,
        community: &str,
        round: u32,
        forms: &[Form],
        counted: &BTreeMap<String, Vec<String>>,
    ) -> Result<Vec<Standing>, Fault> {
        Ok(self.standings_at(self.community(community)?.stage(round), forms, counted))
    }

    /// As [`Self::standings`], of a community by its stage.
    pub(super) fn standings_at(
        &self,
        stage: Option<Stage>,
        forms: &[Form],
        counted: &BTreeMap<String, Vec<String>>,
    ) -> Vec<Standing> {
        let asked = self.framework.indicators.iter().filter(|one| one.method == Method::Questionnaire);
        let asked = asked.filter(|one| stage.is_none_or(|stage| one.applies_to(stage)));
        asked
            .map(|indicator| {
                let questions: Vec<&Question> = self.framework.questions_of(&indicator.code).collect();
                let (people, refused) = people_of(&questions, forms);
                let counted = match counted.get(&indicator.code) {
                    Some(counted) => counted.clone(),
                    None => usual_groups(indicator, &people),
                };
                let names: Vec<&str> = counted.iter().map(String::as_str).collect();
                let answers = score::answers(indicator, stage, &people, &names);
                Standing { indicator: indicator.clone(), counted, refused, answers }
            })
            .collect()
    }

    /// Records what the answers come to as the indicator's value, its basis in the remark; *not obtained* for that reason
    /// while there are too few. The value is computed here once more.
    pub fn take_answers(
        &mut self,
        cell: &CellKey,
        counted: &[String],
        basis: &str,
        seen: Seen,
    ) -> Result<Touched, Fault> {
        let forms = self.forms(&cell.community, cell.round)?;
        let wanted = BTreeMap::from([(cell.indicator.clone(), counted.to_vec())]);
        let mut standings = self.standings(&cell.community, cell.round, &forms, &wanted)?;
        standings.retain(|standing| standing.indicator.code == cell.indicator);
        let standing = standings.pop().ok_or_else(|| Fault::new("no-answers").with("indicator", &cell.indicator))?;
        let Some(value) = standing.value() else {
            let value = Value::NotObtained { reason: basis.trim().to_owned() };
            return self.record(cell, Some((&value, None)), None, seen);
        };
        let row = self.store.register("assessment", &cell.to_string(), "remark")?;
        let before = row.and_then(|row| row.value.as_text().map(str::to_owned)).unwrap_or_default();
        let remark = match before.trim() {
            "" => basis.to_owned(),
            before if before.contains(basis.trim()) => before.to_owned(),
            before => format!("{before}\n{basis}"),
        };
        self.record(cell, Some((&value, None)), Some(&remark), seen)
    }
}

/// Gives the people who answered at least one of the questions, and how many would answer none.
fn people_of<'a>(questions: &[&Question], forms: &'a [Form]) -> (Vec<Person<'a>>, usize) {
    let (mut people, mut refused) = (Vec::new(), 0);
    for form in forms.iter().filter(|form| form.consents()) {
        let said = |question: &&Question| form.first.text(&format!("{ANSWER}{}", question.code));
        let points = questions.iter().filter_map(|question| score::points(question.scale, said(question)));
        let answers: Vec<_> = points.collect();
        if answers.is_empty() {
            refused += usize::from(questions.iter().any(|question| said(question) == REFUSED));
        } else {
            people.push(Person { group: form.first.text("group"), answers });
        }
    }
    (people, refused)
}

/// Tells whether the guidance of an indicator asks a group.
fn is_named(indicator: &Indicator, group: &str) -> bool {
    let word = match group {
        "international" => "国际居民",
        "local" => "本地居民",
        "working" => "工作的国际人才",
        _ => return false,
    };
    indicator.guidance.zh.contains(word)
}

fn usual_groups(indicator: &Indicator, people: &[Person<'_>]) -> Vec<String> {
    let present = |group: &&str| people.iter().any(|person| person.group == *group);
    let named: Vec<&str> = GROUPS.iter().filter(|group| is_named(indicator, group)).copied().collect();
    if !named.is_empty() {
        return named.into_iter().map(str::to_owned).collect();
    }
    let usual: Vec<&str> = match indicator.aggregate {
        // Residents from abroad and residents from here: the first two.
        Aggregate::LowerGroup => GROUPS.iter().take(2).copied().collect(),
        _ => GROUPS.iter().filter(|group| present(group)).copied().collect(),
    };
    usual.into_iter().map(str::to_owned).collect()
}
