import { Group, NumberInput, Text } from '@mantine/core';
import { useField } from './connector-draft.tsx';
import { isObject, type Path } from './draft.ts';

interface LimitFieldProps {
  readonly path: Path;
  /** What is bounded: `would be disabled`. */
  readonly words: string;
}

/** A limit of a guard as a sentence: stop when more than 10 %, but at least 5, would be disabled. */
export function LimitField({ path, words }: LimitFieldProps) {
  const { value, error, readOnly, change } = useField(path);
  const { percent, count } = limitOf(value);
  const set = (next: { percent: number; count: number }) => change(limitForm(next));
  return (
    <div>
      <Group gap={8}>
        <Text size="sm">when more than</Text>
        <NumberInput
          aria-label={`Share of the accounts that ${words}`}
          suffix=" %"
          w={90}
          min={0}
          max={100}
          readOnly={readOnly}
          value={percent}
          onChange={(typed) => set({ percent: typeof typed === 'number' ? typed : 0, count })}
        />
        <Text size="sm">of the accounts, and more than</Text>
        <NumberInput
          aria-label={`Number of accounts that ${words}`}
          w={90}
          min={0}
          allowDecimal={false}
          thousandSeparator
          readOnly={readOnly}
          value={count}
          onChange={(typed) => set({ percent, count: typeof typed === 'number' ? typed : 0 })}
        />
        <Text size="sm">{words}</Text>
      </Group>
      {error !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </div>
  );
}

interface Limit {
  readonly percent: number;
  readonly count: number;
}

function limitOf(value: unknown): Limit {
  if (typeof value === 'number') return { percent: 0, count: value };
  if (typeof value === 'string') return { percent: percentOf(value), count: 0 };
  if (!isObject(value)) return { percent: 0, count: 0 };
  return { percent: percentOf(value.share), count: typeof value.atLeast === 'number' ? value.atLeast : 0 };
}

export function percentOf(share: unknown): number {
  if (typeof share === 'number') return share * 100;
  return typeof share === 'string' ? Number(share.replace('%', '')) : 0;
}

function limitForm({ percent, count }: Limit): unknown {
  if (percent === 0) return count;
  return count === 0 ? `${percent}%` : { share: `${percent}%`, atLeast: count };
}
