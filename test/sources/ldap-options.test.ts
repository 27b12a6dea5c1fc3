import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OptionValues } from '../../src/core/options.ts';
import { isWithin, normaliseDn } from '../../src/protocols/ldap/dn.ts';
import { ldapSource } from '../../src/sources/ldap/index.ts';

const good: OptionValues = { url: 'ldaps://ldap.example.com', userBase: 'ou=people,dc=example,dc=com' };

describe('options', () => {
  const wrong = (options: OptionValues) =>
    (ldapSource.check?.({ ...good, ...options }) ?? []).map(({ option }) => option).sort();

  test.each<[string, OptionValues]>([
    ['the least', {}],
    ['StartTLS', { url: 'ldap://ldap.example.com:1389', startTls: true }],
    ['plain text to this machine', { url: 'ldap://localhost:389' }],
    ['plain text to this machine by address', { url: 'ldap://[::1]' }],
    ['plain text, knowingly', { url: 'ldap://ldap.example.com', allowPlaintext: true }],
    ['an account', { bindDn: 'cn=Directory Manager', bindPassword: ' blank ' }],
    ['an own authority', { caFile: 'ca.pem' }],
    ['a long filter', { userFilter: '(&(objectClass=person)(!(|(uid=a*)(cn~=b)(x>=1)(memberOf:dn:=cn=g))))' }],
  ])('right: %s', (_, options) => expect(wrong(options)).toEqual([]));

  test.each<[string, OptionValues, string[]]>([
    ['plain text', { url: 'ldap://ldap.example.com' }, ['url']],
    ['plain text to a name that only looks local', { url: 'ldap://localhost.example.com' }, ['url']],
    ['plain text to an address that only looks local', { url: 'ldap://127.0.0.1.example.com' }, ['url']],
    ['StartTLS on ldaps', { startTls: true }, ['startTls']],
    ['another scheme', { url: 'https://ldap.example.com' }, ['url']],
    ['a base in the URL', { url: 'ldaps://ldap.example.com/dc=example' }, ['url']],
    ['a password in the URL', { url: 'ldaps://me:secret@ldap.example.com' }, ['url']],
    ['an account without a password', { bindDn: 'cn=a' }, ['bindPassword']],
    ['an account with an empty password', { bindDn: 'cn=a', bindPassword: '' }, ['bindPassword']],
    ['a password without an account', { bindPassword: 'x' }, ['bindDn']],
    ['an account that is no DN', { bindDn: 'admin', bindPassword: 'x' }, ['bindDn']],
    ['bases that are no DNs', { userBase: 'people', groupBase: 'ou=a,,dc=b' }, ['groupBase', 'userBase']],
    ['filters that are none', { userFilter: '(uid=*', groupFilter: '(&)' }, ['groupFilter', 'userFilter']],
    ['two filters', { userFilter: '(uid=a)(uid=b)' }, ['userFilter']],
    ['attributes that are none', { idAttribute: 'a b', groupNameAttribute: '' }, ['groupNameAttribute', 'idAttribute']],
    ['an authority without encryption', { url: 'ldap://localhost', caFile: 'ca.pem' }, ['caFile']],
  ])('wrong: %s', (_, options, problems) => expect(wrong(options)).toEqual(problems));

  test('no message repeats a secret', () => {
    const problems = ldapSource.check?.({ ...good, url: 'ldaps://me:hunter2@x', bindPassword: 'hunter2' });
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});

describe('the form in which DNs are compared', () => {
  test.each([
    ['uid=ann,ou=people,dc=x', 'UID=Ann,OU=People,DC=x'],
    ['uid=ann,ou=people,dc=x', 'uid = ann , ou=people; dc=x'],
    ['cn=doe\\, jane,dc=x', 'cn=Doe\\2C Jane,dc=x'],
    ['cn=doe\\, jane,dc=x', 'cn="Doe, Jane",dc=x'],
    ['cn=a+uid=b,dc=x', 'uid=b+cn=a,dc=x'],
    ['cn=änne,dc=x', 'cn=\\C3\\84nne,dc=x'],
    ['cn=änne,dc=x', 'cn=A\u0308NNE,dc=x'],
    ['cn=a b,dc=x', 'cn=\\20a   b\\ ,dc=x'],
    ['cn=a b,dc=x', 'commonName=a b,domainComponent=x'],
    ['cn=a b,dc=x', '2.5.4.3=a b,0.9.2342.19200300.100.1.25=x'],
    ['cn=\\#a,dc=x', 'cn=\\23a,dc=x'],
    ['cn=a=b,dc=x', 'cn=a\\=b,dc=x'],
    ['cn=a\\\\b,dc=x', 'cn=a\\5Cb,dc=x'],
  ])('%s is %s', (one, other) => {
    expect(normaliseDn(other)).toBe(one);
    expect(normaliseDn(one)).toBe(one);
  });

  test('different entries stay different', () => {
    expect(normaliseDn('cn=a\\,b,dc=x')).not.toBe(normaliseDn('cn=a,b=,dc=x'));
    expect(normaliseDn('cn=a\\+b=c,dc=x')).not.toBe(normaliseDn('cn=a+b=c,dc=x'));
  });

  test('a text that is no DN stays as it is, in lower case', () => {
    for (const text of ['', 'Nobody', 'cn=a,', ',', 'cn=a\\', 'cn="a']) {
      expect(normaliseDn(text)).toBe(text.toLowerCase());
    }
  });

  const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  const byteByByte = (text: string) =>
    [...Buffer.from(text)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
  const bySpecial = (text: string) => text.replace(/[\\,+;"<>=#]|^ | $/g, '\\$&');

  test('every way of escaping gives one form, which is its own form', () => {
    fc.assert(
      fc.property(value, (text) => {
        const plain = normaliseDn(`cn=${bySpecial(text)},dc=x`);
        expect(normaliseDn(`CN=${byteByByte(text)} , DC=X`)).toBe(plain);
        expect(normaliseDn(plain)).toBe(plain);
      }),
    );
  });

  test('what lies below a base', () => {
    expect(isWithin('ou=a,dc=x', 'dc=x')).toBe(true);
    expect(isWithin('dc=x', 'dc=x')).toBe(true);
    expect(isWithin('dc=x', '')).toBe(true);
    expect(isWithin('ou=a,bdc=x', 'dc=x')).toBe(false);
  });
});
