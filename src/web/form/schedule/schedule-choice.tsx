import { Chip, Group, Select, TextInput } from '@mantine/core';
import { hourSteps, minuteSteps, type Schedule, weekdays } from './cron-forms.ts';

interface ScheduleChoiceProps {
  readonly schedule: Schedule;
  readonly readOnly: boolean;
  readonly onChange: (schedule: Schedule) => void;
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The rest of the sentence that the kind of schedule begins. */
export function ScheduleChoice({ schedule, readOnly, onChange }: ScheduleChoiceProps) {
  switch (schedule.every) {
    case 'minutes':
      return (
        <Select
          label="Minutes"
          data={minuteSteps.map((step) => ({ value: String(step), label: `every ${step} minutes` }))}
          value={String(schedule.minutes)}
          disabled={readOnly}
          w={170}
          onChange={(chosen) => onChange({ every: 'minutes', minutes: Number(chosen) })}
        />
      );
    case 'hours':
      return (
        <Select
          label="Hours"
          data={hourSteps.map((step) => ({
            value: String(step),
            label: step === 1 ? 'every hour' : `every ${step} hours`,
          }))}
          value={String(schedule.hours)}
          disabled={readOnly}
          w={170}
          onChange={(chosen) => onChange({ ...schedule, hours: Number(chosen) })}
        />
      );
    case 'day':
      return <Time time={schedule.time} readOnly={readOnly} onChange={(time) => onChange({ every: 'day', time })} />;
    case 'week':
      return (
        <>
          <Chip.Group multiple value={[...schedule.days]} onChange={(days) => onChange({ ...schedule, days })}>
            <Group gap={4} role="group" aria-label="Days of the week" pb={4}>
              {weekdays.map((day, place) => (
                <Chip key={day} value={day} size="xs" disabled={readOnly}>
                  {dayNames[place]}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Time time={schedule.time} readOnly={readOnly} onChange={(time) => onChange({ ...schedule, time })} />
        </>
      );
    case 'cron':
      return null;
  }
}

interface TimeProps {
  readonly time: string;
  readonly readOnly: boolean;
  readonly onChange: (time: string) => void;
}

function Time({ time, readOnly, onChange }: TimeProps) {
  return (
    <TextInput
      type="time"
      label="At"
      w={110}
      readOnly={readOnly}
      value={time}
      onChange={({ currentTarget }) => currentTarget.value !== '' && onChange(currentTarget.value)}
    />
  );
}
