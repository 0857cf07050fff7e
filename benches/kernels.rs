//! The core's times, natively: a step of training and a prediction, for networks of the sizes that the page has.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nn_playground::nn::{
    Activation, FitOptions, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName,
    random::{Rng, Stream},
};
use std::hint::black_box;

const ROWS: usize = 500;

/// Name, units of the hidden layers, batch size: the workloads of README.md beside this file.
const WORKLOADS: [(&str, &[usize], usize); 5] = [
    ("W1", &[4, 2], 10),
    ("W2a", &[8, 8, 8], 10),
    ("W2b", &[8, 8, 8, 8, 8, 8], 10),
    ("W3", &[64, 64], 32),
    ("W4", &[256, 256], 128),
];

fn network(hidden: &[usize]) -> Network {
    let layers = hidden.iter().chain([&1]).map(|units| LayerConfig::new(*units, Activation::Tanh)).collect();
    let optimizer = Optimizer::new(OptimizerName::Sgd);
    Network::new(NetworkConfig { inputs: 2, layers, loss: Loss::MeanSquaredError, optimizer, seed: 1 }).unwrap()
}

fn data() -> (Vec<f32>, Vec<f32>) {
    let mut rng = Rng::new(1, Stream::Data);
    let x: Vec<f32> = (0..2 * ROWS).map(|_| rng.uniform(-6.0, 6.0) as f32).collect();
    let y = x.chunks(2).map(|point| if point[0] * point[1] > 0.0 { 1.0 } else { 0.0 }).collect();
    (x, y)
}

fn training(criterion: &mut Criterion) {
    let (x, y) = data();
    let mut group = criterion.benchmark_group("fit, one epoch");
    group.throughput(Throughput::Elements(ROWS as u64));
    for (name, hidden, batch_size) in WORKLOADS {
        let mut network = network(hidden);
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            let options = FitOptions { batch_size, ..FitOptions::default() };
            bencher.iter(|| {
                let examples = network.examples(&x, &y).unwrap();
                network.fit(examples, &options).unwrap()
            });
        });
    }
    group.finish();
}

fn prediction(criterion: &mut Criterion) {
    let (x, _) = data();
    let mut group = criterion.benchmark_group("predict");
    group.throughput(Throughput::Elements(ROWS as u64));
    for (name, hidden, _) in WORKLOADS {
        let network = network(hidden);
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| network.predict(black_box(&x)).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, training, prediction);
criterion_main!(benches);
