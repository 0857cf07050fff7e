//! Formulas: values against another parser, derivatives against finite differences and closed forms, errors with their place.

use evalexpr::{ContextWithMutableVariables, HashMapContext, Value as Foreign};
use nn_playground::formula::{FUNCTIONS, Formula, Kind, XY};
use nn_playground::value::{Reason, Value};
use proptest::prelude::*;

fn parse(text: &str) -> Formula {
    Formula::parse(text, &XY).unwrap_or_else(|reason| panic!("{text}: {reason}"))
}

fn value(text: &str, at: [f64; 2]) -> f64 {
    parse(text).value(at)
}

#[test]
fn different_spellings_of_the_same() {
    for (spellings, expected) in [
        (&["2x+3y", "2*x+3*y", "2·x + 3×y"][..], 2.0 * 1.5 + 3.0 * -0.5),
        (&["xy", "x y", "x*y", "(x)(y)", "yx"], -0.75),
        (&["x^2", "x²", "x**2", "x*x", "X^2"], 2.25),
        (&["-x^2", "−x²", "-(x^2)", "0-x*x"], -2.25),
        (&["2^3^2", "2^(3^2)", "512"], 512.0),
        (&["2^-x", "2^(-x)", "1/2^x"], 0.353_553_390_593_273_8),
        (&["1/2x", "(1/2)x", "0.5x", "0,5x", ".5x", "5e-1x"], 0.75),
        (&["10-4-3", "(10-4)-3"], 3.0),
        (&["√(x+y)", "sqrt(x+y)", "(x+y)^0.5"], 1.0),
        (&["π", "pi", "Pi"], std::f64::consts::PI),
        (&["e^x", "exp(x)", "ex/x*e^x/e"], 1.5f64.exp()),
        (&["tg(x)", "tan(x)", "sin(x)/cos(x)", "TAN(x)"], 1.5f64.tan()),
        (&["3 sin(x)cos(y)", "3*sin(x)*cos(y)", "3sin(x) cos(y)"], 3.0 * 1.5f64.sin() * 0.5f64.cos()),
        (&["min(x; y)", "min(x, y)", "min(y;x)", "y"], -0.5),
        (&["max(0,25; y)", "max(0.25, y)"], 0.25),
        (&["ln(x)", "log(x)", "log10(x)*ln(10)", "log2(x) ln(2)"], 1.5f64.ln()),
        (&["+x", "x", "--x", "((x))"], 1.5),
    ] {
        for spelling in spellings {
            let found = value(spelling, [1.5, -0.5]);
            assert!(
                (found - expected).abs() <= 1e-15 * expected.abs().max(1.0) * 4.0,
                "{spelling}: {found}, not {expected}"
            );
        }
    }
}

