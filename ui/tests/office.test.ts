/** The pages of the office: requests for data and second readings; what a closed round asks. */
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Memory } from './memory';
import { find, open, settle, type, type Opened } from './window';

let opened: Opened | null = null;

afterEach(async () => {
  await opened?.close();
  opened = null;
});

function click(selector: string) {
  find<HTMLElement>(selector).click();
}

function choose(selector: string, value: string) {
  const select = find<HTMLSelectElement>(selector);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

const page = () => document.querySelector('main')?.textContent ?? '';

describe('data requests', () => {
  it('drafts for the holders that are ticked, follows the answer, and writes both forms of the letter', async () => {
    opened = await open('#/requests/wangjing');
    const { field } = opened.memory;
    find<HTMLInputElement>('.proposals input').click();
    await settle();
    click('button.main');
    await settle();
    expect(field.all('request').map((one) => one.fields['holder']?.heads[0]?.value)).toEqual(['住房城乡建设部门', '外国人工作许可主管部门']);
    expect(document.querySelectorAll('.proposals li')).toHaveLength(1);
    click('li .title');
    await settle();
    const key = field.all('request')[0]?.key ?? '';
    choose(`[id="state-${key}"]`, 'refused');
    await settle();
    expect(page()).toContain('2026-05-12');
    expect(page()).toContain('1 个空白指标记为“未取得”');
    choose(`[id="state-${key}"]`, 'received');
    await settle();
    expect(page()).not.toContain('记为“未取得”');
    expect(page()).toContain('填写各指标的来源');
    click('li .row > button');
    await settle();
    find<HTMLFormElement>('dialog form').requestSubmit();
    await settle();
    expect(field.office.letters).toEqual(['/home/wang/Documents/资料清单_街镇.pdf', '/home/wang/Documents/资料清单_街镇.docx']);
  });
});

describe('second readings', () => {
  it('draws, shows nothing of the first value, and both once the second is saved', async () => {
    opened = await open('#/readings/wangjing');
    find<HTMLFormElement>('form.draw').requestSubmit();
    await settle();
    expect(document.querySelectorAll('[data-reading]')).toHaveLength(3);
    expect(page()).not.toContain('第一次（');
    find<HTMLInputElement>('[data-reading="1.1.1"] .value').focus();
    find<HTMLFormElement>('[data-reading="1.1.1"] form').requestSubmit();
    await settle();
    expect(page()).toContain('请先填写指标 1.1.1 的复测结果');
    type('2');
    find<HTMLFormElement>('[data-reading="1.1.1"] form').requestSubmit();
    await settle();
    expect(page()).toContain('第一次（李强）');
    expect(page()).toContain('不一致');
    expect(document.querySelector('[data-reading="1.1.1"] form')).toBeNull();
  });

  it('leaves no field for the first value on the sheet of whoever reads it again', async () => {
    const memory = new Memory().fill(1);
    memory.field.office.drawn.set('wangjing/1/1.1.1', 'person-1');
    opened = await open('#/sheet/wangjing/1/1', memory);
    const cell = find('[data-indicator="1.1.1"]');
    expect(cell.textContent).toContain('待复测');
    expect(cell.querySelector('.value, [data-tool="history"], [data-tool="remark"]')).toBeNull();
    expect(find('[data-indicator="1.1.2"]').querySelector('[data-tool="history"]')).not.toBeNull();
  });
});

describe('a closed round', () => {
  it('asks once why something is still recorded, and the sheet says where it stands', async () => {
    const memory = new Memory();
    memory.field.set('sheet', 'wangjing/1/1', 'state', 'returned');
    memory.field.set('sheet', 'wangjing/1/1', 'comment', '补拍照片');
    memory.closed.add(1);
    opened = await open('#/sheet/wangjing/1/1', memory);
    expect(find('[data-stand]').textContent).toMatch(/已退回.*补拍照片/s);
    expect(page()).toContain('第1轮已结束');
    const reason = find<HTMLInputElement>('.late input');
    reason.value = '街道5月20日才答复';
    reason.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(memory.field.lateReason).toBe('街道5月20日才答复');
  });
});

describe('every page', () => {
  it.each(['requests/wangjing', 'readings/wangjing'])('%s has no serious finding and every word', async (at) => {
    const memory = new Memory();
    for (const code of ['1.1.1', '1.2.1']) memory.field.office.drawn.set(`wangjing/1/${code}`, '');
    memory.field.add('request', { holder: '街镇', state: 'refused', refused: '2026-05-12' });
    opened = await open(`#/${at}`, memory);
    if (at.startsWith('requests')) click('li .title');
    await settle();
    const found = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => `${one.id} ${one.nodes[0]?.html}`)).toEqual([]);
    expect(document.body.textContent).not.toMatch(/\b(requests|readings|choice|field|late)-[a-z]/);
  });
});
