//! The core's times, natively: training, prediction and gradients of the workloads; then its kernels one at a time, as far
//! as networks that consist of little else can show them.
#![allow(clippy::unwrap_used, reason = "a benchmark may stop by panicking")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nn_playground::{
    nn::{
        Activation, FitOptions, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName,
        random::{Rng, Stream},
    },
    value::Choice,
};
use std::{hint::black_box, time::Duration};

const ROWS: usize = 500;

/// Name, units of the hidden layers, batch size: the workloads of README.md beside this file.
const WORKLOADS: [(&str, &[usize], usize); 5] = [
    ("W1", &[4, 2], 10),
    ("W2a", &[8, 8, 8], 10),
    ("W2b", &[8, 8, 8, 8, 8, 8], 10),
    ("W3", &[64, 64], 32),
    ("W4", &[256, 256], 128),
];

fn network(inputs: usize, layers: &[(usize, Activation)]) -> Network {
    let layers = layers.iter().map(|(units, activation)| LayerConfig::new(*units, *activation)).collect();
    let optimizer = Optimizer::new(OptimizerName::Sgd);
    Network::new(NetworkConfig { inputs, layers, loss: Loss::MeanSquaredError, optimizer, seed: 1 }).unwrap()
}

/// A network of tanh layers.
fn workload(hidden: &[usize]) -> Network {
    let layers: Vec<_> = hidden.iter().chain([&1]).map(|units| (*units, Activation::Tanh)).collect();
    network(2, &layers)
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
        let mut network = workload(hidden);
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
        let network = workload(hidden);
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| network.predict(black_box(&x)).unwrap());
        });
    }
    group.finish();
}

/// Forward and backward, without an update.
fn gradients(criterion: &mut Criterion) {
    let (x, y) = data();
    let mut group = criterion.benchmark_group("gradients, one batch");
    for (name, hidden, batch_size) in WORKLOADS {
        let network = workload(hidden);
        let (x, y) = (&x[..2 * batch_size], &y[..batch_size]);
        group.throughput(Throughput::Elements(batch_size as u64));
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| network.gradients(black_box(x), black_box(y)).unwrap());
        });
    }
    group.finish();
}

// ---- Kernels --------------------------------------------------------------------------------------------------------

/// The width at which one kernel is nearly all that a network does.
const WIDE: usize = 64;

fn wide_data(columns: usize) -> Vec<f32> {
    let mut rng = Rng::new(2, Stream::Data);
    (0..ROWS * columns).map(|_| rng.uniform(-1.0, 1.0) as f32).collect()
}

/// Values of each activation: a layer with one input. What `linear` takes is the layer's own share.
fn activations(criterion: &mut Criterion) {
    let (x, outputs) = (wide_data(1), (ROWS * WIDE) as u64);
    let mut group = criterion.benchmark_group("activation");
    group.throughput(Throughput::Elements(outputs));
    for activation in Activation::all() {
        let network = network(1, &[(WIDE, activation)]);
        group.bench_function(BenchmarkId::from_parameter(activation.name()), |bencher| {
            bencher.iter(|| network.predict(black_box(&x)).unwrap());
        });
    }
    group.finish();
}

/// Multiplications with additions: linear layers from 64 to 64 units; an element is one floating-point operation.
fn products(criterion: &mut Criterion) {
    let (x, y) = (wide_data(WIDE), wide_data(WIDE));
    let network = network(WIDE, &[(WIDE, Activation::Linear), (WIDE, Activation::Linear)]);
    let connections = (2 * ROWS * WIDE * WIDE) as u64;
    let mut group = criterion.benchmark_group("products");
    group.throughput(Throughput::Elements(2 * connections));
    group.bench_function("forward", |bencher| bencher.iter(|| network.predict(black_box(&x)).unwrap()));
    // Both layers forward and their gradients, and the error back through the second.
    group.throughput(Throughput::Elements(5 * connections));
    group.bench_function("forward and backward", |bencher| {
        bencher.iter(|| network.gradients(black_box(&x), black_box(&y)).unwrap());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    // Thirty works: with criterion's own eight seconds for each nobody would wait for the table behind them.
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_millis(1500))
        .sample_size(30);
    targets = training, prediction, gradients, activations, products
}
criterion_main!(benches);
