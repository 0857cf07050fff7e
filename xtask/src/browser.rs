//! Browsers: the one that the tests drive, and the one that the person looks with.

use crate::tools::{Tools, finish, first_number, with};
use crate::{Result, say};
use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What to do without a browser. One sentence, whichever part is missing.
const WHAT_TO_DO: &str =
    "install Chromium or Chrome and the chromedriver of the same version, put both on your PATH, and run this again.";

/// A Chromium for the tests, with its driver on PATH: found, or installed where that is possible.
pub fn ensure_chromium(tools: &Tools) -> Result<PathBuf> {
    if let Some(named) = named().filter(|file| !file.is_file()) {
        return Err(format!(
            "the variable CHROMIUM names {}, which is not a file: correct or unset it.",
            named.display()
        ));
    }
    if (chromium(tools).is_none() || tools.find("chromedriver").is_none()) && cfg!(target_os = "linux") {
        install_with_apt(tools)?;
    }
    let browser = chromium(tools).ok_or_else(|| format!("there is no Chromium for the tests: {WHAT_TO_DO}"))?;
    if tools.find("chromedriver").is_none() {
        return Err(format!("there is no chromedriver for the tests: {WHAT_TO_DO}"));
    }
    // A driver of another version starts no session, and says so in a way that nobody understands.
    let version = |name: &str| tools.output(name, &["--version"]).unwrap_or_default();
    let (of_browser, of_driver) = (version(&browser.to_string_lossy()), version("chromedriver"));
    match (first_number(&of_browser), first_number(&of_driver)) {
        (Some(a), Some(b)) if a != b => Err(format!(
            "the browser ({of_browser}) and its driver ({of_driver}) differ in their major version: {WHAT_TO_DO}"
        )),
        _ => Ok(browser),
    }
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

/// Installs Chromium from the distribution, if that asks nobody for a password; otherwise leaves things as they are.
fn install_with_apt(tools: &Tools) -> Result<()> {
    if tools.find("apt-get").is_none() {
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
    say("installing chromium and chromium-driver with apt-get (for the tests in a browser; about 2 minutes, once) …");
    apt(&["update"], "apt-get update")?;
    apt(&["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"], "apt-get install chromium")
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
