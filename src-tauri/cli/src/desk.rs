//! Where a call speaks: standard output, the chosen words, and sentences of refusal.

use crate::table::Table;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use tanfang_survey::session::Fault;
use tanfang_survey::text::Words;

/// Says why a call ends with exit 1.
#[derive(Debug)]
pub enum Refusal {
    /// The survey refused.
    Fault(Fault),
    /// What was typed is no value of its kind; the words are in `cli.ftl`.
    Said { id: &'static str, args: Vec<(&'static str, String)> },
    /// The sentences were written to standard error already, one a file.
    Told,
    /// Standard output could not be written.
    Out(io::Error),
}

impl Refusal {
    /// Refuses a typed text.
    pub fn given(id: &'static str, given: &str) -> Self {
        Self::Said { id, args: vec![("given", given.to_owned())] }
    }

    /// Gives the sentence; none where it was told already.
    pub fn sentence(&self, words: &Words) -> Option<String> {
        match self {
            Self::Fault(fault) => Some(fault.say(words)),
            Self::Said { id, args } => Some(fill(words, id, args)),
            Self::Told => None,
            Self::Out(error) => {
                Some(fill(words, "cli-cannot-write", &[("path", "-".to_owned()), ("why", why(error, words))]))
            }
        }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Out(error)
    }
}

pub type Done = Result<(), Refusal>;

fn fill(words: &Words, id: &str, args: &[(&'static str, String)]) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
    words.format(id, &args)
}

/// Says in words why a file could not be read or written.
pub fn why(error: &io::Error, words: &Words) -> String {
    let id = match error.kind() {
        io::ErrorKind::NotFound => "cli-why-not-found",
        io::ErrorKind::PermissionDenied => "cli-why-denied",
        io::ErrorKind::IsADirectory => "cli-why-directory",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "cli-why-full",
        io::ErrorKind::ReadOnlyFilesystem => "cli-why-read-only",
        io::ErrorKind::FileTooLarge => "cli-why-too-large",
        _ => return fill(words, "cli-why-other", &[("text", error.to_string())]),
    };
    words.get(id).into_owned()
}

/// Writes for one call.
#[derive(Debug)]
pub struct Desk<O> {
    pub words: Words,
    out: O,
}

impl<O: Write> Desk<O> {
    pub fn new(words: Words, out: O) -> Self {
        Self { words, out }
    }

    /// Gives a fixed text.
    pub fn word(&self, id: &str) -> String {
        self.words.get(id).into_owned()
    }

    /// Gives a text with its arguments.
    pub fn phrase(&self, id: &str, args: &[(&'static str, String)]) -> String {
        fill(&self.words, id, args)
    }

    /// Writes one line.
    pub fn line(&mut self, text: &str) -> Done {
        Ok(writeln!(self.out, "{text}")?)
    }

    /// Writes a worded line.
    pub fn say(&mut self, id: &str, args: &[(&'static str, String)]) -> Done {
        let text = self.phrase(id, args);
        self.line(&text)
    }

    /// Writes one JSON value.
    pub fn json(&mut self, value: &impl Serialize) -> Done {
        serde_json::to_writer_pretty(&mut self.out, value).map_err(io::Error::from)?;
        self.line("")
    }

    /// Starts a table with worded column heads; `>` before an id aligns to the right.
    pub fn table(&self, heads: &[&str]) -> Table {
        let heads: Vec<String> = heads
            .iter()
            .map(|head| match head.strip_prefix('>') {
                Some(id) => format!(">{}", self.words.get(id)),
                None => self.word(head),
            })
            .collect();
        Table::new(&heads)
    }

    /// Writes a table, or that there is nothing.
    pub fn show(&mut self, table: &Table) -> Done {
        if table.is_empty() { self.say("cli-nothing", &[]) } else { Ok(write!(self.out, "{table}")?) }
    }

    /// Tells on standard error that one file among several was refused.
    pub fn refuse_file(&mut self, file: &Path, reason: &str) -> Done {
        self.out.flush()?;
        let sentence =
            self.phrase("cli-refused-file", &[("file", file.display().to_string()), ("reason", reason.to_owned())]);
        writeln!(io::stderr(), "{sentence}")?;
        Ok(())
    }

    /// Says something beside the answer, on standard error.
    pub fn note(&mut self, id: &str, args: &[(&'static str, String)]) -> Done {
        self.out.flush()?;
        writeln!(io::stderr(), "{}", self.phrase(id, args))?;
        Ok(())
    }

    pub fn flush(&mut self) -> Done {
        Ok(self.out.flush()?)
    }
}
