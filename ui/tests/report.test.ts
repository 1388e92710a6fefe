/** The room of reports: pages, sections, issuing, comments, tables. */
import { describe, expect, it } from 'vitest';
import { touch } from '../src/api/live.svelte';
import { Memory } from './memory';
import { find, open, press, settle, shown, type } from './window';

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
  const called = (name: string) => (shown?.memory.calls.filter((call) => call.name === name) ?? []).map((call) => call.args as Record<string, never>);

  it('shows pages as they will be printed, turned by keys, followed by links', async () => {
    await open('#/report');
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
    await open('#/report');
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
    const opened = await open('#/report');
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

  it('shows chosen photos in the order they are put, by keyboard alone, until all are shown again', async () => {
    const memory = new Memory().addPhotos(4);
    memory.photos = memory.photos.map((photo) => ({ ...photo, community: 'wangjing', round: 1 }));
    await open('#/report', memory);
    await rest();
    find<HTMLButtonElement>('[data-choose-photos]').click();
    await settle(12);
    const said = () => find('[data-photo-choice]').textContent ?? '';
    const chosen = () => called('preview_edition').at(-1)?.['edition']?.['photos'];
    const box = (key: string) => find<HTMLInputElement>(`#photo-photo-${key}`);
    expect(said()).toContain('选用 4 / 4 张');
    expect(chosen(), 'all, those taken in later too').toEqual([]);
    box('0').focus();
    press('ArrowDown');
    await settle();
    expect(document.activeElement).toBe(box('1'));
    box('1').click();
    await settle();
    box('0').focus();
    press('ArrowDown', { altKey: true });
    await rest();
    expect(said()).toContain('选用 3 / 4 张');
    expect(document.activeElement, 'the photo keeps the focus').toBe(box('0'));
    expect(chosen()).toEqual(['photo-0', 'photo-2', 'photo-3']);
    press('ArrowDown', { altKey: true });
    await rest();
    expect(chosen()).toEqual(['photo-2', 'photo-0', 'photo-3']);
    find('[aria-label="方案名称"]').focus();
    type('少些照片');
    press('Enter');
    await settle(12);
    expect(memory.reporting.layouts[0]?.edition?.photos, 'the layout keeps them').toEqual(chosen());
    find<HTMLInputElement>('[data-photo-choice] input[value="all"]').click();
    await rest();
    expect(chosen()).toEqual([]);
    find<HTMLButtonElement>('[data-layout="layout-1"]').click();
    await rest();
    expect(chosen()).toEqual(['photo-2', 'photo-0', 'photo-3']);
    expect(said()).toContain('选用 3 / 4 张');
  });

  it('lays a report out anew when the survey changes below it, and only then', async () => {
    const { memory } = await open('#/report');
    await rest();
    touch([{ noun: 'layout', key: 'x' }]);
    await rest();
    expect(called('preview_edition')).toHaveLength(1);
    find('[data-preview]').focus();
    press('PageDown');
    memory.write('assessment', 'wangjing/1/1.1.1', 'value', { kind: 'number', text: '2' }, []);
    touch([{ noun: 'assessment', key: 'wangjing/1/1.1.1' }]);
    touch([{ noun: 'photo', key: 'photo-1' }]);
    await rest();
    expect(called('preview_edition'), 'changes that come together are laid out together').toHaveLength(2);
    expect(find('.sheet').dataset['page'], 'the page in sight stays').toBe('1');
  });

  it('takes a date as it is typed, and says what is none', async () => {
    await open('#/report');
    await rest();
    find('#report-date').focus();
    type('2026-02-30');
    await rest();
    expect(find('#report-date-fault').textContent).toContain('报告日期：“2026-02-30”不是有效日期');
    expect(find<HTMLButtonElement>('form button.main').disabled).toBe(true);
    type('2026-02-28');
    await rest();
    expect(document.querySelector('#report-date-fault')).toBeNull();
    expect(called('preview_edition').at(-1)).toMatchObject({ edition: { date: '2026-02-28' } });
  });

  it('writes one report, or all at once into a folder', async () => {
    await open('#/report');
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

  it('says what a stopped report left behind', async () => {
    const { memory } = await open('#/report');
    await rest();
    memory.slow.add('write_edition');
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    find<HTMLButtonElement>('.progress button').click();
    await settle();
    expect(called('cancel')).toHaveLength(1);
    memory.hurry({ code: 'cancelled', args: {} });
    await settle();
    expect(find('[data-stopped]').textContent).toBe('已停止，没有写出报告。');
    expect(document.querySelector('[data-done], .fault')).toBeNull();
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(document.querySelector('[data-stopped]')).toBeNull();
    expect(find('[data-done]').textContent).toContain('24 页');
  });

  it('issues with a number; what is not settled is listed, and needs a reason', async () => {
    const memory = new Memory();
    memory.reporting.unsettled = [
      { name: 'wangjing/1/1.1.1', community: 'wangjing', round: 1, indicator: '1.1.1', conflict: true },
      { name: 'zgc/1/1.1.2', community: 'zgc', round: 1, indicator: '1.1.2', conflict: false },
    ];
    await open('#/report', memory);
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
    await open('#/report/issued', memory);
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
    await open('#/report/comments', memory);
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

  it('writes a table with its dictionary, of all rounds or of one', async () => {
    const opened = await open('#/report/tables');
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
});
