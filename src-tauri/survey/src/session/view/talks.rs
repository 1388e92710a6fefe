//! Questionnaires, online answers, interview topics and full lists, as the page shows them.

use super::guide::QuestionView;
use super::{Bilingual, CellKeyView, FaultView, FieldView, Figure, ResultView, UnitView, ValueView};
use crate::session::{CellKey, Difference, Fault, Form, FrameUnit, Intake, RowFate, Session, Standing};
use serde::Serialize;
use std::collections::BTreeMap;

/// Says where two readings of one form differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct DifferenceView {
    /// `consent`, `group`, `language` or `answer/<question>`.
    pub field: String,
    pub first: String,
    pub second: String,
}

/// Holds a further reading of a form that was not compared with the first yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SecondView {
    pub key: String,
    pub author: String,
    /// False where two laptops typed the number, neither knowing of the other.
    pub meant: bool,
    pub differences: Vec<DifferenceView>,
}

/// Holds one questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FormView {
    pub key: String,
    pub number: u32,
    /// `paper` or `online`.
    pub origin: String,
    pub group: String,
    pub language: String,
    /// `yes` or `no`.
    pub consent: String,
    pub answered: u32,
    /// True where two readings were compared.
    pub checked: bool,
    /// True where answers were erased.
    pub withheld: bool,
    /// True where something of it was recorded after its round had been closed.
    pub late: bool,
    pub author: String,
    pub second: Option<SecondView>,
}

/// Holds what one group says to an indicator's questions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct GroupView {
    pub group: String,
    pub people: u32,
    pub mean: String,
    pub counted: bool,
}

/// Holds what the answers to an indicator's questions come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct StandingView {
    pub cell: CellKeyView,
    pub name: Bilingual,
    pub aggregate: String,
    /// Every group that counts or that somebody belongs to.
    pub groups: Vec<GroupView>,
    pub refused: u32,
    /// What the counted groups come to, whether there are enough of them or not.
    pub running: Option<String>,
    /// The value as it would be recorded; none while a counted group has too few answers.
    pub offered: Option<ValueView>,
    /// What is recorded now, and what was thereby seen of it.
    pub result: ResultView,
    pub value: FieldView<ValueView>,
}

/// Holds the questionnaires of a community and round, with what they come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct QuestionnaireView {
    pub questions: Vec<QuestionView>,
    pub groups: Vec<String>,
    pub languages: Vec<String>,
    pub forms: Vec<FormView>,
    /// How many did not agree to answer.
    pub refusals: u32,
    /// How many of a group have to answer.
    pub least: u32,
    pub standings: Vec<StandingView>,
}

/// Holds one row of a table on its way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct IntakeRowView {
    pub line: u32,
    pub number: String,
    /// `new`, `known` or `refused`: the text `intake-<fate>`.
    pub fate: String,
    pub why: Option<FaultView>,
}

/// Shows what a table would bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct IntakeView {
    pub headings: Vec<String>,
    pub samples: Vec<String>,
    pub mapping: Vec<String>,
    /// The fields a column can go into, beside `answer/<question>`.
    pub fields: Vec<String>,
    pub fresh: u32,
    pub known: u32,
    pub refused: u32,
    /// The refused rows first, then the others; no more than can be looked at.
    pub rows: Vec<IntakeRowView>,
}

/// Holds one question of an interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct TopicView {
    /// Scenario and number within it: the answer lies in the field `answer/<code>`.
    pub code: String,
    pub scenario: String,
    /// `resident`, `employer`, `operator` or `manager`.
    pub respondent: String,
    pub question: Bilingual,
    pub indicator: Option<String>,
}

/// Holds one line of a full list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FrameRow {
    pub name: String,
    pub area: String,
    pub kind: String,
    pub position: String,
}

/// Answers the adding of a full list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FramedView {
    pub added: u32,
    pub known: u32,
    pub units: Vec<UnitView>,
}

/// Answers a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct DrawnView {
    pub seed: String,
    pub drawn: u32,
    pub of: u32,
    pub units: Vec<UnitView>,
}

impl From<Difference> for DifferenceView {
    fn from(found: Difference) -> Self {
        Self { field: found.field, first: found.first, second: found.second }
    }
}

impl From<FrameUnit> for FrameRow {
    fn from(unit: FrameUnit) -> Self {
        Self { position: unit.position_text(), name: unit.name, area: unit.area, kind: unit.kind }
    }
}

