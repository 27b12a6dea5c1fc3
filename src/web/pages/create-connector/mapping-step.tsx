import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { attributesQuery } from '../../api/connectors.ts';
import { MappingWithPreview } from '../../form/mapping/mapping-with-preview.tsx';
import { Panel } from '../../parts/panel.tsx';
import { FirstReading } from './first-reading.tsx';

interface MappingStepProps {
  readonly id: string;
  readonly saving: boolean;
  readonly onDone: () => void;
}

export function MappingStep({ id, saving, onDone }: MappingStepProps) {
  const attributes = useQuery(attributesQuery(id));
  const [search, setSearch] = useState('');
  return (
    <Stack gap="lg">
      <FirstReading id={id} />
      <Panel
        title="Attribute Mapping"
        about="These rules suit most. Look at a few people; change a rule where it does not fit."
      >
        <MappingWithPreview id={id} attributes={attributes.data?.items ?? []} search={search} onSearch={setSearch} />
      </Panel>
      <Group>
        <Button loading={saving} onClick={onDone}>
          Save and Continue
        </Button>
      </Group>
    </Stack>
  );
}
