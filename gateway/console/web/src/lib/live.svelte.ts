// What happens elsewhere, on the screen within a second: the gateway's stream of events. While the line is cut, or where
// the stream is refused, a look every few seconds; whoever comes back is told what she missed.
import { api } from './api';
import { clock } from './clock.svelte';
import { desk, type CaseEvent } from './desk.svelte';
import { Stream, type Told } from './stream';

const beatEvery = 4_000;
const quietMax = 45_000; // beats come every 20 s: after so long the line is tried by a small question

class Live {
  connected = $state(true);
  lostAt = $state(0);
  private stream: Stream | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private isWoken = false;
  private isBusy = false;

  start(): void {
    if (this.stream) return;
    api.onReached = (reached) => this.reached(reached);
    this.stream = new Stream((name, told) => this.heard(name, told));
    this.timer = setInterval(() => void this.beat(), beatEvery);
  }

  stop(): void {
    clearInterval(this.timer);
    this.stream?.stop();
    this.stream = undefined;
  }

  watch(ref: string): void {
    this.stream?.watch(ref);
  }

  private reached(reached: boolean): void {
    if (reached === this.connected) return;
    this.connected = reached;
    this.lostAt = reached ? 0 : Date.now();
  }

  private heard(name: string, told: Told): void {
    this.reached(true);
    switch (name) {
      case 'hello':
        clock.offset = Date.parse(String(told.now)) - Date.now() || 0;
        void this.look();
        break;
      case 'resync':
        void this.look();
        break;
      case 'case':
        void desk.apply(told as unknown as CaseEvent);
        break;
      case 'gone':
        desk.drop(String(told.id));
        break;
      case 'message':
      case 'state':
        if (told.id === desk.open?.ref) this.wake();
        break;
    }
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
    const stream = this.stream;
    if (!stream) return;
    if (stream.isOpen) {
      if (Date.now() - stream.heardAt < quietMax) return;
      stream.heardAt = Date.now();
      await api.get('counts');
      return;
    }
    stream.tryAgain();
    if (!document.hidden || !this.connected) await this.look();
  }
}

export const live = new Live();
