import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { desk } from '../src/shell/desk.svelte';
import { Memory } from './memory';
import { field, find, open, press, settle, type, type Opened } from './window';

let opened: Opened | null = null;

afterEach(async () => {
  await opened?.close();
  opened = null;
});

describe('the board', () => {
  it('is walked by arrow keys and opens a sheet', async () => {
    opened = await open('#/board', new Memory().fill(0.3));
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
    opened = await open('#/board');
    expect((document.activeElement as HTMLElement).dataset['cell']).toBeDefined();
  });

  it('can be walked before the figures are there', async () => {
    const memory = new Memory();
    memory.slow.add('board');
    opened = await open('#/board', memory);
    expect(document.querySelectorAll('[data-cell]')).toHaveLength(72);
    press('Home');
    press('PageUp');
    press('ArrowRight');
    await settle();
    expect((document.activeElement as HTMLElement).dataset['cell']).toBe('wangjing/2');
  });

  it('asks everything again when another program wrote meanwhile, and only then', async () => {
    const memory = new Memory();
    opened = await open('#/sheet/wangjing/1/1', memory);
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
    opened = await open('#/board');
    expect(document.body.textContent).toContain('演示数据·非调研结果');
    expect(document.body.textContent).toContain('工作草案，非官方文本');
  });
});

describe('the sheet', () => {
  const of = (indicator: string) => opened?.memory.register('assessment', `wangjing/1/${indicator}`, 'value').heads.at(-1)?.value;

  it('takes values by keyboard alone, each saved when it is left', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    type('3');
    press('Enter');
    await settle();
    expect(document.activeElement).toBe(field('1.1.2'));
    type('4');
    press('ArrowDown');
    await settle();
    type('18/24');
    press('Enter', { shiftKey: true });
    await settle();
    expect(document.activeElement).toBe(field('1.1.2'));
    expect([of('1.1.1'), of('1.1.2'), of('1.1.3')]).toEqual([
      { kind: 'number', text: '3' },
      { kind: 'number', text: '4' },
      { kind: 'of', a: '18', b: '24' },
    ]);
    expect(find('[data-indicator="1.1.1"] .met').textContent).toBe('达到目标');
  });

  it('asks for one cell alone after it was written', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    opened.memory.calls.length = 0;
    field('1.1.1').focus();
    type('3');
    press('Enter');
    await settle();
    const asked = opened.memory.calls.map((call) => call.name).filter((name) => name === 'sheet' || name === 'cell');
    expect(asked).toEqual(['cell']);
    expect(find('[data-indicator="1.1.1"] .met').textContent).toBe('达到目标');
  });

  it('can be typed into as soon as it opens', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    expect(document.activeElement).toBe(field('1.1.1'));
  });

  it('lets an input method have its Enter', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    press('Enter', { isComposing: true });
    press('Enter', { keyCode: 229 });
    await settle();
    expect(document.activeElement).toBe(field('1.1.1'));
  });

  it('keeps what an input method composes out of the survey until it is done', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    press('r');
    await settle();
    const remark = document.activeElement as HTMLTextAreaElement;
    expect(remark.tagName).toBe('TEXTAREA');
    remark.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    remark.value = 'dong men';
    remark.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true, data: 'dong men', inputType: 'insertCompositionText' }));
    // Letters, Enter and Escape belong to the input method: no state, no page, no leaving.
    for (const key of ['a', 'g', '?', 'Enter', 'Escape']) expect(press(key, { isComposing: true, keyCode: 229 }).defaultPrevented).toBe(false);
    await settle();
    expect(document.activeElement).toBe(remark);
    expect(desk.helping).toBe(false);
    expect(opened.memory.register('assessment', 'wangjing/1/1.1.1', 'remark').heads).toHaveLength(0);
    remark.value = '东门';
    remark.dispatchEvent(new InputEvent('input', { bubbles: true, data: '东门', inputType: 'insertFromComposition' }));
    remark.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '东门' }));
    remark.blur();
    await settle();
    expect(opened.memory.register('assessment', 'wangjing/1/1.1.1', 'remark').heads.map((head) => head.value)).toEqual(['东门']);
  });

  it('refuses beside the field, keeps the text, and goes on', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    type('999');
    press('Enter');
    await settle();
    expect(field('1.1.1').value).toBe('999');
    expect(field('1.1.1').getAttribute('aria-invalid')).toBe('true');
    expect(find('[data-indicator="1.1.1"] [role="alert"]').textContent).not.toBe('');
    expect(of('1.1.1')).toBeUndefined();
    expect(opened.memory.drafts.get('assessment wangjing/1/1.1.1 value')).toBe('999');
  });

  it('asks for the reason of a state before it writes it', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    field('1.1.2').focus();
    press('u');
    await settle();
    expect(document.activeElement?.getAttribute('aria-label')).toContain('未取得');
    press('Enter');
    await settle();
    expect(of('1.1.2')).toBeUndefined();
    expect(find('[data-indicator="1.1.2"] [role="alert"]').textContent).toContain('原因');
    field('1.1.2').focus();
    type('向李科长索取，5月12日');
    press('Enter');
    await settle();
    expect(of('1.1.2')).toEqual({ kind: 'notObtained', reason: '向李科长索取，5月12日' });
  });

  it('says why a state is not offered, and types no letter into a number', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    expect(press('a').defaultPrevented).toBe(true);
    expect(find('[data-indicator="1.1.1"] [role="alert"]').textContent).toContain('对象缺失');
  });

  it('shows guidance one key away', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    expect(press('g').defaultPrevented).toBe(true);
    await settle();
    expect(find('aside').textContent).toContain('清点调研范围内');
    expect(document.activeElement).toBe(field('1.1.1'));
  });

  it('observes units and shows the aggregate at once', async () => {
    const memory = new Memory();
    for (const name of ['甲小区', '乙小区', '丙小区']) memory.addUnit('wangjing', 'compounds', name);
    opened = await open('#/sheet/wangjing/1/1', memory);
    field('1.2.1').focus();
    press('s');
    await settle();
    const radios = () => [...document.querySelectorAll<HTMLInputElement>('[data-row] input[type="radio"]')];
    expect(radios()).toHaveLength(6);
    radios()[0]?.click();
    await settle();
    radios()[3]?.click();
    await settle();
    expect(find('[data-indicator="1.2.1"] .computed').textContent).toContain('50.0');
    expect(find('[data-indicator="1.2.1"] .computed').textContent).toContain('已观测 2 / 3');
  });

  it('brings back a draft after the window was killed', async () => {
    const memory = new Memory();
    memory.drafts.set('assessment wangjing/1/1.1.1 value', '7');
    opened = await open('#/sheet/wangjing/1/1', memory);
    expect(field('1.1.1').value).toBe('7');
    expect(find('[data-indicator="1.1.1"]').textContent).toContain('未保存');
  });

  it('cannot be changed in a second window', async () => {
    const memory = new Memory();
    memory.readOnly = 'window';
    opened = await open('#/sheet/wangjing/1/1', memory);
    expect(field('1.1.1').readOnly).toBe(true);
    expect(document.body.textContent).toContain('已在另一个窗口打开');
  });

  it('does not let a value in conflict be typed over', async () => {
    const memory = new Memory();
    memory.write('assessment', 'wangjing/1/1.1.1', 'value', { kind: 'number', text: '2' }, []);
    memory.write('assessment', 'wangjing/1/1.1.1', 'value', { kind: 'number', text: '3' }, [], '李强');
    opened = await open('#/sheet/wangjing/1/1', memory);
    expect(field('1.1.1').readOnly).toBe(true);
    expect(find('[data-indicator="1.1.1"]').textContent).toContain('李强 3');
  });
});

