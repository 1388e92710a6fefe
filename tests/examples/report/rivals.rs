//! The blocks of a report as a Typst source and as HTML, with the same photos beside them.

use std::fmt::Write;
use std::path::Path;
use tanfang_report::Laid;
use tanfang_report::flow::{Block, Cell, Photo, Row, RowKind, Table, Width};
use tanfang_report::text::Rich;

fn plain(text: &Rich) -> String {
    text.spans.iter().map(|span| span.text.as_str()).collect()
}

/// Copies the picture of a photo into the folder under a short name.
fn picture(photo: &Photo, laid: &Laid, folder: &Path) -> Option<String> {
    let id = photo.picture?;
    let name = format!("{}.jpg", id.0);
    let source = laid.document.pictures.get(id)?;
    let target = folder.join(&name);
    if !target.exists() {
        std::fs::copy(&source.source.path, &target).unwrap();
    }
    Some(name)
}

fn words_of(cell: &Cell) -> (String, String) {
    (plain(&cell.text), cell.note.as_ref().map(plain).unwrap_or_default())
}

/// Writes the report for Typst.
pub fn typst(laid: &Laid, folder: &Path) -> String {
    let quoted = |text: &str| format!("#{:?}", text.replace(['\u{2068}', '\u{2069}'], ""));
    let mut out = String::from(
        "#set page(paper: \"a4\", margin: (x: 62pt, top: 84pt, bottom: 74pt), numbering: \"1 / 1\")\n\
         #set text(font: (\"Noto Sans SC\", \"Noto Sans\"), size: 10pt, lang: \"zh\")\n\
         #set par(justify: true, leading: 0.7em)\n#set table(stroke: 0.4pt, inset: 4.5pt)\n#show table: set text(size: 8.5pt)\n",
    );
    let rows = |rows: &[Row], columns: usize, out: &mut String| {
        for row in rows {
            let mut covered = 0;
            for cell in &row.cells {
                let span = cell.span.max(1);
                let (text, note) = words_of(cell);
                let strong = if cell.bold || row.kind == RowKind::Group { "#strong" } else { "" };
                let text = if strong.is_empty() { quoted(&text) } else { format!("#strong[{}]", quoted(&text)) };
                let note =
                    if note.is_empty() { String::new() } else { format!("\\ #text(size: 7pt)[{}]", quoted(&note)) };
                let _ = writeln!(out, "table.cell(colspan: {span})[{text}{note}],");
                covered += span;
            }
            for _ in covered..columns {
                out.push_str("[],");
            }
        }
    };
    for block in &laid.flow.blocks {
        match block {
            Block::Heading { level, text, .. } => {
                let _ = writeln!(out, "#heading(level: {level})[{}]", quoted(text));
            }
            Block::Paragraph { text, .. } => {
                let _ = writeln!(out, "{}\n", quoted(&plain(text)));
            }
            Block::Numbered(items) => {
                for item in items {
                    let _ = writeln!(out, "+ {}", quoted(&plain(item)));
                }
            }
            Block::Table(Table { caption, columns, head, rows: body, note, .. }) => {
                if let Some(caption) = caption {
                    let _ = writeln!(out, "\n#strong[{}]\n", quoted(&plain(caption)));
                }
                let widths: Vec<String> = columns
                    .iter()
                    .map(|column| match column.width {
                        Width::Points(points) => format!("{points}pt"),
                        Width::Share(share) => format!("{share}fr"),
                    })
                    .collect();
                let _ = writeln!(out, "#table(columns: ({},),", widths.join(","));
                out.push_str("table.header(");
                rows(head, columns.len(), &mut out);
                out.push_str("),");
                rows(body, columns.len(), &mut out);
                out.push_str(")\n");
                if let Some(note) = note {
                    let _ = writeln!(out, "#text(size: 8pt)[{}]\n", quoted(&plain(note)));
                }
            }
            Block::Figure { alt, .. } => {
                let _ = writeln!(out, "#block(height: 120pt)[{}]", quoted(alt));
            }
            Block::Photos(photos) => {
                out.push_str("#grid(columns: (1fr, 1fr), gutter: 15pt,\n");
                for photo in photos {
                    let image = picture(photo, laid, folder)
                        .map(|name| format!("#image(\"{name}\", width: 100%, height: 170pt, fit: \"contain\")"));
                    let (caption, details) = (quoted(&plain(&photo.caption)), quoted(&plain(&photo.details)));
                    let _ = writeln!(out, "[{}\n{caption}\\ #text(size: 7pt)[{details}]],", image.unwrap_or_default());
                }
                out.push_str(")\n");
            }
            Block::Contents => out.push_str("#outline(depth: 2)\n"),
            Block::PageBreak | Block::Chapter => out.push_str("#pagebreak(weak: true)\n"),
            Block::Cover(_) => {
                let _ = writeln!(out, "#text(size: 30pt)[{}]\n#pagebreak()", quoted(&laid.properties.title));
            }
            Block::Space(_) | Block::Place(_) | Block::Language(_) => {}
        }
    }
    out
}

