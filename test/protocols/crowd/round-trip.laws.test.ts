import { DOMParser, type Element } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BodyElement, childOf, childrenOf, textOf } from '../../../src/protocols/crowd/body/element.ts';
import { readUser } from '../../../src/protocols/crowd/body/entities.ts';
import { readBody } from '../../../src/protocols/crowd/body/read-body.ts';
import type { CrowdMembership, CrowdUser } from '../../../src/protocols/crowd/entities.ts';
import { jsonWriter } from '../../../src/protocols/crowd/write/json-writer.ts';
import type { ListWriter } from '../../../src/protocols/crowd/write/writer.ts';
import { xmlWriter } from '../../../src/protocols/crowd/write/xml-writer.ts';
import { base } from './samples.ts';

const inXml = xmlWriter(base);
const inJson = jsonWriter(base);

/** XML 1.0, section 2.2, number 2. */
function allowed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return [0x9, 0xa, 0xd].includes(code);
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}

const kept = (text: string): string => [...text].filter(allowed).join('');

const hard = [
  '\r\n',
  '\r',
  '\n',
  '\t',
  ' ',
  '+',
  '%',
  '%20',
  '/',
  '&',
  '&amp;',
  '&#1;',
  '<',
  ']]>',
  '"',
  "'",
  '~',
  ';',
];
const odd = [
  'ü',
  'u\u0308',
  'ß',
  '日本',
  '𝒳',
  '\u0000',
  '\u0085',
  '\u2028',
  '\u2029',
  '\ud800',
  '\udc00',
  '\ufeff',
  '\ufffe',
  '\uffff',
];
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const text = fc
  .array(fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(...hard), fc.constantFrom(...odd), unit), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

const name = text.filter((value) => kept(value).trim() !== '');
const time = fc.option(fc.integer({ min: 0, max: Date.UTC(9999, 0) }));

const attributes = fc
  .uniqueArray(fc.tuple(name, fc.array(text, { maxLength: 3 })), { selector: ([key]) => kept(key), maxLength: 4 })
  .map((entries) => {
    const object: { [key: string]: readonly string[] } = Object.create(null);
    for (const [key, values] of entries) object[key] = values;
    return object;
  });

const user: fc.Arbitrary<CrowdUser> = fc.record({
  name,
  key: text,
  firstName: text,
  lastName: text,
  displayName: text,
  email: text,
  active: fc.boolean(),
  createdDate: time,
  updatedDate: time,
  attributes,
});

type Attribute = readonly [name: string, values: readonly string[]];

/** Their order means nothing: objects have one of their own for names such as `0`. */
const byName = (list: readonly Attribute[]): readonly Attribute[] =>
  list.toSorted(([one], [other]) => (one < other ? -1 : 1));

const keptAttributes = (all: CrowdUser['attributes']): readonly Attribute[] =>
  byName(Object.entries(all).map(([key, values]) => [kept(key), values.map(kept)]));

