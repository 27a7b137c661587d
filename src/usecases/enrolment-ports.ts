import type { Credit, Enrolment, Stage } from '../domain/enrolment.ts';

export type NewEnrolment = Omit<
  Enrolment,
  'id' | 'stage' | 'history' | 'credits' | 'status' | 'businessId'
> & {
  stage?: Stage;
  by: string;
};

export type EnrolmentFilter = {
  chamber?: string | undefined;
  territory?: string | undefined;
  stage?: Stage | undefined;
  status?: Enrolment['status'] | undefined;
  tag?: string | undefined;
  /** Words of the participant's or the business's name, in any order; accents and case do not matter. */
  named?: string | undefined;
};

/** Who would be enrolled, as far as that makes an enrolment one. */
export type EnrolmentKey = Pick<NewEnrolment, 'contactId' | 'businessName'>;

/** Businesses on the route. An enrolment is one per contact and business, whoever enters it first. */
export interface Enrolments {
  enrol(enrolment: NewEnrolment): Promise<{ kind: 'enrolled' | 'known'; enrolment: Enrolment }>;
  get(id: string): Promise<Enrolment | null>;
  /** Active ones first, newest first. */
  ofContact(contactId: string): Promise<Enrolment[]>;
  /** By id, after `after`. */
  list(filter: EnrolmentFilter, page: { limit: number; after?: string | undefined }): Promise<Enrolment[]>;
  /** The ids of those that exist already, in the order asked. */
  known(keys: readonly EnrolmentKey[]): Promise<(string | null)[]>;
  /** False where the enrolment stands at that stage already, is withdrawn, or is not there. */
  moveTo(id: string, move: { stage: Stage; at: Date; by: string }): Promise<boolean>;
  /** Once per key. */
  credit(id: string, credit: Credit): Promise<boolean>;
  /** Takes a credit back (an attendance that was marked by mistake). */
  uncredit(id: string, key: string, by?: string): Promise<boolean>;
  /** False where it is not there, or where the contact has another business of that name. */
  rename(id: string, change: { name?: string; businessName?: string; by: string }): Promise<boolean>;
  withdraw(id: string, at: Date, by: string): Promise<boolean>;
  /** Takes a withdrawal back. */
  reinstate(id: string, at: Date, by: string): Promise<boolean>;
  /** Names go; stage, hours and dates stay as numbers without a person. */
  anonymise(contactId: string): Promise<number>;
}
