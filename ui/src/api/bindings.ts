import { invoke as __TAURI_INVOKE, type Channel } from '@tauri-apps/api/core';

const call = <T>(name: string, args?: Record<string, unknown>) => __TAURI_INVOKE<T>(name, args);

export const commands = {
  start: () => call<StartView>('start'),
  saveSettings: (settings: Settings) => call<Settings>('save_settings', { settings }),
  openSurvey: (dir: string) => call<SurveyView>('open_survey', { dir }),
  openDemo: (language: string) => call<SurveyView>('open_demo', { language }),
  createSurvey: (form: NewSurveyForm) => call<SurveyView>('create_survey', { form }),
  joinSurvey: (form: JoinForm) => call<SurveyView>('join_survey', { form }),
  closeSurvey: () => call<null>('close_survey'),
  forgetRecent: (dir: string) => call<RecentView[]>('forget_recent', { dir }),
  surveyView: () => call<SurveyView>('survey_view'),
  outline: () => call<OutlineView>('outline'),
  board: (round: number) => call<BoardView>('board', { round }),
  sheet: (community: string, round: number, scenario: string) =>
    call<SheetView>('sheet', { community, round, scenario }),
  cell: (key: CellKeyView) => call<CellView>('cell', { key }),
  guide: (indicator: string) => call<GuideView>('guide', { indicator }),
  setValue: (form: SetValue) => call<Reply<CellView>>('set_value', { form }),
  setRemark: (form: SetRemark) => call<Reply<CellView>>('set_remark', { form }),
  setToVerify: (form: SetToVerify) => call<Reply<CellView>>('set_to_verify', { form }),
  unitsTable: (cell: CellKeyView) => call<UnitsTableView>('units_table', { cell }),
  observe: (form: Observe) => call<Reply<Observed>>('observe', { form }),
  setObservationRemark: (form: SetObservationRemark) => call<Reply<Observed>>('set_observation_remark', { form }),
  units: (community: string, list: string | null) => call<UnitView[]>('units', { community, list }),
  addUnits: (form: AddUnits) => call<Reply<UnitView[]>>('add_units', { form }),
  renameUnit: (form: RenameUnit) => call<Reply<UnitView[]>>('rename_unit', { form }),
  setUnitState: (form: SetUnitState) => call<Reply<UnitView[]>>('set_unit_state', { form }),
  moveUnit: (form: MoveUnit) => call<Reply<UnitView[]>>('move_unit', { form }),
  photos: (filter: PhotoFilter, offset: number, limit: number) =>
    call<PhotoPage>('photos', { filter, offset, limit }),
  setCaption: (form: SetCaption) => call<Reply<PhotoView>>('set_caption', { form }),
  unlinkPhoto: (photo: string) => call<Reply<null>>('unlink_photo', { photo }),
  history: (register: RegisterName) => call<HistoryEntryView[]>('history', { register }),
  conflicts: () => call<ConflictView[]>('conflicts'),
  resolve: (form: Resolve) => call<Reply<ConflictView[]>>('resolve', { form }),
  scores: (filter: ScoresFilter) => call<ScoresView>('scores', { filter }),
  chooseFolder: (title: string) => call<string | null>('choose_folder', { title }),
  chooseFiles: (title: string) => call<string[]>('choose_files', { title }),
  chooseSave: (title: string, suggested: string) => call<string | null>('choose_save', { title, suggested }),
  uploadBegin: (name: string) => call<string>('upload_begin', { name }),
  suggestExport: (community: string | null, round: number) => call<string>('suggest_export', { community, round }),
  exportSurvey: (path: string, job: number, onProgress: Channel<Progress>) =>
    call<ExportView>('export_survey', { path, job, onProgress }),
  planMerge: (files: string[]) => call<FilePlanView[]>('plan_merge', { files }),
  merge: (files: string[], job: number, onProgress: Channel<Progress>) =>
    call<Reply<MergeView>>('merge', { files, job, onProgress }),
  suggestReport: (scenario: string, round: number, language: string) =>
    call<string>('suggest_report', { scenario, round, language }),
  reportScenario: (form: ReportForm, job: number, onProgress: Channel<Progress>) =>
    call<ReportView>('report_scenario', { form, job, onProgress }),
  openFile: (path: string) => call<null>('open_file', { path }),
  showFolder: (path: string) => call<null>('show_folder', { path }),
  cancel: (job: number) => call<null>('cancel', { job }),
  setDraft: (register: RegisterName, text: string) => call<null>('set_draft', { register, text }),
  clearDraft: (register: RegisterName) => call<null>('clear_draft', { register }),
};

