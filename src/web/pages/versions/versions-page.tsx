import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ConnectorVersion } from '../../api/answers.ts';
import { connectorQuery, restoreVersion, versionsQuery } from '../../api/connectors.ts';
import { useMay } from '../../app/session.tsx';
import { ConnectorPage } from '../../parts/connector-page.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { useRowsOf } from '../../parts/pages-of.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ReadMore } from '../../parts/read-more.tsx';
import { VersionCard } from './version-card.tsx';

const route = getRouteApi('/inside/connectors/$id/versions');

/** Every save of a connector: who, when, what changed; each can be had back. */
export function VersionsPage() {
  const { id } = route.useParams();
  const versions = useInfiniteQuery(versionsQuery(id));
  const { rows = [], hasMore, more } = useRowsOf(versions);
  const { version: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useMay('administrator');
  const newest = rows[0]?.version;
  const restored = rows.find(({ version }) => version === asked);
  return (
    <ConnectorPage id={id} title="Versions" summary="Every save made one. Any of them can be had back.">
      <Loaded query={versions} failed="The versions could not be read.">
        {() => (
          <Stack>
            {rows.map((version) => (
              <VersionCard
                key={version.version}
                version={version}
                current={version.version === newest}
                onRestore={
                  mayEdit && version.version !== newest
                    ? () => void navigate({ search: { version: version.version }, resetScroll: false })
                    : undefined
                }
              />
            ))}
            {hasMore && <ReadMore loading={versions.isFetchingNextPage} onMore={more} />}
          </Stack>
        )}
      </Loaded>
      {restored !== undefined && mayEdit && (
        <RestoreDialog id={id} version={restored} onClose={() => void navigate({ search: {}, resetScroll: false })} />
      )}
    </ConnectorPage>
  );
}

interface RestoreDialogProps {
  readonly id: string;
  readonly version: ConnectorVersion;
  readonly onClose: () => void;
}

function RestoreDialog({ id, version: { version }, onClose }: RestoreDialogProps) {
  const client = useQueryClient();
  const now = useQuery(connectorQuery(id));
  const restoring = useMutation({
    mutationFn: (current: number) => restoreVersion(id, version, current),
    onSuccess: async (after) => {
      await client.invalidateQueries({ queryKey: ['connectors'] });
      notifications.show({
        title: 'Restored',
        message: `Version ${version} is in force again, as version ${after.version}.`,
      });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={`Restore version ${version}`}>
      <Stack>
        {restoring.error !== null && <ProblemAlert error={restoring.error} title="The version was not restored" />}
        <Text size="sm">
          The settings become what they were in version {version}. That makes a new version; the ones between stay in
          this list. The next run works by them.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it as it is
          </Button>
          <Button
            disabled={now.data === undefined}
            loading={restoring.isPending}
            onClick={() => now.data && restoring.mutate(now.data.version)}
          >
            Restore version {version}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
