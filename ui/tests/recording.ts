/** The part of the survey in memory that recording asks: cells and what they come to, sheets, units, the board, questionnaires. */
import type * as B from '../src/api/client';
import { byCode, communities, figure, indicators, items, lists, pair, questions, scenarios, terms, topics, type Row } from './framework';
import type { Memory } from './memory';

/** What is said on paper forms and before interviews, by language. */
const forms = import.meta.glob('../../assets/forms/*.txt', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;

/** What a cell comes to. */
function resultOf(memory: Memory, cell: B.CellKeyView, row: Row, field: B.FieldView<B.ValueView>): B.ResultView {
  const stage = communities.find((one) => one['code'] === cell.community)?.['stage'] ?? 'built';
  const target = row[`target_${stage}`] ?? '';
  const list = row['list'] ?? '';
  const units = memory.units.filter((unit) => unit.community === cell.community && unit.list === list);
  const seen = units.flatMap((unit) => {
    const value = memory.register<B.ValueView>('observation', `${cell.community}/${cell.round}/${cell.indicator}/${unit.key}`, 'result').heads.at(-1)?.value;
    return value && (value.kind === 'number' || value.kind === 'of') ? [value] : [];
  });
  const none = { numerator: null, denominator: null, observed: seen.length, units: list ? units.length : 0, score: null, met: null, computed: seen.length > 0 };
  let number: number;
  let text: string;
  let of: { numerator: string | null; denominator: string | null } = { numerator: null, denominator: null };
  if (seen.length > 0) {
    const passed = seen.filter((value) => value.kind === 'number' && value.text === '1').length;
    number = row['aggregate'] === 'count' ? passed : (100 * passed) / seen.length;
    text = row['aggregate'] === 'count' ? String(passed) : number.toFixed(1);
    of = { numerator: String(passed), denominator: String(seen.length) };
  } else {
    const value = field.heads.at(-1)?.value;
    if (!value || value.kind === 'empty') return { ...none, state: 'empty', text: '' };
    if (value.kind === 'absent') return { ...none, state: 'absent', text: '', score: figure(0), met: false };
    if (value.kind !== 'number' && value.kind !== 'of') return { ...none, state: value.kind, text: '' };
    number = value.kind === 'of' ? (100 * Number(value.a)) / Number(value.b) : Number(value.text);
    text = value.kind === 'of' ? number.toFixed(1) : value.text;
  }
  const aim = Number(target);
  const zero = Number(row['zero_at']);
  const score = 100 * Math.max(0, Math.min(1, (number - zero) / (aim - zero)));
  const met = row['direction'] === 'at_most' ? number <= aim : number >= aim;
  return { ...none, ...of, state: 'value', text, score: target === '' ? null : figure(score), met: target === '' ? null : met };
}

/** A cell as the sheet shows it. */
export function cellOf(memory: Memory, cell: B.CellKeyView): B.CellView {
  const row = byCode.get(cell.indicator) ?? {};
  const key = `${cell.community}/${cell.round}/${cell.indicator}`;
  const stage = communities.find((one) => one['code'] === cell.community)?.['stage'] ?? 'built';
  const value = memory.register<B.ValueView>('assessment', key, 'value');
  const list = lists.find((one) => one['key'] === row['list']);
  const before = cell.round > 1 ? memory.cell({ ...cell, round: cell.round - 1 }) : null;
  const blind = memory.field.office.blind(key);
  const nothing = <T>(): B.FieldView<T> => ({ heads: [], seen: [], conflict: false, draft: null });
  return {
    cell,
    indicator: cell.indicator,
    name: pair(row, 'name'),
    kind: row['kind'] as B.KindView,
    orientation: row['orientation'] ?? '',
    valueType: (row['value_type'] === 'yes_no' ? 'yesNo' : row['value_type']) as B.ValueTypeView,
    unit: { ...pair(row, 'unit'), one: pair(row, 'unit').en.replace(/s$/, '') },
    decimals: Number(row['decimals']),
    min: row['min'] ?? null,
    max: row['max'] ?? null,
    direction: ({ at_least: 'atLeast', at_most: 'atMost', between: 'between' } as const)[row['direction'] as 'at_least'],
    target: row[`target_${stage}`] || null,
    targetUpper: row['target_upper'] || null,
    applies: (row['applies'] ?? '').includes(stage),
    pairAllowed: row['value_type'] === 'percent' || (row['factor'] ?? '') !== '',
    absentAllowed: row['absent'] !== 'never',
    naAllowed: row['na'] !== 'never',
    list: list ? { code: list['key'] ?? '', name: pair(list, 'name'), sampleMax: Number(list['sample_max']) } : null,
    aggregate: row['aggregate'] ?? null,
    photo: row['photo'] as 'none',
    value,
    remark: memory.register<string>('assessment', key, 'remark'),
    toVerify: memory.register<boolean>('assessment', key, 'to_verify'),
    result: resultOf(memory, cell, row, value),
    previous: before && before.result.state !== 'empty' ? { round: cell.round - 1, result: before.result, remark: before.remark.heads[0]?.value ?? null, photos: before.photos } : null,
    photos: memory.photos.filter((photo) => photo.community === cell.community && photo.round === cell.round && photo.links.some((link) => link.cell?.indicator === cell.indicator)).length,
    moved: cell.round > 1 && moved(memory, key, `${cell.community}/${cell.round - 1}/${cell.indicator}`),
    whyDraft: memory.drafts.get(`assessment ${key} reason`) ?? null,
    when: row['when'] ?? 'any',
    hours: row['when'] === 'any' ? '' : '08:00–18:00',
    offHours: false,
    breaches: [],
    related: [],
    conflict: value.conflict,
    contested: value.conflict,
    late: memory.closed.has(cell.round) && cell.indicator.endsWith('2'),
    blind,
    ...(blind ? { value: nothing(), remark: nothing(), toVerify: nothing(), result: { ...resultOf(memory, cell, row, value), state: 'empty', text: '', score: null, met: null }, conflict: false, contested: false } : {}),
  } as B.CellView;
}

/** Whether two rounds say different numbers. */
function moved(memory: Memory, now: string, before: string): boolean {
  const [one, two] = [now, before].map((key) => memory.register<B.ValueView>('assessment', key, 'value').heads.at(-1)?.value);
  return one?.kind === 'number' && two?.kind === 'number' && one.text !== two.text;
}

function unitsTable(memory: Memory, cell: B.CellKeyView): B.UnitsTableView {
  const row = byCode.get(cell.indicator) ?? {};
  const aggregate = row['aggregate'] ?? '';
  return {
    cell,
    list: row['list'] ?? '',
    aggregate,
    input: aggregate === 'share' || aggregate === 'count' ? 'pass' : aggregate === 'ratio_of_sums' ? 'pair' : 'number',
    rows: memory.units
      .filter((unit) => unit.community === cell.community && unit.list === row['list'])
      .map((unit) => {
        const key = `${cell.community}/${cell.round}/${cell.indicator}/${unit.key}`;
        const view = memory.unitView(unit);
        return { unit: unit.key, name: view.name.heads.at(-1)?.value ?? '', state: view.state.heads.at(-1)?.value ?? 'in', value: memory.register<B.ValueView>('observation', key, 'result'), remark: memory.register<string>('observation', key, 'remark'), photos: 0 };
      }),
    result: memory.cell(cell).result,
  } as B.UnitsTableView;
}

function board(memory: Memory, round: number): B.BoardView {
  const cells = communities.flatMap((community) =>
    scenarios.map((scenario) => {
      const codes = indicators.filter((row) => (row['code'] ?? '').startsWith(`${scenario['code']}.`));
      const of = (number: number) => {
        const all = codes
          .filter((row) => (row['applies'] ?? '').includes(community['stage'] ?? ''))
          .map((row) => {
            const cell = { community: community['code'] ?? '', round: number, indicator: row['code'] ?? '' };
            const value = memory.register<B.ValueView>('assessment', `${cell.community}/${number}/${cell.indicator}`, 'value');
            return { row, view: { result: resultOf(memory, cell, row, value), conflict: value.conflict } };
          });
        const done = all.filter(({ view }) => view.result.state === 'value' || view.result.state === 'absent');
        return { all, done };
      };
      const { all, done } = of(round);
      const binding = all.filter(({ row }) => row['kind'] === 'binding');
      const share = (part: { all: unknown[]; done: unknown[] }) => figure(Math.round((1000 * part.done.length) / part.all.length) / 10);
      return {
        community: community['code'] ?? '',
        scenario: scenario['code'] ?? '',
        applicable: all.length,
        assessed: done.length,
        coverage: share({ all, done }),
        coverageByRound: [1, 2, 3].map((number) => share(of(number))),
        score: null,
        bindingMet: binding.filter(({ view }) => view.result.met === true).length,
        bindingMissed: binding.filter(({ view }) => view.result.met === false).length,
        bindingOpen: binding.filter(({ view }) => view.result.met === null).length,
        conflicts: all.filter(({ view }) => view.conflict).length,
      };
    }),
  );
  return { round, cells, blind: memory.blind };
}

/** Answers a command of recording, or nothing where it is none. */
export function recording(name: string, args: any, memory: Memory): unknown {
  const form = args?.form ?? args?.register ?? args ?? {};
  const key = form.cell ? `${form.cell.community}/${form.cell.round}/${form.cell.indicator}` : '';
  const touched = [{ noun: 'assessment', key }];
  switch (name) {
    case 'outline':
      return {
        scenarios: scenarios.map((scenario) => ({
          code: scenario['code'],
          name: pair(scenario, 'name'),
          items: items.filter((item) => item['scenario'] === scenario['code']).map((item) => ({ code: item['code'], name: pair(item, 'name'), indicators: indicators.filter((row) => row['item'] === item['code']).map((row) => ({ code: row['code'], name: pair(row, 'name'), kind: row['kind'], unit: pair(row, 'unit'), valueType: memory.cell({ community: 'wangjing', round: 1, indicator: row['code'] ?? '' }).valueType })) })),
        })),
        lists: lists.map((list) => ({ code: list['key'], name: pair(list, 'name'), sampleMax: Number(list['sample_max']) })),
      };
    case 'board':
      return board(memory, args.round);
    case 'cell':
      return memory.cell(args.key);
    case 'sheet':
      return { ...args, items: items.filter((item) => item['scenario'] === args.scenario).map((item) => ({ code: item['code'], name: pair(item, 'name'), question: pair(item, 'question'), indicators: indicators.filter((row) => row['item'] === item['code']).map((row) => memory.cell({ community: args.community, round: args.round, indicator: row['code'] ?? '' })) })) };
    case 'guide': {
      const row = indicators.find((one) => one['code'] === args.indicator) ?? {};
      const list = lists.find((one) => one['key'] === row['list']);
      return { indicator: args.indicator, guidance: pair(row, 'guidance'), method: row['method'], when: row['when'], hours: row['when'] === 'any' ? '' : '08:00–18:00', minutes: Number(row['minutes']), tools: pair(row, 'tools'), holder: pair(row, 'holder'), tolerance: row['tolerance'], targets: { built: row['target_built'] || null, building: row['target_building'] || null, new: row['target_new'] || null }, zeroAt: row['zero_at'], list: list ? { code: list['key'], name: pair(list, 'name'), definition: pair(list, 'what'), sampling: pair(list, 'sampling'), sampleMax: 10 } : null, terms: terms.slice(4, 6).map((term) => ({ term: pair(term, 'name'), text: pair(term, 'definition') })), remedyType: { zh: '建设类', en: 'Construction' }, remedy: pair(row, 'remedy'), basis: row['basis'], basisNote: pair(row, 'basis_note'), questions: [] };
    }
    case 'set_value': {
      const row = indicators.find((one) => one['code'] === form.cell.indicator) ?? {};
      if (form.value.kind === 'number' && !(Number(form.value.text) >= Number(row['min']) && Number(form.value.text) <= Number(row['max']))) {
        throw { code: 'refusal-out-of-range', args: { low: row['min'], high: row['max'], found: form.value.text } };
      }
      memory.write('assessment', key, 'value', form.value, form.seen, memory.author, form.reason);
      return { view: memory.register('assessment', key, 'value'), touched };
    }
    case 'set_remark':
      memory.write('assessment', key, 'remark', form.text, form.seen);
      return { view: memory.register('assessment', key, 'remark'), touched };
    case 'set_to_verify':
      memory.write('assessment', key, 'to_verify', form.on, form.seen);
      return { view: memory.register('assessment', key, 'to_verify'), touched };
    case 'questionnaire': {
      const groups = ['international', 'local', 'working'];
      const standings = ['1.4.3', '2.3.3'].map((indicator, at) => {
        const cell = memory.cell({ community: args.community, round: args.round, indicator });
        return { cell: cell.cell, name: cell.name, aggregate: 'mean', groups: groups.map((group) => ({ group, people: at === 0 ? 31 : 12, mean: '70.5', counted: group === 'local' })), refused: 1, running: '70.50', offered: at === 0 ? { kind: 'number', text: '70.5' } : null, result: cell.result, value: cell.value } satisfies B.StandingView;
      });
      const answered = { group: 'local', language: 'zh', consent: 'yes', answered: 8, checked: true, withheld: false, author: '王敏', second: null, late: false };
      const second = { key: 'form-3', author: '李强', meant: true, differences: [{ field: 'answer/1.4.3.1', first: '4', second: '5' }] };
      return {
        questions: questions.map((one) => ({ code: one['code'] ?? '', indicator: one['indicator'] ?? '', scale: one['scale'] ?? '', zh: one['text_zh'] ?? '', en: one['text_en'] ?? '', ko: one['text_ko'] ?? '', ja: one['text_ja'] ?? '' })),
        groups,
        languages: ['zh', 'en', 'ko', 'ja', 'other'],
        forms: [
          { ...answered, key: 'form-1', number: 1, origin: 'online' },
          { ...answered, key: 'form-2', number: 2, origin: 'paper', checked: false, second },
          { ...answered, key: 'form-4', number: 4, origin: 'paper', consent: 'no', answered: 0 },
        ],
        refusals: 1,
        least: 30,
        standings,
      } satisfies B.QuestionnaireView;
    }
    case 'consent_texts':
      return Object.fromEntries(Object.entries(forms).map(([path, text]) => [path.slice(-6, -4), /^consent-interview = (.*)$/m.exec(text)?.[1] ?? '']));
    case 'topics':
      return topics.map((row, at) => ({ code: `${row['scenario']}.${1 + topics.slice(0, at).filter((one) => one['scenario'] === row['scenario']).length}`, scenario: row['scenario'] ?? '', respondent: row['respondent'] ?? '', question: pair(row, 'question'), indicator: row['indicator'] || null }) satisfies B.TopicView);
    case 'units_table':
      return unitsTable(memory, args.cell);
    case 'observe':
      memory.write('observation', `${key}/${form.unit}`, 'result', form.value, form.seen);
      return { view: memory.register('observation', `${key}/${form.unit}`, 'result'), touched: [{ noun: 'observation', key: `${key}/${form.unit}` }] };
    case 'set_observation_remark':
      memory.write('observation', `${key}/${form.unit}`, 'remark', form.text, form.seen);
      return { view: memory.register('observation', `${key}/${form.unit}`, 'remark'), touched: [{ noun: 'observation', key: `${key}/${form.unit}` }] };
    case 'units':
      return memory.unitViews(args.community);
    case 'add_units':
      for (const unit of form.names) memory.addUnit(form.community, form.list, unit);
      return { view: memory.unitViews(form.community), touched: [{ noun: 'unit', key: 'new' }] };
    case 'rename_unit':
    case 'set_unit_state':
    case 'set_unit_position':
    case 'move_unit': {
      const unit = memory.units.find((one) => one.key === form.unit);
      if (!unit) throw { code: 'unknown-unit', args: { key: form.unit } };
      if (form.name) memory.write('unit', unit.key, 'name', form.name, form.seen);
      if (form.state) memory.write('unit', unit.key, 'state', form.state, form.seen);
      if (name === 'set_unit_position') memory.write('unit', unit.key, 'position', form.text, form.seen);
      if (name === 'move_unit') unit.order = (memory.units.find((one) => one.key === form.after)?.order ?? -1) + 0.5;
      return { view: memory.unitViews(unit.community), touched: [{ noun: 'unit', key: unit.key }] };
    }
    default:
      return undefined;
  }
}
