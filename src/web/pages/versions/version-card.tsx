import { Button, Table } from '@mantine/core';
import type { ConnectorVersion } from '../../api/answers.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';

interface VersionCardProps {
  readonly version: ConnectorVersion;
  readonly current: boolean;
  readonly onRestore: (() => void) | undefined;
}

export function VersionCard({ version: { version, at, by, changes }, current, onRestore }: VersionCardProps) {
  return (
    <Panel
      title={`Version ${version}${current ? ', in force' : ''}`}
      about={
        <>
          <Moment at={at} /> by {by ?? 'somebody who was not noted'}
        </>
      }
      actions={
        onRestore !== undefined && (
          <Button size="xs" variant="default" onClick={onRestore}>
            Restore version {version}
          </Button>
        )
      }
    >
      {changes.length === 0 ? (
        version === 1 ? (
          'The connector was made.'
        ) : (
          'Nothing that is shown has changed.'
        )
      ) : (
        <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Setting</Table.Th>
                <Table.Th>Before</Table.Th>
                <Table.Th>After</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map(({ field, before, after }) => (
                <Table.Tr key={field}>
                  <Table.Td>
                    <code>{field}</code>
                  </Table.Td>
                  <Table.Td>{before ?? 'not set'}</Table.Td>
                  <Table.Td>{after ?? 'not set'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
}
