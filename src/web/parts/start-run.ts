import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RunRequest } from '../api/answers.ts';
import { startRun } from '../api/connectors.ts';
import { runQuery } from '../api/runs.ts';
import { told } from './problem-alert.tsx';

/** Starts a run of the connector; what refuses it is said in a corner of the page. */
export function useStartRun(connector: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: RunRequest) => startRun(connector, request),
    onSuccess: (run) => {
      client.setQueryData(runQuery(run.id).queryKey, run);
      void client.invalidateQueries({ queryKey: ['connectors'], exact: true });
      void client.invalidateQueries({ queryKey: ['runs'] });
    },
    onError: (error) => {
      const { message, remedy = '' } = told(error);
      notifications.show({ color: 'red', title: 'The run was not started', message: `${message} ${remedy}`.trim() });
    },
  });
}
