import { Button, Group, Select, Stack } from '@mantine/core';
import type { RuleForm, SourceAttribute } from '../../api/answers.ts';
import { useConnectorDraft } from '../connector-draft.tsx';
import { RuleInput } from './rule-input.tsx';
import { RuleSteps } from './rule-steps.tsx';
import { ifNothingChoices, ifNothingFor, labelOf } from './rules.ts';

interface RuleEditorProps {
  readonly name: string;
  readonly rule: RuleForm;
  readonly attributes: readonly SourceAttribute[];
}

export function RuleEditor({ name, rule, attributes }: RuleEditorProps) {
  const { readOnly, set } = useConnectorDraft();
  const path = ['provisioning', 'attributes', name];
  const change = (next: RuleForm) => set(path, next);
  const changeIfNothing = (chosen: string | null) => {
    const { ifNothing: _before, ...others } = rule;
    const next = ifNothingChoices.find(({ value }) => value === chosen)?.value ?? 'raw';
    change(next === 'raw' ? others : { ...others, ifNothing: next });
  };
  return (
    <fieldset disabled={readOnly} style={{ all: 'unset', display: 'block' }} aria-label={`Rule of ${labelOf(name)}`}>
      <Stack gap="md" pt="xs">
        <RuleInput rule={rule} attributes={attributes} onChange={change} />
        <RuleSteps
          steps={rule.steps ?? []}
          onChange={(steps) => {
            const { steps: _before, ...others } = rule;
            change(steps.length === 0 ? others : { ...others, steps });
          }}
        />
        <Group justify="space-between" align="flex-end">
          <Select
            label="If no transformation applies"
            description="The source has no value, or a step finds nothing to work on."
            data={[...ifNothingFor(name)]}
            value={rule.ifNothing ?? 'raw'}
            w={300}
            onChange={changeIfNothing}
          />
          {name !== 'username' && (
            <Button size="xs" variant="outline" color="red" onClick={() => set(path, null)}>
              Remove the rule of {labelOf(name)}
            </Button>
          )}
        </Group>
      </Stack>
    </fieldset>
  );
}
