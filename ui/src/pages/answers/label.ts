/** How the fields of a questionnaire and what stands in them are called. */
import { t } from '../../words/words.svelte';
import { saidIn } from './answers.svelte';

export function choiceLabel(field: string, word: string): string {
  return word === '' ? t('answers-no-word') : t(`choice-${field}-${word}`);
}

/** What stands in a field of a form, in words. */
export function saidLabel(field: string, text: string): string {
  return field.startsWith('answer/') || text === '' ? saidIn(text) : choiceLabel(field, text);
}

export function fieldLabel(field: string): string {
  return field.startsWith('answer/') ? field.slice('answer/'.length) : t(`field-${field}`);
}
