import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDots,
  IconDownload,
  IconHistoryToggle,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import type { ConnectorSummary } from '../../api/answers.ts';
import { addressOf, at } from '../../api/request.ts';
import { useMay } from '../../app/session.tsx';
import { LinkButton, LinkItem } from '../../parts/links.tsx';
import { useStartRun } from '../../parts/start-run.ts';
import css from './connector-card.module.css';

export function ConnectorActions({ connector }: { readonly connector: ConnectorSummary }) {
  const { id, name, running } = connector;
  const starting = useStartRun(id);
  const mayRun = useMay('operator');
  const mayEdit = useMay('administrator');
  const busy = running !== null || starting.isPending;
  return (
    <div className={css.actions}>
      {mayRun && (
        <>
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            loading={starting.isPending && starting.variables.simulate !== true}
            onClick={() => starting.mutate({})}
          >
            Sync
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            loading={starting.isPending && starting.variables.simulate === true}
            onClick={() => starting.mutate({ simulate: true })}
          >
            Simulate
          </Button>
          <LinkButton size="xs" variant="default" to="/connectors" search={{ person: id }}>
            Sync Single User
          </LinkButton>
        </>
      )}
      <LinkButton size="xs" variant="default" to="/connectors/$id/edit" params={{ id }}>
        {mayEdit ? 'Edit' : 'Settings'}
      </LinkButton>
      <LinkButton size="xs" variant="default" to="/connectors/$id/history" params={{ id }}>
        History
      </LinkButton>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={`More actions for ${name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRun && (
            <>
              <Menu.Item
                leftSection={<IconRefresh size={16} />}
                disabled={busy}
                onClick={() => starting.mutate({ full: true })}
              >
                Full sync: read everybody again
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPlayerPlay size={16} />}
                disabled={busy}
                onClick={() => starting.mutate({ full: true, simulate: true })}
              >
                Simulate a full sync
              </Menu.Item>
            </>
          )}
          <LinkItem leftSection={<IconAlertTriangle size={16} />} to="/connectors/$id/conflicts" params={{ id }}>
            Conflicts
          </LinkItem>
          <LinkItem leftSection={<IconHistoryToggle size={16} />} to="/connectors/$id/versions" params={{ id }}>
            Versions of the settings
          </LinkItem>
          <Menu.Item
            leftSection={<IconDownload size={16} />}
            component="a"
            href={addressOf(at`/connectors/${id}/export`)}
            download={`${id}.yaml`}
          >
            Export as a connector file
          </Menu.Item>
          {mayEdit && (
            <>
              <Menu.Divider />
              <LinkItem color="red" leftSection={<IconTrash size={16} />} to="/connectors" search={{ remove: id }}>
                Delete …
              </LinkItem>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
