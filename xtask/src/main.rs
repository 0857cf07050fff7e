//! The project's commands: `cargo xtask <serve|test|build|bench|tools>`.
//!
//! Rust instead of shell scripts, so that they run wherever cargo does. Every command first installs missing tools in pinned
//! versions; a second run repeats nothing.

mod bench;
mod browser;
mod build;
mod cache;
mod config;
mod count;
mod keras;
mod licences;
mod opcodes;
mod packages;
mod preload;
mod report;
mod scripts;
mod serve;
mod site;
mod size;
mod steps;
mod test;
mod tools;

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

/// An error is a sentence for the user: what went wrong, and what to do.
pub type Result<T> = std::result::Result<T, String>;

const HELP: &str = "\
cargo xtask <command>

  serve   build the page and serve it on 127.0.0.1
            --port N    the port to try first (8080); the next free one is taken when it is in use
            --no-open   do not open a browser
            --source    serve www/ as it is, to see what is changed there without building again
  test    run every check and test; the last line is `N passed, N failed`
            NAME…       run only these steps, and the steps that they need
            --list      print the names of the steps
            --keras     install Keras (1.6 GB) and run the scripts in it; without it that step is left out, unless
                        Keras is installed or the variable CI is set
  build   build the optimised packages into www/pkg, www/pkg-lessons and www/pkg-table, and what is delivered into site/
  bench   measure the kernels, the package beside its peers, and the page
            NAME…       measure only these parts: native, node, chromium, page
            --quick     few and short measurements, for a first look
  tools   install the pinned tools that are missing, and print the line that puts them on the PATH of a shell:
          eval \"$(cargo xtask tools)\"
  help    print this

Each command installs what it needs and lacks. wasm-pack, wasm-bindgen, wasm-opt and geckodriver are used from the PATH
where they have the pinned version, and else installed into a cache folder of yours; the Rust target for WebAssembly,
rustfmt and clippy are added by rustup. Chromium, Firefox and, on Linux, WebKit come from apt-get where there is one: as
root or without a terminal they are installed, and on a terminal you are asked. Cargo with rustup and Node.js 20.19 or newer
have to be there.";

#[derive(Debug, PartialEq)]
enum Task {
    Serve { port: u16, open: bool, source: bool },
    Test(test::Options),
    Build,
    Bench(bench::Options),
    Tools,
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
        "test" => return parse_test(options),
        "build" => Task::Build,
        "bench" => return parse_bench(options),
        "tools" => Task::Tools,
        "help" | "--help" | "-h" => Task::Help,
        other => return Err(format!("there is no command `{other}`: it is serve, test, build, bench or tools.")),
    };
    match options.first() {
        None => Ok(task),
        Some(option) => Err(format!("`cargo xtask {command}` takes no options, but was given `{option}`.")),
    }
}

fn parse_test(arguments: &[String]) -> Result<Task> {
    let mut options = test::Options::default();
    for argument in arguments {
        match argument.as_str() {
            "--list" => options.list = true,
            "--keras" => options.keras = true,
            other if other.starts_with('-') => {
                return Err(format!("test knows --list, --keras and names of steps, but was given `{other}`."));
            }
            name => options.names.push(name.into()),
        }
    }
    Ok(Task::Test(options))
}

fn parse_bench(options: &[String]) -> Result<Task> {
    let mut bench = bench::Options::default();
    for option in options {
        match option.as_str() {
            "--quick" => bench.quick = true,
            name if bench::PARTS.contains(&name) => bench.parts.push(name.into()),
            other => {
                let parts = bench::PARTS.join(", ");
                return Err(format!("bench knows --quick and the parts {parts}, but was given `{other}`."));
            }
        }
    }
    Ok(Task::Bench(bench))
}

