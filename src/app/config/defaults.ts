import type { ConnectorConfig } from '../../core/connector.ts';

type Defaults = Pick<ConnectorConfig, 'groups' | 'sync' | 'guards'>;

/** What holds where a connector says nothing. */
export const defaults: Defaults = {
  groups: { required: [], include: ['*'], exclude: [], alwaysAssign: [], keepLocal: true, nested: 'flatten' },
  sync: {
    cleanup: { action: 'disable', removeGroups: false, graceDays: 0 },
    schedule: { enabled: false, cron: '0 2 * * *', timeZone: 'UTC', jitterSeconds: 0 },
    fullEveryHours: 24,
  },
  guards: {
    maxDisable: { share: 0.1, count: 5 },
    maxDelete: { share: 0.1, count: 5 },
    maxRename: { share: 0.2, count: 20 },
    /** Nobody is relinked without a decision or the connector's own rule. */
    maxRelink: { share: 1, count: 0 },
    maxMembershipRemovals: { share: 0.2, count: 50 },
    minListing: 0.5,
    protected: ['admin'],
  },
};
