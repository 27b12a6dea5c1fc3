import { z } from 'zod';

/** The id of a connector in an address. */
export const ofConnector = z.object({ id: z.string().min(1).max(63) });

export const tags = ['connectors'];
