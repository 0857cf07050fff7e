//! Tables out of CSV: files as spreadsheets write them, against what Python's csv module reads in them (`reference.py`); what is
//! refused; arbitrary text.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by a panic")]

use proptest::prelude::*;
use serde_json::Value;
use std::path::Path;
use table::{Choice, Decimal, FaultKind, MAX_ROWS, Reader, Refusal, Table, Target};

fn read_with(choice: Choice, text: &str) -> Result<Table, Refusal> {
    let mut reader = Reader::new(choice);
    reader.push(text)?;
    reader.finish()
}

fn read(text: &str) -> Result<Table, Refusal> {
    read_with(Choice::default(), text)
}

fn refused(text: &str) -> Refusal {
    read(text).expect_err("it must be refused")
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/table")
}

fn file(name: &str) -> String {
    std::fs::read_to_string(folder().join("files").join(name)).unwrap()
}

/// The name of each row's class, or its value.
fn labels(table: &Table) -> Vec<Value> {
    let label = |target: &f64| match &table.classes {
        Some(names) => Value::from(names[*target as usize].as_str()),
        None => Value::from(*target),
    };
    table.targets.iter().map(label).collect()
}

#[test]
fn spreadsheets_files_read_as_in_python() {
    let reference: Value =
        serde_json::from_str(&std::fs::read_to_string(folder().join("reference.json")).unwrap()).unwrap();
    // The others are not UTF-8: the page's own test reads them.
    for name in ["libreoffice-pl.csv", "sheets.csv", "bad-lines.csv", "values.csv"] {
        let (table, expected) = (read(&file(name)).unwrap(), &reference[name]);
        let rows = expected["rows"].as_array().unwrap();
        let of = |at: usize| rows.iter().map(|row| row[at].clone()).collect::<Vec<Value>>();
        let inputs: Vec<f64> =
            of(1).iter().flat_map(|row| row.as_array().unwrap()).map(|v| v.as_f64().unwrap()).collect();
        assert_eq!(table.inputs, inputs, "{name}");
        assert_eq!(labels(&table), of(2), "{name}");
        assert_eq!(Value::from(table.lines.clone()), Value::from(of(0)), "{name}");
        let bad: Vec<usize> = table.faults.iter().map(|fault| fault.line).collect();
        assert_eq!(Value::from(bad), expected["bad"], "{name}");
        assert_eq!(table.has_header, !expected["header"].is_null(), "{name}");
        if table.has_header {
            assert_eq!(Value::from(table.names), expected["header"], "{name}");
        }
    }
}

#[test]
fn a_bad_line_is_named_with_what_is_wrong() {
    let table = read(&file("bad-lines.csv")).unwrap();
    let faults: Vec<_> = table.faults.iter().map(|f| (f.line, f.column, f.kind, f.text.as_str(), f.fields)).collect();
    let expected = [
        (3, 1, FaultKind::Number, "abc", (0, 0)),
        (4, 0, FaultKind::Fields, "3", (2, 3)),
        (5, 2, FaultKind::Missing, "", (0, 0)),
        (7, 0, FaultKind::Fields, "6", (4, 3)),
        (8, 3, FaultKind::Class, "9", (0, 0)),
    ];
    assert_eq!(faults, expected);
    assert_eq!((table.refused, table.records, table.lines.len()), (5, 8, 2));
    let table = read("1,2,a\n1e999,2,b\n-2e18,1,b\n3,4,b\n5,6,a\n").unwrap();
    let faults: Vec<_> = table.faults.iter().map(|fault| (fault.line, fault.kind, fault.text.as_str())).collect();
    assert_eq!(faults, [(2, FaultKind::Range, "1e999"), (3, FaultKind::Range, "-2e18")]);
}

#[test]
fn quotation_marks_enclose_line_breaks_and_an_open_one_spoils_its_line_alone() {
    let table = read(&file("quotes.csv")).unwrap();
    assert_eq!(table.names, ["x", "y\nin cm", "class"]);
    assert_eq!(table.classes.as_deref(), Some(&["a\nb".to_string(), "c".into()][..]));
    assert_eq!(table.lines, [3, 5, 7]);
    assert_eq!(table.faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [6]);
    // An inch mark in a field is a letter like any other.
    let table = read("size,weight,class\n5\",1,a\n6\",2,b\n3,4,a\n5,6,b\n7,1,a\n").unwrap();
    assert_eq!((table.lines, table.refused), (vec![4, 5, 6], 2));
}

