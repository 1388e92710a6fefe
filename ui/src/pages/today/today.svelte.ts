/** The person's own work: the visit under way, assigned sheets, questions, what was not handed over. */
import { ask, commands, faultOf, verb, type EntityView, type Fault, type TodayView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { EntityState } from '../../parts/entity.svelte';

export class TodayState {
  view: Watched<TodayView>;
  visit = $state.raw<EntityState | null>(null);
  fault = $state.raw<Fault | null>(null);

  constructor(round: () => number) {
    this.view = watch(() => {
      const number = round();
      return {
        topics: ['assessment', 'observation', 'sheet', 'question', 'visit', 'photo'].map((noun) => ({ noun })),
        fetch: () => ask(commands.today(number)),
      };
    });
    $effect(() => {
      const visit = this.view.value?.visit ?? null;
      if (visit && this.visit?.key === visit.key) this.visit.take(visit);
      else this.visit = visit && new EntityState(visit);
    });
  }

  async #do<T>(run: Promise<T>): Promise<boolean> {
    try {
      await run;
      this.fault = null;
      await this.view.refresh();
      return true;
    } catch (error) {
      this.fault = faultOf(error);
      return false;
    }
  }

  start(community: string, round: number, members: string): Promise<boolean> {
    return this.#do(verb(commands.startVisit({ community, round: String(round), members })));
  }

  resume(visit: EntityView): Promise<boolean> {
    return this.#do(verb(commands.resumeVisit(visit.key)));
  }

  async end(): Promise<boolean> {
    await this.visit?.leave();
    return this.#do(verb(commands.endVisit()));
  }

  answer(question: EntityView, text: string): Promise<boolean> {
    const seen = question.fields['answer']?.seen ?? [];
    return this.#do(verb(commands.setEntity({ noun: 'question', key: question.key, field: 'answer', text, reason: null, seen })));
  }
}
