//! One step of a task: announced, timed, and stopped with a sentence where it fails.

use crate::tally::Tally;
use crate::{Done, Stop, root};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Does a step between two lines that name it; the second one says how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Done<T>) -> Done<T> {
    println!("==> {name}");
    let start = Instant::now();
    let done = work();
    let outcome = if done.is_ok() { "done" } else { "failed" };
    println!("<== {name}: {outcome} in {}", spoken(start.elapsed()));
    done
}

/// Prepares cargo, the same one that started this program, in the folder of the repository.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Prepares npm in the folder of the page.
pub fn npm() -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(root().join("ui"));
    npm
}

/// Prepares a program in the folder of the repository.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a command to its end, its output going straight to the terminal.
pub fn perform(command: &mut Command) -> Done {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(broke_off(command, status)) }
}

/// Runs a command to its end, passes its output on line by line and counts the tests it reports.
pub fn perform_counting(command: &mut Command, tally: &mut Tally) -> Done {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    let mut own = Tally::default();
    if let Some(output) = child.stdout.take() {
        pass_on(output, std::io::stdout(), &mut own);
    }
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    if !status.success() && own.failed == 0 {
        // Broken off before it could count, by a signal or by the compiler: still a failure in the total.
        own.failed = 1;
    }
    tally.add(own);
    if status.success() { Ok(()) } else { Err(broke_off(command, status)) }
}

/// Passes lines on as they come and counts the tests they report. A closed terminal does not stop the counting.
fn pass_on(from: impl Read, mut to: impl Write, tally: &mut Tally) {
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let _ = to.write_all(&line).and_then(|()| to.flush());
        tally.read(&String::from_utf8_lossy(&line));
        line.clear();
    }
}

/// Runs a command silently and gives its output, or nothing if it cannot be started or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Stop {
    Stop(format!("`{}` cannot be started: {error}", shown(command)))
}

fn broke_off(command: &Command, status: ExitStatus) -> Stop {
    Stop(format!("`{}` ended with {status}; what is wrong stands above", shown(command)))
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn spoken(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 60.0 {
        return format!("{seconds:.1} s");
    }
    let whole = time.as_secs();
    format!("{} min {} s", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spoken() {
        assert_eq!(spoken(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(spoken(Duration::from_secs(125)), "2 min 5 s");
    }

    #[test]
    fn a_command_is_shown_without_its_folder() {
        assert_eq!(shown(Command::new("/usr/bin/cargo").args(["fmt", "--check"])), "cargo fmt --check");
    }

    #[test]
    fn lines_are_passed_on_and_counted() {
        let said = "running 3 tests\n\u{ff}\ntest result: ok. 3 passed; 0 failed; 0 ignored";
        let (mut tally, mut heard) = (Tally::default(), Vec::new());
        pass_on(said.as_bytes(), &mut heard, &mut tally);
        assert_eq!(heard, said.as_bytes());
        assert_eq!(tally, Tally { passed: 3, failed: 0 });
    }

    #[cfg(unix)]
    #[test]
    fn a_step_that_breaks_off_counts_as_a_failure() {
        let mut tally = Tally { passed: 3, failed: 0 };
        assert!(perform_counting(Command::new("sh").args(["-c", "exit 101"]), &mut tally).is_err());
        assert_eq!(tally, Tally { passed: 3, failed: 1 });
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let Err(Stop(sentence)) = perform(&mut Command::new("no-such-program")) else { panic!("it ran") };
        assert!(sentence.contains("no-such-program"), "{sentence}");
        assert_eq!(ask(&mut Command::new("no-such-program")), None);
    }
}
