import { nameKey } from '../names.ts';

/** Which groups of the source are synced: globs (`*`, `?`) over their names, without regard to case. */
export interface GroupSelection {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export function selectGroups({ include, exclude }: GroupSelection): (name: string) => boolean {
  const included = include.map(compileGlob);
  const excluded = exclude.map(compileGlob);
  return (name) => {
    const key = nameKey(name);
    return included.some((matches) => matches(key)) && !excluded.some((matches) => matches(key));
  };
}

/** Matches in time proportional to the lengths: the only backtracking is to the last `*`. */
function compileGlob(glob: string): (key: string) => boolean {
  const pattern = nameKey(glob);
  if (!/[*?]/.test(pattern)) return (key) => key === pattern;
  if (pattern === '*') return () => true;
  return (key) => matchGlob(pattern, key);
}

function matchGlob(pattern: string, key: string): boolean {
  let p = 0;
  let k = 0;
  let star = -1;
  let resume = 0;
  while (k < key.length) {
    if (pattern[p] === '*') {
      star = p;
      p += 1;
      resume = k;
    } else if (pattern[p] === '?' || pattern[p] === key[k]) {
      p += 1;
      k += 1;
    } else if (star >= 0) {
      resume += 1;
      p = star + 1;
      k = resume;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
