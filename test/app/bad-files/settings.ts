import type { BadFile } from './table.ts';
import { fileWith } from './types.ts';

const limits = 'give a whole number such as 5, a share such as "10%", or { share: "10%", atLeast: 5 }.';

/** Groups, sync or guards are wrong. */
export const settingsProblems: readonly BadFile[] = [
  [
    'a group without a name',
    fileWith('groups: { required: [staff, ""] }'),
    '5:33: connectors[0].groups.required[1]: is empty.',
  ],
  [
    'an unknown way with groups in groups',
    fileWith('groups: { nested: flat }'),
    '5:15: connectors[0].groups.nested: is "flat"; it must be one of flatten, keep.',
  ],
  [
    'groups in groups where the target has none',
    fileWith('groups: { nested: keep }').replace('type: directory', 'type: plain'),
    '5:15: connectors[0].groups.nested: is keep, but a target of the type plain has no groups in groups; write flatten.',
  ],
  [
    'an unknown clean-up',
    fileWith('sync: { cleanup: remove }'),
    '5:13: connectors[0].sync.cleanup: is "remove"; it must be one of disable, delete, anonymize, keep.',
  ],
  [
    'half a day of grace',
    fileWith('sync: { cleanup: { graceDays: 0.5 } }'),
    '5:24: connectors[0].sync.cleanup.graceDays: is 0.5; a whole number from 0 to 3650 is needed.',
  ],
  [
    'a wrong cron field',
    fileWith('sync: { schedule: { cron: "0 25 * * *" } }'),
    '5:25: connectors[0].sync.schedule.cron: the hour "25" is not possible; it goes from 0 to 23.',
  ],
  [
    'cron with seconds',
    fileWith('sync: { schedule: { cron: "0 0 2 * * *" } }'),
    '5:25: connectors[0].sync.schedule.cron: "0 0 2 * * *" has 6 fields; five are needed, such as "0 2 * * *": minute, hour, day of the month, month and day of the week.',
  ],
  [
    'cron that depends on the start',
    fileWith('sync: { schedule: { cron: "? 2 * * *" } }'),
    '5:25: connectors[0].sync.schedule.cron: the minute "?" is not possible; it goes from 0 to 59.',
  ],
  [
    'a day that never comes',
    fileWith('sync: { schedule: { cron: "0 2 30 2 *" } }'),
    '5:25: connectors[0].sync.schedule.cron: "0 2 30 2 *" never comes: no month has that day.',
  ],
  [
    'an unknown time zone',
    fileWith('sync: { schedule: { timeZone: Europe/Berln } }'),
    '5:25: connectors[0].sync.schedule.timeZone: there is no time zone "Europe/Berln". Give a name such as UTC or Europe/Berlin; did you mean "Europe/Berlin"?',
  ],
  [
    'more jitter than an hour',
    fileWith('sync: { schedule: { jitterSeconds: 3601 } }'),
    '5:25: connectors[0].sync.schedule.jitterSeconds: is 3601; a whole number from 0 to 3600 is needed.',
  ],
  [
    'an offset as time zone',
    fileWith('sync: { schedule: { timeZone: "+02:00" } }'),
    '5:25: connectors[0].sync.schedule.timeZone: there is no time zone "+02:00". Give a name such as UTC or Europe/Berlin.',
  ],
  [
    'never a full run',
    fileWith('sync: { fullEveryHours: 0 }'),
    '5:13: connectors[0].sync.fullEveryHours: is 0; a whole number from 1 to 8760 is needed.',
  ],

  [
    'a share without its sign',
    fileWith('guards: { maxDisable: "10" }'),
    `5:15: connectors[0].guards.maxDisable: is "10"; ${limits}`,
  ],
  [
    'more than all',
    fileWith('guards: { maxDisable: "110%" }'),
    `5:15: connectors[0].guards.maxDisable: is "110%"; ${limits}`,
  ],
  [
    'a share as number',
    fileWith('guards: { maxDelete: 0.1 }'),
    `5:15: connectors[0].guards.maxDelete: is 0.1; ${limits}`,
  ],
  [
    'less than nothing',
    fileWith('guards: { maxDelete: -1 }'),
    `5:15: connectors[0].guards.maxDelete: is -1; ${limits}`,
  ],
  [
    'a limit without its share',
    fileWith('guards: { maxDelete: { atLeast: 5 } }'),
    '5:15: connectors[0].guards.maxDelete.share: is missing. Give a share such as "10%".',
  ],
  [
    'a wrong share in a limit',
    fileWith('guards: { maxDelete: { share: "ten" } }'),
    '5:28: connectors[0].guards.maxDelete.share: is "ten"; give a share from "0%" to "100%".',
  ],
  [
    'a listing larger than whole',
    fileWith('guards: { minListing: 50 }'),
    '5:15: connectors[0].guards.minListing: is 50; give a share from "0%" to "100%".',
  ],
];
