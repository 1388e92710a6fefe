//! Data requests: for each holder a letter with what is asked for, where it stands, and what becomes of it.

use super::entity::{Entity, Entry, known};
use super::write::text_value;
use super::{CellKey, Fault, Filter, Seen, Session, Thing, Touched, op};
use crate::framework::{Bilingual, Indicator};
use crate::model::{Kind, Value};
use crate::store::NewOp;
use crate::text::{Lang, Words};
use std::collections::HashSet;

const REQUEST: &str = "request";
/// What divides several holders in a column of the framework, in Chinese and in English.
const DIVIDERS: [char; 2] = ['，', ','];

/// Is what one holder could be asked for in a community and round.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub holder: Bilingual,
    /// Those that no letter to this holder asks for yet, in the framework's order.
    pub indicators: Vec<Indicator>,
}

/// Gathers what stands in a letter.
#[derive(Clone, Debug)]
pub struct LetterFigures {
    pub survey: String,
    pub organisation: String,
    pub demo: bool,
    /// Who signs.
    pub author: String,
    pub community: Bilingual,
    pub round: u32,
    pub holder: Bilingual,
    pub indicators: Vec<Indicator>,
    /// The period that the data are to describe; empty where nobody set one.
    pub period: String,
    /// The area that the data are to describe.
    pub extent: String,
    /// By when an answer is hoped for: a day, or empty.
    pub due: String,
}

impl Session {
    /// Proposes letters for what a round asks for: the holders that the framework names, each with its indicators. Where it
    /// names several holders each is asked.
    pub fn proposed_requests(&self, community: &str, round: u32) -> Result<Vec<Proposal>, Fault> {
        let mut asked: HashSet<(String, String)> = HashSet::new();
        for request in self.entities_in(REQUEST, community, round)? {
            let holder = request.text("holder").to_owned();
            asked.extend(indicators_in(&request).map(|code| (holder.clone(), code.to_owned())));
        }
        let mut found: Vec<Proposal> = Vec::new();
        for indicator in self.planned(community, round)? {
            for holder in holders_of(&indicator) {
                if asked.contains(&(holder.zh.clone(), indicator.code.clone())) {
                    continue;
                }
                match found.iter_mut().find(|known| known.holder.zh == holder.zh) {
                    Some(known) => known.indicators.push(indicator.clone()),
                    None => found.push(Proposal { holder, indicators: vec![indicator.clone()] }),
                }
            }
        }
        Ok(found)
    }

    /// Drafts the proposed letters to these holders, named in Chinese as in the framework; without names to all. One change.
    pub fn draft_requests(
        &mut self,
        community: &str,
        round: u32,
        holders: &[String],
    ) -> Result<(Vec<String>, Touched), Fault> {
        let mut proposals = self.proposed_requests(community, round)?;
        if !holders.is_empty() {
            let missing = holders.iter().find(|name| !proposals.iter().any(|one| one.holder.zh == **name));
            if let Some(name) = missing {
                return Err(Fault::new("request-unknown-holder").with("holder", name));
            }
            proposals.retain(|one| holders.contains(&one.holder.zh));
        }
        let (period, extent) = (self.period_of(round)?, self.extent_of(community)?);
        let noun = known(REQUEST)?;
        let (mut keys, mut ops) = (Vec::new(), Vec::new());
        for proposal in proposals {
            let key = self.edge.new_key().to_string();
            let codes: Vec<&str> = proposal.indicators.iter().map(|one| one.code.as_str()).collect();
            let entries = [
                ("community", community.to_owned()),
                ("round", round.to_string()),
                ("holder", proposal.holder.zh),
                ("indicators", codes.join(",")),
                ("state", "drafted".to_owned()),
                ("period", period.clone()),
                ("extent", extent.clone()),
            ];
            let entries: Vec<Entry> = entries.iter().map(|(field, text)| Entry::new(field, text)).collect();
            ops.extend(self.ops_of(noun, &key, &entries, None)?.0);
            keys.push(key);
        }
        Ok((keys, self.commit(ops)?))
    }

    /// Says where a request stands from now on, and since today where no day stands for that yet. One change.
    pub fn set_request_state(&mut self, key: &str, state: &str, seen: Seen) -> Result<Touched, Fault> {
        let (request, _) = self.request(key)?;
        let mut entries = vec![Entry { field: "state".to_owned(), text: state.to_owned(), seen }];
        let dated = known(REQUEST)?.field(state).is_some_and(|field| field.kind == Kind::Date);
        if dated && request.text(state).is_empty() {
            let today = self.edge.now().day();
            entries.push(Entry::new(state, &today));
        }
        self.set_entity(&Thing { noun: REQUEST.to_owned(), key: key.to_owned() }, &entries, None)
    }

    /// Gathers what the letter of a request says.
    pub fn letter_figures(&self, key: &str) -> Result<LetterFigures, Fault> {
        let (request, cells) = self.request(key)?;
        let overview = self.overview()?;
        let holder = request.text("holder").to_owned();
        let named = self.framework.indicators.iter().flat_map(holders_of).find(|known| known.zh == holder);
        let indicators = cells.iter().map(|cell| self.indicator(&cell.indicator)).collect::<Result<_, _>>()?;
        Ok(LetterFigures {
            survey: overview.name,
            organisation: overview.organisation,
            demo: overview.demo,
            author: overview.author,
            community: self.community(request.text("community"))?.name,
            round: request.number("round").and_then(|round| u32::try_from(round).ok()).unwrap_or_default(),
            holder: named.unwrap_or(Bilingual { zh: holder.clone(), en: holder }),
            indicators,
            period: request.text("period").to_owned(),
            extent: request.text("extent").to_owned(),
            due: request.text("due").to_owned(),
        })
    }

