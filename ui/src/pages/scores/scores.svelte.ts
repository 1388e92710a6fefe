/** Scores of a round: by community or by scenario, the heat map of all, how they moved, and what stands behind each. */
import { ask, commands, type CommunityView, type Figure, type GapView, type ScoreRow, type ScoresView, type StabilityView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';

export type Cut = 'scenarios' | 'communities';
/** What the fields of the heat map say. */
export type Show = 'score' | 'change';
/** The columns of the table of a community. */
export type DetailColumn = 'name' | 'score' | 'rank' | 'change' | 'coverage';

const topics = ['assessment', 'observation', 'unit', 'community', 'survey', 'judgement', 'project'].map((noun) => ({ noun }));

/** Writes a place; places that are not told apart are written together. */
export function inPlace(row: ScoreRow | undefined): string {
  if (!row?.rank) return '–';
  const { first, last } = row.rank;
  return first === last ? String(first) : `${first}–${last}`;
}

/** Writes a change with its sign. */
export function signed(change: Figure | null | undefined): string {
  if (!change) return '';
  return change.number > 0 ? `+${change.text}` : change.text.replace('-', '−');
}

/** Sorts by numbers; what has none stands last either way. */
function byNumber<T>(all: readonly T[], number: (one: T) => number | null, down: boolean): T[] {
  return [...all].sort((a, b) => {
    const [left, right] = [number(a), number(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return down ? right - left : left - right;
  });
}

export class ScoresState {
  view: Watched<ScoresView>;
  onlyRound = $state(false);
  /** The round that changes are told from; 0 for the one before. */
  since = $state(0);
  show = $state<Show>('score');
  /** Communities that are not looked at. */
  leftOut = $state<string[]>([]);
  cut = $state<Cut>('communities');
  community = $state('');
  scenario = $state('');
  /** The column the heat map is sorted by: '' as the framework has it, a scenario, `total` or `rank`. */
  order = $state({ column: '', down: true });
  detailOrder = $state<{ column: DetailColumn; down: boolean }>({ column: 'name', down: false });

  constructor(round: () => number) {
    this.view = watch(() => {
      const number = round();
      const { onlyRound } = this;
      const since = this.since === number || this.since === 0 ? null : this.since;
      return { topics, fetch: () => ask(commands.scores({ round: number, onlyRound, since })) };
    });
  }

  /** Whether the figures of this round are still being worked out: nothing is said about them until then. */
  get waiting(): boolean {
    return !this.view.value && !this.view.fault;
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

  /** The mean of a stage over the whole or one scenario. */
  mean(stage: string, code: string | null): Figure | null {
    return this.view.value?.stages.find((one) => one.stage === stage && one.code === code)?.score ?? null;
  }

  /** How many communities of a stage have enough data as a whole. */
  many(stage: string): number {
    return this.view.value?.stages.find((one) => one.stage === stage && one.code === null)?.communities ?? 0;
  }

  sort(column: string): void {
    this.order = { column, down: this.order.column === column ? !this.order.down : column !== 'rank' };
  }

  sortDetail(column: DetailColumn): void {
    const { column: before, down } = this.detailOrder;
    this.detailOrder = { column, down: before === column ? !down : column !== 'name' && column !== 'rank' };
  }

  /** What a field of the heat map is drawn and sorted by. */
  figure(row: ScoreRow | undefined): Figure | null {
    if (!row) return null;
    return this.show === 'change' ? row.change : row.enough ? row.score : null;
  }

  /** Gives the communities that are looked at, sorted by the chosen column; those with too little data stand last either way. */
  sorted(communities: CommunityView[]): CommunityView[] {
    const { column, down } = this.order;
    const shown = communities.filter((one) => !this.leftOut.includes(one.code));
    if (column === '') return down ? shown : shown.reverse();
    return byNumber(
      shown,
      (one) => {
        const row = column === 'total' || column === 'rank' ? this.row('community', one.code, null) : this.row('scenario', one.code, column);
        return column === 'rank' ? (row?.rank?.first ?? null) : (this.figure(row)?.number ?? null);
      },
      down,
    );
  }

  /** Looks at some communities alone. */
  only(communities: CommunityView[], wanted: (one: CommunityView) => boolean): void {
    this.leftOut = communities.filter((one) => !wanted(one)).map((one) => one.code);
  }

  /** Gives the scenarios of a community, or the items and indicators of one scenario. Sorted by a number, indicators stand without their items. */
  below(community: string, scenario: string): ScoreRow[] {
    const { column, down } = this.detailOrder;
    const inside = (row: ScoreRow) =>
      scenario === '' ? row.level === 'scenario' : (row.level === 'item' || row.level === 'indicator') && (row.code ?? '').startsWith(`${scenario}.`);
    const rows = (this.view.value?.rows ?? []).filter((row) => row.community === community && inside(row));
    if (column === 'name') return down ? rows.reverse() : rows;
    const plain = scenario !== '' && column !== 'rank' && column !== 'coverage' ? rows.filter((row) => row.level === 'indicator') : rows.filter((row) => row.level !== 'indicator');
    const number = (row: ScoreRow) => {
      if (column === 'score') return row.enough || row.level === 'indicator' ? (row.score?.number ?? null) : null;
      if (column === 'rank') return row.rank?.first ?? null;
      return (column === 'change' ? row.change : row.coverage)?.number ?? null;
    };
    return byNumber(plain, number, down);
  }

  gaps(community: string, scenario: string): GapView[] {
    return (this.view.value?.gaps ?? []).filter((gap) => gap.community === community && (scenario === '' || gap.scenario === scenario));
  }
}

/** How sure the order is: other sets of weights are tried only while somebody looks. */
export class StabilityState {
  view: Watched<StabilityView>;

  constructor(round: () => number, onlyRound: () => boolean) {
    this.view = watch(() => {
      const [number, only] = [round(), onlyRound()];
      return { topics: topics.filter(({ noun }) => noun !== 'project'), fetch: () => ask(commands.stability(number, only)) };
    });
  }
}
