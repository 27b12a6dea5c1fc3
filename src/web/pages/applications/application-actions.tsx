import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconKey, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { ApplicationItem } from '../../api/applications.ts';
import { useMay } from '../../app/session.tsx';
import { LinkButton, LinkItem } from '../../parts/links.tsx';
import css from './application-card.module.css';

export function ApplicationActions({ application: { id, name } }: { readonly application: ApplicationItem }) {
  const mayChange = useMay('administrator');
  const link = { to: '/applications/$application', params: { application: String(id) } } as const;
  return (
    <div className={css.actions}>
      <LinkButton {...link} size="xs" variant="default" aria-label={`Connect a product as ${name}`}>
        Connect a product
      </LinkButton>
      <LinkButton {...link} size="xs" variant="default" search={{ tab: 'settings' }} aria-label={`Settings of ${name}`}>
        Settings
      </LinkButton>
      {mayChange && (
        <Menu>
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={`More actions for ${name}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <LinkItem {...link} leftSection={<IconRefresh size={16} />} search={{ ask: 'resync' }}>
              Read everything again …
            </LinkItem>
            <LinkItem {...link} leftSection={<IconKey size={16} />} search={{ ask: 'rotate' }}>
              New password …
            </LinkItem>
            <Menu.Divider />
            <LinkItem {...link} color="red" leftSection={<IconTrash size={16} />} search={{ ask: 'delete' }}>
              Delete …
            </LinkItem>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
