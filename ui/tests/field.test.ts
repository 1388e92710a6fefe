/** A day in the field, page by page, by keyboard. */
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { PaperForm } from '../src/api/client';
import { next } from '../src/pages/day/day.svelte';
import { Memory } from './memory';
import { find, open, press, settle, type, type Opened } from './window';

let opened: Opened | null = null;

afterEach(async () => {
  await opened?.close();
  opened = null;
});

function enter(selector: string, text: string) {
  find<HTMLInputElement>(selector).focus();
  type(text);
}

function click(selector: string) {
  find<HTMLElement>(selector).click();
}

describe('today', () => {
  it('starts a visit with two keys and ends it', async () => {
    opened = await open('#/today');
    expect(document.activeElement?.matches('[data-begin]')).toBe(true);
    find<HTMLFormElement>('form.begin').requestSubmit();
    await settle();
    expect(opened.memory.field.visit).not.toBeNull();
    expect(find('#today-visit').parentElement?.textContent).toContain('正在踏勘');
    click('section .row button');
    await settle();
    expect(opened.memory.field.visit).toBeNull();
  });

  it('answers a question where it stands', async () => {
    const memory = new Memory();
    memory.field.add('question', { community: 'wangjing', round: '1', indicator: '1.2.1', text: '哪一天数的？' });
    opened = await open('#/today', memory);
    enter('li input', '5月12日');
    find<HTMLFormElement>('li form').requestSubmit();
    await settle();
    expect(memory.field.all('question')[0]?.fields['answer']?.heads[0]?.value).toBe('5月12日');
  });
});

describe('by place', () => {
  it('goes down the questions of a unit, and to the next one with one key', async () => {
    const memory = new Memory().fill(0.2);
    const [first, second] = memory.units.filter((unit) => unit.community === 'wangjing');
    opened = await open(`#/places/wangjing/${first?.key}`, memory);
    await settle();
    expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('1.2.1');
    press('y');
    await settle();
    press('Enter');
    expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('1.2.2');
    press('PageDown');
    await settle();
    expect(location.hash).toContain(second?.key);
    expect(memory.register('observation', `wangjing/1/1.2.1/${first?.key}`, 'result').heads).toHaveLength(1);
  });
});

describe('on paper', () => {
  it('places keep the order in which they are shown, and are printed in it', async () => {
    const memory = new Memory().fill(0.2);
    const units = memory.units.filter((unit) => unit.community === 'wangjing');
    opened = await open(`#/places/wangjing/${units[0]?.key}`, memory);
    click('nav input[value="route"]');
    await settle();
    const shown = [...document.querySelectorAll('main nav a')].map((one) => one.getAttribute('href')?.split('/').at(-1));
    expect(shown).toEqual(units.map((unit) => unit.key).reverse());
    click('[data-print]');
    await settle();
    find<HTMLFormElement>('dialog form').requestSubmit();
    await settle();
    const form = memory.calls.find((one) => one.name === 'write_paper')?.args as { form: PaperForm };
    expect(form.form).toMatchObject({ community: 'wangjing', round: 1, scenario: null, list: null, unit: null, onRoute: true, filled: false, language: 'zh' });
    expect(find('dialog [role=status]').textContent).toContain('26');
  });

  it('a sheet is printed with what stands there', async () => {
    opened = await open('#/sheet/wangjing/1/3');
    click('[data-print]');
    await settle();
    click('dialog input[value="filled"]');
    await settle();
    find<HTMLFormElement>('dialog form').requestSubmit();
    await settle();
    const form = opened.memory.calls.find((one) => one.name === 'write_paper')?.args as { form: PaperForm };
    expect(form.form).toMatchObject({ scenario: '3', filled: true, path: expect.stringContaining('含已有内容') });
  });
});

describe('the day plan', () => {
  it('plans for every team, and is printed for the days and teams that are shown', async () => {
    opened = await open('#/day/wangjing', new Memory().fill(0.2));
    enter('#day-teams', '王敏\n李强');
    enter('#day-date', '2026-05-11');
    await settle();
    expect([...document.querySelectorAll('section h2')].map((one) => one.textContent)).toEqual(['2026-05-11 星期一 王敏', '2026-05-11 星期一 李强']);
    click('[data-print]');
    await settle();
    find<HTMLFormElement>('dialog form').requestSubmit();
    await settle();
    const written = opened.memory.calls.find((one) => one.name === 'write_day')?.args;
    expect(written).toMatchObject({ choice: { community: 'wangjing', teams: ['王敏', '李强'], days: 1, from: '09:00' }, language: 'zh' });
  });

  it('says what is wrong with a date instead of showing an older plan', async () => {
    opened = await open('#/day/wangjing', new Memory().fill(0.2));
    enter('#day-date', 'May');
    await settle();
    expect(find('main [role=alert]').textContent).toContain('May');
    expect(document.querySelectorAll('section table')).toHaveLength(0);
  });

  it('proposes the next working day', () => {
    expect(next(new Date(2026, 4, 8))).toBe('2026-05-11');
    expect(next(new Date(2026, 4, 11))).toBe('2026-05-12');
  });
});

