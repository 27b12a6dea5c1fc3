import type { AttributeValue } from '../../core/people.ts';
import { attributeTypeKey } from './attribute-types.ts';

/** An attribute as the server sent it: texts, and bytes where they are no valid UTF-8. */
export interface ReceivedAttribute {
  readonly type: string;
  readonly values: readonly (string | Buffer)[];
  readonly parsedBuffers: readonly Buffer[];
}

/** Types whose syntax is binary, even where the bytes happen to be valid UTF-8. */
const binaryTypes: ReadonlySet<string> = new Set([
  'jpegphoto',
  'photo',
  'thumbnailphoto',
  'audio',
  'usercertificate',
  'cacertificate',
  'usersmimecertificate',
  'userpkcs12',
  'objectguid',
  'objectsid',
]);

export function isBinaryType(type: string): boolean {
  return binaryTypes.has(attributeTypeKey(type)) || type.toLowerCase().endsWith(';binary');
}

/** One value as a text, several as a list; as base64 when one of them is no text. Undefined without a value. */
export function attributeValue(attribute: ReceivedAttribute, binary: boolean): AttributeValue | undefined {
  const { values } = attribute;
  const [first] = values;
  if (first === undefined) return undefined;
  if (values.length === 1 && typeof first === 'string' && !binary) return first;
  const texts = textsOf(attribute, binary);
  return texts.length === 1 ? texts[0] : texts;
}

/** All values as texts. */
export function textsOf({ values, parsedBuffers }: ReceivedAttribute, binary = false): readonly string[] {
  if (!binary && values.every((value) => typeof value === 'string')) return values;
  return parsedBuffers.map((bytes) => bytes.toString('base64'));
}