export interface Bilingual { zh: string; en: string }
export interface Figure { text: string; number: number }
export interface FaultView { code: string; args: { [key in string]: string } }
export interface Touch { noun: string; key: string }
export interface Reply<T> { view: T; touched: Touch[] }
export interface Progress { phase: string; done: number; total: number }
export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export interface Settings { language: string | null; author: string | null; organisation: string | null; textSize: number; theme: Theme }
export interface RecentView { dir: string; name: string; demo: boolean; present: boolean }
export interface StartView { version: string; settings: Settings; systemLanguage: string; recents: RecentView[]; survey: SurveyView | null; fault: FaultView | null; file: string | null; documents: string }
export interface NewSurveyForm { dir: string; name: string; organisation: string; author: string; language: string }
export interface JoinForm { file: string; dir: string; author: string }
export interface RoundView { number: number; name: Bilingual; state: string }
export interface CommunityView { code: string; name: Bilingual; stage: string }
export interface ScenarioName { code: string; name: Bilingual }
export interface SurveyView { dir: string; name: string; organisation: string; demo: boolean; language: string; readOnly: 'folder' | 'window' | null; framework: { title: Bilingual; status: Bilingual; version: string }; person: { key: string; name: string }; device: string; conflicts: number; rounds: RoundView[]; communities: CommunityView[]; scenarios: ScenarioName[] }
export interface IndicatorName { code: string; name: Bilingual; kind: KindView; valueType: ValueTypeView; unit: Bilingual | null; list: string | null }
export interface OutlineView { scenarios: { code: string; name: Bilingual; items: { code: string; name: Bilingual; indicators: IndicatorName[] }[] }[]; lists: ListName[] }
export interface ListName { code: string; name: Bilingual }
export interface BoardCell { community: string; scenario: string; applicable: number; assessed: number; coverage: Figure | null; score: Figure | null; bindingMet: number; bindingMissed: number; bindingOpen: number; conflicts: number; coverageByRound: (Figure | null)[] }
export interface BoardView { round: number; cells: BoardCell[] }
export interface CellKeyView { community: string; round: number; indicator: string }
export type KindView = 'binding' | 'expected';
export type ValueTypeView = 'yesNo' | 'count' | 'percent' | 'number' | 'rating';
export type ValueView =
  | { kind: 'number'; text: string }
  | { kind: 'of'; a: string; b: string }
  | { kind: 'absent' }
  | { kind: 'notApplicable'; reason: string }
  | { kind: 'notObtained'; reason: string }
  | { kind: 'empty' };
