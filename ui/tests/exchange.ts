/** The part of the survey in memory that handing over and merging ask: files, receipts, the roll of devices. */
import type * as B from '../src/api/client';
import type { Memory } from './memory';

export class Exchange {
  merges: B.MergedFileView[] = [{ id: 1, name: '李强.tanfang', author: '李强', device: 'a1b2c3d4', at: '2026-05-12T10:00:00+08:00', changes: 353 }];
  /** How many changes of a merged file come for a closed round. */
  late = 0;
  roll: B.RollView = {
    members: [
      { device: '9f3a61c2d4e5f60718293a4b5c6d7e8f', fingerprint: '9f3a 61c2 d4e5 f607 1829 3a4b 5c6d 7e8f', person: '王敏', own: true, role: 'root', changes: 40, lastSeq: 40, lastAt: '2026-05-12T10:00:00+08:00', held: 0, void: 0, missing: 0 },
      { device: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', fingerprint: 'a1b2 c3d4 e5f6 0718 293a 4b5c 6d7e 8f90', person: '李强', own: false, role: 'member', changes: 311, lastSeq: 311, lastAt: '2026-05-11T10:00:00+08:00', held: 2, void: 1, missing: 3 },
    ],
    admin: true,
    root: true,
    required: false,
    adminKey: null,
  };
  undelivered: B.UndeliveredView[] = [];
  /** Passphrases by the name of the sealed file. */
  sealed = new Map<string, string>();

  /** Answers a command, or nothing where it is none of these. */
  answer(name: string, args: any, memory: Memory): unknown {
    const form = args?.form ?? {};
    switch (name) {
      case 'set_admin_key':
        this.roll = { ...this.roll, adminKey: args.recipient };
        return { view: this.roll, touched: [{ noun: '*', key: '*' }] };
      case 'merges':
        return this.merges;
      case 'take_back_merge':
        this.merges = this.merges.filter((one) => one.id !== args.id);
        return { view: 353, touched: [{ noun: '*', key: '*' }] };
      case 'undelivered':
        return this.undelivered;
      case 'roll_call':
        return this.roll;
      case 'enrol':
        this.roll = { ...this.roll, members: this.roll.members.map((one) => (one.device === args.deviceNumber ? { ...one, role: 'enrolled' } : one)) };
        return { view: this.roll, touched: [{ noun: '*', key: '*' }] };
      case 'revoke':
        if (args.reason === '') throw { code: 'reason-needed', args: { what: '@term-revocation' } };
        this.roll = { ...this.roll, members: this.roll.members.map((one) => (one.device === args.deviceNumber ? { ...one, role: 'revoked' } : one)) };
        return { view: this.roll, touched: [{ noun: '*', key: '*' }] };
      case 'require_enrolment':
        this.roll = { ...this.roll, required: args.on };
        return { view: this.roll, touched: [{ noun: '*', key: '*' }] };
      case 'suggest_export':
        return '/media/wang/STICK/演示调研_全部_第1轮_王敏_2026-05-12.tanfang';
      case 'export_survey':
        return { path: form.path, size: '12.4 MB', changes: 8123, blobs: 812, missing: 0, leftOut: form.photos === 'all' ? 0 : 700, sealed: form.passphrase !== null, volumes: [{ path: form.path, size: '12.4 MB', blobs: 812 }] } satisfies B.ExportView;
      case 'plan_merge':
        return (args.files as B.FileToMerge[]).map(({ path: file, passphrase, late }, at): B.FilePlanView => {
          const name = file.split('/').at(-1) ?? '';
          const key = this.sealed.get(name);
          const closed = key === undefined || key === passphrase ? null : { code: passphrase === null ? 'sealed-needs-passphrase' : 'sealed-wrong-passphrase', args: { path: file } };
          const damaged = at === 2 ? { code: 'file-damaged', args: { path: file, part: 'changes.cbor.zst' } } : null;
          const from = [{ device: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', author: '李强', fingerprint: 'a1b2 c3d4', changes: 311, to: 311 }, { device: '77665544', author: '陈洁', fingerprint: '7766 5544', changes: 42, to: 42 }];
          return { file, name, fault: closed ?? damaged, known: at === 1, carrier: '李强', fingerprint: 'a1b2 c3d4', written: '2026-05-12T10:00:00+08:00', sealed: key !== undefined, from, survey: '演示调研', size: '12.4 MB', newChanges: 353, knownChanges: 7770, newAgreements: 12, newConflicts: 4, newBlobs: 118, missingBlobs: 0, lateChanges: this.late, heldBack: late === 'hold' ? this.late : 0 };
        });
      case 'merge':
        return { view: { files: (args.files as B.FileToMerge[]).map(({ path: file }): B.FileReceiptView => ({ file, name: file, status: 'merged', fault: null, newChanges: 353, knownChanges: 7770, newConflicts: 4, newAgreements: 12, blobsVerified: 118, blobsExpected: 118, heldBack: 0 })), conflicts: memory.conflicts().length }, touched: [{ noun: '*', key: '*' }] };
      default:
        return undefined;
    }
  }
}
