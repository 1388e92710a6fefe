/** A value as the text a person types, and back. */
import type { AnyValue, ValueView } from '../api/client';

export type State = 'value' | 'absent' | 'notApplicable' | 'notObtained';

/** The text of a field that is not a number: `=state:reason`. No number begins with `=`. */
export function stateText(state: Exclude<State, 'value'>, reason = ''): string {
  return state === 'absent' ? '=absent' : `=${state}:${reason}`;
}

/** Gives the state a field's text stands for, and its reason. */
export function stateOf(text: string): { state: State; reason: string } {
  const found = /^=(absent|notApplicable|notObtained)(?::([\s\S]*))?$/.exec(text);
  if (!found) return { state: 'value', reason: '' };
  return { state: found[1] as State, reason: found[2] ?? '' };
}

/** Gives the text of a stored value. */
export function textOf(value: ValueView | undefined): string {
  switch (value?.kind) {
    case 'number':
      return value.text;
    case 'of':
      return `${value.a}/${value.b}`;
    case 'absent':
      return stateText('absent');
    case 'notApplicable':
    case 'notObtained':
      return stateText(value.kind, value.reason);
    default:
      return '';
  }
}

const pair = /^\s*([^/／]+?)\s*(?:\/|／|\bof\b)\s*([^/／]+?)\s*$/i;

/** Reads a field's text: a state, a pair such as `18/24` or `18 of 24`, a number (whose form Rust checks), or nothing. */
export function valueOf(text: string, pairs = true): ValueView {
  const { state, reason } = stateOf(text);
  if (state === 'absent') return { kind: 'absent' };
  if (state !== 'value') return { kind: state, reason: reason.trim() };
  if (text.trim() === '') return { kind: 'empty' };
  const of = pairs ? pair.exec(text) : null;
  if (of?.[1] && of[2]) return { kind: 'of', a: of[1], b: of[2] };
  return { kind: 'number', text: text.trim() };
}

/** Prints a value shortly, for lists of heads and histories; `t` gives the words. Where `yesNo`, 1 and 0 are answers. */
export function print(value: AnyValue, t: (id: string) => string, yesNo = false): string {
  switch (value.kind) {
    case 'number':
      return yesNo && /^[01]$/.test(value.text) ? t(value.text === '1' ? 'answer-yes' : 'answer-no') : value.text;
    case 'of':
      return `${value.a}/${value.b}`;
    case 'absent':
      return t('state-absent');
    case 'notApplicable':
      return `${t('state-not-applicable')}${value.reason ? ` · ${value.reason}` : ''}`;
    case 'notObtained':
      return `${t('state-not-obtained')}${value.reason ? ` · ${value.reason}` : ''}`;
    case 'empty':
      return '—';
    case 'text':
      return value.text || '—';
    case 'unknown':
      return t('value-unknown');
    case 'flag':
      return t(value.on ? 'answer-yes' : 'answer-no');
  }
}
