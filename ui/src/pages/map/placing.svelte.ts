/** Putting units, findings and visits on the map: which one is in hand, and what pressing does. */
import { ask, commands, verb, type SpotView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { textIn } from '../../parts/entity.svelte';
import { shown } from '../../parts/entry.svelte';
import { spotText } from './plane';

export const placeable = ['unit', 'finding', 'visit'] as const;
export type Placeable = (typeof placeable)[number];

/** A thing that has a place, or may get one. */
export interface Thing {
  key: string;
  name: string;
  /** What tells it from others of its name, such as the list of a unit. */
  beside: string;
  position: string;
  seen: string[];
}

export class Placing {
  kind = $state<Placeable>('unit');
  /** The thing in hand; none: a new finding is made where one presses. */
  key = $state('');
  /** What a new finding says. */
  text = $state('');
  things: Watched<Thing[]>;
  #where: () => { community: string; round: number };

  constructor(where: () => { community: string; round: number }) {
    this.#where = where;
    this.things = watch(() => {
      const { community, round } = where();
      const { kind } = this;
      return { topics: [{ noun: kind }], fetch: () => read(kind, community, round) };
    });
  }

  /** Those without a place first. */
  get ordered(): { without: Thing[]; placed: Thing[] } {
    const all = this.things.value ?? [];
    return { without: all.filter((one) => one.position === ''), placed: all.filter((one) => one.position !== '') };
  }

  get thing(): Thing | undefined {
    return this.things.value?.find((one) => one.key === this.key);
  }

  take(kind: Placeable, key: string): void {
    this.kind = kind;
    this.key = key;
  }

  /** Puts what is in hand at a place, as one change; gives its name, or nothing where there is nothing in hand. */
  async put(spot: SpotView): Promise<string | null> {
    const { community, round } = this.#where();
    const text = spotText(spot);
    const { kind, thing } = this;
    if (!thing) {
      const says = this.text.trim();
      if (kind !== 'finding' || says === '') return null;
      await verb(commands.addEntity({ noun: 'finding', fields: { community, round: String(round), text: says, position: text } }));
      this.text = '';
      return says;
    }
    if (kind === 'unit') await verb(commands.setUnitPosition({ unit: thing.key, text, seen: thing.seen }));
    else await verb(commands.setEntity({ noun: kind, key: thing.key, field: 'position', text, reason: null, seen: thing.seen }));
    // Whoever goes through a list has the next one in hand; what was moved stays there, to be moved again.
    if (thing.position === '') this.key = this.ordered.without.find((one) => one.key !== thing.key)?.key ?? '';
    await this.things.refresh();
    return thing.name;
  }
}

async function read(kind: Placeable, community: string, round: number): Promise<Thing[]> {
  if (kind === 'unit') {
    const units = await ask(commands.units(community, null));
    return units.map((unit) => ({ key: unit.key, name: shown(unit.name) ?? '', beside: unit.list, position: shown(unit.position) ?? '', seen: unit.position.seen }));
  }
  const found = await ask(commands.entities(kind, community, round));
  const named = (one: (typeof found)[number]) => (kind === 'finding' ? textIn(one, 'text') : [textIn(one, 'date'), textIn(one, 'members')].join(' ').trim());
  return found.map((one) => ({ key: one.key, name: named(one), beside: '', position: textIn(one, 'position'), seen: one.fields['position']?.seen ?? [] }));
}
