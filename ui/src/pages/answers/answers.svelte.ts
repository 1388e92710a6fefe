/** Questionnaires of a community: quick entry by keyboard, second readings, what the answers come to. */
import { ask, commands, faultOf, verb, type EntityView, type Fault, type FormView, type QuestionnaireView, type StandingView } from '../../api/client';
import { watch, type Watched } from '../../api/live.svelte';
import { textIn } from '../../parts/entity.svelte';
import { desk } from '../../shell/desk.svelte';
import { t } from '../../words/words.svelte';

/** What one key means on a scale; nothing where the key is no answer. */
export function answerOf(scale: string, key: string): string | null {
  if (key === 'r' || key === 'R') return 'refused';
  if (scale === 'yes_no') return { y: 'yes', '1': 'yes', n: 'no', '0': 'no' }[key.toLowerCase()] ?? null;
  const most = scale === 'five' ? '5' : '7';
  return key.length === 1 && key >= '1' && key <= most ? key : null;
}

/** The key an answer was typed with, to show it in its box. */
export function keyOf(answer: string): string {
  return { refused: 'r', yes: 'y', no: 'n' }[answer] ?? answer;
}

/** The words of an answer. */
export function saidIn(answer: string): string {
  if (answer === '') return '—';
  if (answer === 'refused') return t('answers-refused-one');
  return answer === 'yes' || answer === 'no' ? t(`answer-${answer}`) : answer;
}

export interface Step {
  /** `consent`, `group`, `language` or `answer/<question>`. */
  field: string;
  /** The words of a choice, the scale of a question. */
  words: readonly string[];
  scale: string | null;
}

/** Reads a key at a step: a digit counts the words, a question has its scale. */
export function readKey(step: Step, key: string, last: string): string | null {
  if (step.scale) return answerOf(step.scale, key);
  if (step.field === 'consent') return { y: 'yes', '1': 'yes', n: 'no', '0': 'no' }[key.toLowerCase()] ?? null;
  if (key === ' ') return last === '' ? null : last;
  return step.words[Number(key) - 1] ?? null;
}

export class AnswersState {
  community: () => string;
  view: Watched<QuestionnaireView>;
  /** The groups that make an indicator's value, where somebody chose others than the usual. */
  counted = $state.raw<Record<string, string[]>>({});
  fault = $state.raw<Fault | null>(null);

  /** The form under the keys. */
  form = $state.raw<EntityView | null>(null);
  number = $state('1');
  /** The first reading of the number, where this is the second. */
  first = $state.raw<FormView | null>(null);
  /** What was typed so far; a box shows it before it is written. */
  typed = $state.raw<Record<string, string>>({});
  /** What the last form said, for groups that come in stacks. */
  last: Record<string, string> = {};
  settling = $state.raw<FormView | null>(null);
  #writing: Promise<void> = Promise.resolve();

  constructor(community: () => string) {
    this.community = community;
    this.view = watch(() => {
      const place = community();
      const { round } = desk;
      const counted = this.counted;
      return { topics: [{ noun: 'assessment', prefix: `${place}/${round}/` }], fetch: () => ask(commands.questionnaire(place, round, counted)) };
    });
  }

  get steps(): Step[] {
    const view = this.view.value;
    if (!view) return [];
    return [
      { field: 'consent', words: ['yes', 'no'], scale: null },
      { field: 'group', words: view.groups, scale: null },
      { field: 'language', words: view.languages, scale: null },
      ...view.questions.map((one) => ({ field: `answer/${one.code}`, words: [], scale: one.scale })),
    ];
  }

  /** Takes the number: a new form, or the second reading of one. */
  begin(): boolean {
    const number = Number(this.number);
    if (!/^[1-9][0-9]{0,5}$/.test(this.number.trim())) {
      this.fault = { code: 'field-whole', args: { field: '@field-number', low: '1', high: '999999', text: this.number } };
      return false;
    }
    this.fault = null;
    this.form = null;
    this.typed = {};
    this.first = this.view.value?.forms.find((one) => one.origin !== 'online' && one.number === number) ?? null;
    return true;
  }

