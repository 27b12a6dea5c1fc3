import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { MappingRules } from '../../src/core/mapping/rules.ts';
import { loadMappingEngines } from '../../src/expressions/index.ts';

const plain: MappingRules = { username: { from: 'uid', steps: ['lower'] }, attributes: {} };

describe('engines are loaded only for rules that use them', () => {
  const libraries = ['re2js', 'cel-js'];

  test.each<[string, MappingRules, string[]]>([
    ['none', plain, []],
    ['a pattern', { ...plain, email: { from: 'm', steps: [{ replace: { search: 'a', with: 'b' } }] } }, ['re2js']],
    ['an expression', { ...plain, attributes: { x: { cel: 'user.m' } } }, libraries],
  ])('%s', (_name, rules, expected) => {
    const module = new URL('../../src/expressions/index.ts', import.meta.url).href;
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ resolve(name, context, next) { loaded.push(name); return next(name, context); } });
      const { loadMappingEngines } = await import(${JSON.stringify(module)});
      await loadMappingEngines(${JSON.stringify(rules)});
      console.log(JSON.stringify(${JSON.stringify(libraries)}.filter((one) => loaded.some((name) => name.endsWith(one)))));
    `;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual(expected);
  });
});

test('asking for an engine that no rule uses is our own fault', async () => {
  const engines = await loadMappingEngines(plain);
  expect(() => engines.patterns.compile('a')).toThrow('not loaded');
  expect(() => engines.expressions.compile('user.a')).toThrow('not loaded');
});
