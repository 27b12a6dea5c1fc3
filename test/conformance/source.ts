import type { SourceCapabilities } from '../../src/core/ports/source.ts';
import { type Check, runChecks } from './checks.ts';
import { behaviourChecks, changesBehaviourChecks, findingBehaviourChecks } from './source/behaviour.ts';
import { changesChecks, deletionChecks, withoutDeltaChecks } from './source/changes.ts';
import { findingChecks, findingInnerGroupChecks } from './source/finding.ts';
import { type SourceSubject, SourceUnderTest } from './source/listing.ts';
import { passwordChecks, withoutPasswordChecks } from './source/passwords.ts';
import { nestedGroupChecks, readingChecks } from './source/reading.ts';

export { type EditableCompany, type Members, type Person, PlainCompany } from './source/company.ts';
export type { OpenedSource, SourceSubject } from './source/listing.ts';

/** What is promised under which capabilities. */
const parts: readonly {
  readonly checks: readonly Check<SourceUnderTest>[];
  readonly applies: (capabilities: SourceCapabilities) => boolean;
}[] = [
  { checks: [...readingChecks, ...behaviourChecks], applies: () => true },
  { checks: nestedGroupChecks, applies: ({ nestedGroups }) => nestedGroups },
  { checks: [...changesChecks, ...changesBehaviourChecks], applies: ({ delta }) => delta },
  { checks: deletionChecks, applies: ({ delta, deltaDeletions }) => delta && deltaDeletions },
  { checks: withoutDeltaChecks, applies: ({ delta }) => !delta },
  { checks: [...findingChecks, ...findingBehaviourChecks], applies: ({ find }) => find },
  { checks: findingInnerGroupChecks, applies: ({ find, nestedGroups }) => find && nestedGroups },
  { checks: passwordChecks, applies: ({ authenticate }) => authenticate },
  { checks: withoutPasswordChecks, applies: ({ authenticate }) => !authenticate },
];

/** Everything that the port of sources promises, checked on one source. Every check opens a company of its own. */
export function sourceConformance(name: string, subject: SourceSubject): void {
  const all = parts.flatMap(({ checks }) => checks);
  const applying = parts.filter(({ applies }) => applies(subject.capabilities)).flatMap(({ checks }) => checks);
  runChecks(`${name} is a source`, applying, { all, skips: subject.skip }, async () => {
    const opened = await subject.open();
    const close = async () => {
      await opened.source.close();
      await opened.close();
    };
    return { context: new SourceUnderTest(subject, opened), close };
  });
}
