// One stream of events for a browser, not for each of its tabs: without HTTP/2 a browser has six connections to a server,
// and seven tabs would stand still. The tab that gets the lock holds the stream and tells the others what it hears; when
// it goes, the next one takes over. Events name cases and messages, and hold no word of hers. Where a browser knows no
// locks, each tab has a stream of its own.
import { api, newKey } from './api';

export type Told = Record<string, unknown>;
type Heard = (name: string, told: Told) => void;
type Word =
  | { kind: 'event'; name: string; told: Told }
  | { kind: 'line'; isOpen: boolean }
  | { kind: 'watch'; tab: string; ref: string }
  | { kind: 'ask' };

const openEvery = 20_000; // tries to open a stream that was closed for good
const names = ['hello', 'case', 'gone', 'message', 'state', 'counts', 'alarm', 'resync', 'beat', 'bye'];
const watchedMax = 20; // as the gateway allows
const channelName = 'saathi-live';

export class Stream {
  isOpen = false;
  heardAt = 0;
  private readonly tab = newKey();
  private readonly ended = new AbortController();
  private readonly channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(channelName);
  private source: EventSource | undefined;
  private id = ''; // as the gateway calls the stream; empty: another tab has it, or nobody
  private triedAt = 0;
  private readonly refs = new Map<string, string>(); // tab -> the case that is open there
  private asked = '';

  constructor(private readonly onHeard: Heard) {
    if (this.channel) this.channel.onmessage = (event: MessageEvent<Word>) => this.told(event.data);
    if (!this.channel || typeof navigator.locks === 'undefined') {
      this.open();
      return;
    }
    this.post({ kind: 'ask' });
    const until = new Promise<void>((done) => this.ended.signal.addEventListener('abort', () => done()));
    void navigator.locks
      .request(channelName, { signal: this.ended.signal }, () => {
        this.open();
        return until;
      })
      .catch(() => {}); // stopped before it was our turn
  }

  stop(): void {
    this.watch('');
    this.ended.abort();
    this.source?.close();
    this.source = undefined;
    this.isOpen = false;
    this.channel?.close();
  }

  // Messages are told of for the cases that are open alone.
  watch(ref: string): void {
    if (this.refs.get(this.tab) === ref) return;
    this.refs.set(this.tab, ref);
    this.post({ kind: 'watch', tab: this.tab, ref });
    this.askToWatch();
  }

  // A stream that was refused, or whose session was over, is tried again.
  tryAgain(): void {
    const isOurs = this.triedAt > 0;
    if (isOurs && !this.source && Date.now() - this.triedAt > openEvery) this.open();
  }

  private open(): void {
    this.triedAt = Date.now();
    const source = new EventSource('/api/v1/events');
    this.source = source;
    source.onopen = () => this.line(true);
    source.onerror = () => {
      this.id = '';
      if (source.readyState === EventSource.CLOSED) this.source = undefined;
      this.line(false);
    };
    for (const name of names) {
      source.addEventListener(name, (event) => {
        const told = read(event);
        if (name === 'hello') {
          this.id = String(told.stream);
          this.asked = '';
          this.askToWatch();
        }
        this.post({ kind: 'event', name, told });
        this.hear(name, told);
      });
    }
  }

  private line(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.post({ kind: 'line', isOpen });
  }

  private hear(name: string, told: Told): void {
    this.isOpen = true;
    this.heardAt = Date.now();
    this.onHeard(name, told);
  }

  private told(word: Word): void {
    switch (word.kind) {
      case 'event':
        this.hear(word.name, word.told);
        break;
      case 'line':
        this.isOpen = word.isOpen;
        this.heardAt = Date.now();
        break;
      case 'watch':
        this.refs.set(word.tab, word.ref);
        this.askToWatch();
        break;
      case 'ask': // a tab is new: it hears how the line stands, and who watches what
        this.post({ kind: 'watch', tab: this.tab, ref: this.refs.get(this.tab) ?? '' });
        if (this.source) this.post({ kind: 'line', isOpen: this.isOpen });
        break;
    }
  }

  private askToWatch(): void {
    const cases = [...new Set([...this.refs.values()].filter((ref) => ref !== ''))].sort().slice(0, watchedMax);
    if (!this.id || cases.join() === this.asked) return;
    this.asked = cases.join();
    void api.post(`events/${this.id}/watch`, { cases });
  }

  private post(word: Word): void {
    this.channel?.postMessage(word);
  }
}

function read(event: Event): Told {
  try {
    return JSON.parse((event as MessageEvent<string>).data) as Told;
  } catch {
    return {};
  }
}
