//! The benchmarks: the kernels and the labs natively, then the package and its peers side by side, in Node and in a browser, and the
//! page. What is measured and how is in `benches/README.md`.

use crate::config::Project;
use crate::steps::Need;
use crate::tools::{Tools, finish, with};
use crate::{Result, browser, packages, say, serve, site};

pub fn run(project: &Project, tools: &Tools, quick: bool) -> Result<()> {
    site::build(project, tools)?;
    packages::install(project, tools, "benches", "the benchmarks")?;
    // The benchmarks are named because the empty library beside them does not accept criterion's options.
    let mut kernels = vec!["bench", "--package", "benches", "--bench", "kernels", "--bench", "labs"];
    if quick {
        kernels.extend(["--", "--quick"]);
    }
    say(format!("benchmarks of the kernels and the labs: cargo {}", kernels.join(" ")));
    finish(with(tools.command("cargo")?, &kernels), "cargo bench")?;
    let mut node = with(tools.command("node")?, &["benches/run.mjs"]);
    if quick {
        node.arg("--quick");
    }
    let needed = [Need::Chromium].into();
    let chromium = browser::install_missing(tools, &needed).and_then(|()| browser::chromium(tools));
    match chromium {
        Ok(chromium) => {
            let address = serve::start(site::folder(project), 0)?;
            node.env("CHROMIUM", chromium).env("PAGE_URL", format!("http://{address}/"));
        }
        Err(sentence) => say(format!("only Node is measured: {sentence}")),
    }
    say("the package and its peers: node benches/run.mjs");
    finish(node, "node benches/run.mjs")
}
