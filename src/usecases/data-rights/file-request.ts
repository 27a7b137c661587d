import {
  ANSWER_WITHIN,
  type Correction,
  type DataRequest,
  type DataRequestKind,
} from '../../domain/data-request.ts';
import type { BusinessDays, DataRequests } from './ports.ts';

/** Puts a person's wish on record with the day by which the law wants it answered. */
export async function fileRequest(
  ports: { dataRequests: DataRequests; businessDays: BusinessDays },
  asked: {
    key: string;
    contactId: string;
    kind: DataRequestKind;
    at: Date;
    answered: boolean;
    correction?: Correction;
  },
): Promise<DataRequest> {
  const { key, contactId, kind, at, answered, correction = null } = asked;
  const dueOn = ports.businessDays.after(at, ANSWER_WITHIN[kind]);
  const request = {
    id: key,
    contactId,
    kind,
    askedAt: at,
    dueOn,
    answeredAt: answered ? at : null,
    correction,
  };
  await ports.dataRequests.open(request);
  return request;
}
