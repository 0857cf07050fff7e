//! The objectives of the race: functions of two variables that test optimizers, each with its gradient beside it.

use super::{
    custom::{self, Custom, Lowest},
    small_network::SmallNetwork,
};
use crate::{
    labs::geometry::{Window, middle, shows},
    nn::{Optimizer, Rule},
    plot::contour::{Contours, MAX_LEVELS},
};
use value::{Choice, Result, number};

/// The name of a surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurfaceName {
    /// ½(x² + κy²) with κ the condition number: the least at (0, 0).
    Quadratic,
    /// (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)² (Beale, 1958): the least, 0, at (3, ½).
    Beale,
    /// (1 − x)² + 100(y − x²)² (Rosenbrock, 1960): the least, 0, at (1, 1), in a bent valley.
    Rosenbrock,
    /// x² − y² + ¼y⁴: a saddle at (0, 0), and on either side of it the least, −1, at (0, ±√2). (Without y⁴ a racer that
    /// leaves the saddle would fall for ever.)
    Saddle,
    /// (x² + y − 11)² + (x + y² − 7)² (Himmelblau, 1972): four places with the least, 0.
    Himmelblau,
    /// The mean squared error of a network 1 – 2 (tanh) – 1, along the weight x of its first hidden neuron and the weight y
    /// from there to the output. The targets are the network's own with x = 1.5 and y = 1, so there the loss is 0; with
    /// both signs changed the network does the same.
    Network,
    /// A formula in both variables.
    Custom,
}

impl Choice for SurfaceName {
    const WHAT: &'static str = "a surface";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("quadratic", Self::Quadratic),
        ("beale", Self::Beale),
        ("rosenbrock", Self::Rosenbrock),
        ("saddle", Self::Saddle),
        ("himmelblau", Self::Himmelblau),
        ("network", Self::Network),
        ("custom", Self::Custom),
    ];
}

/// A surface that can be raced on.
#[derive(Debug, Clone)]
pub struct Objective {
    name: SurfaceName,
    condition: f64,
    /// Where the surface is that of a network: it and its examples.
    network: Option<Box<SmallNetwork>>,
    /// Where it is a formula.
    custom: Option<Box<Custom>>,
}

impl Objective {
    /// The surface of that name; `condition` ≥ 1 is κ of the quadratic one, and means nothing to the others. `custom` is that
    /// of the default formula.
    ///
    /// # Errors
    /// Where memory has no room for the network of the surface `network`.
    pub fn new(name: SurfaceName, condition: f64) -> Result<Self> {
        if name == SurfaceName::Custom {
            return Self::of_formula(None, custom::WINDOW);
        }
        let network = if name == SurfaceName::Network { Some(Box::new(SmallNetwork::new()?)) } else { None };
        Ok(Self { name, condition, network, custom: None })
    }

    /// The surface of a formula, or of the default one, whose minima are looked for in this window.
    ///
    /// # Errors
    /// What is wrong with the formula, with its place.
    pub fn of_formula(text: Option<&str>, window: Window) -> Result<Self> {
        let custom = Custom::new(text.unwrap_or(custom::FORMULA), window)?;
        Ok(Self { name: SurfaceName::Custom, condition: 1.0, network: None, custom: Some(Box::new(custom)) })
    }

    /// The formula of a surface of one's own, as it was written.
    pub fn formula(&self) -> Option<&str> {
        self.custom.as_ref().map(|custom| custom.text.as_str())
    }

    /// Its name.
    pub fn name(&self) -> SurfaceName {
        self.name
    }

    /// κ, which means something to the quadratic surface alone; 1 for a formula.
    pub fn condition(&self) -> f64 {
        self.condition
    }

    /// f(x, y) and (∂f/∂x, ∂f/∂y).
    pub fn height_and_gradient(&self, at: [f64; 2]) -> (f64, [f64; 2]) {
        match (&self.network, &self.custom) {
            (Some(network), _) => network.at(at),
            (_, Some(custom)) => custom.at(at),
            _ => (self.height(at), self.gradient(at)),
        }
    }

    /// f(x, y).
    pub fn height(&self, [x, y]: [f64; 2]) -> f64 {
        match self.name {
            SurfaceName::Quadratic => 0.5 * (x * x + self.condition * y * y),
            SurfaceName::Beale => beale(x, y).iter().map(|r| r * r).sum(),
            SurfaceName::Rosenbrock => (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x),
            SurfaceName::Saddle => x * x - y * y + 0.25 * y * y * y * y,
            SurfaceName::Himmelblau => {
                let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
                a * a + b * b
            }
            SurfaceName::Network => self.network.as_ref().map_or(f64::NAN, |network| network.at([x, y]).0),
            SurfaceName::Custom => self.custom.as_ref().map_or(f64::NAN, |custom| custom.height([x, y])),
        }
    }

