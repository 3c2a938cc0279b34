// What is written and not sent, by case, in this page's memory alone; and replies on their way. Nothing typed is lost, and
// nothing goes twice.
import { api, newKey, type Answer } from './api';
import { sayProblem } from './problem';
import { t } from './words.svelte';

// A reply on its way: it stays on the screen until the gateway has it.
export interface Outgoing {
  key: string;
  text: string;
  state: 'sending' | 'failed';
  why: string;
}

export interface Draft {
  reply: string;
  note: string;
  outgoing: Outgoing[];
}

const retries = [1_000, 3_000, 9_000, 27_000];

class Drafts {
  all = $state<Record<string, Draft>>({});
  onSent: (ref: string) => Promise<void> = () => Promise.resolve();
  say: (text: string) => void = () => {};

  make(ref: string): Draft {
    const found = this.all[ref];
    if (found) return found;
    this.all[ref] = { reply: '', note: '', outgoing: [] };
    return this.all[ref];
  }

  readonly hasUnsent = $derived(
    Object.values(this.all).some((each) => each.reply.trim() !== '' || each.note.trim() !== '' || each.outgoing.length > 0),
  );

  // The same text sent again has the same key, so that the worker reads it once.
  async answer(ref: string): Promise<void> {
    const draft = this.make(ref);
    const text = draft.reply.trim();
    if (text === '') return;
    draft.outgoing.push({ key: newKey(), text, state: 'sending', why: '' });
    draft.reply = '';
    await this.push(ref, draft.outgoing.length - 1);
  }

  async again(ref: string, key: string): Promise<void> {
    const place = this.make(ref).outgoing.findIndex((each) => each.key === key);
    if (place >= 0) await this.push(ref, place);
  }

  forget(ref: string, key: string): void {
    const draft = this.make(ref);
    draft.outgoing = draft.outgoing.filter((each) => each.key !== key);
  }

  private async push(ref: string, place: number): Promise<void> {
    const item = this.make(ref).outgoing[place];
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
      this.say(item.why);
      return;
    }
    this.say(t('said.sent'));
    await this.onSent(ref);
    this.forget(ref, item.key);
  }

  private sendOnce(ref: string, item: Outgoing): Promise<Answer<{ id: string }>> {
    return api.post<{ id: string }>(`cases/${ref}/messages`, { text: item.text }, { key: item.key });
  }
}

export const drafts = new Drafts();
