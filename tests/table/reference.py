"""Writes the files as spreadsheets write them, and what Python's csv module reads in them, into reference.json.

Run: python reference.py
"""

import csv
import json
from pathlib import Path

HERE = Path(__file__).parent
FILES = HERE / "files"
NBSP = "\u00a0"

# By name: encoding, separator, the text. Line ends are those of the program that writes such files.
SOURCES = {
    # LibreOffice, Polish locale: semicolons, decimal commas, UTF-8, every text in quotation marks.
    "libreoffice-pl.csv": ("utf-8", ";", '"długość";"szerokość";"gatunek"\n5,1;3,5;"kosaciec szczecinkowy"\n4,9;3;"kosaciec szczecinkowy"\n7;3,2;"kosaciec ""różnobarwny"""\n6,4;3,2;"kosaciec ""różnobarwny"""\n6,3;3,3;"żółty; wysoki"\n'),
    # Excel, Polish: the code page of Windows, digits in groups by a space that does not break, CRLF, an empty row at the end.
    "excel-pl.csv": ("windows-1250", ";", f"powierzchnia;cena;rejon\r\n42,5;1{NBSP}250,00;Śródmieście\r\n61;980,5;Łęg\r\n-0,5;1{NBSP}000{NBSP}000;Łęg\r\n;;\r\n"),
    # Excel's "Unicode text": UTF-16 with its mark, tabs.
    "excel-unicode.txt": ("utf-16", "\t", "x\ty\tklasa\r\n1,5\t-2\tżółty\r\n0,25\t3\tzielony\r\n-1\t0\tżółty\r\n"),
    # The same in the other order of bytes.
    "unicode-be.txt": ("utf-16-be", "\t", "\ufeffx\ty\tklasa\r\n1,5\t-2\tżółty\r\n0,25\t3\tzielony\r\n"),
    # Google Sheets in a Polish document: commas, decimal commas in quotation marks, a mark at the beginning.
    "sheets.csv": ("utf-8-sig", ",", 'x,y,class\r\n"1,5","2,25",tak\r\n-3,0,nie\r\n"0,125",4,tak\r\n'),
    # What goes wrong: a word, too few fields, an empty field, nothing, too many fields, a number in a column of classes.
    "bad-lines.csv": ("utf-8", ",", "x,y,class\n1,2,a\nabc,2,b\n3,4\n5,,b\n\n6,7,b,\n7,8,9\n8,9,b\n"),
    # A header over two lines, line breaks within a field, a mark that is never closed.
    "quotes.csv": ("utf-8", ",", 'x,"y\nin cm",class\n1,2,"a\nb"\n3,4,c\n"5,6,c\n7,8,c\n'),
    # Without a header, with values to be learnt, exponents and a sign.
    "values.csv": ("utf-8", ",", "1e-3,+2,0.5\n-4.25,6E2,-1.5\n.5,7.,12\n"),
}


def number(text):
    try:
        value = float(text.strip().replace(NBSP, "").replace(",", "."))
    except ValueError:
        return None
    return value


def read(encoding, separator, text):
    reader = csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), delimiter=separator)
    records, line = [], 1
    for fields in reader:
        if any(field.strip() for field in fields):
            records.append((line, fields))
        line = reader.line_num + 1
    has_header = all(number(field) is None for field in records[0][1])
    body = records[has_header:]
    are_words = number(body[0][1][-1]) is None
    rows, bad = [], []
    for line, fields in body:
        *inputs, target = fields
        values = [number(field) for field in inputs]
        is_class = number(target) is None
        if len(fields) != len(records[0][1]) or None in values or is_class != are_words or not target.strip():
            bad.append(line)
        else:
            rows.append([line, values, target if are_words else number(target)])
    return {"header": records[0][1] if has_header else None, "rows": rows, "bad": bad}


FILES.mkdir(exist_ok=True)
found = {}
for name, (encoding, separator, text) in SOURCES.items():
    (FILES / name).write_bytes(text.encode(encoding))
    if name == "quotes.csv":
        continue  # Python takes the mark that is never closed for a field of three lines: what we keep is said in the test
    found[name] = read(encoding, separator, text)
(HERE / "reference.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
