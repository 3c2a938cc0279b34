// The one loud thing: somebody is in danger and nobody has the case. A mark in the title and, once sounds are on, a tone
// every 30 s until it is claimed.
import { recall, remember } from './words.svelte';

const every = 30_000;
const kept = 'saathi.sound';

class Alarm {
  sound = $state(recall(kept) === 'on');
  private context: AudioContext | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  // A browser lets a page sound only after somebody touched it: the button that turns it on is that touch.
  turn(on: boolean): void {
    this.sound = on;
    remember(kept, on ? 'on' : 'off');
    if (on) this.ring();
  }

  follow(count: number): void {
    document.title = count > 0 ? `(!) ${count} · Saathi` : 'Saathi';
    clearInterval(this.timer);
    this.timer = undefined;
    if (count === 0) return;
    this.ring();
    this.timer = setInterval(() => this.ring(), every);
  }

  private ring(): void {
    if (!this.sound || !('AudioContext' in window)) return;
    this.context ??= new AudioContext();
    const at = this.context.currentTime;
    for (const [start, pitch] of [
      [0, 660],
      [0.18, 880],
    ] as const) {
      const tone = this.context.createOscillator();
      const volume = this.context.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, at + start);
      volume.gain.exponentialRampToValueAtTime(0.2, at + start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + start + 0.16);
      tone.connect(volume).connect(this.context.destination);
      tone.start(at + start);
      tone.stop(at + start + 0.17);
    }
  }
}

export const alarm = new Alarm();