describe('what is written is read back', () => {
  test.each([inXml, inJson])('by this program, as $contentType', (writer) => {
    fc.assert(
      fc.property(user, (written) => {
        const body = readBody(Buffer.from(writer.user(written, 'attributes')), writer.contentType);
        const read = readUser(body);
        expect(textOf(body, 'name')).toBe(kept(written.name));
        expect(textOf(body, 'key')).toBe(kept(written.key));
        expect(read).toMatchObject({
          firstName: kept(written.firstName),
          lastName: kept(written.lastName),
          displayName: kept(written.displayName),
          email: kept(written.email),
          active: written.active,
          password: undefined,
        });
        expect(byName(Object.entries(read.attributes ?? {}))).toEqual(keptAttributes(written.attributes));
        expectTimes(body, written);
        expectAddress(body, written.name);
      }),
      { numRuns: 400 },
    );
  });

  test('by another reader of XML', () => {
    fc.assert(
      fc.property(user, (written) => {
        const element = domRoot(inXml.user(written, 'attributes'));
        const of = (tag: string) => element.getElementsByTagName(tag).item(0)?.textContent;
        expect(element.getAttribute('name')).toBe(kept(written.name));
        expect([of('key'), of('first-name'), of('last-name'), of('display-name'), of('email')]).toEqual(
          [written.key, written.firstName, written.lastName, written.displayName, written.email].map(kept),
        );
        const read = [...element.getElementsByTagName('attribute')].map(
          (attribute): Attribute => [
            attribute.getAttribute('name') ?? '',
            [...attribute.getElementsByTagName('value')].map((value) => value.textContent ?? ''),
          ],
        );
        expect(byName(read)).toEqual(keptAttributes(written.attributes));
        const href = element.getElementsByTagName('link').item(0)?.getAttribute('href') ?? '';
        expect(new URL(href).searchParams.get('username')).toBe(kept(written.name));
      }),
      { numRuns: 400 },
    );
  });

  describe('memberships, in however many parts', () => {
    const names = fc.array(name, { maxLength: 4 });
    const group = fc.record({ group: name, parts: fc.array(names, { minLength: 1, maxLength: 4 }), groups: names });
    const memberships = fc.array(group, { maxLength: 4 });
    type Groups = readonly { group: string; parts: readonly (readonly string[])[]; groups: readonly string[] }[];

    const written = (list: ListWriter<CrowdMembership>, groups: Groups): string => {
      const parts = groups.flatMap(({ group: named, parts: all, groups: children }) =>
        all.map((users, at): CrowdMembership => {
          const ends = at === all.length - 1;
          return { group: named, users, groups: ends ? children : [], begins: at === 0, ends };
        }),
      );
      return list.start + list.items(parts) + list.end;
    };
    const wanted = (groups: Groups) =>
      groups.map(({ group: named, parts, groups: children }) => {
        return { group: kept(named), users: parts.flat().map(kept), groups: children.map(kept) };
      });

    test('by another reader of XML', () => {
      fc.assert(
        fc.property(memberships, (groups) => {
          const element = domRoot(written(inXml.memberships(), groups));
          const read = [...element.getElementsByTagName('membership')].map((membership) => ({
            group: membership.getAttribute('group') ?? '',
            users: [...membership.getElementsByTagName('user')].map((one) => one.getAttribute('name') ?? ''),
            groups: [...membership.getElementsByTagName('group')].map((one) => one.getAttribute('name') ?? ''),
          }));
          expect(read).toEqual(wanted(groups));
        }),
        { numRuns: 300 },
      );
    });

    test('by JSON', () => {
      type Named = readonly { readonly name: string }[];
      type Read = { readonly memberships: readonly { group: string; users: Named; groups: Named }[] };
      fc.assert(
        fc.property(memberships, (groups) => {
          const read = JSON.parse(written(inJson.memberships(), groups)) as Read;
          const names = (all: Named) => all.map((one) => one.name);
          const found = read.memberships.map(({ group: named, users, groups: children }) => {
            return { group: named, users: names(users), groups: names(children) };
          });
          expect(found).toEqual(wanted(groups));
        }),
        { numRuns: 300 },
      );
    });
  });

  test('as people of a list, whatever the pages were', () => {
    fc.assert(
      fc.property(fc.array(fc.array(user, { maxLength: 3 }), { maxLength: 4 }), (pages) => {
        for (const writer of [inXml, inJson]) {
          const list = writer.users('entity');
          const pieces = [list.start, ...pages.flatMap((page) => [...list.pieces(page)]), list.end];
          const body = readBody(Buffer.from(pieces.join('')), writer.contentType);
          const read = childrenOf(body, 'user', 'users').map((one) => textOf(one, 'name'));
          expect(read).toEqual(pages.flat().map((one) => kept(one.name)));
        }
      }),
      { numRuns: 100 },
    );
  });
});

function domRoot(text: string): Element {
  const onError = (level: string, message: string) => {
    // U+FFFD is a character like any other here.
    if (level !== 'warning') throw new Error(`${level}: ${message}`);
  };
  const root = new DOMParser({ onError }).parseFromString(text, 'application/xml').documentElement;
  if (root === null) throw new Error('no element');
  return root;
}

/** Epoch milliseconds in JSON, and a date-time in XML. */
function expectTimes(body: BodyElement, written: CrowdUser): void {
  for (const [member, at] of [
    ['created-date', written.createdDate],
    ['updated-date', written.updatedDate],
  ] as const) {
    const read = textOf(body, member);
    const expected = body.name === 'user' && at !== null ? new Date(at).toISOString() : at?.toString();
    expect(read).toBe(expected);
  }
}

function expectAddress(body: BodyElement, username: string): void {
  const link = childOf(body, 'link');
  const href = new URL(link === undefined ? '' : (textOf(link, 'href') ?? ''));
  expect(href.pathname).toBe('/crowd/rest/usermanagement/1/user');
  expect([...href.searchParams]).toEqual([['username', kept(username)]]);
  expect(href.search).toMatch(/^\?username=[\w.*+%-]*$/);
}
