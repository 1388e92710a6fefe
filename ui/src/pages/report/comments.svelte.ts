/** What those asked for comments say about a report: cell, who, objection, answer, outcome. */
import { untrack } from 'svelte';
import { ask, commands, faultOf, verb, type EntityView, type Fault, type NounForm } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { Entities, formOf, type EntityState } from '../../parts/entity.svelte';

export const outcomes = ['open', 'accepted', 'partly', 'declined'] as const;

export class CommentsState {
  list: Watched<EntityView[]>;
  comments = new Entities();
  form = $state.raw<NounForm | undefined>();
  fault = $state.raw<Fault | null>(null);
  /** What is typed for a new comment. */
  organisation = $state('');
  objection = $state('');
  /** What is looked for. */
  text = $state('');
  outcome = $state('');
  open = $state<string | null>(null);

  constructor() {
    this.list = watch(() => ({ topics: [{ noun: 'feedback' }], fetch: () => ask(commands.entities('feedback', null, null)) }));
    void formOf('feedback').then((found) => (this.form = found));
    $effect(() => {
      const views = this.list.value;
      if (views) untrack(() => this.comments.take(views));
    });
  }

  get shown(): EntityState[] {
    const wanted = this.text.trim().toLowerCase();
    return this.comments.all.filter((one) => {
      if (one.key === this.open) return true;
      if (this.outcome !== '' && (one.text('outcome') || 'open') !== this.outcome) return false;
      return wanted === '' || ['organisation', 'objection', 'answer', 'indicator'].some((field) => one.text(field).toLowerCase().includes(wanted));
    });
  }

  /** Says whether a comment can be taken down. */
  get ready(): boolean {
    return this.organisation.trim() !== '' && this.objection.trim() !== '';
  }

  /** Takes down what an office says, about `about`: the report, cell or round it names. */
  async add(about: Record<string, string>): Promise<void> {
    if (!this.ready) return;
    try {
      const { organisation, objection } = this;
      const made = await verb(commands.addEntity({ noun: 'feedback', fields: { ...about, organisation, objection, outcome: 'open' } }));
      this.objection = '';
      this.fault = null;
      this.open = made.key;
      await this.list.refresh();
    } catch (error) {
      this.fault = faultOf(error);
    }
  }

  async remove(comment: EntityState): Promise<boolean> {
    try {
      await comment.leave();
      await verb(commands.deleteEntity('feedback', comment.key));
      this.fault = null;
      this.open = null;
      await this.list.refresh();
      return true;
    } catch (error) {
      this.fault = faultOf(error);
      return false;
    }
  }
}
