/** Handing over, merging, and who may. */
import { describe, expect, it } from 'vitest';
import { desk } from '../src/shell/desk.svelte';
import { Memory } from './memory';
import { find, open, press, settle, type } from './window';

describe('handing over and merging', () => {
  it('shows the plan, merges, and gives a receipt', async () => {
    const opened = await open('#/exchange');
    find('input.typed').focus();
    type('/media/stick/李强.tanfang');
    press('Enter');
    await settle();
    expect(document.body.textContent).toContain('新增 353 条改动');
    [...document.querySelectorAll<HTMLButtonElement>('button.main')].at(-1)?.click();
    await settle();
    expect(document.body.textContent).toContain('118 / 118');
    expect(opened.memory.calls.some((call) => call.name === 'merge')).toBe(true);
  });

  it('asks for the passphrase of a sealed file, and again where it was wrong', async () => {
    const memory = new Memory();
    memory.exchange.sealed.set('密.tanfang', '八个社区');
    await open('#/exchange', memory);
    find('input.typed').focus();
    type('/media/stick/密.tanfang');
    press('Enter');
    await settle();
    expect(find('[data-plan]').textContent).toContain('已用口令加密');
    const merge = () => [...document.querySelectorAll<HTMLButtonElement>('button.main')].at(-1);
    expect(merge()?.disabled, 'a file that is closed is not merged').toBe(true);
    for (const [passphrase, said] of [
      ['错', '口令不对'],
      ['八个社区', '新增 353 条改动'],
    ] as const) {
      find('[data-unseal] input').focus();
      type(passphrase);
      await settle();
      find<HTMLFormElement>('[data-unseal]').requestSubmit();
      await settle();
      expect(find('[data-plan]').textContent).toContain(said);
    }
    expect(find('[data-plan]').textContent).toContain('a1b2 c3d4');
    expect(find('[data-plan]').textContent).toContain('一致 12 处');
    merge()?.click();
    await settle();
    const sent = memory.calls.find((call) => call.name === 'merge')?.args;
    expect(sent).toMatchObject({ files: [{ path: '/media/stick/密.tanfang', passphrase: '八个社区' }] });
  });

  it('takes or holds what was written for a closed round, and trusts a device whose fingerprint was compared', async () => {
    const memory = new Memory();
    memory.exchange.late = 5;
    memory.exchange.roll = { ...memory.exchange.roll, required: true, members: memory.exchange.roll.members.map((one) => (one.own ? one : { ...one, role: 'enrolled' })) };
    await open('#/exchange', memory);
    find('input.typed').focus();
    type('/media/stick/李强.tanfang');
    press('Enter');
    await settle();
    expect(find('[data-late]').textContent).toContain('其中 5 条');
    find<HTMLInputElement>('[data-late] input[value="hold"]').click();
    await settle();
    expect(find('[data-late]').textContent).toContain('5 条暂时搁置');
    // One who is enrolled needs no trust; the other is asked for.
    expect([...document.querySelectorAll<HTMLElement>('[data-stranger]')].map((one) => one.dataset['stranger'])).toEqual(['77665544']);
    find<HTMLInputElement>('[data-stranger] input').click();
    await settle();
    [...document.querySelectorAll<HTMLButtonElement>('button.main')].at(-1)?.click();
    await settle();
    expect(memory.calls.find((call) => call.name === 'merge')?.args).toMatchObject({ files: [{ late: 'hold', trust: ['77665544'] }] });
  });

  it('asks an administrator to enrol a stranger where this one may not', async () => {
    const memory = new Memory();
    memory.exchange.roll = { ...memory.exchange.roll, required: true, admin: false, root: false };
    await open('#/exchange', memory);
    find('input.typed').focus();
    type('/media/stick/李强.tanfang');
    press('Enter');
    await settle();
    expect(document.querySelectorAll('[data-stranger]')).toHaveLength(2);
    expect(document.querySelector('[data-stranger] input')).toBeNull();
    expect(find('[data-stranger]').textContent).toContain('请管理员登记');
    expect(document.querySelector('[data-late]')).toBeNull();
  });

  it('hands over without photos where that was chosen, and says what stayed', async () => {
    const opened = await open('#/exchange');
    find<HTMLInputElement>('input[value="none"]').click();
    await settle();
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(opened.memory.calls.find((call) => call.name === 'export_survey')?.args).toMatchObject({ form: { photos: 'none', passphrase: null, forDevice: null } });
    expect(find('.receipt').textContent).toContain('未带 700 个');
  });

  it('lists merged files and takes one back', async () => {
    await open('#/exchange');
    find<HTMLButtonElement>('[data-merge="1"] button').click();
    await settle();
    expect(document.querySelector('[data-merge]')).toBeNull();
    expect(document.body.textContent).toContain('已撤回“李强.tanfang”，搁置 353 条改动');
  });

  it('calls the roll, and an administrator revokes only with a reason', async () => {
    const opened = await open('#/exchange');
    const row = () => find('[data-member^="a1b2"]');
    opened.memory.exchange.undelivered = [{ device: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', decisions: 4 }];
    await desk.again();
    await settle();
    for (const said of ['李强', '4 项冲突的处理结果可能还没有收到', '2 条在等待', '1 条不生效', '缺 3 个']) expect(row().textContent).toContain(said);
    row().querySelector<HTMLButtonElement>('button')?.click();
    await settle();
    const sure = find<HTMLButtonElement>('[data-revoke] button.main');
    expect(sure.disabled).toBe(true);
    find('#roll-reason').focus();
    type('电脑遗失');
    await settle();
    sure.click();
    await settle();
    expect(row().textContent).toContain('已停用');
    find<HTMLInputElement>('[data-require]').click();
    await settle();
    expect(opened.memory.exchange.roll.required).toBe(true);
  });

  it('seals survey files to the administrator once a key is set, unless somebody says otherwise', async () => {
    const opened = await open('#/exchange');
    expect(document.querySelector('[data-by-rule]')).toBeNull();
    find('#roll-key').focus();
    type('age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p');
    await settle();
    find<HTMLFormElement>('[data-admin-key]').requestSubmit();
    await settle();
    expect(find('[data-admin-key]').textContent).toContain('age1ql3z7');
    find<HTMLInputElement>('[data-by-rule] input').click();
    await settle();
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(opened.memory.calls.find((call) => call.name === 'export_survey')?.args).toMatchObject({ form: { open: true, passphrase: null } });
  });

  it('decides nothing about devices where this one is no administrator', async () => {
    const memory = new Memory();
    memory.exchange.roll = { ...memory.exchange.roll, admin: false, root: false };
    await open('#/exchange', memory);
    expect(document.querySelector('[data-member]')).not.toBeNull();
    expect(document.querySelector('[data-roll] button, [data-require]')).toBeNull();
  });

  it('tells how far it is in bytes and can be stopped', async () => {
    const memory = new Memory();
    memory.slow.add('export_survey');
    await open('#/exchange', memory);
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    memory.tell({ phase: 'export', done: 1_500, total: 12_400, bytes: true });
    await settle();
    expect(find('.progress').textContent).toContain('1.5 / 12.4 MB');
    find<HTMLButtonElement>('.progress button').click();
    await settle();
    expect(memory.calls.some((call) => call.name === 'cancel')).toBe(true);
    memory.hurry({ code: 'cancelled', args: {} });
    await settle();
    expect(document.querySelector('.progress')).toBeNull();
    expect(document.querySelector('.fault')).toBeNull();
    expect(document.body.textContent).not.toContain('可以安全拔出');
  });

  it('says when the stick is safe to remove, only after the file was verified', async () => {
    await open('#/exchange');
    expect(document.body.textContent).not.toContain('可以安全拔出');
    find<HTMLButtonElement>('form button.main').click();
    await settle();
    expect(document.body.textContent).toContain('可以安全拔出');
  });
});
