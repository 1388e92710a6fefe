/** A sheet: every indicator of one scenario in one community and round, each an editable cell. */
import { untrack } from 'svelte';
import {
  ask,
  commands,
  faultOf,
  verb,
  type CellView,
  type EntityView,
  type FieldView,
  type GuideView,
  type SheetView,
  type Touch,
  type ValueView,
} from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { Entry, shown } from '../../parts/entry.svelte';
import { textIn } from '../../parts/entity.svelte';
import { stateOf, textOf, valueOf } from '../../parts/value';
import { desk } from '../../shell/desk.svelte';

/** What one can look for on a sheet. */
export const kinds = ['missing', 'binding', 'missed', 'changed', 'conflict', 'verify', 'question'] as const;
export type Kind = (typeof kinds)[number];

/** A state that wants a reason needs one before it can be written. */
export function reasonMissing(text: string) {
  const { state, reason } = stateOf(text);
  if (reason.trim() !== '' || (state !== 'notApplicable' && state !== 'notObtained')) return null;
  return { code: 'refusal-reason-missing', args: {} };
}

export function keyOf(view: CellView): string {
  const { community, round, indicator } = view.cell;
  return `${community}/${round}/${indicator}`;
}

/** The value's register as that of its reason: a reason is written with the value, and has a draft of its own. */
function reasonOf(view: CellView): FieldView<ValueView> {
  return { ...view.value, draft: view.whyDraft };
}

/** One indicator of the sheet. */
export class CellState {
  #told = '';
  #turn = 0;
  view: CellView = $state.raw() as CellView;
  value: Entry<ValueView>;
  remark: Entry<string>;
  /** Why the value moved against the round before: the reason of the value that stands. */
  why: Entry<ValueView>;
  /** What is unfolded below the cell. */
  remarking = $state(false);
  sampling = $state(false);

  constructor(view: CellView) {
    this.view = view;
    const key = keyOf(view);
    this.value = new Entry<ValueView>(
      {
        field: { noun: 'assessment', key, field: 'value' },
        text: textOf,
        check: reasonMissing,
        write: (text, seen) => {
          const value = valueOf(text, view.pairAllowed);
          return verb(commands.setValue({ cell: view.cell, value, reason: null, seen }));
        },
      },
      view.value,
    );
    this.remark = new Entry<string>(
      {
        field: { noun: 'assessment', key, field: 'remark' },
        text: (text) => text ?? '',
        write: (text, seen) => verb(commands.setRemark({ cell: view.cell, text, seen })),
      },
      view.remark,
    );
    this.why = new Entry<ValueView>(
      {
        field: { noun: 'assessment', key, field: 'reason' },
        text: () => this.view.value.heads.at(-1)?.reason ?? '',
        write: async (reason, seen) => {
          const value = valueOf(textOf(shown(this.view.value)), view.pairAllowed);
          const written = await verb(commands.setValue({ cell: view.cell, value, reason: reason.trim() || null, seen }));
          await ask(commands.clearDraft({ noun: 'assessment', key, field: 'reason' }));
          return { ...written, draft: null };
        },
      },
      reasonOf(view),
    );
    this.remarking = this.remark.text !== '';
  }

