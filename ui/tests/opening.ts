/** The part of the survey in memory that the start page and the settings ask: surveys, the lock, backups. */
import type { Memory } from './memory';

/** Answers a command about opening, locking, settings and backups, or nothing where it is none. */
export function opening(name: string, args: any, memory: Memory): unknown {
  const form = args?.form ?? args ?? {};
  switch (name) {
    case 'start':
      return { version: '0.1.0', settings: memory.settings, recents: memory.recents, survey: memory.opened ? memory.survey() : null, fault: null, systemLanguage: 'zh', file: null, documents: '/home/wang/Documents' };
    case 'save_settings':
      memory.settings = args.settings ?? form;
      return memory.settings;
    case 'open_survey':
    case 'open_demo':
    case 'create_survey':
    case 'survey_view':
      memory.opened = true;
      return memory.survey();
    case 'join_survey': {
      const key = memory.exchange.sealed.get(form.file.split('/').at(-1) ?? '');
      if (key !== undefined && key !== form.passphrase) throw { code: form.passphrase === null ? 'sealed-needs-passphrase' : 'sealed-wrong-passphrase', args: { path: form.file } };
      memory.opened = true;
      return memory.survey();
    }
    case 'lock_survey':
      memory.passphrase = args.passphrase;
      return { view: memory.survey(), touched: [{ noun: '*', key: '*' }] };
    case 'unlock_survey':
      if (args.passphrase !== memory.passphrase) throw { code: 'wrong-passphrase', args: {} };
      memory.passphrase = null;
      return { view: memory.survey(), touched: [{ noun: '*', key: '*' }] };
    case 'look_again': {
      const touched = memory.writtenElsewhere ? [{ noun: '*', key: '*' }] : [];
      memory.writtenElsewhere = false;
      return { view: memory.survey(), touched };
    }
    case 'rename_author':
      memory.author = args.name;
      return { view: memory.survey(), touched: [{ noun: 'person', key: 'person-1' }] };
    case 'close_survey':
      memory.opened = false;
      return null;
    case 'forget_recent':
      memory.recents = memory.recents.filter((one) => one.dir !== args.dir);
      return memory.recents;
    case 'unlocked':
      return memory.unlocked;
    case 'backups':
      return { backups: memory.backups, fault: null };
    case 'back_up':
      memory.backups = [{ ...memory.backups[0]!, path: `/backups/${memory.backups.length}` }, ...memory.backups];
      return memory.backups;
    case 'restore_backup':
      return { dir: args.dir, changes: 8123, blobs: 812, missing: 1, lost: 1, findings: 0 };
    default:
      return undefined;
  }
}
