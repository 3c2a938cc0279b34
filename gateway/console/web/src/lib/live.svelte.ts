// What happens elsewhere, on the screen within a second: the gateway's stream of events, and where there is none (or the
// line is cut) a look every few seconds.
import { api } from './api';
import { clock } from './clock.svelte';
import { desk } from './desk.svelte';

const lookEvery = 4_000;
const quietMax = 45_000; // heartbeats come every 20 s

class Live {
  connected = $state(true);
  lostAt = $state(0);
  private stream: EventSource | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private heard = 0;
  private cuts: number[] = [];
  private due = false;
  private isOld = false; // the open conversation
  private running = false;

  start(): void {
    if (this.running) return;
    this.running = true;
    api.onReached = (reached) => this.reached(reached);
    window.addEventListener('online', () => void this.look());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.look();
    });
    this.listen();
    this.timer = setInterval(() => void this.beat(), lookEvery);
  }

  stop(): void {
    this.running = false;
    clearInterval(this.timer);
    this.stream?.close();
    this.stream = undefined;
  }

  private reached(reached: boolean): void {
    if (reached) this.lostAt = 0;
    else if (this.connected) this.lostAt = Date.now();
    this.connected = reached;
  }

  private listen(): void {
    const stream = new EventSource('/api/v1/events');
    this.stream = stream;
    const heard = (): void => {
      this.heard = Date.now();
    };
    stream.onopen = () => {
      heard();
      this.reached(true);
    };
    stream.addEventListener('hello', (event) => {
      heard();
      const now: unknown = read(event).now;
      if (typeof now === 'string') clock.offset = Date.parse(now) - Date.now();
    });
    stream.addEventListener('beat', heard);
    for (const name of ['case', 'gone', 'counts', 'alarm']) {
      stream.addEventListener(name, () => {
        heard();
        this.wake();
      });
    }
    for (const name of ['message', 'state', 'resync']) {
      stream.addEventListener(name, () => {
        heard();
        this.isOld = true;
        this.wake();
      });
    }
    stream.onerror = () => {
      // Closed for good: there is no such route, or the session is over. Otherwise the browser tries again by itself.
      if (stream.readyState === EventSource.CLOSED) this.stream = undefined;
      this.cuts = [...this.cuts.filter((each) => Date.now() - each < 60_000), Date.now()];
    };
  }

  // Many events at once are one look.
  private wake(): void {
    if (this.due) return;
    this.due = true;
    setTimeout(() => {
      this.due = false;
      void this.look();
    }, 100);
  }

  private async look(): Promise<void> {
    if (!this.running) return;
    await desk.load();
    if (!this.isOld) return;
    this.isOld = false;
    await desk.refresh();
  }

  private async beat(): Promise<void> {
    const isStreaming = this.stream?.readyState === EventSource.OPEN && Date.now() - this.heard < quietMax;
    if (isStreaming && this.connected) return;
    if (document.hidden && this.connected) return;
    this.isOld = true;
    await this.look();
  }
}

function read(event: Event): Record<string, unknown> {
  try {
    return JSON.parse((event as MessageEvent<string>).data) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export const live = new Live();