export type AnyValue = ValueView | { kind: 'text'; text: string } | { kind: 'flag'; on: boolean } | { kind: 'unknown' };
export interface HeadView<T> { dot: string; value: T; author: string; device: string; at: string; reason: string | null }
export interface FieldView<T> { heads: HeadView<T>[]; seen: string[]; conflict: boolean; draft: string | null }
export type StateView = 'empty' | 'value' | 'absent' | 'notApplicable' | 'notObtained';
export interface ResultView { state: StateView; text: string; numerator: string | null; denominator: string | null; observed: number; units: number; computed: boolean; score: Figure | null; met: boolean | null }
export interface Earlier { round: number; result: ResultView; remark: string | null }
export interface CellView { cell: CellKeyView; indicator: string; name: Bilingual; kind: KindView; valueType: ValueTypeView; unit: Bilingual | null; decimals: number; min: string | null; max: string | null; direction: 'atLeast' | 'atMost' | 'between'; target: string | null; targetUpper: string | null; applies: boolean; pairAllowed: boolean; absentAllowed: boolean; naAllowed: boolean; list: ListName | null; aggregate: string | null; photo: 'required' | 'optional' | 'none'; value: FieldView<ValueView>; remark: FieldView<string>; toVerify: FieldView<boolean>; result: ResultView; previous: Earlier | null; photos: number; conflict: boolean }
export interface SheetView { community: string; round: number; scenario: string; items: { code: string; name: Bilingual; question: Bilingual | null; indicators: CellView[] }[] }
export interface ListView { code: string; name: Bilingual; definition: Bilingual; sampling: Bilingual; sampleMax: number }
export interface GuideView { indicator: string; name: Bilingual; guidance: Bilingual; method: string; when: string; minutes: number; tools: Bilingual; holder: Bilingual; tolerance: string; targets: { built: string | null; building: string | null; new: string | null }; targetUpper: string | null; zeroAt: string; list: ListView | null; terms: { term: Bilingual; text: Bilingual }[]; remedyType: Bilingual; remedy: Bilingual; basis: string; basisNote: Bilingual; questions: { code: string; scale: string; zh: string; en: string; ko: string; ja: string }[] }
export interface SetValue { cell: CellKeyView; value: ValueView; reason: string | null; seen: string[] }
export interface SetRemark { cell: CellKeyView; text: string; seen: string[] }
export interface SetToVerify { cell: CellKeyView; on: boolean; seen: string[] }
export interface UnitRow { unit: string; name: string; state: string; value: FieldView<ValueView>; remark: FieldView<string>; photos: number }
export interface UnitsTableView { cell: CellKeyView; list: string; aggregate: string; input: 'pass' | 'pair' | 'number'; rows: UnitRow[]; result: ResultView }
export interface Observe { cell: CellKeyView; unit: string; value: ValueView; reason: string | null; seen: string[] }
export interface SetObservationRemark { cell: CellKeyView; unit: string; text: string; seen: string[] }
export interface Observed { table: UnitsTableView; cell: CellView }
export interface UnitView { key: string; community: string; list: string; name: FieldView<string>; state: FieldView<string>; position: { lat: string; lon: string } | null }
export interface AddUnits { community: string; list: string; names: string[] }
export interface RenameUnit { unit: string; name: string; seen: string[] }
export interface SetUnitState { unit: string; state: string; reason: string | null; seen: string[] }
export interface MoveUnit { unit: string; after: string | null }
export interface PhotoFilter { community: string | null; round: number | null; scenario: string | null; indicator: string | null; unit: string | null }
export interface PhotoView { noun: string; key: string; name: string; community: string; round: number; indicator: string | null; unit: string | null; unitName: string | null; caption: FieldView<string>; takenAt: string | null; author: string; at: string; thumb: string | null; view: string | null; width: number; height: number; size: string; missing: boolean }
export interface PhotoPage { total: number; photos: PhotoView[] }
export interface PhotoAdded { key: string; name: string; already: boolean }
export interface SetCaption { photo: string; text: string; seen: string[] }
export interface RegisterName { noun: string; key: string; field: string }
export interface HistoryEntryView { dot: string; value: AnyValue; author: string; device: string; at: string; reason: string | null; live: boolean }
export interface ConflictHead { n: number; value: AnyValue; author: string; device: string; at: string; dot: string; reason: string | null; provisional: boolean }
export interface ConflictView { id: string; kind: string; noun: string; key: string; field: string; community: string | null; round: number | null; indicator: string | null; unitName: string | null; heads: ConflictHead[] }
export interface Resolve { id: string; n: number; reason: string }
export interface ScoresFilter { round: number; onlyRound: boolean }
export interface ScoreRow { level: 'indicator' | 'item' | 'scenario' | 'community'; code: string | null; community: string; score: Figure | null; coverage: Figure | null; fromRound: number | null; binding: { met: number; missed: number; open: number; na: number }; compliance: 'met' | 'notMet' | 'open' | null }
export interface ScoresView { round: number; onlyRound: boolean; rows: ScoreRow[] }
export interface ExportView { path: string; size: string; changes: number; blobs: number }
export interface FilePlanView { file: string; name: string; fault: FaultView | null; known: boolean; carrier: string; from: { author: string; device: string; changes: number }[]; newChanges: number; agreements: number; newConflicts: number; newBlobs: number; missingBlobs: number }
export interface FileReceiptView { file: string; name: string; status: 'merged' | 'known' | 'refused'; fault: FaultView | null; newChanges: number; newBlobs: number; newConflicts: number; blobsVerified: number; blobsExpected: number }
export interface MergeView { files: FileReceiptView[]; conflicts: number }
export interface ReportForm { scenario: string; communities: string[]; round: number; language: string; date: string | null; path: string }
export interface ReportView { path: string; pages: number; size: string }
