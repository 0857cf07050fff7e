//! What a unit computes of two inputs that are 0 or 1, by its name in logic.

/// The name of the gate with these answers to 00, 01, 10 and 11.
pub(super) fn gate(answers: [bool; 4]) -> &'static str {
    match answers.map(u8::from) {
        [0, 0, 0, 0] => "never",
        [0, 0, 0, 1] => "and",
        [0, 0, 1, 0] => "only_x1",
        [0, 0, 1, 1] => "x1",
        [0, 1, 0, 0] => "only_x2",
        [0, 1, 0, 1] => "x2",
        [0, 1, 1, 0] => "xor",
        [0, 1, 1, 1] => "or",
        [1, 0, 0, 0] => "nor",
        [1, 0, 0, 1] => "xnor",
        [1, 0, 1, 0] => "not_x2",
        [1, 0, 1, 1] => "x1_or_not_x2",
        [1, 1, 0, 0] => "not_x1",
        [1, 1, 0, 1] => "x2_or_not_x1",
        [1, 1, 1, 0] => "nand",
        _ => "always",
    }
}
