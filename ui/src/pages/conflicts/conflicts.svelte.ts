/** The conflicts: where two people wrote different things without having seen each other's. */
import { ask, commands, faultOf, verb, type AnyValue, type ConflictHead, type ConflictView, type Fault, type OutlineView, type PhotoView, type Side } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { desk } from '../../shell/desk.svelte';
import { t } from '../../words/words.svelte';
import { print } from '../../parts/value';

/** What a bulk decision goes by. */
export type By = 'device' | 'person' | 'assignee' | 'tolerance' | 'both';

/** The number that stands for keeping all sides of a remark or a caption. */
export const both = 0;

/** What belongs to a conflict and helps to settle it. */
export interface Context {
  id: string;
  remarks: { author: string; text: string }[];
  photos: PhotoView[];
}

/** Words one side, 1 and 0 as answers where `yesNo`; of something deleted here and edited there, the sides are deleting and keeping. */
export function side(conflict: ConflictView, head: ConflictHead, yesNo = false): string {
  const value: AnyValue = head.value;
  if (conflict.kind === 'life' && value.kind === 'flag') return t(value.on ? 'conflicts-delete' : 'conflicts-keep-all');
  if (conflict.kind === 'life') return t('conflicts-keep', { value: print(value, t) });
  if (conflict.kind === 'fork') return t('conflicts-branch', { n: head.n });
  if (conflict.kind === 'link') return t(value.kind === 'flag' && value.on ? 'conflicts-linked' : 'conflicts-unlinked');
  return print(value, t, yesNo);
}

/** Tells whether many such conflicts can be decided at once: each side is a value that one can take. */
function plain(conflict: ConflictView): boolean {
  return conflict.kind === 'value' || conflict.kind === 'link';
}

/** What conflicts can be about. */
const nouns = ['assessment', 'observation', 'unit', 'photo', 'document', 'community', 'survey', 'device', 'sheet'];

export class ConflictsState {
  all: Watched<ConflictView[]> = watch(() => ({ topics: nouns.map((noun) => ({ noun })), fetch: () => ask(commands.conflicts()) }));
  outline = $state.raw<OutlineView | null>(null);
  community = $state('');
  scenario = $state('');
  person = $state('');
  open = $state<string | null>(null);
  take = $state<number | null>(null);
  reason = $state('');
  busy = $state(false);
  fault = $state.raw<Fault | null>(null);
  context = $state.raw<Context | null>(null);
  by = $state<By>('device');
  whose = $state('');
  bulkReason = $state('');
  bulkFault = $state.raw<Fault | null>(null);

