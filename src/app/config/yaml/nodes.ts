import { type Document, isAlias, isScalar, visit } from 'yaml';
import { shown } from '../problems.ts';
import type { FileProblem } from './read.ts';

const mostAliases = 50;

/** What the syntax allows and a connector file does not: keys twice, aliases to nothing, to themselves or too many. */
export function checkNodes(document: Document): readonly FileProblem[] {
  const problems: FileProblem[] = [];
  let aliases = 0;
  visit(document, {
    Map(_key, map) {
      const names = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (names.has(key.value)) {
          const message = `the key ${shown(String(key.value))} is there twice; keep one of them.`;
          problems.push({ offset: key.range?.[0] ?? 0, message });
        }
        names.add(key.value);
      }
    },
    Alias(_key, alias, parents) {
      const offset = alias.range?.[0] ?? 0;
      aliases += 1;
      if (aliases > mostAliases) {
        problems.push({ offset, message: `there are more than ${mostAliases} aliases (*name); write the values out.` });
        return visit.BREAK;
      }
      const target = alias.resolve(document);
      if (target === undefined) {
        problems.push({
          offset,
          message: `the alias *${alias.source} leads nowhere; there is no &${alias.source} before it.`,
        });
      } else if (parents.some((parent) => !isAlias(parent) && parent === target)) {
        problems.push({ offset, message: `the alias *${alias.source} stands inside of what it stands for.` });
      }
      return undefined;
    },
  });
  return problems;
}
