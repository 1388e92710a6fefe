import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FieldView } from '../src/api/client';
import { draftDelay, Entry } from '../src/parts/entry.svelte';
import { Memory } from './memory';

const at = { noun: 'assessment', key: 'wangjing/1/1.1.1', field: 'remark' };
let memory: Memory;
let entry: Entry<string>;
let sent: { text: string; seen: string[] }[];

function view(): FieldView<string> {
  return memory.register<string>(at.noun, at.key, at.field);
}

beforeEach(() => {
  vi.useRealTimers();
  memory = new Memory().serve();
  sent = [];
  memory.write(at.noun, at.key, at.field, 'first', []);
  entry = new Entry<string>(
    {
      field: at,
      text: (text) => text ?? '',
      write: async (text, seen) => {
        sent.push({ text, seen });
        if (text === 'bad') throw { code: 'out-of-range', args: {} };
        memory.write(at.noun, at.key, at.field, text, seen);
        return view();
      },
    },
    view(),
  );
});

describe('a field being edited', () => {
  it('is a draft on disk at most 300 ms after the last key', async () => {
    expect(draftDelay).toBeLessThanOrEqual(300);
    vi.useFakeTimers();
    entry.type('sec');
    entry.type('second');
    expect(memory.drafts.size).toBe(0);
    await vi.advanceTimersByTimeAsync(300);
    expect([...memory.drafts.values()]).toEqual(['second']);
    expect(sent).toEqual([]);
  });

  it('becomes one change when it is left, and says so', async () => {
    entry.type('second');
    expect(await entry.leave()).toBe(true);
    expect(sent.map((one) => one.text)).toEqual(['second']);
    expect(entry.sign).toBe('saved');
    await entry.leave();
    expect(sent).toHaveLength(1);
  });

  it('writes nothing when the text is what it was', async () => {
    entry.type('x');
    entry.type('first');
    await entry.leave();
    expect(sent).toEqual([]);
    expect(entry.sign).toBe('idle');
  });

  it('sends back what was seen when typing began, whatever arrived meanwhile', async () => {
    const seen = view().seen;
    entry.type('mine');
    memory.write(at.noun, at.key, at.field, 'theirs', seen, '李强');
    entry.show(view());
    expect(entry.text).toBe('mine');
    await entry.leave();
    expect(sent[0]?.seen).toEqual(seen);
    expect(view().conflict).toBe(true);
  });

  it('shows what arrived meanwhile when the person gives up', async () => {
    entry.type('mine');
    memory.write(at.noun, at.key, at.field, 'theirs', view().seen, '李强');
    entry.show(view());
    await entry.revert();
    expect(entry.text).toBe('theirs');
    entry.type('mine after all');
    await entry.leave();
    expect(view().conflict).toBe(false);
  });

  it('never conflicts with itself when written twice in a row', async () => {
    entry.type('second');
    const saving = entry.leave();
    entry.type('third');
    await saving;
    await entry.leave();
    expect(sent.map((one) => one.text)).toEqual(['second', 'third']);
    expect(view().heads.map((head) => head.value)).toEqual(['third']);
  });

  it('does not bury what came in unseen when it is written again', async () => {
    entry.type('mine');
    memory.write(at.noun, at.key, at.field, 'theirs', view().seen, '李强');
    const first = entry.leave();
    entry.type('mine again');
    await first;
    await entry.leave();
    expect(view().heads.map((head) => head.value).sort()).toEqual(['mine again', 'theirs']);
  });

  it('keeps a refused text, on screen and on disk', async () => {
    entry.type('bad');
    expect(await entry.leave()).toBe(false);
    expect(entry.sign).toBe('refused');
    expect(entry.fault?.code).toBe('out-of-range');
    expect(entry.text).toBe('bad');
    expect([...memory.drafts.values()]).toEqual(['bad']);
    await entry.revert();
    expect(entry.text).toBe('first');
    expect(memory.drafts.size).toBe(0);
  });

  it('shows a draft left by a killed window, marked unsaved, and can save it', async () => {
    memory.drafts.set('assessment wangjing/1/1.1.1 remark', 'half a sent');
    entry.show(view());
    expect([entry.text, entry.sign]).toEqual(['half a sent', 'draft']);
    await entry.leave();
    expect(view().heads.at(-1)?.value).toBe('half a sent');
    expect(memory.drafts.size).toBe(0);
  });
});
