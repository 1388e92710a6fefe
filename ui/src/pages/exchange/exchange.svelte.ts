/** Handing a survey file over, and merging those of others: plan, apply, receipt. */
import {
  commands,
  ask,
  faultOf,
  job,
  upload,
  type ExportView,
  type Fault,
  type MergeView,
  type FilePlanView,
  type Progress,
} from '../../api/client';
import { touch } from '../../api/live.svelte';
import { desk } from '../../shell/desk.svelte';

export class HandOverState {
  community = $state('');
  typed = $state('');
  suggested = $state('');
  progress = $state<Progress | null>(null);
  done = $state.raw<ExportView | null>(null);
  fault = $state.raw<Fault | null>(null);
  #cancel: (() => void) | null = null;

  constructor() {
    $effect(() => {
      const { community } = this;
      const { round } = desk;
      commands.suggestExport(community || null, round).then(
        (path) => {
          if (community === this.community) this.suggested = path;
        },
        (error: unknown) => {
          this.fault = faultOf(error);
        },
      );
    });
  }

  get path(): string {
    return this.typed || this.suggested;
  }

  async write(): Promise<void> {
    const { path } = this;
    this.fault = null;
    this.done = null;
    this.progress = { phase: '', done: 0, total: 0 };
    const { done, cancel } = job(
      (number, channel) => commands.exportSurvey(path, number, channel),
      (progress) => {
        if (this.progress) this.progress = progress;
      },
    );
    this.#cancel = cancel;
    try {
      this.done = await done;
    } catch (error) {
      const fault = faultOf(error);
      if (fault.code !== 'cancelled') this.fault = fault;
    } finally {
      this.progress = null;
      this.#cancel = null;
    }
  }

  cancel(): void {
    this.#cancel?.();
  }
}

export class MergeState {
  files = $state.raw<string[]>([]);
  path = $state('');
  plans = $state.raw<FilePlanView[] | null>(null);
  progress = $state<Progress | null>(null);
  done = $state.raw<MergeView | null>(null);
  fault = $state.raw<Fault | null>(null);
  #cancel: (() => void) | null = null;

  /** Adds paths and looks at all of them: nothing is changed yet. */
  async add(paths: string[]): Promise<void> {
    const fresh = paths.map((path) => path.trim()).filter((path) => path !== '' && !this.files.includes(path));
    if (fresh.length === 0) return;
    this.done = null;
    this.files = [...this.files, ...fresh];
    this.path = '';
    await this.#plan();
  }

  /** Adds files chosen in the page itself: their bytes are copied to where Rust reads them. */
  async choose(files: readonly File[]): Promise<void> {
    const paths: string[] = [];
    this.fault = null;
    try {
      for (const file of files) {
        paths.push(
          await upload(file, (done, total) => {
            this.progress = { phase: 'upload', done, total };
          }),
        );
      }
    } catch (error) {
      this.fault = faultOf(error);
    } finally {
      this.progress = null;
    }
    await this.add(paths);
  }

  async remove(file: string): Promise<void> {
    this.files = this.files.filter((one) => one !== file);
    this.plans = this.plans?.filter((one) => one.file !== file) ?? null;
    if (this.files.length === 0) this.plans = null;
  }

  async #plan(): Promise<void> {
    this.fault = null;
    this.progress = { phase: 'plan', done: 0, total: 0 };
    try {
      this.plans = await ask(commands.planMerge(this.files));
    } catch (error) {
      this.fault = faultOf(error);
    } finally {
      this.progress = null;
    }
  }

  get ready(): boolean {
    return this.plans !== null && this.plans.some((plan) => plan.fault === null);
  }

  /** Merges what the plan found in order; each file is one transaction. */
  async merge(): Promise<void> {
    const files = (this.plans ?? []).filter((plan) => plan.fault === null).map((plan) => plan.file);
    this.fault = null;
    this.progress = { phase: 'merge', done: 0, total: files.length };
    const { done, cancel } = job(
      (number, channel) => commands.merge(files, number, channel),
      (progress) => {
        if (this.progress) this.progress = progress;
      },
    );
    this.#cancel = cancel;
    try {
      const reply = await done;
      touch(reply.touched);
      this.done = reply.view;
      this.files = [];
      this.plans = null;
      desk.conflicts = reply.view.conflicts;
    } catch (error) {
      const fault = faultOf(error);
      if (fault.code !== 'cancelled') this.fault = fault;
    } finally {
      this.progress = null;
      this.#cancel = null;
    }
  }

  cancel(): void {
    this.#cancel?.();
  }

  clear(): void {
    this.files = [];
    this.plans = null;
    this.done = null;
    this.fault = null;
  }
}
