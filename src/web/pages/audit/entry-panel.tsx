import { Stack, Title } from '@mantine/core';
import type { AuditEntry } from '../../api/answers.ts';
import { exactMoment } from '../../parts/moment.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import { Attributes, Change } from '../../parts/value.tsx';

export function EntryPanel({ entry, onClose }: { readonly entry: AuditEntry; readonly onClose: () => void }) {
  const { number, at, actor, address, action, subject, before, after } = entry;
  return (
    <SidePanel title={`${action}: ${subject}`} onClose={onClose}>
      <Stack>
        <Attributes
          of={{ entry: number, when: exactMoment(at), who: actor, from: address, what: action, about: subject }}
        />
        {(before !== null || after !== null) && (
          <section>
            <Title order={3} mb={4}>
              Before → after
            </Title>
            <Attributes of={changes(before, after)} />
          </section>
        )}
      </Stack>
    </SidePanel>
  );
}

function changes(before: unknown, after: unknown): Readonly<Record<string, unknown>> {
  const [was, is] = [fields(before), fields(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changed = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  return Object.fromEntries(
    changed.map((name) => [name, <Change key={name} before={was[name] ?? null} after={is[name] ?? null} />]),
  );
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || value === undefined) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  return { value };
}
