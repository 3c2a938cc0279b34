// What callers type is shown as text and as nothing else. Characters that are not seen but change what is seen
// (directions, joiners at odd places, controls) are cut out as pieces of their own, to be drawn as boxes.

export interface Piece {
  text: string;
  hidden: boolean; // a character that would not be seen: `text` is its code
}

// C0 and C1 controls but tab and line ends, direction marks and overrides, tags, separators, byte order mark.
const unseen =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(unseen)) {
    if (found.index > from) out.push({ text: text.slice(from, found.index), hidden: false });
    const code = found[0].codePointAt(0) ?? 0;
    out.push({ text: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`, hidden: true });
    from = found.index + found[0].length;
  }
  if (from < text.length) out.push({ text: text.slice(from), hidden: false });
  return out;
}

// Shapes of झ, ५ and ८ change with the language that a text is said to be in.
export const languageOf = (text: string): string | undefined => (/[\u0900-\u097f]/.test(text) ? 'ne' : undefined);
