/** A window over a survey in memory, driven as a person would: by keys and clicks. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach } from 'vitest';
import App from '../src/App.svelte';
import { rooms } from '../src/pages/rooms.svelte';
import { desk } from '../src/shell/desk.svelte';
import { pages } from '../src/shell/place.svelte';
import { Memory } from './memory';

/** Lets commands answer and the page follow: also what it builds in many small tasks, however slow the machine. */
export async function settle(times = 6): Promise<void> {
  const building = () => document.querySelector('[aria-busy="true"]') !== null;
  for (let at = 0; at < times || (at < 200 && building()); at += 1) {
    await new Promise((done) => setTimeout(done, 0));
    flushSync();
  }
}

export interface Opened {
  memory: Memory;
  close: () => Promise<void>;
}

/** The window in sight; every test closes its own behind it. */
export let shown: Opened | null = null;

afterEach(() => shown?.close());

export async function open(hash: string, memory = new Memory()): Promise<Opened> {
  localStorage.clear();
  const opened = await start(memory);
  location.hash = hash;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await settle();
  return opened;
}

/** Starts the window, which remembers what windows before it noted. */
export async function start(memory = new Memory()): Promise<Opened> {
  memory.serve();
  desk.survey = null;
  desk.start = null;
  desk.vanished = false;
  desk.notes = [];
  await Promise.all(pages.map((page) => rooms.fetch(page)));
  const app = mount(App, { target: document.body });
  const opened: Opened = {
    memory,
    close: async () => {
      if (shown === opened) shown = null;
      await unmount(app);
    },
  };
  shown = opened;
  await settle();
  return opened;
}

export function find<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`nothing at ${selector}`);
  return found;
}

/** Types into the focused field as a keyboard does: key, then input. */
export function type(text: string): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) throw new Error('no field has the focus');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  flushSync();
}

export function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
  flushSync();
  return event;
}

/** The field of an indicator the keyboard stops at. */
export function field(indicator: string): HTMLInputElement {
  return find<HTMLInputElement>(`[data-indicator="${indicator}"] .how [data-stop], [data-indicator="${indicator}"] .how [data-stop-group] input`);
}
