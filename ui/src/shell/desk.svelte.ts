/** What every page needs: the open survey, the settings, the chosen round, and what the person must be told. */
import { ask, commands, everything, onFault, sentence, settled, verb, type Fault, type Settings, type StartView, type SurveyView } from '../api/client';
import { touch } from '../api/live.svelte';
import { whereLeft } from './left';
import { href } from './place.svelte';
import { words, type Bilingual } from '../words/words.svelte';

export const textSizes: readonly number[] = [100, 115, 130, 150, 175, 200];

const themes = matchMedia('(prefers-color-scheme: dark)');

export interface Note {
  id: number;
  text: string;
  tone: 'good' | 'bad';
}

class Desk {
  start = $state.raw<StartView | null>(null);
  survey = $state.raw<SurveyView | null>(null);
  settings = $state.raw<Settings>({ language: null, author: null, organisation: null, textSize: 100, theme: 'system', density: 'comfortable', phrases: null });
  round = $state(1);
  /** The community that a page was last about: where the next one begins. */
  lately = $state('');
  /** A closed round for which something was recorded without saying why, until that is said. */
  late = $state<number | null>(null);
  /** The folder of the open survey cannot be reached (stick pulled). */
  vanished = $state(false);
  conflicts = $state(0);
  notes = $state<Note[]>([]);
  helping = $state(false);
  /** Read aloud by assistive technology, never shown. */
  spoken = $state('');
  /** Survey files that the window was opened with, or that were opened since, until they are looked into. */
  given = $state.raw<readonly string[]>([]);
  #notes = 0;
  #waiting = new Set<() => Promise<unknown>>();
  #unexplained = new Set<() => Promise<unknown>>();
  #leaving = new Set<() => void>();

  constructor() {
    themes.addEventListener('change', () => this.#dress());
    onFault((fault) => {
      if (fault.code === 'vanished') this.vanished = true;
      if (fault.code === 'late-reason') this.late = Number(fault.args['round']);
    });
  }

  /** Asks what is open and dresses the window. */
  async begin(): Promise<void> {
    const start = await ask(commands.start());
    this.start = start;
    this.#wear(start.settings);
    this.given = start.file === null ? [] : [start.file];
    if (start.survey) this.enter(start.survey);
  }

  /** Shows a survey that has just been opened. */
  enter(survey: SurveyView): void {
    const same = this.survey?.dir === survey.dir;
    this.survey = survey;
    this.conflicts = survey.conflicts;
    this.vanished = false;
    if (!same) {
      const open = survey.rounds.filter((round) => round.state === 'open').at(-1) ?? survey.rounds[0];
      const left = whereLeft(survey);
      this.round = left?.round ?? open?.number ?? 1;
      this.lately = left?.place.rest[0] ?? '';
      // Whoever opens it goes on where they left; the board is one key away.
      location.hash = this.given.length > 0 ? '#/exchange' : left ? href(left.place.page, ...left.place.rest) : '#/board';
    }
  }

  /** Stores what is under the cursor, as when any field is left, and waits for everything under way. */
  async settle(): Promise<void> {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (const stop of this.#leaving) stop();
    await settled();
  }

  async leave(): Promise<void> {
    await this.settle();
    await ask(commands.closeSurvey());
    this.survey = null;
    this.start = await ask(commands.start());
  }

  /** Hands over the files that the window was opened with, once. */
  take(): readonly string[] {
    const { given } = this;
    if (given.length > 0) this.given = [];
    return given;
  }

  /** Shows the plan of survey files that were opened while this window has their survey. */
  async receive(): Promise<void> {
    const given = await ask(commands.takeGiven());
    if (given.length === 0) return;
    await this.settle();
    this.given = given;
    location.hash = '#/exchange';
  }

  /** Tries to reach the survey's folder again. */
  async again(): Promise<boolean> {
    try {
      this.survey = await commands.surveyView();
      this.conflicts = this.survey.conflicts;
    } catch {
      return false;
    }
    this.vanished = false;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const save of waiting) await save();
    touch(everything);
    return true;
  }

  /** Has `save` tried again once the folder is back. */
  whenBack(save: () => Promise<unknown>): void {
    this.#waiting.add(save);
  }

  /** Has `save` tried again once it is said why something is still recorded for a closed round. */
  whenExplained(save: () => Promise<unknown>): void {
    this.#unexplained.add(save);
  }

  /** Saves what waited for a reason. */
  async explained(): Promise<void> {
    this.late = null;
    const waiting = [...this.#unexplained];
    this.#unexplained.clear();
    for (const save of waiting) await save();
  }

  /** Has `stop` called when the survey is left; gives what takes that back. */
  whenLeaving(stop: () => void): () => void {
    this.#leaving.add(stop);
    return () => this.#leaving.delete(stop);
  }

  /** Asks whether another program wrote to the survey meanwhile; if so, everything shown is asked again. */
  async lookAgain(): Promise<void> {
    if (!this.survey) return;
    try {
      const { view, touched } = await ask(commands.lookAgain());
      if (touched.length === 0) return;
      this.survey = view;
      this.conflicts = view.conflicts;
      touch(touched);
    } catch {
      // A folder that is gone has been said already; the rest shows itself where it matters.
    }
  }

  async save(change: Partial<Settings>): Promise<void> {
    const settings = { ...this.settings, ...change };
    this.#wear(settings);
    this.#wear(await ask(commands.saveSettings(settings)));
  }

  #wear(settings: Settings): void {
    this.settings = settings;
    const language = settings.language ?? this.start?.systemLanguage ?? 'zh';
    words.use(language.startsWith('en') ? 'en' : 'zh');
    this.#dress();
  }

  #dress(): void {
    const { theme, textSize, density } = this.settings;
    document.documentElement.dataset['density'] = density;
    document.documentElement.dataset['theme'] = theme === 'system' ? (themes.matches ? 'dark' : 'light') : theme;
    document.documentElement.style.fontSize = `${textSize}%`;
  }

