//! Measures the window on a large survey, beside an empty window on the same web view and a bare durable write.
//!
//! `cargo xtask bench window` makes the survey and starts this with `TANFANG_APP`, `TANFANG_EMPTY` and `TANFANG_LARGE`.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used)]

mod dispute;
#[allow(dead_code, reason = "the tests of the window use the rest")]
#[path = "../../tests/window/drive.rs"]
mod drive;
mod figures;
mod wal;

use drive::{Account, Window};
use figures::{Figures, line};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

const STARTS: usize = 7;
const SHEETS: usize = 18;
const SAVES: usize = 25;
/// How many photos a card has that is read beside the work.
const CARD: u32 = 60;
const ENTER: &str = "\u{e007}";

/// A beat every 4 ms: the longest pause between two of them, less those 4 ms, is the longest task. WebKit tells of none itself.
const BEAT: &str = "
    if (!window.__beat) {
        const beat = { longest: 0, last: performance.now() };
        const step = () => {
            const now = performance.now();
            beat.longest = Math.max(beat.longest, now - beat.last - 4);
            beat.last = now;
            setTimeout(step, 4);
        };
        step();
        window.__beat = beat;
        window.__painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
        window.__until = async (found) => {
            while (!found()) await new Promise((done) => setTimeout(done, 2));
            await window.__painted();
        };
    }
    window.__beat.longest = 0;";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let [app, empty, large] = ["TANFANG_APP", "TANFANG_EMPTY", "TANFANG_LARGE"].map(|name| {
        PathBuf::from(std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set: cargo xtask bench window")))
    });
    load("before");
    let only = |part: &str| std::env::args().any(|word| word == part);
    if only("photos") {
        let window = Window::open(&app, &account(), &[large.to_str().unwrap()]).await;
        window.see("a[data-cell]").await;
        gallery(&window).await;
        card(&window).await;
        load("after");
        return;
    }
    dispute::many(&app).await;
    if only("disputes") {
        return;
    }
    starts(&app, &empty, &large).await;

    let account = account();
    let window = Window::open(&app, &account, &[large.to_str().unwrap()]).await;
    window.see("a[data-cell]").await;
    commands(&window).await;
    sheets(&window).await;
    letters(&window).await;
    saves(&window, &large).await;
    gallery(&window).await;
    card(&window).await;
    load("after");
}

/// Prints what else the machine does: the measurement itself keeps about two processors busy.
fn load(when: &str) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load of the machine {when}: {}", load.split(' ').take(3).collect::<Vec<_>>().join(" "));
}

/// What the machine itself takes away from a page that does nothing, in milliseconds: no task can be told from it.
async fn idle(window: &Window) -> f64 {
    let script = format!("const done = arguments[0]; {BEAT} setTimeout(() => done(window.__beat.longest), 3000);");
    window.client.execute_async(&script, vec![]).await.unwrap().as_f64().unwrap()
}

fn account() -> Account {
    Account::new(Some(json!({ "language": "zh", "author": "王敏" })))
}

/// From asking for the program to a painted page that takes keys; alternately, so that the machine's moods hit all.
async fn starts(app: &Path, empty: &Path, large: &Path) {
    let account = account();
    let (mut bare, mut page, mut board) = (Figures::default(), Figures::default(), Figures::default());
    for turn in 0..=STARTS {
        let one = start(empty, &account, &[], "#usable").await;
        let two = start(app, &account, &[], "[data-way=create]").await;
        let three = start(app, &account, &[large.to_str().unwrap()], "a[data-cell][tabindex='0']:focus").await;
        // The first of each warms the caches of the system and is not counted.
        if turn > 0 {
            bare.push(one);
            page.push(two);
            board.push(three);
        }
        // Each turn takes seconds; whoever waits sees that it goes on.
        eprintln!("  start {turn} of {STARTS}: empty {one:.0}, start page {two:.0}, board {three:.0} ms");
    }
    line("start to usable: an empty window", &bare);
    line("start to usable: the start page", &page);
    line("start to usable: the board of the large survey", &board);
    println!("{:<52} {:8.2}   (bar: 2)", "  ratio board / empty", board.median() / bare.median());
}