describe('findings', () => {
  it('take a sentence and open for what belongs to it', async () => {
    opened = await open('#/findings/wangjing');
    enter('input.new', '坡道被车占用');
    press('Enter');
    await settle();
    expect(opened.memory.field.all('finding')).toHaveLength(1);
    const severity = find<HTMLSelectElement>('[data-field="severity"] select');
    severity.value = 'urgent';
    severity.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(opened.memory.field.all('finding')[0]?.fields['severity']?.heads[0]?.value).toBe('urgent');
  });
});

describe('rounds and work', () => {
  it('assign a sheet, submit it and return it with a reason', async () => {
    opened = await open('#/rounds/wangjing');
    const assignee = find<HTMLSelectElement>('tbody select');
    assignee.value = 'person-1';
    assignee.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    click('tbody button');
    await settle();
    click('tbody button');
    await settle();
    const comment = find<HTMLTextAreaElement>('#return-comment');
    comment.value = '请补照片';
    comment.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await settle();
    find<HTMLFormElement>('dialog form').requestSubmit();
    await settle();
    expect(opened.memory.field.things.get('sheet/wangjing/1/1')).toEqual({ assignee: 'person-1', state: 'returned', comment: '请补照片' });
  });
});

describe('routes', () => {
  it('are given to a person list by list, and stand in that person’s day', async () => {
    const memory = new Memory();
    opened = await open('#/rounds/wangjing', memory);
    const choice = find<HTMLSelectElement>('#route-compounds');
    choice.selectedIndex = 1;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    const [route] = memory.field.all('route');
    expect(route?.key).toBe('wangjing/1/compounds');
    expect(route?.fields['assignee']?.heads[0]?.value).toBe('person-1');
    expect(find<HTMLSelectElement>('#route-compounds').value).toBe('person-1');
    location.hash = '#/today';
    await settle();
    expect(document.querySelectorAll('[data-route]')).toHaveLength(1);
  });
});

describe('the way anywhere', () => {
  it('leads to an indicator by its code', async () => {
    opened = await open('#/board', new Memory().fill(0.2));
    press('k', { ctrlKey: true });
    await settle();
    enter('dialog input', '6.4.3');
    press('Enter');
    for (let tries = 0; tries < 4; tries += 1) await settle();
    expect(location.hash).toBe('#/sheet/wangjing/1/6/6.4.3');
    expect(document.activeElement?.closest('[data-indicator]')?.getAttribute('data-indicator')).toBe('6.4.3');
  });
});

