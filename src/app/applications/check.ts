import { nameKey, nameProblem } from '../../core/names.ts';
import { isAddressOrNetwork } from '../addresses.ts';
import { fieldName, type Path, type Problem } from '../config/index.ts';
import type { ApplicationChange } from './change.ts';

const longest = 100;

/** What is wrong with the name of an application. */
export function nameProblems(name: string): readonly Problem[] {
  const problem = nameProblem(name) ?? otherNameProblem(name);
  return problem === undefined ? [] : [problemAt(['name'], `${problem}.`)];
}

function otherNameProblem(name: string): string | undefined {
  if (name.length > longest) return `is longer than ${longest} characters`;
  // Products log in by HTTP Basic, which ends the name there (RFC 7617, 2).
  return name.includes(':') ? 'has a ":", with which no product could log in' : undefined;
}

/** Everything that is wrong with the settings of an application. `known`: the directories that there are. */
export function settingProblems(
  { directories, addresses, mayWrite }: ApplicationChange,
  known: readonly string[],
): readonly Problem[] {
  return [
    ...directoryProblems(directories, known),
    ...(addresses ?? []).flatMap((address, place) => addressProblems(address, ['addresses', place])),
    ...twice(addresses, 'addresses'),
    ...twice(mayWrite, 'mayWrite'),
  ];
}

function directoryProblems(directories: readonly string[] | undefined, known: readonly string[]): readonly Problem[] {
  if (directories?.length === 0) return [problemAt(['directories'], 'must name at least one directory.')];
  const there = known.length === 0 ? 'The first sync into one makes it.' : `There are: ${known.join(', ')}.`;
  const missing = (directories ?? []).flatMap((id, place) => {
    const message = `There is no directory ${JSON.stringify(id)}. ${there}`;
    return known.includes(id) ? [] : [problemAt(['directories', place], message)];
  });
  return [...missing, ...twice(directories, 'directories')];
}

function addressProblems(address: string, path: Path): readonly Problem[] {
  if (isAddressOrNetwork(address)) return [];
  const message = `${JSON.stringify(address)} is no address, such as 10.0.0.7, and no network, such as 10.0.0.0/24 or 2001:db8::/32.`;
  return [problemAt(path, message)];
}

function twice(values: readonly string[] | undefined, field: string): readonly Problem[] {
  const keys = (values ?? []).map(nameKey);
  return (values ?? []).flatMap((value, place) => {
    const again = keys.indexOf(nameKey(value)) < place;
    return again ? [problemAt([field, place], `${JSON.stringify(value)} is named twice.`)] : [];
  });
}

function problemAt(path: Path, message: string): Problem {
  return { path, field: fieldName(path), message };
}
