/**
 * Looks at every page in a real browser: `node tests/look/look.mjs [screens] [--lang=zh,en] [--theme=light,dark,contrast] [--size=desk,zoom] [--shots=folder]`.
 *
 * Each screen is measured – axe-core with contrast, sideways scrolling, words without a translation, text cut off – and, where a folder is
 * given, photographed. Anything found ends the run with 1. `desk` is 1366×768; `zoom` is the same window at 200 %.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { openBrowser } from './browser.mjs';
import { screens } from './screens.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const options = Object.fromEntries(process.argv.slice(2).filter((one) => one.startsWith('--')).map((one) => one.slice(2).split('=')));
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const list = (name, usual) => (options[name] ?? usual).split(',');
const sizes = { desk: { width: 1366, height: 768, deviceScaleFactor: 1 }, zoom: { width: 683, height: 384, deviceScaleFactor: 2 } };

// `memory` is the survey itself, as tests/look/main.ts left it on the window.
const helpers = `
  const rest = (ms = 120) => new Promise((done) => setTimeout(done, ms));
  const at = async (selector) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = document.querySelector(selector);
      if (found) return found;
      await rest(50);
    }
    throw new Error('nothing at ' + selector);
  };
  const click = async (selector) => (await at(selector)).click();
  const see = async (selector) => (await at(selector)).scrollIntoView({ block: 'center' });
  const key = (name) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  const pick = async (selector, value) => { const field = await at(selector); field.focus(); field.value = value; field.dispatchEvent(new Event('change', { bubbles: true })); };
  const type = async (selector, text) => { const field = await at(selector); field.focus(); field.value = text; field.dispatchEvent(new InputEvent('input', { bubbles: true })); field.blur(); };
  const drop = async (selector, names) => { const bag = new DataTransfer(); for (const name of names) bag.items.add(new File(['x'], name, { type: 'image/jpeg' })); const field = await at(selector); field.files = bag.files; field.dispatchEvent(new Event('change', { bubbles: true })); };
  const browse = () => click('.typed ~ button:last-of-type');
  const merge = () => click('.plans + .row button.main, .plans ~ .row button.main');
`;

/** What a machine can see of a page: runs in it, gives sentences. */
const measure = `
  const found = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push('scrolls sideways by ' + wide + ' px');
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    if (element.scrollWidth > element.clientWidth + 1 && !element.matches('input, label.button, .hidden') && !(style.textOverflow === 'ellipsis' && element.closest('[title]')) && element.clientWidth > 1 && style.overflowX !== 'visible' && !element.matches('dialog')) {
      found.push((style.overflowX === 'hidden' || style.overflowX === 'clip' ? 'cuts off ' : 'scrolls inside ') + (element.scrollWidth - element.clientWidth) + ' px: ' + element.tagName.toLowerCase() + '.' + element.className + ' ' + (element.textContent || element.value || '').trim().slice(0, 40));
    }
    if (element.matches('input[type=text]:not([readonly])') && element.placeholder && !element.value && element.clientWidth > 1) {
      const canvas = document.createElement('canvas').getContext('2d');
      canvas.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
      const text = canvas.measureText(element.placeholder).width + parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      if (text > element.clientWidth + 1) found.push('hint cut by ' + Math.round(text - element.clientWidth) + ' px: ' + element.placeholder);
    }
    if (element.matches('select') && element.clientWidth > 1) {
      const canvas = document.createElement('canvas').getContext('2d');
      canvas.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
      const text = canvas.measureText(element.selectedOptions[0]?.text ?? '').width + parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      if (text > element.clientWidth + 1) found.push('choice cut by ' + Math.round(text - element.clientWidth) + ' px: ' + element.selectedOptions[0].text);
    }
  }
  const missing = document.body.textContent.match(/\\{[a-z-]+\\}/g);
  if (missing) found.push('words missing: ' + missing.join(' '));
  const answer = await axe.run(document, { resultTypes: ['violations'] });
  for (const one of answer.violations) if (['serious', 'critical', 'moderate'].includes(one.impact)) for (const node of one.nodes.slice(0, 3)) found.push(one.impact + ' ' + one.id + ': ' + node.target.join(' ') + ' ' + (node.any[0]?.message ?? '').slice(0, 160));
  return [...new Set(found)];
`;

if (!options.built) await build({ configFile: here('vite.config.ts'), logLevel: 'error' });
const server = await preview({ configFile: here('vite.config.ts'), logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
const { port } = server.httpServer.address();
const browser = await openBrowser();
const axe = readFileSync(here('../../node_modules/axe-core/axe.min.js'), 'utf8');
if (options.shots) mkdirSync(options.shots, { recursive: true });

// The pixels of photos come from Rust in the program; here they are drawn.
await browser.send('Fetch.enable', { patterns: [{ urlPattern: 'http://photo.localhost/*' }] });
browser.on('Fetch.requestPaused', ({ requestId, request }) => {
  const hue = [...request.url].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="hsl(${hue} 30% 72%)"/><path d="M0 420 200 260 380 400 540 220 800 430V600H0z" fill="hsl(${hue} 25% 45%)"/><circle cx="620" cy="120" r="56" fill="#fff8"/></svg>`;
  void browser.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders: [{ name: 'Content-Type', value: 'image/svg+xml' }], body: Buffer.from(svg).toString('base64') });
});

let bad = 0;
for (const size of list('size', 'desk,zoom')) {
  await browser.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  await browser.send('Emulation.setDeviceMetricsOverride', { ...sizes[size], mobile: false });
  for (const lang of list('lang', 'zh,en')) {
    for (const theme of list('theme', 'light,dark,contrast')) {
      for (const [name, screen] of Object.entries(screens)) {
        if (wanted.length > 0 && !wanted.some((one) => name === one || (one.endsWith('*') && name.startsWith(one.slice(0, -1))))) continue;
        const query = new URLSearchParams({ lang, theme, screen: name, ...screen.query });
        const label = `${name}.${lang}.${theme}.${size}`;
        try {
          const loaded = new Promise((done) => browser.on('Page.loadEventFired', done));
          await browser.send('Page.navigate', { url: `http://127.0.0.1:${port}/?${query}${screen.hash ?? ''}` });
          await loaded;
          await browser.run(`${helpers} await at('main :is(h1, h2)'); await rest(350); await document.fonts.ready; ${screen.go ?? ''}`);
          if (options.shots) {
            const { data } = await browser.send('Page.captureScreenshot', { format: 'png' });
            writeFileSync(`${options.shots}/${label}.png`, Buffer.from(data, 'base64'));
          }
          await browser.send('Runtime.evaluate', { expression: axe });
          const found = await browser.run(measure);
          bad += found.length;
          for (const one of found) console.log(`${label}: ${one}`);
        } catch (error) {
          bad += 1;
          console.log(`${label}: ${error.message.split('\n')[0]}`);
        }
      }
    }
  }
}
await browser.close();
await server.close();
console.log(bad === 0 ? 'nothing found' : `${bad} findings`);
process.exit(bad === 0 ? 0 : 1);
