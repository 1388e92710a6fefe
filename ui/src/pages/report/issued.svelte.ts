/** Reports that were handed out: what they show, what changed since, written again as issued, compared with another state. */
import { ask, commands, faultOf, type ComparisonView, type Fault, type IssuedView, type WrittenAgainView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { JobState } from '../../parts/job.svelte';

/** How many numbers changed; `null`: what it rests on is not all here. */
export type Since = { count: number | null } | 'asking' | Fault;

export class IssuedState {
  list: Watched<IssuedView[]>;
  open = $state<string | null>(null);
  since = $state.raw<ReadonlyMap<string, Since>>(new Map());
  /** What a report is compared with: `now`, or the key of another. */
  other = $state('now');
  comparison = $state.raw<{ key: string; other: string; view: ComparisonView } | null>(null);
  comparing = $state(false);
  fault = $state.raw<Fault | null>(null);
  path = $state('');
  job = new JobState<WrittenAgainView>();

  constructor() {
    this.list = watch(() => ({ topics: [{ noun: 'report' }], fetch: () => ask(commands.issuedReports()) }));
  }

  /** Opens one, or closes it; what changed since is worked out when somebody looks. */
  show(key: string): void {
    this.open = this.open === key ? null : key;
    this.other = 'now';
    this.job.clear();
    this.path = '';
    if (this.open !== null) void this.ask(key);
  }

  async ask(key: string): Promise<void> {
    if (this.since.has(key) && this.since.get(key) !== undefined) return;
    this.#note(key, 'asking');
    try {
      this.#note(key, { count: await ask(commands.changedSince(key)) });
    } catch (error) {
      this.#note(key, faultOf(error));
    }
  }

  /** Forgets what was worked out: the survey has changed. */
  forget(): void {
    this.since = new Map();
    this.comparison = null;
  }

  #note(key: string, since: Since): void {
    this.since = new Map([...this.since, [key, since]]);
  }

  async compare(key: string): Promise<void> {
    const { other } = this;
    this.comparing = true;
    try {
      this.comparison = { key, other, view: await ask(commands.compareStates(key, other)) };
      this.fault = null;
    } catch (error) {
      this.fault = faultOf(error);
    } finally {
      this.comparing = false;
    }
  }

  /** Writes a report again from exactly the state it was issued from. */
  async again(report: IssuedView): Promise<void> {
    const format = this.path.toLowerCase().endsWith('.docx') ? 'docx' : 'pdf';
    await this.job.run('report', (job, channel) => commands.writeIssuedAgain(report.key, format, this.path, job, channel));
  }
}
