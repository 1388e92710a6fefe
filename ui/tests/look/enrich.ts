import type { Memory } from '../memory';

/** Adds what real surveys have and tidy examples lack: long names, closed units, positions, captions, documents, many conflicts. */
export function enrich(memory: Memory, clash: boolean): void {
  memory.recents.push({
    dir: '/media/wang/KINGSTON/2026年上半年/资料汇总（最终版）/首都国际人才社区建设评估第二轮实地调研与整改复核数据_朝阳区',
    name: '首都国际人才社区建设评估第二轮实地调研与整改复核数据（朝阳区、顺义区、海淀区联合课题组）',
    demo: false,
    present: true,
  });
  const names = ['南湖西园二区（含 208、209、210 号楼及地下车库出入口）', 'Upper East Side Central Plaza, Block C (Fangyuan South Road)', '花家地西里三区'];
  const places = ['39.99871, 116.47652', '', '40.00215, 116.48120'];
  for (const [at, unit] of memory.units.filter((one) => one.community === 'wangjing').slice(0, 3).entries()) {
    memory.write('unit', unit.key, 'name', names[at], memory.register('unit', unit.key, 'name').seen);
    if (places[at]) memory.write('unit', unit.key, 'position', places[at], []);
    if (at === 1) memory.write('unit', unit.key, 'state', 'replaced', memory.register('unit', unit.key, 'state').seen);
  }
  for (const [at, photo] of memory.photos.entries()) {
    if (at % 3 === 0) memory.write('photo', photo.key, 'caption', at % 2 === 0 ? '南门无障碍坡道' : '望京西园四区南门一侧，施工围挡占用盲道约二十米，绕行标识缺失，双语信息缺失，5 月 12 日上午拍摄', []);
    if (at % 11 === 4) Object.assign(photo, { noun: 'document', name: '望京街道2026年度国际人才服务台账（盖章扫描件）.pdf', thumb: null, view: null, width: 0, height: 0, takenAt: null });
  }
  if (!clash) return;
  for (const indicator of ['1.1.1', '1.1.2', '1.2.1', '1.3.1', '2.1.1', '6.4.3']) {
    const key = `wangjing/1/${indicator}`;
    memory.write('assessment', key, 'value', { kind: 'of', a: '18', b: '24' }, memory.register('assessment', key, 'value').seen);
    memory.write('assessment', key, 'value', { kind: 'notObtained', reason: '街道未提供台账，5月12日已向李科长索取，答复须经分管领导同意后提供，预计六月上旬' }, [], '亚历山德拉·伊万诺夫娜');
    memory.write('assessment', key, 'remark', '现场核对两次，南门一侧施工围挡未计入。', memory.register('assessment', key, 'remark').seen);
    memory.write('assessment', key, 'remark', '围挡已于 5 月 20 日拆除，按拆除后的状态计。', [], '李强');
  }
}