fn parse_serve(options: &[String]) -> Result<Task> {
    let (mut port, mut open, mut source) = (8080, true, false);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        let (name, value) = option.split_once('=').map_or((option.as_str(), None), |(name, value)| (name, Some(value)));
        match (name, value) {
            ("--no-open", None) => open = false,
            ("--source", None) => source = true,
            ("--port", _) => {
                let n = value.or_else(|| options.next().map(String::as_str)).unwrap_or_default();
                port = n.parse().map_err(|_| format!("--port takes a number from 0 to 65535, not `{n}`."))?;
            }
            _ => return Err(format!("serve knows --port N, --no-open and --source, but was given `{option}`.")),
        }
    }
    Ok(Task::Serve { port, open, source })
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
        Task::Serve { port, open, source } => serve::run(&project, &tools, port, open, source)?,
        Task::Test(options) => return test::run(&project, &tools, &options),
        Task::Build => site::build(&project, &tools)?,
        Task::Bench(options) => bench::run(&project, &tools, &options)?,
        Task::Tools => print_tools(&tools)?,
        Task::Help => {}
    }
    Ok(true)
}

/// Installs the tools and prints nothing on standard output but the line for the shell.
fn print_tools(tools: &tools::Tools) -> Result<()> {
    tools.ensure_wasm()?;
    if browser::find_firefox(tools).is_some() {
        tools.ensure_geckodriver()?;
    }
    match tools.path_line() {
        Some(line) => say(line),
        None => note("all tools are on your PATH in the pinned versions."),
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(sentence) => {
            note(format!("error: {sentence}"));
            ExitCode::FAILURE
        }
    }
}

/// Prints a line. Unlike `println!` it does not panic on a closed pipe (`cargo xtask test | head`).
pub fn say(line: impl Display) {
    if cfg!(test) {
        return println!("{line}"); // which the test runner captures
    }
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Prints a line on standard error, for commands whose output is read by another program.
pub fn note(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Whether the variable CI is set.
pub fn in_ci() -> bool {
    means_ci(std::env::var("CI").ok().as_deref())
}

fn means_ci(variable: Option<&str>) -> bool {
    variable.is_some_and(|value| !matches!(value, "" | "0" | "false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Task> {
        super::parse(&line.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn commands_and_options() {
        assert_eq!(parse("test"), Ok(Task::Test(test::Options::default())));
        let names = vec!["doc".to_string(), "page".into()];
        assert_eq!(parse("test doc --keras page"), Ok(Task::Test(test::Options { names, list: false, keras: true })));
        assert_eq!(parse("test --list"), Ok(Task::Test(test::Options { list: true, ..Default::default() })));
        assert_eq!(parse("tools"), Ok(Task::Tools));
        assert_eq!(parse(""), Ok(Task::Help));
        assert_eq!(parse("serve --help"), Ok(Task::Help));
        assert_eq!(parse("bench"), Ok(Task::Bench(bench::Options::default())));
        assert_eq!(parse("bench --quick"), Ok(Task::Bench(bench::Options { quick: true, parts: vec![] })));
        let parts = vec!["page".to_string(), "node".into()];
        assert_eq!(parse("bench page --quick node"), Ok(Task::Bench(bench::Options { quick: true, parts })));
        assert_eq!(parse("serve"), Ok(Task::Serve { port: 8080, open: true, source: false }));
        assert_eq!(parse("serve --port 9000 --no-open"), Ok(Task::Serve { port: 9000, open: false, source: false }));
        assert_eq!(parse("serve --no-open --source --port=0"), Ok(Task::Serve { port: 0, open: false, source: true }));
    }

    #[test]
    fn what_ci_services_set_means_ci() {
        assert!(means_ci(Some("true")) && means_ci(Some("1")) && means_ci(Some("woodpecker")));
        assert!(!means_ci(None) && !means_ci(Some("")) && !means_ci(Some("0")) && !means_ci(Some("false")));
    }

    #[test]
    fn mistakes_are_named() {
        for (line, word) in [
            ("sevre", "`sevre`"),
            ("test --fast", "`--fast`"),
            ("tools all", "`all`"),
            ("bench --quick --slow", "`--slow`"),
            ("bench pages", "`pages`"),
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
