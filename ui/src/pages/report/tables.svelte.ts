/** Tables for other programs: choose, write, open. */
import { commands, faultOf, type Fault, type TableView } from '../../api/client';
import { JobState } from '../../parts/job.svelte';
import { words } from '../../words/words.svelte';

export const tables = ['assessments', 'observations', 'scores', 'gaps', 'photos', 'conflicts', 'feedback'] as const;
export type TableName = (typeof tables)[number];

export class TablesState {
  table = $state<TableName>('scores');
  format = $state<'xlsx' | 'csv'>('xlsx');
  /** 0 for all rounds. */
  round = $state(0);
  /** The path as typed; empty while it follows the suggestion. */
  typed = $state('');
  suggested = $state('');
  job = new JobState<TableView>();
  /** Why no path could be proposed. */
  unproposed = $state.raw<Fault | null>(null);

  constructor() {
    $effect(() => {
      const { form } = this;
      let late = false;
      commands.suggestTable(form).then(
        (path) => {
          if (!late) this.suggested = path;
        },
        (error: unknown) => {
          if (!late) this.unproposed = faultOf(error);
        },
      );
      return () => (late = true);
    });
  }

  get form() {
    return { table: this.table, format: this.format, round: this.round || null, language: words.lang };
  }

  get path(): string {
    return this.typed || this.suggested;
  }

  get fault(): Fault | null {
    return this.job.fault ?? this.unproposed;
  }

  async write(): Promise<void> {
    const { form, path } = this;
    this.unproposed = null;
    await this.job.run('table', (number, channel) => commands.writeTable(form, path, number, channel));
  }
}
