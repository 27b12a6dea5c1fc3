import { Menu, Text } from '@mantine/core';
import { IconKey, IconLogout, IconSelector } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { logOut, sessionQuery } from '../api/session.ts';
import { Person } from '../parts/person.tsx';
import { ColorSchemeChoice } from './color-scheme-choice.tsx';
import css from './shell.module.css';

export function UserMenu() {
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const leaving = useMutation({
    mutationFn: logOut,
    // Everything that was read is forgotten with the page.
    onSettled: () => location.assign('/log-in'),
  });
  if (session === undefined || session === null) return null;
  return (
    <Menu position="top-start" width={216}>
      <Menu.Target>
        <button type="button" className={css.userButton}>
          <Person fullName={session.fullName === '' ? session.username : session.fullName} username={session.role} />
          <IconSelector size={16} aria-hidden style={{ marginLeft: 'auto', flex: 'none' }} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="xs">Logged in as {session.username}</Text>
        </Menu.Label>
        {session.by === 'password' && (
          <Menu.Item
            leftSection={<IconKey size={16} />}
            onClick={() => navigate({ to: '/settings', search: { section: 'password' } })}
          >
            Change password
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leaving.mutate()}>
          Log out
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        <div style={{ padding: '0 8px 8px' }}>
          <ColorSchemeChoice />
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}
