import { describe, expect, test } from 'vitest';
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
import { deeplyNested, entityBomb, externalEntity, json, xml } from './bodies.ts';

const ada = {
  name: 'ada',
  firstName: 'Ada',
  lastName: 'Byron & Söhne',
  displayName: ' Ada Byron ',
  email: 'ada@example.org',
  active: true,
  password: 'pa<ss> wörd ',
  attributes: { team: ['blue', 'x y'], none: [] },
};

describe('a user in a body', () => {
  test('as XML, with a declaration, a namespace, comments and CDATA', () => {
    const body = xml(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <c:user xmlns:c="urn:x" xmlns="urn:y" c:name="other" name="ada" expand="attributes"><!-- a -->
        <link rel="self" href="x"/><first-name>A<!-- b -->da</first-name>
        <last-name>Byron &amp; S&#xF6;hne</last-name><display-name> Ada Byron </display-name>
        <email>ada@example.org</email><password><link/><value><![CDATA[pa<ss> wörd ]]></value></password>
        <active> true </active>
        <attributes><link/><attribute name="team"><values><value>blue</value><value>x y</value></values></attribute>
        <attribute name="none"><values/></attribute></attributes>
      </c:user>`);
    expect(readUser(body)).toEqual(ada);
  });

  test.each(['attributes', 'attribute'])('as JSON, with the inner list called %s', (inner) => {
    const body = json({
      name: 'ada',
      'first-name': 'Ada',
      'last-name': 'Byron & Söhne',
      'display-name': ' Ada Byron ',
      email: 'ada@example.org',
      password: { value: 'pa<ss> wörd ' },
      active: true,
      attributes: {
        link: { rel: 'self', href: 'x' },
        [inner]: [
          { name: 'team', values: ['blue', 'x y'] },
          { name: 'none', values: [] },
        ],
      },
    });
    expect(readUser(body)).toEqual(ada);
  });

  test('says nothing of what is left out or null', () => {
    const nothing = { firstName: undefined, email: undefined, active: undefined, password: undefined };
    expect(readUser(xml('<user name="ada"/>'))).toMatchObject({ ...nothing, name: 'ada', attributes: undefined });
    expect(readUser(json({ name: 'ada', email: null, attributes: null }))).toMatchObject(nothing);
    expect(readUser(xml('<user name="ada"><email/><attributes/></user>'))).toMatchObject({ email: '', attributes: {} });
  });

  test('with names that every object knows', () => {
    const attributes = { attributes: [{ name: '__proto__', values: ['x'] }] };
    expect(Object.entries(readUser(json({ name: 'constructor', attributes })).attributes ?? {})).toEqual([
      ['__proto__', ['x']],
    ]);
    expect(readUser(xml('<user __proto__="x" name="__proto__"/>')).name).toBe('__proto__');
  });

  test.each<[string, BodyElement, string]>([
    [
      'an encrypted password',
      xml('<user name="a"><encrypted-password><value>x</value></encrypted-password></user>'),
      'encrypted',
    ],
    ['an encrypted password in JSON', json({ name: 'a', 'encrypted-password': { value: 'x' } }), 'encrypted'],
    ['no name', xml('<user><email>x</email></user>'), 'has no name'],
    ['a blank name', json({ name: ' ' }), 'has no name'],
    ['a group', xml('<group name="a"/>'), 'The body is <group> where <user> belongs.'],
    ['a name that is an object', json({ name: { first: 'a' } }), 'The value of name is no text.'],
    ['a flag that is none', json({ name: 'a', active: 'perhaps' }), 'The value of active is neither true nor false.'],
    ['an attribute without a name', xml('<user name="a"><attributes><attribute/></attributes></user>'), 'has no name'],
  ])('is refused with %s', (_case, body, sentence) => {
    expect(() => readUser(body)).toThrow(
      expect.objectContaining({ kind: 'invalid', message: expect.stringContaining(sentence) }),
    );
  });
});

test('a group', () => {
  const devs = { name: 'devs', description: 'D', active: false, attributes: undefined };
  const text = '<group name="devs"><description>D</description><type>GROUP</type><active>false</active></group>';
  expect(readGroup(xml(text))).toEqual(devs);
  expect(readGroup(json({ name: 'devs', description: 'D', type: 'GROUP', active: false }))).toEqual(devs);
  expect(() => readGroup(json({ name: 'devs', type: 'LEGACY_ROLE' }))).toThrow('can only be GROUP');
});

test('a reference, a new name and a password, in each way to write them', () => {
  expect(readReference(xml('<user name="a b"/>'), 'user')).toBe('a b');
  expect(readReference(json({ name: 'a b' }), 'group')).toBe('a b');
  expect(() => readReference(xml('<user name="a"/>'), 'group')).toThrow('<group> belongs');
  for (const text of [
    '<new-name>x</new-name>',
    '<new-name><new-name>x</new-name></new-name>',
    '<new-name-entity><new-name> x </new-name></new-name-entity>',
    '<rename new-name="x"/>',
    '<user name="x"/>',
  ]) {
    expect(readNewName(xml(text))).toBe('x');
  }
  expect(readNewName(json({ 'new-name': 'x' }))).toBe('x');
  expect(() => readNewName(xml('<new-name/>'))).toThrow('The new-name has no new-name.');
  expect(readPassword(xml('<password><value> s </value></password>'))).toBe(' s ');
  expect(readPassword(json({ value: ' s ' }))).toBe(' s ');
  expect(readPassword(xml('<password/>'))).toBeUndefined();
  expect(readPassword(json({ value: null }))).toBeUndefined();
});

test('attributes to store', () => {
  const attributes = { a: ['1'], b: ['2', ''] };
  const list = [
    { name: 'a', values: [1] },
    { name: 'b', values: ['2', ''] },
  ];
  const text =
    '<attributes><attribute name="a"><values><value>1</value></values></attribute>' +
    '<attribute><name>b</name><values><value>2</value><value/></values></attribute></attributes>';
  expect(readAttributes(xml(text))).toEqual(attributes);
  expect(readAttributes(json({ attributes: list }))).toEqual(attributes);
  expect(readAttributes(json({ attribute: list }))).toEqual(attributes);
  expect(readAttributes(json({ attributes: [] }))).toEqual({});
});

test('who logs in, and from where', () => {
  const context = {
    username: 'ada',
    password: 'p',
    validationFactors: [
      { name: 'remote_address', value: '10.0.0.1' },
      { name: 'X-Forwarded-For', value: '' },
    ],
  };
  const factors =
    '<validation-factors><validation-factor><name>remote_address</name><value>10.0.0.1</value></validation-factor>' +
    '<validation-factor><name>X-Forwarded-For</name><value/></validation-factor></validation-factors>';
  const inXml = `<authentication-context><username>ada</username><password>p</password>${factors}</authentication-context>`;
  const inJson = { validationFactors: context.validationFactors };
  expect(readAuthenticationContext(xml(inXml))).toEqual(context);
  expect(readAuthenticationContext(json({ username: 'ada', password: 'p', 'validation-factors': inJson }))).toEqual(
    context,
  );
  expect(readAuthenticationContext(json({ username: 'ada' }))).toMatchObject({ validationFactors: [] });
  expect(readValidationFactors(xml(factors))).toEqual(context.validationFactors);
  expect(readValidationFactors(json(inJson))).toEqual(context.validationFactors);
  expect(() => readAuthenticationContext(json({ password: 'p' }))).toThrow('The body has no username.');
});

describe('a body is refused', () => {
  const invalid = (message: string) =>
    expect.objectContaining({ kind: 'invalid', message: expect.stringContaining(message) });
  const read = (text: string | Uint8Array, type?: string) => () =>
    readBody(typeof text === 'string' ? Buffer.from(text) : text, type);

  test.each<[string, string, string]>([
    ['a document type', '<!DOCTYPE user><user name="a"/>', 'document type'],
    ['entities of its own', entityBomb, 'document type'],
    ['an external entity', externalEntity, 'document type'],
    ['an unknown entity', '<user name="&lol;"/>', 'no well-formed XML: line 1, column 18'],
    ['elements that are too deep', deeplyNested(33), '32 levels'],
    ['a hundred thousand elements', `<a>${'<b/>'.repeat(100_000)}</a>`, '10000 elements'],
    ['elements without end', '<a>'.repeat(100_000), '32 levels'],
    ['too many attributes', `<a ${Array.from({ length: 65 }, (_, at) => `a${at}="x"`).join(' ')}/>`, '64 attributes'],
    ['a long text', `<a>${'x'.repeat(1024 * 1024)}</a>`, '1048576 characters'],
    ['a long attribute', `<a b="${'x'.repeat(1024 * 1024)}"/>`, '1048576 characters'],
    ['a long name', `<${'x'.repeat(1024 * 1024)}y/>`, '1048576 characters'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'ISO-8859-1'],
    ['two roots', '<a/><b/>', 'no well-formed XML'],
    ['a forbidden character', '<a>\u0001</a>', 'no well-formed XML'],
    ['a reference to one', '<a>&#1;</a>', 'no well-formed XML'],
    ['one that only XML 1.1 has', '<?xml version="1.1"?><a>&#1;</a>', 'no well-formed XML'],
    ['no element', '<!-- -->', 'no well-formed XML'],
    ['nothing', ' \n', 'empty'],
    ['a list', '[]', 'no JSON object'],
    ['broken JSON', '{"a":', 'no well-formed JSON'],
    ['JSON that is too deep', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, '32 levels'],
    ['endless lists', `{"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 'something other'],
    ['a mixed list', '{"a":["x",{}]}', 'something other'],
    ['half a million values', `{"a":[${'0,'.repeat(500_000)}0]}`, '10000 elements'],
    ['half a character', '{"name":"\\ud800"}', 'XML does not allow'],
    ['a NUL', '{"name":"\\u0000"}', 'XML does not allow'],
  ])('with %s', (_case, text, sentence) => {
    expect(read(text)).toThrow(invalid(sentence));
  });

  test('that is not in UTF-8, or too large', () => {
    expect(read(Buffer.from('<user name="\xfc"/>', 'latin1'), 'application/xml')).toThrow(invalid('not in UTF-8'));
    expect(read(Buffer.from('{"name":"\xfc"}', 'latin1'), 'application/json')).toThrow(invalid('not in UTF-8'));
    expect(read(Buffer.alloc(2 * 1024 * 1024 + 1, 32))).toThrow(invalid('larger than 2 MiB'));
  });

  test('without a word of the password in it', () => {
    for (const text of [
      '<password><value>S3cr&et</value></password>',
      '{"value":"S3cret',
      '{"value":S3cret}',
      '{"value":["S3cret",{}]}',
    ]) {
      const error = thrownBy(read(text));
      expect(error).toMatchObject({ kind: 'invalid', sentence: expect.not.stringContaining('S3cr') });
      expect(error).not.toHaveProperty('cause');
    }
  });
});

test('a body is read in UTF-16 with a byte order mark, and by its first character where the type says nothing', () => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><user name="ü𝒳"/>';
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  expect(readUser(readBody(little, 'application/xml')).name).toBe('ü𝒳');
  expect(readUser(readBody(Buffer.from(little).swap16(), 'application/xml')).name).toBe('ü𝒳');
  expect(readUser(readBody(Buffer.from('\ufeff{"name":"ü"}'), 'application/json')).name).toBe('ü');
  expect(readUser(readBody(Buffer.from(' <user name="ü"/>'), undefined)).name).toBe('ü');
  expect(readUser(readBody(Buffer.from(' {"name":"ü"}'), 'text/plain')).name).toBe('ü');
});

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}