    /// Gives the cells of a request that hold nothing yet: what a refusal offers *not obtained* for.
    pub fn unanswered(&self, key: &str) -> Result<Vec<CellKey>, Fault> {
        let (_, cells) = self.request(key)?;
        let Some(first) = cells.first() else { return Ok(Vec::new()) };
        let rows = self.assessments(&Filter::of(&first.community, first.round))?;
        let stands: HashSet<CellKey> = rows.into_iter().map(|row| row.key).collect();
        let mut open = Vec::new();
        for cell in cells.into_iter().filter(|cell| !stands.contains(cell)) {
            // A register in conflict holds something, whichever side stands in.
            let heads = self.heads("assessment", &cell.to_string(), "value")?;
            if heads.iter().all(|head| Value::from_cbor(&head.value) == Ok(Value::Empty)) {
                open.push(cell);
            }
        }
        Ok(open)
    }

    /// Records *not obtained* in every cell of a refused request that holds nothing, as one change. Gives how many.
    pub fn take_refusal(&mut self, key: &str) -> Result<(usize, Touched), Fault> {
        let (request, _) = self.request(key)?;
        if request.text("state") != "refused" {
            return Err(Fault::new("request-not-refused").with("holder", request.text("holder")));
        }
        let words = Words::new(Lang::parse(&self.overview()?.language).unwrap_or(Lang::Zh));
        let (holder, day) = (request.text("holder"), request.text("refused"));
        let reason = match day {
            "" => words.format("request-refused", &[("holder", holder)]),
            day => words.format("request-refused-on", &[("holder", holder), ("date", day)]),
        };
        let cells = self.unanswered(key)?;
        let value = Value::NotObtained { reason };
        let ops: Vec<NewOp> =
            cells.iter().map(|cell| op("assessment", &cell.to_string(), "value", value.to_cbor())).collect();
        Ok((cells.len(), self.commit(ops)?))
    }

    /// Fills the source of every cell of a received request from it – who, document number, day, period – where nothing
    /// stands, as one change. Gives how many fields.
    pub fn take_source(&mut self, key: &str) -> Result<(usize, Touched), Fault> {
        let (request, cells) = self.request(key)?;
        if request.text("state") != "received" {
            return Err(Fault::new("request-not-received").with("holder", request.text("holder")));
        }
        let body = if request.text("body").is_empty() { request.text("holder") } else { request.text("body") };
        let source = [
            ("source/body", body),
            ("source/number", request.text("number")),
            ("source/date", request.text("received")),
            ("source/period", request.text("period")),
        ];
        let mut ops = Vec::new();
        for cell in &cells {
            for (field, text) in source.iter().filter(|(_, text)| !text.is_empty()) {
                let row = self.store.register("assessment", &cell.to_string(), field)?;
                if row.is_none_or(|row| !row.conflict && Kind::show(&row.value).is_empty()) {
                    ops.push(op("assessment", &cell.to_string(), field, text_value(text)));
                }
            }
        }
        let count = ops.len();
        Ok((count, self.commit(ops)?))
    }

    /// Finds a request and its cells, in the framework's order.
    fn request(&self, key: &str) -> Result<(Entity, Vec<CellKey>), Fault> {
        let thing = Thing { noun: REQUEST.to_owned(), key: key.to_owned() };
        let request = self.entity(&thing)?.ok_or_else(|| Fault::new("thing-unknown").with("given", thing))?;
        let round = request.number("round").and_then(|round| u32::try_from(round).ok()).unwrap_or_default();
        let cell = |code: &str| CellKey::new(request.text("community"), round, code);
        let mut cells: Vec<CellKey> = indicators_in(&request).map(cell).collect();
        cells.sort_by_key(|cell| self.framework.indicator_position(&cell.indicator));
        cells.dedup();
        Ok((request, cells))
    }

    /// Writes the reference period of a round; empty where none is set.
    fn period_of(&self, round: u32) -> Result<String, Fault> {
        let round = self.entity(&Thing { noun: "round".to_owned(), key: round.to_string() })?;
        let text = |field: &str| round.as_ref().map(|round| round.text(field).to_owned()).unwrap_or_default();
        let (from, to) = (text("reference_from"), text("reference_to"));
        Ok(if from.is_empty() || to.is_empty() { from + &to } else { format!("{from} – {to}") })
    }

    /// Names the area that data of a community describe, in the survey's language.
    fn extent_of(&self, community: &str) -> Result<String, Fault> {
        let lang = Lang::parse(&self.overview()?.language).unwrap_or(Lang::Zh);
        let name = self.community(community)?.name;
        let name = lang.pick(&name.zh, &name.en);
        let district = self.framework.community(community).map(|seed| lang.pick(&seed.district.zh, &seed.district.en));
        let args = [("name", name), ("district", district.unwrap_or_default())];
        Ok(Words::new(lang).format("request-extent", &args))
    }
}

fn indicators_in(request: &Entity) -> impl Iterator<Item = &str> {
    request.text("indicators").split(',').filter(|code| !code.is_empty())
}

/// Gives the holders of an indicator's data, one by one where both languages name as many.
fn holders_of(indicator: &Indicator) -> Vec<Bilingual> {
    let parts = |text: &str| -> Vec<String> {
        text.split(DIVIDERS).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let (zh, en) = (parts(&indicator.holder.zh), parts(&indicator.holder.en));
    match zh.len() {
        0 => Vec::new(),
        n if n == en.len() => zh.into_iter().zip(en).map(|(zh, en)| Bilingual { zh, en }).collect(),
        _ => vec![indicator.holder.clone()],
    }
}
