/** The part of the survey in memory that the consultant's pages ask: scores, how sure they are, weights. */
import type * as B from '../src/api/client';
import { communities, indicators, items, pair, random, scenarios, type Row } from './framework';
import type { Memory } from './memory';

type MakeField = (name: string, kind: string, more?: Partial<B.FieldForm>) => B.FieldForm;

export function projectForm(field: MakeField): B.NounForm {
  return {
    name: 'project',
    fields: [
      field('community', 'key', { of: 'community' }),
      field('name', 'text', { needed: true }),
      field('kind', 'word', { words: ['planning', 'construction', 'upgrade', 'activity'] }),
      field('indicators', 'keys', { of: 'indicator' }),
      field('state', 'word', { words: ['planned', 'under_way', 'done', 'given_up'] }),
      field('lead', 'text'),
      field('responsible', 'text'),
      field('place', 'text'),
      field('note', 'text'),
    ],
  };
}

const figure = (number: number): B.Figure => ({ text: number.toFixed(1), number });
const stages = ['built', 'building', 'new'];

export class Judging {
  /** The consistency ratio where judgements in pairs weigh. */
  pairwise: string | null = null;
  /** What was judged, by pair. */
  judgements = new Map<string, string>();
  confirmers: B.ConfirmersView = { own: true, names: ['王敏'] };

  /** Answers a command, or nothing where it is none of these. */
  answer(name: string, args: any, memory: Memory): unknown {
    switch (name) {
      case 'scores':
        return this.scores(args.filter, memory);
      case 'stability':
        return { runs: 1000, rows: communities.slice(0, 6).map((one, at) => ({ code: null, community: one['code'] ?? '', scores: { low: figure(70 - at * 4), high: figure(76 - at * 4) }, place: at + 1, best: Math.max(1, at), worst: at + 2, kept: figure(100 - at * 9) })) } satisfies B.StabilityView;
      case 'confirm_not_applicable':
        return { view: null, touched: [] };
      case 'weighting':
        return this.weighting();
      case 'judge': {
        if (args.times === '') this.judgements.delete(`${args.one}/${args.other}`);
        else this.judgements.set(`${args.one}/${args.other}`, args.times);
        return { view: this.weighting(), touched: [{ noun: 'judgement', key: `${args.one}/${args.other}` }] };
      }
      case 'weigh_by_judgements': {
        const begun = this.weighting().groups.find((one) => one.judged > 0 && one.judged < one.pairs.length);
        if (args.on && begun) throw { code: 'judged-in-part', args: { codes: begun.members.map((one) => one.code).join(', '), judged: String(begun.judged), pairs: String(begun.pairs.length) } };
        this.pairwise = args.on ? '0.04' : null;
        return { view: this.weighting(), touched: [{ noun: 'survey', key: 'survey' }] };
      }
      default:
        return undefined;
    }
  }

  weighting(): B.WeightingView {
    const sets: { parent: string; rows: Row[] }[] = [
      { parent: '', rows: scenarios },
      ...scenarios.map((one) => ({ parent: one['code'] ?? '', rows: items.filter((item) => item['scenario'] === one['code']) })),
    ];
    const named = (code: string) => pair(scenarios.find((one) => one['code'] === code), 'name');
    return {
      pairwise: this.pairwise !== null,
      groups: sets.map(({ parent, rows }) => {
        const codes = rows.map((row) => row['code'] ?? '');
        const pairs = codes.flatMap((one, at) => codes.slice(at + 1).map((other) => ({ one, other, times: this.judgements.get(`${one}/${other}`) ?? '' })));
        const judged = pairs.filter((one) => one.times !== '').length;
        const whole = judged === pairs.length;
        return {
          parent,
          name: named(parent),
          members: rows.map((row, at) => ({ code: row['code'] ?? '', name: pair(row, 'name'), plain: figure(100 / rows.length), judged: whole ? figure((200 * (rows.length - at)) / (rows.length * (rows.length + 1))) : null })),
          pairs,
          judged,
          ratio: whole ? '0.04' : null,
          consistent: true,
        };
      }),
    };
  }

