export const QUEUES = ['reminders', 'broadcasts', 'certificates', 'retention'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Something to be done at an instant. It carries ids only and is read anew when it runs; the same id twice is one job. */
export type Job = { queue: QueueName; id: string; data: Record<string, string>; at: Date };

/** Jobs only make things punctual: what is due stands in the records, and a sweep finds what a lost job left undone. */
export interface Jobs {
  schedule(job: Job): Promise<void>;
}

/** Does what a job of one queue asks for; may be called twice, late, or for what is no longer so. */
export type JobHandler = (data: Record<string, string>) => Promise<void>;
