//! The labs' types for TypeScript: `src/web/labs.d.ts` says what the labs show, and is written from the Rust types by
//!
//!     RENEW_TYPES=1 cargo test --lib labs::types

use super::{Lab, Progress, backprop, descent, functions, neuron, optimizers, perceptron, xor};
use std::{collections::BTreeMap, fs, path::Path};
use ts_rs::{Config, TS, TypeVisitor};

/// The declarations of types and of all that they are made of, by name.
struct Declarations<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let Some(_) = T::output_path() else { return };
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{docs}export {}", T::decl(self.config));
        // Documentation of one line in one line.
        let declaration = declaration.replace("/**\n * ", "/** ").replace("\n */\n", " */\n").replace(" \n", "\n");
        if self.found.insert(T::ident(self.config), declaration).is_none() {
            T::visit_dependencies(self);
        }
    }
}

/// `name: Shown;` of a lab, its declarations being added to `all`.
fn lab<L: Lab<Shown: TS + 'static>>(all: &mut Declarations) -> String {
    all.visit::<L::Shown>();
    format!("  {}: {};\n", L::NAME, L::Shown::name(all.config))
}

#[test]
fn labs_d_ts_says_what_the_labs_show() {
    let config = Config::default().with_large_int("number");
    let mut all = Declarations { config: &config, found: BTreeMap::new() };
    let labs = [
        lab::<neuron::NeuronLab>(&mut all),
        lab::<perceptron::PerceptronLab>(&mut all),
        lab::<xor::XorLab>(&mut all),
        lab::<descent::DescentLab>(&mut all),
        lab::<optimizers::OptimizersLab>(&mut all),
        lab::<backprop::BackpropLab>(&mut all),
        lab::<functions::FunctionsLab>(&mut all),
    ]
    .concat();
    all.visit::<Progress>();
    all.visit::<backprop::Made>();
    all.visit::<backprop::Check>();
    let written = format!(
        "// What the labs show. Written from the Rust types: RENEW_TYPES=1 cargo test --lib labs::types\n\n\
         /** What each lab shows, by its name. */\nexport interface Labs {{\n{labs}}}\n\n{}\n",
        all.found.into_values().collect::<Vec<_>>().join("\n\n")
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/labs.d.ts");
    if std::env::var_os("RENEW_TYPES").is_some() {
        fs::write(&path, &written).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), written, "RENEW_TYPES=1 writes it again");
}
