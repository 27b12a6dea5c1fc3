import { describe, expect, test } from 'vitest';

/** One promise of a port, named for what could go wrong. */
export interface Check<C> {
  readonly name: string;
  run(context: C): Promise<void>;
}

/** Checks that an implementation cannot pass, with the reason why that is no fault. */
export type Skips = { readonly [check: string]: string };

export interface Prepared<C> {
  readonly context: C;
  close(): Promise<void>;
}

/**
 * Runs the checks, each on a fresh context. `all` also holds those that do not apply here, so that a skip of one is
 * told from a skip that names nothing.
 */
export function runChecks<C>(
  name: string,
  applying: readonly Check<C>[],
  { all = applying, skips = {} }: { readonly all?: readonly Check<C>[]; readonly skips?: Skips | undefined },
  prepare: () => Promise<Prepared<C>>,
): void {
  describe(name, () => {
    test('every skip names a check and has a reason', () => {
      const names = all.map((check) => check.name);
      expect(new Set(names).size, 'no two checks have one name').toBe(names.length);
      expect(Object.keys(skips).filter((skip) => !names.includes(skip))).toEqual([]);
      expect(Object.values(skips).filter((reason) => reason.trim() === '')).toEqual([]);
    });

    for (const check of applying) {
      test(check.name, async ({ skip }) => {
        const reason = Object.hasOwn(skips, check.name) ? skips[check.name] : undefined;
        if (reason !== undefined) skip(reason);
        const { context, close } = await prepare();
        try {
          await check.run(context);
        } finally {
          await close();
        }
      });
    }
  });
}
