/**
 * The one door to Rust: the generated commands, what they touch, and what goes wrong.
 *
 * A verb's reply says which nouns it touched; `verb` hands that to the live queries that named them. Nothing polls.
 */
import { Channel, convertFileSrc, invoke } from '@tauri-apps/api/core';
import { commands, type FaultView, type PhotoAdded, type Progress, type Reply, type Touch } from './bindings';
import { known, t } from '../words/words.svelte';
import { touch } from './live.svelte';

export { commands };
export type * from './bindings';

export type Fault = FaultView;
export type ProgressChannel = Channel<Progress>;

/** Turns whatever a command rejected with into a fault with a code. */
export function faultOf(error: unknown): Fault {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    const args = 'args' in error && typeof error.args === 'object' && error.args !== null ? error.args : {};
    return { code: error.code, args: args as Fault['args'] };
  }
  return { code: 'unexpected', args: { detail: error instanceof Error ? error.message : String(error) } };
}

/** Gives the sentence of a fault in the language in use. */
export function sentence(fault: Fault): string {
  // What the framework refuses is worded by its own id; every other code has a sentence of its name.
  // A sentence that tells what to type at a command line has another one for the window.
  const here = `window-${fault.code}`;
  const id = fault.code.startsWith('refusal-') ? fault.code : known(here) ? here : `fault-${fault.code}`;
  if (!known(id)) return t('fault-unexpected', { detail: fault.args['detail'] ?? fault.code });
  const args = Object.entries(fault.args).map(([name, value]) => [name, value?.startsWith('@') ? t(value.slice(1)) : (value ?? '')]);
  return t(id, Object.fromEntries(args) as Record<string, string>);
}

type Listener = (fault: Fault) => void;
const watchers = new Set<Listener>();

/** Tells `listener` about every fault of the survey itself (folder gone, read only), whichever page met it. */
export function onFault(listener: Listener): () => void {
  watchers.add(listener);
  return () => watchers.delete(listener);
}

/** Awaits a command; a rejection becomes a `Fault`. */
export async function ask<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    const fault = faultOf(error);
    for (const watcher of watchers) watcher(fault);
    throw fault;
  }
}

const underway = new Set<Promise<unknown>>();

/** Waits until every verb that was begun has been answered. */
export async function settled(): Promise<void> {
  while (underway.size > 0) await Promise.allSettled([...underway]);
}

/** Awaits a verb, then wakes the live queries that read what it touched. */
export async function verb<T>(promise: Promise<Reply<T>>): Promise<T> {
  const answer = ask(promise);
  underway.add(answer);
  try {
    const reply = await answer;
    touch(reply.touched);
    return reply.view;
  } finally {
    underway.delete(answer);
  }
}

export interface PhotoTarget {
  community: string;
  round: number;
  indicator: string | null;
  unit: string | null;
  /** The finding that it shows, linked once the photo is kept. */
  finding?: string;
}

/** Imports one photo; its bytes travel raw, its place in a header. */
export async function addPhoto(file: File, target: PhotoTarget): Promise<PhotoAdded> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { finding, ...place } = target;
  const about = encodeURIComponent(JSON.stringify({ name: file.name, ...place, caption: '' }));
  const added = await verb(invoke<Reply<PhotoAdded>>('add_photo', bytes, { headers: { 'x-photo': about } }));
  if (finding) await verb(commands.linkPhotos([{ photo: added.key, target: `finding/${finding}` }]));
  return added;
}

const slice = 4 * 1024 * 1024;

/** Copies a file the person chose to where Rust can read it, in slices; gives its path, or nothing where it was stopped. */
export async function upload(file: File, progress: (done: number, total: number) => void, stopped: () => boolean): Promise<string | null> {
  const path = await ask(commands.uploadBegin(file.name));
  const headers = { 'x-upload': encodeURIComponent(path) };
  for (let at = 0; at < file.size; at += slice) {
    if (stopped()) return null;
    const bytes = new Uint8Array(await file.slice(at, at + slice).arrayBuffer());
    await ask(invoke('upload_chunk', bytes, { headers }));
    progress(Math.min(at + slice, file.size), file.size);
  }
  return path;
}

/** Gives the address of pixels, such as `thumb/<file>`; they never travel as JSON. */
export function pixels(address: string): string {
  return convertFileSrc(address, 'photo');
}

let jobs = 0;

/** Runs a long command under a number of its own, so that it can report and be cancelled; what is being saved is saved first. */
export function job<T>(
  run: (job: number, onProgress: ProgressChannel) => Promise<T>,
  progress: (progress: Progress) => void,
): { done: Promise<T>; cancel: () => void } {
  const number = ++jobs;
  const channel = new Channel<Progress>();
  channel.onmessage = progress;
  return { done: settled().then(() => ask(run(number, channel))), cancel: () => void commands.cancel(number) };
}

/** Marks everything as touched: after a merge, or when a folder came back. */
export const everything: Touch[] = [{ noun: '*', key: '*' }];
