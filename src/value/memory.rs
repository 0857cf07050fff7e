//! Allocations whose size depends on settings or data: a failure is an error, not an abort.

/// `count` copies of `value`, or `None` where they do not fit in memory. (`vec!` would abort, which in WebAssembly breaks the
/// object for good.)
///
/// ```
/// use value::filled;
///
/// assert_eq!(filled(0.5, 2), Some(vec![0.5, 0.5]));
/// assert_eq!(filled(0.5, usize::MAX), None);
/// ```
pub fn filled<T: Copy>(value: T, count: usize) -> Option<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(count).ok()?;
    list.resize(count, value);
    Some(list)
}
