import type { TargetCapabilities } from '../../src/core/ports/target.ts';
import { type Check, runChecks } from './checks.ts';
import { accountChecks, deleteChecks, disableChecks, renameChecks } from './target/accounts.ts';
import { type TargetSubject, TargetUnderTest } from './target/batch.ts';
import { behaviourChecks, listingChecks, transactionalChecks } from './target/behaviour.ts';
import { groupChecks, groupDeleteChecks, groupNameChecks } from './target/groups.ts';
import { nestingChecks, nestingDeleteChecks } from './target/nestings.ts';
import { repeatedDeleteChecks, repeatedRenameChecks, repeatingChecks } from './target/repeating.ts';

export type { Inside, Known, OpenedTarget, TargetSubject } from './target/batch.ts';

/** What is promised under which capabilities. */
const parts: readonly {
  readonly checks: readonly Check<TargetUnderTest>[];
  readonly applies: (capabilities: TargetCapabilities) => boolean;
}[] = [
  { checks: [...accountChecks, ...repeatingChecks, ...behaviourChecks], applies: () => true },
  { checks: renameChecks, applies: ({ rename }) => rename },
  { checks: repeatedRenameChecks, applies: ({ rename }) => rename },
  { checks: disableChecks, applies: ({ disable }) => disable },
  { checks: [...deleteChecks, ...repeatedDeleteChecks], applies: (capabilities) => capabilities.delete },
  { checks: [...groupChecks, ...groupNameChecks], applies: ({ groupCreate }) => groupCreate },
  { checks: groupDeleteChecks, applies: ({ groupCreate, groupDelete }) => groupCreate && groupDelete },
  { checks: nestingChecks, applies: ({ groupCreate, nestedGroups }) => groupCreate && nestedGroups },
  {
    checks: nestingDeleteChecks,
    applies: ({ groupCreate, groupDelete, nestedGroups }) => groupCreate && groupDelete && nestedGroups,
  },
  { checks: transactionalChecks, applies: ({ transactional }) => transactional },
  { checks: listingChecks, applies: ({ transactional }) => !transactional },
];

/** Everything that the port of targets promises, checked on one target. Every check opens an empty one of its own. */
export function targetConformance(name: string, subject: TargetSubject): void {
  const all = parts.flatMap(({ checks }) => checks);
  const applying = parts.filter(({ applies }) => applies(subject.capabilities)).flatMap(({ checks }) => checks);
  runChecks(`${name} is a target`, applying, { all, skips: subject.skip }, async () => {
    const opened = await subject.open();
    const close = async () => {
      await opened.target.close();
      await opened.close();
    };
    return { context: new TargetUnderTest(subject, opened), close };
  });
}
