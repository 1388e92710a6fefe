/** The start page: which survey to open, and how a new one comes to be. */
import { ask, commands, faultOf, verb, type Fault, type SurveyView } from '../../api/client';
import { keyWanted } from '../../parts/seal';
import { desk } from '../../shell/desk.svelte';
import { t, words } from '../../words/words.svelte';

export type Way = 'create' | 'open' | 'join';

/** Makes a folder name of a survey's name: without what Windows refuses, not too long. */
export function folderName(name: string): string {
  const safe = name.replace(/[\u0000-\u001f<>:"/\\|?*]/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 60).replace(/[. ]+$/, '');
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(safe) ? `${safe}_` : safe;
}

/** Joins a folder and a name the way the folder itself is written. */
export function inside(folder: string, name: string): string {
  const line = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder === '' ? name : `${folder.replace(/[/\\]+$/, '')}${line}${name}`;
}

export class StartState {
  way = $state<Way | null>(null);
  busy = $state<string | null>(null);
  fault = $state.raw<Fault | null>(null);
  name = $state('');
  organisation = $state(desk.settings.organisation ?? '');
  author = $state(desk.settings.author ?? '');
  file = $state('');
  /** What opens a sealed file, or a locked survey. */
  passphrase = $state('');
  identity = $state('');
  /** What the file chosen has asked for. */
  wanted = $state<'passphrase' | 'identity' | null>(null);
  /** A survey that is open and locked, until it is decided how to go on. */
  locked = $state.raw<SurveyView | null>(null);
  /** The folder as typed; empty while it follows the name. */
  folder = $state('');
  /** Folders of recent surveys in which personal values lie open. */
  unlocked = $state.raw<string[]>([]);

  constructor() {
    ask(commands.unlocked()).then(
      (dirs) => {
        this.unlocked = dirs;
      },
      () => {
        // Nothing can be said about these folders; opening one says why.
      },
    );
    const start = desk.start;
    const [given] = desk.given;
    if (given) {
      this.file = given;
      this.way = 'join';
    }
    this.fault = start?.fault ?? null;
  }

  /** Where a new survey goes if nothing else is typed: a folder named after it, among the person's documents. */
  get suggested(): string {
    const documents = desk.start?.documents ?? '';
    const stem = this.way === 'join' ? (this.file.split(/[/\\]/).at(-1) ?? '').replace(/\.tanfang$/i, '') : this.name;
    return inside(documents, folderName(stem) || t('start-folder-name'));
  }

  get dir(): string {
    return this.folder || this.suggested;
  }

  /** `merging`: a file that the window was opened with is merged into what opens; otherwise it is done with. */
  async #run(busy: string, open: Promise<SurveyView>, merging = false): Promise<void> {
    this.busy = busy;
    this.fault = null;
    try {
      const view = await ask(open);
      if (!merging) desk.take();
      if (view.readOnly === 'locked') this.locked = view;
      else desk.enter(view);
    } catch (error) {
      this.fault = faultOf(error);
      this.wanted = keyWanted(this.fault) ?? this.wanted;
    } finally {
      this.busy = null;
    }
  }

  open(dir: string): Promise<void> {
    return this.#run(t('start-opening'), commands.openSurvey(dir), true);
  }

  /** Unlocks the survey that is open, and goes on. */
  unlock(): Promise<void> {
    return this.#run(t('start-opening'), verb(commands.unlockSurvey(this.passphrase)), true);
  }

  /** Looks at the locked survey as it is. */
  look(): void {
    if (this.locked) desk.enter(this.locked);
  }

  /** Puts the locked survey away again. */
  async putAway(): Promise<void> {
    this.locked = null;
    this.passphrase = '';
    this.fault = null;
    await ask(commands.closeSurvey());
  }

  demo(): Promise<void> {
    return this.#run(t('start-making-demo'), commands.openDemo());
  }

  async create(): Promise<void> {
    const { name, organisation, author, dir } = this;
    await this.#remember();
    await this.#run(t('start-opening'), commands.createSurvey({ dir, name, organisation, author, language: words.lang }));
  }

  async join(): Promise<void> {
    const { file, author, dir, wanted } = this;
    const passphrase = wanted === 'passphrase' ? this.passphrase : null;
    const identity = wanted === 'identity' ? this.identity : null;
    await this.#remember();
    await this.#run(t('start-joining'), commands.joinSurvey({ file, dir, author, passphrase, identity }));
  }

  async #remember(): Promise<void> {
    const { author, organisation } = this;
    if (author !== desk.settings.author || organisation !== (desk.settings.organisation ?? '')) {
      await desk.save({ author, organisation: organisation || null });
    }
  }

  async forget(dir: string): Promise<void> {
    try {
      const recents = await ask(commands.forgetRecent(dir));
      if (desk.start) desk.start = { ...desk.start, recents };
    } catch (error) {
      this.fault = faultOf(error);
    }
  }
}
