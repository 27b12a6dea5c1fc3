import { Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { PreviewedPerson, SourceAttribute } from '../../api/answers.ts';
import { Problem } from '../../api/problem.ts';
import { Lines } from '../../parts/loaded.tsx';
import { told } from '../../parts/problem-alert.tsx';
import { Attributes } from '../../parts/value.tsx';
import { useConnectorDraft } from '../connector-draft.tsx';
import { PersonPicker } from '../preview/person-picker.tsx';
import css from '../preview/preview.module.css';
import { PreviewLine } from '../preview/preview-line.tsx';
import { usePreview } from '../preview/use-preview.ts';
import { MappingTable } from './mapping-table.tsx';

interface MappingWithPreviewProps {
  readonly id: string;
  readonly attributes: readonly SourceAttribute[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** What stands before the person whose values are shown. */
  readonly lead?: ReactNode;
}

/** The rules, and at once what they make of real people. */
export function MappingWithPreview({ id, attributes, search, onSearch, lead }: MappingWithPreviewProps) {
  const { draft } = useConnectorDraft();
  const preview = usePreview(id, draft, search);
  const [chosen, setChosen] = useState<string>();
  const { data, error } = preview;
  const people = data?.examples ?? [];
  const person = people.find(({ sourceId }) => sourceId === chosen) ?? people[0];
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        {lead ?? <span />}
        {data !== undefined && data.people > 0 && (
          <PersonPicker people={people} chosen={person} onSearch={onSearch} onChoose={setChosen} />
        )}
      </Group>
      <MappingTable attributes={attributes} person={person} />
      {error !== null && <NotPreviewed error={error} />}
      {data === undefined && error === null && <Lines count={1} />}
      {data !== undefined && data.people === 0 && (
        <Text size="sm" c="dimmed">
          Nobody is in the snapshot yet. After the first run or simulation, real people are shown here.
        </Text>
      )}
      {data !== undefined && data.people > 0 && error === null && (
        <PreviewLine preview={data} behind={preview.isBehind} />
      )}
      {person !== undefined && <Raw person={person} />}
    </Stack>
  );
}

/** While a rule is half typed it is wrong, which is no failure: it is said quietly, beside the numbers. */
function NotPreviewed({ error }: { readonly error: Error }) {
  const fields = error instanceof Problem ? error.fields : [];
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="status">
      These rules cannot be taken yet.{' '}
      {fields.length === 0 ? told(error).message : fields.map(({ field, message }) => `${field}: ${message}`).join(' ')}
    </Text>
  );
}

function Raw({ person }: { readonly person: PreviewedPerson }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <UnstyledButton aria-expanded={open} onClick={() => setOpen(!open)}>
        <Text size="sm" c="var(--mantine-color-anchor)">
          {open ? 'Hide' : 'Show'} raw → mapped of this person
        </Text>
      </UnstyledButton>
      <Collapse expanded={open}>
        <div className={css.raw}>
          <section aria-label="What the provider sent">
            <Text fw={600} size="sm" mt="xs">
              What the provider sent
            </Text>
            <Attributes of={person.input} />
          </section>
          <section aria-label="What we made of it">
            <Text fw={600} size="sm" mt="xs">
              What we made of it
            </Text>
            {person.output === null ? person.message : <Attributes of={person.output} />}
          </section>
        </div>
      </Collapse>
    </div>
  );
}
