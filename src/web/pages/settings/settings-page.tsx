import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { sessionQuery } from '../../api/session.ts';
import { useMay } from '../../app/session.tsx';
import { Page } from '../../parts/page.tsx';
import { AboutSection } from './about-section.tsx';
import { AdministratorsSection } from './administrators-section.tsx';
import { LogInSection } from './log-in-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { SecretsSection } from './secrets-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TokensSection } from './tokens-section.tsx';

const route = getRouteApi('/inside/settings');

const sections = [
  { name: 'administrators', label: 'Administrators', for: 'administrator', Section: AdministratorsSection },
  { name: 'tokens', label: 'Tokens', for: 'administrator', Section: TokensSection },
  { name: 'log-in', label: 'Log-in', for: 'administrator', Section: LogInSection },
  { name: 'secrets', label: 'Secrets', for: 'administrator', Section: SecretsSection },
  { name: 'sessions', label: 'Sessions', for: 'viewer', Section: SessionsSection },
  { name: 'password', label: 'Your password', for: 'viewer', Section: PasswordSection },
  { name: 'about', label: 'About', for: 'viewer', Section: AboutSection },
] as const satisfies readonly {
  name: string;
  label: string;
  for: 'administrator' | 'viewer';
  Section: ComponentType;
}[];

export function SettingsPage() {
  const administers = useMay('administrator');
  const { data: session } = useQuery(sessionQuery);
  const shown = sections.filter(({ name, for: role }) => {
    return (administers || role === 'viewer') && (name !== 'password' || session?.by === 'password');
  });
  const { section = administers ? 'administrators' : 'sessions' } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = shown.find(({ name }) => name === section) ?? shown[0];
  return (
    <Page title="Settings" summary="Of the service itself. Those of a connector are under Edit.">
      <Tabs
        value={chosen?.name ?? null}
        keepMounted={false}
        onChange={(name) => navigate({ search: { section: sections.find((one) => one.name === name)?.name } })}
      >
        <Tabs.List>
          {shown.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(({ name, Section }) => (
          <Tabs.Panel key={name} value={name} pt="lg">
            <Section />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
