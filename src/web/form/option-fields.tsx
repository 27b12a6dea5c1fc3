import { Button, Collapse, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { Option } from '../api/answers.ts';
import { useConnectorDraft, useField } from './connector-draft.tsx';
import type { Path } from './draft.ts';
import { NumberField, SwitchField, TextField, WordsField } from './fields.tsx';
import { SecretField } from './secret-field.tsx';

interface OptionFieldsProps {
  readonly section: 'source' | 'target';
  readonly options: readonly Option[];
}

/** The form of a connector type, made from its options. What has a default that suits most is folded away. */
export function OptionFields({ section, options }: OptionFieldsProps) {
  const { errors } = useConnectorDraft();
  const main = options.filter((option) => option.default === undefined);
  const more = options.filter((option) => option.default !== undefined);
  const wrong = more.some(({ name }) => errors.within([section, name]) !== undefined);
  const [opened, { toggle }] = useDisclosure(false);
  const open = opened || wrong || main.length === 0;
  return (
    <Stack gap="md">
      {main.map((option) => (
        <OptionField key={option.name} path={[section, option.name]} option={option} />
      ))}
      {more.length > 0 && main.length > 0 && (
        <div>
          <Button
            variant="subtle"
            size="xs"
            px={4}
            aria-expanded={open}
            leftSection={open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            onClick={toggle}
          >
            More options ({more.length})
          </Button>
        </div>
      )}
      <Collapse expanded={open}>
        <Stack gap="md">
          {more.map((option) => (
            <OptionField key={option.name} path={[section, option.name]} option={option} />
          ))}
        </Stack>
      </Collapse>
    </Stack>
  );
}

function OptionField({ path, option }: { readonly path: Path; readonly option: Option }) {
  const { label, help, type, example, required = false, min, max } = option;
  const preset = option.default;
  const placeholder = example ?? (preset === undefined ? undefined : String(preset));
  const common = { path, label, help, required, ...(placeholder === undefined ? {} : { placeholder }) };
  switch (type) {
    case 'secret':
      return <SecretField path={path} label={label} help={help} />;
    case 'number':
      return <NumberField {...common} min={min} max={max} />;
    case 'flag':
      return <SwitchField {...common} fallback={preset === true} />;
    case 'choice':
      return <ChoiceField {...common} choices={option.choices ?? []} fallback={String(preset ?? '')} />;
    case 'list':
      return <WordsField {...common} />;
    case 'text':
    case 'url':
      return <TextField {...common} />;
  }
}

interface ChoiceFieldProps {
  readonly path: Path;
  readonly label: string;
  readonly help: string;
  readonly choices: readonly string[];
  readonly fallback: string;
}

function ChoiceField({ path, label, help, choices, fallback }: ChoiceFieldProps) {
  const { value, error, readOnly, change } = useField(path);
  return (
    <Select
      label={label}
      description={help}
      data={[...choices]}
      disabled={readOnly}
      maw={320}
      value={typeof value === 'string' ? value : fallback}
      error={error}
      onChange={change}
    />
  );
}
