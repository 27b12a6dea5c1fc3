import { type ConnectorTypeAnswer, connectorTypes, type Option } from '../../api/index.ts';
import type { OptionSpec } from '../../core/options.ts';
import type { SourceType } from '../../core/ports/source.ts';
import type { TargetType } from '../../core/ports/target.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';

export function connectorTypeRoutes(app: ApiApp, { types }: ServiceContext): void {
  app.get(
    '/connector-types',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'The types of sources and targets that there are, with the options that their forms are made of',
        tags: ['connectors'],
        response: { 200: connectorTypes },
      },
    },
    async () => ({
      sources: (await types.allSourceTypes()).map(sourceAnswer),
      targets: (await types.allTargetTypes()).map(targetAnswer),
    }),
  );
}

function sourceAnswer({ type, label, idAttribute, capabilities, options, setUp }: SourceType): ConnectorTypeAnswer {
  return {
    type,
    label,
    idAttribute,
    capabilities: { ...capabilities },
    options: options.map(option),
    setUp: [...setUp],
  };
}

function targetAnswer({ type, label, capabilities, options }: TargetType): ConnectorTypeAnswer {
  return { type, label, idAttribute: null, capabilities: { ...capabilities }, options: options.map(option), setUp: [] };
}

function option(spec: OptionSpec): Option {
  return structuredClone(spec) as Option;
}
