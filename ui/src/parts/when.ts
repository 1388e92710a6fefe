/** Gives a recorded time as it was on the clock of the device: `2026-05-12 14:03` from RFC 3339. */
export function when(at: string | null): string {
  return at ? at.slice(0, 16).replace('T', ' ') : '';
}

/** Gives the day alone: `2026-05-12`. */
export function day(at: string | null): string {
  return at ? at.slice(0, 10) : '';
}
