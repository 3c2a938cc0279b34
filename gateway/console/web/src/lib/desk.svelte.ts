// What the desk shows: the cases of this person's queues, the one that is open, and what she does with it. The order of
// the list holds still while her pointer or her keys are in it.
import { api, type Answer, type Problem } from './api';
import { byUrgency, fits, isAlarm, isIn, isOpen, openStates, views } from './cases';
import type { Act, Canned, Case, Severity, View, WholeCase } from './cases';
import { clock } from './clock.svelte';
import { drafts } from './drafts.svelte';
import { sayProblem } from './problem';
import { session } from './session.svelte';
import { t, words } from './words.svelte';

export interface CasePage {
  cases: Case[];
  next: string | null;
}

// As the stream of events tells of a case; clocks that do not run are left out.
export interface CaseEvent {
  id: string;
  v: number;
  state: string;
  severity: Severity;
  category: string;
  queue: string;
  holder: string;
  due: Partial<Case['due']>;
}

// What a desk with a thousand open cases needs is a bigger team: further ones wait for those above them.
const pagesMax = 5;
const pageRows = 200;
const noDue = { eyes: null, contact: null, update: null, call: null };
const shownMax = 100; // rows; then by page

class Desk {
  cases = $state.raw<Case[]>([]);
  closed = $state.raw<Case[]>([]); // the newest of them, when asked for
  acts = $state.raw<Act[]>([]); // with the open case
  canned = $state.raw<Canned[]>([]); // for the open case, in its language
  loaded = $state(false);
  problem = $state.raw<Problem | undefined>();
  view = $state<View>('waiting');
  queue = $state('');
  wanted = $state('');
  ref = $state('');
  open = $state.raw<WholeCase | undefined>();
  refusal = $state.raw<Problem | undefined>(); // of the open case
  busy = $state('');
  said = $state('');
  frozen = $state(false);
  order = $state.raw<string[]>([]);
  shownMax = $state(shownMax);

  readonly me = $derived(session.me?.name ?? '');
  readonly isClosedView = $derived(this.view === 'closed' && this.queue === '');
  readonly openCases = $derived(this.cases.filter(isOpen));
  readonly alarms = $derived(this.openCases.filter(isAlarm));
  readonly queues = $derived([...new Set([...(session.me?.queues ?? []), ...this.openCases.map((c) => c.queue)])].sort());
  readonly counts = $derived(
    Object.fromEntries(
      views.map((view) => [view, this.openCases.filter((c) => isIn(view, c, this.me, clock.now)).length]),
    ) as Record<View, number>,
  );
  private readonly sorted = $derived(
    this.isClosedView
      ? this.closed.filter((each) => this.belongs(each))
      : this.openCases.filter((each) => this.belongs(each)).sort(byUrgency),
  );
  private readonly byRef = $derived(new Map([...this.closed, ...this.cases].map((each) => [each.ref, each])));

  // As they stand on the screen.
  readonly shown = $derived(
    this.order.map((ref) => this.byRef.get(ref)).filter((each): each is Case => each !== undefined && this.belongs(each)),
  );
  readonly moved = $derived.by(() => {
    if (!this.frozen) return 0;
    const standing = this.shown.map((each) => each.ref);
    return this.sorted.filter((each, place) => standing[place] !== each.ref).length;
  });
  readonly row = $derived(this.byRef.get(this.ref));

  private belongs(each: Case): boolean {
    if (isOpen(each) === this.isClosedView) return false;
    if (this.queue ? each.queue !== this.queue && !each.also.includes(this.queue) : !isIn(this.view, each, this.me, clock.now))
      return false;
    const facts = [
      words.code('topic', each.category),
      words.code('queue', each.queue),
      words.country(each.country),
      each.holder,
      t(`severity.${each.severity}`),
    ];
    return fits(each, this.wanted, facts.join(' '));
  }

  settle(): void {
    this.order = this.sorted.map((each) => each.ref);
  }

  async load(): Promise<void> {
    const all: Case[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < pagesMax && cursor !== null; page += 1) {
      const found: Answer<CasePage> = await api.get<CasePage>(`cases?limit=${pageRows}${cursor ? `&cursor=${cursor}` : ''}`);
      if (!found.ok) {
        if (found.problem.status !== 401) this.problem = found.problem;
        return;
      }
      all.push(...found.body.cases);
      cursor = found.body.next;
    }
    this.problem = undefined;
    this.cases = all;
    this.loaded = true;
    if (!this.frozen) this.settle();
    const row = this.row;
    if (this.open && row && row.version !== this.open.version) await this.reopen();
  }

  async loadClosed(): Promise<void> {
    const found = await api.get<CasePage>('cases?closed=1&limit=50');
    if (found.ok) this.closed = found.body.cases;
    this.settle();
  }

  // What the stream of events told of one case. What it does not tell (a country, say) comes with the row itself.
  async apply(told: CaseEvent): Promise<void> {
    const known = this.byRef.get(told.id);
    if (known && !openStates.has(told.state)) this.drop(told.id);
    else if (known) {
      const { id, v, due, ...facts } = told;
      this.put({ ...known, ...facts, due: { ...noDue, ...due }, version: v });
    } else if (openStates.has(told.state)) {
      const found = await api.get<CasePage>(`cases?ref=${told.id}`);
      const row = found.ok ? found.body.cases[0] : undefined;
      if (row) this.put(row);
    }
    if (this.open?.ref === told.id && told.v !== this.open.version) await this.reopen();
  }

