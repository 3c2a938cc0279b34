// The words of the screens, in the language of whoever works here. One dictionary is loaded, the chosen one; what only
// later screens say (dialogs, accounts, the doors' further rooms) comes with them. Numbers and
// times are written here and not by Intl, which knows no Nepali in every browser (Debian's Chromium has none of it); case
// numbers and telephone numbers keep their own digits.
import type en from '../words/en.json';
import type later from '../words/en.later.json';

export type Language = 'en' | 'ne';
export type Key = keyof typeof en | keyof typeof later;
type Params = Record<string, string | number>;

type Dictionary = Partial<Record<Key, string>>;
type Loader = () => Promise<{ default: Dictionary }>;
const loaders: Record<Language, { first: Loader; later: Loader }> = {
  en: { first: () => import('../words/en.json'), later: () => import('../words/en.later.json') },
  ne: { first: () => import('../words/ne.json'), later: () => import('../words/ne.later.json') },
};
const kept = 'saathi.language';

class Words {
  language = $state<Language>('en');
  private dictionary = $state.raw<Dictionary>({});
  private isLater = false;
  private plural = $derived(new Intl.PluralRules(this.language));

  async choose(language: Language): Promise<void> {
    const { first, later } = loaders[language];
    const [one, two] = await Promise.all([first(), this.isLater ? later() : undefined]);
    this.dictionary = { ...one.default, ...two?.default };
    this.language = language;
    document.documentElement.lang = language;
    remember(kept, language);
  }

  // A later screen, with its words.
  async with<T>(part: Promise<T>): Promise<T> {
    if (!this.isLater) {
      this.isLater = true;
      const { default: dictionary } = await loaders[this.language].later();
      this.dictionary = { ...this.dictionary, ...dictionary };
    }
    return part;
  }

  has(key: string): key is Key {
    return key in this.dictionary;
  }

  say(key: Key, params: Params = {}): string {
    const text = this.dictionary[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? this.number(value) : value;
    });
  }

  // `key.one` or `key.other`.
  count(key: string, n: number, params: Params = {}): string {
    const form = `${key}.${this.plural.select(n)}`;
    return this.say((this.has(form) ? form : `${key}.other`) as Key, { n, ...params });
  }

  // A code of the network's (category, queue, country): its words, else the code as it stands.
  code(kind: string, code: string): string {
    const key = `${kind}.${code}`;
    return this.has(key) ? this.say(key) : code;
  }

  // Every code of a kind that has words.
  codesOf(kind: string): string[] {
    const before = `${kind}.`;
    return Object.keys(this.dictionary).filter((key) => key.startsWith(before)).map((key) => key.slice(before.length));
  }

  number(n: number): string {
    return this.digits(String(n));
  }

  country(code: string): string {
    return this.code('country', code);
  }

  time(at: Date): string {
    const two = (n: number): string => String(n).padStart(2, '0');
    return this.digits(`${two(at.getHours())}:${two(at.getMinutes())}`);
  }

  day(at: Date): string {
    return `${this.digits(String(at.getDate()))} ${this.say('months').split(' ')[at.getMonth()] ?? ''}`;
  }

  private digits(text: string): string {
    if (this.language !== 'ne') return text;
    return text.replace(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit)));
  }
}

export const words = new Words();
export const t = (key: Key, params?: Params): string => words.say(key, params);

// Names no person: language and theme may be kept on a shared computer.
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // a browser that keeps nothing
  }
}
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function firstLanguage(): Language {
  const chosen = recall(kept);
  if (chosen === 'en' || chosen === 'ne') return chosen;
  return navigator.language.startsWith('ne') ? 'ne' : 'en';
}
