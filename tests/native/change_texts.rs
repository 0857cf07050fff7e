//! What was changed on the way as the text of a link: there and back to the same bits.

use crate::{
    support::{Random, bits, value, weight_bits, written},
    timeline::snapshot,
};
use nn_playground::{
    experiment::{Change, Experiment, ExperimentSettings, MAX_LINK_CHANGES, Training},
    nn::OptimizerName,
    value::Choice,
};
use serde_json::{Value as Json, json};

fn settings() -> ExperimentSettings {
    let sgd = json!({ "name": "sgd", "learning_rate": 0.1 });
    ExperimentSettings::parse(&value(json!({ "dataset": "xor", "samples": 40, "optimizer": sgd, "seed": 3 }))).unwrap()
}

fn read(text: &str) -> Experiment {
    Experiment::with_changes_text(settings(), text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn problem(text: &str) -> String {
    let made = Experiment::with_changes_text(settings(), text);
    made.map(|made| made.changes().to_vec()).expect_err(text).to_string()
}

fn optimizer(json: Json) -> impl Fn(&mut Training) {
    move |training| training.optimizer = written(json.clone())
}

/// What the text says, by hand.
#[test]
fn the_contract_s_text() {
    let start = Training::of(&settings());
    let with = |from: &Training, edit: &dyn Fn(&mut Training)| {
        let mut training = from.clone();
        edit(&mut training);
        Some(training)
    };
    let scheduled = |rate: f64| {
        let halved = json!({
            "name": "exponential_decay", "initial_learning_rate": rate, "decay_steps": 100, "decay_rate": 0.5, "staircase": true
        });
        optimizer(json!({ "name": "sgd", "learning_rate": halved }))
    };
    // 2 inputs, layers of 4, 2 and 1 units: kernel [2, 4], bias [4], kernel [4, 2], bias [2], kernel [2, 1], bias [1].
    for (text, expected) in [
        ("", vec![]),
        ("250:w1.2.3=0.25", vec![Change { step: 250, training: None, parameters: vec![(4 + 2, 0.25)] }]),
        ("250:b1.2=0", vec![Change { step: 250, training: None, parameters: vec![(8 + 1, 0.0)] }]),
        (
            "0:b3.1=-0;0:w1.1.1=1;7:w2.4.2=-1.5",
            vec![
                Change { step: 0, training: None, parameters: vec![(0, 1.0), (24, -0.0)] },
                Change { step: 7, training: None, parameters: vec![(12 + 3 * 2 + 1, -1.5)] },
            ],
        ),
        (
            "100:optimizer=adam",
            vec![Change {
                step: 100,
                training: with(&start, &optimizer(json!("adam"))), // with Keras's learning rate
                parameters: vec![],
            }],
        ),
        (
            "100:learning-rate=0.5;100:batch-size=3;100:l1=0.001;100:l2=10;100:nesterov=true;100:momentum=0.9",
            vec![Change {
                step: 100,
                training: with(&start, &|training| {
                    let sgd = json!({ "name": "sgd", "learning_rate": 0.5, "momentum": 0.9, "nesterov": true });
                    optimizer(sgd)(training);
                    training.batch_size = 3;
                    (training.regularizer.l1, training.regularizer.l2) = (0.001, 10.0);
                }),
                parameters: vec![],
            }],
        ),
        (
            "5:schedule=exponential,100,0.5,staircase;5:learning-rate=0.25;6:learning-rate=0.5;7:schedule=none",
            vec![
                Change { step: 5, training: with(&start, &scheduled(0.25)), parameters: vec![] },
                Change { step: 6, training: with(&start, &scheduled(0.5)), parameters: vec![] },
                Change {
                    step: 7,
                    training: with(&start, &optimizer(json!({ "name": "sgd", "learning_rate": 0.5 }))),
                    parameters: vec![],
                },
            ],
        ),
        // In any order; the optimizer of a step counts before its hyperparameters.
        (
            "9:beta-2=0.5;9:w1.1.1=2;9:optimizer=Adam;5:batch-size=2;;",
            vec![
                Change { step: 5, training: with(&start, &|training| training.batch_size = 2), parameters: vec![] },
                Change {
                    step: 9,
                    training: with(&start, &|training| {
                        training.batch_size = 2;
                        optimizer(json!({ "name": "adam", "beta_2": 0.5 }))(training);
                    }),
                    parameters: vec![(0, 2.0)],
                },
            ],
        ),
    ] {
        assert_eq!(read(text).changes(), expected, "{text}");
    }
    // -0 is another value than 0.
    assert_eq!(read("0:b3.1=-0").network().parameters()[24].to_bits(), (-0.0f32).to_bits());
}

/// A hyperparameter may have more digits than a decimal number here keeps.
#[test]
fn every_bit_of_an_f64_is_kept() {
    let mut random = Random::new(7);
    for _ in 0..300 {
        // From 2⁻⁶⁴ up to 8.
        let mut any = || f64::from_bits((random.next() >> 12) | (random.next() % 67 + 959) << 52);
        let (rate, momentum, l1, boundary) = (any(), any().min(1.0) / 2.0, any(), (random.next() % 1000) as f64);
        let schedule = json!({ "name": "piecewise_constant_decay", "boundaries": [boundary], "values": [rate, l1] });
        for rate in [json!(rate), schedule] {
            let mut experiment = Experiment::new(settings()).unwrap();
            experiment.train(2);
            let mut changed = experiment.settings().clone();
            changed.optimizer = written(json!({ "name": "sgd", "learning_rate": rate, "momentum": momentum }));
            changed.regularizer.l1 = l1;
            assert_eq!(experiment.configure(changed), Ok(false));
            let text = experiment.changes_text(MAX_LINK_CHANGES).unwrap();
            assert_eq!(read(&text).changes(), experiment.changes(), "{text}");
        }
    }
    // As decimal digits where those are enough.
    let text = "1:learning-rate=0.000000123456789012345;1:momentum=0.3;1:l1=2.5";
    assert_eq!(read(text).changes_text(usize::MAX).as_deref(), Some(text));
    assert_eq!(read("1:l1=0x3fb999999999999a").changes_text(usize::MAX).as_deref(), Some("1:l1=0.1"));
}

#[test]
fn it_is_written_as_it_is_read() {
    for text in [
        "",
        "250:w1.2.3=0.25",
        "250:b1.2=0;1000000000:b1.2=-0",
        "100:optimizer=adam;100:w1.1.1=1",
        "100:learning-rate=0.5;100:momentum=0.9;100:nesterov=true;100:batch-size=3;100:l1=0.001;100:l2=10",
        "1:optimizer=rmsprop;1:learning-rate=0.03;1:centered=true;2:optimizer=sgd;2:momentum=0.5;3:nesterov=true;4:nesterov=false",
        "1:weight-decay=0.25;2:weight-decay=none",
        "1:w1.1.1=1e7;1:w1.1.2=1000000;1:w1.1.3=-12e30;1:w1.1.4=0.0000001",
        "1:optimizer=adamw;2:optimizer=adamw;3:weight-decay=0.5",
        "1:schedule=exponential,100,0.5;2:schedule=exponential,100,0.5,staircase;3:learning-rate=0.5;4:schedule=none",
        "1:schedule=inverse,2.5,3;2:schedule=inverse,2.5,3,staircase;3:momentum=0.5",
        "1:learning-rate=0;1:schedule=cosine,100,0,warmup-target:0.1,warmup-steps:10;2:schedule=cosine,100,0.5,warmup-steps:0",
        "1:optimizer=adam;1:schedule=polynomial,100,0.0001,2,cycle;2:schedule=polynomial,100,0,1;3:optimizer=sgd",
        "1:learning-rate=0.5;1:schedule=piecewise,10,1e7:0.5,0.25,0;2:learning-rate=1;2:schedule=piecewise,10,1e7:1,0.25,0",
        "1:learning-rate=0.5;1:schedule=piecewise,10:0.5,0.25;2:schedule=cosine,10,0,warmup-steps:0",
    ] {
        // What is no change is not written.
        let text = text.replace("2:optimizer=adamw;", "");
        assert_eq!(read(&text).changes_text(usize::MAX).as_deref(), Some(text.as_str()));
    }
    let other = "9:beta-2=0.5;9:w1.1.1=2;9:optimizer=Adam;;5:batch-size=2;9:learning-rate=0.001";
    assert_eq!(
        read(other).changes_text(usize::MAX).unwrap(),
        "5:batch-size=2;9:optimizer=adam;9:beta-2=0.5;9:w1.1.1=2",
        "what is Keras's default is not written"
    );
    // What a schedule may leave out is filled in.
    for (short, long) in [("cosine,100", "cosine,100,0,warmup-steps:0"), ("polynomial,100", "polynomial,100,0.0001,1")]
    {
        let written = read(&format!("1:schedule={short}")).changes_text(usize::MAX);
        assert_eq!(written, Some(format!("1:schedule={long}")));
    }
}

/// Any f32 and any optimizer, through a run that is made by hand, its text, and a run that is made from the text.
#[test]
fn there_and_back_to_the_same_bits() {
    let mut random = Random::new(8);
    let mut experiment = Experiment::new(settings()).unwrap();
    for name in OptimizerName::all() {
        experiment.train(random.below(9) as u64 + 1);
        let mut changed = experiment.settings().clone();
        changed.optimizer = written(json!({ "name": name.name(), "learning_rate": random.unit() * 0.01 }));
        changed.batch_size = random.below(30) + 1;
        changed.regularizer.l2 = random.unit() * 1e-3;
        experiment.configure(changed).unwrap();
        for _ in 0..20 {
            let value = f32::from_bits(random.next() as u32);
            let parameter = experiment.network().parameter_at(random.below(25)).unwrap();
            if value.abs() < 3.0 {
                experiment.set(parameter, value).unwrap();
            }
        }
    }
    experiment.train(20);
    let text = experiment.changes_text(usize::MAX).unwrap();
    let mut again = read(&text);
    assert_eq!(again.changes(), experiment.changes());
    again.seek(experiment.step()).unwrap();
    assert!(snapshot(&again) == snapshot(&experiment));
    assert_eq!(again.changes_text(usize::MAX).as_deref(), Some(text.as_str()));

    // Every exponent, both signs.
    let mut experiment = Experiment::new(settings()).unwrap();
    for _ in 0..100 {
        let mut any = || loop {
            let value = f32::from_bits(random.next() as u32);
            if value.is_finite() {
                return value;
            }
        };
        let weights: Vec<Vec<f32>> =
            experiment.network().get_weights().iter().map(|list| list.iter().map(|_| any()).collect()).collect();
        experiment.set_weights(&weights).unwrap();
        let text = experiment.changes_text(usize::MAX).unwrap();
        let written = text.split(';').map(|item| item.split_once('=').unwrap().1.parse::<f32>().unwrap());
        assert_eq!(bits(&written.collect::<Vec<_>>()), bits(&weights.concat()), "{text}");
        assert_eq!(weight_bits(read(&text).network()), bits(&weights.concat()), "{text}");
    }
}

#[test]
fn a_text_that_is_too_long_for_a_link() {
    let mut experiment = Experiment::new(settings()).unwrap();
    let text = |experiment: &Experiment| experiment.changes_text(MAX_LINK_CHANGES);
    assert_eq!(text(&experiment), Some(String::new()));
    let mut steps = 0;
    while let Some(text) = text(&experiment) {
        assert!(text.len() <= MAX_LINK_CHANGES);
        experiment.train(1);
        let weights: Vec<Vec<f32>> =
            experiment.network().get_weights().iter().map(|list| list.iter().map(|w| w * 0.9).collect()).collect();
        experiment.set_weights(&weights).unwrap();
        steps += 1;
    }
    assert!((5..20).contains(&steps), "{steps} steps with 25 weights");
    let whole = experiment.changes_text(usize::MAX).unwrap();
    assert!(whole.len() > MAX_LINK_CHANGES);
    assert_eq!(experiment.changes_text(whole.len()).as_ref(), Some(&whole));
    assert_eq!(experiment.changes_text(whole.len() - 1), None);
    assert_eq!(read(&whole).changes(), experiment.changes());
}

#[test]
fn what_is_wrong_is_said() {
    for (text, words) in [
        ("all", &["changes: \"all\" is not STEP:KEY=VALUE"][..]),
        ("5:w1.1.1", &["changes: \"5:w1.1.1\" is not"]),
        ("x:l1=0", &["changes.x:l1=0: ", "a whole number from 0 to 9007199254740991"]),
        ("-1:l1=0", &["changes.-1:l1=0: -1 "]),
        ("1.5:l1=0", &["1.5"]),
        ("5:l1=11", &["changes.5:l1: 11 ", "0 to 10"]),
        ("5:l2=", &["changes.5:l2: \"\" is not a number"]),
        ("5:batch-size=0", &["changes.5:batch-size: 0 "]),
        ("5:batch-size=2.5", &["2.5"]),
        ("5:optimizer=adma", &["changes.5:optimizer: \"adma\"", "adam"]),
        ("5:learning-rate=-1", &["changes.5:learning-rate: -1"]),
        ("5:learning-rate=fast", &["changes.5:learning-rate: \"fast\" is not a number"]),
        ("5:learning-rate=none", &["changes.5:learning-rate: \"none\" is not a number"]),
        (
            "5:schedule=cosin,9",
            &["changes.5:schedule: \"cosin\"", "exponential, cosine, piecewise, inverse, polynomial"],
        ),
        ("5:schedule=", &["changes.5:schedule: \"\" is not a learning-rate schedule"]),
        ("5:schedule=cosine", &["changes.5:schedule.decay_steps: ", "missing"]),
        ("5:schedule=cosine,0", &["changes.5:schedule.decay_steps: 0 "]),
        ("5:schedule=cosine,9,0,0.1", &["changes.5:schedule: has more numbers"]),
        ("5:schedule=cosine,9,staircase", &["changes.5:schedule.staircase: there is no such field", "warmup_target"]),
        ("5:schedule=cosine,9,alpha:x", &["changes.5:schedule.alpha: \"x\" is not a number"]),
        ("5:schedule=cosine,9,0,alpha:1", &["changes.5:schedule.alpha: "]),
        ("5:schedule=piecewise,3:1", &["changes.5:schedule.values: "]),
        ("5:schedule=piecewise,3,x:1,2,3", &["changes.5:schedule.boundaries[1]: \"x\""]),
        ("5:schedule=piecewise", &["changes.5:schedule.boundaries: "]),
        ("5:rho=0.5", &["changes.5:rho: ", "momentum"]),
        ("5:seed=2", &["changes.5:seed: "]),
        ("5:nesterov=1", &["changes.5:nesterov: 1 "]),
        ("5:momentum=none", &["changes.5:momentum: \"none\""]),
        ("5:rho=none", &["changes.5:rho: \"none\""]),
        ("5:w1.1=1", &["changes.5:w1.1: the network has no"]),
        ("5:w0.1.1=1", &["changes.5:w0.1.1: the network has no"]),
        ("5:w1.3.1=1", &["the network has no such weight"]),
        ("5:w1.1.1.1=1", &["the network has no such weight"]),
        ("5:w=1", &["changes.5:w: "]),
        ("5:w1=1", &["the network has no such weight"]),
        ("5:b4.1=1", &["changes.5:b4.1: the network has no"]),
        ("5:b1.99999999999999999999=1", &["the network has no"]),
        ("5:w1.1.1=1e39", &["changes.5:w1.1.1: ", "is not"]),
        ("5:w1.1.1=NaN", &["changes.5:w1.1.1: "]),
        ("5:l1=0x", &["changes.5:l1: \"0x\" is not a number"]),
        ("5:l1=0x7ff8000000000000", &["changes.5:l1: ", "is not a number"]), // NaN
        ("5:l1=1;5:l1=2", &["changes.5:l1: ", "twice"]),
        ("5:w1.1.1=1;5:w1.1.1=1", &["changes.5:w1.1.1: ", "twice"]),
        ("5:optimizer=adam;5:optimizer=sgd", &["changes.5:optimizer: ", "twice"]),
    ] {
        let message = problem(text);
        for word in words {
            assert!(message.contains(word), "{text}: {word:?} is not in: {message}");
        }
    }
    // However long it is.
    assert!(problem(&"x".repeat(100_000)).len() < 200);
    assert!(problem(&format!("5:{}=1", "x".repeat(100_000))).len() < 500);
}
