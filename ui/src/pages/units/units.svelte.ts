/** The sample lists of a community: its units, their order and state. */
import { ask, commands, faultOf, verb, type Fault, type OutlineView, type Reply, type UnitView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { shown } from '../../parts/entry.svelte';
import { desk } from '../../shell/desk.svelte';
import { t } from '../../words/words.svelte';

export type UnitState = 'in' | 'reserve' | 'replaced' | 'closed';

export const unitStates: readonly UnitState[] = ['in', 'reserve', 'replaced', 'closed'];

export function nameOf(unit: UnitView): string {
  return shown(unit.name) ?? '';
}

export function positionOf(unit: UnitView): string {
  return shown(unit.position) ?? '';
}

/** Reads a pasted column: one name a line, the first cell of each, without empty lines and repeats. */
export function column(text: string): string[] {
  const names = text.split(/\r\n|\r|\n/).map((line) => (line.split('\t')[0] ?? '').trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

export class UnitsState {
  community = $state(desk.place);
  list = $state<string | null>(null);
  fault = $state.raw<Fault | null>(null);
  outline = $state.raw<OutlineView | null>(null);
  all: Watched<UnitView[]>;

  constructor() {
    ask(commands.outline()).then(
      (outline) => {
        this.outline = outline;
        this.list ??= outline.lists[0]?.code ?? null;
      },
      (error: unknown) => {
        this.fault = faultOf(error);
      },
    );
    this.all = watch(() => {
      const { community } = this;
      return { topics: [{ noun: 'unit' }, { noun: 'observation' }], fetch: () => ask(commands.units(community, null)) };
    });
  }

  get units(): UnitView[] {
    return (this.all.value ?? []).filter((unit) => unit.list === this.list);
  }

  get counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const unit of this.all.value ?? []) counts.set(unit.list, (counts.get(unit.list) ?? 0) + 1);
    return counts;
  }

  async #do(write: Promise<Reply<unknown>>): Promise<boolean> {
    try {
      await verb(write);
      this.fault = null;
      return true;
    } catch (error) {
      this.fault = faultOf(error);
      return false;
    } finally {
      await this.all.refresh();
    }
  }

  add(names: string[]): Promise<boolean> {
    const { community, list } = this;
    if (!list || names.length === 0) return Promise.resolve(false);
    return this.#do(commands.addUnits({ community, list, names }));
  }

  rename(unit: UnitView, name: string): Promise<boolean> {
    if (name.trim() === '' || name === nameOf(unit)) return Promise.resolve(false);
    return this.#do(commands.renameUnit({ unit: unit.key, name: name.trim(), seen: unit.name.seen }));
  }

  become(unit: UnitView, state: UnitState, reason: string): Promise<boolean> {
    return this.#do(commands.setUnitState({ unit: unit.key, state, reason: reason || null, seen: unit.state.seen }));
  }

  /** Takes a unit out of the sample; the next reserve steps in. */
  async replace(unit: UnitView, reason: string): Promise<boolean> {
    const before = new Set(this.units.filter((one) => shown(one.state) === 'in').map((one) => one.key));
    if (!(await this.#do(commands.replaceUnit(unit.key, reason, unit.state.seen)))) return false;
    const stepped = this.units.find((one) => shown(one.state) === 'in' && !before.has(one.key));
    if (stepped) desk.tell(t('sample-replaced', { unit: nameOf(stepped) }));
    return true;
  }

  place(unit: UnitView, text: string): Promise<boolean> {
    if (text.trim() === positionOf(unit)) return Promise.resolve(true);
    return this.#do(commands.setUnitPosition({ unit: unit.key, text: text.trim(), seen: unit.position.seen }));
  }

  /** Moves a unit one place up or down. */
  move(unit: UnitView, by: 1 | -1): Promise<boolean> {
    const units = this.units;
    const at = units.findIndex((one) => one.key === unit.key);
    const to = at + by;
    if (to < 0 || to >= units.length) return Promise.resolve(false);
    const after = by === 1 ? units[to]?.key : units[to - 1]?.key;
    return this.#do(commands.moveUnit({ unit: unit.key, after: after ?? null }));
  }
}
