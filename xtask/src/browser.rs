//! Browsers: those that the tests drive, and the one that the person looks with.

use crate::config::Project;
use crate::tools::{Tools, finish, first_number, with};
use crate::{Result, say};
use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What to do without a browser. One sentence for each, whichever part is missing.
const ABOUT_CHROMIUM: &str =
    "install Chromium or Chrome and the chromedriver of the same version, put both on your PATH, and run this again.";
const ABOUT_FIREFOX: &str = "install Firefox (Debian's firefox-esr will do), put it on your PATH, and run this again.";

/// The browsers of the tests, each by itself: where one is missing, the tests in the other still run.
pub struct Browsers {
    /// Where Chromium is.
    pub chromium: Result<PathBuf>,
    pub firefox: Result<()>,
}

/// The browsers of the tests with their drivers on PATH: found, or installed where that is possible.
pub fn ensure(project: &Project, tools: &Tools) -> Browsers {
    if let Err(sentence) = install_missing(tools) {
        say(format!("error: {sentence}"));
    }
    Browsers { chromium: checked_chromium(tools), firefox: checked_firefox(project, tools) }
}

fn checked_chromium(tools: &Tools) -> Result<PathBuf> {
    if let Some(named) = named().filter(|file| !file.is_file()) {
        return Err(format!(
            "the variable CHROMIUM names {}, which is not a file: correct or unset it.",
            named.display()
        ));
    }
    let browser = chromium(tools).ok_or_else(|| format!("there is no Chromium for the tests: {ABOUT_CHROMIUM}"))?;
    if tools.find("chromedriver").is_none() {
        return Err(format!("there is no chromedriver for the tests: {ABOUT_CHROMIUM}"));
    }
    // A driver of another version starts no session, and says so in a way that nobody understands.
    let version = |name: &str| tools.output(name, &["--version"]).unwrap_or_default();
    let (of_browser, of_driver) = (version(&browser.to_string_lossy()), version("chromedriver"));
    match (first_number(&of_browser), first_number(&of_driver)) {
        (Some(a), Some(b)) if a != b => Err(format!(
            "the browser ({of_browser}) and its driver ({of_driver}) differ in their major version: {ABOUT_CHROMIUM}"
        )),
        _ => Ok(browser),
    }
}

fn checked_firefox(project: &Project, tools: &Tools) -> Result<()> {
    // Nobody compiles a driver for a browser that is not there.
    firefox(tools).ok_or_else(|| format!("there is no Firefox for the tests: {ABOUT_FIREFOX}"))?;
    tools.ensure_geckodriver(project)
}

fn named() -> Option<PathBuf> {
    env::var_os("CHROMIUM").filter(|name| !name.is_empty()).map(PathBuf::from)
}

/// The browser named by the variable CHROMIUM, else the first one of the usual names and places.
fn chromium(tools: &Tools) -> Option<PathBuf> {
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

/// A Firefox at the places where geckodriver looks for one.
fn firefox(tools: &Tools) -> Option<PathBuf> {
    let places = ["/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"];
    tools.find("firefox").or_else(|| places.iter().map(PathBuf::from).find(|file| file.is_file()))
}

/// Installs the browsers that are missing from the distribution, if that asks nobody for a password; otherwise leaves
/// things as they are.
fn install_missing(tools: &Tools) -> Result<()> {
    let no_chromium = named().is_none() && chromium(tools).is_none() || tools.find("chromedriver").is_none();
    let packages = packages(no_chromium, firefox(tools).is_none());
    if packages.is_empty() || !cfg!(target_os = "linux") || tools.find("apt-get").is_none() {
        return Ok(());
    }
    let root = tools.output("id", &["-u"]).as_deref() == Some("0");
    if !root && tools.output("sudo", &["-n", "true"]).is_none() {
        return Ok(());
    }
    let apt = |arguments: &[&str], what: &str| {
        let start: &[&str] = if root { &["env"] } else { &["sudo", "-n", "env"] };
        let command = with(tools.command(start[0])?, &start[1..]);
        finish(with(with(command, &["DEBIAN_FRONTEND=noninteractive", "apt-get"]), arguments), what)
    };
    let names = packages.join(" and ");
    say(format!("installing {names} with apt-get (for the tests in browsers; about 2 minutes, once) …"));
    apt(&["update"], "apt-get update")?;
    let install = [&["install", "--yes", "--no-install-recommends"], &packages[..]].concat();
    apt(&install, &format!("apt-get install {}", packages.join(" ")))
}

/// Debian's names of what is missing.
fn packages(no_chromium: bool, no_firefox: bool) -> Vec<&'static str> {
    let chromium: &[_] = if no_chromium { &["chromium", "chromium-driver"] } else { &[] };
    let firefox: &[_] = if no_firefox { &["firefox-esr"] } else { &[] };
    [chromium, firefox].concat()
}

/// Shows the address in the person's browser, where there is one; it is no failure when there is none.
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

    #[test]
    fn only_what_is_missing_is_installed() {
        assert!(packages(false, false).is_empty());
        assert_eq!(packages(true, false), ["chromium", "chromium-driver"]);
        assert_eq!(packages(false, true), ["firefox-esr"]);
        assert_eq!(packages(true, true), ["chromium", "chromium-driver", "firefox-esr"], "one call for both");
    }
}
