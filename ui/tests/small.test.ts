import { describe, expect, it } from 'vitest';
import { Live, touch } from '../src/api/live.svelte';
import { answerOf, readKey } from '../src/pages/answers/answers.svelte';
import { folderName, inside } from '../src/pages/start/start.svelte';
import { column } from '../src/pages/units/units.svelte';
import { letter } from '../src/parts/keys';
import { when } from '../src/parts/when';
import { href, parse } from '../src/shell/place.svelte';
import { settle } from './window';

describe('small things', () => {
  it('makes folder names Windows takes', () => {
    expect(folderName(' 望京: 第二轮 / 复核? ')).toBe('望京 第二轮 复核');
    expect(folderName('CON')).toBe('CON_');
    expect(folderName('调研.')).toBe('调研');
  });

  it('joins paths as the folder is written', () => {
    expect(inside('C:\\Users\\王\\Documents', '调研')).toBe('C:\\Users\\王\\Documents\\调研');
    expect(inside('/home/wang/', '调研')).toBe('/home/wang/调研');
  });

  it('reads a pasted column: first cells, no empty lines, no repeats', () => {
    expect(column('甲小区\t100\r\n\r\n乙小区\t200\n甲小区\n')).toEqual(['甲小区', '乙小区']);
  });

  it('reads an answer from one key, and nothing from a key that is none', () => {
    expect(['1', '5', '6', '0', 'r', 'y'].map((key) => answerOf('five', key))).toEqual(['1', '5', null, null, 'refused', null]);
    expect(['7', '8', 'R'].map((key) => answerOf('seven', key))).toEqual(['7', null, 'refused']);
    expect(['y', '0', 'N', '2'].map((key) => answerOf('yes_no', key))).toEqual(['yes', 'no', 'no', null]);
    const group = { field: 'group', words: ['international', 'local'], scale: null };
    expect(['2', '3', ' '].map((key) => readKey(group, key, 'local'))).toEqual(['local', null, 'local']);
    expect(readKey(group, ' ', '')).toBeNull();
  });

  it('keeps the place in the address', () => {
    expect(parse(href('sheet', 'wangjing', 2, '6'))).toEqual({ page: 'sheet', rest: ['wangjing', '2', '6'] });
    expect(parse('#/nowhere')).toEqual({ page: 'board', rest: [] });
  });

  it('prints a time as the clock of the device showed it', () => {
    expect(when('2026-05-12T23:59:30+08:00')).toBe('2026-05-12 23:59');
  });

  it('knows a letter by its key cap under Alt, and none while composing', () => {
    expect(letter(new KeyboardEvent('keydown', { key: '©', code: 'KeyG', altKey: true }))).toBe('g');
    expect(letter(new KeyboardEvent('keydown', { key: 'g', isComposing: true }))).toBeNull();
    expect(letter(new KeyboardEvent('keydown', { key: 'g', ctrlKey: true }))).toBeNull();
  });
});

describe('a live query', () => {
  it('asks again for what it named and for nothing else', async () => {
    let asked = 0;
    const live = new Live([{ noun: 'assessment', prefix: 'wangjing/1/6.' }], () => Promise.resolve((asked += 1)));
    await settle();
    touch([{ noun: 'assessment', key: 'wangjing/1/7.1.1' }, { noun: 'photo', key: 'x' }]);
    await settle();
    expect(asked).toBe(1);
    touch([{ noun: 'assessment', key: 'wangjing/1/6.4.3' }]);
    await settle();
    touch([{ noun: '*', key: '*' }]);
    await settle();
    expect(live.value).toBe(3);
    live.close();
    touch([{ noun: '*', key: '*' }]);
    await settle();
    expect(asked).toBe(3);
  });

  it('folds calls that come while it is asking into one more', async () => {
    let asked = 0;
    const live = new Live([{ noun: 'unit' }], () => new Promise((done) => setTimeout(() => done((asked += 1)), 5)));
    for (let at = 0; at < 10; at += 1) touch([{ noun: 'unit', key: 'u' }]);
    await new Promise((done) => setTimeout(done, 40));
    expect(asked).toBe(2);
    live.close();
  });
});
