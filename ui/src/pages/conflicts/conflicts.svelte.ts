/** The conflicts: where two people wrote different things without having seen each other's. */
import { ask, commands, faultOf, verb, type ConflictView, type Fault, type OutlineView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { desk } from '../../shell/desk.svelte';

export class ConflictsState {
  all: Watched<ConflictView[]>;
  outline = $state.raw<OutlineView | null>(null);
  community = $state('');
  open = $state<string | null>(null);
  take = $state<number | null>(null);
  reason = $state('');
  busy = $state(false);
  fault = $state.raw<Fault | null>(null);

  constructor() {
    this.all = watch(() => ({ topics: [{ noun: 'assessment' }, { noun: 'observation' }, { noun: 'unit' }, { noun: 'photo' }, { noun: 'community' }, { noun: 'survey' }], fetch: () => ask(commands.conflicts()) }));
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
  }

  get shown(): ConflictView[] {
    const all = this.all.value ?? [];
    return this.community === '' ? all : all.filter((one) => one.community === this.community);
  }

  get current(): ConflictView | undefined {
    return this.shown.find((one) => one.id === this.open);
  }

  show(id: string | null): void {
    this.open = id;
    this.take = null;
    this.reason = '';
    this.fault = null;
  }

  indicator(code: string) {
    for (const scenario of this.outline?.scenarios ?? []) {
      for (const item of scenario.items) {
        const found = item.indicators.find((one) => one.code === code);
        if (found) return found;
      }
    }
    return undefined;
  }

  /** Settles the open conflict with a reason and opens the next one. */
  async resolve(): Promise<boolean> {
    const { current, take, reason } = this;
    if (!current || take === null || reason.trim() === '') return false;
    const at = this.shown.findIndex((one) => one.id === current.id);
    this.busy = true;
    try {
      await verb(commands.resolve({ id: current.id, n: take, reason: reason.trim() }));
      await this.all.refresh();
      this.show(this.shown[Math.min(at, this.shown.length - 1)]?.id ?? null);
      return true;
    } catch (error) {
      this.fault = faultOf(error);
      // The heads may have changed meanwhile: then the conflict has another name.
      await this.all.refresh();
      return false;
    } finally {
      this.busy = false;
    }
  }
}
