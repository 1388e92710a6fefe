//! Questionnaires with numbers and interview guides, in two languages, to be printed and filled in by hand.

use crate::ReportError;
use crate::flow::{Block, Cell, Column, Document, Flow, Geometry, Pictures, Row, Running, Table, Theme, paginate};
use crate::pace::onward;
use crate::pdf::{self, Properties};
use crate::text::{Align, Rich, Span, TextStyle, Typesetter};
use std::path::Path;
use tanfang_survey::framework::{Bilingual, Question, Scale};
use tanfang_survey::session::FormFigures;
use tanfang_survey::text::{FormWords, Lang, Words};

/// How many forms one file may hold: a ream of paper.
pub const MOST_FORMS: u32 = 500;
/// Width of the column with the boxes, in points.
const BOXES: f32 = 196.0;
const BOX: &str = "☐";

/// Chooses the forms of one file.
#[derive(Clone, Copy, Debug)]
pub struct Numbered {
    pub first: u32,
    pub count: u32,
}

/// Sets two languages, Chinese first.
struct Setter<'a> {
    figures: &'a FormFigures,
    zh: FormWords,
    other: FormWords,
    /// `en`, `ko` or `ja`.
    language: &'a str,
    theme: Theme,
    flow: Flow,
}

/// Writes numbered questionnaires to `path`, a form a page or more; gives how many pages. `language` is that of the person
/// asked, beside Chinese: `en`, `ko` or `ja`, else English. `date` as `YYYY-MM-DD` stands in the file.
pub fn write_questionnaires(
    figures: &FormFigures,
    language: &str,
    numbers: Numbered,
    date: &str,
    path: &Path,
) -> Result<usize, ReportError> {
    questionnaires(figures, language, numbers).write("title", date, path)
}

fn questionnaires<'a>(figures: &'a FormFigures, language: &'a str, numbers: Numbered) -> Setter<'a> {
    let mut setter = Setter::new(figures, language);
    for number in (numbers.first..).take(numbers.count.min(MOST_FORMS) as usize) {
        setter.questionnaire(number);
    }
    setter
}

/// Writes the interview guide to `path`: the consent to read out, the topics of each scenario with room to write.
pub fn write_guide(figures: &FormFigures, language: &str, date: &str, path: &Path) -> Result<usize, ReportError> {
    let mut setter = Setter::new(figures, language);
    setter.guide();
    setter.write("guide", date, path)
}

impl<'a> Setter<'a> {
    fn new(figures: &'a FormFigures, language: &'a str) -> Self {
        let other = FormWords::of(language).unwrap_or(FormWords::EN);
        Self { figures, zh: FormWords::ZH, other, language, theme: Theme::modern(false), flow: Flow::new() }
    }

    fn questionnaire(&mut self, number: u32) {
        self.flow.add(Block::PageBreak);
        let title = format!("{} {}", self.both("title"), self.both("number"));
        self.flow.heading(1, format!("{title} {number:04}"));
        self.consent("consent");
        let groups = ["international", "local", "working"].map(|group| self.tick(group));
        self.line(&format!("{}　{}", self.both("group"), groups.join("　")));
        self.line(&self.both("how"));
        let rows: Vec<Row> = self.figures.questions.iter().map(|question| self.question(question)).collect();
        let columns = vec![Column::share(1.0, Align::Start), Column::points(BOXES, Align::Start)];
        self.flow.add(Block::Table(Table { columns, rows, ..Table::default() }));
        self.flow.add(Block::Space(8.0));
        self.line(&self.both("thanks"));
    }

    fn question(&self, question: &Question) -> Row {
        let other = match self.language {
            "ko" => &question.text_ko,
            "ja" => &question.text_ja,
            _ => &question.text.en,
        };
        let text = format!("{}　{}\n{other}", question.code, question.text.zh);
        let (boxes, ends) = match question.scale {
            Scale::Five => (steps(5), Some(("worst", "best", 5))),
            Scale::Seven => (steps(7), Some(("never", "fully", 7))),
            Scale::YesNo => (format!("{}　　{}", self.tick("yes"), self.tick("no")), None),
        };
        let boxes = match ends {
            Some((low, high, most)) => format!("{boxes}\n1 {} … {most} {}", self.both(low), self.both(high)),
            None => boxes,
        };
        Row::new(vec![Cell::text(text), Cell::text(boxes).note(self.tick("refused"))])
    }

    fn guide(&mut self) {
        self.flow.heading(1, self.both("guide"));
        self.consent("consent-interview");
        for scenario in &self.figures.scenarios {
            let topics: Vec<_> =
                self.figures.topics.iter().filter(|topic| topic.scenario == scenario.code).enumerate().collect();
            if topics.is_empty() {
                continue;
            }
            let name = &scenario.name;
            self.flow.heading(2, format!("{} {} {}", scenario.code, name.zh, name.en));
            for (place, topic) in topics {
                let words = [Lang::Zh, Lang::En]
                    .map(|lang| Words::new(lang).get(&format!("choice-respondent-{}", topic.respondent)).into_owned());
                let code = format!("{}.{}", scenario.code, place + 1);
                let text = Rich::default()
                    .and(Span::bold(format!("{code}　{}", topic.question.zh)))
                    .and(Span::plain(format!("（{}）", words.join(" "))));
                self.flow.add(Block::Paragraph { text, style: self.plain(), before: 6.0, after: 1.0, keep_next: true });
                let style = self.theme.small();
                self.flow.paragraph(topic.question.en.clone(), style);
                self.flow.add(Block::Space(54.0));
            }
        }
    }

