/** Latin letters that Unicode does not decompose into a base letter and an accent. */
const undecomposed = new Map(
  'ßss ẞSS æae ÆAE œoe ŒOE øo ØO đd ĐD ðd ÐD þth ÞTh łl ŁL ħh ĦH ıi ŧt ŦT ŋn ŊN ĸk ‘\' ’\' “" ”" –- —-'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
);

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
const notAscii = /[^\u0000-\u007f]/gu;

/** Latin letters without accents (`Jörg Ångström` → `Jorg Angstrom`); what cannot be written so is dropped. */
export function toAscii(text: string): string {
  return text.normalize('NFKD').replace(notAscii, (letter) => undecomposed.get(letter) ?? '');
}

/** Lower-case ASCII letters and digits with single hyphens between them: `Jörg O'Hara` → `jorg-o-hara`. */
export function toSlug(text: string): string {
  const words = toAscii(text)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.filter((word) => word !== '').join('-');
}

/** At most `length` UTF-16 units, never half a character. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

const printableAscii = /^[ -~]*$/;
const controlCharacter = /[\p{Cc}\u2028\u2029]/gu;

/** The text on one line, as a store accepts it: a blank for every control character, no half characters. */
export function withoutControls(text: string): string {
  return printableAscii.test(text) ? text : text.replace(controlCharacter, ' ').toWellFormed();
}

/** A value quoted for a message: shortened, with everything that does not print escaped. */
export function quoted(text: string): string {
  const shown = text.length > 60 ? `${truncate(text, 60)}…` : text;
  return `"${shown.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, escaped)}"`;
}

function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
