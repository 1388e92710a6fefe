/** A report as it is being put together: its choices, its sections and their order, layouts under a name, where it is written. */
import { ask, commands, faultOf, verb, type AllWrittenView, type Audience, type Edition, type Fault, type Imprint, type Kind, type Languages, type LayoutView, type Profile, type ReportKindView, type WrittenView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { JobState } from '../../parts/job.svelte';
import { desk } from '../../shell/desk.svelte';
import { words } from '../../words/words.svelte';
import { ChosenPhotos } from './photos.svelte';

export type Chosen = Kind | 'all';
export const kinds: readonly Chosen[] = ['scenario', 'community', 'overview', 'confirmation', 'album', 'all'];

/** One section of the builder. */
export interface Section {
  name: string;
  on: boolean;
}

/** An edition with nothing left open. */
export type Whole = Required<Omit<Edition, 'imprint'>> & { imprint: Required<Imprint> };

const blank = (): Required<Imprint> => ({ title: '', author: '', organisation: '', number: '', classification: '', logo: '' });

export class DraftState {
  chosen = $state<Chosen>('scenario');
  scenario = $state(desk.survey?.scenarios[0]?.code ?? '');
  /** The scenario of an album; '' for all. */
  within = $state('');
  community = $state(desk.survey?.communities[0]?.code ?? '');
  communities = $state<string[]>((desk.survey?.communities ?? []).map((one) => one.code));
  round = $state(desk.round);
  languages = $state<Languages>(words.lang);
  profile = $state<Profile>('modern');
  audience = $state<Audience>('internal');
  ranking = $state(false);
  comments = $state(false);
  date = $state(new Date().toLocaleDateString('sv-SE'));
  imprint = $state<Required<Imprint>>(blank());
  eachCommunity = $state(false);
  format = $state<'pdf' | 'docx'>('pdf');
  /** Of each kind, its sections in the order of the report. */
  built = $state<Partial<Record<Kind, Section[]>>>({});
  photos = new ChosenPhotos(() => [this.kind, this.subject.scenario ?? '', this.onePlace ? this.community : ''].join('/'));
  shapes = $state.raw<ReportKindView[]>([]);
  layouts: Watched<LayoutView[]>;
  /** The path as typed; empty while it follows the suggestion. */
  typed = $state('');
  suggested = $state('');
  job = new JobState<WrittenView>();
  whole = new JobState<AllWrittenView>();
  fault = $state.raw<Fault | null>(null);

  constructor() {
    this.layouts = watch(() => ({ topics: [{ noun: 'layout' }], fetch: () => ask(commands.layouts()) }));
    ask(commands.reportKinds()).then(
      (found) => (this.shapes = found),
      (error: unknown) => (this.fault = faultOf(error)),
    );
    $effect(() => {
      const { edition, format } = this;
      if (!this.dated) return;
      const asked = this.chosen === 'all' ? commands.suggestAllEditions(edition) : commands.suggestEdition(edition, format);
      let late = false;
      asked.then(
        (path) => {
          if (!late) this.suggested = path;
        },
        (error: unknown) => {
          if (!late) this.fault = faultOf(error);
        },
      );
      return () => (late = true);
    });
  }

  /** The kind whose sections are built; all at once share those of the scenario report, unbuilt. */
  get kind(): Kind {
    return this.chosen === 'all' ? 'scenario' : this.chosen;
  }

  get onePlace(): boolean {
    return this.chosen === 'community' || this.chosen === 'confirmation';
  }

  /** The sections of a kind as a report has them when nobody builds. */
  usual(kind: Kind): Section[] {
    return (this.shapes.find((one) => one.kind === kind)?.sections ?? []).map(({ name }) => ({ name, on: true }));
  }

  get sections(): Section[] {
    return this.built[this.kind] ?? this.usual(this.kind);
  }

  /** Whether everything in the report is as its kind has it. */
  get untouched(): boolean {
    return this.unbuilt && !this.photos.chosen;
  }

  /** Whether the sections are those of the kind, in their order. */
  get unbuilt(): boolean {
    const usual = this.usual(this.kind);
    return this.sections.length === usual.length && this.sections.every((one, at) => one.on && one.name === usual[at]?.name);
  }

  title(section: string): { zh: string; en: string } {
    const found = this.shapes.find((one) => one.kind === this.kind)?.sections.find((one) => one.name === section);
    return found ?? { zh: section, en: section };
  }

  toggle(name: string): void {
    this.built[this.kind] = this.sections.map((one) => (one.name === name ? { ...one, on: !one.on } : one));
  }

  /** Moves a section by a place up or down; gives whether there was one. */
  move(name: string, by: 1 | -1): boolean {
    const sections = [...this.sections];
    const at = sections.findIndex((one) => one.name === name);
    const to = at + by;
    const [one, other] = [sections[at], sections[to]];
    if (!one || !other) return false;
    [sections[at], sections[to]] = [other, one];
    this.built[this.kind] = sections;
    return true;
  }

  reset(): void {
    this.built = { ...this.built, [this.kind]: this.usual(this.kind) };
    this.photos.all();
  }

  /** What the report is about. */
  get subject(): Pick<Whole, 'kind' | 'scenario' | 'communities' | 'round'> {
    const all = (desk.survey?.communities ?? []).map((one) => one.code);
    const several = all.filter((code) => this.communities.includes(code));
    return {
      kind: this.kind,
      scenario: this.chosen === 'scenario' ? this.scenario : this.chosen === 'album' ? this.within || null : null,
      communities: this.onePlace ? [this.community] : several.length === all.length ? [] : several,
      round: this.round,
    };
  }

  get edition(): Whole {
    return {
      ...this.subject,
      languages: this.languages,
      profile: this.profile,
      audience: this.audience,
      ranking: this.ranking,
      comments: this.comments,
      date: this.date,
      imprint: { ...this.imprint },
      sections: this.chosen === 'all' || this.unbuilt ? [] : this.sections.filter((one) => one.on).map((one) => one.name),
      photos: this.chosen === 'all' ? [] : this.photos.keys,
    };
  }

  /** Whether the date is one; left empty it is today's. */
  get dated(): boolean {
    const [year = 0, month = 0, day = 0] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(this.date) ?? []).slice(1).map(Number);
    return this.date === '' || (month > 0 && day > 0 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month <= 12);
  }

  /** Whether there is anything to write. */
  get ready(): boolean {
    if (!this.dated) return false;
    if (!this.onePlace && this.communities.length === 0) return false;
    if (this.chosen === 'all') return true;
    const on = this.sections.filter((one) => one.on).map((one) => one.name);
    return on.length > 0 && (!on.includes('photos') || !this.photos.chosen || this.photos.keys.length > 0);
  }

  /** Takes the choices of a layout; what it leaves open stays as it is. */
  take(edition: Edition): void {
    const kind = edition.kind ?? 'scenario';
    this.chosen = kind;
    if (kind === 'album') this.within = edition.scenario ?? '';
    else if (edition.scenario) this.scenario = edition.scenario;
    const places = edition.communities ?? [];
    if (this.onePlace) this.community = places[0] ?? this.community;
    else this.communities = places.length === 0 ? (desk.survey?.communities ?? []).map((one) => one.code) : places;
    this.round = edition.round ?? this.round;
    this.languages = edition.languages ?? this.languages;
    this.profile = edition.profile ?? this.profile;
    this.audience = edition.audience ?? this.audience;
    this.ranking = edition.ranking ?? false;
    this.comments = edition.comments ?? false;
    this.imprint = { ...blank(), ...edition.imprint };
    const sections = edition.sections ?? [];
    const rest = this.usual(kind).filter((one) => !sections.includes(one.name));
    const built = sections.length === 0 ? this.usual(kind) : [...sections.map((name) => ({ name, on: true })), ...rest.map((one) => ({ ...one, on: false }))];
    this.built = { ...this.built, [kind]: built };
    this.photos.take(edition.photos ?? []);
  }

  async keep(name: string): Promise<boolean> {
    return this.#do(async () => {
      await verb(commands.saveLayout(name, this.edition));
      await this.layouts.refresh();
    });
  }

  async forget(key: string): Promise<boolean> {
    return this.#do(async () => {
      await verb(commands.deleteEntity('layout', key));
      await this.layouts.refresh();
    });
  }

  get path(): string {
    return this.typed || this.suggested;
  }

  async write(): Promise<void> {
    const { edition, format, path } = this;
    this.fault = null;
    if (this.chosen === 'all') {
      const languages: Languages[] = this.languages === 'both' ? ['zh', 'en'] : [this.languages];
      this.job.clear();
      await this.whole.run('report', (number, channel) => commands.writeAllEditions({ edition, languages, eachCommunity: this.eachCommunity, format, asOf: null, folder: path }, number, channel));
      return;
    }
    this.whole.clear();
    await this.job.run('report', (number, channel) => commands.writeEdition({ edition, format, asOf: null, path }, number, channel));
  }

  async keepLogo(path: string): Promise<void> {
    await this.#do(async () => {
      this.imprint.logo = await verb(commands.keepLogo(path));
    });
  }

  async #do(what: () => Promise<unknown>): Promise<boolean> {
    try {
      await what();
      this.fault = null;
      return true;
    } catch (error) {
      this.fault = faultOf(error);
      return false;
    }
  }
}
