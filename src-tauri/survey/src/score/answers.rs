//! How the answers of a questionnaire make the value of an indicator (framework README, `questions.csv` and “Units and
//! shares”).

use super::aggregate::{mean, of_values};
use crate::framework::{Aggregate, Indicator, Scale, Stage};
use crate::model::Ratio;

/// How many people of a group must have answered before its mean says something (framework, list `answers`).
pub const LEAST_ANSWERS: usize = 30;

/// Is one person who answered at least one question of an indicator.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    pub group: &'a str,
    /// The answers to the indicator's questions, in points.
    pub answers: Vec<Ratio>,
}

/// Holds what one group says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMean {
    pub group: String,
    /// How many people of the group answered.
    pub people: usize,
    /// The mean of their values; of a share the share from 0 to 1.
    pub mean: Ratio,
}

/// Holds what the answers come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Every group that anybody belongs to, counted or not, by name.
    pub groups: Vec<GroupMean>,
    /// What the counted groups make together; none where nobody in them answered.
    pub value: Option<Ratio>,
    /// Those who pass and all who answered, for a share.
    pub pair: Option<(i128, i128)>,
    /// True where every counted group has [`LEAST_ANSWERS`].
    pub enough: bool,
}

/// Gives the points of an answer: five steps 0, 25, 50, 75, 100; seven steps 1 to 7; yes 1, no 0. Source: framework README,
/// `questions.csv`. None for a word that is no answer, such as a refusal.
pub fn points(scale: Scale, word: &str) -> Option<Ratio> {
    let step = |most: i64| word.parse::<i64>().ok().filter(|step| word.len() == 1 && (1..=most).contains(step));
    match scale {
        Scale::Five => step(5).map(|step| Ratio::whole((step - 1) * 25)),
        Scale::Seven => step(7).map(Ratio::whole),
        Scale::YesNo => match word {
            "yes" => Some(Ratio::whole(1)),
            "no" => Some(Ratio::ZERO),
            _ => None,
        },
    }
}

/// Computes what people's answers come to. A person's value is the mean of their answers; people then make the value as
/// units do ([`super::aggregate`]). Only people of the groups in `counted` make the value.
pub fn answers(indicator: &Indicator, stage: Option<Stage>, people: &[Person<'_>], counted: &[&str]) -> Answers {
    // Of a share one passes or not: who answered half of it with yes is neither.
    let whole = matches!(indicator.aggregate, Aggregate::Share | Aggregate::Count);
    let counts = |value: &Ratio| !whole || *value == Ratio::ZERO || *value == Ratio::whole(1);
    let values: Vec<(Ratio, &str)> =
        people.iter().filter_map(|person| Some((mean(&person.answers).filter(counts)?, person.group))).collect();
    let mut names: Vec<&str> = values.iter().map(|(_, group)| *group).collect();
    names.sort_unstable();
    names.dedup();
    let groups: Vec<GroupMean> = names
        .into_iter()
        .filter_map(|name| {
            let own: Vec<Ratio> = values.iter().filter(|(_, group)| *group == name).map(|(value, _)| *value).collect();
            Some(GroupMean { group: name.to_owned(), people: own.len(), mean: mean(&own)? })
        })
        .collect();
    let inside: Vec<(Ratio, &str)> = values.into_iter().filter(|(_, group)| counted.contains(group)).collect();
    let (value, pair) = if inside.is_empty() { (None, None) } else { of_values(indicator, stage, &inside) };
    let people_of = |name: &str| groups.iter().find(|group| group.group == name).map_or(0, |group| group.people);
    let enough = !counted.is_empty() && counted.iter().all(|name| people_of(name) >= LEAST_ANSWERS);
    Answers { groups, value, pair, enough }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::{Framework, FrameworkFiles};
    use crate::model::{Number, Value};
    use crate::score::{Outcome, UnitValue, aggregate};

    fn person<'a>(group: &'a str, answers: &[i64]) -> Person<'a> {
        Person { group, answers: answers.iter().map(|points| Ratio::whole(*points)).collect() }
    }

    fn framework() -> Framework {
        Framework::parse(&FrameworkFiles::draft_2026()).unwrap()
    }

    #[test]
    fn each_scale_has_its_points() {
        let five: Vec<_> = ["1", "2", "3", "4", "5"].iter().filter_map(|word| points(Scale::Five, word)).collect();
        assert_eq!(five, [0, 25, 50, 75, 100].map(Ratio::whole));
        assert_eq!(points(Scale::Seven, "7"), Some(Ratio::whole(7)));
        assert_eq!(points(Scale::YesNo, "no"), Some(Ratio::ZERO));
        for (scale, word) in [(Scale::Five, "6"), (Scale::Seven, "0"), (Scale::Five, "+3"), (Scale::YesNo, "1")] {
            assert_eq!(points(scale, word), None, "{word} is no answer");
        }
        assert_eq!(points(Scale::Seven, "refused"), None);
    }

    #[test]
    fn a_person_counts_as_the_mean_of_their_answers() {
        let framework = framework();
        let belonging = framework.indicator("2.3.3").unwrap();
        let people = [person("international", &[7, 4]), person("international", &[1]), person("local", &[1, 1])];
        let made = answers(belonging, None, &people, &["international"]);
        // (5.5 + 1) / 2: the person with one answer weighs as much as the one with two; the other group is shown only.
        assert_eq!(made.value, Ratio::new(13, 4));
        assert_eq!(made.groups.iter().map(|group| group.people).collect::<Vec<_>>(), [2, 1]);
        assert!(!made.enough);
    }

    #[test]
    fn the_lower_group_counts_and_every_group_needs_thirty() {
        let framework = framework();
        let housing = framework.indicator("1.4.3").unwrap();
        let mut people = vec![person("international", &[75]); LEAST_ANSWERS];
        people.extend(vec![person("local", &[50]); LEAST_ANSWERS - 1]);
        let made = answers(housing, None, &people, &["international", "local"]);
        assert_eq!((made.value, made.enough), (Some(Ratio::whole(50)), false));
        people.push(person("local", &[100]));
        let made = answers(housing, None, &people, &["international", "local"]);
        assert_eq!((made.value, made.enough), (Ratio::new(29 * 50 + 100, 30), true));
        assert!(!answers(housing, None, &people, &["working"]).enough, "a group nobody is in has too few");
    }

    #[test]
    fn whole_answers_come_to_what_units_come_to() {
        let framework = framework();
        for (code, points, counted) in [
            ("1.4.3", [0, 25, 100], ["international", "local", "working"]),
            ("4.4.3", [50, 25, 100], ["international", "local", "working"]),
            ("8.3.3", [1, 0, 1], ["international", "local", "working"]),
        ] {
            let indicator = framework.indicator(code).unwrap();
            let people: Vec<Person<'_>> =
                counted.iter().zip(points).map(|(group, points)| person(group, &[points])).collect();
            let values = points.map(|points| Value::Number(Number::new(points, 0)));
            let units: Vec<UnitValue<'_>> =
                counted.iter().zip(&values).map(|(group, value)| UnitValue { value, group }).collect();
            let made = answers(indicator, None, &people, &counted);
            let units = aggregate(indicator, None, &units);
            assert_eq!(made.value.map(Outcome::Value), Some(units.outcome), "{code}");
            assert_eq!(made.pair, units.pair, "{code}");
        }
    }
}