  drop(ref: string): void {
    this.cases = this.cases.filter((each) => each.ref !== ref);
    if (!this.frozen) this.settle();
  }

  show(view: View, queue = ''): void {
    this.view = view;
    this.queue = queue;
    this.wanted = '';
    this.shownMax = shownMax;
    this.settle();
    if (this.isClosedView) void this.loadClosed();
  }

  // What stands in the list is shown at once; her words only by claim or by a look that is written down.
  choose(ref: string): void {
    if (ref === this.ref) return;
    this.ref = ref;
    if (ref) drafts.make(ref);
    this.open = undefined;
    this.acts = [];
    this.canned = [];
    this.refusal = undefined;
    if (ref && (this.row === undefined || this.row.holder === this.me)) void this.read();
  }

  leave(): void {
    this.choose('');
  }

  async read(): Promise<void> {
    const ref = this.ref;
    const found = await api.get<WholeCase>(`cases/${ref}`);
    if (ref !== this.ref) return;
    if (found.ok) {
      this.open = found.body;
      this.refusal = undefined;
      await this.readActs(ref);
    } else this.refusal = found.problem;
  }

  // Anew, where it is read already; another's case is not read again unasked, for each look is written down.
  async refresh(): Promise<void> {
    if (this.open) await this.reopen();
  }

  private async reopen(): Promise<void> {
    const ref = this.ref;
    const found = await api.get<WholeCase>(`cases/${ref}`);
    if (!found.ok || ref !== this.ref) return;
    this.open = found.body;
    await this.readActs(ref);
  }

  async note(ref: string): Promise<boolean> {
    const draft = drafts.make(ref);
    const text = draft.note.trim();
    if (text === '') return false;
    const answer = await api.post(`cases/${ref}/notes`, { text });
    if (!answer.ok) {
      this.said = sayProblem(answer.problem);
      return false;
    }
    draft.note = '';
    await this.refresh();
    return true;
  }

  // A text lies a few seconds before it leaves; taken back, its words are in the reply again.
  async takeBack(ref: string, id: string, text: string): Promise<void> {
    const answer = await api.post(`cases/${ref}/messages/take-back`, { id });
    if (answer.ok) {
      const draft = drafts.make(ref);
      if (draft.reply.trim() === '') draft.reply = text;
      this.said = t('said.takenBack');
    } else this.said = sayProblem(answer.problem);
    await this.refresh();
  }

  async readCanned(): Promise<void> {
    const ref = this.ref;
    const found = await api.get<{ replies: Canned[] }>(`cases/${ref}/canned`);
    if (ref === this.ref) this.canned = found.ok ? found.body.replies : [];
  }

  // A reply of ours is with the gateway.
  async sent(ref: string): Promise<void> {
    if (ref === this.ref) await this.refresh();
  }

  private async readActs(ref: string): Promise<void> {
    const found = await api.get<{ timeline: Act[] }>(`cases/${ref}/timeline?limit=100`);
    if (found.ok && ref === this.ref) this.acts = found.body.timeline;
  }

  // At whatever version: her next text must not keep anybody from taking the case. Another's claim does.
  async claim(ref: string): Promise<boolean> {
    const done = await this.act('claim', ref, 'claim', {});
    if (done) this.said = t('said.claimed', { ref });
    return done;
  }

  async release(): Promise<boolean> {
    const ref = this.ref;
    const done = await this.act('release', ref, 'release', {});
    if (done) {
      this.said = t('said.released', { ref });
      this.leave();
    }
    return done;
  }

  async finish(outcome: string): Promise<boolean> {
    const ref = this.ref;
    const done = await this.act('close', ref, 'close', { version: this.open?.version, outcome, code: outcome });
    if (done) {
      this.said = t('said.closed', { ref });
      this.leave();
    }
    return done;
  }

  // What the network's people do besides: offer, accept, refuse, wait, resume, severity.
  async change(verb: string, body: Record<string, string> = {}): Promise<boolean> {
    const ref = this.ref;
    const done = await this.act(verb, ref, verb, { version: this.open?.version, ...body });
    if (done) this.said = t('said.done', { ref });
    return done;
  }

  private async act(name: string, ref: string, verb: string, body: { version?: number | undefined; [field: string]: unknown }): Promise<boolean> {
    if (this.busy) return false;
    this.busy = `${name} ${ref}`;
    const { version, ...rest } = body;
    const answer = await api.post<Case>(`cases/${ref}/${verb}`, rest, { version });
    this.busy = '';
    if (!answer.ok) {
      await this.explain(answer.problem, ref);
      return false;
    }
    this.put(answer.body);
    if (ref === this.ref) await this.read();
    return true;
  }

  // Somebody was faster, or it changed: say who has it now, and show it so.
  private async explain(problem: Problem, ref: string): Promise<void> {
    await this.load();
    const holder = this.byRef.get(ref)?.holder;
    if (problem.status === 409 && holder && holder !== this.me) this.said = t('said.taken', { ref, holder });
    else this.said = sayProblem(problem);
    if (ref === this.ref && this.open) await this.reopen();
  }

  private put(record: Case): void {
    const row = this.byRef.get(record.ref);
    this.cases = row
      ? this.cases.map((each) => (each.ref === record.ref ? { ...each, ...record } : each))
      : [...this.cases, record];
    if (!this.frozen) this.settle();
  }
}

export const desk = new Desk();
drafts.onSent = (ref) => desk.sent(ref);
drafts.say = (text) => (desk.said = text);
