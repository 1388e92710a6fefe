/** Weights by comparison in pairs: one set of siblings at a time, every pair judged once. */
import { ask, commands, faultOf, verb, type Fault, type SiblingsView, type WeightingView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';

/** The judgements offered, from “the second matters far more” to “the first does”. */
export const scale = ['1/9', '1/7', '1/5', '1/3', '1', '3', '5', '7', '9'] as const;

export class WeightsState {
  view: Watched<WeightingView>;
  /** The parent of the set that is judged; '' for the scenarios. */
  parent = $state('');
  fault = $state.raw<Fault | null>(null);

  constructor() {
    this.view = watch(() => ({ topics: [{ noun: 'judgement' }, { noun: 'survey' }], fetch: () => ask(commands.weighting()) }));
  }

  get set(): SiblingsView | null {
    return this.view.value?.groups.find((one) => one.parent === this.parent) ?? this.view.value?.groups[0] ?? null;
  }

  /** How many sets are judged whole, in part, or contradict themselves. */
  get standing(): { whole: number; part: number; contradicting: number } {
    const groups = this.view.value?.groups ?? [];
    const whole = groups.filter((one) => one.judged === one.pairs.length);
    return { whole: whole.length, part: groups.filter((one) => one.judged > 0).length - whole.length, contradicting: whole.filter((one) => !one.consistent).length };
  }

  async judge(one: string, other: string, times: string): Promise<void> {
    await this.#do(commands.judge(one, other, times));
  }

  async weigh(on: boolean): Promise<void> {
    await this.#do(commands.weighByJudgements(on));
  }

  async #do(asked: Promise<{ view: WeightingView; touched: { noun: string; key: string }[] }>): Promise<void> {
    try {
      await verb(asked);
      this.fault = null;
      await this.view.refresh();
    } catch (error) {
      this.fault = faultOf(error);
    }
  }
}
