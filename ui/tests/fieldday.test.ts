import { describe, expect, it } from 'vitest';
import { oddClock } from '../src/shell/clock';
import { Memory } from './memory';
import { find, open, press, settle, type } from './window';

const page = () => document.body.textContent ?? '';

describe('a closed round', () => {
  it('takes a finding once it is said why, and marks it', async () => {
    const memory = new Memory();
    memory.closed.add(1);
    await open('#/findings/wangjing', memory);
    find<HTMLInputElement>('input.new').focus();
    type('路灯不亮');
    press('Enter');
    await settle();
    expect(find<HTMLInputElement>('input.new').value, 'what was typed stays').toBe('路灯不亮');
    expect(page()).toContain('第1轮已结束');
    const reason = find<HTMLInputElement>('.late input');
    reason.value = '补录';
    reason.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    find<HTMLInputElement>('input.new').focus();
    press('Enter');
    await settle();
    expect(find('li.card [data-late]').textContent).toContain('结束后补录');
  });

  it('saves what was typed before the reason was given, as soon as it is', async () => {
    const memory = new Memory();
    const made = memory.field.add('finding', { community: 'wangjing', round: '1', text: '路灯不亮', state: 'open' });
    memory.closed.add(1);
    await open('#/findings/wangjing', memory);
    find<HTMLButtonElement>('li .title').click();
    await settle();
    const cause = find<HTMLTextAreaElement>('[data-field="cause"] textarea');
    cause.focus();
    type('线路老化');
    cause.blur();
    await settle();
    expect(memory.field.view('finding', made.key).fields['cause']).toBeUndefined();
    const reason = find<HTMLInputElement>('.late input');
    reason.value = '补录';
    reason.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(memory.field.view('finding', made.key).fields['cause']?.heads[0]?.value).toBe('线路老化');
  });
});

describe('the hours of a survey', () => {
  it('are set by word, and what is no span of hours is refused beside its field', async () => {
    const opened = await open('#/rounds/wangjing');
    const night = () => find<HTMLInputElement>('#hours-night');
    expect(night().value).toBe('18:00–24:00');
    night().value = '晚上';
    night().dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(page()).toContain('“晚上”不是一天之内的时段');
    expect(night().value, 'what was typed stays').toBe('晚上');
    night().value = '20:00–23:00';
    night().dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(opened.memory.field.hours.get('night')).toBe('20:00–23:00');
    expect(page()).not.toContain('不是一天之内的时段');
  });
});

describe('the clock of a laptop', () => {
  it('is told where it cannot be right', () => {
    expect(oddClock(new Date(2099, 0, 1))).toBe('2099-01-01');
    expect(oddClock(new Date(1970, 0, 1))).toBe('1970-01-01');
    expect(oddClock(new Date(2026, 10, 29))).toBe('');
  });
});

describe('photos', () => {
  it('are found by words, and what fits none says so', async () => {
    const opened = await open('#/photos', new Memory().fill(1));
    const field = find<HTMLInputElement>('#photos-text');
    field.focus();
    type('北门');
    await new Promise((done) => setTimeout(done, 300));
    await settle();
    expect(opened.memory.calls.filter((call) => call.name === 'photos').at(-1)?.args).toMatchObject({ filter: { text: '北门' } });
  });
});

describe('before leaving', () => {
  it('the file of the day is written and verified on the same page', async () => {
    const opened = await open('#/leaving/wangjing');
    press('Enter', { ctrlKey: true });
    await settle();
    expect(opened.memory.calls.some((call) => call.name === 'export_survey')).toBe(true);
    expect(find('[data-verified]').textContent).toContain('.tanfang');
  });
});
