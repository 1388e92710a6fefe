/** Handing a report out for good: its number, to whom, and why although something in it is not settled. */
import { ask, commands, faultOf, verb, type Fault, type UnsettledView, type WrittenView } from '../../api/client';
import type { Whole } from './draft.svelte';
import { JobState } from '../../parts/job.svelte';

export class IssueState {
  number = $state('');
  recipients = $state('');
  note = $state('');
  reason = $state('');
  unsettled = $state.raw<UnsettledView[] | null>(null);
  fault = $state.raw<Fault | null>(null);
  job = new JobState<WrittenView>();
  readonly edition: Whole;
  readonly format: 'pdf' | 'docx';
  path = $state('');

  constructor(edition: Whole, format: 'pdf' | 'docx', path: string) {
    this.edition = edition;
    this.format = format;
    this.path = path;
    this.number = edition.imprint.number;
    ask(commands.unsettled(edition, null)).then(
      (found) => (this.unsettled = found),
      (error: unknown) => (this.fault = faultOf(error)),
    );
    if (this.number === '')
      ask(commands.nextReportNumber(edition.date || null)).then(
        (number) => {
          if (this.number === '') this.number = number;
        },
        (error: unknown) => (this.fault = faultOf(error)),
      );
  }

  get ready(): boolean {
    return this.unsettled !== null && (this.unsettled.length === 0 || this.reason.trim() !== '') && this.path.trim() !== '';
  }

  async issue(): Promise<WrittenView | null> {
    if (!this.ready) return null;
    const { edition, format, path, number, recipients, note, reason } = this;
    const form = { edition: { ...edition, imprint: { ...edition.imprint, number } }, format, asOf: null, path };
    const to = { recipients, note, acknowledge: reason.trim() === '' ? null : reason };
    return this.job.run('report', (job, channel) => verb(commands.issueEdition(form, to, job, channel)));
  }
}
