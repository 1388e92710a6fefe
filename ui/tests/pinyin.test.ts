import { describe, expect, it } from 'vitest';
import { fit, initials } from '../src/parts/pinyin';

describe('initials of pinyin', () => {
  it('are those of the usual readings', () => {
    expect(initials('未来科学城')).toBe('wlkxc');
    expect(initials('怀柔科学城')).toBe('hrkxc');
    expect(initials('国际人才公寓项目数')).toBe('gjrcgyxms');
    expect(initials('6.4.3 公共交通')).toBe('6.4.3ggjt');
    // One word of each letter, so that no boundary is off.
    expect(initials('安北参道饿方高海机看绿门女欧品区日数土外学园住')).toBe('abcdefghjklmnopqrstwxyz');
  });

  it('find names by what was typed', () => {
    const names = ['通州', 'Tongzhou', 'tongzhou'];
    expect(fit('tz', names)).toBeGreaterThan(0);
    expect(fit('tong', names)).toBeGreaterThan(fit('tz', names));
    expect(fit('通', names)).toBeGreaterThan(0);
    expect(fit('xyz', names)).toBe(0);
    expect(fit('6.4.3', ['6.4.3', '站牌'])).toBeGreaterThan(fit('6.4', ['6.4.3', '站牌']));
  });
});
