import { Alert, Tabs } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ApplicationAnswer } from '../../../api/answers.ts';
import { LinkAnchor } from '../../../parts/links.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProductSteps } from './product-steps.tsx';
import { type ProductGuide, products } from './products.ts';

interface ConnectProductProps {
  readonly application: ApplicationAnswer;
  readonly serverUrl: string;
  /** While it can be shown: right after it was made. */
  readonly password: string | undefined;
  readonly product: ProductGuide['id'] | undefined;
  readonly onProduct: (product: ProductGuide['id']) => void;
}

/** What to type into a product, value by value. */
export function ConnectProduct({ application, serverUrl, password, product, onProduct }: ConnectProductProps) {
  const called = products.find(({ label }) => label === application.product?.product)?.id;
  const chosen = product ?? called ?? 'jira';
  return (
    <Panel
      title="Connect a product"
      about={`In the product, add a directory of the type Atlassian Crowd with these values. It then reads ${application.directories.join(' and ')}.`}
    >
      <AddressWarning serverUrl={serverUrl} />
      <Tabs
        value={chosen}
        keepMounted={false}
        onChange={(id) => onProduct(products.find((one) => one.id === id)?.id ?? chosen)}
      >
        <Tabs.List>
          {products.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {products.map((guide) => (
          <Tabs.Panel key={guide.id} value={guide.id} pt="md">
            <ProductSteps guide={guide} application={application} serverUrl={serverUrl} password={password} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}

/** An address that a product on another machine would not reach, or over which passwords would travel in the open. */
function AddressWarning({ serverUrl }: { readonly serverUrl: string }) {
  const { hostname, protocol } = new URL(serverUrl);
  const isLocal = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (!isLocal && protocol === 'https:') return null;
  return (
    <Alert color="yellow" variant="outline" icon={<IconAlertTriangle />} mb="md">
      {isLocal
        ? 'Products on other machines do not reach this address. '
        : 'Over this address passwords travel in the open; put the service behind a reverse proxy with TLS. '}
      Set the address of the service under{' '}
      <LinkAnchor to="/settings" search={{ section: 'log-in' }} inherit underline="always">
        Settings → Log-in
      </LinkAnchor>
      .
    </Alert>
  );
}
