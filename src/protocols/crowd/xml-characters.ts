// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/u;
const everyForbidden = new RegExp(forbidden, 'gu');

/** The text has a character that XML 1.0 does not allow (section 2.2), such as half of a surrogate pair. */
export const forbiddenCharacter = (text: string): boolean => forbidden.test(text);

/** One such character would stop a product from reading a whole answer. */
export const withoutForbidden = (text: string): string => text.replace(everyForbidden, '');