    /// (∂f/∂x, ∂f/∂y).
    pub fn gradient(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        match self.name {
            SurfaceName::Quadratic => [x, self.condition * y],
            SurfaceName::Beale => {
                let [a, b, c] = beale(x, y);
                let dx = a * (y - 1.0) + b * (y * y - 1.0) + c * (y * y * y - 1.0);
                let dy = a * x + b * 2.0 * x * y + c * 3.0 * x * y * y;
                [2.0 * dx, 2.0 * dy]
            }
            SurfaceName::Rosenbrock => {
                let over = y - x * x;
                [-2.0 * (1.0 - x) - 400.0 * x * over, 200.0 * over]
            }
            SurfaceName::Saddle => [2.0 * x, y * y * y - 2.0 * y],
            SurfaceName::Himmelblau => {
                let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
                [4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b]
            }
            SurfaceName::Network => self.network.as_ref().map_or([f64::NAN; 2], |network| network.at([x, y]).1),
            SurfaceName::Custom => self.custom.as_ref().map_or([f64::NAN; 2], |custom| custom.at([x, y]).1),
        }
    }

    /// Where it is lowest, and how low that is. Of a formula this has to be looked for, at some cost: a run does it once.
    pub fn lowest(&self) -> Lowest {
        match &self.custom {
            Some(custom) => custom.lowest(),
            None => {
                let height = if self.name == SurfaceName::Saddle { -1.0 } else { 0.0 };
                Lowest { minima: self.published_minima().to_vec(), height }
            }
        }
    }