describe('the sheet', () => {
  it('confirms what the round before recorded with one key', async () => {
    const memory = new Memory();
    memory.write('assessment', 'wangjing/1/1.1.3', 'value', { kind: 'number', text: '4' }, []);
    opened = await open('#/sheet/wangjing/2/1/1.1.3', memory);
    await settle();
    press('c');
    await settle();
    expect(memory.register('assessment', 'wangjing/2/1.1.3', 'value').heads[0]?.value).toEqual({ kind: 'number', text: '4' });
  });

  it('asks why a value moved against the round before, and keeps the answer with the value', async () => {
    const memory = new Memory();
    memory.write('assessment', 'wangjing/1/1.1.3', 'value', { kind: 'number', text: '4' }, []);
    memory.write('assessment', 'wangjing/2/1.1.3', 'value', { kind: 'number', text: '9' }, []);
    opened = await open('#/sheet/wangjing/2/1/1.1.3', memory);
    await settle();
    enter('[data-indicator="1.1.3"] [data-why] input', '新开两处');
    find<HTMLElement>('[data-indicator="1.1.3"] [data-why] input').blur();
    await settle();
    const head = memory.register<{ text: string }>('assessment', 'wangjing/2/1.1.3', 'value').heads;
    expect(head).toMatchObject([{ value: { kind: 'number', text: '9' }, reason: '新开两处' }]);
    expect([...memory.drafts.keys()]).toEqual([]);
    expect(find<HTMLInputElement>('[data-indicator="1.1.3"] [data-why] input').value).toBe('新开两处');
  });

  it('gives back a reason that was being typed when the window ended', async () => {
    const memory = new Memory();
    memory.write('assessment', 'wangjing/1/1.1.3', 'value', { kind: 'number', text: '4' }, []);
    memory.write('assessment', 'wangjing/2/1.1.3', 'value', { kind: 'number', text: '9' }, []);
    memory.drafts.set('assessment wangjing/2/1.1.3 reason', '新开');
    opened = await open('#/sheet/wangjing/2/1/1.1.3', memory);
    await settle();
    expect(find<HTMLInputElement>('[data-indicator="1.1.3"] [data-why] input').value).toBe('新开');
  });

  it('puts a phrase into a remark by Alt and a digit', async () => {
    const memory = new Memory();
    memory.settings = { ...memory.settings, phrases: ['现场核对', '正在施工'] };
    opened = await open('#/sheet/wangjing/1/1/1.1.3', memory);
    await settle();
    press('r');
    await settle();
    const field = find<HTMLTextAreaElement>('[data-indicator="1.1.3"] .full textarea');
    field.focus();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: '2', code: 'Digit2', altKey: true, bubbles: true, cancelable: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', altKey: true, bubbles: true, cancelable: true }));
    await settle();
    field.blur();
    await settle();
    expect(memory.register('assessment', 'wangjing/1/1.1.3', 'remark').heads[0]?.value).toBe('正在施工；现场核对');
  });

  it('takes a question at a cell', async () => {
    const memory = new Memory();
    opened = await open('#/sheet/wangjing/1/1/1.1.3', memory);
    await settle();
    press('q');
    await settle();
    enter('.questions input', '口径是什么？');
    press('Enter');
    await settle();
    expect(memory.field.all('question')[0]?.fields['text']?.heads[0]?.value).toBe('口径是什么？');
  });

  it('shows one kind of indicators alone', async () => {
    opened = await open('#/sheet/wangjing/1/1');
    await settle();
    const all = document.querySelectorAll('[data-indicator]').length;
    const only = find<HTMLSelectElement>('#sheet-only');
    only.value = 'binding';
    only.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    const binding = document.querySelectorAll('[data-indicator]').length;
    expect(binding).toBeGreaterThan(0);
    expect(binding).toBeLessThan(all);
  });
});

describe('photos', () => {
  it('are placed where they were probably taken, all but those taken out', async () => {
    const memory = new Memory().fill(0.2).addPhotos(6);
    const cell = memory.cell({ community: 'wangjing', round: 1, indicator: '1.2.1' });
    memory.field.suggestions = memory.photos.slice(0, 2).map((photo) => ({ photo, cell: cell.cell, indicatorName: cell.name, unit: null, unitName: null, metres: 12, minutes: 3 }));
    opened = await open('#/photos', memory);
    for (const [selector, value] of [['#photos-community', 'wangjing'], ['#photos-round', '1']] as const) {
      const choice = find<HTMLSelectElement>(selector);
      choice.selectedIndex = [...choice.options].findIndex((one) => one.value === value);
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    }
    await settle();
    click('[data-suggestions] input[type=checkbox]');
    await settle();
    click('[data-suggestions] button.main');
    await settle();
    expect(memory.calls.find((call) => call.name === 'link_photos')?.args).toEqual({ links: [{ photo: memory.photos[1]?.key, target: 'assessment/wangjing/1/1.2.1' }] });
  });

  it('come from a whole card, which is taken up again where it was pulled out', async () => {
    const memory = new Memory();
    opened = await open('#/photos', memory);
    for (const [selector, value] of [['#photos-community', 'wangjing'], ['#photos-round', '1']] as const) {
      const choice = find<HTMLSelectElement>(selector);
      choice.value = [...choice.options].find((one) => one.value === value || one.textContent === '第1轮')?.value ?? '';
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    }
    await settle();
    enter('[data-card] input', '/media/CARD');
    await settle();
    click('[data-card] button[type=submit]');
    await settle();
    expect(memory.field.card).toEqual({ folder: '/media/CARD', community: 'wangjing', round: 1 });
    expect(document.body.textContent).toContain('存储卡已拔出');
    click('[data-unfinished] button.main');
    await settle();
    expect(memory.field.card).toBeNull();
    expect(document.querySelector('[data-unfinished]')).toBeNull();
    expect(document.body.textContent).toContain('IMG_0901.JPG');
  });
});

describe('every page of the field', () => {
  it.each(['today', 'day/wangjing', 'places/wangjing', 'leaving/wangjing', 'findings/wangjing', 'rounds/wangjing'])('%s has no serious finding and every word', async (page) => {
    const memory = new Memory().fill(0.3);
    memory.field.add('finding', { community: 'wangjing', round: '1', text: '坡道被车占用', severity: 'serious', state: 'open' });
    opened = await open(`#/${page}`, memory);
    await settle();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
    expect(document.body.textContent).not.toMatch(/\b(today|leaving|findings|rounds|review|lack|places)-[a-z]/);
  });
});
