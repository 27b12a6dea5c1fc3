import { z } from 'zod';

/** One option of a connector type, from which its form is made. See `OptionSpec` of the core. */
export const option = z.object({
  name: z.string(),
  type: z.enum(['text', 'url', 'secret', 'number', 'flag', 'choice', 'list']),
  label: z.string(),
  help: z.string(),
  example: z.string().optional(),
  required: z.boolean().optional(),
  default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  choices: z.array(z.string()).optional(),
  schemes: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});
export type Option = z.infer<typeof option>;

/** A type of source or target, as the registry has it. */
export const connectorType = z.object({
  type: z.string(),
  label: z.string(),
  /** Sources: the name of the source id, such as `ldap_ID`; null for targets. */
  idAttribute: z.string().nullable(),
  capabilities: z.record(z.string(), z.union([z.boolean(), z.number()])),
  options: z.array(option),
  /** The steps to take at the far side before the form can be filled in, as plain sentences. */
  setUp: z.array(z.string()),
});
export type ConnectorTypeAnswer = z.infer<typeof connectorType>;

export const connectorTypes = z.object({ sources: z.array(connectorType), targets: z.array(connectorType) });
