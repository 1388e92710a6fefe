/** The part of the survey in memory that the pages of a day in the field ask: visits, findings, questions, places, what is missing, sheets. */
import type * as B from '../src/api/client';
import type { Memory } from './memory';
import { projectForm } from './judging';
import { Office, requestForm } from './office';
import { reportForms } from './reporting';

const field = (name: string, kind: string, more: Partial<B.FieldForm> = {}): B.FieldForm => ({
  name,
  kind,
  words: [],
  of: null,
  needed: false,
  label: `field-${name.replace('/*', '').replaceAll('_', '-')}`,
  ...more,
});

const forms: B.NounForm[] = [
  {
    name: 'visit',
    fields: [field('date', 'date', { needed: true }), field('from', 'time'), field('to', 'time'), field('members', 'text'), field('weather', 'word', { words: ['clear', 'rain'] }), field('purpose', 'text'), field('note', 'text')],
  },
  {
    name: 'finding',
    fields: [field('text', 'text', { needed: true }), field('severity', 'word', { words: ['minor', 'serious', 'urgent'] }), field('indicator', 'key', { of: 'indicator' }), field('unit', 'key', { of: 'unit' }), field('state', 'word', { words: ['open', 'solved'] }), field('cause', 'text'), field('advice', 'text'), field('position', 'position'), field('round/*', 'word', { words: ['seen_again', 'solved'] })],
  },
  {
    name: 'interview',
    fields: [field('consent', 'word', { words: ['yes', 'no'], needed: true }), field('respondent', 'word', { words: ['resident', 'employer', 'operator', 'manager'], needed: true }), field('date', 'date'), field('scenario', 'key', { of: 'scenario' }), field('group', 'word', { words: ['international', 'local', 'working'] }), field('language', 'word', { words: ['zh', 'en', 'ko', 'ja', 'other'] }), field('name', 'personal'), field('contact', 'personal'), field('answer/*', 'personal'), field('note', 'personal')],
  },
  requestForm(field),
  projectForm(field),
  ...reportForms(field),
  { name: 'photo', fields: [field('people', 'word', { words: ['yes', 'no', 'unchecked'] }), field('consent', 'word', { words: ['yes', 'no'] })] },
  { name: 'round', fields: [field('from', 'date'), field('to', 'date'), field('reference_from', 'date'), field('reference_to', 'date'), field('scope', 'word', { words: ['all'] })] },
];

export class Field {
  things = new Map<string, Record<string, string>>();
  visit: string | null = null;
  missing: B.MissingView[] = [];
  suggestions: B.SuggestionView[] = [];
  card: B.CardView | null = null;
  moved: { photos: number; minutes: number } | null = null;
  office = new Office();
  /** Things that were recorded after their round had been closed. */
  late = new Set<string>();
  hours = new Map<string, string>();
  /** Why the window goes on recording for closed rounds. */
  lateReason = '';
  #keys = 0;

  view(noun: string, key: string): B.EntityView {
    const fields: B.EntityView['fields'] = {};
    for (const [name, value] of Object.entries(this.things.get(`${noun}/${key}`) ?? {})) {
      const dot = `${key}.${name}`;
      const head = { dot, value, author: '王敏', device: '9f3a61c2', at: '2026-05-12T10:00:00+08:00', reason: null };
      fields[name] = { heads: [head], seen: [dot], conflict: false, draft: null };
    }
    return { noun, key, fields, withheld: [], author: '王敏', at: '2026-05-12T10:00:00+08:00', late: this.late.has(key) };
  }

  all(noun: string): B.EntityView[] {
    const keys = [...this.things.keys()].filter((name) => name.startsWith(`${noun}/`));
    return keys.map((name) => this.view(noun, name.slice(noun.length + 1)));
  }

  add(noun: string, fields: Record<string, string>): B.EntityView {
    const key = `${noun}-${(this.#keys += 1)}`;
    this.things.set(`${noun}/${key}`, { ...fields });
    return this.view(noun, key);
  }

  set(noun: string, key: string, name: string, text: string): void {
    const thing = { ...this.things.get(`${noun}/${key}`) };
    if (text === '') delete thing[name];
    else thing[name] = text;
    this.things.set(`${noun}/${key}`, thing);
  }

  reviews(community: string, round: number): B.ReviewView[] {
    return Array.from({ length: 9 }, (_, at) => {
      const scenario = String(at + 1);
      const held = this.things.get(`sheet/${community}/${round}/${scenario}`) ?? {};
      const assignee = held['assignee'] ?? '';
      return { community, round, scenario, state: held['state'] ?? 'draft', changed: false, assignee, assigneeName: assignee ? '王敏' : '', comment: held['comment'] ?? '', author: '', at: '', seen: [], conflict: false, missing: at, missingBinding: at % 2 };
    });
  }

