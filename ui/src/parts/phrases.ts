/** Phrases that a person writes often: their own, or those that every survey needs. */
import { desk } from '../shell/desk.svelte';
import { t } from '../words/words.svelte';

export function phrases(): string[] {
  return desk.settings.phrases ?? lines(t('phrases-usual'));
}

/** Reads one phrase a line. */
export function lines(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}