#[test]
fn separators_are_found_by_looking() {
    for (text, separator) in [
        ("1,2,0\n3,4,1\n", ','),
        ("1;2;0\n3;4;1\n", ';'),
        ("1\t2\t0\n3\t4\t1\n", '\t'),
        ("1 2  0\n 3 4 1\n", ' '),
        ("1,5;2,5;0\n3,5;4,5;1\n", ';'),
        ("1,5;2;0\n3;4,5;1\n2,5;1\n", ';'), // each line has one comma, and not each has two semicolons
        ("1,5\t2\t0\n3,5\t4\t1\n", '\t'),
        ("1,2,a;b\n3,4,c\n5,6,a;b\n", ','),
        ("x|y|class\n1|2|0\n3|4|1\n", '|'),
        ("1,5|2,5|0\n3,5|4,5|1\n", '|'),
        ("1,2,a|b\n3,4,c\n5,6,a|b\n", ','),
        ("sep=;\n1;2;0\n3;4;1\n", ';'),
        ("\u{feff}sep=,\r\n1,2,0\r\n3,4,1\r\n", ','),
    ] {
        let table = read(text).unwrap();
        assert_eq!((table.separator, table.columns.len()), (separator, 2), "{text}");
    }
    let table = read("sep=;\r\n1;2;0\r\n3;x;1\r\n5;6;1").unwrap();
    assert_eq!(table.faults[0].line, 3);
}

#[test]
fn what_a_target_holds() {
    let classes = |text: &str| read(text).unwrap().classes;
    let names = |names: &[&str]| Some(names.iter().map(|name| (*name).to_string()).collect::<Vec<_>>());
    assert_eq!(classes("1,2,yes\n3,4,no\n"), names(&["no", "yes"]));
    assert_eq!(classes("1,2,-1\n3,4,1\n"), names(&["-1", "1"]));
    assert_eq!(classes("1,2,1\n3,4,3\n5,6,2\n"), names(&["1", "2", "3"]));
    assert_eq!(classes("1,2,0.5\n3,4,1\n"), None);
    assert_eq!(classes("1,2,20\n3,4,30\n"), None, "too large for the numbers of classes");
    assert_eq!(classes("1,0\n3,1\n"), None, "of one input a value is learnt");
    let with = |column, target, text| read_with(Choice { column, target, ..Choice::default() }, text).unwrap();
    assert_eq!(with(None, Target::Values, "1,2,0\n3,4,1\n").targets, [0.0, 1.0]);
    assert_eq!(with(None, Target::Classes, "1,20\n3,30\n").classes, names(&["20", "30"]));
    let first = with(Some(0), Target::Auto, "kind,x,y\nb,1,2\na,3,4\n");
    assert_eq!((first.columns, first.inputs, first.targets), (vec![1, 2], vec![1.0, 2.0, 3.0, 4.0], vec![1.0, 0.0]));
}