  /** Takes a newer view; fields in the middle of being edited keep their text. After a save most cells are what they were: nothing moves. */
  take(view: CellView): void {
    const told = JSON.stringify(view);
    if (told === this.#told) return;
    this.#told = told;
    this.view = view;
    this.value.show(view.value);
    this.remark.show(view.remark);
    this.why.show(reasonOf(view));
    if (this.remark.text !== '') this.remarking = true;
  }

  /** Asks again what rests on the cell's registers; an answer that a later question overtook is left aside. */
  async renew(): Promise<void> {
    const turn = ++this.#turn;
    const view = await ask(commands.cell(this.view.cell));
    if (turn === this.#turn) this.take(view);
  }

  /** Whether what the round before recorded can be confirmed as it is. */
  get confirmable(): boolean {
    const { previous, result, applies } = this.view;
    return applies && previous !== null && !previous.result.computed && previous.result.state !== 'notObtained' && result.state === 'empty' && this.value.text === '';
  }

  /** Says that it still is as the round before recorded it. */
  async confirm(): Promise<void> {
    try {
      this.value.show(await verb(commands.confirmValue(this.view.cell, this.view.value.seen)));
    } catch (error) {
      this.value.refuse(faultOf(error));
    }
  }

  get toVerify(): boolean {
    return shown(this.view.toVerify) ?? false;
  }

  async verify(on: boolean): Promise<void> {
    try {
      const toVerify = await verb(commands.setToVerify({ cell: this.view.cell, on, seen: this.view.toVerify.seen }));
      this.view = { ...this.view, toVerify };
    } catch (error) {
      desk.complain(faultOf(error));
    }
  }

  /** Tells whether the value is computed from units, so that none is typed here. */
  get computed(): boolean {
    return this.view.result.computed;
  }
}

/** How many cells are built at once when a sheet opens. */
const few = 1;

export class SheetState {
  view: Watched<SheetView>;
  cells = $state.raw<CellState[]>([]);
  /** The indicator the person is at. */
  at = $state<string | null>(null);
  /** The one kind of cells that is shown; all of them where none is chosen. */
  only = $state<Kind | null>(null);
  questions: Watched<EntityView[]>;
  /** Whether every cell of the sheet has been built. */
  readonly stands = $derived.by(() => this.of !== '' && this.built >= this.cells.length);
  /** Which sheet the cells belong to: community, round and scenario. */
  of = $state('');
  /** How many cells are on the page; the others follow. */
  built = $state(few);

  constructor(where: () => { community: string; round: number; scenario: string }) {
    this.questions = watch(() => {
      const { community, round } = where();
      // The cells come first: what was asked about them can wait until all of them stand.
      const { stands } = this;
      return { topics: [{ noun: 'question' }], fetch: async () => (stands ? ask(commands.entities('question', community, round)) : []) };
    });
    this.view = watch(() => {
      const { community, round, scenario } = where();
      const prefix = `${community}/${round}/${scenario}.`;
      return {
        topics: [
          { noun: 'assessment', prefix },
          { noun: 'observation', prefix },
          { noun: 'unit' },
          { noun: 'photo' },
          { noun: 'document' },
        ],
        fetch: () => ask(commands.sheet(community, round, scenario)),
        narrow: (touched) => this.#renew(touched),
      };
    });
    $effect(() => {
      const view = this.view.value;
      // Only a newer answer is taken: what a cell learns meanwhile must not bring the older one back.
      if (view) untrack(() => this.take(view));
    });
  }

  /** Takes a newer view of the sheet; cells already there keep what is being typed. */
  take(view: SheetView): void {
    const of = `${view.community}/${view.round}/${view.scenario}`;
    const known = new Map(of === this.of ? this.cells.map((cell) => [cell.view.indicator, cell]) : []);
    let fresh = of !== this.of;
    if (fresh) {
      this.built = few;
      void this.leave();
    }
    const cells = view.items.flatMap((item) =>
      item.indicators.map((one) => {
        const cell = known.get(one.indicator);
        if (cell) {
          cell.take(one);
          return cell;
        }
        fresh = true;
        return new CellState(one);
      }),
    );
    if (fresh || cells.length !== this.cells.length) this.cells = cells;
    this.of = of;
  }

  /** After a value, a remark, a mark or an observation was written only its own cell is asked again, however long the sheet is. */
  #renew(touched: Touch[]): boolean {
    if (touched.some((one) => one.noun !== 'assessment' && one.noun !== 'observation')) return false;
    // An observation is named by its cell and its unit.
    const keys = new Set(touched.map((one) => one.key.split('/').slice(0, 3).join('/')));
    const cells = this.cells.filter((cell) => keys.has(keyOf(cell.view)));
    if (cells.length !== keys.size) return false;
    // What a rule says of one indicator it says of the others it names.
    const related = new Set(cells.flatMap((cell) => cell.view.related));
    const beside = this.cells.filter((cell) => related.has(cell.view.indicator) && !cells.includes(cell));
    for (const cell of [...cells, ...beside]) cell.renew().catch(() => this.view.refresh());
    return true;
  }

  cell(indicator: string): CellState | undefined {
    return this.cells.find((cell) => cell.view.indicator === indicator);
  }

  /** What was asked about an indicator and is not closed. */
  asked(indicator: string): EntityView[] {
    return (this.questions.value ?? []).filter((one) => textIn(one, 'indicator') === indicator && textIn(one, 'closed') !== 'yes');
  }

  /** Whether a cell is among those looked for. */
  shows({ view }: CellState): boolean {
    const { state, met } = view.result;
    switch (this.only) {
      case 'missing':
        return view.applies && (state === 'empty' || state === 'notObtained');
      case 'binding':
        return view.kind === 'binding';
      case 'missed':
        return met === false;
      case 'changed':
        return view.moved;
      case 'conflict':
        return view.conflict;
      case 'verify':
        return shown(view.toVerify) ?? false;
      case 'question':
        return this.asked(view.indicator).some((one) => textIn(one, 'answer') === '');
      default:
        return true;
    }
  }

  /** Writes whatever is still being typed, as when the page is left. */
  async leave(): Promise<void> {
    await Promise.all(this.cells.flatMap((cell) => [cell.value.settle(), cell.remark.settle()]));
  }

  get assessed(): number {
    return this.cells.filter(({ view }) => view.applies && (view.result.state === 'value' || view.result.state === 'absent')).length;
  }

  get applicable(): number {
    return this.cells.filter(({ view }) => view.applies && view.result.state !== 'notApplicable').length;
  }
}

const guides = new Map<string, Promise<GuideView>>();

/** Forgets what the guidance said of hours, once others were set. */
export function forgetGuides(): void {
  guides.clear();
}

/** Gives the guidance of an indicator; only the hours in it can change while a survey is open. */
export function guide(indicator: string): Promise<GuideView> {
  const key = `${desk.survey?.dir ?? ''}\n${indicator}`;
  let found = guides.get(key);
  if (!found) {
    found = ask(commands.guide(indicator));
    found.catch(() => guides.delete(key));
    guides.set(key, found);
  }
  return found;
}
