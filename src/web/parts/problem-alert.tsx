import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Problem, Unreachable } from '../api/problem.ts';

interface ProblemAlertProps {
  readonly error: Error;
  /** What did not work: `The connector was not saved.` */
  readonly title: string;
  readonly onRetry?: () => void;
  /** Whether every field that is wrong is named here too; beside the fields they stand anyway. */
  readonly withFields?: boolean;
}

/** What happened, whether anything was lost, and what to do. */
export function ProblemAlert({ error, title, onRetry, withFields = false }: ProblemAlertProps) {
  const { message, remedy } = told(error);
  const fields = withFields && error instanceof Problem ? error.fields : [];
  return (
    <Alert color="red" title={title} icon={<IconAlertTriangle />} role="alert">
      <Text size="sm">{message}</Text>
      {remedy !== undefined && <Text size="sm">{remedy}</Text>}
      {fields.length > 0 && (
        <List size="sm" mt={4}>
          {fields.map(({ field, message: text }) => (
            <List.Item key={`${field} ${text}`}>
              <code>{field}</code>: {text}
            </List.Item>
          ))}
        </List>
      )}
      {onRetry !== undefined && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}

/** An error in words for people. */
export function told(error: Error): { readonly message: string; readonly remedy: string | undefined } {
  if (error instanceof Problem) {
    // Some details end with the remedy already.
    const { message, remedy } = error;
    return { message, remedy: remedy === undefined || message.includes(remedy) ? undefined : remedy };
  }
  if (error instanceof Unreachable) {
    const remedy = 'Nothing that you typed is lost. This page goes on by itself as soon as the service is back.';
    return { message: error.message, remedy };
  }
  return { message: error.message, remedy: 'This is a fault of the page. Reload it; if it comes again, report it.' };
}