/// Writes the report for a browser.
pub fn html(laid: &Laid, folder: &Path) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/fonts");
    let mut out = format!(
        "<!doctype html><html lang=zh><meta charset=utf-8><style>\
         @font-face{{font-family:S;src:url('file://{0}/NotoSansSC-Regular.ttf')}}\
         @font-face{{font-family:S;font-weight:bold;src:url('file://{0}/NotoSansSC-Bold.ttf')}}\
         @page{{size:A4;margin:84pt 62pt 74pt}} body{{font:10pt/1.7 S;text-align:justify}} table{{width:100%;border-collapse:collapse;font-size:8.5pt}}\
         td,th{{border-bottom:.4pt solid #888;padding:4pt;break-inside:avoid;text-align:start}} small{{display:block;font-size:7pt}}\
         .photos{{display:grid;grid-template-columns:1fr 1fr;gap:15pt}} figure{{margin:0;break-inside:avoid}} img{{width:100%;height:170pt;object-fit:contain}}\
         .new{{break-before:page}}</style>",
        fonts.display()
    );
    let mut fresh = false;
    let rows = |rows: &[Row], tag: &str, out: &mut String| {
        for row in rows {
            out.push_str("<tr>");
            for cell in &row.cells {
                let (text, note) = words_of(cell);
                let strong = if cell.bold || row.kind == RowKind::Group { ("<b>", "</b>") } else { ("", "") };
                let note = if note.is_empty() { String::new() } else { format!("<small>{}</small>", escaped(&note)) };
                let span = cell.span.max(1);
                let _ = write!(out, "<{tag} colspan={span}>{}{}{}{note}</{tag}>", strong.0, escaped(&text), strong.1);
            }
            out.push_str("</tr>");
        }
    };
    for block in &laid.flow.blocks {
        let class = if std::mem::take(&mut fresh) { " class=new" } else { "" };
        match block {
            Block::Heading { level, text, .. } => {
                let _ = write!(out, "<h{level}{class}>{}</h{level}>", escaped(text));
            }
            Block::Paragraph { text, .. } => {
                let _ = write!(out, "<p{class}>{}</p>", escaped(&plain(text)));
            }
            Block::Numbered(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("<li>{}</li>", escaped(&plain(item)))).collect();
                let _ = write!(out, "<ol{class}>{}</ol>", items.concat());
            }
            Block::Table(Table { caption, head, rows: body, note, .. }) => {
                if let Some(caption) = caption {
                    let _ = write!(out, "<p{class}><b>{}</b></p>", escaped(&plain(caption)));
                }
                out.push_str("<table><thead>");
                rows(head, "th", &mut out);
                out.push_str("</thead><tbody>");
                rows(body, "td", &mut out);
                out.push_str("</tbody></table>");
                if let Some(note) = note {
                    let _ = write!(out, "<small>{}</small>", escaped(&plain(note)));
                }
            }
            Block::Figure { alt, .. } => {
                let _ = write!(out, "<p{class}>{}</p>", escaped(alt));
            }
            Block::Photos(photos) => {
                let _ = write!(out, "<div{class}><div class=photos>");
                for photo in photos {
                    let image = picture(photo, laid, folder).map(|name| format!("<img src='{name}'>"));
                    let (caption, details) = (escaped(&plain(&photo.caption)), escaped(&plain(&photo.details)));
                    let _ = write!(
                        out,
                        "<figure>{}<figcaption>{caption}<small>{details}</small></figcaption></figure>",
                        image.unwrap_or_default()
                    );
                }
                out.push_str("</div></div>");
            }
            Block::PageBreak | Block::Chapter => fresh = true,
            Block::Cover(_) => {
                let _ = write!(out, "<h1>{}</h1>", escaped(&laid.properties.title));
                fresh = true;
            }
            Block::Contents | Block::Space(_) | Block::Place(_) | Block::Language(_) => fresh = !class.is_empty(),
        }
    }
    out
}
