import { Failure } from '../../src/core/errors.ts';
import type { Target, TargetCapabilities } from '../../src/core/ports/target.ts';
import { openDirectoryTarget } from '../../src/targets/directory/index.ts';
import type { WorldOptions } from './world.ts';

interface Breaking {
  readonly capabilities: TargetCapabilities;
  /** Counts calls, and breaks at one of them. */
  readonly at?: { calls: number; readonly at: number };
  /** It breaks when it has worked, and not before. */
  readonly worked?: boolean;
  /** What happens before every call. */
  readonly before?: () => Promise<void>;
}

/** The built-in directory, which breaks at a call or has something come between a plan and its changes. */
export function breaking({ capabilities, at, worked, before }: Breaking): NonNullable<WorldOptions['target']> {
  return (store, clock, directory) => {
    const inner = openDirectoryTarget(directory, store.directories, clock);
    const apply: Target['apply'] = async (changes, context) => {
      await before?.();
      if (at !== undefined) at.calls += 1;
      const breaks = at !== undefined && at.calls === at.at;
      if (breaks && worked !== true) throw new Failure('transient', 'Not now.');
      const outcomes = await inner.apply(changes, context);
      if (breaks) throw new Failure('transient', 'The answer was lost.');
      return outcomes;
    };
    return { target: { ...inner, apply }, targetCapabilities: capabilities };
  };
}
