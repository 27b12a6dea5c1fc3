import type { Path } from '../../form/draft.ts';
import { labelOf } from '../../form/mapping/rules.ts';

const words: { readonly [setting: string]: string } = {
  name: 'name',
  'provisioning.primaryAttribute': 'primary attribute',
  'provisioning.onConflict': 'conflicts',
  'groups.required': 'required groups',
  'groups.include': 'synced groups',
  'groups.exclude': 'excluded groups',
  'groups.alwaysAssign': 'groups for everybody',
  'groups.keepLocal': 'local memberships',
  'groups.nested': 'groups in groups',
  'sync.cleanup.action': 'clean-up',
  'sync.cleanup.graceDays': 'days before clean-up',
  'sync.cleanup.removeGroups': 'groups at clean-up',
  'sync.schedule.enabled': 'scheduled synchronization',
  'sync.schedule.cron': 'schedule',
  'sync.schedule.timeZone': 'time zone',
  'sync.schedule.jitterSeconds': 'jitter',
  'sync.fullEveryHours': 'interval of full syncs',
};

/** A setting, as the form calls it. */
export function settingWords(path: Path): string {
  const [section = '', part = '', attribute] = path;
  if (section === 'provisioning' && part === 'attributes') return `rule of ${labelOf(attribute ?? '')}`;
  return words[path.join('.')] ?? (section === 'guards' ? `guard ${part}` : `${section} ${part}`);
}