  scores(filter: { round: number; onlyRound: boolean; since: number | null }, memory: Memory): B.ScoresView {
    const next = random(filter.round);
    const since = filter.since ?? (filter.round > 1 ? filter.round - 1 : null);
    const row = (level: B.ScoreRow['level'], community: string, code: string | null): B.ScoreRow => {
      const name = pair([...scenarios, ...items, ...indicators].find((one) => one['code'] === code), 'name');
      const missed = Math.floor(next() * 3);
      const score = 30 + next() * 70;
      const coverage = figure(40 + next() * 60);
      const enough = coverage.number >= 60;
      const drawn = level === 'indicator' && code?.endsWith('1');
      return {
        level,
        code,
        community,
        name,
        score: figure(score),
        coverage,
        enough,
        range: { low: figure(score * 0.6), high: figure(Math.min(100, score * 1.2)) },
        interval: drawn ? { low: figure(score * 0.8), high: figure(Math.min(100, score * 1.1)) } : null,
        rank: enough && level !== 'indicator' ? { first: 2, last: missed + 2, of: 6 } : null,
        sample: drawn ? { a: '18', b: '24', ends: { low: figure(55.1), high: figure(88) } } : null,
        change: since === null ? null : figure(next() * 20 - 8),
        awaits: code === '1.1.2',
        fromRound: level === 'indicator' ? 1 : null,
        binding: { met: 3, missed, open: 1, na: 0 },
        compliance: missed > 0 ? 'notMet' : next() < 0.4 ? 'met' : 'open',
        conflicts: memory.conflicts().filter((one) => one.community === community && (code === null || one.indicator?.split('.')[0] === code)).length,
      };
    };
    const rows = communities.flatMap((one) => {
      const community = one['code'] ?? '';
      const below = ['1.1', '1.1.1', '1.1.2', '1.2', '1.2.1'].map((code) => [code.split('.').length === 2 ? 'item' : 'indicator', code] as const);
      return [row('community', community, null), ...scenarios.map((scenario) => row('scenario', community, scenario['code'] ?? '')), ...below.map(([level, code]) => row(level, community, code))];
    });
    const means = stages.flatMap((stage) => [null, ...scenarios.map((one) => one['code'] ?? '')].map((code) => ({ stage, code, score: figure(50 + next() * 30), communities: communities.filter((one) => one['stage'] === stage).length })));
    const gap = (community: string, code: string): B.GapView => {
      const indicator = indicators.find((one) => one['code'] === code);
      const binding = code === '1.2.1';
      const projects = memory.field.all('project').filter((one) => one.fields['community']?.heads[0]?.value === community && (one.fields['indicators']?.heads[0]?.value ?? '').split(',').includes(code));
      return {
        community,
        indicator: code,
        scenario: '1',
        name: pair(indicator, 'name'),
        binding,
        absent: false,
        gain: figure(1.4),
        needs: binding ? { atLeast: true, units: '9', of: '10' } : null,
        remedy: pair(indicator, 'remedy'),
        remedyType: indicator?.['remedy_type'] ?? '',
        advice: { zh: '以提升改造为主，把闲置厂房、酒店和商务楼改为国际人才公寓。', en: 'Put renovation first: turn idle factories, hotels and office blocks into talent apartments.' },
        case: {
          country: { zh: '奥地利', en: 'Austria' },
          city: { zh: '维也纳', en: 'Vienna' },
          title: { zh: '可负担的混合住房', en: 'Affordable mixed housing' },
          practice: { zh: '维也纳由市政住房和有补贴的非营利住房供应大量出租住房，租金受控、租约稳定。', en: 'City-owned and subsidised non-profit homes supply much of the rental housing at controlled rents and with stable leases.' },
          lesson: { zh: '人才住房应与普通住房混合布局。', en: 'Mix talent housing with ordinary housing.' },
        },
        projects: projects.map((one) => ({ key: one.key, name: String(one.fields['name']?.heads[0]?.value ?? ''), state: String(one.fields['state']?.heads[0]?.value ?? '') })),
      };
    };
    return {
      round: filter.round,
      onlyRound: filter.onlyRound,
      leastCoverage: 60,
      pairwise: this.pairwise,
      blind: memory.blind,
      since,
      rows,
      stages: means,
      confirmers: this.confirmers,
      gaps: communities.flatMap((one) => ['1.2.1', '1.1.1'].map((code) => gap(one['code'] ?? '', code))),
    };
  }
}