describe('a folder that vanishes', () => {
  it('is said, and everything goes on when it is back', async () => {
    opened = await open('#/sheet/wangjing/1/1');
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

describe('the photos', () => {
  it('are built only where they are in sight, however many there are', async () => {
    opened = await open('#/photos', new Memory().addPhotos(5000));
    expect(document.body.textContent).toContain('5,000');
    const tiles = document.querySelectorAll('.tile').length;
    expect(tiles).toBeGreaterThan(0);
    expect(tiles).toBeLessThan(100);
  });
});

describe('an import of photos', () => {
  const files = (count: number) => Array.from({ length: count }, (_, at) => new File(['x'], `${at}.jpg`));

  async function choose(count: number): Promise<void> {
    const input = find<HTMLInputElement>('dialog input[type="file"]');
    Object.defineProperty(input, 'files', { value: files(count), configurable: true });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await settle(3);
  }

  it('stops after the photo under way', async () => {
    const memory = new Memory();
    opened = await open('#/sheet/wangjing/1/1', memory);
    field('1.1.1').focus();
    press('p');
    await settle();
    memory.slow.add('add_photo');
    await choose(5);
    expect(find('dialog .progress').textContent).toContain('0 / 5');
    find<HTMLButtonElement>('dialog .progress button').click();
    memory.hurry();
    await settle(12);
    expect(memory.photos).toHaveLength(1);
    expect(document.querySelector('dialog .progress')).toBeNull();
  });

  it('goes on in sight when its dialog is closed', async () => {
    const memory = new Memory();
    opened = await open('#/sheet/wangjing/1/1', memory);
    field('1.1.1').focus();
    press('p');
    await settle();
    memory.slow.add('add_photo');
    await choose(3);
    find<HTMLButtonElement>('dialog header button').click();
    await settle();
    expect(document.querySelector('dialog')).toBeNull();
    expect(find('.job').textContent).toContain('0 / 3');
    memory.hurry();
    await settle(20);
    expect(memory.photos).toHaveLength(3);
    expect(document.querySelector('.job')).toBeNull();
  });
});

describe('a photo', () => {
  it('is taken off one thing and stays with the others', async () => {
    const memory = new Memory().addPhotos(1);
    const [photo] = memory.photos;
    if (!photo) throw new Error('no photo');
    const unit = { target: 'unit/u1', cell: null, unit: 'u1', unitName: '甲小区', finding: null };
    memory.photos = [{ ...photo, missing: false, links: [...photo.links, unit] }];
    opened = await open('#/photos', memory);
    find<HTMLButtonElement>('[data-photo]').click();
    await settle();
    find<HTMLButtonElement>('[data-link="unit/u1"] button').click();
    await settle();
    find<HTMLButtonElement>('[data-link="unit/u1"] button.main').click();
    await settle();
    expect(memory.photos[0]?.links.map((link) => link.target)).toEqual(photo.links.map((link) => link.target));
    expect(document.querySelector('[data-link="unit/u1"]')).toBeNull();
    expect(document.querySelectorAll('[data-link]')).toHaveLength(1);
  });
});

describe('what is drawn on a photo', () => {
  it('is put there, moved and taken away by keyboard alone, and a text has words', async () => {
    const memory = new Memory().addPhotos(1);
    const key = memory.photos[0]?.key ?? '';
    memory.photos = memory.photos.map((photo) => ({ ...photo, missing: false }));
    const marks = () => memory.register<{ kind: string; x: number; toX: number; toY: number; text: string }[]>('photo', key, 'marks').heads.at(-1)?.value ?? [];
    opened = await open('#/photos', memory);
    find<HTMLButtonElement>('[data-photo]').click();
    await settle();
    find<HTMLButtonElement>('[data-draw]').click();
    await settle();
    find<HTMLButtonElement>('[data-kind=blur]').click();
    find<HTMLButtonElement>('[data-middle]').click();
    await settle();
    expect(marks()).toMatchObject([{ kind: 'blur', x: 400, toX: 600 }]);
    const send = async (name: string, more: KeyboardEventInit = {}) => {
      find<HTMLButtonElement>('[data-mark=blur]').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
      await settle();
    };
    await send('ArrowRight');
    await send('ArrowDown', { shiftKey: true });
    expect(marks()).toMatchObject([{ x: 410, toX: 610, toY: 560 }]);

    find<HTMLButtonElement>('[data-kind=text]').click();
    find<HTMLButtonElement>('[data-middle]').click();
    await settle();
    expect(marks()).toHaveLength(1);
    find<HTMLInputElement>('#mark-words').focus();
    type('台阶 18 cm');
    find<HTMLInputElement>('#mark-words').blur();
    await settle();
    expect(marks().map((mark) => mark.text)).toEqual(['', '台阶 18 cm']);
    expect(document.querySelector('.text')?.textContent).toBe('台阶 18 cm');
    await send('Delete');
    expect(marks().map((mark) => mark.kind)).toEqual(['text']);
  });
});

describe('the sample lists', () => {
  it('take a pasted column and the position of a unit', async () => {
    opened = await open('#/units');
    const line = find<HTMLInputElement>('[data-add]');
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(paste, { clipboardData: { getData: () => '甲小区\t12\r\n乙小区\t7\r\n\r\n甲小区\t12' } });
    line.dispatchEvent(paste);
    await settle();
    find<HTMLButtonElement>('dialog button.main').click();
    await settle();
    const names = [...document.querySelectorAll<HTMLInputElement>('[data-unit] .name input')].map((one) => one.value);
    expect(names).toEqual(['甲小区', '乙小区']);
    const position = find<HTMLInputElement>('[data-unit] .position input');
    position.value = '39.90105,116.42079';
    position.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(opened.memory.register('unit', 'unit-1', 'position').heads.at(-1)?.value).toBe('39.90105,116.42079');
  });
});

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
    opened = await open('#/conflicts', memory);
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
    opened = await open('#/conflicts', memory);
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
    opened = await open('#/conflicts', memory);
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
    opened = await open('#/conflicts', memory);
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
    opened = await open('#/scores', memory);
    expect(find('[data-contested="wangjing/1"]').textContent).toContain('取决于 1 处未解决的冲突');
    expect(document.querySelector('[data-contested="wangjing/2"]')).toBeNull();
    await opened.close();
    opened = await open('#/sheet/wangjing/1/1', memory);
    expect([...document.querySelectorAll('.cell:has([data-contested])')].map((one) => (one as HTMLElement).dataset['indicator'])).toEqual(['1.1.1']);
  });

  it('show only the rows in sight of a thousand', async () => {
    const memory = disputed(1000);
    opened = await open('#/conflicts', memory);
    expect(listed()).toBe(1000);
    expect(document.querySelectorAll('[data-conflict]').length).toBeLessThan(40);
  });
});

