//! From the scores to a report that was issued: the consultant's way through the window.

use crate::drive::{Window, program};
use crate::journey::settled;
use serde_json::{Value, json};

/// A page of the preview as it is drawn: how many letters stand on it.
const LETTERS: &str = "return document.querySelectorAll('[data-preview] svg use').length";

/// A gap becomes a project by one press; a report is looked at page by page, built, issued, and written again as it was.
#[tokio::test]
async fn a_consultant_goes_from_a_gap_to_an_issued_report() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let window = Window::open(&app, &account, &[]).await;
    window.click("[data-way=demo]").await;
    window.see("a[data-cell]").await;

    window.js("location.hash = '#/scores'").await;
    window.click("[data-at='0,0']").await;
    window
        .until("the keyboard goes on at what stands behind", "return document.activeElement.id === 'scores-detail'")
        .await;
    window.shot("scores").await;
    window.click("[data-behind]").await;
    window.see("dialog [data-behind-of]").await;
    window.shot("scores-behind").await;
    window.click("dialog header button").await;
    window.click("[data-make]").await;
    window.until("a project is open", "return location.hash.startsWith('#/projects/wangjing/')").await;
    window.until("its name is ready", "return document.activeElement.closest('[data-field=name]') !== null").await;
    window.shot("projects").await;
    let projects =
        window.call("entities", json!({ "noun": "project", "community": "wangjing", "round": null })).await.unwrap();
    let named = |project: &Value| {
        project["fields"]["indicators"]["heads"][0]["value"].as_str().is_some_and(|text| !text.is_empty())
    };
    assert!(projects.as_array().unwrap().iter().any(named), "it names the gap: {projects}");

    window.js("location.hash = '#/report'").await;
    window.until("the first page is drawn", &format!("{LETTERS} > 5")).await;
    window.shot("report-preview").await;
    window.click("[data-preview]").await;
    // Page down, by its WebDriver code.
    window.keys("\u{e00f}").await;
    window.until("the page is turned", "return document.querySelector('.sheet').dataset.page === '1'").await;
    window.shot("report-page").await;
    window.click("[data-sections] summary").await;
    window.click("[data-section=cases] input, [data-section]:last-child input").await;
    window.until("the section is off", "return document.querySelector('[data-sections] .tag') !== null").await;

    window.click("[data-issue-open]").await;
    window
        .until(
            "it is known what is not settled",
            "return document.querySelector('[data-unsettled], dialog p.good') !== null",
        )
        .await;
    let path = account.path("印发.pdf");
    let fill = "const [field, text] = arguments; const found = document.querySelector(field); if (!found) return false;
        found.value = text; found.dispatchEvent(new InputEvent('input', { bubbles: true })); return true;";
    let typed = |field: &'static str, text: String| {
        let (client, arguments) = (window.client.clone(), vec![json!(field), json!(text)]);
        async move { client.execute(fill, arguments).await.unwrap() }
    };
    typed("dialog .path input", path.to_str().unwrap().to_owned()).await;
    typed("[data-reason]", "街道确认数据将在下一轮更正".to_owned()).await;
    window.shot("report-issue").await;
    window.click("[data-issue-go]").await;
    window.until("it is among the issued", "return location.hash === '#/report/issued'").await;
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    window.click("[data-report] .title").await;
    window
        .until(
            "nothing has changed since",
            "return document.querySelector('[data-report] dl [role=status]').textContent.length > 3",
        )
        .await;
    window.shot("report-issued").await;
    let issued = window.call("issued_reports", json!({})).await.unwrap();
    let again = account.path("又一次.pdf");
    let asked =
        json!({ "key": issued[0]["key"], "format": "pdf", "path": again, "job": 9, "onProgress": "__CHANNEL__:9" });
    let written = window.call("write_issued_again", asked).await.unwrap();
    assert_eq!(written["same"], json!(true), "{written}");
    assert!(std::fs::read(&path).unwrap() == std::fs::read(&again).unwrap(), "the same bytes as issued");
}
