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
    let about = words.say(&format!("cli-help{path}"), &[]);
    let template = format!(
        "{{about}}\n\n{} {{usage}}\n\n{{all-args}}{}",
        words.say("cli-usage", &[]),
        if path.is_empty() { format!("\n\n{}\n", words.say("cli-help-more", &[])) } else { "\n".to_owned() },
    );
    let mut command = command
        .about(about)
        .help_template(template)
        .subcommand_help_heading(words.say("cli-heading-commands", &[]))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(Arg::new("help").long("help").short('h').action(ArgAction::Help));
    if path.is_empty() {
        command = command.arg(Arg::new("version").long("version").short('V').action(ArgAction::Version));
    }
    let (arguments, options) = (words.say("cli-heading-arguments", &[]), words.say("cli-heading-options", &[]));
    command = command.mut_args(|arg| {
        let text = argument_text(words, path, arg.get_id().as_str());
        let heading = if arg.is_positional() { &arguments } else { &options };
        arg.help(text).help_heading(heading.clone()).hide_possible_values(true)
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
    if words.has(&own) { words.say(&own, &[]) } else { words.say(&format!("cli-arg-{id}"), &[]) }
}

/// Says in one sentence what is wrong with the call, and shows how it is meant.
pub fn complaint(error: &clap::Error, words: &Words) -> String {
    let what = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("  "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let given = |id: &str, args: &[(&str, String)]| words.say(id, args);
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
            &[("value", what(ContextKind::InvalidValue)), ("choices", what(ContextKind::ValidValue).replace("  ", " | "))],
        ),
        ErrorKind::InvalidUtf8 => given("cli-not-utf8", &[]),
        _ => given("cli-wrong-call", &[]),
    };
    let usage = what(ContextKind::Usage);
    let usage = usage.split_once("tanfang").map_or("COMMAND …", |(_, rest)| rest.trim());
    format!("{sentence}\n{} tanfang {usage}", words.say("cli-usage", &[]))
}
