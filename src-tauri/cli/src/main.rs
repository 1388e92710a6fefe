//! The program `tanfang`: every verb of a survey, scriptable. The contract is `docs/cli.md`.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod args;
mod desk;
mod given;
mod table;
mod usage;
mod verb;

use args::{Call, Tongue};
use clap::{CommandFactory as _, FromArgMatches as _};
use desk::{Desk, Refusal};
use std::ffi::OsString;
use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;
use tanfang_survey::text::{Lang, Words};

fn main() -> ExitCode {
    if let Some(drawn) = tanfang_survey::photo::heic::serve() {
        return drawn;
    }
    let line: Vec<OsString> = std::env::args_os().collect();
    // The language of a complaint about the call must be known before the call is understood.
    let words = Words::new(asked(&line).unwrap_or_else(of_locale));
    let call = match understood(Call::command(), &line) {
        Ok(call) => call,
        // Only where something has to be explained is the grammar put into words.
        Err(_) => match understood(usage::in_words(Call::command(), &words), &line) {
            Ok(call) => call,
            Err(error) => return explain(&error, &words),
        },
    };
    let mut desk = Desk::new(words, BufWriter::new(io::stdout().lock()));
    let outcome = verb::run(call, &mut desk).and_then(|()| desk.flush());
    // What was done before the refusal (the other files) still belongs on standard output.
    let flushed = desk.flush();
    match outcome.and(flushed) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of a pipe has seen enough; what was asked for is done.
        Err(Refusal::Out(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(refusal) => {
            if let Some(sentence) = refusal.sentence(&words) {
                tell(&sentence);
            }
            ExitCode::from(1)
        }
    }
}

fn understood(grammar: clap::Command, line: &[OsString]) -> Result<Call, clap::Error> {
    grammar.try_get_matches_from(line).and_then(|matches| Call::from_arg_matches(&matches))
}

/// Writes to standard error; where even that is closed, the exit code has to do.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Answers a call for help, or one that could not be understood.
fn explain(error: &clap::Error, words: &Words) -> ExitCode {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = write!(io::stdout(), "{error}");
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            tell(error.to_string().trim_end());
            ExitCode::from(2)
        }
        _ => {
            tell(&usage::complaint(error, words));
            ExitCode::from(2)
        }
    }
}

/// Finds `--lang` in a line that may not parse.
fn asked(line: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = line.iter().filter_map(|word| word.to_str()).collect();
    let after = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let inside = || words.iter().find_map(|word| word.strip_prefix("--lang="));
    after
        .or_else(inside)
        .and_then(|text| match text {
            "zh" => Some(Tongue::Zh),
            "en" => Some(Tongue::En),
            _ => None,
        })
        .and_then(Tongue::lang)
}

/// Chooses by the locale of the machine: the POSIX variables first, so that a script can set them anywhere.
fn of_locale() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|text| !text.is_empty()));
    Lang::detect(set.or_else(sys_locale::get_locale).as_deref())
}
