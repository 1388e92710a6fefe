/**
 * A survey in memory behind the same commands as the real one, for tests and for looking at the pages without Rust. Never shipped.
 * It answers what `invoke` is asked; the shapes are those of `src/api/bindings.ts`.
 */
import { mockConvertFileSrc, mockIPC } from '@tauri-apps/api/mocks';
import type * as B from '../src/api/client';
import { chart } from './chart';
import { Exchange } from './exchange';
import { Field } from './field';
import { communities, framework, indicators, lists, pair, random, rounds, scenarios } from './framework';
import { Judging } from './judging';
import { opening } from './opening';
import { pictures } from './pictures';
import { cellOf, recording } from './recording';
import { Reporting } from './reporting';
import { conflictsOf, settling } from './settling';

/** A register's value as histories and conflicts show it. */
export const any = (value: unknown): B.AnyValue => (typeof value === 'string' ? { kind: 'text', text: value } : typeof value === 'boolean' ? { kind: 'flag', on: value } : value) as B.AnyValue;

interface Stored<T> {
  heads: B.HeadView<T>[];
  history: B.HistoryEntryView[];
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
  unlocked: string[] = [];
  /** How many cells wait for this person's second reading. */
  blind = 0;
  backups: B.BackupView[] = [{ path: '/backups/0', at: '2026-05-12T10:00:00+08:00', changes: 8123, blobs: 812, missing: 0, size: '12.4 MB', locked: false }];
  recents: B.RecentView[] = [
    { dir: '/home/wang/Documents/首都国际人才社区调研 2026', name: '首都国际人才社区调研 2026', demo: false, present: true },
    { dir: '/home/wang/Documents/演示', name: '演示调研', demo: true, present: true },
    { dir: '/media/wang/STICK/望京第二轮', name: '望京第二轮', demo: false, present: false },
  ];
  exchange = new Exchange();
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
      this.photos.push({ noun: 'photo', thumb: `thumb/${key}.jpg`, view: `view/${key}.jpg`, key, name: `IMG_${1000 + at}.jpg`, community, round: 1 + (at % 3), links: [{ target: `assessment/${community}/${1 + (at % 3)}/1.2.1`, cell: { community, round: 1 + (at % 3), indicator: '1.2.1' }, unit: null, unitName: null, finding: null }], caption: this.register('photo', key, 'caption'), marks: this.register('photo', key, 'marks'), takenAt: '2026-05-12T10:03:00+08:00', takenFrom: 'camera', author: '王敏', at: '2026-05-12T10:30:00+08:00', width: 4000, height: 3000, size: '3.4 MB', missing: at % 17 === 5, late: false });
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

  cell(cell: B.CellKeyView): B.CellView {
    return cellOf(this, cell);
  }

  conflicts(): B.ConflictView[] {
    return conflictsOf(this);
  }

  photoView(photo: B.PhotoView): B.PhotoView {
    return { ...photo, caption: this.register('photo', photo.key, 'caption'), marks: this.register('photo', photo.key, 'marks') };
  }

  /** Answers one command. */
  answer(name: string, args: any): unknown {
    this.calls.push({ name, args });
    const form = args?.form ?? args?.register ?? args ?? {};
    if (this.vanished && name !== 'start') throw { code: 'vanished', args: { path: '/media/STICK' } };
    switch (name) {
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
        for (const room of [opening, recording, pictures, settling, chart]) {
          const given = room(name, args, this);
          if (given !== undefined) return given;
        }
        return this.exchange.answer(name, args, this) ?? this.reporting.answer(name, args, this) ?? this.judging.answer(name, args, this) ?? this.field.answer(name, args, this) ?? null;
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
