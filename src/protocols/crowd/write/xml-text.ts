import { withoutForbidden } from '../xml-characters.ts';

/** What stands for itself within a text and an attribute. Others are looked at one by one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const special = /[&<>"\u0000-\u001f\u0085\u2028\u2029\ud800-\udfff\ufffe\uffff]/;

const references: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers take line breaks for others, and in attributes for blanks.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
  // Line breaks of XML 1.1 and of Unicode, which some readers take for those of XML 1.0.
  '\u0085': '&#133;',
  '\u2028': '&#8232;',
  '\u2029': '&#8233;',
};

/** For the content of an element and for an attribute in double quotes. What XML does not allow is left out. */
export function xmlText(text: string): string {
  if (!special.test(text)) return text;
  return withoutForbidden(text).replace(
    /[&<>"\t\n\r\u0085\u2028\u2029]/g,
    (character) => references[character] ?? character,
  );
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** An element with a text. */
export const xmlElement = (name: string, text: string): string =>
  text === '' ? `<${name}/>` : `<${name}>${xmlText(text)}</${name}>`;