    /// Sets the consent in both languages, before anything else, with its two boxes.
    fn consent(&mut self, id: &str) {
        let style = self.theme.small();
        self.flow.paragraph(self.zh.get(id), style);
        self.flow.paragraph(self.other.get(id), style);
        let line = format!("{}　{}　　{}", self.both("ask"), self.tick("agree"), self.tick("disagree"));
        let bold = Rich { spans: vec![Span::bold(line)] };
        self.flow.paragraph(bold, self.plain());
    }

    fn line(&mut self, text: &str) {
        let style = self.plain();
        self.flow.paragraph(text.to_owned(), style);
    }

    fn plain(&self) -> TextStyle {
        self.theme.body().sized(9.5).aligned(Align::Start)
    }

    fn both(&self, id: &str) -> String {
        format!("{} {}", self.zh.get(id), self.other.get(id))
    }

    fn tick(&self, id: &str) -> String {
        format!("{BOX} {}", self.both(id))
    }

    fn write(self, title: &str, date: &str, path: &Path) -> Result<usize, ReportError> {
        let (document, properties) = self.lay_out(title, date)?;
        pdf::write(&document, &properties, path, &mut onward)?;
        Ok(document.pages.len())
    }

    fn lay_out(self, title: &str, date: &str) -> Result<(Document, Properties), ReportError> {
        let (zh, en) = (Words::new(Lang::Zh), Words::new(Lang::En));
        let number = |page: usize, count: usize| format!("{page} / {count}");
        let round = |words: Words| words.format("round-numbered", &[("round", &self.figures.round.to_string())]);
        let mark = self.figures.demo.then(|| format!("{} · {}", zh.get("demo-mark"), en.get("demo-mark")));
        let Bilingual { zh: here, en: there } = &self.figures.community;
        let running = Running {
            header_left: self.figures.survey.clone(),
            header_right: format!("{here} {there} · {}", round(zh)),
            footer_left: self.figures.organisation.clone(),
            number: &number,
            mark,
        };
        let properties = Properties {
            title: self.both(title),
            author: self.figures.organisation.clone(),
            subject: format!("{} · {here}", self.figures.survey),
            keywords: String::new(),
            language: "zh-CN".to_owned(),
            date: date.to_owned(),
        };
        let mut typesetter = Typesetter::new(false)?;
        let pictures = Pictures::default();
        let document = paginate(&self.flow, pictures, Geometry::A4, &self.theme, &running, &mut typesetter)?;
        Ok((document, properties))
    }
}

/// Gives the boxes of a scale: `☐ 1  ☐ 2 …`.
fn steps(most: u32) -> String {
    (1..=most).map(|step| format!("{BOX} {step}")).collect::<Vec<_>>().join("　")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use tanfang_survey::framework::{Framework, FrameworkFiles};

    fn figures() -> FormFigures {
        let framework = Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
        FormFigures {
            survey: "八社区调研".into(),
            organisation: "课题组".into(),
            demo: false,
            community: framework.communities[0].name.clone(),
            round: 1,
            questions: framework.questions,
            scenarios: framework.scenarios,
            topics: framework.topics,
        }
    }

    fn squeezed(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    #[test]
    fn each_form_has_its_number_consent_first_and_every_question_in_both_languages() {
        let figures = figures();
        for language in ["en", "ko", "ja"] {
            let numbers = Numbered { first: 17, count: 3 };
            let (document, _) = questionnaires(&figures, language, numbers).lay_out("title", "2026-09-06").unwrap();
            let pages: Vec<String> = document.pages.iter().map(Page::squeezed).collect();
            assert_eq!(pages.len(), 3, "{language}: a form fills one sheet");
            for (page, number) in pages.iter().zip(["0017", "0018", "0019"]) {
                let at = |text: &str| page.find(&squeezed(text)).unwrap_or_else(|| panic!("{language}: {text}"));
                let consent = FormWords::of(language).unwrap().get("consent");
                assert!(at(number) < at(consent));
                for question in &figures.questions {
                    let other = match language {
                        "ko" => &question.text_ko,
                        "ja" => &question.text_ja,
                        _ => &question.text.en,
                    };
                    assert!(at(consent) < at(&question.text.zh) && at(&question.text.zh) < at(other));
                }
            }
        }
    }

    #[test]
    fn the_guide_asks_for_consent_and_then_every_topic() {
        let figures = figures();
        let mut setter = Setter::new(&figures, "ko");
        setter.guide();
        let (document, _) = setter.lay_out("guide", "2026-09-06").unwrap();
        let text: String = document.pages.iter().map(Page::squeezed).collect();
        assert!(text.contains(&squeezed(FormWords::KO.get("consent-interview"))));
        for topic in &figures.topics {
            assert!(text.contains(&squeezed(&topic.question.zh)), "{}", topic.question.zh);
        }
    }

    #[test]
    fn a_sign_that_no_typeface_has_is_named_before_a_file_is_written() {
        let mut figures = figures();
        figures.questions[0].text.zh = "您喜欢𓃰吗".into();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        let made = write_questionnaires(&figures, "en", Numbered { first: 1, count: 1 }, "2026-09-06", &path);
        assert!(matches!(made, Err(ReportError::MissingGlyph { character: '𓃰', .. })));
        assert!(!path.exists());
    }

    #[test]
    fn the_same_forms_give_the_same_bytes() {
        let (figures, folder) = (figures(), tempfile::tempdir().unwrap());
        let write = |name: &str| {
            let path = folder.path().join(name);
            write_questionnaires(&figures, "ko", Numbered { first: 1, count: 2 }, "2026-09-06", &path).unwrap();
            std::fs::read(path).unwrap()
        };
        assert_eq!(write("a.pdf"), write("b.pdf"));
    }
}
