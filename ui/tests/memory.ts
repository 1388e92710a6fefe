/**
 * A survey in memory behind the same commands as the real one, for tests and for looking at the pages without Rust. Never shipped.
 * It answers what `invoke` is asked; the shapes are those of `src/api/bindings.ts`.
 */
import { mockConvertFileSrc, mockIPC } from '@tauri-apps/api/mocks';
import communitiesCsv from '../../assets/framework/draft-2026/communities.csv?raw';
import frameworkCsv from '../../assets/framework/draft-2026/framework.csv?raw';
import indicatorsCsv from '../../assets/framework/draft-2026/indicators.csv?raw';
import itemsCsv from '../../assets/framework/draft-2026/items.csv?raw';
import questionsCsv from '../../assets/framework/draft-2026/questions.csv?raw';
import listsCsv from '../../assets/framework/draft-2026/lists.csv?raw';
import roundsCsv from '../../assets/framework/draft-2026/rounds.csv?raw';
import scenariosCsv from '../../assets/framework/draft-2026/scenarios.csv?raw';
import termsCsv from '../../assets/framework/draft-2026/terms.csv?raw';
import type * as B from '../src/api/client';
import { chart } from './chart';
import { Field } from './field';
import { Judging } from './judging';
import { Reporting } from './reporting';

export type Row = Record<string, string>;

export function parseCsv(text: string): Row[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at] ?? '';
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\n') {
      row.push(cell);
      rows.push(row);
      row = [];
      cell = '';
    } else cell += c;
  }
  const [head = [], ...rest] = rows;
  return rest.map((one) => Object.fromEntries(head.map((name, at) => [name, one[at] ?? ''])));
}

export const indicators = parseCsv(indicatorsCsv);
const byCode = new Map(indicators.map((row) => [row['code'], row]));
export const items = parseCsv(itemsCsv);
export const scenarios = parseCsv(scenariosCsv);
const lists = parseCsv(listsCsv);
const questions = parseCsv(questionsCsv);
export const communities = parseCsv(communitiesCsv);
const rounds = parseCsv(roundsCsv);
const terms = parseCsv(termsCsv);
const framework = parseCsv(frameworkCsv)[0] ?? {};

const pair = (row: Row, name: string): B.Bilingual => ({ zh: row[`${name}_zh`] ?? '', en: row[`${name}_en`] ?? '' });
const figure = (number: number | null): B.Figure | null => (number === null ? null : { text: number.toFixed(1), number });

/** A register's value as histories and conflicts show it. */
const any = (value: unknown): B.AnyValue => (typeof value === 'string' ? { kind: 'text', text: value } : typeof value === 'boolean' ? { kind: 'flag', on: value } : value) as B.AnyValue;

interface Stored<T> {
  heads: B.HeadView<T>[];
  history: B.HistoryEntryView[];
}

