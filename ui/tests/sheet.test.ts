/** Recording: the sheet of a scenario and the lists of samples behind it. */
import { describe, expect, it } from 'vitest';
import { desk } from '../src/shell/desk.svelte';
import { Memory } from './memory';
import { field, find, open, press, settle, shown, type } from './window';

describe('the sheet', () => {
  const of = (indicator: string) => shown?.memory.register('assessment', `wangjing/1/${indicator}`, 'value').heads.at(-1)?.value;

  it('takes values by keyboard alone, each saved when it is left', async () => {
    await open('#/sheet/wangjing/1/1');
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
    const opened = await open('#/sheet/wangjing/1/1');
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
    await open('#/sheet/wangjing/1/1');
    expect(document.activeElement).toBe(field('1.1.1'));
  });

  it('lets an input method have its Enter', async () => {
    await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    press('Enter', { isComposing: true });
    press('Enter', { keyCode: 229 });
    await settle();
    expect(document.activeElement).toBe(field('1.1.1'));
  });

  it('keeps what an input method composes out of the survey until it is done', async () => {
    const opened = await open('#/sheet/wangjing/1/1');
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
    const opened = await open('#/sheet/wangjing/1/1');
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
    await open('#/sheet/wangjing/1/1');
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
    await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    expect(press('a').defaultPrevented).toBe(true);
    expect(find('[data-indicator="1.1.1"] [role="alert"]').textContent).toContain('对象缺失');
  });

  it('shows guidance one key away', async () => {
    await open('#/sheet/wangjing/1/1');
    field('1.1.1').focus();
    expect(press('g').defaultPrevented).toBe(true);
    await settle();
    expect(find('aside').textContent).toContain('清点调研范围内');
    expect(document.activeElement).toBe(field('1.1.1'));
  });

  it('observes units and shows the aggregate at once', async () => {
    const memory = new Memory();
    for (const name of ['甲小区', '乙小区', '丙小区']) memory.addUnit('wangjing', 'compounds', name);
    await open('#/sheet/wangjing/1/1', memory);
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
    await open('#/sheet/wangjing/1/1', memory);
    expect(field('1.1.1').value).toBe('7');
    expect(find('[data-indicator="1.1.1"]').textContent).toContain('未保存');
  });

  it('cannot be changed in a second window', async () => {
    const memory = new Memory();
    memory.readOnly = 'window';
    await open('#/sheet/wangjing/1/1', memory);
    expect(field('1.1.1').readOnly).toBe(true);
    expect(document.body.textContent).toContain('已在另一个窗口打开');
  });

  it('does not let a value in conflict be typed over', async () => {
    const memory = new Memory();
    memory.write('assessment', 'wangjing/1/1.1.1', 'value', { kind: 'number', text: '2' }, []);
    memory.write('assessment', 'wangjing/1/1.1.1', 'value', { kind: 'number', text: '3' }, [], '李强');
    await open('#/sheet/wangjing/1/1', memory);
    expect(field('1.1.1').readOnly).toBe(true);
    expect(find('[data-indicator="1.1.1"]').textContent).toContain('李强 3');
  });
});

describe('the sample lists', () => {
  it('take a pasted column and the position of a unit', async () => {
    const opened = await open('#/units');
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
