import { invoke as __TAURI_INVOKE, type Channel } from '@tauri-apps/api/core';

const call = <T>(name: string, args?: Record<string, unknown>) => __TAURI_INVOKE<T>(name, args);

export const commands = {
  start: () => call<Start>('start'),
  saveSettings: (settings: Settings) => call<Settings>('save_settings', { settings }),
  openSurvey: (dir: string) => call<SurveyView>('open_survey', { dir }),
  openDemo: (language: string) => call<SurveyView>('open_demo', { language }),
  createSurvey: (survey: NewSurvey) => call<SurveyView>('create_survey', { survey }),
  joinSurvey: (join: JoinSurvey) => call<SurveyView>('join_survey', { join }),
  closeSurvey: () => call<null>('close_survey'),
  forgetRecent: (dir: string) => call<Recent[]>('forget_recent', { dir }),
  surveyView: () => call<SurveyView>('survey_view'),
  outline: () => call<Outline>('outline'),
  board: (round: number) => call<BoardView>('board', { round }),
  sheet: (community: string, round: number, scenario: string) =>
    call<SheetView>('sheet', { community, round, scenario }),
  cell: (key: CellKey) => call<CellView>('cell', { key }),
  guide: (indicator: string) => call<GuideView>('guide', { indicator }),
  setValue: (write: SetValue) => call<Reply<CellView>>('set_value', { write }),
  setRemark: (write: SetText) => call<Reply<CellView>>('set_remark', { write }),
  setToVerify: (write: SetFlag) => call<Reply<CellView>>('set_to_verify', { write }),
  unitsTable: (cell: CellKey) => call<UnitsTableView>('units_table', { cell }),
  observe: (write: Observe) => call<Reply<Observed>>('observe', { write }),
  setObservationRemark: (write: ObservationText) => call<Reply<Observed>>('set_observation_remark', { write }),
  units: (community: string, list: string | null) => call<UnitView[]>('units', { community, list }),
  addUnits: (write: AddUnits) => call<Reply<UnitView[]>>('add_units', { write }),
  renameUnit: (write: RenameUnit) => call<Reply<UnitView[]>>('rename_unit', { write }),
  setUnitState: (write: SetUnitState) => call<Reply<UnitView[]>>('set_unit_state', { write }),
  moveUnit: (write: MoveUnit) => call<Reply<UnitView[]>>('move_unit', { write }),
  photos: (filter: PhotoFilter, offset: number, limit: number) =>
    call<PhotosView>('photos', { filter, offset, limit }),
  setCaption: (write: SetCaption) => call<Reply<PhotoView>>('set_caption', { write }),
  unlinkPhoto: (write: UnlinkPhoto) => call<Reply<PhotoView>>('unlink_photo', { write }),
  history: (field: FieldKey) => call<HistoryEntry[]>('history', { field }),
  conflicts: () => call<ConflictView[]>('conflicts'),
  resolve: (write: Resolve) => call<Reply<ConflictView[]>>('resolve', { write }),
  scores: (round: number, onlyRound: boolean) => call<ScoresView>('scores', { round, onlyRound }),
  chooseFolder: (title: string) => call<string | null>('choose_folder', { title }),
  chooseFiles: (title: string, kind: string) => call<string[]>('choose_files', { title, kind }),
  chooseSave: (title: string, suggested: string) => call<string | null>('choose_save', { title, suggested }),
  uploadBegin: (name: string) => call<string>('upload_begin', { name }),
  suggestExport: (community: string | null, round: number) => call<Suggested>('suggest_export', { community, round }),
  exportSurvey: (path: string, job: number, onProgress: Channel<Progress>) =>
    call<ExportView>('export_survey', { path, job, onProgress }),
  planMerge: (files: string[]) => call<PlanView[]>('plan_merge', { files }),
  merge: (files: string[], job: number, onProgress: Channel<Progress>) =>
    call<Reply<MergeView>>('merge', { files, job, onProgress }),
  suggestReport: (scenario: string, round: number, language: string) =>
    call<Suggested>('suggest_report', { scenario, round, language }),
  reportScenario: (report: ReportRequest, job: number, onProgress: Channel<Progress>) =>
    call<ReportView>('report_scenario', { report, job, onProgress }),
  openFile: (path: string) => call<null>('open_file', { path }),
  showFolder: (path: string) => call<null>('show_folder', { path }),
  cancel: (job: number) => call<null>('cancel', { job }),
  setDraft: (draft: Draft) => call<null>('set_draft', { draft }),
  clearDraft: (field: FieldKey) => call<null>('clear_draft', { field }),
};

