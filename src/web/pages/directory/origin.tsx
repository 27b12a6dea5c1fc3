import { Link } from '@tanstack/react-router';

/** Who made a thing: a connector, or somebody by hand. */
export function Origin({ connector }: { readonly connector: string | null }) {
  if (connector === null) return <>local</>;
  return (
    <Link to="/connectors/$id/history" params={{ id: connector }}>
      {connector}
    </Link>
  );
}
