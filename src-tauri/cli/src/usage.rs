//! Help and complaints about the call, in the chosen language.

use clap::builder::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction};
use tanfang_survey::text::Words;

/// Puts the words into the grammar: `cli-help-<command>` about each command, `cli-arg-<command>-<argument>`, or where
/// that is not worded `cli-arg-<argument>`, about each argument.
pub fn in_words(command: Command, words: &Words) -> Command {
    worded(command, words, "").version(env!("CARGO_PKG_VERSION"))
}

fn worded(command: Command, words: &Words, path: &str) -> Command {
    let about = words.get(&format!("cli-help{path}")).into_owned();
    let template = format!(
        "{{about}}\n\n{}\n\n{{all-args}}{}",
        words.format("cli-usage", &[("usage", "{usage}")]),
        if path.is_empty() { format!("\n\n{}\n", words.get("cli-help-more")) } else { "\n".to_owned() },
    );
    let mut command = command
        .about(about)
        .help_template(template)
        .subcommand_help_heading(words.get("cli-heading-commands").into_owned())
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(Arg::new("help").long("help").short('h').action(ArgAction::Help));
    if path.is_empty() {
        command = command.arg(Arg::new("version").long("version").short('V').action(ArgAction::Version));
    }
    let (arguments, options) =
        (words.get("cli-heading-arguments").into_owned(), words.get("cli-heading-options").into_owned());
    command = command.mut_args(|arg| {
        let text = argument_text(words, path, arg.get_id().as_str());
        let heading = if arg.is_positional() { &arguments } else { &options };
        arg.help(text).help_heading(heading.clone())
    });
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        let below = format!("{path}-{name}");
        command = command.mut_subcommand(name, |c| worded(c, words, &below));
    }
    command
}

fn argument_text(words: &Words, path: &str, id: &str) -> String {
    let id = id.replace('_', "-");
    let own = format!("cli-arg{path}-{id}");
    if words.knows(&own) { words.get(&own).into_owned() } else { words.get(&format!("cli-arg-{id}")).into_owned() }
}

/// Says in one sentence what is wrong with the call, and shows how it is meant.
pub fn complaint(error: &clap::Error, words: &Words) -> String {
    let what = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("  "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let given = |id: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        words.format(id, &args)
    };
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => given("cli-wrong-command", &[("name", what(ContextKind::InvalidSubcommand))]),
        ErrorKind::MissingSubcommand => given("cli-no-command", &[]),
        ErrorKind::UnknownArgument => given("cli-wrong-argument", &[("name", what(ContextKind::InvalidArg))]),
        ErrorKind::MissingRequiredArgument => given("cli-missing", &[("name", what(ContextKind::InvalidArg))]),
        ErrorKind::ArgumentConflict => {
            let (one, other) = (what(ContextKind::InvalidArg), what(ContextKind::PriorArg));
            if other.is_empty() || one == other {
                given("cli-twice", &[("name", one)])
            } else {
                given("cli-both", &[("one", one), ("other", other)])
            }
        }
        ErrorKind::InvalidValue if what(ContextKind::InvalidValue).is_empty() => {
            given("cli-no-value", &[("name", what(ContextKind::InvalidArg))])
        }
        ErrorKind::InvalidValue => given(
            "cli-wrong-choice",
            &[
                ("value", what(ContextKind::InvalidValue)),
                ("choices", what(ContextKind::ValidValue).replace("  ", " | ")),
            ],
        ),
        ErrorKind::InvalidUtf8 => given("cli-not-utf8", &[]),
        _ => given("cli-wrong-call", &[]),
    };
    let usage = what(ContextKind::Usage);
    let usage = usage.split_once("tanfang").map_or("COMMAND …", |(_, rest)| rest.trim());
    format!("{sentence}\n{}", words.format("cli-usage", &[("usage", &format!("tanfang {usage}"))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Call;
    use clap::CommandFactory as _;
    use tanfang_survey::text::Lang;

    fn walk(command: &Command, path: &str, visit: &mut impl FnMut(&Command, &str)) {
        visit(command, path);
        for below in command.get_subcommands() {
            walk(below, &format!("{path}-{}", below.get_name()), visit);
        }
    }

    #[test]
    fn every_command_and_argument_is_worded_in_both_languages() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            walk(&in_words(Call::command(), &words), "", &mut |command, path| {
                assert!(words.knows(&format!("cli-help{path}")), "cli-help{path} in {lang}");
                for arg in command.get_arguments() {
                    let id = arg.get_id().as_str().replace('_', "-");
                    let known = words.knows(&format!("cli-arg{path}-{id}")) || words.knows(&format!("cli-arg-{id}"));
                    assert!(known, "cli-arg{path}-{id} in {lang}");
                }
            });
        }
    }

    #[test]
    fn the_contract_names_every_command_as_the_program_does() {
        let contract = include_str!("../../../docs/cli.md");
        walk(&Call::command(), "", &mut |command, path| {
            if path.is_empty() || command.has_subcommands() {
                return;
            }
            let usage = command.clone().render_usage().to_string();
            let line = usage.trim_start_matches("Usage: ");
            assert!(contract.contains(&format!("### `{line}`\n")), "docs/cli.md has no heading for {line}");
        });
    }

    fn complain(line: &str, lang: Lang) -> String {
        let words = Words::new(lang);
        let error = in_words(Call::command(), &words).try_get_matches_from(line.split(' ')).unwrap_err();
        complaint(&error, &words)
    }

    #[test]
    fn complaints_say_what_is_wrong_and_how_it_is_meant() {
        assert_eq!(complain("tanfang digset d", Lang::En), "There is no command “digset”.\nUsage: tanfang COMMAND …");
        assert_eq!(complain("tanfang digest", Lang::En), "Missing: <DIR>.\nUsage: tanfang digest DIR");
        assert_eq!(
            complain("tanfang digest d --loud", Lang::Zh),
            "这个命令没有“--loud”这个参数或选项。\n用法：tanfang digest DIR"
        );
        let birds = complain("tanfang list d birds", Lang::En);
        assert!(birds.starts_with("“birds” cannot stand here; possible are: communities | assessments | "), "{birds}");
        let cell = "tanfang record d --community c --round 1 --indicator 1.1.1";
        assert!(complain(&format!("{cell} --value 1 --clear"), Lang::En).contains("cannot be used together"));
        assert!(complain(&format!("{cell} --value 1 --value 2"), Lang::En).contains("only once"));
        assert!(complain(&format!("{cell} --value"), Lang::En).contains("needs something after it"));
        assert!(complain(cell, Lang::En).starts_with("Missing: "));
    }
}
