use crate::support::*;
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
fn show(what: &str, o: Outcome) {
    match o {
        Ok(v) => console_log!("PROBE {what}: ok {v:?}"),
        Err(e) => console_log!("PROBE {what}: ERR {:.300}", format!("{e:?}")),
    }
}
fn wide() -> JsValue {
    network(
        json!({"inputs": 1, "layers": [{ "units": 65536, "use_bias": false }], "loss": "mse", "optimizer": "sgd", "seed": 1 }),
    )
}
#[wasm_bindgen_test]
fn p1() {
    show("evaluate 65536x65536, y empty", call(&wide(), "evaluate", &[floats(&vec![0.5; 65536]), floats(&[])]));
    panic!("show")
}
#[wasm_bindgen_test]
fn p2() {
    show("train_step same", call(&wide(), "train_step", &[floats(&vec![0.5; 65536]), floats(&[])]));
    panic!("show")
}
#[wasm_bindgen_test]
fn p3() {
    show("predict 65536 rows", call(&wide(), "predict", &[floats(&vec![0.5; 65536])]));
    panic!("show")
}
#[wasm_bindgen_test]
fn p4() {
    show("predict 40000 rows (10 GB)", call(&wide(), "predict", &[floats(&vec![0.5; 40000])]));
    panic!("show")
}
#[wasm_bindgen_test]
fn p5() {
    show("predict 7000 rows (1.8 GB)", call(&wide(), "predict", &[floats(&vec![0.5; 7000])]).map(|_| JsValue::NULL));
    panic!("show")
}
#[wasm_bindgen_test]
fn p6() {
    let c = js(classifier());
    put(&c, "layers", js_sys::Array::new_with_length(200_000_000));
    show("layers: new Array(2e8)", construct(&c));
    panic!("show")
}
#[wasm_bindgen_test]
fn p7() {
    let c = js(classifier());
    put(&c, "seed", js_sys::BigInt::from(7u64));
    show("seed 7n", construct(&c));
    put(&c, "seed", js_sys::BigInt::from(u64::MAX));
    show("seed 2^64-1 n", construct(&c));
    put(&c, "seed", js_sys::Symbol::iterator());
    show("seed Symbol", construct(&c));
    put(&c, "seed", network_class());
    show("seed function", construct(&c));
    put(&c, "seed", js_sys::Map::new());
    show("seed Map", construct(&c));
    put(&c, "seed", js_sys::Set::new(&JsValue::UNDEFINED));
    show("seed Set", construct(&c));
    put(&c, "seed", js_sys::Date::new_0());
    show("seed Date", construct(&c));
    put(&c, "seed", floats(&[1.0]));
    show("seed Float32Array", construct(&c));
    put(&c, "seed", js_sys::Uint8Array::new_with_length(3));
    show("seed Uint8Array", construct(&c));
    put(&c, "seed", network(classifier()));
    show("seed Network", construct(&c));
    show("config Symbol", construct(&js_sys::Symbol::iterator()));
    show("config function", construct(&network_class()));
    show("config f32", construct(&floats(&[1.0])));
    show("config u8", construct(&js_sys::Uint8Array::new_with_length(3).into()));
    show("config date", construct(&js_sys::Date::new_0().into()));
    show("config network", construct(&network(classifier())));
    let [x, y] = data(4);
    let n = network(classifier());
    show("fit options function", call(&n, "fit", &[x.clone(), y.clone(), network_class().into()]));
    show("fit options symbol", call(&n, "fit", &[x.clone(), y.clone(), js_sys::Symbol::iterator().into()]));
    show("fit options Map", call(&n, "fit", &[x.clone(), y.clone(), js_sys::Map::new().into()]));
    show("fit options f32", call(&n, "fit", &[x.clone(), y.clone(), x.clone()]));
    show("x symbol", call(&n, "predict", &[js_sys::Symbol::iterator().into()]));
    show("x bigint", call(&n, "predict", &[js_sys::BigInt::from(3u32).into()]));
    show("x function", call(&n, "predict", &[network_class().into()]));
    show("train_step extra args", call(&n, "train_step", &[x.clone(), y.clone(), x.clone()]));
    show("steps", call(&n, "train_step", &[n.clone(), y.clone()]));
    panic!("show")
}
#[wasm_bindgen_test]
fn p8() {
    // wide self-containing array
    let a = js_sys::Array::new();
    for _ in 0..6 {
        a.push(&a);
    }
    let c = js(classifier());
    put(&c, "layers", a);
    let t = js_sys::Date::now();
    show("layers=[a x6]", construct(&c));
    console_log!("PROBE took {} ms", js_sys::Date::now() - t);
    panic!("show")
}
#[wasm_bindgen_test]
fn p9() {
    for s in [0.001, 12.5] {
        let e = nn_playground::web::experiment::Experiment::new(js(json!({"samples": s+20.0})));
        console_log!("PROBE samples {}: {}", s + 20.0, e.is_ok());
    }
    panic!("show")
}
#[wasm_bindgen_test]
fn p10() {
    // detached
    let x = js_sys::Float32Array::from(&[1.0f32, 2.0][..]);
    let b = x.buffer();
    let opt = js(json!({}));
    put(&opt, "transfer", js_sys::Array::of1(&b));
    let g: JsValue = js_sys::global().into();
    ok(&g, "structuredClone", &[b.clone().into(), opt]);
    show("detached", call(&network(classifier()), "predict", &[x.into()]));
    panic!("show")
}
#[wasm_bindgen_test]
fn p11() {
    let e: JsValue =
        nn_playground::web::experiment::Experiment::new(js(json!({}))).map_err(JsValue::from).unwrap().into();
    let f: JsValue =
        js_sys::Object::create(wasm_bindgen::JsCast::unchecked_ref::<js_sys::Object>(&JsValue::NULL)).into();
    show("heat_map bare", call(&e, "heat_map", &[f, 8.into(), "light".into()]));
    show("train after", call(&e, "train", &[1.into()]));
    panic!("show")
}
#[wasm_bindgen_test]
fn p12() {
    let e: JsValue =
        nn_playground::web::experiment::Experiment::new(js(json!({}))).map_err(JsValue::from).unwrap().into();
    show("heat_map theme undefined", call(&e, "heat_map", &[8.into(), 8.into()]).map(|_| JsValue::NULL));
    show("heat_map theme 7", call(&e, "heat_map", &[8.into(), 8.into(), 7.into()]).map(|_| JsValue::NULL));
    show("theme pink", call(&e, "heat_map", &[8.into(), 8.into(), "pink".into()]).map(|_| JsValue::NULL));
    show("train after", call(&e, "train", &[1.into()]));
    panic!("show")
}
#[wasm_bindgen_test]
fn p13() {
    let e: JsValue =
        nn_playground::web::experiment::Experiment::new(js(json!({"features":["x","y","x2","y2","xy","sinx","siny"]})))
            .map_err(JsValue::from)
            .unwrap()
            .into();
    let t = js_sys::Date::now();
    show("heat_map 4096", call(&e, "heat_map", &[4096.into(), 4096.into(), "light".into()]).map(|_| JsValue::NULL));
    console_log!("PROBE took {} ms", js_sys::Date::now() - t);
    panic!("show")
}
#[wasm_bindgen_test]
fn q1() {
    // detached, then lock?
    let x = js_sys::Float32Array::from(&[1.0f32, 2.0][..]);
    let b = x.buffer();
    let opt = js(json!({}));
    put(&opt, "transfer", js_sys::Array::of1(&b));
    let g: JsValue = js_sys::global().into();
    ok(&g, "structuredClone", &[b.clone().into(), opt]);
    let n = network(classifier());
    let [a, y] = data(4);
    show("train_step detached", call(&n, "train_step", &[x.clone().into(), y.clone()]));
    show("train_step good after it", call(&n, "train_step", &[a.clone(), y.clone()]));
    let n = network(classifier());
    show("predict detached", call(&n, "predict", &[x.clone().into()]));
    show("train_step good after it", call(&n, "train_step", &[a.clone(), y.clone()]));
    show("free after it", call(&n, "free", &[]));
    panic!("show")
}
#[wasm_bindgen_test]
fn q2() {
    let n = network(classifier());
    let [x, y] = data(4);
    for (what, a) in [
        ("{constructor:null}", js(json!({"constructor":null}))),
        ("{constructor:5}", js(json!({"constructor":5}))),
        ("{constructor:{name:7}}", js(json!({"constructor":{"name":7}}))),
    ] {
        let n = ok(&n, "clone", &[]);
        show(what, call(&n, "train_step", &[a.clone(), y.clone()]));
        show("  good after it", call(&n, "train_step", &[x.clone(), y.clone()]));
    }
    panic!("show")
}
