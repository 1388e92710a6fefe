//! The security policy, tried from inside the window.

use crate::drive::{Account, Window, program};
use serde_json::{Value, json};

/// Nothing a page could be made to contain may run, load or call what the program does not offer.
#[tokio::test]
async fn the_page_cannot_run_load_or_call_anything_foreign() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = Account::new(None);
    let window = Window::open(&app, &account, &[]).await;
    window.see("body").await;

    window
        .js("const s = document.createElement('script'); s.textContent = 'window.ranInline = true'; document.head.append(s);
             const a = document.createElement('a'); a.setAttribute('onclick', 'window.ranHandler = true'); document.body.append(a); a.click(); a.remove();")
        .await;
    assert_eq!(
        window.js("return [window.ranInline ?? false, window.ranHandler ?? false]").await,
        json!([false, false]),
        "an inline script ran"
    );

    // WebDriver's own scripts are outside the policy; a script of the page is not.
    let evaluated = window
        .client
        .execute_async(
            "const done = arguments[0]; const w = new Promise((r) => document.addEventListener('securitypolicyviolation', (e) => r(e.effectiveDirective + ' ' + e.blockedURI), { once: true }));
             const i = document.createElement('img'); i.src = 'https://example.com/x.png'; document.body.append(i);
             w.then(done); setTimeout(() => done('nothing refused'), 3000);",
            vec![],
        )
        .await
        .unwrap();
    assert!(evaluated.as_str().unwrap().starts_with("img-src https://example.com"), "a foreign image: {evaluated}");

    let refused = "try { return (0, eval)('1 + 1') } catch (e) { return e.name }";
    assert_eq!(window.js(refused).await, json!("EvalError"), "eval");

    let fetched = window
        .client
        .execute_async(
            "const done = arguments[0]; fetch('https://example.com/').then(() => done('loaded'), (e) => done(e.name))",
            vec![],
        )
        .await
        .unwrap();
    assert_eq!(fetched, json!("TypeError"), "a foreign address was asked");

    for foreign in
        ["plugin:dialog|open", "plugin:fs|read_file", "plugin:event|emit", "plugin:window|close", "no_such_command"]
    {
        let answer = window.call(foreign, json!({})).await;
        let Err(Value::String(reason)) = &answer else { panic!("{foreign} was answered: {answer:?}") };
        assert!(reason.contains("not allowed") || reason.contains("not found"), "{foreign}: {reason}");
    }
    assert!(window.call("start", json!({})).await.is_ok(), "a listed command is answered");
}
