import type { StoreEngine } from '../harness/engines.ts';
import { runChecks, type Skips } from './checks.ts';
import { administratorChecks, sessionChecks, tokenChecks } from './store/access.ts';
import { applicationChecks } from './store/applications.ts';
import { browsingChecks, directoryPageChecks } from './store/browsing.ts';
import { changeChecks } from './store/changes.ts';
import { connectorChecks, unknownConnectorChecks } from './store/connectors.ts';
import { directoryChecks } from './store/directories.ts';
import { eventChecks } from './store/events.ts';
import { leaseChecks } from './store/leases.ts';
import { mirrorChecks } from './store/mirrors.ts';
import { nestingChecks } from './store/nestings.ts';
import { planChecks } from './store/plans.ts';
import { auditChecks, secretChecks, settingChecks } from './store/records.ts';
import { resultChecks } from './store/results.ts';
import { runChecks as runStoreChecks } from './store/runs.ts';
import { runningChecks, versionChecks } from './store/service.ts';
import { servingChecks } from './store/serving.ts';
import { snapshotChecks, snapshotEdgeChecks, snapshotLookupChecks } from './store/snapshots.ts';
import { StoreUnderTest } from './store/subject.ts';

const checks = [
  ...connectorChecks,
  ...unknownConnectorChecks,
  ...leaseChecks,
  ...runStoreChecks,
  ...snapshotChecks,
  ...snapshotLookupChecks,
  ...snapshotEdgeChecks,
  ...planChecks,
  ...directoryChecks,
  ...eventChecks,
  ...nestingChecks,
  ...mirrorChecks,
  ...resultChecks,
  ...versionChecks,
  ...runningChecks,
  ...browsingChecks,
  ...directoryPageChecks,
  ...administratorChecks,
  ...sessionChecks,
  ...tokenChecks,
  ...auditChecks,
  ...secretChecks,
  ...settingChecks,
  ...servingChecks,
  ...changeChecks,
  ...applicationChecks,
];

/** Everything that the port of stores promises, checked on one engine. Every check has data of its own. */
export function storeConformance(engine: StoreEngine, skips: Skips = {}): void {
  runChecks(`${engine.name} is a store`, checks, { skips }, async () => {
    const data = await engine.create();
    const context = new StoreUnderTest(await data.open(), data.open);
    const close = async () => {
      await context.close();
      await data.remove();
    };
    return { context, close };
  });
}
