/** The projects that close gaps: a list with filters, each field saved by itself. */
import { untrack } from 'svelte';
import { ask, commands, faultOf, verb, type EntityView, type Fault, type NounForm } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { Entities, formOf, type EntityState } from '../../parts/entity.svelte';

export const states = ['planned', 'under_way', 'done', 'given_up'] as const;
export const kinds = ['planning', 'construction', 'upgrade', 'activity'] as const;

/** Gives the codes in a field of keys. */
export function codesOf(text: string): string[] {
  return text.split(',').filter((code) => code !== '');
}

export class ProjectsState {
  list: Watched<EntityView[]>;
  projects = new Entities();
  form = $state.raw<NounForm | undefined>();
  fault = $state.raw<Fault | null>(null);
  /** What is looked for in name, place and who is at it. */
  text = $state('');
  state = $state('');
  kind = $state('');
  scenario = $state('');
  #community: () => string;

  constructor(community: () => string) {
    this.#community = community;
    this.list = watch(() => {
      const place = community();
      return { topics: [{ noun: 'project' }], fetch: () => ask(commands.entities('project', place === '' ? null : place, null)) };
    });
    void formOf('project').then((found) => (this.form = found));
    $effect(() => {
      const views = this.list.value;
      if (views) untrack(() => this.projects.take(views));
    });
  }

  /** Says whether anything is filtered out by choice. */
  get filtered(): boolean {
    return this.text.trim() !== '' || this.state !== '' || this.kind !== '' || this.scenario !== '';
  }

  /** Gives the projects that are looked for; `kept` stays in sight while it is being edited. */
  shown(kept: string): EntityState[] {
    const wanted = this.text.trim().toLowerCase();
    return this.projects.all.filter((one) => {
      if (one.key === kept) return true;
      if (this.state !== '' && one.text('state') !== this.state) return false;
      if (this.kind !== '' && one.text('kind') !== this.kind) return false;
      if (this.scenario !== '' && !codesOf(one.text('indicators')).some((code) => code.startsWith(`${this.scenario}.`))) return false;
      return wanted === '' || ['name', 'place', 'lead', 'responsible', 'indicators', 'note'].some((field) => one.text(field).toLowerCase().includes(wanted));
    });
  }

  /** Adds a project; gives its key, or nothing where it was refused. */
  async add(name: string): Promise<string | null> {
    try {
      const community = this.#community();
      const made = await verb(commands.addEntity({ noun: 'project', fields: { ...(community === '' ? {} : { community }), name, state: 'planned' } }));
      this.fault = null;
      await this.list.refresh();
      return made.key;
    } catch (error) {
      this.fault = faultOf(error);
      return null;
    }
  }

  /** Removes a project; it comes back when the action is undone. */
  async remove(project: EntityState): Promise<boolean> {
    try {
      await project.leave();
      await verb(commands.deleteEntity('project', project.key));
      this.fault = null;
      await this.list.refresh();
      return true;
    } catch (error) {
      this.fault = faultOf(error);
      return false;
    }
  }
}
