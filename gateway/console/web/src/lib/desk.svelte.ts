// What the desk shows: the cases of this person's queues, the one that is open, and what she does with it. The order of
// the list holds still while her pointer or her keys are in it.
import { api, newKey, type Answer, type Problem } from './api';
import { byUrgency, fits, isAlarm, isIn, isOpen, type Case, type View, type WholeCase, views } from './cases';
import { clock } from './clock.svelte';
import { session } from './session.svelte';
import { t, words, type Key } from './words.svelte';

// A reply on its way: it stays on the screen until the gateway has it.
export interface Outgoing {
  key: string;
  text: string;
  state: 'sending' | 'failed';
  why: string;
}

export interface Draft {
  reply: string;
  outgoing: Outgoing[];
}

const retries = [1_000, 3_000, 9_000, 27_000];
const shownMax = 100; // rows; then by page

class Desk {
  cases = $state.raw<Case[]>([]);
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
  drafts = $state<Record<string, Draft>>({});

  readonly me = $derived(session.me?.name ?? '');
  readonly openCases = $derived(this.cases.filter(isOpen));
  readonly alarms = $derived(this.openCases.filter(isAlarm));
  readonly queues = $derived([...new Set([...(session.me?.queues ?? []), ...this.openCases.map((c) => c.queue)])].sort());
  readonly counts = $derived(
    Object.fromEntries(
      views.map((view) => [view, this.openCases.filter((c) => isIn(view, c, this.me, clock.now)).length]),
    ) as Record<View, number>,
  );
  private readonly sorted = $derived(this.openCases.filter((each) => this.belongs(each)).sort(byUrgency));
  private readonly byRef = $derived(new Map(this.cases.map((each) => [each.ref, each])));

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
    if (!isOpen(each)) return false;
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
    const found = await api.get<{ cases: Case[] }>('cases');
    if (!found.ok) {
      if (found.problem.status !== 401) this.problem = found.problem;
      return;
    }
    this.problem = undefined;
    this.cases = found.body.cases;
    this.loaded = true;
    if (!this.frozen) this.settle();
    const row = this.row;
    if (this.open && row && row.version !== this.open.version) await this.reopen();
  }

  show(view: View, queue = ''): void {
    this.view = view;
    this.queue = queue;
    this.wanted = '';
    this.shownMax = shownMax;
    this.settle();
  }

  // What stands in the list is shown at once; her words only by claim or by a look that is written down.
  choose(ref: string): void {
    if (ref === this.ref) return;
    this.ref = ref;
    if (ref) this.draft(ref);
    this.open = undefined;
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
    } else this.refusal = found.problem;
  }

  // Anew, where it is read already; another's case is not read again unasked, for each look is written down.
  async refresh(): Promise<void> {
    if (this.open) await this.reopen();
  }

  private async reopen(): Promise<void> {
    const ref = this.ref;
    const found = await api.get<WholeCase>(`cases/${ref}`);
    if (found.ok && ref === this.ref) this.open = found.body;
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
    const done = await this.act('close', ref, 'close', { version: this.open?.version, outcome });
    if (done) {
      this.said = t('said.closed', { ref });
      this.leave();
    }
    return done;
  }

  private async act(name: string, ref: string, verb: string, body: object): Promise<boolean> {
    if (this.busy) return false;
    this.busy = `${name} ${ref}`;
    const answer = await api.post<Case>(`cases/${ref}/${verb}`, body);
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

  draft(ref: string): Draft {
    const found = this.drafts[ref];
    if (found) return found;
    this.drafts[ref] = { reply: '', outgoing: [] };
    return this.drafts[ref];
  }

  readonly hasUnsent = $derived(
    Object.values(this.drafts).some((each) => each.reply.trim() !== '' || each.outgoing.length > 0),
  );

  // The same text sent again has the same key, so that the worker reads it once.
  async answer(ref: string): Promise<void> {
    const draft = this.draft(ref);
    const text = draft.reply.trim();
    if (text === '') return;
    draft.outgoing.push({ key: newKey(), text, state: 'sending', why: '' });
    draft.reply = '';
    await this.push(ref, draft.outgoing.length - 1);
  }

  async again(ref: string, key: string): Promise<void> {
    const place = this.draft(ref).outgoing.findIndex((each) => each.key === key);
    if (place >= 0) await this.push(ref, place);
  }

  forget(ref: string, key: string): void {
    const draft = this.draft(ref);
    draft.outgoing = draft.outgoing.filter((each) => each.key !== key);
  }

  private async push(ref: string, place: number): Promise<void> {
    const item = this.draft(ref).outgoing[place];
    if (!item) return;
    item.state = 'sending';
    let sent: Answer<{ id: string }> = await this.sendOnce(ref, item);
    for (const wait of retries) {
      if (sent.ok || sent.problem.status !== 0) break;
      item.why = t('send.waits');
      await new Promise((resolve) => setTimeout(resolve, wait));
      sent = await this.sendOnce(ref, item);
    }
    if (!sent.ok) {
      item.state = 'failed';
      item.why = sayProblem(sent.problem);
      this.said = item.why;
      return;
    }
    this.said = t('said.sent');
    if (ref === this.ref) await this.reopen();
    this.forget(ref, item.key);
    await this.load();
  }

  private sendOnce(ref: string, item: Outgoing): Promise<Answer<{ id: string }>> {
    return api.post<{ id: string }>(`cases/${ref}/messages`, { text: item.text }, { key: item.key });
  }
}

export function sayProblem(problem: Problem): string {
  const key = `problem.${problem.status}`;
  const told = problem.detail || problem.title;
  // The gateway explains itself in English.
  if (words.language === 'en' && told && problem.status !== 404) return told;
  if (words.has(key)) return words.say(key as Key);
  return told || t('problem.other', { status: String(problem.status) });
}

export const desk = new Desk();
