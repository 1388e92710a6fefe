/** Visits, findings, interviews and the like: each field an entry that saves itself. */
import { ask, commands, verb, type EntityView, type FieldForm, type FieldView, type NounForm } from '../api/client';
import { Entry, shown } from './entry.svelte';

let forms: Promise<Map<string, NounForm>> | null = null;

/** Gives the fields of a noun; they never change while the program runs. */
export async function formOf(noun: string): Promise<NounForm | undefined> {
  forms ??= ask(commands.nouns()).then((all) => new Map(all.map((form) => [form.name, form])));
  return (await forms).get(noun);
}

/** The id of a word of a field, as its choices are labelled. */
export function choiceId(form: FieldForm, word: string): string {
  return `${form.label.replace(/^field-/, 'choice-')}-${word.replaceAll('_', '-')}`;
}

/** Finds what a field is like; `answer/*` stands for every field that begins with `answer/`. */
export function fieldOf(form: NounForm, name: string): FieldForm | undefined {
  return form.fields.find((field) => (field.name.endsWith('*') ? name.startsWith(field.name.slice(0, -1)) : field.name === name));
}

const nothing: FieldView<string> = { heads: [], seen: [], conflict: false, draft: null };

/** What stands in a field of a thing. */
export function textIn(view: EntityView | null | undefined, field: string): string {
  const held = view?.fields[field];
  return (held && shown(held)) ?? '';
}

/** One thing being edited. */
export class EntityState {
  view: EntityView = $state.raw() as EntityView;
  #entries = new Map<string, Entry<string>>();

  constructor(view: EntityView) {
    this.view = view;
  }

  get key(): string {
    return this.view.key;
  }

  text(field: string): string {
    return textIn(this.view, field);
  }

  /** The entry of a field; made when it is first shown. */
  entry(field: string): Entry<string> {
    let entry = this.#entries.get(field);
    if (!entry) {
      const { noun, key } = this.view;
      entry = new Entry<string>(
        {
          field: { noun, key, field },
          text: (text) => text ?? '',
          write: async (text, seen) => {
            this.take(await verb(commands.setEntity({ noun, key, field, text, reason: null, seen })));
            return this.view.fields[field] ?? nothing;
          },
        },
        this.view.fields[field] ?? nothing,
      );
      this.#entries.set(field, entry);
    }
    return entry;
  }

  /** Takes a newer view; what is being typed stays. */
  take(view: EntityView): void {
    this.view = view;
    for (const [field, entry] of this.#entries) entry.show(view.fields[field] ?? nothing);
  }

  async leave(): Promise<void> {
    await Promise.all([...this.#entries.values()].map((entry) => entry.settle()));
  }
}

/** Keeps the states of a list of things through newer views of it. */
export class Entities {
  all = $state.raw<EntityState[]>([]);

  take(views: EntityView[]): void {
    const known = new Map(this.all.map((one) => [one.key, one]));
    this.all = views.map((view) => {
      const one = known.get(view.key);
      one?.take(view);
      return one ?? new EntityState(view);
    });
  }

  async leave(): Promise<void> {
    await Promise.all(this.all.map((one) => one.leave()));
  }
}
