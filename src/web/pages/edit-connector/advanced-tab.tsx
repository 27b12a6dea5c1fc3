import { Radio, Stack, TagsInput } from '@mantine/core';
import { useConnectorDraft, useField } from '../../form/connector-draft.tsx';
import { at, isObject, texts } from '../../form/draft.ts';
import { NumberField } from '../../form/fields.tsx';
import { Panel } from '../../parts/panel.tsx';

export function AdvancedTab() {
  return (
    <Stack gap="lg">
      <Panel
        title="Re-created people"
        about="Somebody was deleted at the provider and made again: the name belongs to the account of an id that is proven gone."
      >
        <OnConflict />
      </Panel>
      <Panel title="Full syncs" about="A scheduled sync reads what changed; everybody is read again at this interval.">
        <NumberField
          path={['sync', 'fullEveryHours']}
          label="Read everybody again after"
          suffix=" hours"
          min={1}
          max={8760}
        />
      </Panel>
      <Panel title="Jitter" about="So that not everything starts at the same moment.">
        <NumberField
          path={['sync', 'schedule', 'jitterSeconds']}
          label="Start by chance up to so many seconds later"
          suffix=" seconds"
          min={0}
          max={3600}
          width={280}
        />
      </Panel>
    </Stack>
  );
}

function OnConflict() {
  const { draft } = useConnectorDraft();
  const { value, error, readOnly, change } = useField(['provisioning', 'onConflict']);
  const same = isObject(value) ? texts(value['relink-if-same']) : undefined;
  const rules = at(draft, ['provisioning', 'attributes']);
  const attributes = Object.keys(isObject(rules) ? rules : {}).filter(
    (name) => name !== 'username' && name !== 'active',
  );
  return (
    <Stack>
      <Radio.Group
        aria-label="Re-created people"
        value={same === undefined ? 'ask' : 'relink'}
        error={error}
        onChange={(chosen) => change(chosen === 'ask' ? 'ask' : { 'relink-if-same': ['email'] })}
      >
        <Stack gap="xs">
          <Radio
            value="ask"
            disabled={readOnly}
            label="Ask: a person decides"
            description="The account stays as it is until then. A name that is given again may be another person."
          />
          <Radio
            value="relink"
            disabled={readOnly}
            label="Relink without asking where other attributes agree"
            description="Choose what your company never gives to a second person, such as a personnel number."
          />
        </Stack>
      </Radio.Group>
      {same !== undefined && (
        <TagsInput
          label="All of these must agree"
          data={attributes}
          readOnly={readOnly}
          maw={480}
          value={[...same]}
          onChange={(names) => change({ 'relink-if-same': names })}
        />
      )}
    </Stack>
  );
}
