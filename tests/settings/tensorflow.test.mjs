// Links of playground.tensorflow.org, as course notes, labs and slides have them, open the same experiment.
import assert from "node:assert/strict";
import test from "node:test";
import { fromHash } from "../../www/settings/link.js";

const x = "&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false&sinY=false";
const all = "&x=true&y=true&xTimesY=true&xSquared=true&ySquared=true&cosX=false&sinX=true&cosY=false&sinY=true";
const end = "&collectStats=false&problem=classification&initZero=false&hideText=false";

const common = {
  lab: "network",
  features: "x,y",
  noise: "0",
  "train-share": "50",
  discretize: "false",
  "test-points": "false",
};
const LINKS = [
  [
    `#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.66230&showTestData=false&discretize=false&percTrainData=50${x}${end}`,
    {
      ...common,
      activation: "tanh",
      "batch-size": "10",
      dataset: "circle",
      "learning-rate": "0.03",
      layers: "4,2",
      seed: 66230,
    },
  ],
  [
    `#activation=relu&batchSize=1&dataset=gauss&regDataset=reg-plane&learningRate=0.00001&regularizationRate=0&noise=35&networkShape=&seed=0.17057&showTestData=false&discretize=true&percTrainData=50${x}${end}`,
    {
      ...common,
      discretize: "true",
      activation: "relu",
      "batch-size": "1",
      dataset: "gauss",
      "learning-rate": "0.00001",
      layers: "",
      noise: "35",
      seed: 17057,
    },
  ],
  [
    `#activation=relu&regularization=L1&batchSize=10&dataset=spiral&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2,2&seed=0.58835&showTestData=false&discretize=false&percTrainData=50${all}${end}`,
    {
      ...common,
      activation: "relu",
      "batch-size": "10",
      dataset: "spiral",
      "learning-rate": "0.03",
      layers: "4,2,2",
      l1: "0",
      features: "x,y,xy,x2,y2,sinx,siny",
      seed: 58835,
    },
  ],
  [
    `#activation=linear&regularization=L2&batchSize=30&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0.003&noise=0&networkShape=8,8,8,8,8,1&seed=0.18289&showTestData=false&discretize=true&percTrainData=50${x}${end}`,
    {
      ...common,
      discretize: "true",
      activation: "linear",
      "batch-size": "30",
      dataset: "circle",
      "learning-rate": "0.03",
      layers: "8,8,8,8,8,1",
      l2: "0.003",
      seed: 18289,
    },
  ],
  [
    `#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.1&regularizationRate=0&noise=0&networkShape=1&seed=0.82910&showTestData=false&discretize=false&percTrainData=50${x}${end.replace("classification", "regression")}`,
    {
      ...common,
      activation: "tanh",
      "batch-size": "10",
      dataset: "plane",
      "learning-rate": "0.1",
      layers: "1",
      seed: 82910,
    },
  ],
  [
    `#activation=sigmoid&batchSize=10&dataset=gauss&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=1,1&seed=0.43153&showTestData=false&discretize=false&percTrainData=50${x}${end}`,
    {
      ...common,
      activation: "sigmoid",
      "batch-size": "10",
      dataset: "gauss",
      "learning-rate": "0.03",
      layers: "1,1",
      seed: 43153,
    },
  ],
  [
    `#activation=tanh&batchSize=10&dataset=spiral&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=8&seed=0.14370&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=true&xSquared=true&ySquared=true&cosX=false&sinX=false&cosY=false&sinY=false${end}`,
    {
      ...common,
      activation: "tanh",
      "batch-size": "10",
      dataset: "spiral",
      "learning-rate": "0.03",
      layers: "8",
      features: "x,y,xy,x2,y2",
      seed: 14370,
    },
  ],
  [
    `#activation=sigmoid&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.01&regularizationRate=0&noise=0&networkShape=4&seed=0.15031&showTestData=true&discretize=false&percTrainData=50${x}${end}`,
    {
      ...common,
      "test-points": "true",
      activation: "sigmoid",
      "batch-size": "10",
      dataset: "circle",
      "learning-rate": "0.01",
      layers: "4",
      seed: 15031,
    },
  ],
  [
    `#activation=linear&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.001&regularizationRate=0&noise=0&networkShape=&seed=0.08033&showTestData=false&discretize=false&percTrainData=30${x}${end.replace("classification", "regression")}`,
    {
      ...common,
      activation: "linear",
      "batch-size": "10",
      dataset: "plane",
      "learning-rate": "0.001",
      layers: "",
      "train-share": "30",
      seed: 8033,
    },
  ],
  [
    `#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=25&networkShape=&seed=0.27079&showTestData=false&discretize=false&percTrainData=50${x}${end.replace("classification", "regression")}&showTestData_hide=false&activation_hide=true&noise_hide=false&discretize_hide=true&dataset_hide=true&batchSize_hide=true&percTrainData_hide=true&numHiddenLayers_hide=true&problem_hide=true`,
    {
      ...common,
      activation: "tanh",
      "batch-size": "10",
      dataset: "plane",
      "learning-rate": "0.03",
      layers: "",
      noise: "25",
      seed: 27079,
      hide: "activation,batch-size,dataset,discretize,train-share",
    },
  ],
];

for (const [hash, expected] of LINKS) {
  test(`TensorFlow Playground: ${hash.slice(0, 80)}…`, () =>
    assert.deepEqual(fromHash(hash), { written: expected, warnings: [{ kind: "tensorflow" }] }));
}