export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export class Memory {
  author = '王敏';
  settings: B.Settings = { language: 'zh', author: '王敏', organisation: '国际人才社区课题组', textSize: 100, theme: 'light', density: 'comfortable', phrases: null };
  opened = true;
  demo = true;
  readOnly: B.SurveyView['readOnly'] = null;
  /** The passphrase that locks the survey. */
  passphrase: string | null = null;
  vanished = false;
  /** Commands that wait until they are hurried. */
  slow = new Set<string>();
  #waiting: { go: () => void; refuse: (fault: unknown) => void }[] = [];
  #channel: { onmessage: (progress: B.Progress) => void } | null = null;
  /** Another program wrote to the folder since the window last looked. */
  writtenElsewhere = false;
  values = new Map<string, Stored<unknown>>();
  drafts = new Map<string, string>();
  units: { key: string; community: string; list: string; order: number }[] = [];
  photos: B.PhotoView[] = [];
  conflictCount = 0;
  calls: { name: string; args: unknown }[] = [];
  /** Own actions that can be taken back, and those that were. */
  done: { noun: string; key: string; field: string }[] = [];
  undone: { noun: string; key: string; field: string }[] = [];
  merges: B.MergedFileView[] = [{ id: 1, name: '李强.tanfang', author: '李强', device: 'a1b2c3d4', at: '2026-05-12T10:00:00+08:00', changes: 353 }];
  unlocked: string[] = [];
  /** How many changes of a merged file come for a closed round. */
  late = 0;
  /** How many cells wait for this person's second reading. */
  blind = 0;
  backups: B.BackupView[] = [{ path: '/backups/0', at: '2026-05-12T10:00:00+08:00', changes: 8123, blobs: 812, missing: 0, size: '12.4 MB', locked: false }];
  roll: B.RollView = {
    members: [
      { device: '9f3a61c2d4e5f60718293a4b5c6d7e8f', fingerprint: '9f3a 61c2 d4e5 f607 1829 3a4b 5c6d 7e8f', person: '王敏', own: true, role: 'root', changes: 40, lastSeq: 40, lastAt: '2026-05-12T10:00:00+08:00', held: 0, void: 0, missing: 0 },
      { device: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', fingerprint: 'a1b2 c3d4 e5f6 0718 293a 4b5c 6d7e 8f90', person: '李强', own: false, role: 'member', changes: 311, lastSeq: 311, lastAt: '2026-05-11T10:00:00+08:00', held: 2, void: 1, missing: 3 },
    ],
    admin: true,
    root: true,
    required: false,
    adminKey: null,
  };
  undelivered: B.UndeliveredView[] = [];
  /** Passphrases by the name of the sealed file. */
  sealed = new Map<string, string>();
  recents: B.RecentView[] = [
    { dir: '/home/wang/Documents/首都国际人才社区调研 2026', name: '首都国际人才社区调研 2026', demo: false, present: true },
    { dir: '/home/wang/Documents/演示', name: '演示调研', demo: true, present: true },
    { dir: '/media/wang/STICK/望京第二轮', name: '望京第二轮', demo: false, present: false },
  ];
  field = new Field();
  judging = new Judging();
  reporting = new Reporting();
  /** Rounds that are closed. */
  closed = new Set<number>();
  /** The map file behind the map. */
  tiles: B.TilesView | null = null;
  #dots = 0;

  nameOfUnit(key: string): string {
    return this.register<string>('unit', key, 'name').heads.at(-1)?.value ?? key;
  }

  dot(): string {
    this.#dots += 1;
    return `${this.#dots.toString(16).padStart(32, '0')}.0`;
  }

  at(): string {
    return `2026-05-${String(1 + (this.#dots % 28)).padStart(2, '0')}T10:${String(this.#dots % 60).padStart(2, '0')}:00+08:00`;
  }

  register<T>(noun: string, key: string, field: string): B.FieldView<T> {
    const id = `${noun} ${key} ${field}`;
    const heads = (this.values.get(id)?.heads ?? []) as B.HeadView<T>[];
    return { heads, seen: heads.map((head) => head.dot), conflict: heads.length > 1, draft: this.drafts.get(id) ?? null };
  }

  /** Writes as the journal does: what was not seen stays and makes a conflict. */
  write(noun: string, key: string, field: string, value: unknown, seen: string[], author = this.author, reason: string | null = null): void {
    const id = `${noun} ${key} ${field}`;
    const stored = this.values.get(id) ?? { heads: [], history: [] };
    const head: B.HeadView<unknown> = { dot: this.dot(), value, author, device: '9f3a61c2', at: this.at(), reason };
    stored.heads = [...stored.heads.filter((one) => !seen.includes(one.dot)), head];
    stored.history.unshift({ dot: head.dot, value: any(value), author, device: head.device, at: head.at, reason: null, live: true, contested: false });
    for (const entry of stored.history) entry.live = stored.heads.some((one) => one.dot === entry.dot);
    this.values.set(id, stored);
    if (author === this.author) this.drafts.delete(id);
  }

  fill(share: number, seed = 7): this {
    const next = random(seed);
    for (const community of communities) {
      for (const round of [1, 2]) {
        for (const row of indicators) {
          if (next() > (round === 1 ? share : share / 3)) continue;
          const key = `${community['code']}/${round}/${row['code']}`;
          const low = Number(row['min']);
          const high = Math.min(Number(row['max']), Number(row['target_built'] || row['max']) * 1.2 || 10);
          const kind = next();
          let value: B.ValueView;
          if (kind < 0.04 && row['absent'] === 'by_guidance') value = { kind: 'absent' };
          else if (kind < 0.08) value = { kind: 'notObtained', reason: '街道未提供台账，5月12日已向李科长索取' };
          else if (row['value_type'] === 'yes_no') value = { kind: 'number', text: next() < 0.7 ? '1' : '0' };
          else if (row['value_type'] === 'percent' && next() < 0.4) value = { kind: 'of', a: String(Math.floor(next() * 20)), b: '24' };
          else value = { kind: 'number', text: (low + next() * (high - low)).toFixed(Number(row['decimals'])) };
          this.write('assessment', key, 'value', value, []);
          if (next() < 0.15) this.write('assessment', key, 'remark', '现场核对两次，南门一侧施工围挡未计入。', []);
          if (next() < 0.06) this.write('assessment', key, 'to_verify', true, []);
          if (next() < 0.02) {
            this.write('assessment', key, 'value', { kind: 'number', text: '1' }, [], '李强');
            this.conflictCount += 1;
          }
        }
      }
      ['compounds', 'segments', 'bus_stops', 'car_parks', 'centres'].forEach((list) => {
        for (let at = 1; at <= 6; at += 1) this.addUnit(community['code'] ?? '', list, `${pair(lists.find((one) => one['key'] === list) ?? {}, 'name').zh} ${at}`);
      });
      for (const unit of this.units.filter((one) => one.community === community['code'] && one.list === 'compounds').slice(0, 4)) {
        this.write('observation', `${community['code']}/1/1.2.1/${unit.key}`, 'result', { kind: 'number', text: next() < 0.7 ? '1' : '0' }, []);
      }
    }
    return this;
  }

  addUnit(community: string, list: string, name: string): void {
    const key = `unit-${this.units.length + 1}`;
    this.units.push({ key, community, list, order: this.units.length });
    this.write('unit', key, 'name', name, []);
    this.write('unit', key, 'state', 'in', []);
  }

  unitViews(community: string): B.UnitView[] {
    return this.units.filter((unit) => unit.community === community).sort((a, b) => a.order - b.order).map((unit) => this.unitView(unit));
  }

  unitView(unit: (typeof this.units)[number]): B.UnitView {
    const { key, community, list } = unit;
    return { key, community, list, name: this.register('unit', key, 'name'), state: this.register('unit', key, 'state'), position: this.register('unit', key, 'position'), area: '', kind: '', seed: null, rank: null };
  }

  addPhotos(count: number): this {
    for (let at = 0; at < count; at += 1) {
      const community = communities[at % 8]?.['code'] ?? 'wangjing';
      const key = `photo-${at}`;
      this.photos.push({ noun: 'photo', thumb: `thumb/${key}.jpg`, view: `view/${key}.jpg`, key, name: `IMG_${1000 + at}.jpg`, community, round: 1 + (at % 3), links: [{ target: `assessment/${community}/${1 + (at % 3)}/1.2.1`, cell: { community, round: 1 + (at % 3), indicator: '1.2.1' }, unit: null, unitName: null, finding: null }], caption: this.register('photo', key, 'caption'), marks: this.register('photo', key, 'marks'), takenAt: '2026-05-12T10:03:00+08:00', takenFrom: 'camera', author: '王敏', at: '2026-05-12T10:30:00+08:00', width: 4000, height: 3000, size: '3.4 MB', missing: at % 17 === 5 });
    }
    return this;
  }

  survey(): B.SurveyView {
    return {
      dir: '/home/wang/Documents/首都国际人才社区调研 2026',
      name: this.demo ? '演示调研' : '首都国际人才社区调研 2026',
      organisation: '国际人才社区课题组',
      demo: this.demo,
      conflicts: this.conflicts().length,
      language: 'zh',
      readOnly: this.readOnly ?? (this.passphrase === null ? null : 'locked'),
      framework: { title: pair(framework, 'title'), status: pair(framework, 'status'), version: framework['version'] ?? '' },
      person: { key: 'person-1', name: this.author },
      device: '9f3a61c2d4e5f60718293a4b5c6d7e8f',
      rounds: rounds.map((row) => ({ number: Number(row['number']), name: pair(row, 'name'), state: this.closed.has(Number(row['number'])) ? 'closed' : row['number'] === '1' ? 'open' : 'planned' })),
      communities: communities.map((row) => ({ code: row['code'] ?? '', name: pair(row, 'name'), stage: row['stage'] ?? 'built' })),
      scenarios: scenarios.map((row) => ({ code: row['code'] ?? '', name: pair(row, 'name') })),
    };
  }

  result(cell: B.CellKeyView, row: Row, field: B.FieldView<B.ValueView>): B.ResultView {
    const stage = communities.find((one) => one['code'] === cell.community)?.['stage'] ?? 'built';
    const target = row[`target_${stage}`] ?? '';
    const list = row['list'] ?? '';
    const units = this.units.filter((unit) => unit.community === cell.community && unit.list === list);
    const seen = units.flatMap((unit) => {
      const value = this.register<B.ValueView>('observation', `${cell.community}/${cell.round}/${cell.indicator}/${unit.key}`, 'result').heads.at(-1)?.value;
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

  cell(cell: B.CellKeyView): B.CellView {
    const row = byCode.get(cell.indicator) ?? {};
    const key = `${cell.community}/${cell.round}/${cell.indicator}`;
    const stage = communities.find((one) => one['code'] === cell.community)?.['stage'] ?? 'built';
    const value = this.register<B.ValueView>('assessment', key, 'value');
    const list = lists.find((one) => one['key'] === row['list']);
    const before = cell.round > 1 ? this.cell({ ...cell, round: cell.round - 1 }) : null;
    const blind = this.field.office.blind(key);
    const nothing = <T>(): B.FieldView<T> => ({ heads: [], seen: [], conflict: false, draft: null });
    return {
      cell,
      indicator: cell.indicator,
      name: pair(row, 'name'),
      kind: row['kind'] as B.KindView,
      orientation: row['orientation'] ?? '',
      valueType: (row['value_type'] === 'yes_no' ? 'yesNo' : row['value_type']) as B.ValueTypeView,
      unit: pair(row, 'unit'),
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
      remark: this.register<string>('assessment', key, 'remark'),
      toVerify: this.register<boolean>('assessment', key, 'to_verify'),
      result: this.result(cell, row, value),
      previous: before && before.result.state !== 'empty' ? { round: cell.round - 1, result: before.result, remark: before.remark.heads[0]?.value ?? null, photos: before.photos } : null,
      photos: this.photos.filter((photo) => photo.community === cell.community && photo.round === cell.round && photo.links.some((link) => link.cell?.indicator === cell.indicator)).length,
      moved: cell.round > 1 && this.movedBy(key, `${cell.community}/${cell.round - 1}/${cell.indicator}`),
      whyDraft: this.drafts.get(`assessment ${key} reason`) ?? null,
      offHours: false,
      breaches: [],
      related: [],
      conflict: value.conflict,
      contested: value.conflict,
      late: this.closed.has(cell.round) && cell.indicator.endsWith('2'),
      blind,
      ...(blind ? { value: nothing(), remark: nothing(), toVerify: nothing(), result: { ...this.result(cell, row, value), state: 'empty', text: '', score: null, met: null }, conflict: false, contested: false } : {}),
    } as B.CellView;
  }

  photoView(photo: B.PhotoView): B.PhotoView {
    return { ...photo, caption: this.register('photo', photo.key, 'caption'), marks: this.register('photo', photo.key, 'marks') };
  }

  /** Whether two rounds say different numbers. */
  movedBy(now: string, before: string): boolean {
    const [one, two] = [now, before].map((key) => this.register<B.ValueView>('assessment', key, 'value').heads.at(-1)?.value);
    return one?.kind === 'number' && two?.kind === 'number' && one.text !== two.text;
  }

  table(cell: B.CellKeyView): B.UnitsTableView {
    const row = byCode.get(cell.indicator) ?? {};
    const aggregate = row['aggregate'] ?? '';
    return {
      cell,
      list: row['list'] ?? '',
      aggregate,
      input: aggregate === 'share' || aggregate === 'count' ? 'pass' : aggregate === 'ratio_of_sums' ? 'pair' : 'number',
      rows: this.units
        .filter((unit) => unit.community === cell.community && unit.list === row['list'])
        .map((unit) => {
          const key = `${cell.community}/${cell.round}/${cell.indicator}/${unit.key}`;
          const view = this.unitView(unit);
          return { unit: unit.key, name: view.name.heads.at(-1)?.value ?? '', state: view.state.heads.at(-1)?.value ?? 'in', value: this.register<B.ValueView>('observation', key, 'result'), remark: this.register<string>('observation', key, 'remark'), photos: 0 };
        }),
      result: this.cell(cell).result,
    } as B.UnitsTableView;
  }

  board(round: number): B.BoardView {
    const cells = communities.flatMap((community) =>
      scenarios.map((scenario) => {
        const codes = indicators.filter((row) => (row['code'] ?? '').startsWith(`${scenario['code']}.`));
        const of = (number: number) => {
          const all = codes
            .filter((row) => (row['applies'] ?? '').includes(community['stage'] ?? ''))
            .map((row) => {
              const cell = { community: community['code'] ?? '', round: number, indicator: row['code'] ?? '' };
              const value = this.register<B.ValueView>('assessment', `${cell.community}/${number}/${cell.indicator}`, 'value');
              return { row, view: { result: this.result(cell, row, value), conflict: value.conflict } };
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
    return { round, cells, blind: this.blind };
  }

  /** The value that settling a conflict by side `n` writes; 0 keeps all of them. */
  side(conflict: B.ConflictView, n: number): unknown {
    if (n === 0 && conflict.both !== null) return conflict.both;
    const head = this.register(conflict.noun, conflict.key, conflict.field).heads[n - 1];
    if (!head) throw { code: 'conflict-choice', args: { n: String(n), count: String(conflict.heads.length) } };
    return head.value;
  }

  conflicts(): B.ConflictView[] {
    const found: B.ConflictView[] = [];
    for (const [id, stored] of this.values) {
      if (stored.heads.length < 2) continue;
      const [noun = '', key = '', field = ''] = id.split(' ');
      const [community = null, round = null, indicator = null] = key.split('/');
      found.push({ id: `c${key}${field}`, kind: 'value', noun, key, field, community, round: Number(round), indicator, unit: null, unitName: null, both: field === 'remark' || field === 'caption' ? stored.heads.map((head) => String(head.value)).join('\n') : null, withinTolerance: false, assignee: null, fork: null, heads: stored.heads.map((head, at) => ({ n: at + 1, value: any(head.value), person: head.author, author: head.author, device: head.device, at: head.at, visit: null, dot: head.dot, reason: null, provisional: at === stored.heads.length - 1 })) } satisfies B.ConflictView);
    }
    return found;
  }

  /** Answers one command. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  answer(name: string, args: any): unknown {
    this.calls.push({ name, args });
    const form = args?.form ?? args?.register ?? args ?? {};
    if (this.vanished && name !== 'start') throw { code: 'vanished', args: { path: '/media/STICK' } };
    const key = form.cell ? `${form.cell.community}/${form.cell.round}/${form.cell.indicator}` : '';
    const touched = [{ noun: 'assessment', key }];
    switch (name) {
      case 'start':
        return { version: '0.1.0', settings: this.settings, recents: this.recents, survey: this.opened ? this.survey() : null, fault: null, systemLanguage: 'zh', file: null, documents: '/home/wang/Documents' };
      case 'save_settings':
        this.settings = args.settings ?? form;
        return this.settings;
      case 'open_survey':
      case 'open_demo':
      case 'create_survey':
      case 'survey_view':
        this.opened = true;
        return this.survey();
      case 'join_survey': {
        const key = this.sealed.get(form.file.split('/').at(-1) ?? '');
        if (key !== undefined && key !== form.passphrase) throw { code: form.passphrase === null ? 'sealed-needs-passphrase' : 'sealed-wrong-passphrase', args: { path: form.file } };
        this.opened = true;
        return this.survey();
      }
      case 'lock_survey':
        this.passphrase = args.passphrase;
        return { view: this.survey(), touched: [{ noun: '*', key: '*' }] };
      case 'unlock_survey':
        if (args.passphrase !== this.passphrase) throw { code: 'wrong-passphrase', args: {} };
        this.passphrase = null;
        return { view: this.survey(), touched: [{ noun: '*', key: '*' }] };
      case 'set_admin_key':
        this.roll = { ...this.roll, adminKey: args.recipient };
        return { view: this.roll, touched: [{ noun: '*', key: '*' }] };
      case 'look_again': {
        const touched = this.writtenElsewhere ? [{ noun: '*', key: '*' }] : [];
        this.writtenElsewhere = false;
        return { view: this.survey(), touched };
      }
      case 'rename_author':
        this.author = args.name;
        return { view: this.survey(), touched: [{ noun: 'person', key: 'person-1' }] };
      case 'close_survey':
        this.opened = false;
        return null;
      case 'forget_recent':
        this.recents = this.recents.filter((one) => one.dir !== args.dir);
        return this.recents;
      case 'outline':
        return {
          scenarios: scenarios.map((scenario) => ({
            code: scenario['code'],
            name: pair(scenario, 'name'),
            items: items.filter((item) => item['scenario'] === scenario['code']).map((item) => ({ code: item['code'], name: pair(item, 'name'), indicators: indicators.filter((row) => row['item'] === item['code']).map((row) => ({ code: row['code'], name: pair(row, 'name'), kind: row['kind'], unit: pair(row, 'unit'), valueType: this.cell({ community: 'wangjing', round: 1, indicator: row['code'] ?? '' }).valueType })) })),
          })),
          lists: lists.map((list) => ({ code: list['key'], name: pair(list, 'name'), sampleMax: Number(list['sample_max']) })),
        };
      case 'board':
        return this.board(args.round);
      case 'cell':
        return this.cell(args.key);
      case 'sheet':
        return { ...args, items: items.filter((item) => item['scenario'] === args.scenario).map((item) => ({ code: item['code'], name: pair(item, 'name'), question: pair(item, 'question'), indicators: indicators.filter((row) => row['item'] === item['code']).map((row) => this.cell({ community: args.community, round: args.round, indicator: row['code'] ?? '' })) })) };
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
        this.write('assessment', key, 'value', form.value, form.seen, this.author, form.reason);
        return { view: this.register('assessment', key, 'value'), touched };
      }
      case 'set_remark':
        this.write('assessment', key, 'remark', form.text, form.seen);
        return { view: this.register('assessment', key, 'remark'), touched };
      case 'set_to_verify':
        this.write('assessment', key, 'to_verify', form.on, form.seen);
        return { view: this.register('assessment', key, 'to_verify'), touched };
      case 'questionnaire': {
        const groups = ['international', 'local', 'working'];
        const standings = ['1.4.3', '2.3.3'].map((indicator, at) => {
          const cell = this.cell({ community: args.community, round: args.round, indicator });
          return { cell: cell.cell, name: cell.name, aggregate: 'mean', groups: groups.map((group) => ({ group, people: at === 0 ? 31 : 12, mean: '70.5', counted: group === 'local' })), refused: 1, running: '70.50', offered: at === 0 ? { kind: 'number', text: '70.5' } : null, result: cell.result, value: cell.value } satisfies B.StandingView;
        });
        const answered = { group: 'local', language: 'zh', consent: 'yes', answered: 8, checked: true, withheld: false, author: '王敏', second: null };
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
        return { zh: '您是否同意？', en: 'Do you agree?', ko: '동의하십니까?', ja: '同意されますか。' };
      case 'topics':
        return [];
      case 'units_table':
        return this.table(args.cell);
      case 'observe':
        this.write('observation', `${key}/${form.unit}`, 'result', form.value, form.seen);
        return { view: this.register('observation', `${key}/${form.unit}`, 'result'), touched: [{ noun: 'observation', key: `${key}/${form.unit}` }] };
      case 'set_observation_remark':
        this.write('observation', `${key}/${form.unit}`, 'remark', form.text, form.seen);
        return { view: this.register('observation', `${key}/${form.unit}`, 'remark'), touched: [{ noun: 'observation', key: `${key}/${form.unit}` }] };
      case 'units':
        return this.unitViews(args.community);
      case 'add_units':
        for (const unit of form.names) this.addUnit(form.community, form.list, unit);
        return { view: this.unitViews(form.community), touched: [{ noun: 'unit', key: 'new' }] };
      case 'rename_unit':
      case 'set_unit_state':
      case 'set_unit_position':
      case 'move_unit': {
        const unit = this.units.find((one) => one.key === form.unit);
        if (!unit) throw { code: 'unknown-unit', args: { key: form.unit } };
        if (form.name) this.write('unit', unit.key, 'name', form.name, form.seen);
        if (form.state) this.write('unit', unit.key, 'state', form.state, form.seen);
        if (name === 'set_unit_position') this.write('unit', unit.key, 'position', form.text, form.seen);
        if (name === 'move_unit') unit.order = (this.units.find((one) => one.key === form.after)?.order ?? -1) + 0.5;
        return { view: this.unitViews(unit.community), touched: [{ noun: 'unit', key: unit.key }] };
      }
      case 'photos': {
        const filter = args.filter as B.PhotoFilter;
        const found = this.photos.filter((photo) => (!filter.community || photo.community === filter.community) && (!filter.round || photo.round === filter.round) && (!filter.indicator || photo.links.some((link) => link.cell?.indicator === filter.indicator)));
        return { total: found.length, photos: found.slice(args.offset, args.offset + args.limit).map((photo) => this.photoView(photo)) };
      }
      case 'add_photo':
        this.addPhotos(1);
        return { view: { key: `photo-${this.photos.length}`, name: 'x.jpg', already: false }, touched: [{ noun: 'photo', key: 'new' }] };
      case 'set_caption': {
        this.write('photo', form.photo, 'caption', form.text, form.seen);
        const photo = this.photos.find((one) => one.key === form.photo);
        return { view: photo && this.photoView(photo), touched: [{ noun: 'photo', key: form.photo }] };
      }
      case 'set_marks': {
        this.write('photo', form.photo, 'marks', form.marks, form.seen);
        const photo = this.photos.find((one) => one.key === form.photo);
        return { view: photo && this.photoView(photo), touched: [{ noun: 'photo', key: form.photo }] };
      }
      case 'unlink_photo': {
        this.photos = this.photos.map((one) => (one.key === form.photo ? { ...one, links: one.links.filter((link) => link.target !== form.target) } : one));
        return { view: this.photos.find((one) => one.key === form.photo), touched: [{ noun: 'photo', key: form.photo }] };
      }
      case 'history':
        return this.values.get(`${form.noun} ${form.key} ${form.field}`)?.history ?? [];
      case 'conflicts':
        return this.conflicts();
      case 'resolve': {
        const conflict = this.conflicts().find((one) => one.id === form.id);
        if (!conflict) throw { code: 'unknown-conflict', args: { id: form.id } };
        const value = this.side(conflict, form.n);
        this.write(conflict.noun, conflict.key, conflict.field, value, conflict.heads.map((one) => one.dot));
        return { view: this.conflicts(), touched: [{ noun: conflict.noun, key: conflict.key }] };
      }
      case 'resolve_all': {
        for (const side of args.sides as B.Side[]) {
          const conflict = this.conflicts().find((one) => one.id === side.id);
          if (!conflict) throw { code: 'unknown-conflict', args: { id: side.id } };
          const value = this.side(conflict, side.n);
          this.write(conflict.noun, conflict.key, conflict.field, value, conflict.heads.map((one) => one.dot));
        }
        return { view: this.conflicts(), touched: [{ noun: '*', key: '*' }] };
      }
      case 'undo':
      case 'redo': {
        const [from, to] = name === 'undo' ? [this.done, this.undone] : [this.undone, this.done];
        const action = from.pop();
        if (!action) throw { code: `${name}-nothing`, args: {} };
        to.push(action);
        const [community = null, round = null, indicator = null] = action.key.split('/');
        return { view: { noun: action.noun, field: action.field, community, round: Number(round), indicator, unitName: null, count: 1, conflicts: this.conflicts().length } satisfies B.DeedView, touched: [{ noun: action.noun, key: action.key }] };
      }
      case 'merges':
        return this.merges;
      case 'take_back_merge':
        this.merges = this.merges.filter((one) => one.id !== args.id);
        return { view: 353, touched: [{ noun: '*', key: '*' }] };
      case 'undelivered':
        return this.undelivered;
      case 'roll_call':
        return this.roll;
      case 'enrol':
        this.roll = { ...this.roll, members: this.roll.members.map((one) => (one.device === args.deviceNumber ? { ...one, role: 'enrolled' } : one)) };
        return { view: this.roll, touched: [{ noun: '*', key: '*' }] };
      case 'revoke':
        if (args.reason === '') throw { code: 'reason-needed', args: { what: '@term-revocation' } };
        this.roll = { ...this.roll, members: this.roll.members.map((one) => (one.device === args.deviceNumber ? { ...one, role: 'revoked' } : one)) };
        return { view: this.roll, touched: [{ noun: '*', key: '*' }] };
      case 'require_enrolment':
        this.roll = { ...this.roll, required: args.on };
        return { view: this.roll, touched: [{ noun: '*', key: '*' }] };
      case 'unlocked':
        return this.unlocked;
      case 'backups':
        return { backups: this.backups, fault: null };
      case 'back_up':
        this.backups = [{ ...this.backups[0]!, path: `/backups/${this.backups.length}` }, ...this.backups];
        return this.backups;
      case 'restore_backup':
        return { dir: args.dir, changes: 8123, blobs: 812, missing: 1, lost: 1, findings: 0 };
      case 'suggest_export':
        return '/media/wang/STICK/演示调研_全部_第1轮_王敏_2026-05-12.tanfang';
      case 'export_survey':
        return { path: form.path, size: '12.4 MB', changes: 8123, blobs: 812, missing: 0, leftOut: form.photos === 'all' ? 0 : 700, sealed: form.passphrase !== null, volumes: [{ path: form.path, size: '12.4 MB', blobs: 812 }] } satisfies B.ExportView;
      case 'plan_merge':
        return (args.files as B.FileToMerge[]).map(({ path: file, passphrase, late }, at): B.FilePlanView => {
          const name = file.split('/').at(-1) ?? '';
          const key = this.sealed.get(name);
          const closed = key === undefined || key === passphrase ? null : { code: passphrase === null ? 'sealed-needs-passphrase' : 'sealed-wrong-passphrase', args: { path: file } };
          const damaged = at === 2 ? { code: 'file-damaged', args: { path: file, part: 'changes.cbor.zst' } } : null;
          const from = [{ device: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', author: '李强', fingerprint: 'a1b2 c3d4', changes: 311, to: 311 }, { device: '77665544', author: '陈洁', fingerprint: '7766 5544', changes: 42, to: 42 }];
          return { file, name, fault: closed ?? damaged, known: at === 1, carrier: '李强', fingerprint: 'a1b2 c3d4', written: '2026-05-12T10:00:00+08:00', sealed: key !== undefined, from, survey: '演示调研', size: '12.4 MB', newChanges: 353, knownChanges: 7770, newAgreements: 12, newConflicts: 4, newBlobs: 118, missingBlobs: 0, lateChanges: this.late, heldBack: late === 'hold' ? this.late : 0 };
        });
      case 'merge':
        return { view: { files: (args.files as B.FileToMerge[]).map(({ path: file }): B.FileReceiptView => ({ file, name: file, status: 'merged', fault: null, newChanges: 353, knownChanges: 7770, newConflicts: 4, newAgreements: 12, blobsVerified: 118, blobsExpected: 118, heldBack: 0 })), conflicts: this.conflicts().length }, touched: [{ noun: '*', key: '*' }] };
      case 'suggest_table':
        return `/home/wang/Documents/${form.table}_${form.round ?? ''}.${form.format}`;
      case 'write_table':
        return { rows: 624, files: form.format === 'csv' ? [args.path, `${args.path}-dictionary.csv`] : [args.path], size: '84 KB' } satisfies B.TableView;
      case 'choose_folder':
        return '/home/wang/Documents/调研';
      case 'choose_files':
        return ['/media/wang/STICK/李强.tanfang', '/media/wang/STICK/旧.tanfang', '/media/wang/STICK/坏.tanfang'];
      case 'choose_save':
        return args.suggested;
      case 'set_draft':
        this.drafts.set(`${form.noun} ${form.key} ${form.field}`, args.text);
        return null;
      case 'clear_draft':
        this.drafts.delete(`${form.noun} ${form.key} ${form.field}`);
        return null;
      default:
        return this.reporting.answer(name, args, this) ?? this.judging.answer(name, args, this) ?? this.field.answer(name, args, this) ?? chart(name, args, this) ?? null;
    }
  }

  /** Lets the slow commands answer, or refuses them. */
  hurry(fault?: B.FaultView): void {
    this.slow.clear();
    for (const one of this.#waiting.splice(0)) {
      if (fault) one.refuse(fault);
      else one.go();
    }
  }

  /** Tells the page how far the job under way is. */
  tell(progress: B.Progress): void {
    this.#channel?.onmessage(progress);
  }

  /** Makes `invoke` answer from this memory. */
  serve(): this {
    mockIPC((name, args) => {
      if (args && 'onProgress' in args) this.#channel = args.onProgress as never;
      if (!this.slow.has(name)) return this.answer(name, args);
      return new Promise<void>((go, refuse) => this.#waiting.push({ go, refuse })).then(() => this.answer(name, args));
    });
    mockConvertFileSrc('linux');
    return this;
  }
}
