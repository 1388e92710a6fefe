//! A file that brings a thousand conflicts: its plan, the merge, and the queue of what is to be decided.

use super::{BEAT, account, idle, line, task};
use crate::drive::Window;
use crate::figures::Figures;
use serde_json::json;
use std::path::Path;
use tanfang_tests::program::{self, Laptop};

const CONFLICTS: usize = 1_000;

/// Makes two laptops that say different things about as many cells; gives the one and the other's file.
fn disputed() -> (Laptop, [Laptop; 1], std::path::PathBuf) {
    let (one, [other]) = program::team(["李明"]);
    let indicators = tanfang_tests::score::table(&program::draft(), "indicators.csv");
    let counted = indicators.iter().filter(|row| matches!(&*row["value_type"], "count" | "percent" | "number"));
    let codes: Vec<&str> = counted.map(|row| &*row["code"]).collect();
    let communities = tanfang_tests::score::table(&program::draft(), "communities.csv");
    let communities: Vec<&str> = communities.iter().map(|row| &*row["code"]).collect();
    let mut made = 0;
    'all: for round in 1..=3 {
        for community in &communities {
            for code in &codes {
                let cell = format!("{community}/{round}/{code}");
                // What the framework does not ask of this community, both laptops refuse.
                if one.run(&program::record(&cell, "--value 1")).code == Some(0) {
                    other.record(&cell, "--value 2");
                    made += 1;
                }
                if made == CONFLICTS {
                    break 'all;
                }
            }
        }
    }
    let file = other.export("theirs.tanfang");
    println!("{made} conflicts in one file");
    (one, [other], file)
}

/// Measures plan, merge and queue.
pub async fn many(app: &Path) {
    let (one, _other, file) = disputed();
    let account = account();
    let window = Window::open(app, &account, &[one.folder().to_str().unwrap()]).await;
    window.see("a[data-cell]").await;
    window.js("location.hash = '#/exchange'").await;
    let chooser = window.see("input[type=file]").await;
    let rest = idle(&window).await;
    watch(&window, "[data-plan]").await;
    chooser.send_keys(file.to_str().unwrap()).await.unwrap();
    report(&window, "the plan of 1,000 conflicts, painted", "planning", rest).await;
    watch(&window, ".receipt a[href*=conflicts]").await;
    window.js("[...document.querySelectorAll('button.main')].at(-1).click()").await;
    report(&window, "merged, the receipt painted", "merging", rest).await;
    watch(&window, "[data-conflict]").await;
    window.js("location.hash = '#/conflicts'").await;
    report(&window, "the queue, painted", "opening the queue", rest).await;
    walk(&window, rest).await;
    settle(&window, rest).await;
}

/// Notes when something appears, painted, and the longest task until then.
async fn watch(window: &Window, css: &str) {
    let script = format!(
        "{BEAT} window.__told = null;
         const start = performance.now();
         window.__until(() => document.querySelector('{css}')).then(() => (window.__told = [performance.now() - start, window.__beat.longest]));"
    );
    window.js(&script).await;
}

async fn report(window: &Window, what: &str, doing: &str, rest: f64) {
    window.until(what, "return window.__told !== null").await;
    let told = window.js("return window.__told").await;
    line(what, &Figures::of(&json!([told[0]])));
    task(doing, &told[1], rest);
}

/// Goes down the queue: scrolled by hand, and conflict by conflict with the arrow.
async fn walk(window: &Window, rest: f64) {
    let script = format!(
        "const done = arguments[0]; {BEAT}
         (async () => {{
             const list = document.querySelector('[data-conflict]').closest('.list');
             const frames = [];
             for (let n = 0; n < 150; n += 1) {{
                 const start = performance.now();
                 list.scrollTop += n < 100 ? 50 : 600;
                 await new Promise((done) => requestAnimationFrame(done));
                 frames.push(performance.now() - start);
             }}
             list.scrollTop = 0;
             await window.__painted();
             done([frames, window.__beat.longest]);
         }})();"
    );
    let told = window.client.execute_async(&script, vec![]).await.unwrap();
    line("the queue scrolled: a frame", &Figures::of(&told[0]));
    task("scrolling the queue", &told[1], rest);
    window.click("[data-conflict]").await;
    window.see("[data-settle]").await;
    window.js(BEAT).await;
    for _ in 0..40 {
        window.keys("\u{e015}").await;
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    let told = window.js("return window.__beat.longest").await;
    task("from conflict to conflict", &told, rest);
}

/// Decides one conflict.
async fn settle(window: &Window, rest: f64) {
    let known = window.call("conflicts", json!({})).await.unwrap();
    assert_eq!(known.as_array().unwrap().len(), CONFLICTS, "all of them are open");
    window.click("[data-settle] input[type=radio]").await;
    window.see("[data-settle] textarea").await.send_keys("复核").await.unwrap();
    let open = "document.querySelector('[data-conflict][aria-pressed=true]')?.dataset.conflict";
    let script = format!(
        "{BEAT} window.__told = null;
         const id = {open}, start = performance.now();
         document.querySelector('[data-settle] button.main').click();
         window.__until(() => {open} !== id).then(() => (window.__told = [performance.now() - start, window.__beat.longest]));"
    );
    window.js(&script).await;
    report(window, "one of them decided, the next painted", "deciding one", rest).await;
}
