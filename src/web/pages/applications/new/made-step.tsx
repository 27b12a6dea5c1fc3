import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ApplicationWithPassword } from '../../../api/answers.ts';
import { applicationsQuery } from '../../../api/applications.ts';
import { LinkButton } from '../../../parts/links.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { ConnectProduct } from '../connect/connect-product.tsx';
import { ShownPassword } from '../connect/shown-password.tsx';

const route = getRouteApi('/inside/applications/new');

/** The only page that shows the password, with everything else that the product has to be told. */
export function MadeStep({ made }: { readonly made: ApplicationWithPassword }) {
  const { product } = route.useSearch();
  const navigate = route.useNavigate();
  const applications = useQuery(applicationsQuery);
  return (
    <Stack gap="lg">
      <ShownPassword name={made.name} password={made.password} />
      <Loaded query={applications} failed="The address of the service could not be read.">
        {({ serverUrl }) => (
          <ConnectProduct
            application={made}
            serverUrl={serverUrl}
            password={made.password}
            product={product}
            onProduct={(next) => {
              void navigate({ search: (before) => ({ ...before, product: next }), replace: true, resetScroll: false });
            }}
          />
        )}
      </Loaded>
      <Group>
        <LinkButton to="/applications">I have copied it</LinkButton>
      </Group>
    </Stack>
  );
}
