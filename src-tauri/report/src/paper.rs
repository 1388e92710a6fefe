//! Field sheets on paper, for days on which no laptop can be carried: place by place or scenario by scenario, blank or with
//! what stands there. The cells follow each other as on the pages in which they are typed in later.

use crate::ReportError;
use crate::edition::Profile;
use crate::flow::{Cell, Column, Row, Table};
use crate::plain::{Part, Plain, write_plain};
use crate::text::{Align, Rich, Span};
use std::collections::HashMap;
use std::path::Path;
use tanfang_survey::framework::{Bilingual, Indicator, Photo, When};
use tanfang_survey::session::view::{
    CellView, FieldView, PaperContent, PaperFigures, PlaceView, UnitInput, UnitOfValue, UnitsTableView, ValueTypeView,
    ValueView,
};
use tanfang_survey::text::{Lang, Words};

/// Rooms to write in, in points and in signs.
const VALUE: f32 = 156.0;
const REMARK: f32 = 130.0;
const ROOM: &str = "________";
/// Blank lines where the list of an indicator has no units yet.
const SPARE: usize = 3;

/// The words of an answer, as the pages have them.
#[derive(Clone, Copy)]
struct About {
    yes: &'static str,
    no: &'static str,
    left_out: &'static str,
}

const UNIT: About = About { yes: "word-pass", no: "word-fail", left_out: "unit-left-out" };
const CELL: About = About { yes: "answer-yes", no: "answer-no", left_out: "state-not-applicable" };

/// Writes field sheets to `path`; gives the number of pages. `filled`: with what stands there; `date` as `YYYY-MM-DD`.
pub fn write_paper(
    figures: &PaperFigures,
    filled: bool,
    lang: Lang,
    date: &str,
    path: &Path,
) -> Result<usize, ReportError> {
    write_plain(&paper(figures, filled, lang, date), lang, path)
}

fn paper(figures: &PaperFigures, filled: bool, lang: Lang, date: &str) -> Plain {
    let setter = Setter {
        words: Words::new(lang),
        lang,
        filled,
        known: figures.indicators.iter().map(|indicator| (indicator.code.as_str(), indicator)).collect(),
    };
    let round = setter.words.format("round-numbered", &[("round", &figures.round.to_string())]);
    let mut parts = vec![Part::Text(setter.word("report-paper-head"))];
    let title = match &figures.content {
        PaperContent::Places { on_route, places } => {
            setter.places(figures, *on_route, places, &mut parts);
            setter.word("report-paper-places")
        }
        PaperContent::Sheet { scenario, name, sheet, tables } => {
            for item in &sheet.items {
                parts.push(Part::Heading(format!("{} {}", item.code, setter.pick(&item.name))));
                let rows = item.indicators.iter().flat_map(|cell| setter.cell(cell, tables.get(&cell.indicator)));
                parts.extend([setter.table(rows.collect()), Part::Space(8.0)]);
            }
            format!("{scenario} {}", setter.pick(name))
        }
    };
    parts.extend(setter.guidance(&figures.indicators));
    let how = setter.word(if filled { "report-paper-filled" } else { "report-paper-blank" });
    Plain {
        title: format!("{} · {title}", setter.pick(&figures.community)),
        subtitle: format!("{round} · {how} · {date}"),
        survey: figures.survey.clone(),
        organisation: figures.organisation.clone(),
        date: date.to_owned(),
        demo: figures.demo,
        profile: Profile::default(),
        parts,
    }
}

struct Setter<'a> {
    words: Words,
    lang: Lang,
    filled: bool,
    known: HashMap<&'a str, &'a Indicator>,
}

