/** Taking back one's own actions, and doing them again. */
import { commands, faultOf, settled, verb } from '../api/client';
import { composing } from '../parts/keys';
import { fieldName, what, where } from '../parts/naming';
import { t } from '../words/words.svelte';
import { desk } from './desk.svelte';

export type Way = 'undo' | 'redo';

/** Fields in which something was typed that is not saved yet. */
const typed = new WeakSet<EventTarget>();

function text(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'file'].includes(target.type) ? target : null;
}

/** Notes that a field has text of its own from now on, or, as it is entered, saved or left, that it has none. */
export function noteField(event: Event): void {
  const field = text(event.target);
  if (field && event.type === 'input') typed.add(field);
  else if (field) typed.delete(field);
}

/** Gives the way a key leads; none where the key belongs to a field in which something is being typed. */
export function wayOf(event: KeyboardEvent): Way | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || composing(event)) return null;
  const key = event.key.toLowerCase();
  const way = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : null;
  const field = text(event.target);
  return field && typed.has(field) ? null : way;
}

/** Takes back the newest own action, or does the last one again, and says quietly which it was. */
export async function step(way: Way): Promise<void> {
  if (desk.readOnly) return;
  try {
    // What is being saved comes first, else an older action would be taken back.
    await settled();
    const deed = await verb(way === 'undo' ? commands.undo() : commands.redo());
    desk.conflicts = deed.conflicts;
    const parts = [where(deed), what(deed), fieldName(deed.field)].filter((part) => part !== '');
    const said = t(`${way}-done`, { what: parts.join(' · '), count: deed.count });
    desk.tell(said);
    desk.say(said);
  } catch (error) {
    desk.complain(faultOf(error));
  }
}