async fn start(program: &Path, account: &Account, arguments: &[&str], usable: &str) -> f64 {
    let window = Window::open(program, account, arguments).await;
    let script = "const [css, done] = arguments;
        const look = () => document.querySelector(css)
            ? requestAnimationFrame(() => setTimeout(() => done(true), 0)) : setTimeout(look, 2);
        look();";
    loop {
        // The page may be replaced below the script while it loads; then it is asked again.
        let answer = window.client.execute_async(script, vec![json!(usable)]).await;
        if matches!(answer, Ok(Value::Bool(true))) {
            return window.started.elapsed().as_secs_f64() * 1e3;
        }
        assert!(window.started.elapsed() < Duration::from_secs(30), "{usable} did not appear: {answer:?}");
    }
}

/// How long the views take from the page's question to its answer.
async fn commands(window: &Window) {
    let script = format!(
        "const [command, args, times, done] = arguments; {BEAT}
         (async () => {{
             const taken = [];
             for (let n = 0; n < times; n += 1) {{
                 const start = performance.now();
                 await window.__TAURI_INTERNALS__.invoke(command, args);
                 taken.push(performance.now() - start);
             }}
             done(taken);
         }})();"
    );
    let cell = json!({ "community": "wangjing", "round": 1, "indicator": "1.1.1" });
    let everything = json!({ "filter": {}, "offset": 2400, "limit": 60 });
    let one = json!({ "filter": { "community": "wangjing", "round": 1, "scenario": "1" }, "offset": 0, "limit": 60 });
    for (name, command, args) in [
        ("survey", "survey_view", json!({})),
        ("board", "board", json!({ "round": 3 })),
        ("sheet", "sheet", json!({ "community": "wangjing", "round": 3, "scenario": "1" })),
        ("cell", "cell", json!({ "key": cell })),
        ("photos, a page of all", "photos", everything),
        ("photos of a sheet", "photos", one),
        ("units of a community", "units", json!({ "community": "wangjing", "list": null })),
        ("conflicts", "conflicts", json!({})),
    ] {
        let taken = window.client.execute_async(&script, vec![json!(command), args, json!(9)]).await.unwrap();
        line(&format!("answer: {name}"), &Figures::of(&taken));
    }
}

async fn sheets(window: &Window) {
    let rest = idle(window).await;
    let script = format!(
        "const [times, done] = arguments; {BEAT}
         (async () => {{
             const opened = [], boards = [];
             let longest = 0;
             for (let n = 0; n < times; n += 1) {{
                 window.__beat.longest = 0;
                 const links = document.querySelectorAll('a[data-cell]');
                 let start = performance.now();
                 links[(n * 7) % links.length].click();
                 await window.__until(() => document.querySelector('[data-indicator]'));
                 opened.push(performance.now() - start);
                 start = performance.now();
                 location.hash = '#/board';
                 await window.__until(() => document.querySelector('a[data-cell]'));
                 boards.push(performance.now() - start);
                 longest = Math.max(longest, window.__beat.longest);
             }}
             done([opened, boards, longest]);
         }})();"
    );
    let told = window.client.execute_async(&script, vec![json!(SHEETS)]).await.unwrap();
    line("a sheet opened, painted", &Figures::of(&told[0]));
    line("back to the board, painted", &Figures::of(&told[1]));
    task("opening sheets", &told[2], rest);
}

fn task(what: &str, longest: &Value, idle: f64) {
    let (what, longest) = (format!("  longest task, {what}"), longest.as_f64().unwrap());
    println!("{what:<52} {longest:8.1} ms   (bar: 50; a page at rest just before: {idle:.1})");
}

/// Names the fields of the open sheet in which a number can be typed.
const FIELDS: &str = "return [...document.querySelectorAll('[data-indicator] input.number:not([readonly])')]
    .map((one) => one.closest('[data-indicator]').dataset.indicator)";

