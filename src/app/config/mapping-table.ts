import type { MappingRule, MappingRules } from '../../core/mapping/rules.ts';

/** Attributes that every account has. All others are custom. */
export const builtInAttributes = ['username', 'fullName', 'email', 'active'] as const;

export function isBuiltIn(name: string): boolean {
  return builtInAttributes.some((known) => known === name);
}

/** All rules by the names of their attributes, as the file lists them. */
export type MappingTable = ReadonlyMap<string, MappingRule>;

export function tableOf({ attributes, ...builtIn }: MappingRules): MappingTable {
  const given = builtInAttributes.flatMap((name) => {
    const rule = builtIn[name];
    return rule === undefined ? [] : [[name, rule] as const];
  });
  return new Map([...given, ...Object.entries(attributes)]);
}

/** `username`: the rule that stands in when the table has none. */
export function rulesOf(table: MappingTable, username: MappingRule): MappingRules {
  const all = [...table];
  return {
    username,
    ...Object.fromEntries(all.filter(([name]) => isBuiltIn(name))),
    attributes: Object.fromEntries(all.filter(([name]) => !isBuiltIn(name))),
  };
}
