/** Scores of a round: by community or by scenario, and the table of all. */
import { ask, commands, type ScoreRow, type ScoresView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';

/** Below this coverage, in percent, a score says too little to be compared (framework README, “Score”). */
export const enoughCoverage = 70;

export type Cut = 'scenarios' | 'communities';

export class ScoresState {
  view: Watched<ScoresView>;
  onlyRound = $state(false);
  cut = $state<Cut>('communities');
  community = $state('');
  scenario = $state('');

  constructor(round: () => number) {
    this.view = watch(() => {
      const number = round();
      const { onlyRound } = this;
      return {
        topics: [{ noun: 'assessment' }, { noun: 'observation' }, { noun: 'unit' }, { noun: 'community' }],
        fetch: () => ask(commands.scores({ round: number, onlyRound })),
      };
    });
  }

  /** Finds the row of a community at a level; `code` null at level community. */
  row(level: ScoreRow['level'], community: string, code: string | null): ScoreRow | undefined {
    return this.index.get(`${level}/${community}/${code ?? ''}`);
  }

  index = $derived.by(() => {
    const index = new Map<string, ScoreRow>();
    for (const row of this.view.value?.rows ?? []) index.set(`${row.level}/${row.community}/${row.code ?? ''}`, row);
    return index;
  });
}
