//! Browsers: those of the tests, and the user's.

use crate::keras::Missing;
use crate::steps::Need;
use crate::tools::{Tools, finish, first_number, with};
use crate::{Result, in_ci, say};
use std::collections::BTreeSet;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What to do without a browser. One sentence for each, whichever part is missing.
const ABOUT_CHROMIUM: &str =
    "install Chromium or Chrome and the chromedriver of the same version, put both on your PATH, and run this again.";
const ABOUT_FIREFOX: &str = "install Firefox (Debian's firefox-esr will do), put it on your PATH, and run this again.";
const ABOUT_WEBKIT: &str = "install the WebDriver of WebKitGTK and a virtual screen for it (Debian's webkit2gtk-driver, \
                            xvfb and xauth), put them on your PATH, and run this again.";

/// Where Chromium is, with its driver of the same version on PATH.
pub fn chromium(tools: &Tools) -> Result<PathBuf> {
    if let Some(named) = named().filter(|file| !file.is_file()) {
        return Err(format!(
            "the variable CHROMIUM names {}, which is not a file: correct or unset it.",
            named.display()
        ));
    }
    let browser =
        find_chromium(tools).ok_or_else(|| format!("there is no Chromium for the tests: {ABOUT_CHROMIUM}"))?;
    if tools.find("chromedriver").is_none() {
        return Err(format!("there is no chromedriver for the tests: {ABOUT_CHROMIUM}"));
    }
    // A driver of another version starts no session, and its message does not name the cause.
    let version = |name: &str| tools.output(name, &["--version"]).unwrap_or_default();
    let (of_browser, of_driver) = (version(&browser.to_string_lossy()), version("chromedriver"));
    match (first_number(&of_browser), first_number(&of_driver)) {
        (Some(a), Some(b)) if a != b => Err(format!(
            "the browser ({of_browser}) and its driver ({of_driver}) differ in their major version: {ABOUT_CHROMIUM}"
        )),
        _ => Ok(browser),
    }
}

/// Firefox, with its driver on PATH.
pub fn firefox(tools: &Tools) -> Result<()> {
    // Without the browser its driver need not be compiled.
    find_firefox(tools).ok_or_else(|| format!("there is no Firefox for the tests: {ABOUT_FIREFOX}"))?;
    tools.ensure_geckodriver()
}

/// WebKit's driver, and the screen that its browser needs: it has no headless mode.
pub fn webkit(tools: &Tools) -> std::result::Result<(), Missing> {
    if !cfg!(target_os = "linux") {
        let why = "WebKit is tested only on Linux, where WebKitGTK brings it with a WebDriver.";
        return Err(Missing { why: why.into(), optional: true });
    }
    match WEBKIT_PROGRAMS.iter().find(|program| tools.find(program).is_none()) {
        None => Ok(()),
        Some(program) => {
            let why = format!("there is no {program} for the tests in WebKit: {ABOUT_WEBKIT}");
            Err(Missing { why, optional: false })
        }
    }
}

/// The driver, the screen and what starts it, and what xvfb-run itself needs and does not bring.
const WEBKIT_PROGRAMS: [&str; 4] = ["WebKitWebDriver", "Xvfb", "xvfb-run", "xauth"];

fn named() -> Option<PathBuf> {
    env::var_os("CHROMIUM").filter(|name| !name.is_empty()).map(PathBuf::from)
}

/// The browser named by the variable CHROMIUM, else the first one of the usual names and places.
fn find_chromium(tools: &Tools) -> Option<PathBuf> {
    if let Some(named) = named() {
        return Some(named);
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let places = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    let on_path = names.iter().find_map(|name| tools.find(name));
    on_path.or_else(|| places.iter().map(PathBuf::from).find(|file| file.is_file()))
}

/// Chromium without a window around its pages: one opens in half the time. Debian has it beside Chromium.
const SHELL: &str = "chromium-headless-shell";

/// The fastest Chromium for tests of many pages: without a window where there is such a one, and none was named.
pub fn windowless(tools: &Tools, chromium: &Path) -> PathBuf {
    tools.find(SHELL).filter(|_| named().is_none()).unwrap_or_else(|| chromium.to_path_buf())
}

fn is_debian(tools: &Tools) -> bool {
    tools.output("sh", &["-c", ". /etc/os-release && echo $ID"]).as_deref() == Some("debian")
}

/// A Firefox at the places where geckodriver looks for one.
pub fn find_firefox(tools: &Tools) -> Option<PathBuf> {
    let places = ["/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"];
    tools.find("firefox").or_else(|| places.iter().map(PathBuf::from).find(|file| file.is_file()))
}

/// Installs those of the needed browsers that are missing from the distribution, where it has apt-get. What cannot be
/// installed is left as it is, and an error says why.
pub fn install_missing(tools: &Tools, needs: &BTreeSet<Need>) -> Result<()> {
    let packages = missing(tools, needs);
    if packages.is_empty() || !cfg!(target_os = "linux") || tools.find("apt-get").is_none() {
        return Ok(());
    }
    let names = packages.join(", ");
    let by_hand = format!("sudo apt-get install --no-install-recommends {}", packages.join(" "));
    let root = tools.output("id", &["-u"]).as_deref() == Some("0");
    let start: &[&str] = match permission(root, has_terminal()) {
        Permission::Root => {
            say(format!(
                "installing {names} with apt-get as root (for the tests in browsers; about 2 minutes, once) …"
            ));
            &["env"]
        }
        Permission::WithoutPassword => {
            if tools.output("sudo", &["-n", "true"]).is_none() {
                return Err(format!(
                    "{names} must be installed with a password, and there is no terminal to ask for it: run `{by_hand}`."
                ));
            }
            say(format!("no terminal to ask at: installing {names} with sudo apt-get (about 2 minutes, once) …"));
            &["sudo", "-n", "env"]
        }
        Permission::Ask => {
            let question = format!("The tests in browsers need {names}. Run `{by_hand}` now? [y/N] ");
            if !is_yes(&answer(&question)) {
                return Err(format!("nothing was installed, as you said: `{by_hand}` does it."));
            }
            &["sudo", "env"]
        }
    };
    let apt = |arguments: &[&str], what: &str| {
        let command = with(tools.command(start[0])?, &start[1..]);
        finish(with(with(command, &["DEBIAN_FRONTEND=noninteractive", "apt-get"]), arguments), what)
    };
    apt(&["update"], "apt-get update")?;
    let install = [&["install", "--yes", "--no-install-recommends"], &packages[..]].concat();
    apt(&install, &format!("apt-get install {}", packages.join(" ")))
}

/// How packages of the distribution may be installed.
#[derive(Debug, PartialEq)]
enum Permission {
    Root,
    /// The user at the terminal agrees, and gives sudo the password.
    Ask,
    /// No terminal: only if sudo needs no password.
    WithoutPassword,
}

fn permission(root: bool, terminal: bool) -> Permission {
    match (root, terminal) {
        (true, _) => Permission::Root,
        (false, true) => Permission::Ask,
        (false, false) => Permission::WithoutPassword,
    }
}

/// Whether a question can be answered: some CI services have a terminal without a user.
fn has_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal() && !in_ci()
}

