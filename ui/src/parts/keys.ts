/** Tells whether a key event belongs to an input method that is composing; such a key must do nothing else. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Gives the letter of a plain or Alt key press, by its place on the keyboard where Alt makes another sign of it. */
export function letter(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || composing(event)) return null;
  if (event.altKey) return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : null;
  return event.key.length === 1 ? event.key.toLowerCase() : null;
}
