import { expect, test } from 'vitest';
import { decisionTable, isConflict, type Situation, type SituationAction } from '../../src/core/matching/situation.ts';
import { codesIn, readPage, rowsOf } from './pages.ts';

const glossary = await readPage('docs/glossary.md');
const rows = rowsOf(glossary, 'situation', 'what is so', 'what a run does');
const situations = Object.keys(decisionTable) as Situation[];

/** How the page begins to say what a run does. */
const words: { readonly [action in SituationAction]: RegExp } = {
  update: /^updates/,
  link: /^links/,
  create: /^creates/,
  'clean-up': /^cleans up/,
  ask: /^asks$/,
  'update-and-ask': /^updates all but the name, and asks$/,
};

test('the situations are those of the decision table, in its order', () => {
  expect(rows.map(([name]) => codesIn(name)[0])).toEqual(situations);
});

test.each(situations)('%s does what the decision table says', (situation) => {
  const [name = '', meaning, does] = rows[situations.indexOf(situation)] ?? [];
  expect(name.endsWith('*'), 'a star says that it is a conflict').toBe(isConflict(situation));
  expect(meaning).not.toBe('');
  expect(does).toMatch(words[decisionTable[situation].action]);
});

test('no word is explained twice', () => {
  const explained = [...glossary.text.matchAll(/^(?:- \*\*|\| (?=[a-z]))([^*|]+?)(?:\*\*:| \|)/gm)].map(
    ([, word]) => word,
  );
  expect(explained.length).toBeGreaterThan(40);
  expect(explained.filter((word, index) => word !== 'word' && explained.indexOf(word) !== index)).toEqual([]);
});