describe('scores', () => {
  it('say too little data with its range, share places, and sort by a press', async () => {
    opened = await open('#/scores');
    const fields = [...document.querySelectorAll('td.hatched')];
    expect(fields.length).toBeGreaterThan(0);
    for (const one of fields) expect(one.textContent).toMatch(/\d+\.\d—\d+\.\d\s*数据不足/);
    expect([...document.querySelectorAll('td.rank')].some((one) => one.textContent?.includes('–'))).toBe(true);
    const heads = [...document.querySelectorAll<HTMLElement>('thead th[aria-sort]')];
    heads[1]?.querySelector('button')?.click();
    await settle();
    expect(heads[1]?.getAttribute('aria-sort')).toBe('descending');
    const column = [...document.querySelectorAll('tbody tr td:first-of-type:not(.hatched) .over > span:first-child')].map((one) => Number(one.textContent));
    expect(column.filter((number) => !Number.isNaN(number)).slice(0, 3)).toEqual([...column.slice(0, 3)].sort((a, b) => b - a));
  });

  it('lead from a field to the cells behind it, their samples, photos and history, and what closes the gaps', async () => {
    const memory = new Memory().fill(0.5).addPhotos(8);
    memory.judging.pairwise = '0.08';
    memory.field.add('project', { community: 'wangjing', name: '望京国际人才服务站', indicators: '1.2.1', state: 'under_way' });
    opened = await open('#/scores', memory);
    expect(find('[data-pairwise]').textContent).toContain('两两比较');
    find<HTMLButtonElement>('td button.cell').click();
    await settle(12);
    expect(location.hash).toBe('#/scores/wangjing/1');
    expect(document.activeElement?.id, 'the keyboard goes on at what stands behind').toBe('scores-detail');
    expect(find('[data-row="1.1.1"]').textContent).toContain('18 / 24，95% 区间 55.1—88');
    find<HTMLButtonElement>('[data-confirm="1.1.2"]').click();
    await settle();
    expect(opened.memory.calls.find((call) => call.name === 'confirm_not_applicable')?.args).toMatchObject({ cell: { round: 1, indicator: '1.1.2' } });
    find<HTMLButtonElement>('[data-behind="1.2.1"]').click();
    await settle();
    const dialog = find('dialog');
    expect(dialog.querySelector('a')?.getAttribute('href')).toBe('#/sheet/wangjing/1/1/1.2.1');
    for (const [room, said] of [['units', '样本小区 1'], ['history', '王敏']] as const) {
      find<HTMLInputElement>(`dialog input[value="${room}"]`).click();
      await settle();
      expect(dialog.textContent).toContain(said);
    }
    find<HTMLInputElement>('dialog input[value="photos"]').click();
    await settle();
    expect(dialog.querySelector('[data-photo]')).not.toBeNull();
    const gaps = find('[data-gaps]').textContent ?? '';
    for (const said of ['10 个中至少 9 个', '望京国际人才服务站', '实施中', '还没有项目', '案例：奥地利 维也纳《可负担的混合住房》']) expect(gaps).toContain(said);
  });

  it('walk by arrow keys, compare any two rounds, and leave communities out', async () => {
    opened = await open('#/scores');
    find('[data-at="0,0"]').focus();
    press('ArrowRight');
    press('ArrowDown');
    expect((document.activeElement as HTMLElement).dataset['at']).toBe('1,1');
    expect(document.querySelectorAll('tfoot [data-stage]')).toHaveLength(3);
    const since = find<HTMLSelectElement>('#scores-since');
    since.value = '3';
    since.dispatchEvent(new Event('change', { bubbles: true }));
    find<HTMLInputElement>('input[value="change"]').click();
    await settle();
    expect(opened.memory.calls.filter((call) => call.name === 'scores').at(-1)?.args).toMatchObject({ filter: { round: 1, since: 3 } });
    expect(find('td .over').textContent).toMatch(/^[+−]?\d+\.\d$/);
    expect(document.querySelector('tfoot'), 'means are of scores').toBeNull();
    const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-communities] input')];
    boxes[0]?.click();
    await settle();
    expect(document.querySelectorAll('.frame tbody tr th .bare[aria-pressed]')).toHaveLength(7);
  });

  it('let only administrators confirm, and name them to the others', async () => {
    const memory = new Memory();
    memory.judging.confirmers = { own: false, names: ['李强'] };
    opened = await open('#/scores/wangjing/1', memory);
    expect(document.querySelector('[data-confirm]')).toBeNull();
    expect(find('[data-confirmers="1.1.2"]').textContent).toContain('李强');
  });

  it('try other weights only when somebody looks', async () => {
    opened = await open('#/scores');
    const { memory } = opened;
    const asked = () => memory.calls.filter((call) => call.name === 'stability').length;
    expect(asked()).toBe(0);
    find<HTMLDetailsElement>('[data-stability-open]').open = true;
    await settle(12);
    expect(asked()).toBe(1);
    expect(find('[data-stability]').textContent).toContain('91.0%');
  });

  it('are weighed by judgements in pairs, once a set is whole', async () => {
    opened = await open('#/scores');
    find<HTMLButtonElement>('[data-weights-open]').click();
    await settle();
    const sets = find<HTMLSelectElement>('#weights-set');
    sets.value = '1';
    sets.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    const pairs = [...document.querySelectorAll<HTMLSelectElement>('[data-pair]')];
    const choose = async (pair: HTMLSelectElement | undefined) => {
      if (!pair) return;
      pair.value = '3';
      pair.dispatchEvent(new Event('change', { bubbles: true }));
      await settle();
    };
    await choose(pairs[0]);
    expect(find('[data-ratio]').textContent).toContain(`已比较 1 / ${pairs.length} 对`);
    expect(find<HTMLButtonElement>('[data-weigh]').disabled).toBe(pairs.length > 1);
    for (const pair of pairs.slice(1)) await choose(pair);
    expect(find('[data-ratio]').textContent).toContain('0.04');
    find<HTMLButtonElement>('[data-weigh]').click();
    await settle();
    expect(opened.memory.judging.pairwise).toBe('0.04');
  });
});

