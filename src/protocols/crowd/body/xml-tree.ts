import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes';
import { Failure } from '../../../core/errors.ts';
import { type BodyElement, shortened } from './element.ts';
import { BodyLimits } from './limits.ts';

/** Encodings whose text is right when it was read as UTF-8, or by a byte order mark as UTF-16. */
const encodings = ['utf-8', 'utf8', 'us-ascii', 'ascii', 'utf-16', 'utf-16le', 'utf-16be'];

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: BodyElement[];
}

/**
 * The elements of an XML 1.0 text. A document type is refused, and with it every entity but the five that XML has; so
 * nothing is ever fetched or multiplied. Throws `invalid`, without a word of what the body says: it may be a password.
 */
export function readXml(text: string): BodyElement {
  const parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const limits = new BodyLimits();
  const open: OpenElement[] = [];
  let attributes = 0;
  let root: BodyElement | undefined;
  const add = (part: string) => {
    limits.text(part);
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('error', () => {
    throw new Failure(
      'invalid',
      `The body is no well-formed XML: line ${parser.line}, column ${parser.columnIndex + 1}.`,
    );
  });
  parser.on('doctype', () => {
    throw new Failure('invalid', 'The body has a document type declaration; none is accepted.');
  });
  parser.on('xmldecl', ({ encoding }) => checkEncoding(encoding));
  parser.on('opentagstart', ({ name }) => {
    attributes = 0;
    limits.element(name, open.length + 1);
  });
  parser.on('attribute', ({ name, value }: SaxesAttributePlain) => {
    attributes += 1;
    limits.attribute(name, value, attributes);
  });
  parser.on('opentag', (tag) => {
    open.push({ name: localName(tag.name), text: '', children: attributeElements(tag) });
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element !== undefined) open.at(-1)?.children.push(element);
    root = element;
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text).close();
  if (root === undefined) throw new Failure('invalid', 'The body has no element.');
  return root;
}

function checkEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encodings.includes(encoding.toLowerCase())) return;
  throw new Failure('invalid', `The body is written in ${shortened(encoding)}; send it in UTF-8.`);
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Those of a namespace, and its declarations, are not the protocol's. */
function attributeElements({ attributes }: SaxesTagPlain): BodyElement[] {
  const own = Object.entries(attributes).filter(([name]) => name !== 'xmlns' && !name.includes(':'));
  return own.map(([name, text]) => ({ name, text, children: [] }));
}
