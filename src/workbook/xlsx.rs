//! A workbook as the bytes of an .xlsx file: XML parts in a zip, the same bytes for the same book.

use super::book::{Book, Content, SHEETS, Sheet};
use super::expr::{column, fixed};
use crate::link::crc32;
use crate::link::deflate::deflate;
use crate::num::decimal;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// The file.
pub fn file(book: &Book) -> Vec<u8> {
    let mut zip = Zip::default();
    let mut types = String::new();
    let mut sheets = String::new();
    let mut links = String::new();
    for (i, name) in SHEETS.iter().enumerate() {
        let n = decimal::plain((i + 1) as f64);
        types.push_str(&format!(
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{TYPE}worksheet+xml\"/>"
        ));
        sheets.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"));
        links.push_str(&relation(&n, "worksheet", &format!("worksheets/sheet{n}.xml")));
    }
    links.push_str(&relation("0", "styles", "styles.xml"));
    let mut names = String::new();
    for (name, at) in &book.names {
        names.push_str(&format!("<definedName name=\"{name}\">{}</definedName>", fixed(*at)));
    }
    zip.add(
        "[Content_Types].xml",
        &format!(
            "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
             ContentType=\"{TYPE}sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
             ContentType=\"{TYPE}styles+xml\"/>{types}</Types>"
        ),
    );
    let relations =
        |inside: &str| format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{inside}</Relationships>");
    zip.add("_rels/.rels", &relations(&relation("1", "officeDocument", "xl/workbook.xml")));
    // a reader that recalculates does so at once, and nobody sees a figure of another version
    zip.add(
        "xl/workbook.xml",
        &format!(
            "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets>\
             <definedNames>{names}</definedNames><calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/></workbook>"
        ),
    );
    zip.add("xl/_rels/workbook.xml.rels", &relations(&links));
    zip.add("xl/styles.xml", &styles());
    for (i, sheet) in book.sheets.iter().enumerate() {
        let name = format!("xl/worksheets/sheet{}.xml", decimal::plain((i + 1) as f64));
        zip.add(&name, &written(sheet, i));
    }
    zip.file()
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

/// One style a line, in the order of `Style`: number format, font, fill, border, wrapped.
const STYLES: [[u8; 5]; 13] = [
    [0, 0, 0, 0, 0],
    [0, 2, 0, 0, 0],
    [0, 1, 0, 1, 1],
    [0, 0, 0, 0, 1],
    [164, 0, 0, 0, 0],
    [4, 0, 0, 0, 0],
    [165, 0, 0, 0, 0],
    [1, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [164, 0, 2, 2, 0],
    [165, 0, 2, 2, 0],
    [0, 0, 2, 2, 0],
    [164, 1, 0, 0, 0],
];

fn styles() -> String {
    let mut xfs = String::new();
    for [format, font, fill, border, wrapped] in STYLES.map(|s| s.map(|v| decimal::plain(f64::from(v)))) {
        let wraps = if wrapped == "1" { " wrapText=\"1\"" } else { "" };
        xfs.push_str(&format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
             <alignment vertical=\"top\"{wraps}/></xf>"
        ));
    }
    let font = |size: &str, bold: &str| format!("<font>{bold}<sz val=\"{size}\"/><name val=\"Calibri\"/></font>");
    let sides = "<left/><right/><top/>";
    let line = "style=\"thin\"><color rgb=\"FF808080\"/>";
    let box_of = |side: &str| format!("<{side} {line}</{side}>");
    let boxed: String = ["left", "right", "top", "bottom"].map(box_of).concat();
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" \
         formatCode=\"&quot;£&quot;#,##0.00;\\-&quot;£&quot;#,##0.00\"/><numFmt numFmtId=\"165\" \
         formatCode=\"0.0##%\"/></numFmts><fonts count=\"3\">{}{}{}</fonts><fills count=\"3\"><fill><patternFill \
         patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill \
         patternType=\"solid\"><fgColor rgb=\"FFFFF8DC\"/></patternFill></fill></fills><borders count=\"3\"><border>\
         {sides}<bottom/></border><border>{sides}<bottom {line}</bottom></border><border>{boxed}</border></borders>\
         <cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"{}\">{xfs}</cellXfs></styleSheet>",
        font("11", ""),
        font("11", "<b/>"),
        font("16", "<b/>"),
        decimal::plain(STYLES.len() as f64)
    )
}

