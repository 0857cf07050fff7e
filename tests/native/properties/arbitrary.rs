//! Strategies: numbers, configurations, batches, and what a person may write in their place.

use nn_playground::{
    nn::{
        Argument, Initializer, LayerConfig, LearningRate, Loss, NetworkConfig, Optimizer, OptimizerName, Range,
        Regularizer, Schedule, ScheduleName, Setting, random::MAX_SEED,
    },
    value::{Choice, Value},
};
use proptest::{collection::vec, num, prelude::*, sample::select};

/// One of the choices of a kind.
pub fn any_choice<T: Choice + std::fmt::Debug>() -> impl Strategy<Value = T> {
    select(T::all().collect::<Vec<_>>())
}

/// A finite f32: mostly of the size of data, now and then of any size, or one of those that break things.
pub fn finite() -> BoxedStrategy<f32> {
    let finite = num::f32::POSITIVE | num::f32::NEGATIVE | num::f32::NORMAL | num::f32::SUBNORMAL | num::f32::ZERO;
    let special = vec![0.0, -0.0, 1.0, f32::MAX, f32::MIN, f32::MIN_POSITIVE, f32::from_bits(1), f32::EPSILON, 1e20];
    prop_oneof![12 => -3f32..3.0, 1 => finite, 1 => select(special)].boxed()
}

/// A number of the size of data.
pub fn moderate() -> BoxedStrategy<f32> {
    (-3f32..3.0).boxed()
}

/// A legal value of a hyperparameter, its default now and then.
fn number(range: Range, default: f64) -> BoxedStrategy<f64> {
    let legal = match range {
        Range::NotNegative => vec![default, default, 0.0, 1e-7, 0.01, 0.5, 1.0, 10.0, 1e20, f64::from(f32::MAX)],
        Range::Exponent => vec![default, default, 0.0, -1e-7, -0.3, -1.0, -10.0, -100.0],
        Range::Fraction => vec![default, default, 0.0, 1e-7, 0.5, 0.9, 0.999, 0.999_999],
        Range::Part => vec![default, default, 1e-7, 0.5, 0.9, 0.999, 1.0],
        Range::Steps => vec![1.0, 2.5, 10.0, 1000.0, f64::from(f32::MAX)],
        Range::Whole => vec![0.0, 1.0, 7.0, 1e15],
    };
    // And with all the digits that an f64 has.
    let any = match range {
        Range::NotNegative => (0.0..2.0).boxed(),
        Range::Exponent => (-2.0..0.0).boxed(),
        Range::Fraction => (0.0..1.0).boxed(),
        Range::Part => (1e-7..1.0).boxed(),
        Range::Steps => (1.0..1000.0).boxed(),
        Range::Whole => (0u32..1000).prop_map(f64::from).boxed(),
    };
    prop_oneof![4 => select(legal), 1 => any].boxed()
}

/// Any schedule with any legal arguments.
fn schedule() -> impl Strategy<Value = Schedule> {
    let pieces = vec(0u32..1000, 1..6).prop_flat_map(|steps| {
        let mut boundaries: Vec<f64> = steps.into_iter().map(f64::from).collect();
        boundaries.sort_by(f64::total_cmp);
        boundaries.dedup();
        let values = vec(number(Range::NotNegative, 0.01), boundaries.len() + 1);
        (Just(boundaries), values)
    });
    (any_choice::<ScheduleName>(), any::<prop::sample::Index>(), pieces).prop_flat_map(|(name, pick, pieces)| {
        let mut schedule = name.schedule();
        let arguments: Vec<BoxedStrategy<f64>> = schedule
            .arguments()
            .into_iter()
            .map(|(_, argument)| match argument {
                Argument::Number(_, range) | Argument::Optional(_, range) => number(range, 1.0),
                Argument::Switch(_) | Argument::Numbers(..) => Just(0.0).boxed(),
            })
            .collect();
        arguments.prop_map(move |values| {
            let (mut schedule, (boundaries, pieces)) = (schedule.clone(), pieces.clone());
            for ((name, argument), value) in schedule.arguments().into_iter().zip(values) {
                match argument {
                    Argument::Number(number, _) => *number = value,
                    Argument::Optional(number, _) => *number = (pick.index(2) == 0).then_some(value),
                    Argument::Switch(on) => *on = pick.index(3) == 0,
                    Argument::Numbers(numbers, _) if name == "boundaries" => *numbers = boundaries.clone(),
                    Argument::Numbers(numbers, _) => *numbers = pieces.clone(),
                }
            }
            schedule
        })
    })
}

