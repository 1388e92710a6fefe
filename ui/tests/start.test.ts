/** Opening a survey, its lock, the settings. */
import { describe, expect, it } from 'vitest';
import { Memory } from './memory';
import { find, open, settle, type } from './window';

describe('the start page', () => {
  it('asks a newcomer for name and language, nothing else', async () => {
    const memory = new Memory();
    memory.opened = false;
    memory.settings = { ...memory.settings, language: null, author: null };
    await open('', memory);
    expect(document.querySelectorAll('input:not([type="radio"])')).toHaveLength(1);
    find('input[name="author"]').focus();
    type('陈洁');
    await settle();
    find<HTMLFormElement>('form').requestSubmit();
    await settle();
    expect(memory.settings.author).toBe('陈洁');
    expect(memory.settings.language).toBe('zh');
    expect(document.querySelectorAll('[data-way]')).toHaveLength(4);
  });

  it('warns of surveys in which personal values lie open', async () => {
    const memory = new Memory();
    memory.opened = false;
    memory.unlocked = [memory.recents[0]?.dir ?? ''];
    await open('', memory);
    const warned = [...document.querySelectorAll('.recents li')].map((one) => one.textContent.includes('未加锁'));
    expect(warned).toEqual([true, false, false]);
  });
});

describe('a locked survey', () => {
  async function answer(passphrase: string) {
    find('[data-unlock] input').focus();
    type(passphrase);
    await settle();
    find<HTMLFormElement>('[data-unlock]').requestSubmit();
    await settle();
  }

  it('asks for its passphrase before it is shown, or is only looked at', async () => {
    const memory = new Memory();
    memory.opened = false;
    memory.passphrase = '四个八个';
    await open('', memory);
    const recent = () => find<HTMLButtonElement>('.recents .recent').click();
    recent();
    await settle();
    expect(document.querySelector('a[data-cell]')).toBeNull();
    await answer('错');
    expect(find('[data-unlock]').textContent).toContain('口令不对');
    await answer('四个八个');
    expect(document.querySelector('a[data-cell]')).not.toBeNull();
    expect(document.querySelector('.strip')?.textContent).not.toContain('已加锁');
  });

  it('can be looked at without unlocking, and unlocked from there', async () => {
    const memory = new Memory();
    memory.passphrase = '四个八个';
    await open('#/board', memory);
    expect(document.body.textContent).toContain('已加锁');
    expect(document.querySelector('.strip a')?.getAttribute('href')).toBe('#/settings');
  });

  it('is locked with a passphrase typed twice', async () => {
    const opened = await open('#/settings');
    const [one, two] = [...document.querySelectorAll<HTMLInputElement>('[data-lock] input')];
    one?.focus();
    type('四个八个');
    two?.focus();
    type('四个九个');
    await settle();
    const close = find<HTMLButtonElement>('[data-lock] button.main');
    expect(close.disabled).toBe(true);
    expect(find('[data-lock]').textContent).toContain('不同');
    type('四个八个');
    await settle();
    close.click();
    await settle();
    expect(opened.memory.passphrase).toBe('四个八个');
    expect(find('[data-lock]').dataset['lock']).toBe('closed');
    expect(document.querySelector('[data-back-up]'), 'nothing can be written').toBeNull();
  });

  it('is joined from a sealed file by its passphrase', async () => {
    const memory = new Memory();
    memory.opened = false;
    memory.exchange.sealed.set('密.tanfang', '八个社区');
    await open('', memory);
    find<HTMLButtonElement>('[data-way="join"]').click();
    await settle();
    find('form.card input').focus();
    type('/media/stick/密.tanfang');
    await settle();
    find<HTMLFormElement>('form.card').requestSubmit();
    await settle();
    find('input[name="passphrase"]').focus();
    type('八个社区');
    await settle();
    find<HTMLFormElement>('form.card').requestSubmit();
    await settle();
    expect(document.querySelector('a[data-cell]')).not.toBeNull();
  });
});

describe('the settings', () => {
  it('list the backups, make one now, and restore one into a new folder', async () => {
    const opened = await open('#/settings');
    expect(document.querySelectorAll('[data-backup]')).toHaveLength(1);
    find<HTMLButtonElement>('[data-back-up]').click();
    await settle();
    expect(document.querySelectorAll('[data-backup]')).toHaveLength(2);
    find<HTMLButtonElement>('[data-backup="/backups/0"] button').click();
    await settle();
    find('[data-restore] input').focus();
    type('/home/wang/恢复');
    await settle();
    find<HTMLFormElement>('[data-restore]').requestSubmit();
    await settle();
    expect(opened.memory.calls.find((call) => call.name === 'restore_backup')?.args).toMatchObject({ backup: '/backups/0', dir: '/home/wang/恢复', passphrase: null });
    expect(document.body.textContent).toContain('已恢复并核验：/home/wang/恢复');
    expect(document.body.textContent).toContain('1 个照片或文档文件不在备份里');
  });

  it('change the language, the look and the name at once', async () => {
    const opened = await open('#/settings');
    find<HTMLInputElement>('input[value="en"]').click();
    find<HTMLInputElement>('input[value="contrast"]').click();
    find<HTMLInputElement>('input[value="150"]').click();
    await settle();
    expect(find('h1').textContent).toBe('Settings');
    expect(document.documentElement.dataset['theme']).toBe('contrast');
    expect(document.documentElement.style.fontSize).toBe('150%');
    const name = find<HTMLInputElement>('#settings-name');
    name.value = '王敏敏';
    name.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(opened.memory.author).toBe('王敏敏');
    expect(find('.survey').textContent).toContain('王敏敏');
    expect(opened.memory.settings).toMatchObject({ language: 'en', theme: 'contrast', textSize: 150, author: '王敏敏' });
  });
});