export interface Bilingual { zh: string; en: string }
export interface Figure { text: string; number: number }
export interface Fault { code: string; args: Record<string, string> }
export interface Touched { noun: string; key: string }
export interface Reply<T> { view: T; touched: Touched[] }
export interface Suggested { path: string }
export interface Progress { phase: string; done: number; total: number }
export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export interface Settings { language: 'zh' | 'en' | null; author: string | null; organisation: string | null; textSize: number; theme: Theme }
export interface Recent { dir: string; name: string; demo: boolean; present: boolean }
export interface Start { version: string; settings: Settings; recents: Recent[]; survey: SurveyView | null; fault: Fault | null; joinFile: string | null; defaults: { documents: string } }
export interface NewSurvey { dir: string; name: string; organisation: string; author: string; language: string }
export interface JoinSurvey { file: string; dir: string; author: string }
export type Stage = 'built' | 'building' | 'new';
export interface RoundView { number: number; name: Bilingual; state: string }
export interface CommunityView { code: string; name: Bilingual; stage: Stage }
export interface ScenarioName { code: string; name: Bilingual }
export interface SurveyView { dir: string; name: string; organisation: string; demo: boolean; language: string; readOnly: null | 'folder' | 'window'; framework: { title: Bilingual; status: Bilingual; version: string }; person: { key: string; name: string }; device: string; rounds: RoundView[]; communities: CommunityView[]; scenarios: ScenarioName[] }
export interface OutlineIndicator { code: string; name: Bilingual; kind: Kind; unit: Bilingual | null; valueType: ValueType }
export interface Outline { scenarios: { code: string; name: Bilingual; items: { code: string; name: Bilingual; indicators: OutlineIndicator[] }[] }[]; lists: { code: string; name: Bilingual }[] }
export interface BoardCell { community: string; scenario: string; applicable: number; assessed: number; coverage: Figure | null; coverageByRound: (Figure | null)[]; score: Figure | null; bindingMet: number; bindingMissed: number; bindingOpen: number; conflicts: number }
export interface BoardView { round: number; cells: BoardCell[] }
export interface CellKey { community: string; round: number; indicator: string }
export type Kind = 'binding' | 'expected';
export type ValueType = 'yesNo' | 'count' | 'percent' | 'number' | 'rating';
export type ValueView =
  | { kind: 'number'; text: string }
  | { kind: 'of'; a: string; b: string }
  | { kind: 'absent' }
  | { kind: 'notApplicable'; reason: string }
  | { kind: 'notObtained'; reason: string }
  | { kind: 'empty' };