describe('projects', () => {
  it('are made from a gap by one press, found again, and removed', async () => {
    opened = await open('#/scores/wangjing/1');
    find<HTMLButtonElement>('[data-make="1.1.1"]').click();
    await settle(12);
    expect(location.hash).toMatch(/^#\/projects\/wangjing\/project-/);
    const project = find('[data-project]');
    expect(project.textContent).toContain('补齐“国际人才公寓项目数”');
    expect(document.activeElement?.closest('[data-field]')?.getAttribute('data-field'), 'its name is ready to be changed').toBe('name');
    const [made] = opened.memory.field.all('project');
    expect(made?.fields['indicators']?.heads[0]?.value).toBe('1.1.1');
    expect(made?.fields['kind']?.heads[0]?.value).toBe('construction');
    const more = find<HTMLSelectElement>('[data-field="indicators"] select');
    more.value = '1.2.1';
    more.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(opened.memory.field.all('project')[0]?.fields['indicators']?.heads[0]?.value).toBe('1.1.1,1.2.1');
    find('[aria-label="按名称、点位或单位查找"]').focus();
    type('没有这样的');
    await settle();
    expect(document.querySelectorAll('[data-project]'), 'what is being edited stays in sight').toHaveLength(1);
    find<HTMLButtonElement>('[data-remove]').click();
    await settle(12);
    expect(opened.memory.field.all('project')).toEqual([]);
    expect(document.body.textContent).toContain('Ctrl+Z');
  });
});

describe('the room of reports', () => {
  const choose = async (selector: string, value: string) => {
    const field = find<HTMLSelectElement>(selector);
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
  };
  const rest = async () => {
    await new Promise((done) => setTimeout(done, 450));
    await settle(12);
  };
  const called = (name: string) => (opened?.memory.calls.filter((call) => call.name === name) ?? []).map((call) => call.args as Record<string, never>);

  it('shows pages as they will be printed, turned by keys, followed by links', async () => {
    opened = await open('#/report');
    await rest();
    const room = find('[data-preview]');
    expect(find('[data-page]').dataset['page']).toBe('0');
    expect(called('preview_page').map((args) => args['page']), 'the next pages are there before they are turned to').toEqual([0, 1, 2]);
    room.focus();
    press('PageDown');
    await settle();
    expect(find('.sheet').dataset['page']).toBe('1');
    press('End');
    await settle();
    expect(find('.sheet').dataset['page']).toBe('23');
    expect(room.getAttribute('aria-label')).toContain('第 24 页，共 24 页');
    find('.sheet a rect').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    expect(location.hash, 'a link of the document does not lead out of the room').toBe('#/report');
    await settle();
    expect(find('.sheet').dataset['page']).toBe('2');
    press('+');
    expect(find<HTMLSelectElement>('.zoom').value).toBe('100');
    await choose('.outline', '3');
    expect(find('.sheet').dataset['page']).toBe('10');
  });

  it('lays a report out anew when a choice comes to rest, and keeps the page', async () => {
    opened = await open('#/report');
    await rest();
    find('[data-preview]').focus();
    press('PageDown');
    await settle();
    await choose('#report-profile', 'official');
    await choose('#report-audience', 'group');
    expect(called('preview_edition')).toHaveLength(1);
    await rest();
    expect(called('preview_edition').at(-1)).toMatchObject({ edition: { profile: 'official', audience: 'group', sections: [], communities: [] } });
    expect(find('.sheet').dataset['page']).toBe('1');
  });

  it('builds: sections off and moved by key and mouse, texts of one\'s own, a layout under a name', async () => {
    opened = await open('#/report');
    await rest();
    find<HTMLInputElement>('#section-cases').click();
    await settle();
    find('#section-summary').focus();
    press('ArrowDown', { altKey: true });
    await settle();
    expect(document.activeElement?.id, 'the section keeps the focus').toBe('section-summary');
    find<HTMLButtonElement>('[data-passages="method"]').click();
    await settle();
    find<HTMLButtonElement>('[data-add-passage]').click();
    await settle();
    expect(opened.memory.field.all('passage')[0]?.fields).toMatchObject({ section: { heads: [{ value: 'method' }] }, scenario: { heads: [{ value: '1' }] } });
    expect(find('[data-passage]').textContent).toContain('只用于这一份报告');
    find('[aria-label="方案名称"]').focus();
    type('专班用');
    press('Enter');
    await settle(12);
    expect(opened.memory.reporting.layouts[0]).toMatchObject({ name: '专班用', edition: { sections: ['cover', 'method', 'summary', 'scores', 'communities', 'photos', 'provenance'] } });
    await choose('#report-kind', 'overview');
    find<HTMLButtonElement>('[data-layout="layout-1"]').click();
    await settle();
    expect(find<HTMLSelectElement>('#report-kind').value).toBe('scenario');
    expect(find<HTMLInputElement>('#section-cases').checked).toBe(false);
  });

  it('writes one report, or all at once into a folder', async () => {
    opened = await open('#/report');
    await rest();
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(called('write_edition')[0]).toMatchObject({ form: { format: 'pdf', asOf: null, path: '/home/wang/Documents/scenario_第1轮.pdf' } });
    expect(find('[data-done]').textContent).toContain('24 页');
    await choose('#report-kind', 'all');
    await choose('#report-languages', 'both');
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(called('write_all_editions')[0]).toMatchObject({ form: { languages: ['zh', 'en'], folder: '/home/wang/Documents/第1轮全部报告' } });
    expect(find('[data-done]').textContent).toContain('20 份');
  });

  it('issues with a number; what is not settled is listed, and needs a reason', async () => {
    const memory = new Memory();
    memory.reporting.unsettled = [
      { name: 'wangjing/1/1.1.1', community: 'wangjing', round: 1, indicator: '1.1.1', conflict: true },
      { name: 'zgc/1/1.1.2', community: 'zgc', round: 1, indicator: '1.1.2', conflict: false },
    ];
    opened = await open('#/report', memory);
    await rest();
    find<HTMLButtonElement>('[data-issue-open]').click();
    await settle();
    expect(find('[data-unsettled] a').getAttribute('href')).toBe('#/sheet/wangjing/1/1/1.1.1');
    const go = find<HTMLButtonElement>('[data-issue-go]');
    expect(go.disabled).toBe(true);
    find('[data-reason]').focus();
    type('街道确认数据将在下一轮更正');
    await settle();
    expect(go.disabled).toBe(false);
    go.click();
    await settle(12);
    expect(location.hash).toBe('#/report/issued');
    expect(memory.reporting.issued[0]).toMatchObject({ number: '2026-004', acknowledged: '街道确认数据将在下一轮更正', unsettled: ['wangjing/1/1.1.1', 'zgc/1/1.1.2'] });
  });

  it('tells what changed since a report was issued, why, and writes it again as it was', async () => {
    const memory = new Memory();
    memory.reporting.hand('2026-001');
    opened = await open('#/report/issued', memory);
    find<HTMLButtonElement>('[data-report] .title').click();
    await settle();
    expect(find('[data-report]').textContent).toContain('有 4 个数变了');
    find<HTMLButtonElement>('[data-compare]').click();
    await settle();
    const said = find('[data-comparison]').textContent ?? '';
    for (const one of ['国际人才公寓项目数', '2 · 得分 66.7', '3 · 得分 100.0', '李强', '补查了将台乡的一处公寓']) expect(said).toContain(one);
    expect(find('[data-comparison] a').getAttribute('href')).toBe('#/sheet/wangjing/1/1/1.1.1');
    find<HTMLButtonElement>('[data-again]').click();
    await settle();
    expect(document.body.textContent).toContain('与印发的文件逐字节相同');
  });

  it('takes down comments, answers them, and leads to the cell they are about', async () => {
    const memory = new Memory();
    memory.field.add('feedback', { organisation: '望京街道办事处', objection: '公寓数应为 3 处', community: 'wangjing', round: '1', indicator: '1.1.1', outcome: 'accepted', answer: '已核实更正' });
    opened = await open('#/report/comments', memory);
    expect(find('[data-comment] a').getAttribute('href')).toBe('#/sheet/wangjing/1/1/1.1.1');
    find('[aria-label="反馈单位"]').focus();
    type('顺义区住建委');
    find('[aria-label="意见内容"]').focus();
    type('停车泊位口径不一致');
    await settle();
    find('[data-comments] form').dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    await settle(12);
    expect(memory.field.all('feedback')).toHaveLength(2);
    await choose('[aria-label="采纳情况"]', 'accepted');
    expect([...document.querySelectorAll('[data-comment] .title')].map((one) => one.textContent)).toContain('公寓数应为 3 处');
  });
});

describe('taking back', () => {
  it('is one key away, unless a field holds text of its own', async () => {
    const memory = new Memory();
    memory.done = [{ noun: 'assessment', key: 'wangjing/1/1.1.1', field: 'value' }];
    opened = await open('#/sheet/wangjing/1/1', memory);
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
    opened = await open('#/board');
    press('z', { ctrlKey: true });
    await settle();
    expect(document.body.textContent).toContain('没有可以撤销的操作');
  });
});

describe('handing over and merging', () => {
  it('shows the plan, merges, and gives a receipt', async () => {
    opened = await open('#/exchange');
    find('input.typed').focus();
    type('/media/stick/李强.tanfang');
    press('Enter');
    await settle();
    expect(document.body.textContent).toContain('新增 353 条改动');
    [...document.querySelectorAll<HTMLButtonElement>('button.main')].at(-1)?.click();
    await settle();
    expect(document.body.textContent).toContain('118 / 118');
    expect(opened.memory.calls.some((call) => call.name === 'merge')).toBe(true);
  });

  it('asks for the passphrase of a sealed file, and again where it was wrong', async () => {
    const memory = new Memory();
    memory.sealed.set('密.tanfang', '八个社区');
    opened = await open('#/exchange', memory);
    find('input.typed').focus();
    type('/media/stick/密.tanfang');
    press('Enter');
    await settle();
    expect(find('[data-plan]').textContent).toContain('已用口令加密');
    const merge = () => [...document.querySelectorAll<HTMLButtonElement>('button.main')].at(-1);
    expect(merge()?.disabled, 'a file that is closed is not merged').toBe(true);
    for (const [passphrase, said] of [
      ['错', '口令不对'],
      ['八个社区', '新增 353 条改动'],
    ] as const) {
      find('[data-unseal] input').focus();
      type(passphrase);
      await settle();
      find<HTMLFormElement>('[data-unseal]').requestSubmit();
      await settle();
      expect(find('[data-plan]').textContent).toContain(said);
    }
    expect(find('[data-plan]').textContent).toContain('a1b2 c3d4');
    expect(find('[data-plan]').textContent).toContain('一致 12 处');
    merge()?.click();
    await settle();
    const sent = memory.calls.find((call) => call.name === 'merge')?.args;
    expect(sent).toMatchObject({ files: [{ path: '/media/stick/密.tanfang', passphrase: '八个社区' }] });
  });

  it('takes or holds what was written for a closed round, and trusts a device whose fingerprint was compared', async () => {
    const memory = new Memory();
    memory.late = 5;
    memory.roll = { ...memory.roll, required: true, members: memory.roll.members.map((one) => (one.own ? one : { ...one, role: 'enrolled' })) };
    opened = await open('#/exchange', memory);
    find('input.typed').focus();
    type('/media/stick/李强.tanfang');
    press('Enter');
    await settle();
    expect(find('[data-late]').textContent).toContain('其中 5 条');
    find<HTMLInputElement>('[data-late] input[value="hold"]').click();
    await settle();
    expect(find('[data-late]').textContent).toContain('5 条暂时搁置');
    // One who is enrolled needs no trust; the other is asked for.
    expect([...document.querySelectorAll<HTMLElement>('[data-stranger]')].map((one) => one.dataset['stranger'])).toEqual(['77665544']);
    find<HTMLInputElement>('[data-stranger] input').click();
    await settle();
    [...document.querySelectorAll<HTMLButtonElement>('button.main')].at(-1)?.click();
    await settle();
    expect(memory.calls.find((call) => call.name === 'merge')?.args).toMatchObject({ files: [{ late: 'hold', trust: ['77665544'] }] });
  });

  it('asks an administrator to enrol a stranger where this one may not', async () => {
    const memory = new Memory();
    memory.roll = { ...memory.roll, required: true, admin: false, root: false };
    opened = await open('#/exchange', memory);
    find('input.typed').focus();
    type('/media/stick/李强.tanfang');
    press('Enter');
    await settle();
    expect(document.querySelectorAll('[data-stranger]')).toHaveLength(2);
    expect(document.querySelector('[data-stranger] input')).toBeNull();
    expect(find('[data-stranger]').textContent).toContain('请管理员登记');
    expect(document.querySelector('[data-late]')).toBeNull();
  });

  it('hands over without photos where that was chosen, and says what stayed', async () => {
    opened = await open('#/exchange');
    find<HTMLInputElement>('input[value="none"]').click();
    await settle();
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(opened.memory.calls.find((call) => call.name === 'export_survey')?.args).toMatchObject({ form: { photos: 'none', passphrase: null, forDevice: null } });
    expect(find('.receipt').textContent).toContain('未带 700 个');
  });

  it('writes a table with its dictionary, of all rounds or of one', async () => {
    opened = await open('#/report/tables');
    const tables = find('[data-tables]');
    tables.querySelector<HTMLInputElement>('input[value="csv"]')?.click();
    const table = tables.querySelector<HTMLSelectElement>('#tables-table');
    if (!table) throw new Error('no choice of tables');
    table.value = 'gaps';
    table.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    tables.querySelector<HTMLButtonElement>('button.main')?.click();
    await settle();
    expect(opened.memory.calls.find((call) => call.name === 'write_table')?.args).toMatchObject({ form: { table: 'gaps', format: 'csv', round: null, language: 'zh' }, path: '/home/wang/Documents/gaps_.csv' });
    for (const said of ['表格已生成', '624 行', 'gaps_.csv-dictionary.csv']) expect(document.body.textContent).toContain(said);
  });

  it('lists merged files and takes one back', async () => {
    opened = await open('#/exchange');
    find<HTMLButtonElement>('[data-merge="1"] button').click();
    await settle();
    expect(document.querySelector('[data-merge]')).toBeNull();
    expect(document.body.textContent).toContain('已撤回“李强.tanfang”，搁置 353 条改动');
  });

  it('calls the roll, and an administrator revokes only with a reason', async () => {
    opened = await open('#/exchange');
    const row = () => find('[data-member^="a1b2"]');
    opened.memory.undelivered = [{ device: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', decisions: 4 }];
    await desk.again();
    await settle();
    for (const said of ['李强', '4 项冲突的处理结果可能还没有收到', '2 条在等待', '1 条不生效', '缺 3 个']) expect(row().textContent).toContain(said);
    row().querySelector<HTMLButtonElement>('button')?.click();
    await settle();
    const sure = find<HTMLButtonElement>('[data-revoke] button.main');
    expect(sure.disabled).toBe(true);
    find('#roll-reason').focus();
    type('电脑遗失');
    await settle();
    sure.click();
    await settle();
    expect(row().textContent).toContain('已停用');
    find<HTMLInputElement>('[data-require]').click();
    await settle();
    expect(opened.memory.roll.required).toBe(true);
  });

  it('seals survey files to the administrator once a key is set, unless somebody says otherwise', async () => {
    opened = await open('#/exchange');
    expect(document.querySelector('[data-by-rule]')).toBeNull();
    find('#roll-key').focus();
    type('age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p');
    await settle();
    find<HTMLFormElement>('[data-admin-key]').requestSubmit();
    await settle();
    expect(find('[data-admin-key]').textContent).toContain('age1ql3z7');
    find<HTMLInputElement>('[data-by-rule] input').click();
    await settle();
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(opened.memory.calls.find((call) => call.name === 'export_survey')?.args).toMatchObject({ form: { open: true, passphrase: null } });
  });

  it('decides nothing about devices where this one is no administrator', async () => {
    const memory = new Memory();
    memory.roll = { ...memory.roll, admin: false, root: false };
    opened = await open('#/exchange', memory);
    expect(document.querySelector('[data-member]')).not.toBeNull();
    expect(document.querySelector('[data-roll] button, [data-require]')).toBeNull();
  });

  it('tells how far it is in bytes and can be stopped', async () => {
    const memory = new Memory();
    memory.slow.add('export_survey');
    opened = await open('#/exchange', memory);
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    memory.tell({ phase: 'export', done: 1_500, total: 12_400, bytes: true });
    await settle();
    expect(find('.progress').textContent).toContain('1.5 / 12.4 MB');
    find<HTMLButtonElement>('.progress button').click();
    await settle();
    expect(memory.calls.some((call) => call.name === 'cancel')).toBe(true);
    memory.hurry({ code: 'cancelled', args: {} });
    await settle();
    expect(document.querySelector('.progress')).toBeNull();
    expect(document.querySelector('.fault')).toBeNull();
    expect(document.body.textContent).not.toContain('可以安全拔出');
  });

  it('says when the stick is safe to remove, only after the file was verified', async () => {
    opened = await open('#/exchange');
    expect(document.body.textContent).not.toContain('可以安全拔出');
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(document.body.textContent).toContain('可以安全拔出');
  });
});

describe('the start page', () => {
  it('asks a newcomer for name and language, nothing else', async () => {
    const memory = new Memory();
    memory.opened = false;
    memory.settings = { ...memory.settings, language: null, author: null };
    opened = await open('', memory);
    expect(document.querySelectorAll('input:not([type="radio"])')).toHaveLength(1);
    find('input[name="author"]').focus();
    type('陈洁');
    await settle();
    find<HTMLFormElement>('form').requestSubmit();
    await settle();
    expect(memory.settings.author).toBe('陈洁');
    expect(memory.settings.language).toBe('zh');
    expect(document.querySelectorAll('[data-way]')).toHaveLength(4);
  });

  it('warns of surveys in which personal values lie open', async () => {
    const memory = new Memory();
    memory.opened = false;
    memory.unlocked = [memory.recents[0]?.dir ?? ''];
    opened = await open('', memory);
    const warned = [...document.querySelectorAll('.recents li')].map((one) => one.textContent.includes('未加锁'));
    expect(warned).toEqual([true, false, false]);
  });
});

describe('a locked survey', () => {
  async function answer(passphrase: string) {
    find('[data-unlock] input').focus();
    type(passphrase);
    await settle();
    find<HTMLFormElement>('[data-unlock]').requestSubmit();
    await settle();
  }

  it('asks for its passphrase before it is shown, or is only looked at', async () => {
    const memory = new Memory();
    memory.opened = false;
    memory.passphrase = '四个八个';
    opened = await open('', memory);
    const recent = () => find<HTMLButtonElement>('.recents .recent').click();
    recent();
    await settle();
    expect(document.querySelector('a[data-cell]')).toBeNull();
    await answer('错');
    expect(find('[data-unlock]').textContent).toContain('口令不对');
    await answer('四个八个');
    expect(document.querySelector('a[data-cell]')).not.toBeNull();
    expect(document.querySelector('.strip')?.textContent).not.toContain('已加锁');
  });

  it('can be looked at without unlocking, and unlocked from there', async () => {
    const memory = new Memory();
    memory.passphrase = '四个八个';
    opened = await open('#/board', memory);
    expect(document.body.textContent).toContain('已加锁');
    expect(document.querySelector('.strip a')?.getAttribute('href')).toBe('#/settings');
  });

  it('is locked with a passphrase typed twice', async () => {
    opened = await open('#/settings');
    const [one, two] = [...document.querySelectorAll<HTMLInputElement>('[data-lock] input')];
    one?.focus();
    type('四个八个');
    two?.focus();
    type('四个九个');
    await settle();
    const close = find<HTMLButtonElement>('[data-lock] button.main');
    expect(close.disabled).toBe(true);
    expect(find('[data-lock]').textContent).toContain('不同');
    type('四个八个');
    await settle();
    close.click();
    await settle();
    expect(opened.memory.passphrase).toBe('四个八个');
    expect(find('[data-lock]').dataset['lock']).toBe('closed');
    expect(document.querySelector('[data-back-up]'), 'nothing can be written').toBeNull();
  });

  it('is joined from a sealed file by its passphrase', async () => {
    const memory = new Memory();
    memory.opened = false;
    memory.sealed.set('密.tanfang', '八个社区');
    opened = await open('', memory);
    find<HTMLButtonElement>('[data-way="join"]').click();
    await settle();
    find('form.card input').focus();
    type('/media/stick/密.tanfang');
    await settle();
    find<HTMLFormElement>('form.card').requestSubmit();
    await settle();
    find('input[name="passphrase"]').focus();
    type('八个社区');
    await settle();
    find<HTMLFormElement>('form.card').requestSubmit();
    await settle();
    expect(document.querySelector('a[data-cell]')).not.toBeNull();
  });
});

describe('the settings', () => {
  it('list the backups, make one now, and restore one into a new folder', async () => {
    opened = await open('#/settings');
    expect(document.querySelectorAll('[data-backup]')).toHaveLength(1);
    find<HTMLButtonElement>('[data-back-up]').click();
    await settle();
    expect(document.querySelectorAll('[data-backup]')).toHaveLength(2);
    find<HTMLButtonElement>('[data-backup="/backups/0"] button').click();
    await settle();
    find('[data-restore] input').focus();
    type('/home/wang/恢复');
    await settle();
    find<HTMLFormElement>('[data-restore]').requestSubmit();
    await settle();
    expect(opened.memory.calls.find((call) => call.name === 'restore_backup')?.args).toMatchObject({ backup: '/backups/0', dir: '/home/wang/恢复', passphrase: null });
    expect(document.body.textContent).toContain('已恢复并核验：/home/wang/恢复');
    expect(document.body.textContent).toContain('1 个照片或文档文件不在备份里');
  });

  it('change the language, the look and the name at once', async () => {
    opened = await open('#/settings');
    find<HTMLInputElement>('input[value="en"]').click();
    find<HTMLInputElement>('input[value="contrast"]').click();
    find<HTMLInputElement>('input[value="150"]').click();
    await settle();
    expect(find('h1').textContent).toBe('Settings');
    expect(document.documentElement.dataset['theme']).toBe('contrast');
    expect(document.documentElement.style.fontSize).toBe('150%');
    const name = find<HTMLInputElement>('#settings-name');
    name.value = '王敏敏';
    name.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(opened.memory.author).toBe('王敏敏');
    expect(find('.survey').textContent).toContain('王敏敏');
    expect(opened.memory.settings).toMatchObject({ language: 'en', theme: 'contrast', textSize: 150, author: '王敏敏' });
  });
});

describe('every page', () => {
  it.each(['board', 'sheet/wangjing/1/1', 'units', 'photos', 'conflicts', 'exchange', 'scores', 'scores/wangjing/1', 'projects', 'projects/wangjing', 'report', 'report/issued', 'report/comments', 'report/tables', 'settings', 'answers', 'talks'])(
    '%s has no serious finding and every word',
    async (page) => {
      opened = await open(`#/${page}`, new Memory().fill(0.2).addPhotos(3));
      await settle();
      expect(document.body.textContent).not.toMatch(/\{[a-z-]+\}/);
      const found = await axe.run(document.body, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } });
      expect(found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
    },
    20_000,
  );

  it('is one key away', async () => {
    opened = await open('#/board');
    press('7', { altKey: true, code: 'Digit7' });
    await settle();
    expect(location.hash).toBe('#/report');
  });

  it('lists its keys on a question mark, but not while one is typed', async () => {
    opened = await open('#/sheet/wangjing/1/1');
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
