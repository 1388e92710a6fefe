import { afterEach, describe, expect, it } from 'vitest';
import { desk } from '../src/shell/desk.svelte';
import { Memory } from './memory';
import { find, open, settle, start, type Opened } from './window';

let opened: Opened;

afterEach(() => opened.close());

/** Leaves the window and starts it again over the same survey. */
async function again(memory = new Memory()): Promise<void> {
  await opened.close();
  location.hash = '';
  opened = await start(memory);
  await settle();
}

describe('the window', () => {
  it('opens where one left: page, community and field', async () => {
    opened = await open('#/sheet/wangjing/2/1');
    find('[data-indicator="1.1.2"] input').focus();
    await settle();
    await again();
    expect(location.hash).toBe('#/sheet/wangjing/2/1/1.1.2');
    expect(document.activeElement?.closest('[data-indicator]')?.getAttribute('data-indicator')).toBe('1.1.2');
  });

  it('keeps the round, and leads on within the same community', async () => {
    opened = await open('#/findings/shunyi');
    desk.round = 2;
    await settle();
    await again();
    expect([location.hash, desk.round]).toEqual(['#/findings/shunyi', 2]);
    location.hash = '#/leaving';
    window.dispatchEvent(new HashChangeEvent('hashchange'));
    await settle();
    expect(find<HTMLSelectElement>('#leaving-community').value).toBe('shunyi');
  });

  it.each(['#/sheet/atlantis/1/1', '#/sheet/wangjing/9/1', '#/places/atlantis'])('opens on the board where %s is no place any more', async (to) => {
    opened = await open('#/board');
    localStorage.setItem(`left ${desk.survey?.dir ?? ''}`, JSON.stringify({ to, round: 1 }));
    await again();
    expect(location.hash).toBe('#/board');
  });

  it('says what is left out of scores while a second reading is open', async () => {
    const memory = new Memory();
    memory.blind = 2;
    opened = await open('#/scores', memory);
    expect(find('[data-blind]').textContent).toContain('2 个指标待复测');
  });

  it('asks why on any page where something of a closed round was to be changed', async () => {
    const memory = new Memory();
    memory.closed.add(1);
    opened = await open('#/board', memory);
    desk.late = 1;
    await settle();
    const reason = find<HTMLInputElement>('.late input');
    reason.value = '误删';
    reason.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(document.querySelector('.late')).toBeNull();
  });
});
