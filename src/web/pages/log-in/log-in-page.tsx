import { Alert, FocusTrap } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { SessionAnswer } from '../../api/answers.ts';
import { logInOptionsQuery, sessionQuery } from '../../api/session.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { LogInForm } from '../../parts/log-in-form.tsx';
import { Entrance } from './entrance.tsx';

const route = getRouteApi('/log-in');

export function LogInPage() {
  const { returnTo } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const options = useQuery(logInOptionsQuery);
  const place = placeHere(returnTo);
  const enter = (session: SessionAnswer) => {
    client.setQueryData(sessionQuery.queryKey, session);
    router.history.push(place);
  };
  return (
    <Entrance title="Log in">
      <Loaded query={options} failed="The log-in page could not be read.">
        {({ setUpNeeded }) => {
          if (setUpNeeded) return <SetUpFirst />;
          return (
            <FocusTrap>
              <div>
                <LogInForm onLogIn={enter} returnTo={place} />
              </div>
            </FocusTrap>
          );
        }}
      </Loaded>
    </Entrance>
  );
}

function SetUpFirst() {
  return (
    <Alert color="blue" title="Nobody is set up yet">
      Open the set-up link that the service printed when it started. It makes the first administrator. Is the output
      gone? Start the service again: it prints a new link.
    </Alert>
  );
}

/** Only an address of this page: another one would lead a person who has just logged in to a stranger. */
function placeHere(returnTo: string | undefined): string {
  if (returnTo === undefined || !/^\/[^/\\]/.test(returnTo)) return '/';
  return returnTo;
}
