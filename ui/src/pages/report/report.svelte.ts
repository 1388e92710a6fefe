/** The report of a scenario: choose, write, open. */
import { ask, commands, faultOf, job, type Fault, type Progress, type ReportView } from '../../api/client';
import { desk } from '../../shell/desk.svelte';
import { words, type Lang } from '../../words/words.svelte';

export class ReportState {
  scenario = $state(desk.survey?.scenarios[0]?.code ?? '1');
  communities = $state<string[]>((desk.survey?.communities ?? []).map((one) => one.code));
  round = $state(desk.round);
  language = $state<Lang>(words.lang);
  date = $state(new Date().toLocaleDateString('sv-SE'));
  /** The path as typed; empty while it follows the suggestion. */
  typed = $state('');
  suggested = $state('');
  progress = $state<Progress | null>(null);
  done = $state.raw<ReportView | null>(null);
  fault = $state.raw<Fault | null>(null);
  #cancel: (() => void) | null = null;

  constructor() {
    $effect(() => {
      const { scenario, round, language } = this;
      commands.suggestReport(scenario, round, language).then(
        (path) => {
          if (scenario === this.scenario && round === this.round && language === this.language) this.suggested = path;
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
    const { scenario, communities, round, language, date, path } = this;
    this.fault = null;
    this.done = null;
    this.progress = { phase: '', done: 0, total: 0 };
    const order = (desk.survey?.communities ?? []).map((one) => one.code).filter((code) => communities.includes(code));
    const { done, cancel } = job(
      (number, channel) => commands.reportScenario({ scenario, communities: order, round, language, date: date || null, path }, number, channel),
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

  async open(path: string, folder = false): Promise<void> {
    try {
      await ask(folder ? commands.showFolder(path) : commands.openFile(path));
    } catch (error) {
      desk.complain(faultOf(error));
    }
  }
}
