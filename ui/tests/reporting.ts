/** The part of the survey in memory that the room of reports asks: editions, pages, issued reports, layouts. */
import type * as B from '../src/api/client';
import type { Memory } from './memory';

type MakeField = (name: string, kind: string, more?: Partial<B.FieldForm>) => B.FieldForm;

export function reportForms(field: MakeField): B.NounForm[] {
  const text = (name: string) => field(name, 'text');
  return [
    {
      name: 'passage',
      fields: [text('kind'), text('section'), field('scenario', 'key', { of: 'scenario' }), field('community', 'key', { of: 'community' }), field('text_zh', 'text'), field('text_en', 'text'), field('at_end', 'flag'), field('order', 'whole')],
    },
    {
      name: 'feedback',
      fields: [
        field('report', 'key', { of: 'report' }),
        field('community', 'key', { of: 'community' }),
        field('round', 'whole'),
        field('indicator', 'key', { of: 'indicator' }),
        field('organisation', 'text', { needed: true }),
        field('objection', 'text', { needed: true }),
        text('answer'),
        field('outcome', 'word', { words: ['open', 'accepted', 'partly', 'declined'] }),
        field('date', 'date'),
      ],
    },
  ];
}

const kinds: B.Kind[] = ['scenario', 'community', 'overview', 'confirmation', 'album'];
const sections: [string, string, string][] = [
  ['cover', '封面', 'Cover'],
  ['summary', '摘要', 'Summary'],
  ['method', '方法与数据质量', 'Method and data quality'],
  ['scores', '得分与达标', 'Scores and compliance'],
  ['communities', '各社区情况', 'Communities'],
  ['cases', '国际案例', 'Benchmark cases'],
  ['photos', '照片', 'Photos'],
  ['provenance', '出处与数据状态', 'Provenance'],
];

/** A page that looks like one. */
function paper(page: number, edition: B.Edition): string {
  const lines = Array.from({ length: 30 }, (_, line) => `<rect x="62" y="${140 + line * 20}" width="${((line * 97 + page * 53) % 200) + 250}" height="7" fill="#c8cfd2"/>`).join('');
  const accent = edition.profile === 'official' ? '#b3261e' : '#0f4f58';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595.28 841.89"><rect x="62" y="84" width="240" height="18" fill="${accent}"/><a href="#page-2"><rect x="62" y="112" width="120" height="10" fill="#9fb4b8"/></a>${lines}<text x="297" y="815" font-size="10" text-anchor="middle" fill="#333">${page + 1}</text></svg>`;
}

export class Reporting {
  layouts: B.LayoutView[] = [];
  issued: B.IssuedView[] = [];
  unsettled: B.UnsettledView[] = [];
  pages = 24;
  edition: B.Edition | null = null;
  #laid = 0;

  /** Notes a report as issued. */
  hand(number: string, more: Partial<B.IssuedView> = {}): B.IssuedView {
    const report: B.IssuedView = {
      key: `report-${this.issued.length + 1}`,
      number,
      kind: 'scenario',
      scenario: '1',
      communities: [],
      round: 1,
      audience: 'group',
      languages: 'zh',
      profile: 'official',
      date: '2026-06-30',
      recipients: '市国际人才社区建设工作专班',
      note: '',
      digest: '6f1d0c9a4be27735a1c8e0f2'.padEnd(64, '0'),
      files: [{ name: '场景1_宜居社区_第1轮.pdf', hash: 'a4c1e2'.padEnd(64, '7') }],
      acknowledged: '',
      unsettled: [],
      twice: false,
      author: '王敏',
      at: '2026-06-30T16:20:00+08:00',
      ...more,
    };
    this.issued.push(report);
    return report;
  }

  comparison(): B.ComparisonView {
    const stand = (value: string, score: number): B.StandView => ({ state: 'value', value, pair: null, round: 1, conflict: false, score: { text: score.toFixed(1), number: score }, assessed: 1, applicable: 1, binding: { met: 1, missed: 0, open: 0, na: 0 }, rank: null });
    return {
      numbers: 4,
      rows: [
        { level: 'community', code: null, community: 'wangjing', name: null, changed: ['score', 'rank'], before: { ...stand('', 71.2), state: null, rank: '2' }, after: { ...stand('', 72.9), state: null, rank: '1–2' }, causes: [] },
        { level: 'indicator', code: '1.1.1', community: 'wangjing', name: { zh: '国际人才公寓项目数', en: 'International talent apartment projects' }, changed: ['value', 'score'], before: stand('2', 66.7), after: stand('3', 100), causes: [0] },
      ],
      causes: [{ author: '李强', at: '2026-07-02T09:12:00+08:00', device: 'a1b2c3d4', deed: 'corrected', noun: 'assessment', key: 'wangjing/1/1.1.1', field: 'value', community: 'wangjing', round: 1, indicator: '1.1.1', value: { kind: 'number', text: '3' }, reason: '补查了将台乡的一处公寓', merged: true, withdrawn: false }],
      things: [{ noun: 'finding', key: 'f1', community: 'wangjing', name: '望京小街路灯不亮', turn: 'changed', fields: [{ label: 'field-state', choice: 'choice-state', before: 'open', after: 'solved' }], hands: [{ author: '李强', at: '2026-07-03T10:00:00+08:00', deed: 'corrected', reason: null, merged: false, withdrawn: false }] }],
    };
  }

