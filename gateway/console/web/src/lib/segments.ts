// What a text costs to send, as flows/text/segments counts it. Both run tests/flows/text/segments.tsv, so that the meter
// beside the reply and the outbox never disagree. GSM-7: 160 alone, 153 a part; UCS-2: 70 alone, 67 a part. A part never
// ends inside an escape pair, a surrogate pair or what reads as one letter.

export type Encoding = 'gsm7' | 'ucs2';

export interface Segments {
  encoding: Encoding;
  units: number;
  parts: number[]; // units of each
  forcing: string[]; // characters that are not in GSM-7, each once; empty when GSM-7
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const escaped = new Set('\f^{}\\[~]|€');

// Characters of typing that look like nothing and double the price.
const plain: Record<string, string> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  '\u00a0': ' ',
};

const single = { gsm7: 160, ucs2: 70 };
const joined = { gsm7: 153, ucs2: 67 };

const units = (letter: string, encoding: Encoding): number => {
  if (encoding === 'ucs2') return letter.length;
  let sum = 0;
  for (const each of letter) sum += escaped.has(each) ? 2 : 1;
  return sum;
};

// Intl.Segmenter is not there in older browsers: their parts may come out one letter longer, never wrong in number of
// characters.
const segmenter =
  typeof Intl !== 'undefined' && 'Segmenter' in Intl ? new Intl.Segmenter('ne', { granularity: 'grapheme' }) : undefined;

const virama = '\u094d';
const isConsonant = (c: string): boolean => c >= '\u0915' && c <= '\u0939';

// What reads as one letter; a conjunct (consonant, virama, perhaps a joiner, consonant) is one, whatever the browser's
// tables say of it.
export function letters(text: string): string[] {
  const clusters = segmenter ? Array.from(segmenter.segment(text), (each) => each.segment) : Array.from(text);
  const out: string[] = [];
  for (const cluster of clusters) {
    const last = out[out.length - 1];
    const tail = last?.replace(/[\u200c\u200d]$/, '');
    if (last !== undefined && tail?.endsWith(virama) && isConsonant(cluster[0] ?? '')) out[out.length - 1] = last + cluster;
    else out.push(cluster);
  }
  return out;
}

function fill(text: string, encoding: Encoding): number[] {
  const room = joined[encoding];
  const parts: number[] = [];
  let current = 0;
  const add = (count: number): void => {
    if (current + count > room) {
      parts.push(current);
      current = 0;
    }
    current += count;
  };
  for (const letter of encoding === 'gsm7' ? Array.from(text) : letters(text)) {
    const count = units(letter, encoding);
    if (count <= room) add(count);
    else for (const each of letter) add(units(each, encoding));
  }
  if (current > 0) parts.push(current);
  return parts;
}

export function countSegments(text: string): Segments {
  const forcing = [...new Set(Array.from(text).filter((each) => !basic.has(each) && !escaped.has(each)))];
  const encoding: Encoding = forcing.length > 0 ? 'ucs2' : 'gsm7';
  const sum = units(text, encoding);
  return { encoding, units: sum, parts: sum <= single[encoding] ? [sum] : fill(text, encoding), forcing };
}

// Units that fit into as many parts as there are.
export const capacity = (segments: Segments): number =>
  segments.parts.length === 1 ? single[segments.encoding] : segments.parts.length * joined[segments.encoding];

// The text with curly quotes and the like made plain, if that alone makes it cheaper.
export function plainer(text: string): string | undefined {
  const { forcing } = countSegments(text);
  if (forcing.length === 0 || !forcing.every((each) => each in plain)) return undefined;
  return Array.from(text, (each) => plain[each] ?? each).join('');
}
