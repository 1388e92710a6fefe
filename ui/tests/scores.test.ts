/** The consultant's pages: scores and what stands behind them, projects. */
import { describe, expect, it } from 'vitest';
import { Memory } from './memory';
import { find, open, press, settle, type } from './window';

describe('scores', () => {
  it('say too little data with its range, share places, and sort by a press', async () => {
    await open('#/scores');
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
    const opened = await open('#/scores', memory);
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
    const opened = await open('#/scores');
    find('[data-at="0,0"]').focus();
    press('ArrowRight');
    press('ArrowDown');
    expect((document.activeElement as HTMLElement).dataset['at']).toBe('1,1');
    await settle();
    expect([...document.querySelectorAll<HTMLElement>('[data-at][tabindex="0"]')].map((one) => one.dataset['at']), 'Tab stops at one field alone').toEqual(['1,1']);
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
    await open('#/scores/wangjing/1', memory);
    expect(document.querySelector('[data-confirm]')).toBeNull();
    expect(find('[data-confirmers="1.1.2"]').textContent).toContain('李强');
  });

  it('try other weights only when somebody looks', async () => {
    const opened = await open('#/scores');
    const { memory } = opened;
    const asked = () => memory.calls.filter((call) => call.name === 'stability').length;
    expect(asked()).toBe(0);
    find<HTMLDetailsElement>('[data-stability-open]').open = true;
    await settle(12);
    expect(asked()).toBe(1);
    expect(find('[data-stability]').textContent).toContain('91.0%');
  });

  it('are weighed by judgements in pairs, once a set is whole', async () => {
    const opened = await open('#/scores');
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
    const opened = await open('#/scores/wangjing/1');
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