export type AnyValue = ValueView | { kind: 'text'; text: string } | { kind: 'flag'; on: boolean };
export interface Head<T> { dot: string; value: T; author: string; device: string; at: string; reason: string | null }
export interface FieldView<T> { heads: Head<T>[]; seen: string[]; conflict: boolean; draft: string | null }
export interface ResultView { state: 'value' | 'absent' | 'notApplicable' | 'notObtained' | 'empty'; text: string; numerator: string | null; denominator: string | null; observed: number | null; units: number | null; score: Figure | null; met: boolean | null }
export interface PreviousView { round: number; text: string; state: string; remark: string | null }
export interface CellView { cell: CellKey; indicator: string; name: Bilingual; kind: Kind; orientation: string; valueType: ValueType; unit: Bilingual | null; decimals: number; min: string | null; max: string | null; direction: 'atLeast' | 'atMost' | 'between'; target: string | null; targetUpper: string | null; applies: boolean; pairAllowed: boolean; absentAllowed: boolean; naAllowed: boolean; list: { code: string; name: Bilingual } | null; aggregate: string | null; photo: string; value: FieldView<ValueView>; remark: FieldView<string>; toVerify: FieldView<boolean>; result: ResultView; previous: PreviousView | null; photos: number; conflict: boolean }
export interface SheetView { community: string; round: number; scenario: string; items: { code: string; name: Bilingual; question: Bilingual; indicators: CellView[] }[] }
export interface GuideView { indicator: string; guidance: Bilingual; method: string; when: string; minutes: number; tools: Bilingual; holder: Bilingual; tolerance: string | null; targets: { built: string | null; building: string | null; new: string | null }; zeroAt: string | null; list: { code: string; name: Bilingual; definition: Bilingual } | null; terms: { term: Bilingual; text: Bilingual }[]; remedyType: string; remedy: Bilingual; basis: string; basisNote: Bilingual; questions: { code: string; scale: string; zh: string; en: string; ko: string; ja: string }[] }
export interface SetValue { cell: CellKey; value: ValueView; reason: string | null; seen: string[] }
export interface SetText { cell: CellKey; text: string; seen: string[] }
export interface SetFlag { cell: CellKey; on: boolean; seen: string[] }
export interface UnitRow { unit: UnitView; value: FieldView<ValueView>; remark: FieldView<string>; photos: number }
export interface UnitsTableView { cell: CellKey; list: string; aggregate: string; input: 'pass' | 'pair' | 'number'; rows: UnitRow[]; result: ResultView }
export interface Observe { cell: CellKey; unit: string; value: ValueView; reason: string | null; seen: string[] }
export interface ObservationText { cell: CellKey; unit: string; text: string; seen: string[] }
export interface Observed { table: UnitsTableView; cell: CellView }
export type UnitState = 'in' | 'reserve' | 'replaced' | 'closed';
export interface UnitView { key: string; community: string; list: string; name: string; position: { lat: string; lon: string } | null; state: UnitState; reason: string; observations: number; seen: { name: string[]; state: string[] } }
export interface AddUnits { community: string; list: string; names: string[] }
export interface RenameUnit { unit: string; name: string; seen: string[] }
export interface SetUnitState { unit: string; state: UnitState; reason: string; seen: string[] }
export interface MoveUnit { unit: string; after: string | null }
export interface PhotoFilter { community?: string | null; round?: number | null; scenario?: string | null; indicator?: string | null; unit?: string | null }
export interface PhotoView { key: string; name: string; community: string; round: number; indicator: string | null; unit: string | null; unitName: string | null; caption: FieldView<string>; takenAt: string | null; author: string; at: string; width: number; height: number; bytes: number; missing: boolean }
export interface PhotosView { total: number; photos: PhotoView[] }
export interface AddedPhoto { key: string; name: string; already: boolean }
export interface SetCaption { photo: string; text: string; seen: string[] }
export interface UnlinkPhoto { photo: string; seen: string[] }
export interface FieldKey { noun: string; key: string; field: string }
export interface Draft { noun: string; key: string; field: string; text: string }
export interface HistoryEntry { dot: string; value: AnyValue; author: string; device: string; at: string; reason: string | null; live: boolean; doubtfulClock: boolean }
export interface ConflictHead { n: number; value: AnyValue; author: string; device: string; at: string; dot: string; provisional: boolean }
export interface ConflictView { id: string; kind: string; noun: string; key: string; field: string; community: string | null; round: number | null; indicator: string | null; unitName: string | null; heads: ConflictHead[] }
export interface Resolve { id: string; n: number; reason: string }
export interface ScoreRow { level: 'indicator' | 'item' | 'scenario' | 'community'; code: string | null; community: string; score: Figure | null; coverage: Figure | null; fromRound: number | null; binding: { met: number; missed: number; open: number; na: number }; compliance: 'met' | 'notMet' | 'open' | null }
export interface ScoresView { round: number; rows: ScoreRow[] }
export interface ExportView { path: string; bytes: number; changes: number; blobs: number }
export interface PlanView { file: string; name: string; fault: Fault | null; known: boolean; carrier: string; from: { author: string; device: string; changes: number }[]; newChanges: number; agreements: number; newConflicts: number; newBlobs: number; missingBlobs: number; forks: number }
export interface MergedFile { file: string; status: 'merged' | 'known' | 'refused'; fault: Fault | null; newChanges: number; newBlobs: number; newConflicts: number; blobsVerified: number; blobsExpected: number }
export interface MergeView { files: MergedFile[]; conflicts: number }
export interface ReportRequest { scenario: string; communities: string[]; round: number; language: string; date: string; path: string }
export interface ReportView { path: string; pages: number; bytes: number }
