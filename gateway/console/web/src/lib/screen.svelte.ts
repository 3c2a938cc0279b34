// What stands on the screen as a whole: which page, light or dark, hidden or not.
import { recall, remember } from './words.svelte';

const kept = 'saathi.theme';
const hiddenKept = 'saathi.hidden'; // so that loading the page again does not show what was hidden
export const idleMax = 5 * 60_000;

export type Theme = 'system' | 'light' | 'dark';

class Screen {
  path = $state(location.pathname);
  theme = $state<Theme>((recall(kept) as Theme | null) ?? 'system');
  hidden = $state(sessionStorage.getItem(hiddenKept) !== null);
  private touched = Date.now();

  start(): void {
    window.addEventListener('popstate', () => {
      this.path = location.pathname;
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.paint());
    this.paint();
    for (const each of ['pointerdown', 'keydown', 'wheel']) {
      window.addEventListener(each, () => (this.touched = Date.now()), { passive: true });
    }
    setInterval(() => {
      if (!this.hidden && Date.now() - this.touched > idleMax) this.hide();
    }, 5_000);
  }

  go(path: string): void {
    if (path !== location.pathname) history.pushState(null, '', path);
    this.path = path;
  }

  choose(theme: Theme): void {
    this.theme = theme;
    remember(kept, theme);
    this.paint();
  }

  private paint(): void {
    const dark = this.theme === 'dark' || (this.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }

  hide(): void {
    sessionStorage.setItem(hiddenKept, '1');
    this.hidden = true;
  }

  unhide(): void {
    sessionStorage.removeItem(hiddenKept);
    this.touched = Date.now();
    this.hidden = false;
  }
}

export const screen = new Screen();
