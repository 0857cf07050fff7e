//! The steps of `cargo xtask test`: what each runs, and what it needs.

use crate::config::Project;
use crate::tools::{Tools, finish, with};
use crate::{Result, browser, build, keras, licences, opcodes, packages, scripts, serve, site, size};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

pub struct Step {
    /// One word, or several with hyphens.
    pub name: &'static str,
    /// What it checks, for `--list`.
    pub about: &'static str,
    pub needs: &'static [Need],
    /// Another step whose result it looks at.
    pub after: Option<&'static str>,
    /// It takes long or needs what few have: it is no part of a run of all steps.
    pub only_when_named: bool,
    pub run: Run,
}

/// What has to be on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// rustfmt and clippy.
    Components,
    /// The Rust target for WebAssembly.
    Target,
    /// wasm-pack and what it calls.
    WasmPack,
    Chromium,
    Firefox,
    WebKit,
    Keras,
}

pub enum Run {
    /// It either passes or fails.
    Check(fn(&Machine) -> Result<()>),
    /// The command counts its tests itself.
    Tests(fn(&Machine) -> Result<Command>),
}

/// What the steps work with.
pub struct Machine<'a> {
    pub project: &'a Project,
    pub tools: &'a Tools,
    /// Where Chromium is, for steps that need it.
    pub chromium: PathBuf,
    /// A Python that has Keras, for steps that need it.
    pub python: PathBuf,
}

impl Machine<'_> {
    fn cargo(&self, arguments: &[&str]) -> Result<Command> {
        Ok(with(self.tools.command("cargo")?, arguments))
    }

    fn wasm_pack(&self, arguments: &[&str]) -> Result<Command> {
        Ok(with(self.tools.command("wasm-pack")?, arguments))
    }

    /// The tests in a browser. All of them may keep it busy for longer than the 30 seconds after which its driver gives up.
    fn headless(&self, browser: &str) -> Result<Command> {
        let mut command = self.wasm_pack(&[&["test", "--headless", browser, "--"], &LESSONS[..]].concat())?;
        command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", self.project.root.join("tests/web/webdriver.json"));
        Ok(command)
    }
}

impl Step {
    const fn check(name: &'static str, about: &'static str, run: fn(&Machine) -> Result<()>) -> Self {
        Self { name, about, needs: &[], after: None, only_when_named: false, run: Run::Check(run) }
    }

    const fn tests(name: &'static str, about: &'static str, run: fn(&Machine) -> Result<Command>) -> Self {
        Self { run: Run::Tests(run), ..Self::check(name, about, |_| Ok(())) }
    }

    const fn needs(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }

    const fn after(self, step: &'static str) -> Self {
        Self { after: Some(step), ..self }
    }
}

/// All steps in the order in which they run. One that runs only when it is named has `only_when_named: true`.
pub const STEPS: &[Step] = &[
    Step::check("rustfmt", "how the source is formatted", |m| {
        finish(m.cargo(&["fmt", "--all", "--check"])?, "cargo fmt")
    })
    .needs(&[Need::Components]),
    Step::check("clippy", "lints", |m| {
        finish(m.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?, "cargo clippy")
    })
    .needs(&[Need::Components]),
    Step::check("clippy-wasm", "lints of what exists only for JavaScript, without and with the lessons", |m| {
        let clippy = ["clippy", WASM, "--package=nn-playground", "--package=playground", "--lib"];
        finish(m.cargo(&[&clippy[..], &["--", "-D", "warnings"]].concat())?, "cargo clippy")?;
        finish(
            m.cargo(&[&clippy[..], &["--tests"], &LESSONS, &["--", "-D", "warnings"]].concat())?,
            "cargo clippy --features lessons",
        )?;
        let table = ["clippy", WASM, "--package=table", "--lib", "--", "-D", "warnings"];
        finish(m.cargo(&table)?, "cargo clippy --package table")
    })
    .needs(&[Need::Components, Need::Target]),
    Step::check("biome", "how scripts and styles are formatted, and their lints", |m| {
        scripts::biome(m.project, m.tools)
    }),
    Step::check("doc", "documentation: every link leads somewhere", |m| {
        let doc = |arguments: &[&str]| {
            let mut command = m.cargo(&[&["doc", "--no-deps", "--keep-going"], arguments].concat())?;
            command.env("RUSTDOCFLAGS", "-D warnings");
            finish(command, "cargo doc")
        };
        doc(&["--workspace"])?;
        // The bindings exist only for this target, those of the lessons only with this feature.
        doc(&[&[WASM, "--package=playground"], &LESSONS[..]].concat())
    })
    .needs(&[Need::Target]),
    Step::check("licences", "each dependency has a licence that Cargo.toml allows", |m| licences::check(m.tools)),
    // Without stopping at the first failure; documentation examples are a step of their own.
    Step::tests("native", "formulas, Keras's numbers, arbitrary input, allocations, same bits; xtask itself", |m| {
        m.cargo(&["test", "--workspace", "--tests", "--no-fail-fast"])
    }),
    Step::tests("doctests", "the examples in the documentation", |m| {
        m.cargo(&["test", "--workspace", "--doc", "--no-fail-fast"])
    }),
    // The release is what everybody gets, and a compiler may take more liberties in it.
    Step::tests("bits-release", "same bits, optimised", |m| m.cargo(&["test", "--release", "--package", "bits"])),
    Step::tests("bits-node", "same bits, in Node", |m| {
        m.wasm_pack(&[&["test", "--node", "tests/bits"], &LESSONS[..]].concat())
    })
    .needs(&[Need::WasmPack]),
    Step::tests("browser-chromium", "the bindings and same bits, in Chromium", |m| m.headless("--chrome"))
        .needs(&[Need::WasmPack, Need::Chromium]),
    Step::tests("browser-firefox", "the bindings and same bits, in Firefox", |m| m.headless("--firefox"))
        .needs(&[Need::WasmPack, Need::Firefox]),
    Step::check("packages", "the optimised packages can be built", |m| build::packages(m.project, m.tools))
        .needs(&[Need::WasmPack]),
    Step::check("module-size", "budget of the module", |m| size::wasm(m.project, m.tools)).after("packages"),
    Step::check("lessons-size", "budget of the module with the lessons", |m| size::lessons(m.project, m.tools))
        .after("packages"),
    Step::check("table-size", "budget of the module that reads CSV", |m| size::table(m.project, m.tools))
        .after("packages"),
    Step::check("module-simd", "the module's loops are SIMD, and exact", |m| opcodes::check(m.project, m.tools))
        .after("packages"),
    Step::check("site", "what is delivered of the page can be made", |m| site::write(m.project, m.tools))
        .after("packages"),
    Step::check("page-size", "budget of what the page loads at first", |m| size::page(m.project, m.tools))
        .after("site"),
    // The types of the package are made with it.
    Step::check("tsc", "the types of the page's scripts", |m| scripts::tsc(m.project, m.tools)).after("packages"),
    Step::tests("modules", "the page's modules that need no browser: sessions, settings, languages, in Node", |m| {
        node_tests(
            m.project,
            m.tools.command("node")?,
            &["tests/engine", "tests/settings", "tests/i18n", "tests/table"],
        )
    })
    .after("packages"),
    Step::tests("page", "the page in Chromium, and same bits with the built package", page_tests)
        .needs(&[Need::Chromium])
        .after("site"),
    Step::tests("hosts-three", "the element in pages made with React 19, Vue 3 and Reveal.js", |m| {
        hosts_tests(m, |name| name == THREE)
    })
    .needs(&[Need::Chromium])
    .after("site"),
    Step {
        only_when_named: true,
        ..Step::tests("hosts-others", "the element in pages made with other frameworks, books and layouts", |m| {
            hosts_tests(m, |name| name != THREE)
        })
    }
    .needs(&[Need::Chromium])
    .after("site"),
    Step::tests("webkit", "every lab in WebKit, Safari's engine, and same bits with the built package", webkit_tests)
        .needs(&[Need::WebKit])
        .after("packages"),
    Step::tests("keras", "training runs as scripts, in Keras itself", |m| {
        keras::scripts(m.project, m.tools, &m.python)
    })
    .needs(&[Need::Keras]),
];

