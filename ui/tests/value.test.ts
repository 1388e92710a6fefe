import { describe, expect, it } from 'vitest';
import { print, stateOf, stateText, textOf, valueOf } from '../src/parts/value';

describe('a value as text', () => {
  it('reads a number as typed, for Rust to judge its form', () => {
    expect(valueOf(' 12.50 ')).toEqual({ kind: 'number', text: '12.50' });
    expect(valueOf('twelve')).toEqual({ kind: 'number', text: 'twelve' });
  });

  it.each(['18/24', '18 / 24', '18 of 24', '18／24', '18 OF 24'])('reads the pair %s', (text) => {
    expect(valueOf(text)).toEqual({ kind: 'of', a: '18', b: '24' });
  });

  it('reads no pair where none is allowed, so that it is refused and not guessed', () => {
    expect(valueOf('18/24', false)).toEqual({ kind: 'number', text: '18/24' });
  });

  it('reads nothing as empty', () => {
    expect(valueOf('  ')).toEqual({ kind: 'empty' });
  });

  it('gives back every stored value as the text it was', () => {
    for (const text of ['75', '18/24', '', stateText('absent'), stateText('notObtained', '向街道索取：5月'), stateText('notApplicable', 'a:b')]) {
      expect(textOf(valueOf(text))).toBe(text);
    }
  });

  it('keeps a reason with line breaks and colons', () => {
    expect(stateOf(stateText('notObtained', 'a\nb: c'))).toEqual({ state: 'notObtained', reason: 'a\nb: c' });
  });

  it('prints one and nought as answers where that is what they mean', () => {
    const same = (id: string) => id;
    expect(print({ kind: 'number', text: '1' }, same, true)).toBe('answer-yes');
    expect(print({ kind: 'number', text: '0' }, same, true)).toBe('answer-no');
    expect(print({ kind: 'number', text: '1' }, same)).toBe('1');
    expect(print({ kind: 'number', text: '0.7' }, same, true)).toBe('0.7');
  });
});
