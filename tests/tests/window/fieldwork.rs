//! A day in the field: a visit, places answered down one column, what is missing, and all of it there after a kill.

use crate::drive::{Window, program};
use crate::journey::{create, settled};
use serde_json::{Value, json};

const ENTER: &str = "\u{e007}";
const ALT: char = '\u{e00a}';
const PAGE_DOWN: &str = "\u{e00f}";

/// Gives the code of an indicator observed over compounds, and makes ten of them.
async fn compounds(window: &Window) -> (Vec<String>, Vec<String>) {
    let names: Vec<String> = (1..=10).map(|n| format!("{n}号小区")).collect();
    let form = json!({ "form": { "community": "wangjing", "list": "compounds", "names": names } });
    let units = window.call("add_units", form).await.unwrap();
    let keys: Vec<String> =
        units["view"].as_array().unwrap().iter().map(|unit| unit["key"].as_str().unwrap().to_owned()).collect();
    let place = window.call("place", json!({ "round": 1, "unit": keys[0] })).await.unwrap();
    let asked = place["rows"].as_array().unwrap().iter().filter(|row| row["input"] == "pass");
    (keys, asked.map(|row| row["cell"]["indicator"].as_str().unwrap().to_owned()).collect())
}

/// By keyboard alone: two keys start the visit, Enter goes down the column, Page Down to the next place.
#[tokio::test]
async fn a_visit_goes_from_place_to_place_by_keyboard() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let mut window = Window::open(&app, &account, &[]).await;
    let dir = create(&window, "踏勘").await;
    let (units, indicators) = compounds(&window).await;
    assert!(!indicators.is_empty());
    window.chord(&[ALT], '0').await;
    window.until("the visit can start", "return document.activeElement.matches('[data-begin]')").await;
    window.keys(ENTER).await;
    window.until("the visit is under way", "return !!document.querySelector('[data-field=weather] select')").await;

    window.js(&format!("location.hash = '#/places/wangjing/{}'", units[0])).await;
    for unit in &units {
        for (n, _) in indicators.iter().enumerate() {
            let at =
                format!("return location.hash.endsWith('{unit}') && !!document.activeElement.closest('[data-row]')");
            window.until("the keyboard is in the column", &at).await;
            // The next question down the column that is answered with yes or no.
            let row = indicators[n].clone();
            let there = format!("return document.activeElement.closest('[data-row]')?.dataset.row === '{row}'");
            while !window.js(&there).await.as_bool().unwrap() {
                window.keys(ENTER).await;
            }
            window.keys("y").await;
            let marked = format!("return document.querySelector(\"[data-row='{row}'] input:checked\")?.value === '1'");
            window.until("it is answered", &marked).await;
        }
        window.keys(PAGE_DOWN).await;
    }
    window.shot("places").await;
    window.kill();

    let window = Window::open(&app, &account, &[&dir]).await;
    let left = format!("return location.hash.startsWith('#/places/wangjing/{}')", units[units.len() - 1]);
    window.until("it opens where one left", &left).await;
    for unit in &units {
        let place = window.call("place", json!({ "round": 1, "unit": unit })).await.unwrap();
        let rows: Vec<&Value> = place["rows"].as_array().unwrap().iter().collect();
        for indicator in &indicators {
            let row = rows.iter().find(|row| row["cell"]["indicator"] == indicator.as_str()).unwrap();
            assert_eq!(row["value"]["heads"][0]["value"]["text"], "1", "{indicator} at {unit}");
        }
    }
    // What was answered belongs to the visit, and the visit goes on.
    let today = window.call("today", json!({ "round": 1 })).await.unwrap();
    assert!(today["visit"].is_object() && today["notHandedOver"].as_u64().unwrap() > 10);
    let missing = window.call("remaining", json!({ "community": "wangjing", "round": 1 })).await.unwrap();
    let lacks = |indicator: &str, lack: &str| {
        missing.as_array().unwrap().iter().any(|one| one["cell"]["indicator"] == indicator && one["lack"] == lack)
    };
    assert!(!lacks(&indicators[0], "value") && !lacks(&indicators[0], "units"), "all ten were observed");
    assert!(lacks("2.3.1", "value"), "what nobody asked is missing");
}
