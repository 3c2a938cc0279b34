// One clock for the page: every 15 s, stopped while nobody sees it. What is due is told from it, with a word and a ring.
import type { Case } from './cases';

const beat = 15_000;

class Clock {
  now = $state(Date.now());
  offset = 0; // the server's time minus ours
  private timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    const tick = (): void => {
      this.now = Date.now() + this.offset;
    };
    const follow = (): void => {
      clearInterval(this.timer);
      if (document.hidden) return;
      tick();
      this.timer = setInterval(tick, beat);
    };
    document.addEventListener('visibilitychange', follow);
    follow();
  }
}

export const clock = new Clock();

export type DueKind = 'eyes' | 'contact' | 'update' | 'call';
export interface Due {
  kind: DueKind;
  at: number;
}

// The clock that ends first. Nobody waits for eyes once somebody holds the case.
export function dueOf(each: Case): Due | undefined {
  let first: Due | undefined;
  for (const kind of ['eyes', 'contact', 'update', 'call'] as const) {
    const text = each.due[kind];
    if (!text || (kind === 'eyes' && each.holder)) continue;
    const at = Date.parse(text);
    if (!first || at < first.at) first = { kind, at };
  }
  return first;
}

export type Mood = 'calm' | 'soon' | 'late';

export function moodOf(due: Due | undefined, opened: string, now: number): Mood {
  if (!due) return 'calm';
  const left = due.at - now;
  if (left < 0) return 'late';
  const whole = Math.max(due.at - Date.parse(opened), 1);
  return left < 600_000 || left < whole / 10 ? 'soon' : 'calm';
}
