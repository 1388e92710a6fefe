/** Photos: shown, brought in, taken off, drawn on. */
import { describe, expect, it } from 'vitest';
import { Memory } from './memory';
import { field, find, open, press, settle, type } from './window';

describe('the photos', () => {
  it('are built only where they are in sight, however many there are', async () => {
    await open('#/photos', new Memory().addPhotos(5000));
    expect(document.body.textContent).toContain('5,000');
    const tiles = document.querySelectorAll('.tile').length;
    expect(tiles).toBeGreaterThan(0);
    expect(tiles).toBeLessThan(100);
  });
});

describe('an import of photos', () => {
  const files = (count: number) => Array.from({ length: count }, (_, at) => new File(['x'], `${at}.jpg`));

  async function choose(count: number): Promise<void> {
    const input = find<HTMLInputElement>('dialog input[type="file"]');
    Object.defineProperty(input, 'files', { value: files(count), configurable: true });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await settle(3);
  }

  it('stops after the photo under way', async () => {
    const memory = new Memory();
    await open('#/sheet/wangjing/1/1', memory);
    field('1.1.1').focus();
    press('p');
    await settle();
    memory.slow.add('add_photo');
    await choose(5);
    expect(find('dialog .progress').textContent).toContain('0 / 5');
    find<HTMLButtonElement>('dialog .progress button').click();
    memory.hurry();
    await settle(12);
    expect(memory.photos).toHaveLength(1);
    expect(document.querySelector('dialog .progress')).toBeNull();
  });

  it('goes on in sight when its dialog is closed', async () => {
    const memory = new Memory();
    await open('#/sheet/wangjing/1/1', memory);
    field('1.1.1').focus();
    press('p');
    await settle();
    memory.slow.add('add_photo');
    await choose(3);
    find<HTMLButtonElement>('dialog header button').click();
    await settle();
    expect(document.querySelector('dialog')).toBeNull();
    expect(find('.job').textContent).toContain('0 / 3');
    memory.hurry();
    await settle(20);
    expect(memory.photos).toHaveLength(3);
    expect(document.querySelector('.job')).toBeNull();
  });
});

describe('a photo', () => {
  it('is taken off one thing and stays with the others', async () => {
    const memory = new Memory().addPhotos(1);
    const [photo] = memory.photos;
    if (!photo) throw new Error('no photo');
    const unit = { target: 'unit/u1', cell: null, unit: 'u1', unitName: '甲小区', finding: null };
    memory.photos = [{ ...photo, missing: false, links: [...photo.links, unit] }];
    await open('#/photos', memory);
    find<HTMLButtonElement>('[data-photo]').click();
    await settle();
    find<HTMLButtonElement>('[data-link="unit/u1"] button').click();
    await settle();
    find<HTMLButtonElement>('[data-link="unit/u1"] button.main').click();
    await settle();
    expect(memory.photos[0]?.links.map((link) => link.target)).toEqual(photo.links.map((link) => link.target));
    expect(document.querySelector('[data-link="unit/u1"]')).toBeNull();
    expect(document.querySelectorAll('[data-link]')).toHaveLength(1);
  });
});

describe('what is drawn on a photo', () => {
  it('is put there, moved and taken away by keyboard alone, and a text has words', async () => {
    const memory = new Memory().addPhotos(1);
    const key = memory.photos[0]?.key ?? '';
    memory.photos = memory.photos.map((photo) => ({ ...photo, missing: false }));
    const marks = () => memory.register<{ kind: string; x: number; toX: number; toY: number; text: string }[]>('photo', key, 'marks').heads.at(-1)?.value ?? [];
    await open('#/photos', memory);
    find<HTMLButtonElement>('[data-photo]').click();
    await settle();
    find<HTMLButtonElement>('[data-draw]').click();
    await settle();
    find<HTMLButtonElement>('[data-kind=blur]').click();
    find<HTMLButtonElement>('[data-middle]').click();
    await settle();
    expect(marks()).toMatchObject([{ kind: 'blur', x: 400, toX: 600 }]);
    const send = async (name: string, more: KeyboardEventInit = {}) => {
      find<HTMLButtonElement>('[data-mark=blur]').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
      await settle();
    };
    await send('ArrowRight');
    await send('ArrowDown', { shiftKey: true });
    expect(marks()).toMatchObject([{ x: 410, toX: 610, toY: 560 }]);

    find<HTMLButtonElement>('[data-kind=text]').click();
    find<HTMLButtonElement>('[data-middle]').click();
    await settle();
    expect(marks()).toHaveLength(1);
    find<HTMLInputElement>('#mark-words').focus();
    type('台阶 18 cm');
    find<HTMLInputElement>('#mark-words').blur();
    await settle();
    expect(marks().map((mark) => mark.text)).toEqual(['', '台阶 18 cm']);
    expect(document.querySelector('.text')?.textContent).toBe('台阶 18 cm');
    await send('Delete');
    expect(marks().map((mark) => mark.kind)).toEqual(['text']);
  });
});