async fn open_sheet(window: &Window, place: &str) -> Vec<String> {
    window.js(&format!("location.hash = '#/sheet/{place}'")).await;
    window.see("[data-indicator] input.number").await;
    let fields = window.js(FIELDS).await;
    fields.as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

/// From the key's own time to the frame that shows it.
async fn letters(window: &Window) {
    let fields = open_sheet(window, "wangjing/3/1").await;
    let rest = idle(window).await;
    window.click(&format!("[data-indicator='{}'] input.number", fields[0])).await;
    window
        .js(&format!(
            "{BEAT}
             window.__letters = [];
             addEventListener('keydown', (event) => {{
                 const start = event.timeStamp;
                 requestAnimationFrame(() => setTimeout(() => window.__letters.push(performance.now() - start), 0));
             }}, true);"
        ))
        .await;
    for n in 0..40 {
        // A digit, and taken away again.
        window.keys(if n % 2 == 0 { "7" } else { "\u{e003}" }).await;
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    tokio::time::sleep(Duration::from_millis(400)).await;
    let told = window.js("return [window.__letters, window.__beat.longest]").await;
    line("a letter, from key to painted", &Figures::of(&told[0]));
    task("typing", &told[1], rest);
    window.keys("\u{e00c}").await;
}

/// Values typed and left with Enter: the moment their bytes stand in the write-ahead log, and the moment the page says so.
async fn saves(window: &Window, large: &Path) {
    let (mut written, mut told, mut after, mut longest) =
        (Figures::default(), Figures::default(), Figures::default(), 0.0_f64);
    let rest = idle(window).await;
    let mut places = (1..=9).flat_map(|scenario| ["wangjing", "zgc"].map(|code| format!("{code}/3/{scenario}")));
    while written.len() < SAVES {
        let Some(place) = places.next() else { break };
        for code in open_sheet(window, &place).await {
            if written.len() == SAVES {
                break;
            }
            let field = format!("[data-indicator='{code}'] input.number");
            window.click(&field).await;
            let before =
                window.js(&format!("const f = document.querySelector(\"{field}\"); f.select(); return f.value")).await;
            window.keys(if before == "2" { "1" } else { "2" }).await;
            // The draft is on the disk long before the field is left.
            tokio::time::sleep(Duration::from_millis(600)).await;
            window
                .js(&format!(
                    "{BEAT}
                     const cell = document.querySelector(\"[data-indicator='{code}']\");
                     window.__saved = null;
                     addEventListener('keydown', (event) => (window.__entered = performance.timeOrigin + event.timeStamp), {{ capture: true, once: true }});
                     const watch = new MutationObserver(() => {{
                         if (!cell.querySelector('.sign.saved, .sign.refused')) return;
                         watch.disconnect();
                         const saved = !!cell.querySelector('.sign.saved');
                         requestAnimationFrame(() => setTimeout(() => (window.__saved = [saved, performance.timeOrigin + performance.now()]), 0));
                     }});
                     watch.observe(cell, {{ subtree: true, childList: true, attributes: true }});
                     // A draft of a run that was cut short may say already what is typed now: nothing is written then.
                     const turn = (window.__turn = (window.__turn ?? 0) + 1);
                     setTimeout(() => {{
                         watch.disconnect();
                         if (turn === window.__turn) window.__saved ??= [false, 0];
                     }}, 3000);"
                ))
                .await;
            let watched = wal::watch(large);
            window.keys(ENTER).await;
            window.until("an answer", "return window.__saved !== null").await;
            let Some(disk) = watched.first() else { continue };
            let page = window
                .js("return [window.__entered, window.__saved[0], window.__saved[1], window.__beat.longest]")
                .await;
            if page[1] != true {
                continue;
            }
            let (entered, saved) = (page[0].as_f64().unwrap(), page[2].as_f64().unwrap());
            written.push(disk - entered);
            told.push(saved - entered);
            after.push(saved - disk);
            longest = longest.max(page[3].as_f64().unwrap());
        }
    }
    let bare = wal::bare(large.parent().unwrap_or(large), SAVES);
    line("a field left: from Enter to its bytes in the log", &written);
    line("a field left: from Enter to “saved” painted", &told);
    line("“saved” painted after the bytes (flush included)", &after);
    line("beside: a bare row written and flushed on this disk", &bare);
    println!(
        "{:<52} {:8.1} ms   (bar: 33.4, two frames)",
        "  painted after a bare flush would have ended",
        after.median() - bare.median()
    );
    task("saving", &json!(longest), rest);
}

async fn gallery(window: &Window) {
    window.js("location.hash = '#/photos'").await;
    window.see(".tile img").await;
    let rest = idle(window).await;
    let script = format!(
        "const done = arguments[0]; {BEAT}
         (async () => {{
             const list = document.querySelector('.list');
             const frames = [];
             let last = performance.now();
             for (let n = 0; n < 200; n += 1) {{
                 list.scrollTop += n < 150 ? 60 : 600;
                 await new Promise((done) => requestAnimationFrame(done));
                 const now = performance.now();
                 frames.push(now - last);
                 last = now;
             }}
             const start = performance.now();
             const sight = () => [...document.querySelectorAll('.tile')].filter((tile) => {{
                 const at = tile.getBoundingClientRect(), frame = list.getBoundingClientRect();
                 return at.bottom > frame.top && at.top < frame.bottom;
             }});
             await window.__until(() => performance.now() - start > 10_000 || sight().every((tile) => tile.querySelector('img')?.complete));
             done([frames, window.__beat.longest, performance.now() - start, list.scrollTop, list.scrollHeight]);
         }})();"
    );
    let told = window.client.execute_async(&script, vec![]).await.unwrap();
    line("gallery scrolled: a frame", &Figures::of(&told[0]));
    task("scrolling", &told[1], rest);
    println!("{:<52} {:8.1} ms", "  all pictures in sight after the last frame", told[2].as_f64().unwrap());
    println!("  scrolled {} of {} px", told[3], told[4]);
}

/// The interface while a card of photos is read beside it: the longest task, and letters typed meanwhile.
async fn card(window: &Window) {
    let folder = tempfile::tempdir().unwrap();
    // What stands behind a picture's end makes it new to a survey that an earlier run has left its card in.
    let run = format!("{:?}", std::time::SystemTime::now());
    for seed in 0..CARD {
        let photo = [tanfang_tests::picture::large(seed).as_slice(), run.as_bytes()].concat();
        std::fs::write(folder.path().join(format!("IMG_{seed:04}.jpg")), photo).unwrap();
    }
    let fields = open_sheet(window, "wangjing/3/1").await;
    let rest = idle(window).await;
    window.click(&format!("[data-indicator='{}'] input.number", fields[0])).await;
    let take = json!({ "folder": folder.path(), "community": "wangjing", "round": 3 });
    window
        .js(&format!(
            "{BEAT}
             window.__letters = [];
             addEventListener('keydown', (event) => {{
                 const start = event.timeStamp;
                 requestAnimationFrame(() => setTimeout(() => window.__letters.push(performance.now() - start), 0));
             }}, true);
             window.__read = null;
             const start = performance.now();
             const heard = {{ toJSON: () => '__CHANNEL__:' + window.__TAURI_INTERNALS__.transformCallback(() => {{}}) }};
             window.__TAURI_INTERNALS__.invoke('take_card', {{ card: {take}, job: 9001, onProgress: heard }})
                 .then((receipt) => (window.__read = [performance.now() - start, receipt]), (fault) => (window.__read = [0, fault]));"
        ))
        .await;
    let mut turn = 0_u32;
    while window.js("return window.__read === null").await == true {
        window.keys(if turn.is_multiple_of(2) { "7" } else { "\u{e003}" }).await;
        turn += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let told = window.js("return [window.__letters, window.__beat.longest, window.__read[0], window.__read[1]]").await;
    println!(
        "{:<52} {:8.1} ms for {CARD} photos of 12 megapixels",
        "a card read beside the work",
        told[2].as_f64().unwrap()
    );
    line("a letter typed meanwhile, from key to painted", &Figures::of(&told[0]));
    task("while a card is read", &told[1], rest);
    window.keys("\u{e00c}").await;
}