#[test]
fn columns_of_text_and_empty_ones_are_left_out() {
    let table = read("id,date,x,y,class,\na1,2020-01-02,1,2,u,\na2,2020-01-03,3,4,v,\na3,2020-01-04,5,6,v,\n").unwrap();
    assert_eq!((table.columns, table.skipped, table.target), (vec![2, 3], vec![0, 1], 4));
    assert_eq!(table.names, ["id", "date", "x", "y", "class", ""]);
    assert_eq!(table.inputs, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}

#[test]
fn a_header_is_words_over_numbers() {
    assert!(read("x,y,2020\n1,2,0\n3,4,1\n").unwrap().has_header, "a name may be a number");
    assert!(!read("1,2,a\n3,4,b\n").unwrap().has_header);
    let table = read("1,2,0\nx,4,1\n5,6,1\n").unwrap();
    assert_eq!((table.has_header, table.refused), (false, 1));
}

#[test]
fn numbers_as_spreadsheets_write_them() {
    let inputs = |text: &str| read(text).unwrap().inputs;
    let expected = [1234.5, -0.25, 1234567.0, 1.0 / 3.0];
    assert_eq!(inputs("1\u{a0}234,5;−0,25;a\n1\u{202f}234\u{a0}567;1/3;b\n"), expected);
    assert_eq!(inputs("\"1,234.5\",-.25,a\n\"1,234,567.\",1/3,b\n"), expected);
    assert_eq!(inputs("1.234,5;-0,25;a\n1.234.567,0;1/3;b\n"), expected);
    // Groups by several of one sign: a single one is of the same kind.
    let grouped = [-1234567.0, 1.5, 12345678.0, 1234.0];
    assert_eq!(inputs("\"-1,234,567\",1.5,a\n\"12,345,678\",\"1,234\",b\n"), grouped);
    assert_eq!(inputs("-1.234.567;1,5;a\n12.345.678;1.234;b\n"), grouped);
    assert!(inputs("-0;1;a\n1;2;b\n")[0].is_sign_positive());
}

#[test]
fn thousands_or_decimals_are_told_by_the_whole_file() {
    let seen = |decimal, text: &str| {
        let table = read_with(Choice { decimal, ..Choice::default() }, text).unwrap();
        (table.inputs, table.decimal, table.doubt)
    };
    let doubt = |written: &str| Some(written.to_owned());
    let (point, comma) = (Decimal::Point, Decimal::Comma);
    let thousands = "\"1,234\",2,a\n\"-12,500\",3,b\n";
    let decimals = "1,234;2;a\n-12,500;3;b\n";
    for (decimal, text, expected) in [
        // Nothing tells: where commas part the fields they are no decimal signs.
        (None, thousands, (vec![1234.0, 2.0, -12500.0, 3.0], point, doubt("1,234"))),
        (None, decimals, (vec![1.234, 2.0, -12.5, 3.0], comma, doubt("1,234"))),
        (None, "1.234;2;a\n+12.500;3;b\n", (vec![1.234, 2.0, 12.5, 3.0], point, doubt("1.234"))),
        (None, "1,234|2|a\n5,678|3|b\n", (vec![1.234, 2.0, 5.678, 3.0], comma, doubt("1,234"))),
        // Another number of the file tells.
        (None, "\"1,234\",0.5,a\n7,3,b\n", (vec![1234.0, 0.5, 7.0, 3.0], point, doubt("1,234"))),
        (None, "\"1,234\",\"0,5\",a\n7,3,b\n", (vec![1.234, 0.5, 7.0, 3.0], comma, doubt("1,234"))),
        (None, "1.234;0,5;a\n7;3;b\n", (vec![1234.0, 0.5, 7.0, 3.0], comma, doubt("1.234"))),
        (None, "1.234;0.500;a\n7;3;b\n", (vec![1.234, 0.5, 7.0, 3.0], point, None)),
        // The reader's word counts, for these numbers alone.
        (Some(comma), thousands, (vec![1.234, 2.0, -12.5, 3.0], comma, doubt("1,234"))),
        (Some(point), decimals, (vec![1234.0, 2.0, -12500.0, 3.0], point, doubt("1,234"))),
        (Some(point), "1,234;0,5;a\n7;3;b\n", (vec![1234.0, 0.5, 7.0, 3.0], point, doubt("1,234"))),
        // None of these is in doubt.
        (None, "0,500;1234,567;a\n1,5;1,2345;b\n", (vec![0.5, 1234.567, 1.5, 1.2345], comma, None)),
    ] {
        assert_eq!(seen(decimal, text), expected, "{text}");
    }
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(refused("").kind, "empty");
    assert_eq!(refused("\n \r\n;;\n").kind, "empty");
    assert_eq!(refused("\u{89}PNG\r\n\u{1a}\n\0\0\0\rIHDR").kind, "binary");
    assert_eq!(refused("PK\u{3}\u{4}\u{14}").kind, "workbook");
    assert_eq!(refused("1\n2\n3\n").kind, "one_column");
    assert_eq!(refused("value;\n1;\n2;\n3;\n").kind, "one_column", "the other column is empty");
    assert_eq!(refused("Once upon a time,\nthere was a king, who\nhad no numbers.\n").kind, "only_text");
    assert_eq!(refused("name,city\nAnna,Kraków\nJan,Łódź\n").kind, "only_text");
    let refusal = refused("1,2,a\n1,x,a\ny,1,b\n");
    assert_eq!((refusal.kind, refusal.found, refusal.limit, refusal.faults.len()), ("rows", 1, 2, 2));
    let many: String = (0..50).map(|class| format!("{class},2,class {class}\n")).collect();
    let refusal = refused(&format!("x,y,name\n{many}"));
    assert_eq!((refusal.kind, refusal.found, refusal.limit), ("classes", 50, 8));
    assert_eq!(refusal.columns, ["x", "y", "name"], "another one may be chosen");
    let refusal = refused("1,2,a\n3,4,a\n");
    assert_eq!((refusal.kind, refusal.found, refusal.limit), ("one_class", 1, 2));
    let refusal = refused("1,2,a\n1e999,2,b\n3,4,a\n");
    assert_eq!(
        (refusal.kind, refusal.faults.len()),
        ("one_class", 1),
        "the other class is on a line that was left out"
    );
    let wide = |columns: usize| format!("{}\n", vec!["1"; columns].join(",")).repeat(3);
    assert_eq!((refused(&wide(12)).kind, refused(&wide(12)).found), ("columns", 11));
    assert_eq!((refused(&wide(65)).kind, refused(&wide(65)).found), ("columns", 65));
    let mut reader = Reader::new(Choice::default());
    let refusal = (0..3).find_map(|_| reader.push(&"1".repeat(500_000)).err()).expect("a single line");
    assert_eq!(refusal.kind, "binary");
    let mut reader = Reader::new(Choice::default());
    let piece = format!("{}\n", "1".repeat(500_000)).repeat(6);
    let refusal = (0..20).find_map(|_| reader.push(&piece).err()).expect("too long");
    assert_eq!((refusal.kind, refusal.limit), ("too_long", 50_000_000));
}

#[test]
fn rows_beyond_the_limit_are_counted() {
    let rows: String = (0..MAX_ROWS + 5).map(|row| format!("{row},{},{}\n", row % 7, row % 2)).collect();
    for (text, records) in [(rows.clone(), MAX_ROWS + 5), (format!("x,y,class\n{rows}"), MAX_ROWS + 6)] {
        let table = read(&text).unwrap();
        assert_eq!((table.lines.len(), table.beyond, table.records), (MAX_ROWS, 5, records));
        assert_eq!(table.inputs[2 * MAX_ROWS - 2], (MAX_ROWS - 1) as f64);
    }
}

/// Letters of which tables are made, and some others.
const LETTERS: &str = "[-0-9a-c,;|\t \"\r\n.eé]{0,200}";

proptest! {
    /// It never panics, and every record is kept, refused, the header, or beyond the limit.
    #[test]
    fn nothing_is_lost(text in prop_oneof![LETTERS.boxed(), any::<String>().boxed()], column in proptest::option::of(0..5usize)) {
        for target in [Target::Auto, Target::Classes, Target::Values] {
            if let Ok(table) = read_with(Choice { column, target, ..Choice::default() }, &text) {
                let kept = table.lines.len();
                prop_assert_eq!(kept + table.refused + table.beyond + usize::from(table.has_header), table.records);
                prop_assert_eq!(table.inputs.len(), kept * table.columns.len());
                prop_assert_eq!(table.targets.len(), kept);
                prop_assert!(table.inputs.iter().chain(&table.targets).all(|number| number.is_finite()));
                prop_assert!(table.lines.is_sorted_by(|a, b| a < b));
                prop_assert!(*table.lines.last().unwrap_or(&1) <= text.len() + 1);
            }
        }
    }

    /// However the text is cut into pieces, the table is the same.
    #[test]
    fn pieces_make_no_difference(rows in proptest::collection::vec("[0-9]{1,3},\"?[a-c\r\n]{1,3}\"?,-?[0-9]", 1..40), cut in 1..50usize) {
        let text = format!("{}\r\n", rows.join("\r\n")).repeat(60);
        let letters: Vec<char> = text.chars().collect();
        let mut reader = Reader::new(Choice::default());
        let pieces: Result<(), Refusal> =
            letters.chunks(cut * 100).try_for_each(|piece| reader.push(&piece.iter().collect::<String>()));
        prop_assert_eq!(pieces.and_then(|()| reader.finish()), read(&text));
    }

    /// What is written as a table reads as it was written.
    #[test]
    fn numbers_come_back(rows in proptest::collection::vec((-1e6..1e6f64, -1e6..1e6f64, -1e3..1e3f64), 2..50), comma in any::<bool>()) {
        let shown = |number: f64| value::number::shown(number).to_string().replace('.', if comma { "," } else { "." });
        let separator = if comma { ";" } else { "," };
        let line = |row: &(f64, f64, f64)| [row.0, row.1, row.2].map(shown).join(separator);
        let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
        let table = read_with(Choice { target: Target::Values, ..Choice::default() }, &text).unwrap();
        // As a network takes them: an f64 is read to about 15 digits.
        let inputs: Vec<f32> = rows.iter().flat_map(|row| [row.0 as f32, row.1 as f32]).collect();
        prop_assert_eq!(table.inputs.iter().map(|number| *number as f32).collect::<Vec<_>>(), inputs);
    }
}