fn written(sheet: &Sheet, index: usize) -> String {
    let mut out = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>\
         <sheetView workbookViewId=\"0\">"
    );
    let [rows, cols] = sheet.frozen;
    if rows + cols > 0 {
        let split = |name: &str, n: usize| {
            if n > 0 { format!(" {name}=\"{}\"", decimal::plain(n as f64)) } else { String::new() }
        };
        let pane = match (rows, cols) {
            (0, _) => "topRight",
            (_, 0) => "bottomLeft",
            _ => "bottomRight",
        };
        let corner = format!("{}{}", column(cols), decimal::plain((rows + 1) as f64));
        out.push_str(&format!(
            "<pane{}{} topLeftCell=\"{corner}\" activePane=\"{pane}\" state=\"frozen\"/>",
            split("xSplit", cols),
            split("ySplit", rows)
        ));
    }
    out.push_str("</sheetView></sheetViews>");
    let last = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    if last > 0 && !sheet.widths.is_empty() {
        out.push_str("<cols>");
        for col in 0..last {
            let width = sheet.widths.get(col).or(sheet.widths.last()).copied().unwrap_or(10);
            let (col, width) = (decimal::plain((col + 1) as f64), decimal::plain(width as f64));
            out.push_str(&format!("<col min=\"{col}\" max=\"{col}\" width=\"{width}\" customWidth=\"1\"/>"));
        }
        out.push_str("</cols>");
    }
    out.push_str("<sheetData>");
    for (r, row) in sheet.rows.iter().enumerate() {
        if row.iter().all(Option::is_none) {
            continue;
        }
        let r = decimal::plain((r + 1) as f64);
        out.push_str(&format!("<row r=\"{r}\">"));
        for (c, cell) in row.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let at = format!("<c r=\"{}{r}\" s=\"{}\"", column(c), decimal::plain(f64::from(cell.style as u8)));
            out.push_str(&at);
            match &cell.content {
                Content::Text(t) => {
                    out.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                    escape(t, &mut out);
                    out.push_str("</t></is></c>");
                }
                Content::Number(v) => out.push_str(&format!("><v>{}</v></c>", decimal::plain(*v))),
                Content::Live(e, v) => {
                    out.push_str("><f>");
                    escape(&e.print(index), &mut out);
                    out.push_str(&format!("</f><v>{}</v></c>", decimal::plain(*v)));
                }
                Content::Says(e, v, [yes, no]) => {
                    out.push_str(" t=\"str\"><f>");
                    let quoted = |s: &str| s.replace('"', "\"\"");
                    escape(&format!("IF({}>0,\"{}\",\"{}\")", e.print(index), quoted(yes), quoted(no)), &mut out);
                    out.push_str("</f><v>");
                    escape(if *v > 0.0 { yes } else { no }, &mut out);
                    out.push_str("</v></c>");
                }
            }
        }
        out.push_str("</row>");
    }
    out.push_str(
        "</sheetData><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" \
         footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
    );
    out
}

/// Text as XML; what XML cannot hold is left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(c),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

/// A zip in the making.
#[derive(Default)]
struct Zip {
    out: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

/// 1 January 1980, midnight: a file without a clock.
const DATE: [u8; 4] = [0, 0, 0x21, 0];

impl Zip {
    fn add(&mut self, name: &str, text: &str) {
        let bytes = text.as_bytes();
        let packed = deflate(bytes);
        let offset = self.out.len() as u32;
        // version 2.0, names in UTF-8, deflated
        let mut both = vec![20, 0, 0, 8, 8, 0];
        both.extend(DATE);
        for number in [crc32(&[bytes]), packed.len() as u32, bytes.len() as u32] {
            both.extend(number.to_le_bytes());
        }
        both.extend((name.len() as u16).to_le_bytes());
        both.extend([0, 0]);
        self.out.extend(b"PK\x03\x04");
        self.out.extend(&both);
        self.out.extend(name.as_bytes());
        self.out.extend(packed);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&both);
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.parts += 1;
    }

    fn file(mut self) -> Vec<u8> {
        let (size, offset) = (self.directory.len() as u32, self.out.len() as u32);
        self.out.extend(&self.directory);
        self.out.extend(b"PK\x05\x06\0\0\0\0");
        self.out.extend(self.parts.to_le_bytes());
        self.out.extend(self.parts.to_le_bytes());
        self.out.extend(size.to_le_bytes());
        self.out.extend(offset.to_le_bytes());
        self.out.extend([0, 0]);
        self.out
    }
}