  /** Goes on with a form that was begun, or corrects one. */
  async resume(form: FormView): Promise<void> {
    try {
      const view = await ask(commands.entity('response', form.key));
      this.number = String(form.number);
      this.first = null;
      this.form = view;
      this.typed = Object.fromEntries(this.steps.map((step) => [step.field, textIn(view, step.field)]).filter(([, text]) => text !== ''));
      this.fault = null;
    } catch (error) {
      this.fault = faultOf(error);
    }
  }

  /** Shows an answer at once and writes it in the order of the keys; each is a change of its own. */
  put(field: string, text: string): Promise<void> {
    this.typed = { ...this.typed, [field]: text };
    this.last[field] = text;
    this.#writing = this.#writing.then(() => this.#write(field, text));
    return this.#writing;
  }

  async #write(field: string, text: string): Promise<void> {
    try {
      if (this.form) {
        const seen = this.form.fields[field]?.seen ?? [];
        this.form = await verb(commands.setEntity({ noun: 'response', key: this.form.key, field, text, reason: null, seen }));
      } else if (field !== 'consent') {
        return;
      } else {
        const fields: Record<string, string> = {
          community: this.community(),
          round: String(desk.round),
          number: this.number.trim(),
          consent: text,
          origin: 'paper',
        };
        if (this.first) fields['second_of'] = this.first.key;
        this.form = await verb(commands.addEntity({ noun: 'response', fields }));
      }
      this.fault = null;
    } catch (error) {
      this.fault = faultOf(error);
      const { [field]: _refused, ...rest } = this.typed;
      // Without a form nothing typed after it was kept either.
      this.typed = this.form ? rest : {};
    }
  }

  /** Ends the form and goes to the next number; two readings are compared. */
  async finish(): Promise<void> {
    await this.#writing;
    if (this.fault) return;
    const number = Number(this.number);
    const second = this.first;
    const said = this.form !== null;
    this.form = null;
    this.first = null;
    this.typed = {};
    await this.view.refresh();
    if (!said) return;
    this.number = String(number + 1);
    const form = second && this.view.value?.forms.find((one) => one.key === second.key);
    if (form?.second) await this.compare(form);
    else desk.say(t('answers-kept', { number }));
  }

  /** Compares two readings: without a difference the form is checked at once. */
  async compare(form: FormView): Promise<void> {
    if (form.second && form.second.differences.length === 0) await this.settle(form, {});
    else this.settling = form;
  }

  async settle(form: FormView, chosen: Record<string, string>): Promise<void> {
    if (!form.second) return;
    try {
      await verb(commands.settleForm({ first: form.key, second: form.second.key, chosen }));
      this.settling = null;
      this.fault = null;
      desk.tell(t('answers-checked', { number: form.number }));
      await this.view.refresh();
    } catch (error) {
      this.fault = faultOf(error);
    }
  }

  /** Counts a group for an indicator, or leaves it out. */
  count(standing: StandingView, group: string, on: boolean): void {
    const now = standing.groups.filter((one) => one.counted).map((one) => one.group);
    const groups = on ? [...now, group] : now.filter((one) => one !== group);
    this.counted = { ...this.counted, [standing.cell.indicator]: groups };
  }

  async take(standing: StandingView, basis: string): Promise<void> {
    const counted = standing.groups.filter((one) => one.counted).map((one) => one.group);
    try {
      await verb(commands.takeAnswers({ cell: standing.cell, counted, basis, seen: standing.value.seen }));
      this.fault = null;
      desk.tell(t('answers-taken', { indicator: standing.cell.indicator }));
    } catch (error) {
      this.fault = faultOf(error);
    }
    await this.view.refresh();
  }
}
