/** Settling what two people wrote differently. */
import { describe, expect, it } from 'vitest';
import { desk } from '../src/shell/desk.svelte';
import { Memory } from './memory';
import { find, open, press, settle, type } from './window';

describe('conflicts', () => {
  /** Two people differ in `count` indicators; the later one counts for now. */
  function disputed(count: number): Memory {
    const memory = new Memory();
    for (let at = 1; at <= count; at += 1) {
      const key = `wangjing/1/1.1.${at}`;
      memory.write('assessment', key, 'value', { kind: 'number', text: '2' }, []);
      memory.write('assessment', key, 'value', { kind: 'number', text: '3' }, [], '李强');
    }
    return memory;
  }

  const listed = () => Number(find('[role="listitem"]').getAttribute('aria-setsize'));

  it('are settled with a reason, one after the other', async () => {
    const memory = disputed(2);
    await open('#/conflicts', memory);
    find<HTMLButtonElement>('[data-conflict]').click();
    await settle();
    const main = () => find<HTMLButtonElement>('[data-settle] button.main');
    expect(main().disabled).toBe(true);
    find<HTMLInputElement>('[data-settle] input[type="radio"]').click();
    find('[data-settle] textarea').focus();
    type('现场复核');
    await settle();
    main().click();
    await settle();
    expect(memory.conflicts()).toHaveLength(1);
    expect(desk.conflicts).toBe(1);
    expect(document.querySelector('[data-settle]')).not.toBeNull();
  });

  it('are settled by keyboard alone', async () => {
    const memory = disputed(3);
    await open('#/conflicts', memory);
    press('j');
    press('j');
    press('k');
    await settle();
    press('9');
    expect(find<HTMLInputElement>('[data-settle] input[value="1"]').checked, 'there is no ninth side').toBe(false);
    press('1');
    await settle();
    expect(document.activeElement?.id).toBe('conflict-reason');
    type('现场复核1');
    await settle();
    press('Enter', { isComposing: true });
    await settle();
    expect(memory.conflicts(), 'an input method keeps its Enter').toHaveLength(3);
    press('Enter');
    await settle();
    expect(memory.conflicts().map((one) => one.indicator)).toEqual(['1.1.2', '1.1.3']);
    expect(memory.register('assessment', 'wangjing/1/1.1.1', 'value').heads[0]?.value).toEqual({ kind: 'number', text: '2' });
  });

  it('are filtered, and many are decided at once with one reason', async () => {
    const memory = disputed(3);
    memory.write('assessment', 'wangjing/1/2.1.1', 'value', { kind: 'number', text: '1' }, []);
    memory.write('assessment', 'wangjing/1/2.1.1', 'value', { kind: 'number', text: '4' }, [], '陈洁');
    await open('#/conflicts', memory);
    const choose = async (selector: string, value: string) => {
      const select = find<HTMLSelectElement>(selector);
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await settle();
    };
    await choose('#conflicts-scenario', '2');
    expect(listed()).toBe(1);
    await choose('#conflicts-scenario', '');
    await choose('#conflicts-person', '李强');
    expect(listed()).toBe(3);
    find<HTMLInputElement>('[data-bulk] input[value="person"]').click();
    await settle();
    await choose('#bulk-whose', '李强');
    const main = find<HTMLButtonElement>('[data-bulk] button.main');
    expect(main.textContent).toContain('3');
    expect(main.disabled, 'without a reason nothing is decided').toBe(true);
    find('#bulk-reason').focus();
    type('李强带了测距仪');
    await settle();
    main.click();
    await settle();
    expect(memory.calls.filter((call) => call.name === 'resolve_all')).toHaveLength(1);
    expect(memory.conflicts().map((one) => one.indicator)).toEqual(['2.1.1']);
    expect(memory.register('assessment', 'wangjing/1/1.1.1', 'value').heads[0]?.value).toEqual({ kind: 'number', text: '3' });
  });

  it('keep both remarks unless somebody decides otherwise, one by one or all at once', async () => {
    const memory = new Memory();
    for (const [indicator, mine, theirs] of [['1.1.1', '东门在修', '西门开放'], ['1.1.2', '白天', '夜里']] as const) {
      memory.write('assessment', `wangjing/1/${indicator}`, 'remark', mine, []);
      memory.write('assessment', `wangjing/1/${indicator}`, 'remark', theirs, [], '李强');
    }
    await open('#/conflicts', memory);
    find<HTMLButtonElement>('[data-conflict]').click();
    await settle();
    expect(find<HTMLInputElement>('[data-settle] input[value="0"]').checked).toBe(true);
    expect(find('[data-settle] .lines').textContent).toBe('东门在修\n西门开放');
    find<HTMLFormElement>('[data-settle]').requestSubmit();
    await settle();
    expect(memory.register('assessment', 'wangjing/1/1.1.1', 'remark').heads.map((head) => head.value)).toEqual(['东门在修\n西门开放']);
    find<HTMLInputElement>('[data-bulk] input[value="both"]').click();
    find('#bulk-reason').focus();
    type('都对');
    await settle();
    find<HTMLButtonElement>('[data-bulk] button.main').click();
    await settle();
    expect(memory.conflicts()).toHaveLength(0);
    expect(memory.register('assessment', 'wangjing/1/1.1.2', 'remark').heads.map((head) => head.value)).toEqual(['白天\n夜里']);
  });

  it('are told where scores rest on them', async () => {
    const memory = disputed(1);
    const opened = await open('#/scores', memory);
    expect(find('[data-contested="wangjing/1"]').textContent).toContain('取决于 1 处未解决的冲突');
    expect(document.querySelector('[data-contested="wangjing/2"]')).toBeNull();
    await opened.close();
    await open('#/sheet/wangjing/1/1', memory);
    expect([...document.querySelectorAll('.cell:has([data-contested])')].map((one) => (one as HTMLElement).dataset['indicator'])).toEqual(['1.1.1']);
  });

  it('show only the rows in sight of a thousand', async () => {
    const memory = disputed(1000);
    await open('#/conflicts', memory);
    expect(listed()).toBe(1000);
    expect(document.querySelectorAll('[data-conflict]').length).toBeLessThan(40);
  });
});
