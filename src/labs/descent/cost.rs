//! The cost J of a line, as a function of its two parameters.

use crate::labs::geometry::Point;

/// θ0 and θ1 of h(x) = θ0 + θ1 x.
pub(super) type Theta = [f64; 2];

/// h(x) = θ0 + θ1 x.
pub(super) fn line([theta0, theta1]: Theta, x: f64) -> f64 {
    theta0 + theta1 * x
}

/// J(θ) = 1/(2m) Σ (h(x) − y)² of m points, those with these indexes; 0 of none. Keras's mean squared error is twice that.
pub(super) fn cost(points: &[Point], indexes: &[usize], theta: Theta) -> f64 {
    let mut sum = 0.0;
    for index in indexes {
        let [x, y] = points[*index];
        let error = line(theta, x) - y;
        sum += error * error;
    }
    if indexes.is_empty() { 0.0 } else { sum / (2.0 * indexes.len() as f64) }
}

/// ∂J/∂θ0 = 1/m Σ (h(x) − y) and ∂J/∂θ1 = 1/m Σ (h(x) − y) x of m points, those with these indexes; 0 of none.
pub(super) fn gradient(points: &[Point], indexes: &[usize], theta: Theta) -> Theta {
    // A step's own work: a loop over indexes, which stays a loop also where everything is compiled for few bytes.
    let mut sums = [0.0; 2];
    for index in indexes {
        let [x, y] = points[*index];
        let error = line(theta, x) - y;
        sums = [sums[0] + error, sums[1] + error * x];
    }
    if indexes.is_empty() { sums } else { sums.map(|sum| sum / indexes.len() as f64) }
}

/// The indexes of all points.
pub(super) fn all(points: &[Point]) -> Vec<usize> {
    (0..points.len()).collect()
}

/// J of all points, a paraboloid, about its lowest point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bowl {
    /// Means of x and of y.
    mean: Point,
    /// The mean of (x − x̄)²: 0 where all x are the same, and then θ0 and θ1 can make up for each other.
    pub variance: f64,
    /// The mean of x².
    square: f64,
    /// Half the mean of (y − ȳ)²: the cost of the best line that is level.
    pub level: f64,
    /// Where J is least (if all x are the same, one of many such points).
    pub optimum: Theta,
    /// J there.
    pub least: f64,
}

impl Bowl {
    /// Of at least one point: the normal equations, solved about the means, where nothing cancels.
    pub fn new(points: &[Point]) -> Self {
        let count = points.len() as f64;
        let mean_of = |value: &dyn Fn(Point) -> f64| points.iter().map(|point| value(*point)).sum::<f64>() / count;
        let mean = [mean_of(&|[x, _]| x), mean_of(&|[_, y]| y)];
        let variance = mean_of(&|[x, _]| (x - mean[0]) * (x - mean[0]));
        let covariance = mean_of(&|[x, y]| (x - mean[0]) * (y - mean[1]));
        let slope = if variance > 0.0 { covariance / variance } else { 0.0 };
        let optimum = [mean[1] - slope * mean[0], slope];
        Self {
            mean,
            variance,
            square: mean_of(&|[x, _]| x * x),
            level: mean_of(&|[_, y]| (y - mean[1]) * (y - mean[1])) / 2.0,
            optimum,
            least: cost(points, &all(points), optimum),
        }
    }

    /// J(θ) minus the least J, without losing digits near the optimum.
    pub fn excess(&self, [theta0, theta1]: Theta) -> f64 {
        let at_mean = theta0 + theta1 * self.mean[0] - self.mean[1];
        let turned = theta1 - self.optimum[1];
        (at_mean * at_mean + self.variance * turned * turned) / 2.0
    }

    /// J(θ).
    pub fn cost(&self, theta: Theta) -> f64 {
        self.least + self.excess(theta)
    }

    /// The second derivatives of J: the means of 1, x, x and x².
    pub fn hessian(&self) -> [[f64; 2]; 2] {
        [[1.0, self.mean[0]], [self.mean[0], self.square]]
    }

    /// The eigenvalues of the Hessian, the smaller one first.
    pub fn eigenvalues(&self) -> [f64; 2] {
        let difference = (1.0 - self.square) / 2.0;
        let large = (1.0 + self.square) / 2.0 + (difference * difference + self.mean[0] * self.mean[0]).sqrt();
        // Their product is the determinant, x̄² having been taken from x² without cancellation.
        [self.variance / large, large]
    }

    /// With a rate below this, η = 2/λ_max, steps down the gradient of all points converge; above it they diverge.
    pub fn largest_rate(&self) -> f64 {
        2.0 / self.eigenvalues()[1]
    }

    /// How far, in θ0 and in θ1, steps of any rate below the largest can lead away from the optimum, from this start: along
    /// each axis of the bowl the distance shrinks, if perhaps from side to side.
    pub fn reach(&self, start: Theta) -> Theta {
        let [[_, mean], _] = self.hessian();
        let away = [start[0] - self.optimum[0], start[1] - self.optimum[1]];
        if mean == 0.0 {
            return away.map(f64::abs);
        }
        // Along the eigenvector (x̄, λ − 1), and at right angles to it.
        let axis = [mean, self.eigenvalues()[1] - 1.0];
        let square = axis[0] * axis[0] + axis[1] * axis[1];
        let along = (away[0] * axis[0] + away[1] * axis[1]) / square;
        let first = axis.map(|part| (along * part).abs());
        let rest = [away[0] - along * axis[0], away[1] - along * axis[1]].map(f64::abs);
        [first[0] + rest[0], first[1] + rest[1]]
    }
}