impl IntakeView {
    /// Shows a plan; the page need not show thousands of rows that are all well.
    pub fn of(intake: Intake) -> Self {
        const SHOWN: usize = 200;
        let count = |fate: RowFate| intake.rows.iter().filter(|row| row.fate == fate).count() as u32;
        let (fresh, known, refused) = (count(RowFate::New), count(RowFate::Known), count(RowFate::Refused));
        let view = |row: &crate::session::IntakeRow| IntakeRowView {
            line: row.line as u32,
            number: row.number.clone(),
            fate: match row.fate {
                RowFate::New => "new",
                RowFate::Known => "known",
                RowFate::Refused => "refused",
            }
            .to_owned(),
            why: row.why.as_ref().map(FaultView::from),
        };
        let (bad, good): (Vec<_>, Vec<_>) = intake.rows.iter().partition(|row| row.fate == RowFate::Refused);
        let rows = bad.into_iter().chain(good).take(SHOWN).map(view).collect();
        let fields = crate::session::intake_fields().into_iter().map(str::to_owned).collect();
        Self {
            headings: intake.headings,
            samples: intake.samples,
            mapping: intake.mapping,
            fields,
            fresh,
            known,
            refused,
            rows,
        }
    }
}

impl Session {
    /// Shows the questionnaires of a community and round. `counted` says for some indicators which groups make the value.
    pub fn questionnaire_view(
        &self,
        community: &str,
        round: u32,
        counted: &BTreeMap<String, Vec<String>>,
    ) -> Result<QuestionnaireView, Fault> {
        let forms = self.forms(community, round)?;
        let (people, closures) = (self.people()?, self.closures()?);
        let late = |form: &Form| self.is_late(&closures, form.first.noun, &form.first.key);
        let standings = self.standings(community, round, &forms, counted)?;
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Ok(QuestionnaireView {
            questions: self.questions().iter().map(QuestionView::of).collect(),
            groups: words(crate::model::GROUPS),
            languages: words(crate::model::LANGUAGES),
            refusals: forms.iter().filter(|form| !form.consents()).count() as u32,
            least: crate::score::LEAST_ANSWERS as u32,
            standings: standings
                .iter()
                .map(|standing| self.standing_view(community, round, standing))
                .collect::<Result<_, _>>()?,
            forms: forms.iter().map(|form| Ok(form_view(form, late(form)?, &people))).collect::<Result<_, Fault>>()?,
        })
    }

    fn standing_view(&self, community: &str, round: u32, standing: &Standing) -> Result<StandingView, Fault> {
        let indicator = &standing.indicator;
        let cell = self.cell_view(&CellKey::new(community, round, &indicator.code))?;
        let made = &standing.answers;
        let group = |name: &str| {
            let found = made.groups.iter().find(|group| group.group == name);
            // Of a share the mean of ones and zeros, shown in per cent.
            let mean = found.map(|group| match made.pair {
                Some(_) => Figure::percent(group.mean.to_f64()).text,
                None => group.mean.display(2),
            });
            GroupView {
                group: name.to_owned(),
                people: found.map_or(0, |group| group.people) as u32,
                mean: mean.unwrap_or_default(),
                counted: standing.counted.iter().any(|counted| counted == name),
            }
        };
        let mut names: Vec<&str> = crate::model::GROUPS.to_vec();
        let others = made.groups.iter().map(|group| group.group.as_str());
        names.extend(others.filter(|name| !crate::model::GROUPS.contains(name)));
        Ok(StandingView {
            cell: cell.cell,
            name: cell.name,
            aggregate: indicator.aggregate.as_str().to_owned(),
            groups: names.into_iter().map(group).collect(),
            refused: standing.refused as u32,
            running: made.value.map(|value| value.display(2)),
            offered: standing.value().map(ValueView::from),
            result: cell.result,
            value: cell.value,
        })
    }

    /// Shows the topics of interviews in the framework's order.
    pub fn topics_view(&self) -> Vec<TopicView> {
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let topic = |topic: &'_ crate::framework::Topic, number: u32| TopicView {
            code: format!("{}.{number}", topic.scenario),
            scenario: topic.scenario.clone(),
            respondent: topic.respondent.as_str().to_owned(),
            question: topic.question.clone(),
            indicator: topic.indicator.clone(),
        };
        self.framework
            .topics
            .iter()
            .map(|one| {
                let number = numbers.entry(&one.scenario).or_default();
                *number += 1;
                topic(one, *number)
            })
            .collect()
    }
}

fn form_view(form: &Form, late: bool, people: &std::collections::HashMap<String, String>) -> FormView {
    let author = |entity: &crate::session::Entity| {
        let key = entity.by().map(|by| by.author.clone()).unwrap_or_default();
        people.get(&key).cloned().unwrap_or(key)
    };
    let text = |field: &str| form.first.text(field).to_owned();
    let second = form.others.first().map(|other| SecondView {
        key: other.key.clone(),
        author: author(other),
        meant: !other.text("second_of").is_empty(),
        differences: form.differences(other).into_iter().map(DifferenceView::from).collect(),
    });
    FormView {
        key: form.first.key.clone(),
        number: form.first.number("number").and_then(|number| u32::try_from(number).ok()).unwrap_or_default(),
        origin: text("origin"),
        group: text("group"),
        language: text("language"),
        consent: text("consent"),
        answered: form.first.under("answer/").filter(|(_, held)| !held.text.is_empty()).count() as u32,
        checked: form.first.text("checked") == "yes",
        withheld: form.first.fields.values().any(|held| held.withheld),
        late,
        author: author(&form.first),
        second,
    }
}
