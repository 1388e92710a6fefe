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

export class BoardState {
  view: Watched<BoardView>;
  /** Where the keyboard stands in the grid. */
  row = $state(0);
  column = $state(0);

  constructor(round: () => number) {
    this.view = watch(() => {
      const number = round();
      return {
        topics: [{ noun: 'assessment' }, { noun: 'observation' }, { noun: 'unit' }, { noun: 'community' }],
        fetch: () => ask(commands.board(number)),
      };
    });
  }

  cell(community: string, scenario: string): BoardCell | undefined {
    return this.view.value?.cells.find((cell) => cell.community === community && cell.scenario === scenario);
  }

  /** Moves the keyboard's place; gives whether the key was one of the grid's. */
  walk(key: string, rows: number, columns: number): boolean {
    const { row, column } = this;
    if (key === 'ArrowUp') this.row = Math.max(0, row - 1);
    else if (key === 'ArrowDown') this.row = Math.min(rows - 1, row + 1);
    else if (key === 'ArrowLeft') this.column = Math.max(0, column - 1);
    else if (key === 'ArrowRight') this.column = Math.min(columns - 1, column + 1);
    else if (key === 'Home') this.column = 0;
    else if (key === 'End') this.column = columns - 1;
    else if (key === 'PageUp') this.row = 0;
    else if (key === 'PageDown') this.row = rows - 1;
    else return false;
    return true;
  }
}
