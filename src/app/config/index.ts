export { checkConnector } from './check/connector.ts';
export { readConnectorFile } from './file.ts';
export { connectorForm, type Form } from './form/connector-form.ts';
export { type ConfigChange, diffConnector } from './form/diff.ts';
export { exportConnectors } from './form/export.ts';
export { type Environment, resolveSecret } from './options/secrets.ts';
export { optionValues } from './options/values.ts';
export { ConfigurationFailure, fieldName, type Path, type Problem } from './problems.ts';
export type { ConnectorTypes } from './types.ts';
