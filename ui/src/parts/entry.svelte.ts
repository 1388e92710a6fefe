/**
 * A field being edited: its text, its draft, the change when it is left.
 *
 * What was on screen when the person began to type goes back as `seen`. A view that arrives meanwhile never touches the text, so a merge
 * during an open form cannot bury a value nobody saw.
 */
import { desk } from '../shell/desk.svelte';
import { t } from '../words/words.svelte';
import { ask, commands, faultOf, type Fault, type RegisterName, type FieldView } from '../api/client';

export interface Register<T> {
  field: RegisterName;
  /** Gives the text a value is edited as. */
  text: (value: T | undefined) => string;
  /** Writes the text as a change; gives the field as it is then. */
  write: (text: string, seen: string[]) => Promise<FieldView<T>>;
  /** Says why the text cannot be a change yet, or nothing. */
  check?: (text: string) => Fault | null;
}

export type Sign = 'idle' | 'draft' | 'saving' | 'saved' | 'refused';

/** A draft reaches the disk at most this long after the last key. */
export const draftDelay = 250;
const savedFor = 2500;

/** The value shown for a register: the provisional one, the last of its heads. */
export function shown<T>(view: FieldView<T>): T | undefined {
  return view.heads.at(-1)?.value;
}

export class Entry<T> {
  text = $state('');
  sign = $state<Sign>('idle');
  fault = $state.raw<Fault | null>(null);
  #register: Register<T>;
  #base = '';
  /** The newest view there is, shown once the person is done. */
  #latest: FieldView<T> | null = null;
  #seen: string[] = [];
  #dirty = false;
  #typed = false;
  #drafted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fade: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | null = null;

  constructor(register: Register<T>, view: FieldView<T>) {
    this.#register = register;
    this.show(view);
  }

  /** Takes a newer view of the register, unless the person is in the middle of it. */
  show(view: FieldView<T>): void {
    this.#latest = view;
    if (this.#dirty || this.#writing) return;
    this.#seen = view.seen;
    this.#base = this.#register.text(shown(view));
    if (view.draft !== null && view.draft !== this.#base) {
      this.text = view.draft;
      this.#dirty = true;
      this.#drafted = true;
      this.sign = 'draft';
    } else {
      this.text = this.#base;
      this.#drafted = view.draft !== null;
    }
  }

  /** Takes what is being typed; the draft follows shortly after the last key. */
  type(text: string): void {
    this.text = text;
    this.#dirty = true;
    this.#typed = true;
    this.fault = null;
    this.sign = 'draft';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draft(), draftDelay);
  }

  async #draft(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#dirty) return;
    this.#drafted = true;
    try {
      await ask(commands.setDraft(this.#register.field, this.text));
    } catch (error) {
      this.fault = faultOf(error);
    }
  }

  /** Says beside the field why something cannot be done to it; its text is untouched. */
  refuse(fault: Fault): void {
    this.fault = fault;
  }

  /** Puts back what is stored and drops the draft. */
  async revert(): Promise<void> {
    clearTimeout(this.#timer);
    this.text = this.#base;
    this.#dirty = false;
    this.#typed = false;
    this.fault = null;
    this.sign = 'idle';
    await this.#forget();
    if (this.#latest) this.show({ ...this.#latest, draft: null });
  }

  async #forget(): Promise<void> {
    if (!this.#drafted) return;
    this.#drafted = false;
    try {
      await ask(commands.clearDraft(this.#register.field));
    } catch {
      // The draft stays and shows itself again: nothing is lost.
    }
  }

  /** Makes the text a change; tells whether the field is at rest afterwards. */
  async leave(): Promise<boolean> {
    if (this.#writing) await this.#writing;
    if (!this.#dirty) return this.sign !== 'refused';
    if (this.text === this.#base) {
      await this.revert();
      return true;
    }
    const refused = this.#register.check?.(this.text) ?? null;
    if (refused) {
      this.fault = refused;
      this.sign = 'refused';
      await this.#draft();
      return false;
    }
    this.#writing = this.#write();
    await this.#writing;
    return !this.#dirty;
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    clearTimeout(this.#fade);
    const sent = this.text;
    this.sign = 'saving';
    try {
      const view = await this.#register.write(sent, this.#seen);
      this.#latest = view;
      this.#base = sent;
      // Only what the person knows: a head that came in unseen stays unseen.
      const own = view.heads.filter((head) => this.#register.text(head.value) === sent).map((head) => head.dot);
      this.#seen = view.conflict && own.length > 0 ? own : view.seen;
      this.#drafted = view.draft !== null;
      if (this.text === sent) {
        this.#dirty = false;
        this.#typed = false;
        this.#base = this.text = this.#register.text(shown(view));
        this.fault = null;
        this.sign = 'saved';
        desk.say(t('sign-saved'));
        this.#fade = setTimeout(() => {
          if (this.sign === 'saved') this.sign = 'idle';
        }, savedFor);
        await this.#forget();
      } else {
        this.sign = 'draft';
      }
    } catch (error) {
      this.fault = faultOf(error);
      this.sign = 'refused';
      if (this.fault.code === 'vanished') desk.whenBack(this.#again);
      else await this.#draft();
      if (this.fault?.code === 'late-reason') desk.whenExplained(this.#again);
    } finally {
      this.#writing = null;
    }
  }

  #again = (): Promise<boolean> => this.leave();

  /** Makes a change of what was typed here, as when the page is left; a draft from an earlier run stays one until its field is left. */
  async settle(): Promise<void> {
    if (this.#typed) await this.leave();
  }
}
