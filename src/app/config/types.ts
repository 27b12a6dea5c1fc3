import type { SourceType } from '../../core/ports/source.ts';
import type { TargetType } from '../../core/ports/target.ts';

/**
 * The connector types that a file may name; the registry of the program, or a test's own. Both throw `configuration`,
 * with the known types, for a type that there is not.
 */
export interface ConnectorTypes {
  sourceType(type: string): Promise<SourceType>;
  targetType(type: string): Promise<TargetType>;
}
