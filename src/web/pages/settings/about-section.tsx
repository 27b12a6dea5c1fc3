import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { aboutQuery, supportBundleAddress } from '../../api/settings.ts';
import { useMay } from '../../app/session.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { exactMoment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Attributes } from '../../parts/value.tsx';

export function AboutSection() {
  const about = useQuery(aboutQuery);
  const mayAdminister = useMay('administrator');
  return (
    <Stack gap="lg">
      <Panel title="About">
        <Loaded query={about} failed="What the service is could not be read.">
          {({ version, node, store, dataDirectory, startedAt, keyId, keyCreatedAt }) => (
            <Attributes
              of={{
                version,
                'runs under': `Node ${node}`,
                store: store === 'sqlite' ? 'SQLite, in the data directory' : 'PostgreSQL',
                'data directory': dataDirectory,
                'started at': exactMoment(startedAt),
                'key of the secrets': `${keyId}, made ${exactMoment(keyCreatedAt)}`,
              }}
            />
          )}
        </Loaded>
      </Panel>
      {mayAdminister && (
        <Panel
          title="Support bundle"
          about="One file to send when you need help: settings without secrets, the last runs, recent lines of the log. It holds names of people; send it only to whom you trust."
        >
          <Button component="a" variant="default" href={supportBundleAddress} download>
            Download the support bundle
          </Button>
        </Panel>
      )}
    </Stack>
  );
}
