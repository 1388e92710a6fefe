/** Years outside of which the clock of a laptop is wrong: no program of today runs there. */
const from = 2020;
const before = 2060;

/** Gives what the clock says where that cannot be, such as `2099-01-01`. */
export function oddClock(now = new Date()): string {
  const year = now.getFullYear();
  return year < from || year >= before ? now.toLocaleDateString('sv-SE') : '';
}