#[test]
fn conditions_hold_where_they_do() {
    for (condition, expected) in [
        ("y > sin(x)", [false, true, false, true]),
        ("x^2 + y^2 < 4 and x > 0", [true, false, false, false]),
        ("x^2+y^2<4 ∧ x>0", [true, false, false, false]),
        ("x² + y² < 4 i x > 0", [true, false, false, false]),
        ("x > 0 or y > 0", [true, true, false, true]),
        ("x > 0 lub y > 0", [true, true, false, true]),
        ("not x > 0 and y > 0", [false, true, false, true]),
        ("nie (x > 0 i y > 0)", [true, true, true, true]),
        ("0 < x < 1.5", [true, false, false, false]),
        ("0 < x <= 1 and y < 0 or y >= 3", [true, false, false, true]),
        ("-1 < y < x < 2", [true, false, false, false]),
        ("(x+1)*(y+1) > 0 and (x > 0) or ((y > 2))", [true, false, false, true]),
        ("sqrt(x) < 5", [true, false, false, false]),
        ("x ≥ 1 and x ≤ 1", [true, false, false, false]),
    ] {
        let formula = parse(condition);
        assert_eq!(formula.kind(), Kind::Condition, "{condition}");
        let found = [[1.0, -0.5], [-1.0, 0.5], [-2.0, -3.0], [-1.5, 3.0]].map(|at| formula.holds(at));
        assert_eq!(found, expected, "{condition}");
    }
    assert_eq!(parse("x+y").kind(), Kind::Value);
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (text, name, place, found) in [
        ("", "formula_empty", None, None),
        ("   ", "formula_empty", None, None),
        ("x +", "formula_ends", None, None),
        ("sin(x", "formula_open", Some(4), None),
        ("2*(x+(y-1)", "formula_open", Some(3), None),
        ("x + foo", "formula_unknown", Some(5), Some("foo")),
        ("x2 + 1", "formula_unknown", Some(1), Some("x2")),
        ("sin x", "formula_argument", Some(1), Some("sin")),
        ("1 + sinx", "formula_argument", Some(5), Some("sin")),
        ("sin^2(x)", "formula_argument", Some(1), Some("sin")),
        ("max(x)", "formula_two", Some(1), Some("max")),
        ("x)", "formula_unexpected", Some(2), Some(")")),
        ("x * / y", "formula_unexpected", Some(5), Some("/")),
        ("x $ y", "formula_unexpected", Some(3), Some("$")),
        ("x 2", "formula_unexpected", Some(3), Some("2")),
        ("x 2,50", "formula_unexpected", Some(3), Some("2,50")),
        ("³+x", "formula_unexpected", Some(1), Some("³")),
        ("x + ¹⁰", "formula_unexpected", Some(5), Some("¹⁰")),
        ("||x", "formula_unexpected", Some(1), Some("||")),
        ("xy × ÷ y", "formula_unexpected", Some(6), Some("÷")),
        ("x>0 LUB ≥ y", "formula_unexpected", Some(9), Some("≥")),
        ("x + Foo₂", "formula_unknown", Some(5), Some("Foo₂")),
        ("x + 1e999", "formula_large", Some(5), Some("1e999")),
        ("-1,5E+400", "formula_large", Some(2), Some("1,5E+400")),
        ("(x > 0) + 1", "formula_condition", Some(1), None),
        ("sin(x > 0)", "formula_condition", Some(5), None),
        ("x > 0 and y", "formula_value", Some(11), None),
        ("x or y > 0", "formula_value", Some(1), None),
        ("not x", "formula_value", Some(5), None),
        ("y = sin(x)", "formula_equals", Some(3), None),
        ("ż + 1", "formula_unexpected", Some(1), Some("ż")),
        ("()", "formula_unexpected", Some(2), Some(")")),
    ] {
        let reason = Formula::parse(text, &XY).expect_err(text);
        let Reason::Special { name: its, values, message } = &reason else { panic!("{text}: {reason:?}") };
        assert_eq!(*its, name, "{text}: {message}");
        let value = |key| values.iter().find(|(its, _)| *its == key).map(|(_, value)| value.clone());
        assert_eq!(value("place"), place.map(|place: i32| Value::Number(f64::from(place))), "{text}: {message}");
        assert_eq!(value("name").or(value("found")), found.map(Value::from), "{text}: {message}");
        assert!(place.is_none_or(|place| message.contains(&place.to_string())), "{text}: {message}");
    }
    assert!(value("1.7e308", [0.0; 2]).is_finite());
    let deep = format!("{}x{}", "(".repeat(60), ")".repeat(60));
    assert!(matches!(Formula::parse(&deep, &XY), Err(Reason::Special { name: "formula_deep", .. })));
    let wide = (0..40).map(|_| "x^(").collect::<String>() + "x" + &")".repeat(40);
    assert!(matches!(Formula::parse(&wide, &XY), Err(Reason::Special { name: "formula_deep", .. })));
    assert!(matches!(Formula::parse(&"x+".repeat(300), &XY), Err(Reason::TooLong { length: 600, .. })));
    assert!(Formula::parse(&vec!["x"; 200].join("+"), &XY).is_ok());
}

