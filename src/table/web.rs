//! The binding for JavaScript: the page's worker reads a file with it.

use crate::{Choice, Decimal, Fault, Reader, Refusal, Table, Target};
use js_sys::{Array, Float64Array, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("table.d.ts");

/// See `src/lib.rs` of the playground.
#[cfg(not(target_feature = "atomics"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[wasm_bindgen]
extern "C" {
    /// What a table is, as `table.d.ts` describes it.
    #[wasm_bindgen(typescript_type = "CsvTable")]
    pub type CsvTable;
}

/// Reads a table out of text that comes in pieces.
#[wasm_bindgen]
pub struct TableReader(Option<Reader>);

#[wasm_bindgen]
impl TableReader {
    /// `column` is the target's, from 0, or −1 for the last; `target` is `auto`, `classes` or `values`; `decimal`, of numbers such as
    /// `1,234`, is `auto`, `point` or `comma`.
    #[wasm_bindgen(constructor)]
    pub fn new(column: i32, target: &str, decimal: &str) -> Self {
        let target = match target {
            "classes" => Target::Classes,
            "values" => Target::Values,
            _ => Target::Auto,
        };
        let decimal = [Decimal::Point, Decimal::Comma].into_iter().find(|sign| sign.name() == decimal);
        Self(Some(Reader::new(Choice { column: usize::try_from(column).ok(), target, decimal })))
    }

    /// Takes the next piece. It throws a `CsvRefusal`.
    pub fn push(&mut self, piece: &str) -> Result<(), JsValue> {
        let Some(reader) = &mut self.0 else { return Ok(()) };
        reader.push(piece).map_err(refused)
    }

    /// The table, once all pieces have been pushed. It throws a `CsvRefusal`.
    pub fn finish(&mut self) -> Result<CsvTable, JsValue> {
        let Some(reader) = self.0.take() else { return Err(JsValue::UNDEFINED) };
        reader.finish().map(object).map_err(refused)
    }
}

fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // It fails on frozen objects and on proxies; this is neither.
    let _ = Reflect::set(object, &key.into(), &value.into());
}

fn refused(refusal: Refusal) -> JsValue {
    let thrown = js_sys::Error::new(refusal.kind);
    set(&thrown, "kind", refusal.kind);
    set(&thrown, "found", refusal.found);
    set(&thrown, "limit", refusal.limit);
    set(&thrown, "columns", texts(&refusal.columns));
    set(&thrown, "faults", faults(&refusal.faults));
    thrown.into()
}

fn object(table: Table) -> CsvTable {
    let object = Object::new();
    set(&object, "names", texts(&table.names));
    set(&object, "columns", indices(&table.columns));
    set(&object, "target", table.target);
    set(&object, "skipped", indices(&table.skipped));
    set(&object, "inputs", Float64Array::from(&table.inputs[..]));
    set(&object, "targets", Float64Array::from(&table.targets[..]));
    set(&object, "classes", table.classes.map_or(JsValue::NULL, |names| texts(&names).into()));
    set(&object, "lines", indices(&table.lines));
    set(&object, "has_header", table.has_header);
    set(&object, "decimal", table.decimal.name());
    set(&object, "doubt", table.doubt.map_or(JsValue::NULL, JsValue::from));
    set(&object, "records", table.records);
    set(&object, "refused", table.refused);
    set(&object, "beyond", table.beyond);
    set(&object, "faults", faults(&table.faults));
    object.unchecked_into()
}

fn texts(texts: &[String]) -> Array {
    texts.iter().map(|text| JsValue::from_str(text)).collect()
}

fn indices(indices: &[usize]) -> Uint32Array {
    Uint32Array::from(&indices.iter().map(|index| *index as u32).collect::<Vec<u32>>()[..])
}

fn faults(faults: &[Fault]) -> Array {
    let fault = |fault: &Fault| {
        let object = Object::new();
        set(&object, "line", fault.line);
        set(&object, "column", fault.column);
        set(&object, "kind", fault.kind.name());
        set(&object, "text", &fault.text);
        set(&object, "found", fault.fields.0);
        set(&object, "expected", fault.fields.1);
        JsValue::from(object)
    };
    faults.iter().map(fault).collect()
}
