//! The data dictionary: what each column holds, and what the table was made of.

use super::{Table, TableOf, Work, result};
use tanfang_survey::session::{APP, Fault, Session};
use tanfang_survey::text::Words;

/// Heads the dictionary itself.
const HEAD: [&str; 3] = ["table-dictionary-column", "table-dictionary-key", "table-dictionary-meaning"];

/// Gives the lines of the dictionary, headings first: name, key that is the same in all languages, meaning.
pub(super) fn of(session: &Session, of: &TableOf, words: &Words) -> Result<Vec<[String; 3]>, Fault> {
    let work = Work { session, round: of.round, lang: words.lang(), words };
    let mut lines = vec![HEAD.map(|id| words.get(id).into_owned())];
    for column in of.table.columns() {
        lines.push([heading(column, words), column.replace('-', "_"), meaning(column, words)]);
    }
    let survey = session.overview()?;
    let framework = session.framework();
    let identity = &framework.identity;
    let mut say = |key: &str, text: String| {
        lines.push([words.get(&format!("table-of-{key}")).into_owned(), key.replace('-', "_"), text]);
    };
    say("table", words.get(&format!("table-{}", of.table.as_str())).into_owned());
    say("survey", survey.name);
    if survey.demo {
        say("demo", words.get("demo-meaning").into_owned());
    }
    say("framework", format!("{} {}", identity.id, identity.version));
    say("status", work.pick(&identity.status));
    say("least-coverage", format!("{}%", session.least_coverage()?));
    if let (Table::Scores | Table::Gaps, Some(said)) = (of.table, result::weighed(&work)?) {
        say("weights", said);
    }
    say("digest", session.digest()?.to_string());
    say("program", format!("{} {APP}", words.get("app-name")));
    Ok(lines)
}

/// Gives the heading of a column.
pub(super) fn heading(column: &str, words: &Words) -> String {
    words.get(&format!("table-column-{column}")).into_owned()
}

pub(super) fn meaning(column: &str, words: &Words) -> String {
    words.get(&format!("table-about-{column}")).into_owned()
}