/// Any optimizer with any legal hyperparameters.
pub fn optimizer() -> impl Strategy<Value = Optimizer> {
    any_choice::<OptimizerName>().prop_flat_map(|name| {
        let optimizer = Optimizer::new(name);
        let all = optimizer.hyperparameters();
        let strategies: Vec<BoxedStrategy<Value>> = all
            .iter()
            .map(|hyperparameter| match hyperparameter.setting {
                Setting::Number(default, range) => number(range, default).prop_map(Value::from).boxed(),
                Setting::Switch(_) => any::<bool>().prop_map(Value::from).boxed(),
                Setting::Schedule(_) => unreachable!("no optimizer begins with one"),
            })
            .collect();
        let limits = || select(vec![0.0, 1e-7, 0.1, 1.0, 1e20, f64::from(f32::MAX)]);
        let clip = select(vec!["clipnorm", "clipvalue", "global_clipnorm"]);
        let common = (proptest::option::of(limits()), proptest::option::of((clip, limits())));
        let schedule = prop_oneof![3 => Just(None), 1 => schedule().prop_map(Some)];
        (strategies, common, schedule).prop_map(move |(values, (weight_decay, clip), schedule)| {
            let mut optimizer = optimizer.clone();
            optimizer.weight_decay = weight_decay.or(optimizer.weight_decay);
            if let Some((name, limit)) = clip {
                optimizer.set(name, limit).unwrap();
            }
            for (hyperparameter, value) in all.iter().zip(values) {
                optimizer.set(hyperparameter.name, value).unwrap();
            }
            if let Some(schedule) = schedule {
                optimizer.learning_rate = LearningRate::Schedule(schedule);
            }
            optimizer
        })
    })
}

/// None, usual or absurd.
pub fn regularizer() -> impl Strategy<Value = Regularizer> {
    let penalty = || select(vec![0.0, 0.0, 0.0, 0.001, 1.0, 1e20, f64::from(f32::MAX)]);
    (penalty(), penalty()).prop_map(|(l1, l2)| Regularizer { l1, l2 })
}

fn layer() -> impl Strategy<Value = LayerConfig> {
    let bias_initializer = select(vec![Initializer::Zeros, Initializer::Ones]);
    (1usize..9, any_choice(), any::<bool>(), any_choice(), bias_initializer, regularizer()).prop_map(
        |(units, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer)| LayerConfig {
            units,
            activation,
            use_bias,
            kernel_initializer,
            bias_initializer,
            kernel_regularizer,
        },
    )
}

/// A legal configuration of a small network, of every kind.
pub fn config() -> impl Strategy<Value = NetworkConfig> {
    let seed = prop_oneof![0..=MAX_SEED, Just(0), Just(MAX_SEED)];
    (1usize..6, vec(layer(), 1..5), any_choice::<Loss>(), optimizer(), seed).prop_map(
        |(inputs, mut layers, loss, optimizer, seed)| {
            let last = layers.len() - 1;
            if matches!(loss, Loss::SparseCategoricalCrossentropy | Loss::CategoricalCrossentropy) {
                layers[last].units += 1; // it needs two classes
            }
            NetworkConfig { inputs, layers, loss, optimizer, seed }
        },
    )
}

/// What a batch is made of, for whatever network.
#[derive(Debug, Clone)]
pub struct Batch {
    pub rows: usize,
    pub inputs: Vec<f32>,
    pub targets: Vec<f32>,
}

impl Batch {
    /// Legal inputs and targets for a network.
    pub fn for_network(&self, config: &NetworkConfig) -> (Vec<f32>, Vec<f32>) {
        let (loss, outputs) = (config.loss, config.outputs());
        let endless =
            |values: &[f32], count: usize| -> Vec<f32> { values.iter().copied().cycle().take(count).collect() };
        let x = endless(&self.inputs, self.rows * config.inputs);
        let mut y = endless(&self.targets, self.rows * loss.targets(outputs));
        for target in &mut y {
            *target = match loss {
                Loss::SparseCategoricalCrossentropy => (target.to_bits() as usize % outputs) as f32,
                Loss::BinaryCrossentropy => target.abs().min(1.0),
                _ => *target,
            };
        }
        (x, y)
    }
}

/// Batches of one row to more than a tile of the kernels, of such values.
pub fn batch(values: BoxedStrategy<f32>) -> impl Strategy<Value = Batch> {
    let rows = prop_oneof![8 => 1usize..12, 1 => 60usize..70, 1 => 126usize..131];
    (rows, vec(values.clone(), 1..30), vec(values, 1..30)).prop_map(|(rows, inputs, targets)| Batch {
        rows,
        inputs,
        targets,
    })
}