#[test]
fn each_function_has_its_derivative() {
    for function in FUNCTIONS {
        let formula = parse(&format!("{}(x)", function.name));
        let places = [-1.7, -0.6, 0.3, 0.9, 2.4];
        let defined = places.iter().filter(|x| formula.value([**x, 0.0]).is_finite());
        let mut tried = 0;
        for &x in defined {
            const H: f64 = 1e-6;
            let difference = (formula.value([x + H, 0.0]) - formula.value([x - H, 0.0])) / (2.0 * H);
            let (_, [slope, none]) = formula.value_and_gradient([x, 0.0]);
            let scale = slope.abs().max(1.0);
            assert!((slope - difference).abs() < 1e-8 * scale, "{}′({x}): {slope}, not {difference}", function.name);
            assert_eq!(none, 0.0);
            tried += 1;
        }
        assert!(tried >= 2, "{}", function.name);
    }
}

/// Derivatives that can be written down.
#[test]
fn derivatives_in_closed_form() {
    let [x, y] = [1.25_f64, -0.75];
    for (text, expected) in [
        ("(1-x)^2 + 100(y-x^2)^2", [-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)]),
        ("sin(xy)", [y * (x * y).cos(), x * (x * y).cos()]),
        ("x^y", [y * x.powf(y - 1.0), x.powf(y) * x.ln()]),
        ("exp(-x^2/2 - y^2)", [-x, -2.0 * y].map(|part| part * (-x * x / 2.0 - y * y).exp())),
        ("sqrt(x^2 + y^2)", [x, y].map(|part| part / x.hypot(y))),
        ("x/(1 + y^2)", [1.0 / (1.0 + y * y), -2.0 * x * y / ((1.0 + y * y) * (1.0 + y * y))]),
        ("ln(1 + exp(x - y))", [1.0, -1.0].map(|sign| sign / (1.0 + (y - x).exp()))),
        ("abs(y) x", [y.abs(), -x]),
    ] {
        let (_, gradient) = parse(text).value_and_gradient([x, y]);
        for (found, expected) in gradient.into_iter().zip(expected) {
            assert!(
                (found - expected).abs() <= 1e-14 * expected.abs().max(1.0),
                "{text}: {gradient:?}, not {expected}"
            );
        }
    }
}

