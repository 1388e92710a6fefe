/** Handing a survey file over, and merging those of others: plan, apply, receipt. */
import {
  ask,
  commands,
  faultOf,
  upload,
  verb,
  type ExportView,
  type Fault,
  type FilePlanView,
  type FileToMerge,
  type LateChoice,
  type MergedFileView,
  type MergeView,
  type PhotoChoice,
  type Reply,
} from '../../api/client';
import { touch, watch } from '../../api/live.svelte';
import { JobState } from '../../parts/job.svelte';
import { desk } from '../../shell/desk.svelte';
import { t, words } from '../../words/words.svelte';

export class HandOverState {
  community = $state('');
  typed = $state('');
  suggested = $state('');
  photos = $state<PhotoChoice>('all');
  /** The device that receives the file; empty where everything is written. */
  receiver = $state('');
  since = $state('');
  volume = $state('');
  passphrase = $state('');
  /** Leaves the file readable for everybody although the survey has a rule that seals it. */
  open = $state(false);
  job = new JobState<ExportView>();
  /** Why no path could be proposed. */
  unproposed = $state.raw<Fault | null>(null);

  constructor() {
    $effect(() => {
      const { community } = this;
      const { round } = desk;
      commands.suggestExport(community || null, round).then(
        (path) => {
          if (community === this.community) this.suggested = path;
        },
        (error: unknown) => {
          this.unproposed = faultOf(error);
        },
      );
    });
  }

  get path(): string {
    return this.typed || this.suggested;
  }

  get fault(): Fault | null {
    return this.job.fault ?? this.unproposed;
  }

  async write(): Promise<void> {
    const { path, photos } = this;
    const form = {
      path,
      photos,
      since: this.since.trim() || null,
      forDevice: this.receiver || null,
      volumeMb: this.volume.trim() || null,
      passphrase: this.passphrase || null,
      open: this.open && !this.passphrase,
    };
    this.unproposed = null;
    await this.job.run('export', (number, channel) => commands.exportSurvey(form, number, channel));
  }
}

export class MergeState {
  files = $state.raw<FileToMerge[]>([]);
  path = $state('');
  plans = $state.raw<FilePlanView[] | null>(null);
  uploading = new JobState<void>();
  planning = new JobState<FilePlanView[]>();
  merging = new JobState<Reply<MergeView>>();

  /** The job under way, or the one that said last why it was refused. */
  get job(): JobState<unknown> {
    const all = [this.uploading, this.planning, this.merging];
    return all.find((one) => one.progress) ?? all.find((one) => one.fault) ?? this.merging;
  }

  get done(): MergeView | null {
    return this.merging.done?.view ?? null;
  }

  /** Where the receipt of this merge was written. */
  receipt = $state<string | null>(null);

  async writeReceipt(): Promise<void> {
    try {
      this.receipt = await ask(commands.writeReceipt(words.lang));
    } catch (error) {
      desk.complain(faultOf(error));
    }
  }

  async openReceipt(): Promise<void> {
    if (this.receipt) await ask(commands.openFile(this.receipt)).catch((error: unknown) => desk.complain(faultOf(error)));
  }

  /** Adds paths and looks at all of them: nothing is changed yet. */
  async add(paths: readonly string[]): Promise<void> {
    const fresh = paths.map((path) => path.trim()).filter((path) => path !== '' && !this.files.some((file) => file.path === path));
    if (fresh.length === 0) return;
    this.path = '';
    await this.#plan([...this.files, ...fresh.map((path): FileToMerge => ({ path, passphrase: null, identity: null, late: 'take', trust: [] }))]);
  }

  /** Tries to open a sealed file with what was typed. */
  async unseal(file: string, key: 'passphrase' | 'identity', text: string): Promise<void> {
    await this.#plan(this.files.map((one) => (one.path === file ? { ...one, [key]: text } : one)));
  }

  file(path: string): FileToMerge | undefined {
    return this.files.find((one) => one.path === path);
  }

  /** Says what becomes of late changes, and looks again at what the file would then do. */
  async settleLate(file: string, late: LateChoice): Promise<void> {
    await this.#plan(this.files.map((one) => (one.path === file ? { ...one, late } : one)));
  }

  /** Notes that somebody compared a device's fingerprint with its owner, or takes that back. */
  trust(file: string, device: string, on: boolean): void {
    const change = (one: FileToMerge) => ({ ...one, trust: [...one.trust.filter((other) => other !== device), ...(on ? [device] : [])] });
    this.files = this.files.map((one) => (one.path === file ? change(one) : one));
  }

  async #plan(files: FileToMerge[]): Promise<void> {
    this.merging.clear();
    this.receipt = null;
    const plans = await this.planning.run('plan', (number, channel) => commands.planMerge(files, number, channel));
    // Stopped or refused: what was looked at before stays.
    if (!plans) return;
    this.files = files;
    this.plans = plans;
  }

  /** Adds files chosen in the page itself: their bytes are copied to where Rust reads them. */
  async choose(files: readonly File[]): Promise<void> {
    const paths: string[] = [];
    await this.uploading.walk('upload', async (tell, stopped) => {
      for (const file of files) {
        const path = await upload(file, (done, total) => tell(Math.round(done / 1000), Math.round(total / 1000), true), stopped);
        if (path === null) return;
        paths.push(path);
      }
    });
    await this.add(paths);
  }

  async remove(file: string): Promise<void> {
    this.files = this.files.filter((one) => one.path !== file);
    this.plans = this.plans?.filter((one) => one.file !== file) ?? null;
    if (this.files.length === 0) this.plans = null;
  }

  get ready(): boolean {
    return this.plans !== null && this.plans.some((plan) => plan.fault === null);
  }

  /** Merges what the plan found in order; each file is one transaction. */
  async merge(): Promise<void> {
    const sound = new Set((this.plans ?? []).filter((plan) => plan.fault === null).map((plan) => plan.file));
    const files = this.files.filter((file) => sound.has(file.path));
    const reply = await this.merging.run('merge', (number, channel) => commands.merge(files, number, channel));
    if (!reply) return;
    touch(reply.touched);
    this.files = [];
    this.plans = null;
    desk.conflicts = reply.view.conflicts;
  }

  clear(): void {
    this.files = [];
    this.plans = null;
    for (const job of [this.uploading, this.planning, this.merging]) job.clear();
  }
}

/** The files merged here, each of which can be taken back. */
export class MergedState {
  all = watch<MergedFileView[]>(() => ({ topics: [{ noun: '*' }], fetch: () => ask(commands.merges()) }));
  busy = $state(false);
  fault = $state.raw<Fault | null>(null);

  async takeBack(merge: MergedFileView): Promise<void> {
    this.busy = true;
    this.fault = null;
    try {
      const count = await verb(commands.takeBackMerge(merge.id));
      desk.conflicts = (await ask(commands.conflicts())).length;
      desk.tell(t('exchange-taken-back', { name: merge.name, count }));
    } catch (error) {
      this.fault = faultOf(error);
    } finally {
      this.busy = false;
    }
  }
}
