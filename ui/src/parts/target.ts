/** The target of an indicator in words. */
import type { CellView } from '../api/client';
import { quantity, t } from '../words/words.svelte';

/** Words the target that holds for a cell; null where its community has none. */
export function targetOf(cell: CellView): string | null {
  if (cell.target === null) return null;
  if (cell.valueType === 'yesNo') return t('target-yes');
  if (cell.direction === 'between') return t('target-between', { target: cell.target, upper: quantity(cell.targetUpper ?? '', cell.unit) });
  return t(cell.direction === 'atMost' ? 'target-at-most' : 'target-at-least', { target: quantity(cell.target, cell.unit) });
}
