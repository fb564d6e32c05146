// The types that the page has of the engine, without their comments; www/test/engine.test.mjs compares and writes them.
export interface Switch {
    label: string;
    options: SwitchOption[];
}
export interface Door {
    at: string;
    questions: Question[];
    provenance: Part[];
    findings?: Findings;
}
export interface Section {
    title: string;
    says: Part[];
}
export interface Level {
    y: number;
    text: Part[];
    fails: boolean;
}
export interface Exhibit {
    tag: string;
    tag_id: string;
    options: Guess[];
    answer: number;
    up: boolean;
    covered: boolean;
    settings: Setting[];
    published: SchemeFact[];
    sides: Told[];
    credit: string;
}
export interface Handle {
    path: string;
    scale: number;
}
export interface Thumbnail {
    path: string;
    plan: [number, number];
    says: Part[];
}
export interface Mark {
    x: number;
    y: number;
    text: Part[];
    fails: boolean;
}
export interface HeatMap {
    headline: Part[];
    subtitle: Part[];
    axes: [MapAxis, MapAxis];
    side: number;
    rows: string[];
    classes: MapClass[];
    values: (number | undefined)[];
    done: string;
    line: [number, number, number, number][];
    line_text: Part[];
    stands: [number, number];
    table: Table;
}
export interface Cut {
    name: string;
    steps: string[];
}
export interface Dial {
    label: string;
    value: number;
    text: string;
    min: number;
    max: number;
    step: number;
    act: string;
}
export interface Setting {
    says: string;
    kind: SettingKind;
    scene: number;
}
export interface Part {
    text: string;
    result?: string;
    input?: string;
    voice?: Voice;
    fails: boolean;
    strong: boolean;
}
export interface Zone {
    from: number;
    to: number;
    text: Part[];
}
export interface Tab {
    id: string;
    question: string;
}
export interface Table {
    caption: Part[];
    columns: string[];
    rows: TableRow[];
}
export interface Deck {
    name: string;
    steps: DeckStep[];
    cuts: Cut[];
}
export interface Swings {
    headline: Part[];
    subtitle: Part[];
    now: number;
    now_text: Part;
    bars: SwingBar[];
    notes: Part[][];
    table: Table;
    turns?: Table;
    strongest: string[];
    movable: Choice[];
}
export interface Catalogue {
    lang: string;
    version: string;
    words: Record<string, string>;
    results: ResultRow[];
    schemes: SchemeCard[];
    method: MethodText;
    unit_costs: UnitCost[];
}
export interface Drawn {
    file: string;
    csv: string;
}
export interface Pasted {
    columns: PastedCell[];
    rows: PastedCell[][];
    wrong: string[];
    says: string;
    good: boolean;
}
export type Helped = "helped" | "little" | "not" | "away";
export type Unit = "gbp" | "gbp_short" | "gbp_long" | "people" | "count" | "number" | "months" | "month" | "percent" | "of100" | "pence" | "points" | "pounds" | "of20" | "choice" | "text";
export interface Ranged {
    path: string;
    name: string;
    text: string;
    low: string;
    high: string;
    says: string;
    own: boolean;
    typed: boolean;
}
export type Method = "worked_out" | "sampled" | "central_path";
export interface MethodText {
    sections: MethodSection[];
    limits: string[];
    unsettled: string[];
    glossary: GlossaryWord[];
    assumptions: Assumption[];
    assurance: Told[];
    versions: Told[];
}
export interface Together {
    headline: Part[];
    subtitle: Part[];
    bars: ImportanceBar[];
    notes: Part[][];
    table: Table;
}
export interface Reply {
    generation: number;
    status: Status;
    issues: Issue[];
    views: View[];
}
export interface Assumption {
    what: string;
    taken: string;
    sure: string;
    instead: string;
}
export interface Series {
    name: string;
    values: number[];
    total: string;
    result: string;
}
export interface Bar {
    name: string;
    from: number;
    pieces: Piece[];
    text: Part[];
}
export interface PastedCell {
    text: string;
    name: string;
    issue?: string;
}
export interface Cell {
    result: string;
    text: string;
    value?: number;
}
export interface Check {
    id: string;
    claim: string;
    check: string;
    published: string;
    calculated: string;
    difference: string;
    holds: boolean;
    verdict: string;
    strength: string;
    why: string;
    source: string;
}
export interface MapClass {
    text: Part[];
    tone: number;
    judged: boolean;
}
export interface Input {
    path: string;
    field: string;
    name: string;
    text: string;
    value?: number;
    unit: Unit;
    min?: number;
    max?: number;
    slider?: [number, number];
    step?: number;
    options: Choice[];
    range?: [string, string];
    hint: string;
    status: string;
    status_id: string;
    source?: string;
    note?: string;
    reset?: string;
    issue?: string;
}
export interface Dot {
    value: number;
    text: Part;
    loses: boolean;
    out: boolean;
}
export interface MapGroup {
    name: string;
    people: number;
    people_text: Part;
    price: number;
    price_text: Part;
    threshold?: number;
    threshold_text?: Part;
    helped: Helped;
    help_text: Part[];
    handle?: Handle;
}
export interface Guess {
    letter: string;
    says: string;
    at?: number;
}
export interface Contrast {
    result: string;
    name: string;
    sides: Side[];
    differs: boolean;
    main: boolean;
}
export interface Line {
    name: Part[];
    values: number[];
    voice: Voice;
    dashed: boolean;
}
export interface Issue {
    path: string;
    id: string;
    message: string;
}
export interface SwingBar {
    path: string;
    name: string;
    at: [string, string];
    ends: [number | undefined, number | undefined];
    texts: [Part, Part];
}
export interface ImportanceBar {
    path: string;
    name: string;
    shares: [number, number];
    errors: [number, number];
    texts: [Part, Part];
}
export interface Choice {
    value: string;
    label: string;
}
export interface MethodSection {
    id: string;
    title: string;
    figures: string[];
    says: string[];
    formulas: string[];
    checks: CheckValue[];
    rests: string;
}
export interface Party {
    name: string;
    text: Part[];
    column: number;
    voice: Voice;
}
export interface Figure {
    id: string;
    question: string;
    headline: Part[];
    subtitle: Part[];
    chart: Chart;
    table: Table;
    remarks: Part[][];
    switches: Switch[];
    offers: Offer[];
    dial?: Dial;
}
export interface Piece {
    name: string;
    value: number;
    text: string;
    result: string;
    voice: Voice;
}
export interface Spot {
    says: Part[];
    act: string;
    at: [string, string];
}
export interface Posting {
    from: string;
    to: string;
    month: number;
    amount: number;
    tag: string;
}
export interface Digest {
    risks: Part[][];
    asks: string[];
}
export interface SchemeFact {
    says: string;
    value: string;
    status: string;
    status_id: string;
    source: string;
}
export interface UnitCost {
    id: string;
    says: string;
    payer: string;
    ledger: string;
    each: string;
    price_year: string;
    status: string;
    status_id: string;
    source: string;
    note: string;
    act: string;
}
export interface Question {
    asks: string;
    hint: string;
    path: string;
    presets: SwitchOption[];
    unknown?: SwitchOption;
}
export interface TableRow {
    head: Cell;
    cells: Cell[];
}
export interface Row {
    voice: Voice;
    name: string;
    average: Part[][];
    bad: Part[][];
    fails: Part[][];
}
export interface ResultRow {
    id: string;
    label: string;
    unit: Unit;
    voice: Voice;
    formula: string;
    of: string[];
    sign: string;
    rests: string[];
    standard?: string;
    says?: string;
    limits?: string;
}
export interface View {
    id: string;
    name: string;
    tag: string;
    form: Step[];
    inputs: Input[];
    provenance: Part[];
    door?: Door;
    answer?: Answer;
}
export interface Column {
    name: string;
    tag: string;
    method: string;
    says: Part[][];
    budget: Part[];
    figures: Figure[];
    issues: Issue[];
}
export interface SchemeCard {
    id: string;
    name: string;
    about: string;
    tag: string;
    draft: string;
    years: string;
    facets: Facet[];
    story: Told[];
}
export interface Sentence {
    id: string;
    parts: Part[];
}
export interface SchemeTerm {
    parts: Part[];
    status: string;
}
export interface MapAxis {
    path: string;
    name: string;
    ends: [string, string];
    now: string;
}
export interface SwitchOption {
    label: string;
    chosen: boolean;
    act: string;
}
export interface DeckStep {
    id: string;
    name: string;
    head: string;
    text: string;
    notes: string;
    schemes: string[];
    exhibit?: Exhibit;
}
export interface Step {
    id: string;
    title: string;
    sentences: Sentence[];
    more: SwitchOption[];
}
export interface Control {
    label: string;
    input?: string;
    options: SwitchOption[];
}
export interface Facet {
    kind: string;
    name: string;
    id: string;
    says: string;
    much: string;
}
export interface CheckValue {
    case: string;
    says: string;
    value: string;
}
export interface GlossaryWord {
    word: string;
    standard: string;
    means: string;
}
export interface Compared {
    columns: Column[];
    inputs: Contrast[];
    results: Contrast[];
    causes: Cause[];
    common: Part[];
}
export interface Told {
    head: string;
    text: string;
}
export interface Offer {
    title: string;
    says: Part[][];
    act?: string;
}
export interface Proposal {
    title: string;
    says: Part[][];
    draft: string;
}
export interface Area {
    name: string;
    low: number[];
    high: number[];
    voice: Voice;
}
export interface ResultValue {
    id: string;
    value?: number;
    text: string;
    method: Method;
    error?: string;
}
export interface Report {
    answer: Part[][];
    rows: Row[];
    terms: Part[][];
    terms_more: string[];
    figures: Figure[];
    assumed: Table;
    assumed_more: string[];
    limits: string[];
    provenance: Part[];
    method: string;
}
export interface Findings {
    verdict: Part[];
    answers: Section[];
    stress: Table;
    asks: Offer[];
    asks_note: Part[];
    assumed: Part[][];
    to_ask: string[];
    paste: string;
    stamp: Part[];
}
export interface Commissioned {
    is: string;
    verdict: Part[];
    why: Part[][];
    decides: Part[][];
    proposals: Proposal[];
    sections: Section[];
    years?: Table;
    assumed: Part[][];
    stamp: Part[];
}
export interface Sought {
    verdict: Verdict;
    input: string;
    value: number;
    text: string;
    result: string;
    result_text: string;
    range: [string, string];
}
export interface Decoded {
    draft?: string;
    issue?: string;
    torn?: string;
}
export interface Scene {
    generation: number;
    issues: Issue[];
    waits: boolean;
    says: Part[];
    terms: Sentence[];
    controls: Control[];
    inputs: Input[];
    setting?: number;
    figure?: Figure;
    method_text: string;
}
export interface Answer {
    method: Method;
    method_text: string;
    sentences: Part[][];
    changed: Part[];
    rows: Row[];
    sides: SideTold[];
    tabs: Tab[];
    figures: Figure[];
    glimpse: boolean;
    results: ResultValue[];
    ledger: Posting[];
    ledger_table: Table;
    notes: string[];
    settling: boolean;
}
export interface SchemeTold {
    terms: SchemeTerm[];
    simplified: string;
    record: SchemeFact[];
    tests: string[];
    sources: Told[];
    answer: Part[][];
    results: ResultValue[];
    picture?: Figure;
    curve?: Thumbnail;
}
export type SettingKind = "start" | "answer" | "for" | "against" | "more";
export interface Progress {
    generation: number;
    done: number;
    total: number;
    answer?: Answer;
    door?: Door;
    figure?: Figure;
    scene?: Scene;
    asked?: Asked;
    compared?: Compared;
    mattered?: Mattered;
    papers?: Papers;
    drawn?: Drawn;
}
export interface Edited {
    draft: string;
    name: string;
}
export interface Asked {
    says: Part[][];
    of: string[];
    offers: Offer[];
    table?: Table;
    issue?: string;
    commissioned?: Commissioned;
}
export interface Papers {
    stamp: Stamp;
    csv: string;
    words: string;
    report: Report;
    digest: Digest;
}
export interface Stamp {
    file: string;
    name: string;
    tag: string;
    version: string;
    data: string;
    seed: string;
    link?: string;
    line: string;
}
export interface Side {
    text: string;
    more: string;
}
export interface SideTold {
    voice: Voice;
    name: string;
    says: Part[][];
}
export interface Link {
    from: number;
    to: number;
    value: number;
    text: Part;
    voice: Voice;
    worth: boolean;
}
export type Chart = { is: "stack"; periods: string[]; series: Series[]; voice: Voice; unit: Unit } | { is: "split"; pieces: Piece[]; unit: Unit } | { is: "payoff"; x: number[]; rule: number[]; expected: number[]; slope: number[]; plan: [number, number]; anyway?: [number, number]; likely?: [number, number]; give_up?: number; labels: Part[][]; axes: [string, string] } | { is: "help_map"; groups: MapGroup[]; most: number; stretched: boolean; axis: string } | { is: "dots"; dots: Dot[]; unit: Unit; axis: string } | { is: "curves"; x: number[]; bands: Area[]; lines: Line[]; levels: Level[]; zones: Zone[]; marks: Mark[]; handle?: Handle; units: [Unit, Unit]; axes: [string, string] } | { is: "flows"; columns: string[]; nodes: Party[]; links: Link[]; unit: Unit } | { is: "bars"; bars: Bar[]; unit: Unit };
export type Status = "answered" | "issues";
export type Verdict = "found" | "always" | "never" | "unknown";
export interface Cause {
    options: Choice[];
    figures: Figure[];
}
export interface Mattered {
    result: string;
    choices: Choice[];
    most: Part[];
    tornado?: Swings;
    together?: Together;
    map?: HeatMap;
}
export type Voice = "people" | "provider" | "commissioner" | "investor" | "anyway";
export class Run {
    free(): void;
    [Symbol.dispose](): void;
    constructor(draft: string, before: string | null | undefined, generation: number, job: string);
    step(units: number): Progress;
}
export function __wbg_reset_state(): void;
export function act(draft: string, act: string): Edited;
export function catalogue(lang: string): Catalogue;
export function checks(ids: string[]): Check[];
export function deck(own: string | null | undefined, lang: string): Deck;
export function decode(text: string): Decoded;
export function digits(value: number): string;
export function edit(draft: string, path: string, typed: string): Edited;
export function encode(draft: string): string;
export function evaluate(draft: string, before: string | null | undefined, generation: number, looked_at?: string | null): Reply;
export function format(value: number, unit: Unit, lang: string): string;
export function groups_pasted(draft: string, text: string): Pasted;
export function groups_table(draft: string): string;
export function nudge(draft: string, path: string, steps: number): Edited;
export function pose(step: string, setting: number, own: string | null | undefined, lang: string): string;
export function ranges(draft: string, terms: boolean, lang: string): Ranged[];
export function reset(draft: string, path: string): Edited;
export function salvage(text: string): string | undefined;
export function scene(step: string, draft: string, own: string | null | undefined, generation: number, lang: string): Scene;
export function scheme(id: string, lang: string): SchemeTold | undefined;
export function set(draft: string, path: string, value: number): Edited;
export function spot(draft: string, asked: string, column: number, row: number, value: number | null | undefined, known: boolean, lang: string): Spot | undefined;
export function stamp(draft: string, address?: string | null): Stamp | undefined;
export function start(): void;
export function without(draft: string, secret: string): string;
export function workbook(draft: string, link: string | null | undefined, futures: number): Uint8Array;
export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;
export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_run_free: (a: number, b: number) => void;
    readonly act: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly catalogue: (a: number, b: number) => [number, number, number];
    readonly checks: (a: number, b: number) => [number, number, number];
    readonly deck: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly decode: (a: number, b: number) => [number, number, number];
    readonly digits: (a: number) => [number, number];
    readonly edit: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly encode: (a: number, b: number) => [number, number];
    readonly evaluate: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number];
    readonly format: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly groups_pasted: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly groups_table: (a: number, b: number) => [number, number];
    readonly nudge: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly pose: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number];
    readonly ranges: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly reset: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly run_new: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => number;
    readonly run_step: (a: number, b: number) => [number, number, number];
    readonly salvage: (a: number, b: number) => [number, number];
    readonly scene: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number) => [number, number, number];
    readonly scheme: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly set: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly spot: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number, j: number, k: number) => [number, number, number];
    readonly stamp: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly start: () => void;
    readonly without: (a: number, b: number, c: number, d: number) => [number, number];
    readonly workbook: (a: number, b: number, c: number, d: number, e: number) => [number, number];
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __externref_drop_slice: (a: number, b: number) => void;
    readonly __wbindgen_start: () => void;
}
export type SyncInitInput = BufferSource | WebAssembly.Module;
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