/** Makes a day in the field: a visit behind, sheets to fill in, questions, findings, and what is missing before leaving. */
export function fieldwork(memory: Memory): void {
  const place = { community: 'wangjing', round: '1' };
  const { field } = memory;
  field.add('visit', { ...place, date: '2026-05-11', from: '09:00', to: '17:30', members: '王敏、李强', weather: 'clear' });
  for (const scenario of ['1', '3', '6']) field.set('sheet', `wangjing/1/${scenario}`, 'assignee', 'person-1');
  field.set('sheet', 'wangjing/1/3', 'state', 'returned');
  field.set('sheet', 'wangjing/1/3', 'comment', '两所国际学校的学位数与教委口径不一致，请注明来源并补拍公示栏照片。');
  field.add('question', { ...place, indicator: '1.2.1', text: '物业是否包含街道代管的老旧小区？' });
  field.add('finding', { ...place, text: '地铁站A口无障碍坡道被共享单车占用，轮椅无法通行', severity: 'urgent', indicator: '6.2.1', state: 'open' });
  field.add('finding', { ...place, text: '社区公告栏没有英文版的垃圾分类说明', severity: 'minor', state: 'solved' });
  field.add('request', { ...place, holder: '街镇', state: 'refused', asked: '2026-04-20', refused: '2026-05-12', period: '2025-01-01 – 2025-12-31', extent: '朝阳望京（朝阳区）' });
  field.add('request', { ...place, holder: '住房城乡建设部门', state: 'received', received: '2026-05-10', number: '京建函〔2026〕118号' });
  for (const [indicator, reader] of [['1.1.1', 'person-1'], ['1.2.1', 'person-2'], ['6.4.3', '']] as const) field.office.drawn.set(`wangjing/1/${indicator}`, reader);
  field.office.drawn.set('wangjing/1/1.4.1', '');
  field.office.read.set('wangjing/1/1.4.1', { value: { kind: 'number', text: '2' }, remark: '一处正在装修，未计入' });
  const lack = (indicator: string, kind: string, more: object = {}) => {
    const cell = memory.cell({ community: 'wangjing', round: 1, indicator });
    field.missing.push({ cell: cell.cell, scenario: indicator[0] ?? '', name: cell.name, kind: cell.kind, lack: kind, observed: 0, of: 0, unit: null, unitName: null, says: null, ...more });
  };
  lack('1.1.1', 'photo');
  lack('1.2.1', 'units', { observed: 3, of: 10 });
  lack('1.2.1', 'photo', { unit: 'u', unitName: '望京西园三区' });
  lack('5.1.2', 'rule', { says: { zh: '直付机构是外语诊疗机构的一部分，不能更多。', en: 'Institutions with direct billing are some of the foreign-language ones and cannot be more.' } });
  lack('4.1.2', 'value');
  lack('6.4.3', 'to-verify');
  lack('1.2.2', 'question', { says: { zh: '物业是否包含街道代管的老旧小区？', en: '物业是否包含街道代管的老旧小区？' } });
  const [first, second] = memory.photos;
  for (const [at, photo] of [first, second].entries()) {
    if (!photo) continue;
    const cell = memory.cell({ community: 'wangjing', round: 1, indicator: '1.2.1' });
    field.suggestions.push({ photo, cell: cell.cell, indicatorName: cell.name, unit: 'u', unitName: '望京西园三区', metres: 12 + at, minutes: 3 * at });
  }
}

/** What a consultant has done: projects that close gaps, judgements in pairs; or somebody who may not decide. */
export function judged(memory: Memory, member: boolean): void {
  const add = (community: string, name: string, indicators: string, more: Record<string, string>) => memory.field.add('project', { community, name, indicators, ...more });
  add('wangjing', '望京国际人才服务站', '1.2.1,8.3.1', { kind: 'construction', state: 'under_way', lead: '朝阳区委组织部', responsible: '望京街道办事处', place: '望京小街' });
  add('wangjing', '阜通东大街无障碍改造', '1.3.1', { kind: 'upgrade', state: 'planned', lead: '朝阳区住房城乡建设委', place: '阜通东大街' });
  add('zgc', '中关村西区人才会客厅', '4.1.1,4.1.2,4.2.1,2.1.1,2.1.2,2.2.1,2.2.2', { kind: 'construction', state: 'done', lead: '海淀区委组织部', responsible: '中关村科学城管委会' });
  add('shunyi', '顺义国际人才社区年度活动计划', '', { kind: 'activity', state: 'given_up' });
  for (const pair of ['1.1/1.2', '1.1/1.3', '1.2/1.3']) memory.judging.judgements.set(pair, '3');
  if (member) memory.judging.confirmers = { own: false, names: ['李强', '陈洁'] };
  const { reporting } = memory;
  reporting.hand('2026-001');
  reporting.hand('2026-002', { kind: 'community', scenario: null, communities: ['wangjing'], audience: 'internal', acknowledged: '街道确认数据将在下一轮更正', unsettled: ['wangjing/1/1.1.1'] });
  reporting.hand('2026-003', { kind: 'overview', scenario: null, round: 2, twice: true, date: '2026-11-20' });
  reporting.unsettled = ['1.1.1', '1.2.1', '3.1.2'].map((indicator, at) => ({ name: `wangjing/1/${indicator}`, community: 'wangjing', round: 1, indicator, conflict: at < 2 }));
  reporting.unsettled.push({ name: 'judgement/1.1/1.2 times', community: null, round: null, indicator: null, conflict: true });
  memory.field.add('feedback', { organisation: '望京街道办事处', objection: '公寓数应为 3 处，报告少计将台乡一处', community: 'wangjing', round: '1', indicator: '1.1.1', outcome: 'accepted', answer: '已到场核实，改为 3 处。', date: '2026-07-02' });
  memory.field.add('feedback', { organisation: '北京经济技术开发区管委会', objection: '建议不单列停车泊位周转', community: 'yizhuang', indicator: '6.4.3', outcome: 'open' });
}
