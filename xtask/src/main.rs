//! The project's chores: `cargo xtask <serve|test|build|bench>`.
//!
//! Plain Rust rather than shell scripts, so that they run wherever cargo does. Every chore first installs what it needs
//! and lacks, in pinned versions, and a second run does no work twice.

mod bench;
mod browser;
mod build;
mod config;
mod count;
mod keras;
mod opcodes;
mod packages;
mod serve;
mod size;
mod test;
mod tools;

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

/// An error is a sentence for the person at the keyboard: what went wrong, and what to do.
pub type Result<T> = std::result::Result<T, String>;

const HELP: &str = "\
cargo xtask <command>

  serve   build the packages and serve the page on 127.0.0.1
            --port N    the port to try first (8080); the next free one is taken when it is in use
            --no-open   do not open a browser
  test    run every check and test; the last line is `N passed, N failed`
  build   build the optimised packages into www/pkg and www/pkg-lessons
  bench   measure the kernels, the package beside its peers, and the page
            --quick     few and short measurements, for a first look
  help    print this

Each command installs what it needs and lacks (the wasm target, wasm-pack, wasm-bindgen, wasm-opt; for the tests also
rustfmt and clippy; for tests and benchmarks, where apt-get can, Chromium, for tests Firefox, and their own packages from
npm). Cargo with rustup and Node.js 20 or newer have to be there before.";

#[derive(Debug, PartialEq)]
enum Task {
    Serve { port: u16, open: bool },
    Test,
    Build,
    Bench { quick: bool },
    Help,
}

fn parse(arguments: &[String]) -> Result<Task> {
    let (command, options) = match arguments.split_first() {
        Some((command, options)) => (command.as_str(), options),
        None => ("help", arguments),
    };
    if options.iter().any(|o| o == "--help" || o == "-h") {
        return Ok(Task::Help);
    }
    let task = match command {
        "serve" => return parse_serve(options),
        "test" => Task::Test,
        "build" => Task::Build,
        "bench" => return parse_bench(options),
        "help" | "--help" | "-h" => Task::Help,
        other => return Err(format!("there is no command `{other}`: it is serve, test, build or bench.")),
    };
    match options.first() {
        None => Ok(task),
        Some(option) => Err(format!("`cargo xtask {command}` takes no options, but was given `{option}`.")),
    }
}

fn parse_bench(options: &[String]) -> Result<Task> {
    match options.iter().find(|option| *option != "--quick") {
        None => Ok(Task::Bench { quick: !options.is_empty() }),
        Some(option) => Err(format!("bench knows --quick, but was given `{option}`.")),
    }
}

fn parse_serve(options: &[String]) -> Result<Task> {
    let (mut port, mut open) = (8080, true);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        let value = match option.split_once('=') {
            Some(("--port", value)) => Some(value),
            None if option == "--port" => Some(options.next().map_or("", String::as_str)),
            None if option == "--no-open" => None,
            _ => return Err(format!("serve knows --port N and --no-open, but was given `{option}`.")),
        };
        match value {
            Some(n) => port = n.parse().map_err(|_| format!("--port takes a number from 0 to 65535, not `{n}`."))?,
            None => open = false,
        }
    }
    Ok(Task::Serve { port, open })
}

fn run() -> Result<bool> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let task = parse(&arguments)?;
    if task == Task::Help {
        say(HELP);
        return Ok(true);
    }
    let project = config::Project::load()?;
    let tools = tools::Tools::new(&project)?;
    match task {
        Task::Serve { port, open } => serve::run(&project, &tools, port, open)?,
        Task::Test => return test::run(&project, &tools),
        Task::Build => build::packages(&project, &tools)?,
        Task::Bench { quick } => bench::run(&project, &tools, quick)?,
        Task::Help => {}
    }
    Ok(true)
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(sentence) => {
            let _ = writeln!(std::io::stderr(), "error: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a line. Unlike `println!` it does not panic when nobody reads on (`cargo xtask test | head`).
pub fn say(line: impl Display) {
    if cfg!(test) {
        return println!("{line}"); // which the test runner captures
    }
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Task> {
        super::parse(&line.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn commands_and_options() {
        assert_eq!(parse("test"), Ok(Task::Test));
        assert_eq!(parse(""), Ok(Task::Help));
        assert_eq!(parse("serve --help"), Ok(Task::Help));
        assert_eq!(parse("bench"), Ok(Task::Bench { quick: false }));
        assert_eq!(parse("bench --quick"), Ok(Task::Bench { quick: true }));
        assert_eq!(parse("serve"), Ok(Task::Serve { port: 8080, open: true }));
        assert_eq!(parse("serve --port 9000 --no-open"), Ok(Task::Serve { port: 9000, open: false }));
        assert_eq!(parse("serve --no-open --port=0"), Ok(Task::Serve { port: 0, open: false }));
    }

    #[test]
    fn mistakes_are_named() {
        for (line, word) in [
            ("sevre", "`sevre`"),
            ("test --fast", "`--fast`"),
            ("bench --quick --slow", "`--slow`"),
            ("serve --prot 1", "`--prot`"),
            ("serve --port 70000", "`70000`"),
            ("serve --port", "--port takes a number"),
            ("serve --no-open=yes", "`--no-open=yes`"),
        ] {
            let error = parse(line).unwrap_err();
            assert!(error.contains(word), "{line}: {error}");
        }
    }
}