  answer(name: string, args: any, memory: Memory): unknown {
    const written = (form: { path: string }): B.WrittenView => ({ path: form.path, pages: this.pages, photos: 12, missingPhotos: ['望京小街西口'], withheldPhotos: 3, size: '1.9 MB', hash: 'b7'.padEnd(64, '1'), number: null });
    switch (name) {
      case 'suggest_table':
        return `/home/wang/Documents/${args.form.table}_${args.form.round ?? ''}.${args.form.format}`;
      case 'write_table':
        return { rows: 624, files: args.form.format === 'csv' ? [args.path, `${args.path}-dictionary.csv`] : [args.path], size: '84 KB' } satisfies B.TableView;
      case 'report_kinds':
        return kinds.map((kind) => ({ kind, sections: (kind === 'confirmation' ? sections.slice(0, 3) : sections).map(([name, zh, en]) => ({ name, zh, en })) })) satisfies B.ReportKindView[];
      case 'suggest_edition':
        return `/home/wang/Documents/${args.edition.kind}_第${args.edition.round}轮.${args.format}`;
      case 'suggest_all_editions':
        return '/home/wang/Documents/第1轮全部报告';
      case 'edition_photos': {
        const { scenario, communities, round } = args.edition as Required<B.Edition>;
        const codes = memory.survey().communities.map((one) => one.code);
        const wanted = memory.photos.filter((photo) => photo.noun === 'photo' && photo.round <= round && (communities.length === 0 || communities.includes(photo.community)) && (scenario === null || photo.links.some((link) => link.cell?.indicator.startsWith(`${scenario}.`))));
        return wanted
          .sort((a, b) => codes.indexOf(a.community) - codes.indexOf(b.community))
          .map((photo): B.ReportPhotoView => ({ key: photo.key, community: photo.community, name: memory.photoView(photo).caption.heads[0]?.value ?? photo.name, place: null, taken: photo.takenAt?.slice(0, 10) ?? null, indicators: photo.links.flatMap((link) => (link.cell ? [link.cell.indicator] : [])), thumb: photo.missing ? null : photo.thumb }));
      }
      case 'preview_edition':
        this.edition = args.edition;
        return {
          preview: (this.#laid += 1),
          pages: this.pages,
          width: 595.28,
          height: 841.89,
          outline: sections.slice(1).map(([, zh, en], at) => ({ level: at % 3 === 2 ? 2 : 1, title: memory.settings.language === 'en' ? en : zh, page: at * 3 + 1 })),
          photos: 12,
          missingPhotos: [],
          withheldPhotos: 0,
          conflicts: [],
          toVerify: [],
        } satisfies B.PreviewView;
      case 'preview_page':
        if (args.preview !== this.#laid || !this.edition) throw { code: 'preview-gone', args: {} };
        return paper(args.page, this.edition);
      case 'write_edition':
        return written(args.form);
      case 'write_all_editions':
        return { folder: args.form.folder, index: `${args.form.folder}/index.pdf`, files: 20, size: '38 MB', missingPhotos: [] } satisfies B.AllWrittenView;
      case 'unsettled':
        return this.unsettled;
      case 'next_report_number':
        return '2026-004';
      case 'issue_edition': {
        if (this.unsettled.length > 0 && !args.to.acknowledge) throw { code: 'report-unsettled', args: { count: String(this.unsettled.length), cells: this.unsettled[0]?.name ?? '' } };
        const { kind, scenario, communities, round } = args.form.edition as B.Edition;
        const report = this.hand(args.form.edition.imprint.number, { kind, scenario, communities, round, recipients: args.to.recipients, note: args.to.note, acknowledged: args.to.acknowledge ?? '', unsettled: this.unsettled.map((one) => one.name) });
        return { view: { ...written(args.form), number: report.number }, touched: [{ noun: 'report', key: report.key }] };
      }
      case 'issued_reports':
        return this.issued;
      case 'changed_since':
        return args.key === 'report-1' ? 4 : 0;
      case 'compare_states':
        return this.comparison();
      case 'write_issued_again':
        return { written: written(args), same: true } satisfies B.WrittenAgainView;
      case 'layouts':
        return this.layouts;
      case 'save_layout':
        this.layouts = [...this.layouts.filter((one) => one.name !== args.name), { key: `layout-${this.layouts.length + 1}`, name: args.name, edition: args.edition, conflict: false }];
        return { view: this.layouts, touched: [{ noun: 'layout', key: 'new' }] };
      case 'delete_entity':
        if (args.noun !== 'layout') return undefined;
        this.layouts = this.layouts.filter((one) => one.key !== args.key);
        return { view: null, touched: [{ noun: 'layout', key: args.key }] };
      case 'keep_logo':
        return { view: 'c0ffee'.padEnd(64, '2'), touched: [] };
      default:
        return undefined;
    }
  }
}
