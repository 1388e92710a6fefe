/** The part of the survey in memory that asks who wrote what: conflicts, history, taking back. */
import type * as B from '../src/api/client';
import { any, type Memory } from './memory';

/** Where people wrote different things. */
export function conflictsOf(memory: Memory): B.ConflictView[] {
  const found: B.ConflictView[] = [];
  for (const [id, stored] of memory.values) {
    if (stored.heads.length < 2) continue;
    const [noun = '', key = '', field = ''] = id.split(' ');
    const [community = null, round = null, indicator = null] = key.split('/');
    found.push({ id: `c${key}${field}`, kind: 'value', noun, key, field, community, round: Number(round), indicator, unit: null, unitName: null, both: field === 'remark' || field === 'caption' ? stored.heads.map((head) => String(head.value)).join('\n') : null, withinTolerance: false, assignee: null, fork: null, heads: stored.heads.map((head, at) => ({ n: at + 1, value: any(head.value), person: head.author, author: head.author, device: head.device, at: head.at, visit: null, dot: head.dot, reason: null, provisional: at === stored.heads.length - 1 })) } satisfies B.ConflictView);
  }
  return found;
}

/** The value that settling a conflict by side `n` writes; 0 keeps all of them. */
function side(memory: Memory, conflict: B.ConflictView, n: number): unknown {
  if (n === 0 && conflict.both !== null) return conflict.both;
  const head = memory.register(conflict.noun, conflict.key, conflict.field).heads[n - 1];
  if (!head) throw { code: 'conflict-choice', args: { n: String(n), count: String(conflict.heads.length) } };
  return head.value;
}

/** Answers a command about conflicts, history and taking back, or nothing where it is none. */
export function settling(name: string, args: any, memory: Memory): unknown {
  const form = args?.form ?? args?.register ?? args ?? {};
  switch (name) {
    case 'conflicts':
      return memory.conflicts();
    case 'resolve': {
      const conflict = memory.conflicts().find((one) => one.id === form.id);
      if (!conflict) throw { code: 'unknown-conflict', args: { id: form.id } };
      const value = side(memory, conflict, form.n);
      memory.write(conflict.noun, conflict.key, conflict.field, value, conflict.heads.map((one) => one.dot));
      return { view: memory.conflicts(), touched: [{ noun: conflict.noun, key: conflict.key }] };
    }
    case 'resolve_all': {
      for (const { id, n } of args.sides as B.Side[]) {
        const conflict = memory.conflicts().find((one) => one.id === id);
        if (!conflict) throw { code: 'unknown-conflict', args: { id } };
        const value = side(memory, conflict, n);
        memory.write(conflict.noun, conflict.key, conflict.field, value, conflict.heads.map((one) => one.dot));
      }
      return { view: memory.conflicts(), touched: [{ noun: '*', key: '*' }] };
    }
    case 'undo':
    case 'redo': {
      const [from, to] = name === 'undo' ? [memory.done, memory.undone] : [memory.undone, memory.done];
      const action = from.pop();
      if (!action) throw { code: `${name}-nothing`, args: {} };
      to.push(action);
      const [community = null, round = null, indicator = null] = action.key.split('/');
      return { view: { noun: action.noun, field: action.field, community, round: Number(round), indicator, unitName: null, count: 1, conflicts: memory.conflicts().length } satisfies B.DeedView, touched: [{ noun: action.noun, key: action.key }] };
    }
    case 'history':
      return memory.values.get(`${form.noun} ${form.key} ${form.field}`)?.history ?? [];
    default:
      return undefined;
  }
}
