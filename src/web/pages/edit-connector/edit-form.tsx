import { Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import type { ConnectorAnswer, ConnectorTypes } from '../../api/answers.ts';
import { ConnectorDraftProvider } from '../../form/connector-draft.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ToneText } from '../../parts/tone.tsx';
import { AdvancedTab } from './advanced-tab.tsx';
import css from './edit-form.module.css';
import { GeneralTab } from './general-tab.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { ProvisioningTab } from './provisioning-tab.tsx';
import { RequiredGroupsTab } from './required-groups-tab.tsx';
import { SaveBar } from './save-bar.tsx';
import { StaleDialog } from './stale-dialog.tsx';
import { SyncTab } from './sync-tab.tsx';
import { type TabName, tabs } from './tabs.ts';
import { useEditedConnector } from './use-edited-connector.ts';

const route = getRouteApi('/inside/connectors/$id/edit');

interface EditFormProps {
  readonly id: string;
  readonly answer: ConnectorAnswer;
  readonly types: ConnectorTypes;
  readonly readOnly: boolean;
}

export function EditForm({ id, answer, types, readOnly }: EditFormProps) {
  const { tab = 'general' } = route.useSearch();
  const navigate = route.useNavigate();
  const edited = useEditedConnector(id, answer);
  const { draft, errors, error, set } = edited;
  const goTo = (name: TabName) => void navigate({ search: (before) => ({ ...before, tab: name }), replace: true });
  const save = async (andReturn: boolean) => {
    if (!(await edited.save())) return;
    notifications.show({ title: 'Saved', message: 'The connector was saved.' });
    if (andReturn) await navigate({ to: '/connectors', search: {}, ignoreBlocker: true });
  };
  return (
    <ConnectorDraftProvider draft={draft} errors={errors} readOnly={readOnly} set={set}>
      {error !== null && (
        <ProblemAlert error={error} title="The connector was not saved. What you typed is still here." withFields />
      )}
      <Tabs
        variant="pills"
        classNames={{ tab: css.tab ?? '' }}
        value={tab}
        onChange={(name) => goTo(tabs.find((one) => one.name === name)?.name ?? 'general')}
      >
        <Tabs.List>
          {tabs.map(({ name, label, settings }) => {
            const wrong = errors.countIn(settings);
            return (
              <Tabs.Tab key={name} value={name}>
                {label}
                {wrong > 0 && <ToneText tone="bad"> ({wrong} wrong)</ToneText>}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="lg">
          {tab === 'general' && <GeneralTab id={id} types={types} changed={edited.changes.length > 0} />}
          {tab === 'required-groups' && <RequiredGroupsTab id={id} />}
          {tab === 'provisioning' && <ProvisioningTab id={id} types={types} saved={edited.saved} />}
          {tab === 'groups' && <GroupsTab id={id} />}
          {tab === 'sync' && <SyncTab />}
          {tab === 'advanced' && <AdvancedTab />}
        </Tabs.Panel>
      </Tabs>
      {!readOnly && <SaveBar edited={edited} onSave={() => save(false)} onSaveAndReturn={() => save(true)} />}
      <StaleDialog edited={edited} />
      <LeaveDialog changes={edited.changes} />
    </ConnectorDraftProvider>
  );
}
