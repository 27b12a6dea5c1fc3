import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/app/access/random.ts';
import { addressAllowed, applicationPassword, productOf } from '../../src/app/applications/index.ts';

describe('the password of an application', () => {
  test('is of 256 bits, another one each time, and only its SHA-256 is stored', () => {
    const made = Array.from({ length: 50 }, applicationPassword);
    for (const { password, hash } of made) {
      expect(password).toMatch(/^[\w-]{43}$/);
      expect(hash).toBe(hashOf(password));
    }
    expect(new Set(made.map(({ password }) => password)).size).toBe(50);
  });

  test('is hashed as everybody else hashes (FIPS 180-2, B.1)', () => {
    const hexadecimal = Buffer.from(hashOf('abc'), 'base64url').toString('hex');
    expect(hexadecimal).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('addresses', () => {
  test.each<[readonly string[], string, boolean]>([
    [[], '192.0.2.1', true],
    [['10.0.0.7'], '10.0.0.7', true],
    [['10.0.0.7'], '10.0.0.70', false],
    [['10.0.0.0/24'], '10.0.0.255', true],
    [['10.0.0.0/24'], '10.0.1.0', false],
    [['10.0.0.9/24'], '10.0.0.1', true],
    [['10.0.0.0/24', '192.0.2.1'], '192.0.2.1', true],
    [['10.0.0.0/24'], '::ffff:10.0.0.7', true],
    [['10.0.0.0/24'], '::ffff:a00:7', true],
    [['10.0.0.0/24'], '::ffff:10.0.1.7', false],
    [['::ffff:10.0.0.7'], '10.0.0.7', true],
    [['0.0.0.0/0'], '203.0.113.9', true],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['2001:db8::/32'], '2001:db8:7::1', true],
    [['2001:db8::/32'], '2001:db9::1', false],
    [['2001:DB8:0::1'], '2001:db8::1', true],
    [['fe80::/10'], 'fe80::1%eth0', true],
    [['10.0.0.0/8'], 'nonsense', false],
  ])('%j lets %s in: %s', (addresses, ip, allowed) => {
    expect(addressAllowed(addresses, ip)).toBe(allowed);
  });
});

describe('the product', () => {
  test.each<[string | null, ReturnType<typeof productOf>]>([
    ['Jira/9.12.1', { product: 'Jira', version: '9.12.1' }],
    ['JIRA-10.3.0', { product: 'Jira', version: '10.3.0' }],
    ['Jira Software Data Center 9.12.1', { product: 'Jira', version: '9.12.1' }],
    ['Atlassian Confluence 8.5.4', { product: 'Confluence', version: '8.5.4' }],
    ['Atlassian-Bitbucket/8.19.0-rc1', { product: 'Bitbucket', version: '8.19.0-rc1' }],
    ['Apache-HttpClient/4.5.13 (Bamboo v9.6.2; Java/11.0.2)', { product: 'Bamboo', version: '9.6.2' }],
    ['Confluence', { product: 'Confluence', version: null }],
    ['Apache-HttpClient/4.5.13 (Java/11.0.2)', { product: 'Apache-HttpClient', version: '4.5.13' }],
    ['jira-backup-script/2.1', { product: 'jira-backup-script', version: '2.1' }],
    ['node', { product: 'node', version: null }],
    ['(unnamed)', { product: '(unnamed)', version: null }],
    ['x'.repeat(5000), { product: 'x'.repeat(60), version: null }],
    ['  ', null],
    [null, null],
  ])('%s', (agent, product) => {
    expect(productOf(agent)).toEqual(product);
  });
});
