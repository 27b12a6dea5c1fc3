import { Button } from '@mantine/core';

export function ReadMore({ loading, onMore }: { readonly loading: boolean; readonly onMore: () => void }) {
  return (
    <Button variant="default" loading={loading} onClick={onMore} style={{ alignSelf: 'center' }}>
      Show more
    </Button>
  );
}
