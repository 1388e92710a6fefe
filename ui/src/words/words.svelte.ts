/** Every word the user reads: the Fluent files of `assets/text`, in both languages, and the language in use. */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

export type Lang = 'zh' | 'en';
export interface Bilingual {
  zh: string;
  en: string;
}

/** A unit as it stands behind a number; `one` is its English word behind a 1. */
export interface UnitOfValue extends Bilingual {
  one: string;
}

const files = import.meta.glob('../../../assets/text/*/{common,fault,framework,noun,photo,results,ui}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Record<string, string>;

const folders: Record<Lang, string> = { zh: '/zh-CN/', en: '/en/' };

function load(lang: Lang): FluentBundle {
  // Isolation marks (U+2068, U+2069) show up as stray glyphs in some fonts.
  const bundle = new FluentBundle(folders[lang].slice(1, -1), { useIsolating: false });
  for (const [path, text] of Object.entries(files)) {
    if (path.includes(folders[lang])) bundle.addResource(new FluentResource(text), { allowOverrides: true });
  }
  return bundle;
}

/** Words without arguments, formatted once: a sheet asks for the same ones a hundred times. */
const plains: Record<Lang, Map<string, string>> = { zh: new Map(), en: new Map() };

const bundles: Partial<Record<Lang, FluentBundle>> = {};

/** Gives the catalogue of a language, read when it is first needed. */
function bundle(lang: Lang): FluentBundle {
  return (bundles[lang] ??= load(lang));
}

class Words {
  lang = $state<Lang>('zh');

  /** Switches the language at once, for the page and for assistive technology. */
  use(lang: Lang): void {
    this.lang = lang;
    document.documentElement.lang = folders[lang].slice(1, -1);
  }
}

export const words = new Words();

/** Tells whether there are words for `id`; the two languages have the same ids. */
export function known(id: string): boolean {
  return bundle(words.lang).hasMessage(id);
}

/** Gives the words of `id` in the language in use; an unknown id shows itself in braces. */
export function t(id: string, args?: Record<string, FluentVariable>): string {
  const lang = words.lang;
  if (args) return format(lang, id, args);
  let plain = plains[lang].get(id);
  if (plain === undefined) plains[lang].set(id, (plain = format(lang, id, null)));
  return plain;
}

function format(lang: Lang, id: string, args: Record<string, FluentVariable> | null): string {
  const message = bundle(lang).getMessage(id);
  return message?.value ? bundle(lang).formatPattern(message.value, args) : `{${id}}`;
}

/** Picks the language in use from a pair. */
export function pick(pair: Bilingual | null | undefined): string {
  return pair ? pair[words.lang] : '';
}

/** Puts the unit behind a printed number. */
export function quantity(number: string, unit: UnitOfValue | null | undefined): string {
  if (!unit) return number;
  const name = words.lang === 'en' && number === '1' ? unit.one : unit[words.lang];
  return ['%', '‰'].includes(name) ? `${number}${name}` : `${number} ${name}`;
}