  /** Refuses what is recorded for a closed round without a reason. */
  #explained(round: string | undefined, memory: Memory): void {
    if (memory.closed.has(Number(round)) && this.lateReason === '') throw { code: 'late-reason', args: { round } };
  }

  /** Answers a command, or nothing where it is none of these. */
  answer(name: string, args: any, memory: Memory): unknown {
    const form = args?.form;
    const reply = (view: unknown, noun: string, key: string) => ({ view, touched: [{ noun, key }] });
    switch (name) {
      case 'nouns':
        return forms;
      case 'people':
        return [{ key: 'person-1', name: '王敏' }, { key: 'person-2', name: '李强' }];
      case 'entities':
        return this.all(args.noun).filter((one) => args.community === null || one.fields['community']?.heads[0]?.value === args.community);
      case 'entity':
        return this.view(args.noun, args.key);
      case 'add_entity': {
        this.#explained(form.fields.round, memory);
        const made = this.add(form.noun, form.fields);
        if (memory.closed.has(Number(form.fields.round))) this.late.add(made.key);
        return reply(made, form.noun, made.key);
      }
      case 'set_entity':
        this.#explained(this.things.get(`${form.noun}/${form.key}`)?.['round'], memory);
        this.set(form.noun, form.key, form.field, form.text);
        memory.drafts.delete(`${form.noun} ${form.key} ${form.field}`);
        return reply(this.view(form.noun, form.key), form.noun, form.key);
      case 'delete_entity':
        this.things.delete(`${args.noun}/${args.key}`);
        return reply(this.view(args.noun, args.key), args.noun, args.key);
      case 'start_visit': {
        const made = this.add('visit', { date: '2026-05-12', from: '09:30', ...args.fields });
        this.visit = made.key;
        return reply(made, 'visit', made.key);
      }
      case 'resume_visit':
        this.visit = args.key;
        return reply(this.view('visit', args.key), 'visit', args.key);
      case 'end_visit':
        this.visit = null;
        return reply(null, 'visit', '');
      case 'today':
        return {
          visit: this.visit ? this.view('visit', this.visit) : null,
          lastVisit: this.all('visit').find((one) => one.key !== this.visit) ?? null,
          sheets: this.reviews('wangjing', args.round).filter((one) => one.assignee === 'person-1'),
          questions: this.all('question').filter((one) => !one.fields['answer']),
          notHandedOver: memory.values.size,
        } satisfies B.TodayView;
      case 'remaining':
        return this.missing;
      case 'review':
        return { ...this.reviews(args.community, args.round)[Number(args.scenario) - 1], missing: null, missingBinding: null };
      case 'hours':
      case 'set_hours': {
        if (name === 'set_hours' && args.hours !== '' && !/^\d\d:\d\d–\d\d:\d\d$/.test(args.hours)) throw { code: 'hours', args: { text: args.hours } };
        if (name === 'set_hours') this.hours.set(args.when, args.hours);
        const usual: Record<string, string> = { daytime: '08:00–18:00', morning_peak: '07:00–09:00', evening: '17:00–20:00', night: '18:00–24:00', workday: '09:00–17:00', weekend: '08:00–18:00' };
        const view = Object.entries(usual).map(([when, hours]): B.HoursView => ({ when, usual: hours, hours: this.hours.get(when) || hours }));
        return name === 'hours' ? view : reply(view, 'survey', 'survey');
      }
      case 'set_late_reason':
        this.lateReason = args.reason;
        return null;
      case 'reviews':
        return this.reviews(args.community, args.round);
      case 'set_review': {
        const key = `${form.community}/${form.round}/${form.scenario}`;
        this.set('sheet', key, 'state', form.state);
        this.set('sheet', key, 'comment', form.comment);
        return reply(this.reviews(form.community, form.round), 'sheet', key);
      }
      case 'set_round_state':
        return reply(memory.survey().rounds.map((one) => (one.number === args.round ? { ...one, state: args.state } : one)), 'round', String(args.round));
      case 'places':
        return memory.units.filter((unit) => unit.community === args.community).map((unit, at, all): B.PlaceStand => ({ unit: unit.key, list: unit.list, name: memory.nameOfUnit(unit.key), answered: 0, asked: 2, turn: all.length - 1 - at, metres: at === all.length - 1 ? null : 180 + 7 * at }));
      case 'place': {
        const unit = memory.units.find((one) => one.key === args.unit);
        if (!unit) throw { code: 'unknown-unit', args: { key: args.unit } };
        const rows = ['1.2.1', '1.2.2'].map((indicator): B.PlaceRow => {
          const cell = memory.cell({ community: unit.community, round: args.round, indicator });
          const key = `${unit.community}/${args.round}/${indicator}/${unit.key}`;
          return { cell: cell.cell, scenario: '1', name: cell.name, kind: cell.kind, valueType: cell.valueType, unit: cell.unit, input: 'pass', absentAllowed: false, value: memory.register('observation', key, 'result'), remark: memory.register('observation', key, 'remark'), previous: null, when: 'daytime', hours: '08:00–18:00', tools: { zh: '手机', en: 'phone' }, offHours: indicator === '1.2.2' };
        });
        return { community: unit.community, round: args.round, unit: unit.key, list: unit.list, name: memory.nameOfUnit(unit.key), rows } satisfies B.PlaceView;
      }
      case 'confirm_value': {
        const { community, round, indicator } = args.cell as B.CellKeyView;
        const before = memory.register<B.ValueView>('assessment', `${community}/${round - 1}/${indicator}`, 'value').heads.at(-1)?.value;
        if (!before) throw { code: 'nothing-to-confirm', args: { indicator } };
        memory.write('assessment', `${community}/${round}/${indicator}`, 'value', before, args.seen);
        return reply(memory.register('assessment', `${community}/${round}/${indicator}`, 'value'), 'assessment', `${community}/${round}/${indicator}`);
      }
      case 'photo_suggestions':
        return this.suggestions;
      case 'link_photos':
        this.suggestions = [];
        return reply(args.links.length, 'photo', '');
      case 'correct_clock':
        this.moved = { photos: args.photos.length, minutes: args.minutes };
        return reply(args.photos.length, 'photo', '');
      case 'unfinished_card':
        return this.card;
      case 'forget_card':
        this.card = null;
        return null;
      case 'take_card': {
        // The first card is pulled out half-way, the next is read to its end.
        const gone = this.card === null;
        this.card = gone ? args.card : null;
        memory.addPhotos(2);
        return reply({ found: 5, added: 2, already: gone ? 0 : 2, refused: gone ? [] : [{ name: 'IMG_0901.JPG', fault: { code: 'photo-empty', args: { name: 'IMG_0901.JPG' } } }], end: gone ? 'gone' : 'whole' }, 'photo', '*');
      }
      case 'day_plan': {
        if (!/^\d{4}-\d\d-\d\d$/.test(args.choice.date)) throw { code: 'field-date', args: { field: '@field-date', text: args.choice.date } };
        const units = memory.units.filter((unit) => unit.community === args.choice.community);
        const stop = (unit: (typeof units)[number], at: number): B.StopView => ({ from: `${String(9 + at).padStart(2, '0')}:00`, to: `${String(9 + at).padStart(2, '0')}:45`, unit: unit.key, name: memory.nameOfUnit(unit.key), list: unit.list, when: 'daytime', minutes: 45, metres: at === 0 ? null : 230, indicators: ['1.2.1', '1.2.2', '1.2.4'].map((code) => ({ code, name: memory.cell({ community: unit.community, round: 1, indicator: code }).name, kind: 'binding', valueType: 'percent', unit: null, list: unit.list })) });
        const teams = (args.choice.teams as string[]).filter((team) => team.trim() !== '');
        const days = (teams.length > 0 ? teams : ['']).map((team, at): B.DayView => ({ date: args.choice.date, weekday: 1, team, stops: units.slice(at * 6, at * 6 + 6).map(stop), packing: [{ zh: '卷尺', en: 'tape' }, { zh: '相机或手机', en: 'camera or phone' }] }));
        return { community: memory.survey().communities.find((one) => one.code === args.choice.community)?.name ?? { zh: '', en: '' }, round: args.choice.round, days, left: units.slice(12, 15).map((unit) => ({ ...stop(unit, 0), from: '', to: '', when: 'night' })) } satisfies B.DayPlanView;
      }
      case 'suggest_day':
        return `/home/wang/Documents/望京_日计划_${args.choice.date}.pdf`;
      case 'write_day':
        return { path: args.path, pages: 3 } satisfies B.PrintedView;
      case 'suggest_paper':
        return `/home/wang/Documents/望京_第${form.round}轮_${form.scenario ?? '分地点调研表'}_${form.filled ? '含已有内容' : '空白'}.pdf`;
      case 'write_paper':
        return { path: form.path, pages: 26 } satisfies B.PrintedView;
      case 'write_receipt':
        return '/home/wang/Documents/合并回执.pdf';
      default:
        return this.office.answer(name, args, memory);
    }
  }
}
