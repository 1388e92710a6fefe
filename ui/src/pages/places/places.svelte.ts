/** By place: one unit, and everything that is asked there, from all scenarios. */
import { untrack } from 'svelte';
import { ask, commands, type PlaceRow, type PlaceStand, type PlaceView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { RowState } from '../sheet/units-table.svelte';

/** One question at this place. */
export class AskedState {
  about: PlaceRow = $state.raw() as PlaceRow;
  row: RowState;

  constructor(place: PlaceView, about: PlaceRow) {
    this.about = about;
    const row = { unit: place.unit, name: place.name, state: 'in', value: about.value, remark: about.remark, photos: 0 };
    this.row = new RowState(about.cell, row, about.input);
  }

  take(about: PlaceRow): void {
    this.about = about;
    this.row.value.show(about.value);
    this.row.remark.show(about.remark);
  }
}

/** Whether places follow a short way instead of their lists: chosen once for the day, like the order on paper. */
export const order = $state({ onRoute: false });

export class PlacesState {
  stands: Watched<PlaceStand[]>;
  view: Watched<PlaceView>;
  rows = $state.raw<AskedState[]>([]);
  of = $state('');

  constructor(where: () => { community: string; round: number; unit: string | null }) {
    this.stands = watch(() => {
      const { community, round } = where();
      return {
        topics: [{ noun: 'unit' }, { noun: 'observation', prefix: `${community}/${round}/` }],
        fetch: () => ask(commands.places(community, round)),
      };
    });
    this.view = watch(() => {
      const { round, unit } = where();
      // What is written here comes back with the answer; only others' changes have to be asked for.
      return {
        topics: [{ noun: 'unit', prefix: unit ?? '' }, { noun: 'observation' }],
        fetch: async () => (unit ? ask(commands.place(round, unit)) : { community: '', round, unit: '', list: '', name: '', rows: [] }),
      };
    });
    $effect(() => {
      const view = this.view.value;
      if (view) untrack(() => this.#take(view));
    });
  }

  #take(view: PlaceView): void {
    const of = `${view.unit}/${view.round}`;
    if (of !== this.of) void this.leave();
    const known = new Map(of === this.of ? this.rows.map((row) => [row.about.cell.indicator, row]) : []);
    this.rows = view.rows.map((about) => {
      const row = known.get(about.cell.indicator);
      row?.take(about);
      return row ?? new AskedState(view, about);
    });
    this.of = of;
  }

  /** Writes whatever is still being typed. */
  async leave(): Promise<void> {
    await Promise.all(this.rows.flatMap(({ row }) => [row.value.settle(), row.remark.settle()]));
  }

  /** Gives the places in the chosen order. */
  get ordered(): PlaceStand[] {
    const stands = this.stands.value ?? [];
    return order.onRoute ? [...stands].sort((a, b) => a.turn - b.turn) : stands;
  }

  /** Gives the unit before or after this one, in the chosen order. */
  neighbour(unit: string | null, by: 1 | -1): string | undefined {
    const stands = this.ordered;
    const at = stands.findIndex((stand) => stand.unit === unit);
    return stands[at + by]?.unit;
  }
}
