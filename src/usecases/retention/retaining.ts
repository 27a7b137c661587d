import type { Retention } from '../../domain/retention.ts';
import type { Audit } from '../console/audit.ts';
import type { Ports } from '../ports.ts';
import type { Calendar } from '../session-ports.ts';
import type { RetentionRecords } from './ports.ts';

/** What ending the past stands on. */
export type Retaining = {
  ports: Ports;
  records: RetentionRecords;
  audit: Audit;
  retention: Retention;
  calendar: Calendar;
};
