/** The part of the survey in memory that the pages of the office ask: requests for data, second readings. */
import type * as B from '../src/api/client';
import type { Memory } from './memory';

type Make = (name: string, kind: string, more?: Partial<B.FieldForm>) => B.FieldForm;
const states = ['drafted', 'asked', 'reminded', 'received', 'refused'];

export function requestForm(field: Make): B.NounForm {
  const days = states.slice(1).map((state) => field(state, 'date'));
  return { name: 'request', fields: [field('holder', 'text', { needed: true }), field('state', 'word', { words: states }), ...days, ...['period', 'extent', 'body', 'number', 'note'].map((name) => field(name, 'text')), field('due', 'date')] };
}

const holders: { holder: B.Bilingual; codes: string[] }[] = [
  { holder: { zh: '街镇', en: 'sub-district' }, codes: ['2.2.1', '2.3.1', '9.2.1'] },
  { holder: { zh: '住房城乡建设部门', en: 'housing and construction department' }, codes: ['7.1.1'] },
  { holder: { zh: '外国人工作许可主管部门', en: 'work permit authority' }, codes: ['4.2.1', '4.2.2'] },
];

export class Office {
  /** Keys of the cells that were drawn, with who is to read them. */
  drawn = new Map<string, string>();
  read = new Map<string, { value: B.ValueView; remark: string }>();
  letters: string[] = [];

  /** Whether a cell is hidden from this person. */
  blind(key: string): boolean {
    return this.drawn.get(key) === 'person-1' && !this.read.has(key);
  }

  #names(codes: string[], memory: Memory): B.IndicatorName[] {
    return codes.map((indicator) => {
      const cell = memory.cell({ community: 'wangjing', round: 1, indicator });
      return { code: indicator, name: cell.name, kind: cell.kind, valueType: cell.valueType, unit: cell.unit, list: null };
    });
  }

  requests(memory: Memory): B.RequestsView {
    const all = memory.field.all('request');
    const text = (view: B.EntityView, name: string) => view.fields[name]?.heads[0]?.value ?? '';
    const left = holders.filter((one) => !all.some((view) => text(view, 'holder') === one.holder.zh));
    return {
      proposals: left.map((one) => ({ holder: one.holder, indicators: this.#names(one.codes, memory) })),
      requests: all.map((request) => {
        const of = holders.find((one) => one.holder.zh === text(request, 'holder'));
        return { request, holder: of?.holder ?? { zh: '', en: '' }, indicators: this.#names(of?.codes ?? [], memory), open: of?.codes.length ?? 0 };
      }),
    };
  }

  readings(community: string, round: number, memory: Memory): B.ReadingsView {
    const prefix = `${community}/${round}/`;
    const keys = [...this.drawn.keys()].filter((key) => key.startsWith(prefix));
    const cells = keys.map((key): B.DrawnCellView => {
      const cell = memory.cell({ community, round, indicator: key.slice(prefix.length) });
      const reader = this.drawn.get(key) ?? '';
      const second = this.read.get(key);
      const shown = (text: string): B.ResultView => ({ ...cell.result, state: 'value', text, numerator: null, denominator: null });
      const pair = (text: string): B.PairView => ({ first: shown('3'), firstAuthor: '李强', second: shown(text), secondAuthor: '王敏', at: '2026-05-12T10:00:00+08:00', remark: second?.remark ?? '', agrees: text === '3', late: false });
      return {
        cell: cell.cell,
        scenario: cell.indicator[0] ?? '',
        name: cell.name,
        guidance: { zh: '逐个到场核对。', en: 'Visit each one.' },
        valueType: cell.valueType,
        unit: cell.unit,
        list: null,
        pairAllowed: cell.pairAllowed,
        absentAllowed: cell.absentAllowed,
        naAllowed: cell.naAllowed,
        reader,
        readerName: reader === 'person-1' ? '王敏' : reader ? '李强' : '',
        mine: !second && (reader === '' || reader === 'person-1'),
        own: false,
        read: second !== undefined,
        pairs: second?.value.kind === 'number' ? [pair(second.value.text)] : [],
      };
    });
    return { usualShare: 10, seeds: keys.length > 0 ? ['2026-05-望京'] : [], cells };
  }

  /** Answers a command, or nothing where it is none of these. */
  answer(name: string, args: any, memory: Memory): unknown {
    const form = args?.form;
    const reply = (view: unknown, noun: string, key: string) => ({ view, touched: [{ noun, key }] });
    const { field } = memory;
    switch (name) {
      case 'requests':
        return this.requests(memory);
      case 'draft_requests':
        return reply(args.holders.map((holder: string) => field.add('request', { community: args.community, round: String(args.round), holder, state: 'drafted', period: '2025-01-01 – 2025-12-31', extent: '朝阳望京（朝阳区）' }).key), 'request', '');
      case 'set_request_state':
        field.set('request', args.key, 'state', args.state);
        field.set('request', args.key, args.state, '2026-05-12');
        return reply(field.view('request', args.key), 'request', args.key);
      case 'take_refusal':
      case 'take_source':
        return reply(2, 'assessment', '');
      case 'suggest_letter':
        return `/home/wang/Documents/${args.language === 'en' ? 'Request' : '资料清单'}_街镇.${args.ending}`;
      case 'write_letter':
        this.letters.push(form.path);
        return form.path;
      case 'readings':
        return this.readings(args.community, args.round, memory);
      case 'draw_readings':
        for (const indicator of ['1.1.1', '1.2.1', '6.4.3']) this.drawn.set(`${form.community}/${form.round}/${indicator}`, '');
        return reply(this.readings(form.community, form.round, memory), 'reading', `${form.community}/${form.round}/1.1.1`);
      case 'save_reading': {
        const key = `${form.cell.community}/${form.cell.round}/${form.cell.indicator}`;
        if (form.value.kind === 'empty') throw { code: 'reading-empty', args: { indicator: form.cell.indicator } };
        this.read.set(key, { value: form.value, remark: form.remark });
        return reply(this.readings(form.cell.community, form.cell.round, memory), 'reading', key);
      }
      default:
        return undefined;
    }
  }
}
