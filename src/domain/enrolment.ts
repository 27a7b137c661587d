/** The parts of the route, in the order the programme names them (programa-fortaleser.txt). */
export const STAGES = [
  'entry-diagnosis',
  'road-map',
  'accompaniment',
  'networking',
  'exit-diagnosis',
  'closing-event',
  'completed',
] as const;
export type Stage = (typeof STAGES)[number];

/** Minutes that count towards the route's hours: a session attended, or a coordinator's correction (which may be negative). */
export type Credit = { key: string; minutes: number; at: Date; by: string; reason: string };

/** A business's way through the six-month route, made by a coordinator after the chamber's decision. */
export type Enrolment = {
  id: string;
  /** Who takes part and is written to. */
  contactId: string;
  businessId: string;
  chamber: string;
  territory: string | null;
  sector: string | null;
  /** The participant's name as it stands on the certificate; null once its owner has had it deleted. */
  name: string | null;
  businessName: string | null;
  stage: Stage;
  /** Each stage entered, oldest first. */
  history: { stage: Stage; at: Date; by: string }[];
  credits: Credit[];
  /** Where the coordinator's data comes from, and when its owner consented there. */
  source: string;
  consentedAt: Date;
  enrolledAt: Date;
  tags: string[];
  status: 'active' | 'withdrawn';
};

export function minutesOf({ credits }: Pick<Enrolment, 'credits'>): number {
  return credits.reduce((sum, { minutes }) => sum + minutes, 0);
}
