import { ActionIcon, Button, Group, Menu, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowUp, IconX } from '@tabler/icons-react';
import type { StepForm } from '../../api/answers.ts';
import { newStep, stepKindOf, stepKinds } from './rules.ts';

interface RuleStepsProps {
  readonly steps: readonly StepForm[];
  readonly onChange: (steps: readonly StepForm[]) => void;
}

/** What is done to the value, one after the other. */
export function RuleSteps({ steps, onChange }: RuleStepsProps) {
  const put = (place: number, step: StepForm) => onChange(steps.map((one, index) => (index === place ? step : one)));
  const up = (place: number) => {
    const next = [...steps];
    next.splice(place - 1, 0, ...next.splice(place, 1));
    onChange(next);
  };
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        Steps
      </Text>
      {steps.map((step, place) => {
        const label = stepKinds.find(({ kind }) => kind === stepKindOf(step))?.label ?? '';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same step may come twice, and has no other key.
          <Group key={place} gap="xs" wrap="nowrap">
            <Text size="sm" w={140} style={{ flex: 'none' }}>
              {place + 1}. {label}
            </Text>
            <StepInput step={step} label={`${label}, step ${place + 1}`} onChange={(next) => put(place, next)} />
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={place === 0}
              aria-label={`Move step ${place + 1} up`}
              onClick={() => up(place)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove step ${place + 1}`}
              onClick={() => onChange(steps.filter((_, index) => index !== place))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        );
      })}
      <Group>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" variant="default">
              Add step
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {stepKinds.map(({ kind, label }) => (
              <Menu.Item key={kind} onClick={() => onChange([...steps, newStep(kind)])}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Stack>
  );
}

interface StepInputProps {
  readonly step: StepForm;
  readonly label: string;
  readonly onChange: (step: StepForm) => void;
}

function StepInput({ step, label, onChange }: StepInputProps) {
  if (typeof step === 'string') return <span style={{ flex: 1 }} />;
  if ('replace' in step) {
    const { replace } = step;
    return (
      <Group gap="xs" wrap="nowrap" style={{ flex: 1 }}>
        <TextInput
          aria-label={`${label}: pattern`}
          placeholder="pattern, such as [^a-z]"
          style={{ flex: 1 }}
          value={replace.search}
          onChange={({ currentTarget }) => onChange({ replace: { ...replace, search: currentTarget.value } })}
        />
        <TextInput
          aria-label={`${label}: by`}
          placeholder="by nothing"
          style={{ flex: 1 }}
          value={replace.with}
          onChange={({ currentTarget }) => onChange({ replace: { ...replace, with: currentTarget.value } })}
        />
      </Group>
    );
  }
  if ('truncate' in step) {
    return (
      <NumberInput
        aria-label={label}
        min={1}
        max={4000}
        w={120}
        value={step.truncate}
        onChange={(typed) => onChange({ truncate: typeof typed === 'number' ? typed : 1 })}
      />
    );
  }
  return <TextStep step={step} label={label} onChange={onChange} />;
}

type WithText = Extract<StepForm, { before: string } | { after: string } | { prefix: string } | { suffix: string }>;

function TextStep({
  step,
  label,
  onChange,
}: {
  readonly step: WithText;
  readonly label: string;
  readonly onChange: (step: StepForm) => void;
}) {
  const text =
    'before' in step ? step.before : 'after' in step ? step.after : 'prefix' in step ? step.prefix : step.suffix;
  const typed = (value: string): StepForm => {
    if ('before' in step) return { before: value };
    if ('after' in step) return { after: value };
    return 'prefix' in step ? { prefix: value } : { suffix: value };
  };
  return (
    <TextInput
      aria-label={label}
      style={{ flex: 1 }}
      value={text}
      onChange={({ currentTarget }) => onChange(typed(currentTarget.value))}
    />
  );
}
