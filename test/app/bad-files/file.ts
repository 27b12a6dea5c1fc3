import type { BadFile } from './table.ts';
import { fileWith } from './types.ts';

/** The file itself is wrong. */
export const fileProblems: readonly BadFile[] = [
  ['an empty file', '', '1:1: the file is empty; a list "connectors:" is needed.'],
  ['only comments', '# nothing yet\n', '1:1: the file is empty; a list "connectors:" is needed.'],
  ['a list at the top', '- id: acme\n', '1:1: is a list; a map of fields is needed'],
  [
    'another top field',
    'connector: []\n',
    '1:1: connector: there is no field "connector". Known fields are connectors; did you mean "connectors"?',
    '1:1: connectors: is missing. List the connectors: "connectors:", then "  - id: …".',
  ],
  ['no list', 'connectors:\n', '1:1: connectors: a list of connectors is needed: "  - id: …" for each.'],
  [
    'a connector that is a text',
    'connectors: [acme]\n',
    '1:14: connectors[0]: is a text ("acme"); a map of fields is needed',
  ],
  ['too large', `# ${'x'.repeat(1024 * 1024)}`, '1:1: the file is larger than 1 MiB.'],

  [
    'wrong syntax',
    'connectors:\n  - id: acme\n   source: {}\n',
    '3:1: something is missing: a closing quote or bracket, a comma, the ":" after a key, the "-" of an item, or a blank before it.',
  ],
  [
    'a bracket not closed',
    'connectors: [\n',
    '2:1: the indentation is wrong here, or a bracket was not closed; each level is indented by the same blanks.',
  ],
  ['a tab', 'connectors:\n\t- id: acme\n', '2:1: a tab is used to indent; use blanks.'],
  ['a key twice', fileWith('name: A', 'name: B'), '6:5: the key "name" is there twice; keep one of them.'],
  ['a tag', 'connectors: !include acme.yaml\n', '1:13: tags (!name) are not possible; leave it out.'],
  ['a tag of JavaScript', 'connectors: !!js/function "x"\n', '1:13: tags (!name) are not possible; leave it out.'],
  [
    'a second document',
    'connectors: []\n---\nconnectors: []\n',
    '2:1: a second document begins here; a connector file has one. Put all connectors in one list.',
  ],
  ['an alias to nothing', 'connectors: *all\n', '1:13: the alias *all leads nowhere; there is no &all before it.'],
  [
    'an alias inside of itself',
    'connectors: &all [*all]\n',
    '1:19: the alias *all stands inside of what it stands for.',
  ],
  ['an alias bomb', aliasBomb(), '1:1: the aliases (*name) of the file multiply too much; write the values out.'],
  [
    'many aliases',
    `a: &a 1\nb: [${'*a, '.repeat(51)}*a]\n`,
    `2:${5 + 50 * 4}: there are more than 50 aliases (*name); write the values out.`,
  ],
  ['nested lists without end', '['.repeat(200_000), '1:51: maps and lists are nested too deep here.'],
  ['nested items without end', '- '.repeat(200_000), '1:101: maps and lists are nested too deep here.'],
];

function aliasBomb(): string {
  const levels = 'bcdefg'.split('').map((name, index) => {
    const before = 'abcdefg'[index];
    return `${name}: &${name} [${Array.from({ length: 8 }, () => `*${before}`).join(', ')}]`;
  });
  return `a: &a [x]\n${levels.join('\n')}\n`;
}
