import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFailure } from '../../../src/core/errors.ts';
import { readAuthenticationContext, readValidationFactors } from '../../../src/protocols/crowd/body/authentication.ts';
import type { BodyElement } from '../../../src/protocols/crowd/body/element.ts';
import {
  readAttributes,
  readGroup,
  readNewName,
  readPassword,
  readReference,
  readUser,
} from '../../../src/protocols/crowd/body/entities.ts';
import { readBody } from '../../../src/protocols/crowd/body/read-body.ts';
import { readRestriction } from '../../../src/protocols/crowd/body/restriction.ts';
import { jsonWriter } from '../../../src/protocols/crowd/write/json-writer.ts';
import { xmlWriter } from '../../../src/protocols/crowd/write/xml-writer.ts';
import { deeplyNested, entityBomb, externalEntity } from './bodies.ts';
import { ada, base, devs } from './samples.ts';

const readers: readonly ((body: BodyElement) => unknown)[] = [
  readUser,
  readGroup,
  (body) => readReference(body, 'user'),
  readNewName,
  readPassword,
  readAttributes,
  readRestriction,
  readAuthenticationContext,
  readValidationFactors,
];

const restriction =
  '<boolean-search-restriction boolean-logic="and"><restrictions><property-search-restriction><property>' +
  '<name>email</name><type>STRING</type></property><match-mode>CONTAINS</match-mode><value>@example.org</value>' +
  '</property-search-restriction><null-search-restriction/></restrictions></boolean-search-restriction>';

const jsonRestriction = JSON.stringify({
  'restriction-type': 'boolean-search-restriction',
  'boolean-logic': 'or',
  restrictions: [
    {
      'restriction-type': 'property-search-restriction',
      property: { name: 'updatedDate', type: 'DATE' },
      'match-mode': 'LESS_THAN',
      value: '2026-02-01T08:30:00.000+0000',
    },
  ],
});

const context =
  '<authentication-context><username>ada</username><password>p</password><validation-factors><validation-factor>' +
  '<name>remote_address</name><value>::1</value></validation-factor></validation-factors></authentication-context>';

const good = [
  xmlWriter(base).user(ada, 'attributes'),
  jsonWriter(base).user(ada, 'attributes'),
  xmlWriter(base).group(devs, 'attributes'),
  restriction,
  jsonRestriction,
  context,
  '<password><value>secret</value></password>',
];

const bad = [
  entityBomb,
  externalEntity,
  deeplyNested(5000),
  '{"a":'.repeat(5000),
  '['.repeat(5000),
  `<${'x'.repeat(50_000)} name="a"/>`,
  `<user ${'a="b" '.repeat(1000)}/>`,
  `{"${'x'.repeat(50_000)}":"${'y'.repeat(50_000)}"}`,
  '<?xml version="1.0" encoding="UTF-7"?><user name="a"/>',
  '<![CDATA[',
  '<!--',
  '<?',
  '&#xffffffff;',
];

const pieces = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '&',
  '&lt;',
  '&#0;',
  '&#x10ffff;',
  '<!DOCTYPE a>',
  ']]>',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
];
const more = [
  'null',
  '\\u0000',
  '\\ud800',
  '"__proto__":',
  'xmlns:a="b"',
  '-search-restriction',
  '\u0000',
  '\ufeff',
  '\uffff',
];

/** What happens to a body: at a place, so many bytes are left out, and others are put in. */
const mutation = fc.record({
  at: fc.nat(2000),
  remove: fc.oneof(fc.constant(0), fc.nat(40)),
  insert: fc.oneof(
    fc.constantFrom(...pieces, ...more, ...bad).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  ),
});

const mutated = fc
  .tuple(fc.constantFrom(...good, ...bad), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([text, mutations]) =>
    mutations.reduce<Buffer>((bytes, { at, remove, insert }) => {
      const start = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)]);
    }, Buffer.from(text)),
  );

const body = fc.oneof(
  { weight: 6, arbitrary: mutated },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.json().map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.constantFrom(...good).map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')) },
);

const type = fc.constantFrom('application/xml', 'application/json; charset=utf-8', 'text/plain', undefined);

test('10,000 broken and hostile bodies give a value or a sentence, and never anything else', () => {
  let values = 0;
  fc.assert(
    fc.property(body, type, (bytes, contentType) => {
      const read = orSentence(() => readBody(bytes, contentType));
      if (read === undefined) return;
      for (const reader of readers) {
        if (orSentence(() => ({ value: reader(read) })) !== undefined) values += 1;
      }
    }),
    { numRuns: 10_000 },
  );
  // Otherwise the mutations were all too rough to get anywhere.
  expect(values).toBeGreaterThan(1000);
});

function orSentence<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!isFailure(error, 'invalid')) throw error;
    expect(error.sentence.length).toBeLessThan(400);
    return undefined;
  }
}
