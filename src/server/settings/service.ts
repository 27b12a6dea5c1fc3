import { z } from 'zod';
import type { Store } from '../../core/ports/store/index.ts';

const name = 'service';
const stored = z.object({ publicUrl: z.string() });

/** The address under which browsers reach the service; empty: as it is asked for. */
export async function publicUrlOf({ settings }: Store): Promise<string> {
  const value = await settings.get(name);
  return value === undefined ? '' : stored.parse(value).publicUrl;
}

/** The same, without a path: as it is set, or else as this request came. */
export async function addressOf(
  store: Store,
  { protocol, host }: { readonly protocol: string; readonly host: string },
): Promise<string> {
  return (await publicUrlOf(store)) || `${protocol}://${host}`;
}

export function savePublicUrl({ settings }: Store, publicUrl: string): Promise<void> {
  return settings.put(name, { publicUrl });
}