  readonly shown = $derived.by(() => this.filter(this.all.value ?? []));
  readonly current = $derived(this.shown.find((one) => one.id === this.open));
  readonly at = $derived(this.shown.findIndex((one) => one.id === this.open));
  readonly #names = $derived(
    new Map(this.outline?.scenarios.flatMap((scenario) => scenario.items.flatMap((item) => item.indicators.map((one) => [one.code, one] as const)))),
  );

  /** Everybody who wrote one of the sides: key and name. */
  readonly people = $derived(
    [...new Map((this.all.value ?? []).flatMap((one) => one.heads.map((head) => [head.person, head.author] as const)))].sort((a, b) => a[1].localeCompare(b[1])),
  );

  /** Every device that wrote one of the sides shown, with the name of its person. */
  readonly devices = $derived(
    [...new Map(this.shown.flatMap((one) => one.heads.map((head) => [head.device, head.author] as const)))].sort((a, b) => a[1].localeCompare(b[1])),
  );

  /** What the bulk decision would take: of every conflict shown that it settles, the side. */
  readonly sides = $derived.by((): Side[] =>
    this.shown.filter(plain).flatMap((one) => {
      if (this.by === 'both') return one.both === null ? [] : [{ id: one.id, n: both }];
      if (this.by === 'tolerance') return one.withinTolerance ? one.heads.filter((head) => head.provisional).map((head) => ({ id: one.id, n: head.n })) : [];
      const whose = this.by === 'assignee' ? one.assignee : this.whose;
      const found = one.heads.filter((head) => (this.by === 'device' ? head.device : head.person) === whose);
      // Two sides of the same hand do not say which of them holds.
      return found.length === 1 && found[0] ? [{ id: one.id, n: found[0].n }] : [];
    }),
  );

  constructor() {
    ask(commands.outline()).then(
      (outline) => {
        this.outline = outline;
      },
      () => {
        // Names are a comfort here; the codes are shown without them.
      },
    );
    $effect(() => {
      if (this.all.value) desk.conflicts = this.all.value.length;
    });
    $effect(() => {
      const { current } = this;
      if (current && this.context?.id !== current.id) void this.#look(current);
    });
  }

  filter(all: ConflictView[]): ConflictView[] {
    const { community, scenario, person } = this;
    return all.filter(
      (one) =>
        (community === '' || one.community === community) &&
        (scenario === '' || one.indicator?.split('.')[0] === scenario) &&
        (person === '' || one.heads.some((head) => head.person === person)),
    );
  }

  /** Asks for remarks and photos of the cell; without them the conflict can be settled all the same. */
  async #look(conflict: ConflictView): Promise<void> {
    const { id, noun, key, community, round, indicator, unit } = conflict;
    this.context = { id, remarks: [], photos: [] };
    if (!community || !round || !indicator) return;
    try {
      const filter = { community, round, scenario: null, indicator, unit };
      const [remarks, photos] = await Promise.all([
        conflict.field === 'remark' ? [] : commands.history({ noun, key, field: 'remark' }),
        commands.photos(filter, 0, 8),
      ]);
      const texts = remarks.flatMap(({ live, value, author }) => (live && value.kind === 'text' && value.text !== '' ? [{ author, text: value.text }] : []));
      if (this.open === id) this.context = { id, remarks: texts, photos: photos.photos };
    } catch {
      // The conflict itself is shown; what stands around it is a comfort.
    }
  }

  show(id: string | null): void {
    this.open = id;
    // Nobody's words have to go: unless somebody decides otherwise, all of them stay.
    const keeps = this.all.value?.some((one) => one.id === id && one.both !== null) ?? false;
    this.take = keeps ? both : null;
    this.reason = keeps ? t('conflicts-both-reason') : '';
    this.fault = null;
  }

  /** Opens the next conflict, or the one before. */
  step(by: 1 | -1): void {
    const to = this.at < 0 ? 0 : Math.min(this.shown.length - 1, Math.max(0, this.at + by));
    const next = this.shown[to];
    if (next && next.id !== this.open) this.show(next.id);
  }

  /** Chooses side `n`; false where the open conflict has none such. */
  choose(n: number): boolean {
    if (n === both ? this.current?.both == null : !this.current?.heads.some((head) => head.n === n)) return false;
    this.take = n;
    return true;
  }

  indicator(code: string) {
    return this.#names.get(code);
  }

  /** Settles the open conflict with a reason and opens the next one. */
  async resolve(): Promise<boolean> {
    const { current, take, reason, at } = this;
    if (!current || take === null || reason.trim() === '' || this.busy) return false;
    return this.#settle(commands.resolve({ id: current.id, n: take, reason: reason.trim() }), (fault) => (this.fault = fault), at);
  }

  /** Settles all that the bulk decision takes, as one change that can be taken back. */
  async resolveAll(): Promise<boolean> {
    const { sides, bulkReason } = this;
    if (sides.length === 0 || bulkReason.trim() === '' || this.busy) return false;
    const count = sides.length;
    const settled = await this.#settle(commands.resolveAll(sides, bulkReason.trim()), (fault) => (this.bulkFault = fault), 0);
    if (settled) {
      this.bulkReason = '';
      desk.tell(t('conflicts-settled', { count }));
    }
    return settled;
  }

  async #settle(asked: ReturnType<typeof commands.resolve>, refused: (fault: Fault | null) => void, at: number): Promise<boolean> {
    this.busy = true;
    refused(null);
    try {
      await verb(asked);
      await this.all.refresh();
      this.show(this.shown[Math.min(at, this.shown.length - 1)]?.id ?? null);
      return true;
    } catch (error) {
      refused(faultOf(error));
      // The heads may have changed meanwhile: then the conflict has another name.
      await this.all.refresh();
      return false;
    } finally {
      this.busy = false;
    }
  }
}
