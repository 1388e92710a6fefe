/**
 * Finding Chinese names by the first letters of their pinyin: `wj` finds 望京.
 *
 * The order of Chinese text by pinyin, which every browser knows, tells the letter of each character: these are the first characters of
 * each letter in that order. No table is shipped. A character with several readings is found by its usual one.
 */
const firsts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀';
const letters = 'abcdefghjklmnopqrstwxyz';
const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

/** Gives the letter of one Chinese character; of any other the character itself, small. */
function initial(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return character.toLowerCase();
  for (let at = firsts.length - 1; at >= 0; at -= 1) {
    const first = firsts[at];
    if (first && order.compare(first, character) <= 0) return letters[at] ?? '';
  }
  return '';
}

/** Gives the letters a name begins its words with: `wjxc` for 望京西城. */
export function initials(name: string): string {
  return [...name].map(initial).join('').replace(/[^a-z0-9.]/g, '');
}

/** Tells how well a name fits what was typed; 0 where it does not, more the better. */
export function fit(typed: string, names: readonly string[]): number {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return 1;
  let best = 0;
  for (const name of names) {
    const plain = name.toLowerCase();
    if (plain === wanted) best = Math.max(best, 5);
    else if (plain.startsWith(wanted)) best = Math.max(best, 4);
    else if (plain.includes(wanted)) best = Math.max(best, 3);
    else if (/^[a-z0-9]+$/.test(wanted)) {
      const short = initials(name);
      if (short.startsWith(wanted)) best = Math.max(best, 3);
      else if (short.includes(wanted)) best = Math.max(best, 2);
    }
  }
  return best;
}
