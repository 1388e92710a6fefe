//! What people do with each other's work: taking back, deciding many conflicts at once, calling the roll, backups.

use crate::drive::{Account, Window, program};
use crate::journey::{create, from_another_laptop, open_sheet, set, settled, stored, typed_directly};
use serde_json::{Value, json};

const CONTROL: char = '\u{e009}';
const SHIFT: char = '\u{e008}';

async fn says(window: &Window, text: &str) {
    window.until(text, &format!("return document.body.innerText.includes('{text}')")).await;
}

/// Merges a file through the page, from the chooser to the receipt.
async fn merge(window: &Window, file: &str) {
    window.click("a[href='#/exchange']").await;
    window.see("input[type=file]").await.send_keys(file).await.unwrap();
    window.see("[data-plan]").await;
    window.shot("plan-whole").await;
    window.js("[...document.querySelectorAll('button.main')].at(-1).click()").await;
    window.until("the receipt", "return !!document.querySelector('.receipt a[href*=conflicts]')").await;
}

async fn conflicts(window: &Window) -> usize {
    window.call("conflicts", json!({})).await.unwrap().as_array().unwrap().len()
}

/// Chooses an option of a list by its words.
async fn choose(window: &Window, list: &str, words: &str) {
    let script = format!(
        "const list = document.querySelector('{list}');
         list.value = [...list.options].find((one) => one.text.includes('{words}')).value;
         list.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    window.js(&script).await;
}

/// A value typed is taken back and done again by keys; a merged file is taken back and merged again; two conflicts are
/// decided with one reason, and one key opens both again.
#[tokio::test]
async fn actions_merges_and_decisions_are_taken_back() {
    let (Some(app), Some(cli)) = (program("TANFANG_APP"), program("TANFANG_CLI")) else { return };
    let (here, there) = (settled("王敏"), Account::new(None));
    let window = Window::open(&app, &here, &[]).await;
    create(&window, "撤销").await;
    let (scenario, [(one, first), (two, second)]) = typed_directly(&window).await;
    let place = ("wangjing", 1, scenario.as_str());
    let number = |text: &Value| json!({ "kind": "number", "text": text });
    let (ours, theirs) = (first["max"].clone(), first["min"].clone());
    let values = [(one.as_str(), theirs.as_str().unwrap()), (two.as_str(), second["min"].as_str().unwrap())];
    let back = from_another_laptop(&window, &here, (&there, &cli), &values).await;

    open_sheet(&window, &format!("wangjing/{scenario}")).await;
    window.click(&format!("[data-indicator='{one}'] input.number")).await;
    window.keys(&format!("{}\u{e007}", ours.as_str().unwrap())).await;
    stored(&window, place, &one, &number(&ours)).await;
    window.chord(&[CONTROL], 'z').await;
    says(&window, "已撤销").await;
    stored(&window, place, &one, &json!({ "kind": "empty" })).await;
    window.chord(&[CONTROL, SHIFT], 'z').await;
    says(&window, "已重做").await;
    stored(&window, place, &one, &number(&ours)).await;

    set(&window, &two, second["max"].as_str().unwrap()).await;
    merge(&window, &back).await;
    assert_eq!(conflicts(&window).await, 2);
    window.see("[data-member]").await;
    assert_eq!(window.js("return document.querySelectorAll('[data-member]').length").await, 2);

    // What was said last may still lie over the button for a moment.
    window.see("[data-merge] button").await;
    window.js("document.querySelector('[data-merge] button').click()").await;
    says(&window, "已撤回").await;
    assert_eq!(conflicts(&window).await, 0, "what the file brought is set aside");
    stored(&window, place, &one, &number(&ours)).await;
    merge(&window, &back).await;
    assert_eq!(conflicts(&window).await, 2, "merged again it is all there");

    window.click("a[href='#/conflicts']").await;
    window.click("[data-conflict]").await;
    window.see("[data-settle]").await;
    window.click("summary").await;
    window.shot("conflicts-bulk").await;
    window.js("document.querySelector('[data-bulk] input[value=person]').click()").await;
    choose(&window, "#bulk-whose", "李强").await;
    window.see("#bulk-reason").await.send_keys("李强带了测距仪").await.unwrap();
    window.click("[data-bulk] button.main").await;
    says(&window, "没有待解决的冲突").await;
    assert_eq!(conflicts(&window).await, 0);
    stored(&window, place, &one, &number(&theirs)).await;
    window.chord(&[CONTROL], 'z').await;
    window.until("both are open again", "return document.querySelectorAll('[data-conflict]').length === 2").await;
    assert_eq!(conflicts(&window).await, 2);
    assert!(window.call("check", json!({})).await.unwrap()["clean"].as_bool().unwrap());
}

/// A survey file that is opened by a double-click leads to its plan where its survey is known, and else offers to join.
#[tokio::test]
async fn a_survey_file_opens_on_its_plan() {
    let (Some(app), Some(cli)) = (program("TANFANG_APP"), program("TANFANG_CLI")) else { return };
    let (here, there) = (settled("王敏"), Account::new(None));
    let mut window = Window::open(&app, &here, &[]).await;
    create(&window, "双击").await;
    let (_, [(one, first), _]) = typed_directly(&window).await;
    let values = [(one.as_str(), first["min"].as_str().unwrap())];
    let back = from_another_laptop(&window, &here, (&there, &cli), &values).await;
    // With the survey open: the program that the double-click starts passes the file on and ends.
    here.run(&app, &[&back]);
    window.see("[data-plan]").await;
    says(&window, "李强").await;
    assert_eq!(window.call("survey_view", json!({})).await.unwrap()["readOnly"], Value::Null);
    window.kill();
    let window = Window::open(&app, &here, &[&back]).await;
    window.see("[data-plan]").await;
    says(&window, "李强").await;
    window.shot("opened-with-a-file").await;
    drop(window);
    let window = Window::open(&app, &settled("陈洁"), &[&back]).await;
    window.see("[data-way=join][aria-expanded=true]").await;
    let offered = window.js("return [...document.querySelectorAll('form input')].map((field) => field.value)").await;
    assert!(offered.as_array().unwrap().iter().any(|value| value == &json!(back)), "{offered}");
    window.see("[data-given]").await;
}

/// A survey that is opened for writing is backed up by itself, and a backup becomes a survey folder of its own.
#[tokio::test]
async fn a_survey_is_backed_up_by_itself_and_restored() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let mut window = Window::open(&app, &account, &[]).await;
    let dir = create(&window, "备份").await;
    set(&window, "1.1.2", "2").await;
    window.kill();
    let window = Window::open(&app, &account, &[&dir]).await;
    window.see("a[data-cell]").await;
    // Not at once: first the person wants to see the survey.
    let opened = std::time::Instant::now();
    loop {
        let made = window.call("backups", json!({})).await.unwrap();
        if !made["backups"].as_array().unwrap().is_empty() {
            break;
        }
        assert!(opened.elapsed().as_secs() < 30, "a survey that was opened is backed up: {made}");
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    window.click("a[href='#/settings']").await;
    window.click("[data-back-up]").await;
    says(&window, "已备份").await;
    let backups = window.call("backups", json!({})).await.unwrap();
    assert!(backups["fault"].is_null(), "{backups}");
    assert!(backups["backups"].as_array().unwrap().len() >= 2, "one was made when the survey was opened: {backups}");
    window.click("[data-backup] button").await;
    let restored = account.path("恢复 1");
    window.see("[data-restore] input").await.send_keys(restored.to_str().unwrap()).await.unwrap();
    window.click("[data-restore] button.main").await;
    says(&window, "已恢复并核验").await;
    window.shot("backup-restored").await;
    assert!(restored.join("survey.db").is_file());
}
