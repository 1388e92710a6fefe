/** The map of a community: what lies on it, what part of it is shown, and what is being drawn. */
import { untrack } from 'svelte';
import { ask, commands, faultOf, verb, type ChartView, type FieldView, type SpotView, type TilesView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { Entry } from '../../parts/entry.svelte';
import { desk } from '../../shell/desk.svelte';
import { t } from '../../words/words.svelte';
import { Placing } from './placing.svelte';
import { fit, rings, withoutLast, withPoint, type Plane } from './plane';

export const tools = ['look', 'place', 'outline', 'path', 'rings'] as const;
export type Tool = (typeof tools)[number];
export const kinds = ['unit', 'photo', 'visit', 'finding'] as const;
export type Kind = (typeof kinds)[number];
/** How far people walk for what: metres round a chosen point. */
export const walks = [300, 500, 800, 1000];

const nothing: FieldView<string> = { heads: [], seen: [], conflict: false, draft: null };

export class MapState {
  chart: Watched<ChartView>;
  plane = $state.raw<Plane>({ centre: { lat: 39_920_000, lon: 116_430_000 }, scale: 0.1, width: 800, height: 520 });
  tool = $state<Tool>('look');
  shown = $state<Record<Kind, boolean>>({ unit: true, photo: true, visit: true, finding: true });
  /** The place that was pressed, and the thing that lies there. */
  spot = $state.raw<SpotView | null>(null);
  chosen = $state<string | null>(null);
  /** The middle of the rings. */
  middle = $state.raw<SpotView | null>(null);
  name = $state('');
  tiles = $state.raw<TilesView | null>(null);
  outline = $state.raw<Entry<string> | null>(null);
  path = $state.raw<Entry<string> | null>(null);
  placing: Placing;
  #of = '';

  constructor(where: () => { community: string; round: number }) {
    this.placing = new Placing(where);
    this.chart = watch(() => {
      const { community, round } = where();
      const topics = ['outline', 'path', 'unit', 'finding', 'visit', 'photo'].map((noun) => ({ noun }));
      return { topics: [...topics, { noun: 'observation', prefix: `${community}/${round}/` }], fetch: () => ask(commands.chart(community, round)) };
    });
    $effect(() => {
      const chart = this.chart.value;
      if (chart) untrack(() => this.#take(chart));
    });
  }

  #take(chart: ChartView): void {
    const of = `${chart.community}/${chart.round}`;
    if (of === this.#of) {
      this.outline?.show(chart.outline);
      this.path?.show(chart.newPath);
      return;
    }
    // An outline or path that is not finished stays a draft: half a ring is no outline.
    this.tool = 'look';
    const { community, round } = chart;
    const text = (value: string | undefined) => (value ?? '').replaceAll(' | ', '\n\n').replaceAll('; ', '\n');
    this.outline = new Entry<string>(
      {
        field: { noun: 'outline', key: community, field: 'shape' },
        text,
        write: async (typed, seen) => (await verb(commands.setEntity({ noun: 'outline', key: community, field: 'shape', text: typed, reason: null, seen }))).fields['shape'] ?? nothing,
      },
      chart.outline,
    );
    this.path = new Entry<string>(
      {
        field: { noun: 'path', key: `new/${community}/${round}`, field: 'line' },
        text,
        check: () => (this.name.trim() === '' ? { code: 'field-needed', args: { field: '@field-name' } } : null),
        write: async (typed) => {
          await verb(commands.addEntity({ noun: 'path', fields: { community, round: String(round), text: this.name, line: typed } }));
          this.name = '';
          // The draft stands under a name of its own, which only the entry knows.
          return { ...nothing, draft: typed };
        },
      },
      chart.newPath,
    );
    this.#of = of;
    this.spot = this.middle = this.chosen = null;
    this.placing.key = '';
    this.all();
  }

  /** What is being drawn with the tool in hand. */
  get drawn(): Entry<string> | null {
    return this.tool === 'outline' ? this.outline : this.tool === 'path' ? this.path : null;
  }

  /** Shows everything that lies on the map. */
  all(): void {
    const chart = this.chart.value;
    if (!chart) return;
    const spots = [...chart.rings.flat(), ...chart.paths.flatMap((path) => path.points), ...chart.marks.map((mark) => mark.at), ...rings(this.outline?.text ?? '').flat()];
    this.plane = fit(this.plane, spots.length > 0 ? spots : chart.centre ? [chart.centre] : []);
  }

  /** Does at a place what the tool in hand does. */
  press(spot: SpotView): void {
    this.chosen = null;
    this.spot = spot;
    const entry = this.drawn;
    if (entry) entry.type(withPoint(entry.text, spot));
    else if (this.tool === 'rings') this.middle = spot;
    else if (this.tool === 'place') void this.#put(spot);
  }

  /** Whether pressing sets something down, instead of choosing what lies there. */
  get aiming(): boolean {
    return this.drawn !== null || this.tool === 'place';
  }

  async #put(spot: SpotView): Promise<void> {
    try {
      const name = await this.placing.put(spot);
      if (name === null) {
        desk.say(t('map-place-first'));
        return;
      }
      desk.tell(t('map-placed', { name }));
      desk.say(t('map-placed', { name }));
    } catch (error) {
      desk.complain(faultOf(error));
    }
  }

  back(): void {
    const entry = this.drawn;
    if (entry && entry.text.trim() !== '') entry.type(withoutLast(entry.text));
  }
}
