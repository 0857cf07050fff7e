//! A network of McCulloch–Pitts neurons, and how it is written.

use value::{
    Error, Reason, Result, Value,
    number::{Quoted, excerpt},
};

/// The most neurons in a network, inputs not counted.
pub const MAX_NEURONS: usize = 12;
/// The most connections in a network.
pub const MAX_CONNECTIONS: usize = 60;
/// The highest threshold.
pub const MAX_THRESHOLD: u8 = 9;
/// How many active inputs a neuron of the lecture needs.
const USUAL_THRESHOLD: u8 = 2;

/// The inputs, and what is always on. `C` is one of them unless it is a neuron, as it is in the lecture.
pub const INPUTS: [&str; 3] = ["A", "B", "C"];
/// The name of what is always on.
pub const ALWAYS_ON: &str = "1";
const ALWAYS_ON_UNIT: Unit = Unit(3);
const FIRST_NEURON: u8 = 4;

/// An input, what is always on, or a neuron: its place in a [`State`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit(pub(super) u8);

impl Unit {
    /// The input at an index of `A`, `B`, `C`.
    pub fn input(at: usize) -> Self {
        Self(at as u8)
    }

    /// The neuron of that place in its network.
    pub fn neuron(at: usize) -> Self {
        Self(FIRST_NEURON + at as u8)
    }
}

/// Which units are active: one bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State(u32);

impl State {
    /// Nothing is active but what always is.
    pub const REST: Self = Self(1 << ALWAYS_ON_UNIT.0);

    /// Whether a unit is active.
    pub fn has(self, unit: Unit) -> bool {
        self.0 >> unit.0 & 1 == 1
    }

    /// The same with one unit active, or not.
    pub fn with(self, unit: Unit, active: bool) -> Self {
        Self(self.0 & !(1 << unit.0) | u32::from(active) << unit.0)
    }
}

/// One connection into a neuron.
#[derive(Debug, Clone, Copy)]
pub struct Connection {
    /// Whose signal it carries.
    pub from: Unit,
    /// Whether that signal silences the neuron, instead of exciting it.
    pub inhibitory: bool,
}

/// A neuron.
#[derive(Debug, Clone)]
pub struct Neuron {
    /// A letter, and perhaps more letters and digits.
    pub name: String,
    /// How many exciting signals make it active, 1 to [`MAX_THRESHOLD`].
    pub threshold: u8,
    /// What it listens to; the same unit several times counts as often.
    pub connections: Vec<Connection>,
}

impl Neuron {
    /// How many exciting signals arrive.
    pub fn excitation(&self, state: State) -> usize {
        self.connections.iter().filter(|connection| !connection.inhibitory && state.has(connection.from)).count()
    }

    /// Whether a signal silences it: one is enough.
    pub fn is_inhibited(&self, state: State) -> bool {
        self.connections.iter().any(|connection| connection.inhibitory && state.has(connection.from))
    }

    /// Whether it is active a moment after `state`: when enough inputs are active, and none that inhibits.
    /// (McCulloch & Pitts, "A logical calculus of the ideas immanent in nervous activity", 1943.)
    pub fn fires(&self, state: State) -> bool {
        !self.is_inhibited(state) && self.excitation(state) >= usize::from(self.threshold)
    }
}

/// A network: what is written `C:2<A,A;D:2<A,A,-B`, a neuron with its threshold and what it listens to, `-` before what
/// inhibits. The last neuron is the output.
#[derive(Debug, Clone)]
pub struct Net {
    /// At least one, at most [`MAX_NEURONS`].
    pub neurons: Vec<Neuron>,
}

