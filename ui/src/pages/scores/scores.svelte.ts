/** Scores of a round: by community or by scenario, the heat map of all, and what stands behind each. */
import { ask, commands, type CommunityView, type GapView, type ScoreRow, type ScoresView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';

export type Cut = 'scenarios' | 'communities';

/** Writes a place; places that are not told apart are written together. */
export function inPlace(row: ScoreRow | undefined): string {
  if (!row?.rank) return '–';
  const { first, last } = row.rank;
  return first === last ? String(first) : `${first}–${last}`;
}

export class ScoresState {
  view: Watched<ScoresView>;
  onlyRound = $state(false);
  cut = $state<Cut>('communities');
  community = $state('');
  scenario = $state('');
  /** What is looked at closely; without a scenario the community as a whole. */
  chosen = $state({ community: '', scenario: '' });
  /** The column the heat map is sorted by: '' as the framework has it, a scenario, or `total`. */
  order = $state({ column: '', down: true });

  constructor(round: () => number) {
    this.view = watch(() => {
      const number = round();
      const { onlyRound } = this;
      return {
        topics: ['assessment', 'observation', 'unit', 'community', 'survey', 'judgement', 'project'].map((noun) => ({ noun })),
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

  choose(community: string, scenario: string): void {
    this.chosen = { community, scenario };
  }

  sort(column: string): void {
    this.order = { column, down: this.order.column === column ? !this.order.down : true };
  }

  /** Sorts communities by the chosen column; those with too little data stand last either way. */
  sorted(communities: CommunityView[]): CommunityView[] {
    const { column, down } = this.order;
    if (column === '') return down ? communities : [...communities].reverse();
    const score = (one: CommunityView) => {
      const row = column === 'total' ? this.row('community', one.code, null) : this.row('scenario', one.code, column);
      return row?.enough && row.score ? row.score.number : null;
    };
    return [...communities].sort((a, b) => {
      const [left, right] = [score(a), score(b)];
      if (left === null || right === null) return Number(left === null) - Number(right === null);
      return down ? right - left : left - right;
    });
  }

  /** Gives the scenarios of a community, or the items and indicators of one scenario. */
  below(community: string, scenario: string): ScoreRow[] {
    const inside = (row: ScoreRow) =>
      scenario === '' ? row.level === 'scenario' : (row.level === 'item' || row.level === 'indicator') && (row.code ?? '').startsWith(`${scenario}.`);
    return (this.view.value?.rows ?? []).filter((row) => row.community === community && inside(row));
  }

  gaps(community: string, scenario: string): GapView[] {
    return (this.view.value?.gaps ?? []).filter((gap) => gap.community === community && (scenario === '' || gap.scenario === scenario));
  }
}
