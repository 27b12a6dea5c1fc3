import type { Path } from '../../form/draft.ts';

/** The tabs, and the settings on each: a tab tells how many of its fields are wrong. */
export const tabs = [
  { name: 'general', label: 'General', settings: [['name'], ['id'], ['source'], ['target']] },
  { name: 'required-groups', label: 'Required Groups', settings: [['groups', 'required']] },
  {
    name: 'provisioning',
    label: 'Provisioning Settings',
    settings: [
      ['provisioning', 'attributes'],
      ['provisioning', 'primaryAttribute'],
    ],
  },
  {
    name: 'groups',
    label: 'Group Provisioning',
    settings: [
      ['groups', 'include'],
      ['groups', 'exclude'],
      ['groups', 'alwaysAssign'],
      ['groups', 'keepLocal'],
      ['groups', 'nested'],
    ],
  },
  {
    name: 'sync',
    label: 'Sync Settings',
    settings: [['sync', 'cleanup'], ['sync', 'schedule', 'enabled'], ['sync', 'schedule', 'cron'], ['guards']],
  },
  {
    name: 'advanced',
    label: 'Advanced Settings',
    settings: [
      ['provisioning', 'onConflict'],
      ['sync', 'fullEveryHours'],
      ['sync', 'schedule', 'jitterSeconds'],
    ],
  },
] as const satisfies readonly { name: string; label: string; settings: readonly Path[] }[];

export type TabName = (typeof tabs)[number]['name'];