const WASM: &str = "--target=wasm32-unknown-unknown";

/// With the bindings that only the page's labs load.
const LESSONS: [&str; 2] = ["--features", "lessons"];

/// The tests of the page in Chromium: of what is delivered. The others look at its source, which runs as it is.
fn page_tests(Machine { project, tools, chromium, .. }: &Machine) -> Result<Command> {
    packages::install(project, tools, "tests/page", "the page tests")?;
    // A page waits for frames and workers part of its time.
    let node = with(tools.command("node")?, &["--test-concurrency=2"]);
    let mut node = served(site::folder(project), node_tests(project, node, &["tests/page"])?)?;
    node.env("CHROMIUM", browser::windowless(tools, chromium));
    Ok(node)
}

/// Of the tests in other people's pages those that always run.
const THREE: &str = "three.test.mjs";

/// The tests of the element in other people's pages, in Chromium; they share the browser of the page's tests.
fn hosts_tests(Machine { project, tools, chromium, .. }: &Machine, wanted: fn(&str) -> bool) -> Result<Command> {
    for folder in ["tests/page", "tests/hosts"] {
        packages::install(project, tools, folder, "the tests in other people's pages")?;
    }
    let mut node =
        served(site::folder(project), node_tests_of(project, tools.command("node")?, &["tests/hosts"], wanted)?)?;
    node.env("CHROMIUM", chromium);
    Ok(node)
}

/// The tests of the page in WebKit, on a screen of their own. They start its driver and end it.
fn webkit_tests(Machine { project, tools, .. }: &Machine) -> Result<Command> {
    let node = with(tools.command("xvfb-run")?, &["--auto-servernum", "node"]);
    served(project.www(), node_tests(project, node, &["tests/webkit"])?)
}

/// A command that finds a folder of the page where it is served, by the same server as in `cargo xtask serve`.
pub fn served(folder: PathBuf, mut command: Command) -> Result<Command> {
    let address = serve::start(folder, 0)?;
    command.env("PAGE_URL", format!("http://{address}/"));
    Ok(command)
}

/// Node with its runner and the `*.test.mjs` of some folders.
fn node_tests(project: &Project, node: Command, folders: &[&str]) -> Result<Command> {
    node_tests_of(project, node, folders, |_| true)
}

/// The same with those whose names are wanted.
fn node_tests_of(project: &Project, mut node: Command, folders: &[&str], wanted: fn(&str) -> bool) -> Result<Command> {
    // The reporter is named because node chooses another one when its output is not a terminal.
    node.current_dir(&project.root).args(["--test", "--test-reporter=spec"]);
    for folder in folders {
        let listed = fs::read_dir(project.root.join(folder)).map_err(|e| format!("cannot list {folder}: {e}."))?;
        let names = listed.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".test.mjs") && wanted(name)).collect();
        names.sort();
        if names.is_empty() {
            return Err(format!("there is no {folder}/*.test.mjs: there are no tests."));
        }
        node.args(names.iter().map(|name| format!("{folder}/{name}")));
    }
    Ok(node)
}