    /// Those that the literature has, or that follow from how the surface is made.
    fn published_minima(&self) -> &'static [[f64; 2]] {
        match self.name {
            SurfaceName::Quadratic => &[[0.0, 0.0]],
            SurfaceName::Beale => &[[3.0, 0.5]],
            SurfaceName::Rosenbrock => &[[1.0, 1.0]],
            SurfaceName::Saddle => &[[0.0, std::f64::consts::SQRT_2], [0.0, -std::f64::consts::SQRT_2]],
            SurfaceName::Himmelblau => &[
                [3.0, 2.0],
                [-2.805_118_086_952_745, 3.131_312_518_250_573],
                [-3.779_310_253_377_747, -3.283_185_991_286_17],
                [3.584_428_340_330_492, -1.848_126_526_964_404],
            ],
            SurfaceName::Network => &[[1.5, 1.0], [-1.5, -1.0]],
            SurfaceName::Custom => &[],
        }
    }

    /// Its own window, which holds what is worth seeing of it: from left to right, from bottom to top.
    pub fn window(&self) -> [[f64; 2]; 2] {
        match self.name {
            SurfaceName::Quadratic => [[-4.0, 4.0], [-4.0, 4.0]],
            SurfaceName::Beale => [[-4.5, 4.5], [-4.5, 4.5]],
            SurfaceName::Rosenbrock => [[-2.0, 2.0], [-1.0, 3.0]],
            SurfaceName::Saddle => [[-2.5, 2.5], [-2.5, 2.5]],
            SurfaceName::Himmelblau => [[-6.0, 6.0], [-6.0, 6.0]],
            SurfaceName::Network => [[-3.0, 3.0], [-3.0, 3.0]],
            SurfaceName::Custom => self.custom.as_ref().map_or(custom::WINDOW, |custom| custom.window),
        }
    }

    /// A good place to start, from which the optimizers take different ways.
    pub fn start(&self) -> [f64; 2] {
        match self.name {
            SurfaceName::Quadratic => [-3.5, 2.0],
            SurfaceName::Beale => [1.0, 1.5],
            SurfaceName::Rosenbrock => [-1.2, 1.0], // the one of the literature
            SurfaceName::Saddle => [-2.0, 0.01],
            SurfaceName::Himmelblau => [-5.0, 0.2],
            SurfaceName::Network => [-2.0, 2.5],
            // For a formula any: left and above.
            SurfaceName::Custom => {
                let [x, y] = self.window();
                let [left, up] = [x[0] + (x[1] - x[0]) / 16.0, y[0] + (y[1] - y[0]) * 0.75];
                [left, up].map(|at| number::rounded(at, 3))
            }
        }
    }

    /// Its own window, or where the start lies outside, that one made larger around its middle until it holds it.
    pub fn window_around(&self, start: [f64; 2]) -> Window {
        Self::grown(self.window(), start)
    }

    /// A window of a formula that holds this start, where there is one.
    pub(super) fn window_of_formula(start: Option<[f64; 2]>) -> Window {
        start.map_or(custom::WINDOW, |start| Self::grown(custom::WINDOW, start))
    }

    fn grown(window: Window, start: [f64; 2]) -> Window {
        if shows(window, start) {
            return window;
        }
        let middle = middle(window);
        let halves = [0, 1].map(|axis| window[axis][1] - middle[axis]);
        let farthest = [0, 1].map(|axis| (start[axis] - middle[axis]).abs() / halves[axis]);
        let factor = 1.1 * farthest[0].max(farthest[1]);
        [0, 1].map(|axis| {
            let half = number::rounded(halves[axis] * factor, 2);
            [middle[axis] - half, middle[axis] + half]
        })
    }

    /// Heights for 14 contours in a window, each as much higher above the least as the last one was, by a factor.
    pub fn levels(&self, window: Window, least: f64) -> Vec<f64> {
        const COUNT: usize = 14;
        const { assert!(COUNT <= MAX_LEVELS) };
        let (first, last) = self.heights_above_least(window, least);
        let factor = libm::pow(last / first, 1.0 / (COUNT - 1) as f64);
        let above = std::iter::successors(Some(first), |above| Some(above * factor));
        above.take(COUNT).map(|above| least + above).collect()
    }

    /// The lowest and the highest contour in a window, above the least height; both are greater than 0.
    fn heights_above_least(&self, window: Window, least: f64) -> (f64, f64) {
        let (first, last) = match self.name {
            SurfaceName::Quadratic => (0.05, 0.5 * 16.0 * (1.0 + self.condition)),
            SurfaceName::Beale => (0.05, 2e4),
            SurfaceName::Rosenbrock => (0.1, 1500.0),
            SurfaceName::Saddle => (0.05, 9.0),
            SurfaceName::Himmelblau => (1.0, 1000.0),
            SurfaceName::Network => (0.01, 12.0),
            SurfaceName::Custom => (1e-3, 1.0),
        };
        if window == self.window() && self.custom.is_none() {
            return (first, last);
        }
        // In another one from its highest point down, over as many orders of magnitude, or to its lowest point.
        let (mut lowest, mut highest) = (f64::MAX, f64::MIN_POSITIVE);
        const SIDE: usize = 33;
        for at in custom::grid(window, SIDE) {
            let above = self.height(at) - least;
            if above.is_finite() {
                (lowest, highest) = (above.min(lowest), above.max(highest));
            }
        }
        (lowest.max(highest * (first / last)).min(highest), highest)
    }

    /// A learning rate with which this optimizer gets along here. (Keras's defaults are for networks, where a step of
    /// 0.001 is not small; over a surface of this size they would take a thousand steps to be seen.)
    pub fn rate(&self, optimizer: &Optimizer) -> f64 {
        const FEW: f64 = 1e-12; // of a formula that is steeper than anything
        // Of plain descent, of descent with momentum, and of those whose steps are as long as their rate.
        let (plain, momentum, adaptive) = match self.name {
            // Plain descent is stable below 2/κ.
            SurfaceName::Quadratic => (1.8 / self.condition, 0.4 / self.condition, 0.1),
            SurfaceName::Beale => (0.005, 0.002, 0.05),
            SurfaceName::Rosenbrock => (0.001, 0.0005, 0.05),
            SurfaceName::Saddle => (0.05, 0.02, 0.05),
            SurfaceName::Himmelblau => (0.01, 0.003, 0.05),
            SurfaceName::Network => (0.1, 0.03, 0.05),
            // Stable where the surface is curved, and where it is plain no farther than a tenth of the window in a step.
            SurfaceName::Custom => self.custom.as_ref().map_or((0.01, 0.01, 0.01), |custom| {
                let most = |factor: f64, of: f64| if of > 0.0 { factor / of } else { f64::INFINITY };
                let width = custom.width();
                let plain = most(1.0, custom.curvature).min(most(0.1 * width, custom.slope));
                let plain = if plain.is_finite() { plain.clamp(FEW, 1000.0) } else { 0.01 };
                (plain, (plain / 4.0).max(FEW), width / 80.0)
            }),
        };
        let rate = match &optimizer.rule {
            Rule::Sgd(sgd) if sgd.momentum == 0.0 => plain,
            Rule::Sgd(_) => momentum,
            Rule::Adagrad(_) => 10.0 * adaptive, // its steps get shorter and shorter
            Rule::Adadelta(_) => 10.0,           // it begins with steps of √ε
            _ => adaptive,
        };
        number::rounded(rate, 2)
    }

    /// What its variables are, by the ids of the lab backprop where they are weights.
    pub fn axes(&self) -> [&'static str; 2] {
        if self.name == SurfaceName::Network { ["w1.1.1", "w2.1.1"] } else { ["x", "y"] }
    }

    /// The surface as a picture, with a contour at each of these levels.
    pub fn picture(&self, window: Window, levels: Vec<f64>) -> Contours {
        let objective = self.clone();
        let samples = match self.name {
            SurfaceName::Network => Some(96),
            SurfaceName::Custom => Some(256), // a formula may be long
            _ => None,
        };
        // A formula may be high everywhere: heights are told apart in f32, so the lowest contour is their zero.
        let zero = levels.first().copied().filter(|_| self.custom.is_some()).unwrap_or(0.0);
        let levels = levels.into_iter().map(|level| level - zero).collect();
        Contours { height: Box::new(move |x, y| objective.height([x, y]) - zero), window, levels, samples }
    }
}

/// The three differences whose squares Beale's function sums.
fn beale(x: f64, y: f64) -> [f64; 3] {
    [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y]
}
