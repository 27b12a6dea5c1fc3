import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { oidcQuery, serviceQuery } from '../../api/settings.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Panel } from '../../parts/panel.tsx';
import { OidcForm } from './oidc-form.tsx';
import { PublicUrlForm } from './public-url-form.tsx';

export function LogInSection() {
  const oidc = useQuery(oidcQuery);
  const service = useQuery(serviceQuery);
  return (
    <Stack gap="lg">
      <Panel
        title="Address of the service"
        about="Under which browsers reach this page. The provider leads people back to it after they have logged in."
      >
        <Loaded query={service} failed="The settings could not be read.">
          {(settings) => <PublicUrlForm settings={settings} />}
        </Loaded>
      </Panel>
      <Panel
        title="Single sign-on (OpenID Connect)"
        about="Administrators log in at your identity provider, and their groups there say what they may do here. Log-in with a password stays possible for those who have one."
      >
        <Loaded query={oidc} failed="The settings of single sign-on could not be read.">
          {(settings) => <OidcForm settings={settings} />}
        </Loaded>
      </Panel>
    </Stack>
  );
}
