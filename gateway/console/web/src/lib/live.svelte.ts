// What happens elsewhere, on the screen within a second: the gateway's stream of events. While the line is cut, or where
// the stream is refused, a look every few seconds; whoever comes back is told what she missed.
import { api } from './api';
import { clock } from './clock.svelte';
import { desk, type CaseEvent } from './desk.svelte';

const beatEvery = 4_000;
const openEvery = 20_000; // tries to open a stream that was closed for good
const quietMax = 60_000; // heartbeats are not seen here: after so long the line is tried by a small question

class Live {
  connected = $state(true);
  lostAt = $state(0);
  private stream: EventSource | undefined;
  private id = ''; // of the stream, as the gateway calls it
  private watched = '';
  private timer: ReturnType<typeof setInterval> | undefined;
  private heard = 0;
  private tried = 0;
  private isWoken = false;
  private isBusy = false;

  start(): void {
    if (this.timer !== undefined) return;
    api.onReached = (reached) => this.reached(reached);
    this.listen();
    this.timer = setInterval(() => void this.beat(), beatEvery);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.stream?.close();
    this.stream = undefined;
    this.id = '';
  }

  // Messages are told of for the case that is open alone.
  watch(ref: string): void {
    if (!this.id || ref === this.watched) return;
    this.watched = ref;
    void api.post(`events/${this.id}/watch`, { cases: ref ? [ref] : [] });
  }

  private reached(reached: boolean): void {
    if (reached === this.connected) return;
    this.connected = reached;
    this.lostAt = reached ? 0 : Date.now();
  }

  private listen(): void {
    this.tried = Date.now();
    const stream = new EventSource('/api/v1/events');
    this.stream = stream;
    const on = (name: string, act: (told: Record<string, unknown>) => void): void => {
      stream.addEventListener(name, (event) => {
        this.heard = Date.now();
        act(read(event));
      });
    };
    on('hello', ({ now, stream: id }) => this.greeted(String(id), String(now)));
    on('case', (told) => void desk.apply(told as unknown as CaseEvent));
    on('gone', ({ id }) => desk.drop(String(id)));
    on('message', () => this.wake());
    on('state', () => this.wake());
    on('resync', () => void this.look());
    on('beat', () => {});
    on('counts', () => {});
    on('alarm', () => {});
    stream.onopen = () => this.reached(true);
    stream.onerror = () => {
      this.id = '';
      // A stream that is closed for good (refused, or the session is over) is opened again by `beat`.
      if (stream.readyState === EventSource.CLOSED) this.stream = undefined;
    };
  }

  private greeted(id: string, now: string): void {
    clock.offset = Date.parse(now) - Date.now() || 0;
    this.id = id;
    this.watched = '';
    this.watch(desk.open?.ref ?? '');
    void this.look();
  }

  // Many messages at once are one look.
  private wake(): void {
    if (this.isWoken) return;
    this.isWoken = true;
    setTimeout(() => {
      this.isWoken = false;
      void desk.refresh();
    }, 100);
  }

  private async look(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    await desk.load();
    await desk.refresh();
    this.isBusy = false;
  }

  private async beat(): Promise<void> {
    if (this.stream?.readyState === EventSource.OPEN) {
      if (Date.now() - this.heard < quietMax) return;
      this.heard = Date.now();
      await api.get('counts');
      return;
    }
    if (!this.stream && Date.now() - this.tried > openEvery) this.listen();
    if (!document.hidden || !this.connected) await this.look();
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
