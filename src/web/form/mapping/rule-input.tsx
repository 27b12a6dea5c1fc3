import { Autocomplete, Group, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { RuleForm, SourceAttribute } from '../../api/answers.ts';
import { type InputKind, inputKindOf, inputKinds, namedBy, withInput } from './rules.ts';

interface RuleInputProps {
  readonly rule: RuleForm;
  readonly attributes: readonly SourceAttribute[];
  readonly onChange: (rule: RuleForm) => void;
}

/** Where the value comes from. */
export function RuleInput({ rule, attributes, onChange }: RuleInputProps) {
  const kind = inputKindOf(rule);
  const change = (input: RuleForm) => onChange(withInput(rule, input));
  return (
    <Group align="flex-start" gap="sm">
      <Select
        label="From"
        data={inputKinds.map((one) => ({ value: one.kind, label: one.label }))}
        value={kind}
        w={180}
        onChange={(chosen) => change(emptyInput(inputKinds.find((one) => one.kind === chosen)?.kind ?? 'from', rule))}
      />
      <div style={{ flex: '1 1 260px' }}>
        <Input kind={kind} rule={rule} attributes={attributes} onChange={change} />
      </div>
    </Group>
  );
}

function Input({ kind, rule, attributes, onChange }: RuleInputProps & { readonly kind: InputKind }) {
  const names = attributes.map(({ name }) => name);
  switch (kind) {
    case 'from':
      return <AttributePicker name={rule.from ?? ''} attributes={attributes} onPick={(from) => onChange({ from })} />;
    case 'firstOf':
      return (
        <TagsInput
          label="Attributes, the first that has a value"
          data={names}
          withPillsReorder
          value={[...(rule.firstOf ?? [])]}
          onChange={(firstOf) => onChange({ firstOf })}
        />
      );
    case 'join':
      return (
        <Group align="flex-start" gap="sm">
          <TagsInput
            label="Attributes, joined in this order"
            data={names}
            withPillsReorder
            style={{ flex: '1 1 220px' }}
            value={[...(rule.join ?? [])]}
            onChange={(join) => onChange({ join, ...(rule.with === undefined ? {} : { with: rule.with }) })}
          />
          <TextInput
            label="With"
            placeholder="a blank"
            w={90}
            value={rule.with ?? ''}
            onChange={({ currentTarget }) => {
              const join = rule.join ?? [];
              onChange(currentTarget.value === '' ? { join } : { join, with: currentTarget.value });
            }}
          />
        </Group>
      );
    case 'value':
      return (
        <TextInput
          label="Value"
          value={String(rule.value ?? '')}
          onChange={({ currentTarget }) => onChange({ value: currentTarget.value })}
        />
      );
    case 'cel':
      return (
        <Textarea
          label="Expression"
          description={'Over user and sourceId, such as: user.givenName + " " + user.sn'}
          autosize
          minRows={1}
          maxRows={6}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={rule.cel ?? ''}
          onChange={({ currentTarget }) => onChange({ cel: currentTarget.value })}
        />
      );
  }
}

interface AttributePickerProps {
  readonly name: string;
  readonly attributes: readonly SourceAttribute[];
  readonly onPick: (name: string) => void;
}

/** Names of the last snapshot, each with how many have it and what it looks like; others may be typed. */
function AttributePicker({ name, attributes, onPick }: AttributePickerProps) {
  const known = new Map(attributes.map((one) => [one.name, one]));
  return (
    <Autocomplete
      label="Attribute of the source"
      data={attributes.map((one) => one.name)}
      limit={100}
      value={name}
      onChange={onPick}
      renderOption={({ option: { value } }) => {
        const one = known.get(value);
        return (
          <span>
            <code>{value}</code>
            {one?.sample !== null && one !== undefined && (
              <span style={{ color: 'var(--mantine-color-dimmed)' }}> {one.sample}</span>
            )}
          </span>
        );
      }}
    />
  );
}

function emptyInput(kind: InputKind, before: RuleForm): RuleForm {
  const names = namedBy(before).filter((name) => name !== '');
  switch (kind) {
    case 'from':
      return { from: names[0] ?? '' };
    case 'firstOf':
      return { firstOf: names };
    case 'join':
      return { join: names, with: ' ' };
    case 'value':
      return { value: '' };
    case 'cel':
      return { cel: names[0] === undefined ? '' : `user["${names[0]}"]` };
  }
}
