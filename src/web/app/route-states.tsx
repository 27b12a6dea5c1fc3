import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Empty } from '../parts/empty.tsx';
import { LinkButton } from '../parts/links.tsx';
import { Lines } from '../parts/loaded.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';

export function NotFound() {
  return (
    <main>
      <Page title="There is no such page">
        <Empty
          title="Nothing is at this address."
          action={<LinkButton to="/connectors">Go to the connectors</LinkButton>}
        >
          Perhaps a link was cut short on its way to you.
        </Empty>
      </Page>
    </main>
  );
}

export function RouteFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title="This page could not be shown">
      <ProblemAlert
        error={error instanceof Error ? error : new Error(String(error))}
        title="This page could not be shown"
        onRetry={again}
      />
    </Page>
  );
}

export function RoutePending() {
  return (
    <Page title="Loading">
      <Lines />
    </Page>
  );
}
