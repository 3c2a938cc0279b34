// Keys of the desk. On a Latin layout the letter typed counts, on another (Nepali, Arabic) the place on the keyboard.
// Letters work outside of fields alone, and can be switched off (WCAG 2.1.4).
import { recall, remember } from './words.svelte';

export function keyOf(event: KeyboardEvent): string {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  const place = /^Key([A-Z])$/.exec(event.code);
  return place?.[1] ? place[1].toLowerCase() : event.key;
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
}

const kept = 'saathi.letters';
export const lettersOn = (): boolean => recall(kept) !== 'off';
export const setLetters = (on: boolean): void => remember(kept, on ? 'on' : 'off');

// Two of them within 0.6 s hide everything; an Esc that closed something does not count.
export class Twice {
  private last = -Infinity;

  constructor(private readonly within = 600) {}

  press(at: number): boolean {
    const twice = at - this.last < this.within;
    this.last = twice ? -Infinity : at;
    return twice;
  }

  forget(): void {
    this.last = -Infinity;
  }
}