/// Asks on standard error, because standard output may go to a file.
fn answer(question: &str) -> String {
    let mut line = String::new();
    let _ = write!(io::stderr(), "{question}");
    let _ = io::stdin().read_line(&mut line); // nothing is no
    line
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// Debian's names of those needed browsers that are missing, and of what belongs to them.
fn missing(tools: &Tools, needs: &BTreeSet<Need>) -> Vec<&'static str> {
    let has_chromium = (named().is_some() || find_chromium(tools).is_some()) && tools.find("chromedriver").is_some();
    let has_windowless = named().is_some() || tools.find(SHELL).is_some() || !is_debian(tools);
    let packages = |browser: &Need| -> Vec<&'static str> {
        match browser {
            Need::Chromium => {
                let chromium: &[&str] = if has_chromium { &[] } else { &["chromium", "chromium-driver"] };
                let windowless: &[&str] = if has_windowless { &[] } else { &[SHELL] };
                [chromium, windowless].concat()
            }
            Need::Firefox if find_firefox(tools).is_none() => vec!["firefox-esr"],
            Need::WebKit if webkit(tools).is_err() => vec!["webkit2gtk-driver", "xvfb", "xauth"],
            _ => vec![],
        }
    };
    needs.iter().flat_map(packages).collect()
}

/// Opens the address in the user's browser; having none is not an error.
pub fn open(address: &str) {
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|v| !v.is_empty()));
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        with(Command::new("cmd"), &["/C", "start", ""])
    } else if display {
        Command::new("xdg-open")
    } else {
        return;
    };
    let _ = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_os = "linux")]
    use crate::build::tests::{folder, program};
    #[cfg(target_os = "linux")]
    use crate::tools::tests::tools_in;

    #[cfg(target_os = "linux")]
    #[test]
    fn only_what_is_missing_is_installed() {
        let folder = folder("browsers");
        let tools = tools_in(&folder);
        let needed = |needs: &[Need]| missing(&tools, &needs.iter().copied().collect());
        let all = [Need::WebKit, Need::Target, Need::Firefox, Need::Chromium];
        let names = ["chromium", "chromium-driver", "firefox-esr", "webkit2gtk-driver", "xvfb", "xauth"];
        assert_eq!(needed(&all), names, "one call for all");
        assert!(needed(&[]).is_empty() && needed(&[Need::Target]).is_empty());
        let bin = folder.join("bin");
        for name in ["chromium", "firefox", "WebKitWebDriver", "Xvfb", "xvfb-run"] {
            program(&bin, name, "exit 0");
        }
        assert_eq!(needed(&all), [&names[..2], &names[3..]].concat(), "a driver is missing, and what xvfb-run calls");
        let lacking = webkit(&tools).unwrap_err();
        assert!(lacking.why.starts_with("there is no xauth for the tests in WebKit: install ") && !lacking.optional);
        program(&bin, "chromedriver", "exit 0");
        program(&bin, "xauth", "exit 0");
        assert!(needed(&all).is_empty() && webkit(&tools).is_ok());
        assert_eq!(windowless(&tools, Path::new("it")), Path::new("it"));
        program(&bin, "sh", "echo debian");
        assert_eq!(needed(&all), [SHELL], "where the distribution has it");
        program(&bin, SHELL, "exit 0");
        assert!(needed(&all).is_empty());
        assert_eq!(windowless(&tools, Path::new("it")), bin.join(SHELL));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn nobody_is_asked_who_cannot_answer() {
        assert_eq!(permission(true, true), Permission::Root);
        assert_eq!(permission(true, false), Permission::Root);
        assert_eq!(permission(false, true), Permission::Ask);
        assert_eq!(permission(false, false), Permission::WithoutPassword);
    }

    #[test]
    fn only_yes_is_yes() {
        assert!(["y", "Y\n", " yes \n", "YES"].into_iter().all(is_yes));
        assert!(["", "\n", "n\n", "no", "yesterday", "ok"].into_iter().all(|answer| !is_yes(answer)));
    }
}
