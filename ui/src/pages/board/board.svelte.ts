/** The board: what is known of eight communities × nine scenarios in a round. */
import { ask, commands, type BoardCell, type BoardView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';

export interface Sum {
  applicable: number;
  assessed: number;
  open: number;
  conflicts: number;
}

/** Adds up the cells of a community or scenario. */
export function sum(cells: BoardCell[]): Sum {
  const total: Sum = { applicable: 0, assessed: 0, open: 0, conflicts: 0 };
  for (const cell of cells) {
    total.applicable += cell.applicable;
    total.assessed += cell.assessed;
    total.open += cell.bindingOpen;
    total.conflicts += cell.conflicts;
  }
  return total;
}

/** Where the keyboard last stood, so that coming back from a sheet leads there. */
const last = { row: 0, column: 0 };

export class BoardState {
  view: Watched<BoardView>;
  /** Where the keyboard stands in the grid. */
  row = $state(last.row);
  column = $state(last.column);

  constructor(round: () => number) {
    this.view = watch(() => {
      const number = round();
      return {
        topics: [{ noun: 'assessment' }, { noun: 'observation' }, { noun: 'unit' }, { noun: 'community' }, { noun: 'reading' }],
        fetch: () => ask(commands.board(number)),
      };
    });
  }

  /** Puts the keyboard's place somewhere. */
  stand(row: number, column: number): void {
    this.row = last.row = row;
    this.column = last.column = column;
  }

  #index = $derived.by(() => new Map((this.view.value?.cells ?? []).map((cell) => [`${cell.community}/${cell.scenario}`, cell])));

  cell(community: string, scenario: string): BoardCell | undefined {
    return this.#index.get(`${community}/${scenario}`);
  }

  /** Moves the keyboard's place; gives whether the key was one of the grid's. */
  walk(key: string, rows: number, columns: number): boolean {
    const { row, column } = this;
    if (key === 'ArrowUp') this.stand(Math.max(0, row - 1), column);
    else if (key === 'ArrowDown') this.stand(Math.min(rows - 1, row + 1), column);
    else if (key === 'ArrowLeft') this.stand(row, Math.max(0, column - 1));
    else if (key === 'ArrowRight') this.stand(row, Math.min(columns - 1, column + 1));
    else if (key === 'Home') this.stand(row, 0);
    else if (key === 'End') this.stand(row, columns - 1);
    else if (key === 'PageUp') this.stand(0, column);
    else if (key === 'PageDown') this.stand(rows - 1, column);
    else return false;
    return true;
  }
}
