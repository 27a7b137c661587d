/** What a person did in the console: ids only, so that it may be kept for long. */
export type AuditEntry = { id: string; who: string; what: string; record: string; at: Date };

export interface Audit {
  record(entry: Omit<AuditEntry, 'id'>): Promise<void>;
  /** Newest first. */
  list(page: { limit: number; after?: string | undefined }): Promise<AuditEntry[]>;
}
