// A Chromium without a window, driven over its own pipe: no driver, no download, no network.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Opens a browser with one page. `send(method, params)` speaks the DevTools protocol to that page, `on(method, listener)` hears it. */
export async function openBrowser() {
  const program = process.env['CHROMIUM'] ?? usual.find((path) => existsSync(path));
  if (!program) throw new Error('no Chromium found: install one, or name it in CHROMIUM');
  const profile = mkdtempSync(join(tmpdir(), 'tanfang-look-'));
  const child = spawn(program, ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars=false', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , , into, outOf] = child.stdio;
  const waiting = new Map();
  const listeners = new Map();
  let sent = 0;
  let session;
  let rest = '';

  outOf.setEncoding('utf8');
  outOf.on('data', (chunk) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text);
      const answer = waiting.get(message.id);
      if (answer) {
        waiting.delete(message.id);
        if (message.error) answer.refuse(new Error(`${answer.method}: ${message.error.message}`));
        else answer.give(message.result);
      } else {
        listeners.get(message.method)?.(message.params);
      }
    }
  });
  const send = (method, params = {}) =>
    new Promise((give, refuse) => {
      sent += 1;
      waiting.set(sent, { give, refuse, method });
      into.write(`${JSON.stringify({ id: sent, method, params, sessionId: session })}\0`);
    });

  const { targetInfos } = await send('Target.getTargets');
  const { targetId } = targetInfos.find((one) => one.type === 'page');
  ({ sessionId: session } = await send('Target.attachToTarget', { targetId, flatten: true }));
  await send('Page.enable');
  await send('Runtime.enable');

  return {
    send,
    on: (method, listener) => listeners.set(method, listener),
    /** Runs the body of an async function in the page and gives what it returns. */
    async run(body) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', { expression: `(async () => { ${body} })()`, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    async close() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill();
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