  /** Changes the name records are made under: from now on, and of this person in the open survey. */
  async rename(author: string): Promise<void> {
    await this.save({ author });
    if (this.survey && !this.readOnly && this.survey.person.name !== author) this.survey = await verb(commands.renameAuthor(author));
  }

  /** Makes the text a step larger or smaller, or as it was. */
  async resize(by: 1 | -1 | 0): Promise<void> {
    const at = textSizes.findIndex((size) => size >= this.settings.textSize);
    const to = by === 0 ? 100 : textSizes[Math.min(textSizes.length - 1, Math.max(0, at + by))];
    if (to !== undefined && to !== this.settings.textSize) await this.save({ textSize: to });
  }

  /** Shows a short note that goes away by itself; a bad one waits to be closed. */
  tell(text: string, tone: Note['tone'] = 'good'): void {
    const id = ++this.#notes;
    this.notes.push({ id, text, tone });
    if (tone === 'good') setTimeout(() => this.hush(id), 5000);
  }

  /** Shows a fault as a note. */
  complain(fault: Fault): void {
    if (fault.code !== 'cancelled' && fault.code !== 'vanished') this.tell(sentence(fault), 'bad');
  }

  hush(id: number): void {
    this.notes = this.notes.filter((note) => note.id !== id);
  }

  /** Has assistive technology read `text`, even if it was the last thing said. */
  say(text: string): void {
    this.spoken = '';
    setTimeout(() => (this.spoken = text), 50);
  }

  get readOnly(): boolean {
    return this.survey?.readOnly != null;
  }

  /** Gives the community that a page is about where its address names none. */
  get place(): string {
    const known = this.survey?.communities ?? [];
    return known.some((one) => one.code === this.lately) ? this.lately : (known[0]?.code ?? '');
  }

  community(code: string): Bilingual | null {
    return this.survey?.communities.find((one) => one.code === code)?.name ?? null;
  }

  scenario(code: string): Bilingual | null {
    return this.survey?.scenarios.find((one) => one.code === code)?.name ?? null;
  }
}

export const desk = new Desk();
