/** The units of one indicator: what was seen at each, and the aggregate computed from them. */
import { untrack } from 'svelte';
import { ask, commands, verb, type CellKeyView, type UnitRow, type UnitsTableView, type ValueView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { Entry } from '../../parts/entry.svelte';
import { textOf, valueOf } from '../../parts/value';
import { reasonMissing, type CellState } from './sheet.svelte';

export class RowState {
  row: UnitRow = $state.raw() as UnitRow;
  value: Entry<ValueView>;
  remark: Entry<string>;

  constructor(cell: CellKeyView, row: UnitRow, input: UnitsTableView['input']) {
    this.row = row;
    const unit = row.unit;
    const key = `${cell.community}/${cell.round}/${cell.indicator}/${unit}`;
    this.value = new Entry<ValueView>(
      {
        field: { noun: 'observation', key, field: 'result' },
        text: textOf,
        check: reasonMissing,
        write: (text, seen) => verb(commands.observe({ cell, unit, value: valueOf(text, input === 'pair'), reason: null, seen })),
      },
      row.value,
    );
    this.remark = new Entry<string>(
      {
        field: { noun: 'observation', key, field: 'remark' },
        text: (text) => text ?? '',
        write: (text, seen) => verb(commands.setObservationRemark({ cell, unit, text, seen })),
      },
      row.remark,
    );
  }

  take(row: UnitRow): void {
    this.row = row;
    this.value.show(row.value);
    this.remark.show(row.remark);
  }
}

export class UnitsTableState {
  view: Watched<UnitsTableView>;
  rows = $state.raw<RowState[]>([]);
  table = $state.raw<UnitsTableView | null>(null);
  #cell: CellState;

  constructor(cell: CellState) {
    this.#cell = cell;
    const { community, round, indicator } = cell.view.cell;
    this.view = watch(() => ({
      topics: [
        { noun: 'observation', prefix: `${community}/${round}/${indicator}/` },
        { noun: 'unit' },
        { noun: 'photo' },
        { noun: 'document' },
      ],
      fetch: () => ask(commands.unitsTable(cell.view.cell)),
    }));
    $effect(() => {
      const view = this.view.value;
      if (view) untrack(() => this.take(view));
    });
  }

  take(table: UnitsTableView): void {
    this.table = table;
    const known = new Map(this.rows.map((row) => [row.row.unit, row]));
    const rows = table.rows.map((one) => {
      const row = known.get(one.unit);
      row?.take(one);
      return row ?? new RowState(this.#cell.view.cell, one, table.input);
    });
    if (rows.length !== this.rows.length || rows.some((row, at) => row !== this.rows[at])) this.rows = rows;
  }

  /** Adds a unit to the list without leaving the sheet. */
  async add(name: string): Promise<void> {
    const list = this.table?.list;
    if (!list || name.trim() === '') return;
    await verb(commands.addUnits({ community: this.#cell.view.cell.community, list, names: [name.trim()] }));
    await this.view.refresh();
  }
}