impl Net {
    /// Reads a network. Spaces do not matter, nor does letter case; a threshold that is left out is 2.
    ///
    /// # Errors
    /// What is wrong, of the field `net`.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).map_err(|reason| Error::config("net", reason))
    }

    fn read(text: &str) -> std::result::Result<Self, Reason> {
        let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let text = text.to_ascii_uppercase().replace('−', "-");
        let parts: Vec<&str> = text.split(';').filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            let message = "there is no neuron; write one such as C:2<A,B, and more after a semicolon".into();
            return Err(Reason::Special { name: "net_empty", values: Vec::new(), message });
        }
        if parts.len() > MAX_NEURONS {
            return Err(Reason::count(parts.len(), "neurons", 0, MAX_NEURONS));
        }
        let mut neurons: Vec<Neuron> = Vec::with_capacity(parts.len());
        for part in &parts {
            let (head, _) = part.split_once('<').unwrap_or((part, ""));
            let (name, threshold) = head.split_once(':').unwrap_or((head, ""));
            check_name(name)?;
            if neurons.iter().any(|neuron| neuron.name == name) {
                return Err(Reason::Special {
                    name: "net_same_name",
                    values: vec![("value", name.into())],
                    message: format!("there are two neurons called {}; each needs a name of its own", Quoted(name)),
                });
            }
            let threshold = if threshold.is_empty() { Some(USUAL_THRESHOLD) } else { threshold.parse().ok() };
            let Some(threshold) = threshold.filter(|threshold| (1..=MAX_THRESHOLD).contains(threshold)) else {
                let given = head.get(name.len() + 1..).unwrap_or_default();
                return Err(Reason::Special {
                    name: "net_threshold",
                    values: vec![
                        ("neuron", name.into()),
                        ("value", Value::Text(excerpt(given))),
                        ("low", 1.0.into()),
                        ("high", f64::from(MAX_THRESHOLD).into()),
                    ],
                    message: format!(
                        "the threshold of {name}, {}, is not a whole number from 1 to {MAX_THRESHOLD}",
                        Quoted(given)
                    ),
                });
            };
            neurons.push(Neuron { name: name.into(), threshold, connections: Vec::new() });
        }
        let mut net = Self { neurons };
        let mut count = 0;
        for (at, part) in parts.iter().enumerate() {
            let (_, sources) = part.split_once('<').unwrap_or((part, ""));
            let mut connections = Vec::new();
            for source in sources.split(',').filter(|source| !source.is_empty()) {
                let (name, inhibitory) = source.strip_prefix('-').map_or((source, false), |name| (name, true));
                let Some(from) = net.named(name) else {
                    let to = net.neurons.get(at).map_or("", |neuron| &neuron.name);
                    return Err(Reason::Special {
                        name: "net_unknown_source",
                        values: vec![("neuron", to.into()), ("value", Value::Text(excerpt(name)))],
                        message: format!(
                            "{to} listens to {}, but there is no such neuron, nor is it an input: those are A, B, C, and 1, \
                            which is always on",
                            Quoted(name)
                        ),
                    });
                };
                connections.push(Connection { from, inhibitory });
            }
            count += connections.len();
            if let Some(neuron) = net.neurons.get_mut(at) {
                neuron.connections = connections;
            }
        }
        if count > MAX_CONNECTIONS {
            return Err(Reason::count(count, "connections", 0, MAX_CONNECTIONS));
        }
        Ok(net)
    }

    /// The unit of that name. A neuron comes before an input: `C` may be either.
    pub fn named(&self, name: &str) -> Option<Unit> {
        if let Some(at) = self.neurons.iter().position(|neuron| neuron.name == name) {
            return Some(Unit::neuron(at));
        }
        if name == ALWAYS_ON {
            return Some(ALWAYS_ON_UNIT);
        }
        INPUTS.iter().position(|input| *input == name).map(Unit::input)
    }

    /// The name of a unit.
    pub fn name(&self, unit: Unit) -> &str {
        if unit == ALWAYS_ON_UNIT {
            return ALWAYS_ON;
        }
        match unit.0.checked_sub(FIRST_NEURON) {
            Some(at) => self.neurons.get(usize::from(at)).map_or("", |neuron| &neuron.name),
            None => INPUTS.get(usize::from(unit.0)).copied().unwrap_or(""),
        }
    }

    /// Every neuron with its unit.
    pub fn units(&self) -> impl Iterator<Item = (Unit, &Neuron)> {
        self.neurons.iter().enumerate().map(|(at, neuron)| (Unit::neuron(at), neuron))
    }

    /// Whether any neuron listens to a unit.
    pub fn hears(&self, unit: Unit) -> bool {
        self.neurons.iter().any(|neuron| neuron.connections.iter().any(|connection| connection.from == unit))
    }

    /// What is always on, where it is listened to.
    pub fn always_on(&self) -> Option<Unit> {
        self.hears(ALWAYS_ON_UNIT).then_some(ALWAYS_ON_UNIT)
    }

    /// The state a moment later: all neurons at once, each from what the others were. Inputs stay as they are.
    pub fn next(&self, state: State) -> State {
        self.units().fold(state, |next, (unit, neuron)| next.with(unit, neuron.fires(state)))
    }

    /// The state in which it comes to rest if the inputs are held, or else the period of the cycle that it enters.
    ///
    /// # Errors
    /// The period of the cycle, if it never comes to rest.
    pub fn settle(&self, state: State) -> std::result::Result<State, usize> {
        let mut seen = vec![state];
        let mut now = state;
        loop {
            let next = self.next(now);
            if next == now {
                return Ok(now);
            }
            // There are no more than 2¹² states, so one of them comes again.
            if let Some(first) = seen.iter().position(|earlier| *earlier == next) {
                return Err(seen.len() - first);
            }
            seen.push(next);
            now = next;
        }
    }

    /// For each neuron, the neurons that its signal reaches sooner or later.
    pub fn reach(&self) -> Vec<State> {
        let mut reach: Vec<State> = self.units().map(|(unit, _)| self.listeners(unit)).collect();
        // Once for each neuron that a way can lead through.
        for _ in 0..self.neurons.len() {
            let before = reach.clone();
            for (at, state) in reach.iter_mut().enumerate() {
                let through =
                    self.units().zip(&before).filter(|((unit, _), _)| before.get(at).is_some_and(|b| b.has(*unit)));
                state.0 = through.fold(state.0, |sum, (_, further)| sum | further.0);
            }
        }
        reach
    }

    fn listeners(&self, unit: Unit) -> State {
        let hears = |neuron: &Neuron| neuron.connections.iter().any(|connection| connection.from == unit);
        self.units().fold(State(0), |all, (to, neuron)| all.with(to, hears(neuron)))
    }
}

impl std::fmt::Display for Net {
    /// As [`Net::parse`] reads it.
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        for (at, neuron) in self.neurons.iter().enumerate() {
            let Neuron { name, threshold, connections } = neuron;
            write!(f, "{}{name}:{threshold}", if at == 0 { "" } else { ";" })?;
            for (at, connection) in connections.iter().enumerate() {
                let sign = if connection.inhibitory { "-" } else { "" };
                write!(f, "{}{sign}{}", if at == 0 { "<" } else { "," }, self.name(connection.from))?;
            }
        }
        Ok(())
    }
}

/// A name is a letter and up to two more letters or digits.
fn check_name(name: &str) -> std::result::Result<(), Reason> {
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && name.len() <= 3;
    if !letters || !name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic()) {
        return Err(Reason::Special {
            name: "net_name",
            values: vec![("value", Value::Text(excerpt(name)))],
            message: format!(
                "{} is not a name for a neuron; take a letter and up to two more letters or digits",
                Quoted(name)
            ),
        });
    }
    if matches!(name, "A" | "B") {
        let message = format!("{name} is an input and cannot be a neuron; call the neuron something else, such as D");
        return Err(Reason::Special { name: "net_input", values: vec![("value", name.into())], message });
    }
    Ok(())
}