/// Any f64 that somebody could write, in whatever place.
fn wild_number() -> impl Strategy<Value = f64> {
    let special = vec![
        0.0,
        -0.0,
        -1.0,
        0.5,
        1.5,
        2.0,
        100.0,
        1e6,
        4294967296.0,
        9007199254740992.0,
        1e300,
        f64::MAX,
        f64::NAN,
        f64::INFINITY,
    ];
    prop_oneof![any::<f64>(), select(special), (-3i32..70).prop_map(f64::from)]
}

/// A word of the library's own, or no word at all.
fn wild_text() -> impl Strategy<Value = String> {
    let words =
        ["tanh", "softmax", "adam", "Nadam", "mse", "sparse_categorical_crossentropy", "zeros", "he_normal", "hinge"];
    let more =
        ["custom", "spiral", "line", "blobs", "1, 2, 0\n3, 4, 1", "x", "siny", "name", "NaN", "", "sigmoid\u{0}"];
    prop_oneof![2 => select([&words[..], &more[..]].concat()).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn wild_key() -> impl Strategy<Value = String> {
    let keys =
        vec!["inputs", "units", "name", "learning_rate", "lr", "activation", "l1", "L2", "layers", "seed", "__proto__"];
    prop_oneof![4 => select(keys).prop_map(str::to_owned), 1 => wild_text()]
}

/// Anything, of any kind, nested in any way.
pub fn wild() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        4 => wild_number().prop_map(Value::Number),
        3 => wild_text().prop_map(Value::Text),
    ];
    leaf.prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            20 => vec(inner.clone(), 0..4).prop_map(Value::List),
            1 => (0..12_000usize, wild_number()).prop_map(|(len, number)| Value::List(vec![Value::Number(number); len])),
            20 => vec((wild_key(), inner), 0..4).prop_map(Value::Map),
        ]
    })
}

/// What happens to one place of a configuration.
#[derive(Debug, Clone)]
pub enum Slip {
    /// Something else stands there.
    Replaced(Value),
    /// It is not there.
    LeftOut,
    /// It has another name.
    Renamed(String),
    /// It is there twice.
    Twice,
}

/// A few slips, each at a place.
pub fn slips() -> impl Strategy<Value = Vec<(usize, Slip)>> {
    let slip = prop_oneof![
        4 => wild().prop_map(Slip::Replaced),
        1 => Just(Slip::LeftOut),
        1 => wild_key().prop_map(Slip::Renamed),
        1 => Just(Slip::Twice),
    ];
    vec((any::<usize>(), slip), 1..4)
}

/// `value` with these slips.
pub fn with_slips(mut value: Value, slips: Vec<(usize, Slip)>) -> Value {
    for (place, slip) in slips {
        let places = count(&value);
        if places > 0 {
            apply(&mut value, &mut (place % places), &slip);
        }
    }
    value
}

/// Entries of all lists and objects in a value.
fn count(value: &Value) -> usize {
    match value {
        Value::List(items) => items.iter().map(|item| 1 + count(item)).sum(),
        Value::Map(entries) => entries.iter().map(|(_, item)| 1 + count(item)).sum(),
        _ => 0,
    }
}

/// Makes the slip at the entry with that number; whether it was in this value.
fn apply(value: &mut Value, place: &mut usize, slip: &Slip) -> bool {
    let len = match value {
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        _ => 0,
    };
    for at in 0..len {
        if *place == 0 {
            match (value, slip) {
                (Value::List(items), Slip::Replaced(new)) => items[at] = new.clone(),
                (Value::List(items), Slip::LeftOut) => drop(items.remove(at)),
                (Value::List(items), Slip::Twice | Slip::Renamed(_)) => items.push(items[at].clone()),
                (Value::Map(entries), Slip::Replaced(new)) => entries[at].1 = new.clone(),
                (Value::Map(entries), Slip::LeftOut) => drop(entries.remove(at)),
                (Value::Map(entries), Slip::Renamed(name)) => entries[at].0 = name.clone(),
                (Value::Map(entries), Slip::Twice) => entries.push(entries[at].clone()),
                _ => {}
            }
            return true;
        }
        *place -= 1;
        let inner = match value {
            Value::List(items) => &mut items[at],
            Value::Map(entries) => &mut entries[at].1,
            _ => return false,
        };
        if apply(inner, place, slip) {
            return true;
        }
    }
    false
}
