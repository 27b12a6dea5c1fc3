import { Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { schedulePreviewQuery } from '../../api/connectors.ts';
import { exactMoment, momentWords } from '../../parts/moment.tsx';
import { told } from '../../parts/problem-alert.tsx';
import { useField } from '../connector-draft.tsx';
import { cronOf, type Schedule, scheduleOf } from './cron-forms.ts';
import { ScheduleChoice } from './schedule-choice.tsx';

const path = ['sync', 'schedule'];
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

const kinds = [
  { value: 'minutes', label: 'every few minutes' },
  { value: 'hours', label: 'every few hours' },
  { value: 'day', label: 'every day' },
  { value: 'week', label: 'on days of the week' },
  { value: 'cron', label: 'as a cron expression' },
] as const;

const first: { readonly [kind in Schedule['every']]: Schedule } = {
  minutes: { every: 'minutes', minutes: 15 },
  hours: { every: 'hours', hours: 1, minute: 0 },
  day: { every: 'day', time: '02:00' },
  week: { every: 'week', days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], time: '02:00' },
  cron: { every: 'cron' },
};

/** **Scheduled Synchronization**: chosen in words, written as cron, with the next five runs. */
export function ScheduleFields() {
  const enabled = useField([...path, 'enabled']);
  const cron = useField([...path, 'cron']);
  const zone = useField([...path, 'timeZone']);
  const expression = typeof cron.value === 'string' ? cron.value : '0 2 * * *';
  const timeZone = typeof zone.value === 'string' ? zone.value : 'UTC';
  const [asCron, setAsCron] = useState(false);
  const schedule: Schedule = asCron ? { every: 'cron' } : scheduleOf(expression);
  const choose = (next: Schedule) => {
    setAsCron(next.every === 'cron');
    const written = cronOf(next);
    if (written !== undefined) cron.change(written);
  };
  return (
    <Stack gap="md">
      <Switch
        label="Scheduled Synchronization"
        description="Syncs by the clock: what changed since the last run, and everybody at an interval."
        disabled={enabled.readOnly}
        checked={enabled.value === true}
        error={enabled.error}
        onChange={({ currentTarget }) => enabled.change(currentTarget.checked)}
      />
      <Group align="flex-end" gap="sm">
        <Select
          label="Sync"
          data={[...kinds]}
          value={schedule.every}
          disabled={cron.readOnly}
          w={210}
          onChange={(chosen) => choose(first[kinds.find(({ value }) => value === chosen)?.value ?? 'day'])}
        />
        <ScheduleChoice schedule={schedule} readOnly={cron.readOnly} onChange={choose} />
        {schedule.every === 'cron' && (
          <TextInput
            label="Minute, hour, day, month, weekday"
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            readOnly={cron.readOnly}
            value={expression}
            onChange={({ currentTarget }) => {
              setAsCron(true);
              cron.change(currentTarget.value);
            }}
          />
        )}
        <Select
          label="Time zone"
          data={zones}
          searchable
          limit={80}
          disabled={zone.readOnly}
          value={timeZone}
          w={220}
          error={zone.error}
          onChange={zone.change}
        />
      </Group>
      {cron.error !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)">
          {cron.error}
        </Text>
      )}
      <NextRuns cron={expression} timeZone={timeZone} enabled={enabled.value === true} />
    </Stack>
  );
}

interface NextRunsProps {
  readonly cron: string;
  readonly timeZone: string;
  readonly enabled: boolean;
}

function NextRuns({ cron, timeZone, enabled }: NextRunsProps) {
  const [settled] = useDebouncedValue(cron, 300);
  const preview = useQuery(schedulePreviewQuery(settled, timeZone));
  if (preview.error !== null) {
    return (
      <Text size="sm" c="var(--mantine-color-error)" role="alert">
        {told(preview.error).message}
      </Text>
    );
  }
  const { words = '', next = [] } = preview.data ?? {};
  const now = Date.now();
  return (
    <Text size="sm" role="status" mih={21}>
      <code>{cron}</code> {words}, {timeZone}
      {enabled ? '. Next: ' : '. It is off; switched on, the next would be: '}
      {next.slice(0, 5).map((at, place) => (
        <span key={at} title={exactMoment(at)}>
          {place === 0 ? '' : ', '}
          {momentWords(at, now)}
        </span>
      ))}
    </Text>
  );
}
