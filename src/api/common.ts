import { z } from 'zod';

/** An error as RFC 9457 has it (`application/problem+json`). `kind` is the failure's name in the program. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What happened, to whom, and what to do: for people. */
  detail: z.string(),
  kind: z.string(),
  /** What to do, alone. */
  remedy: z.string().optional(),
  /** Every field that is wrong, in the order of the form. */
  problems: z
    .array(z.object({ path: z.array(z.union([z.string(), z.number()])), field: z.string(), message: z.string() }))
    .optional(),
  /** 412: the version that is the newest now, and who made it when. */
  newest: z.object({ version: z.number().int(), at: z.number().int(), by: z.string().nullable() }).optional(),
  /** 409: the run that goes on. */
  run: z.string().optional(),
});
export type ProblemAnswer = z.infer<typeof problem>;

/** Keyset pages: `after` is what the page before gave as `next`; null at the end. */
export const pageQuery = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Epoch milliseconds. */
export const time = z.number().int();

/** One permission or precondition that was tried. */
export const check = z.object({ name: z.string(), ok: z.boolean(), message: z.string() });
export type Check = z.infer<typeof check>;