#[test]
fn derivatives_where_there_is_none_or_hardly_one() {
    let gradient = |text: &str, at| parse(text).value_and_gradient(at).1;
    assert_eq!(gradient("x^2", [0.0, 1.0]), [0.0, 0.0]);
    assert_eq!(gradient("x^0", [0.0, 1.0]), [0.0, 0.0]);
    assert_eq!(gradient("x*y^0", [2.0, 0.0]), [1.0, 0.0]);
    assert_eq!(gradient("(-2)^3*x", [1.0, 0.0]), [-8.0, 0.0]);
    assert_eq!(gradient("x^3", [-2.0, 0.0]), [12.0, 0.0]);
    assert_eq!(gradient("abs(x)", [0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(gradient("sign(x) + y", [3.0, 0.0]), [0.0, 1.0]);
    assert_eq!(gradient("max(x; 2y)", [1.0, 3.0]), [0.0, 2.0]);
    assert_eq!(gradient("sqrt(x)", [0.0, 0.0]), [f64::INFINITY, 0.0]);
    assert_eq!(gradient("sqrt(4) + x", [0.0, 0.0]), [1.0, 0.0]);
    assert_eq!(gradient("pi + e", [0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(gradient("relu(x) + abs(y)", [0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(gradient("min(x; 2x)", [0.0, 0.0]), [1.0, 0.0]);
}

/// 0ʸ is 0 on both sides of a positive y; it has a jump at y = 0, and no value below.
#[test]
fn a_power_of_zero_is_level_along_its_exponent() {
    let gradient = |text: &str, at| parse(text).value_and_gradient(at).1;
    assert_eq!(gradient("abs(x)^y + x^2", [0.0, 2.0]), [0.0, 0.0]);
    assert_eq!(gradient("x^y", [0.0, 1.0]), [1.0, 0.0]);
    assert_eq!(gradient("x^y", [0.5, 3000.0]), [0.0, 0.0]); // 0.5³⁰⁰⁰ is no float
    for y in [0.0, -2.0] {
        assert_eq!(gradient("x^y", [0.0, y])[1], f64::NEG_INFINITY, "0^{y}");
    }
    for y in [2.0, 3000.0] {
        assert!(gradient("x^y", [-0.5, y])[1].is_nan(), "(-0.5)^{y}: around y there is no value");
    }
}

#[test]
fn what_is_made_of_something_undefined_is_undefined() {
    for text in ["log(x)", "relu(log(x))", "min(log(x); 2)", "min(2; log(x))", "max(log(x); 2)", "max(2; log(x))"] {
        assert!(value(text, [-1.0, 0.0]).is_nan(), "{text}");
        assert!(parse(text).value_and_gradient([-1.0, 0.0]).0.is_nan(), "{text}");
    }
    assert_eq!(value("relu(x)", [-0.0, 0.0]).to_bits(), 0);
    assert_eq!(value("min(1/x; 2) + max(-1/x; 2)", [0.0, 0.0]), 4.0);
}

#[test]
fn every_function_can_be_a_factor_without_a_sign() {
    for function in FUNCTIONS {
        let [joined, apart] = ["xy", "x*y*"].map(|factor| parse(&format!("{factor}{}(x)", function.name)));
        assert_eq!(joined, apart, "{}", function.name);
    }
}

/// A formula as it is written here, and for the other parser.
type Spelled = (String, String);

fn spelled(ours: impl Fn(&str) -> String, inner: &Spelled) -> Spelled {
    (ours(&inner.0), ours(&inner.1))
}

/// Numbers that are formulas. Powers have a positive base, or a whole exponent.
fn values() -> impl Strategy<Value = Spelled> {
    let leaf = prop_oneof![
        Just("x".to_owned()),
        Just("y".to_owned()),
        (1..100u32).prop_map(|n| format!("{:.2}", f64::from(n) / 16.0)),
    ];
    leaf.prop_map(|text| (text.clone(), text)).prop_recursive(3, 12, 2, |inner| {
        let function = prop::sample::select(vec!["sin", "cos", "tanh", "exp", "cosh", "atan", "abs", "sinh"]);
        prop_oneof![
            (inner.clone(), prop::sample::select(vec!["+", "-", "*", "/"]), inner.clone())
                .prop_map(|(a, sign, b)| (format!("{} {sign} {}", a.0, b.0), format!("{} {sign} {}", a.1, b.1))),
            inner.clone().prop_map(|a| spelled(|a| format!("({a})"), &a)),
            inner.clone().prop_map(|a| spelled(|a| format!("-({a})^2"), &a)),
            (inner.clone(), 2..5u32).prop_map(|(a, n)| spelled(|a| format!("({a})^{n}"), &a)),
            (function, inner.clone())
                .prop_map(|(name, a)| (format!("{name}({})", a.0), format!("math::{name}({})", a.1))),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| (format!("max({}; {})", a.0, b.0), format!("max({}, {})", a.1, b.1))),
            inner.prop_map(|a| (format!("(1.5 + sin({}))^0.7", a.0), format!("(1.5 + math::sin({}))^0.7", a.1))),
        ]
    })
}

fn conditions() -> impl Strategy<Value = Spelled> {
    let comparison = (values(), prop::sample::select(vec!["<", "<=", ">", ">="]), values())
        .prop_map(|(a, sign, b)| (format!("{} {sign} {}", a.0, b.0), format!("({}) {sign} ({})", a.1, b.1)));
    comparison.prop_recursive(2, 6, 2, |inner| {
        let logic = prop::sample::select(vec![("and", "&&"), ("or", "||")]);
        prop_oneof![
            (inner.clone(), logic, inner.clone()).prop_map(|(a, (ours, theirs), b)| (
                format!("{} {ours} {}", a.0, b.0),
                format!("{} {theirs} {}", a.1, b.1)
            )),
            inner.prop_map(|a| (format!("not ({})", a.0), format!("!({})", a.1))),
        ]
    })
}

fn context([x, y]: [f64; 2]) -> HashMapContext {
    let mut context = HashMapContext::new();
    context.set_value("x".into(), Foreign::Float(x)).unwrap();
    context.set_value("y".into(), Foreign::Float(y)).unwrap();
    context
}

/// Equal up to rounding; what overflows does so in both.
fn agree(ours: f64, theirs: f64, tolerance: f64) -> bool {
    let scale = theirs.abs().max(1.0);
    ours == theirs || (ours - theirs).abs() <= tolerance * scale || !(ours.is_finite() || theirs.is_finite())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn values_are_those_of_another_parser((ours, theirs) in values(), x in -2.0..2.0f64, y in -2.0..2.0f64) {
        let expected = evalexpr::eval_number_with_context(&theirs, &context([x, y])).unwrap();
        let formula = parse(&ours);
        let value = formula.value([x, y]);
        prop_assert!(agree(value, expected, 1e-9), "{ours} at {x}, {y}: {value}, not {expected}");
        prop_assert_eq!(value.to_bits(), formula.value_and_gradient([x, y]).0.to_bits());
    }

    #[test]
    fn conditions_are_those_of_another_parser((ours, theirs) in conditions(), x in -2.0..2.0f64, y in -2.0..2.0f64) {
        let expected = evalexpr::eval_boolean_with_context(&theirs, &context([x, y])).unwrap();
        // Where both sides are equal but for rounding either answer is right.
        let formula = parse(&ours);
        let around = [[x, y], [x + 1e-9, y], [x - 1e-9, y], [x, y + 1e-9], [x, y - 1e-9]];
        prop_assume!(around.iter().all(|at| formula.holds(*at) == formula.holds([x, y])));
        prop_assert_eq!(formula.holds([x, y]), expected, "{} at {}, {}", ours, x, y);
    }

    #[test]
    fn derivatives_are_central_differences((ours, _) in values(), x in -2.0..2.0f64, y in -2.0..2.0f64) {
        const H: f64 = 1e-5;
        let formula = parse(&ours);
        let (value, gradient) = formula.value_and_gradient([x, y]);
        for axis in [0, 1] {
            let at = |times: f64| {
                let mut there = [x, y];
                there[axis] += times * H;
                formula.value(there)
            };
            let [wide, narrow] = [2.0, 1.0].map(|times| (at(times) - at(-times)) / (2.0 * times * H));
            // Only where the differences themselves can be trusted: no kink, no pole, no large number nearby.
            let scale = gradient[axis].abs().max(1.0);
            prop_assume!(value.abs() < 1e4 && (wide - narrow).abs() < 1e-6 * scale);
            prop_assert!((gradient[axis] - narrow).abs() < 1e-5 * scale.max(value.abs()),
                "∂({ours}) by {axis} at {x}, {y}: {}, not {narrow}", gradient[axis]);
        }
    }

    #[test]
    fn no_text_is_too_much(text in "[xy0-9.,;+*/^()<>= sincoαθ²₁√!&|−-]{0,80}", other in ".{0,60}") {
        for text in [text, other] {
            if let Ok(formula) = Formula::parse(&text, &XY) {
                let (value, _) = formula.value_and_gradient([0.5, -2.0]);
                let same = formula.value([0.5, -2.0]);
                prop_assert!(value.to_bits() == same.to_bits() || value.is_nan() && same.is_nan(), "{}", text);
            }
        }
    }
}
