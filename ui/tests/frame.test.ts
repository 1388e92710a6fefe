/** What every page shares: the keys, the way back, the words, a folder that goes away. */
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { desk } from '../src/shell/desk.svelte';
import { Memory } from './memory';
import { field, find, open, press, settle, type } from './window';

describe('the board', () => {
  it('is walked by arrow keys and opens a sheet', async () => {
    await open('#/board', new Memory().fill(0.3));
    find('[data-cell="wangjing/1"]').focus();
    press('ArrowDown');
    press('ArrowRight');
    press('ArrowRight');
    await settle();
    const link = document.activeElement as HTMLAnchorElement;
    expect(link.dataset['cell']).toBe('zgc/3');
    expect(link.getAttribute('href')).toBe('#/sheet/zgc/1/3');
    expect(document.querySelectorAll('[data-cell][tabindex="0"]')).toHaveLength(1);
  });

  it('has the keyboard when it opens', async () => {
    await open('#/board');
    expect((document.activeElement as HTMLElement).dataset['cell']).toBeDefined();
  });

  it('can be walked before the figures are there', async () => {
    const memory = new Memory();
    memory.slow.add('board');
    await open('#/board', memory);
    expect(document.querySelectorAll('[data-cell]')).toHaveLength(72);
    press('Home');
    press('PageUp');
    press('ArrowRight');
    await settle();
    expect((document.activeElement as HTMLElement).dataset['cell']).toBe('wangjing/2');
  });

  it('asks everything again when another program wrote meanwhile, and only then', async () => {
    const memory = new Memory();
    await open('#/sheet/wangjing/1/1', memory);
    memory.write('assessment', 'wangjing/1/1.1.1', 'value', { kind: 'number', text: '2' }, [], '李强');
    window.dispatchEvent(new Event('focus'));
    await settle();
    expect(field('1.1.1').value).toBe('');
    memory.writtenElsewhere = true;
    window.dispatchEvent(new Event('focus'));
    await settle();
    expect(field('1.1.1').value).toBe('2');
  });

  it('says on every screen of a demo that it is one', async () => {
    await open('#/board');
    expect(document.body.textContent).toContain('演示数据·非调研结果');
    expect(document.body.textContent).toContain('工作草案，非官方文本');
  });
});

describe('a folder that vanishes', () => {
  it('is said, and everything goes on when it is back', async () => {
    const opened = await open('#/sheet/wangjing/1/1');
    opened.memory.vanished = true;
    field('1.1.1').focus();
    type('5');
    press('Enter');
    await settle();
    expect(desk.vanished).toBe(true);
    expect(find('.gone').textContent).toContain('找不到调研文件夹');
    expect(field('1.1.1').value).toBe('5');
    opened.memory.vanished = false;
    find<HTMLButtonElement>('.gone button').click();
    await settle();
    expect(document.querySelector('.gone')).toBeNull();
    expect(field('1.1.1').value).toBe('5');
    expect(find('[data-indicator="1.1.1"] .how').textContent).not.toContain('未保存');
    expect(opened.memory.register('assessment', 'wangjing/1/1.1.1', 'value').heads.at(-1)?.value).toEqual({ kind: 'number', text: '5' });
  });
});

describe('taking back', () => {
  it('is one key away, unless a field holds text of its own', async () => {
    const memory = new Memory();
    memory.done = [{ noun: 'assessment', key: 'wangjing/1/1.1.1', field: 'value' }];
    await open('#/sheet/wangjing/1/1', memory);
    field('1.1.1').focus();
    type('3');
    expect(press('z', { ctrlKey: true }).defaultPrevented, 'the field takes back what was typed').toBe(false);
    expect(memory.undone).toHaveLength(0);
    press('Enter');
    await settle();
    expect(press('z', { ctrlKey: true }).defaultPrevented).toBe(true);
    await settle();
    expect(memory.undone).toHaveLength(1);
    expect(document.body.textContent).toContain('已撤销：朝阳望京');
    memory.write('assessment', 'wangjing/1/1.1.2', 'value', { kind: 'number', text: '2' }, []);
    await desk.again();
    await settle();
    expect(field('1.1.2').value, 'what is shown anew is not typed').toBe('2');
    press('Z', { ctrlKey: true, shiftKey: true });
    await settle();
    expect(memory.done).toHaveLength(1);
    expect(document.body.textContent).toContain('已重做：朝阳望京');
  });

  it('says so where there is nothing', async () => {
    await open('#/board');
    press('z', { ctrlKey: true });
    await settle();
    expect(document.body.textContent).toContain('没有可以撤销的操作');
  });
});

describe('every page', () => {
  it.each(['board', 'sheet/wangjing/1/1', 'units', 'photos', 'conflicts', 'exchange', 'scores', 'scores/wangjing/1', 'projects', 'projects/wangjing', 'report', 'report/issued', 'report/comments', 'report/tables', 'settings', 'answers', 'talks'])(
    '%s has no serious finding and every word',
    async (page) => {
      await open(`#/${page}`, new Memory().fill(0.2).addPhotos(3));
      await settle();
      expect(document.body.textContent).not.toMatch(/\{[a-z-]+\}/);
      const found = await axe.run(document.body, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } });
      expect(found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
    },
    20_000,
  );

  it('is one key away', async () => {
    await open('#/board');
    press('7', { altKey: true, code: 'Digit7' });
    await settle();
    expect(location.hash).toBe('#/report');
  });

  it('lists its keys on a question mark, but not while one is typed', async () => {
    await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    press('?');
    expect(desk.helping).toBe(false);
    (document.activeElement as HTMLElement).blur();
    press('?');
    await settle();
    expect(find('dialog').textContent).toContain('快捷键');
    desk.helping = false;
  });
});