impl Setter<'_> {
    fn word(&self, id: &str) -> String {
        self.words.get(id).into_owned()
    }

    fn pick(&self, name: &Bilingual) -> String {
        self.lang.pick(&name.zh, &name.en).to_owned()
    }

    fn tick(&self, id: &str, ticked: bool) -> String {
        format!("{} {}", if ticked { "☑" } else { "☐" }, self.words.get(id))
    }

    fn places(
        &self,
        figures: &PaperFigures,
        on_route: bool,
        places: &[(PlaceView, Option<u32>)],
        parts: &mut Vec<Part>,
    ) {
        if on_route {
            parts.push(Part::Text(self.word("report-paper-route")));
        }
        let list_name =
            |code: &str| figures.lists.iter().find(|list| list.key == code).map(|list| self.pick(&list.name));
        // One table for all of them: with a head of its own each place would need half a page.
        let mut rows = Vec::new();
        for (at, (place, metres)) in places.iter().enumerate() {
            let list = list_name(&place.list).unwrap_or_else(|| place.list.clone());
            let leg = metres.map(|metres| self.words.format("report-paper-leg", &[("metres", &metres.to_string())]));
            let times = [leg, Some(self.word("report-paper-times"))].into_iter().flatten().collect::<Vec<_>>();
            let name = Cell::text(format!("{}　{}　{list}", at + 1, place.name));
            rows.push(Row::group(name.note(times.join("　")).spanning(3)));
            rows.extend(place.rows.iter().map(|row| {
                let answer = self.answer(row.input, row.unit.as_ref(), &row.value, UNIT);
                self.row(self.asked(&row.cell.indicator), answer, &row.remark)
            }));
        }
        parts.extend([self.table(rows), Part::Space(8.0)]);
    }

    /// Sets an indicator, and below it the units at which it is observed.
    fn cell(&self, cell: &CellView, units: Option<&UnitsTableView>) -> Vec<Row> {
        let about = self.asked(&cell.indicator);
        let input = match cell.value_type {
            _ if cell.pair_allowed => UnitInput::Pair,
            ValueTypeView::YesNo => UnitInput::Pass,
            _ => UnitInput::Number,
        };
        let Some(units) = units else {
            let mut answer = self.answer(input, cell.unit.as_ref(), &cell.value, CELL);
            if !answer.stands {
                let offered = [
                    (cell.absent_allowed, "state-absent"),
                    (cell.na_allowed, "state-not-applicable"),
                    (true, "state-not-obtained"),
                ];
                let offered: Vec<_> =
                    offered.iter().filter(|(yes, _)| *yes).map(|(_, id)| self.tick(id, false)).collect();
                answer.note = Some(offered.join("　"));
            }
            return vec![self.row(about, answer, &cell.remark)];
        };
        let list = cell.list.as_ref().map(|list| self.pick(&list.name)).unwrap_or_default();
        let below = self.words.format("report-paper-units", &[("list", &list)]);
        // Who typed the whole instead of its units finds it here.
        let whole = self.answer(input, cell.unit.as_ref(), &cell.value, CELL);
        let whole = if whole.stands { Answer { note: Some(below), ..whole } } else { Answer::plain(below) };
        let mut rows = vec![self.row(about, whole, &cell.remark)];
        for unit in &units.rows {
            let answer = self.answer(units.input, cell.unit.as_ref(), &unit.value, UNIT);
            rows.push(self.row(Cell::text(format!("　{}", unit.name)), answer, &unit.remark));
        }
        for _ in 0..if units.rows.is_empty() { SPARE } else { 0 } {
            let answer = self.answer(units.input, cell.unit.as_ref(), &FieldView::default(), UNIT);
            rows.push(self.row(Cell::text(format!("　{ROOM}{ROOM}")), answer, &FieldView::default()));
        }
        rows
    }

    /// Names what is asked, with when, how long, with what, and whether a photo is needed.
    fn asked(&self, code: &str) -> Cell {
        let Some(indicator) = self.known.get(code) else { return Cell::text(code.to_owned()) };
        let mut notes = Vec::new();
        if indicator.when != When::Any {
            notes.push(self.word(&format!("when-{}", indicator.when.as_str().replace('_', "-"))));
        }
        notes.push(self.words.format("report-paper-minutes", &[("minutes", &indicator.minutes.to_string())]));
        let tools = self.pick(&indicator.tools);
        notes.extend((!tools.is_empty()).then_some(tools));
        notes.extend((indicator.photo == Photo::Required).then(|| self.word("report-paper-photo")));
        let mut text = Rich::from(format!("{code}　{}", self.pick(&indicator.name)));
        if indicator.is_binding() {
            text = text.and(Span::bold(format!("　{}", self.words.get("kind-binding"))));
        }
        Cell::text(text).note(notes.join(" · "))
    }

    fn answer(
        &self,
        input: UnitInput,
        unit: Option<&UnitOfValue>,
        value: &FieldView<ValueView>,
        about: About,
    ) -> Answer {
        let counted = |number: &str| unit.map_or_else(|| number.to_owned(), |unit| unit.behind(number, self.lang));
        let stands =
            value.heads.last().map(|head| &head.value).filter(|value| self.filled && **value != ValueView::Empty);
        let yes_no = |passes: Option<bool>| {
            let of = |id, yes| self.tick(id, passes == Some(yes));
            format!("{}　　{}", of(about.yes, true), of(about.no, false))
        };
        let Some(stands) = stands else {
            let text = match input {
                UnitInput::Pass => yes_no(None),
                UnitInput::Pair => format!("{ROOM} / {ROOM}"),
                UnitInput::Number => counted(ROOM),
            };
            let states = [about.left_out, "state-not-obtained"].map(|id| self.tick(id, false)).join("　");
            return Answer { text, note: Some(states), stands: false };
        };
        let with = |id: &str, reason: &str| {
            if reason.is_empty() { self.word(id) } else { format!("{}：{reason}", self.words.get(id)) }
        };
        let text = match stands {
            ValueView::Number { text } if input == UnitInput::Pass => yes_no(Some(text != "0")),
            ValueView::Number { text } => counted(text),
            ValueView::Of { a, b } => format!("{a} / {b}"),
            ValueView::Absent => self.word("state-absent"),
            ValueView::NotApplicable { reason } => with(about.left_out, reason),
            ValueView::NotObtained { reason } => with("state-not-obtained", reason),
            ValueView::Empty => String::new(),
        };
        Answer { text, note: value.conflict.then(|| self.word("report-paper-conflict")), stands: true }
    }

    fn row(&self, about: Cell, answer: Answer, remark: &FieldView<String>) -> Row {
        let said = remark.heads.last().map(|head| head.value.clone()).filter(|_| self.filled).unwrap_or_default();
        let value = Cell::text(answer.text);
        Row::new(vec![about, answer.note.into_iter().fold(value, Cell::note), Cell::text(said)])
    }

    fn table(&self, rows: Vec<Row>) -> Part {
        let columns = vec![
            Column::share(1.0, Align::Start),
            Column::points(VALUE, Align::Start),
            Column::points(REMARK, Align::Start),
        ];
        let head = ["report-paper-asked", "report-paper-value", "report-paper-remark"];
        let head = Row::new(head.map(|id| Cell::text(self.word(id))).to_vec());
        Part::Own(Table { columns, head: vec![head], rows, ..Table::default() })
    }

    /// Prints once for each indicator how it is established.
    fn guidance(&self, indicators: &[Indicator]) -> Vec<Part> {
        let mut parts = vec![Part::Heading(self.word("report-paper-guidance"))];
        let row = |indicator: &Indicator| {
            let about = Cell::text(format!("{}　{}", indicator.code, self.pick(&indicator.name)));
            Row::new(vec![about, Cell::text(self.pick(&indicator.guidance))])
        };
        let columns = vec![Column::share(1.0, Align::Start), Column::share(3.0, Align::Start)];
        parts.push(Part::Own(Table { columns, rows: indicators.iter().map(row).collect(), ..Table::default() }));
        parts
    }
}

/// What stands, or is to be written, beside what is asked.
struct Answer {
    text: String,
    note: Option<String>,
    stands: bool,
}

impl Answer {
    fn plain(text: String) -> Self {
        Self { text, note: None, stands: true }
    }
}

#[cfg(test)]
mod tests;
