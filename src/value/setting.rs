//! Settings with their range and default: parsing, checking and the catalog use the same constant.

use crate::{Bounds, Choice, Fields, Result, Value};

/// An optional number with its range and default.
///
/// ```
/// use value::{Fields, NumberSetting, Value};
///
/// const ETA: NumberSetting = NumberSetting::new("eta", 1e-6, 1000.0, 0.1);
/// let settings = Value::object(vec![("eta", Value::Number(2000.0))]);
/// let error = Fields::new("", &settings)?.setting(&ETA).unwrap_err();
/// assert_eq!(error.to_string(), "eta: 2000 is out of range: 0.000001 to 1000");
/// assert_eq!(Fields::new("", &Value::object(vec![]))?.setting(&ETA)?, 0.1);
/// # Ok::<(), value::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct NumberSetting {
    /// Its key in snake_case.
    pub name: &'static str,
    /// Its legal values.
    pub bounds: Bounds,
    /// The value where it is not written.
    pub default: f64,
}

impl NumberSetting {
    /// Any number from `low` to `high`.
    pub const fn new(name: &'static str, low: f64, high: f64, default: f64) -> Self {
        Self { name, bounds: Bounds::between(low, high), default }
    }

    /// A whole number from `low` to `high`, at most 2⁵³ − 1.
    pub const fn whole(name: &'static str, low: u64, high: u64, default: u64) -> Self {
        Self { name, bounds: Bounds::whole(low, high), default: default as f64 }
    }
}

impl Fields<'_> {
    /// A number, or its default if it was not written.
    ///
    /// # Errors
    /// [`Reason::WrongType`](crate::Reason::WrongType), [`Reason::OutOfRange`](crate::Reason::OutOfRange).
    pub fn setting(&mut self, setting: &NumberSetting) -> Result<f64> {
        Ok(self.number_within(setting.name, setting.bounds)?.unwrap_or(setting.default))
    }
}

/// `{ min, max, default, whole }`.
impl From<&NumberSetting> for Value {
    fn from(setting: &NumberSetting) -> Self {
        Self::object(vec![
            ("min", setting.bounds.low.into()),
            ("max", setting.bounds.high.into()),
            ("default", setting.default.into()),
            ("whole", Self::Bool(setting.bounds.whole)),
        ])
    }
}

impl Value {
    /// A setting that is one of the words of `T`: `{ choices, default }`, the default null where there is none.
    pub fn choices<T: Choice>(default: Option<T>) -> Self {
        Self::object(vec![("choices", Self::names(T::all())), ("default", default.map(T::name).into())])
    }

    /// A setting without a range or choices: `{ default }`.
    pub fn default_of(default: impl Into<Self>) -> Self {
        Self::object(vec![("default", default.into())])
    }
}

impl From<bool> for Value {
    fn from(on: bool) -> Self {
        Self::Bool(on)
    }
}
