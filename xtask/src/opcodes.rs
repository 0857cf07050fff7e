//! Looks into the built module: its hot loops must be made of SIMD instructions, and none of those whose results depend
//! on the processor.

use crate::config::Project;
use crate::tools::Tools;
use crate::{Result, say};

/// The instructions that the kernels need: four products, four sums, four quotients at once, one weight four times.
const NEEDED: [&str; 4] = ["f32x4.mul", "f32x4.add", "f32x4.div", "v128.load32_splat"];

/// The least number of each; there are many more, and a single one proves nothing.
const AT_LEAST: usize = 10;

/// The fast but inexact variants: they give other bits on other processors.
const FORBIDDEN: &str = "relaxed";

/// Checks the package's module.
pub fn check(project: &Project, tools: &Tools) -> Result<()> {
    let module = project.wasm();
    // It comes with wasm-opt.
    let output = tools.command("wasm-dis")?.arg(&module).output();
    let output = output.map_err(|e| format!("cannot run wasm-dis: {e}."))?;
    if !output.status.success() {
        let detail = String::from_utf8_lossy(&output.stderr);
        return Err(format!("wasm-dis cannot read {}: {}.", module.display(), detail.trim()));
    }
    judge(&String::from_utf8_lossy(&output.stdout)).map(say)
}

/// What is wrong with the text of a module, or how many of the needed instructions it has.
fn judge(text: &str) -> Result<String> {
    if let Some(line) = text.lines().find(|line| line.contains(FORBIDDEN)) {
        return Err(format!("the module has `{}`, whose result depends on the processor.", line.trim()));
    }
    let counts = NEEDED.map(|name| (name, text.matches(&format!("({name}")).count()));
    match counts.iter().find(|(_, count)| *count < AT_LEAST) {
        Some((name, count)) => Err(format!(
            "the module has {name} {count} times, which is too few: was it built with `-C target-feature=+simd128`?"
        )),
        None => Ok(counts.map(|(name, count)| format!("{name} {count}×")).join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_judged_by_its_instructions() {
        let with = |times: usize| NEEDED.map(|name| format!("({name} offset=4\n").repeat(times)).concat();
        assert!(judge(&with(AT_LEAST)).unwrap().starts_with("f32x4.mul 10×, "));
        assert!(judge(&with(AT_LEAST - 1)).unwrap_err().contains("f32x4.mul 9 times"));
        assert!(judge("(f32.mul\n").unwrap_err().contains("0 times"), "one after the other");
        assert!(judge(&(with(AT_LEAST) + "(f32x4.relaxed_madd\n")).unwrap_err().contains("relaxed_madd"));
    }
}
