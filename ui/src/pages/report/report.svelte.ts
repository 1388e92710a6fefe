/** The report of a scenario: choose, write, open. */
import { ask, commands, faultOf, type Fault, type ReportView } from '../../api/client';
import { JobState } from '../../parts/job.svelte';
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
  job = new JobState<ReportView>();
  /** Why no path could be proposed. */
  unproposed = $state.raw<Fault | null>(null);

  constructor() {
    $effect(() => {
      const { scenario, round, language } = this;
      commands.suggestReport(scenario, round, language).then(
        (path) => {
          if (scenario === this.scenario && round === this.round && language === this.language) this.suggested = path;
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
    const { scenario, communities, round, language, date, path } = this;
    this.unproposed = null;
    const order = (desk.survey?.communities ?? []).map((one) => one.code).filter((code) => communities.includes(code));
    await this.job.run('report', (number, channel) =>
      commands.reportScenario({ scenario, communities: order, round, language, date: date || null, path }, number, channel),
    );
  }

  async open(path: string, folder = false): Promise<void> {
    try {
      await ask(folder ? commands.showFolder(path) : commands.openFile(path));
    } catch (error) {
      desk.complain(faultOf(error));
    }
  }
}
