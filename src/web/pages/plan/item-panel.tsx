import { Stack, Title } from '@mantine/core';
import type { PlanItem } from '../../api/answers.ts';
import { SidePanel } from '../../parts/side-panel.tsx';
import { ToneBadge } from '../../parts/tone.tsx';
import { Attributes, Change } from '../../parts/value.tsx';
import { actionWords, itemName, stateTones } from './plan-words.ts';

export function ItemPanel({ item, onClose }: { readonly item: PlanItem; readonly onClose: () => void }) {
  const { action, state, reason, message, changes, addGroups, removeGroups, account } = item;
  const changed = changes.map(({ attribute, before, after }) => [
    attribute,
    <Change key={attribute} before={before} after={after} />,
  ]);
  return (
    <SidePanel title={`${actionWords[action] ?? action} ${itemName(item)}`} onClose={onClose}>
      <Stack>
        <div>
          <ToneBadge tone={stateTones[state] ?? 'quiet'}>{state}</ToneBadge>
        </div>
        <div>Why: {reason}</div>
        {message !== '' && <strong>{message}</strong>}
        <div>
          <Title order={3}>Before → after</Title>
          <Attributes
            of={{
              ...(account === null ? {} : { account }),
              ...Object.fromEntries(changed),
              ...(addGroups.length === 0 ? {} : { 'put into groups': addGroups }),
              ...(removeGroups.length === 0 ? {} : { 'taken out of groups': removeGroups }),
            }}
          />
        </div>
      </Stack>
    </SidePanel>
  );
}
